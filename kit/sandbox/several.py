"""Several calls of one function in one frame, as the grader sends them (`expect.each`), and as the child answers them.

Nothing depends on how many go together: what the child has not answered is asked again, from the first such call on;
and when it is gone, each is made by itself, so that the one that ended it is the one that is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.learner.call import Call, Row
from kit.learner.log import CallLog
from kit.learner.show import GivenFile, Named, is_tokenizer
from kit.sandbox import wire

if TYPE_CHECKING:
    from kit.sandbox.asked import Asked
    from kit.sandbox.children import Child

NO_LIMIT = 24 * 3600.0

CALLS, SIZE = 100, 200_000
"""Calls in one frame, and characters and items of all their arguments together."""

SECONDS = 0.1
"""Time after which the child sends what it has: the calls behind are for nothing when one of these has failed."""

ANSWERS = 1_000_000
"""Bytes of answers after which it does."""


@dataclass
class Come:
    """An answer that has come with others, and its share of the time that these took."""

    child: Child
    answer: dict
    seconds: float


def answer(package: Asked, log: CallLog, call: Call, asked: dict) -> Come | None:
    """What is answered to a call that is one of several; None where it has to be made by itself.

    Those that come behind it go along, and their answers wait until they are asked for.
    """
    row, call.row = call.row, None
    if row is None or row.singly:
        return None
    if call not in row.answers:
        _fetch(package, log, row, call, asked)
    return row.answers.pop(call, None)


def _fetch(package: Asked, log: CallLog, row: Row, first: Call, asked: dict) -> None:
    """Have this call and those behind it made, as many as fit, and keep what is answered."""
    calls = list(_fitting(row.calls[row.calls.index(first) :]))
    if len(calls) < 2:
        return
    limit = log.seconds_left(first.slug, first.name) or NO_LIMIT
    question = asked | {"op": "several", "each": asked["op"], "stop": row.stop, "seconds": limit}
    question["cases"] = [package.prepared(first.slug, call.args) for call in calls]
    start = time.monotonic()
    child, answers = package.ask_several(first.slug, question, limit)
    took = time.monotonic() - start
    row.singly = not child.alive
    for number, (call, found) in enumerate(zip(calls, answers, strict=False)):
        # How a child divides it is not believed beyond the whole.
        told = found.get("took")
        share = min(max(told, 0.0), took) if type(told) is float and number < len(answers) - 1 else took
        took -= share
        row.answers[call] = Come(child, found, share)


def _fitting(calls: list[Call]) -> Iterator[Call]:
    room = SIZE
    for call in calls[:CALLS]:
        room -= sum(len(arg) for arg in call.args if isinstance(arg, wire.PLAIN))
        if room < 0 or not all(map(_is_sent_whole, call.args)):
            return
        yield call


def _is_sent_whole(value: Any) -> bool:
    """Whether nothing has to be asked or told before the call, or while it is made."""
    if type(value) in (GivenFile, Named):
        return False
    return is_tokenizer(value) or isinstance(value, wire.PLAIN) or not hasattr(type(value), "__iter__")


def answers(answer_one: Callable[[dict], dict], asked: dict) -> Iterator[dict]:
    """The child's side: the answer to each case, until time is up or one raises; the last one says that it is it."""
    used = {id(tokenizer): (name, tokenizer) for name, tokenizer in asked["tokenizers"]}
    start = before = time.monotonic()
    for number, args in enumerate(asked["cases"]):
        found = [item for arg in args for item in (arg.values() if type(arg) is dict else (arg,))]
        tokenizers = [used[each] for each in dict.fromkeys(map(id, found)) if each in used]
        left = max(asked["seconds"] - (before - start), 0.05)
        if number == 1:
            asked.pop("before", None)  # that was done
        question = asked | {"op": asked["each"], "args": args, "kwargs": {}, "seconds": left}
        one = answer_one(question | {"tokenizers": tokenizers})
        now = time.monotonic()
        one["took"], before = now - before, now
        stops = "error" in one and asked["stop"] or now - start > SECONDS or number == len(asked["cases"]) - 1
        one["last"] = stops
        yield one
        if stops:
            return
