"""Where everybody in a room is, without a server: agendas, who is stuck, what is misunderstood, counts that add up."""

import random

import pytest

from checks.rooms import AGENDA, Clock
from kit.workshop import names
from kit.workshop.agenda import Agenda, AgendaError, Step, load
from kit.workshop.board import Board
from kit.workshop.events import read
from kit.workshop.limits import Allowance
from kit.workshop.room import AWAY_SECONDS, STUCK_SECONDS

GOOD = """
title = "Tokenizers in an afternoon"

[[step]]
title = "What a token is"
minutes = 10

[[step]]
exercise = "ex04"
minutes = 20.5

[[step]]
exercise = 5
title = "Back to text"
"""

BAD = {
    "title = ": "cannot be read",
    "titel = 'x'": "titel",
    "title = 4": "title in quotes",
    'title = "\\u200b"': "title in quotes",
    "step = 3": "[[step]]",
    "[[step]]\nminutes = 5": "Step 1 of the agenda",
    "[[step]]\nexercise = 'ex99'": "no exercise 'ex99'",
    "[[step]]\ntitle = 'a'\n[[step]]\ntitle = 'b'\nminutes = 0": "Step 2 of the agenda",
    "[[step]]\ntitle = 'a'\nminutes = true": "minutes is a number",
    "[[step]]\ntitle = 'a'\nminuets = 5": "nothing else",
}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(tmp_path, clock):
    made = Board(tmp_path / "room.sqlite", AGENDA, clock=clock, ticking=Clock())
    yield made
    made.store.close()


def person(board: Board, name: str = "Ada"):
    client = names.skeleton(name).encode().hex().ljust(32, "0")[:32]
    return board.join({"code": board.code, "name": name, "client": client}, "here")[0]


def grade(
    board: Board, who, said: str | None = "too short", status: str = "failed", points: float = 5, slug="ex04_encode"
):
    event = {"id": random.randbytes(8).hex(), "age": 0, "kind": "graded", "exercise": slug, "points": points, "max": 15}
    stored, refused = board.take(who, {"events": [event | {"status": status, "diagnosis": said, "function": "encode"}]})
    assert stored and not refused


def test_an_agenda_from_a_file(tmp_path):
    file = tmp_path / "agenda.toml"
    file.write_text(GOOD, encoding="utf-8")
    agenda = load(file)
    assert agenda.title == "Tokenizers in an afternoon"
    assert [(step.exercise, step.minutes) for step in agenda.steps] == [
        (None, 10), ("ex04_encode", 20.5), ("ex05_decode", None)
    ]  # fmt: skip
    assert agenda.steps[1].title.startswith("ex04: ") and agenda.steps[2].title == "Back to text"
    assert Agenda.from_text(agenda.as_text()) == agenda


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_agenda_says_where(tmp_path, text):
    file = tmp_path / "agenda.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(AgendaError) as told:
        load(file)
    assert BAD[text] in str(told.value) and str(file) in str(told.value)


def test_stuck_is_the_same_failure_for_long(board, clock):
    ada = person(board)
    for _ in range(2):
        grade(board, ada)
        clock.now += STUCK_SECONDS
    assert ada.stuck(clock.now) is None, "two tries are none yet"
    grade(board, ada)
    work = ada.stuck(clock.now)
    assert work is not None and clock.now - work.since == 2 * STUCK_SECONDS and work.gradings == 3
    assert board.room.stuck(clock.now) == [ada] and ada.state(clock.now) == "stuck"
    grade(board, ada, points=7)
    assert ada.stuck(clock.now) is None, "more points are a step on"
    for _ in range(3):
        grade(board, ada, points=7)
        clock.now += STUCK_SECONDS
    assert ada.stuck(clock.now)
    grade(board, ada, None, "under way", 0, slug="ex05_decode")
    assert ada.stuck(clock.now) is None, "they are at another exercise"
    for _ in range(4):
        grade(board, ada, slug="ex05_decode")
        clock.now += STUCK_SECONDS
    assert ada.stuck(clock.now)
    clock.now += AWAY_SECONDS
    assert ada.stuck(clock.now) is None and ada.state(clock.now) == "away"


