"""The machine that a call found is kept with it, and wrong answers are tried on one like it when the run is over."""

import os
import sys
from pathlib import Path

import pytest
from huggingface_hub import constants, get_token

from kit.learner.call import Call
from kit.learner.machine import Machine
from kit.learner.world import Rebuilt, Recorded
from kit.suite import book, diagnosis
from kit.suite.evidence import Seen


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine of a suite's, recorded."""
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "home" / "token"))
    (tmp_path / "work").mkdir()
    made = Machine(tmp_path / "work", tmp_path / "home")
    yield Recorded(made)
    made.close()


def places() -> dict:
    """All that a function can find on the machine that this process is on."""
    found = {"environment": os.environ.get("HF_TOKEN"), "saved": get_token(), "colab": "(none)"}
    found["file"] = Path(".env").read_text() if Path(".env").exists() else None
    try:
        from google.colab import userdata

        found["colab"] = userdata.get("HF_TOKEN")
    except Exception as error:
        found["colab"] = f"{type(error).__name__}: {error}"
    return found


def test_a_machine_is_rebuilt_as_each_call_found_it(machine):
    worlds, here = [], []
    for step in (
        lambda: None,
        lambda: machine.set_variable("HF_TOKEN", "hf_environment"),
        lambda: machine.write_file(".env", "HF_TOKEN=hf_file\n"),
        lambda: machine.open_colab({"HF_TOKEN": "hf_secret"}),
        lambda: machine.open_colab({"HF_TOKEN": "hf_secret"}, shared=False),
        lambda: machine.set_variable("HF_TOKEN", None),
        lambda: machine.save_token("hf_saved"),
        lambda: machine.log_out(),
    ):
        step()
        worlds.append(machine.world)
        here.append(places())
    machine.close()
    before, folder, modules = dict(os.environ), os.getcwd(), {name for name in sys.modules if "google" in name}
    path = constants.HF_TOKEN_PATH
    with Rebuilt() as rebuilt:
        for k in (0, 6, 3, 5, 1, 4, 2, 7, 0):
            rebuilt.as_at(worlds[k], f"test {k}")
            assert places() == here[k], k
    assert (dict(os.environ), os.getcwd(), constants.HF_TOKEN_PATH) == (before, folder, path)
    assert {name for name in sys.modules if "google" in name} == modules


def test_what_an_answer_changes_stays_until_its_test_is_over_where_it_lasts():
    first, second = ((1, "set_variable", ("HF_TOKEN", "hf_a"), {}),), ((2, "set_variable", ("HF_TOKEN", "hf_b"), {}),)
    with Rebuilt() as rebuilt:
        for lasting, left in ((True, None), (False, "hf_a")):
            rebuilt.begin(lasting=lasting)
            rebuilt.as_at(first, "one")
            assert os.environ.pop("HF_TOKEN") == "hf_a"
            rebuilt.as_at(first, "one")
            assert os.environ.get("HF_TOKEN") == left
            rebuilt.as_at(second, "one")
            assert os.environ["HF_TOKEN"] == "hf_b"
            rebuilt.as_at(first, "another")
            assert os.environ["HF_TOKEN"] == "hf_a"


TEXT = '''
"""Answers to a test of worlds."""
from kit.suite import wrong

@wrong("the environment alone.")
def find_token():
    return os.environ.get("HF_TOKEN")

@wrong("the variable is gone after one call.")
def find_token():
    return os.environ.pop("HF_TOKEN", None)

@wrong("read at import.")
def find_token(token=os.environ.get("HF_TOKEN")):
    return token
'''


class Judge:
    """In the place of a suite's expectation of one call."""

    splitting, yields_to, within, refusal = None, None, 0.0, ""

    def __init__(self, want: object) -> None:
        self.want = want

    def right(self, answer: object, error: BaseException | None) -> bool:
        return error is None and answer == self.want


def seen(test: str, number: int, token: str, got: object, *, failed: bool) -> Seen:
    world = ((number, "set_variable", ("HF_TOKEN", token), {}), (0, "write_file", (".env", "HF_TOKEN=hf_file"), {}))
    call = Call("ex01_login", "find_token", (), {}, got, kept=got, judge=Judge(token.strip() or "hf_file"), world=world)
    return Seen(call, test, failed)


@pytest.mark.parametrize(
    "calls, sentence",
    [
        ([("a", 1, "hf_a", "hf_a", False), ("b", 2, "", "", True)], "the environment alone."),
        ([("a", 1, "hf_a", "hf_a", False), ("a", 1, "hf_a", None, True)], "the variable is gone after one call."),
        ([("a", 1, "hf_a", "hf_a", False), ("a", 2, "hf_b", "hf_a", True)], "read at import."),
        ([("a", 1, "hf_a", "hf_a", False), ("b", 2, "hf_b", "hf_a", True)], None),
    ],
)
def test_answers_are_tried_on_the_machine_that_each_call_found(tmp_path, calls, sentence):
    (tmp_path / "ex01_login.py").write_text(TEXT, encoding="utf-8")
    own = book.Book("ex01_login", tmp_path / "ex01_login.py")
    evidence = [seen(*call, failed=failed) for *call, failed in calls]
    fits = diagnosis.weigh(evidence, own.wrong("find_token"))
    told = diagnosis.choose(fits, [each.test for each in evidence if each.failed])
    assert set(told.values()) == ({sentence} if sentence else set())
