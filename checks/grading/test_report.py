"""The report: its schema, its maximum, and what earns points."""

import json
from pathlib import Path

import jsonschema
import pytest

from kit.course import load

SCHEMA = json.loads((Path(__file__).parents[1] / "report.schema.json").read_text())


@pytest.fixture
def report(run_pytest, tmp_path):
    def make(*arguments) -> dict:
        run_pytest(*arguments, "--report", tmp_path / "deep" / "report.json")
        found = json.loads((tmp_path / "deep" / "report.json").read_text())
        jsonschema.validate(found, SCHEMA)
        return found

    return make


def test_a_half_solved_submission_is_reported_by_the_schema(report, submission):
    half = submission(
        ex04_encode="def encode(t, x):\n    return t.encode(x)\n", ex05_decode="broken(\n", ex06_special=None
    )
    found = report("--submission", half, "--seed", 7)
    status = {entry["slug"]: (entry["status"], entry["score"], entry["max"]) for entry in found["exercises"]}
    assert status["ex04_encode"] == ("failed", 5, 15)
    assert status["ex05_decode"] == ("error", 0, 15)
    assert status["ex06_special"] == ("not started", 0, 20)
    assert status["ex07_vocab"] == ("passed", 15, 15)
    most = load().points
    assert (found["score"], found["max"], found["seed"], found["hub"]) == (most - 10 - 15 - 20, most, 7, "practice")


def test_deselected_tests_stay_in_the_maximum_of_a_full_run(report):
    found = report("--solutions", "-k", "begin_of_text")
    assert found["max"] == load().points and 0 < found["score"] < 20


def test_a_run_of_one_suite_is_about_that_exercise(report):
    found = report("--solutions", "tests/test_ex04_encode.py", "-k", "not encoded")
    assert [entry["slug"] for entry in found["exercises"]] == ["ex04_encode"]
    assert found["max"] == 15 and found["score"] < 15
