"""Wrong answers to ex13 that can be told by name; see kit/suite/mistakes.py."""

import unicodedata
from functools import cache

import regex

from kit.suite import LLAMA
from kit.suite.mistakes import Looks, Raises, Returns
from kit.tokenizers import ranks

PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
"""Llama's pattern, for the mistakes only: expected values come from the tokenizer's own cut."""


def spelled(data: bytes) -> str:
    """How the vocabulary spells these bytes, for the mistakes and for text that is no entry."""
    return "".join(vocabulary_letters()[byte] for byte in data)


@cache
def vocabulary_letters() -> dict[int, str]:
    """The letter of each byte: Meta's file says which id a byte has, the Hub's vocabulary how that id is spelled."""
    from kit.tokenizers.loaded import load

    backend = load(LLAMA).backend_tokenizer
    return {byte: backend.id_to_token(ranks.ranks()[bytes([byte])]) for byte in range(256)}


def letters_with(printable: list[int], start: int = 256) -> dict[int, str]:
    others = [byte for byte in range(256) if byte not in printable]
    letters = {byte: chr(byte) for byte in printable}
    return letters | {byte: chr(start + k) for k, byte in enumerate(others)}


def data_of(entry: str) -> bytes:
    bytes_of = {letter: byte for byte, letter in vocabulary_letters().items()}
    return bytes(bytes_of[letter] for letter in entry)


def by(old: str = "", new: str = "", pattern: str = PATTERN):
    """A recipe: the cut with a part of the pattern changed."""
    return lambda text: regex.findall(pattern.replace(old, new), text)


GPT_2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


ASCII = (
    PATTERN.replace(r"?\p{L}+", "?[A-Za-z]+")
    .replace(r"\p{L}", "A-Za-z")
    .replace(r"\p{N}{", "[0-9]{")
    .replace(r"\p{N}", "0-9")
)


_PRINTABLE = [*range(33, 127), *range(161, 173), *range(174, 256)]


def _special_apart(text: str) -> list[str]:
    parts = regex.split(r"(<\|[a-z0-9_]+\|>)", text)
    return [piece for k, part in enumerate(parts) for piece in ([part] if k % 2 else regex.findall(PATTERN, part))]


def by_lines(text: str) -> list[str]:
    return [piece for line in text.splitlines(keepends=True) for piece in regex.findall(PATTERN, line)]


def from_the_end(text: str) -> list[str]:
    """Runs of digits cut in threes as a number is read aloud."""
    found = []
    for piece in regex.findall(PATTERN.replace(r"\p{N}{1,3}", r"\p{N}+"), text):
        start = len(piece) % 3 if regex.fullmatch(r"\p{N}+", piece) else len(piece)
        found += [part for part in (piece[:start], *(piece[k : k + 3] for k in range(start, len(piece), 3))) if part]
    return found


FORM = "the text was put into another Unicode form first; that is another text."

GATED = Raises(
    "no model can be loaded while this exercise is graded: write the pattern into the file, and use `regex`.",
    "OSError",
    "gated repo",
)

