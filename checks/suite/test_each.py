"""`expect.each` counts as a loop does: in this process, isolated, and when the other process is lost on the way."""

import ast
import shutil
import sys

import pytest

from checks import forked
from kit.course import ROOT
from kit.learner.log import CallLog
from kit.sandbox import cell, several
from kit.suite import Suite

LOOP = """
        for given, want in CASES:
            expect(encode, lowercase, given).{finished}
"""
EACH = """
        for call, _, given in expect.each(encode, [(lowercase, given) for given, _ in CASES]{options}):
            want = dict(CASES)[given]
            call.{finished}
"""
SUITE = """
from pathlib import Path
from exercises.ex04_encode import encode
from kit.suite import Suite, points

CASES = {cases!r}
suite = Suite("ex04_encode")
expect = suite.expect
"""
TEST = """

@points(1, encode, seconds=1.5)
def test_{name}(lowercase, imported_anew):
    imported_anew()
    try:{body}
    finally:
        made = [(call.args[1], type(call.error).__name__, call.output) for call in encode.log.calls]
        with Path({calls!r}).open("a") as file:
            file.write(repr(made) + "\\n")
"""
CASES = [("a", [64]), ("b", [65]), ("c", [66]), ("d", [67]), ("e", [68])]
RETURNS, RAISES = "returns(want, because='the rule')", "raises(ValueError)"
TESTS = {
    "loop_of_answers": LOOP.format(finished=RETURNS),
    "each_answer": EACH.format(finished=RETURNS, options=""),
    "loop_of_refusals": LOOP.format(finished=RAISES),
    "each_refusal": EACH.format(finished=RAISES, options=", stop=False"),
    "each_refusal_one_by_one": EACH.format(finished=RAISES, options=""),
}
ALIKE = [
    ("loop_of_answers", "each_answer"),
    ("loop_of_refusals", "each_refusal"),
    ("loop_of_refusals", "each_refusal_one_by_one"),
]
LIST = {"a": [64], "b": [65], "c": [66], "d": [67], "e": [68]}


def answer(*lines: str) -> str:
    """A file whose function does this and then returns what is right."""
    body = "\n".join(f"    {line}" for line in lines)
    return f"import os, time\nTABLE = {LIST!r}\nSEEN = []\n\ndef encode(tokenizer, text):\n    SEEN.append(text)\n{body}\n    return TABLE[text]\n"


ANSWERS = {
    "right": answer("pass"),
    "one is wrong": answer("if text == 'c': return [1]"),
    "wrong, and those behind it end the process": answer("if text == 'b': return [1]", "if text > 'b': os._exit(3)"),
    "one raises": answer("if text == 'd': return text.nothing"),
    "one raises, and the next one is wrong": answer("if text == 'b': raise KeyError(text)", "if text == 'c': return 1"),
    "what it prints": answer("print('saw', text)", "if text == 'd': return None"),
    "changes its tokenizer": answer("if text == 'c': tokenizer.padding_side = 'left'"),
    "one ends the process": answer("if text == 'c': os._exit(3)"),
    "one ends its program": answer("if text == 'c': raise SystemExit"),
    "one takes too long": answer("while text == 'd': time.sleep(9)"),
    "one is too much": answer("if text == 'b': return [[]] * 2_000_000"),
    "remembers": answer("if len(SEEN) > 3: return [len(SEEN)]"),
    "is not written": answer("raise NotImplementedError('ex04_encode.encode')"),
    "answers what does not cross": answer("if text == 'e': return open(os.devnull)"),
    "refuses": answer("raise ValueError(text)"),
    "refuses all but one": answer("if text != 'c': raise ValueError(text)"),
}


def graded(folder, isolate: bool) -> dict[tuple[str, str], tuple]:
    """Of each answer and test: its status, message, cause, output, and the calls that count."""
    suite, calls = folder / "test_ex04_encode.py", folder / "calls"
    folder.mkdir()
    shutil.copy(ROOT / "conftest.py", folder)
    tests = [TEST.format(name=name, body=body, calls=str(calls)) for name, body in TESTS.items()]
    suite.write_text(SUITE.format(cases=CASES) + "".join(tests), "utf-8")
    names = [name for name in ANSWERS if isolate or "the process" not in name]
    files = [folder / str(number) / "ex04_encode.py" for number in range(len(names))]
    for file, name in zip(files, names, strict=True):
        file.parent.mkdir()
        file.write_text(ANSWERS[name], "utf-8")
    reports = forked.grade(str(suite), files, [False] * len(files), isolate=isolate)
    made = iter(calls.read_text("utf-8").splitlines())
    found = {}
    for name, report in zip(names, reports, strict=True):
        for test in report["exercises"][0]["tests"]:
            shown = [(test[key] or "").replace(str(folder), "") for key in ("message", "cause", "output")]
            found[name, test["id"].partition("::test_")[2]] = (test["status"], *shown, ast.literal_eval(next(made)))
    return found


