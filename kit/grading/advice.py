"""The one next step after a run: which exercise, which function, which command."""

import ast

from kit.grading.report import Report, Result
from kit.grading.verdict import NOT_STARTED, PASSED
from kit.learner.errors import LearnerError


def next_step(package, report: Report, flags: list[str]) -> list[str]:
    """What to do next, as lines of text: the first failure, else the first function that is not written."""
    open_results = [result for result in report.results if result.status != PASSED and result.tests]
    if not open_results:
        return _after_a_pass(report)
    failing = [result for result in open_results if result.status != NOT_STARTED]
    result = (failing or open_results)[0]
    pytest = " ".join(["pytest", *flags])
    wrong = [test for test in result.tests if test.status not in (PASSED, NOT_STARTED)]
    if wrong:
        first = wrong[0]
        lines = first.headline.splitlines()
        if first.status == "error" and lines:
            return [f"mend {_file(package, result)}", lines[0], f"{pytest} {_suite(result)}"]
        return [f"{', '.join(first.functions)} in {_file(package, result)}", f"{pytest} {first.id}"]
    first = next(test for test in result.tests if test.status == NOT_STARTED)
    name = first.functions[0] if first.functions else "the function"
    line = _line_of(package, result.exercise.slug, name)
    return [f"write {name} in {_file(package, result)}{line}", f"{pytest} {_suite(result)}"]


def _after_a_pass(report: Report) -> list[str]:
    from kit.course import load

    done = [result for result in report.results if result.tests]
    if not done or report.score != report.max:
        return []
    exercises = load().exercises
    last = exercises.index(done[-1].exercise)
    if len(done) < len(exercises) and last + 1 < len(exercises):
        following = exercises[last + 1]
        return [f"{following.number}, {following.title}: exercises/{following.slug}.py"]
    return ["all done: read solutions/ and compare"] if len(done) == len(exercises) else []


def _file(package, result: Result) -> str:
    path = package.source.path(result.exercise.slug)
    return package.source.shown(path) if path else f"{result.exercise.slug}.py"


def _suite(result: Result) -> str:
    return f"tests/test_{result.exercise.slug}.py"


def _line_of(package, slug: str, name: str) -> str:
    try:
        tree = package.parsed(slug).tree
    except LearnerError:
        return ""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name:
            return f", line {node.lineno}"
    return ""
