"""Seeing tokens: a text as its tokens' pieces with ids, in HTML, in a terminal's colours, or plain.

    kit.show(tokenizer, "I am excited")

Tokens that are only part of a character are grouped with the others that make it whole. Invisible characters are
made visible; special tokens are marked by more than colour.
"""

import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

MARKS = {" ": "␣", "\t": "⇥", "\n": "↵", "\r": "␍"}
"""What stands for white space that is common in text; every other invisible character is shown by its number."""

# Characters that are shown as nothing though they are letters or marks (Default_Ignorable_Code_Point of Unicode's
# DerivedCoreProperties.txt), beyond those whose category says so.
_IGNORABLE = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, 0x2800, *range(0x180B, 0x1810)}
_IGNORABLE |= {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}


@dataclass(frozen=True)
class Piece:
    """One or more tokens that make whole characters: their ids and text. `special`: a control token.

    `whole` is False for bytes that never become a character; `text` then spells them, `\\xf0\\x9f`.
    """

    ids: tuple[int, ...]
    text: str
    special: bool = False
    whole: bool = True


def pieces(tokenizer: "PreTrainedTokenizerBase", ids: Sequence[int]) -> list[Piece]:
    """The pieces of these ids, in order. An id that does not exist is a piece that says so."""
    from kit.tokenizers.byte_letters import byte_letters

    byte_of = {letter: byte for byte, letter in byte_letters().items()}
    added = tokenizer.added_tokens_decoder
    found: list[Piece] = []
    waiting: list[int] = []
    data = b""

    def flush() -> None:
        nonlocal data
        if waiting:
            found.append(Piece(tuple(waiting), "".join(f"\\x{byte:02x}" for byte in data), whole=False))
        waiting.clear()
        data = b""

    for token_id in ids:
        entry = tokenizer.backend_tokenizer.id_to_token(token_id) if 0 <= token_id < 2**32 else None
        if token_id in added or entry is None:
            flush()
            text = added[token_id].content if token_id in added else "(no such token)"
            found.append(Piece((token_id,), text, special=token_id in added and added[token_id].special))
            continue
        if not all(letter in byte_of for letter in entry):  # not a byte-level vocabulary
            flush()
            found.append(Piece((token_id,), tokenizer.decode([token_id])))
            continue
        part = bytes(byte_of[letter] for letter in entry)
        if waiting and not _may_follow(data, part):
            flush()
        waiting.append(token_id)
        data += part
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            if error.reason != "unexpected end of data":
                flush()
            continue
        found.append(Piece(tuple(waiting), text))
        waiting.clear()
        data = b""
    flush()
    return found


def _may_follow(data: bytes, part: bytes) -> bool:
    """Whether `part` can complete the character that `data` ends in the middle of."""
    try:
        (data + part).decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return True


def is_invisible(character: str) -> bool:
    """Whether a character is shown as nothing: white space, format characters such as U+200B, what is not assigned."""
    return unicodedata.category(character) in _INVISIBLE or ord(character) in _IGNORABLE


def visible(text: str) -> list[tuple[str, bool]]:
    """The text as runs of (what to show, whether it stands for something invisible)."""
    runs: list[tuple[str, bool]] = []
    for position, character in enumerate(text):
        category = unicodedata.category(character)
        if character in MARKS:
            runs.append((MARKS[character], True))
        elif is_invisible(character):
            runs.append((f"⟨U+{ord(character):04X}⟩", True))
        elif category in ("Mn", "Mc", "Me") and position == 0:
            runs.append(("◌" + character, False))  # a mark needs something to sit on
        elif runs and not runs[-1][1]:
            runs[-1] = (runs[-1][0] + character, False)
        else:
            runs.append((character, False))
    return runs


def plain(text: str) -> str:
    """The text with invisible characters made visible."""
    return "".join(shown for shown, _ in visible(text))


