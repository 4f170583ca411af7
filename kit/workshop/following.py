"""The room's agenda in one line for `kit watch`: asked for now and then by a thread of its own, counted down between."""

import threading
import time
from collections.abc import Callable

from kit.workshop import joined, talk
from kit.workshop.joined import Joined

LOOK, SHOW = 15.0, 5.0
"""Seconds between two questions to the board, and between two looks at the clock."""

STALE = 120.0
"""Seconds without an answer after which the line says so."""

_following = threading.Lock()


def follow(put: Callable[[dict], None]) -> None:
    """Call `put` with {"event": "room", "text": …} whenever the line changes, until the room is left. Once a process."""
    if _following.acquire(blocking=False):
        threading.Thread(target=_follow, args=(put,), daemon=True).start()


def _follow(put: Callable[[dict], None]) -> None:
    shown, asked = "", float("-inf")
    try:
        while (room := joined.read()) is not None and not room.ended:
            if time.monotonic() - asked >= LOOK:
                asked = time.monotonic()
                look(room)
            text = line(room)
            if text != shown:
                shown = text
                put({"event": "room", "text": text})
            time.sleep(SHOW)
    except OSError:
        pass  # the state folder is gone: so is the room
    put({"event": "room", "text": ""})
    _following.release()


def look(room: Joined) -> None:
    """Ask the board where the room is; whatever goes wrong leaves the answer before it. OSError as usual."""
    try:
        answer = talk.ask(room.address, "/api/me", bearer=f"{room.participant}.{room.secret}")
    except talk.Away:
        return
    except talk.Refusal as refusal:
        if refusal.status in (401, 410):
            joined.end(room, joined.UNKNOWN)
        return
    joined.heard(room, answer.get("agenda"))


def line(room: Joined) -> str:
    """The line: what the room is at, for how long, and what comes next; empty when the board has told no agenda."""
    agenda, since = joined.last_heard(room)
    now = agenda.get("now") if isinstance(agenda, dict) else None
    if agenda is None or not isinstance(now, dict):
        return ""
    exercise = str(now.get("exercise") or "").partition("_")[0]
    title = " ".join(word for word in (exercise, str(now.get("title") or "")) if word)
    parts = [f"workshop: now {title}"]
    left = now.get("ends_in")
    if isinstance(left, (int, float)):
        parts.append(remaining(left - since))
    if agenda.get("next"):
        parts.append(f"then {agenda['next']}")
    if since > STALE:
        parts.append("the board does not answer; what you do is sent later")
    return " ".join(" · ".join(parts).split())[:200]


def remaining(seconds: float) -> str:
    """How long something goes on, in words that change once a minute."""
    if seconds <= 0:
        return "time is up"
    minutes = int(seconds // 60)
    return f"{minutes} min left" if minutes else "less than a minute left"
