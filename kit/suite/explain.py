"""Failures that teach: token tables side by side, and what an answer shows by itself in any exercise."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from kit.learner.compare import same
from kit.learner.show import is_exception, is_tokenizer, show

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

BEFORE, AFTER = 1, 3
"""Rows shown before the first difference, and from it on: a learner needs that one, not all of them."""


@dataclass(frozen=True)
class Row:
    """One line of a comparison: position in the expected value, what came, what was expected, and `=`, `!` or a gap `…`."""

    position: str
    got: str
    want: str
    mark: str


def compare_rows(
    got: Sequence[Any], want: Sequence[Any], tokenizer: "PreTrainedTokenizerBase | None" = None
) -> list[Row]:
    """Align two lists item by item; ids get the piece they stand for when there is a tokenizer."""
    left = [_item(value, tokenizer) for value in got]
    right = [_item(value, tokenizer) for value in want]
    rows: list[Row] = []
    limit = 4000  # alignment is quadratic at worst; the first difference is what matters
    left, right = left[:limit], right[:limit]
    # What both begin with is aligned first, so that of a doubled item the second is the one too many.
    start = next((k for k, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    rows += [Row(str(k), left[k], right[k], "=") for k in range(start)]
    matcher = SequenceMatcher(None, left[start:], right[start:], autojunk=False)
    for kind, *ends in matcher.get_opcodes():
        a, b, c, d = (end + start for end in ends)
        if kind == "equal":
            rows += [Row(str(c + k), left[a + k], right[c + k], "=") for k in range(b - a)]
        else:
            for k in range(max(b - a, d - c)):
                mine = left[a + k] if a + k < b else ""
                theirs = right[c + k] if c + k < d else ""
                rows.append(Row(str(c + k) if theirs else "", mine, theirs, "!"))
    return _around_differences(rows)


def _around_differences(rows: list[Row]) -> list[Row]:
    """The rows around the first difference; `…` stands for what is left out."""
    first = next((index for index, row in enumerate(rows) if row.mark == "!"), None)
    if first is None:
        return []
    begin = max(first - BEFORE, 0)
    end = min(first + AFTER, len(rows))
    gap = [Row("…", "…", "…", "…")]
    return [*(gap if begin else []), *rows[begin:end], *(gap if end < len(rows) else [])]


def _item(value: object, tokenizer: "PreTrainedTokenizerBase") -> str:
    text = show(value, 40)
    if tokenizer is not None and type(value) is int:
        piece = piece_of(tokenizer, value)
        return f"{text} {show(piece, 30)}" if piece is not None else f"{text} (no such token)"
    return text


def piece_of(tokenizer: "PreTrainedTokenizerBase", token_id: int) -> str | None:
    """The readable text of one id, None for an id that does not exist."""
    if token_id < 0 or token_id >= 2**32 or tokenizer.backend_tokenizer.id_to_token(token_id) is None:
        return None
    return str(tokenizer.decode([token_id], skip_special_tokens=False, clean_up_tokenization_spaces=False))


def text_difference(got: str, want: str) -> str:
    """Where two texts first differ, in one sentence."""
    position = next((k for k, (a, b) in enumerate(zip(got, want, strict=False)) if a != b), min(len(got), len(want)))
    mine, theirs = got[position : position + 12], want[position : position + 12]
    return (
        f"the first difference is at character {position}: "
        f"yours goes on with {show(mine) if mine else 'nothing'}, expected is {show(theirs) if theirs else 'nothing'}"
    )


def key_differences(got: dict[Any, Any], want: dict[Any, Any], most: int = 4) -> Iterator[str]:
    """What is missing, too much or different in a dict, a line each."""
    lines = [f"{show(key)} is missing" for key in want if key not in got]
    lines += [f"{show(key)} should not be there" for key in got if key not in want]
    lines += [
        f"{show(key)}: yours is {show(got[key])}, expected {show(value)}"
        for key, value in want.items()
        if key in got and show(got[key], 1000) != show(value, 1000)
    ]
    if not lines and list(got) != list(want):
        lines = ["the content is right, the order is not"]
    yield from lines[:most]
    if len(lines) > most:
        yield f"… and {len(lines) - most} more"


def general_cause(got: Any, want: Any, args: tuple[Any, ...]) -> str | None:
    """The likely reason that needs no knowledge of the exercise, None when there is none to name."""
    kind = type(got)
    if same(got, want) and (kind is not dict or list(got) == list(want)):
        return None
    if got is None and want is not None:
        hint = " (`append`, `extend` and `sort` change a list and give None themselves.)" if type(want) is list else ""
        return f"the function returned None: is there a `return` on every way through it?{hint}"
    if is_exception(got):
        return f"the exception was returned; `raise` throws it, and the answer here is {show(want)}."
    if want is None and (
        got in ("", False, 0, -1)
        if kind in (str, bool, int)
        else got in ([], {}, ())
        if kind in (list, dict, tuple)
        else False
    ):
        return f"where there is nothing to return, the answer is None, not {show(got)}."
    if want is None and got == "None":
        return "this is the text 'None'; None itself is asked for."
    if type(want) is dict and kind.__name__ == "BatchEncoding":
        return "this is the tokenizer's own kind of object; a plain dict is asked for: `dict(…)` makes one."
    if type(want) is dict and kind in (list, tuple, set, str, int, float, bool):
        return f"a dict is asked for, and this is {_a(kind)}."
    if type(want) is dict and kind is dict:
        return _dict_cause(got, want, args)
    if kind is tuple and type(want) not in (tuple, list) and any(same(item, want) for item in got):
        return "the answer comes with something else beside it; return the answer alone."
    if kind.__name__ == "generator":
        return "this is a generator, which has made no value yet: the function contains `yield`, or a `for` stands in round brackets; return the values themselves."
    if kind.__name__ == "coroutine":
        return "the function is `async`, so a call makes a coroutine and no value; leave `async` out."
    if kind.__name__ in ("function", "method", "builtin_function_or_method"):
        return "this is a function itself; round brackets behind its name call it, and its answer is asked for."
    if kind.__name__ in ("BatchEncoding", "dict") and type(want) is list and "input_ids" in got:
        return "this is the tokenizer's whole answer; the ids are its `input_ids`."
    if kind.__name__ == "Encoding":
        return "this is the backend's whole answer; the ids are its `.ids`."
    if kind.__module__.split(".")[0] in ("torch", "numpy"):
        return f"this is a {kind.__module__.split('.')[0]} value; a plain Python value is asked for (`.tolist()` or `int(…)` gives one)."
    if isinstance(want, bool) and not isinstance(got, bool):
        return f"a yes-or-no answer is asked for: True or False, not {show(got)}."
    if type(want) is int and kind is float:
        return "a whole number (int) is asked for, and this is a float."
    if type(want) is int and kind in (list, tuple, dict) and len(got) == want:
        return f"this is the {kind.__name__} itself; its length is asked for."
    if type(want) is str and kind is str and got != want:
        return _text_cause(got, want)
    if type(want) is str and kind is bytes:
        return "these are bytes; a string is asked for: `.decode()` makes one."
    if type(want) is str and kind is list and all(type(item) is str for item in got):
        return "this is a list of strings; one string is asked for."
    if type(want) is str and kind in (bool, int, float, dict, list, tuple, set, frozenset):
        return f"a string is asked for, and this is {_a(kind)}."
    if type(want) in (int, float) and kind in (str, bool, list, tuple, dict):
        return f"a number is asked for, and this is {_a(kind)}."
    if type(want) in (int, float) and kind.__name__ in ("Fraction", "Decimal"):
        return f"this is a {kind.__name__}; a plain number is asked for (`int(…)` or `float(…)` gives one)."
    if type(want) is list and kind in (str, bytes):
        return f"this is one {'string' if kind is str else 'bytes object'}; a list is asked for."
    if type(want) is list and kind is bool:
        return "a list is asked for, and this is True or False."
    if type(want) is list and kind is int:
        what = "the length of the list" if got == len(want) else "a number"
        return f"this is {what}; the list itself is asked for."
    if type(want) is list and kind.__name__ in (
        "map",
        "filter",
        "zip",
        "dict_keys",
        "dict_values",
        "dict_items",
        "range",
    ):
        return f"this is a {kind.__name__} object, which is not a list yet: `list(…)` makes one of it."
    if (
        type(want) is list
        and kind is list
        and len(got) == 1
        and type(got[0]) is list
        and (not want or type(want[0]) not in (list, tuple))
    ):
        return "this is a list inside a list; the inner one is asked for."
    if type(want) is list and kind in (set, frozenset, dict):
        return f"a list is asked for, and this is a {kind.__name__}: order and repeats are lost in it."
    tokenizer = next((arg for arg in args if is_tokenizer(arg)), None)
    if _ids(got) and _ids(want) and tokenizer is not None and (cause := _id_cause(list(got), want, tokenizer)):
        return cause
    if type(want) is list and kind in (list, tuple):
        return _list_cause(list(got), want)
    return None


def _list_cause(got: list[Any], want: list[Any]) -> str | None:
    if any(type(item).__module__.split(".")[0] in ("torch", "numpy") for item in got):
        return "the items are numpy or torch values; plain Python ones are asked for (`.tolist()` gives them)."
    if want and all(type(item) is int for item in want) and same(got, list(map(str, want))):
        return "the items are strings of digits; numbers are asked for."
    if want and all(type(item) is int for item in want) and {type(item) for item in got} == {float}:
        return "the items are floats; whole numbers (int) are asked for."
    kinds, wanted = {type(item) for item in got}, {type(item) for item in want}
    if (wanted == {dict} and kinds in ({tuple}, {list}, {str})) or (
        wanted == {tuple} and kinds in ({str}, {int}, {dict})
    ):
        return f"each item is {_with_article(kinds.pop().__name__)}; {wanted.pop().__name__}s are asked for."
    if wanted == {tuple} and kinds == {tuple} and (parts := {len(item) for item in want}) != {len(i) for i in got}:
        width = next(len(item) for item in got if {len(item)} != parts)
        return f"an item has {_some(width, 'part')}; {parts.pop()} are asked for." if len(parts) == 1 else None
    if want and len(got) < len(want) and _keyed(got) == list(dict.fromkeys(_keyed(want))):
        return "repeats are missing: what comes again is there once only."
    if len(got) == len(want):
        if kinds in ({list}, {tuple}, {dict}) and all(
            any(same(i, b) for i in a) for a, b in zip(got, want, strict=True)
        ):
            return f"each item is a {kinds.pop().__name__} with the answer in it; the answer alone is asked for."
        if sorted(_keyed(got)) == sorted(_keyed(want)):
            return "the items are right, their order is not."
        if all(type(b) is tuple and type(a) is list and tuple(a) == b for a, b in zip(got, want, strict=True)):
            return "the items are lists; each of them should be a tuple."
    return None


def _keyed(items: list[Any]) -> list[str]:
    return [_key(item) for item in items]


def _key(item: Any, depth: int = 0) -> str:
    """An item as text, all of it: `show` leaves most of a long list out."""
    if type(item) in (list, tuple) and depth < 4:
        return f"{type(item).__name__}({', '.join(_key(part, depth + 1) for part in item)})"
    return show(item, 1000)


def _a(kind: type[Any]) -> str:
    name = {"str": "string", "bool": "True or False", "int": "number", "float": "number"}.get(
        kind.__name__, kind.__name__
    )
    return name if kind is bool else _with_article(name)


def _with_article(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _dict_cause(got: dict[Any, Any], want: dict[Any, Any], args: tuple[Any, ...]) -> str | None:
    if got.keys() != want.keys():
        return None  # the message says which
    key = next((key for key in want if not same(got[key], want[key])), None)
    if key is None:
        return "the content is right, the order is not."
    if got[key] is None:
        return f"at {show(key)}: the value is None, and {_a(type(want[key]))} is asked for."
    cause = general_cause(got[key], want[key], args)
    return f"at {show(key)}: {cause}" if cause else None


def _text_cause(got: str, want: str) -> str | None:
    if got.casefold() == want.casefold():
        return "only upper and lower case differ: the text is to be spelled exactly as expected."
    if re.search(r"\{[a-z_][\w.()\[\]:'\"-]*\}", got) and "{" not in want:
        return "a name in braces is still in the text: an `f` in front of the quotes has Python fill in its value."
    return None


def _ids(value: Any) -> bool:
    return type(value) in (list, tuple) and all(type(item) is int for item in value)


def _id_cause(got: list[int], want: list[int], tokenizer: "PreTrainedTokenizerBase") -> str | None:
    begin, end = tokenizer.bos_token_id, tokenizer.eos_token_id
    begin_text = tokenizer.bos_token
    if begin is not None and want[:1] == [begin]:
        if got == want[1:] and got and got[0] != begin:
            return f"{begin_text} is missing at the front, and the model is trained with it there."
        if got[:2] == [begin, begin] and got[1:] == want:
            return f"there is a second {begin_text} at position 1, where the text does not spell one."
    if begin is not None and got[:1] == [begin] and got[1:] == want:
        return f"{begin_text} is in front, and it does not belong here."
    if end is not None and got == [*want, end]:
        return f"{tokenizer.eos_token} is at the end, and it does not belong there: the model writes it itself when it is done."
    if got == want[::-1] and len(want) > 1:
        return "the ids are right, but in reverse order."
    return None


def list_difference(got: Sequence[Any], want: Sequence[Any]) -> list[str]:
    """In what a list differs from the one that is asked for, as a sentence or none."""
    found = None if same(got, want) else _difference_of_lists(list(got), list(want))
    return [] if found is None else [found]


def _difference_of_lists(got: list[Any], want: list[Any]) -> str | None:
    if not got:
        return f"the list is empty, and {_some(len(want), 'item')} should be in it."
    if not want:
        return f"nothing is to be in the list here, and {_some(len(got), 'item')} came."
    mine, theirs = _keyed(got), _keyed(want)
    if len(mine) == len(theirs):
        different = [k for k, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b]
        if different:
            return f"{len(different)} of {_some(len(want), 'item')} differ, the first at position {different[0]}."
        return None
    longer, shorter = (mine, theirs) if len(mine) > len(theirs) else (theirs, mine)
    rest = iter(longer)
    if all(item in rest for item in shorter):
        number = _some(len(longer) - len(shorter), "item")
        place = next((k for k, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
        if longer is mine:
            return f"{number} too many, the first at position {place}; the others are right and in order."
        return f"{number} too few, the first that is missing belongs at position {place}; the others are right."
    missing, odd = Counter(theirs) - Counter(mine), Counter(mine) - Counter(theirs)
    return f"{missing.total()} of {_some(len(want), 'item')} missing, and {odd.total()} that should not be there."


def _some(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
