"""The calls of a run as evidence of what the author of a function had in mind, and how two answers are compared."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from kit.learner.call import Call
from kit.learner.compare import copied
from kit.learner.errors import Died, OutOfTime
from kit.learner.snapshot import NOTHING, Kind, snapshot
from kit.tokenizers import loaded

MOST_CALLS = 300
"""Calls of one function that passed and are kept of a run, of each set of options that it is called with."""

MOST_LEFT = 1_000_000
"""Characters and items that the arguments of a call may have which passed and is kept."""


@dataclass(eq=False)
class Seen:
    """One call of a run. `did` is what the message of its failure says it did; empty when nothing was wrong."""

    call: Call
    test: str
    failed: bool = False
    did: str = ""
    live: bool = False
    """Whether the world that the function asks (the Hub, a login) is part of the answer: then it cannot be tried again."""

    weighed: dict[int, tuple[bool, bool, bool] | None] | None = None
    """Of a live call, what came of trying the wrong answers at once, by their place."""

    @property
    def answer(self) -> object:
        """What the call gave: its value, or the strings that were taken from it one by one."""
        judge = self.call.judge
        if judge is None or judge.yields_to is None:
            return self.call.result if self.call.kept is NOTHING else self.call.kept
        return "".join(judge.yields_to) if all(type(each) is str for each in judge.yields_to) else judge.yields_to

    @property
    def wrong(self) -> bool:
        """Whether what the call gave is what is wrong, and not only what it did besides."""
        return self.failed and self.right(Outcome.of_call(self)) is not True

    def right(self, outcome: Outcome) -> bool | None:
        """Whether this outcome of the call would pass; None where nobody knows."""
        if self.call.judge is None:
            return None
        try:
            right: bool = self.call.judge.right(outcome.value, outcome.error)
            return right
        except Exception:  # the answer is not of a kind that can be compared
            return False

    @property
    def size(self) -> int:
        """About how large the arguments are, in characters and items; a tokenizer is a text of one for 1,000 entries."""
        large = sum(len(arg) for arg in self.call.args if isinstance(arg, (str, bytes, list, tuple, dict)))
        entries: int = sum(tokenizer.vocab_size for tokenizer in self.call.tokenizers())
        return large + entries // 1000

    @property
    def again(self) -> bool:
        """Whether the call can be made again: its arguments are what they were.

        A tokenizer of a test's own that got an entry between two calls may have got it before this one or behind it.
        """
        return not self.live and not any(loaded.named(each).get("added") for each in self.call.tokenizers())

    def given(self) -> tuple[Any, ...]:
        """The arguments, copied."""
        return tuple(arg if (own := copied(arg)) is None else own for arg in self.call.args)

    def again_given(self) -> tuple[Any, ...]:
        """The same for another function to go through: what arrives one by one (it has been `taken`) arrives anew."""
        return tuple(
            iter(list(arg.taken)) if hasattr(type(arg), "__next__") and hasattr(arg, "taken") else arg
            for arg in self.given()
        )


@dataclass(frozen=True)
class Outcome:
    """What a call gave: a value as it is kept, or an exception; `own` when a `raise` of the function's own threw it."""

    value: object = None
    error: BaseException | None = None
    own: bool = False
    printed: bool = False

    @classmethod
    def of(cls, seen: Seen, value: Any, printed: bool = False) -> Outcome:
        """That of an answer which was tried on the arguments of `seen`."""
        judge = seen.call.judge
        if judge is not None and judge.yields_to is not None and not isinstance(value, (str, bytes, dict)):
            value = list(islice(value, len(judge.yields_to) + (not judge.cut_short)))
        return cls(snapshot(value), printed=printed)

    @classmethod
    def of_call(cls, seen: Seen) -> Outcome:
        """That of the learner's function."""
        judge = seen.call.judge
        if judge is None or judge.yields_to is None or seen.call.error is not None:
            return cls(seen.call.kept, seen.call.error)
        return cls(snapshot(judge.yields_to), seen.call.error)


