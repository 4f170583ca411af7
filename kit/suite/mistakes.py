"""Misconceptions as data: how a call shows that its author has one, and the sentence that says so.

    MISTAKES = {
        "encode": [
            ("these are the pieces; the ids are asked for.", lambda tokenizer, text: tokenizer.tokenize(text)),
            Looks("an id is a whole number.", lambda got, tokenizer, text: any(type(item) is float for item in got)),
            Raises("`text` is a string already; there is nothing to decode.", "AttributeError", "'decode'"),
        ],
    }

A pair is a Returns. The tables are in tests/mistakes/, by function, for exercises whose book of answers (see
kit/suite/book.py) is not written yet. Which one is told, kit/suite/diagnosis.py decides.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kit.course.stubs import may_be_none
from kit.suite.evidence import Outcome, Seen


@dataclass(frozen=True)
class Returns:
    """The answer is what a learner with this misconception would return: what `recipe` makes of the same arguments.

    Where these tell too little (other mistakes would lead to the same), the recipe returns `...`.
    """

    sentence: str
    recipe: Callable[..., Any]
    last: bool = False
    """Told only where no other entry fits."""


@dataclass(frozen=True)
class Looks:
    """The answer has a mark: `sign(answer, *arguments)` is true of it, and would not be of the right one."""

    sentence: str
    sign: Callable[..., Any]
    last: bool = False
    """Told only where no other entry fits."""


@dataclass(frozen=True)
class Raises:
    """The call raised an exception whose class, or one that it is derived from, has the name `kind`, with `text` in it."""

    sentence: str
    kind: str
    text: str = ""


Mistake = Returns | Looks | Raises


def table(entries: Iterable[Mistake | tuple[str, Callable[..., Any]]]) -> list[Mistake]:
    """The entries of one function, its pairs as Returns."""
    return [Returns(*entry) if isinstance(entry, tuple) else entry for entry in entries]


@dataclass(frozen=True)
class Known:
    """An entry of a table as the diagnosis takes it (see kit/suite/diagnosis.py)."""

    mistake: Mistake
    none_counts: bool
    """Whether None is among the function's answers; elsewhere a recipe says by None that it has no answer."""
    stateful: bool = False

    @property
    def sentence(self) -> str:
        return self.mistake.sentence

    @property
    def last(self) -> bool:
        return getattr(self.mistake, "last", False)

    @property
    def is_mark(self) -> bool:
        return not isinstance(self.mistake, Returns)

    def marks(self, seen: Seen) -> bool:
        """Whether this call has the entry's mark."""
        if isinstance(self.mistake, Raises):
            return raised(seen, self.mistake.kind, self.mistake.text)
        return isinstance(self.mistake, Looks) and looks_so(seen, self.mistake.sign)

    def player(self) -> Callable[[Seen], Outcome | None]:
        """What a learner with this misconception would have given at a call; None where the recipe does not say."""
        assert isinstance(self.mistake, Returns)
        recipe = self.mistake.recipe

        def play(seen: Seen) -> Outcome | None:
            try:
                answer = recipe(*seen.given(), **seen.call.kwargs)
            except Exception:
                return None
            unknown = answer is ... or answer is None and not self.none_counts
            return None if unknown else Outcome.of(seen, answer)

        return play


def known(slug: str, name: str, entries: Iterable[Mistake]) -> list[Known]:
    """The entries of one function's table, for the diagnosis."""
    none_counts = may_be_none(slug, name)
    return [Known(entry, none_counts) for entry in entries]


def raised(seen: Seen, kind: str, text: str = "") -> bool:
    """Whether the call raised this kind of exception, judged by the names of its classes and its text."""
    error = seen.call.error
    return error is not None and kind in {each.__name__ for each in type(error).__mro__} and text in str(error)


def looks_so(seen: Seen, sign: Callable[..., Any]) -> bool:
    """Whether the answer of a call has this mark, and the right one would not."""
    call, judge = seen.call, seen.call.judge
    if call.error is not None or not seen.wrong:
        return False
    want = ... if judge is None else judge.want
    try:
        return bool(sign(seen.answer, *call.args, **call.kwargs)) and not (want is not ... and _of(sign, want, seen))
    except Exception:  # the answer is not of the kind that can have this mark
        return False


def _of(sign: Callable[..., Any], want: object, seen: Seen) -> bool:
    try:
        return bool(sign(want, *seen.call.args, **seen.call.kwargs))
    except Exception:
        return False
