"""Wrong answers to ex05 that can be told by name; see kit/suite/mistakes.py."""

import re
import unicodedata

from kit.suite import SENTENCE
from kit.suite.mistakes import Raises
from kit.tokenizers.loaded import text

CLEANED = "spaces before punctuation were removed: the config asks for a clean-up, and clean_up_tokenization_spaces=False prevents it."


def by_hand(text: str) -> str:
    """What the library's cleaning up makes of a text, written out."""
    for spaced in (" .", " ?", " !", " ,"):
        text = text.replace(spaced, spaced[1:])
    text = text.replace(" ' ", "'")
    for spaced in (" n't", " 'm", " 's", " 've", " 're"):
        text = text.replace(spaced, spaced[1:])
    return text


def shown(change, special=True):
    """The decoded text with something done to it."""
    return lambda tokenizer, ids: change(text(tokenizer, ids, special=special))


def special_of(tokenizer) -> set[int]:
    return {i for i, token in tokenizer.added_tokens_decoder.items() if token.special}


def spaced(tokenizer, ids) -> str:
    """The text with a space for each special token."""
    gap = tokenizer.encode(" ", add_special_tokens=False)
    kept = [j for i in ids for j in (gap if i in special_of(tokenizer) else [i])]
    return text(tokenizer, kept)


def each(change):
    """The pieces with something done to each."""
    return lambda tokenizer, ids: [change(text(tokenizer, [i])) for i in ids]


def added_to_the_text(tokenizer, ids) -> list[str]:
    """What each id adds to the text of those before it."""
    texts = [text(tokenizer, ids[:end]) for end in range(len(ids) + 1)]
    return [after[len(before) :] for before, after in zip(texts, texts[1:], strict=False)]


def whole_characters(tokenizer, ids, waiting=()) -> list[str]:
    """Pieces of whole characters; `waiting` stands for each id that only begins one."""
    found, kept = [], []
    for i in ids:
        kept.append(i)
        if text(tokenizer, kept).endswith("\ufffd"):
            found += waiting
        else:
            found.append(text(tokenizer, kept))
            kept = []
    return found


def cut_again(tokenizer, ids) -> list[str]:
    """The pieces of the decoded text, encoded again."""
    whole = text(tokenizer, ids)
    answer = tokenizer(whole, add_special_tokens=False, return_offsets_mapping=True)
    return [whole[start:end] for start, end in answer["offset_mapping"]]


SPACES = "there is a space between the pieces; the tokens bring their own."
FRONT = "begin-of-text was put in front by hand; what the ids say is decoded, no more and no less."
PARTS = "parts of characters were dropped; each of them reads as replacement characters."
TOGETHER = (
    "a character of several tokens is not put together here: each id is decoded by itself, also a part of a character."
)
FORM = "the text was put into another Unicode form; that is another text."
NOTHING_IN_FRONT = (
    "not every tokenizer has a begin-of-text: `bos_token` is None then, and there is nothing to take off."
)

