"""What is kept of a learner's answer as evidence: a copy of plain data, and of everything else the name of its type."""

from dataclasses import dataclass
from typing import Any

MOST_ITEMS, MOST_TEXT, DEEPEST = 20_000, 1_000_000, 20
"""Items, characters of a string and levels that are kept of one answer."""

_PLAIN = {str, int, float, bool, bytes, type(None)}


@dataclass(frozen=True)
class Kind:
    """The type of a value that is no plain data, wherever that value is."""

    module: str
    name: str


NOTHING = Kind("", "")
"""Nothing is known of the answer: it is too large to keep."""


def snapshot(value: Any) -> object:
    """A copy that the learner's code cannot change any more; NOTHING of what is too large.

    Only methods of built-in types run, never those of the answer.
    """
    kind = type(value)
    if kind in _PLAIN:
        return NOTHING if kind in (str, bytes) and len(value) > MOST_TEXT else value
    if kind in (list, tuple) and set(map(type, value)) <= _PLAIN:  # nearly all of them, and a hundred times sooner
        return value[:] if len(value) <= MOST_ITEMS else NOTHING
    try:
        return _copy(value, [MOST_ITEMS], 0)
    except (_TooLarge, RuntimeError):  # RuntimeError: a set or a dict that changes meanwhile
        return NOTHING


class _TooLarge(Exception):
    pass


def _copy(value: Any, room: list[int], depth: int) -> object:
    room[0] -= 1
    if room[0] < 0 or depth > DEEPEST:
        raise _TooLarge
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, list):
        return [_copy(item, room, depth + 1) for item in list.__iter__(value)]
    if isinstance(value, tuple):
        return tuple([_copy(item, room, depth + 1) for item in tuple.__iter__(value)])
    if isinstance(value, dict):
        return {_key(key): _copy(item, room, depth + 1) for key, item in dict.items(value)}
    if kind in (set, frozenset):
        return kind([_key(item) for item in value])
    return kind_of(value)


def _key(key: object) -> object:
    plain = type(key) in _PLAIN or type(key) is tuple and all(type(item) in _PLAIN for item in key)
    return key if plain else kind_of(key)


def kind_of(value: object) -> Kind:
    """The name of a value's type; an Opaque has that of the value it stands for."""
    kind = type(value)
    return Kind(str(kind.__module__), str(kind.__qualname__))
