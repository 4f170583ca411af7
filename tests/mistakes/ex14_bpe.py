"""Wrong answers to ex14 that can be told by name; see kit/suite/mistakes.py."""

from itertools import pairwise

from kit.suite.mistakes import Raises
from kit.tokenizers.ranks import joined, piece_ids


def replaced(parts: list[bytes], pair: tuple[bytes, bytes], most: int = -1) -> list[bytes]:
    """What merging gives, by str.replace: each different part becomes a character, the joined pair another one."""
    letters = {part: chr(0xE000 + k) for k, part in enumerate(dict.fromkeys([*parts, *pair]))}
    text = "".join(letters[part] for part in parts)
    text = text.replace(letters[pair[0]] + letters[pair[1]], "+", most)
    back = {letter: part for part, letter in letters.items()} | {"+": pair[0] + pair[1]}
    return [back[letter] for letter in text]


def joining(fits, again: bool = False, right: bool = False):
    """A recipe for merge: neighbours for which `fits(first, second, pair)` is true are joined."""

    def recipe(parts, pair):
        done: list[bytes] = []
        fresh = False
        for part in reversed(parts) if right else parts:
            if done and (again or not fresh) and (fits(part, done[-1], pair) if right else fits(done[-1], part, pair)):
                done[-1] = part + done[-1] if right else done[-1] + part
                fresh = True
            else:
                done.append(part)
                fresh = False
        return done[::-1] if right else done

    return recipe


def numbers(parts: list[bytes], ranks: dict[bytes, int]) -> list[int]:
    return [ranks[part] for part in parts]


def one_pass(piece: bytes, ranks: dict[bytes, int]) -> list[int]:
    """The recipe of someone who joins whatever fits, from left to right, whatever its rank."""
    done: list[bytes] = []
    for k in range(len(piece)):
        if done and done[-1] + piece[k : k + 1] in ranks:
            done[-1] += piece[k : k + 1]
        else:
            done.append(piece[k : k + 1])
    return numbers(done, ranks)


def longest_first(piece: bytes, ranks: dict[bytes, int]) -> list[int]:
    """The recipe of someone who takes the longest entry that fits, again and again."""
    done = []
    while piece:
        length = next(k for k in range(len(piece), 0, -1) if piece[:k] in ranks)
        done.append(ranks[piece[:length]])
        piece = piece[length:]
    return done


def whole_or(other):
    return lambda piece, ranks: [ranks[piece]] if piece in ranks else other(piece, ranks)


def _skips(parts, pair):
    done, k = [], 0
    while k < len(parts):
        fits = tuple(parts[k : k + 2]) == pair
        done.append(pair[0] + pair[1] if fits else parts[k])
        k += 3 if fits else 1
    return done


def _joins(piece, ranks, most):
    """The ids after so many joins."""
    parts = [piece[k : k + 1] for k in range(len(piece))]
    for _ in range(most):
        pairs = [pair for pair in zip(parts, parts[1:], strict=False) if pair[0] + pair[1] in ranks]
        if pairs:
            parts = replaced(parts, min(pairs, key=lambda pair: ranks[pair[0] + pair[1]]))
    return numbers(parts, ranks)


def choosing(key):
    """A recipe for bpe that joins, again and again, the neighbours for which `key(ranks, first, second, place)` is least."""

    def recipe(piece, ranks):
        parts = [bytes([byte]) for byte in piece]
        while True:
            fits = [k for k in range(len(parts) - 1) if parts[k] + parts[k + 1] in ranks]
            if not fits:
                return numbers(parts, ranks)
            best = min(fits, key=lambda k: key(ranks, parts[k], parts[k + 1], k))
            parts = replaced(parts, (parts[best], parts[best + 1]))

    return whole_or(recipe)


def rightmost(piece, ranks):
    """The recipe of someone who joins the lowest rank, but of equals the last place first."""
    parts = [bytes([byte]) for byte in piece]
    while fits := [(ranks[a + b], -k) for k, (a, b) in enumerate(pairwise(parts)) if a + b in ranks]:
        k = -min(fits)[1]
        parts[k : k + 2] = [parts[k] + parts[k + 1]]
    return numbers(parts, ranks)


def fewest(piece, ranks):
    """The recipe of someone who looks for as few tokens as possible."""
    best = [[]]
    for end in range(1, len(piece) + 1):
        found = [best[start] + [ranks[piece[start:end]]] for start in range(end) if piece[start:end] in ranks]
        best.append(min(found, key=len))
    return best[-1]


def from_characters(piece, ranks):
    parts = [character.encode() for character in piece.decode()]
    while fits := [k for k in range(len(parts) - 1) if parts[k] + parts[k + 1] in ranks]:
        best = min(fits, key=lambda k: ranks[parts[k] + parts[k + 1]])
        parts = replaced(parts, (parts[best], parts[best + 1]))
    return numbers(parts, ranks)


