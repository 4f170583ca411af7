"""Answers for ex15_train, wrong and right; see checks/answers.py."""


@wrong("counts each word once", cause="how often a word occurs")
def pair_counts(words):
    counts = {}
    for word in words:
        for pair in zip(word, word[1:]):
            counts[pair] = counts.get(pair, 0) + 1
    return counts


@wrong("counts overlapping pairs once", cause="pairs that overlap")
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


@wrong("counts a pair once in a word", cause="a pair that a word has twice")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for pair in set(zip(word, word[1:])):
            counts[pair] = counts.get(pair, 0) + times
    return counts


@wrong("counts over the edges of words", cause="over the edge of a word")
def pair_counts(words):
    row = [part for word, times in words.items() for part in word * times]
    return dict(Counter(zip(row, row[1:])))


@wrong("counts over the edges of words, each once", cause="over the edge of a word")
def pair_counts(words):
    row = [part for word in words for part in word]
    return dict(Counter(zip(row, row[1:])))


@wrong("has joined bytes for keys", cause="a tuple of two parts")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for a, b in zip(word, word[1:]):
            counts[a + b] = counts.get(a + b, 0) + times
    return counts


@wrong("counts parts", cause="pairs of neighbours are asked for")
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for part in word:
            counts[part] += times
    return dict(counts)


@wrong("turns pairs round", cause="the wrong way round")
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for a, b in zip(word, word[1:]):
            counts[b, a] += times
    return dict(counts)


@wrong("takes every second pair", cause="each second pair")
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for k in range(0, len(word) - 1, 2):
            counts[word[k], word[k + 1]] += times
    return dict(counts)


@wrong("leaves the last pair out", cause="the last pair of each word")
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for k in range(len(word) - 2):
            counts[word[k], word[k + 1]] += times
    return dict(counts)


@wrong("sets instead of adding", cause="add to what is there")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] = times
    return counts


@wrong("has zeros in it", cause="should not be there")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] = counts.get(pair, 0) + times
        for part in word[:1]:
            counts.setdefault((part, part), 0)
    return counts


@wrong("is a list of pairs and counts", cause="a dict is asked for, and this is a list")
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] += times
    return counts.most_common()


@wrong("has lists in one string for keys", cause="the keys are texts")
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts[str(pair)] += times
    return dict(counts)


@wrong("counts three in a row", cause="three parts in a row were counted")
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for triple in zip(word, word[1:], word[2:]):
            counts[triple] += times
    return dict(counts)


@wrong("eats the words it has counted", cause="belongs to the caller")
def pair_counts(words):
    counts = Counter()
    while words:
        word, times = words.popitem()
        for pair in zip(word, word[1:]):
            counts[pair] += times
    return dict(counts)


@right("is a Counter")
def pair_counts(words):
    counts = Counter()
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] += times
    return counts


@right("is a defaultdict")
def pair_counts(words):
    from collections import defaultdict

    counts = defaultdict(int)
    for word in words:
        for k in range(len(word) - 1):
            counts[word[k], word[k + 1]] += words[word]
    return counts


@right("goes by pairwise")
def pair_counts(words):
    from itertools import pairwise

    counts = {}
    for word, times in words.items():
        for pair in pairwise(word):
            counts[pair] = counts.get(pair, 0) + times
    return counts


@right("adds up Counters")
def pair_counts(words):
    return sum((Counter({p: n * t for p, n in Counter(zip(w, w[1:])).items()}) for w, t in words.items()), Counter())


@right("sums for each pair")
def pair_counts(words):
    pairs = {pair for word in words for pair in zip(word, word[1:])}
    return {p: sum(t * list(zip(w, w[1:])).count(p) for w, t in words.items()) for p in pairs}


