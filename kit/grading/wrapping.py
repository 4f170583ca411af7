"""Text broken into lines for a terminal, never at a space within quotation marks, which may be what is being taught."""

import re
import textwrap

_QUOTED = re.compile(r"""(?<![\w'"\\])b?(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")""")
_KEPT = "\ufdd0"  # a noncharacter of Unicode, which no text to be shown has
SPACE = "␣"
"""What a space is shown as where a line must be broken at it, within quotation marks all the same."""


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """The text in lines of at most `width` columns (20 or more); `indent` stands before all but the first.

    A quoted string stays whole, on a line of its own where needed; one that is too long for that is cut anywhere, and
    a space at which it is cut is shown as `␣`.
    """
    kept = _QUOTED.sub(lambda match: match[0].replace(" ", _KEPT), text)
    lines = textwrap.wrap(
        kept, max(width, 20), subsequent_indent=indent, drop_whitespace=not indent, break_on_hyphens=False
    )
    found = []
    for line in lines:
        line = re.sub(f"^{_KEPT}|{_KEPT}$", SPACE, line)
        found.append(line.replace(_KEPT, " "))
    return found or [""]


def cut(text: str, width: int) -> str:
    """The text in at most `width` columns; what is cut ends in `…`."""
    return text if len(text) <= width else text[: max(width - 1, 1)] + "…"
