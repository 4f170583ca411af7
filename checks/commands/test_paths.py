"""Paths as people give them: from a folder with exercises/ and solutions/ of its own, both wrong, relative, with spaces."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kit.course import ROOT, load
from kit.course.given import absolute
from kit.learner.files import broken_at

WRONG = "def encode(tokenizer, text):\n    return [1]\n"


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder with a right answer in `my work/`, and wrong ones under the names of the kit's own folders."""
    home = tmp_path / "home of somebody"
    for name in ("exercises", "solutions"):
        (home / name).mkdir(parents=True)
        (home / name / "ex04_encode.py").write_text(WRONG)
    (home / "my work").mkdir()
    (home / "my work" / "ex04_encode.py").write_bytes((ROOT / "solutions" / "ex04_encode.py").read_bytes())
    return home


def kit(*arguments, cwd: Path) -> subprocess.CompletedProcess:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    command = [sys.executable, "-P", "-m", "kit", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)


def test_a_path_is_seen_from_where_one_stands(tmp_path, monkeypatch):
    (tmp_path / "a b" / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "a b" / "deep")
    monkeypatch.chdir(tmp_path / "a b")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    here = Path.cwd()
    assert absolute("x/") == absolute("./x") == here / "x" and absolute(".") == here
    assert absolute("deep/../y") == here / "y" and absolute("..") == here.parent
    assert absolute("../link") == here.parent / "link", "a link keeps its name: it may be a learner's"
    assert absolute("../link/../z") == here / "z", ".. goes up from where the link leads, as the system does"
    assert absolute("~/out") == tmp_path / "home" / "out" and absolute(tmp_path) == tmp_path
    (here / "~").mkdir()
    assert absolute("~") == here / "~"
    assert absolute("r.json", tmp_path) == tmp_path / "r.json"


def test_grade_and_report_take_what_lies_where_one_stands(elsewhere):
    """The wrong `solutions`, the wrong `exercises`, the right answer: never the kit's own folders."""
    found = {}
    for number, given in enumerate(("solutions", "./exercises/", "my work/../my work")):
        out = f"out {number}"
        done = kit("grade", given, "--out", out, "--exercise", "ex04", "--workers", "1", "--seed", "1", cwd=elsewhere)
        assert done.returncode == 0, done.stdout + done.stderr
        (line,) = (elsewhere / out / "verdicts.jsonl").read_text().splitlines()
        report = json.loads(line)
        found[report["submission"]] = report["score"]
        assert str(elsewhere) not in line
    assert found.pop("my work") == 15 and set(found) == {"solutions", "exercises"}
    assert set(found.values()) == {0}
    (elsewhere / "names.csv").write_text("submission,learner\nmy work,Ada\n")
    arguments = ("report", "out 2/verdicts.jsonl", "--format", "csv", "--out", "grades.csv", "--names", "names.csv")
    done = kit(*arguments, cwd=elsewhere)
    assert done.returncode == 0 and "Ada" in (elsewhere / "grades.csv").read_text("utf-8-sig"), done.stderr
    assert not (ROOT / "grades.csv").exists() and not list(ROOT.glob("out *"))


def test_init_and_show_write_where_one_stands(elsewhere):
    assert kit("init", "../new place", cwd=elsewhere / "my work").returncode == 0
    assert (elsewhere / "new place" / "exercises" / "ex04_encode.py").exists()
    done = kit("show", "costs", "--out", "a chart.svg", cwd=elsewhere)
    assert done.returncode == 0 and (elsewhere / "a chart.svg").exists(), done.stderr


def test_run_grades_the_workspace_one_stands_in(elsewhere):
    done = kit("run", "ex04", "--json", cwd=elsewhere / "my work")
    where = json.loads(kit("--json", cwd=elsewhere / "my work").stdout or "{}")
    assert done.returncode in (1, 2) and '"score": 15' not in done.stdout and where.get("score") in (0, None)


