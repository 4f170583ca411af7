"""Wrong answers to ex15 that can be told by name; see kit/suite/mistakes.py."""

from collections import Counter

import regex

from kit.suite import LLAMA
from kit.suite.mistakes import Looks, Raises


def pieces_of(text: str) -> list[str]:
    """The pre-tokens of a text, cut by Llama's own tokenizer."""
    from kit.tokenizers.loaded import load

    cuts = load(LLAMA).backend_tokenizer.pre_tokenizer.pre_tokenize_str(text)
    return [text[a:b] for _, (a, b) in cuts]


def neighbours(row: list, overlap: bool = True) -> list[tuple]:
    """The pairs of a row, one after the other; without `overlap`, of three equal parts only one."""
    found, last = [], -2
    for k in range(len(row) - 1):
        pair = (row[k], row[k + 1])
        if overlap or not (last == k - 1 and found[-1] == pair):
            found.append(pair)
            last = k
    return found


def learned(text: str, merges: int, *, cut=pieces_of, choose=None, overlap=True, units=None, least=1, join=None):
    """Training by brute force: the pieces as they stand in the text, every one of them, counted anew after each join.

    The rest is for the mistakes: `choose` takes a pair from the counts, `least` is how often one must occur, `units`
    cuts a piece into its first parts, `join` joins a pair in a row.
    """
    choose = choose or (lambda counts: max(counts, key=lambda pair: (counts[pair], pair)))
    units = units or (lambda piece: [bytes([byte]) for byte in piece.encode()])
    rows = [units(piece) for piece in cut(text)]
    found: list[tuple] = []
    for _ in range(merges):
        counts = Counter(pair for row in rows for pair in neighbours(row, overlap))
        counts = {pair: n for pair, n in counts.items() if n >= least}
        if not counts:
            break
        best = choose(counts)
        found.append(best)
        for row in rows:
            (join or joined)(row, best)
    return found


def joined(row: list, pair: tuple, most: int = 10**6) -> None:
    """Join a pair wherever it stands in a row, from left to right, or in the first `most` places."""
    k = 0
    while k < len(row) - 1:
        if (row[k], row[k + 1]) == pair and most:
            row[k : k + 2] = [row[k] + row[k + 1]]
            most -= 1
        k += 1


def joined_backwards(row: list, pair: tuple) -> None:
    k = len(row) - 2
    while k >= 0:
        if tuple(row[k : k + 2]) == pair:
            row[k : k + 2] = [row[k] + row[k + 1]]
            k -= 1
        k -= 1


GPT_2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


def counted(words: dict, pairs=neighbours, times: bool = True) -> dict:
    """The pairs of all words by brute force: each word as often as it occurs."""
    found: list[tuple] = []
    for word, number in words.items():
        for _ in range(number if times else 1):
            found += pairs(list(word))
    return {pair: found.count(pair) for pair in set(found)}


def once(text: str, merges: int) -> list[tuple]:
    """The recipe of someone who counts a single time, at the beginning."""
    counts = Counter(pair for piece in pieces_of(text) for pair in neighbours([bytes([b]) for b in piece.encode()]))
    return sorted(counts, key=lambda pair: (counts[pair], pair), reverse=True)[:merges]


def choosing(key, best=max):
    """A recipe for train that decides between pairs by `key(count, pair)`."""

    def recipe(text, merges):
        return learned(text, merges, choose=lambda counts: best(counts, key=lambda pair: key(counts[pair], pair)))

    return recipe


