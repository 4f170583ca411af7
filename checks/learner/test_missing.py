"""A file that imports what is not installed, or has an answer to every name: what is graded of it, and what is said."""

import ast
import json
import re
import sys

import pytest

from kit.course import ROOT, load
from kit.learner import errors, importing
from kit.learner.errors import BrokenFile, MissingName
from kit.learner.files import Source
from kit.learner.package import LearnerPackage


@pytest.fixture
def package(tmp_path):
    def package(text: str) -> LearnerPackage:
        importing.forget()
        (tmp_path / "ex04_encode.py").write_text(text, encoding="utf-8")
        made = LearnerPackage(Source(tmp_path, submission=True, slugs=load().slugs), load().slugs)
        made.collecting = False
        return made

    return package


@pytest.mark.parametrize(
    ("line", "use"),
    [
        ("from dotenv import load_dotenv", "load_dotenv()"),
        ("import dotenv", "dotenv.load_dotenv()"),
        ("import os, dotenv.main as dot", "dot.x"),
        ("if True:\n    from dotenv import (\n        load_dotenv as load,\n        values)", "values['a']"),
        ("from dotenv import values\nimport nosuch_either", "list(values)"),
    ],
)
def test_functions_that_do_not_need_what_is_missing_are_graded(package, line, use):
    made = package(
        f"import math\n{line}\nEIGHT = math.sqrt(64)\ndef count_tokens(): return EIGHT\ndef encode(): {use}\n"
    )
    assert made.function("ex04_encode", "count_tokens")() == 8
    with pytest.raises(ModuleNotFoundError, match="No module named 'dotenv'"):
        made.function("ex04_encode", "encode")()


def test_what_is_used_at_import_is_told_with_the_task(package):
    made = package("from dotenv import load_dotenv\nload_dotenv()\ndef encode(): return 1\n")
    with pytest.raises(BrokenFile, match=r"(?s)line 2.*reading the lines of the file \.env is the task"):
        made.module("ex04_encode")
    made = package("from nosuch import *\ndef encode(): return 1\n")
    with pytest.raises(BrokenFile, match="no package 'nosuch'"):
        made.module("ex04_encode")


def test_a_learners_own_handling_of_a_missing_import_is_left_alone(package):
    made = package("try:\n    import nosuch\nexcept ImportError:\n    nosuch = 7\ndef encode(): return nosuch\n")
    assert made.function("ex04_encode", "encode")() == 7
    assert isinstance(made.parsed("ex04_encode").tree.body[0], ast.Try)


def test_an_answer_to_every_name_is_none(package):
    made = package("def __getattr__(name):\n    return lambda *a: 15\n")
    with pytest.raises(MissingName, match="no function count_tokens"):
        made.function("ex04_encode", "count_tokens")()


@pytest.mark.parametrize("isolated", [[], ["--isolate"]], ids=["in process", "isolated"])
def test_in_a_run(run_pytest, submission, isolated):
    folder = submission(
        ex01_login="+from dotenv import load_dotenv\ndef find_token():\n    load_dotenv()\n",
        ex04_encode="def __getattr__(name):\n    return lambda *a: 15\n\ndef encode_text(t, text):\n    return 15\n",
    )
    done = run_pytest("--submission", folder, "ex01", "ex04", *isolated)
    said = re.sub(r"\s+", " ", done.out)
    assert "reading the lines of the file .env is the task" in said, done.out[-3000:]
    assert re.search(r"ex04 text to ids 0/15", said) and not re.search(r"ex01 get in 0/15", said), done.out[-2000:]


@pytest.mark.parametrize(
    "value", ["None", "15", *(pytest.param(value, marks=pytest.mark.long) for value in ("0.0", "[]", "True", "False"))]
)
def test_no_point_is_for_a_fixed_value_alone(run_pytest, tmp_path, value):
    """`return 15` everywhere must not do: each test also asks for something else."""
    for slug in load().slugs:
        tree = ast.parse((ROOT / "solutions" / f"{slug}.py").read_text("utf-8"))
        names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]
        text = "".join(f"def {name}(*args, **kwargs):\n    return {value}\n\n\n" for name in names)
        (tmp_path / f"{slug}.py").write_text(text or "x = 1\n", "utf-8")
    run_pytest("--submission", tmp_path, "--report", tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert [test["id"] for each in report["exercises"] for test in each["tests"] if test["points"]] == []


NEARLY = {
    "ex04_encode": (
        "def encode(tokenizer, text):\n    return tokeniser.encode(text)\n",
        "NameError: name 'tokeniser' is not defined. Did you mean: 'tokenizer'?",
    ),
    "ex05_decode": (
        "def decode(tokenizer, ids):\n    return tokenizer.__class__.__name__.spilt()\n",
        "AttributeError: 'str' object has no attribute 'spilt'. Did you mean: 'split'?",
    ),
    "ex06_special": (
        "def special_tokens(tokenizer):\n    from json import lods\n    return lods(tokenizer)\n",
        "ImportError: cannot import name 'lods' from 'json'",
    ),
    "ex07_vocab": (
        "tokenizer = 1\ntokeniser.encode\ndef piece_of(tokenizer, id):\n    return 1\n",
        "NameError: name 'tokeniser' is not defined. Did you mean: 'tokenizer'?",
    ),
}
"""Answers with a name that is nearly right, in a function or at the top of the file, and what is said of each."""


@pytest.mark.parametrize("isolated", [[], ["--isolate"]], ids=["in process", "isolated"])
def test_the_name_that_python_would_have_taken_is_told(isolated, run_pytest, tmp_path):
    if isolated and sys.platform != "linux":
        pytest.skip("the sandbox is Linux's")
    for slug, (text, _) in NEARLY.items():
        (tmp_path / f"{slug}.py").write_text(text, "utf-8")
    done = run_pytest(*(slug[:4] for slug in NEARLY), "--submission", tmp_path, *isolated, columns=200)
    said = " ".join(done.out.split())
    # Before 3.12, Python adds it only where it prints a traceback of its own.
    wanted = [told if sys.version_info >= (3, 12) else told.partition(". Did you")[0] for _, told in NEARLY.values()]
    assert [told for told in wanted if told not in said] == [], done.out[-6000:]
    if sys.version_info >= (3, 12):
        assert re.search(r"from 'json' .*Did you mean: 'loads'\?", said), done.out[-6000:]


def test_a_value_that_tells_nobody_its_names_is_asked_in_vain():
    class Odd:
        def __dir__(self):
            raise SystemExit("no names")

    try:
        Odd().value  # noqa: B018
    except AttributeError as error:
        assert errors.said(error) == str(error)
