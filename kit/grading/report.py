"""The report: scores against the fixed list of exercises, as data and as JSON."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kit import atomic
from kit.course import Exercise, digest
from kit.grading.verdict import ERROR, FAILED, NOT_STARTED, PASSED, Verdict


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


@dataclass
class Cell:
    """One cell of a notebook that ran as a suite (see kit/notebook/suite.py). It has no points.

    `exercises` are the slugs whose functions it calls; `status` is passed, failed, error or `not run`.
    """

    id: str
    exercises: tuple[str, ...] = ()
    status: str = "not run"
    message: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Report:
    """What a run graded. `cells` are those of notebooks, outside the points."""

    results: tuple[Result, ...]
    hub: str
    seed: int
    tokenizer: str | None
    cells: tuple[Cell, ...] = ()

    @property
    def score(self) -> float:
        return sum(result.score for result in self.results)

    @property
    def max(self) -> float:
        return sum(result.exercise.points for result in self.results)

    def as_dict(self) -> dict:
        """The report's JSON, as design documents fix it."""
        return {
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
                }
                for result in self.results
            ],
        } | ({"cells": [_cell(cell) for cell in self.cells]} if self.cells else {})


def build(
    verdicts: Iterable[Verdict],
    exercises: Iterable[Exercise],
    *,
    hub: str,
    seed: int,
    tokenizer: str | None,
    cells: Iterable[Cell] = (),
) -> Report:
    """Put verdicts under their exercises; an exercise without a verdict keeps its points in the maximum."""
    verdicts = list(verdicts)
    results = tuple(
        Result(exercise, tuple(test for test in verdicts if test.slug == exercise.slug)) for exercise in exercises
    )
    return Report(results, hub, seed, tokenizer, tuple(cells))


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


def _test(test: Verdict) -> dict:
    return {
        "id": test.id,
        "points": test.points,
        "max": test.max,
        "status": test.status,
        "message": _writable(test.message),
        "cause": test.cause,
        "output": _writable(test.output),
        "seconds": round(test.seconds, 4),
    }


def _cell(cell: Cell) -> dict:
    return {
        "id": cell.id,
        "exercises": list(cell.exercises),
        "status": cell.status,
        "message": _writable(cell.message),
        "seconds": round(cell.seconds, 4),
    }


def _writable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
