"""`kit join`: in a workshop, lets the room's board see where you are."""

import click


@click.command("join")
@click.argument("address", required=False)
@click.argument("code", required=False)
@click.option("--name", metavar="NAME", help="Who you are, as the facilitator is to see it.")
def command(address: str | None, code: str | None, name: str | None) -> None:
    """Join the workshop whose board is at ADDRESS, with the room's CODE. Without both: which one you are in.

    From then on each grading sends the exercise, its points, its state and the suite's sentence on what is wrong;
    never code, tokens, paths or output. `kit leave` ends it.
    """
    from kit.commands import spoken
    from kit.workshop import joining

    if address is None:
        spoken(joining.standing)
    elif code is None:
        raise click.UsageError("The room's code is missing: kit join ADDRESS CODE --name NAME")
    else:
        spoken(joining.join, address, code, name or click.prompt("Your name, as the facilitator is to see it"))
