"""`kit hint`: the hints of an exercise one at a time, each more concrete than the last."""

import click

from kit import help, workspace
from kit.commands import EXERCISE, chosen


@click.command("hint")
@click.argument("exercise", type=EXERCISE, required=False)
@click.option("--number", type=int, metavar="N", help="Show hint N again.")
def command(exercise, number: int | None) -> None:
    """The next hint for EXERCISE (ex04, or the one you are at)."""
    here = workspace.find()
    exercise = chosen(here, exercise)
    try:
        hint = help.next_hint(here, exercise, number)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    click.secho(f"{exercise.number}, {exercise.title}: hint {hint.number} of {hint.of}", bold=True)
    click.echo(f"\n{hint.text}\n")
    if hint.number == hint.of and exercise.points:
        click.echo(f"That was the last one. `kit solution {exercise.number} --give-up` shows the answer.")
