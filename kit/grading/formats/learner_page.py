"""A page for the learner: points, and each failure with its token table and likely cause."""

from markupsafe import Markup

from kit.grading.formats import pages
from kit.grading.formats.text import clean, not_run, rows, title
from kit.grading.tables import rows_html
from kit.grading.verdict import NOT_STARTED, PASSED

UNDER_WAY = "under way"
"""What an exercise is called of which something passed, and nothing is wrong so far."""


def page(report: dict, name: str = "") -> str:
    """The HTML of one report; `name` is the learner's or the submission's."""
    exercises = [_exercise(exercise) for exercise in report["exercises"]]
    return pages.render("learner.html.jinja", report=report, name=name, exercises=exercises)


def _exercise(exercise: dict) -> dict:
    tests = [_test(test) for test in exercise["tests"]]
    found = {test["status"] for test in tests}
    told: set[str] = set()
    for test in tests:  # as in the terminal, one reason is told once; the others open at a click
        reason = test["cause"] or test["message"]
        test["likewise"] = reason in told
        told.add(reason)
    return {
        "number": exercise["slug"].partition("_")[0],
        "title": exercise["title"],
        "score": exercise["score"],
        "max": exercise["max"],
        "status": UNDER_WAY if found == {PASSED, NOT_STARTED} else exercise["status"],
        "wrong": [test for test in tests if test["status"] != PASSED],
        "passed": [test for test in tests if test["status"] == PASSED],
        "not_run": not_run(exercise),
    }


def _test(test: dict) -> dict:
    found = rows(test)
    return {
        "title": title(test["id"]),
        "status": test["status"],
        "points": test["points"],
        "max": test["max"],
        "message": clean(test["message"]),
        # rows_html escapes what it is given.
        "table": Markup(rows_html(found)) if found else "",
        "cause": clean(test["cause"]),
        "output": clean(test["output"], 4_000),
    }
