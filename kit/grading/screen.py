"""What a run shows in the terminal: a failure as a lesson, and the closing table with the one next step."""

import textwrap
from collections.abc import Iterable

from kit.course import load
from kit.explain import Row
from kit.grading.report import Cell, Report, Result
from kit.grading.show import fit, show
from kit.grading.verdict import ERROR, NOT_STARTED, PASSED, TIMEOUT, Verdict, show_points
from kit.learner.files import Ignored

LABEL = 10
"""Columns of the labels `called`, `yours`, `expected` …"""


def lesson(verdict: Verdict, write, width: int) -> None:
    """Write one failure. `write(text, **markup)` writes a line; `width` is the terminal's, in columns."""
    width = max(width, 40)
    if verdict.headline:
        for paragraph in map(fit, verdict.headline.splitlines()):
            indent = "    " if paragraph.startswith("    ") else ""
            for line in _wrapped(paragraph.strip() if not indent else paragraph, width, indent):
                write(line, bold=True)
    for label, text in verdict.facts:
        lines = _wrapped(fit(text), width - LABEL) or [""]
        for index, line in enumerate(lines):
            write(f"{label if index == 0 else '':<{LABEL}}{line}", red=label in ("yours", "raised"))
    if verdict.rows:
        write("")
        table(verdict.rows, write, width)
        write("")
    if verdict.cause:
        for index, line in enumerate(_wrapped(fit(verdict.cause), width - LABEL)):
            write(f"{'likely' if index == 0 else '':<{LABEL}}{line}", bold=True, yellow=True)
    if verdict.output.strip():
        shown = [fit(line) for line in verdict.output.rstrip().splitlines()]
        for index, line in enumerate(shown[:8]):
            write(f"{'printed' if index == 0 else '':<{LABEL}}{line[: width - LABEL]}")
        if len(shown) > 8:
            write(f"{'':<{LABEL}}… and {len(shown) - 8} more lines")


def table(rows: list[Row], write, width: int) -> None:
    """Write a comparison side by side: position, yours, expected."""
    room = (width - 11) // 2
    left = min(room, max(len("yours"), *(len(row.got) for row in rows)) + 1)
    write(f"   {'#':>5}  {'yours':<{left}} expected")
    for row in rows:
        if row.mark == "…":
            write(f"       …  {'…':<{left}} …")
            continue
        mark = ">" if row.mark == "!" else " "
        text = f" {mark} {row.position:>5}  {_cut(row.got, left - 1):<{left}} {_cut(row.want, room)}"
        write(text.rstrip(), red=row.mark == "!")


def ignored(found: tuple[Ignored, ...]) -> list[str]:
    """What of a submission does not count, a line each and not too many."""
    most = 8
    lines = [f"ignored {show(each.name, 300)[1:-1]}: {each.why}" for each in found[:most]]
    return lines + ([f"ignored {len(found) - most} more; the report lists them"] if len(found) > most else [])


def cells(found: Iterable[Cell], write) -> None:
    """Write what became of the cells that were handed in, a line each and not too many."""
    most, found = 40, list(found)
    for cell in found[:most]:
        of = f" for {', '.join(slug.partition('_')[0] for slug in cell.exercises)}" if cell.exercises else ""
        why = f": {cell.message}" if cell.message else ""
        write(fit(f"  {cell.id}  {cell.status}{of}{why}")[:300])
    if len(found) > most:
        write(f"  and {len(found) - most} more; the report lists them")


def closing(report: Report, write, width: int, next_step: list[str], notes: list[str]) -> None:
    """Write the closing table and the next step."""
    titles = {part.slug: part.title for part in load().parts}
    parts = list(dict.fromkeys(result.exercise.part for result in report.results))
    for part in parts:
        results = [result for result in report.results if result.exercise.part == part]
        if len(parts) > 1:
            if part != parts[0]:
                write("")
            write(titles[part], bold=True)
        for result in results:
            exercise = result.exercise
            score = f"{show_points(result.score)}/{show_points(exercise.points)}"
            text = f"  {_sign(result)} {exercise.number}  {exercise.title:<22.22} {score:>7}  {state(result)}"
            write(text[:width].rstrip(), green=result.status == PASSED, red=result.status not in (PASSED, NOT_STARTED))
        if len(results) > 1:
            earned = sum(result.score for result in results)
            most = sum(result.exercise.points for result in results)
            write(f"  {'':<8}{'total':<22} {f'{show_points(earned)}/{show_points(most)}':>7}", bold=True)
    for note in notes:
        write("")
        for line in _wrapped(fit(note), width - 2):
            write(f"  {line}")
    if next_step:
        write("")
        for index, line in enumerate(map(fit, next_step)):
            write(f"{'  next: ' if index == 0 else '        '}{line}", bold=True)


def state(result: Result) -> str:
    """How far one exercise got, in a few words; empty at full marks."""
    tests = result.tests
    if not tests:
        return "not run"
    if result.status == NOT_STARTED:
        return "not started"
    if result.status == PASSED:
        return "" if result.score == result.exercise.points else f"{len(tests)} tests ran, all passed"
    counts = []
    for status, word in ((ERROR, "could not run"), (TIMEOUT, "out of time")):
        number = sum(test.status == status for test in tests)
        counts += [f"{number} {word}"] if number else []
    wrong = sum(test.status in ("failed", "died") for test in tests)
    counts += [f"{wrong} failed"] if wrong else []
    waiting = sum(test.status == NOT_STARTED for test in tests)
    counts += [f"{waiting} to go"] if waiting else []
    return ", ".join(counts)


def _sign(result: Result) -> str:
    if result.status == PASSED:
        return "+"
    return "." if result.status == NOT_STARTED else "x"


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, max(width, 20), subsequent_indent=indent, drop_whitespace=not indent, break_on_hyphens=False
    ) or [""]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(width - 1, 1)] + "…"
