"""A page for the learner: points, what each function was told, and each failure with its token table."""

from markupsafe import Markup

from kit.grading.formats import pages
from kit.grading.formats.text import clean, line, not_run, rows
from kit.grading.screen import title
from kit.grading.tables import rows_html
from kit.grading.verdict import NOT_STARTED, PASSED

UNDER_WAY = "under way"
"""What an exercise is called of which something passed, and nothing is wrong so far."""


def page(report: dict, name: str = "") -> str:
    """The HTML of one report; `name` is the learner's or the submission's."""
    exercises = [_exercise(exercise) for exercise in report["exercises"]]
    return pages.render("learner.html.jinja", report=report, name=name, exercises=exercises)


def _exercise(exercise: dict) -> dict:
    functions = {each: told["function"] for told in exercise.get("diagnoses", ()) for each in told["tests"]}
    tests = [_test(test) | {"function": functions.get(test["id"], "")} for test in exercise["tests"]]
    found = {test["status"] for test in tests}
    by_id = {test["id"]: test for test in tests}
    diagnoses = []
    for told in exercise.get("diagnoses", ()):
        explained = [by_id[each] for each in told["tests"] if each in by_id]
        if explained:
            names = [test["title"] for test in explained]
            diagnoses.append({"function": line(told["function"]), "sentence": clean(told["sentence"]), "tests": names})
        for test in explained:  # it is told once, above
            test["told"] = True
    told_already: set[tuple] = set()
    for test in tests:  # as in the terminal, one reason is told once; the others open at a click
        reason = (test["function"], test["cause"]) if test["cause"] else ("", test["message"])
        test["likewise"] = reason in told_already
        told_already.add(reason)
    return {
        "number": exercise["slug"].partition("_")[0],
        "title": exercise["title"],
        "score": exercise["score"],
        "max": exercise["max"],
        "diagnoses": diagnoses,
        "status": UNDER_WAY if found == {PASSED, NOT_STARTED} else exercise["status"],
        "wrong": [test for test in tests if test["status"] != PASSED],
        "passed": [test for test in tests if test["status"] == PASSED],
        "not_run": not_run(exercise),
    }


def _test(test: dict) -> dict:
    found = rows(test)
    return {
        "id": test["id"],
        "told": False,
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
