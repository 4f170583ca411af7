"""The diagnosis: which wrong answer explains the failures of a function, and contradicts none of its calls.

A wrong answer is tried on the calls that failed first, and what is left then on those that passed. The one that
explains most failures is told, once for all of them; among equals the one that stands first in its book.
"""

import logging
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from kit.learner.limits import TimeIsUp, time_limit
from kit.learner.world import Rebuilt
from kit.suite.evidence import Outcome, Seen, agrees
from kit.tokenizers import loaded

SECONDS = 1.0
"""Processor time for which the wrong answers of one function are tried, one after the other. Few take a fifth of it."""

SURE_SECONDS = 2.0
"""Processor time until which those that are left are tried on all other calls. One that was not tried is not told."""

FIRST = 6
"""Calls that passed, small ones of as many tests as there are, on which a wrong answer is tried along with those that
failed: most contradict one of these, and so need not be tried on a long text.
"""

LONGEST = 2.0
"""Time after which one wrong answer that is tried is stopped, should it never end (seconds)."""


class Entry(Protocol):
    """One wrong answer, as a book has it (kit/suite/book.py)."""

    @property
    def sentence(self) -> str: ...

    @property
    def is_mark(self) -> bool:
        """Whether it is known by a mark, and not tried."""

    @property
    def stateful(self) -> bool:
        """Whether it remembers earlier calls, so that all have to be made in their order."""

    def marks(self, seen: Seen) -> bool:
        """Whether a call that failed has its mark."""

    def player(self) -> Callable[[Seen], Outcome | None]:
        """A fresh copy to try; it gives None for a call of which the answer says nothing."""


@dataclass(frozen=True)
class Fit:
    """A wrong answer that contradicts nothing and explains the failures of these tests. Plain data: it may travel."""

    order: int
    sentence: str
    tests: tuple[str, ...]
    exact: bool
    mark: bool = False


Agreement = tuple[bool, bool, bool]
"""Of a wrong answer and a call: whether it does not contradict it, explains its failure, and does so exactly."""


