"""The `kit` command: knows every subcommand by name and imports the module of the one that is asked for.

Exit statuses: 0 done, 1 not done or not at full marks (the text says why), 2 a wrong command line.
"""

import sys
from importlib import import_module

import click

from kit.course.progress import ProgressError
from kit.course.workspace import NoWorkspace

COMMANDS = {
    "init": "kit.commands.init",
    "watch": "kit.commands.watch",
    "list": "kit.commands.list",
    "run": "kit.commands.run",
    "hint": "kit.commands.hint",
    "solution": "kit.commands.solution",
    "reset": "kit.commands.reset",
    "show": "kit.commands.show",
    "doctor": "kit.commands.doctor.command",
    "hub": "kit.commands.hub",
    "walk": "kit.commands.walk",
    "join": "kit.commands.join",
    "ask": "kit.commands.ask",
    "leave": "kit.commands.leave",
    "grade": "kit.commands.grade",
    "workshop": "kit.commands.workshop",
    "report": "kit.commands.report",
    "check-course": "kit.commands.check_course",
    "stubs": "kit.commands.stubs",
}
"""Subcommand to the module whose `command` it is, in the order of the help."""


class Lazy(click.Group):
    """A group that imports a subcommand only when it is used, so that `kit` alone answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return import_module(COMMANDS[name]).command if name in COMMANDS else None

    def invoke(self, ctx: click.Context):
        try:
            return super().invoke(ctx)
        except (NoWorkspace, ProgressError) as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=Lazy, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.version_option(package_name="tokenizer-kit", prog_name="kit")
@click.pass_context
def kit(ctx: click.Context, as_json: bool) -> None:
    """Exercises for the tokenizers of large language models.

    Without a command: where you are, and what comes next.
    """
    if ctx.invoked_subcommand is None:
        from kit.commands import where

        where.say(as_json)


def main() -> None:
    """What the `kit` script and `python -m kit` call."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal without Unicode shows what it can, and nothing breaks
            stream.reconfigure(errors="backslashreplace")
    kit(prog_name="kit")
