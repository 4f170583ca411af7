# Returns as many objects as cross: something is made for each on the other side.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: failed error died timeout
# by: wire


def encode(tokenizer, text):
    class E:
        pass

    return [E()] * 390_000
