"""What a graded suite is written with: `points`, `Suite.expect` and the lecture's sentence.

    suite = Suite("ex04_encode", mistakes={"encode": [...]})
    expect = suite.expect

    @points(2, encode)
    def test_the_lecture_sentence_is_15_tokens(llama):
        expect(encode, llama, SENTENCE).returns(SENTENCE_IDS)
"""

import copy
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest

from kit.explain import Row, compare_rows, general_cause, key_differences, text_difference
from kit.grading import tokenizers as loaded
from kit.grading.compare import same
from kit.grading.show import is_tokenizer, show, show_call
from kit.learner.call import Call, LearnerFunction

LLAMA = "meta-llama/Meta-Llama-3.1-8B"
"""The lecture's model."""

SENTENCE = "I am excited to show Tokenizers in action to my LLM engineers"
"""The lecture's sentence: 61 characters, 15 tokens with begin-of-text."""

SENTENCE_IDS = [128000, 40, 1097, 12304, 311, 1501, 9857, 12509, 304, 1957, 311, 856, 445, 11237, 25175]
"""Its ids on Llama 3 and 3.1."""

MOST_PIECES = 10_000
"""Strings that an iterator may yield in one test, so that an endless one ends."""


def points(number: float, *functions: LearnerFunction, seconds: float = 10.0):
    """Mark a graded test: what it is worth, which learner functions it grades, how long their calls may take together."""
    return pytest.mark.points(number, *functions, seconds=seconds)


def bonus(*functions: LearnerFunction):
    """Mark a test of functions that are shown and not scored: it says what it found by the fixture `note`, and never fails."""
    return pytest.mark.bonus(*functions)


@dataclass(frozen=True)
class Mistake:
    """A misconception as code: what a learner who has it would return, and the sentence that names it.

    `recipe` takes the arguments of the graded function. When the answer is what it returns, the sentence is the
    likely cause.
    """

    sentence: str
    recipe: Callable


@dataclass(eq=False, repr=False)
class Lesson(AssertionError):
    """A wrong answer, with all a message needs to teach."""

    call: Call
    returned: str
    expected: str
    cause: str | None = None
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        text = f"{self.called} {self.returned}; expected: {self.expected}"
        return f"{text}. Likely cause: {self.cause}" if self.cause else text

    @property
    def called(self) -> str:
        """The call as a learner would write it."""
        return show_call(self.call.name, self.call.args, self.call.kwargs)


class Suite:
    """One exercise's suite: its slug and the mistakes it can name, by function (a method is `Llama(...).encode`).

    `model` is the one whose pieces stand beside ids in a message where the call itself has no tokenizer.
    """

    def __init__(
        self,
        slug: str,
        mistakes: Mapping[str, Iterable[tuple[str, Callable]]] | None = None,
        *,
        model: str | None = None,
    ) -> None:
        self.slug = slug
        self.model = model
        self.last: LearnerFunction
        self.mistakes = {
            name: [Mistake(sentence, recipe) for sentence, recipe in entries]
            for name, entries in (mistakes or {}).items()
        }

    def expect(self, function: LearnerFunction, *args, **kwargs) -> "Expectation":
        """An expectation on one call, which is made when the expectation is finished: `.returns(…)`, `.raises(…)`."""
        return Expectation(self, function, args, kwargs)

    def wrong(self, expected: str, cause: str) -> None:
        """Fail the test for what the last call returned or did, where a comparison of values cannot say it."""
        __tracebackhide__ = True
        call = self.last.log.calls[-1]
        raise Lesson(call, f"returned {_with_length(call.result)}", expected, cause)


