"""The `kit` command in a workspace: where I am, hints, solutions, resets, runs, and progress as plain text."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from kit import course
from kit.commands.cli import COMMANDS, kit
from kit.course import ROOT, beginning, function_hints, progress
from kit.course import hints as help


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A fresh workspace, which is the working folder."""
    root = tmp_path / "mine"
    beginning.make(root)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def call():
    """Run `kit ARGUMENTS` in this process; `status` is what it must end with."""

    def call(*arguments: str, status: int = 0) -> str:
        done = CliRunner().invoke(kit, [*map(str, arguments)])
        assert done.exit_code == status, (done.output, done.exception)
        assert done.exception is None or isinstance(done.exception, SystemExit)
        return done.output

    return call


def python(*arguments, cwd, **more: str) -> subprocess.CompletedProcess:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "80"} | more
    return subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=cwd, env=environment, capture_output=True, text=True
    )


def solve(root, slug="ex04_encode") -> None:
    (root / "exercises" / f"{slug}.py").write_bytes((ROOT / "solutions" / f"{slug}.py").read_bytes())


def test_every_command_has_help_and_an_unknown_one_is_refused(call):
    listed = call("--help")
    for name in COMMANDS:
        assert f"  {name} " in listed
        assert call(name, "--help").startswith("Usage: kit")
    assert "No such command" in call("wacht", status=2)
    assert "There is no exercise 'ex99'" in call("hint", "ex99", status=2)


def test_the_command_imports_nothing_heavy(here):
    code = "import sys; sys.argv = ['kit']\nfrom kit.commands.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(sorted(sys.modules))"
    done = python("-c", code, cwd=here)
    assert "Begin with ex00, hello" in done.stdout, done.stderr
    loaded = set(eval(done.stdout.splitlines()[-1]))
    assert not loaded & {
        "transformers",
        "huggingface_hub",
        "tokenizers",
        "pytest",
        "rich",
        "starlette",
        "uvicorn",
    }


def test_where_i_am_follows_files_and_gradings(here, call):
    assert "Begin with ex00, hello" in call()
    file = here / "exercises" / "ex04_encode.py"
    file.write_text(file.read_text("utf-8").replace("raise NotImplementedError", "return None #", 1), "utf-8")
    assert "ex04, text to ids: 0 of 15 points" in call()
    progress.record(here / "progress.txt", {"ex04_encode": (9, progress.digest(file))})
    assert "9 of 15 points" in call() and "changed" not in call()
    file.write_text(file.read_text("utf-8") + "\n# more\n", "utf-8")
    assert "9 of 15 points, changed since" in call()
    found = json.loads(call("--json"))
    assert found["current"]["slug"] == "ex04_encode" and (found["score"], found["max"]) == (9, course.load().points)
    states = {entry["slug"]: entry["state"] for entry in json.loads(call("list", "--json"))["exercises"]}
    assert (states["ex04_encode"], states["ex05_decode"]) == ("changed", "not started")
    file.unlink()
    assert "the file is missing" in call("list")
    assert "is back" in call("reset", "ex04") and file.exists()


def test_hints_come_one_at_a_time_and_are_remembered(here, call):
    hints = course.load().exercise("ex04_encode").hints
    for number in (1, 2, 3, 3):
        text = call("hint", "ex04")
        assert f"hint {number} of 3" in text and [hint in text for hint in hints] == [k == number for k in (1, 2, 3)]
    assert "hint 1 of 3" in call("hint", "4", "--number", "1")
    assert "has hints 1 to 3" in call("hint", "4", "--number", "4", status=2)
    assert progress.read(here / "progress.txt")["ex04_encode"].hints == 3