MISTAKES = {
    "decode": [
        (
            "this is the answer for the lecture's sentence, written down; decode the ids that came in.",
            lambda tokenizer, ids: f"<|begin_of_text|>{SENTENCE}",
        ),
        (
            "the special tokens are missing: skip_special_tokens is on.",
            lambda tokenizer, ids: text(tokenizer, ids, special=False),
        ),
        ("white space at the ends was stripped.", lambda tokenizer, ids: text(tokenizer, ids).strip()),
        (
            "there is a space between the pieces; the tokens bring their own.",
            lambda tokenizer, ids: " ".join(text(tokenizer, [i]) for i in ids),
        ),
        (
            "this is the vocabulary's own spelling, in which Ġ stands for a space; decode gives readable text.",
            lambda tokenizer, ids: "".join(tokenizer.convert_ids_to_tokens(ids)),
        ),
        (
            "each token was decoded by itself and then joined, which breaks characters that take two tokens.",
            lambda tokenizer, ids: "".join(text(tokenizer, [i]) for i in ids),
        ),
        ("the first id was dropped, whatever it was.", lambda tokenizer, ids: text(tokenizer, ids[1:])),
        (CLEANED, shown(by_hand)),
        (SPACES, lambda tokenizer, ids: " ".join(text(tokenizer, [i]).strip() for i in ids)),
        (FRONT, lambda tokenizer, ids: tokenizer.bos_token + text(tokenizer, ids, special=False)),
        (FRONT, lambda tokenizer, ids: tokenizer.bos_token + text(tokenizer, ids)),
        (
            "a space was put behind begin-of-text; the tokens bring their own.",
            lambda tokenizer, ids: text(tokenizer, ids).replace(tokenizer.bos_token, f"{tokenizer.bos_token} "),
        ),
        (
            "replacement characters were dropped; ids that make no whole character are shown as they are decoded.",
            shown(lambda text: text.replace("\ufffd", "")),
        ),
        (FORM, shown(lambda text: unicodedata.normalize("NFC", text))),
        (FORM, shown(lambda text: unicodedata.normalize("NFKC", text))),
        ("white space was put together; it is part of the text.", shown(lambda text: " ".join(text.split()))),
        ("repeated ids were decoded once only.", lambda tokenizer, ids: text(tokenizer, list(dict.fromkeys(ids)))),
        ("this is the text as Python spells it, in quotes: `repr` made it; the text itself is asked for.", shown(repr)),
        (
            "special tokens behind begin-of-text are missing; all ids are decoded.",
            lambda tokenizer, ids: text(tokenizer, [i for i in ids if i <= 128000]),
        ),
        (
            "the ids were taken for numbers of characters in Unicode; only the tokenizer knows what they mean.",
            lambda tokenizer, ids: "".join(map(chr, ids)),
        ),
    ],
    "decode_text": [
        ("the special tokens are still there.", lambda tokenizer, ids: text(tokenizer, ids)),
        (
            "white space at the ends was stripped; it is part of the text.",
            lambda tokenizer, ids: text(tokenizer, ids, special=False).strip(),
        ),
        (
            "only the first id was dropped; special tokens can stand anywhere.",
            lambda tokenizer, ids: text(tokenizer, ids[1:]),
        ),
        (
            "only begin and end are left out; `all_special_ids` does not know the others.",
            lambda tokenizer, ids: text(tokenizer, [i for i in ids if i not in tokenizer.all_special_ids]),
        ),
        (
            "each token was decoded by itself and then joined, which breaks characters that take two tokens.",
            lambda tokenizer, ids: "".join(text(tokenizer, [i], special=False) for i in ids),
        ),
        (
            "added tokens that are not special were dropped too; they are text.",
            lambda tokenizer, ids: text(tokenizer, [i for i in ids if i not in tokenizer.added_tokens_decoder]),
        ),
        (CLEANED, shown(by_hand, special=False)),
        (
            "the vocabulary's own spelling was joined and only Ġ put back; other bytes have letters too (Ċ is a line feed): decode.",
            lambda tokenizer, ids: "".join(tokenizer.convert_ids_to_tokens(ids, skip_special_tokens=True)).replace(
                "Ġ", " "
            ),
        ),
        ("the last id was dropped, whatever it was.", lambda tokenizer, ids: text(tokenizer, ids[1:-1], special=False)),
        ("there is a space where a special token was; nothing takes its place.", spaced),
        (
            "the leading space was dropped; it is part of the text.",
            shown(lambda text: text.removeprefix(" "), special=False),
        ),
        (
            "characters outside ASCII were dropped; they are part of the text.",
            shown(lambda text: text.encode("ascii", "ignore").decode(), special=False),
        ),
    ],
    "pieces": [
        (
            "this is the vocabulary's own spelling, in which Ġ stands for a space; decode gives readable text.",
            lambda tokenizer, ids: tokenizer.convert_ids_to_tokens(ids),
        ),
        (
            "the special tokens became empty strings: skip_special_tokens is on.",
            lambda tokenizer, ids: [text(tokenizer, [i], special=False) for i in ids],
        ),
        (
            "the special tokens are missing.",
            lambda tokenizer, ids: [p for i in ids if (p := text(tokenizer, [i], special=False))],
        ),
        (
            "this is one string for all: on transformers 5, batch_decode of a flat list joins it. Decode each id by itself.",
            lambda tokenizer, ids: text(tokenizer, ids),
        ),
        (
            "this is one string for all: on transformers 5, batch_decode of a flat list joins it. Decode each id by itself.",
            lambda tokenizer, ids: [text(tokenizer, ids)],
        ),
        (
            "the leading space belongs to the token; it was stripped.",
            lambda tokenizer, ids: [text(tokenizer, [i]).strip() for i in ids],
        ),
        (
            "these are characters; one string per token is asked for.",
            lambda tokenizer, ids: list(text(tokenizer, ids)),
        ),
        (
            "these are words; one string per token is asked for.",
            lambda tokenizer, ids: text(tokenizer, ids).split(),
        ),
        (
            "parts of characters were dropped; each of them reads as replacement characters.",
            lambda tokenizer, ids: [text(tokenizer, [i]).replace("\ufffd", "") for i in ids],
        ),
        (
            "repeated tokens are there once only.",
            lambda tokenizer, ids: list(dict.fromkeys(text(tokenizer, [i]) for i in ids)),
        ),
        ("the first id was dropped, whatever it was.", lambda tokenizer, ids: [text(tokenizer, [i]) for i in ids[1:]]),
        (PARTS, lambda tokenizer, ids: [p for i in ids if "\ufffd" not in (p := text(tokenizer, [i]))]),
        (
            "several replacement characters became one; a part of a character reads as the tokenizer decodes it.",
            each(lambda piece: re.sub("\ufffd+", "\ufffd", piece)),
        ),
        (
            "several replacement characters became one; a part of a character reads as the tokenizer decodes it.",
            each(lambda piece: "\ufffd" if "\ufffd" in piece else piece),
        ),
        (TOGETHER, added_to_the_text),
        (TOGETHER, lambda tokenizer, ids: whole_characters(tokenizer, ids, [""])),
        (TOGETHER, whole_characters),
        (TOGETHER, cut_again),
    ],
    "round_trips": [
        Raises(NOTHING_IN_FRONT, "TypeError", "not None"),
        Raises(NOTHING_IN_FRONT, "TypeError", "NoneType"),
    ],
}
