"""A participant's side of a workshop: what is kept, what is sent and what never is, and that no verdict waits for it."""

import contextlib
import json
import multiprocessing
import os
import shlex
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from checks.kernels import OPENING, kernel
from checks.screens import Terminal, have_tmux
from checks.workshop_relay import Relay
from kit import course
from kit.course import ROOT, beginning
from kit.grading import after
from kit.grading.report import Report, Result
from kit.grading.verdict import FAILED, NOT_STARTED, PASSED, Verdict
from kit.suite import book
from kit.workshop import clock, joined, joining, outbox, sending, sentences
from kit.workshop.agenda import Agenda, Step
from kit.workshop.board import Board
from kit.workshop.joined import Joined
from kit.workshop.serve import Served


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


# From here on: a real board, and between it and the participant a network that can be made worse.
AGENDA = Agenda("Tokens", (Step("Encode", "ex04_encode", 20), Step("Decode")))
WRONG = "def encode(tokenizer, text):\n    return tokenizer.encode(text, add_special_tokens=False)\n"


class Workshop:
    """A board, a way to it, and a participant's workspace; `kit` runs the command there."""

    def __init__(self, board: Board, relay: Relay, workspace: Path, state: Path) -> None:
        self.board, self.relay, self.workspace, self.state = board, relay, workspace, state
        self.environment = {"NO_COLOR": "1", "COLUMNS": "100", "KIT_STATE": str(state)}

    def kit(self, *arguments: str, status: int | None = 0, **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "kit", *arguments],
            cwd=self.workspace,
            env=os.environ | self.environment | {"PYTHONPATH": str(ROOT)} | environment,
            capture_output=True,
            text=True,
        )
        assert status is None or done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def join(self) -> None:
        joining.join(self.relay.address, self.board.code, "Ada")

    @property
    def stored(self) -> list[str]:
        """The ids of the graded events and raised hands that the board has."""
        with contextlib.closing(sqlite3.connect(self.board.store.path)) as file:
            return [id for (id,) in file.execute("select id from events where kind != 'joined'")]

    @property
    def person(self):
        return next(iter(self.board.room.people.values()))

    def write(self, slug: str, text: str) -> None:
        (self.workspace / "exercises" / f"{slug}.py").write_text(text, encoding="utf-8")


def until(true, seconds: float = 30.0) -> None:
    """Wait for something to become true; AssertionError when it does not."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


@pytest.fixture
def room(tmp_path, state):
    workspace = tmp_path / "mine"
    beginning.make(workspace)
    with Served(Board(tmp_path / "room.sqlite", AGENDA)) as served, Relay(served.port) as relay:
        served.board.go(0)
        yield Workshop(served.board, relay, workspace, state)


def hand(text: str = "") -> Path:
    return outbox.add(joined.read(), {"kind": "hand", "up": True, "text": text})


def test_a_grading_is_on_the_board_with_the_suites_sentence(room):
    said = room.kit("join", room.relay.address.removeprefix("http://"), room.board.code.lower(), "--name", "Ada")
    assert "in 'Tokens' as 'Ada'" in said and "Never your code, tokens, paths or output" in said
    assert "Sent so far: your name." in said and "now ex04 Encode" in said and "then Decode" in said
    room.write("ex04_encode", WRONG)
    told = room.kit("run", "ex04", status=1)
    until(lambda: room.person.works)
    work = room.person.works["ex04_encode"]
    assert (work.status, work.function, work.max) == ("failed", "encode", 15) and 0 <= work.points < 15
    assert work.diagnosis and work.diagnosis[:30] in " ".join(told.split())
    said = room.kit("join")
    (event,) = room.relay.events
    assert json.dumps(event, ensure_ascii=False) in said, "the last thing sent is shown whole"
    assert set(event) == {"id", "age", "kind", "exercise", "points", "max", "status", "function", "diagnosis"}
    assert "hand is up" in room.kit("ask", "what", "is a merge?") and room.person.hand == "what is a merge?"
    assert "hand is down" in room.kit("ask", "--done") and room.person.hand is None
    assert "left" in room.kit("leave") and room.person.gone
    assert "in no workshop" in room.kit("leave", status=1)
    before = len(room.relay.sent)
    room.kit("run", "ex04", status=1)
    assert len(room.relay.sent) == before, "who has left sends nothing"


CANARIES = {
    "code": "canaryInTheCode",
    "comment": "canaryInAComment",
    "output": "canaryInTheOutput",
    "error": "canaryInTheError",
    "answer": "canaryInTheAnswer",
    "folder": "canaryInThePath",
    "token": "hf_canaryInTheTokenXXXXXXXXXXXXXXXX",
    "variable": "canaryInTheEnvironment",
}


def test_no_code_token_path_or_output_leaves_the_machine(room, tmp_path):
    room.workspace = room.workspace.rename(tmp_path / CANARIES["folder"])
    home = tmp_path / "home" / ".cache" / "huggingface"
    home.mkdir(parents=True)
    (home / "token").write_text(CANARIES["token"])
    room.join()
    bad = f"""
