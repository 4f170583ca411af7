"""What grading costs in a notebook: opening cell to first verdict against the bare script of cold.py, and a second %grade.

    python -m benchmarks.notebook [--runs 5]

Kernel and bare script run in turn, so that a slow or busy machine shifts both. Starting the kernel is not counted;
Jupyter does that before any cell. Exit status 1 when a bound that the kit promises is broken.
"""

import argparse
import statistics
import sys

from benchmarks.cold import FLOOR, seconds
from checks.kernels import OPENING, kernel
from kit.course import ROOT

FIRST = 1.3
"""Opening cell to first verdict, as a ratio to the bare script."""

SECOND = 0.3
"""Seconds of a second %grade on top of the tests' own time."""

AGAIN = """
import time
from kit import course
from kit.notebook import grading
start = time.perf_counter()
graded = grading.grade(hub, course.find(["ex04"]))
taken = time.perf_counter() - start
print(taken - sum(test.seconds for result in graded.report.results for test in result.tests))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each (default: 5)")
    runs = parser.parse_args().runs
    floors, firsts, seconds_more = [], [], []
    for run in range(runs + 1):
        floor = seconds([sys.executable, "-c", FLOOR])
        with kernel(KIT_ANSWERS=str(ROOT / "solutions")) as here:
            first = here.run(OPENING).seconds
            graded = here.run("%grade ex04")
            if "15/15" not in graded.text:
                sys.exit(f"%grade failed:\n{graded.text}{graded.error}")
            more = float(here.run(AGAIN).text)
        if run:  # the first one warms the disk's cache
            floors.append(floor)
            firsts.append(first + graded.seconds)
            seconds_more.append(more)
    floor, first, more = map(statistics.median, (floors, firsts, seconds_more))
    print(f"bare script: import AutoTokenizer, load Llama 3.1 from disk   {floor:6.2f} s")
    print(
        f"opening cell to the first verdict of %grade ex04              {first:6.2f} s   ratio {first / floor:4.2f}   bound {FIRST}"
    )
    print(f"a second %grade ex04, the tests' own time taken off           {more:6.2f} s                bound {SECOND}")
    return 1 if first > FIRST * floor or more > SECOND else 0


if __name__ == "__main__":
    sys.exit(main())
