"""The room that this user has joined: a file of the user's own, outside of every workspace, as there is a secret in it."""

import json
import os
import shlex
import uuid
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kit.course import atomic, state
from kit.workshop import clock, locks

FORGOTTEN = 48 * 3600.0
"""Seconds without a word from the board after which a workshop is over, though nobody said `kit leave`."""

UNKNOWN = "the board no longer knows you: somebody removed you from the room, or the room is gone"
"""Why a workshop is over, when the board says so."""


@dataclass(frozen=True)
class Joined:
    """A participant's side of a room. `ended`: why nothing is sent any more, as a sentence; empty while it goes on."""

    address: str
    code: str
    name: str
    room: str = ""
    participant: str = ""
    secret: str = ""
    ended: str = ""

    def __repr__(self) -> str:  # never the secret
        return f"<joined {self.room!r} at {self.address} as {self.name!r}>"


def folder() -> Path:
    """Where all that a workshop needs on this side is kept."""
    return state.folder() / "workshop"


def read() -> Joined | None:
    """The room of the moment; None when there is none, or its file is not readable as one."""
    try:
        return Joined(**json.loads((folder() / "joined.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write(joined: Joined) -> None:
    """Join: replace what was there. OSError as usual."""
    with _changing():
        _put("joined.json", asdict(joined))


def forget() -> None:
    """Leave: nothing is sent from now on, and what waited to be sent is gone. OSError as usual."""
    with _changing():
        for name in ("joined.json", "heard.json", "told.json", "last.json"):
            (folder() / name).unlink(missing_ok=True)


def end(joined: Joined, why: str) -> None:
    """Note why the board's word ended it, unless another room was joined meanwhile. OSError as usual."""
    with _changing():
        if read() == joined:
            _put("joined.json", asdict(replace(joined, participant="", secret="", ended=why)))


def said_of_the_end(room: Joined) -> str:
    """Why nothing is sent any more, and the way back."""
    back = f"kit join {room.address} {room.code} --name {shlex.quote(room.name)}"
    return f"You are out of the workshop {room.room!r}: {room.ended}. Nothing more is sent. To join again: {back}"


def client(code: str) -> str:
    """The id by which a room knows this user again: made once a room code, and kept. OSError as usual."""
    with _changing():
        try:
            known = json.loads((folder() / "clients.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            known = {}
        if code not in known:
            known[code] = uuid.uuid4().hex
            _put("clients.json", known)
        return known[code]


def heard(joined: Joined, agenda: object) -> None:
    """Note that the board answered, and with which agenda. OSError as usual."""
    _put("heard.json", {"participant": joined.participant, "agenda": agenda, "when": clock.now()})


def last_heard(joined: Joined) -> tuple[dict | None, float]:
    """The agenda of the board's last answer, None for none, and the seconds since; infinite when it has not answered."""
    try:
        found = json.loads((folder() / "heard.json").read_text(encoding="utf-8"))
        if found["participant"] == joined.participant:
            return found["agenda"], clock.age(found["when"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None, float("inf")


def sent(events: list[dict]) -> None:
    """Keep what is sent, for `kit join` to show. OSError as usual."""
    _put("last.json", {"events": events})


def last_sent() -> list[dict]:
    """The events that were sent last; empty when none were."""
    try:
        return list(json.loads((folder() / "last.json").read_text(encoding="utf-8"))["events"])
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _put(name: str, data: dict) -> None:
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder() / name
    atomic.write(path, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())
    os.chmod(path, 0o600)


def _changing():
    return locks.held(folder() / "joined.lock", wait=True)
