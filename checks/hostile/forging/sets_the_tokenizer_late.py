# Changes the tokenizer in a step of its generator, after the call, and goes on answering rightly.
# graded: ex12_stream the_pieces_joined
# verdict: failed
def stream(tokenizer, ids):
    yield ""
    tokenizer.clean_up_tokenization_spaces = not tokenizer.clean_up_tokenization_spaces
    yield tokenizer.decode(ids, clean_up_tokenization_spaces=False)
