"""Wrong answers to ex11 that can be told by name; see kit/mistakes.py."""

import re

from kit.grading.tokenizers import ids
from kit.grading.tokenizers import text as decoded
from kit.hub.small import byte_letters
from kit.mistakes import Looks, Raises


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


def unpadded(tokenizer, texts, side="left") -> dict:
    rows = [ids(tokenizer, text) for text in texts]
    return {"input_ids": rows, "attention_mask": [[1] * len(row) for row in rows]}


def ends(text: str) -> list[str]:
    """The ends of a text that are not empty, the longest first."""
    return [text[start:] for start in range(len(text))]


def longest(tokenizer, text: str, limit: int) -> str:
    """The longest end that fits: every one is tried."""
    return next((end for end in ends(text) if len(ids(tokenizer, end)) <= limit), "")


def growing(tokenizer, text: str, limit: int) -> str:
    """The end that is reached from the shortest, character by character, until one does not fit."""
    found = ""
    for end in reversed(ends(text)):
        if len(ids(tokenizer, end)) > limit:
            break
        found = end
    return found


def halving(tokenizer, text: str, limit: int) -> str:
    """The end that a binary search finds."""
    low, high = 0, len(text)
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


def by_search(tokenizer, text: str) -> list[tuple[int, int]]:
    """Ranges from looking for each piece from the front."""
    pieces = [decoded(tokenizer, [token_id]) for token_id in ids(tokenizer, text, False)]
    return [(text.find(piece), text.find(piece) + len(piece)) for piece in pieces]


def fence(start: int, end: int, text: str) -> tuple[int, int]:
    """A range without the white space at its beginning."""
    return start + len(text[start:end]) - len(text[start:end].lstrip()), end


BEGIN = "begin-of-text is missing; each text keeps its own."


FRONT = "white space in front belongs to the end that is kept, and a longer end may begin within a word."


MISTAKES = {
    "encode_batch": [
        Raises(
            "this tokenizer has no padding token, so the library cannot pad: put the padding there yourself.",
            "ValueError",
            "padding token",
        ),
        Raises("there may be no texts at all: `max(…, default=0)`.", "ValueError", "empty"),
        Looks(
            "the rows are longer than the longest text needs: pad to the longest one.",
            lambda got, tokenizer, texts, side="left": (
                len(got["input_ids"][0]) > max(len(ids(tokenizer, t)) for t in texts)
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
            lambda tokenizer, texts, side="left": table(tokenizer, texts, side, 0),
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
        ("the padding stands between begin-of-text and the text; it goes in front of both.", begin_first),
        ("the rows have different lengths: they are padded to the longest.", unpadded),
        ("everything was cut to the shortest; the longest sets the length.", cut),
        (
            "these are the ids alone; a dict with `input_ids` and `attention_mask` is asked for.",
            lambda tokenizer, texts, side="left": table(tokenizer, texts, side)["input_ids"],
        ),
    ],
    "keep_last": [
        (
            "the text was cut where a token of the whole text begins; its end by itself may be cut into other tokens: encode the ends.",
            lambda tokenizer, text, limit: (
                text[ranges(tokenizer, text)[1 - limit][0] :] if 1 < limit <= len(ranges(tokenizer, text)) else None
            ),
        ),
        (
            "white space at the ends was stripped; it is part of the text.",
            lambda t, text, limit: longest(t, text.strip(), limit),
        ),
        (
            "begin-of-text was not counted; the model receives it, too.",
            lambda tokenizer, text, limit: next(
                (end for end in ends(text) if len(ids(tokenizer, end, False)) <= limit), ""
            ),
        ),
        (
            "that is one token fewer than fits: `limit` itself is allowed.",
            lambda tokenizer, text, limit: longest(tokenizer, text, limit - 1),
        ),
        (
            "the ids were cut, and begin-of-text was not counted; the end of the ids is not always the ids of an end.",
            sliced,
        ),
        (
            "the ids were cut and decoded: half a character may be left in front, and what is left may be encoded "
            "into other tokens. Encode the ends of the text.",
            lambda tokenizer, text, limit: sliced(tokenizer, text, limit - len(ids(tokenizer, ""))),
        ),
        (
            "the ids were cut and broken characters taken away: what is left may be encoded into other tokens. "
            "Encode the ends of the text.",
            lambda tokenizer, text, limit: sliced(tokenizer, text, limit - len(ids(tokenizer, ""))).lstrip("\ufffd"),
        ),
        (
            "more characters can be fewer tokens: ' strawberry' is one token, 'strawberry' three. "
            "Stopping at the first end that does not fit, from the shortest, misses longer ones.",
            growing,
        ),
        (
            "more characters can be fewer tokens: ' strawberry' is one token, 'strawberry' three. "
            "A binary search takes for granted that they never are.",
            halving,
        ),
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
        (FRONT, by_words),
        (
            "white space at the ends belongs to the text.",
            lambda tokenizer, text, limit: longest(tokenizer, text.strip(), limit),
        ),
        (FRONT, lambda tokenizer, text, limit: longest(tokenizer, text, limit).lstrip()),
        (
            "this is the whole text, and it has more tokens than the limit.",
            lambda tokenizer, text, limit: text,
        ),
    ],
    "spans": [
        (
            "the begin-of-text that the tokenizer adds is not of the text: `add_special_tokens=False`.",
            lambda tokenizer, text: [(0, 0), *ranges(tokenizer, text)],
        ),
        ("these are places in the UTF-8 bytes; characters are asked for.", byte_ranges),
        (
            "the lengths of decoded pieces do not add up where tokens are parts of a character: "
            "`return_offsets_mapping=True` tells the places.",
            by_pieces,
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
        ("the first token's range is missing.", lambda tokenizer, text: ranges(tokenizer, text)[1:]),
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
