# Logs and warns without an end.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: timeout failed died
import logging
import warnings


def encode(tokenizer, text):
    number = 0
    while True:
        number += 1
        logging.error("x" * 10_000)
        warnings.warn(f"{number}" * 1000)
