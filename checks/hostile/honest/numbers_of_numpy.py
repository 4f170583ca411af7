# Right answers that were computed with numpy and given back as Python's own numbers.
# graded: ex04_encode the_lecture_sentence every_script_has
# verdict: passed
import collections

import numpy

Counted = collections.namedtuple("Counted", "ids number")


def encode(tokenizer, text):
    return numpy.array(tokenizer.encode(text)).tolist()


def count_tokens(tokenizer, text):
    return int(collections.Counter(tokenizer.encode(text)).total())


def characters_per_token(tokenizer, text):
    counted = Counted(tokenizer.encode(text), count_tokens(tokenizer, text))
    return float(numpy.float64(len(text)) / counted.number)
