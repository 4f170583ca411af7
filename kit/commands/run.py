"""`kit run`: grades exercises once, as `pytest` does, from any folder of the workspace."""

import contextlib
import io
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
    # Whole paths, and no other working folder: what is said of files is seen from where one stands.
    suites = [str(here.suite(exercise.slug)) for exercise in exercises] or [str(here.root / "tests")]
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
