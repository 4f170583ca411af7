"""`kit hint`: the hints of an exercise one at a time, each more concrete than the last."""

import click

from kit.commands import EXERCISE, chosen
from kit.course import Exercise, hints, workspace
from kit.learner import standing


@click.command("hint")
@click.argument("exercise", type=EXERCISE, required=False)
@click.argument("function", required=False)
@click.option("--number", type=int, metavar="N", help="Show hint N again.")
def command(exercise: Exercise | None, function: str | None, number: int | None) -> None:
    """The next hint: `kit hint` for the function you are at, `kit hint ex04 encode` for FUNCTION, `kit hint ex04` for all of EXERCISE."""
    here = workspace.find()
    if exercise is None:
        exercise = chosen(here, None)
        function = standing.at_hand(here, exercise)
    try:
        hint = hints.next_hint(here, exercise, number, function or "")
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    click.secho(hint.heading(exercise), bold=True)
    click.echo(f"\n{hint.text}\n")
    if hint.problem:
        click.echo(hint.problem, err=True)
    if after := hint.after(exercise):
        click.echo(after)