MISTAKES = {
    "pair_counts": [
        (
            "how often a word occurs is not taken into account; each of its pairs counts that many times.",
            lambda words: counted(words, times=False),
        ),
        (
            "pairs that overlap were counted once; three equal parts in a row are two pairs.",
            lambda words: counted(words, lambda word: neighbours(word, overlap=False)),
        ),
        (
            "a pair that a word has twice was counted once in it.",
            lambda words: counted(words, lambda word: list(dict.fromkeys(neighbours(word)))),
        ),
        (
            "pairs were counted over the edge of a word; words are counted one by one.",
            lambda words: counted({tuple(part for word, n in words.items() for part in word * n): 1}),
        ),
        (
            "pairs were counted over the edge of a word; words are counted one by one.",
            lambda words: dict(Counter(neighbours([part for word in words for part in word]))),
        ),
        (
            "the two halves were put together; a pair is a tuple of two parts.",
            lambda words: dict(Counter(a + b for word, n in words.items() for a, b in neighbours(list(word)) * n)),
        ),
        (
            "each word was counted as a whole; neighbours in it are asked for.",
            lambda words: dict(words),
        ),
        (
            "these are the parts; pairs of neighbours are asked for.",
            lambda words: dict(Counter(part for word, n in words.items() for part in word * n)),
        ),
        (
            "the halves are the wrong way round: the one that stands first is first.",
            lambda words: counted(words, lambda word: [pair[::-1] for pair in neighbours(word)]),
        ),
        (
            "each second pair is missing: a part belongs to the pair before it and to the one behind.",
            lambda words: counted(words, lambda word: neighbours(word)[::2]),
        ),
        (
            "the last pair of each word is missing.",
            lambda words: counted(words, lambda word: neighbours(word)[:-1]),
        ),
        (
            "only the last word with a pair counts: add to what is there instead of setting it.",
            lambda words: {pair: n for word, n in words.items() for pair in neighbours(list(word))},
        ),
        Looks(
            "the keys are texts; a pair is a tuple of its two parts.", lambda got, words: type(next(iter(got))) is str
        ),
        Looks("three parts in a row were counted; a pair is two.", lambda got, words: len(next(iter(got))) == 3),
    ],
    "train": [
        Raises(
            "when no pair is left, training ends early: look whether there are any before `max`.", "ValueError", "empty"
        ),
        Looks("when no pair is left, training ends early; None is no merge.", lambda got, text, merges: None in got),
        (
            "the text was cut by an older pattern, GPT-2's; Llama's cuts digits after three.",
            lambda text, merges: learned(text, merges, cut=lambda text: regex.findall(GPT_2, text)),
        ),
        (
            "the text was put into lower case first; that is another text.",
            lambda text, merges: learned(text.lower(), merges),
        ),
        (
            "special tokens are not known here: text that spells one is text like any other.",
            lambda text, merges: learned(
                text,
                merges,
                cut=lambda text: [p for part in regex.split(r"<\|[a-z_0-9]+\|>", text) for p in pieces_of(part)],
            ),
        ),
        (
            "a learned pair was joined in the first place of a word only; it is joined wherever it stands.",
            lambda text, merges: learned(text, merges, join=lambda row, pair: joined(row, pair, 1)),
        ),
        (
            "a learned pair was joined from right to left; it goes from left to right.",
            lambda text, merges: learned(text, merges, join=joined_backwards),
        ),
        (
            "among equally frequent pairs the smaller one was taken; the greater one wins: max with (count, pair).",
            choosing(lambda n, pair: (-n, pair), min),
        ),
        (
            "among equally frequent pairs the first one met was taken; the greater one wins: max with (count, pair).",
            choosing(lambda n, pair: n),
        ),
        (
            "equally frequent pairs were compared by their joined bytes; they are compared as tuples.",
            choosing(lambda n, pair: (n, pair[0] + pair[1])),
        ),
        (
            "equally frequent pairs were compared by their length first; they are compared as tuples.",
            choosing(lambda n, pair: (n, len(pair[0] + pair[1]), pair)),
        ),
        ("the rarest pair came first; the most frequent one does.", choosing(lambda n, pair: (n, pair), min)),
        (
            "pairs were counted over the edges of pre-tokens: cut the text first, and join only within a piece.",
            lambda text, merges: learned(text, merges, cut=lambda text: [text]),
        ),
        (
            "the text was cut at white space and the white space lost; PATTERN keeps it.",
            lambda text, merges: learned(text, merges, cut=str.split),
        ),
        (
            "the text was cut at white space only; PATTERN also cuts at numbers and signs.",
            lambda text, merges: learned(text, merges, cut=lambda text: regex.findall(r"\s*\S+|\s+", text)),
        ),
        (
            "pairs that overlap were counted once; three equal parts in a row are two pairs.",
            lambda text, merges: learned(text, merges, overlap=False),
        ),
        (
            "each different pre-token was counted once; it counts as often as it occurs.",
            lambda text, merges: learned(text, merges, cut=lambda text: list(dict.fromkeys(pieces_of(text)))),
        ),
        (
            "this is the text in characters; a word starts as single bytes.",
            lambda text, merges: learned(text, merges, units=list),
        ),
        (
            "this is the text in characters; a word starts as single bytes.",
            lambda text, merges: learned(text, merges, units=lambda piece: [c.encode() for c in piece]),
        ),
        (
            "it stopped at pairs that occur once; they are joined like any other, as long as there are pairs.",
            lambda text, merges: learned(text, merges, least=2),
        ),
        (
            "the joined entries are there; the pairs that were joined are asked for.",
            lambda text, merges: [a + b for a, b in learned(text, merges)],
        ),
        (
            "pairs were counted once at the beginning; after each join the counts are others.",
            once,
        ),
        ("there is one pair too many.", lambda text, merges: learned(text, merges + 1)),
        ("the last pair is missing.", lambda text, merges: learned(text, merges)[:-1]),
        (
            "equally frequent pairs were compared by their second half first; they are compared as tuples.",
            choosing(lambda n, pair: (n, pair[::-1])),
        ),
    ],
}
