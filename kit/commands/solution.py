"""`kit solution`: the solution of an exercise, after a pass or on giving up."""

import click

from kit.commands import EXERCISE, chosen
from kit.course import Exercise, hints, workspace


@click.command("solution")
@click.argument("exercise", type=EXERCISE, required=False)
@click.option("--give-up", is_flag=True, help="Show it before a pass; this is remembered in progress.txt.")
def command(exercise: Exercise | None, give_up: bool) -> None:
    """The solution of EXERCISE (ex04, or the one you are at), once it has full marks."""
    from kit.suite import idioms

    here = workspace.find()
    exercise = chosen(here, exercise)
    if give_up and not hints.may_see_solution(here, exercise):
        hints.give_up(here, exercise)
    if not hints.may_see_solution(here, exercise):
        raise click.ClickException(
            f"{exercise.number} is not at full marks yet. `kit hint {exercise.number}` helps; "
            f"`kit solution {exercise.number} --give-up` shows the answer all the same, and is remembered."
        )
    click.echo(hints.solution(exercise), nl=False)
    click.echo(idioms.as_text(exercise), nl=False, err=True)  # beside what somebody may write to a file