@wrong("takes the smaller of equals", cause="the smaller one was taken")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("takes the first of equals", cause="the first one met")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=counts.get)
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("compares equals by their joined bytes", cause="compared by their joined bytes")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], b"".join(pair)))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("compares equals by length", cause="compared by their length first")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], len(b"".join(pair)), pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("compares equals by their second half", cause="compared by their second half first")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair[::-1]))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("does not cut the text", cause="over the edges of pre-tokens")
def train(text, merges):
    words = {tuple(bytes([b]) for b in text.encode()): 1}
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("cuts at white space", cause="the white space lost")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in text.split())
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("cuts in front of white space only", cause="numbers and signs")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(r"\s*\S+|\s+", text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("cuts as GPT-2 does", cause="an older pattern, GPT-2's")
def train(text, merges):
    gpt2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(gpt2, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("counts overlapping pairs once", cause="pairs that overlap")
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


@wrong("counts each different word once", cause="each different pre-token was counted once")
def train(text, merges):
    words = {tuple(bytes([b]) for b in piece.encode()): 1 for piece in regex.findall(PATTERN, text)}
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("stops at pairs that occur once", cause="stopped at pairs that occur once")
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


@wrong("starts from characters", cause="a word starts as single bytes")
def train(text, merges):
    words = Counter(tuple(c.encode() for c in piece) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("returns text", cause="the text in characters")
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


@wrong("returns the joined entries", cause="the joined entries are there")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(b"".join(best))
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("counts once at the beginning", cause="counted once at the beginning")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    counts = pair_counts(words)
    return sorted(counts, key=lambda pair: (counts[pair], pair), reverse=True)[:merges]


@wrong("learns one too many", cause="one pair too many")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) <= merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("learns one too few", cause="the last pair is missing")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges - 1 and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("takes the rarest pair", cause="the rarest pair came first")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = min(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("fails when no pair is left", cause="when no pair is left, training ends early")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    for _ in range(merges):
        counts = pair_counts(words)
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("fills up with None when no pair is left", cause="None is no merge")
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


@wrong("strips the pre-tokens", cause="the white space lost; PATTERN keeps it")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.strip().encode()) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("lower-cases", cause="the text was put into lower case first")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text.lower()))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("joins only the first place in a word", cause="in the first place of a word only")
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


@wrong("joins from right to left", cause="joined from right to left")
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


@wrong("knows special tokens", cause="special tokens are not known here")
def train(text, merges):
    pieces = [p for part in regex.split(r"<\|[a-z_0-9]+\|>", text) for p in regex.findall(PATTERN, part)]
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in pieces)
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(best)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@right("counts anew each time")
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


@right("keeps every occurrence of every word")
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


@right("sorts")
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


@right("works on spellings of a byte a character")
def train(text, merges):
    words = Counter(tuple(piece.encode().decode("latin-1")) for piece in regex.findall(PATTERN, text))
    learned = []
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned.append(tuple(half.encode("latin-1") for half in best))
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@right("returns a tuple")
def train(text, merges):
    words = Counter(tuple(bytes([b]) for b in piece.encode()) for piece in regex.findall(PATTERN, text))
    learned = ()
    while len(learned) < merges and (counts := pair_counts(words)):
        best = max(counts, key=lambda pair: (counts[pair], pair))
        learned += (best,)
        words = {_merge(word, best): times for word, times in words.items()}
    return learned


@wrong("strips", cause="white space lost")
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


@wrong("counts a word's pairs without its times where a pair is met again", cause="how often a word occurs")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] = counts[pair] + 1 if pair in counts else times
    return counts


@wrong("sorts pairs", cause="the halves are the wrong way round: the one that stands firs")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for a, b in zip(word, word[1:]):
            pair = (min(a, b), max(a, b))
            counts[pair] = counts.get(pair, 0) + times
    return counts


@wrong("skips equal neighbours", cause="pairs that overlap")
def pair_counts(words):
    counts = {}
    for word, times in words.items():
        for a, b in zip(word, word[1:]):
            if a != b:
                counts[a, b] = counts.get((a, b), 0) + times
    return counts


@right("adds up with setdefault")
def pair_counts(words):
    counts = {}
    for word in words:
        for k in range(1, len(word)):
            counts.setdefault((word[k - 1], word[k]), 0)
            counts[word[k - 1], word[k]] += words[word]
    return counts


@wrong("does not join a pair of equals anew", cause="the items are right, their order is not")
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


@wrong("compares equals as text", cause="2 items too few, the first that is missing belongs at positi")
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


@wrong("stops after the first pair that occurs less than twice", cause="it stopped at pairs that occur once")
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


@right("keeps words as lists beside their times")
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
