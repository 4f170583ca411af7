"""A wrong answer as an exception: what was called, what came of it, and what there is to learn from it."""

from dataclasses import dataclass, field
from typing import Any

from kit.learner.call import Call
from kit.learner.show import show, show_call
from kit.suite.explain import Row


@dataclass(eq=False, repr=False)
class Lesson(AssertionError):
    """A wrong answer, with all a message needs to teach."""

    call: Call
    returned: str
    expected: str
    cause: str | None = None
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rule: str | None = None
    """What is asked, where the suite states it."""

    def __str__(self) -> str:
        text = f"{self.called} {self.returned}; expected: {self.expected}"
        return f"{text}. Likely cause: {self.cause}" if self.cause else text

    @property
    def called(self) -> str:
        """The call as a learner would write it."""
        return show_call(self.call.name, self.call.args, self.call.kwargs)


def with_length(value: Any) -> str:
    """A value for a message; a list's with the number of its items."""
    text = show(value)
    if type(value) in (list, tuple) and len(value) > 4:
        return f"{text} ({len(value)} items)" if "in all)" not in text else text
    return text
