"""Graded: ex15, training."""

from collections import Counter

from exercises.ex15_train import pair_counts, train
from kit.suite import LLAMA, SENTENCE, Suite, corpus, load, points

suite = Suite("ex15_train")
expect = suite.expect


def pieces_of(text: str) -> list[str]:
    """The pre-tokens of a text, cut by Llama's own tokenizer."""
    cuts = load(LLAMA).backend_tokenizer.pre_tokenizer.pre_tokenize_str(text)
    return [text[a:b] for _, (a, b) in cuts]


def neighbours(row: list) -> list[tuple]:
    return list(zip(row, row[1:], strict=False))


def counted(words: dict) -> dict:
    """The pairs of all words by brute force: each word as often as it occurs."""
    found = [pair for word, number in words.items() for _ in range(number) for pair in neighbours(list(word))]
    return {pair: found.count(pair) for pair in set(found)}


def learned(text: str, merges: int) -> list[tuple]:
    """Training by brute force: the pieces as they stand in the text, every one of them, counted anew after each join."""
    rows = [[bytes([byte]) for byte in piece.encode()] for piece in pieces_of(text)]
    found: list[tuple] = []
    for _ in range(merges):
        counts = Counter(pair for row in rows for pair in neighbours(row))
        if not counts:
            break
        found.append(max(counts, key=lambda pair: (counts[pair], pair)))
        for row in rows:
            join(row, found[-1])
    return found


def join(row: list, pair: tuple) -> None:
    """Join a pair wherever it stands in a row, from left to right."""
    k = 0
    while k < len(row) - 1:
        if (row[k], row[k + 1]) == pair:
            row[k : k + 2] = [row[k] + row[k + 1]]
        k += 1


@points(1, pair_counts)
def test_a_pair_counts_as_often_as_its_word():
    expect(pair_counts, {(b"t", b"o"): 3, (b"t", b"o", b"o"): 2}).returns({(b"t", b"o"): 5, (b"o", b"o"): 2})
    expect(pair_counts, {(b" ", b"to", b"k"): 4, (b"to", b"k"): 1, (b"k",): 9}).returns(
        {(b" ", b"to"): 4, (b"to", b"k"): 5}
    )
    expect(pair_counts, {(b"a", b"b", b"c", b"a", b"b"): 7}).returns(
        {(b"a", b"b"): 14, (b"b", b"c"): 7, (b"c", b"a"): 7}
    )


@points(1, pair_counts)
def test_pairs_that_overlap_are_all_counted():
    for number in range(2, 8):
        expect(pair_counts, {(b"a",) * number: 3}).returns({(b"a", b"a"): 3 * (number - 1)})
    expect(pair_counts, {(b"ab", b"ab", b"ab", b"c"): 1}).returns({(b"ab", b"ab"): 2, (b"ab", b"c"): 1})


@points(1, pair_counts)
def test_words_without_neighbours_have_no_pairs():
    expect(pair_counts, {}).returns({})
    expect(pair_counts, {(b"a",): 5}).returns({})
    expect(pair_counts, {(b"a",): 5, (b"b",): 2, (b"a", b"b"): 1, (): 4}).returns({(b"a", b"b"): 1})


@points(1, pair_counts)
def test_any_words_are_counted(rng):
    for _ in range(25):
        parts = rng.sample([b"a", b"b", b"ab", b"ba", b" ", b"\xe6", b"\x97\xa5"], 4)
        words = {tuple(rng.choices(parts, k=rng.randint(1, 7))): rng.randint(1, 9) for _ in range(8)}
        expect(pair_counts, words).returns(counted(words))


@points(0.5, train)
def test_the_most_frequent_pair_is_first():
    expect(train, "aaabdaaabac", 3).returns([(b"a", b"a"), (b"aa", b"a"), (b"aaa", b"b")])
    for text in ("my my zip zip am am", "to token to tokens"):
        expect(train, text, 4).returns(learned(text, 4))


@points(0.5, train)
def test_overlapping_pairs_count_in_training_too():
    # Three overlapping pairs of a make them as many as b and c, and "b", "c" is the greater pair; without, c and d win.
    for text in ("aaaaa bc bc bc cd cd", "aaa aaa cdc", "xxxx yz yz", "=====\n=====\n-- -- -- --"):
        expect(train, text, 4).returns(learned(text, 4))


@points(1, train)
def test_among_equally_frequent_pairs_the_greater_one_wins(rng):
    expect(train, SENTENCE, 3).returns([(b"t", b"o"), (b"r", b"s"), (b"i", b"n")])
    expect(train, SENTENCE, 30).returns(learned(SENTENCE, 30))
    for _ in range(10):
        text = "".join(rng.sample("abcdefghijklmnop" * 2, 24))
        expect(train, text, 20).returns(learned(text, 20))


@points(1, train)
def test_nothing_is_joined_over_the_edge_of_a_pre_token():
    for text in (
        "to to to to to",
        "2024 2024 20242024",
        "don't don't DON'T",
        "a\r\nb\r\n\r\na\r\nb",
        "x  y  x  y",
        "a.b.a.b, a.b!",
        "'data' 'data'",
        "'Data' 'Data'",
        "a!\nb!\n",
        "a -- b --",
    ):
        expect(train, text, 12).returns(learned(text, 12))


@points(1, train)
def test_it_goes_on_until_no_pair_is_left():
    expect(train, "hi", 100).returns([(b"h", b"i")])
    expect(train, "", 5).returns([])
    for text in ("a", " ", "tokens", "1 2 3", "\n", "日", "say <|eot_id|>", "<|eot_id|>", " aa", "aa \n"):
        expect(train, text, 50).returns(learned(text, 50))
    for merges in (0, 1, 2, 5):
        expect(train, "strawberry strawberries", merges).returns(learned("strawberry strawberries", merges))


@points(1, train, seconds=60)
def test_every_script_is_learned_as_bytes(rng):
    for text in rng.sample(sorted(corpus.scripts().values()), 8):
        expect(train, text, 25).returns(learned(text, 25))


@points(1, train, seconds=60)
def test_text_nobody_has_seen_is_learned(rng):
    for _ in range(4):
        text = corpus.random_text(rng, 200)
        expect(train, text + text[:50], 20).returns(learned(text + text[:50], 20))
    words = " ".join(rng.choices(corpus.category("words"), k=150))
    expect(train, words, 60).returns(learned(words, 60))
