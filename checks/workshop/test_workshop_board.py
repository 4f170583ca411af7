"""The workshop's board as participants' kits ask it: joining, events that count once, secrets, limits, deletion."""

import http.client
import json
import random
import uuid

import pytest

from checks.rooms import AGENDA, Clock, Kit, done, graded, hand
from kit.workshop import board as boards
from kit.workshop.board import Board
from kit.workshop.serve import Served, addresses

CANARY = "canary-7f3a"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ticking() -> Clock:
    return Clock(0.0)


@pytest.fixture
def served(tmp_path, clock, ticking):
    with Served(Board(tmp_path / "room.sqlite", AGENDA, clock=clock, ticking=ticking)) as served:
        yield served


def in_file(tmp_path, text: str) -> bool:
    """Whether a text is anywhere in the room's file or its log."""
    return any(text.encode() in path.read_bytes() for path in tmp_path.glob("room.sqlite*"))


def test_join_send_look(served):
    kit = Kit(served)
    assert kit.told["room"] == "Tokens" and kit.told["name"] == "Ada"
    one, two = graded(), done()
    status, told = kit.send(one, two)
    assert status == 200 and told["stored"] == [one["id"], two["id"]]
    assert told["agenda"] == {"title": "Tokens", "now": None, "next": "Hello"}
    status, told = kit.send(one, two)  # the answer was lost on its way: they come again
    assert status == 200 and told["stored"] == [one["id"], two["id"]]
    assert kit.ask("GET", "/api/me") == (200, {"name": "Ada", "agenda": told["agenda"], "hand": False, "events": 2})
    work = kit.person.works["ex04_encode"]
    assert (work.points, work.done, work.graded) == (15, True, 2)


def test_the_agenda_reaches_everybody(served, clock):
    kit = Kit(served)
    served.board.go(1)
    clock.now += 60
    served.board.give(5)
    here = {"title": "ex04: encode", "exercise": "ex04_encode", "ends_in": (20 + 5 - 1) * 60}
    assert kit.send()[1]["agenda"] == {"title": "Tokens", "now": here, "next": "End"}
    served.board.go(2)
    agenda = kit.ask("GET", "/api/me")[1]["agenda"]
    assert agenda["now"] == {"title": "End", "exercise": None, "ends_in": None} and agenda["next"] is None


def test_coming_again_is_the_same_person(served):
    kit = Kit(served, "Ada")
    kit.send(done())
    before = kit.told
    assert kit.join("Ada")[1] == before
    status, told = kit.join("Ada Lovelace")
    assert told == before | {"name": "Ada Lovelace"}
    assert len(served.board.room.people) == 1 and kit.person.works["ex04_encode"].done


def test_look_alikes_are_told_apart(served):
    # Cyrillic А, full-width letters, a zero-width space, a capital i for an l.
    names = ["Ada", "\u0410da", "Ａｄａ", "A\u200bda", "Ali", "All", "Ada (2)", "x" * 100, "\u202e\n\t", "<b>Ada"]
    shown = [Kit(served, name).told["name"] for name in names]
    assert shown[:4] == ["Ada", "\u0410da (2)", "Ａｄａ (3)", "Ada (4)"]
    assert shown[4:6] == ["Ali", "All (2)"]
    assert shown[6] == "Ada (2) (2)" and shown[8] == "no name" and shown[9] == "<b>Ada"
    assert len(shown[7]) == 40 and all(len(each) <= 40 for each in shown)
    assert len({boards.names.skeleton(each) for each in shown}) == len(shown)


def test_nobody_writes_anothers_progress(served):
    ada, eve = Kit(served, "Ada"), Kit(served, "Eve")
    right = ada.bearer
    ada_id, eve_secret = ada.told["participant"], eve.told["secret"]
    for said in (f"{ada_id}.{eve_secret}", f"{ada_id}.", ada_id, f".{eve_secret}", "", f"{ada_id}.{'é' * 40}"):
        eve.bearer = {"Authorization": f"Bearer {said}".encode().decode("latin-1")}
        assert eve.send(done())[0] == 401, said
        assert eve.ask("GET", "/api/me")[0] == 401
    eve.bearer = {"Authorization": right["Authorization"].replace("Bearer", "Basic")}
    assert eve.send(done())[0] == 401
    assert not ada.person.works
    # An id that another has used for an event of theirs stands in nobody's way.
    event = done()
    ada.send(event)
    eve.join("Eve")
    assert eve.send(event)[1]["stored"] == [event["id"]] and eve.person.works["ex04_encode"].done


