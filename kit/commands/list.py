"""`kit list`: every exercise with its points and state."""

import json

import click

from kit import course
from kit.commands import JSON
from kit.course import workspace
from kit.learner import standing
from kit.learner.standing import COLOURS, Standing, hello_line, line


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
