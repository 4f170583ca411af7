"""A room of simulated learners, for a facilitator who wants to see a full board before the day; the load test as well.

They speak to a board as participants' kits do, and say of themselves what the grading would say of people who give the
wrong answers in the book of answers, one after the other, and at last the right one.
"""

import random
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kit import course
from kit.suite import book
from kit.workshop import talk

NAMES = (
    "Ada Alan Barbara Claude Donald Edsger Frances Grace Hedy Ida Jean Karen Leslie Margaret Niklaus Ole Peter Radia "
    "Sophie Tim Umar Vint Whitfield Xiaoyun Yukihiro Zuse Émilie Søren Łukasz Ngọc Иван Ελένη 美咲 지훈 فاطمة"
).split()

QUESTIONS = ("Where does the space go?", "What is a merge?", "Why is this id so large?", "", "It worked a minute ago.")


@dataclass
class Heard:
    """What a room of learners sent and heard; all times in seconds."""

    sent: int = 0
    stored: int = 0
    again: int = 0
    refused: int = 0
    away: int = 0
    seconds: list[float] = field(default_factory=list)


def wrong_answers(slug: str) -> list[tuple[str, str]]:
    """(function, sentence) of the answers to an exercise that its book calls wrong."""
    found = book.of(slug)
    return [(each.name, each.sentence) for each in found.answers if not each.right and each.sentence] if found else []


class Faster:
    """Seconds since 1970, from now on `pace` times as fast."""

    def __init__(self, pace: float) -> None:
        self.pace, self._began, self._from = pace, time.time(), time.monotonic()

    def __call__(self) -> float:
        return self._began + (time.monotonic() - self._from) * self.pace


class Learner:
    """One of them. `drawn` decides all that they do, so that the same seed plays the same room."""

    def __init__(self, name: str, drawn: random.Random, exercises: Sequence[str]) -> None:
        self.name, self.drawn, self.left = name, drawn, list(exercises)
        self.client = uuid.UUID(int=drawn.getrandbits(128), version=4).hex
        self.slow = drawn.uniform(0.6, 2.2)
        self.bearer = ""
        self.shown = ""
        self.times: list[float] = []
        """When each event was sent first, by `time.monotonic`."""
        self._acts: Iterator[dict] | None = None

    def next_event(self, now: str | None) -> dict | None:
        """What they do next, at the exercise `now` of the agenda or the first that they have not done; None: no more."""
        if self._acts is None:
            if not self.left:
                return None
            slug = now if now in self.left else self.left[0]
            self.left.remove(slug)
            self._acts = self._at(slug)
        event = next(self._acts, None)
        if event is None:
            self._acts = None
            return self.next_event(now)
        return {"id": uuid.UUID(int=self.drawn.getrandbits(128), version=4).hex, "age": 0.0} | event

    def _at(self, slug: str) -> Iterator[dict]:
        """The gradings of one exercise: some wrong answers, each tried again a few times, then the right one."""
        most = course.load().exercise(slug).points
        wrong = wrong_answers(slug)
        # A few misconceptions are common, most are rare.
        first = [wrong[min(int(self.drawn.expovariate(0.5)), len(wrong) - 1)] for _ in range(2)] if wrong else []
        held = self.drawn.random() < 0.12  # one of eight sticks to the first for long, and asks for help at last
        points = 0.0
        for n, (function, sentence) in enumerate(
            first[: self.drawn.choice((0, 1, 1, 2))] or (first[:1] if held else ())
        ):
            for _ in range(self.drawn.randint(9, 16) if held and n == 0 else self.drawn.randint(1, 3)):
                yield _graded(slug, points, most, "failed", sentence, function)
            if held and n == 0:
                yield {"kind": "hand", "up": True, "text": self.drawn.choice(QUESTIONS)}
                yield _graded(slug, points, most, "failed", sentence, function)
                yield {"kind": "hand", "up": False}
            points = min(most, points + round(most / 3))
            yield _graded(slug, points, most, "under way", None, None)
        yield _graded(slug, most, most, "passed", None, None)


def _graded(slug: str, points: float, most: float, status: str, diagnosis: str | None, function: str | None) -> dict:
    event = {"kind": "graded", "exercise": slug, "points": points, "max": most, "status": status}
    return event | {"diagnosis": diagnosis and diagnosis[:300], "function": function}


