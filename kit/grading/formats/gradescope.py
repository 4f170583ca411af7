"""Gradescope's results.json: https://gradescope-autograders.readthedocs.io/en/latest/specs/"""

import json
import re

from kit.course.points import of_points
from kit.grading.formats.text import clean, lesson, line, not_run
from kit.grading.screen import title
from kit.grading.verdict import NOT_STARTED, PASSED


def results(report: dict) -> str:
    """The results.json of a report. Every test is visible; the scores of the tests add up to the report's."""
    tests = [entry for exercise in report["exercises"] for entry in _exercise(exercise)]
    found = {
        "score": report["score"],
        "execution_time": round(sum(test["seconds"] for each in report["exercises"] for test in each["tests"]), 3),
        "output": _summary(report),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {
            "kit": clean(report["kit"]),
            "course": report["course"],
            **({"seed": report["seed"]} if "seed" in report else {}),
            "max_score": report["max"],
        },
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _exercise(exercise: dict) -> list[dict]:
    digits = re.match(r"ex(\d+)", exercise["slug"])
    number = str(int(digits[1])) if digits else line(exercise["slug"])
    found = [
        _test(f"{line(exercise['title'])}: {title(test['id'])}", f"{number}.{position}", test["points"], test["max"])
        | {"status": "passed" if test["status"] == PASSED else "failed", "output": _output(test)}
        for position, test in enumerate(exercise["tests"], start=1)
    ]
    missing = not_run(exercise)
    if missing:
        name = f"{line(exercise['title'])}: tests that were not run"
        output = "They are part of the exercise and earned nothing in this run."
        found.append(_test(name, f"{number}.{len(found) + 1}", 0, missing) | {"status": "failed", "output": output})
    return found


def _test(name: str, number: str, score: float, most: float) -> dict:
    return {"name": name, "number": number, "score": score, "max_score": most, "visibility": "visible"}


def _output(test: dict) -> str:
    if test["status"] == PASSED:
        return clean(test["output"], 2_000)
    text = lesson(test)
    return text if test["status"] in ("failed", NOT_STARTED) else f"{test['status']}\n{text}"


def _summary(report: dict) -> str:
    lines = [of_points(report["score"], report["max"])]
    lines += [f"ignored {line(each['file'])}: {line(each['why'])}" for each in report.get("ignored", ())]
    return "\n".join(lines)
