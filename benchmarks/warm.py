"""What a save costs in `kit watch`: from the file's rename to the verdict on screen, beside the cold command.

    python benchmarks/warm.py [--saves 50] [--many 500]

The real program runs in a pseudo-terminal and a file is saved again and again, with another content each time. From the
time to the verdict the suite's own running time is taken away, measured in a warm process without a fork. Bounds:
at most 150 ms at the 95th percentile, a verdict at least 20 times sooner than `pytest` for the same exercise (medians,
taken in turn), at most 40 MB for a run, no growth over many saves, and a first verdict no later than the cold
command's (medians, in turn). Exit status 1 when one is broken.
"""

import argparse
import os
import pty
import re
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kit import course  # noqa: E402
from kit.course import beginning  # noqa: E402

EXERCISES = ("ex04_encode", "ex07_vocab")
OVERHEAD, FASTER, MEGABYTES, GROWTH = 0.150, 20, 40, 5  # seconds, times, MB of one run, MB over all saves

SUITE = """
import statistics, sys, time
from pathlib import Path
import pytest
from kit import course
from kit.grading.run import RUN
from kit.grading.warm import Warm
slug = sys.argv[1]
warm = Warm()
warm.prepare(course.load().exercise(slug).models)

class Again:
    def pytest_runtestloop(self, session):
        from _pytest.main import pytest_runtestloop
        warm.is_child = True
        times = []
        for _ in range(11):
            session.config.stash[RUN].begin_again()
            start = time.perf_counter()
            pytest_runtestloop(session)
            times.append(time.perf_counter() - start)
            session.config.stash[RUN].hub.stop()
            warm.listening = __import__("socket").create_server(("127.0.0.1", 0))
        print("SECONDS", statistics.median(times[1:]), file=sys.__stderr__)
        return True

pytest.main(["-q", "-p", "no:cacheprovider", f"tests/test_{slug}.py"], plugins=[Again()])
"""


class Watching:
    """`kit watch` in a pseudo-terminal of 100 by 30."""

    def __init__(self, workspace: Path, slug: str) -> None:
        self.start = time.perf_counter()
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            os.chdir(workspace)
            termios.tcsetwinsize(0, (30, 100))
            os.environ["TERM"] = "xterm-256color"
            os.execv(sys.executable, [sys.executable, "-m", "kit", "watch", slug])

    def wait(self, pattern: str, seconds: float = 60) -> float:
        """Read until `pattern` was drawn; returns the time of reading it."""
        data, end = "", time.monotonic() + seconds
        while not re.search(pattern, data, re.S):
            ready, _, _ = select.select([self.screen], [], [], max(end - time.monotonic(), 0))
            if not ready:
                sys.exit(f"no {pattern!r} on the screen within {seconds} s:\n{data[-2000:]}")
            data += os.read(self.screen, 65536).decode(errors="replace")
        return time.perf_counter()

    def grader(self) -> int:
        """The warm process."""
        (found,) = subprocess.run(["pgrep", "-P", str(self.pid)], capture_output=True, text=True).stdout.split()
        return int(found)

    def close(self) -> None:
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        os.close(self.screen)


def save(file: Path, text: str) -> float:
    """Write beside and rename; returns the time just before the rename."""
    part = file.with_name(f".{file.name}.part")
    part.write_text(text, encoding="utf-8")
    now = time.perf_counter()
    part.replace(file)
    return now


def memory(pid: int, field: str) -> float:
    """MB of a process from /proc/PID/smaps_rollup: `Private` (clean and dirty), `Rss:` and so on."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "TRANSFORMERS_VERBOSITY": "error"}


def suite_seconds(workspace: Path, slug: str) -> float:
    """The suite's own time in a warm process."""
    done = subprocess.run(
        [sys.executable, "-c", SUITE, slug], cwd=workspace, capture_output=True, text=True, env=environment()
    )
    return float(done.stderr.split("SECONDS")[1].split()[0])