MISTAKES = {
    "split": [
        GATED,
        Looks(
            "a group in parentheses makes `findall` return what is in it: `(?i:…)` and `(?:…)` are none.",
            lambda got, text: type(got) is list and "" in got and text != "",
        ),
        ("an empty text has no pre-tokens, not an empty one.", lambda text: [""] if not text else None),
        Looks("these are match objects; their text is `match[0]`.", lambda got, text: type(got[0]).__name__ == "Match"),
        Returns(
            "this pattern is simpler than Llama's, which knows endings such as 's and cuts digits after three.",
            by(pattern=r" ?\w+| ?[^\w\s]+|\s+"),
            last=True,
        ),
        ("the text was cut into lines first; line breaks that follow each other are one pre-token.", by_lines),
        (FORM, lambda text: regex.findall(PATTERN, unicodedata.normalize("NFC", text))),
        ("digits are cut in threes from the front, not from the end.", from_the_end),
        (
            "special tokens are not known here: text that spells one is cut like any other.",
            lambda text: _special_apart(text),
        ),
        ("the spaces are gone; joined, the pre-tokens are the text again.", lambda text: text.split()),
        ("the text was cut at spaces; the pattern cuts at more places.", lambda text: text.split(" ")),
        (
            "only endings in small letters are known; `(?i:…)` finds 'S and 'LL as well.",
            by("(?i:", "(?:"),
        ),
        (
            "endings such as 's are not cut off; they are the first alternative.",
            by("(?i:'s|'t|'re|'ve|'m|'ll|'d)|"),
        ),
        ("a run of digits is cut after three: `\\p{N}{1,3}`.", by(r"\p{N}{1,3}", r"\p{N}+")),
        ("digits stay together up to three: `\\p{N}{1,3}`.", by(r"\p{N}{1,3}", r"\p{N}")),
        (
            "digits are numbers of any script, Roman numerals and fractions too: `\\p{N}`, not `\\d`.",
            by(r"\p{N}", r"\d"),
        ),
        ("letters are those of every script: `\\p{L}` of the module regex.", by(pattern=ASCII)),
        (
            "signs stay apart from the space in front of them; `' ?'` takes one.",
            by(r"| ?[^\s", r"|[^\s"),
        ),
        (
            "line breaks behind signs belong to them: `[\\r\\n]*`.",
            by(r"]+[\r\n]*", "]+"),
        ),
        (
            "only a space may stand in front of a word there; any one character but a line break, letter or number may.",
            by(r"[^\r\n\p{L}\p{N}]?\p{L}+", r" ?\p{L}+"),
        ),
        (
            "white space up to the last line break in it is one pre-token: `\\s*[\\r\\n]+`.",
            by(r"|\s*[\r\n]+", ""),
        ),
        (
            "the last white space in front of a word or a number is cut off from the rest: `\\s+(?!\\S)`.",
            by(r"|\s+(?!\S)", ""),
        ),
        (
            "this is GPT-2's pattern; Llama's takes one to three digits at a time, endings in either case, and any "
            "one sign in front of a word.",
            by(pattern=GPT_2),
        ),
        (
            "these are spelled in the vocabulary's letters; pieces of the text are asked for.",
            lambda text: [spelled(p.encode()) for p in by()(text)],
        ),
        ("white space at the ends of the text is lost.", lambda text: by()(text.strip())),
        (
            "pre-tokens of white space are missing; joined, they are the text.",
            lambda text: [p for p in by()(text) if p.strip()],
        ),
        (
            "white space was stripped from the pre-tokens; joined, they are the text.",
            lambda text: [p.strip() for p in by()(text)],
        ),
    ],
    "byte_letters": [
        (
            "that is the wrong way round: bytes are the keys, letters the values.",
            lambda: {v: k for k, v in vocabulary_letters().items()},
        ),
        (
            "each byte has its own Latin-1 character here; those that cannot be seen take others, from number 256 on.",
            lambda: {b: chr(b) for b in range(256)},
        ),
        (
            "bytes above 126 that are printable in Latin-1 stand for themselves too: '¡' to '¬', '®' to 'ÿ'.",
            lambda: letters_with([*range(33, 127)]),
        ),
        (
            "the space is not one that stands for itself: it becomes 'Ġ'.",
            lambda: letters_with([*range(32, 127), *range(161, 173), *range(174, 256)]),
        ),
        (
            "173, the soft hyphen, cannot be seen: it is left out between '¬' and '®'.",
            lambda: letters_with([*range(33, 127), *range(161, 256)]),
        ),
        (
            "160, the no-break space, cannot be seen: the second range starts with '¡', 161.",
            lambda: letters_with([*range(33, 127), *range(160, 173), *range(174, 256)]),
        ),
        (
            "a range ends one too early: range(a, b) leaves b out.",
            lambda: letters_with([*range(33, 126), *range(161, 172), *range(174, 255)]),
        ),
        (
            "127 is a control character and cannot be seen: the first range ends with '~', 126.",
            lambda: letters_with([*range(33, 128), *range(161, 173), *range(174, 256)]),
        ),
        (
            "the others are counted from 256 on in order, without gaps: not 256 plus the byte.",
            lambda: {b: chr(b) if b in _PRINTABLE else chr(256 + b) for b in range(256)},
        ),
        ("the first of the others takes the character number 256, not 257.", lambda: letters_with(_PRINTABLE, 257)),
        (
            "the bytes that stand for themselves are there, the others are missing.",
            lambda: {b: chr(b) for b in _PRINTABLE},
        ),
        Looks(
            "the keys are bytes objects; numbers from 0 to 255 are asked for.",
            lambda got: type(next(iter(got))) is bytes,
        ),
        (
            "the letters from U+0100 on go to the other bytes in ascending order.",
            lambda: (
                {b: vocabulary_letters()[b] for b in _PRINTABLE}
                | {b: chr(256 + k) for k, b in enumerate(sorted(set(range(256)) - {*_PRINTABLE}, reverse=True))}
            ),
        ),
    ],
    "to_entry": [
        (
            "the bytes were read as Latin-1; each has its letter in `byte_letters()`.",
            lambda text: text.encode().decode("latin-1"),
        ),
        (FORM, lambda text: spelled(unicodedata.normalize("NFC", text).encode())),
        (
            "characters outside ASCII were dropped; all bytes of the text have letters.",
            lambda text: spelled(text.encode("ascii", "ignore")),
        ),
        ("▁ is how other vocabularies spell a space; this one spells it Ġ.", lambda text: text.replace(" ", "▁")),
        (
            "only some characters were replaced; every byte is spelled by its letter.",
            lambda text: text.replace(" ", "Ġ"),
        ),
        (
            "only some characters were replaced; every byte is spelled by its letter.",
            lambda text: text.replace(" ", "Ġ").replace("\n", "Ċ"),
        ),
        (
            "characters were spelled as if each were one byte; outside ASCII a character has two to four in UTF-8.",
            lambda text: "".join(vocabulary_letters().get(ord(c), c) for c in text),
        ),
        (
            "the bytes of Latin-1 were taken; entries are spelled from UTF-8.",
            lambda text: spelled(text.encode("latin-1", "replace")),
        ),
        (
            "the bytes of UTF-16 were taken; entries are spelled from UTF-8.",
            lambda text: spelled(text.encode("utf-16-le")),
        ),
        (
            "a Ġ was put in front; only a space that is in the text becomes one.",
            lambda text: "Ġ" + spelled(text.encode()),
        ),
        ("white space at the ends is lost; it is part of the entry.", lambda text: spelled(text.strip().encode())),
        ("the text came back as it was; every byte is spelled by its letter.", lambda text: text),
        (
            "these are the letters in a list; joined, they are the spelling.",
            lambda text: [spelled(bytes([b])) for b in text.encode()],
        ),
    ],
    "from_entry": [
        Raises(
            'a part of a character is no UTF-8 by itself: `decode("utf-8", errors="replace")`.', "UnicodeDecodeError"
        ),
        ("only Ġ was replaced; every letter stands for a byte.", lambda entry: entry.replace("Ġ", " ")),
        (
            "only Ġ and Ċ were replaced; every letter stands for a byte.",
            lambda entry: entry.replace("Ġ", " ").replace("Ċ", "\n"),
        ),
        (
            "the bytes were read one by one; a character can have several of them: decode them together as UTF-8.",
            lambda entry: data_of(entry).decode("latin-1"),
        ),
        (
            'bytes that are only part of a character are lost; `errors="replace"` shows them.',
            lambda entry: data_of(entry).decode("utf-8", "ignore"),
        ),
        (
            'bytes that are only part of a character read as \\ufffd, one for what belongs together: `errors="replace"`.',
            lambda entry: data_of(entry).decode("utf-8", "backslashreplace"),
        ),
        (
            'bytes that are only part of a character became half of a surrogate pair, which is no text: `errors="replace"`.',
            lambda entry: data_of(entry).decode("utf-8", "surrogateescape"),
        ),
        (
            "each \\ufffd came out as a text of its own: decode the bytes together, not one by one.",
            lambda entry: "".join(bytes([b]).decode("utf-8", "replace") for b in data_of(entry)),
        ),
        ("these are the bytes; the text is asked for: decode them.", lambda entry: data_of(entry)),
        (
            "white space at the ends is part of the entry.",
            lambda entry: data_of(entry).decode("utf-8", "replace").strip(),
        ),
        (
            "that is to_entry; here the spelling is given and the text is asked for.",
            lambda entry: spelled(entry.encode()),
        ),
        ("the entry came back as it was; its letters stand for bytes.", lambda entry: entry),
    ],
}
