"""Byte-pair encoding: how a pre-token becomes tokens.

After the first cut each pre-token is encoded on its own, as bytes. It starts as single bytes, which are all
in the vocabulary, so that nothing is ever unknown. Then neighbours are joined, one pair after another, until
no two neighbours form an entry of the vocabulary any more. What is left are the tokens.

Which pair first? The vocabulary was learned by joining pairs, the most frequent one first, and each entry
got the next free number. So an entry's number says how early it was learned: its rank. The lowest rank is
joined first, as it was in learning; where the same pair stands at several places, from left to right. It is
not the longest entry first, and not from left to right through the word: " Tokenizers" becomes " Token" and
"izers" because of the order in which the pairs were learned, not because of grammar. The rank of a pair is
simply the number of the two byte strings put together, if the vocabulary has them as one.

Llama adds one rule: a pre-token that is in the vocabulary as a whole is taken at once, before anything is
joined. Most words end here, so it is fast. For 588 entries it also makes a difference: " việc" is an entry
(100769) that no row of joins from single bytes arrives at.

`ranks` is a dict from bytes to number, such as Meta publishes it in the file tokenizer.model, one entry a
line: the bytes in Base64, a space, the number. To get all 128,000 of them:

    import base64, pathlib, llama_models
    file = pathlib.Path(llama_models.__file__).parent / "llama3" / "tokenizer.model"
    lines = [line.split() for line in file.read_bytes().splitlines()]
    ranks = {base64.b64decode(token): int(rank) for token, rank in lines}
"""


def merge(parts: list[bytes], pair: tuple[bytes, bytes]) -> list[bytes]:
    """The parts with this pair joined wherever it stands, from left to right. The list that came in is
    unchanged.

    A part that has just been joined is not joined again: of three equal parts the first two are taken.

    >>> merge([b"t", b"o", b" ", b"t", b"o"], (b"t", b"o"))
    [b'to', b' ', b'to']
    >>> merge([b"a", b"a", b"a"], (b"a", b"a"))
    [b'aa', b'a']
    """
    raise NotImplementedError("ex14_bpe.merge: not written yet")


def bpe(piece: bytes, ranks: dict[bytes, int]) -> list[int]:
    """The ids of one pre-token: the numbers in `ranks` of the tokens that it is made of, in order.

    A piece that is in `ranks` as a whole is that token, whatever its bytes are. An empty piece has none. Raises
    ValueError when a byte of any other piece is not in `ranks`, also where a pair with it is. `ranks` is another dict
    from call to call, its entries may stand in any order, and it is left as it is. Rank 0 is a rank.

    >>> bpe(b" am", ranks), bpe(b" Tokenizers", ranks)
    ([1097], [9857, 12509])
    >>> bpe(" việc".encode(), ranks)
    [100769]
    >>> bpe(b"abab", {b"a": 0, b"b": 1, b"ab": 2})
    [2, 2]
    """
    raise NotImplementedError("ex14_bpe.bpe: not written yet")


if __name__ == "__main__":
    print("This file only defines functions. To have them graded: kit run ex14")
