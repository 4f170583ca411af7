"""The subcommands of `kit`, one module each with a click command named `command`; and what they share.

Their modules import at the top only what is cheap: `kit --help` imports them all.
"""

from collections.abc import Callable
from typing import Any

import click

from kit import course
from kit.course.workspace import Workspace
from kit.learner import standing


class ExerciseName(click.ParamType):
    """`ex04`, `4` or `ex04_encode`; the shell completes it. `hello`: ex00 may be meant too."""

    name = "exercise"

    def __init__(self, *, hello: bool = True) -> None:
        self.hello = hello

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> course.Exercise:
        if isinstance(value, course.Exercise):
            return value
        try:
            (found,) = course.find([value], hello=self.hello)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return found

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list:
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(exercise.number, help=exercise.title)
            for exercise in (*[course.load().hello] * self.hello, *course.load().exercises)
            if exercise.slug.startswith(incomplete)
        ]


EXERCISE = ExerciseName()
GRADED = ExerciseName(hello=False)

JSON = click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")


def chosen(workspace: Workspace, exercise: course.Exercise | None) -> course.Exercise:
    """The exercise named on the command line, else the one the learner is at."""
    return exercise if exercise is not None else standing.place(workspace)


def authors_only() -> None:
    """ClickException when the kit is not a checkout of the project."""
    if course.INSTALLED:
        raise click.ClickException("This is for authors of exercises: run it in a checkout of the project.")


def spoken(said: Callable[..., list[str]], *arguments: str) -> None:
    """Show the lines that one of kit.workshop.joining's functions answers; what it could not do is an error in words."""
    from kit.workshop.joining import NotDone

    try:
        click.echo("\n".join(said(*arguments)))
    except NotDone as error:
        raise click.ClickException(str(error)) from None


__all__ = ["cli"]
