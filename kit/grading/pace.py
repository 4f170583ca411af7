"""Right and slow: an answer at full marks that takes far longer than the solution is told so, and loses no points."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from kit.grading.report import Report
from kit.grading.verdict import PASSED, Verdict

SLOW = 5.0
"""Seconds of one test from which the solution is run beside it; below, nobody has waited."""

TIMES = 5.0
"""How many times the solution's time is slow."""

PATIENCE = 60
"""Seconds that the solution may take here."""


def notes(report: Report, root: Path, spent: dict[str, float]) -> list[str]:
    """A sentence for each exercise at full marks with a slow test; `root` is where the suites' `tests/` is.

    `spent` are the seconds of the learner's calls by the test's id, without what the suite itself takes.
    """
    found = []
    for result in report.results:
        slowest = max(result.tests, key=lambda test: spent.get(test.id, 0.0), default=None)
        if slowest is None or result.status != PASSED or result.score != result.exercise.points:
            continue
        took = spent.get(slowest.id, 0.0)
        if took > SLOW and (seconds := _of_solution(slowest, root)) is not None:
            if took > TIMES * seconds:
                name = ", ".join(slowest.functions)
                found.append(
                    f"{result.exercise.number} is right, and slow: the calls of one test of {name} took {took:.0f} s, "
                    f"the whole test with the solution {seconds:.1f} s. No points are lost. What is done at every call that once would do?"
                )
    return found


def _of_solution(test: Verdict, root: Path) -> float | None:
    """Seconds that the solution takes in the same test, in a process of its own; None when that cannot be told."""
    with tempfile.TemporaryDirectory(prefix="tokenizer-kit-pace-") as folder:
        path = Path(folder, "report.json")
        command = [sys.executable, "-m", "pytest", "-q", "--solutions", f"--report={path}", test.id]
        try:
            subprocess.run(command, cwd=root, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE)
            tests = [each for found in json.loads(path.read_text("utf-8"))["exercises"] for each in found["tests"]]
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return None
    mine = [each for each in tests if each["id"] == test.id and each["status"] == PASSED]
    return mine[0]["seconds"] if mine else None