def test_it_counts_as_a_loop_does_in_process_and_isolated(tmp_path):
    here = graded(tmp_path / "here", False)
    isolated = graded(tmp_path / "isolated", True) if sys.platform == "linux" else here
    for found in here, isolated:
        for name, _ in found:
            for loop, each in ALIKE:
                assert found[name, each] == found[name, loop], (name, each)
    for place in here.keys() - {("one is too much", test) for test in TESTS}:
        assert here[place] == isolated[place], place
    statuses = {name: (isolated[name, "each_answer"][0], isolated[name, "each_refusal"][0]) for name in ANSWERS}
    assert {name for name, (first, _) in statuses.items() if first == "passed"} == {"right"}
    assert {name for name, (_, second) in statuses.items() if second == "passed"} == {"refuses"}
    assert {first for first, _ in statuses.values()} == {"passed", "failed", "died", "timeout", "not started"}


class Elsewhere:
    """What `several` needs of a package: it counts the frames."""

    def __init__(self, answered: int = 1000) -> None:
        self.frames: list[int] = []
        self.answered = answered

    def prepared(self, slug, args):
        return list(args)

    def ask_several(self, slug, question, seconds):
        self.frames.append(len(question["cases"]))
        child = type("Child", (), {"alive": True})()
        return child, [{"value": case, "took": 1e9} for case in question["cases"]][: self.answered]


def calls_of(cases):
    """The calls that `expect.each` makes of these cases, as they are before the first."""
    function = type("Function", (), {"slug": "ex04_encode", "name": "encode"})()
    made = [expectation for expectation, *_ in Suite("ex04_encode").expect.each(function, cases)]
    return [expectation._call_ahead for expectation in made]


def test_calls_cross_together_and_what_was_not_answered_crosses_again():
    package, calls = Elsewhere(answered=3), calls_of([(text,) for text in "abcdefg"])
    come = [several.answer(package, CallLog(), call, {"op": "call"}) for call in calls]
    assert [each.answer["value"] for each in come[:6]] == [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]
    assert come[6] is None  # one alone is a call as any other
    assert package.frames == [7, 4]


def test_the_time_that_a_child_says_is_not_believed_beyond_what_it_took():
    package, calls = Elsewhere(), calls_of([(text,) for text in "abc"])
    come = [several.answer(package, CallLog(), call, {"op": "call"}) for call in calls]
    assert sum(each.seconds for each in come) < 1


def test_large_arguments_cross_by_themselves():
    package, calls = Elsewhere(), calls_of([("a" * several.SIZE,), ("b",), ("c",)])
    assert several.answer(package, CallLog(), calls[0], {"op": "call"}) is None
    assert several.answer(package, CallLog(), calls[1], {"op": "call"}).answer["value"] == ["b"]
    assert package.frames == [2]


def test_what_is_for_a_call_by_itself_says_so():
    function = type("Function", (), {"slug": "ex04_encode", "name": "encode"})()
    for use in (
        lambda call: call.yields(""),
        lambda call: call.returns_its_own([], because="…"),
        lambda call: call.while_splitting(True),
    ):
        ((call, _),) = Suite("ex04_encode").expect.each(function, [("a",)])
        with pytest.raises(TypeError, match="expect.each"):
            use(call)


def test_a_tokenizer_that_several_calls_have_is_looked_at_once(monkeypatch):
    looked = []
    monkeypatch.setattr(cell.loaded, "before", lambda tokenizer: {})
    monkeypatch.setattr(cell.loaded, "changes", lambda tokenizer, before, thorough: looked.append(tokenizer) or [])
    one, other = object(), object()
    assert cell.Cell._changes([("a", one), ("b", other), ("a", one), ("a", one)], True) == {"a": [], "b": []}
    assert looked == [one, other]
