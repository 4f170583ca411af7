"""Likely causes: the tables in tests/mistakes say what they claim, and a cause is named only where it fits."""

import os
from importlib import import_module

import pytest

from checks import forked
from kit.course import ROOT, load
from kit.course.stubs import may_be_none
from kit.suite import mistakes
from kit.suite.explain import general_cause, list_difference
from kit.suite.mistakes import Returns
from kit.suite.raised import raised_cause

HOW_MUCH = os.environ.get("KIT_BANK", "some")
"""all: every recipe of every exercise (ten minutes); some: those of QUICK; off: none."""

QUICK = ("ex04", "ex15")

WITH_TABLE = [slug for slug in load().slugs if (ROOT / "tests" / "mistakes" / f"{slug}.py").exists()]
TABLES = {slug: import_module(f"kit.suite.known.{slug}").MISTAKES for slug in WITH_TABLE}
SLUGS = [slug for slug in WITH_TABLE if HOW_MUCH == "all" or HOW_MUCH == "some" and slug.startswith(QUICK)]


@pytest.mark.parametrize("slug", SLUGS)
def test_who_answers_as_a_mistake_does_is_told_it(slug, tmp_path):
    """The recipes themselves, handed in as answers: somewhere in the suite each gets its own sentence."""
    tried, files = [], []
    for name, entries in TABLES[slug].items():
        for number, mistake in enumerate(mistakes.table(entries)):
            if isinstance(mistake, Returns):
                file = tmp_path / str(len(files)) / f"{slug}.py"
                file.parent.mkdir()
                file.write_text(answer(slug, name, number), encoding="utf-8")
                tried.append((name, mistake.sentence))
                files.append(file)
    reports = forked.grade(f"tests/test_{slug}.py", files, [False] * len(files))
    untold = []
    for (name, sentence), report in zip(tried, reports, strict=True):
        told = [test["cause"] or "" for entry in report["exercises"] for test in entry["tests"]]
        if not any(sentence in cause for cause in told):
            untold.append(f"{name}: {sentence}\n      but {sorted(set(filter(None, told))) or 'nothing'}")
    assert not untold, "\n".join(untold)


