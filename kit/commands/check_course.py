"""`kit check-course`: for authors, what is missing or wrong in the course's files."""

import json

import click

from kit.commands import JSON, authors_only


@click.command("check-course")
@JSON
def command(as_json: bool) -> None:
    """For authors: say what is missing or wrong in the course's files."""
    authors_only()
    from kit.commands import readme
    from kit.course import check

    problems = check.problems() + readme.problems()
    if as_json:
        click.echo(json.dumps({"problems": problems}))
    else:
        for problem in problems:
            click.echo(problem)
        click.echo(f"{len(problems)} problem{'s' * (len(problems) > 1)}" if problems else "the course is complete")
    raise SystemExit(1 if problems else 0)
