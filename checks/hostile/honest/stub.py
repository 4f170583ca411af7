# Nothing is written yet.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: not started
def encode(tokenizer, text):
    """Nothing yet."""
    raise NotImplementedError("ex04_encode.encode: not yet")
