"""The plan of a workshop, from a small TOML file, and where the room is in it."""

import json
import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kit import course
from kit.workshop.names import clean
from kit.workshop.store import Move

STEP, MINUTES = "step", "minutes"
"""Kinds of a facilitator's move: to the step of that number, and so many minutes more for it."""


class AgendaError(ValueError):
    """The file is no agenda; the text says where and why."""


@dataclass(frozen=True)
class Step:
    """A part of the workshop: an exercise, or a talk or a pause without one; `minutes` None: as long as it takes."""

    title: str
    exercise: str | None = None
    minutes: float | None = None


@dataclass(frozen=True)
class Agenda:
    """The whole plan."""

    title: str = "Workshop"
    steps: tuple[Step, ...] = ()

    def as_text(self) -> str:
        """The plan as JSON, to be kept."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> "Agenda":
        """What `as_text` made."""
        data = json.loads(text)
        return cls(data["title"], tuple(Step(**step) for step in data["steps"]))


def load(path: Path) -> Agenda:
    """Read a file like

        title = "Tokenizers in an afternoon"

        [[step]]
        title = "What a token is"
        minutes = 10

        [[step]]
        exercise = "ex04"
        minutes = 20

    AgendaError: it is not like that.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AgendaError(f"The agenda {path} cannot be read: {error}") from None
    unknown = set(data) - {"title", "step"}
    if unknown or not isinstance(data.get("step", []), list):
        raise AgendaError(f"The agenda {path} has a title and parts that begin with [[step]]; not {sorted(unknown)}.")
    title = data.get("title", "Workshop")
    if not isinstance(title, str) or not clean(title, 80):
        raise AgendaError(f"The agenda {path} needs a title in quotes.")
    return Agenda(clean(title, 80), tuple(_step(step, n, path) for n, step in enumerate(data.get("step", []), 1)))


def _step(data: object, number: int, path: Path) -> Step:
    place = f"Step {number} of the agenda {path}"
    if not isinstance(data, dict) or set(data) - {"title", "exercise", "minutes"}:
        raise AgendaError(f"{place} may have a title, an exercise and minutes, nothing else.")
    minutes, title, slug = data.get("minutes"), data.get("title"), None
    if minutes is not None and (
        isinstance(minutes, bool) or not isinstance(minutes, (int, float)) or not 0 < minutes <= 1440
    ):
        raise AgendaError(f"{place}: minutes is a number above 0, at most 1440.")
    if "exercise" in data:
        try:
            (exercise,) = course.find([str(data["exercise"])], hello=True)
        except ValueError as error:
            raise AgendaError(f"{place}: {error}") from None
        slug = exercise.slug
        title = title or f"{exercise.number}: {exercise.title}"
    if not isinstance(title, str) or not clean(title, 80):
        raise AgendaError(f"{place} needs a title or an exercise.")
    return Step(clean(title, 80), slug, minutes)


@dataclass
class Place:
    """Where the room is: the number of the step (-1: not begun), since when, and how many seconds it has been given."""

    agenda: Agenda = field(default_factory=Agenda)
    number: int = -1
    began: float = 0.0
    more: float = 0.0

    def apply(self, move: Move) -> None:
        """Follow what the facilitator did; moves of another kind are none of the agenda's."""
        if move.kind == STEP:
            self.number, self.began, self.more = min(int(move.value), len(self.agenda.steps)), move.at, 0.0
        elif move.kind == MINUTES:
            self.more += float(move.value) * 60

    @property
    def step(self) -> Step | None:
        """The step that the room is at."""
        return self.agenda.steps[self.number] if 0 <= self.number < len(self.agenda.steps) else None

    @property
    def following(self) -> Step | None:
        """The step after it."""
        after = self.number + 1
        return self.agenda.steps[after] if 0 <= after < len(self.agenda.steps) else None

    @property
    def ends(self) -> float | None:
        """When the step's time is over, seconds since 1970; None: it has no end."""
        step = self.step
        return self.began + step.minutes * 60 + self.more if step is not None and step.minutes is not None else None

    def as_json(self, now: float) -> dict:
        """What a participant's kit is told."""
        step, after, ends = self.step, self.following, self.ends
        here = None
        if step is not None:
            left = None if ends is None else round(ends - now)
            here = {"title": step.title, "exercise": step.exercise, "ends_in": left}
        return {"title": self.agenda.title, "now": here, "next": after.title if after else None}
