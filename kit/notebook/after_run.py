"""After each run of a cell of the lecture: whether it printed what it should; if not the difference and the likely reason.

By IPython's own events, so it works wherever a notebook runs: in Jupyter, VS Code and Colab, with no extension. What
is expected comes from the course's own copy of the lecture, never from what is stored in the learner's notebook.
"""

import difflib
import os
import sys
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from kit import course
from kit.course import lecture
from kit.course.lecture import LectureCell
from kit.grading.verdict import Verdict
from kit.learner.errors import LearnerError
from kit.notebook import page
from kit.notebook.session import Refused, Session

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

MOST_ROWS = 12
"""Lines of a difference that are shown."""

MOST_KEPT = 200_000
"""Characters of a cell's output that are kept for the comparison."""


def install(shell: "InteractiveShell", session: Session) -> None:
    """Watch the cells that run in an IPython shell from now on; once for each shell."""
    if not any(
        getattr(each, "__self__", None).__class__ is AfterRun for each in shell.events.callbacks["pre_run_cell"]
    ):
        watching = AfterRun(shell, session)
        shell.events.register("pre_run_cell", watching.before)
        shell.events.register("post_run_cell", watching.after)


class Listening:
    """Stands for a stream while a cell runs, and keeps what is written to it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._kept: list[str] = []
        self._size = 0

    def write(self, text: str) -> int:
        if self._size < MOST_KEPT:
            self._kept.append(text)
            self._size += len(text)
        return self._stream.write(text)

    def __getattr__(self, name: str):
        return getattr(self._stream, name)

    @property
    def text(self) -> str:
        """What was written."""
        return "".join(self._kept)


class AfterRun:
    """Compares what the lecture's cells print with what they should."""

    def __init__(self, shell: "InteractiveShell", session: Session) -> None:
        self.shell = shell
        self.session = session
        self._cell: LectureCell | None = None
        self._listening: Listening | None = None

    def before(self, info: Any) -> None:
        """A cell is about to run."""
        self._stop()
        cell, same = lecture.find(info.raw_cell or "", getattr(info, "cell_id", None))
        if cell is None or cell == lecture.cells()[0]:  # the opening cell says itself how it went
            self._cell = None
        elif same:
            self._cell = cell
            self._listening = sys.stdout = Listening(sys.stdout)
        else:
            self._cell = None
            self._show(Checked(cell, "changed"))

    def after(self, result: Any) -> None:
        """It has run."""
        printed = self._stop()
        cell, self._cell = self._cell, None
        if cell is None or printed is None:
            return
        error = result.error_before_exec or result.error_in_exec
        if isinstance(error, LearnerError) and error.status == "not started":
            self._show(Checked(cell, "not started"))
        elif error is not None:
            self._show(Checked(cell, "stopped"))
        else:
            got = printed + self._shown(cell, result.result)
            right = got.rstrip() == cell.expected.rstrip()
            self._show(Checked(cell, "right") if right else self._wrong(cell, got))

    def _stop(self) -> str | None:
        listening, self._listening = self._listening, None
        if listening is None:
            return None
        if sys.stdout is listening:
            sys.stdout = listening._stream
        return listening.text

    def _shown(self, cell: LectureCell, result: object) -> str:
        if not cell.shown or result is None:
            return "" if result is None else repr(result)
        return self.shell.display_formatter.format(result)[0].get("text/plain", "")

    def _wrong(self, cell: LectureCell, got: str) -> "Checked":
        """What differs, and the first failure of the suites of the functions that the cell calls."""
        failed, passed = None, False
        exercises = course.find(cell.exercises) if cell.exercises else []
        if exercises and hasattr(os, "fork"):  # elsewhere it would take as long as `pytest` in a terminal
            from kit.notebook import grading

            try:
                graded = grading.grade(self.session, exercises)
            except Refused:
                graded = None
            if graded is not None:
                found, names = graded.report.failures, {name for _, name in cell.functions}
                failed = next((each for each in found if names & set(each.functions)), found[0] if found else None)
                passed = graded.report.score == graded.report.max
        return Checked(cell, "wrong", difference(got, cell.expected), failed, passed)

    def _show(self, checked: "Checked") -> None:
        from IPython.display import display

        display(checked)


def difference(got: str, expected: str) -> list[tuple[str, str]]:
    """The lines that differ, yours and expected beside each other; the empty text where one has no such line."""
    own, theirs = got.rstrip("\n").split("\n"), expected.rstrip("\n").split("\n")
    rows: list[tuple[str, str]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, own, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            pairs = max(b - a, d - c)
            left, right = own[a:b] + [""] * (pairs - b + a), theirs[c:d] + [""] * (pairs - d + c)
            rows += zip(left, right, strict=True)
    return rows


@dataclass
class Checked:
    """How a cell went: right, wrong, stopped, not started or changed; shown under the cell."""

    cell: LectureCell
    state: str
    rows: list[tuple[str, str]] | None = None
    failure: Verdict | None = None
    passed: bool = False

    @property
    def headline(self) -> str:
        """The first line."""
        return {
            "right": "✓ It prints what it should.",
            "wrong": "✗ It does not print what it should.",
            "stopped": "✗ An error stopped it before it printed all that it should.",
            "not started": "· It waits for a function that is not written yet.",
            "changed": "· This cell is not as the lecture has it, so what it prints is not compared. "
            "`kit reset lecture` brings the lecture back, and keeps this notebook beside it.",
        }[self.state]

    @property
    def advice(self) -> str:
        """What to do next; empty where nothing is."""
        if self.state in ("right", "changed") or not self.cell.exercises:
            return ""
        number = self.cell.exercises[0].partition("_")[0]
        if self.passed:
            return (
                f"All tests of {' and '.join(self.cell.exercises)} pass, so look at what the cell was given: "
                "was a variable of it changed in another cell? Run the cells from the top."
            )
        return f"next: %grade {number} shows every failure, %hint {number} gives a hint."

    def __repr__(self) -> str:
        lines = [self.headline]
        for own, theirs in (self.rows or [])[:MOST_ROWS]:
            lines += [f"yours     {own}", f"expected  {theirs}"]
        if self.failure is not None:
            from kit.grading import screen

            lines.append("")
            screen.lesson(self.failure, lambda text, **markup: lines.append(text), 88)
        lines += [self.advice] if self.advice else []
        if self.state != "right":
            lines += ["", "expected in full:", self.cell.expected.rstrip("\n")]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        parts = [f"<style>{page.STYLE}</style><div class='kit'><p style='margin:.2em 0'>{escape(self.headline)}</p>"]
        if self.rows:
            parts.append("<table class='kit-t'><tr><th>yours</th><th>expected</th></tr>")
            parts += [
                f"<tr class='kit-x'><td>{escape(own)}</td><td>{escape(theirs)}</td></tr>"
                for own, theirs in self.rows[:MOST_ROWS]
            ]
            parts.append("</table>")
            if len(self.rows) > MOST_ROWS:
                parts.append(f"<p>… and {len(self.rows) - MOST_ROWS} more lines.</p>")
        if self.failure is not None:
            parts.append(page.failure_html(self.failure))
        parts.append(f"<p style='margin:.2em 0'>{escape(self.advice)}</p>" if self.advice else "")
        if self.state != "right":
            parts.append(
                "<details><summary>what it should print</summary>"
                f"<pre style='white-space:pre-wrap'>{escape(self.cell.expected)}</pre></details>"
            )
        return "".join(parts) + "</div>"
