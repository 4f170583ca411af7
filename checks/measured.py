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
            self.most = max(self.most, sum(map(_proportional, begun(os.getpid()))))


def begun(process: int) -> list[int]:
    """The processes that one has begun, and those that these have begun."""
    found = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in path.read_text().split():
                found += [int(child), *begun(int(child))]
    return found


def processor_seconds(process: int) -> float:
    """Processor time of a process and of all that it began: of those that have ended, once they were waited for."""
    ticks = 0
    for each in (process, *begun(process)):
        with suppress(OSError):
            ticks += sum(map(int, Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _proportional(process: int) -> int:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
    return 0
