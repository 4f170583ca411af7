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
from kit.suite.marks import as_recipe, looks_so, raised


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
        return as_recipe(self.mistake.recipe, none_counts=self.none_counts)


def known(slug: str, name: str, entries: Iterable[Mistake]) -> list[Known]:
    """The entries of one function's table, for the diagnosis."""
    none_counts = may_be_none(slug, name)
    return [Known(entry, none_counts) for entry in entries]
