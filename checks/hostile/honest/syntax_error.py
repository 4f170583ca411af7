# A colon is missing.
# graded: ex04_encode the_lecture_sentence
# verdict: error
def encode(tokenizer, text)
    return tokenizer.encode(text)
