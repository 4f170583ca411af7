"""Answers to ex15 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

from kit.suite import changes, looks, raises, right, wrong

HOW_OFTEN = "how often a word occurs is not taken into account; each of its pairs counts that many times."
PAIRS_OVERLAP = "pairs that overlap were counted once; three equal parts in a row are two pairs."
PAIRS_COUNTED = "pairs were counted over the edge of a word; words are counted one by one."
HALVES_WRONG = "the halves are the wrong way round: the one that stands first is first."
TEXT_CUT = "the text was cut at white space and the white space lost; PATTERN keeps it."
STOPPED_PAIRS = "it stopped at pairs that occur once; they are joined like any other, as long as there are pairs."
TEXT_CHARACTERS = "this is the text in characters; a word starts as single bytes."
WHITE_SPACE_CUT_OFF = "white space at the ends was stripped; it is part of the text, and of its pre-tokens."
SPECIAL_TEXT = "special tokens are not known here: text that spells one is text like any other."


# --- pair_counts ---


@wrong(HOW_OFTEN)
def pair_counts(words):
    counts = {}
    for word in words:
        for pair in zip(word, word[1:]):
            counts[pair] = counts.get(pair, 0) + 1
    return counts


@wrong(PAIRS_OVERLAP)
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        last = None
        for k, pair in enumerate(zip(word, word[1:])):
            if last == (k - 1, pair):
                continue
            counts[pair] = counts.get(pair, 0) + times
            last = (k, pair)
    return counts


@wrong("a pair that a word has twice was counted once in it.")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for pair in set(zip(word, word[1:])):
            counts[pair] = counts.get(pair, 0) + times
    return counts


@wrong(PAIRS_COUNTED)
def pair_counts(words):
    row = [part for word, times in words.items() for part in word * times]
    return dict(Counter(zip(row, row[1:])))


@wrong(PAIRS_COUNTED)
def pair_counts(words):
    row = [part for word in words for part in word]
    return dict(Counter(zip(row, row[1:])))


@wrong("the two halves were put together; a pair is a tuple of two parts.")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for a, b in zip(word, word[1:]):
            counts[a + b] = counts.get(a + b, 0) + times
    return counts


@wrong("these are the parts; pairs of neighbours are asked for.")
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for part in word:
            counts[part] += times
    return dict(counts)


@wrong(HALVES_WRONG)
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for a, b in zip(word, word[1:]):
            counts[b, a] += times
    return dict(counts)


@wrong("each second pair is missing: a part belongs to the pair before it and to the one behind.")
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for k in range(0, len(word) - 1, 2):
            counts[word[k], word[k + 1]] += times
    return dict(counts)


@wrong("the last pair of each word is missing.")
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for k in range(len(word) - 2):
            counts[word[k], word[k + 1]] += times
    return dict(counts)


@wrong("only the last word with a pair counts: add to what is there instead of setting it.")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] = times
    return counts


@wrong("there are pairs in it that do not occur, with a count of 0; they are to be left out.")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] = counts.get(pair, 0) + times
        for part in word[:1]:
            counts.setdefault((part, part), 0)
    return counts


@wrong("a dict is asked for, and `most_common()` makes a list of it.")
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] += times
    return counts.most_common()


@wrong(
    "the keys are texts; a pair is a tuple of its two parts.",
    also=looks(lambda got, words: type(next(iter(got))) is str),
)
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts[str(pair)] += times
    return dict(counts)


@wrong("three parts in a row were counted; a pair is two.", also=looks(lambda got, words: len(next(iter(got))) == 3))
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for triple in zip(word, word[1:], word[2:]):
            counts[triple] += times
    return dict(counts)


@wrong("the dict that was passed in belongs to the caller; do not take its words out.", when=changes("its argument"))
def pair_counts(words):
    counts = Counter()
    while words:
        word, times = words.popitem()
        for pair in zip(word, word[1:]):
            counts[pair] += times
    return dict(counts)


@wrong(
    (
        "only the first occurrence of a pair counts as often as its word does, and each further one 1; all of "
        "them count as often."
    )
)
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] = counts[pair] + 1 if pair in counts else times
    return counts


@wrong(
    (
        "the two parts are put in order of their size, so two different pairs are one; the part that stands "
        "first is first."
    )
)
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for a, b in zip(word, word[1:]):
            pair = (min(a, b), max(a, b))
            counts[pair] = counts.get(pair, 0) + times
    return counts


@wrong("pairs of two equal parts are left out; they are pairs like any other.")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for a, b in zip(word, word[1:]):
            if a != b:
                counts[a, b] = counts.get((a, b), 0) + times
    return counts


@wrong("each word was counted as a whole; neighbours in it are asked for.")
def pair_counts(words):
    return dict(words)


@wrong("every two parts of a word are a pair here; only neighbours are.")
def pair_counts(words):
    from itertools import combinations

    counts = {}
    for word, times in words.items():
        for pair in combinations(word, 2):
            counts[pair] = counts.get(pair, 0) + times
    return counts


@wrong("the last part has none behind it: `word[k + 1]` is beyond the end there.")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for k in range(len(word)):
            pair = (word[k], word[k + 1])
            counts[pair] = counts.get(pair, 0) + times
    return counts


@wrong(
    ("the first occurrence of a pair was counted as 0: `get(pair, 0)` where it is new, and its word's number on top.")
)
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            if pair in counts:
                counts[pair] += times
            else:
                counts[pair] = 0
    return counts


@wrong("`return` stands inside the loop, so only the first word is counted.")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] = counts.get(pair, 0) + times
        return counts
    return counts


@wrong("a pair has a list with the count of each of its words; their sum is asked for, one number.")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts.setdefault(pair, []).append(times)
    return counts


@right  # is a Counter
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] += times
    return counts


@right  # is a defaultdict
def pair_counts(words):
    from collections import defaultdict

    counts = defaultdict(int)
    for word in words:
        for k in range(len(word) - 1):
            counts[word[k], word[k + 1]] += words[word]
    return counts


@right  # goes by pairwise
def pair_counts(words):
    from itertools import pairwise

    counts = {}
    for word, times in words.items():
        for pair in pairwise(word):
            counts[pair] = counts.get(pair, 0) + times
    return counts


@right  # adds up Counters
def pair_counts(words):
    return sum((Counter({p: n * t for p, n in Counter(zip(w, w[1:])).items()}) for w, t in words.items()), Counter())


@right  # sums for each pair
def pair_counts(words):
    pairs = {pair for word in words for pair in zip(word, word[1:])}
    return {p: sum(t * list(zip(w, w[1:])).count(p) for w, t in words.items()) for p in pairs}


@right  # adds up with setdefault
def pair_counts(words):
    counts = {}
    for word in words:
        for k in range(1, len(word)):
            counts.setdefault((word[k - 1], word[k]), 0)
            counts[word[k - 1], word[k]] += words[word]
    return counts


@right  # with a defaultdict and pairwise
def pair_counts(words):
    from collections import defaultdict
    from itertools import pairwise

    counts = defaultdict(int)
    for word, times in words.items():
        for pair in pairwise(word):
            counts[pair] += times
    return dict(counts)


# --- train ---


@wrong("among equally frequent pairs the smaller one was taken; the greater one wins: max with (count, pair).")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("among equally frequent pairs the first one met was taken; the greater one wins: max with (count, pair).")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=counts.get)
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("equally frequent pairs were compared by their joined bytes; they are compared as tuples.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], b"".join(pair)))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("equally frequent pairs were compared by their length first; they are compared as tuples.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], len(b"".join(pair)), pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("equally frequent pairs were compared by their second half first; they are compared as tuples.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair[::-1]))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("pairs were counted over the edges of pre-tokens: cut the text first, and join only within a piece.")
def train(text, merges):
    words = {tuple(bytes([b]) for b in text.encode()): 1}
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong(TEXT_CUT)
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in text.split())
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("the text was cut at white space only; PATTERN also cuts at numbers and signs.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(r"\s*\S+|\s+", text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("the text was cut by an older pattern, GPT-2's; Llama's cuts digits after three.")
def train(text, merges):
    gpt2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(gpt2, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong(PAIRS_OVERLAP)
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges:
        counts = Counter()
        for word, times in words.items():
            last = None
            for k, pair in enumerate(zip(word, word[1:])):
                if last != (k - 1, pair):
                    counts[pair] += times
                    last = (k, pair)
        if not counts:
            break
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("each different pre-token was counted once; it counts as often as it occurs.")
def train(text, merges):
    words = {tuple(bytes([b]) for b in piece.encode()): 1 for piece in regex.findall(PATTERN, text)}
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong(STOPPED_PAIRS)
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        if counts[best] < 2:
            break
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong(TEXT_CHARACTERS)
def train(text, merges):
    words = Counter(tuple(c.encode() for c in piece) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong(TEXT_CHARACTERS)
def train(text, merges):
    words = Counter(tuple(piece) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        joined = Counter()
        for word, times in words.items():
            parts = []
            for part in word:
                if parts and (parts[-1], part) == best:
                    parts[-1] += part
                else:
                    parts.append(part)
            joined[tuple(parts)] += times
        words = joined
    return learned


@wrong("the joined entries are there; the pairs that were joined are asked for.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(b"".join(best))
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("pairs were counted once at the beginning; after each join the counts are others.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    counts = pair_counts(words)
    return sorted(counts, key=lambda pair: (counts[pair], pair), reverse=True)[:merges]


@wrong("there is one pair more than `merges`.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) <= merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("there is one pair less than `merges`.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges - 1 and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("the rarest pair came first; the most frequent one does.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = min(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong(
    "when no pair is left, training ends early: look whether there are any before `max`.",
    also=raises("ValueError", "empty"),
)
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    for _ in range(merges):
        counts = pair_counts(words)
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong(
    "when no pair is left, training ends early; None is no merge.",
    also=looks(lambda got, text, merges: None in got),
)
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    for _ in range(merges):
        counts = pair_counts(words)
        best = max(counts, key=lambda pair: (counts[pair], pair), default=None)
        learned.append(best)
        if best:
            words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("each pre-token was stripped; its space is part of it.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.strip().encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("the text was put into lower case first; that is another text.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text.lower()))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("a learned pair was joined in the first place of a word only; it is joined wherever it stands.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        joined = Counter()
        for word, times in words.items():
            k = next((k for k in range(len(word) - 1) if word[k : k + 2] == best), None)
            joined[word if k is None else (*word[:k], best[0] + best[1], *word[k + 2 :])] += times
        words = joined
    return learned


@wrong("a learned pair was joined from right to left; it goes from left to right.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        joined = Counter()
        for word, times in words.items():
            parts, k = [], len(word) - 1
            while k >= 0:
                fits = k > 0 and word[k - 1 : k + 1] == best
                parts.append(best[0] + best[1] if fits else word[k])
                k -= 2 if fits else 1
            joined[tuple(parts[::-1])] += times
        words = joined
    return learned


@wrong(SPECIAL_TEXT)
def train(text, merges):
    pieces = [p for part in regex.split(r"<\|[a-z_0-9]+\|>", text) for p in regex.findall(PATTERN, part)]
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in pieces)
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong(WHITE_SPACE_CUT_OFF)
def train(text, merges):
    import regex
    from collections import Counter

    words = {tuple(bytes([b]) for b in w.encode()): n for w, n in Counter(regex.findall(PATTERN, text.strip())).items()}
    learned = []
    while len(learned) < merges:
        counts = {}
        for w, n in words.items():
            for p in zip(w, w[1:]):
                counts[p] = counts.get(p, 0) + n
        if not counts:
            break
        best = max(counts, key=lambda p: (counts[p], p))
        learned.append(best)
        new = {}
        for w, n in words.items():
            out, k = [], 0
            while k < len(w):
                if w[k : k + 2] == best:
                    out.append(w[k] + w[k + 1])
                    k += 2
                else:
                    out.append(w[k])
                    k += 1
            new[tuple(out)] = n
        words = new
    return learned


@wrong("words of two parts are dropped after each join; they still have a pair.")
def train(text, merges):
    from collections import Counter

    words = Counter(tuple(bytes([b]) for b in p.encode()) for p in regex.findall(PATTERN, text))
    out = []
    for _ in range(merges):
        counts = pair_counts(words)
        if not counts:
            break
        best = max(counts, key=lambda p: (counts[p], p))
        out.append(best)
        new = {}
        for word, times in words.items():
            parts, k = [], 0
            while k < len(word):
                if word[k : k + 2] == best:
                    parts.append(best[0] + best[1])
                    k += 2
                else:
                    parts.append(word[k])
                    k += 1
            new[tuple(parts)] = times
        words = new if len(new) == len(words) else new
        words = {w: t for w, t in words.items() if len(w) > 2}
    return out


@wrong("after the first join no words are left, so training ends there; put the joined words back.")
def train(text, merges):
    from collections import Counter

    words = Counter(tuple(bytes([b]) for b in p.encode()) for p in regex.findall(PATTERN, text))
    out = []
    while len(out) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda p: (counts[p], [x.decode("utf-8", "replace") for x in p]))
        out.append(best)
        words = Counter()
        raise_words = None
    return out


@wrong(STOPPED_PAIRS)
def train(text, merges):
    from collections import Counter

    words = Counter(tuple(bytes([b]) for b in p.encode()) for p in regex.findall(PATTERN, text))
    out = []
    while len(out) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda p: (counts[p], p))
        if counts[best] < 2:
            break
        out.append(best)
        words = {_merge(w, best): t for w, t in words.items()}
    return out


@wrong("after the first join each word counts once; it counts as often as it occurs, after every join.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): 1 for word in words}
    return learned


@wrong("the pairs are sorted at the end; they are asked for in the order in which they were joined.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return sorted(learned)


@wrong("the counts of the pairs are not asked for, the pairs alone are.")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append((best, counts[best]))
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong(
    "the text is split at white space, which loses the spaces, and of equally frequent pairs the first one met wins: "
    "cut by PATTERN, and take the greater pair."
)
def train(text, merges):
    from collections import Counter

    words = Counter(tuple(bytes([byte]) for byte in word.encode()) for word in text.split())
    pairs = []
    for _ in range(merges):
        counts = Counter()
        for word, number in words.items():
            for pair in zip(word, word[1:]):
                counts[pair] += number
        if not counts:
            break
        pairs.append(counts.most_common(1)[0][0])
        joined = Counter()
        for word, number in words.items():
            parts = []
            while word:
                size = 2 if word[:2] == pairs[-1] else 1
                parts.append(b"".join(word[:size]))
                word = word[size:]
            joined[tuple(parts)] += number
        words = joined
    return pairs


@wrong(SPECIAL_TEXT)
def train(text, merges):
    pattern = r"<\|[a-z_0-9]+\|>|" + PATTERN
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(pattern, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("endings such as 's are not cut off; they are the first alternative of PATTERN.")
def train(text, merges):
    pattern = PATTERN.replace("(?i:'s|'t|'re|'ve|'m|'ll|'d)|", "")
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(pattern, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("only endings in small letters are cut off; `(?i:…)` of PATTERN finds 'S and 'LL as well.")
def train(text, merges):
    pattern = PATTERN.replace("(?i:", "(?:")
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(pattern, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("line breaks behind signs stand apart from them; in PATTERN they belong to them: `[\\r\\n]*`.")
def train(text, merges):
    pattern = PATTERN.replace(r"]+[\r\n]*", "]+")
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(pattern, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("the space in front of signs stands apart from them; `' ?'` in PATTERN takes it along.")
def train(text, merges):
    pattern = PATTERN.replace("| ?[^", "|[^")
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(pattern, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@right  # counts anew each time
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        joined = Counter()
        for word, times in words.items():
            joined[_merge(word, best)] += times
        words = joined
    return learned


@right  # keeps every occurrence of every word
def train(text, merges):
    rows = [[bytes([b]) for b in piece.encode()] for piece in regex.findall(PATTERN, text)]
    learned = []
    for _ in range(merges):
        counts = Counter(pair for row in rows for pair in zip(row, row[1:]))
        if not counts:
            break
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        rows = [list(_merge(tuple(row), best)) for row in rows]
    return learned


@right  # sorts
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    for _ in range(merges):
        ranked = sorted((count, pair) for pair, count in pair_counts(words).items())
        if not ranked:
            return learned
        best = ranked[-1][1]
        learned += [best]
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@right  # works on spellings of a byte a character
def train(text, merges):
    words = Counter(tuple(piece.encode().decode("latin-1")) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(tuple(half.encode("latin-1") for half in best))
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@right  # returns a tuple
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = ()
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned += (best,)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@right  # keeps words as lists beside their times
def train(text, merges):
    words = {}
    for piece in regex.finditer(PATTERN, text):
        words[piece[0]] = words.get(piece[0], 0) + 1
    rows = [([bytes((b,)) for b in piece.encode()], times) for piece, times in words.items()]
    learned = []
    for _ in range(merges):
        counts = {}
        for parts, times in rows:
            for pair in zip(parts, parts[1:]):
                counts[pair] = counts.get(pair, 0) + times
        if not counts:
            return learned
        most = max(counts.values())
        best = max(pair for pair, n in counts.items() if n == most)
        learned.append(best)
        for parts, _ in rows:
            k = 0
            while k < len(parts) - 1:
                if (parts[k], parts[k + 1]) == best:
                    parts[k : k + 2] = [parts[k] + parts[k + 1]]
                k += 1
    return learned


@right  # keeps every piece as a list, without counting words
def train(text, merges):
    rows = [[bytes([byte]) for byte in piece.encode()] for piece in regex.findall(PATTERN, text)]
    learned = []
    for _ in range(merges):
        counts = Counter(pair for row in rows for pair in zip(row, row[1:]))
        if not counts:
            return learned
        most = max(counts.values())
        best = max(pair for pair, count in counts.items() if count == most)
        learned.append(best)
        rows = [list(_merge(tuple(row), best)) for row in rows]
    return learned
