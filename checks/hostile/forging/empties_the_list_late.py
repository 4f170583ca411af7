# Empties the suite's list in the last step of its generator: learner code must leave its arguments alone.
# graded: ex12_stream the_pieces_joined
# verdict: failed
def stream(tokenizer, ids):
    text = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    yield text
    ids.clear()
