"""What waits to be sent: a file an event, written whole before anything is sent, removed once the board has it."""

import json
import os
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from kit.workshop import clock, joined
from kit.workshop.joined import Joined


@dataclass(frozen=True)
class Waiting:
    """An event that waits: the file it is in, what it says, and when it happened (`clock.now`)."""

    path: Path
    data: dict
    when: dict


def folder() -> Path:
    """Where the events wait, by name in the order they happened."""
    return joined.folder() / "outbox"


def add(to: Joined, data: dict) -> Path:
    """Keep an event for a room, under an id of its own; returns its file. A killed process leaves none or all of it."""
    id = uuid.uuid4().hex
    text = json.dumps({"participant": to.participant, "when": clock.now(), "data": {"id": id, **data}})
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = place / f"{time.time_ns():020}-{id}.json"
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(part, path)
    return path


def names() -> list[str]:
    """The names of the events that wait, the oldest first."""
    try:
        return sorted(name for name in os.listdir(folder()) if name.endswith(".json"))
    except FileNotFoundError:
        return []


def waiting(to: Joined, most: int) -> list[Waiting]:
    """The oldest events for a room, at most so many. Those of another room, and what is no event, are removed."""
    found: list[Waiting] = []
    for name in names():
        if len(found) == most:
            break
        path = folder() / name
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["participant"] == to.participant:
                found.append(Waiting(path, dict(kept["data"]), dict(kept["when"])))
                continue
        except FileNotFoundError:
            continue
        except (ValueError, KeyError, TypeError):
            pass  # of a disk that was full, or of an older kit
        path.unlink(missing_ok=True)
    return found


def clear() -> None:
    """Remove everything, the halves of killed processes too."""
    for path in list(folder().glob("*")):
        path.unlink(missing_ok=True)
