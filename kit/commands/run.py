"""`kit run`: grades exercises once, as `pytest` does, from any folder of the workspace."""

import contextlib
import io
import os
from pathlib import Path

import click

from kit.commands import EXERCISE, JSON
from kit.course import Exercise, temporary, workspace

QUIET = ("-q", "--no-header", "-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning")
"""pytest's arguments for what a learner reads: the failures and the table. The kit is imported before pytest here, which is no
news to anybody."""


@click.command("run")
@click.argument("exercises", type=EXERCISE, nargs=-1)
@JSON
def command(exercises: tuple[Exercise, ...], as_json: bool) -> None:
    """Grade EXERCISES (all without a name). Exit status 0 at full marks, else 1."""
    here = workspace.find()
    suites = [str(here.suite(exercise.slug).relative_to(here.root)) for exercise in exercises]
    os.chdir(here.root)
    import pytest

    if not as_json:
        raise SystemExit(int(pytest.main([*QUIET, *suites])))
    with temporary.for_a_while("report") as folder:
        report, told = Path(folder, "report.json"), io.StringIO()
        with contextlib.redirect_stdout(told):
            status = int(pytest.main([*suites, f"--report={report}"]))
        if not report.exists():
            raise click.ClickException(f"Grading ended without a result:\n{told.getvalue()[-4000:]}")
        click.echo(report.read_text(encoding="utf-8"), nl=False)
    raise SystemExit(status)
