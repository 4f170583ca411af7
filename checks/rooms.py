"""For the checks of the workshop: a clock that is moved by hand, and a participant's kit as the contract says it speaks."""

import http.client
import json
import uuid

from kit.workshop.agenda import Agenda, Step
from kit.workshop.serve import Served

AGENDA = Agenda("Tokens", (Step("Hello", None, 5), Step("ex04: encode", "ex04_encode", 20), Step("End")))


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Kit:
    """A participant's kit."""

    def __init__(self, served: Served, name: str = "Ada", *, join: bool = True) -> None:
        self.served, self.client = served, uuid.uuid4().hex
        self.bearer: dict[str, str] = {}
        if join:
            status, told = self.join(name)
            assert status == 200, told

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, dict]:
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=10)
        sent = body if isinstance(body, (bytes, type(None))) else json.dumps(body)
        connection.request(method, path, sent, self.bearer | headers)
        answer = connection.getresponse()
        self.headers = answer.headers
        told = json.loads(answer.read())
        connection.close()
        return answer.status, told

    def join(self, name: str = "Ada", code: str | None = None) -> tuple[int, dict]:
        sent = {"code": code or self.served.board.code, "name": name, "client": self.client}
        status, told = self.ask("POST", "/api/join", sent)
        if status == 200:
            self.told = told
            self.bearer = {"Authorization": f"Bearer {told['participant']}.{told['secret']}"}
        return status, told

    def send(self, *events: dict) -> tuple[int, dict]:
        return self.ask("POST", "/api/events", {"events": list(events)})

    @property
    def person(self):
        return self.served.board.room.by_id[self.told["participant"]]


def graded(points: float = 5, status: str = "failed", diagnosis: str | None = "too short", **more) -> dict:
    """An event of a grading."""
    event = {
        "id": uuid.uuid4().hex,
        "age": 0.0,
        "kind": "graded",
        "exercise": "ex04_encode",
        "points": points,
        "max": 15,
    }
    return event | {"status": status, "diagnosis": diagnosis, "function": "encode"} | more


def done(slug: str = "ex04_encode", **more) -> dict:
    """An event of full marks."""
    return graded(15, "passed", None, exercise=slug, function=None, **more)


def hand(up: bool = True, text: str = "", **more) -> dict:
    """An event of a hand."""
    return {"id": uuid.uuid4().hex, "age": 0.0, "kind": "hand", "up": up} | ({"text": text} if up else {}) | more
