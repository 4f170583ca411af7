"""What a suite expects of one call: the call is made, and a wrong answer is a lesson."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn, Protocol
from urllib.parse import quote

from kit.course.stubs import may_be_none
from kit.learner.call import Call, Row
from kit.learner.compare import copied, same
from kit.learner.errors import LearnerError, shown
from kit.learner.function import LearnerFunction, LearnerObject
from kit.learner.show import is_exception, is_tokenizer, show
from kit.suite.explain import compare_rows, general_cause, key_differences, list_difference, text_difference
from kit.suite.left_alone import left_alone
from kit.suite.lesson import Lesson, with_length
from kit.suite.raised import raised_cause, unexpected_cause
from kit.tokenizers import loaded

MOST_PIECES, MOST_TEXT = 10_000, 1_000_000
"""Strings that an iterator may yield in one test, and their characters, so that an endless one ends."""


class Expecting(Protocol):
    """The suite that expects something (kit/suite/suite.py)."""

    slug: str
    model: str | None

    def entries(self, name: str) -> list[Any]:
        """The wrong answers of a function that the diagnosis may tell."""


class Expectation:
    """One call of a learner's function and what is expected of it."""

    def __init__(
        self, suite: Expecting, function: LearnerFunction, args: tuple[Any, ...], kwargs: dict[Any, Any]
    ) -> None:
        self._suite = suite
        self._function = function
        # Copies: what learner code does to a list of the suite's must not reach the next test.
        self._args = tuple(arg if (own := copied(arg)) is None else own for arg in args)
        self._kwargs = kwargs
        self._because: str | None = None
        self._instead: Mapping[object, str] = {}
        self._refusal = ""  # the exception that is expected
        self._refuses: Callable[[BaseException], bool] = lambda error: False
        self._splitting: bool | None = None
        self._want: object = ...
        self._right: Callable[[object], bool] | None = None
        self.within = 0.0  # how far a number may be away
        self.yields_to: list[str] | None = None  # where strings are asked for one by one: those that came
        self.cut_short = False  # more of them might have come
        self.refused = False  # whatever they are when joined: the suite has found something else wrong with them
        self._call_made: Call | None = None
        self._call_ahead: Call | None = None  # of several: the one that this is about
        self._one_of_several = False
        self.expected = ""  # in the words of a message

    @property
    def suite(self) -> Expecting:
        """The suite that expects this."""
        return self._suite

    @property
    def want(self) -> object:
        """The answer that is expected; `...` where it is no single value."""
        return self._want

    @property
    def rule(self) -> str | None:
        """What is asked, as a failure of this call states it."""
        return self._because

    @property
    def refusal(self) -> str:
        """The name of the exception that is expected, "" where an answer is."""
        return self._refusal

    def right(self, answer: object, error: BaseException | None) -> bool | None:
        """Whether a call that gives this, or raises this, does what is expected; None where a value cannot tell."""
        if self._refusal:
            return error is not None and self._refuses(error)
        if error is not None or self.refused:
            return False
        return None if self._right is None else self._right(answer)

    @classmethod
    def several(
        cls, suite: Expecting, function: LearnerFunction, cases: Iterable[tuple[Any, ...]], stop: bool
    ) -> list[Expectation]:
        """One for each case, the arguments of a call; see `Expect.each`."""
        found = [cls(suite, function, case, {}) for case in cases]
        row = Row([], stop)
        for each in found:
            each._call_ahead = Call(function.slug, function.name, each._args, {}, judge=each, row=row)
            each._one_of_several = True
            row.calls.append(each._call_ahead)
        return found

    def _alone(self, what: str) -> None:
        if self._one_of_several:
            raise TypeError(f"{what} is for a call by itself, `expect(function, …)`, not for one of `expect.each`")

    def while_splitting(self, on: bool) -> Expectation:
        """The tokenizers' backend has `encode_special_tokens` set to `on` before the call, and has to have it after it.

        Elsewhere nobody minds: the library itself leaves that setting until the next call.
        """
        self._alone("while_splitting")
        self._splitting = on
        return self

    def returns_its_own(self, want: object, *, because: str) -> None:
        """Twice the call returns `want`, although whoever got the list the first time empties it."""
        __tracebackhide__ = True
        self._alone("returns_its_own")
        self.returns(want)
        self._function.spoil(self._made)
        self.returns(want, because=because, instead={(): because})

    def returns(
        self,
        want: Any,
        *,
        because: str | None = None,
        instead: Mapping[object, str] | None = None,
        in_order: bool = False,
        or_one_of: Iterable[object] = (),
    ) -> object:
        """The call returns exactly `want` (see kit.learner.compare); `in_order`: a dict's order counts too.

        `instead` has wrong answers that only this test can know (a list as a tuple), with the sentence for each.
        `because` is the rule, a statement of what is asked, which a failure shows; `or_one_of` are answers that are as
        right.
        """
        __tracebackhide__ = True
        self._because, self._instead, self._want = because, instead or {}, want
        others = list(or_one_of)

        def right(answer: Any) -> bool:
            if same(answer, want) and (not in_order or list(answer) == list(want)):
                return True
            return any(same(answer, other) for other in others)

        self._right = right
        call = self.call(with_length(want))
        if not right(call.result):
            raise self._lesson(call, call.result, want)
        return call.result

    def returns_about(self, want: float | dict[str, float], within: float, *, because: str | None = None) -> object:
        """The call returns a number at most `within` away from `want`, or a dict of such numbers in its order."""
        __tracebackhide__ = True
        self._because, self.within = because, within
        if isinstance(want, dict):
            numbers = want

            def near(answer: object) -> bool:
                got = dict(dict.items(answer)) if isinstance(answer, dict) else {}  # of a subclass too
                return list(got) == list(numbers) and all(
                    _near(got[key], number, within) for key, number in numbers.items()
                )

            self._right = near
            call = self.call(f"{show(want)}, each at most {within:g} away")
            if not near(call.result):
                raise self._lesson(call, call.result, want)
            return call.result
        wanted = want
        self._right = lambda answer: _near(answer, wanted, within)
        call = self.call(f"{want:g}, at most {within:g} away")
        if not _near(call.result, want, within):
            raise self._lesson(call, call.result, want, f"{want:.6g}, at most {within:g} away")
        return call.result

    def yields(
        self, want: str, *, check: Callable[[list[str]], bool] | None = None, because: str | None = None
    ) -> list[str]:
        """What the call returns is gone through, each step within the call's limits; its strings, joined, are `want`.

        `check` gets the strings so far, after each one and at the end. It may fail the test by `wrong`, and
        return True when it has seen enough: then they are the beginning of `want`. Returns the strings.
        """
        __tracebackhide__ = True
        self._alone("yields")
        self._because = because
        expected = f"pieces of text that, joined, are {show(want)}"
        pieces: list[str] = []
        self.yields_to, self.cut_short = pieces, True
        self._right = lambda answer: _joined(answer) == want
        room = MOST_TEXT + len(want)
        call = self._begun(expected)
        with left_alone(self._function, call):
            values: Any = self._function.make(call).result
            end = object()
            if not hasattr(type(values), "__iter__") or isinstance(values, (str, bytes, dict)):
                came = show(values)
                cause = (
                    "something to go through is asked for: in a function, `yield` hands over one piece after the other."
                )
                if isinstance(values, LearnerObject):
                    came = f"an object of a class {call.name}"
                    cause = (
                        f"{call.name} is to stay a function, in which `yield` hands over one piece after the other; here "
                        "it is a class, whose objects are not iterators."
                    )
                self.yields_to = None  # nothing came one by one
                raise Lesson(call, f"returned {came}", expected, cause)
            call.result = pieces  # what a message shows
            values, enough = self._function.guarded(call, lambda: iter(values)), False
            value: Any
            while (value := self._function.guarded(call, lambda: next(values, end))) is not end:
                pieces.append(value)
                if type(value) is not str:
                    cause = "each piece is a string: the text to show."
                    raise Lesson(call, f"yielded {show(value)}", expected, cause)
                room -= len(value)
                if len(pieces) > MOST_PIECES or room < 0:
                    cause = "it never stops: the last id is followed by no more pieces."
                    most = f"{MOST_PIECES:,} pieces" if room >= 0 else f"{MOST_TEXT:,} characters"
                    raise Lesson(call, f"yielded more than {most}", expected, cause)
                if enough := check is not None and check(pieces):
                    break
            else:
                self.cut_short = False
        if check is not None and not enough:
            check(pieces)
        text = "".join(pieces)
        if text != (want[: len(text)] if enough else want):
            lesson = self._lesson(call, text, want)
            lesson.returned, lesson.expected = f"yielded {with_length(pieces)}", expected
            raise lesson
        return pieces

    def raises(
        self,
        kind: type[Exception],
        *,
        without: Iterable[str] = (),
        naming: str | None = None,
        because: str | None = None,
    ) -> str:
        """The call raises `kind`, whose text contains `naming`; returns that text.

        Neither the text has any of `without`, nor what Python shows with it: errors before it, notes.
        """
        __tracebackhide__ = True
        expected = f"a {kind.__name__}"
        self._because, self._refusal = because, kind.__name__
        secrets = [secret for secret in without if secret]

        def refuses(error: BaseException) -> bool:
            text = f"{error} {error!r}"
            told = any(_spelled(secret, text) or _spelled(secret, shown(error)) for secret in secrets)
            return isinstance(error, kind) and not told and (naming is None or naming in text)

        self._refuses = refuses
        try:
            call = self.call(expected)
        except kind as error:
            call = self._made
            text = f"{error} {error!r}"
            if any(_spelled(secret, text) for secret in secrets):
                cause = (
                    "the message passes on the text of another error or the token itself; write a message of your own."
                )
                wanted = f"{expected} whose text does not give the token away"
                raise Lesson(call, f"raised {kind.__name__}", wanted, cause) from None
            if any(_spelled(secret, shown(error)) for secret in secrets):
                cause = (
                    "an error that came before this one, or a note, is shown with it and has the token in its text; "
                    "`raise … from None` leaves what came before out."
                )
                wanted = f"{expected} that does not give the token away, nor anything that is shown with it"
                raise Lesson(call, f"raised {kind.__name__}", wanted, cause) from None
            if naming is not None and naming not in text:
                cause = "the text does not say whom or what it is about: put the name that is expected into it."
                told = f"raised {kind.__name__}: {show(str(error), 200)}"
                raise Lesson(call, told, f"{expected} whose text names {naming!r}", cause) from None
            return str(error)
        why = "the exception was returned; `raise` throws it." if is_exception(call.result) else None
        rule = because or f"this call has no answer; `raise {kind.__name__}(…)` says so."
        raise Lesson(call, f"returned {with_length(call.result)}", expected, why, rule=rule)

    def prints_nothing_of(self, secret: str) -> Expectation:
        """What the last call printed or logged does not contain `secret`. Use it after `returns` or `raises`."""
        __tracebackhide__ = True
        call = self._made
        if _spelled(secret, call.output):
            cause = (
                "a token on the screen ends up in screenshots and saved notebooks; show mask_token(token) if anything."
            )
            raise Lesson(call, "printed the token", "a call that prints nothing of the token", cause)
        return self

    def wrong(self, expected: str, cause: str) -> NoReturn:
        """Fail the test for what the last call returned or did, where a comparison of values cannot say it."""
        __tracebackhide__ = True
        call = self._made
        self.refused = self.yields_to is not None
        did = f"returned {with_length(call.result)}" if call.error is None else f"raised {type(call.error).__name__}"
        raise Lesson(call, did, expected, cause)

    def call(self, expected: str = "", *, because: str | None = None) -> Call:
        """Make the call; its arguments and the tokenizer must be left as they were.

        `expected` is what a message says was expected should the call raise, `because` the rule.
        """
        __tracebackhide__ = True
        self._because = because or self._because
        call = self._begun(expected)
        with left_alone(self._function, call):
            return self._function.make(call)

    def _begun(self, expected: str) -> Call:
        """The call that is made next."""
        self.expected = expected
        call, self._call_ahead = self._call_ahead, None
        if call is None:
            name = self._function.name
            call = Call(self._function.slug, name, self._args, self._kwargs, splitting=self._splitting, judge=self)
        self._call_made = call
        return call

    @property
    def _made(self) -> Call:
        """The call that was made last."""
        assert self._call_made is not None
        return self._call_made

    def _lesson(self, call: Call, got: Any, want: Any, expected: str | None = None) -> Lesson:
        cause = self._cause(call, got, want)
        lesson = Lesson(call, f"returned {with_length(got)}", expected or with_length(want), cause, rule=self.rule)
        tokenizer = self._tokenizer(call)
        if expected is None and type(got) in (list, tuple) and type(want) is list:
            lesson.rows = compare_rows(got, want, tokenizer)
            lesson.notes = [] if cause else list_difference(got, want)
        elif expected is None and type(got) is str and type(want) is str:
            lesson.notes = [text_difference(got, want)]
        elif expected is None and type(got) is dict and type(want) is dict:
            lesson.notes = list(key_differences(got, want))
        return lesson

    def _cause(self, call: Call, got: object, want: object) -> str | None:
        """Why the answer is wrong, as far as the answer itself shows it; the diagnosis comes when all tests have run."""
        if got is None and _printed(want, call.output):
            return "the answer was printed, and nobody can use it there: `return` hands it to the caller."
        for wrong, sentence in self._instead.items():
            if same(got, list(wrong) if type(wrong) is tuple else wrong):
                return sentence
        if got is None and call.output.strip():
            return "something was printed and nothing returned: `return` hands the answer to the caller."
        if got is None and may_be_none(call.slug, call.name):
            return None
        return general_cause(got, want, (*call.args, self._tokenizer(call)))

    def why(self, error: BaseException, line: str) -> str | None:
        """Why the call raised, at this line of the learner's file."""
        cause = raised_cause(error, self._function.name, line)
        if cause or isinstance(error, LearnerError):
            return cause
        return unexpected_cause(error, line, self._refusal, finds_nothing=self._want is None)

    def _tokenizer(self, call: Call) -> Any:
        """The tokenizer that reads the ids of this call, None when there is none."""
        found = next((arg for arg in call.args if is_tokenizer(arg)), None)
        return found if found is not None or self._suite.model is None else loaded.load(self._suite.model)


def _near(got: Any, want: float, within: float) -> bool:
    return type(got) in (float, int) and abs(got - want) <= within


def _joined(answer: object) -> object:
    """Strings in a list as one; of anything else nothing that could be right."""
    return "".join(answer) if type(answer) is list and all(type(piece) is str for piece in answer) else None


def _printed(want: object, output: str) -> bool:
    """Whether the answer is in what the call printed, its items one by one if it is a list."""
    parts = [str(part) for part in (want if type(want) is list else [want])]
    return any(part.strip() for part in parts) and all(part in output for part in parts)


def _spelled(secret: str, text: str) -> bool:
    """Whether `secret` is in `text`, also when escaped as Python, JSON or a URL would."""
    forms = {secret, repr(secret)[1:-1], ascii(secret)[1:-1], quote(secret, safe=""), secret.encode().hex()}
    text += re.sub(r"\\+", r"\\", text)  # an error quoted within an error has its escapes escaped again
    return any(form and form in text for form in forms)
