"""Wrong answers to ex11 that can be told by name; see kit/suite/mistakes.py."""

import re

from kit.suite.mistakes import Looks, Raises, Returns
from kit.tokenizers.byte_letters import byte_letters
from kit.tokenizers.loaded import ids
from kit.tokenizers.loaded import text as decoded


def paddings(tokenizer) -> list[int]:
    """The ids that stand for nothing else: a token made for padding, reserved ones; the best first."""
    table = sorted(tokenizer.backend_tokenizer.get_added_tokens_decoder().items())
    made = [i for i, token in table if "pad" in token.content]
    return made + [i for i, token in table if re.search(r"reserved_special_token|<SPECIAL_", token.content)]


def table(tokenizer, texts, side="left", padding=None, encode=ids, mask=(1, 0)) -> dict:
    """A padded batch; a wrong one with another padding, way of encoding or mask."""
    padding = paddings(tokenizer)[0] if padding is None else padding
    rows = [encode(tokenizer, text) for text in texts]
    width = max(map(len, rows), default=0)
    found: dict = {"input_ids": [], "attention_mask": []}
    for row in rows:
        gap = width - len(row)
        parts = [[padding] * gap, row] if side == "left" else [row, [padding] * gap]
        marks = [[mask[1]] * gap, [mask[0]] * len(row)] if side == "left" else [[mask[0]] * len(row), [mask[1]] * gap]
        found["input_ids"].append(sum(parts, []))
        found["attention_mask"].append(sum(marks, []))
    return found


def masked_by_id(tokenizer, texts, side="left") -> dict:
    """A batch whose mask is 0 wherever the padding's id stands."""
    found = table(tokenizer, texts, side)
    padding = paddings(tokenizer)[0]
    found["attention_mask"] = [[int(i != padding) for i in row] for row in found["input_ids"]]
    return found


def begin_first(tokenizer, texts, side="left") -> dict:
    """A batch with the padding between begin-of-text and the text."""
    found = table(tokenizer, texts, side)
    for row, marks in zip(found["input_ids"], found["attention_mask"], strict=True):
        gap = marks.count(0)
        row[: gap + 1] = [row[gap], *row[:gap]]
        marks[: gap + 1] = [1, *marks[:gap]]
    return found


def cut(tokenizer, texts, side="left") -> dict:
    """A batch in which everything is as short as the shortest."""
    width = min(len(ids(tokenizer, text)) for text in texts)
    rows = [ids(tokenizer, text)[:width] for text in texts]
    return {"input_ids": rows, "attention_mask": [[1] * width for _ in rows]}


def other_mask(tokenizer, texts, side="left") -> dict:
    """A batch whose mask is that of the other side."""
    other = table(tokenizer, texts, {"left": "right", "right": "left"}[side])
    return table(tokenizer, texts, side) | {"attention_mask": other["attention_mask"]}


def ordinary_only(tokenizer, texts, side="left") -> dict:
    """A batch whose mask is 0 wherever a special token stands."""
    found = table(tokenizer, texts, side)
    special = set(tokenizer.all_special_ids) | {paddings(tokenizer)[0]}
    found["attention_mask"] = [[int(i not in special) for i in row] for row in found["input_ids"]]
    return found


def filled_with(got: dict, tokenizer, texts, side="left") -> set:
    """What the rows of a batch are filled with; empty when they are not right otherwise."""
    width = max(len(ids(tokenizer, text)) for text in texts)
    found = set()
    for row, text in zip(got["input_ids"], texts, strict=True):
        real = ids(tokenizer, text)
        gap = width - len(real)
        if (row[gap:] if side == "left" else row[: len(real)]) != real or len(row) != width:
            return set()
        found |= set(row[:gap] if side == "left" else row[len(real) :])
    return found


