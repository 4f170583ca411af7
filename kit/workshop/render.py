"""HTML of the board from templates: everything is escaped, one style sheet and one small script of our own."""

import time
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from kit import course
from kit.workshop import charts

TEMPLATES = Path(__file__).with_name("templates")
STYLE = (TEMPLATES / "style.css").read_bytes()
SCRIPT = (TEMPLATES / "live.js").read_bytes()

SIGNS = {"passed": "✓", "not started": "·", "under way": "◐"}
"""Before the points of an exercise; everything else has a cross."""


@cache
def _environment() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "points": points,
        "number": number,
        "titled": titled,
        "learned": learned,
        "clock": clock,
        "minutes": minutes,
    }
    found.globals |= {"sign": lambda status: SIGNS.get(status, "✗"), "bar": charts.bar, "pace": charts.pace}
    return found


def page(template: str, **values: object) -> str:
    """A whole page."""
    return _environment().get_template(template).render(**values)


def piece(macro: str, *given: object) -> Markup:
    """A part of a page: a macro of pieces.html.jinja."""
    return getattr(_environment().get_template("pieces.html.jinja").module, macro)(*given)


def points(value: float) -> str:
    """Points: `15`, `7.5`."""
    return f"{round(value, 2):g}"


def number(slug: str) -> str:
    """`ex04` of `ex04_encode`."""
    return slug.partition("_")[0]


def titled(slug: str) -> str:
    """An exercise as people call it: `ex04: text to ids`."""
    try:
        exercise = course.load().exercise(slug)
    except KeyError:
        return slug
    return f"{exercise.number}: {exercise.title}"


def learned(slug: str) -> tuple[str, ...]:
    """What the course says after full marks in an exercise, a sentence each."""
    try:
        return course.load().exercise(slug).learned
    except KeyError:
        return ()


def clock(seconds: float) -> str:
    """A time (seconds since 1970) by the board's own clock: `14:05`."""
    return time.strftime("%H:%M", time.localtime(seconds))


def minutes(seconds: float) -> str:
    """How long ago: `3 min`, `under 1 min`."""
    whole = int(seconds // 60)
    return f"{whole} min" if whole else "under 1 min"
