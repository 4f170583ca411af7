"""Whether what ended a test is a fault of the kit or the machine, which is never a learner's grade."""

from kit.learner.errors import CannotGrade, LearnerError
from kit.suite.lesson import Lesson

_LINKS = 10
"""Exceptions that are followed from one to what caused it."""


def fault_of(error: BaseException, told: bool) -> str:
    """What the kit or the machine lacked, in words; empty when the answer was judged, or could not be by its own doing.

    `told` says that the exception is a lesson, or came from the learner's code. A suite that asserts has judged too.
    """
    found: BaseException | None = error
    for _ in range(_LINKS):
        if isinstance(found, CannotGrade):
            return str(found)
        found = found.__cause__ if found is not None else None
    if told or isinstance(error, (Lesson, LearnerError, AssertionError)) or not isinstance(error, Exception):
        return ""
    return f"{type(error).__name__}: {error}"[:500]
