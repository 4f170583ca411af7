"""The board without its pages: who joins, what is stored, what the facilitator does; one room, one file, one thread."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from kit.workshop import events, names
from kit.workshop.agenda import MINUTES, STEP, Agenda
from kit.workshop.events import HAND, JOINED, Event, Unfit
from kit.workshop.limits import Allowance
from kit.workshop.room import JOINING, Person, Room
from kit.workshop.store import Move, Store

MOST_PEOPLE = 400
"""People in one room. It is made for 300; some join from two machines."""

MOST_EVENTS_EACH = 20_000
"""Events of one participant that are kept: a save every 5 s for a day."""

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are read wrongly from a projector: 0 and O, 1, I and L."""


FACILITATOR, PROJECTOR = "facilitator", "projector"
"""Who may see pages that are not for everybody: all of it and its buttons, or what has no names."""


class Refused(Exception):
    """What was asked is not done: the status of HTTP, a sentence, and the seconds after which to try again."""

    def __init__(self, status: int, sentence: str, wait: int = 0) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.wait = status, sentence, wait


class Board:
    """A room over its file. `clock` tells seconds since 1970, `ticking` seconds from any beginning.

    With an `agenda`, that one from now on; else the one that the file has. StoreError: the file is none, or is not there
    and shall not be made.
    """

    def __init__(
        self,
        path: Path,
        agenda: Agenda | None = None,
        *,
        make: bool = True,
        clock: Callable[[], float] = time.time,
        ticking: Callable[[], float] = time.monotonic,
    ) -> None:
        self.clock = clock
        self.store = Store(path, make=make)
        self.deleted = False
        self.changed: Callable[[int | None], None] = lambda number: None
        """Called after each change with the participant's number; None: all may have changed."""
        with self.store.transaction():
            for name, made in (("code", _code()), ("key", secrets.token_urlsafe(15)), ("room", secrets.token_hex(4))):
                if not self.store.get(name):
                    self.store.set(name, made)
            if agenda is not None and agenda.as_text() != self.store.get("agenda"):
                self.store.set("agenda", agenda.as_text())
        self._load()
        # A whole room may be behind one address, as behind a router of its own, and come in at one word.
        self._wrong = Allowance(0.5, 30, ticking)
        self._joins = Allowance(5, MOST_PEOPLE, ticking)
        self._sends = Allowance(2, 60, ticking)
        self._events = Allowance(10, 2_000, ticking)
        self._keys = Allowance(0.2, 20, ticking)
        self._all = Allowance(1_000, 4_000, ticking)

    def _load(self) -> None:
        """Work everything out from the file."""
        self.secret = self.store.get("secret").encode()
        self.code, self.key = self.store.get("code"), self.store.get("key")
        self.id = self.store.get("room")
        self.projector_key = self.sign("projector")[:20]
        if not self.secret:  # another process has deleted the room
            self.deleted = True
            self.room = Room(Agenda())
            return
        kept = self.store.get("agenda")
        self.room = Room(Agenda.from_text(kept) if kept else Agenda())
        for joined in self.store.people():
            self.room.join(joined)
        self._skeletons = {names.skeleton(person.name) for person in self.room.people.values()}
        for number, event in self.store.events():
            if (person := self.room.people.get(number)) is not None:
                person.take(event)
        for move in self.store.moves():
            self.room.move(move)

    def look(self) -> None:
        """Before anything is answered: what another process changed is taken in. Refused (410): the room is deleted."""
        if not self.deleted and self.store.changed_elsewhere():
            self._load()
            self.changed(None)
        if self.deleted:
            raise Refused(410, "This workshop's room was deleted by its facilitator, with all that was in it.")

    def join(self, sent: object, address: str) -> tuple[Person, str]:
        """A newcomer, or somebody who comes again, and their secret. Refused: a wrong code, a full room, too often."""
        sent = sent if isinstance(sent, dict) else {}
        code, name, client = (sent.get(field) for field in ("code", "name", "client"))
        self._take(self._all, "all")
        if wait := self._wrong.wait(address):
            raise Refused(
                429, "Too many wrong codes came from this address. Wait a little, and look at the code.", wait
            )
        if not isinstance(code, str) or not hmac.compare_digest(_plain(code), _plain(self.code)):
            self._wrong.take(address)
            raise Refused(403, "The room code is not right. It is on the projector: three characters, a hyphen, three.")
        if not isinstance(client, str) or not 16 <= len(client) <= 64 or not client.isascii() or not client.isalnum():
            raise Refused(400, "This is no kit that can join: it has no number of its own. Update the kit.")
        self._take(self._joins, address)
        name = names.name(name if isinstance(name, str) else "")
        known = hashlib.sha256(client.encode()).hexdigest()
        person = self._again(known, name) or self._newcomer(known, name)
        self._keep(person, Event(secrets.token_hex(16), round(self.clock(), 3), JOINED))
        return person, self.secret_of(person.id)

    def _again(self, client: str, name: str) -> Person | None:
        joined = next((each for each in self.store.people() if each.client == client), None)
        if joined is None:
            return None
        person = self.room.people[joined.number]
        if names.skeleton(name) != names.skeleton(joined.name.rpartition(" (")[0] or joined.name):
            self._skeletons.discard(names.skeleton(person.name))
            person.name = names.told_apart(name, self._skeletons)
            self._skeletons.add(names.skeleton(person.name))
            self.store.rename(person.number, person.name)
        return person

    def _newcomer(self, client: str, name: str) -> Person:
        if not self.room.open:
            raise Refused(409, "The facilitator has closed the room to newcomers. Ask for it to be opened.")
        if len(self.room.people) >= MOST_PEOPLE:
            raise Refused(409, f"The room is full: {MOST_PEOPLE} people are in it.")
        shown = names.told_apart(name, self._skeletons)
        person = self.room.join(self.store.add_person(client, shown, round(self.clock(), 3)))
        self._skeletons.add(names.skeleton(shown))
        return person

    def secret_of(self, id: str) -> str:
        """The secret of a participant; it can be worked out again, so the file holds none."""
        return self.sign(f"participant:{id}")

    def sign(self, text: str) -> str:
        """A text that only this room's file can make of another."""
        return hmac.new(self.secret, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:40]

    def who(self, said: str) -> Person:
        """The participant of `ID.SECRET`. Refused (401): there is none."""
        id, _, secret = said.partition(".")
        right = hmac.compare_digest(self.secret_of(id).encode(), secret.encode("utf-8", "replace"))
        person = self.room.by_id.get(id)
        if person is None or not right:
            raise Refused(401, "The board does not know you (any more): join again with the room code.")
        return person

    def role_of(self, key: str, address: str) -> str | None:
        """What a key opens: FACILITATOR, PROJECTOR or nothing. Refused: asked too often with wrong ones."""
        if wait := self._keys.wait(address):
            raise Refused(429, "Too many wrong keys came from this address.", wait)
        given = key.strip().encode("utf-8", "replace")
        for role, right in ((FACILITATOR, self.key), (PROJECTOR, self.projector_key)):
            if hmac.compare_digest(given, right.encode()):
                return role
        self._keys.take(address)
        return None

    def take(self, person: Person, sent: object) -> tuple[list[str], list[dict]]:
        """Keep what a participant sent: the ids that are stored, now or before, and those refused with the reason."""
        self._take(self._all, "all")
        self._take(self._sends, person.number)
        given = sent.get("events") if isinstance(sent, dict) else None
        if not isinstance(given, list):
            raise Refused(400, "Events come as a list under the name events.")
        if len(given) > events.MOST_EVENTS:
            raise Refused(413, f"At most {events.MOST_EVENTS} events come at once.")
        self._take(self._events, person.number, len(given))
        if person.events + len(given) > MOST_EVENTS_EACH:
            raise Refused(429, "More came from this participant than a workshop can hold.", 3600)
        now = self.clock()
        fit: list[Event] = []
        refused = []
        for each in given:
            try:
                fit.append(events.read(each, now, person.joined))
            except Unfit as error:
                id = each.get("id") if isinstance(each, dict) else None
                refused.append({"id": id if isinstance(id, str) else None, "why": str(error)})
        self._keep(person, *fit)
        return [event.id for event in fit], refused

    def hand(self, person: Person, up: bool, text: str = "") -> None:
        """Raise or lower somebody's hand from a page."""
        text = names.clean(text, events.MOST_TEXT) if up else ""
        self._keep(person, Event(secrets.token_hex(16), round(self.clock(), 3), HAND, up=up, text=text or None))

    def _keep(self, person: Person, *fit: Event) -> None:
        new = self.store.add_events(person.number, fit)
        late = bool(new) and min(event.at for event in new) < person.upto
        if late:
            self.room.replay(person, self.store.events(person.number))
        else:
            for event in sorted(new, key=lambda event: event.at):
                person.take(event)
        self.changed(person.number)

    def go(self, step: int) -> None:
        """To a step of the agenda; below 0: before it begins, past its end: it is over."""
        self._move(STEP, str(max(-1, min(step, len(self.room.place.agenda.steps)))))

    def give(self, minutes: int) -> None:
        """More (or fewer) minutes for the step that the room is at."""
        self._move(MINUTES, str(minutes))

    def let_in(self, open: bool) -> None:
        """Open the room to newcomers, or close it."""
        self._move(JOINING, "open" if open else "closed")

    def _move(self, kind: str, value: str) -> None:
        move = Move(round(self.clock(), 3), kind, value)
        self.store.add_move(move)
        self.room.move(move)
        self.changed(None)

    def delete_person(self, number: int) -> None:
        """Take somebody out of the room and its file."""
        person = self.room.people.get(number)
        if person is not None:
            self.store.delete_person(number)
            self.room.forget(number)
            self._skeletons.discard(names.skeleton(person.name))
            self.changed(None)

    def delete_room(self) -> None:
        """Delete the file, and answer nothing more."""
        self.store.delete_room()
        self.deleted = True
        self.room = Room(Agenda())
        self.changed(None)

    def agenda(self) -> dict:
        """Where the room is, for a participant's kit."""
        return self.room.place.as_json(self.clock())

    @staticmethod
    def _take(allowance: Allowance, key: object, cost: int = 1) -> None:
        if wait := allowance.take(key, cost):
            raise Refused(429, "That was too often; nothing of it was kept. Send it again later.", wait)


def _code() -> str:
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(6))
    return f"{letters[:3]}-{letters[3:]}"


def _plain(code: str) -> bytes:
    """A code as people type it: small letters, spaces and hyphens do not matter."""
    return "".join(c for c in code.upper() if c.isalnum()).encode("utf-8", "replace")