def agrees(seen: Seen, outcome: Outcome) -> tuple[bool, bool, bool]:
    """Whether an answer that gives this does not contradict the call; explains its failure; and does so exactly."""
    gave = Outcome.of_call(seen)
    if isinstance(gave.error, (OutOfTime, Died)) or gave.error is None and gave.value is NOTHING:
        return True, False, False
    if outcome.printed and not seen.call.output:
        return False, False, False
    right = seen.right(outcome)
    judge = seen.call.judge
    if judge is not None and judge.yields_to is not None:
        gave = _joined(gave, outcome)
    exactly = _alike(gave, outcome)
    alike = exactly or _alike(gave, outcome, True, judge.within if judge is not None else 0.0)
    if not seen.wrong:
        return alike or right is True, seen.failed and alike and right is None, exactly
    if outcome.error is None and outcome.value is None and seen.call.output and not outcome.printed:
        return alike, False, False  # who printed and returned nothing is told that, and not only the half of it
    return alike and right is not True, alike and right is not True, exactly


def _joined(gave: Outcome, outcome: Outcome) -> Outcome:
    """What the yielded strings make together, where that is what a recipe gives."""
    if type(gave.value) is list and type(outcome.value) is str and all(type(item) is str for item in gave.value):
        return replace(gave, value="".join(gave.value))
    return gave


def _alike(gave: Outcome, outcome: Outcome, loose: bool = False, within: float = 0.0) -> bool:
    if gave.error is not None or outcome.error is not None:
        if gave.error is None or outcome.error is None:
            return False
        same_kind = type(gave.error).__name__ == type(outcome.error).__name__
        return same_kind and (outcome.own or str(gave.error) == str(outcome.error))
    return equal(gave.value, outcome.value, loose, within)


def equal(one: Any, other: Any, loose: bool = False, within: float = 0.0) -> bool:
    """Whether two answers, as they are kept, are the same. A tuple is a list, and a last digit of a division nothing.

    `loose`: in a dict the order is free, and numbers may be `within` that of each other.
    """
    kind, kind_2 = type(one), type(other)
    if kind in (list, tuple) and kind_2 in (list, tuple):
        if len(one) != len(other):
            return False
        if list(one) == list(other) and _plainly(one, other):
            return True
        return all(equal(a, b, loose, within) for a, b in zip(one, other, strict=True))
    if kind is not kind_2:
        return False
    if kind is float:
        return math.isclose(one, other) or abs(one - other) <= within or math.isnan(one) and math.isnan(other)
    if kind is dict:
        in_order = loose or list(one) == list(other)
        return one.keys() == other.keys() and in_order and all(equal(one[k], other[k], loose, within) for k in one)
    return bool(one == other)


def _plainly(one: list[Any] | tuple[Any, ...], other: list[Any] | tuple[Any, ...]) -> bool:
    """Whether equal items are of the same types: True equals 1, and 1.0 does."""
    return all(
        a is b or type(a) is type(b) and type(a) in (int, str, bytes, Kind) for a, b in zip(one, other, strict=True)
    )


def _let_go(call: Call) -> None:
    """Have a call that passed hold on to nothing: no objects of the learner's, no frames of an exception."""
    call.result = None
    if call.error is not None:
        call.error = call.error.with_traceback(None)


class Evidence:
    """The calls of a run, by exercise and function, those that passed too."""

    def __init__(self) -> None:
        self._calls: dict[tuple[str, str], list[Seen]] = defaultdict(list)
        self._passed: dict[tuple[str, ...], int] = defaultdict(int)
        self.taken = 0
        """How many tests were taken; what was found out of fewer is out of date."""

    def take(
        self, test: str, calls: Iterable[Call], failed: Call | None = None, did: str = "", *, live: bool = False
    ) -> Seen | None:
        """Keep the calls of a test; `failed` is the one that ended it, `did` what the message says that it did."""
        found = None
        self.taken += 1
        for call in calls:
            place = call.slug, call.name
            if call is failed:
                found = Seen(call, test, True, did, live)
                self._calls[place].append(found)
            elif call.judge is not None and not live and self._passed[kind := (*place, *call.kwargs)] < MOST_CALLS:
                _let_go(call)
                seen = Seen(call, test)
                if seen.size <= MOST_LEFT:
                    self._passed[kind] += 1
                    self._calls[place].append(seen)
        return found

    def forget(self, test: str) -> None:
        """Drop what is kept of a test, which is run once more."""
        for place, calls in self._calls.items():
            self._calls[place] = [seen for seen in calls if seen.test != test]

    def clear(self) -> None:
        """Drop everything."""
        self._calls.clear()
        self._passed.clear()

    def failing(self) -> Iterator[tuple[tuple[str, str], list[Seen]]]:
        """The functions of which a call failed, each with all its calls in their order."""
        for place, calls in self._calls.items():
            if any(seen.failed for seen in calls):
                yield place, calls