def test_wrong_codes_are_refused_and_then_slowed(served, ticking):
    kit = Kit(served, join=False)
    status, told = kit.join(code="ABC-DEF")
    assert status == 403 and "projector" in told["error"]
    code = served.board.code
    assert kit.join(code=f" {code.lower().replace('-', '')} ")[0] == 200
    statuses = [kit.join(code="ABC-DEF")[0] for _ in range(40)]
    assert statuses.index(429) == 29 and set(statuses[29:]) == {429}
    assert kit.join()[0] == 429 and int(kit.headers["Retry-After"]) >= 1
    ticking.now += int(kit.headers["Retry-After"])
    assert kit.join()[0] == 200


def test_too_often_and_too_much(served, ticking):
    kit = Kit(served)
    assert kit.send(*(graded() for _ in range(101)))[0] == 413
    assert kit.ask("POST", "/api/events", b'{"events": [' + b" " * 70_000 + b"]}")[0] == 413
    assert not kit.person.works
    statuses = [kit.send(graded())[0] for _ in range(80)]
    assert statuses[0] == 200 and statuses[-1] == 429
    assert kit.person.events == statuses.count(200), "nothing of what was refused is kept"
    assert Kit(served, "Eve").send(graded())[0] == 200, "it is another's business"
    ticking.now += int(kit.headers["Retry-After"])
    assert kit.send(graded())[0] == 200


def test_a_room_is_full_or_closed(served, monkeypatch):
    monkeypatch.setattr(boards, "MOST_PEOPLE", 2)
    ada, eve = Kit(served, "Ada"), Kit(served, "Eve")
    late = Kit(served, join=False)
    assert late.join("Late")[0] == 409
    monkeypatch.setattr(boards, "MOST_PEOPLE", 3)
    served.board.let_in(False)
    status, told = late.join("Late")
    assert status == 409 and "closed" in told["error"]
    assert ada.join("Ada")[0] == 200, "who was in comes in again"
    served.board.let_in(True)
    assert late.join("Late")[0] == 200
    monkeypatch.setattr(boards, "MOST_EVENTS_EACH", 1)
    assert eve.send(graded(), graded())[0] == 429


UNFIT = [
    *[graded(points=points) for points in (-1, 16, "5", None, True, 10**400, float("nan"), float("inf"))],
    *[graded(exercise=exercise) for exercise in ("ex4", "ex04_encode'; --", "../ex04", None, 4, "ex04_" + "x" * 50)],
    *[graded(status=status) for status in ("done", None, 1)],
    *[graded(id=id) for id in ("", "x", None, 7, "a" * 65, "a b c d e f g")],
    *[graded(age=age) for age in ("1", None, True, float("nan"), -1e9)],
    *[graded(diagnosis=7), graded(max=0.5), graded(kind="code"), graded(kind=None), hand(up="yes"), hand(text=["x"])],
    *[None, [], "event", 7],
]


def test_what_is_not_in_the_contract_is_refused_by_itself(served):
    kit = Kit(served)
    good = graded()
    for unfit in UNFIT:
        again = good | {"id": uuid.uuid4().hex}
        status, told = kit.send(unfit, again)
        assert status == 200 and told["stored"] == [again["id"]] and len(told["refused"]) == 1, (unfit, told)
        assert told["refused"][0]["why"].endswith("."), told
        served.board._sends._left.clear()
    assert kit.person.events == len(UNFIT)
    for body in (b"", b"{", b"[" * 50_000, b'{"events": 7}', b'"x"', b"\xff\xfe"):
        assert kit.ask("POST", "/api/events", body)[0] == 400, body
        assert kit.ask("POST", "/api/join", body)[0] in (400, 403), body
    for client in ("", "x", None, 7, "é" * 32, "a" * 65):
        kit.client = client
        assert kit.join()[0] == 400


def test_code_tokens_paths_and_output_are_never_kept(served, tmp_path):
    kit = Kit(served)
    fields = ("code", "output", "path", "token", "source", "cwd", "environment", "message", "name", "host", "received")
    event = graded() | dict.fromkeys(fields, CANARY)
    asked = hand(text="what is a merge?") | dict.fromkeys(fields, CANARY)
    body = {"events": [event, asked]} | dict.fromkeys(fields, CANARY)
    status, told = kit.ask("POST", "/api/events", body, **{"User-Agent": CANARY, "X-Path": CANARY, "Cookie": CANARY})
    assert len(told["stored"]) == 2
    assert in_file(tmp_path, "what is a merge?") and not in_file(tmp_path, CANARY)
    assert not in_file(tmp_path, kit.told["secret"]) and not in_file(tmp_path, kit.client), "nor what lets one in"
    assert oct((tmp_path / "room.sqlite").stat().st_mode)[-3:] == "600"


