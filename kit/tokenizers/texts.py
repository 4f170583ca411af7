"""Texts to try tokenizers on: many scripts, the awkward cases, and seeded random Unicode.

All of the fixed texts are our own and stand in texts.toml.
"""

import random
import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

SENTENCE = "I am excited to show Tokenizers in action to my LLM engineers"
"""The lecture's sentence: 61 characters, 15 tokens with begin-of-text."""

_BREAKS = " \n"
LONGEST_RUN = 200
"""`random_text` has a space or a line feed at least every so many characters."""

# Ranges of code points and how often they are drawn; within one, what is not assigned is drawn again.
# Unicode's Blocks.txt has the names: https://www.unicode.org/Public/UNIDATA/Blocks.txt
_RANGES: tuple[tuple[int, int, int], ...] = (
    (0x0021, 0x007E, 12),  # ASCII
    (0x0000, 0x001F, 1),  # control characters
    (0x00A0, 0x024F, 8),  # Latin
    (0x0250, 0x036F, 3),  # phonetic letters, combining marks
    (0x0370, 0x052F, 8),  # Greek, Cyrillic
    (0x0530, 0x07BF, 8),  # Armenian, Hebrew, Arabic, Syriac, Thaana
    (0x07C0, 0x08FF, 2),  # N'Ko to Arabic supplements
    (0x0900, 0x0DFF, 12),  # the scripts of India, Sinhala
    (0x0E00, 0x10FF, 8),  # Thai, Lao, Tibetan, Burmese, Georgian
    (0x1100, 0x11FF, 2),  # Korean parts
    (0x1200, 0x18AF, 6),  # Ethiopic, Cherokee, Canadian syllables, Runic, Khmer, Mongolian
    (0x1900, 0x1CFF, 2),  # Limbu to Vedic marks
    (0x1D00, 0x1FFF, 4),  # more phonetic letters, Latin, Greek
    (0x2000, 0x206F, 4),  # punctuation, odd spaces, direction marks
    (0x2070, 0x2BFF, 8),  # currency, numbers, arrows, mathematics, symbols
    (0x2C00, 0x2DFF, 2),  # Glagolitic, Coptic, Tifinagh
    (0x2E80, 0x33FF, 8),  # East Asian punctuation, kana
    (0x3400, 0x4DBF, 2),  # rare Han
    (0x4E00, 0x9FFF, 14),  # Han
    (0xA000, 0xABFF, 4),  # Yi to Meetei Mayek
    (0xAC00, 0xD7A3, 8),  # Korean
    (0xE000, 0xF8FF, 1),  # private use
    (0xF900, 0xFFFD, 4),  # compatibility forms, half and full width
    (0x10000, 0x10FFF, 3),  # Linear B, Gothic, Deseret
    (0x11000, 0x11FFF, 2),  # Brahmi and others
    (0x12000, 0x1345F, 2),  # cuneiform, hieroglyphs
    (0x16800, 0x1BCFF, 1),  # Bamum to shorthand
    (0x1D000, 0x1D7FF, 3),  # music, mathematical letters
    (0x1E900, 0x1EFFF, 1),  # Adlam, Arabic mathematics
    (0x1F000, 0x1FAFF, 8),  # emoji and other pictures
    (0x20000, 0x323AF, 2),  # rarest Han
    (0xE0001, 0xE01EF, 1),  # tags, variation selectors
    (0x10FFFD, 0x10FFFD, 1),  # the last character there is
)
_WEIGHTS = [weight for _, _, weight in _RANGES]
_SPACES = (" ", "  ", "   ", "    ", "\t", "\n", "\n\n", "\r\n", " \n", "\n  ", "\u00a0", "\u3000", "\u2028")

# Text that a model's tokenizer could take for a special token: Llama's <|…|>, Mistral's <s> and [INST].
_SPECIAL = re.compile(r"<\|[^<>|]*\|>|</?s>|<unk>|<pad>|<SPECIAL_\d+>|\[/?[A-Z_]+\]")


@cache
def _data() -> dict[str, Any]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)


def scripts() -> dict[str, str]:
    """One text per script or language, by its English name."""
    return dict(_data()["scripts"])


def categories() -> list[str]:
    """The names that `category` knows."""
    return list(_data()["texts"])


def category(name: str) -> list[str]:
    """The texts of one kind: whitespace, digits, emoji, code, contractions, combining, special, empty or
    words.

    Raises:
        KeyError: there is no such category; the text lists those there are.
    """
    try:
        return list(_data()["texts"][name])
    except KeyError:
        raise KeyError(f"no category {name!r}; there are {', '.join(categories())}") from None


def texts() -> list[str]:
    """Every fixed text, scripts first."""
    return [*scripts().values(), *(text for name in categories() for text in category(name))]


def random_text(rng: random.Random, length: int) -> str:
    """A text of exactly `length` characters from all over Unicode, the same for the same state of `rng`.

    Characters of every plane, white space, digits, emoji, short passages of the fixed texts; no lone
    surrogate. There is a space or a line feed at least every 200 characters. Only assigned characters are
    drawn, and Python's newer versions know more of them: another version of Python may give another text.
    """
    parts: list[str] = []
    size = 0
    while size < length:
        part = _random_part(rng)
        parts.append(part)
        size += len(part)
    return _with_breaks("".join(parts)[:length])


def _random_part(rng: random.Random) -> str:
    data: dict[str, list[str]] = _data()["texts"]
    kind = rng.random()
    if kind < 0.30:
        return rng.choice(data["words"])
    if kind < 0.55:
        return rng.choice(_SPACES)
    if kind < 0.62:
        return str(rng.randrange(10 ** rng.randint(1, 10)))
    if kind < 0.66:
        return rng.choice(data["emoji"])
    if kind < 0.74:
        text = rng.choice(list(scripts().values()))
        start = rng.randrange(len(text))
        return text[start : start + rng.randint(1, 20)]
    low, high, _ = rng.choices(_RANGES, _WEIGHTS)[0]  # a few neighbours: words, rather than one letter of each script
    return "".join(_random_character(rng, low, high) for _ in range(rng.randint(1, 6)))


def _random_character(rng: random.Random, low: int, high: int) -> str:
    while True:
        character = chr(rng.randint(low, high))
        if unicodedata.category(character) not in ("Cn", "Cs"):
            return character


def _with_breaks(text: str) -> str:
    """The text with a space in place of every character that is `LONGEST_RUN` away from the last break."""
    characters = list(text)
    run = 0
    for position, character in enumerate(characters):
        run = 0 if character in _BREAKS else run + 1
        if run == LONGEST_RUN:
            characters[position] = " "
            run = 0
    return "".join(characters)


def without_special(text: str) -> str:
    """The text without anything that spells a special token of any of the course's models."""
    while (shorter := _SPECIAL.sub("", text)) != text:
        text = shorter
    return text
