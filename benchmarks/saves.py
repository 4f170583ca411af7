"""What it costs to look at the files of a workspace again and again, and how soon a save is seen; beside events.

    python benchmarks/saves.py [--saves 25]          with watchfiles installed (which the kit does without), that too

Bounds: a save is seen at most 100 ms later than by events (medians; than at once, without watchfiles), for at most 2 % of a
core. Exit status 1 when one is broken.
"""

import argparse
import os
import queue
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kit.course import beginning  # noqa: E402
from kit.course.workspace import Workspace  # noqa: E402
from kit.watch.saves import Saves  # noqa: E402

LATER, CORE = 0.100, 0.02  # seconds, share of a core
IDLE = 10.0  # seconds


def looking(root: Path, put: Callable[[object], None]) -> Callable[[], None]:
    """The kit's own way; returns what ends it."""
    saves = Saves(Workspace(root), put)
    saves.start()
    return saves.stop


def events(root: Path, put: Callable[[object], None]) -> Callable[[], None]:
    """By the system's events, as watchfiles tells of them."""
    import watchfiles

    stop = threading.Event()

    def watch() -> None:
        for found in watchfiles.watch(root / "exercises", debounce=50, step=5, stop_event=stop, raise_interrupt=False):
            put(found)

    threading.Thread(target=watch, daemon=True).start()
    return stop.set


def measure(way: Callable[[Path, Callable[[object], None]], Callable[[], None]], saves: int) -> tuple[float, float]:
    """The median time to see a save, in seconds, and the share of a core while nothing happens."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "mine"
        beginning.make(root)
        for path in root.rglob("*.py"):
            os.utime(path, (time.time() - 100,) * 2)
        seen: queue.SimpleQueue[object] = queue.SimpleQueue()
        stop = way(root, seen.put)
        time.sleep(1)
        busy, began = time.process_time(), time.monotonic()
        time.sleep(IDLE)
        share = (time.process_time() - busy) / (time.monotonic() - began)
        taken = []
        for number in range(saves):
            time.sleep(0.13 + 0.017 * (number % 20))
            began = time.monotonic()
            (root / "exercises" / "ex04_encode.py").write_text(f"number = {number}\n", encoding="utf-8")
            seen.get(timeout=10)
            taken.append(time.monotonic() - began)
        stop()
    return statistics.median(taken), share


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--saves", type=int, default=25)
    saves = parser.parse_args().saves
    sooner = 0.0
    try:
        sooner, share = measure(events, saves)
        print(f"events   {1000 * sooner:4.0f} ms   {share:.2%} of a core")
    except ImportError:
        print("events   not measured: watchfiles is not installed")
    seconds, share = measure(looking, saves)
    print(f"looking  {1000 * seconds:4.0f} ms   {share:.2%} of a core")
    return int(seconds - sooner > LATER or share > CORE)


if __name__ == "__main__":
    sys.exit(main())
