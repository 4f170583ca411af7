"""The report: scores against the fixed list of exercises, as data and as JSON."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from kit.course import Exercise, atomic, digest, load
from kit.grading.diagnosing import worth_reading
from kit.grading.verdict import ERROR, FAILED, NOT_STARTED, PASSED, Verdict
from kit.learner.files import Ignored
from kit.suite.explain import Row


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
class Step:
    """The one thing to do next: what (`say`) and why (`reason`), the exercise to grade `after` it, and what comes `then`."""

    say: str
    reason: str = ""
    after: str = ""
    then: tuple[str, ...] = ()

    def lines(self, command: Callable[[str], str] | None = None, *, told: Iterable["Verdict"] = ()) -> list[str]:
        """It in lines of text; `command` says how an exercise is graded, where that is to be said.

        A reason that stands above, as these failures are `told` there, is not said again.
        """
        above = {line for verdict in told for line in verdict.headline.splitlines()}
        grade = [command(self.after)] if command is not None and self.after else []
        return [self.say, *([self.reason] if self.reason and self.reason not in above else []), *grade, *self.then]


@dataclass(frozen=True)
class Report:
    """What a run graded. `cells` are those of notebooks, outside the points; `ignored` is what did not count.

    `hello` is ex00, which has no points and is not in a report's file. `sandbox` are its layers, a sentence each, where
    learner code ran in one. For the learner there is `next`, and `notes`, what else is worth saying.
    """

    results: tuple[Result, ...]
    hub: str
    seed: int
    tokenizer: str | None
    cells: tuple[Cell, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    sandbox: tuple[str, ...] | None = None
    hello: Result | None = None
    next: Step | None = None
    notes: tuple[str, ...] = ()

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

    @property
    def failures(self) -> list[Verdict]:
        """The verdicts worth reading: what failed for the same reason is told once, what is not written not at all."""
        hello = (self.hello,) if self.hello else ()
        return worth_reading(test for result in (*hello, *self.results) for test in result.tests)

    def as_dict(self) -> dict[Any, Any]:
        """The report's JSON, as docs/teachers.md describes it."""
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
                    "tests": [of_test(test) for test in result.tests],
                    "diagnoses": result.diagnoses,
                }
                for result in self.results
            ],
        }
        if self.not_graded:
            found["not_graded"] = writable(self.not_graded)
        if self.cells:
            found["cells"] = [of_cell(cell) for cell in self.cells]
        if self.ignored:
            found["ignored"] = [{"file": writable(each.name), "why": each.why} for each in self.ignored]
        if self.sandbox is not None:
            found["sandbox"] = list(self.sandbox)
        if self.next is not None:
            step = {"say": self.next.say, "reason": self.next.reason, "after": self.next.after, "then": self.next.then}
            found["next"] = _writable({name: value for name, value in step.items() if value})
        if self.notes:
            found["notes"] = _writable(self.notes)
        return found

    def for_a_screen(self) -> dict[Any, Any]:
        """As `as_dict`, with what concerns only who is at work: ex00. `read` takes it."""
        hello = {"hello": [of_test(test) for test in self.hello.tests]} if self.hello is not None else {}
        return self.as_dict() | hello


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


def read(data: dict[str, Any]) -> Report:
    """The report that `for_a_screen` or `as_dict` made this of. What its maker knows of the sandbox is left out."""
    course = load()
    results = tuple(
        Result(course.exercise(each["slug"]), tuple(test_of(test, each["slug"]) for test in each["tests"]))
        for each in data["exercises"]
    )
    hello = tuple(test_of(test, course.hello.slug) for test in data.get("hello", ()))
    return Report(
        results,
        data["hub"],
        data["seed"],
        data["tokenizer"],
        tuple(map(cell_of, data.get("cells", ()))),
        tuple(Ignored(each["file"], each["why"]) for each in data.get("ignored", ())),
        hello=Result(course.hello, hello) if hello else None,
        next=Step(**data["next"] | {"then": tuple(data["next"].get("then", ()))}) if "next" in data else None,
        notes=tuple(data.get("notes", ())),
    )


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


def of_test(test: Verdict) -> dict[str, Any]:
    """One test's part of the JSON. What few tests have stands there only where it is: see `test_of`."""
    found = {
        "id": test.id,
        "points": test.points,
        "max": test.max,
        "status": test.status,
        "message": test.message,
        "cause": test.cause,
        "output": test.output,
        "seconds": round(test.seconds, 4),
        "functions": test.functions,
    }
    few = {"rows": [(row.position, row.got, row.want, row.mark) for row in test.rows]}
    few |= {name: getattr(test, name) for name in _FEW}
    whole: dict[str, Any] = _writable(found | {name: value for name, value in few.items() if value})
    return whole


_FEW = ("headline", "facts", "called", "likewise", "where", "fault")
"""Of a verdict (kit/grading/verdict.py), under the same names: `message` is the headline and the facts in one text."""


def test_of(entry: dict[str, Any], slug: str) -> Verdict:
    """The verdict that `of_test` made this of; one of a report of an older kit has its message for a headline."""
    few: dict[str, Any] = {name: entry[name] for name in (*_FEW, "output", "seconds", "cause") if name in entry}
    if "headline" not in entry and "facts" not in entry:
        few["headline"] = entry["message"]
    few["facts"] = [(label, text) for label, text in entry.get("facts", ())]
    few["rows"] = [Row(*row) for row in entry.get("rows", ())]
    return Verdict(entry["id"], slug, entry["max"], tuple(entry.get("functions", ())), entry["status"], **few)


def of_cell(cell: Cell) -> dict[str, Any]:
    """One cell's part of the JSON."""
    whole: dict[str, Any] = _writable(vars(cell) | {"seconds": round(cell.seconds, 4)})
    return whole


def cell_of(entry: dict[str, Any]) -> Cell:
    """The cell that `of_cell` made this of."""
    return Cell(**entry | {"exercises": tuple(entry["exercises"])})


def _writable(value: Any) -> Any:
    """Lists, dicts, numbers and text that any channel takes."""
    if isinstance(value, str):
        return value if value.isascii() else writable(value)
    if isinstance(value, dict):
        return {name: _writable(each) for name, each in value.items()}
    return [_writable(each) for each in value] if isinstance(value, (list, tuple)) else value


def writable(text: str) -> str:
    """The text with half a surrogate pair, which UTF-8 cannot have, written as `\\ud83d`."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
