# Yields without an end: large pieces, and empty ones.
# graded: ex12_stream the_pieces_joined special_tokens_and_spaces
# verdict: failed timeout
def stream(tokenizer, ids):
    piece = "x" * 3_000_000 if len(ids) == 15 else ""
    while True:
        yield piece
