"""What the course consists of, read from course.toml: exercises in order, their points, models and hints."""

import difflib
import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_IN_WHEEL = Path(__file__).resolve().parents[1] / "files"  # where setup.py puts the course's folders

INSTALLED = _IN_WHEEL.is_dir()
"""Whether this kit came as a wheel; otherwise it runs from a checkout of the project."""

ROOT = _IN_WHEEL if INSTALLED else Path(__file__).resolve().parents[2]
"""The folder that holds exercises/, solutions/ and tests/."""


@dataclass(frozen=True)
class Exercise:
    """One exercise; `slug` (`ex04_encode`) is its identity everywhere.

    `learned` is told after full marks, in two lines. `withheld` says what a sandboxed answer may not have, since the exercise is to build it: `models`, `libraries`.
    `needs` are exercises whose files its suite uses besides its own; `timed` says that its suite measures how fast an answer is.
    """

    slug: str
    title: str
    part: str
    points: float
    idea: str
    models: tuple[str, ...]
    concepts: tuple[str, ...]
    hints: tuple[str, ...]
    withheld: tuple[str, ...] = ()
    learned: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    timed: bool = False

    @property
    def number(self) -> str:
        """`ex04` of `ex04_encode`."""
        return self.slug.partition("_")[0]

    @property
    def suite(self) -> Path:
        """The graded suite's file."""
        return ROOT / "tests" / f"test_{self.slug}.py"


@dataclass(frozen=True)
class Part:
    """A part of the course; `points` are those of its exercises together."""

    slug: str
    title: str
    points: float


@dataclass(frozen=True)
class Course:
    """The whole course, exercises in the order they are met.

    `hello` comes before them: it is written already, has no points and is in no report.
    """

    parts: tuple[Part, ...]
    exercises: tuple[Exercise, ...]
    hello: Exercise

    def exercise(self, slug: str) -> Exercise:
        """The exercise with this slug; KeyError when there is none."""
        for exercise in (self.hello, *self.exercises):
            if exercise.slug == slug:
                return exercise
        raise KeyError(slug)

    @property
    def points(self) -> float:
        """The most there are."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(exercise.slug for exercise in self.exercises)


@cache
def load() -> Course:
    """Read course.toml."""
    data = tomllib.loads((Path(__file__).parent / "course.toml").read_text(encoding="utf-8"))
    exercises = tuple(map(_exercise, data["exercise"]))
    return Course(
        parts=tuple(Part(**part, points=_points(part["slug"], exercises)) for part in data["part"]),
        exercises=exercises,
        hello=_exercise(data["hello"]),
    )


def _exercise(entry: dict[str, Any]) -> Exercise:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return Exercise(**fields)


def _points(part: str, exercises: tuple[Exercise, ...]) -> float:
    return sum(exercise.points for exercise in exercises if exercise.part == part)


def find(names: Iterable[str], *, hello: bool = False) -> list[Exercise]:
    """The exercises meant by `ex04`, `04`, `4` or `ex04_encode`; all of them for no name. ValueError in words.

    `hello`: ex00 may be meant too.
    """
    exercises = load().exercises
    named = (load().hello, *exercises) if hello else exercises
    found: list[Exercise] = []
    for name in names:
        wanted = Path(name).name.removesuffix(".py").removeprefix("test_")
        wanted = f"ex{int(wanted):02}" if wanted.isdecimal() else wanted
        match = [exercise for exercise in named if wanted in (exercise.slug, exercise.number)]
        if not match:
            raise ValueError(f"There is no exercise {name!r}{_meant(name, named)}")
        found += [exercise for exercise in match if exercise not in found]
    return found or list(exercises)


def _meant(name: str, exercises: tuple[Exercise, ...]) -> str:
    """What somebody may have meant by a name that is no exercise's: one that is spelled alike, or has such a function."""
    wanted = Path(name).name.removesuffix(".py").removeprefix("test_").lower()
    digits = re.match(r"(?:ex(?:ercise)?)?[ _-]*0*(\d+)", wanted)
    close = [each for each in exercises if digits and int(each.number[2:]) == int(digits[1])]
    if not close:
        owners = [
            each for each in exercises if re.search(rf"^(?:def|class) {re.escape(wanted)}\b", _text(each), re.I | re.M)
        ]
        topics = [each for each in exercises if wanted and wanted in (each.slug.partition("_")[2], each.title.lower())]
        close = owners or topics
    if not close:
        names = {each.slug.partition("_")[2]: each for each in exercises} | {each.slug: each for each in exercises}
        close = [names[found] for found in difflib.get_close_matches(wanted, names, 1, 0.6)]
    if close:
        return f"; did you mean {close[0].number} ({close[0].title})?"
    return f"; there are {', '.join(each.number for each in exercises)}."


def _text(exercise: Exercise) -> str:
    try:
        return (ROOT / "solutions" / f"{exercise.slug}.py").read_text(encoding="utf-8")
    except OSError:
        return ""


def digest() -> str:
    """SHA-256 over course.toml and the graded suites: two reports with the same one were graded alike."""
    total = hashlib.sha256()
    for path in [Path(__file__).parent / "course.toml", *sorted((ROOT / "tests").rglob("*.py"))]:
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
