"""`kit ask`: in a workshop, raises a hand."""

import click


@click.command("ask")
@click.argument("text", nargs=-1)
@click.option("--done", is_flag=True, help="Lower the hand.")
def command(text: tuple[str, ...], done: bool) -> None:
    """Raise your hand in the workshop, with TEXT beside it on the facilitator's page if you like."""
    from kit.commands import spoken
    from kit.workshop import joining

    if done and text:
        raise click.UsageError("Either a question or --done.")
    spoken(joining.done) if done else spoken(joining.ask, " ".join(text))
