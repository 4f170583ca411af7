"""`kit reset`: an exercise's stub again, the old file kept beside it."""

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from kit.commands import ExerciseName
from kit.course import Exercise, hints, workspace

LECTURE = "lecture"


class ExerciseOrLecture(ExerciseName):
    """An exercise, or `lecture` for the lecture's notebook."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and Path(value).name in (LECTURE, f"{LECTURE}.ipynb"):
            return LECTURE
        return super().convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list:
        found = super().shell_complete(ctx, param, incomplete)
        notebook = CompletionItem(LECTURE, help="the lecture's notebook")
        return [*found, *([notebook] if LECTURE.startswith(incomplete) else [])]


@click.command("reset")
@click.argument("exercise", type=ExerciseOrLecture())
def command(exercise: Exercise | str) -> None:
    """Put the stub of EXERCISE back; what you wrote is kept in exercises/.previous/.

    `kit reset lecture` brings back the lecture's notebook.
    """
    here = workspace.find()
    file = here.exercises / "lecture.ipynb" if isinstance(exercise, str) else here.file(exercise.slug)
    existed = file.exists()
    try:
        kept = hints.reset_lecture(here) if isinstance(exercise, str) else hints.reset(here, exercise)
    except OSError as error:
        raise click.ClickException(f"{error.filename or file} cannot be used ({error.strerror or error}).") from None
    if kept is not None:
        click.echo(f"{file} is as it came; what you wrote is in {kept}")
    elif existed:
        click.echo(f"{file} is as it came already.")
    else:
        click.echo(f"{file} is back.")
