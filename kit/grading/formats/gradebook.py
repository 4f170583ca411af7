"""A CSV grade book: one line a submission, one column an exercise."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from kit.grading.formats.text import line
from kit.pieces import is_invisible

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula (OWASP, 'CSV injection'), the full-width forms included. Of tabs
and line ends, which do so too, `line` has left none."""


def lines(reports: Iterable[dict], learner: Callable[[str], str] | None = None) -> Iterator[str]:
    """The grade book line by line, the header first. `reports` is gone through twice: for the columns, then for the rows.

    With `learner`, which says who a submission is from, a column names them. An exercise that a report is not about
    is an empty cell.
    """
    slugs = sorted({entry["slug"] for report in reports for entry in report["exercises"]})
    yield _line("submission", *(["learner"] if learner else []), "score", "max", *map(text, slugs))
    for report in reports:
        name = report.get("submission", "")
        scores = {entry["slug"]: number(entry["score"]) for entry in report["exercises"]}
        yield _line(
            text(name),
            *([text(learner(name))] if learner else []),
            number(report["score"]),
            number(report["max"]),
            *(scores.get(slug, "") for slug in slugs),
        )


def text(value: str) -> str:
    """A cell of text that no spreadsheet takes for a formula: one that might be begins with an apostrophe."""
    shown = line(value)
    return f"'{shown}" if _begins(shown).startswith(_FORMULA) else shown


def _begins(shown: str) -> str:
    """The text from its first visible character on: U+200B and U+FEFF, among others, are dropped by some spreadsheets."""
    for position, character in enumerate(shown):
        if not is_invisible(character):
            return shown[position:]
    return ""


def number(value: float) -> str:
    """Points: `15`, `7.5`."""
    return f"{round(value, 4):.10g}"


def _line(*cells: str) -> str:
    held = io.StringIO()
    csv.writer(held).writerow(cells)
    return held.getvalue()
