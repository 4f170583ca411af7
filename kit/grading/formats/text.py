"""Texts of a report made fit for any file: no control characters, no lone surrogates, no floods; and tests in words."""

from typing import Any

from kit.grading import screen
from kit.grading.report import test_of
from kit.learner.show import fit
from kit.suite.explain import Row

MOST = 20_000
"""Characters of one text that are kept; what the kit itself writes is far shorter."""


def clean(text: object, most: int = MOST) -> str:
    """A text with everything unfit spelled out, `\\x1b`, cut after `most` characters, which is said."""
    whole = str(text or "").replace("\r\n", "\n")
    cut = f"\n… cut here; {len(whole):,} characters in all" if len(whole) > most else ""
    return fit(whole[:most]) + cut


def line(text: object, most: int = 200) -> str:
    """As `clean`, on one line."""
    return " ".join(clean(str(text or "")[: most + 1], most).split())


def rows(test: dict) -> list[Row]:
    """The comparison of a test, empty when it has none."""
    return [Row(*(clean(cell, 500) for cell in row)) for row in test.get("rows", ())]


def lesson(test: dict, width: int = 88, output: bool = True) -> str:
    """A test's message, comparison, likely cause and printed output, as a terminal shows them."""
    verdict = test_of(_clean(test | {"likewise": []} | ({} if output else {"output": ""})), "")
    lines: list[str] = []
    screen.lesson(verdict, lambda text, **markup: lines.append(text), width)
    return "\n".join(each.rstrip() for each in lines).strip("\n")


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list) else value


def not_run(exercise: dict) -> float:
    """Points of an exercise whose tests are not in the report: deselected, or skipped where they cannot run."""
    return round(max(0.0, exercise["max"] - sum(test["max"] for test in exercise["tests"])), 6)
