# The function has another name.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: error
def encode_text(tokenizer, text):
    return tokenizer.encode(text)
