"""`kit watch`: grades whatever is saved, at once."""

import os
import queue
import sys
import traceback

import click

from kit.commands import EXERCISE, chosen
from kit.course import Exercise, workspace
from kit.course.progress import ProgressError
from kit.course.workspace import NoWorkspace


@click.command("watch")
@click.argument("exercise", type=EXERCISE, required=False)
def command(exercise: Exercise | None) -> None:
    """Grade the exercise you work on whenever you save it; keys are shown on the screen.

    It starts with EXERCISE, or with the one you are at, and follows you to the file you save. The practice Hub
    serves it always; for the real one, use pytest --hub=live.
    """
    here = workspace.find()
    exercise = chosen(here, exercise)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(f"kit watch needs a terminal; `kit run {exercise.number}` grades once, anywhere.")
    if os.environ.get("TERM") == "dumb":
        raise click.UsageError(
            f"this terminal cannot be drawn on (TERM=dumb); `kit run {exercise.number}` grades once."
        )
    from kit.grading.client import Client

    events: queue.SimpleQueue[dict] = queue.SimpleQueue()
    client = Client(here.root, events.put, learner=True, arguments=["--hub=practice"])
    try:
        client.start([here.suite(exercise.slug)])  # before all else, as it takes longest
        from kit.watch.watch import Watch

        status = Watch(exercise, client, events).run()
    except (NoWorkspace, ProgressError):
        raise
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        raise click.ClickException(
            f"kit watch ended by a mistake of its own: {type(error).__name__}: {error} ({at.filename}:{at.lineno}). "
            f"Your files are as you saved them. `kit run {exercise.number}` grades without it."
        ) from None
    finally:
        client.end()
    raise SystemExit(status)
