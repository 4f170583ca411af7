"""`kit leave`: out of a workshop; nothing more is sent."""

import click


@click.command("leave")
def command() -> None:
    """Leave the workshop: nothing more is sent to its board."""
    from kit.commands import spoken
    from kit.workshop import joining

    spoken(joining.leave)