def test_a_function_has_hints_of_its_own_and_the_one_at_hand_is_meant_without_a_name(here, call):
    stubbed = (here / "exercises" / "ex04_encode.py").read_text("utf-8")
    begun = stubbed.replace("raise NotImplementedError", "return tokenizer.encode(text) #", 1)
    (here / "exercises" / "ex04_encode.py").write_text(begun, "utf-8")
    assert "ex04, count_tokens: hint 1 of 3" in call("hint") and "hint 2 of 3" in call("hint")
    assert "tokenizer.encode(…)" in call("hint", "ex04", "encode") and "return …" in call("hint", "ex04", "encode")
    assert "asks for no decode; it asks for encode, count_tokens" in call("hint", "ex04", "decode", status=2)
    digest = progress.digest(here / "exercises" / "ex04_encode.py")
    progress.record(here / "progress.txt", {"ex04_encode": (1, digest)}, {"ex04_encode": "encode"})
    assert "ex04, encode: hint 3 of 3" in call("hint")
    assert "at:encode hints.count_tokens:2 hints.encode:3" in (here / "progress.txt").read_text()


def test_every_function_of_the_course_has_three_hints_each_more_than_the_last():
    for exercise in course.load().exercises:
        for name in function_hints.names(exercise):
            helps, shape, lines = function_hints.hints(exercise, name)
            assert helps and name in shape and len(lines) >= len(shape) - 40, (name, shape, lines)
            whole = (ROOT / "solutions" / f"{exercise.slug}.py").read_text("utf-8")
            assert "NotImplementedError" not in lines and lines not in whole


def test_a_solution_is_shown_after_a_pass_or_on_giving_up_only(here, call):
    assert "--give-up" in call("solution", "ex04", status=1)
    solution = (ROOT / "solutions" / "ex04_encode.py").read_text("utf-8")
    assert call("solution", "ex04", "--give-up").startswith(solution)
    assert "def encode" in call("solution", "ex04")
    assert "ex04_encode gave-up" in (here / "progress.txt").read_text()
    progress.record(here / "progress.txt", {"ex05_decode": (15, "00"), "ex06_special": (19, "00")})
    assert (
        "def decode" in call("solution", "ex05")
        and "gave-up" not in (here / "progress.txt").read_text().split("ex05")[1]
    )
    call("solution", "ex06", status=1)


def test_a_reset_keeps_what_was_written_and_says_where(here, call):
    file = here / "exercises" / "ex04_encode.py"
    stub = file.read_bytes()
    for number, mine in ((1, b"mine = 1\n"), (2, b"\xff not even text")):
        file.write_bytes(mine)
        text = call("reset", "ex04")
        kept = here / "exercises" / ".previous" / f"ex04_encode.{number}.py"
        assert str(kept) in text and kept.read_bytes() == mine and file.read_bytes() == stub
    assert "as it came already" in call("reset", "ex04")


def test_the_lecture_comes_back_too(here, call):
    file = here / "exercises" / "lecture.ipynb"
    fresh = file.read_bytes()
    file.write_bytes(b"{}")
    assert "lecture.1.ipynb" in call("reset", "lecture") and file.read_bytes() == fresh
    assert (here / "exercises" / ".previous" / "lecture.1.ipynb").read_bytes() == b"{}"
    assert "as it came already" in call("reset", "exercises/lecture.ipynb")


def test_progress_keeps_what_it_does_not_know_and_is_rebuilt_by_running(here):
    path = here / "progress.txt"
    path.write_text("my own note\nex99_later 3/10\n\nex04_encode 3/15 starred\nex05_decode 4/99\n", "utf-8")
    assert progress.read(path)["ex05_decode"].score is None, "points of another course"
    solve(here)
    done = python("-m", "pytest", "-q", "tests/test_ex04_encode.py", cwd=here)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = path.read_text("utf-8").splitlines()
    digest = progress.digest(here / "exercises" / "ex04_encode.py")
    assert lines[:4] == ["my own note", "ex99_later 3/10", "", f"ex04_encode 15/15 file:{digest} starred"]
    assert not [name for name in os.listdir(here) if name.startswith(".progress")]
    path.unlink()
    done = python("-m", "pytest", "-q", "tests/test_ex04_encode.py", "-k", "lecture", cwd=here)
    assert done.returncode == 0 and not path.exists(), "part of an exercise says nothing of all of it"
    done = python("-m", "pytest", "-q", "tests/test_ex04_encode.py", "--submission", "exercises", cwd=here)
    assert done.returncode == 0 and not path.exists(), "a submission is not the learner's own progress"
    done = python("-m", "kit", "run", "4", "--json", cwd=here / "exercises")
    assert (done.returncode, json.loads(done.stdout)["score"]) == (0, 15), done.stderr
    assert path.read_text("utf-8").splitlines()[1] == f"ex04_encode 15/15 file:{digest}"


