"""What a participant's kit sends: read from JSON, checked field by field; what is not in the contract is never kept."""

import math
import re
from dataclasses import dataclass

from kit.workshop.names import clean

MOST_EVENTS = 100
"""Events of one request."""

MOST_BODY = 64 * 1024
"""Bytes of one request."""

MOST_DIAGNOSIS, MOST_TEXT = 300, 280
"""Characters of a diagnosis, and of what somebody asks."""

MOST_AGE = 7 * 24 * 3600.0
"""Seconds: what happened longer ago was not in this workshop."""

GRADED, HAND, LEFT, JOINED = "graded", "hand", "left", "joined"
STATUSES = ("passed", "failed", "not started", "error", "under way")

_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
_EXERCISE = re.compile(r"ex\d\d_[a-z0-9_]{1,40}")
_FUNCTION = re.compile(r"[A-Za-z_]\w{0,59}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened at a participant's machine. `at`: seconds since 1970 by the board's own clock."""

    id: str
    at: float
    kind: str
    exercise: str | None = None
    points: float | None = None
    max: float | None = None
    status: str | None = None
    diagnosis: str | None = None
    function: str | None = None
    up: bool | None = None
    text: str | None = None


class Unfit(ValueError):
    """An event that is not as the contract says; the text is a sentence."""


def read(sent: object, now: float, earliest: float) -> Event:
    """An event from what JSON gave; it happened between `earliest` and `now`, whatever it says. Unfit: it is none."""
    if not isinstance(sent, dict):
        raise Unfit("An event is an object.")
    id = sent.get("id")
    if not isinstance(id, str) or not _ID.fullmatch(id):
        raise Unfit("An event's id is 8 to 64 letters, digits and hyphens.")
    age = sent.get("age", 0)
    age = _number(age, "age", -MOST_AGE, math.inf)
    at = round(max(earliest, now - min(max(age, 0.0), MOST_AGE)), 3)
    match sent.get("kind"):
        case "graded":
            return _graded(id, at, sent)
        case "hand":
            up = sent.get("up")
            if not isinstance(up, bool):
                raise Unfit("A hand is up or not: true or false.")
            return Event(id, at, HAND, up=up, text=_text(sent.get("text"), MOST_TEXT) if up else None)
        case "left":
            return Event(id, at, LEFT)
    raise Unfit("An event's kind is graded, hand or left.")


def _graded(id: str, at: float, sent: dict) -> Event:
    exercise, function, status = sent.get("exercise"), sent.get("function"), sent.get("status")
    if not isinstance(exercise, str) or not _EXERCISE.fullmatch(exercise):
        raise Unfit("An exercise has a name like ex04_encode.")
    if status not in STATUSES:
        raise Unfit(f"A status is one of: {', '.join(STATUSES)}.")
    most = _number(sent.get("max"), "max", 0, 1000)
    points = _number(sent.get("points"), "points", 0, most)
    if not isinstance(function, str) or not _FUNCTION.fullmatch(function):
        function = None
    diagnosis = _text(sent.get("diagnosis"), MOST_DIAGNOSIS) or None
    return Event(id, at, GRADED, exercise, points, most, status, diagnosis, function)


def _text(sent: object, most: int) -> str:
    if sent is None:
        return ""
    if not isinstance(sent, str):
        raise Unfit("A sentence is a string.")
    return clean(sent[: most * 4], most)


def _number(sent: object, what: str, least: float, most: float) -> float:
    if isinstance(sent, bool) or not isinstance(sent, (int, float)) or not least <= sent <= most:
        raise Unfit(f"{what} is a number from {least:g} to {most:g}.")
    return min(float(sent), 1e12)