def test_misconceptions_are_counted_by_people(board, clock):
    people = [person(board, name) for name in ("Ada", "Bob", "Carol", "Dan")]
    for who in people[:3]:
        for _ in range(5):
            grade(board, who, "too short")
    grade(board, people[3], "too long")
    assert [(each.sentence, each.now, each.ever) for each in board.room.misconceptions()] == [
        ("too short", 3, 3), ("too long", 1, 1)
    ]  # fmt: skip
    grade(board, people[0], None, "passed", 15)
    grade(board, people[1], "too long")
    assert [(each.sentence, each.now, each.ever) for each in board.room.misconceptions()] == [
        ("too long", 2, 2), ("too short", 1, 3)
    ]  # fmt: skip
    board.delete_person(people[2].number)
    assert [(each.now, each.ever) for each in board.room.misconceptions()] == [(2, 2)]


def test_hands_wait_in_the_order_they_went_up(board, clock):
    people = [person(board, name) for name in ("Ada", "Bob", "Carol")]
    for who in people[::-1]:
        board.hand(who, True, f"{who.name} asks")
        clock.now += 60
    board.hand(people[2], True, "still")
    assert [each.name for each in board.room.hands()] == ["Carol", "Bob", "Ada"], "to ask more is no new place"
    grade(board, people[0])
    assert people[0].state(clock.now) == "stuck" and board.room.standing("ex04_encode", clock.now).stuck == 1
    board.hand(people[1], False)
    assert [each.name for each in board.room.hands()] == ["Carol", "Ada"]


def test_the_counts_add_up_and_a_restart_changes_nothing(board, clock, tmp_path):
    """A room of random events: every count is what counting by hand gives, and the file alone gives the same room."""
    drawn = random.Random(11)
    people = [person(board, f"person {n}") for n in range(40)]
    for _ in range(600):
        who = drawn.choice(people)
        clock.now += drawn.uniform(0, 20)
        what = drawn.random()
        if what < 0.05:
            board.hand(who, drawn.random() < 0.5, "?")
        elif what < 0.07:
            board.take(who, {"events": [{"id": random.randbytes(8).hex(), "age": 0, "kind": "left"}]})
        elif what < 0.09 and who.number in board.room.people:
            board.go(drawn.randint(-1, 3))
        else:
            status = drawn.choice(["passed", "failed", "failed", "error", "under way", "not started"])
            said = drawn.choice(["too short", "too long", None]) if status == "failed" else None
            grade(
                board,
                who,
                said,
                status,
                15 if status == "passed" else drawn.choice([0, 5]),
                f"ex0{drawn.randint(4, 6)}_x",
            )
    for slug in ("ex04_x", "ex05_x"):
        standing = board.room.standing(slug, clock.now)
        done = [each for each in people if slug in each.works and each.works[slug].done]
        gone = [each for each in people if each.gone and each not in done]
        assert standing.done == len(done)
        assert standing.done + standing.at_work + standing.stuck + standing.rest == len(people) - len(gone)
    again = Board(tmp_path / "room.sqlite", clock=clock, ticking=Clock())
    for number, was in board.room.people.items():
        now = again.room.people[number]
        was.version = now.version = 0
        assert now == was
    assert vars(again.room.place) == vars(board.room.place)
    assert again.room.misconceptions() == board.room.misconceptions() and again.code == board.code
    again.store.close()


def test_an_allowance_refills(clock):
    allowed = Allowance(2, 10, clock)
    assert [allowed.take("a") for _ in range(11)] == [0] * 10 + [1]
    assert allowed.take("b", 10) == 0 and allowed.take("b", 10) == 5
    clock.now += 0.6
    assert allowed.take("a") == 0 and allowed.take("a") == 1
    clock.now += 1000
    assert allowed.take("a", 10) == 0 and allowed.take("a", 1) == 1
    for n in range(20_000):
        allowed.take(n)
    assert len(allowed._left) <= 10_000


def test_names_of_all_the_world_stay(clock):
    for name in ("Ngọc Hân", "Łukasz Żółć", "美咲", "فاطمة", "O'Brien-Sørensen", "José 2", "नीतू", "👩\u200d🔬"):
        assert names.name(name) == name.replace("\u200d", ""), name
    assert names.name("a" + "\u0301" * 50) == "a" + "\u0301" * 2
    assert names.clean("‮evil\x1b[31m\ud800\n\nx", 280) == "evil[31m x"


def test_what_is_kept_of_an_event_is_only_what_the_contract_names():
    event = read({"id": "12345678", "kind": "hand", "up": True, "text": " a\nb ", "code": "x"}, 100.0, 0.0)
    assert (event.text, event.at, event.exercise) == ("a b", 100.0, None)
    assert Step("x") == Step("x", None, None)
