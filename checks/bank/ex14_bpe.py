"""Answers for ex14_bpe, wrong and right; see checks/answers.py."""


@wrong("joins the first place only", cause="only the first place")
def merge(parts, pair):
    for k in range(len(parts) - 1):
        if (parts[k], parts[k + 1]) == pair:
            return [*parts[:k], parts[k] + parts[k + 1], *parts[k + 2 :]]
    return list(parts)


@wrong("joins what it has just joined", cause="joined again")
def merge(parts, pair):
    merged = []
    for part in parts:
        if merged and merged[-1].endswith(pair[0]) and part == pair[1]:
            merged[-1] += part
        else:
            merged.append(part)
    return merged


@wrong("goes from right to left", cause="right to left")
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


@wrong("takes either order", cause="the other order")
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


@wrong("compares the joined bytes", cause="both halves have to be equal")
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


@wrong("loses the joined part", cause="the joined part is missing")
def merge(parts, pair):
    merged, k = [], 0
    while k < len(parts):
        if tuple(parts[k : k + 2]) == pair:
            k += 2
        else:
            merged.append(parts[k])
            k += 1
    return merged


@wrong("loses the last part", cause="the last part is lost")
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


@wrong("runs over the end", cause="the last part has none behind it")
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


@wrong("keeps the pair as a tuple", cause="stands there as a tuple")
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


@wrong("joins nothing", cause="nothing was joined")
def merge(parts, pair):
    return list(parts)


@wrong("steps too far", cause="one part too many")
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


@wrong("replaces each half", cause="only whole parts that are the pair")
def merge(parts, pair):
    return [pair[0] + pair[1] if part in pair else part for part in parts]


@wrong("writes into the list that came in", cause="belongs to the caller")
def merge(parts, pair):
    k = 0
    while k < len(parts) - 1:
        if (parts[k], parts[k + 1]) == pair:
            parts[k : k + 2] = [pair[0] + pair[1]]
        k += 1
    return parts


@wrong("joins pairs that lie between two joined ones", cause="the second half of a joined pair is still there")
def merge(parts, pair):
    return [a + b if (a, b) == pair else a for a, b in zip(parts, [*parts[1:], b""])]


@wrong("returns one bytes object", cause="this is one bytes object; a list is asked for")
def merge(parts, pair):
    return b"".join(parts)


@wrong("replaces the bytes in the joined whole", cause="a space can be a part itself")
def merge(parts, pair):
    return [part.replace(pair[0] + pair[1], b"".join(pair)) for part in b" ".join(parts).split(b" ")]


@wrong("returns None", cause="returned None")
def merge(parts, pair):
    merged = []
    for part in parts:
        merged.append(part)


@wrong("is a generator", cause="generator")
def merge(parts, pair):
    k = 0
    while k < len(parts):
        fits = tuple(parts[k : k + 2]) == pair
        yield pair[0] + pair[1] if fits else parts[k]
        k += 2 if fits else 1


@right("goes by an iterator")
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


@right("works on a copy")
def merge(parts, pair):
    copy, k = list(parts), 0
    while k < len(copy) - 1:
        if (copy[k], copy[k + 1]) == pair:
            copy[k : k + 2] = [pair[0] + pair[1]]
        k += 1
    return copy


@right("is minbpe's")
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


@right("is recursive")
def merge(parts, pair):
    if len(parts) < 2:
        return list(parts)
    if (parts[0], parts[1]) == pair:
        return [parts[0] + parts[1]] + merge(parts[2:], pair)
    return [parts[0]] + merge(parts[1:], pair)


@right("returns a tuple")
def merge(parts, pair):
    merged, k = (), 0
    while k < len(parts):
        fits = tuple(parts[k : k + 2]) == pair
        merged += (pair[0] + pair[1] if fits else parts[k],)
        k += 1 + fits
    return merged


@wrong("knows no whole pre-tokens", cause="taken at once")
def bpe(piece, ranks):
    parts = [bytes([byte]) for byte in piece]
    if any(part not in ranks for part in parts):
        raise ValueError(piece)
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("joins the highest rank first", cause="the highest rank")
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


