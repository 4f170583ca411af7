"""`kit workshop`: the room's board, a rehearsal of it, and what is left afterwards."""

import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kit.workshop.rehearse import Rehearsal

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


@command.command("rehearse")
@click.argument("address", required=False)
@click.argument("code", required=False)
@click.option("--people", type=click.IntRange(1, 400), default=30, show_default=True, help="How many come.")
@click.option("--minutes", type=click.FloatRange(min=0.05), default=10.0, show_default=True, help="End after so many.")
@click.option("--every", type=click.FloatRange(min=0.1), default=20.0, show_default=True, help="Seconds between saves.")
@click.option("--pace", type=click.FloatRange(1, 60), default=6.0, show_default=True, help="How fast the clock runs.")
@click.option("--agenda", "agenda_file", type=click.Path(dir_okay=False, path_type=Path), help="The plan, a TOML file.")
@click.option("--seed", type=int, default=0, help="Another number, another room.")
def rehearse(
    address: str | None,
    code: str | None,
    people: int,
    minutes: float,
    every: float,
    pace: float,
    agenda_file: Path | None,
    seed: int,
) -> None:
    """Play a room of simulated learners, who give the wrong answers that people give, and then the right ones.

    With ADDRESS and CODE they come to the board that is there; else to one of their own, whose pages are printed, where
    an hour of a workshop takes ten minutes (--pace). Ctrl-C ends it, and deletes the board of their own.
    """
    import tempfile

    from kit.commands.hub import wait_for_the_end
    from kit.workshop.agenda import Agenda, AgendaError, load
    from kit.workshop.rehearse import Faster, Rehearsal
    from kit.workshop.screen import opening
    from kit.workshop.serve import Served

    if bool(address) != bool(code):
        raise click.UsageError("A board is told by its address and its room code: both, or none.")
    if address and code:
        _play(Rehearsal(_address(address), code, people, every=every, seed=seed), minutes, wait_for_the_end())
        return
    try:
        agenda = load(agenda_file) if agenda_file else Agenda("Rehearsal")
    except AgendaError as error:
        raise click.ClickException(str(error)) from None
    ending = wait_for_the_end()
    with tempfile.TemporaryDirectory() as folder:
        from kit.workshop.board import Board

        with Served(Board(Path(folder) / "rehearsal.sqlite", agenda, clock=Faster(pace))) as served:
            for line in opening(served, lan=False, bundle=False):
                click.echo(line)
            slugs = [step.exercise for step in agenda.steps if step.exercise]
            played = Rehearsal(
                served.url, served.board.code, people, every=every / pace, exercises=slugs, lost=0.02, seed=seed
            )
            _play(played, minutes, ending)


def _address(given: str) -> str:
    from kit.workshop import talk

    try:
        return talk.address(given)
    except ValueError as error:
        raise click.ClickException(str(error)) from None


def _play(played: "Rehearsal", minutes: float, ending: Iterable[object]) -> None:
    """Run a rehearsal until it is done, its time is over, or Ctrl-C; then say what became of it."""
    import time

    until = time.monotonic() + minutes * 60
    played.start()
    for _ in ending:
        if played.done() or time.monotonic() > until:
            break
    played.stop()
    heard = played.heard
    if not heard.sent:
        raise click.ClickException(f"Nobody could send anything. {played.problem}")
    click.echo(f"{len(played.learners)} people sent {heard.sent} events; {heard.stored} were stored.")
    if heard.again:
        click.echo(f"{heard.again} came twice, as if the answer had been lost.")
    click.echo(f"The board has {played.counted()} events of theirs.")


@command.command("export")
@DATA
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("."),
    show_default=True,
    help="The folder to write to.",
)
def export(data: Path, out: Path) -> None:
    """Write what is worth keeping: workshop.csv, a line a person, and workshop.html, the page of the class.

    The board may run meanwhile.
    """
    from kit.course import atomic
    from kit.workshop import export as kept

    board = _open(data)
    pages = {"workshop.csv": "".join(kept.grade_book(board.room)), "workshop.html": kept.class_page(board.room)}
    board.store.close()
    for name, text in pages.items():
        try:
            atomic.write(out / name, text.encode("utf-8", "replace"))
        except OSError as error:
            raise click.ClickException(f"{out / name} cannot be written: {error.strerror or error}") from None
        click.echo(f"wrote {out / name}")


