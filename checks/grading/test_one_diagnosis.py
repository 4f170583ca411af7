"""A function that fails is told one sentence, once, with the tests it explains: in the terminal, the report and the watch."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kit.course import ROOT
from kit.grading.diagnosing import worth_reading
from kit.grading.report import Result
from kit.grading.verdict import Verdict
from kit.watch import page

WRONG = """
def encode(tokenizer, text):
    return tokenizer.encode(text)[1:]


def count_tokens(tokenizer, text):
    return len(text.split())


def characters_per_token(tokenizer, text):
    return len(text) / len(tokenizer.encode(text)) if text else 0.0


def estimate_tokens(text):
    return len(text) // 4 + 7
"""


def run(folder: Path, *options: str) -> tuple[str, list[dict]]:
    """What the terminal shows, and the report's diagnoses."""
    (folder / "ex04_encode.py").write_text(WRONG, encoding="utf-8")
    report = folder / "report.json"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/test_ex04_encode.py",
        "--submission",
        str(folder / "ex04_encode.py"),
    ]
    done = subprocess.run(
        [*command, "--report", str(report), *options], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    (exercise,) = json.loads(report.read_text(encoding="utf-8"))["exercises"]
    return done.stdout, exercise["diagnoses"]


@pytest.mark.parametrize("options", [(), ("--isolate",)], ids=["here", "sandboxed"])
def test_wrong_answers_are_tried_on_the_hub_that_the_learners_code_had(options, run_pytest, submission):
    joined = "+def terms_page(model_id):\n    from urllib.parse import urljoin\n\n    return urljoin(constants.ENDPOINT, model_id)\n"
    given = ("--submission", submission(ex02_access=joined), "tests/test_ex02_access.py", "-k", "terms_are_on")
    done = run_pytest(*given, *options, columns=200)
    assert "the Hub's address may have a path, and it is lost here" in done.out, done.out[-2000:]


@pytest.mark.parametrize("options", [(), ("--isolate",)], ids=["here", "sandboxed"])
def test_who_asks_for_a_model_where_there_is_none_is_told_at_once(options, run_pytest, submission):
    asks = 'AutoTokenizer.from_pretrained("meta-llama/Meta-Llama-3.1-8B").tokenize(text)'
    source = f"+def split(text):\n    from transformers import AutoTokenizer\n\n    return {asks}\n"
    given = ("--submission", submission(ex13_pretokens=source), "tests/test_ex13_pretokens.py", "-k", "words_keep")
    done = run_pytest(*given, *options, columns=200)
    assert "no model can be loaded while this exercise is graded" in done.out, done.out[-2000:]
    assert "did not return" not in done.out


@pytest.mark.parametrize("options", [(), ("--isolate",), ("-n", "2")], ids=["here", "sandboxed", "spread"])
def test_each_function_is_told_one_sentence_with_the_tests_it_explains(options, tmp_path):
    shown, diagnoses = run(tmp_path, *options)
    assert [each["function"] for each in diagnoses] == ["encode", "count_tokens"]
    of_encode, of_count = diagnoses
    assert "is missing at the front" in of_encode["sentence"] and len(of_encode["tests"]) == 5
    assert of_count["sentence"] == "these are the words; tokens are asked for." and len(of_count["tests"]) == 3
    flat = " ".join(shown.split())
    for each in diagnoses:
        assert flat.count(each["sentence"]) == 1
    assert "likewise every script has its ids; and 3 more" in flat
    # Nothing of the book is what estimate_tokens does: the rule is shown, and nobody guesses.
    assert "likely" not in flat.partition("_ estimate_tokens _")[2].partition("your progress")[0]
    assert "rule characters over four" in flat


BARE = """
def decode(tokenizer, ids):
    return tokenizer.decode(ids)


def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True)
"""


def test_a_sentence_that_holds_of_two_functions_is_told_whole_once(run_pytest, tmp_path):
    solution = (ROOT / "solutions" / "ex05_decode.py").read_text(encoding="utf-8")
    (tmp_path / "ex05_decode.py").write_text(solution + BARE, encoding="utf-8")
    arguments = (
        "tests/test_ex05_decode.py",
        "--submission",
        tmp_path / "ex05_decode.py",
        "-k",
        "punctuation or without_special",
    )
    shown = run_pytest(*arguments)
    assert (
        shown.out.count("likely") == 1 and "also      decode_text: spaces before punctuation were removed" in shown.out
    )
    assert run_pytest(*arguments, "-v").out.count("likely") == 2


def verdict(name: str, function: str, status: str, cause: str | None = None, likewise: tuple[str, ...] = ()) -> Verdict:
    found = Verdict(f"tests/test_ex04_encode.py::{name}", "ex04_encode", 1, (function,), status, cause=cause)
    found.called, found.likewise = function, list(likewise)
    return found


def test_of_one_function_that_is_shown_first_which_explains_most():
    first, one = verdict("test_a", "encode", "failed"), verdict("test_b", "encode", "failed", "cut", ("test_c",))
    other, last = verdict("test_c", "encode", "failed", "cut", ("test_b",)), verdict("test_d", "count", "failed", "cut")
    assert worth_reading([first, one, last, other]) == [one, first, last]


def test_the_watch_says_in_a_line_what_has_changed():
    def graded(*tests: Verdict) -> SimpleNamespace:
        return SimpleNamespace(results=[Result(SimpleNamespace(slug="ex04_encode"), tests)])

    failed = graded(verdict("test_a", "encode", "failed", "no begin"))
    assert page.changes(None, failed) == page.changes(failed, failed) == []
    assert page.changes(failed, graded(verdict("test_a", "encode", "passed"))) == ["encode is right now."]
    left = graded(verdict("test_a", "encode", "passed"), verdict("test_b", "encode", "failed", "lower case"))
    assert page.changes(failed, left) == ["encode: that is mended; what is left: lower case"]
    (line,) = page.changes(failed, graded(verdict("test_a", "encode", "failed")))
    assert line == "encode: what it was told no longer fits; something else is left."
    assert page.changes(failed, graded(verdict("test_a", "encode", "not started"))) == []


def test_an_editor_reads_the_diagnosis_of_what_has_run_so_far(tmp_path):
    """Plugins of editors, and pytest's own JUnit XML, take a failure's text as soon as its test has ended."""
    run(tmp_path, "-p", "no:randomly", f"--junitxml={tmp_path / 'junit.xml'}")
    text = (tmp_path / "junit.xml").read_text(encoding="utf-8")
    assert text.count("these are the words; tokens are asked for.") >= 3
