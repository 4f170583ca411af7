"""`kit stubs`: for authors, derives exercises/ from solutions/."""

import click

from kit.commands import authors_only


@click.command("stubs")
def command() -> None:
    """For authors: derive exercises/ from solutions/; a file with work in it is left alone."""
    authors_only()
    from kit.course import stubs

    for path in stubs.write_all():
        click.echo(f"wrote {path.relative_to(stubs.ROOT)}")
