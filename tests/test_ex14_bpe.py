"""Graded: ex14, byte-pair encoding."""

import pytest

from exercises.ex14_bpe import bpe, merge
from kit.suite import (
    LLAMA,
    SENTENCE,
    SENTENCE_IDS,
    Named,
    Suite,
    corpus,
    entries,
    joined,
    needing_whole,
    piece_ids,
    plain,
    points,
)
from kit.suite import (
    ranks as llama_ranks,
)

suite = Suite("ex14_bpe", model=LLAMA)
expect = suite.expect


@pytest.fixture
def ranks():
    """Llama's ranks, a dict of its own for each test."""
    return Named("ranks", llama_ranks.ranks())


def by_piece(tokenizer, text: str) -> list[tuple[bytes, list[int]]]:
    """The pre-tokens of a text, as bytes, and the ids of each, by the tokenizer itself."""
    encoding = plain(tokenizer, text)
    cuts = tokenizer.backend_tokenizer.pre_tokenizer.pre_tokenize_str(text)
    found = [(text[a:b].encode(), []) for _, (a, b) in cuts]
    for token_id, word in zip(encoding.ids, encoding.word_ids, strict=True):
        found[word][1].append(token_id)
    return found


def replaced(parts: list[bytes], pair: tuple[bytes, bytes]) -> list[bytes]:
    """What merging gives, by str.replace: each different part becomes a character, the joined pair another one."""
    letters = {part: chr(0xE000 + k) for k, part in enumerate(dict.fromkeys([*parts, *pair]))}
    text = "".join(letters[part] for part in parts)
    text = text.replace(letters[pair[0]] + letters[pair[1]], "+")
    back = {letter: part for part, letter in letters.items()} | {"+": pair[0] + pair[1]}
    return [back[letter] for letter in text]


def small_vocabulary(rng) -> dict[bytes, int]:
    """Three bytes and a few pairs of what is there already, later ones with higher ranks, as training would leave them."""
    parts = [b"a", b"b", b"c"]
    for _ in range(5):
        parts += [pair for pair in [rng.choice(parts) + rng.choice(parts)] if pair not in parts]
    return {part: rank for rank, part in enumerate(parts)}


def check(ranks, piece: bytes, want: list[int] | None = None) -> None:
    """One piece on Llama's ranks; expected is what tiktoken says, the encoder in Meta's own package, or `want`."""
    size = len(ranks)
    call = expect(bpe, piece, ranks)
    call.returns(piece_ids(piece) if want is None else want)
    if len(ranks) != size:
        call.wrong("the dict left as it was", "the dict that was passed in belongs to the caller; do not write to it.")


def cut_in_bytes(text: str) -> list[bytes]:
    return [bytes([byte]) for byte in text.encode()]


