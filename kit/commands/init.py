"""`kit init`: a workspace of its own, so that updates of the kit and the learner's answers never mix."""

import shlex
from pathlib import Path

import click

from kit import course
from kit.course.given import GivenPath


@click.command("init")
@click.argument("folder", type=GivenPath(file_okay=False), metavar="DIR")
def command(folder: Path) -> None:
    """Make DIR with the exercises in it, or add to it what an updated kit has more. Nothing there is changed."""
    from kit.course import beginning

    root = folder
    if not course.INSTALLED and root == course.ROOT:
        raise click.ClickException("This is the kit's own folder; name another: kit init ../my-tokenizers")
    try:
        made = beginning.make(root)
    except OSError as error:
        raise click.ClickException(f"{error.filename or root} cannot be written ({error.strerror or error}).") from None
    shown = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    if not made.written:
        click.echo(f"{shown} has everything already; nothing was changed.")
    elif made.kept:
        click.echo(f"{shown}: {len(made.written)} files added, {len(made.kept)} left as they were.")
    else:
        click.echo(f"{shown} is ready: {len(course.load().exercises)} exercises, and your progress will be kept there.")
    click.echo(f"\nnext  cd {shlex.quote(str(shown))}\n      kit watch")