@command.command("delete")
@DATA
@click.option("--person", help="Only this person: the name as the board shows it, or the number.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(data: Path, person: str | None, yes: bool) -> None:
    """Delete the room's file with all that is in it, or one person; nothing can be brought back.

    The board may run meanwhile: it notices.
    """
    board = _open(data)
    try:
        if person is None:
            asked = f"Delete {data}: {len(board.room.people)} people and all that they sent?"
            if yes or click.confirm(asked):
                board.delete_room()
                click.echo(f"deleted {data}")
            return
        found = [each for each in board.room.people.values() if person in (each.name, str(each.number))]
        if len(found) != 1:
            names = ", ".join(f"{each.number} {each.name}" for each in board.room.people.values())
            raise click.ClickException(f"It is not clear who {person!r} is. In the room: {names or 'nobody'}.")
        if yes or click.confirm(f"Delete {found[0].name} and all that came from there?"):
            board.delete_person(found[0].number)
            click.echo(f"deleted {found[0].name}")
    except OSError as error:
        raise click.ClickException(
            f"{data} is emptied, but it cannot be removed while the board is running ({error.strerror or error}). "
            "End the board, and remove the file."
        ) from None
    finally:
        board.store.close()


def _open(data: Path):
    """The room of a file that is there."""
    from kit.workshop.board import Board
    from kit.workshop.store import StoreError

    try:
        return Board(data, make=False)
    except StoreError as error:
        raise click.ClickException(str(error)) from None


@command.command("pack")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--python", "pythons", metavar="3.13", multiple=True, help="A Python of the room's; this one unless named."
)
@click.option(
    "--platform", "platforms", metavar="NAME", multiple=True, help="A system of the room's; this one unless named."
)
@click.option("--check", is_flag=True, help="Afterwards install from it, with no index, and grade ex04 with that.")
@click.option("--yes", is_flag=True, help="Fetch without asking first.")
def pack(folder: Path, pythons: tuple[str, ...], platforms: tuple[str, ...], check: bool, yes: bool) -> None:
    """Make the room's bundle in DIR, with network: all that an installation takes, for people without.

    Both options may be given several times; every Python is fetched for every system. Called again it goes on where
    it was, and fetches only what is new.
    """
    from kit.tokenizers.vendors.models import VendorError
    from kit.workshop import pack as packing
    from kit.workshop.wheels import PackError

    targets = _targets(pythons, platforms)
    try:
        planned = packing.plan(folder, targets, click.echo)
        click.echo(planned.describe())
        if planned.missing and not yes and sys.stdin.isatty():
            click.confirm("Fetch them?", abort=True, default=True)
        packing.make(planned, click.echo)
        if check:
            packing.check(folder, click.echo)
    except (PackError, VendorError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or folder} cannot be used ({error.strerror or error}).") from None
    click.echo(
        f"\n{folder} is ready. To give it to the room: kit workshop serve --lan --bundle {shlex.quote(str(folder))}"
    )


def _targets(pythons: tuple[str, ...], platforms: tuple[str, ...]) -> list:
    """The machines that a pack is for."""
    from kit.workshop import targets

    for name, known in (
        *((each, targets.PYTHONS) for each in pythons),
        *((each, targets.PLATFORMS) for each in platforms),
    ):
        if name not in known:
            raise click.UsageError(f"{name!r} is none of these: {', '.join(known)}")
    try:
        own = [targets.here()] if not (pythons and platforms) else []
    except KeyError as error:
        raise click.UsageError(
            f"There are no wheels for this machine ({error.args[0]}): name --python and --platform."
        ) from None
    chosen = {
        targets.Target(python, platform)
        for python in pythons or [each.python for each in own]
        for platform in platforms or [each.platform for each in own]
    }
    return sorted(chosen)