def too_wide(got: dict, tokenizer, texts, side="left") -> bool:
    """Whether the rows are right but for more padding than the longest text needs."""
    rows, real = got["input_ids"], [ids(tokenizer, text) for text in texts]
    width = len(rows[0])
    if width <= max(map(len, real)) or {*map(len, rows)} != {width}:
        return False
    rests = [row[: width - len(own)] for row, own in zip(rows, real, strict=True) if row[width - len(own) :] == own]
    if len(rests) < len(rows):
        rests = [row[len(own) :] for row, own in zip(rows, real, strict=True) if row[: len(own)] == own]
    return len(rests) == len(rows) and len({i for rest in rests for i in rest} - {tokenizer.bos_token_id}) == 1


def unpadded(tokenizer, texts, side="left") -> dict:
    rows = [ids(tokenizer, text) for text in texts]
    return {"input_ids": rows, "attention_mask": [[1] * len(row) for row in rows]}


def ends(text: str) -> list[str]:
    """The ends of a text that are not empty, the longest first."""
    return [text[start:] for start in range(len(text))]


def longest(tokenizer, text: str, limit: int) -> str:
    """The longest end that fits: every one is tried."""
    return next((end for end in ends(text) if len(ids(tokenizer, end)) <= limit), "")


def exactly(tokenizer, text: str, limit: int) -> str:
    """The longest end that has just so many tokens."""
    return next((end for end in ends(text) if len(ids(tokenizer, end)) == limit), "")


def split_apart(tokenizer, text: str) -> list[int]:
    """The ids of a text with what it spells taken as ordinary text."""
    return tokenizer(text, split_special_tokens=True).input_ids


def growing(tokenizer, text: str, limit: int) -> str:
    """The end that is reached from the shortest, character by character, until one does not fit."""
    found = ""
    assert "<|" not in text  # who counts the letters of a special token comes to the same there
    for end in reversed(ends(text)):
        if len(ids(tokenizer, end)) > limit:
            break
        found = end
    return found


def halving(tokenizer, text: str, limit: int) -> str:
    """The end that a binary search finds."""
    low, high = 0, len(text)
    assert "<|" not in text
    while low < high:
        middle = (low + high) // 2
        if len(ids(tokenizer, text[middle:])) <= limit:
            high = middle
        else:
            low = middle + 1
    return text[low:]


def sliced(tokenizer, text: str, limit: int) -> str:
    """The end of the ids, decoded."""
    return decoded(tokenizer, ids(tokenizer, text, False)[-limit:]) if limit > 0 else ""


def by_words(tokenizer, text: str, limit: int) -> str:
    """The longest end of whole words that fits."""
    words = text.split(" ")
    tails = (" ".join(words[start:]) for start in range(len(words)))
    return next((tail for tail in tails if len(ids(tokenizer, tail)) <= limit), "")


def byte_ranges(tokenizer, text: str) -> list[tuple[int, int]]:
    """Where in the text's bytes each token begins and ends, from the spelling of its entry."""
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    bytes_of = {letter: byte for byte, letter in byte_letters().items()}
    found, at = [], 0
    for token_id in ids(tokenizer, text, False):
        entry = tokenizer.backend_tokenizer.id_to_token(token_id)
        meant = entry.encode() if token_id in added else bytes(bytes_of[letter] for letter in entry)
        assert text.encode()[at : at + len(meant)] == meant
        found.append((at, at + len(meant)))
        at += len(meant)
    return found


def ranges(tokenizer, text: str) -> list[tuple[int, int]]:
    """The characters that each token's bytes belong to."""
    owner = [position for position, character in enumerate(text) for _ in character.encode()]
    return [(owner[start], owner[end - 1] + 1) for start, end in byte_ranges(tokenizer, text)]


def by_pieces(tokenizer, text: str) -> list[tuple[int, int]]:
    """Ranges from the lengths of the decoded pieces, which are too long where characters are split."""
    found, at = [], 0
    for token_id in ids(tokenizer, text, False):
        piece = decoded(tokenizer, [token_id])
        found.append((at, at + len(piece)))
        at += len(piece)
    return found


def by_bytes_of_pieces(tokenizer, text: str) -> list[tuple[int, int]]:
    """Ranges from the lengths of the decoded pieces in UTF-8."""
    found, at = [], 0
    for token_id in ids(tokenizer, text, False):
        size = len(decoded(tokenizer, [token_id]).encode())
        found.append((at, at + size))
        at += size
    return found


