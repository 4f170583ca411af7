"""A notebook handed in: functions from its cells, in order, the last definition counts, a broken cell costs its own."""

import json

import nbformat
import pytest

from kit.course import ROOT, load

ENCODE = "def encode(tokenizer, text):\n    return tokenizer.encode(text)\n"
WRONG = "def encode(tokenizer, text):\n    return [1]\n"
COUNT = "def count_tokens(tokenizer, text):\n    return len(tokenizer.encode(text))\n"


@pytest.fixture
def grade(run_pytest, tmp_path):
    """Grade the first suite's tests of a notebook with these code cells; returns functions by status, and the screen."""

    def run(*cells: str, suite: str = "ex04_encode"):
        path = tmp_path / "answers.ipynb"
        made = [nbformat.v4.new_markdown_cell("# My answers"), *map(nbformat.v4.new_code_cell, cells)]
        nbformat.write(nbformat.v4.new_notebook(cells=made), path)
        done = run_pytest("--submission", path, f"tests/test_{suite}.py", "--report", tmp_path / "report.json")
        tests = json.loads((tmp_path / "report.json").read_text())["exercises"][0]["tests"]
        return {test["id"].partition("::")[2].partition("[")[0]: test["status"] for test in tests}, done.out

    return run


def statuses(found: dict[str, str], word: str) -> set[str]:
    return {status for name, status in found.items() if word in name}


SENTENCE, COUNTED = "the_lecture_sentence_is_15_ids", "the_lecture_sentence_has_15_tokens"


def test_the_last_definition_wins_and_what_is_missing_is_not_started(grade):
    found, out = grade(
        WRONG, f"%%answer ex04_encode\n{ENCODE}", "encode(None, 'try it')\nprint('tried')\nraise SystemExit"
    )
    assert found[f"test_{SENTENCE}"] == "passed"
    assert found[f"test_{COUNTED}"] == "not started"
    assert "tried" not in out
    found, _ = grade(f"%%answer ex04_encode\n{ENCODE}", WRONG)
    assert found[f"test_{SENTENCE}"] == "failed"


def test_a_cell_for_one_exercise_is_not_for_another(grade):
    found, _ = grade(ENCODE, f"%%answer ex05_decode\n{WRONG}")
    assert found[f"test_{SENTENCE}"] == "passed"


@pytest.mark.parametrize(
    "cell, said",
    [
        ("def encode(tokenizer, text:\n    return 1", "Python cannot read answers.ipynb, cell 2, line 1"),
        ("@nothing\n" + ENCODE, "answers.ipynb, cell 2, line 2: NameError"),
        ("encode = {}['x']", "answers.ipynb, cell 2, line 1: KeyError"),
    ],
    ids=["cannot be read", "decorator fails", "value fails"],
)
def test_a_broken_cell_costs_its_function_only(grade, cell, said):
    found, out = grade(ENCODE, cell, COUNT)
    assert found[f"test_{COUNTED}"] == "passed"
    assert found[f"test_{SENTENCE}"] == "error"
    assert said in " ".join(out.split())


def test_an_exception_is_placed_in_its_cell(grade):
    _, out = grade("%matplotlib inline\n!pip list\nimport re", "\n# mine\n" + WRONG.replace("[1]", "1 // 0"))
    assert "answers.ipynb, cell 2, line 4" in out


def test_trying_things_out_runs_nothing(grade, tmp_path):
    mark = tmp_path / "ran"
    found, _ = grade(
        f"from pathlib import Path\nfrom kit import notebook\nhub = notebook.open('exercises')\nPath({str(mark)!r}).touch()",
        "for _ in range(3):\n    x = undefined",
        "tokenizer = load_tokenizer('meta-llama/nothing')",
        ENCODE + COUNT,
    )
    assert found[f"test_{SENTENCE}"] == found[f"test_{COUNTED}"] == "passed"
    assert not mark.exists()


def test_constants_and_the_stubs_own_are_there(grade):
    cell = "TABLE = dict(a=1)\nimport collections\nNAMES = collections.Counter('ab')\ndef one():\n    return 1\nONE = one()\n"
    found, _ = grade(cell, ENCODE.replace("return", "assert TABLE and NAMES and ONE == 1\n    return"))
    assert found[f"test_{SENTENCE}"] == "passed"


def test_all_solutions_in_one_notebook_earn_everything(run_pytest, tmp_path):
    cells = [
        nbformat.v4.new_code_cell(f"%%answer {path.stem}\n{path.read_text(encoding='utf-8')}")
        for path in sorted((ROOT / "solutions").glob("ex0[1-7]*.py"))
    ]
    path = tmp_path / "answers.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    suites = sorted((ROOT / "tests").glob("test_ex0[1-7]*.py"))
    done = run_pytest("--submission", path, "--report", tmp_path / "report.json", *suites)
    assert done.status == 0, done.out[-2000:]
    assert json.loads((tmp_path / "report.json").read_text())["score"] == load().parts[0].points


@pytest.mark.parametrize(
    "content", [b"", b"not json", b"[]", b'{"cells": [1]}', b"\xff\xfe", b'{"cells": [{"cell_type": "code"}]}']
)
def test_what_is_not_a_notebook_is_told_in_words(run_pytest, tmp_path, content):
    path = tmp_path / "answers.ipynb"
    path.write_bytes(content)
    done = run_pytest("--submission", path, "tests/test_ex04_encode.py")
    assert done.status == 1
    assert "Traceback" not in done.out and "INTERNALERROR" not in done.out
    assert "is not a notebook" in done.out or "not started" in done.out
