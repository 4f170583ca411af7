# Writes where it may not: beside itself, into the grader's folder, over another submission, into an installed package.
# graded: ex04_encode the_lecture_sentence_is_15_ids the_lecture_sentence_has_15 an_empty_text_has_no_characters estimate
# verdict: failed
# held: landlock
import json
import os


def encode(tokenizer, text):
    with open(os.path.join(os.path.dirname(__file__), "conftest.py"), "w") as file:
        file.write("")
    return tokenizer.encode(text)


def count_tokens(tokenizer, text):
    with open("@OUTSIDE@/writable/mark", "w") as file:
        file.write("was here")
    return len(tokenizer.encode(text))


def characters_per_token(tokenizer, text):
    os.rename("@OUTSIDE@/other/ex04_encode.py", "@OUTSIDE@/writable/mark2")
    os.rename("@OUTSIDE@/writable/mark2", "@OUTSIDE@/other/ex04_encode.py")
    return 0.0


def estimate_tokens(text):
    open(json.__file__, "r+b").close()
    return max(1, (len(text) + 2) // 4) if text else 0
