"""`kit reset`: an exercise's stub again, the old file kept beside it."""

import click

from kit import help, workspace
from kit.commands import EXERCISE


@click.command("reset")
@click.argument("exercise", type=EXERCISE)
def command(exercise) -> None:
    """Put the stub of EXERCISE back; what you wrote is kept in exercises/.previous/."""
    here = workspace.find()
    file = here.file(exercise.slug)
    existed = file.exists()
    try:
        kept = help.reset(here, exercise)
    except OSError as error:
        raise click.ClickException(f"{error.filename or file} cannot be used ({error.strerror or error}).") from None
    if kept is not None:
        click.echo(f"{file} is as it came; what you wrote is in {kept}")
    elif existed:
        click.echo(f"{file} is as it came already.")
    else:
        click.echo(f"{file} is back.")