def test_a_participants_clock_does_not_matter(served, clock):
    kit = Kit(served)
    joined = clock.now
    clock.now += 100
    kit.send(graded(age=10), graded(1, age=1e6), graded(2, age=-500))
    times = sorted(event.at for _, event in served.board.store.events(kit.person.number) if event.kind == "graded")
    assert times == [joined, joined + 90, joined + 100]


def test_what_comes_late_is_put_where_it_belongs(served, clock):
    """The outbox of somebody who was away: however the events arrive, the room is the one in which they came in time."""
    events = [graded(points, status, said) for points, status, said in [
        (0, "failed", "too short"), (0, "failed", "too short"), (5, "under way", None), (5, "failed", "too long"),
        (15, "passed", None), (5, "failed", "too short"),
    ]]  # fmt: skip
    drawn = random.Random(4)
    kits = [Kit(served, f"person {n}") for n in range(6)]
    clock.now += 3600
    for kit in kits:
        order = list(enumerate(events))
        if kit is not kits[0]:
            drawn.shuffle(order)
        for n, event in order:
            assert kit.send(event | {"age": 3000 - n * 400.0})[0] == 200
    works = [kit.person.works["ex04_encode"] for kit in kits]
    assert works[0].done and works[0].graded == 6 and all(work == works[0] for work in works)
    assert all(kit.person.met == kits[0].person.met for kit in kits)


def test_leaving_and_coming_back(served):
    kit = Kit(served)
    kit.send(hand(text="help"), {"id": uuid.uuid4().hex, "age": 0, "kind": "left"})
    assert kit.person.gone and kit.person.hand is None and served.board.room.hands() == []
    kit.join()
    assert not kit.person.gone


def test_a_person_is_deleted_with_all_they_sent(served, tmp_path):
    ada, eve = Kit(served, "Ada-" + CANARY), Kit(served, "Eve")
    ada.send(graded(diagnosis=f"said {CANARY}"), hand(text=f"asked {CANARY}"))
    eve.send(done())
    assert in_file(tmp_path, CANARY)
    served.board.delete_person(ada.person.number)
    assert not in_file(tmp_path, CANARY)
    assert ada.send(done())[0] == 401 and ada.ask("GET", "/api/me")[0] == 401
    assert eve.ask("GET", "/api/me")[1]["events"] == 1
    assert Kit(served, "Ada-" + CANARY).told["name"] == "Ada-" + CANARY, "the name is free again"


def test_the_room_is_deleted(served, tmp_path):
    kit = Kit(served)
    served.board.delete_room()
    status, told = kit.send(graded())
    assert status == 410 and "deleted" in told["error"]
    assert kit.join()[0] == 410
    assert list(tmp_path.iterdir()) == []


def test_it_listens_to_this_machine_alone_unless_told(tmp_path):
    others = addresses()
    if not others:
        pytest.skip("this machine has no address on a network")
    for lan in (False, True):
        with Served(Board(tmp_path / f"{lan}.sqlite"), lan=lan, port=None) as served:
            try:
                asked = http.client.HTTPConnection(others[0], served.port, timeout=5)
                asked.request("GET", "/api/me")
                reached = asked.getresponse().status == 401
                asked.close()
            except OSError:
                reached = False
            assert reached == lan
            assert served.url == f"http://{others[0] if lan else '127.0.0.1'}:{served.port}"


def test_two_boards_at_once_and_the_same_port_again(tmp_path):
    with Served(Board(tmp_path / "a.sqlite")) as one, Served(Board(tmp_path / "b.sqlite")) as two:
        assert one.port != two.port
        port = two.port
        code, key = two.board.code, two.board.key
    with Served(Board(tmp_path / "b.sqlite")) as two:
        assert (two.port, two.board.code, two.board.key) == (port, code, key)


def test_json_is_plain(served):
    """What a kit is told can be read by anything: no NaN, no secrets of others."""
    kit = Kit(served)
    told = kit.send(graded())[1]
    assert json.loads(json.dumps(told, allow_nan=False)) == told and set(told) == {"stored", "agenda"}
