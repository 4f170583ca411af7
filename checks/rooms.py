"""For the checks of the workshop: a clock that is moved by hand, and a participant's kit as the contract says it speaks."""

import http.client
import json
import re
import uuid
from urllib.parse import urlencode

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


class Visitor:
    """A browser without pictures: keeps cookies, sends forms with the hidden fields of the page they are on."""

    def __init__(self, served: Served, key: str = "") -> None:
        self.served, self.cookies = served, {}
        if key:
            assert self.get(f"/board?key={key}")[0] == 200

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=10)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        connection.request(method, path, body, sent | headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        self.headers = answer.headers
        connection.close()
        return answer.status, text

    def get(self, path: str) -> tuple[int, str]:
        answered = self.ask("GET", path)
        while answered[0] == 303:
            answered = self.ask("GET", self.headers["Location"])
        return answered

    def send(self, page: str, to: str, /, **fields: str) -> tuple[int, str]:
        """Send a form to an address with the token of the forms on `page`; where it leads is followed."""
        token = re.search(r'name="token" value="([^"]+)"', self.get(page)[1])
        answered = self.ask("POST", to, urlencode({"token": token[1] if token else ""} | fields))
        return self.get(self.headers["Location"]) if answered[0] == 303 else answered


class Stream:
    """A live page: the pieces that it shows, as its script would put them."""

    def __init__(self, visitor: Visitor, page: str) -> None:
        status, text = visitor.get(page)
        assert status == 200, text
        self.visitor, self.page = visitor, page
        at = re.search(r'data-live="([^"]+)" data-at="([^"]+)"', text)
        self.connection = http.client.HTTPConnection("127.0.0.1", visitor.served.port, timeout=10)
        cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        self.connection.request("GET", f"{at[1]}?since={at[2]}", headers={"Cookie": cookies})
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200
        self.ids: list[str] = []

    def message(self) -> tuple[str, dict]:
        """The next message: its event ("" for an ordinary one) and its data."""
        event, data = "", None
        while True:
            line = self.answer.readline().decode()
            assert line, "the stream has ended"
            name, _, value = line.rstrip("\n").partition(": ")
            if name == "event":
                event = value
            elif name == "id":
                self.ids.append(value)
            elif name == "data":
                data = json.loads(value)
            elif not name and data is not None and line == "\n":
                return event, data
