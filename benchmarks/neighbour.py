"""What an honest hand-in costs beside each hostile one: python benchmarks/neighbour.py [PART …] (Linux; 15 minutes)

With `--processor` the neighbour's processor time is what counts, which other programs hardly change; what makes it wait
shows in its verdict then, as each test has its time.

Two workers, as on two cores. One grades the same honest answer to exercise 4 again and again, by the worker that
`kit grade` uses; the other grades, in turn, an honest answer and an attack of checks/hostile/ (those with a PART in their
names). What is compared is taken in turn, so whatever else the machine does meanwhile is in both. A round is three
gradings beside each. While the median of all gradings beside the attack is more than BOUND times that of all beside the
honest answer, further rounds are taken, ROUNDS at most: what an attack costs is there in every round, what another
program costs is not. Exit status 1 when an attack is above the bound after all of them, or the neighbour's verdict is
another one.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checks import hostile_session, siege  # noqa: E402
from checks.measured import processor_seconds  # noqa: E402
from kit.grading.client import Worker  # noqa: E402

BOUND = 1.2
ROUNDS = 8
GRADINGS = 3
"""Gradings of the neighbour beside each side of a round."""

WARM = 6
"""Gradings before any is timed: a worker does what is done once after its fourth."""

ASKED = "KIT_NEIGHBOUR"
"""The variable with the descriptors on which numbers of jobs come, and on which is said that one is done."""


class Asked(hostile_session.Session):
    """Grades the job of each number that comes, the honest one for -1."""

    def pytest_runtestloop(self, session) -> bool:
        self.items = list(session.items)
        reading, writing = map(int, os.environ[ASKED].split())
        with open(reading) as numbers, open(writing, "w") as done:
            for number in numbers:
                job = self.jobs[int(number)] if int(number) >= 0 else self.plan["honest"]
                path = Path(job["submission"])
                path.write_bytes(path.read_bytes().replace(b"@SESSION@", str(os.getpid()).encode()))
                self._run(session, job)
                print(file=done, flush=True)
        return True


class Other:
    """The worker beside the neighbour's."""

    def __init__(self, surroundings: siege.Surroundings, attacks: list[siege.Attack]) -> None:
        honest = ("the_lecture_sentence", "whole_text", "script", "empty_text")
        plan = siege.plan(surroundings, attacks, honest)
        ask, said = os.pipe(), os.pipe()
        passed = [ask[0], said[1]]
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--plan", str(plan)], cwd=ROOT, pass_fds=passed, stdout=subprocess.DEVNULL,
            env=os.environ | {ASKED: f"{ask[0]} {said[1]}", "TMPDIR": str(surroundings.temporary), "PYTHONWARNINGS": "ignore"},
        )  # fmt: skip
        for descriptor in passed:
            os.close(descriptor)
        self._ask, self._said = open(ask[1], "w"), open(said[0])

    def grade(self, number: int) -> None:
        """Grade the attack of that number, or the honest answer for -1; ends when that has ended."""
        print(number, file=self._ask, flush=True)
        if not self._said.readline():
            raise SystemExit("the worker that grades attacks has ended")

    def close(self) -> None:
        self._ask.close()
        self._process.wait()
        self._said.close()


class Neighbour:
    """The worker that is timed."""

    def __init__(self, folder: Path, *, processor: bool = False) -> None:
        self._processor = processor
        self._honest = folder / "ex04_encode.py"
        self._honest.write_bytes((ROOT / "solutions" / "ex04_encode.py").read_bytes())
        self._worker = Worker(slugs=["ex04_encode"])
        self.verdicts: set[str] = set()
        self.gradings = 0

    def graded(self) -> float:
        """Seconds of one grading."""
        start = self._clock()
        graded = self._worker.grade(self._honest)
        seconds = self._clock() - start
        self.gradings += 1
        tests = [test for each in (graded.report or {}).get("exercises", ()) for test in each["tests"]]
        told = {test["id"]: {key: value for key, value in test.items() if key != "seconds"} for test in tests}
        self.verdicts.add(json.dumps(told or graded.problem, sort_keys=True))
        return seconds

    def _clock(self) -> float:
        return processor_seconds(self._worker.pid) if self._processor else time.perf_counter()

    def beside(self, other: Other, number: int, pool: ThreadPoolExecutor) -> list[float]:
        """Seconds of GRADINGS gradings, each begun while the other worker was grading that job."""
        found: list[float] = []
        while len(found) < GRADINGS:
            at_work = pool.submit(other.grade, number)
            found.append(self.graded())
            while len(found) < GRADINGS and not at_work.done():
                found.append(self.graded())
            at_work.result()
        return found

    def close(self) -> None:
        self._worker.close()


def main(parts: list[str], *, processor: bool) -> int:
    attacks = [attack for attack in siege.ATTACKS if attack.possible]
    attacks = [attack for attack in attacks if not parts or any(part in attack.name for part in parts)]
    folder = Path(tempfile.mkdtemp(prefix="neighbour-"))
    surroundings = siege.Surroundings(folder / "siege")
    neighbour, other = Neighbour(folder, processor=processor), Other(surroundings, attacks)
    above, ratios, every = [], [], ([], [])
    with ThreadPoolExecutor(1) as pool:
        for _ in range(WARM):
            neighbour.graded()
        for number, attack in enumerate(attacks):
            tried, own = [], ([], [])
            while len(tried) < ROUNDS and (not tried or tried[-1] > BOUND):
                for found, each in zip(own, (-1, number), strict=True):
                    found += neighbour.beside(other, each, pool)
                tried.append(statistics.median(own[1]) / statistics.median(own[0]))
            for found, more in zip(every, own, strict=True):
                found += more
            ratios.append(tried[-1])
            if len(tried) > 1:
                print(f"{attack.name:<48}{'  '.join(f'{ratio:.2f}' for ratio in tried)}", flush=True)
            above += [attack.name] * (tried[-1] > BOUND)
    other.close()
    neighbour.close()
    surroundings.close()
    shutil.rmtree(folder)
    for name, found in zip(("an honest answer", "an attack"), every, strict=True):
        print(f"beside {name:<18}{len(found):5} gradings   median {statistics.median(found):.3f} s   longest {max(found):.3f} s")  # fmt: skip
    print(f"{len(attacks)} attacks: ratio {statistics.median(ratios):.2f} at the median, {max(ratios):.2f} at most "
          f"(bound {BOUND}); {neighbour.gradings} gradings with {len(neighbour.verdicts)} verdict")  # fmt: skip
    for name in above:
        print(f"ABOVE THE BOUND after {ROUNDS} rounds: {name}")
    return bool(above) or len(neighbour.verdicts) != 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--plan"]:
        sys.exit(hostile_session.main(sys.argv[2], Asked))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--processor", action="store_true")
    given = parser.parse_args()
    sys.exit(main(given.parts, processor=given.processor))
