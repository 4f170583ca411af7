"""Training a tokenizer: where the vocabulary comes from.

No one wrote the 128,000 entries of Llama's vocabulary down. They were counted. The recipe is from 1994, made
for compressing data, and fits on a page:

1. Cut the text into pre-tokens, and each pre-token into single bytes.
2. Count which two parts stand next to each other how often, in the whole text.
3. Join the most frequent pair wherever it stands. It is now one part, and a new entry of the vocabulary.
4. Again from step 2, as many times as you want entries.

Soon " t" and "he" become " the", and after some thousands of rounds whole words are there. That is why a
vocabulary shows what it was trained on: what was frequent there is few tokens now.

Two things make it quick. A pre-token occurs many times ("the" is every twentieth word), and pairs never
reach over the edge of a pre-token, so it is enough to keep each different one once, with the number of its
occurrences: `{(b" ", b"t", b"h", b"e"): 214, ...}`. Such a dict is called `words` here, a word being a tuple
of parts. And when a pair is joined, only the words that hold it change.

When two pairs are equally frequent someone has to decide. Here the greater pair wins, as Python compares
tuples of bytes, so that two people who train on the same text get the same vocabulary. PATTERN is Llama's
first cut, as in exercise 13; `regex` is installed with the kit.
"""

PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def pair_counts(words: dict[tuple[bytes, ...], int]) -> dict[tuple[bytes, bytes], int]:
    """How often each pair of neighbours occurs in these words.

    `words` has each word, a tuple of parts, and how often it occurs. Pairs that overlap are all counted:
    three equal parts in a row are two pairs. Pairs that do not occur are not in the answer. `words` stays as it is.

    >>> pair_counts({(b"t", b"o"): 3, (b"t", b"o", b"o"): 2})
    {(b't', b'o'): 5, (b'o', b'o'): 2}
    >>> pair_counts({(b"a", b"a", b"a"): 1})
    {(b'a', b'a'): 2}
    """
    raise NotImplementedError("ex15_train.pair_counts: not written yet")


def train(text: str, merges: int) -> list[tuple[bytes, bytes]]:
    """The pairs that are joined when a vocabulary is learned from this text, in the order in which they are.

    Each time it is the most frequent pair, and among equally frequent ones the greater. Pairs are counted
    within pre-tokens only. There are `merges` of them, or fewer when no pair is left; a pair that occurs
    once is joined like any other. Special tokens are not known here: text that spells one is text.

    >>> train("aaabdaaabac", 3)
    [(b'a', b'a'), (b'aa', b'a'), (b'aaa', b'b')]
    >>> train("I am excited to show Tokenizers in action to my LLM engineers", 3)
    [(b't', b'o'), (b'r', b's'), (b'i', b'n')]
    >>> train("hi", 100)
    [(b'h', b'i')]
    """
    raise NotImplementedError("ex15_train.train: not written yet")


if __name__ == "__main__":
    print("This file only defines functions. To have them graded: kit run ex15")
