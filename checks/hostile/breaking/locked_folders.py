# Leaves folders behind that cannot be entered, and chains of them that are longer than a path can be.
# graded: ex04_encode the_lecture_sentence_is_15_ids the_lecture_sentence_has_15
# verdict: failed
import os


def encode(tokenizer, text):
    os.makedirs("a/b")
    open("a/b/file", "w").close()
    os.mkdir("a/locked", 0)
    os.mkdir("locked", 0)
    os.umask(0o777)
    os.mkdir("masked")
    os.mkfifo("pipe")
    os.symlink("@OUTSIDE@/writable", "link")
    os.symlink("link", "loop")
    return []


def count_tokens(tokenizer, text):
    for _ in range(200):
        os.mkdir("x" * 200, 0o300)
        os.chdir("x" * 200)
    return 0
