"""Names and sentences that people type, made fit to be shown to a room: cleaned, cut, look-alikes told apart."""

import unicodedata
from collections.abc import Container

from kit.tokenizers.pieces import is_invisible

MOST_NAME = 40
"""Characters of a name that are shown."""

NAMELESS = "no name"

_MOST_MARKS = 2
"""Accents on one letter. Names need two (Vietnamese); a hundred of them cover the lines above."""

_JOINERS = "\u200c\u200d"  # Persian and Indic words and joined emoji are written with them

_ALIKE = {
    # Cyrillic and Greek letters, digits and signs that look like Latin letters in most fonts; a part of the table of
    # confusable characters of Unicode Technical Standard 39, after case folding.
    **dict(zip("авекмнорстухѕіјһӏԁԛԝ", "abekmhopctyxsljhldqw", strict=True)),
    **dict(zip("αβεικνορτυχηωµμρϲγ", "abelkvoptyxnwuupcy", strict=True)),
    **dict(zip("ıɩi1|!ǀ0օɡ", "lllllllo" + "og", strict=True)),  # a capital i is a small l in most fonts
}


def clean(text: str, most: int) -> str:
    """A text on one line without control characters, writing directions or lone surrogates, at most `most` characters."""
    kept, marks = list[str](), 0
    for character in " ".join(text.split()):
        category = unicodedata.category(character)
        if category in ("Mn", "Me"):
            marks += 1
            if marks > _MOST_MARKS or not kept:
                continue
        else:
            marks = 0
        if character != " " and character not in _JOINERS and is_invisible(character):
            continue
        if category in ("Cc", "Cs", "Co", "Cn"):
            continue
        kept.append(character)
    shown = "".join(kept).strip()
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"


def name(text: str) -> str:
    """A name as it is shown: joiners are left out too, as two names that differ in them look the same."""
    shown = clean("".join(character for character in text if character not in _JOINERS), MOST_NAME)
    return shown if any(not is_invisible(character) for character in shown) else NAMELESS


def skeleton(text: str) -> str:
    """What a name looks like: names with the same skeleton are easily taken for each other."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters = (_ALIKE.get(character, character) for character in unicodedata.normalize("NFKD", folded))
    looks = "".join(c for c in letters if unicodedata.category(c) not in ("Mn", "Me") and not c.isspace())
    looks = "".join(_ALIKE.get(character, character) for character in looks)
    return looks.replace("rn", "m").replace("vv", "w").replace("cl", "d")


def order(text: str) -> str:
    """By what names are sorted: an accent does not put one behind all others."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn").casefold()


def told_apart(wanted: str, taken: Container[str]) -> str:
    """The name, or with a number behind it when its skeleton is among those taken: `Ada (2)`."""
    shown, number = wanted, 1
    while skeleton(shown) in taken:
        number += 1
        behind = f" ({number})"
        shown = wanted[: MOST_NAME - len(behind)].rstrip() + behind
    return shown