def test_a_file_to_mend_is_named_as_it_is_seen_from_where_one_stands(tmp_path):
    root = tmp_path / "a learner's"
    assert kit("init", str(root), cwd=tmp_path).stdout.count(f"cd {shlex.quote(root.name)}") == 1
    (root / "exercises" / "ex04_encode.py").write_text(WRONG)
    for folder, named in (("exercises", "ex04_encode.py"), (".", "exercises/ex04_encode.py")):
        done = kit("run", "ex04", cwd=root / folder)
        assert f"mend encode in {named}, line 1\n" in done.stdout, done.stdout[-2000:] + done.stderr
        assert f"at        {named}:" in done.stdout or "at  " not in done.stdout


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("\n\ndef encode(tokenizer, text):\n    return tokenizer.encode(text\n", "exercises/ex04_encode.py, line 4"),
        ("import no_such_module_anywhere\n1 / 0\n", "exercises/ex04_encode.py, line 2"),
        ("", "exercises/ex04_encode.py"),
    ],
    ids=["syntax", "import", "empty"],
)
def test_a_file_that_python_cannot_read_is_to_be_mended_at_a_line(tmp_path, text, named):
    kit("init", "mine", cwd=tmp_path)
    (tmp_path / "mine" / "exercises" / "ex04_encode.py").write_text(text)
    done = kit("run", "ex04", cwd=tmp_path / "mine")
    assert f"next: mend {named}\n" in done.stdout, done.stdout[-2000:]
    if "1 / 0" not in text:  # nothing is run to say where one is
        assert f"next  mend {named}\n" in kit(cwd=tmp_path / "mine").stdout


def test_a_cell_of_a_notebook_is_no_line_of_a_file():
    message = "ex04_encode: Python cannot read mine.ipynb, cell 3, line 2: '(' was never closed."
    assert broken_at(message) == "" and broken_at(message.replace(" cell 3,", "")) == ", line 2"
    assert broken_at("ex04_encode: ex04_encode.py is not UTF-8 text (line 7). Save it.") == ", line 7"


def test_pytest_takes_submission_and_report_from_where_one_stands(run_pytest, elsewhere):
    suite = ROOT / "tests" / "test_ex04_encode.py"
    for given, score in (("solutions", 0), ("exercises/ex04_encode.py", 0), ("my work", 15)):
        done = run_pytest(f"--submission={given}", "--report=r.json", suite, cwd=elsewhere)
        assert json.loads((elsewhere / "r.json").read_text())["score"] == score, done.out[-2000:]
    assert not (ROOT / "r.json").exists()


def collected(done) -> dict[str, int]:
    counts = (line.rpartition(": ") for line in done.lines if line.startswith("tests/test_ex"))
    return {Path(name).stem.removeprefix("test_"): int(count) for name, _, count in counts}


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        (["exercises/ex04_encode.py"], "."),
        (["ex04_encode.py"], "exercises"),
        (["ex04"], "."),
        (["ex04_encode"], "tests"),
        (["tests/test_ex04_encode.py"], "exercises"),
        ([str(ROOT / "exercises" / "ex04_encode.py")], "docs"),
    ],
    ids=str,
)
def test_an_exercise_is_named_in_any_way(run_pytest, arguments, folder):
    done = run_pytest(*arguments, "--co", "-qq", cwd=ROOT / folder)
    assert done.status == 0 and list(collected(done)) == ["ex04_encode"], done.out


def test_the_root_folder_and_exercises_mean_the_graded_tests(run_pytest):
    plain = collected(run_pytest("--co", "-qq"))
    for given, folder in ((".", ROOT), (str(ROOT), ROOT / "docs"), ("exercises/", ROOT), (".", ROOT / "exercises")):
        done = run_pytest(given, "--co", "-qq", cwd=folder)
        assert collected(done) == plain and len(plain) >= len(load().slugs) and "checks/" not in done.out, (
            given,
            done.out[-2000:],
        )


def test_what_names_no_exercise_here_is_said_with_what_to_do(run_pytest):
    done = run_pytest("ex99")
    assert done.status == 4 and "no exercise 'ex99'" in done.out
    done = run_pytest("solutions/ex04_encode.py")
    assert done.status == 4 and "pytest --solutions tests/test_ex04_encode.py" in done.out
    assert "not found: nothing_like_it" in run_pytest("nothing_like_it").out
