"""`kit list`: every exercise with its points and state."""

import json

import click

from kit import course, standing, workspace
from kit.commands import JSON
from kit.standing import Standing

SIGNS = {
    standing.PASSED: "+",
    standing.CHANGED: "~",
    standing.BEGUN: "~",
    standing.NOT_STARTED: ".",
    standing.MISSING: "?",
}
COLOURS = {standing.PASSED: "green", standing.CHANGED: "yellow", standing.BEGUN: "yellow", standing.MISSING: "red"}
WORDS = {
    standing.PASSED: "",
    standing.CHANGED: "changed since it was graded",
    standing.BEGUN: "under way",
    standing.NOT_STARTED: "not started",
    standing.MISSING: "the file is missing",
}


@click.command("list")
@JSON
def command(as_json: bool) -> None:
    """Every exercise, its points at the last grading, and the state of its file."""
    here = workspace.find()
    found = standing.of(here)
    if as_json:
        click.echo(json.dumps({"workspace": str(here.root), "exercises": [as_dict(each) for each in found]}))
        return
    now = standing.current(found)
    first = standing.nothing_begun(found)
    click.secho(hello_line(standing.hello(here), first))
    for part in course.load().parts:
        click.secho(part.title, bold=True)
        for each in found:
            if each.exercise.part == part.slug:
                click.secho(line(each, each is now and not first), fg=COLOURS.get(each.state))


def hello_line(each: Standing, here: bool) -> str:
    """ex00 as a line: it has no points, and is no exercise to be done."""
    exercise = each.exercise
    word = WORDS[each.state] or "written already; no points"
    return f"{'>' if here else ' '} {SIGNS[each.state]} {exercise.number}  {exercise.title:<22} {'':>7}  {word}"


def line(each: Standing, here: bool) -> str:
    """One exercise as a line; `here` marks the one the learner is at."""
    exercise = each.exercise
    score = f"{each.score:g}/{exercise.points:g}"
    text = f"{'>' if here else ' '} {SIGNS[each.state]} {exercise.number}  {exercise.title:<22} {score:>7}  {WORDS[each.state]}"
    return text.rstrip()


def as_dict(each: Standing) -> dict:
    """One exercise as JSON has it."""
    exercise = each.exercise
    return {
        "slug": exercise.slug,
        "title": exercise.title,
        "score": each.score,
        "max": exercise.points,
        "state": each.state,
        "hints": each.hints,
        "gave_up": each.gave_up,
    }
