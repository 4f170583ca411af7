# Aborts, as a library does that found its own memory damaged.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: died
import os


def encode(tokenizer, text):
    os.abort()
