"""How everybody of a class stands: who handed in, whose work could not be graded and why, and who is missing."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kit.course.points import of_points
from kit.grading.formats.names import Names
from kit.grading.formats.source import NotAReport, Reports
from kit.learner.show import fit

HANDED_IN, NOTHING, NOT_GRADED, MISSING = "handed in", "nothing gradable", "not graded", "missing"
"""How a learner stands. `not graded` is a fault of the kit or the machine, and never a grade."""

# "lovelaceada_LATE_4711_92635_answers.zip": how Canvas names what came after the deadline.
_LATE = re.compile(r"^[^_]+_LATE_\d+_\d+_")


@dataclass(frozen=True)
class Row:
    """One learner, or one hand-in of nobody who is known. `entry` is the row of the list of names, None without one.

    `why` is a sentence for NOTHING and NOT_GRADED; `report` is there for HANDED_IN.
    """

    learner: str
    submission: str
    standing: str
    why: str = ""
    late: bool = False
    report: dict | None = None
    entry: int | None = None

    @property
    def called(self) -> str:
        """What to call it in a list."""
        return self.learner or self.submission or "(no name)"


@dataclass(frozen=True)
class Aside:
    """A hand-in without a verdict: whose it is, its name, why, and whether that is a fault of the kit or the machine."""

    person: str
    submission: str
    why: str
    fault: bool


class Everybody:
    """The class, to be gone through as often as wanted: those graded, those that could not be, those missing.

    `reports` are one in memory at a time; `asides` are of the same batch; `names` says who is of the class.
    """

    def __init__(self, reports: Iterable[dict], names: Names | None = None, asides: Iterable[Aside] = ()) -> None:
        self.reports = reports
        self.names = names
        self.asides = list(asides)

    def __iter__(self) -> Iterator[Row]:
        here: set[int | None] = set()
        replaced = {aside.person for aside in self.asides}
        for report in self.reports:
            name = report.get("submission", "")
            if report.get("person", name) in replaced:
                continue  # what was handed in since could not be graded
            row = self._row(name, NOT_GRADED if report.get("not_graded") else HANDED_IN, report=report)
            here.add(row.entry)
            yield row
        for aside in self.asides:
            row = self._row(aside.submission, NOT_GRADED if aside.fault else NOTHING, aside.why)
            here.add(row.entry)
            yield row
        for entry, learner in enumerate(self.names.learners if self.names is not None else ()):
            if entry not in here and learner != "Student, Test":  # the one that Canvas makes for trying things out
                yield Row(learner, "", MISSING, "nothing was handed in", entry=entry)

    def _row(self, submission: str, standing: str, why: str = "", report: dict | None = None) -> Row:
        entry = self.names.entry(submission) if self.names is not None else None
        learner = self.names(submission) if self.names is not None else ""
        late = bool(_LATE.match(Path(submission).name))
        if self.names is not None and entry is not None:
            late = late or self.names.is_late(entry)
        if report is not None and standing == NOT_GRADED:
            why, report = str(report["not_graded"]), None
        return Row(learner, submission, standing, why, late, report, entry)

    def in_order(self) -> list[Row]:
        """A row a learner as the list has them, then what is nobody's; without the reports, which may be large."""
        rows = [replace(row, report=None, why=_points(row)) if row.report else row for row in self]
        most = len(self.names.learners) if self.names is not None else 0
        return sorted(rows, key=lambda row: most if row.entry is None else row.entry)

    def twice(self) -> list[str]:
        """Sentences about learners with more than one hand-in: which one counts is for the teacher to say."""
        found: dict[int, list[str]] = {}
        if self.names is None:
            return []
        for row in self:
            if row.entry is not None and row.standing != MISSING:
                found.setdefault(row.entry, []).append(row.submission)
        return [
            f"{self.names.learners[entry]} has {len(submissions)} hand-ins: {', '.join(submissions)}"
            for entry, submissions in found.items()
            if len(submissions) > 1
        ]


class WithAsides:
    """Reports, and in place of what was set aside since an object with the reason: `set_aside` or `not_graded`."""

    def __init__(self, reports: Reports, asides: list[Aside]) -> None:
        self._reports = reports
        self._asides = asides
        self._replaced = {aside.person for aside in asides}

    def __len__(self) -> int:
        return len(self._reports) + sum(aside.person not in self._reports.places for aside in self._asides)

    def __iter__(self) -> Iterator[dict]:
        for report in self._reports:
            if report.get("person", report.get("submission", "")) not in self._replaced:
                yield report
        for aside in self._asides:
            kind = "not_graded" if aside.fault else "set_aside"
            yield {"submission": aside.submission, kind: aside.why or "nobody said why"}


class Again:
    """The tasks of those who are to be graded once more: by submission, person or, with a list of names, learner.

    `unknown` are the names that no task had.
    """

    def __init__(self, asked: Iterable[str], names: Names | None) -> None:
        self._asked = {unicodedata.normalize("NFC", name) for name in asked}
        self._names = names
        self.unknown = set(self._asked)

    def __contains__(self, task: Any) -> bool:
        called = {task.name, task.person, task.path.name}
        if self._names is not None and (entry := self._names.entry(task.name)) is not None:
            called.add(self._names.learners[entry])
        met = self._asked & {unicodedata.normalize("NFC", name) for name in called}
        self.unknown -= met
        return bool(met)


def _points(row: Row) -> str:
    assert row.report is not None
    return of_points(row.report["score"], row.report["max"])


def lines(rows: list[Row]) -> list[str]:
    """A line a learner: who it is, how they stand, and the points or why there are none."""
    width = min(30, max((len(row.called) for row in rows), default=0))
    return [
        fit(f"  {row.called:{width}}  {row.standing}{': ' if row.why else ''}{row.why}{', late' if row.late else ''}")
        for row in rows
    ]


def of_batch(folder: Path, names: Names | None) -> Everybody:
    """The class as the files in a folder of `kit grade` have it."""
    path = folder / "verdicts.jsonl"
    try:
        reports = Reports(path)
    except (NotAReport, OSError):
        return Everybody([], names, asides(path, {}))  # nothing was graded
    return Everybody(reports, names, asides(path, reports.places))


def asides(verdicts: Path, places: dict[str, int]) -> list[Aside]:
    """What `kit grade` set aside beside its verdicts, as far as it was not graded since.

    `places` are the bytes at which the last verdict of each person begins.
    """
    path = verdicts.with_name("quarantine.jsonl")
    if verdicts.name != "verdicts.jsonl" or not path.exists():
        return []
    last: dict[str, dict] = {}
    for line in path.read_bytes().splitlines():
        try:
            entry = json.loads(line)
            last[str(entry.get("person", entry["submission"]))] = entry
        except (ValueError, KeyError, AttributeError):
            continue  # half a line, of a run that was killed
    found = []
    for person, entry in last.items():
        place = places.get(person)
        if place is None or place < entry.get("after", 0):
            fault = entry.get("kind") == NOT_GRADED
            found.append(Aside(person, str(entry["submission"]), str(entry.get("problem", "")), fault))
    return found
