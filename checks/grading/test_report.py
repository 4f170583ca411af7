"""The report: its schema, its maximum, and what earns points."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from kit.course import load
from kit.grading import report as reports
from kit.grading.verdict import Verdict
from kit.learner.files import Ignored
from kit.suite.explain import Row

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


def test_what_a_screen_draws_comes_back_from_json_as_it_was():
    hello, exercise = load().hello, load().exercise("ex04_encode")
    wrong = Verdict(
        "tests/test_ex04_encode.py::test_x", exercise.slug, 2, ("encode",), "failed", "two\nlines",
        [("called", "encode(1)"), ("yours", "\ud83d")], [Row("1", "a", "b", "!")], "a cause", "encode",
        ["tests/test_ex04_encode.py::test_y"], "ex04_encode.py, line 3", "printed", 0.25, "no memory",
    )  # fmt: skip
    first = Verdict("tests/test_ex00_hello.py::test_z", hello.slug, 0, ("token_ids",), "passed", output="[1]")
    made = reports.build(
        [wrong], [exercise], hub="practice", seed=3, tokenizer=None,
        cells=[reports.Cell("a.ipynb::Cell 1", (exercise.slug,), "failed", "no", 0.5)],
        ignored=[Ignored("a.txt", "no Python")], hello=reports.Result(hello, (first,)),
    )  # fmt: skip
    made = replace(made, next=reports.Step("mend it", "a reason", exercise.slug, ("write it",)), notes=("slow",))
    found = reports.read(json.loads(json.dumps(made.for_a_screen())))
    assert found.results[0].tests[0].facts[1] == ("yours", "\\ud83d"), "any channel takes it"
    wrong.facts[1] = found.results[0].tests[0].facts[1]
    assert found == made and found.failures == [wrong]
    assert "hello" not in made.as_dict()


def test_a_reason_that_stands_above_is_not_said_again():
    step = reports.Step("mend ex04_encode.py, line 3", "ex04_encode: Python cannot read it.", "ex04_encode", ("then",))
    above = Verdict("t", "ex04_encode", 1, (), "error", "ex04_encode: Python cannot read it.\n    x(")
    assert step.lines() == [step.say, step.reason, "then"]
    assert step.lines(lambda slug: f"grade {slug}", told=[above]) == [step.say, "grade ex04_encode", "then"]
