"""Which exercises a file is about that stands for all of them, `answers.py` say: told from its text, not from its name."""

import re
import unicodedata
from functools import lru_cache

from kit.course.graded import asked_for

_OTHERWISE = re.compile(
    r"coding[:=]|\bimport[ \t]*\*|\b(?:globals|locals|vars|exec|eval|setattr)\b|__dict__|\bsys\.modules\b|\\\n|�"
)
"""What may bind names that a look at lines does not see, or says that the bytes are no UTF-8."""

_DEFINED = re.compile(r"\b(?:def|class|as)[ \t]+(\w+)")
_ASSIGNED = re.compile(r"[ \t]*([\w \t,]+)(?::[^=]*)?=(?!=)")
_IMPORTED = re.compile(r"[ \t]*(?:from|import)\b")
_IMPORTED_MANY = re.compile(r"\bimport[ \t]*\(([^()]*)")
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=16)  # every test of a file asks
def about(data: bytes, slugs: tuple[str, ...]) -> tuple[str, ...]:
    """The exercises among `slugs` of which the file's text binds at least one name that is asked for.

    All of them where it binds none (then its names are wrong, which their tests say), or where it may bind names in
    another way than by `def`, `class`, `=` or an import. The text is not parsed, since this runs in the process that
    grades; it takes time in proportion to the text's length.
    """
    text = unicodedata.normalize("NFKC", data.decode("utf-8", "replace"))
    if _OTHERWISE.search(text):
        return slugs
    bound = _bound(text)
    return tuple(slug for slug in slugs if not (asked := asked_for(slug)) or bound & set(asked)) or slugs


def _bound(text: str) -> set[str]:
    found = set(_DEFINED.findall(text))
    for names in _IMPORTED_MANY.findall(text):
        found.update(_WORD.findall(names))
    for line in re.split(r"[\n\r;]", text):
        assigned = _ASSIGNED.match(line)
        if assigned:
            found.update(_WORD.findall(assigned[1]))
        elif _IMPORTED.match(line):
            found.update(_WORD.findall(line))
    return found
