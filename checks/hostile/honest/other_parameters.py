# Takes the parameters in another number.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: failed
def encode(text):
    return []
