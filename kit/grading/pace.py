"""Right and slow: an answer at full marks that takes far longer than the solution is told so, and loses no points."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit.grading.report import Report
from kit.grading.verdict import PASSED, Verdict

if TYPE_CHECKING:
    from kit.grading.run import Run

SLOW = 5.0
"""Seconds of one test from which the solution is run beside it; below, nobody has waited."""

TIMES = 5.0
"""How many times the solution's time is slow."""

PATIENCE = 60
"""Seconds that the solution may take here."""


def notes(run: "Run", report: Report) -> list[str]:
    """A sentence for each exercise at full marks with a slow test. `run` is one of learner code in its own process.

    What it took is the learner's calls alone, without what the suite itself takes.
    """
    if run.hosts is not None or run.config.getoption("solutions"):
        return []
    found = []
    for result in report.results:
        slowest = max(result.tests, key=lambda test: run.spent.get(test.id, 0.0), default=None)
        if slowest is None or result.status != PASSED or result.score != result.exercise.points:
            continue
        took = run.spent.get(slowest.id, 0.0)
        if took > SLOW and (seconds := _of_solution(slowest, run.config.rootpath)) is not None:
            if took > TIMES * seconds:
                theirs = f"{seconds:.1f} s" if seconds >= 0.05 else "less than 0.1 s"
                found.append(
                    f"{result.exercise.number} is right; {', '.join(slowest.functions)} took {took:.0f} s in one test, the "
                    f"solution {theirs}: what is done at every call that once would do? No points are lost."
                )
    return found


def _of_solution(test: Verdict, root: Path) -> float | None:
    """Seconds of the solution's calls in the same test, in a process of its own; None when that cannot be told."""
    with tempfile.TemporaryDirectory(prefix="tokenizer-kit-pace-") as folder:
        path = Path(folder, "spent.json")
        command = [sys.executable, "-m", "kit.grading.pace", str(path), test.id]
        try:
            subprocess.run(command, cwd=root, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE)
            return json.loads(path.read_text("utf-8")).get(test.id)
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return None


class _Spent:
    """A pytest plugin that writes down the seconds of the calls of tests that passed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        from kit.grading.run import RUN

        run = session.config.stash[RUN]
        passed = [name for name, verdict in run.verdicts.items() if verdict.status == PASSED]
        self.path.write_text(json.dumps({run.verdicts[name].id: run.spent[run.verdicts[name].id] for name in passed}))


if __name__ == "__main__":
    import pytest

    sys.exit(
        pytest.main(["-q", "-p", "no:cacheprovider", "--solutions", sys.argv[2]], plugins=[_Spent(Path(sys.argv[1]))])
    )
