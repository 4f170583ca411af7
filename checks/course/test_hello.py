"""ex00: green as it comes, one line to change, and in no total, report, progress or hand-in."""

import json

import pytest
from click.testing import CliRunner

from kit import course
from kit.commands.cli import kit
from kit.course import ROOT, beginning, stubs

HELLO = course.load().hello


@pytest.fixture
def here(tmp_path, monkeypatch):
    root = tmp_path / "my tokenizers"
    beginning.make(root)
    monkeypatch.chdir(root)
    return root


def call(*arguments: str) -> str:
    return CliRunner().invoke(kit, [*arguments]).output


def test_it_is_no_exercise_of_the_course():
    assert HELLO not in course.load().exercises and HELLO.slug not in course.load().slugs and HELLO.points == 0
    assert len(course.find([])) == len(course.load().exercises)
    with pytest.raises(ValueError):
        course.find(["ex00"])
    assert course.find(["0"], hello=True) == [HELLO]


def test_it_is_green_at_once_then_a_changed_line_is_red_and_nothing_of_it_is_recorded(run_pytest, here, tmp_path):
    report = tmp_path / "report.json"
    done = run_pytest("--report", report, cwd=here, env={"PYTHONPATH": str(ROOT)})
    assert "+ ex00  hello" in done.out and "next: change exercises/ex00_hello.py, line 15" in done.out
    assert "write encode in exercises/ex04_encode.py" in done.out and "write find_token in" in done.out
    found = json.loads(report.read_text())
    assert [each["slug"] for each in found["exercises"]] == list(course.load().slugs) and found[
        "max"
    ] == course.load().points
    assert HELLO.slug not in (here / "progress.txt").read_text() if (here / "progress.txt").exists() else True
    file = here / "exercises" / "ex00_hello.py"
    file.write_text(file.read_text().replace("encode(text)  #", "encode(text.lower())  #"))
    done = run_pytest("tests/test_ex00_hello.py", cwd=here, env={"PYTHONPATH": str(ROOT)})
    assert done.status == 1 and "72 'i'" in done.out and "next: put the line back" in done.out
    assert call("reset", "ex00") and file.read_text() == stubs.hello()


def test_the_first_screens_begin_with_it_until_something_is_begun(here):
    assert "kit run ex00" in call() and "kit watch ex04" in call() and "kit watch ex01" in call()
    assert "> + ex00" in call("list")
    assert HELLO.slug not in json.dumps(json.loads(call("list", "--json")))
    file = here / "exercises" / "ex04_encode.py"
    file.write_text(file.read_text("utf-8").replace("raise NotImplementedError", "return None #", 1), "utf-8")
    assert "kit run ex00" not in call() and "write count_tokens in exercises/ex04_encode.py, line" in call()
    assert "ex04, count_tokens: hint 1" in call("hint")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ex4", "ex04"),
        ("encode", "ex04"),
        ("round_trips", "ex05"),
        ("Llama", "ex16"),
        ("exercise 7", "ex07"),
        ("ex05_decod", "ex05"),
        ("logn", "ex01"),
    ],
)
def test_a_name_that_is_none_is_told_what_it_may_mean(typed, meant):
    with pytest.raises(ValueError, match=f"did you mean {meant}"):
        course.find([typed])


def test_the_file_in_exercises_is_the_templates():
    assert (ROOT / "exercises" / "ex00_hello.py").read_text("utf-8") == stubs.hello()
