"""How a suite says what it expects: of one call, or of several calls of one function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kit.learner.function import LearnerFunction
from kit.suite.expectation import Expectation

if TYPE_CHECKING:
    from kit.suite.suite import Suite


class Expect:
    """`expect(function, …)` of a suite, and `expect.each(function, cases)`."""

    def __init__(self, suite: Suite) -> None:
        self._suite = suite

    def __call__(self, function: LearnerFunction, *args: Any, **kwargs: Any) -> Expectation:
        """An expectation on one call, which is made when the expectation is finished: `.returns(…)`, `.raises(…)`."""
        return Expectation(self._suite, function, args, kwargs)

    def each(
        self, function: LearnerFunction, cases: Iterable[tuple[Any, ...]], *, stop: bool = True
    ) -> Iterator[tuple[Any, ...]]:
        """An expectation on each of several calls of one function, with the arguments of each behind it.

            for call, tokenizer, text in expect.each(encode, [(llama, text) for text in texts]):
                call.returns(ids(tokenizer, text))

        It counts as `expect(encode, llama, text).returns(…)` in a loop does: the first that fails ends the test, and
        each call has its own limits, output, changes and exception. The difference is where learner code runs in a
        process of its own: the calls go there together, which takes a fraction of the time. So the cases are all made
        before the first call. What is to happen between two calls (a login, a token that is added) needs a loop.

        Where a call raises, those behind it are not made, since the test ends there. `stop=False` has them made all
        the same, for a loop that expects every call to raise.

        `yields`, `returns_its_own` and `while_splitting` are for a call by itself and raise TypeError here.
        """
        given = [tuple(case) for case in cases]
        expected = Expectation.several(self._suite, function, given, stop)
        for expectation, case in zip(expected, given, strict=True):
            yield expectation, *case
