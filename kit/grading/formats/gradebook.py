"""A CSV grade book: one line a learner or submission, one column an exercise."""

import csv
import io
from collections.abc import Iterable, Iterator

from kit.grading.formats.text import line
from kit.grading.grades import Rules, maxima
from kit.grading.roster import HANDED_IN, NOT_GRADED, Row
from kit.tokenizers.pieces import is_invisible

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula (OWASP, 'CSV injection'), the full-width forms included. Of tabs
and line ends, which do so too, `line` has left none."""


def lines(everybody: Iterable[Row], rules: Rules | None = None, *, learners: bool = False) -> Iterator[str]:
    """The grade book line by line, the header first. `everybody` is gone through twice: for the columns, then the rows.

    `score` is what the tests gave; with `rules` there are the grade and what it is out of. `learners` adds a column
    that names them. An exercise that a report is not about is an empty cell. Who handed in nothing, or nothing that
    can be graded, has 0 and the reason; where the kit or the machine was at fault the cells are empty.
    """
    columns = maxima(everybody)
    late, noted = False, rules is not None
    for row in everybody:
        late, noted = late or row.late, noted or row.standing != HANDED_IN
    yield csv_line(
        "submission",
        *(["learner"] if learners else []),
        *("score", "max"),
        *(["grade", "out of"] if rules else []),
        *map(text, columns),
        *(["late"] if late else []),
        *(["note"] if noted else []),
    )
    total = number(sum(columns.values()))
    for row in everybody:
        grade = (rules or Rules()).grade(row, columns)
        scores, nothing = row_points(row, columns)
        score = number(row.report["score"]) if row.report else nothing
        yield csv_line(
            text(row.submission),
            *([text(row.learner)] if learners else []),
            *(score, number(row.report["max"]) if row.report else total),
            *(["" if grade.points is None else number(grade.points), number(grade.out_of)] if rules else []),
            *scores,
            *(["late" if row.late else ""] if late else []),
            *([text(grade.note)] if noted else []),
        )


def row_points(row: Row, columns: dict[str, float]) -> tuple[list[str], str]:
    """The cells of the exercises, and what stands where there is no report: 0, or nothing where it was no fault of theirs."""
    nothing = "" if row.standing == NOT_GRADED else "0"
    if row.report is None:
        return [nothing] * len(columns), nothing
    scores = {entry["slug"]: number(entry["score"]) for entry in row.report["exercises"]}
    return [scores.get(slug, "") for slug in columns], nothing


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


def csv_line(*cells: str) -> str:
    """One line of a CSV file."""
    held = io.StringIO()
    csv.writer(held).writerow(cells)
    return held.getvalue()
