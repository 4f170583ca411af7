"""What being in a workshop adds to a verdict, with the board away: `python benchmarks/workshop_client.py`.

Each number is of a fresh process that has loaded what a grading loads, tokenizer included: the first grading there,
which loads the workshop's modules and starts the process that sends, and the ones after it. Nobody listens at the
board's address. Not joined: the price for everybody else.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROCESSES, GRADINGS = 5, 20

CHILD = """
import json, sys, time
from pathlib import Path
import pytest, kit.grading.plugin, kit.grading.fixtures, subprocess, platformdirs
from kit import course
from kit.grading import after
from kit.grading.report import Report, Result
from kit.grading.verdict import Verdict
from kit.tokenizers import loaded
loaded.load("meta-llama/Meta-Llama-3.1-8B")
exercise = course.load().exercise("ex04_encode")
spent = []
for number in range(int(sys.argv[1])):
    cause = "line ends became spaces; the text is encoded as it is."
    tests = (Verdict("t", exercise.slug, exercise.points, ("encode",), status="failed", cause=cause),)
    report = Report((Result(exercise, tests),), "practice", 1, None)
    start, used = time.perf_counter(), time.thread_time()
    after.tell(report)
    spent.append((1000 * (time.perf_counter() - start), 1000 * (time.thread_time() - used)))
print(json.dumps(spent))
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"KIT_STATE": folder, "PYTHONPATH": str(ROOT)}
        measure("not joined", environment)
        home = Path(folder, "workshop")
        home.mkdir(mode=0o700)
        room = {"address": "http://127.0.0.1:9", "code": "AAA-AAA", "name": "Ada", "participant": "p", "secret": "s"}
        (home / "joined.json").write_text(json.dumps(room))
        measure("joined, board away", environment)
        (home / "joined.json").unlink()  # which ends the process that sends


def measure(what: str, environment: dict[str, str]) -> None:
    """Print what a grading costs more, in milliseconds."""
    first, later = [], []
    for _ in range(PROCESSES):
        command = [sys.executable, "-c", CHILD, str(GRADINGS)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        one, *others = json.loads(done.stdout)
        first.append(one)
        later += others
    for name, spent in (("the first", first), ("later ones", later)):
        wall, used = zip(*spent, strict=True)
        print(
            f"{what}, {name}: median {statistics.median(wall):.2f} ms, worst of {len(wall)} {max(wall):.2f} ms; "
            f"of this processor's time {statistics.median(used):.2f} and {max(used):.2f} ms"
        )


if __name__ == "__main__":
    main()