def answer(slug: str, name: str, number: int) -> str:
    """A file whose function answers as a mistake does, and rightly where the mistake has no answer."""
    solution = (ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8")
    head = f"{solution}\n\nfrom kit.suite.known.{slug} import MISTAKES\nfrom kit.suite.mistakes import table as entries\n\n"
    head += f"wrong = entries(MISTAKES[{name!r}])[{number}].recipe\n"
    made, _, method = name.partition("(...).")
    body = f"""
    try:
        answer = wrong(*args, **kwargs)
    except Exception:
        return right(*args, **kwargs)
    unknown = answer is ... or answer is None and not {may_be_none(slug, name)}
    return right(*args, **kwargs) if unknown else answer
"""
    if method:
        body = body.replace("\n    ", "\n        ").replace("right(", f"super().{method}(")
        return f"{head}\n\nclass {made}({made}):\n    def {method}(self, *args, **kwargs):{body}"
    if name == "stream":
        body = "\n    yield from [wrong(*args)] if type(args[1]) is list else right(*args)\n"
    return f"{head}\nright = {name}\n\n\ndef {name}(*args, **kwargs):{body}"


@pytest.mark.parametrize("value", [None, True, 0, 15, 4.07, "text", "", [], [1, 2], {"a": 1}, {}, [(0, 1)], [{"a": 1}]])
def test_a_right_answer_has_no_general_cause_either(value):
    assert general_cause(value, value, ()) is None


@pytest.mark.parametrize(
    "got, want, part",
    [
        (None, 1, "returned None"),
        (ValueError("x"), 1, "`raise` throws it"),
        ("", None, "the answer is None, not ''"),
        ("None", None, "this is the text 'None'"),
        (("x", 1), "x", "return the answer alone"),
        (1, True, "True or False"),
        ("15", 15, "a number is asked for, and this is a string"),
        (15.0, 15, "this is a float"),
        ([1, 2], 2, "its length is asked for"),
        ("Read", "read", "only upper and lower case differ"),
        (b"read", "read", "these are bytes"),
        (True, "read", "a string is asked for, and this is True or False"),
        ("ab", ["a", "b"], "this is one string; a list is asked for"),
        (2, ["a", "b"], "this is the length of the list"),
        (map(str, "ab"), ["a", "b"], "this is a map object"),
        ({"a"}, ["a"], "order and repeats are lost"),
        (["1", "2"], [1, 2], "the items are strings of digits"),
        ([1, 2], [1, 2, 1], "repeats are missing"),
        ([2, 1], [1, 2], "their order is not"),
        ([[0, 1]], [(0, 1)], "each of them should be a tuple"),
        ([(1, "a")], ["a"], "each item is a tuple with the answer in it"),
        ([("a", 1)], [{"a": 1}], "each item is a tuple; dicts are asked for"),
        ([["a"]], {"a": 1}, "a dict is asked for, and this is a list"),
        (len, "read", "round brackets behind its name call it"),
        ({"read"}, "read", "a string is asked for, and this is a set"),
        ("a {role}", "a read", "an `f` in front of the quotes"),
        ({"a": "1"}, {"a": 1}, "at 'a': a number is asked for"),
    ],
)
def test_the_causes_that_every_exercise_shares(got, want, part):
    assert part in general_cause(got, want, ())


@pytest.mark.parametrize(
    "got, want, part",
    [
        ([1, 2, 0, 0], [1, 2], "2 items too many, the first at position 2"),
        ([1, 3], [1, 2, 3], "1 item too few, the first that is missing belongs at position 1"),
        ([1, 9], [1, 2], "1 of 2 items differ, the first at position 1"),
        ([], [1], "the list is empty"),
        ([4, 5, 6], [1, 4], "1 of 2 items missing, and 2 that should not be there"),
    ],
)
def test_what_differs_is_said_where_nobody_knows_why(got, want, part):
    assert general_cause(got, want, ()) is None
    assert part in list_difference(got, want)[0]


@pytest.mark.parametrize(
    "error, line, part",
    [
        (NameError("name 'x' is not defined"), "return x", "a typo, or an import"),
        (ModuleNotFoundError("No module named 'torch'"), "import torch", "there is no package 'torch' here"),
        (RecursionError("maximum recursion depth exceeded"), "return f()", "calls itself without an end"),
        (EOFError(), "input()", "asks for input()"),
        (PermissionError(13, "Permission denied"), "open('/etc/shadow')", "a folder of its own and no other file"),
        (AttributeError("'NoneType' object has no attribute 'x'"), "a.x", "something is None here"),
        (TypeError("'NoneType' object is not iterable"), "for i in a:", "something is None here"),
        (TypeError("f() takes 1 positional argument but 2 were given"), "", "no longer takes the parameters"),
        (TypeError("g() got an unexpected keyword argument 'skip'"), "g(skip=1)", "no option of the name 'skip'"),
        (TypeError("'int' object is not subscriptable"), "a[0]", "square brackets behind it find nothing"),
        (
            TypeError("string indices must be integers, not 'str'"),
            "a['x']",
            "this is a string, whose items have numbers",
        ),
        (AttributeError("'dict' object has no attribute 'x'"), "a.x", "`['x']`, where it has that key"),
        (AttributeError("'list' object has no attribute 'x'"), "a.x", "of the type 'list' has no 'x'"),
        (AttributeError("module 'a.b' has no attribute 'x'"), "a.b.x", "the module a.b has no 'x'"),
        (ImportError("cannot import name 'x' from 'a' (/a)"), "from a import x", "a has no 'x' in the version"),
        (UnboundLocalError("cannot access local variable 'x'"), "return x", "has no value yet"),
    ],
)
def test_the_causes_of_exceptions_that_every_exercise_shares(error, line, part):
    assert part in raised_cause(error, "f", line)


def test_every_sentence_is_one_a_person_can_read():
    for slug, tables in TABLES.items():
        for name, entries in tables.items():
            for mistake in mistakes.table(entries):
                text = mistake.sentence
                assert text.endswith(".") and text == text.strip() and len(text) <= 210, f"{slug}.{name}: {text}"
