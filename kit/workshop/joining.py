"""What a participant says to the room: join, ask, leave. Each answers with the lines to show, in terminal and notebook."""

import json
from pathlib import Path

from kit.workshop import background, following, joined, outbox, talk
from kit.workshop.joined import Joined

SECONDS = 3.0
"""How long `kit ask` and `kit leave` wait for the board before they leave it to the background."""

MOST_ASKED = 280
"""Characters of what somebody asks."""

SENT = (
    "From now on each grading sends to the board: the exercise, its points, its state, the function you are at, and the",
    "suite's own sentence on what is wrong. Never your code, tokens, paths or output. `kit leave` ends it.",
)


class NotDone(Exception):
    """It could not be done; the text says what happened and what to do."""


def join(address: str, code: str, name: str) -> list[str]:
    """Join a room. NotDone in words."""
    try:
        board = talk.address(address)
    except ValueError as error:
        raise NotDone(str(error)) from None
    code, name = code.strip().upper(), " ".join(name.split())
    if not name:
        raise NotDone("Say who you are: kit join ADDRESS CODE --name NAME")
    try:
        client = joined.client(code)
        answer = talk.ask(board, "/api/join", {"code": code, "name": name, "client": client})
        room = Joined(board, code, name=str(answer["name"]), room=str(answer["room"]),
                      participant=str(answer["participant"]), secret=str(answer["secret"]))  # fmt: skip
        before = joined.read()
        if before is not None and before.participant != room.participant:
            joined.forget()
            outbox.clear()
        joined.write(room)
        joined.heard(room, None)
    except talk.Away as error:
        raise NotDone(
            f"The board at {board} does not answer ({error}). Are you in the room's network, and is the address right?"
        ) from None
    except talk.Refusal as refusal:
        again = f" Try again in {refusal.wait:.0f} seconds." if refusal.wait else ""
        raise NotDone(f"{refusal}{again}") from None
    except KeyError:
        raise NotDone(f"What answers at {board} is no workshop's board.") from None
    except OSError as error:
        raise NotDone(_unwritable(error)) from None
    following.look(room)
    if outbox.names():
        background.start()
    return [f"You are in {room.room!r} as {room.name!r}.", "", *SENT, "", *_last(), *_agenda(room)]


def standing() -> list[str]:
    """Which room this is, and what was sent last. NotDone when there is none."""
    room = _room()
    waiting = len(outbox.names())
    lines = [f"You are in {room.room!r} at {room.address} as {room.name!r}.", *_last()]
    if waiting:
        lines.append(f"Waiting for the board: {waiting} event{'s' if waiting > 1 else ''}, sent as soon as it answers.")
        background.start()
    return [*lines, *_agenda(room)]


def ask(text: str) -> list[str]:
    """Raise a hand. NotDone in words."""
    text = " ".join(text.split())
    if len(text) > MOST_ASKED:
        raise NotDone(
            f"That is {len(text)} characters; the board shows {MOST_ASKED}. Say it shorter, the rest by word."
        )
    return _say({"kind": "hand", "up": True, "text": text}, "Your hand is up. Down again: kit ask --done")


def done() -> list[str]:
    """Lower the hand. NotDone in words."""
    return _say({"kind": "hand", "up": False}, "Your hand is down.")


def leave() -> list[str]:
    """Leave the room; what waited for the board goes with it as far as the board answers now. NotDone in words."""
    room = _room()
    try:
        reached = background.wait_until_sent(outbox.add(room, {"kind": "left"}), SECONDS)
        joined.forget()
        outbox.clear()
    except OSError as error:
        raise NotDone(_unwritable(error)) from None
    lines = [f"You have left {room.room!r}. Nothing more is sent."]
    if not reached:
        lines.append("The board did not answer, so it still shows you where you were.")
    return [*lines, "What it has of you, the facilitator deletes: ask for it if you like."]


def _say(event: dict, reached: str) -> list[str]:
    room = _room()
    try:
        sent = background.wait_until_sent(outbox.add(room, event), SECONDS)
    except OSError as error:
        raise NotDone(_unwritable(error)) from None
    if sent:
        _room()  # which the board may just have ended
        return [reached]
    return ["The board does not answer now; it is told as soon as it does. Until then, raise your arm."]


def _room() -> Joined:
    room = joined.read()
    if room is None:
        raise NotDone("You are in no workshop. The way in: kit join ADDRESS CODE --name NAME")
    if room.ended:
        joined.forget()
        raise NotDone(joined.said_of_the_end(room))
    return room


def _last() -> list[str]:
    events = joined.last_sent()
    if not events:
        return ["Sent so far: your name."]
    return ["Sent last, all of it:", *(f"  {json.dumps(event, ensure_ascii=False)}" for event in events)]


def _agenda(room: Joined) -> list[str]:
    line = following.line(room)
    return ["", line] if line else []


def _unwritable(error: OSError) -> str:
    where = error.filename or joined.folder()
    return f"{Path(str(where))} cannot be written ({error.strerror or error}). Set KIT_STATE to a folder of yours."
