"""Wrong answers to ex12 that can be told by name; see kit/suite/mistakes.py."""

from collections.abc import Callable

from kit.suite.mistakes import Raises
from kit.tokenizers.loaded import text as decoded

HALF = "\ufffd"
"""The replacement character, as which a half character is decoded."""


def every(arriving) -> list[int]:
    return arriving if type(arriving) is list else arriving.taken


def each(tokenizer, some: list[int]) -> list[str]:
    return [decoded(tokenizer, [token_id]) for token_id in some]


def joined(text: Callable) -> Callable:
    """A recipe for the joined pieces, from the tokenizer and a list of ids."""
    return lambda tokenizer, arriving: text(tokenizer, every(arriving))


def cleaned(text: str) -> str:
    """What the library's cleaning up makes of a text."""
    for spaced in (" .", " ?", " !", " ,", " ' ", " n't", " 'm", " 's", " 've", " 're"):
        text = text.replace(spaced, spaced.strip())
    return text


def ready(tokenizer, some: list[int]) -> int:
    """How many of the ids make a text that does not end in a half character."""
    return next((k for k in range(len(some), 0, -1) if not decoded(tokenizer, some[:k]).endswith(HALF)), 0)


def taken_back(tokenizer, some: list[int]) -> str:
    """What is new in the text of each beginning, when half characters are shown, too."""
    texts = [decoded(tokenizer, some[:k]) for k in range(len(some) + 1)]
    return "".join(after[len(before) :] for before, after in zip(texts, texts[1:], strict=False))


def by_number(tokenizer, some: list[int], most: int = 2) -> str:
    """The pieces when no more than `most` ids are kept."""
    pieces, kept = [], []
    for token_id in some:
        kept.append(token_id)
        if not decoded(tokenizer, kept).endswith(HALF) or len(kept) == most:
            pieces.append(decoded(tokenizer, kept))
            kept = []
    return "".join(pieces) + decoded(tokenizer, kept)


MISTAKES = {
    "stream": [
        Raises(
            "a loop in it goes on without end; `for` ends by itself when the ids do.",
            "OutOfTime",
        ),
        Raises(
            "`next` raises StopIteration when the ids end, which is an error in a generator; a `for` loop ends by itself.",
            "RuntimeError",
            "StopIteration",
        ),
        (
            "a half character was shown, and what it becomes is never: keep back what ends in a half one.",
            joined(taken_back),
        ),
        (
            "a half character was shown after a number of ids; keep them until it is whole, however many.",
            joined(by_number),
        ),
        (
            "a half character was shown after a number of ids; keep them until it is whole, however many.",
            joined(lambda tokenizer, some: by_number(tokenizer, some, 3)),
        ),
        (
            "each id was decoded by itself, so a character that is spread over several tokens is shown in halves: "
            "keep ids until their text does not end in a half one.",
            joined(lambda tokenizer, some: "".join(each(tokenizer, some))),
        ),
        (
            "what was kept when the ids ended is never shown: after the loop, show the rest as the tokenizer decodes it.",
            joined(lambda tokenizer, some: decoded(tokenizer, some).rstrip(HALF)),
        ),
        (
            "what was kept when the ids ended is never shown: after the loop, show the rest as the tokenizer decodes it.",
            joined(lambda tokenizer, some: decoded(tokenizer, some[: ready(tokenizer, some)])),
        ),
        (
            "half characters were dropped, each by itself; kept together, they are a whole one.",
            joined(lambda tokenizer, some: "".join(each(tokenizer, some)).replace(HALF, "")),
        ),
        (
            "half characters were dropped, each by itself; kept together, they are a whole one.",
            joined(lambda tokenizer, some: "".join(piece for piece in each(tokenizer, some) if HALF not in piece)),
        ),
        (
            "replacement characters that are in the decoded text belong to it, where they do not stand at the end.",
            joined(lambda tokenizer, some: decoded(tokenizer, some).replace(HALF, "")),
        ),
        (
            "special tokens are missing: `skip_special_tokens=False`.",
            joined(lambda tokenizer, some: decoded(tokenizer, some, special=False)),
        ),
        (
            "spaces are lost: decode with `clean_up_tokenization_spaces=False`.",
            joined(lambda tokenizer, some: cleaned(decoded(tokenizer, some))),
        ),
        (
            "spaces are lost: decode with `clean_up_tokenization_spaces=False`.",
            joined(lambda tokenizer, some: "".join(map(cleaned, each(tokenizer, some)))),
        ),
        (
            "these are the vocabulary's spellings (Ġ is a space); decode them.",
            joined(lambda tokenizer, some: "".join(tokenizer.convert_ids_to_tokens(some))),
        ),
        (
            "each piece is the whole text so far; only what is new is asked for.",
            joined(lambda tokenizer, some: "".join(decoded(tokenizer, some[: k + 1]) for k in range(len(some)))),
        ),
        (
            "white space round the pieces is lost.",
            joined(lambda tokenizer, some: "".join(piece.strip() for piece in each(tokenizer, some))),
        ),
        (
            "there are spaces between the pieces; the tokens have their own.",
            joined(lambda tokenizer, some: " ".join(each(tokenizer, some))),
        ),
        (
            "the first id is missing: begin-of-text is shown, too.",
            joined(lambda tokenizer, some: decoded(tokenizer, some[1:])),
        ),
    ],
}
