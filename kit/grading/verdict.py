"""From what a test raised to a verdict: its status, and the message a learner reads."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kit.grading.faults import fault_of
from kit.learner.call import Call
from kit.learner.errors import LearnerError, said
from kit.learner.importing import line_in
from kit.learner.log import CallLog
from kit.learner.show import show, show_call
from kit.suite.explain import Row
from kit.suite.lesson import Lesson
from kit.suite.raised import raised_cause

if TYPE_CHECKING:
    from kit.learner.files import Source

PASSED, FAILED, NOT_STARTED, ERROR, TIMEOUT, DIED = "passed", "failed", "not started", "error", "timeout", "died"

OUTPUT_SHOWN = 4_000
"""Characters of printed output that go into the report."""

HEADLINE_SHOWN = 4_000
"""Characters of an unexpected exception that go into the report."""


@dataclass
class Verdict:
    """What became of one graded test. `facts` are labelled lines, `rows` a comparison side by side.

    `cause` is the sentence that it is told, `called` the learner's function whose call ended it, `likewise` are the
    ids of the other tests of that function which are told the same.

    `fault` says what kept the kit or the machine from judging it; then it is no verdict on the learner's work.
    """

    id: str
    slug: str
    max: float
    functions: tuple[str, ...]
    status: str = NOT_STARTED
    headline: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cause: str | None = None
    called: str = ""
    likewise: list[str] = field(default_factory=list)
    where: str = ""
    output: str = ""
    seconds: float = 0.0
    fault: str = ""

    @property
    def points(self) -> float:
        """Points earned: all or none."""
        return self.max if self.status == PASSED else 0

    def anew(self) -> "Verdict":
        """A verdict on the same test that nothing is known of yet."""
        return Verdict(self.id, self.slug, self.max, self.functions)

    @property
    def reason(self) -> tuple:
        """What makes two failures one: the same sentence on the same function, or the same headline."""
        return self.slug, self.headline or self.cause and (self.called or self.functions, self.cause) or self.id

    @property
    def message(self) -> str:
        """The whole message as plain text, the comparison left out."""
        lines = [self.headline, *(f"{label}: {text}" for label, text in self.facts)]
        return "\n".join(line for line in lines if line)


def is_told(error: BaseException, log: CallLog) -> bool:
    """Whether the kit has words for what ended a test: a lesson, or an exception of the learner's code."""
    return isinstance(error, (Lesson, LearnerError)) or log.raised_by(error) is not None


def failed_call(error: BaseException, log: CallLog) -> Call | None:
    """The call of learner code that ended a test, None where it was something else."""
    return error.call if isinstance(error, Lesson) else log.raised_by(error)


def judge(verdict: Verdict, error: BaseException, log: CallLog, path: Path | None, source: "Source") -> Verdict:
    """Fill in a verdict from the exception that ended its test. `path` is the learner's file, if it is known."""
    call = failed_call(error, log)
    verdict.output = "".join(each.output for each in log.calls)[:OUTPUT_SHOWN]
    verdict.fault = fault_of(error, is_told(error, log))
    if isinstance(error, Lesson):
        verdict.status = FAILED
        verdict.facts = [("called", error.called), ("yours", error.returned), ("expected", error.expected)]
        verdict.facts += [("note", note) for note in error.notes]
        verdict.facts += [("rule", error.rule)] if error.rule else []
        verdict.rows = error.rows
        verdict.cause = error.cause
        return verdict
    if isinstance(error, LearnerError):
        verdict.status = error.status
        verdict.headline = str(error)
        if call is not None and verdict.status in (FAILED, TIMEOUT):
            verdict.facts = [("called", show_call(call.name, call.args, call.kwargs))]
        verdict.cause = raised_cause(error, "", "") if call is None else _why(call, error, "")
        return verdict
    if call is not None:
        return _raised(verdict, error, call, path, line_in(path, error) if path else None, source)
    verdict.status = ERROR
    verdict.headline = f"{type(error).__name__}: {error}"[:HEADLINE_SHOWN]
    return verdict


def _raised(
    verdict: Verdict, error: BaseException, call: Call, path: Path | None, line: int | None, source: "Source"
) -> Verdict:
    verdict.status = FAILED
    text = f"{type(error).__name__}: {said(error)}" if str(error) else type(error).__name__
    verdict.facts = [("called", show_call(call.name, call.args, call.kwargs)), ("raised", _short(text))]
    if call.judge is not None and call.judge.expected:
        verdict.facts.append(("expected", call.judge.expected))
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path is not None and line else []
    code = ""
    if path is not None and line and 0 < line <= len(lines):  # a traceback can be made to name any line
        verdict.where = source.place(path, line)
        code = lines[line - 1].strip()
        verdict.facts.append(("at", f"{verdict.where}   {show_code(code)}"))
    if call.judge is not None and call.judge.rule:
        verdict.facts.append(("rule", call.judge.rule))
    verdict.cause = _why(call, error, code)
    return verdict


def _why(call: Call, error: BaseException, line: str) -> str | None:
    """Why a call raised this at this line of the learner's file ("" when at none), as far as that shows."""
    return raised_cause(error, call.name, line) if call.judge is None else call.judge.why(error, line)


def show_code(line: str) -> str:
    """A line of the learner's code, cut to fit a message."""
    return line if len(line) <= 80 else line[:77] + "…"


def _short(text: str) -> str:
    first = text.strip().splitlines()[0] if text.strip() else text
    return first if len(first) <= 300 else first[:297] + "…"


__all__ = ["DIED", "ERROR", "FAILED", "NOT_STARTED", "PASSED", "TIMEOUT", "Verdict", "judge", "show"]
