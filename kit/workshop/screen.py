"""What `kit workshop serve` prints: where the board is, how to join, how to try it from another machine."""

from collections.abc import Iterator
from io import StringIO

from kit.workshop.serve import Served


def opening(served: Served, *, lan: bool, bundle: bool) -> Iterator[str]:
    """The lines to print, for a facilitator."""
    board, url = served.board, served.url
    own = f"http://127.0.0.1:{served.port}"
    yield f"{board.room.place.agenda.title}: the board is at {url}   (Ctrl-C ends it; started again, all is as it was)"
    yield ""
    yield f"  room code     {board.code}"
    yield f"  people join   kit join {url} {board.code} --name NAME"
    yield f"  your page     {own}/board?key={board.key}"
    yield f"  projector     {own}/projector?key={board.projector_key}"
    yield f"  your key      {board.key}   (for {url}/board on another machine; show it to nobody)"
    yield ""
    if lan:
        yield from _tried(served)
        yield from qr(url)
    else:
        yield "Only this machine can reach it. For a room: kit workshop serve --lan"
    if bundle:
        yield f"The bundle, with the two lines to install from it: {url}/"
    if board.room.people:
        yield f"Back from its file: {len(board.room.people)} people, {board.store.count()} events."


def _tried(served: Served) -> Iterator[str]:
    if not served.others:
        yield "This machine has no address on a network: connect it, and start the board again."
        return
    yield f"Try it from another machine or a phone in the room: open {served.url} there. If nothing comes, the machine's"
    yield "firewall or the network (some keep their guests apart) is in between: see docs/workshops.md."
    if len(served.others) > 1:
        yield "This machine's other addresses: " + ", ".join(
            f"http://{each}:{served.port}" for each in served.others[1:]
        )


def qr(url: str) -> Iterator[str]:
    """The address as a QR code of a terminal's blocks."""
    import segno

    written = StringIO()
    segno.make(url, error="m").terminal(written, compact=True)
    yield written.getvalue()
