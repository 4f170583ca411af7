"""The diagnosis: a wrong answer is told where it explains a failure and contradicts no call of the run."""

import pytest

from kit.learner.call import Call
from kit.learner.snapshot import snapshot
from kit.suite import diagnosis
from kit.suite.diagnosis import choose, together, weigh
from kit.suite.evidence import Outcome, Seen, equal
from kit.suite.marks import Mark, as_recipe, looks, raises


class Judge:
    """In the place of a suite's expectation of one call."""

    splitting, yields_to, within = None, None, 0.0

    def __init__(self, want: object) -> None:
        self.want = want

    def right(self, answer: object, error: BaseException | None) -> bool:
        return error is None and type(answer) is type(self.want) and answer == self.want


def seen(number: int, got: object, want: object, test: str = "") -> Seen:
    error = got if isinstance(got, Exception) else None
    call = Call("ex04_encode", "count_tokens", (number,), {}, got, error, kept=snapshot(got), judge=Judge(want))
    return Seen(call, test or f"test {number}", failed=got != want)


class Entry:
    """A wrong answer: a recipe, or a mark."""

    stateful = False

    def __init__(self, sentence: str, known_by) -> None:
        self.sentence, self.is_mark = sentence, isinstance(known_by, Mark)
        self.marks = known_by.marks if self.is_mark else None
        self.player = lambda: as_recipe(known_by)


def told(calls: list[Seen], *entries: Entry) -> dict[str, str]:
    fits = weigh(calls, entries)
    return choose(fits, [each.test for each in calls if each.failed])


LESS = Entry("one less", lambda n: n - 1)
NINE = Entry("always nine", lambda n: 9)
FAILS = Entry("fails", lambda n: n / 0)
NEGATIVE = Entry("negative", looks(lambda got, n: got < 0))
KEY = Entry("no key", raises("LookupError", "token"))


def test_it_is_told_that_explains_every_failure():
    calls = [seen(10, 9, 10), seen(5, 4, 5)]
    assert told(calls, NINE, LESS) == {"test 10": "one less", "test 5": "one less"}
    assert told(calls[:1], NINE, LESS) == {"test 10": "always nine"}, "among equals the one that stands first"


def test_a_call_that_passed_contradicts_it_too():
    assert told([seen(10, 9, 10), seen(5, 5, 5)], NINE, LESS) == {}
    assert told([seen(10, 9, 10), seen(9, 9, 9)], NINE, LESS) == {"test 10": "always nine"}


def test_who_says_nothing_of_a_call_is_not_contradicted_by_it():
    large = Entry("one less", lambda n: n - 1 if n > 7 else ...)
    assert told([seen(10, 9, 10), seen(5, 5, 5)], large) == {"test 10": "one less"}
    assert told([seen(10, 9, 10)], FAILS) == {}


def test_what_was_not_tried_on_every_call_is_not_told(monkeypatch):
    passed = [seen(number, 9, 9, "one test") for number in range(11, 30)] + [seen(40, 40, 40, "one test")]
    assert told([seen(10, 9, 10), *passed], NINE) == {}, "the last call contradicts it"
    clock = iter(range(0, 10**6, 3))  # each look at it is three seconds later
    monkeypatch.setattr(diagnosis.time, "thread_time", lambda: next(clock))
    monkeypatch.setattr(diagnosis, "SECONDS", 4)
    assert told([seen(10, 9, 10), *passed], NINE) == {}, "and nobody knows when there was no time for it"


def test_most_are_out_after_a_few_calls_of_different_tests():
    tried = []
    nine = Entry("always nine", lambda n: tried.append(n) or 9)
    passed = [seen(number, 9, 9, "many") for number in range(11, 30)] + [seen(40, 40, 40, "few")]
    assert told([seen(10, 9, 10), *passed], nine) == {} and len(tried) <= diagnosis.FIRST + 1


def test_what_would_pass_explains_no_failure():
    same = Entry("as it is", lambda n: n)
    assert told([seen(10, 9, 10), seen(5, 5, 5)], same) == {}


def test_marks_count_on_their_own_call():
    calls = [seen(5, -7, 5), seen(6, 6, 6), seen(7, KeyError("token"), 7), seen(8, KeyError("other"), 8)]
    assert told(calls, NEGATIVE, KEY) == {"test 5": "negative", "test 7": "no key"}
    assert told([seen(-8, -7, -8)], NEGATIVE) == {}, "the right answer has the mark, too"
    assert told([seen(5, "x", 5)], NEGATIVE) == {}, "a mark that cannot be looked for"


def test_a_list_of_strings_is_one_text_only_where_they_are_asked_for_one_by_one():
    joined = Entry("it is text", lambda n: "ab")
    call = seen(2, ["a", "b"], ["c"])
    assert told([call], joined) == {}
    call.call.judge.yields_to = ["a", "b"]
    assert told([call], joined) == {"test 2": "it is text"}


def test_a_failure_that_the_first_does_not_explain_gets_its_own():
    calls = [seen(10, 9, 10), seen(20, 19, 20), seen(3, KeyError("token"), 3)]
    large = Entry("one less", lambda n: n - 1 if n > 7 else ...)
    assert told(calls, KEY, large) == {"test 10": "one less", "test 20": "one less", "test 3": "no key"}


def test_what_several_processes_saw_is_put_together():
    first = weigh([seen(10, 9, 10)], [NINE, LESS])
    second = weigh([seen(5, 4, 5)], [NINE, LESS])
    assert choose(together([first, second]), ["test 10", "test 5"]) == {"test 10": "one less", "test 5": "one less"}


@pytest.mark.parametrize(
    "one, other, alike",
    [
        (1, True, False),
        (1, 1.0, False),
        ([1, 2], (1, 2), True),
        ([1, True], [1, 1], False),
        (0.1 + 0.2, 0.3, True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),
        ([{"a": 0.1 + 0.2}], [{"a": 0.3}], True),
        ([], [], True),
        ([1], [1, 2], False),
    ],
)
def test_answers_are_compared_with_their_types(one, other, alike):
    assert equal(snapshot(one), snapshot(other)) is alike


def test_of_what_is_no_plain_data_the_kind_is_kept():
    assert snapshot([object()]) == snapshot([object()]) != snapshot([iter("")])
    assert snapshot(range(3)) != snapshot([0, 1, 2])
    assert Outcome.of(seen(1, 1, 1), {"a": (1, [2])}).value == {"a": (1, [2])}


def test_a_look_that_other_failures_do_not_have_is_chance():
    round_number = Entry("a limit", looks(lambda got, n: got == 16))
    assert told([seen(20, 16, 20)], round_number) == {"test 20": "a limit"}
    assert told([seen(20, 16, 20), seen(9, 4, 9)], round_number) == {}
    assert told([seen(20, 16, 20), seen(9, KeyError("token"), 9)], round_number, KEY) == {
        "test 20": "a limit",
        "test 9": "no key",
    }
