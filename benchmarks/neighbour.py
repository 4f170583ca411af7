"""What an honest hand-in costs beside hostile ones: python benchmarks/neighbour.py (Linux; five to ten minutes)

One worker grades the same honest answer again and again, first beside a worker that grades the solutions, then beside
the whole hostile suite (checks/test_hostile.py), whose processes do their worst meanwhile. Bound: at the median it takes
at most 1.2 times as long, and every verdict is the honest one. Needs two cores and nothing else at work.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kit.course import ROOT
from kit.grading.keeper import Keeper

BOUND = 1.2
HOSTILE = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "checks/test_hostile.py", "-k", "none_earns"]
ORDINARY = """
import sys
from pathlib import Path
from kit.grading.keeper import Keeper

keeper = Keeper()
while True:
    keeper.grade(Path(sys.argv[1]))
    print("graded", flush=True)
"""


def times(keeper: Keeper, honest: Path, other: subprocess.Popen, most: float) -> list[float]:
    """Seconds of each grading until the other process ends, or `most` seconds have gone by."""
    found, end = [], time.monotonic() + most
    while other.poll() is None and time.monotonic() < end:
        start = time.perf_counter()
        graded = keeper.grade(honest)
        found.append(time.perf_counter() - start)
        assert graded.report and graded.report["score"] == 15, graded
    return found


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="neighbour-"))
    (folder / "ex04_encode.py").write_bytes((ROOT / "solutions" / "ex04_encode.py").read_bytes())
    keeper = Keeper(slugs=["ex04_encode"])
    keeper.grade(folder)
    command = [sys.executable, "-c", ORDINARY, str(ROOT / "solutions")]
    ordinary = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    ordinary.stdout.readline()  # it has loaded and graded once; what comes before is not what is compared
    before = times(keeper, folder, ordinary, 60)
    ordinary.kill()
    ordinary.wait()
    hostile = subprocess.Popen(HOSTILE, cwd=ROOT, stdout=subprocess.DEVNULL)
    beside = times(keeper, folder, hostile, 1200)
    hostile.kill()
    hostile.wait()
    keeper.close()
    for name, found in (("beside the solutions", before), ("beside the hostile suite", beside)):
        high = sorted(found)[int(0.95 * len(found))]
        print(f"{name:<26}{len(found):5} gradings   median {statistics.median(found):.3f} s   95 % {high:.3f} s   "
              f"longest {max(found):.3f} s")  # fmt: skip
    ratio = statistics.median(beside) / statistics.median(before)
    print(f"ratio of the medians {ratio:.2f} (at most {BOUND}); every verdict 15 of 15")
    return ratio > BOUND


if __name__ == "__main__":
    sys.exit(main())
