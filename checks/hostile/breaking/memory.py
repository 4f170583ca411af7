# Takes memory until there is none.
# graded: ex04_encode the_lecture_sentence_is_15_ids the_lecture_sentence_has_15
# verdict: failed died timeout
def encode(tokenizer, text):
    kept = []
    while True:
        kept.append(bytearray(1 << 24))


def count_tokens(tokenizer, text):
    return len(bytearray(1 << 40))
