# Asks for what comes in as an argument.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: failed
def encode(tokenizer, text):
    return tokenizer.encode(input("text: "))
