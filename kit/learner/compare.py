"""Exact comparison of an answer with the expected value: types before values, plain data only."""

import copy
import math
from collections.abc import Iterator
from typing import Any

from kit.learner.show import is_tokenizer

_KEYS = (str, int, bytes, tuple)
_FIXED = {str, int, float, bool, bytes, type(None)}
_EXACT = _FIXED - {float}


def same(got: Any, want: Any) -> bool:
    """Whether `got` is the answer `want`.

    Types count: True is not 1 and 15.0 is not 15. Three things are let through, since no learner means anything
    by them: a tuple where a list is asked for, a whole number where a float is, a dict or list subclass
    (collections.Counter) with the right content. Only methods of built-in types run, never those of the answer.
    """
    kind = type(want)
    if kind is list:
        if type(got) is list and (kinds := list(map(type, got))) == list(map(type, want)) and _EXACT.issuperset(kinds):
            return bool(got == want)  # nearly all answers, and ten times sooner
        return (
            isinstance(got, (list, tuple))
            and _length(got) == len(want)
            and all(same(a, b) for a, b in zip(_items(got), want, strict=True))
        )
    if kind is tuple:
        return (
            isinstance(got, tuple)
            and tuple.__len__(got) == len(want)
            and all(same(a, b) for a, b in zip(tuple.__iter__(got), want, strict=True))
        )
    if kind is dict:
        if not isinstance(got, dict) or dict.__len__(got) != len(want):
            return False
        left = {(type(key), key): value for key, value in dict.items(got) if type(key) in _KEYS}
        return len(left) == len(want) and all(
            (type(key), key) in left and same(left[type(key), key], value) for key, value in want.items()
        )
    if kind is float:
        return type(got) in (float, int) and (
            got == want or (math.isnan(want) and type(got) is float and math.isnan(got))
        )
    return type(got) is kind and got == want


def _length(value: list[Any] | tuple[Any, ...]) -> int:
    return list.__len__(value) if isinstance(value, list) else tuple.__len__(value)


def _items(value: list[Any] | tuple[Any, ...]) -> Iterator[Any]:
    return list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value)


def tokenizers_in(value: Any) -> bool:
    """Whether a dict argument holds tokenizers, which cannot be compared by value."""
    return type(value) is dict and any(is_tokenizer(item) for item in value.values())


def copied(arg: Any) -> Any:
    """What an argument is compared with after the call; None for what cannot be changed. Tokenizers are not copied."""
    if tokenizers_in(arg):
        return dict(arg)
    if type(arg) is list and set(map(type, arg)) <= _FIXED:
        return arg.copy()  # a hundred times sooner
    return copy.deepcopy(arg) if type(arg) in (list, dict, set) else None


def unchanged(arg: Any, old: Any) -> bool:
    """Whether an argument is still what `copied` found."""
    if tokenizers_in(old):
        return list(arg) == list(old) and all(arg[name] is old[name] for name in old)
    return same(arg, old)