class Expectation:
    """One call of a learner's function and what is expected of it."""

    def __init__(self, suite: Suite, function: LearnerFunction, args: tuple, kwargs: dict) -> None:
        self._suite = suite
        self._function = function
        self._args = args
        self._kwargs = kwargs

    def returns(
        self, want: object, *, because: str | None = None, in_order: bool = False, or_one_of: Iterable[object] = ()
    ) -> object:
        """The call returns exactly `want` (see kit.grading.compare); `in_order`: a dict's order counts too.

        `because` is the likely cause when no mistake of the suite matches; `or_one_of` are answers that are as right.
        """
        __tracebackhide__ = True
        call = self.call(_with_length(want))
        right = same(call.result, want) and (not in_order or list(call.result) == list(want))
        right = right or any(same(call.result, other) for other in or_one_of)
        if not right:
            raise self._lesson(call, want, because)
        return call.result

    def returns_about(self, want: float | dict[str, float], within: float, *, because: str | None = None) -> object:
        """The call returns a number at most `within` away from `want`, or a dict of such numbers in its order."""
        __tracebackhide__ = True
        if type(want) is dict:
            call = self.call(f"{show(want)}, each at most {within:g} away")
            got = call.result if type(call.result) is dict and list(call.result) == list(want) else {}
            if len(got) != len(want) or not all(_near(got[key], number, within) for key, number in want.items()):
                raise self._lesson(call, want, because)
            return call.result
        call = self.call(f"{want:g}, at most {within:g} away")
        if not _near(call.result, want, within):
            raise self._lesson(call, want, because, f"{want:.6g}, at most {within:g} away")
        return call.result

    def yields(
        self, want: str, *, check: Callable[[list[str]], bool] | None = None, because: str | None = None
    ) -> list[str]:
        """What the call returns is gone through, each step within the call's limits; its strings, joined, are `want`.

        `check` gets the strings so far, after each one and at the end. It may fail the test by `Suite.wrong`, and
        return True when it has seen enough: then they are the beginning of `want`. Returns the strings.
        """
        __tracebackhide__ = True
        expected = f"pieces of text that, joined, are {show(want)}"
        pieces: list[str] = []
        with self._left_as_they_were():
            call = self._call(expected)
            values, end = call.result, object()
            if not hasattr(type(values), "__iter__") or isinstance(values, (str, bytes, dict)):
                cause = "something to go through is asked for: in a function, `yield` hands over one piece after the other."
                raise Lesson(call, f"returned {show(values)}", expected, cause)
            call.result = pieces  # what a message shows
            values, enough = self._function.guarded(call, lambda: iter(values)), False
            while (value := self._function.guarded(call, lambda: next(values, end))) is not end:
                pieces.append(value)
                if type(value) is not str:
                    cause = "each piece is a string: the text to show."
                    raise Lesson(call, f"yielded {show(value)}", expected, cause)
                if len(pieces) > MOST_PIECES:
                    cause = "it never stops: the last id is followed by no more pieces."
                    raise Lesson(call, f"yielded more than {MOST_PIECES:,} pieces", expected, cause)
                if enough := check is not None and check(pieces):
                    break
        if check is not None and not enough:
            check(pieces)
        text = "".join(pieces)
        if text != (want[: len(text)] if enough else want):
            shown = Call(call.slug, call.name, call.args, call.kwargs, text)
            lesson = self._lesson(shown, want, because)
            lesson.returned, lesson.expected = f"yielded {_with_length(pieces)}", expected
            raise lesson
        return pieces

    def raises(
        self, kind: type[Exception], *, without: Iterable[str] = (), naming: str | None = None, because: str | None = None
    ) -> str:
        """The call raises `kind`; its text has none of `without` and contains `naming`. Returns that text."""
        __tracebackhide__ = True
        expected = f"a {kind.__name__}"
        try:
            call = self.call(expected)
        except kind as error:
            call = self._function.log.calls[-1]
            text = f"{error} {error!r}"
            secrets = [secret for secret in without if secret and _spelled(secret, text)]
            if secrets:
                cause = "the message passes on the text of another error or the token itself; write a message of your own."
                raise Lesson(call, f"raised {kind.__name__}", f"{expected} whose text does not give the token away", cause) from None
            if naming is not None and naming not in text:
                raise Lesson(call, f"raised {kind.__name__}: {show(str(error), 200)}", f"{expected} whose text names {naming!r}", because) from None
            return str(error)
        raise self._lesson(call, None, because or f"this call has no answer; `raise {kind.__name__}(…)` says so.", expected)

    def prints_nothing_of(self, secret: str) -> "Expectation":
        """What the last call printed or logged does not contain `secret`. Use it after `returns` or `raises`."""
        __tracebackhide__ = True
        call = self._function.log.calls[-1]
        if _spelled(secret, call.output):
            cause = "a token on the screen ends up in screenshots and saved notebooks; show mask_token(token) if anything."
            raise Lesson(call, "printed the token", "a call that prints nothing of the token", cause)
        return self

    def call(self, expected: str = "") -> Call:
        """Make the call; its arguments and the tokenizer must be left as they were.

        `expected` is what a message says was expected should the call raise.
        """
        __tracebackhide__ = True
        with self._left_as_they_were():
            return self._call(expected)

    def _call(self, expected: str) -> Call:
        __tracebackhide__ = True
        self._function.log.expected = expected
        self._suite.last = self._function
        self._function(*self._args, **self._kwargs)
        return self._function.log.calls[-1]

    @contextmanager
    def _left_as_they_were(self) -> Iterator[None]:
        """Arguments and tokenizers must be after the block, in which the learner's code runs, what they were before."""
        __tracebackhide__ = True
        before = [_copied(arg) for arg in self._args]
        tokenizers = [arg for arg in self._args if is_tokenizer(arg)]
        tokenizers += [item for arg in self._args if type(arg) is dict for item in arg.values() if is_tokenizer(item)]
        states = [loaded.of(tokenizer, untouched=True) for tokenizer in tokenizers]  # a suite adds no tokens to one in use
        try:
            yield
        finally:
            found = [loaded.changes(t, old) for t, old in zip(tokenizers, states, strict=True)]
            what = [change for changes in found for change in changes]
            for tokenizer, changes in zip(tokenizers, found, strict=True):
                loaded.settle(tokenizer)
                if changes:
                    loaded.discard(tokenizer)
        call = self._function.log.calls[-1]
        if what:
            cause = "other code uses the same tokenizer and would now get other ids; pass options to the call instead of setting them."
            raise Lesson(call, f"changed the tokenizer ({', '.join(what)})", "the tokenizer left as it was", cause)
        for arg, old in zip(self._args, before, strict=True):
            if old is not None and not _unchanged(arg, old):
                cause = "the list that was passed in belongs to the caller; build a new one."
                raise Lesson(call, f"changed its argument to {show(arg)}", f"the argument left as it was: {show(old)}", cause)

    def _lesson(self, call: Call, want: object, because: str | None, expected: str | None = None) -> Lesson:
        got = call.result
        cause = self._cause(call, want, because) if want is not None or expected is None else None
        lesson = Lesson(call, f"returned {_with_length(got)}", expected or _with_length(want), cause or because)
        tokenizer = self._tokenizer(call)
        if expected is None and type(got) in (list, tuple) and type(want) is list:
            lesson.rows = compare_rows(got, want, tokenizer)
        elif expected is None and type(got) is str and type(want) is str:
            lesson.notes = [text_difference(got, want)]
        elif expected is None and type(got) is dict and type(want) is dict:
            lesson.notes = list(key_differences(got, want))
        return lesson

    def _cause(self, call: Call, want: object, because: str | None) -> str | None:
        for mistake in self._suite.mistakes.get(call.name, ()):
            try:
                wrong = mistake.recipe(*call.args, **call.kwargs)
            except Exception:  # the recipe has no answer for these arguments, so it is not the cause
                continue
            if _alike(call.result, wrong) and not _alike(want, wrong):
                return mistake.sentence
        if call.result is None and because:
            return None
        return general_cause(call.result, want, (*call.args, self._tokenizer(call)))

    def _tokenizer(self, call: Call):
        """The tokenizer that reads the ids of this call, None when there is none."""
        found = next((arg for arg in call.args if is_tokenizer(arg)), None)
        return found if found is not None or self._suite.model is None else loaded.load(self._suite.model)


