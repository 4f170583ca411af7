"""`kit stubs`: for authors, derives exercises/ from solutions/, and README's tables from the course."""

import click

from kit.commands import authors_only


@click.command("stubs")
def command() -> None:
    """For authors: derive exercises/ from solutions/ and README's tables from the course.

    A file with work in it is left alone.
    """
    authors_only()
    from kit.commands import readme
    from kit.course import ROOT, stubs

    written = stubs.write_all()
    if readme.write():
        written.append(readme.README)
    for path in written:
        click.echo(f"wrote {path.relative_to(ROOT)}")
