"""Exercism's results.json, version 3: https://exercism.org/docs/building/tooling/test-runners/interface"""

import ast
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from kit.course import ROOT, graded
from kit.grading.formats.text import clean, lesson
from kit.grading.screen import title
from kit.grading.verdict import DIED, ERROR, PASSED

MESSAGE_LIMIT = 65_535
OUTPUT_LIMIT = 500
"""Characters, as the page above says."""

_CUT = "\nOutput was truncated. Please limit to 500 chars"
_ID = re.compile(r"tests/(test_ex\d\d_\w+)\.py::(\w+)")


def results(exercise: dict, root: Path = ROOT) -> str:
    """The results.json of one exercise of a report.

    Tests keep the order of the suite. A test's code is the body of its function in tests/ of `root`; its task is the number of
    the function it grades among those of the exercise, when it grades exactly one.
    """
    tests = [_test(test, root) for test in exercise["tests"]]
    found = {"version": 3, "status": _status(exercise, tests), "message": None, "tests": tests}
    if found["status"] == "error":
        first = tests[0]["message"] if tests else None
        found["message"] = first or "No test of this exercise was run."
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _status(exercise: dict, tests: list[dict]) -> str:
    found = {test["status"] for test in tests}
    if not tests or found == {"error"}:
        return "error"
    return "pass" if found == {"pass"} and exercise["score"] >= exercise["max"] else "fail"


def _test(test: dict, root: Path) -> dict:
    status = "pass" if test["status"] == PASSED else "error" if test["status"] in (ERROR, DIED) else "fail"
    found: dict[str, Any] = {"name": title(test["id"]), "status": status}
    if status != "pass":
        found["message"] = lesson(test, output=False)[:MESSAGE_LIMIT] or f"{test['status']}."
    printed = clean(test["output"])
    if printed:
        found["output"] = printed if len(printed) <= OUTPUT_LIMIT else printed[: OUTPUT_LIMIT - len(_CUT)] + _CUT
    match = _ID.match(test["id"])
    code, task = _suite(root, match[1]).get(match[2], ("", None)) if match else ("", None)
    found["test_code"] = code
    if task is not None:
        found["task_id"] = task
    return found


@cache
def _suite(root: Path, name: str) -> dict[str, tuple[str, int | None]]:
    """The tests of a suite: the code of each, and its task."""
    path = root / "tests" / f"{name}.py"
    if not path.is_file():
        return {}
    tests = graded.tests(path)
    solution = ast.parse((root / "solutions" / f"{name.removeprefix('test_')}.py").read_text(encoding="utf-8"))
    wanted = {function for test in tests.values() for function in test.functions}
    tasks = [own for node in solution.body if (own := getattr(node, "name", "")) in wanted]
    found = {}
    for test in tests.values():
        own = set(test.functions) & set(tasks)
        found[test.name] = test.body, tasks.index(own.pop()) + 1 if len(own) == 1 == len(set(test.functions)) else None
    return found
