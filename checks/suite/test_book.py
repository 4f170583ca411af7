"""The book of answers: how one is read, how its answers are tried, and by what they are known."""

import pytest

from kit.course import load
from kit.learner.call import Call
from kit.learner.errors import Ended
from kit.learner.snapshot import snapshot
from kit.suite import book, marks
from kit.suite.diagnosis import choose, weigh
from kit.suite.evidence import Seen

BOOKS = [slug for slug in load().slugs if book.of(slug) is not None]

TEXT = '''
"""Answers to a test of the reader."""
from kit.suite import changes, gives, looks, prints, raises, right, wrong

SHORT = "the rule of thumb has four."
LEAST = 8

@wrong(SHORT)
def estimate_tokens(text):
    return len(text) // 3

@wrong("negative.", also=looks(lambda got, text: got < 0))
def estimate_tokens(text):
    return -len(text)

@wrong("no digits.", when=raises("LookupError", "digit"))
def estimate_tokens(text):
    raise SystemError("never tried")

@wrong("a table.", when=gives(lambda text: {"a": 1}[text]))
def estimate_tokens(text):
    raise SystemError("never tried")

@wrong("shown.", when=prints("tokens"))
def estimate_tokens(text):
    raise SystemError("never tried")

@wrong("the argument is changed.", when=changes("its argument"))
def estimate_tokens(text):
    raise SystemError("never tried")

@wrong("long texts.", when=lambda text: len(text) > LEAST)
def estimate_tokens(text):
    return 99

@wrong("remembers the first.")
def estimate_tokens(text, kept=[]):
    kept.append(len(text))
    return kept[0]

@wrong("raises.")
def estimate_tokens(text):
    if not text:
        raise ValueError("mine")
    return count_tokens(None, text) if text == "?" else 5

@wrong("prints.")
def estimate_tokens(text):
    print(7)

@wrong("leaves.")
def estimate_tokens(text):
    import sys

    sys.exit(input())

@right
def estimate_tokens(text):
    return 1
'''


class Judge:
    """In the place of a suite's expectation of one call."""

    splitting, yields_to, within, refusal = None, None, 0.0, ""

    def __init__(self, want: object) -> None:
        self.want = want

    def right(self, answer: object, error: BaseException | None) -> bool:
        return error is None and type(answer) is type(self.want) and answer == self.want


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "ex04_encode.py"
    path.write_text(TEXT, encoding="utf-8")
    return book.Book("ex04_encode", path)


def seen(text: str, got: object, *, failed: bool = True, output: str = "", did: str = "") -> Seen:
    error = got if isinstance(got, Exception) else None
    want = 1 if failed else got
    call = Call(
        "ex04_encode", "estimate_tokens", (text,), {}, got, error, output, kept=snapshot(got), judge=Judge(want)
    )
    return Seen(call, text, failed, did)


def told(own: book.Book, *calls: Seen) -> set[str]:
    fits = weigh(list(calls), own.wrong("estimate_tokens"))
    return set(choose(fits, [each.test for each in calls if each.failed]).values())


def test_a_book_is_read_with_its_constants_and_helpers(own):
    assert [answer.right for answer in own.answers] == [False] * 11 + [True]
    assert own.answers[0].sentence == "the rule of thumb has four."
    assert own.answers[0].source == "def estimate_tokens(text):\n    return len(text) // 3"
    assert "def encode(" in own.answers[0].submission() and own.answers[0].source in own.answers[0].submission()
    assert own.answers[7].stateful and not own.answers[0].stateful
    assert own.wrong("encode") == []


def test_an_answer_is_tried_and_must_contradict_no_call(own):
    assert told(own, seen("123456", 2), seen("123", 1, failed=False)) == {"the rule of thumb has four."}
    assert told(own, seen("123456", 2), seen("123", 2, failed=False)) == set()


