"""What a child says went wrong, and what became of it, as exceptions of ours and sentences for the learner."""

import builtins
import signal
from collections.abc import Callable
from typing import Any

from kit.learner import files
from kit.learner.errors import BrokenFile, Died, Ended, LearnerError, MissingName, NotStarted, OutOfTime
from kit.learner.importing import IMPORT_SECONDS
from kit.sandbox.cell import TEXT
from kit.sandbox.children import Child

MOST_OUTPUT, MOST_MESSAGE = 100_000, 4_000
"""Characters of a call's output, and of a message of the kit's own that a child passes on."""

TELLS = {kind.__name__: kind for kind in (NotStarted, BrokenFile, MissingName, OutOfTime, Ended, LearnerError)}
"""The kit's own errors that a child may tell of; that it died, or that grading is not possible, is seen here."""


def called(question: dict) -> str:
    """What a question to a child was about, as the learner calls it."""
    return str(question.get("name") or question.get("slug") or "your code")


def reading(slug: str) -> Callable[[], LearnerError]:
    """What to say when a child does not finish reading a file."""
    return lambda: OutOfTime(
        f"{slug}: Python did not finish reading the file within {IMPORT_SECONDS:g} s. Data does not belong in it."
    )


def importing(slug: str, source: files.Source) -> Callable[[], LearnerError]:
    """What to say when a child does not finish running a file."""
    path = source.path(slug)
    name = path.name if path else slug
    return lambda: OutOfTime(
        f"{slug}: {name} did not finish its import within {IMPORT_SECONDS:g} s. Is there a loop at the top level of the file?"
    )


def ending(status: int | None, question: dict) -> str:
    """Why a child is gone, as a sentence for the learner."""
    what = f"{called(question)} ended the process it ran in"
    if status is None or status >= 0:
        return f"{what} (os._exit or the like); a function answers by returning."
    reasons: dict[int, str] = {
        signal.SIGSEGV: "a crash in compiled code: recursion without an end, or a library used wrongly",
        signal.SIGKILL: "it was killed: it used too much memory, or ended itself",
        signal.SIGXCPU: "it used too much processor time",
        signal.SIGABRT: "a library gave up, often for want of memory",
    }
    name = signal.Signals(-status).name if -status in signal.valid_signals() else f"signal {-status}"
    reason = reasons.get(-status)
    return f"{what} ({name}{f': {reason}' if reason else ''})."


def spoilt(error: BaseException, question: dict) -> str:
    """Why a child in which learner code has run is of no more use, as a sentence for the learner."""
    what = f"{type(error).__name__}: {error}"[:500]
    return f"{called(question)}: the process for your code cannot go on after what ran in it ({what})."


def answer(child: Child, question: dict, told: dict) -> dict:
    """What a child's answer says, each part of the type it should have. Raises LearnerError, or the learner's exception."""
    if "too_much" in told:
        raise LearnerError(f"{called(question)} returned too much to be graded: {words(told['too_much'], 200)}.")
    found: dict[str, Any] = {
        "value": told.get("value"),
        "end": told.get("end") is True,
        "called": told.get("called", True) is True,
        "output": words(told.get("output"), MOST_OUTPUT),
        "args": dictionary(told.get("args")),
        "grown": dictionary(told.get("grown")),
        "changed": dictionary(told.get("changed")),
    }
    if "error" in told:
        raised = found["raised"] = exception(told["error"])
        expected = isinstance(raised, LearnerError) or question["op"] == "get" and isinstance(raised, AttributeError)
        if child.ran and not expected and not ("called" in told and found["called"]):
            # Whatever that process lacks, or says, is the doing of what has run in it.
            if child.alive:  # as it may not be where it has answered several calls before this one was asked for
                child.close()
                child.host.end()
            raise Died(spoilt(raised, question))
        if "called" not in told:
            raise raised
    return found


_SIMPLE = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, (UnicodeError, ExceptionGroup))
}


def words(told: Any, most: int) -> str:
    """A text that a child told, at most so many characters; empty when it is none."""
    return told[:most] if type(told) is str else ""


def texts(told: Any) -> list:
    """A list that a child told; an empty one when it is none."""
    return told if type(told) is list else []


def dictionary(told: Any) -> dict:
    """A dict that a child told; an empty one when it is none."""
    return told if type(told) is dict else {}


def uses(told: Any, slugs: list[str]) -> list[files.CellUse]:
    """What a child told of the cells handed in."""
    found = []
    for entry in told if type(told) is list else ():
        if type(entry) is not list or len(entry) != 4 or entry[1] not in ("used", "skipped", "error"):
            continue
        of = entry[3] if type(entry[3]) in (list, tuple) else ()
        found.append(
            files.CellUse(words(entry[0], 300), entry[1], words(entry[2], 1_000), tuple(s for s in slugs if s in of))
        )
    return found


def exception(told: Any) -> BaseException:
    """The exception a child told of: one of the kit's own, or one whose class has the name and the built-in bases told."""
    told = dictionary(told)
    text = words(told.get("text"), TEXT)
    if type(told.get("kit")) is str:
        return TELLS.get(told["kit"], LearnerError)(text[:MOST_MESSAGE])
    names: list = told["kinds"] if type(told.get("kinds")) is list else []
    kinds = [words(name, 200) for name in names[:50]]
    found = [_SIMPLE[kind] for kind in dict.fromkeys(kinds) if kind in _SIMPLE] or [Exception]
    # Those that another is derived from come with it.
    bases = [base for base in found if not any(issubclass(other, base) and other is not base for other in found)]
    shown = words(told.get("repr"), TEXT) or text
    methods = {
        "__str__": lambda self: text,
        "__repr__": lambda self: shown,
        "__module__": words(told.get("module"), 200),
    }
    # A lone surrogate or a null byte cannot be in a class's name.
    name = (kinds or ["Exception"])[0].encode("utf-8", "replace").decode().replace("\0", "")
    try:
        kind = type(name or "Exception", tuple(bases), methods)
    except TypeError:  # told of two that no class can be derived from
        kind = type(name or "Exception", (bases[0],), methods)
    error = kind(text)
    error.learner_kinds = tuple(kinds)
    error.learner_shown = words(told.get("shown"), TEXT)
    lines = dictionary(told.get("lines"))
    error.learner_lines = {path: line for path, line in lines.items() if type(path) is str and type(line) is int}
    if isinstance(error, ImportError):
        error.name = words(told.get("name"), 200)
    return error
