"""`kit workshop`: the room's board, a rehearsal of it, and what is left afterwards."""

from pathlib import Path

import click

DATA = click.option(
    "--data",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("workshop.sqlite"),
    show_default=True,
    help="The room's file; made when it is not there.",
)


@click.group("workshop")
def command() -> None:
    """Run a workshop: one facilitator, a room of people, a board that shows where everybody is."""


@command.command("serve")
@DATA
@click.option("--lan", is_flag=True, help="Let others on this network reach it; else it is for this machine alone.")
@click.option("--port", type=click.IntRange(1, 65535), help="Listen at this port.")
@click.option("--agenda", "agenda_file", type=click.Path(dir_okay=False, path_type=Path), help="The plan, a TOML file.")
@click.option(
    "--bundle",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Give the folder that kit workshop pack made to the room.",
)
def serve(data: Path, lan: bool, port: int | None, agenda_file: Path | None, bundle: Path | None) -> None:
    """Serve the board until Ctrl-C: prints its address, the room code, and the facilitator's key.

    Everything is in one file. Start it again with the same file, and all is as it was.
    """
    from kit.commands.hub import wait_for_the_end
    from kit.workshop.agenda import AgendaError, load
    from kit.workshop.board import Board
    from kit.workshop.screen import opening
    from kit.workshop.serve import Served, ServeError
    from kit.workshop.store import StoreError

    try:
        board = Board(data, load(agenda_file) if agenda_file else None)
        served = Served(board, lan=lan, port=port, bundle=bundle)
    except (AgendaError, StoreError, ServeError) as error:
        raise click.ClickException(str(error)) from None
    ending = wait_for_the_end()
    with served:
        for line in opening(served, lan=lan, bundle=bundle is not None):
            click.echo(line)
        for _ in ending:
            if board.deleted:
                click.echo("\nThe room was deleted, with its file.", err=True)
                return
            if not served.alive():
                raise click.ClickException(served.failure)
    click.echo(f"\nended; all of the room is in {data}", err=True)
