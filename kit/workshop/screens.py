"""What each live page shows, in pieces with an id: the page is made of them, and what changes is sent piece by piece."""

from collections.abc import Callable, Iterator

from kit.workshop import names, render, sentences
from kit.workshop.board import Board
from kit.workshop.room import Person, Room

Pieces = Iterator[tuple[str, str]]

PROJECTED = 2
"""A sentence is on the projector when so many people have it: of one alone everybody might know who it is. And it is one
of the course's own: whoever writes to the board by hand puts none on the wall."""


class BoardScreen:
    """The facilitator's page; `named`: it shows names, not numbers."""

    def __init__(self, board: Board, token: str, *, named: bool) -> None:
        self.board, self.token, self.named = board, token, named
        self._rows: dict[int, tuple[tuple, str]] = {}
        self._columns: list[str] = []

    def shape(self) -> tuple:
        """What must not change while a page is open; when it does, the page is loaded again."""
        self._columns = self.board.room.columns()
        return tuple(self._columns)

    def pieces(self, now: float) -> Pieces:
        """The pieces from top to bottom; those of people (`p-7`) are rows of one table."""
        room = self.board.room
        yield "agenda", render.piece("agenda", room.place, self.token)
        yield "summary", render.piece("summary", _counts(room, now), room.place, _pace(room, now))
        yield "door", render.piece("door", room.open, self.token)
        yield (
            "hands",
            render.piece("hands", [(p, self.called(p), now - p.hand_since) for p in room.hands()], self.token),
        )
        yield "stuck", render.piece("stuck", [(p, self.called(p), p.stuck(now), now) for p in room.stuck(now)])
        yield "wrong", render.piece("wrong", room.misconceptions())
        yield "bars", render.piece("bars", [room.standing(slug, now) for slug in self._columns])
        yield from self._people(now)

    def _people(self, now: float) -> Pieces:
        people = self.board.room.people.values()
        ordered = sorted(people, key=lambda each: (names.order(each.name) if self.named else "", each.number))
        for gone in self._rows.keys() - self.board.room.people.keys():
            del self._rows[gone]
        for person in ordered:
            key = (person.version, person.state(now), self._columns)
            kept = self._rows.get(person.number)
            if kept is None or kept[0] != key:
                row = render.piece("row", person, self.called(person), person.state(now), self._columns)
                kept = self._rows[person.number] = (key, row)
            yield f"p-{person.number}", kept[1]

    def called(self, person: Person) -> str:
        """What to call somebody on this page."""
        return person.name if self.named else f"person {person.number}"

    def unchanged(self, now: float) -> object:
        """Nothing that is cheap to compare says that nothing changed: time alone changes who is stuck."""
        return None


class ProjectorScreen:
    """For everybody's eyes: no names, no sentence that only one person has."""

    def __init__(self, board: Board, url: Callable[[], str]) -> None:
        self.board, self.url = board, url
        self._columns: list[str] = []

    def shape(self) -> tuple:
        """As for the facilitator's page."""
        self._columns = self.board.room.columns()
        return tuple(self._columns)

    def pieces(self, now: float) -> Pieces:
        """The pieces from top to bottom."""
        room = self.board.room
        yield "agenda", render.piece("agenda", room.place, "")
        yield "summary", render.piece("summary", _counts(room, now), room.place, _pace(room, now))
        yield "bars", render.piece("bars", [room.standing(slug, now) for slug in self._columns])
        found = room.misconceptions(most=200, least=PROJECTED)
        own = [each for each in found if sentences.is_own(each.exercise, each.sentence)]
        yield "wrong", render.piece("wrong", own[:6])

    def unchanged(self, now: float) -> object:
        """As for the facilitator's page."""
        return None


class OwnScreen:
    """A participant's own page."""

    def __init__(self, board: Board, number: int, token: str) -> None:
        self.board, self.number, self.token = board, number, token

    def shape(self) -> tuple:
        """The page ends when its person is deleted."""
        return (self.number in self.board.room.people, *self.board.room.columns())

    def pieces(self, now: float) -> Pieces:
        """The pieces from top to bottom."""
        person = self.board.room.people.get(self.number)
        if person is not None:
            yield "agenda", render.piece("agenda", self.board.room.place, "")
            yield "hand", render.piece("own_hand", person, self.token)
            yield "mine", render.piece("mine", person, self.board.room.columns())

    def unchanged(self, now: float) -> object:
        """What tells that nothing changed; None: nothing does."""
        person, place = self.board.room.people.get(self.number), self.board.room.place
        return person and (person.version, place.number, place.began, place.more)


def _counts(room: Room, now: float) -> dict:
    """How many people there are, and in which state."""
    states = [person.state(now) for person in room.people.values()]
    standing = room.standing(room.place.step.exercise, now) if room.place.step and room.place.step.exercise else None
    counted = {state: states.count(state) for state in ("at work", "stuck", "away", "left")}
    return {"people": len(states), "states": counted, "hands": len(room.hands()), "now": standing}


def _pace(room: Room, now: float) -> tuple | None:
    """The chart of the exercise that the room is at: when people had done it."""
    step = room.place.step
    if step is None or step.exercise is None:
        return None
    works = (person.works.get(step.exercise) for person in room.people.values())
    done = [work.done_at for work in works if work is not None and work.done_at is not None]
    minute = (
        room.place.began + max(1, int((now - room.place.began) // 60) + 1) * 60
    )  # so that it is drawn once a minute
    return done, len(room.people), room.place.began, minute, render.titled(step.exercise)