# {CANARIES["comment"]}
{CANARIES["code"]} = "{CANARIES["token"]}"
def encode(tokenizer, text):
    print("{CANARIES["output"]}", {CANARIES["code"]})
    return ["{CANARIES["answer"]}"]
def count_tokens(tokenizer, text):
    raise ValueError("{CANARIES["error"]} " + __file__)
def estimate_tokens(text):
    return text.{CANARIES["code"]}()
class {CANARIES["answer"]}(str): pass
def characters_per_token(tokenizer, text):
    return {CANARIES["answer"]}("{CANARIES["answer"]}")
"""
    login = f"def mask_token(token):\n    import {CANARIES['code']}\ndef check_token(token):\n    return {{}}.{CANARIES['code']}\n"
    missing = f"def decode(tokenizer, ids):\n    return {CANARIES['code']}\nimport {CANARIES['code']}\n"
    environment = {"HF_TOKEN": CANARIES["token"], "HOME": str(tmp_path / "home"), "SECRET": CANARIES["variable"]}
    shown = ""
    for slug, text in (("ex04_encode", bad), ("ex01_login", login), ("ex05_decode", missing)):
        room.write(slug, text)
        shown += room.kit("run", slug, status=1, **environment)
        until(lambda slug=slug: slug in room.person.works)
    number = len(room.relay.events)
    own = f"def estimate_tokens(text):\n    print('{CANARIES['output']}')\n    return text.{CANARIES['code']}()\n"
    room.write("ex04_encode", own)  # an exception whose text the sentence for the learner quotes
    shown += room.kit("run", "ex04", status=1, **environment)
    until(lambda: len(room.relay.events) > number)
    for kind in ("code", "output", "error", "answer"):
        assert CANARIES[kind] in shown, f"the learner sees the {kind}, so it is in what was graded"
    sent = room.relay.everything
    assert b"ex05_decode" in sent and b'"status": "failed"' in sent, "something was sent"
    for kind, canary in CANARIES.items():
        assert canary.encode() not in sent, kind
    assert b"canary" not in sent.lower()
    for personal in (str(tmp_path), os.environ.get("USER") or "nobody-here", socket.gethostname()):
        assert personal.encode() not in sent, personal


def test_what_the_board_got_and_could_not_answer_counts_once(room):
    room.join()
    room.relay.deaf = True
    path = hand("once")
    sender = subprocess.Popen([sys.executable, "-m", "kit.workshop.sending", "0"], cwd=ROOT)
    until(lambda: room.stored)
    sender.kill()  # it has sent, and does not know
    sender.wait()
    assert path.exists()
    room.relay.deaf = False
    sending.run()
    assert not path.exists() and len(room.relay.events) >= 2
    assert len(room.stored) == 1 and {event["id"] for event in room.relay.events} == set(room.stored)


def test_several_gradings_at_once_send_each_event_once(room):
    room.join()
    for _ in range(40):
        hand()
    senders = [subprocess.Popen([sys.executable, "-m", "kit.workshop.sending", "0"], cwd=ROOT) for _ in range(3)]
    for sender in senders:
        assert sender.wait(30) == 0
    assert len(room.stored) == len(set(room.stored)) == 40 and outbox.names() == []


def test_while_the_board_is_away_work_goes_on_and_is_told_later(room):
    room.join()
    room.relay.away = True
    said = room.kit("ask", "hello?")
    assert "does not answer now" in said
    room.write("ex04_encode", (ROOT / "solutions" / "ex04_encode.py").read_text())
    assert "15/15" in room.kit("run", "ex04")
    assert "Waiting for the board: 2 events" in room.kit("join") and room.stored == []
    room.relay.away = False
    until(lambda: len(room.stored) == 2)
    assert room.person.works["ex04_encode"].done
    until(lambda: outbox.names() == [])


def test_over_a_network_that_is_slow_and_loses_nothing_is_lost_or_counted_twice(room):
    room.relay.delay, room.relay.lose = 0.1, 3
    while joined.read() is None:
        with contextlib.suppress(joining.NotDone):
            room.join()
    for number in range(250):
        hand(str(number))
    sending.run()
    assert len(room.stored) == len(set(room.stored)) == 250 and outbox.names() == []


def test_a_wrong_clock_changes_no_time_on_the_board(room, monkeypatch):
    real = time.time
    monkeypatch.setattr("kit.workshop.clock.time.time", lambda: real() - 3 * 86_400)
    room.join()
    hand()
    sending.run()
    with contextlib.closing(sqlite3.connect(room.board.store.path)) as file:
        ((at,),) = file.execute("select at from events where kind = 'hand'")
    monkeypatch.undo()
    assert abs(time.time() - at) < 20


def test_who_was_deleted_is_told_once_and_sends_nothing_more(room):
    room.join()
    room.board.delete_person(room.person.number)
    hand()
    sending.run()
    assert joined.read().ended and outbox.names() == []
    room.write("ex04_encode", WRONG)
    sent = len(room.relay.sent)
    said = " ".join(room.kit("run", "ex04", status=1).split())
    assert "You are out of the workshop 'Tokens': the board no longer knows you" in said
    assert f"kit join {room.relay.address} {room.board.code} --name Ada" in said
    assert len(room.relay.sent) == sent and joined.read() is None, "so it is not said again"


def test_an_event_that_the_board_will_not_take_holds_up_no_other(room):
    room.join()
    outbox.add(joined.read(), {"kind": "dance"})
    outbox.add(
        joined.read(), {"kind": "graded", "exercise": "ex04_encode", "points": 1e9, "max": 2, "status": "failed"}
    )
    hand("after it")
    sending.run()
    assert len(room.stored) == 1 and outbox.names() == []


def test_a_grading_loads_nothing_of_the_network_and_opens_no_connection(room):
    room.join()
    script = """
