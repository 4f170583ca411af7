"""How a graded run looks in a notebook: points, failures with their token tables, the next step."""

from html import escape

from kit.course.points import of_points
from kit.grading import screen
from kit.grading.report import Report, Result
from kit.grading.tables import rows_html
from kit.grading.verdict import Verdict
from kit.tokenizers.pieces import STYLE

SIGNS = {screen.DONE: "✓", screen.UNTOUCHED: "·", screen.UNDER_WAY: "◐", screen.WRONG: "✗"}
"""The marks of an exercise as a page shows them."""

MOST_FAILURES = 3
"""Failures shown in full; a learner mends one at a time."""


def text(report: Report) -> str:
    """The run as a terminal shows it."""
    lines: list[str] = []

    def write(line: str, **markup: bool) -> None:
        lines.append(line)

    found = report.failures
    for verdict in found[:MOST_FAILURES]:
        screen.lesson(verdict, write, 88)
        write("")
    screen.closing(report, write, 88, [*_more(found), *report.notes], command)
    return "\n".join(lines)


def html(report: Report) -> str:
    """The run as HTML; everything that came from a learner, a token or a file is escaped."""
    found = report.failures
    parts = [f"<style>{STYLE}</style><div class='kit'>"]
    parts += [_points(result) for result in report.results]
    if len(report.results) > 1:
        total = of_points(report.score, report.max)
        parts.append(f"<p><strong>{total}</strong></p>")
    parts += [failure_html(verdict) for verdict in found[:MOST_FAILURES]]
    parts += [f"<p>{escape(note)}</p>" for note in [*_more(found), *report.notes]]
    if report.next is not None:
        lines = map(_code, report.next.lines(command))
        parts.append("<p><strong>next:</strong> " + "<br>".join(lines) + "</p>")
    return "".join(parts) + "</div>"


def command(slug: str) -> str:
    """What grades an exercise in a notebook."""
    return f"%grade {slug.partition('_')[0]}"


def _more(found: list[Verdict]) -> list[str]:
    rest = len(found) - MOST_FAILURES
    return [f"… and {rest} more; mend these first."] if rest > 0 else []


def _points(result: Result) -> str:
    sign = SIGNS[screen.mark(result)]
    state = screen.state(result)
    score = of_points(result.score, result.exercise.points)
    return f"<p style='margin:.2em 0'><strong>{sign} {escape(result.exercise.number)} {escape(result.exercise.title)}</strong>: {score}{f' ({escape(state)})' if state else ''}</p>"


def failure_html(verdict: Verdict) -> str:
    """One failure: what was called, what came, what was expected, token by token, and the likely reason."""
    parts = ["<div style='border-left:3px solid rgb(213,94,0);padding-left:10px;margin:.6em 0'>"]
    if verdict.headline:
        parts.append(f"<pre style='white-space:pre-wrap;margin:.2em 0'>{escape(verdict.headline)}</pre>")
    if verdict.cause:
        parts.append(f"<p style='margin:.2em 0'><strong>likely:</strong> {escape(verdict.cause)}</p>")
    rows = "".join(f"<tr><th>{escape(label)}</th><td>{escape(value)}</td></tr>" for label, value in verdict.facts)
    if rows:
        parts.append(f"<table class='kit-t'>{rows}</table>")
    if verdict.rows:
        parts.append(rows_html(verdict.rows))
    if verdict.likewise:
        parts.append(f"<p style='margin:.2em 0'><strong>likewise:</strong> {escape(screen.likewise(verdict))}</p>")
    if verdict.output.strip():
        shown = verdict.output.rstrip()[:2000]
        parts.append(f"<details><summary>printed</summary><pre>{escape(shown)}</pre></details>")
    return "".join(parts) + "</div>"


def _code(line: str) -> str:
    return f"<code>{escape(line)}</code>" if line.startswith(("%", "pytest")) else escape(line)
