"""Where everybody in the room is, worked out from the stored events alone: the same events give the same room."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kit import course
from kit.workshop.agenda import MINUTES, STEP, Agenda, Place
from kit.workshop.events import GRADED, HAND, JOINED, LEFT, Event
from kit.workshop.store import Joined, Move

STUCK_SECONDS = 8 * 60.0
"""So long with the same failure is stuck, if it was graded at least STUCK_GRADINGS times in that time."""

STUCK_GRADINGS = 3

AWAY_SECONDS = 20 * 60.0
"""Who has sent nothing for so long is not counted as at work."""

MOST_EXERCISES = 60
"""Exercises of one participant that are followed."""

MOST_MET = 100
"""Different diagnoses of one participant that are followed."""

JOINING = "joining"
"""Kind of a facilitator's move: the room is open to newcomers, or closed."""

AT_WORK, STUCK, AWAY, GONE = "at work", "stuck", "away", "left"


@dataclass
class Work:
    """One participant's work on one exercise. `since` and `gradings`: of the failure that it shows now."""

    points: float = 0.0
    max: float = 0.0
    status: str = "not started"
    diagnosis: str | None = None
    function: str | None = None
    since: float = 0.0
    gradings: int = 0
    graded: int = 0
    done_at: float | None = None
    last_points: float = 0.0

    def take(self, event: Event) -> None:
        """Follow one grading. Points are the best so far, and done stays done."""
        failure = (event.status, event.function, event.diagnosis, event.points)
        if failure != (self.status, self.function, self.diagnosis, self.last_points):
            self.since, self.gradings = event.at, 0
        self.last_points = event.points or 0.0
        self.status, self.diagnosis, self.function = event.status or "", event.diagnosis, event.function
        self.gradings += 1
        self.graded += 1
        self.max = event.max or 0.0
        self.points = max(self.points, self.last_points)
        if event.status == "passed" and self.done_at is None:
            self.done_at = event.at

    @property
    def done(self) -> bool:
        return self.done_at is not None

    @property
    def failing(self) -> bool:
        return not self.done and self.status in ("failed", "error")


@dataclass
class Person:
    """A participant. `here` is the exercise graded last; `version` changes with everything that is shown of them."""

    number: int
    id: str
    name: str
    joined: float
    works: dict[str, Work] = field(default_factory=dict)
    here: str | None = None
    last: float = 0.0
    hand: str | None = None
    hand_since: float = 0.0
    gone: bool = False
    met: set[tuple[str, str]] = field(default_factory=set)
    events: int = 0
    upto: float = 0.0
    version: int = 0

    def take(self, event: Event) -> None:
        """Follow one event; they come in the order they happened."""
        self.events += event.kind != JOINED
        self.version += 1
        self.upto = self.last = max(self.last, event.at)
        if event.kind == JOINED:
            self.gone = False
        elif event.kind == LEFT:
            self.gone, self.hand = True, None
        elif event.kind == HAND:
            if self.hand is None:
                self.hand_since = event.at
            self.hand = (event.text or "") if event.up else None
        elif event.kind == GRADED and event.exercise:
            self._graded(event, event.exercise)

    def _graded(self, event: Event, exercise: str) -> None:
        self.gone = False
        if exercise not in self.works and len(self.works) >= MOST_EXERCISES:
            return
        work = self.works.setdefault(exercise, Work())
        work.take(event)
        if event.status != "not started":
            self.here = exercise
        if event.diagnosis and event.status != "passed" and len(self.met) < MOST_MET:
            self.met.add((exercise, event.diagnosis))

    def stuck(self, now: float) -> Work | None:
        """The work that they are stuck at: the same failure of the exercise they are at, for long and tried again."""
        work = self.works.get(self.here or "")
        if work is None or not work.failing or self.gone or now - self.last > AWAY_SECONDS:
            return None
        return work if work.gradings >= STUCK_GRADINGS and now - work.since >= STUCK_SECONDS else None

    def state(self, now: float) -> str:
        """At work, stuck (the same failure for long, or a hand up), away or left."""
        if self.gone:
            return GONE
        if self.hand is not None or self.stuck(now) is not None:
            return STUCK
        return AWAY if now - self.last > AWAY_SECONDS else AT_WORK

    @property
    def points(self) -> float:
        """Points of all exercises, the best of each."""
        return sum(work.points for work in self.works.values())