class Rehearsal:
    """People at a board, a thread each, until they are done or `stop` is called.

    `every`: seconds between two saves of one; `steady`: exactly so many and for ever, as the load test wants it, else
    some are slower than others. `lost`: how often an answer gets lost on its way, so that the same events come again.
    """

    def __init__(
        self,
        address: str,
        code: str,
        people: int,
        *,
        every: float = 20.0,
        steady: bool = False,
        exercises: Sequence[str] = (),
        lost: float = 0.02,
        seed: int = 0,
    ) -> None:
        self.address, self.code, self.every, self.steady, self.lost = address, code, every, steady, lost
        self.exercises = list(exercises or course.load().slugs)
        drawn = random.Random(seed)
        names = [NAMES[n % len(NAMES)] for n in range(people)]
        self.learners = [Learner(name, random.Random(drawn.getrandbits(64)), self.exercises) for name in names]
        self.heard = Heard()
        self.problem = ""
        self._said = threading.Lock()
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=self._play, args=(each,), daemon=True) for each in self.learners]

    def start(self) -> "Rehearsal":
        """Everybody comes in; returns itself."""
        size = threading.stack_size(256 * 1024)
        try:
            for thread in self._threads:
                thread.start()
        finally:
            threading.stack_size(size)
        return self

    def stop(self) -> None:
        """Everybody stops after what they are at."""
        self._ending.set()
        for thread in self._threads:
            thread.join(30)

    def done(self) -> bool:
        """Whether nobody has anything left to do."""
        return not any(thread.is_alive() for thread in self._threads)

    def counted(self) -> int:
        """How many events the board says it has of these people."""
        return sum(self.counts().values())

    def counts(self) -> dict[str, int]:
        """The same by participant."""
        bearers = [each.bearer for each in self.learners if each.bearer]
        return {each.partition(".")[0]: talk.ask(self.address, "/api/me", bearer=each)["events"] for each in bearers}

    def _play(self, learner: Learner) -> None:
        if self._ending.wait(learner.drawn.uniform(0, min(self.every, 10))) or not self._join(learner):
            return
        now, due = None, time.monotonic()
        while True:
            due += self.every if self.steady else self.every * learner.slow * learner.drawn.uniform(0.5, 1.5)
            if self._ending.wait(max(0.0, due - time.monotonic())):
                return
            event = learner.next_event(now)
            if event is None and self.steady:
                learner.left = list(self.exercises)
                event = learner.next_event(now)
            if event is None:
                return
            agenda = self._send(learner, event)
            now = ((agenda or {}).get("now") or {}).get("exercise")

    def _join(self, learner: Learner) -> bool:
        sent = {"code": self.code, "name": learner.name, "client": learner.client}
        told = self._asked("/api/join", sent, "")
        if told is not None:
            learner.bearer, learner.shown = f"{told['participant']}.{told['secret']}", told["name"]
        return told is not None

    def _send(self, learner: Learner, event: dict) -> dict | None:
        began = time.monotonic()
        learner.times.append(began)
        for repeated in range(2 if learner.drawn.random() < self.lost else 1):
            told = self._asked("/api/events", {"events": [event | {"age": time.monotonic() - began}]}, learner.bearer)
            if told is None:
                return None
            with self._said:
                self.heard.again += repeated
                if not repeated:
                    self.heard.sent += 1
                    self.heard.stored += told["stored"] == [event["id"]]
                    self.heard.seconds.append(time.monotonic() - began)
        return told["agenda"] if told is not None else None

    def _asked(self, path: str, sent: dict, bearer: str) -> dict | None:
        """An answer of the board; asked again while it is away or wants to be left alone. None: it refuses, or the end."""
        while True:
            try:
                return talk.ask(self.address, path, sent, bearer=bearer)
            except talk.Away as error:
                wait, self.problem = 1.0, f"the board does not answer: {error}"
                with self._said:
                    self.heard.away += 1
            except talk.Refusal as refusal:
                self.problem = str(refusal)
                with self._said:
                    self.heard.refused += 1
                if refusal.status != 429:
                    return None
                wait = refusal.wait
            if self._ending.wait(wait):
                return None
