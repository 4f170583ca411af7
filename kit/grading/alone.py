"""What is timed is measured again while no other worker of this grading is at work, before it would take a point away.

Each grading of a pool comes in, any number at once; `alone` waits until the others have ended and keeps new ones out. Two
files are locked for this, which the kernel lets go with a process, however that ends. Learner code cannot open them.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

try:
    import fcntl
except ImportError:  # Windows, which has no pools
    fcntl = None  # type: ignore[assignment]

WAIT = 300.0
"""Seconds to wait for the others at most; what comes then is measured beside them once more."""

_LOOK = 0.02
"""Seconds between two looks."""


class Turns:
    """The turns of the workers that share a folder: an object for each grading, made in the process that does it."""

    def __init__(self, folder: Path) -> None:
        self._gate = open(folder / "gate", "a")
        self._room = open(folder / "room", "a")

    def come_in(self) -> None:
        """Be at work beside others from now on; waits while somebody is alone, or waits for that."""
        fcntl.flock(self._gate, fcntl.LOCK_EX)
        fcntl.flock(self._room, fcntl.LOCK_SH)
        fcntl.flock(self._gate, fcntl.LOCK_UN)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """For one that has come in: nobody else is at work. Tells whether that was reached within WAIT seconds."""
        fcntl.flock(self._room, fcntl.LOCK_UN)  # two who want this do not wait for each other
        end = time.monotonic() + WAIT
        passed = _lock_until(self._gate, end)  # nobody comes in any more
        reached = passed and _lock_until(self._room, end)
        try:
            yield reached
        finally:
            fcntl.flock(self._room, fcntl.LOCK_UN)
            if passed:
                fcntl.flock(self._gate, fcntl.LOCK_UN)
            self.come_in()


def _lock_until(file: int | IO[Any], end: float) -> bool:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() > end:
                return False
            time.sleep(_LOOK)


current: Turns | None = None
"""The turns of this process, where it grades as one of several workers."""


@contextmanager
def alone() -> Iterator[bool]:
    """Nobody else of this grading is at work within the block, as far as that can be had; tells whether it is so."""
    if current is None:
        yield True
        return
    with current.alone() as reached:
        yield reached
