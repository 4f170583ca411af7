# There is no `return`.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: failed
def encode(tokenizer, text):
    tokenizer.encode(text)
