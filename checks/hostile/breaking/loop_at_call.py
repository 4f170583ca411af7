# Never returns.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: timeout
def encode(tokenizer, text):
    while True:
        pass
