"""From points to grades, by a teacher's rules in a small TOML file: what counts, how much, late work, and overrides.

[grades]
out_of = 100                 # the sum of all points is scaled to this
leave_out = ["ex09"]         # exercises that do not count
late = 0.8                   # what is left of a grade that came late
[grades.weights]
ex14 = 2                     # its points count twice

[[override]]                 # by hand, kept however often it is graded anew
learner = "Ada Lovelace"     # as in the list of names, or the submission's name
exercise = "ex04"            # left out: the whole grade
points = 15
comment = "a typing error in the task; discussed on 3 May"
"""

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit import course
from kit.grading.roster import NOT_GRADED, Row

_GRADES = {"out_of", "leave_out", "late", "weights"}
_OVERRIDE = {"learner", "exercise", "points", "comment"}


class BadRules(ValueError):
    """The file of rules cannot be used. The message is for who wrote it."""


@dataclass
class Override:
    """Points that a teacher gave by hand: for an exercise (its slug), or the whole grade where it is empty."""

    learner: str
    exercise: str
    points: float
    comment: str
    used: bool = False


@dataclass(frozen=True)
class Grade:
    """What a learner gets. `points` is None where nothing was graded for a fault of the kit; then it is no grade.

    `exercises` are the points of each, by slug; `note` says what a grade without a word would not.
    """

    points: float | None
    out_of: float
    exercises: dict[str, float]
    note: str


@dataclass
class Rules:
    """How grades are made of points; without a file, the sum of all points."""

    out_of: float | None = None
    leave_out: frozenset[str] = frozenset()
    weights: dict[str, float] = field(default_factory=dict)
    late: float = 1.0
    overrides: list[Override] = field(default_factory=list)

    def total(self, columns: dict[str, float]) -> float:
        """What a grade is out of, for exercises with these maxima."""
        return self.out_of if self.out_of is not None else self._sum(columns, columns)

    def _sum(self, points: dict[str, float], columns: dict[str, float]) -> float:
        return sum(self.weights.get(slug, 1) * points.get(slug, 0) for slug in columns if slug not in self.leave_out)

    def grade(self, row: Row, columns: dict[str, float]) -> Grade:
        """The grade of a row; `columns` are the maxima of all exercises of the class, by slug."""
        own = [each for each in self.overrides if each.learner in (row.learner, row.submission) and each.learner]
        points = {entry["slug"]: float(entry["score"]) for entry in row.report["exercises"]} if row.report else {}
        notes = [row.why] if row.why else []
        for each in own:
            each.used = True
            if each.exercise:
                points[each.exercise] = each.points
                notes.append(f"{each.exercise.partition('_')[0]} by hand: {each.comment}")
        most, out_of = self._sum(columns, columns), self.total(columns)
        found: float | None = self._sum(points, columns) * (out_of / most if most else 0)
        if row.late and found is not None:
            found *= self.late
            notes.insert(0, "late" if self.late == 1 else f"late: {self.late:g} of the points count")
        if row.standing == NOT_GRADED:
            found = None  # a fault of ours is nobody's grade, whatever was given for single exercises
            notes.insert(0, "not graded")
        for each in own:
            if not each.exercise:
                found = each.points
                notes.append(f"by hand: {each.comment}")
        return Grade(None if found is None else round(found, 2), out_of, points, "; ".join(notes))

    def unused(self) -> list[str]:
        """Sentences about overrides that were for nobody."""
        return [
            f"the override for {each.learner} is for nobody in this class" for each in self.overrides if not each.used
        ]


def maxima(rows: Iterable[Row]) -> dict[str, float]:
    """The maxima of all exercises that any report is about, by slug, in the course's order."""
    found: dict[str, float] = {}
    for row in rows:
        for entry in row.report["exercises"] if row.report else ():
            found[entry["slug"]] = max(found.get(entry["slug"], 0), entry["max"])
    return dict(sorted(found.items()))


def read(path: Path) -> Rules:
    """The rules of a file. Raises BadRules, OSError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadRules(f"{path.name} is not TOML: {error}.") from None
    try:
        return _rules(data)
    except BadRules as error:
        raise BadRules(f"{path.name}: {error}") from None


def _rules(data: dict) -> Rules:
    _known(data, {"grades", "override"}, "the file")
    grades, overrides = data.get("grades", {}), data.get("override", [])
    if not isinstance(grades, dict) or not isinstance(overrides, list):
        raise BadRules("expected are a table [grades] and any number of tables [[override]].")
    _known(grades, _GRADES, "[grades]")
    weights, left_out = grades.get("weights", {}), grades.get("leave_out", [])
    if not isinstance(weights, dict) or not isinstance(left_out, list):
        raise BadRules('weights are a table, such as `[grades.weights]`; leave_out is a list, such as ["ex09"].')
    rules = Rules(
        out_of=_number(grades["out_of"], "out_of") if "out_of" in grades else None,
        leave_out=frozenset(_slug(each) for each in left_out),
        weights={_slug(name): _number(value, f"the weight of {name}") for name, value in weights.items()},
        late=_number(grades.get("late", 1), "late"),
        overrides=[_override(each) for each in overrides],
    )
    if rules.late > 1:
        raise BadRules("late is what is left of a grade that came late, 0 to 1, such as 0.8.")
    return rules


def _override(given: object) -> Override:
    if not isinstance(given, dict):
        raise BadRules("an override is a table, [[override]].")
    _known(given, _OVERRIDE, "an [[override]]")
    learner, comment = given.get("learner"), given.get("comment")
    if not isinstance(learner, str) or not learner or not isinstance(comment, str) or not comment.strip():
        raise BadRules("an override says for whom it is (learner) and why (comment), both as text.")
    points = _number(given.get("points"), f"the points for {learner}")
    return Override(learner, _slug(given["exercise"]) if "exercise" in given else "", points, comment.strip())


def _known(table: dict, names: set[str], where: str) -> None:
    unknown = sorted(set(table) - names)
    if unknown:
        raise BadRules(f"{where} has {unknown[0]!r}, which means nothing; it may have {', '.join(sorted(names))}.")


def _number(value: Any, what: str) -> float:
    if type(value) not in (int, float) or not math.isfinite(value) or value < 0:
        raise BadRules(f"{what} is not a number of at least 0.")
    return float(value)


def _slug(name: object) -> str:
    try:
        return course.find([str(name)])[0].slug
    except ValueError as error:
        raise BadRules(str(error)) from None