def in_utf_16(tokenizer, text: str) -> list[tuple[int, int]]:
    """Ranges in units of UTF-16."""
    return [tuple(len(text[:place].encode("utf-16-le")) // 2 for place in span) for span in ranges(tokenizer, text)]


def by_word(tokenizer, text: str) -> list[tuple[int, int]]:
    """The ranges of the pre-tokens."""
    return [place for _, place in tokenizer.backend_tokenizer.pre_tokenizer.pre_tokenize_str(text)]


def once(tokenizer, text: str) -> list[tuple[int, int]]:
    """The range of each token where it stands first."""
    first: dict[int, tuple[int, int]] = {}
    for token_id, span in zip(ids(tokenizer, text, False), ranges(tokenizer, text), strict=True):
        first.setdefault(token_id, span)
    return list(first.values())


def by_search(tokenizer, text: str) -> list[tuple[int, int]]:
    """Ranges from looking for each piece from the front."""
    pieces = [decoded(tokenizer, [token_id]) for token_id in ids(tokenizer, text, False)]
    assert all(piece in text for piece in pieces)
    return [(text.find(piece), text.find(piece) + len(piece)) for piece in pieces]


def fence(start: int, end: int, text: str) -> tuple[int, int]:
    """A range without the white space at its beginning."""
    return start + len(text[start:end]) - len(text[start:end].lstrip()), end


BEGIN = "begin-of-text is missing; each text keeps its own."


MID = "the padding stands between begin-of-text and the text; it goes in front of both."


NO_NAME = (
    "this tokenizer has no token of that name; look for one that stands for nothing else among its own added tokens."
)


FROM_TOKENS = (
    "the text was cut where a token of the whole text begins; an end by itself may be cut into other tokens, so a "
    "longer one may fit. Encode the ends of the text."
)


SHORTER = (
    "more characters can be fewer tokens: ' strawberry' is one, 'strawberry' three. Stopping at the first end that "
    "does not fit, from the shortest, misses longer ones; so does a binary search."
)


MOST = "the limit is the most, not the exact number: an end with fewer tokens may be the longest."


ADD_UP = (
    "the lengths of decoded pieces do not add up where tokens are parts of a character: "
    "`return_offsets_mapping=True` tells the places."
)


NOT_FOUND = "part of a character reads as \ufffd, which is not found in the text: `return_offsets_mapping=True` tells the places."


FRONT = "white space in front belongs to the end that is kept, and a longer end may begin within a word."


MISTAKES = {
    "encode_batch": [
        Raises(
            "this tokenizer has no padding token, so the library cannot pad: put the padding there yourself.",
            "ValueError",
            "padding token",
        ),
        Raises("there may be no texts at all: `max(…, default=0)`.", "ValueError", "empty"),
        Raises(NO_NAME, "KeyError", "pad"),
        Raises(NO_NAME, "StopIteration"),
        Looks("the rows are longer than the longest text needs: pad to the longest one.", too_wide),
        Looks(
            "each text has a list of its own in both tables: a list of lists, not one flat list.",
            lambda got, tokenizer, texts, side="left": (
                got["input_ids"] and all(type(i) is int for i in got["input_ids"])
            ),
        ),
        Looks(
            "padded with None: this tokenizer names no padding token, so find one among its added tokens that stands for nothing else.",
            lambda got, tokenizer, texts, side="left": any(None in row for row in got["input_ids"]),
        ),
        (
            "there are two begin-of-text in each row: the tokenizer puts one in front by itself.",
            lambda tokenizer, texts, side="left": table(
                tokenizer, texts, side, encode=lambda tokenizer, text: [tokenizer.bos_token_id, *ids(tokenizer, text)]
            ),
        ),
        (
            "padded with the unknown token, which stands for what cannot be spelled; this tokenizer has one for padding.",
            lambda tokenizer, texts, side="left": table(
                tokenizer, texts, side, tokenizer.convert_tokens_to_ids([tokenizer.unk_token])[0]
            ),
        ),
        (
            "padded with Llama's padding token, 128004; this tokenizer has another one.",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, side, 128004),
        ),
        (
            "padding goes on the left unless the other side is asked for.",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, "right"),
        ),
        (
            "`side` was not looked at: padding is always on the left.",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, "left"),
        ),
        (
            "padded with the end-of-text token: that means something, and a model that is told to ignore padding never learns to stop.",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, side, tokenizer.eos_token_id),
        ),
        (
            "padded with 0, which is an ordinary token ('!' on Llama).",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, side, [0][tokenizer.unk_token_id == 0]),
        ),
        (
            "padded with begin-of-text, which means something.",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, side, tokenizer.bos_token_id),
        ),
        (
            "padded with an id that this tokenizer does not have: a new token is one that the model has never seen.",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, side, len(tokenizer)),
        ),
        (
            "padded with an id that this tokenizer does not have: -100 is for a loss, not for a model's input.",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, side, -100),
        ),
        (
            "the mask says that everything is real; padding has a 0.",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, side, mask=(1, 1)),
        ),
        (
            "the mask is the wrong way round: 1 for the text's own ids, 0 for padding.",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, side, mask=(0, 1)),
        ),
        (
            "the mask is made of True and False; 1 and 0 are asked for.",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, side, mask=(True, False)),
        ),
        (
            "the mask was made from the ids; where the text itself spells the padding token, that token is real.",
            masked_by_id,
        ),
        (
            BEGIN,
            lambda tokenizer, texts, side="left": table(
                tokenizer, texts, side, encode=lambda tokenizer, text: ids(tokenizer, text, False)
            ),
        ),
        (MID, begin_first),
        (
            MID,
            lambda tokenizer, texts, side="left": (
                begin_first(tokenizer, texts, side)
                | {"attention_mask": table(tokenizer, texts, side)["attention_mask"]}
            ),
        ),
        ("the mask has its zeros on the other side than the padding; both go on the same side.", other_mask),
        ("the mask is 0 for padding only; begin-of-text and other special tokens of the text are real.", ordinary_only),
        (
            "the ids of the texts are in reverse order; only the padding changes its side.",
            lambda tokenizer, texts, side="left": {
                name: [row[::-1] for row in rows]
                for name, rows in table(tokenizer, texts, "right" if side == "left" else "left").items()
            },
        ),
        (
            "an empty text has a row as well, with begin-of-text alone.",
            lambda tokenizer, texts, side="left": table(tokenizer, [text for text in texts if text], side),
        ),
        (
            "what a text spells was split into ordinary tokens; here it is encoded as the tokenizer does by default.",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, side, encode=split_apart),
        ),
        Looks(
            "padded with a special token that has a meaning; take one that is made for padding or held in reserve.",
            lambda got, tokenizer, texts, side="left": (
                (found := filled_with(got, tokenizer, texts, side))
                and found <= {*tokenizer.backend_tokenizer.get_added_tokens_decoder()} - {*paddings(tokenizer)}
            ),
            last=True,
        ),
        Looks(
            "padded with an ordinary token, which a text can hold as well; take one that stands for nothing else.",
            lambda got, tokenizer, texts, side="left": (
                (found := filled_with(got, tokenizer, texts, side))
                and all(type(i) is int and 0 <= i < len(tokenizer) for i in found)
                and found.isdisjoint(tokenizer.backend_tokenizer.get_added_tokens_decoder())
            ),
            last=True,
        ),
        Looks(
            "the ids are right, the mask is not: 1 for each of the text's own ids, 0 for padding, on the same side.",
            lambda got, tokenizer, texts, side="left": (
                any(
                    got["input_ids"] == table(tokenizer, texts, side, padding)["input_ids"]
                    for padding in paddings(tokenizer)[:3]
                )
                and got["attention_mask"] != table(tokenizer, texts, side)["attention_mask"]
            ),
            last=True,
        ),
        ("the rows have different lengths: they are padded to the longest.", unpadded),
        ("everything was cut to the shortest; the longest sets the length.", cut),
        (
            "these are the ids alone; a dict with `input_ids` and `attention_mask` is asked for.",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, side)["input_ids"],
        ),
    ],
    "keep_last": [
        Raises(
            "a loop goes on without end: begin-of-text stays however short the text is, so stop when no text is left.",
            "OutOfTime",
        ),
        (
            "a single character is an end, too: the last one was left out.",
            lambda tokenizer, text, limit: {True: ""}[len(text) == 1 and text != " "],
        ),
        (
            FROM_TOKENS,
            lambda tokenizer, text, limit: text[{True: ranges(tokenizer, text)[1 - limit]}[limit > 1][0] :],
        ),
        (
            "white space at the ends was stripped; it is part of the text.",
            lambda t, text, limit: longest(t, text.strip(), limit),
        ),
        (MOST, exactly),
        (
            MOST,
            lambda tokenizer, text, limit: (
                text if len(ids(tokenizer, text)) <= limit else exactly(tokenizer, text, limit)
            ),
        ),
        (
            "the whole text is an end, too: begin with position 0.",
            lambda tokenizer, text, limit: {True: text[1:]}[limit >= len(ids(tokenizer, text)) > 2],
        ),
        (
            "special tokens that the text spells were counted as ordinary tokens of their letters; each is one token.",
            lambda tokenizer, text, limit: next(
                (end for end in ends(text) if len(split_apart(tokenizer, end)) <= limit), ""
            ),
        ),
        (
            "begin-of-text was not counted; the model receives it, too.",
            lambda tokenizer, text, limit: next(
                (end for end in ends(text) if len(ids(tokenizer, end, False)) <= limit), ""
            ),
        ),
        (
            "that is one token fewer than fits: `limit` itself is allowed.",
            lambda tokenizer, text, limit: {True: longest(tokenizer, text, limit - 1)}[len(text) > 1],
        ),
        Returns(
            "the ids were cut, and begin-of-text was not counted; the end of the ids is not always the ids of an end.",
            sliced,
            last=True,
        ),
        Returns(
            "the ids were cut and decoded: half a character may be left in front, and what is left may be encoded "
            "into other tokens. Encode the ends of the text.",
            lambda tokenizer, text, limit: sliced(tokenizer, text, limit - len(ids(tokenizer, ""))),
            last=True,
        ),
        (
            FROM_TOKENS,
            lambda tokenizer, text, limit: sliced(tokenizer, text, limit - len(ids(tokenizer, ""))).lstrip("\ufffd"),
        ),
        Returns(SHORTER, growing, last=True),
        Returns(SHORTER, halving, last=True),
        (
            "this is the beginning of the text; its end is asked for.",
            lambda tokenizer, text, limit: next(
                (text[:stop] for stop in range(len(text), 0, -1) if len(ids(tokenizer, text[:stop])) <= limit), ""
            ),
        ),
        (
            "these are characters; the limit is in tokens.",
            lambda tokenizer, text, limit: text[-limit:] if limit else "",
        ),
        Returns(FRONT, by_words, last=True),
        (FRONT, lambda tokenizer, text, limit: longest(tokenizer, text, limit).lstrip()),
        (
            "this is the whole text, and it has more tokens than the limit.",
            lambda tokenizer, text, limit: text,
        ),
        Looks(
            "begin-of-text was decoded into the answer; it counts, but it is not of the text.",
            lambda got, tokenizer, text, limit: (
                got.startswith(tokenizer.bos_token) and not text.startswith(tokenizer.bos_token)
            ),
        ),
        Looks(
            "half a character is left: cut between the characters of the text, not between bytes or ids.",
            lambda got, tokenizer, text, limit: "\ufffd" in got and "\ufffd" not in text,
            last=True,
        ),
        Looks(
            "nothing of the text fits in this limit, begin-of-text counted, so the answer is empty (a slice from -0 takes everything).",
            lambda got, tokenizer, text, limit: type(got) is str and limit <= 1 and got != "",
            last=True,
        ),
        Looks(
            "this end fits, but a longer one does, too: more characters can be fewer tokens, so try the longest end first.",
            lambda got, tokenizer, text, limit: text.endswith(got) and len(got) < len(longest(tokenizer, text, limit)),
            last=True,
        ),
        Looks(
            "this is a piece of the text, but not an end of it: an end goes up to the last character.",
            lambda got, tokenizer, text, limit: got in text and not text.endswith(got),
            last=True,
        ),
    ],
    "spans": [
        Raises(NOT_FOUND, "ValueError", "substring not found"),
        Raises(
            "should it be the places that are missing here: the call gives them with `return_offsets_mapping=True`.",
            "AttributeError",
        ),
        Raises("the call gives the places with `return_offsets_mapping=True`.", "KeyError", "offset_mapping"),
        Looks(NOT_FOUND, lambda got, tokenizer, text: any(start == -1 for start, _ in got)),
        Looks(
            "this is a list inside a list: a batch of one was encoded; take its first item.",
            lambda got, tokenizer, text: (
                len(got) == 1 and type(got[0]) is list and all(type(i) is tuple for i in got[0])
            ),
        ),
        (
            "the begin-of-text that the tokenizer adds is not of the text: `add_special_tokens=False`.",
            lambda tokenizer, text: [(0, 0), *ranges(tokenizer, text)],
        ),
        ("these are places in the UTF-8 bytes; characters are asked for.", byte_ranges),
        (ADD_UP, by_pieces),
        (ADD_UP, by_bytes_of_pieces),
        ("these are places in UTF-16; in Python an emoji is one character.", in_utf_16),
        ("these are the pre-tokens' places, several tokens in one; each token has its own.", by_word),
        ("a token that comes again has its place there, too.", once),
        (
            "places are counted from 0.",
            lambda tokenizer, text: [(start + 1, end + 1) for start, end in ranges(tokenizer, text)],
        ),
        (
            "the end is the place behind the last character, as in text[start:end]; this is one further.",
            lambda tokenizer, text: [(start, end + 1) for start, end in ranges(tokenizer, text)],
        ),
        (
            "these are the places of the characters; each token has its own.",
            lambda tokenizer, text: [(place, place + 1) for place in range(len(text))],
        ),
        (
            "the last token's range is missing: this tokenizer puts nothing behind the text.",
            lambda tokenizer, text: ranges(tokenizer, text)[:-1],
        ),
        (
            "the text was stripped first; white space at its ends has tokens and places, too.",
            lambda tokenizer, text: ranges(tokenizer, text.strip()),
        ),
        ("a piece may be in the text several times; `find` shows the first.", by_search),
        (
            "the leading space belongs to the token.",
            lambda tokenizer, text: [fence(start, end, text) for start, end in ranges(tokenizer, text)],
        ),
        (
            "the second number is where the token ends, not how long it is.",
            lambda tokenizer, text: [(start, end - start) for start, end in ranges(tokenizer, text)],
        ),
        (
            "the end is the place after the last character, as in text[start:end].",
            lambda tokenizer, text: [(start, end - 1) for start, end in ranges(tokenizer, text)],
        ),
        (
            "tokens that are parts of the same character are missing: each has its span.",
            lambda tokenizer, text: list(dict.fromkeys(ranges(tokenizer, text))),
        ),
        (
            "these are the words' places; each token has its own.",
            lambda tokenizer, text: [found.span() for found in re.finditer(r"\S+", text)],
        ),
        (
            "special tokens that the text spells have a span, too.",
            lambda tokenizer, text: [
                span
                for span, token_id in zip(ranges(tokenizer, text), ids(tokenizer, text, False), strict=True)
                if token_id not in tokenizer.added_tokens_decoder
            ],
        ),
        Returns(
            "the first token's range is missing.",
            lambda tokenizer, text: ranges(tokenizer, text)[1:],
            last=True,
        ),
        Looks(
            "an empty range: a token that is a part of a character has the whole of it.",
            lambda got, tokenizer, text: any(start == end for start, end in got[1:]),
            last=True,
        ),
        (
            "what the text spells was split into ordinary tokens; to the tokenizer it is one special token.",
            lambda tokenizer, text: (
                tokenizer(
                    text, add_special_tokens=False, return_offsets_mapping=True, split_special_tokens=True
                ).offset_mapping
            ),
        ),
    ],
}
