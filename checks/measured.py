"""The memory of processes, as the kernel counts it (Linux)."""

import os
import threading
from contextlib import suppress
from pathlib import Path


class Measured:
    """The most memory that all processes begun in the block had together (bytes; what they share counts once)."""

    def __init__(self) -> None:
        self.most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Measured":
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.2):
            self.most = max(self.most, sum(map(_proportional, _begun(os.getpid()))))


def _begun(process: int) -> list[int]:
    """The processes that one has begun, and those that these have begun."""
    found = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in path.read_text().split():
                found += [int(child), *_begun(int(child))]
    return found


def _proportional(process: int) -> int:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
    return 0
