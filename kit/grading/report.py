"""The report: scores against the fixed list of exercises, as data and as JSON."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from kit.course import Exercise, atomic, digest
from kit.grading.verdict import ERROR, FAILED, NOT_STARTED, PASSED, Verdict
from kit.learner.files import Ignored


@dataclass(frozen=True)
class Result:
    """One exercise's tests of a run."""

    exercise: Exercise
    tests: tuple[Verdict, ...]

    @property
    def score(self) -> float:
        return sum(test.points for test in self.tests)

    @property
    def status(self) -> str:
        """`passed` when all that ran passed, `not started` when nothing was begun, else `error` or `failed`."""
        found = {test.status for test in self.tests}
        if not found or found == {NOT_STARTED}:
            return NOT_STARTED
        if found == {PASSED}:
            return PASSED
        return ERROR if found <= {ERROR, NOT_STARTED} else FAILED

    @property
    def diagnoses(self) -> list[dict[str, Any]]:
        """What was told, each sentence once a function, with the ids of the tests it explains."""
        found: dict[tuple[str, str], list[str]] = {}
        for test in self.tests:
            if test.cause and test.status not in (PASSED, NOT_STARTED):
                function = test.called or ", ".join(test.functions)
                found.setdefault((function, writable(test.cause)), []).append(test.id)
        return [{"function": f, "sentence": sentence, "tests": tests} for (f, sentence), tests in found.items()]

    @property
    def at_hand(self) -> str:
        """The function to go on with: the first that is wrong, else the first that is not written; empty when done."""
        wrong = [test for test in self.tests if test.status not in (PASSED, NOT_STARTED)]
        waiting = [test for test in self.tests if test.status == NOT_STARTED]
        return next((test.functions[0] for test in wrong + waiting if test.functions), "")

    @property
    def under_way(self) -> bool:
        """Whether something passed, something is not written yet, and nothing is wrong."""
        return {test.status for test in self.tests} == {PASSED, NOT_STARTED}


@dataclass
class Cell:
    """One cell of a notebook. It has no points.

    Of a notebook that ran as a suite (see kit/notebook/suite.py): `exercises` are the slugs whose functions it calls;
    `status` is passed, failed, error or `not run`. Of one that was handed in: the slugs whose answers it has; `used`,
    `skipped` or error, and `message` says what of it does not run, and why.
    """

    id: str
    exercises: tuple[str, ...] = ()
    status: str = "not run"
    message: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Report:
    """What a run graded. `cells` are those of notebooks, outside the points; `ignored` is what did not count.

    `hello` is ex00, which has no points and is not in the JSON. `sandbox` are its layers, a sentence each, where learner code ran in one.
    """

    results: tuple[Result, ...]
    hub: str
    seed: int
    tokenizer: str | None
    cells: tuple[Cell, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    sandbox: tuple[str, ...] | None = None
    hello: Result | None = None

    @property
    def score(self) -> float:
        return sum(result.score for result in self.results)

    @property
    def max(self) -> float:
        return sum(result.exercise.points for result in self.results)

    @property
    def not_graded(self) -> str:
        """Why this is no verdict: what the kit or the machine lacked in a test; empty when grading worked."""
        faults = (test for result in self.results for test in result.tests if test.fault)
        return next((f"{test.id}: {test.fault}" for test in faults), "")

    def as_dict(self) -> dict[Any, Any]:
        """The report's JSON, as design documents fix it."""
        found: dict[str, Any] = {
            "kit": kit_version(),
            "course": digest(),
            "hub": self.hub,
            "tokenizer": self.tokenizer,
            "seed": self.seed,
            "score": self.score,
            "max": self.max,
            "exercises": [
                {
                    "slug": result.exercise.slug,
                    "title": result.exercise.title,
                    "score": result.score,
                    "max": result.exercise.points,
                    "status": result.status,
                    "tests": [_test(test) for test in result.tests],
                    "diagnoses": result.diagnoses,
                }
                for result in self.results
            ],
        }
        if self.not_graded:
            found["not_graded"] = writable(self.not_graded)
        if self.cells:
            found["cells"] = [_cell(cell) for cell in self.cells]
        if self.ignored:
            found["ignored"] = [{"file": writable(each.name), "why": each.why} for each in self.ignored]
        if self.sandbox is not None:
            found["sandbox"] = list(self.sandbox)
        return found


def build(
    verdicts: Iterable[Verdict],
    exercises: Iterable[Exercise],
    *,
    hub: str,
    seed: int,
    tokenizer: str | None,
    cells: Iterable[Cell] = (),
    ignored: Iterable[Ignored] = (),
    sandbox: Iterable[str] | None = None,
    hello: Result | None = None,
) -> Report:
    """Put verdicts under their exercises; an exercise without a verdict keeps its points in the maximum."""
    verdicts = list(verdicts)
    results = tuple(
        Result(exercise, tuple(test for test in verdicts if test.slug == exercise.slug)) for exercise in exercises
    )
    sandboxed = None if sandbox is None else tuple(sandbox)
    return Report(results, hub, seed, tokenizer, tuple(cells), tuple(ignored), sandboxed, hello)


def write(report: Report, path: Path) -> None:
    """Write the report as JSON, whole or not at all."""
    text = json.dumps(report.as_dict(), indent=2, ensure_ascii=False) + "\n"
    atomic.write(path, text.encode())


def kit_version() -> str:
    """The installed kit's version; `0` when it runs without being installed."""
    try:
        return version("tokenizer-kit")
    except PackageNotFoundError:
        return "0"


def _test(test: Verdict) -> dict[Any, Any]:
    found = {
        "id": test.id,
        "points": test.points,
        "max": test.max,
        "status": test.status,
        "message": writable(test.message),
        "cause": None if test.cause is None else writable(test.cause),
        "output": writable(test.output),
        "seconds": round(test.seconds, 4),
    }
    if test.rows:
        found["rows"] = [[writable(text) for text in (row.position, row.got, row.want, row.mark)] for row in test.rows]
    return found


def _cell(cell: Cell) -> dict[Any, Any]:
    return {
        "id": cell.id,
        "exercises": list(cell.exercises),
        "status": cell.status,
        "message": writable(cell.message),
        "seconds": round(cell.seconds, 4),
    }


def writable(text: str) -> str:
    """The text with half a surrogate pair, which UTF-8 cannot have, written as `\\ud83d`."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
