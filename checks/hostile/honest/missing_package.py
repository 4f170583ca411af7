# Imports a package that is not there.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: failed error
import not_there_at_all


def encode(tokenizer, text):
    return not_there_at_all.encode(text)
