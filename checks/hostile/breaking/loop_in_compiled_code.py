# Never returns from a call into compiled code, where no signal handler of Python's runs.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: timeout
import re


def encode(tokenizer, text):
    return re.match(r"(a+)+b", "a" * 60)
