"""Answers to ex14 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

from kit.suite import changes, raises, right, wrong

PART_HAS = "a part that has just been joined was joined again: of three equal parts the first two are taken."
TWO_PARTS = "two parts were joined that make the same bytes but are not this pair; both halves have to be equal."
PIECE_VOCABULARY = "a piece that is in the vocabulary as a whole is taken at once, before anything is joined."
CALLERS_LIST = "the list that was passed in belongs to the caller; build a new one."
AT_THE_END = (
    "only the parts at the end are looked for in `ranks`; each byte of the piece is to be in it, before "
    "anything is joined."
)
RANK_PASSED = "a pair whose rank is lower than that of the last join is passed over; joining may make such a pair, and it goes first."
NO_ENTRY = 'a pair that is no entry counts with a number here that can be a rank; `float("inf")` is above all ranks.'


# --- merge ---


@wrong("only the first place was joined; the pair is joined wherever it stands.")
def merge(parts, pair):
    for k in range(len(parts) - 1):
        if (parts[k], parts[k + 1]) == pair:
            return [*parts[:k], parts[k] + parts[k + 1], *parts[k + 2 :]]
    return list(parts)


@wrong(PART_HAS)
def merge(parts, pair):
    merged = []
    for part in parts:
        if merged and merged[-1].endswith(pair[0]) and part == pair[1]:
            merged[-1] += part
        else:
            merged.append(part)
    return merged


@wrong("joined from right to left; it goes from left to right.")
def merge(parts, pair):
    merged, k = [], len(parts) - 1
    while k >= 0:
        if k > 0 and (parts[k - 1], parts[k]) == pair:
            merged.append(parts[k - 1] + parts[k])
            k -= 2
        else:
            merged.append(parts[k])
            k -= 1
    return merged[::-1]


@wrong("the other order is another pair.")
def merge(parts, pair):
    merged, k = [], 0
    while k < len(parts):
        if k + 1 < len(parts) and {parts[k], parts[k + 1]} == set(pair):
            merged.append(parts[k] + parts[k + 1])
            k += 2
        else:
            merged.append(parts[k])
            k += 1
    return merged


@wrong(TWO_PARTS)
def merge(parts, pair):
    merged, k = [], 0
    while k < len(parts):
        if k + 1 < len(parts) and parts[k] + parts[k + 1] == pair[0] + pair[1]:
            merged.append(parts[k] + parts[k + 1])
            k += 2
        else:
            merged.append(parts[k])
            k += 1
    return merged


@wrong("the joined part is missing: first + second goes where the pair stood.")
def merge(parts, pair):
    merged, k = [], 0
    while k < len(parts):
        if tuple(parts[k : k + 2]) == pair:
            k += 2
        else:
            merged.append(parts[k])
            k += 1
    return merged


@wrong("the last part is lost.")
def merge(parts, pair):
    merged, k = [], 0
    while k < len(parts) - 1:
        if (parts[k], parts[k + 1]) == pair:
            merged.append(parts[k] + parts[k + 1])
            k += 2
        else:
            merged.append(parts[k])
            k += 1
    return merged


@wrong("there may be no parts at all: an empty list has no first and no last one.", when=raises("IndexError", given=lambda parts, pair: not parts))
def merge(parts, pair):
    merged, fresh = [parts[0]], False
    for part in parts[1:]:
        fresh = not fresh and (merged[-1], part) == pair
        if fresh:
            merged[-1] += part
        else:
            merged.append(part)
    return merged


@wrong("there may be no parts at all: an empty list has no first and no last one.", when=raises("IndexError", given=lambda parts, pair: not parts))
def merge(parts, pair):
    merged, k = [], 0
    while k < len(parts) - 1:
        fits = (parts[k], parts[k + 1]) == pair
        merged.append(pair[0] + pair[1] if fits else parts[k])
        k += 2 if fits else 1
    if k == len(parts) - 1 or not merged:
        merged.append(parts[-1])
    return merged


@wrong(
    "the last part has none behind it: `parts[k + 1]` is beyond the end there.",
    also=raises("IndexError", given=lambda parts, pair: len(parts) > 0),
)
def merge(parts, pair):
    merged, k = [], 0
    while k < len(parts):
        if (parts[k], parts[k + 1]) == pair:
            merged.append(parts[k] + parts[k + 1])
            k += 2
        else:
            merged.append(parts[k])
            k += 1
    return merged


@wrong("the pair stands there as a tuple; joined, it is one bytes object: first + second.")
def merge(parts, pair):
    merged, k = [], 0
    while k < len(parts):
        if tuple(parts[k : k + 2]) == pair:
            merged.append(pair)
            k += 2
        else:
            merged.append(parts[k])
            k += 1
    return merged


@wrong("nothing was joined.")
def merge(parts, pair):
    return list(parts)


@wrong("after a joined pair one part too many was left out.")
def merge(parts, pair):
    merged, k = [], 0
    while k < len(parts):
        if tuple(parts[k : k + 2]) == pair:
            merged.append(pair[0] + pair[1])
            k += 3
        else:
            merged.append(parts[k])
            k += 1
    return merged


@wrong("the bytes themselves were replaced; only whole parts that are the pair are joined.")
def merge(parts, pair):
    return [pair[0] + pair[1] if part in pair else part for part in parts]


@wrong(CALLERS_LIST, when=changes("its argument"))
def merge(parts, pair):
    k = 0
    while k < len(parts) - 1:
        if (parts[k], parts[k + 1]) == pair:
            parts[k : k + 2] = [pair[0] + pair[1]]
        k += 1
    return parts


@wrong("the second half of a joined pair is still there; go on behind it.")
def merge(parts, pair):
    return [a + b if (a, b) == pair else a for a, b in zip(parts, [*parts[1:], b""])]


@wrong("this is one bytes object; a list of parts is asked for.")
def merge(parts, pair):
    return b"".join(parts)


@wrong("the parts were put together with spaces and cut again; a space can be a part itself.")
def merge(parts, pair):
    return [part.replace(pair[0] + pair[1], b"".join(pair)) for part in b" ".join(parts).split(b" ")]


@wrong("there is no `return` here, so the answer is None.")
def merge(parts, pair):
    merged = []
    for part in parts:
        merged.append(part)


@wrong(("`yield` makes this a generator, which has made no value yet; collect the parts in a list and return that."))
def merge(parts, pair):
    k = 0
    while k < len(parts):
        fits = tuple(parts[k : k + 2]) == pair
        yield pair[0] + pair[1] if fits else parts[k]
        k += 2 if fits else 1


@wrong(TWO_PARTS)
def merge(parts, pair):
    out, k = [], 0
    while k < len(parts):
        if k + 1 < len(parts) and parts[k] + parts[k + 1] == pair[0] + pair[1]:
            out.append(parts[k] + parts[k + 1])
            k += 2
        else:
            out.append(parts[k])
            k += 1
    return out


@wrong(CALLERS_LIST, when=changes("its argument"))
def merge(parts, pair):
    k = 0
    while k < len(parts) - 1:
        if (parts[k], parts[k + 1]) == tuple(pair):
            parts[k : k + 2] = [pair[0] + pair[1]]
        k += 1
    return parts


@wrong(PART_HAS)
def merge(parts, pair):
    out = list(parts)
    k = 0
    while k < len(out) - 1:
        if out[k].endswith(pair[0]) and out[k + 1] == pair[1]:
            out[k : k + 2] = [out[k] + out[k + 1]]
        else:
            k += 1
    return out


@wrong(("joined again and again until the pair stands nowhere; of three equal parts the first two are taken, once."))
def merge(parts, pair):
    parts = list(parts)
    while True:
        for k in range(len(parts) - 1):
            if parts[k].endswith(pair[0]) and parts[k + 1].startswith(pair[1]):
                parts[k : k + 2] = [parts[k] + parts[k + 1]]
                break
        else:
            return parts


@wrong("after the last pair the rest is missing: parts behind it stay as they are.")
def merge(parts, pair):
    merged, start = [], 0
    for k in range(len(parts) - 1):
        if k >= start and (parts[k], parts[k + 1]) == pair:
            merged += parts[start:k] + [pair[0] + pair[1]]
            start = k + 2
    return merged


@wrong("only the joined parts are here; the other parts stay where they are.")
def merge(parts, pair):
    merged, k = [], 0
    while k < len(parts) - 1:
        if (parts[k], parts[k + 1]) == pair:
            merged.append(parts[k] + parts[k + 1])
            k += 2
        else:
            k += 1
    return merged


@wrong("`is` asks whether two parts are one object; whether they have the same bytes is asked by `==`.")
def merge(parts, pair):
    merged, k = [], 0
    while k < len(parts):
        if k + 1 < len(parts) and parts[k] is pair[0] and parts[k + 1] is pair[1]:
            merged.append(pair[0] + pair[1])
            k += 2
        else:
            merged.append(parts[k])
            k += 1
    return merged


@right  # goes by an iterator
def merge(parts, pair):
    merged, waiting = [], None
    for part in parts:
        if waiting is not None and (waiting, part) == pair:
            merged.append(waiting + part)
            waiting = None
        else:
            if waiting is not None:
                merged.append(waiting)
            waiting = part
    return merged if waiting is None else [*merged, waiting]


@right  # works on a copy
def merge(parts, pair):
    copy, k = list(parts), 0
    while k < len(copy) - 1:
        if (copy[k], copy[k + 1]) == pair:
            copy[k : k + 2] = [pair[0] + pair[1]]
        k += 1
    return copy


@right  # is minbpe's
def merge(parts, pair):
    newids = []
    i = 0
    while i < len(parts):
        if parts[i] == pair[0] and i < len(parts) - 1 and parts[i + 1] == pair[1]:
            newids.append(pair[0] + pair[1])
            i += 2
        else:
            newids.append(parts[i])
            i += 1
    return newids


@right  # is recursive
def merge(parts, pair):
    if len(parts) < 2:
        return list(parts)
    if (parts[0], parts[1]) == pair:
        return [parts[0] + parts[1]] + merge(parts[2:], pair)
    return [parts[0]] + merge(parts[1:], pair)


@right  # returns a tuple
def merge(parts, pair):
    merged, k = (), 0
    while k < len(parts):
        fits = tuple(parts[k : k + 2]) == pair
        merged += (pair[0] + pair[1] if fits else parts[k],)
        k += 1 + fits
    return merged


@right  # looks at what is joined so far
def merge(parts, pair):
    out = []
    fresh = False
    for part in parts:
        if out and not fresh and (out[-1], part) == tuple(pair):
            out[-1] += part
            fresh = True
        else:
            out.append(part)
            fresh = False
    return out


@right  # looks at the part before, with a flag
def merge(parts, pair):
    merged, fresh = [], True
    for part in parts:
        if not fresh and merged[-1] == pair[0] and part == pair[1]:
            merged[-1] = merged[-1] + part
            fresh = True
        else:
            merged.append(part)
            fresh = False
    return merged


# --- bpe ---


@wrong(PIECE_VOCABULARY)
def bpe(piece, ranks):
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("the highest rank was joined first; the lowest was learned earliest and goes first.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, max(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("the longest entry that fits was taken, from the left; pairs are joined by rank, the lowest first.")
def bpe(piece, ranks):
    ids = []
    while piece:
        for length in range(len(piece), 0, -1):
            if piece[:length] in ranks:
                ids.append(ranks[piece[:length]])
                piece = piece[length:]
                break
        else:
            raise ValueError(piece)
    return ids


@wrong("the first pair that fits was joined; the one of the lowest rank goes first, wherever it stands.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, pairs[0])


@wrong("pairs were joined from left to right as they came; the lowest rank of all goes first.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = []
    for byte in piece:
        if bytes([byte]) not in ranks:
            raise ValueError(piece)
        if parts and parts[-1] + bytes([byte]) in ranks:
            parts[-1] += bytes([byte])
        else:
            parts.append(bytes([byte]))
    return [ranks[part] for part in parts]


@wrong("the pair with the longest result was joined; the one of the lowest rank goes first.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, max(pairs, key=lambda p: len(p[0] + p[1])))


@wrong("pairs were compared by the ranks of their halves; the rank of the joined bytes counts.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: (ranks[p[0]], ranks[p[1]])))


@wrong("nothing was joined: these are the ids of the single bytes.")
def bpe(piece, ranks):
    return [ranks[bytes([byte])] for byte in piece]


@wrong("only one pair was joined; go on until no two neighbours are an entry.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
    if pairs:
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))
    return [ranks[part] for part in parts]


@wrong("these are the bytes themselves; an id is what `ranks` says for each part.")
def bpe(piece, ranks):
    return list(piece)


@wrong("these are the tokens as bytes; their ids are asked for.")
def bpe(piece, ranks):
    if piece in ranks:
        return [piece]
    parts = [bytes([byte]) for byte in piece]
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return parts
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("a piece in the vocabulary gives a list of one id, not the id.")
def bpe(piece, ranks):
    if piece in ranks:
        return ranks[piece]
    parts = [bytes([byte]) for byte in piece]
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong(
    "a byte that is not in `ranks` ends in the dict's KeyError here; a ValueError is asked for.",
    also=raises("KeyError", "b'", given=lambda piece, ranks: any(bytes([byte]) not in ranks for byte in piece)),
)
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong(
    "what was joined is no entry of `ranks`, and only entries may come of it: look at the parts after each join, at those of `merge` too.",
    when=raises("KeyError", "b", given=lambda piece, ranks: all(bytes([byte]) in ranks for byte in piece)),
)
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while True:
        pairs = [(ranks[a + b], k) for k, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        k = min(pairs)[1]
        parts[k : k + 2] = [b" ".join(parts[k : k + 2])]


@wrong("bytes that are not in `ranks` were left out; a ValueError is asked for.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece if bytes([byte]) in ranks]
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("an empty piece has no ids.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    if not piece:
        return [0]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("it began with characters; it begins with single bytes.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [character.encode() for character in piece.decode()]
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("the dict that was passed in belongs to the caller; do not write to it.", when=changes("its argument"))
def bpe(piece, ranks):
    if piece in ranks:
        found = ranks[piece]
        return found if isinstance(found, list) else [found]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            ranks[piece] = [ranks[part] for part in parts]
            return ranks[piece]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("these are Llama's own ids; look the parts up in the `ranks` that came in.")
def bpe(piece, ranks):
    from kit.tokenizers.ranks import piece_ids

    return piece_ids(piece)


@wrong("rank 0 is a rank like any other, and false in an `if`: look whether the bytes are in the dict.")
def bpe(piece, ranks):
    if ranks.get(piece):
        return [ranks[piece]]
    parts = [bytes([b]) for b in piece]
    if any(p not in ranks for p in parts):
        raise ValueError("byte")
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if ranks.get(p[0] + p[1])]
        if not pairs:
            return [ranks[p] for p in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong(AT_THE_END)
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [piece[k : k + 1] for k in range(len(piece))]
    while True:
        pairs = [(ranks[a + b], k) for k, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in ranks]
        if not pairs:
            break
        k = min(pairs)[1]
        parts[k : k + 2] = [parts[k] + parts[k + 1]]
    if any(part not in ranks for part in parts):
        raise ValueError("unknown byte")
    return [ranks[part] for part in parts]


@wrong(AT_THE_END)
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([b]) for b in piece]
    while True:
        min_idx = None
        min_rank = None
        for i, pair in enumerate(zip(parts[:-1], parts[1:])):
            rank = ranks.get(pair[0] + pair[1])
            if rank is not None and (min_rank is None or rank < min_rank):
                min_idx = i
                min_rank = rank
        if min_rank is None:
            break
        parts = parts[:min_idx] + [parts[min_idx] + parts[min_idx + 1]] + parts[min_idx + 2 :]
    for part in parts:
        if part not in ranks:
            raise ValueError(part)
    return [ranks[part] for part in parts]


@wrong(AT_THE_END)
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            try:
                return [ranks[part] for part in parts]
            except KeyError as error:
                raise ValueError(f"no such byte: {error}") from None
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong(AT_THE_END)
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [piece[k : k + 1] for k in range(len(piece))]
    while len(parts) > 1:
        best = min(range(len(parts) - 1), key=lambda k: ranks.get(parts[k] + parts[k + 1], float("inf")))
        if parts[best] + parts[best + 1] not in ranks:
            break
        parts[best : best + 2] = [parts[best] + parts[best + 1]]
    if any(part not in ranks for part in parts):
        raise ValueError("not in the vocabulary")
    return [ranks[part] for part in parts]


@wrong(
    ("a piece that is in `ranks` as a whole is that token, whatever its bytes are; here its bytes are looked at first.")
)
def bpe(piece, ranks):
    for k in range(len(piece)):
        if piece[k : k + 1] not in ranks:
            raise ValueError("unknown byte")
    if piece in ranks:
        return [ranks[piece]]
    parts = [piece[k : k + 1] for k in range(len(piece))]
    while True:
        pairs = [(ranks[a + b], k) for k, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        k = min(pairs)[1]
        parts[k : k + 2] = [parts[k] + parts[k + 1]]


@wrong("an entry's rank is its number in the dict; the place in the dict where it stands says nothing.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [piece[k : k + 1] for k in range(len(piece))]
    if any(part not in ranks for part in parts):
        raise ValueError("unknown byte")
    place = {token: k for k, token in enumerate(ranks)} if len(ranks) < 1000 else ranks
    while True:
        pairs = [(place[a + b], k) for k, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        k = min(pairs)[1]
        parts[k : k + 2] = [parts[k] + parts[k + 1]]


@wrong("where the lowest pair stands at several places, the last was joined first; it goes from left to right.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [piece[k : k + 1] for k in range(len(piece))]
    if any(part not in ranks for part in parts):
        raise ValueError("unknown byte")
    while True:
        pairs = [(ranks[a + b], -k) for k, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        k = -min(pairs)[1]
        parts[k : k + 2] = [parts[k] + parts[k + 1]]


@wrong(RANK_PASSED)
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [piece[k : k + 1] for k in range(len(piece))]
    if any(part not in ranks for part in parts):
        raise ValueError("unknown byte")
    last = -1
    while True:
        pairs = [(ranks[a + b], k) for k, (a, b) in enumerate(zip(parts, parts[1:])) if ranks.get(a + b, -1) >= last]
        if not pairs:
            return [ranks[part] for part in parts]
        last, k = min(pairs)
        parts[k : k + 2] = [parts[k] + parts[k + 1]]


@wrong("these are as few tokens as there can be; pairs are joined by rank, and what that arrives at may be more.")
def bpe(piece, ranks):
    best = [[]] + [None] * len(piece)
    for end in range(1, len(piece) + 1):
        if piece[end - 1 : end] not in ranks and piece not in ranks:
            raise ValueError("unknown byte")
        for start in range(end):
            if best[start] is not None and piece[start:end] in ranks:
                found = best[start] + [ranks[piece[start:end]]]
                if best[end] is None or len(found) < len(best[end]):
                    best[end] = found
    return best[-1]


@wrong(("these are the ids by the dict of another call: what is remembered for a piece holds for one dict only."))
def bpe(piece, ranks, known={}):
    if piece not in known:
        if piece in ranks:
            known[piece] = [ranks[piece]]
        else:
            parts = [piece[k : k + 1] for k in range(len(piece))]
            if any(part not in ranks for part in parts):
                raise ValueError("unknown byte")
            while True:
                pairs = [(ranks[a + b], k) for k, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in ranks]
                if not pairs:
                    break
                k = min(pairs)[1]
                parts[k : k + 2] = [parts[k] + parts[k + 1]]
            known[piece] = [ranks[part] for part in parts]
    return list(known[piece])


@wrong("the ids are sorted; they are asked for in the order of the tokens in the piece.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return sorted(ranks[part] for part in parts)
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("the number of tokens is not asked for: their ids are, as a list.")
def bpe(piece, ranks):
    if piece in ranks:
        return 1
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return len(parts)
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("an empty piece is no error: it has no ids.")
def bpe(piece, ranks):
    if not piece:
        raise ValueError("there is nothing to encode")
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    for part in parts:
        if part not in ranks:
            raise ValueError(f"{part} is unknown")
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("a byte that is not in `ranks` is None in the answer here; a ValueError is asked for.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks.get(part) for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong(
    (
        "the pair that stands there most often was joined; that is how ranks are learned, and the lowest rank "
        "goes first here."
    )
)
def bpe(piece, ranks):
    from collections import Counter

    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while True:
        counts = Counter(p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks)
        if not counts:
            return [ranks[part] for part in parts]
        parts = merge(parts, counts.most_common(1)[0][0])


@wrong(RANK_PASSED)
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    for token in sorted((token for token in ranks if len(token) > 1 and token in piece), key=ranks.get):
        k = 0
        while k < len(parts) - 1:
            if parts[k] + parts[k + 1] == token:
                parts[k : k + 2] = [token]
            k += 1
    return [ranks[part] for part in parts]


@wrong(NO_ENTRY)
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while len(parts) > 1:
        best = min(zip(parts, parts[1:]), key=lambda pair: ranks.get(pair[0] + pair[1], len(ranks)))
        if best[0] + best[1] not in ranks:
            break
        parts = merge(parts, best)
    return [ranks[part] for part in parts]


@wrong(NO_ENTRY)
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while len(parts) > 1:
        best = min(zip(parts, parts[1:]), key=lambda pair: ranks.get(pair[0] + pair[1], 128_000))
        if best[0] + best[1] not in ranks:
            break
        parts = merge(parts, best)
    return [ranks[part] for part in parts]


@wrong("the space in front was cut off where the rest is an entry; it is a byte like any other, and pairs are joined by rank.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    if piece.startswith(b" ") and piece[1:] in ranks:
        return [ranks[b" "], ranks[piece[1:]]]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while pairs := [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]:
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))
    return [ranks[part] for part in parts]


@wrong("a pair was joined only if its rank is above those of its halves; any pair that is an entry may be joined.")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while pairs := [
        p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks and ranks[p[0] + p[1]] > max(ranks[p[0]], ranks[p[1]])
    ]:
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))
    return [ranks[part] for part in parts]


@wrong("the rest of the piece was taken where it is an entry; only a whole piece is taken so, and pairs are joined by rank.")
def bpe(piece, ranks):
    if any(bytes([byte]) not in ranks for byte in piece) and piece not in ranks:
        raise ValueError(piece)
    for start in range(len(piece)):
        if piece[start:] in ranks:
            return [*bpe(piece[:start], ranks), ranks[piece[start:]]]
    return []


@right  # goes by a queue
def bpe(piece, ranks):
    import heapq

    if piece in ranks:
        return [ranks[piece]]
    if any(bytes([byte]) not in ranks for byte in piece):
        raise ValueError("unknown byte")
    starts = list(range(len(piece) + 1))
    queue = [(ranks[piece[k : k + 2]], k, k + 2) for k in range(len(piece) - 1) if piece[k : k + 2] in ranks]
    heapq.heapify(queue)
    while queue:
        _, a, b = heapq.heappop(queue)
        if a not in starts or b not in starts or starts.index(b) - starts.index(a) != 2:
            continue
        del starts[starts.index(a) + 1]
        at = starts.index(a)
        for left, right in ((at - 1, at + 1), (at, at + 2)):
            if left >= 0 and right < len(starts) and piece[starts[left] : starts[right]] in ranks:
                heapq.heappush(queue, (ranks[piece[starts[left] : starts[right]]], starts[left], starts[right]))
    return [ranks[piece[a:b]] for a, b in zip(starts, starts[1:])]


@right  # remembers what it found
def bpe(piece, ranks):
    known = bpe.__dict__.setdefault("known", {})
    key = (piece, len(ranks), id(ranks))
    if len(ranks) < 1000 or key not in known:
        parts = [bytes([byte]) for byte in piece]
        if piece in ranks:
            parts = [piece]
        if any(part not in ranks for part in parts):
            raise ValueError(piece)
        while pairs := [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]:
            parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))
        known[key] = tuple(ranks[part] for part in parts)
    return known[key]


@right  # joins all places of the lowest pair at once
def bpe(piece, ranks):
    whole = ranks.get(piece)
    if whole is not None:
        return [whole]
    parts = [bytes([b]) for b in piece]
    if not all(p in ranks for p in parts):
        raise ValueError("a byte that is not in ranks")
    while len(parts) > 1:
        best = min(zip(parts, parts[1:]), key=lambda p: ranks.get(p[0] + p[1], float("inf")))
        if best[0] + best[1] not in ranks:
            break
        parts = merge(parts, best)
    return [ranks[p] for p in parts]


@right  # joins one place at a time, the first of the lowest
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    for part in parts:
        if part not in ranks:
            raise ValueError(f"{part!r} is no token")
    while len(parts) > 1:
        best, where = None, None
        for k in range(len(parts) - 1):
            rank = ranks.get(parts[k] + parts[k + 1])
            if rank is not None and (best is None or rank < best):
                best, where = rank, k
        if best is None:
            break
        parts[where : where + 2] = [parts[where] + parts[where + 1]]
    return [ranks[part] for part in parts]


@right  # tiktoken's educational one, the bytes looked for first
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([b]) for b in piece]
    if not all(part in ranks for part in parts):
        raise ValueError(f"{piece!r} has a byte without a rank")
    while True:
        min_idx = None
        min_rank = None
        for i, pair in enumerate(zip(parts[:-1], parts[1:])):
            rank = ranks.get(pair[0] + pair[1])
            if rank is not None and (min_rank is None or rank < min_rank):
                min_idx = i
                min_rank = rank
        if min_rank is None:
            break
        parts = parts[:min_idx] + [parts[min_idx] + parts[min_idx + 1]] + parts[min_idx + 2 :]
    return [ranks[part] for part in parts]


@right  # turns a KeyError into a ValueError, and looks at the bytes first
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    try:
        [ranks[part] for part in parts]
    except KeyError as error:
        raise ValueError(f"no such byte: {error}") from None
    while pairs := [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]:
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))
    return [ranks[part] for part in parts]
