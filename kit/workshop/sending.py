"""The process that sends what waits: started by a grading, one at a time, and gone some time after the last event.

    python -m kit.workshop.sending [SECONDS]      how long it stays for the next event; see LINGER

It stays for the next save, as starting a process is most of what a grading's part in this would cost.
A grading writes its events first and only then looks whether somebody sends. Whoever sends looks once more after it
has let its lock go. So an event is never left waiting by both.
"""

import os
import random
import sys
import time

from kit.workshop import background, clock, joined, locks, outbox, sentences, talk
from kit.workshop.joined import Joined

MOST, MOST_BYTES = 100, 60_000
"""Events, and about how many bytes of them, in one request."""

FIRST, LAST = 1.0, 8.0
"""Seconds until the second try, and at most between any two: about so many, lest a whole room comes back at once."""

PATIENCE = 15 * 60.0
"""Seconds without an answer after which the process ends; the next grading starts another."""

LINGER, LOOK = 120.0, 0.25
"""Seconds that the process stays for the next event, and between two looks for it."""

REFUSALS = 3
"""Times that the board may leave an event out of what it has stored, before nobody sends it again."""


def run(patience: float = PATIENCE, linger: float = 0.0) -> None:
    """Send until nothing waits for `linger` seconds, or nobody answers for `patience`, or another process does it."""
    while outbox.names():
        with locks.held(background.lock(), wait=False) as mine:
            if not mine:
                return
            sender = _Sender(patience)
            while sender.empty_the_outbox():
                if not _comes(linger):
                    break
            else:
                return


def _comes(seconds: float) -> bool:
    """Wait for an event; whether one came, in a room that goes on."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and os.path.exists(joined.folder() / "joined.json"):
        if outbox.names():
            return True
        time.sleep(LOOK)
    return False


class _Sender:
    def __init__(self, patience: float) -> None:
        self.patience = patience
        self.left_out: dict[str, int] = {}
        self.most = MOST

    def empty_the_outbox(self) -> bool:
        """Whether it is empty now. False: nobody answered."""
        last, pause = time.monotonic(), FIRST
        while outbox.names():
            room = joined.read()
            if room is None or room.ended:
                outbox.clear()
                return True
            wait = 0.0
            try:
                self.send(room)
                last, pause = time.monotonic(), FIRST
            except talk.Away:
                wait, pause = pause * random.uniform(0.6, 1.4), min(2 * pause, LAST)
            except talk.Refusal as refusal:
                if refusal.status in (401, 410):  # this person is not in the room, or the room is deleted
                    joined.end(room, joined.UNKNOWN)
                    outbox.clear()
                    return True
                if refusal.status == 429:
                    wait = min(refusal.wait or pause, 60.0) * random.uniform(1.0, 1.2)
                else:
                    self.refused()
            if time.monotonic() - last + wait > self.patience:
                return False
            _sleep(wait)
        return True

    def send(self, room: Joined) -> None:
        """One request with the oldest events. Away and Refusal as usual."""
        sent, events = [], list[dict]()
        size = 0
        for waiting in outbox.waiting(room, self.most):
            event = _event(waiting)
            size += len(repr(event))
            if events and size > MOST_BYTES:
                break
            sent.append(waiting)
            events.append(event)
        if not events:
            return
        joined.sent(events)
        answer = talk.ask(room.address, "/api/events", {"events": events}, bearer=f"{room.participant}.{room.secret}")
        stored = answer.get("stored")
        stored = set(stored) if isinstance(stored, list) else set()
        for waiting in sent:
            if waiting.data["id"] in stored or self.hopeless(waiting.data["id"]):
                waiting.path.unlink(missing_ok=True)
        joined.heard(room, answer.get("agenda"))
        self.most = MOST

    def hopeless(self, id: str) -> bool:
        """Whether the board has left an event out so often that it will not take it."""
        self.left_out[id] = self.left_out.get(id, 0) + 1
        return self.left_out[id] >= REFUSALS

    def refused(self) -> None:
        """The board would not take the request: less at a time, and in the end without the event that it will not take."""
        if self.most > 1:
            self.most = self.most // 2
            return
        for name in outbox.names()[:1]:
            if self.hopeless(name):
                (outbox.folder() / name).unlink(missing_ok=True)


def _event(waiting: outbox.Waiting) -> dict:
    """An event as it is sent: of what a grading said, the sentence that the suite has for it, and never the learner's."""
    event = {"age": round(clock.age(waiting.when), 3), **waiting.data}
    if "cause" in event:
        event["diagnosis"] = sentences.known(str(event.get("exercise")), event.pop("cause"))
    return event


def _sleep(seconds: float) -> None:
    """Wait, but no longer than until something new waits too: it may be the person, who sees the board in reach."""
    until, before = time.monotonic() + seconds, outbox.names()[-1:]
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(left, 0.5))
        if outbox.names()[-1:] != before:
            return


if __name__ == "__main__":
    run(linger=float(sys.argv[1]) if len(sys.argv) > 1 else LINGER)
