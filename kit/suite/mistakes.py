"""Misconceptions as data: how a call shows that its author has one, and the sentence that says so.

    MISTAKES = {
        "encode": [
            ("these are the pieces; the ids are asked for.", lambda tokenizer, text: tokenizer.tokenize(text)),
            Looks("an id is a whole number.", lambda got, tokenizer, text: any(type(item) is float for item in got)),
            Raises("`text` is a string already; there is nothing to decode.", "AttributeError", "'decode'"),
        ],
    }

A pair is a Returns. The tables are in tests/mistakes/, by function; the entry that fits is told.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kit.learner.compare import same
from kit.learner.opaque import Opaque


@dataclass(frozen=True)
class Returns:
    """The answer is what a learner with this misconception would return: what `recipe` makes of the same arguments.

    Where these tell too little (other mistakes would lead to the same), the recipe returns `...`.
    """

    sentence: str
    recipe: Callable
    last: bool = False
    """Told only where no other entry fits."""


@dataclass(frozen=True)
class Looks:
    """The answer has a mark: `sign(answer, *arguments)` is true of it, and would not be of the right one."""

    sentence: str
    sign: Callable
    last: bool = False
    """Told only where no other entry fits."""


@dataclass(frozen=True)
class Raises:
    """The call raised an exception whose class, or one that it is derived from, has the name `kind`, with `text` in it."""

    sentence: str
    kind: str
    text: str = ""


Mistake = Returns | Looks | Raises


def table(entries: Iterable[Mistake | tuple[str, Callable]]) -> list[Mistake]:
    """The entries of one function, its pairs as Returns."""
    return [Returns(*entry) if isinstance(entry, tuple) else entry for entry in entries]


def of_answer(mistakes: Iterable[Mistake], got: object, want: object, args: tuple, kwargs: dict) -> str | None:
    """The sentence of the mistake that leads to the answer `got` and not to `want`, None when there is none.

    Where two lead to the same answer nobody can tell which it was, so both sentences are given.
    """
    found: list[str] = []
    for mistake in sorted(mistakes, key=lambda mistake: getattr(mistake, "last", False)):
        if found and getattr(mistake, "last", False):
            continue
        if mistake.sentence not in found and _leads(mistake, got, want, args, kwargs):
            found.append(mistake.sentence)
            if len(found) == 2:
                break
    return " Or: ".join(found) or None


def _leads(mistake: Mistake, got: object, want: object, args: tuple, kwargs: dict) -> bool:
    try:
        if isinstance(mistake, Looks):
            return bool(mistake.sign(got, *args, **kwargs)) and not _fits(mistake.sign, want, args, kwargs)
        if isinstance(mistake, Returns):
            wrong = mistake.recipe(*args, **kwargs)
            return wrong is not ... and alike(got, wrong) and not alike(want, wrong)
    except Exception:  # it has no answer for these arguments, so it is not the cause
        pass
    return False


def of_error(mistakes: Iterable[Mistake], error: BaseException) -> str | None:
    """The sentence of the first mistake that leads to this exception, judged by the names of its classes and its text."""
    names = {kind.__name__ for kind in type(error).__mro__}
    found = (m for m in mistakes if isinstance(m, Raises) and m.kind in names and m.text in str(error))
    return next((mistake.sentence for mistake in found), None)


def alike(got: object, other: object) -> bool:
    """Whether a learner's answer is what a mistake leads to; another order of divisions changes a last digit."""
    if isinstance(got, Opaque):  # what stayed in another process, and is known by its type's name
        return (type(got).__module__, type(got).__qualname__) == (type(other).__module__, type(other).__qualname__)
    if type(got) is float and type(other) is float:
        return math.isclose(got, other)
    if type(got) is dict and type(other) is dict:
        return len(got) == len(other) and all(key in got and alike(got[key], value) for key, value in other.items())
    return same(got, other)


def _fits(sign: Callable, want: object, args: tuple, kwargs: dict) -> bool:
    try:
        return bool(sign(want, *args, **kwargs))
    except Exception:
        return False
