"""What a book of answers is written with: `@right`, `@wrong(sentence, when=…)`, and the marks a wrong answer is known by.

when=raises("KeyError", "name")     its call raises this, with that in its text
when=answers(lambda got, …: …)      it gives this where an exception is asked for
when=looks(lambda got, …: …)        its answer has a mark: true of it, and not of the right one
when=gives(lambda …: …)             it gives what this makes of the arguments (`...` or an error: nothing known)
when=prints("…")                    this is in what it prints
when=changes("padding_side")        it changes an argument or a tokenizer, and the message about that says this
when=lambda …: …                    it is tried, on the arguments for which this is true
also=looks(…), also=raises(…)       it is tried as it stands, and where that contradicts a call, it is known by its mark
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kit.learner import errors
from kit.suite.evidence import Outcome, Seen


def right(answer: Callable[..., Any]) -> Callable[..., Any]:
    """Marks an answer of a book that is as good as the solution."""
    return answer


def wrong(sentence: str | None, *, when: object = None, also: object = None) -> Callable[..., Any]:
    """Marks a wrong answer of a book, with what a teacher would say; None where only the suite can say it.

    With a mark as `when` it is not tried, but known by that alone; with one as `also` it is tried as well.
    """
    return lambda answer: answer


class Mark:
    """By what a wrong answer is known that is not tried on the calls of a run."""

    def marks(self, seen: Seen) -> bool:
        """Whether a call that failed has the mark."""
        raise NotImplementedError


@dataclass(frozen=True)
class Raised(Mark):
    kind: str
    text: str = ""
    given: Callable[..., Any] | None = None
    refusing: bool | None = None

    def marks(self, seen: Seen) -> bool:
        fits = self.given is None or bool(self.given(*seen.call.args, **seen.call.kwargs))
        if self.refusing is not None:
            fits = fits and self.refusing is bool(getattr(seen.call.judge, "refusal", ""))
        return fits and raised(seen, self.kind, self.text)


@dataclass(frozen=True)
class Answers(Mark):
    sign: Callable[..., Any]

    def marks(self, seen: Seen) -> bool:
        judge = seen.call.judge
        return judge is not None and bool(judge.refusal) and looks_so(seen, self.sign)


@dataclass(frozen=True)
class Looks(Mark):
    sign: Callable[..., Any]

    def marks(self, seen: Seen) -> bool:
        return looks_so(seen, self.sign)


@dataclass(frozen=True)
class Prints(Mark):
    text: str = ""

    def marks(self, seen: Seen) -> bool:
        return bool(seen.call.output.strip()) and self.text in seen.call.output


@dataclass(frozen=True)
class Changes(Mark):
    text: str = ""

    def marks(self, seen: Seen) -> bool:
        return seen.did.startswith("changed") and self.text in seen.did


@dataclass(frozen=True)
class Gives(Mark):
    recipe: Callable[..., Any]


def raises(kind: str, text: str = "", *, given: Callable[..., Any] | None = None, refusing: bool | None = None) -> Mark:
    """The call raised an exception whose class, or one it is derived from, has this name, with `text` in it.

    `given(*arguments)`, if there is one, has to be true of the call's. `refusing`: where an exception is asked for;
    False: where an answer is.
    """
    return Raised(kind, text, given, refusing)


def answers(sign: Callable[..., Any]) -> Mark:
    """The call returned where an exception was asked for, and `sign(answer, *arguments)` is true of that."""
    return Answers(sign)


def looks(sign: Callable[..., Any]) -> Mark:
    """`sign(answer, *arguments)` is true of the answer, and not of the right one."""
    return Looks(sign)


def gives(recipe: Callable[..., Any]) -> Mark:
    """The answer is what `recipe` makes of the arguments; `...` or an exception: it says nothing of these."""
    return Gives(recipe)


def prints(text: str = "") -> Mark:
    """The call printed or logged something with `text` in it."""
    return Prints(text)


def changes(text: str = "") -> Mark:
    """The call changed an argument or a tokenizer, and what the message says of it contains `text`."""
    return Changes(text)


def as_recipe(recipe: Callable[..., Any]) -> Callable[[Seen], Outcome | None]:
    """A recipe as something to try on calls."""

    def play(seen: Seen) -> Outcome | None:
        try:
            answer = recipe(*seen.given(), **seen.call.kwargs)
        except Exception:
            return None
        return None if answer is ... else Outcome.of(seen, answer)

    return play


def where(condition: Callable[..., Any], play: Callable[[Seen], Outcome | None]) -> Callable[[Seen], Outcome | None]:
    """Tried only on the arguments for which the condition is true; of others nothing is said."""

    def tried(seen: Seen) -> Outcome | None:
        try:
            holds = condition(*seen.call.args, **seen.call.kwargs)
        except Exception:
            holds = False
        return play(seen) if holds else None

    return tried


def raised(seen: Seen, kind: str, text: str = "") -> bool:
    """Whether the call raised this kind of exception, judged by the names of its classes and its text."""
    error = seen.call.error
    return error is not None and kind in errors.kinds(error) and text in str(error)


def looks_so(seen: Seen, sign: Callable[..., Any]) -> bool:
    """Whether the answer of a call has this mark, and the right one would not."""
    call, judge = seen.call, seen.call.judge
    if call.error is not None or not seen.wrong:
        return False
    want = ... if judge is None else judge.want
    if seen.answer is None and want not in (..., None, "") and str(want) in call.output:
        return False  # who printed the answer is told that, and not that None is none
    try:
        return bool(sign(seen.answer, *call.args, **call.kwargs)) and not (want is not ... and _of(sign, want, seen))
    except Exception:  # the answer is not of the kind that can have this mark
        return False


def _of(sign: Callable[..., Any], want: object, seen: Seen) -> bool:
    try:
        return bool(sign(want, *seen.call.args, **seen.call.kwargs))
    except Exception:
        return False
