"""The course is whole: untouched stubs are 'not started' and nothing else, solutions earn everything, nothing has drifted."""

import json
import subprocess
import sys

import pytest

from kit.course import ROOT, check, load, stubs


def test_nothing_is_missing():
    assert check.problems() == []


def test_a_file_run_by_itself_says_how_to_grade_it():
    for number in ("ex00_hello", "ex04_encode"):
        done = subprocess.run([sys.executable, ROOT / "exercises" / f"{number}.py"], capture_output=True, text=True)
        assert f"kit run {number[:4]}" in done.stdout, done.stderr


def test_a_stub_that_drifted_is_noticed(tmp_path):
    for folder in ("exercises", "solutions", "tests"):
        (tmp_path / folder).mkdir()
        for path in (ROOT / folder).glob("*.py"):
            (tmp_path / folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    stub = tmp_path / "exercises" / "ex04_encode.py"
    stub.write_text(stub.read_text(encoding="utf-8").replace("halves up", "halves down"), encoding="utf-8")
    (tmp_path / "tests" / "test_ex99_more.py").write_text("")
    (tmp_path / "solutions" / "ex05_decode.py").unlink()
    found = "\n".join(check.problems(root=tmp_path))
    assert "exercises/ex04_encode.py: differs" in found
    assert "tests/test_ex99_more.py: no entry" in found
    assert "solutions/ex05_decode.py: this solution is missing" in found


def test_every_graded_test_is_not_started_on_untouched_stubs(run_pytest, tmp_path):
    folder = tmp_path / "untouched"
    folder.mkdir()
    for slug in load().slugs:
        solution = (ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8")
        (folder / f"{slug}.py").write_text(stubs.stub(solution, slug), encoding="utf-8")
    done = run_pytest("--submission", folder, "--report", tmp_path / "report.json")
    assert done.status == 1
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["score"] == 0 and report["max"] == sum(exercise.points for exercise in load().exercises)
    assert {test["status"] for entry in report["exercises"] for test in entry["tests"]} == {"not started"}
    assert {entry["status"] for entry in report["exercises"]} == {"not started"}
    assert "FAILURES" not in done.out and "next: write find_token" in done.out


@pytest.mark.parametrize("seed", [1, pytest.param(2026, marks=pytest.mark.long)])
def test_the_solutions_earn_everything(run_pytest, tmp_path, seed):
    done = run_pytest("--solutions", "--seed", seed, "--report", tmp_path / "report.json")
    assert done.status == 0, done.out[-3000:]
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["score"] == report["max"]
    assert all(test["status"] == "passed" for entry in report["exercises"] for test in entry["tests"])
    assert all(entry["max"] == sum(test["max"] for test in entry["tests"]) for entry in report["exercises"])


def test_a_stub_is_told_at_the_call_too(run_pytest, submission):
    """The shortcut that reads the file must agree with the call: here the stub's body hides behind a helper."""
    stub = "def encode(tokenizer, text):\n    return _later()\n\n\ndef _later():\n    raise NotImplementedError('ex04_encode.encode: not written yet')\n"
    done = run_pytest(
        "--submission", submission(ex04_encode="+" + stub), "tests/test_ex04_encode.py", "-k", "sentence_is_15"
    )
    assert "1 not started" in done.out
