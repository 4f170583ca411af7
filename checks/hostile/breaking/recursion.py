# Calls itself without an end.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: failed died
def encode(tokenizer, text):
    return encode(tokenizer, text)