def test_an_answer_is_known_by_its_mark(own):
    assert told(own, seen("123", -3)) == told(own, seen("123", -4)) == {"negative."}
    assert told(own, seen("a1", KeyError("digit 1"))) == {"no digits."}
    assert told(own, seen("a1", KeyError("letter"))) == set()
    assert told(own, seen("a", 1, failed=False), seen("b", 17)) == set()
    assert told(own, seen("abc", 44, output="3 tokens")) == {"shown."}
    assert told(own, seen("abc", 44, did="changed its argument to 3")) == {"the argument is changed."}


def test_an_answer_may_speak_of_some_arguments_only(own):
    assert told(own, seen("1234567890", 99), seen("123", 8, failed=False)) == {"long texts."}
    assert told(own, seen("123", 99)) == set()


def test_an_answer_that_remembers_is_tried_on_all_calls_in_order(own):
    assert told(own, seen("12", 2, failed=False), seen("1234", 2), seen("1", 2)) == {"remembers the first."}
    assert told(own, seen("1234", 2), seen("12", 2, failed=False)) == set()


def test_exceptions_are_compared_and_nothing_escapes(own, capsys):
    assert told(own, seen("", ValueError("theirs")), seen("x", 5, failed=False)) == {"raises."}
    assert told(own, seen("", KeyError("theirs")), seen("x", 5, failed=False)) == set()
    assert told(own, seen("a", None)) == set(), "nothing was printed"
    assert told(own, seen("a", None, output="7")) == {"prints."}
    ended = Ended("estimate_tokens tried to end the program (sys.exit or exit); a function answers by returning.")
    assert told(own, seen("a", ended)) == set(), "input() has no answer, so this one raises EOFError"
    assert told(own, seen("a", EOFError("EOF when reading a line"))) == {"leaves."}
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("slug", BOOKS)
def test_every_sentence_of_a_book_is_one_a_person_can_read(slug):
    for answer in book.of(slug).answers:
        text = answer.sentence
        if text is not None:
            assert (
                text.endswith((".", "?", ")")) and text == text.strip() and len(text) <= 210 and " Or: " not in text
            ), answer.id


@pytest.mark.parametrize("slug", BOOKS)
def test_what_the_diagnosis_tries_leaves_the_tokenizers_as_they_are(slug):
    """Each answer without a mark is one that the grading process runs on the run's own tokenizers."""
    for answer in book.of(slug).answers:
        if not answer.right and not answer.is_mark and answer.when is None:
            for forbidden in (
                ".add_tokens(",
                ".add_special_tokens(",
                "_token = ",
                ".padding_side =",
                ".chat_template =",
            ):
                assert forbidden not in answer.source, f"{answer.id}: it needs a mark, `when=changes(…)`"


def test_a_mark_may_depend_on_the_arguments_and_on_what_is_asked():
    padded = marks.raises("ValueError", given=lambda text: text != text.strip())
    assert padded.marks(seen(" a", ValueError("x"))) and not padded.marks(seen("a", ValueError("x")))
    asked, refused = seen("a", ValueError("x")), seen("a", ValueError("x"))
    refused.call.judge.refusal = "ValueError"
    assert [marks.raises("ValueError", refusing=yes).marks(asked) for yes in (True, False)] == [False, True]
    assert [marks.raises("ValueError", refusing=yes).marks(refused) for yes in (True, False)] == [True, False]
    gave, answered = marks.answers(lambda got, text: got == 7), seen("a", 7)
    assert not gave.marks(answered)
    answered.call.judge.refusal = "ValueError"
    answered.call.judge.want = ...
    assert gave.marks(answered) and not marks.answers(lambda got, text: got == 8).marks(answered)


def test_who_printed_the_answer_has_no_look_of_none():
    none = marks.looks(lambda got, text: got is None)
    assert none.marks(seen("a", None)) and none.marks(seen("a", None, output="text\n"))
    assert not none.marks(seen("a", None, output="1\n"))