def test_a_progress_file_that_cannot_be_used_is_said(here, call):
    (here / "progress.txt").mkdir()
    assert "progress.txt cannot be used" in (told := call("hint", "ex04")) and "hint 1 of 3" in told
    assert "progress.txt cannot be used" in call(status=1)
    done = python("-m", "kit", "run", "ex14", cwd=here)
    assert (
        done.returncode == 1
        and "nothing was remembered" in " ".join(done.stdout.split())
        and "Traceback" not in done.stdout + done.stderr
    )


def test_a_workspace_is_completed_and_never_changed(here, call):
    mine = here / "exercises" / "ex04_encode.py"
    mine.write_text("mine = 1\n")
    (here / "tests" / "test_ex05_decode.py").unlink()
    assert "1 files added" in call("init", ".")
    assert mine.read_text() == "mine = 1\n" and (here / "tests" / "test_ex05_decode.py").exists()
    assert "nothing was changed" in call("init", ".")
    assert "cannot be written" in call("init", "README.md/x", status=1)


def test_a_workspace_has_the_settings_of_the_project():
    import configparser
    import tomllib

    own = configparser.ConfigParser()
    own.read(beginning.TEMPLATE / "pytest.ini")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    assert own["pytest"]["addopts"] == project["addopts"] and own["pytest"]["minversion"] == project["minversion"]
    assert own["pytest"]["markers"].strip().splitlines() == project["markers"]


def test_a_text_is_shown_as_tokens_and_costs_as_a_table_and_a_chart(tmp_path):
    code = f"""
import sys
from click.testing import CliRunner
from kit.commands.cli import kit
run = lambda *a, **k: CliRunner().invoke(kit, [*a], **k)
print(run("show", "I am excited").output)
print(run("show", "-", "--json", input="I am").output)
print(run("show", "x", "--model", "nobody/nothing").output)
print(run("show", "costs", "--out", {str(tmp_path / "c.svg")!r}).output[:200])
print(run("show", "costs", "--out", {str(tmp_path / "c.png")!r}).exit_code)
print(run("show", "costs", "--out", "c.pdf").output)
print(run("show", "costs", "--out", {str(tmp_path / "no" / "c.svg")!r}).output)
"""
    done = python("-c", code, cwd=tmp_path)
    out = done.stdout
    assert "[<|begin_of_text|>]  I   ␣am   ␣excited\n128000               40  1097  12304" in out, done.stderr
    assert '"ids": [128000, 40, 1097]' in out and "no tokenizer of 'nobody/nothing'" in out
    assert "Llama 3.1       Llama 4  Mistral Nemo" in out and "an .svg or a .png" in out and "cannot be written" in out
    assert b"<svg" in (tmp_path / "c.svg").read_bytes() and (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG\r\n")


def test_the_shell_completes_commands_and_exercises(here):
    asked = {"_KIT_COMPLETE": "bash_complete", "COMP_CWORD": "2", "COMP_WORDS": "kit hint ex0"}
    done = python("-m", "kit", cwd=here, **asked)
    assert done.stdout.split() == [f"plain,ex0{k}" for k in range(10)], done.stderr


def test_outside_a_workspace_an_installed_kit_says_how_to_get_one(tmp_path, monkeypatch, call):
    monkeypatch.chdir(tmp_path)
    assert "ex01" in call("list"), "a checkout is its own workspace"
    monkeypatch.setattr(course, "INSTALLED", True)
    assert "kit init my-tokenizers" in call(status=1)
    assert help.solution(course.load().exercises[0])
