"""Whatever comes of a call is told of that call, though others are made in between: in this process and isolated."""

import shutil
import sys

import pytest

from checks import forked
from kit.course import ROOT
from kit.learner.call import Call
from kit.learner.errors import LearnerError
from kit.learner.log import CallLog
from kit.sandbox.proxies import RemoteFunction, RemoteTokenizer
from kit.suite import Lesson, Suite

SUITE = """
from exercises.ex12_stream import stream
from kit.suite import Suite, points

expect = Suite("ex12_stream").expect


@points(1, stream, seconds=1.5)
def test_another_call_is_made_while_one_is_gone_through(lowercase, plain):
    def between(pieces):
        if len(pieces) == 1:
            expect(stream, plain, [2]).yields("one two")
        return False

    expect(stream, lowercase, [1]).yields("one two", check=between)


@points(1, stream, seconds=1.5)
def test_what_is_wrong_is_found_after_another_call(lowercase, plain):
    streaming = expect(stream, lowercase, [3])
    streaming.yields("one two")
    expect(stream, plain, [4]).yields("one two")
    streaming.wrong("something else", "this is what the suite says.")
"""
ANSWER = """
def stream(tokenizer, ids):
    yield "one "
    if ids == [1]:
        {line}
    yield "two"
"""
LINES = {
    "raises": "raise ValueError('from the first')",
    "changes its tokenizer": "tokenizer.padding_side = 'left'",
    "changes its argument": "ids.append(5)",
    "takes too long": "while True: pass",
    "ends the program": "raise SystemExit",
    "prints": "print('said by the first')",
}
SAID = {
    "raises": ("failed", "ValueError: from the first"),
    "changes its tokenizer": ("failed", "changed the tokenizer (padding_side)"),
    "changes its argument": ("failed", "changed its argument to [1, 5]"),
    "takes too long": ("timeout", "stream did not return within"),
    "ends the program": ("failed", "stream tried to end the program"),
    "prints": ("passed", ""),
}


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="sandboxed grading needs Linux")


@pytest.mark.parametrize("isolate", [False, pytest.param(True, marks=LINUX)])
def test_it_is_told_of_the_call_that_did_it(isolate, tmp_path):
    suite = tmp_path / "test_ex12_stream.py"
    shutil.copy(ROOT / "conftest.py", tmp_path)
    suite.write_text(SUITE, "utf-8")
    files = [tmp_path / str(number) / "ex12_stream.py" for number in range(len(LINES))]
    for file, line in zip(files, LINES.values(), strict=True):
        file.parent.mkdir()
        file.write_text(ANSWER.format(line=line), "utf-8")
    reports = forked.grade(str(suite), files, [False] * len(files), isolate=isolate)
    for name, report in zip(LINES, reports, strict=True):
        between, after = report["exercises"][0]["tests"]
        status, said = SAID[name]
        assert (between["status"], said in between["message"]) == (status, True), (name, between)
        assert status == "passed" or "called: stream(tokenizer, [1])" in between["message"], (name, between)
        assert after["status"] == "failed" and after["cause"] == "this is what the suite says.", (name, after)
        assert "called: stream(tokenizer, [3])" in after["message"], (name, after)


def test_an_exception_is_of_the_call_that_it_ended_wherever_that_stands():
    log = CallLog()
    first, second = (Call("ex12_stream", "stream", (number,), {}) for number in (1, 2))
    for call in first, second:
        log.begin(call)
    first.error = ValueError("from the first")
    assert log.raised_by(first.error) is first
    assert log.raised_by(ValueError("from the first")) is None
    second.error = first.error  # the same one once more
    assert log.raised_by(first.error) is second


def test_what_a_tokenizer_made_elsewhere_does_is_of_the_call_that_returned_it():
    class Package:
        log = CallLog()

        def ask(self, slug, question, seconds, late=None):
            return {"value": "no list", "output": "from encode"}

    function, tokenizer = RemoteFunction(Package(), "ex03_load", "load_tokenizer"), RemoteTokenizer()
    tokenizer.made = function
    tokenizer.call, later = (Call("ex03_load", name, (), {}) for name in ("load_tokenizer", "describe"))
    for call in tokenizer.call, later:
        function.log.begin(call)
    with pytest.raises(LearnerError, match="did not return a list of ids") as raised:
        tokenizer.encode("text")
    assert function.log.raised_by(raised.value) is tokenizer.call
    assert tokenizer.call.output == "" and len(function.log.calls) == 2


def test_who_says_that_a_call_is_wrong_says_which():
    class Function:
        slug, name, elsewhere, log = "ex04_encode", "encode", True, CallLog()

        def make(self, call):
            call.result = call.args[0]
            return call

    expect = Suite("ex04_encode").expect
    first, second = expect(Function(), "one"), expect(Function(), "two")
    first.returns("one")
    second.call()
    with pytest.raises(Lesson) as raised:
        first.wrong("another", "why")
    assert raised.value.called == "encode('one')" and raised.value.returned == "returned 'one'"