STYLE = """
.kit{font-family:system-ui,sans-serif;line-height:1.4;color:inherit}
.kit-pieces{display:flex;flex-wrap:wrap;gap:3px;align-items:stretch}
.kit-p{display:inline-flex;flex-direction:column;align-items:center;border-radius:4px;padding:1px 4px;
 border:1px solid rgba(128,128,128,.55);max-width:100%}
.kit-p b{font:1em ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
.kit-p small,.kit-t small{font-size:.72em;opacity:.85}
.kit i{font-style:normal;opacity:.7}
.kit-0{background:rgba(86,180,233,.22)}.kit-1{background:rgba(230,159,0,.22)}
.kit-2{background:rgba(0,158,115,.22)}.kit-3{background:rgba(204,121,167,.22)}
.kit-s{border:2px dashed currentColor}.kit-h{border:2px dotted currentColor}
.kit-t{border-collapse:collapse;margin:.4em 0}
.kit .kit-t td,.kit .kit-t th{padding:1px 8px;text-align:left;vertical-align:top;font-family:ui-monospace,monospace;white-space:pre-wrap;
 color:inherit;background:none}
.kit .kit-t tr.kit-x td{background:rgba(213,94,0,.22);font-weight:600}
"""
"""Colours are those of Okabe and Ito, which people with any colour vision tell apart, laid thinly over the page's own
background; text keeps the page's colour, so both dark and light themes are readable. Special tokens have a dashed
border, broken characters a dotted one, neighbours a different colour and always a border between them."""


def piece_html(text: str) -> str:
    """A piece's text as HTML: escaped, invisible characters visible."""
    return "".join(f"<i>{escape(shown)}</i>" if hidden else escape(shown) for shown, hidden in visible(text))


class Shown:
    """Pieces to look at: HTML in a notebook, colours in a terminal, plain text in a pipe."""

    def __init__(self, found: list[Piece]) -> None:
        self.pieces = found

    def __repr__(self) -> str:
        return self.ansi() if sys.stdout.isatty() else self.plain()

    __str__ = __repr__

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": self.plain(), "text/html": self.html()}

    def html(self) -> str:
        """One box a piece, its ids beneath."""
        boxes = []
        for number, piece in enumerate(self.pieces):
            kind = " kit-s" if piece.special else "" if piece.whole else " kit-h"
            ids = "&nbsp;".join(str(token_id) for token_id in piece.ids)
            note = " title='special token'" if piece.special else ""
            boxes.append(
                f"<span class='kit-p kit-{number % 4}{kind}'{note}><b>{piece_html(piece.text)}</b><small>{ids}</small></span>"
            )
        return f"<style>{STYLE}</style><div class='kit kit-pieces'>{''.join(boxes)}</div>"

    def plain(self, width: int = 88) -> str:
        """Two lines, pieces above and ids below, as often as it takes; special tokens in [ ], broken characters in { }."""
        return self._rows(width, colour=False)

    def ansi(self, width: int = 88) -> str:
        """As `plain`, in colours: neighbours differ, special tokens are inverse."""
        return self._rows(width, colour=True)

    def _rows(self, width: int, colour: bool) -> str:
        rows: list[list[tuple[str, str, str]]] = [[]]
        used = 0
        for number, piece in enumerate(self.pieces):
            text = plain(piece.text)
            text = f"[{text}]" if piece.special else text if piece.whole else f"{{{text}}}"
            ids = " ".join(str(token_id) for token_id in piece.ids)
            columns = max(_columns(text), len(ids))
            if used + columns > width and rows[-1]:
                rows.append([])
                used = 0
            used += columns + 2
            top, bottom = text + " " * (columns - _columns(text)), ids.ljust(columns)
            code = "7" if piece.special else ("36", "33", "32", "35")[number % 4]
            rows[-1].append((f"\033[{code}m{text}\033[0m" + top[len(text) :] if colour else top, bottom, ""))
        lines = []
        for row in rows:
            for index in (0, 1):
                lines.append("  ".join(cell[index] for cell in row).rstrip())
        return "\n".join(lines)


def _columns(text: str) -> int:
    """Terminal columns of a text: none for combining marks, two for wide characters."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def show(tokenizer: "PreTrainedTokenizerBase", text: str | Sequence[int]) -> Shown:
    """A text, or ids, as pieces. A text is encoded as the model receives it, begin-of-text included."""
    ids = tokenizer.encode(text) if isinstance(text, str) else list(text)
    return Shown(pieces(tokenizer, ids))
