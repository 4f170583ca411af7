"""`kit` alone: where I am, and what comes next."""

import json
import os
from pathlib import Path

import click

from kit import course
from kit.commands.list import as_dict
from kit.course import workspace
from kit.course.points import of_points
from kit.learner import files, standing, written
from kit.learner.errors import LearnerError
from kit.learner.standing import Standing


def say(as_json: bool = False) -> None:
    """Print the points of each part, the exercise the learner is at, and the one next step."""
    here = workspace.find()
    found = standing.of(here)
    now = standing.current(found)
    if as_json:
        click.echo(json.dumps({"workspace": str(here.root), "current": now and as_dict(now)} | totals(found)))
        return
    for part in course.load().parts:
        mine = [each for each in found if each.exercise.part == part.slug]
        click.echo(f"{part.title:<22} {sum(each.score for each in mine):>4g}/{part.points:g}")
    click.echo()
    for line in first_steps(here) if standing.nothing_begun(found) else next_step(here, now):
        click.echo(line)


def totals(found: list[Standing]) -> dict[str, float]:
    """Points so far and the most there are."""
    return {"score": sum(each.score for each in found), "max": sum(each.exercise.points for each in found)}


def first_steps(here: workspace.Workspace) -> list[str]:
    """What to type when nothing has been begun, as lines."""
    hello, choice = course.load().hello, course.find(["ex04", "ex01"])
    if not here.file(hello.slug).exists():
        return [f"{hello.number} is missing.", f"next  kit reset {hello.number}   brings it back"]
    first = f"kit run {hello.number}"
    lines = [
        click.style(f"Begin with {hello.number}, {hello.title}: no points", bold=True),
        f"      {hello.idea}",
        "",
        f"next  {first}          runs {_shown(here.file(hello.slug))}",
    ]
    for word, exercise in zip(("then", "or"), choice, strict=True):
        lines.append(f"{word:<5} kit watch {exercise.number}   {exercise.title}: {_shown(here.file(exercise.slug))}")
    return lines


def next_step(here: workspace.Workspace, now: Standing | None) -> list[str]:
    """Where the learner is and what to type, as lines."""
    if now is None:
        return ["Full marks everywhere. `kit solution ex01` shows how others would write it."]
    exercise = now.exercise
    file = _shown(here.file(exercise.slug))
    title = f"{exercise.number}, {exercise.title}"
    if now.state == standing.MISSING:
        return [f"{title}: {file} is missing.", f"next  kit reset {exercise.number}   brings its stub back"]
    state = {
        standing.NOT_STARTED: "not started",
        standing.CHANGED: f"{of_points(now.score, exercise.points)}, changed since",
        standing.BEGUN: of_points(now.score, exercise.points),
    }[now.state]
    return [
        click.style(f"{title}: {state}", bold=True),
        f"      {exercise.idea}",
        "",
        f"next  {_what(here, now)}",
        f"      kit watch {exercise.number}   grades it whenever you save it",
        f"      kit hint {exercise.number}    when you are stuck",
    ]


def _what(here: workspace.Workspace, now: Standing) -> str:
    """What to do next, as `pytest` would say it: the function to write or to mend, and its line."""
    slug = now.exercise.slug
    file = _shown(here.file(slug))
    name = standing.at_hand(here, now.exercise)
    try:
        parsed = files.parse(files.Source(here.exercises), slug)
    except LearnerError as error:
        return f"mend {file}{files.broken_at(str(error))}"
    if not name:
        return f"mend {file}; kit run {now.exercise.number} says what is wrong"
    return f"{'write' if written.is_stub(parsed, name) else 'mend'} {name} in {file}{written.line_of(parsed, name)}"


def _shown(file: Path) -> Path:
    """The path as it is typed from here: relative when the file is below the working folder."""
    above = Path.cwd().is_relative_to(file.parent.parent)  # within the workspace
    return Path(os.path.relpath(file)) if above or file.is_relative_to(Path.cwd()) else file
