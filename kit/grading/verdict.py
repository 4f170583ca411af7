"""From what a test raised to a verdict: its status, and the message a learner reads."""

from dataclasses import dataclass, field
from pathlib import Path

from kit.explain import Row
from kit.grading.show import show, show_call
from kit.learner.call import CallLog
from kit.learner.errors import LearnerError
from kit.learner.files import line_in
from kit.suite import Lesson

PASSED, FAILED, NOT_STARTED, ERROR, TIMEOUT, DIED = "passed", "failed", "not started", "error", "timeout", "died"

OUTPUT_SHOWN = 4_000
"""Characters of printed output that go into the report."""

HEADLINE_SHOWN = 4_000
"""Characters of an unexpected exception that go into the report."""


@dataclass
class Verdict:
    """What became of one graded test. `facts` are labelled lines, `rows` a comparison side by side."""

    id: str
    slug: str
    max: float
    functions: tuple[str, ...]
    status: str = NOT_STARTED
    headline: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cause: str | None = None
    where: str = ""
    output: str = ""
    seconds: float = 0.0

    @property
    def points(self) -> float:
        """Points earned: all or none."""
        return self.max if self.status == PASSED else 0

    @property
    def message(self) -> str:
        """The whole message as plain text, the comparison left out."""
        lines = [self.headline, *(f"{label}: {text}" for label, text in self.facts)]
        return "\n".join(line for line in lines if line)


def judge(verdict: Verdict, error: BaseException, log: CallLog, path: Path | None, source) -> Verdict:
    """Fill in a verdict from the exception that ended its test. `path` is the learner's file, if it is known."""
    verdict.output = "".join(call.output for call in log.calls)[:OUTPUT_SHOWN]
    if isinstance(error, Lesson):
        verdict.status = FAILED
        verdict.facts = [("called", error.called), ("yours", error.returned), ("expected", error.expected)]
        verdict.facts += [("note", note) for note in error.notes]
        verdict.rows = error.rows
        verdict.cause = error.cause
        return verdict
    if isinstance(error, LearnerError):
        verdict.status = error.status
        verdict.headline = str(error)
        if log.calls and verdict.status in (FAILED, TIMEOUT):
            call = log.calls[-1]
            verdict.facts = [("called", show_call(call.name, call.args, call.kwargs))]
        return verdict
    line = line_in(path, error) if path else None
    if log.calls and log.calls[-1].error is error:
        return _raised(verdict, error, log, path, line, source)
    verdict.status = ERROR
    verdict.headline = f"{type(error).__name__}: {error}"[:HEADLINE_SHOWN]
    return verdict


def _raised(verdict: Verdict, error: BaseException, log: CallLog, path, line, source) -> Verdict:
    call = log.calls[-1]
    verdict.status = FAILED
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    verdict.facts = [("called", show_call(call.name, call.args, call.kwargs)), ("raised", _short(text))]
    if log.expected:
        verdict.facts.append(("expected", log.expected))
    code = path.read_text(encoding="utf-8", errors="replace").splitlines() if line else []
    if line and 0 < line <= len(code):  # a traceback can be made to name any line
        verdict.where = source.place(path, line)
        code = code[line - 1].strip()
        verdict.facts.append(("at", f"{verdict.where}   {show_code(code)}"))
    verdict.cause = raised_cause(error, call.name, line is not None)
    return verdict


def raised_cause(error: BaseException, name: str, in_file: bool) -> str | None:
    """The likely reason for an exception, where its kind and text tell."""
    text = str(error)
    if (
        isinstance(error, TypeError)
        and any(f"{called}()" in text for called in (name.replace("(...)", ""), f"{name}.__init__"))
        and ("positional argument" in text or "keyword argument" in text)
    ):
        return f"{name} no longer takes the parameters of its stub; the tests call it as the line 'called' shows."
    if isinstance(error, OSError) and "reading from stdin" in text:
        return "the function asks for input(); everything it needs comes in as an argument."
    if isinstance(error, EOFError):
        return "the function asks for input(), and nobody is there to answer; everything it needs is an argument."
    if isinstance(error, NameError) and in_file:
        return "this name is not known there: a typo, or an import that is missing at the top of the file."
    if isinstance(error, ModuleNotFoundError):
        return f"there is no package {error.name!r} here; the exercise can be solved with what the kit installed."
    if isinstance(error, RecursionError):
        return "the function calls itself without an end."
    if isinstance(error, AttributeError) and "NoneType" in text:
        return "something is None here that was expected to have a value."
    return None


def show_code(line: str) -> str:
    """A line of the learner's code, cut to fit a message."""
    return line if len(line) <= 80 else line[:77] + "…"


def _short(text: str) -> str:
    first = text.strip().splitlines()[0] if text.strip() else text
    return first if len(first) <= 300 else first[:297] + "…"


def show_points(number: float) -> str:
    """`2`, `0.5`."""
    return f"{number:g}"


__all__ = ["DIED", "ERROR", "FAILED", "NOT_STARTED", "PASSED", "TIMEOUT", "Verdict", "judge", "show", "show_points"]