import sys
from pathlib import Path
from kit import course
from kit.grading import after
from kit.grading.report import Report, Result
from kit.grading.verdict import Verdict
before = set(sys.modules)
exercise = course.load().exercise("ex04_encode")
tests = (Verdict("t", "ex04_encode", exercise.points, ("encode",), status="failed", cause="a cause"),)
assert after.tell(Report((Result(exercise, tests),), "practice", 1, None)) == []
loaded = set(sys.modules) - before
assert "kit.workshop.telling" in loaded, "it was told"
print(sorted(name for name in loaded if name in ("ssl", "socket", "http.client", "ast", "kit.workshop.talk")))
after.send()
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stdout + done.stderr
    until(lambda: room.person.works)


def test_a_state_folder_that_cannot_be_written_never_fails_a_grading(room):
    room.join()
    (joined.folder() / "outbox").write_text("a file where a folder should be")
    room.write("ex04_encode", (ROOT / "solutions" / "ex04_encode.py").read_text())
    said = " ".join(room.kit("run", "ex04").split())
    assert "15/15" in said and "The workshop was not told of this grading" in said


@pytest.mark.parametrize(
    ("address", "code", "name", "said"),
    [
        ("ftp://x", "K7M-4QX", "Ada", "is no board's address"),
        ("http://user@127.0.0.1:1", "K7M-4QX", "Ada", "is no board's address"),
        ("127.0.0.1:1", "K7M-4QX", "Ada", "does not answer"),
        (None, "AAA-AAA", "Ada", "code is not right"),
        (None, None, " ", "Say who you are"),
    ],
)
def test_joining_says_in_words_what_is_wrong(room, address, code, name, said):
    with pytest.raises(joining.NotDone, match=said):
        joining.join(address or room.relay.address, code or room.board.code, name)
    assert joined.read() is None