@contextmanager
def _quiet() -> Iterator[None]:
    """What a wrong answer has logged or warned of when it is tried again, nobody needs to read."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)


@_quiet()
def weigh(calls: list[Seen], entries: Iterable[Entry]) -> list[Fit]:
    """The wrong answers that may be told for the failures among these calls of one function."""
    with Rebuilt() as machine:
        return _weighed(calls, entries, machine)


def _weighed(calls: list[Seen], entries: Iterable[Entry], machine: Rebuilt) -> list[Fit]:
    failed = [seen for seen in calls if seen.failed]
    passed = _of_each_test_first(seen for seen in calls if not seen.failed and seen.again)
    tries = sorted([*failed, *passed[:FIRST]], key=lambda seen: seen.size)
    start = time.thread_time()
    end = start + SECONDS
    fits: list[Fit] = []
    alive: list[tuple[int, Entry, Callable[..., Any], dict[str, bool]]] = []
    for order, entry in enumerate(entries):
        if entry.is_mark:
            if tests := tuple(seen.test for seen in failed if _has_mark(seen, order, entry)):
                fits.append(Fit(order, entry.sentence, tests, False, True))
        elif time.thread_time() < end:
            # What remembers is tried on every call in order, and at once.
            some = [seen for seen in calls if seen.failed or seen.again] if entry.stateful else tries
            play = entry.player()
            machine.begin(lasting=entry.stateful)
            if (found := _explained(some, order, play, machine)) is not None:
                alive.append((order, entry, play, found))
    machine.begin(lasting=False)
    alive.sort(key=lambda each: (-len(each[3]), not all(each[3].values()), each[0]))  # as `_rank` has it
    tried_ones: list[tuple[int, Entry, dict[str, bool]]] = []
    for order, entry, play, found in alive:
        if time.thread_time() > start + SURE_SECONDS:
            break
        if found and (entry.stateful or _explained(passed[FIRST:], order, play, machine) is not None):
            tried_ones.append((order, entry, found))
    left = {seen.test for seen in failed if not seen.live and seen.wrong and seen.call.error is None}
    left -= {test for _, _, found in tried_ones for test in found}
    # A look at one call may be chance: it has to be that of every wrong value which nothing else explains.
    fits = [fit for fit in fits if not left or left <= set(fit.tests) or left.isdisjoint(fit.tests)]
    fits += [Fit(order, entry.sentence, tuple(found), all(found.values())) for order, entry, found in tried_ones]
    return sorted(fits, key=lambda fit: fit.order)


@_quiet()
def weigh_now(seen: Seen, entries: Iterable[Entry]) -> None:
    """Try the wrong answers on a call that failed while the world which the function asks is still as it was."""
    found: dict[int, Agreement | None] = {}
    end = time.thread_time() + SECONDS
    for order, entry in enumerate(entries):
        if entry.is_mark:
            found[order] = (True, _marks(seen, entry), False)
        elif time.thread_time() < end:
            found[order] = _agreement(seen, entry.player())
    seen.weighed = found


def _of_each_test_first(calls: Iterable[Seen]) -> list[Seen]:
    """By size, but the smallest of each test in front: what one test asks, a test is there to ask."""
    ordered = sorted(calls, key=lambda seen: seen.size)
    smallest = {id(seen) for seen in {seen.test: seen for seen in reversed(ordered)}.values()}
    return sorted(ordered, key=lambda seen: id(seen) not in smallest)


def _has_mark(seen: Seen, order: int, entry: Entry) -> bool:
    if seen.weighed is None:
        return _marks(seen, entry)
    agreement = seen.weighed.get(order)
    return agreement is not None and agreement[1]


def _marks(seen: Seen, entry: Entry) -> bool:
    try:
        with time_limit(LONGEST):
            return entry.marks(seen)
    except TimeIsUp:
        return False


def _explained(
    calls: list[Seen], order: int, play: Callable[[Seen], Outcome | None], machine: Rebuilt
) -> dict[str, bool] | None:
    """The tests whose failures a wrong answer explains, each with whether exactly; None where it contradicts a call."""
    found: dict[str, bool] = {}
    for seen in calls:
        agreement = _agreement(seen, play, machine) if seen.weighed is None else seen.weighed.get(order)
        if agreement is None:
            continue
        agreed, explains, exactly = agreement
        if not agreed:
            return None
        if explains:
            found[seen.test] = exactly
    return found


def _agreement(seen: Seen, play: Callable[[Seen], Outcome | None], machine: Rebuilt | None = None) -> Agreement | None:
    outcome = tried(seen, play, machine)
    return None if outcome is None else agrees(seen, outcome)


def tried(seen: Seen, play: Callable[[Seen], Outcome | None], machine: Rebuilt | None = None) -> Outcome | None:
    """What an answer gives for the arguments of a call, with the tokenizers and the machine set as they were then."""
    tokenizers = seen.call.tokenizers()
    if machine is not None and seen.call.world is not None:
        machine.as_at(seen.call.world, seen.test)
    loaded.split(tokenizers, seen.call.splitting)
    try:
        with time_limit(LONGEST):
            return play(seen)
    except TimeIsUp:
        return None
    finally:
        for tokenizer in tokenizers:
            loaded.settle(tokenizer)


def choose(fits: list[Fit], tests: Iterable[str]) -> dict[str, str]:
    """The sentence for each of the tests that failed, as far as one explains it."""
    left = dict.fromkeys(tests)
    told: dict[str, str] = {}
    while left:
        best = max(fits, key=lambda fit: _rank(fit, left), default=None)
        if best is None or not (explained := [test for test in best.tests if test in left]):
            break
        for test in explained:
            told[test] = best.sentence
            del left[test]
    return told


def _rank(fit: Fit, left: dict[str, None]) -> tuple[Any, ...]:
    return sum(test in left for test in fit.tests), fit.exact, -fit.order


def together(found: list[list[Fit]]) -> list[Fit]:
    """What several processes weighed of one function, each with some of its calls: what none of them contradicts."""
    if len(found) == 1:
        return found[0]
    fits: list[Fit] = []
    by_order = [{fit.order: fit for fit in each} for each in found]
    for order in sorted(set().union(*by_order)):
        own = [each[order] for each in by_order if order in each]
        first = own[0]
        if not first.mark and len(own) < len(found):  # another process has a call that contradicts it
            continue
        tests = tuple(test for fit in own for test in fit.tests)
        exact = all(fit.exact for fit in own)
        fits.append(Fit(order, first.sentence, tests, exact, first.mark))
    return fits
