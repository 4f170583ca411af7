# Reads address zero.
# graded: ex04_encode the_lecture_sentence_is_15_ids every_script_has
# verdict: died
import ctypes


def encode(tokenizer, text):
    return ctypes.string_at(0)