def _alike(got: object, other: object) -> bool:
    """Whether a learner's answer is what a mistake leads to; another order of divisions changes a last digit."""
    if type(got) is float and type(other) is float:
        return math.isclose(got, other)
    if type(got) is dict and type(other) is dict:
        return len(got) == len(other) and all(key in got and _alike(got[key], value) for key, value in other.items())
    return same(got, other)


def _near(got: object, want: float, within: float) -> bool:
    return type(got) in (float, int) and abs(got - want) <= within


def _near(got: object, want: float, within: float) -> bool:
    return type(got) in (float, int) and abs(got - want) <= within


def tokenizers_in(value: object) -> bool:
    """Whether a dict argument holds tokenizers, which cannot be compared by value."""
    return type(value) is dict and any(is_tokenizer(item) for item in value.values())


def _copied(arg: object) -> object:
    """What an argument is compared with after the call; None for what cannot be changed. Tokenizers are not copied."""
    if tokenizers_in(arg):
        return dict(arg)
    return copy.deepcopy(arg) if type(arg) in (list, dict, set) else None


def _unchanged(arg: object, old: object) -> bool:
    if tokenizers_in(old):
        return list(arg) == list(old) and all(arg[name] is old[name] for name in old)
    return same(arg, old)


def _with_length(value: object) -> str:
    text = show(value)
    if type(value) in (list, tuple) and len(value) > 4:
        return f"{text} ({len(value)} items)" if "in all)" not in text else text
    return text


def _spelled(secret: str, text: str) -> bool:
    """Whether `secret` is in `text`, also when escaped as Python, JSON or a URL would."""
    forms = {secret, repr(secret)[1:-1], ascii(secret)[1:-1], quote(secret, safe=""), secret.encode().hex()}
    text += re.sub(r"\\+", r"\\", text)  # an error quoted within an error has its escapes escaped again
    return any(form and form in text for form in forms)