MISTAKES = {
    "merge": [
        Raises("the last part has none behind it: `parts[k + 1]` is beyond the end there.", "IndexError"),
        (
            "the second half of a joined pair is still there; go on behind it.",
            lambda parts, pair: [a + b if (a, b) == pair else a for a, b in zip(parts, [*parts[1:], b""], strict=True)],
        ),
        (
            "the parts were put together with spaces and cut again; a space can be a part itself.",
            lambda parts, pair: [
                part.replace(pair[0] + pair[1], b"".join(pair)) for part in b" ".join(parts).split(b" ")
            ],
        ),
        (
            "only the first place was joined; the pair is joined wherever it stands.",
            lambda parts, pair: replaced(parts, pair, 1),
        ),
        (
            "a part that has just been joined was joined again: of three equal parts the first two are taken.",
            joining(lambda a, b, pair: (a.endswith(pair[0]), b) == (True, pair[1]), again=True),
        ),
        (
            "joined from right to left; it goes from left to right.",
            joining(lambda a, b, pair: (a, b) == pair, right=True),
        ),
        ("the other order is another pair.", joining(lambda a, b, pair: {a, b} == {*pair})),
        (
            "two parts were joined that make the same bytes but are not this pair; both halves have to be equal.",
            joining(lambda a, b, pair: a + b == pair[0] + pair[1]),
        ),
        (
            "the joined part is missing: first + second goes where the pair stood.",
            lambda parts, pair: [part for part in replaced(parts, pair) if part != pair[0] + pair[1]],
        ),
        ("the last part is lost.", lambda parts, pair: replaced(parts, pair)[:-1]),
        (
            "the pair stands there as a tuple; joined, it is one bytes object: first + second.",
            lambda parts, pair: [pair if part == pair[0] + pair[1] else part for part in replaced(parts, pair)],
        ),
        ("nothing was joined.", lambda parts, pair: list(parts)),
        ("after a joined pair one part too many was left out.", lambda parts, pair: _skips(parts, pair)),
        (
            "the bytes themselves were replaced; only whole parts that are the pair are joined.",
            lambda parts, pair: [pair[0] + pair[1] if part in pair else part for part in parts],
        ),
    ],
    "bpe": [
        (
            "the first pair that fits was joined; the one of the lowest rank goes first, wherever it stands.",
            choosing(lambda ranks, a, b, place: place),
        ),
        (
            "the pair with the longest result was joined; the one of the lowest rank goes first.",
            choosing(lambda ranks, a, b, place: -len(a + b)),
        ),
        (
            "pairs were compared by the ranks of their halves; the rank of the joined bytes counts.",
            choosing(lambda ranks, a, b, place: (ranks[a], ranks[b])),
        ),
        ("it began with characters; it begins with single bytes.", whole_or(from_characters)),
        ("an empty piece has no ids.", lambda piece, ranks: [0]),
        (
            "these are Llama's own ids; look the parts up in the `ranks` that came in.",
            lambda piece, ranks: piece_ids(piece),
        ),
        (
            "a piece that is in the vocabulary as a whole is taken at once, before anything is joined.",
            lambda piece, ranks: numbers(joined(piece, ranks), ranks),
        ),
        (
            "these are as few tokens as there can be; pairs are joined by rank, and what that arrives at may be more.",
            fewest,
        ),
        (
            "where the lowest pair stands at several places, the last was joined first; it goes from left to right.",
            whole_or(rightmost),
        ),
        (
            "the highest rank was joined first; the lowest was learned earliest and goes first.",
            whole_or(lambda piece, ranks: numbers(joined(piece, ranks, max), ranks)),
        ),
        (
            "the longest entry that fits was taken, from the left; pairs are joined by rank, the lowest first.",
            longest_first,
        ),
        (
            "pairs were joined from left to right as they came; the lowest rank of all goes first.",
            whole_or(one_pass),
        ),
        (
            "nothing was joined: these are the ids of the single bytes.",
            lambda piece, ranks: [ranks[bytes([byte])] for byte in piece],
        ),
        (
            "nothing was joined: these are the ids of the single bytes.",
            whole_or(lambda piece, ranks: [ranks[bytes([byte])] for byte in piece]),
        ),
        (
            "these are the bytes themselves; an id is what `ranks` says for each part.",
            lambda piece, ranks: list(piece),
        ),
        (
            "these are the tokens as bytes; their ids are asked for.",
            lambda piece, ranks: [piece] if piece in ranks else joined(piece, ranks),
        ),
        (
            "only one pair was joined; go on until no two neighbours are an entry.",
            whole_or(lambda piece, ranks: _joins(piece, ranks, 1)),
        ),
        (
            "the last part is lost.",
            whole_or(lambda piece, ranks: numbers(joined(piece, ranks)[:-1], ranks)),
        ),
        (
            "a piece in the vocabulary gives a list of one id, not the id.",
            lambda piece, ranks: ranks[piece],
        ),
    ],
}
