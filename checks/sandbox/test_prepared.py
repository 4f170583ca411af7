"""What prepares a machine goes to the child with the next question; what fails there before learner code ran is no learner's."""

import shutil
import sys

import pytest

from checks import forked
from kit.course import ROOT

SUITE = """
from exercises.ex01_login import find_token
from kit.suite import Suite, points

expect = Suite("ex01_login").expect


@points(1, find_token)
def test_the_answer_ends_its_process(machine):
    expect(find_token).returns(None)


@points(1, find_token)
def test_a_machine_that_cannot_be_prepared(machine):
    machine.write_file("no/such/folder/name", "")
    expect(find_token).returns(None)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="sandboxed grading needs Linux")
def test_a_preparation_that_fails_in_a_new_process_is_no_fault_of_the_answer(tmp_path):
    suite = tmp_path / "test_ex01_login.py"
    shutil.copy(ROOT / "conftest.py", tmp_path)
    suite.write_text(SUITE)
    answer = tmp_path / "answers" / "ex01_login.py"
    answer.parent.mkdir()
    answer.write_text("import os\n\n\ndef find_token():\n    os._exit(0)\n")
    (report,) = forked.grade(str(suite), [answer.parent], [False], isolate=True)
    (exercise,) = report["exercises"]
    first, second = exercise["tests"]
    assert "find_token ended the process it ran in" in first["message"], first
    assert second["status"] == "error" and "FileNotFoundError" in second["message"], second
