"""What can go wrong with a learner's file or function before its answer can be judged, in words for the learner."""

import re
import traceback

_ADDED = re.compile(r"[.?]* (Did you|Or did you) .{1,200}\?$")


class LearnerError(Exception):
    """Base: the learner's code gave no answer. `status` is the verdict this leads to (see the report in kit/grading)."""

    status = "failed"


def shown(error: BaseException) -> str:
    """All that Python would show of an exception: its traceback, the errors it came from, notes."""
    told = getattr(error, "learner_shown", None)
    return told if type(told) is str else "".join(traceback.format_exception(error))


def kinds(error: BaseException) -> set[str]:
    """The names of an exception's classes: its own and those that it is derived from.

    One that came from another process is made here of built-in classes alone, and says which it had there.
    """
    return {kind.__name__ for kind in type(error).__mro__}.union(getattr(error, "learner_kinds", ()))


def said(error: BaseException) -> str:
    """An exception's text, with what Python adds to it where a name is nearly right: `Did you mean: 'encode'?`."""
    text = str(error)
    if not text or not {"NameError", "AttributeError", "ImportError"} & kinds(error):
        return text
    try:
        added = shown(error).rpartition(text)[2].partition("\n")[0]
    except BaseException:  # it asks a value for its names, and that may be the learner's class
        return text
    return text + added if _ADDED.match(added) else text


class NotStarted(LearnerError):
    """The function still has its stub's body."""

    status = "not started"


class BrokenFile(LearnerError):
    """The file cannot be read, parsed or imported."""

    status = "error"


class MissingName(LearnerError):
    """The file has no function of this name."""

    status = "error"


class Ended(LearnerError):
    """The code tried to end or skip the test: sys.exit(), pytest.skip(), SkipTest and the like."""


class OutOfTime(LearnerError):
    """The call did not return within its time limit."""

    status = "timeout"


class Died(LearnerError):
    """The process that ran the code ended (only where it runs in one of its own)."""

    status = "died"


class CannotGrade(LearnerError):
    """Not the learner's doing: what grading needs is not to be had here. The message says what to do."""

    status = "error"


class BadSubmission(ValueError):
    """What was handed in cannot be opened, or holds nothing to grade. The message goes on after its name."""


class NotUnderstood(BadSubmission):
    """What was handed in is nothing that the kit opens, or has nothing in it that it knows."""