def apart(pair: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """The pair in bytes objects of its own: no part of two bytes or more is one of them, however equal it is."""
    return bytes(bytearray(pair[0])), bytes(bytearray(pair[1]))


@points(1, merge)
def test_the_pair_is_joined_wherever_it_stands():
    expect(merge, cut_in_bytes("to to"), (b"t", b"o")).returns([b"to", b" ", b"to"])
    expect(merge, [b"to", b"k", b"en", b"to", b"k"], apart((b"to", b"k"))).returns([b"tok", b"en", b"tok"])
    expect(merge, [b"\xe6", b"\x97", b"\xa5", b"\xe6", b"\x97"], (b"\xe6", b"\x97")).returns(
        [b"\xe6\x97", b"\xa5", b"\xe6\x97"]
    )


@points(1, merge)
def test_of_three_equal_parts_the_first_two_are_joined():
    for number in range(2, 9):
        want = [b"aa"] * (number // 2) + [b"a"] * (number % 2)
        expect(merge, [b"a"] * number, (b"a", b"a")).returns(want)
    expect(merge, [b"ab", b"ab", b"ab", b"a", b"b"], apart((b"ab", b"ab"))).returns([b"abab", b"ab", b"a", b"b"])


@points(1, merge)
def test_other_parts_stay_as_they_are():
    expect(merge, [], (b"a", b"b")).returns([])
    expect(merge, [b"a"], (b"a", b"b")).returns([b"a"])
    expect(merge, [b"b", b"a"], (b"a", b"b")).returns([b"b", b"a"])
    expect(merge, [b"ab", b"c", b"a", b"bc"], (b"a", b"bc")).returns([b"ab", b"c", b"abc"])
    expect(merge, [b"ab", b"xa", b"bx", b"a", b"c", b"b"], (b"a", b"b")).returns(
        [b"ab", b"xa", b"bx", b"a", b"c", b"b"]
    )


@points(1, merge)
def test_any_parts_are_joined_from_left_to_right(rng):
    for _ in range(40):
        some = rng.sample([b"a", b"b", b"ab", b"ba", b"aa", b" ", b"\xe6", b"\xe6\x97"], 3)
        parts, pair = rng.choices(some, k=rng.randint(2, 12)), tuple(rng.choices(some, k=2))
        expect(merge, parts, apart(pair)).returns(replaced(parts, pair))


@points(1, bpe)
def test_a_long_word_and_the_lecture_sentence_piece_by_piece(llama, ranks):
    for piece in (b"aairsisrrrt", b"rrranesitrsiears", b" untokenizable", b" ype"):  # on the first two, mistakes differ
        check(ranks, piece)
    words = by_piece(llama, SENTENCE)
    assert [token_id for _, ids in words for token_id in ids] == SENTENCE_IDS[1:]
    for piece, ids in words:
        check(ranks, piece, ids)


@points(1.5, bpe, seconds=60)
def test_the_words_of_every_script(llama, ranks, rng):
    for text in [*corpus.scripts().values(), *rng.sample(corpus.texts(), 20)]:
        words = by_piece(llama, text)
        for piece, ids in rng.sample(words, min(8, len(words))):
            check(ranks, piece, ids)


@points(1, bpe, seconds=60)
def test_a_whole_entry_is_taken_before_anything_is_joined(ranks, rng):
    check(ranks, " việc".encode(), [100769])
    for token_id in needing_whole(rng, 80):
        check(ranks, entries()[token_id], [token_id])


@points(0.5, bpe, seconds=60)
def test_every_entry_is_its_own_id(ranks, rng):
    for token_id in [0, 127_999, 220, *rng.sample(range(128_000), 200)]:
        check(ranks, entries()[token_id], [token_id])


@points(1, bpe, seconds=60)
def test_bytes_nobody_has_seen(ranks, rng):
    texts = [corpus.random_text(rng, rng.randint(1, 30)).encode() for _ in range(60)]
    some = [rng.randbytes(rng.randint(1, 40)) for _ in range(20)]
    cut_apart = [
        "日本語のトークン".encode()[1:-1],
        " việcs".encode(),
        "😀😀".encode()[2:7],
        b"a" * 57,
        b" " * 91,
        b"-=" * 40,
    ]
    for piece in [*texts, *some, *cut_apart]:
        check(ranks, piece)


@points(0.5, bpe)
def test_another_vocabulary_has_other_ids(rng):
    expect(bpe, b"abab", {b"a": 0, b"b": 1, b"ab": 2}).returns([2, 2])
    expect(bpe, b"abcabc", {b"a": 7, b"b": 8, b"c": 9, b"abc": 10}).returns([7, 8, 9, 7, 8, 9])
    other = "these are the ids by the dict of another call: what is remembered for a piece holds for one dict only."
    from_one = {b"ab": 1, b"a": 2, b"b": 3}
    because = "an entry's rank may be lower than those of its parts; it is joined all the same."
    expect(bpe, b"abab", from_one).returns([1, 1], instead={(2, 2): other}, because=because)
    zero = "rank 0 is a rank like any other, and false in an `if`: look whether the bytes are in the dict."
    expect(bpe, b"ab", {b"ab": 0, b"a": 1, b"b": 2}).returns([0], instead={(1, 2): zero}, because=zero)
    swapped = {b"ab": 0, b"a": 1, b"b": 2}
    expect(bpe, b"abab", swapped).returns([0, 0], instead={(2, 2): other, (1, 2, 1, 2): zero}, because=zero)
    expect(bpe, b"abc", {b"a": 7, b"b": 8, b"c": 9, b"abc": 10}).returns([10])
    expect(bpe, b"abcd", {b"a": 3, b"b": 2, b"c": 1, b"d": 0, b"ab": 6, b"bc": 5, b"cd": 4}).returns([6, 4])
    expect(bpe, b"abca", {b"a": 0, b"b": 1, b"c": 2, b"abc": 3, b"bc": 4}).returns([3, 0])  # the second join has the lower rank
    expect(bpe, b"aba", {b"a": 200_000, b"b": 200_001, b"ab": 200_002}).returns([200_002, 200_000])
    expect(bpe, b"abc", {b"a": 0, b"b": 1, b"c": 2, b"ab": 3, b"bc": 4}).returns([3, 2])
    because = "an entry's rank is its number in the dict, wherever in the dict it stands."
    out_of_order = {b"bc": 4, b"ab": 3, b"c": 2, b"b": 1, b"a": 0}
    expect(bpe, b"abc", out_of_order).returns([3, 2], instead={(0, 4): because}, because=because)
    expect(bpe, b"abc", {b"ab": 4, b"bc": 3, b"a": 0, b"b": 1, b"c": 2}).returns([0, 3], because=because)
    for _ in range(20):
        vocabulary, piece = small_vocabulary(rng), bytes(rng.choices(b"abc", k=rng.randint(6, 14)))
        vocabulary = dict(rng.sample(sorted(vocabulary.items()), len(vocabulary)))  # ranks are values, not places
        whole = [piece] if piece in vocabulary else joined(piece, vocabulary)
        expect(bpe, piece, vocabulary).returns([vocabulary[part] for part in whole])


@points(0.5, bpe)
def test_an_empty_piece_has_no_ids_and_an_unknown_byte_is_an_error(ranks):
    check(ranks, b"", [])
    unknown = "a byte of the piece is not in `ranks`, so the piece has no ids."
    for piece in (b"abx", b"xab", b"x", b"\xff"):
        expect(bpe, piece, {b"a": 0, b"b": 1, b"ab": 2}).raises(ValueError, because=unknown)
    unknown = "b'b' is not in `ranks`: look at the piece's bytes before anything is joined."
    expect(bpe, b"abc", {b"a": 0, b"c": 1, b"ab": 2}).raises(ValueError, because=unknown)
    whole = "a piece that is in `ranks` as a whole is that token, whatever its bytes are."
    expect(bpe, b"xy", {b"a": 0, b"xy": 5}).returns([5], because=whole)