def cold_seconds(workspace: Path, slug: str) -> float:
    """One whole `pytest` for the exercise."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pytest", f"tests/test_{slug}.py"], cwd=workspace, env=environment(), check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - start


def first_seconds(workspace: Path, slug: str) -> float:
    """From starting `kit watch` to its first verdict."""
    watching = Watching(workspace, slug)
    taken = watching.wait("Full marks") - watching.start
    watching.close()
    return taken


def verdict(name: str, value: str, bound: str, held: bool) -> bool:
    print(f"  {name:<52} {value:>10}   bound {bound:<8} {'ok' if held else 'BROKEN'}", flush=True)
    return held


def measure(workspace: Path, slug: str, saves: int, many: int) -> list[bool]:
    """All figures of one exercise."""
    file = workspace / "exercises" / f"{slug}.py"
    answer = (ROOT / "solutions" / file.name).read_text(encoding="utf-8")
    file.write_text(answer, encoding="utf-8")
    points = f"{course.load().exercise(slug).points:g}"
    graded = f"{points}/{points}[^\n]*?graded in"
    cold_seconds(workspace, slug), first_seconds(workspace, slug)  # the disk's cache and compiled files
    pairs = [(cold_seconds(workspace, slug), first_seconds(workspace, slug)) for _ in range(5)]
    cold, first = (statistics.median(column) for column in zip(*pairs, strict=True))
    owns = [suite_seconds(workspace, slug)]
    watching = Watching(workspace, slug)
    watching.wait(graded)
    taken = []
    for number in range(saves):
        if number % 10 == 0:
            pairs.append((cold_seconds(workspace, slug), 0.0))
            owns.append(suite_seconds(workspace, slug))  # in turn too: other work on the machine slows all of them
        start = save(file, f"{answer}\n# save {number}\n")
        taken.append(watching.wait(f"grading.*{graded}") - start)
    cold, own = statistics.median(pair[0] for pair in pairs), statistics.median(owns)
    taken.sort()
    p95, middle = taken[int(len(taken) * 0.95) - 1], statistics.median(taken)
    print(
        f"{slug}: cold {cold:.2f} s, suite warm {own * 1000:.0f} ms, verdict {middle * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"
    )
    held = [
        verdict(
            "p95 of rename to verdict, beyond the suite",
            f"{(p95 - own) * 1000:.0f} ms",
            "150 ms",
            p95 - own <= OVERHEAD,
        ),
        verdict("times sooner than the cold command", f"{cold / middle:.1f}", "20", cold / middle >= FASTER),
        verdict("first verdict over the cold command", f"{first / cold:.2f}", "1", first <= cold),
    ]
    if slug == EXERCISES[0]:
        held += memories(watching, file, answer, graded, many)
    watching.close()
    return held


def memories(watching: Watching, file: Path, answer: str, graded: str, many: int) -> list[bool]:
    """What a run takes beside the warm process, and whether saves add up."""
    grader = watching.grader()
    hold = file.parent.parent / "hold"
    used = f"""
import pathlib
_count = estimate_tokens
def estimate_tokens(text):
    text_of = pathlib.Path("/proc/self/smaps_rollup").read_text()
    pathlib.Path({str(hold)!r}).write_text(text_of)
    return _count(text)
"""
    save(file, answer + used)
    watching.wait(f"grading.*{graded}")
    lines = hold.read_text().splitlines()
    private = sum(int(line.split()[1]) for line in lines if line.startswith("Private")) / 1024
    before, own = memory(grader, "Rss:"), memory(watching.pid, "Private")
    for number in range(many):
        save(file, f"{answer}\n# one of many {number}\n")
        watching.wait(f"grading.*{graded}")
    grown, grown_own = memory(grader, "Rss:") - before, memory(watching.pid, "Private") - own
    return [
        verdict("memory of a run that is its own", f"{private:.0f} MB", "40 MB", private <= MEGABYTES),
        verdict(f"growth of the warm process over {many} saves", f"{grown:.1f} MB", "5 MB", grown <= GROWTH),
        verdict(
            f"growth of the screen's process over {many} saves", f"{grown_own:.1f} MB", "5 MB", grown_own <= GROWTH
        ),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--saves", type=int, default=50, help="counted saves of each exercise (default: 50)")
    parser.add_argument("--many", type=int, default=500, help="saves over which memory must not grow (default: 500)")
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory(prefix="tokenizer-kit-warm-") as folder:
        workspace = Path(folder)
        beginning.make(workspace)
        held = [each for slug in EXERCISES for each in measure(workspace, slug, options.saves, options.many)]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
