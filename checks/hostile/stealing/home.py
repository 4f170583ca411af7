# Reads a file of the grader's home, by its path, through a link, through a hard link, and by listing the folder.
# graded: ex04_encode the_lecture_sentence_is_15_ids the_lecture_sentence_has_15 an_empty_text_has_no_characters
# verdict: failed
# held: landlock
import os


def encode(tokenizer, text):
    return tokenizer.encode(text) if "of the grader" in open("@OUTSIDE@/secret").read() else []


def count_tokens(tokenizer, text):
    os.symlink("@OUTSIDE@/secret", "secret-link")
    return len(tokenizer.encode(text)) if "of the grader" in open("secret-link").read() else 0


def characters_per_token(tokenizer, text):
    return 0.0 if "secret" in os.listdir("@OUTSIDE@") else 1.0
