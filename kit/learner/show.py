"""Values as a learner reads them in a message: short, on one line, and never by calling the answer's own methods."""

import re
from typing import Any

TEXT_LIMIT = 64
"""Characters of a string that are shown before it is cut: the lecture's sentence, of 61, is shown whole."""

LIST_LIMIT = 8
"""Items of a list that are shown before it is cut."""


# All that XML 1.0 (section 2.2) leaves out, the C1 controls, and what turns the direction of the text that follows
# (UAX #9, section 2): tab and line feed stay.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


class Named(dict[Any, Any]):
    """A dict too large to show, and to copy at every call: messages call it by its name. Give each test its own."""

    def __init__(self, name: str, content: dict[Any, Any]) -> None:
        super().__init__(content)
        self.name = name


class GivenFile(str):
    """The path of a file that is given to learner code to read, wherever that runs."""


def show(value: Any, limit: int = TEXT_LIMIT, depth: int = 0) -> str:
    """`value` on one line: strings cut after `limit` characters, lists after LIST_LIMIT items."""
    kind = type(value)
    if kind in (str, bytes, GivenFile):
        if len(value) <= limit:
            return _ascii_safe(repr(value))
        unit = "characters" if kind is str else "bytes"
        return f"{_ascii_safe(repr(value[: limit - 10]))}… ({len(value):,} {unit})"
    if kind in (bool, float, type(None)):
        return repr(value)
    if kind is int:
        return repr(value) if abs(value) < 10**30 else f"an integer of {value.bit_length():,} bits"
    if kind in (list, tuple, set, frozenset, dict) and depth < 4:
        return _show_container(value, limit, depth)
    if is_tokenizer(value):
        return "tokenizer"
    if kind is Named:
        return str(value.name)
    return f"a {kind.__module__}.{kind.__qualname__} object".replace("a builtins.", "a ")


def _show_container(value: Any, limit: int, depth: int) -> str:
    items = list(value.items()) if type(value) is dict else list(value)
    shown = items if len(items) <= LIST_LIMIT + 2 else items[:LIST_LIMIT]
    if type(value) is dict:
        parts = [f"{show(key, limit, depth + 1)}: {show(item, limit, depth + 1)}" for key, item in shown]
    else:
        parts = [show(item, limit, depth + 1) for item in shown]
    rest = f", … ({len(items):,} in all)" if len(items) > len(shown) else ""
    brackets: dict[type, str] = {list: "[]", tuple: "()", dict: "{}"}
    left, right = tuple(brackets.get(type(value), "{}"))
    comma = "," if type(value) is tuple and len(items) == 1 else ""
    return f"{left}{', '.join(parts)}{comma}{rest}{right}"


def show_call(name: str, args: tuple[Any, ...], kwargs: dict[Any, Any]) -> str:
    """`encode(tokenizer, 'Hello')`."""
    parts = [show(arg) for arg in args] + [f"{key}={show(value)}" for key, value in kwargs.items()]
    return f"{name}({', '.join(parts)})"


def fit(text: str) -> str:
    """A text as it can be put on a terminal or into a file: what would move the cursor is spelled out, `\\x1b`."""
    return _UNFIT.sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


_PLAIN = {str, int, bool, list, dict, type(None)}


def is_tokenizer(value: object) -> bool:
    """Whether `value` is a tokenizer of transformers (told without importing it)."""
    kind = type(value)
    return kind not in _PLAIN and any(base.__name__ == "PreTrainedTokenizerBase" for base in kind.__mro__)


def is_exception(value: object) -> bool:
    """Whether `value` is an exception, or stands for one of another process."""
    return any(base.__name__ == "BaseException" for base in type(value).__mro__)


def _ascii_safe(text: str) -> str:
    # A lone surrogate cannot be written to a terminal or a file.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