@wrong("takes the longest entry from the left", cause="the longest entry")
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


@wrong("joins the first pair that fits", cause="the first pair that fits was joined")
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


@wrong("grows each token from the left", cause="from left to right as they came")
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


@wrong("joins the pair with the longest result", cause="the pair with the longest result was joined")
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


@wrong("ranks a pair by its halves", cause="pairs were compared by the ranks of their halves")
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


@wrong("joins nothing", cause="nothing was joined")
def bpe(piece, ranks):
    return [ranks[bytes([byte])] for byte in piece]


@wrong("joins once", cause="only one pair was joined")
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


@wrong("returns the bytes", cause="the bytes themselves")
def bpe(piece, ranks):
    return list(piece)


@wrong("returns tokens", cause="tokens as bytes")
def bpe(piece, ranks):
    if piece in ranks:
        return [piece]
    parts = [bytes([byte]) for byte in piece]
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return parts
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("returns the id of a whole piece bare", cause="a list of one id")
def bpe(piece, ranks):
    if piece in ranks:
        return ranks[piece]
    parts = [bytes([byte]) for byte in piece]
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("lets an unknown byte be a KeyError", cause="a byte of the piece is not in `ranks`")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece]
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("leaves unknown bytes out", cause="is not in `ranks`")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [bytes([byte]) for byte in piece if bytes([byte]) in ranks]
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("has an id for the empty piece", cause="an empty piece has no ids")
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


@wrong("starts from characters", cause="it begins with single bytes")
def bpe(piece, ranks):
    if piece in ranks:
        return [ranks[piece]]
    parts = [character.encode() for character in piece.decode()]
    while True:
        pairs = [p for p in zip(parts, parts[1:]) if p[0] + p[1] in ranks]
        if not pairs:
            return [ranks[part] for part in parts]
        parts = merge(parts, min(pairs, key=lambda p: ranks[p[0] + p[1]]))


@wrong("writes what it found into ranks", cause="belongs to the caller")
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


@wrong("knows Llama's own ids only", cause="these are Llama's own ids")
def bpe(piece, ranks):
    from kit.tokenizers.ranks import piece_ids

    return piece_ids(piece)


@right("joins one place at a time")
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


@right("turns a KeyError into a ValueError")
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


@right("is tiktoken's educational one")
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


@right("goes by a queue")
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


@right("remembers what it found")
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


@wrong("rank 0 counts as absent", cause="rank 0 is a rank")
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


@wrong("looks for unknown bytes at the end", cause="before anything is joined")
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


@wrong("looks at the bytes of a whole entry too", cause="is that token, whatever its bytes are")
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


@wrong("goes by the order of the dict", cause="its number in the dict")
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


@wrong("joins the rightmost of equals", cause="the last was joined first")
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


@wrong("joins until a rank is higher than the last", cause="the dict has no key b'\\xbfH': look at what its keys are, an")
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


@wrong("has the fewest tokens", cause="these are as few tokens as there can be")
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


@wrong("remembers by the piece alone", cause="these are the ids by the dict of another call")
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


@right("joins all places of the lowest pair at once")
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


@wrong("joins by text", cause="two parts were joined that make the same bytes but are not t")
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


@wrong("changes the list and returns it", cause="the list that was passed in belongs to the caller")
def merge(parts, pair):
    k = 0
    while k < len(parts) - 1:
        if (parts[k], parts[k + 1]) == tuple(pair):
            parts[k : k + 2] = [pair[0] + pair[1]]
        k += 1
    return parts


@wrong("joins what is joined with its neighbour", cause="a part that has just been joined was joined again: of three ")
def merge(parts, pair):
    out = list(parts)
    k = 0
    while k < len(out) - 1:
        if out[k].endswith(pair[0]) and out[k + 1] == pair[1]:
            out[k : k + 2] = [out[k] + out[k + 1]]
        else:
            k += 1
    return out


@right("looks at what is joined so far")
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
