"""The calls of the running test, and the time that they may take."""

import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.learner.call import Call

if TYPE_CHECKING:
    from kit.learner.world import Recorded

TEST_SECONDS, CALL_SECONDS = 30.0, 10.0
"""Time the learner's calls have in one test, all together, and a single one of them, unless the suite says otherwise.

An endless loop is one call, and who waits for it should not wait long; a slow answer that is right is many calls, and
has time on a busy machine too.
"""

AGAIN_SECONDS = 2.0
"""Time for a function that already ran out of time once, so that an endless loop does not cost a coffee break."""


@dataclass
class CallLog:
    """The calls of the running test and the time they may take (seconds, together).

    `limited` is False while a debugger is in use; `slow` are the functions that ran out of time before; `clock` is
    the one that measures how fast learner code is (seconds); `machine` is the test's own, where it is all that a
    function looks at.
    """

    calls: list[Call] = field(default_factory=list)
    made: Counter[str] = field(default_factory=Counter)  # the calls of each function
    spent: float = 0.0
    seconds: float = TEST_SECONDS
    longest: float = CALL_SECONDS  # that a single call may take
    limited: bool = True
    slow: set[tuple[str, str]] = field(default_factory=set)
    machine: "Recorded | None" = None
    clock: Callable[[], float] = time.perf_counter if sys.platform == "win32" else time.process_time

    def start_test(self, seconds: float | None = None) -> None:
        """Forget the calls of the last test and give the next one `seconds`, all of which a single call may take."""
        self.calls = []
        self.made.clear()
        self.spent = 0.0
        self.seconds, self.longest = (TEST_SECONDS, CALL_SECONDS) if seconds is None else (seconds, seconds)
        self.machine = None

    def begin(self, call: Call) -> None:
        """Take note of a call."""
        call.world = None if self.machine is None else self.machine.world
        self.calls.append(call)
        self.made[call.name] += 1

    def raised_by(self, error: BaseException) -> Call | None:
        """The call that ended with this exception; None where it is of no call."""
        return next((call for call in reversed(self.calls) if call.error is error), None)

    def spend(self, call: Call, seconds: float) -> None:
        """Take note of time that a call took."""
        call.seconds += seconds
        self.spent += seconds

    def too_late(self, name: str, limit: float) -> str:
        """What a learner reads when a function that had `limit` seconds left did not return."""
        if self.spent > limit and limit < self.longest:
            return (
                f"the calls of this test took more than {round(self.spent + limit, 1):g} s together, and {name} had not "
                "returned. What does it do at every call that once would be enough?"
            )
        return (
            f"{name} did not return within {round(limit, 1):g} s. Is there a loop whose condition never becomes false, or "
            "one that does something costly in each round?"
        )

    def seconds_left(self, slug: str, name: str) -> float | None:
        """Time the next call of a function has; None for no limit (a debugger is in use)."""
        if not self.limited:
            return None
        limit = min(self.seconds, AGAIN_SECONDS) if (slug, name) in self.slow else self.seconds
        return max(min(limit - self.spent, self.longest), 0.05)
