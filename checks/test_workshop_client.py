"""A participant's side of a workshop: what is kept, what is sent and what never is, and that no verdict waits for it."""

import json
import multiprocessing
import os
import time

import pytest

from kit.workshop import clock, joined, outbox, sentences
from kit.workshop.joined import Joined


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    """A user's state of the check's own."""
    folder = tmp_path / "state"
    monkeypatch.setenv("KIT_STATE", str(folder))
    return folder


ROOM = Joined("http://127.0.0.1:1", "K7M-4QX", "Ada", "Tokens", "p1", "secret")


def _fill(number: int) -> None:
    for each in range(number):
        outbox.add(ROOM, {"kind": "hand", "up": True, "text": f"{os.getpid()} {each}"})


def test_several_processes_write_to_one_outbox(state):
    workers = [multiprocessing.get_context("spawn").Process(target=_fill, args=(50,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    waiting = outbox.waiting(ROOM, 1000)
    assert len({each.data["id"] for each in waiting}) == 150
    for worker in workers:
        own = [each.data["text"] for each in waiting if each.data["text"].startswith(f"{worker.pid} ")]
        assert own == [f"{worker.pid} {number}" for number in range(50)]


def test_half_an_event_is_none_and_blocks_nothing(state):
    _fill(1)
    (outbox.folder() / "00000000000000000000-half.json").write_text('{"participant": "p1", "wh')
    (outbox.folder() / "00000000000000000001-other.part").write_text("{")
    assert [each.data["kind"] for each in outbox.waiting(ROOM, 10)] == ["hand"]
    assert len(outbox.names()) == 1


def test_what_waited_for_another_room_is_not_sent_to_this_one(state):
    _fill(2)
    assert outbox.waiting(Joined("http://127.0.0.1:1", "AAA-AAA", "Ada", participant="p2"), 10) == []
    assert outbox.names() == []


def test_an_event_is_as_old_as_it_is_though_the_clock_is_set_meanwhile(monkeypatch):
    moment = clock.now()
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 86_400)
    assert 0 <= clock.age(moment) < 5
    after_a_restart = moment | {"boot": "another", "wall": time.time() - 7}
    assert 7 <= clock.age(after_a_restart) < 12
    assert clock.age(after_a_restart | {"wall": time.time() + 1000}) == 0


def test_nobody_else_may_read_the_secret(state):
    joined.write(ROOM)
    if os.name != "nt":
        assert (joined.folder() / "joined.json").stat().st_mode & 0o077 == 0
        assert joined.folder().stat().st_mode & 0o077 == 0
    assert "secret" not in repr(joined.read())


def test_a_room_knows_who_joins_again():
    assert joined.client("K7M-4QX") == joined.client("K7M-4QX") != joined.client("AAA-AAA")


@pytest.mark.parametrize(
    ("cause", "sent"),
    [
        (
            "line ends became spaces; the text is encoded as it is.",
            "line ends became spaces; the text is encoded as it is.",
        ),
        (
            "<|begin_of_text|> is in front, and it does not belong here.",
            "<|begin_of_text|> is in front, and it does not belong here.",
        ),
        (
            "a value of the type 'CANARY' has no 'hf_CANARY': look at the spelling, and at what kind of value this is.",
            "a value of the type … has no …: look at the spelling, and at what kind of value this is.",
        ),
        ("line ends became spaces; the text is encoded as it is. Or: CANARY", None),
        ("what somebody's code printed", None),
        ("CANARY " * 1000, None),
        (None, None),
    ],
)
def test_of_a_cause_only_the_suites_own_sentence_is_sent(cause, sent):
    assert sentences.known("ex04_encode", cause) == sent


def test_the_outbox_is_json_of_one_event_a_file(state):
    path = outbox.add(ROOM, {"kind": "left"})
    kept = json.loads(path.read_text())
    assert kept["participant"] == "p1" and kept["data"]["kind"] == "left" and "secret" not in path.read_text()