@pytest.mark.skipif(not have_tmux(), reason="no tmux")
def test_watch_shows_what_the_room_is_at(room):
    room.join()
    with Terminal(room.workspace, room.environment | {"PYTHONPATH": str(ROOT)}, columns=100) as terminal:
        terminal.type(f"{shlex.quote(sys.executable)} -m kit watch ex04\n")
        terminal.wait("workshop: now ex04 Encode · 19 min left · then Decode")
        terminal.wait("save the file: it is graded at once")
        room.write("ex04_encode", WRONG)
        until(lambda: room.person.works.get("ex04_encode") and room.person.works["ex04_encode"].status == "failed")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a kernel here grades in a process of its own")
def test_a_notebook_joins_grades_asks_and_leaves(room):
    with kernel(room.workspace, KIT_STATE=str(room.state)) as here:
        assert not here.run(OPENING).error
        assert "%join ADDRESS CODE --name NAME" in here.run("%join nowhere").text
        said = here.run(f"%join {room.relay.address} {room.board.code} --name Ada Lovelace")
        assert "as 'Ada Lovelace'" in said.text, said.error
        room.write("ex04_encode", WRONG)
        here.run("%grade ex04")
        until(lambda: room.person.works)
        assert room.person.works["ex04_encode"].status == "failed"
        assert "hand is up" in here.run("%ask what's a merge?").text and room.person.hand == "what's a merge?"
        assert "have left" in here.run("%leave").text
        assert "%join" in here.run("%ask again").text


def _can_unshare() -> bool:
    tools = all(shutil.which(name) for name in ("unshare", "ip"))
    return tools and subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not _can_unshare(), reason="no network namespaces here")
def test_when_the_cable_is_out_nothing_is_lost_and_nothing_comes_twice(tmp_path):
    command = ["unshare", "-rn", sys.executable, "-m", "checks.workshop_namespaces", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["stored"] == ["before", "meanwhile 0", "meanwhile 1", "meanwhile 2"]
    print("shaped by netem" if found["netem"] else "this kernel has no netem: delay and loss are the relay's, above")


def test_every_sentence_of_the_book_of_answers_may_be_sent():
    books = [book.of(exercise.slug) for exercise in course.load().exercises]
    answers = [(each.slug, answer.sentence) for each in books if each for answer in each.answers if answer.sentence]
    assert len(answers) > 500
    for slug, sentence in answers:
        assert sentences.known(slug, sentence) == sentence[: sentences.MOST]


def _graded(slug: str, status: str = FAILED, share: float = 1.0, **more) -> Result:
    exercise = course.load().exercise(slug)
    return Result(exercise, (Verdict("t", slug, exercise.points * share, ("encode",), status=status, **more),))


def test_of_many_exercises_at_once_those_with_news_are_told(state):
    joined.write(ROOM)

    def told(*results: Result) -> list[tuple[str, str]]:
        assert after.tell(Report(results, "practice", 1, None)) == []
        found = [(each.data["exercise"], each.data["status"]) for each in outbox.waiting(ROOM, 100)]
        outbox.clear()
        return found

    untouched = _graded("ex05_decode", NOT_STARTED)
    everything = _graded("ex04_encode"), untouched, _graded("ex06_special", PASSED)
    assert told(*everything) == [("ex04_encode", "failed"), ("ex06_special", "passed")]
    assert told(*everything) == []
    assert told(_graded("ex04_encode")) == [("ex04_encode", "failed")], "one alone: the learner is at it"
    assert told(_graded("ex04_encode", cause="another"), untouched) == [("ex04_encode", "failed")]
    assert told(_graded("ex04_encode", share=0.5)) == [], "a part of a suite is no grading of the exercise"
    assert told(_graded("ex04_encode", fault="no room on the disk")) == [], "which says nothing of the learner"


def test_a_workshop_that_nobody_left_is_over_after_two_days(state, monkeypatch):
    joined.write(ROOM)
    report = Report((_graded("ex04_encode"),), "practice", 1, None)
    joined.heard(ROOM, None)
    assert after.tell(report) == [] and outbox.names()
    monkeypatch.setattr(joined, "FORGOTTEN", -1.0)
    (said,) = after.tell(report)
    assert "its board has not answered for two days" in said and joined.read() is None and outbox.names() == []
    assert after.tell(report) == []