@dataclass(frozen=True)
class Misconception:
    """A sentence of the diagnosis: how many have it now, and how many have met it so far."""

    exercise: str
    sentence: str
    now: int
    ever: int


@dataclass(frozen=True)
class Standing:
    """How a room stands with one exercise; the four numbers add up to everybody who has not left or has done it."""

    exercise: str
    done: int
    at_work: int
    stuck: int
    rest: int


class Room:
    """Everybody, the agenda's place, and whether newcomers may come in."""

    def __init__(self, agenda: Agenda) -> None:
        self.place = Place(agenda)
        self.open = True
        self.people: dict[int, Person] = {}
        self.by_id: dict[str, Person] = {}

    def join(self, who: Joined) -> Person:
        """Somebody new, or the same person under a new name."""
        person = self.people.get(who.number)
        if person is None:
            person = self.people[who.number] = self.by_id[who.id] = Person(who.number, who.id, who.name, who.joined)
            person.last = who.joined
        if person.name != who.name:
            person.name = who.name
        person.version += 1
        return person

    def forget(self, number: int) -> None:
        """Take somebody out."""
        person = self.people.pop(number, None)
        if person is not None:
            del self.by_id[person.id]

    def replay(self, person: Person, events: Iterable[tuple[int, Event]]) -> None:
        """Work a person out anew from all their events: some came that happened before others that were here."""
        fresh = Person(person.number, person.id, person.name, person.joined, last=person.joined)
        for _, event in events:
            fresh.take(event)
        fresh.version = person.version + 1
        self.people[person.number] = self.by_id[person.id] = fresh

    def move(self, move: Move) -> None:
        """Follow what the facilitator did."""
        if move.kind in (STEP, MINUTES):
            self.place.apply(move)
        elif move.kind == JOINING:
            self.open = move.value == "open"

    def columns(self) -> list[str]:
        """The exercises worth a column: those of the agenda, else all of the course; and others that somebody is at."""
        listed = [step.exercise for step in self.place.agenda.steps if step.exercise]
        known = [course.load().hello.slug, *course.load().slugs]
        touched = {slug for person in self.people.values() for slug, work in person.works.items() if work.graded}
        wanted = dict.fromkeys(listed or known[1:])
        return [*wanted, *(slug for slug in known if slug in touched and slug not in wanted)]

    def standing(self, exercise: str, now: float) -> Standing:
        """How many have done an exercise, are at it, are stuck at it, or have not begun."""
        done = at_work = stuck = rest = 0
        for person in self.people.values():
            work = person.works.get(exercise)
            if work is not None and work.done:
                done += 1
            elif person.gone:
                continue
            elif person.here != exercise or (state := person.state(now)) == AWAY:
                rest += 1
            elif state == STUCK:
                stuck += 1
            else:
                at_work += 1
        return Standing(exercise, done, at_work, stuck, rest)

    def misconceptions(self, most: int = 12, least: int = 1) -> list[Misconception]:
        """What is misunderstood now, by most people first; sentences that at least `least` people have now."""
        now: Counter = Counter()
        ever: Counter = Counter()
        for person in self.people.values():
            ever.update(person.met)
            for slug, work in person.works.items():
                if work.failing and work.diagnosis and not person.gone:
                    now[slug, work.diagnosis] += 1
        ordered = sorted(now, key=lambda each: (-now[each], each))
        return [
            Misconception(slug, said, now[slug, said], ever[slug, said])
            for slug, said in ordered
            if now[slug, said] >= least
        ][:most]

    def hands(self) -> list[Person]:
        """Who has a hand up, first the one that waits for longest."""
        up = [person for person in self.people.values() if person.hand is not None and not person.gone]
        return sorted(up, key=lambda person: (person.hand_since, person.number))

    def stuck(self, now: float) -> list[Person]:
        """Who is stuck, first the one that is so for longest."""
        found = [(work.since, person.number, person) for person in self.people.values() if (work := person.stuck(now))]
        return [person for _, _, person in sorted(found, key=lambda each: each[:2])]
