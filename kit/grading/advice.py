"""The one next step after a run: which exercise, which function, which command."""

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.course import stubs
from kit.grading import pace
from kit.grading.report import Report, Result, Step
from kit.grading.verdict import ERROR, NOT_STARTED, PASSED, Verdict
from kit.learner.errors import LearnerError
from kit.learner.files import Parsed, broken_at, parse
from kit.learner.written import line_of

if TYPE_CHECKING:
    from kit.grading.run import Run


def advised(run: "Run") -> Report:
    """The report of a pytest run with what its learner is to know: what to do next, and notes."""
    report = run.build_report()
    notes = [f"{slug}: {reason}" for slug, reasons in run.not_here.items() for reason in sorted(reasons)]
    notes += pace.notes(run, report)
    return replace(report, next=next_step(run, report), notes=tuple(notes))


def next_step(run: "Run", report: Report) -> Step | None:
    """What to do next: a verb, the file and the line. None when there is nothing, or not all is known."""
    if report.hello is not None and all(result.status == NOT_STARTED for result in report.results):
        return _from_hello(run, report.hello)
    open_results = [result for result in report.results if result.status != PASSED and result.tests]
    if not open_results:
        return _after_a_pass(report)
    failing = [result for result in open_results if result.status != NOT_STARTED]
    result = (failing or open_results)[0]
    slug = result.exercise.slug
    wrong = [test for test in result.tests if test.status not in (PASSED, NOT_STARTED)]
    first = (wrong or [test for test in result.tests if test.status == NOT_STARTED])[0]
    lines = first.headline.splitlines()
    if first.fault:  # nothing in the file is wrong, and it need not be mended
        return Step("grade again when this is no longer so", first.fault, slug)
    if first.status == ERROR and lines:
        return Step(f"mend {_file(run, result)}{broken_at(lines[0])}", lines[0], slug)
    name = first.functions[0] if first.functions else "it" if wrong else "the function"
    where = f"{name} in {_file(run, result)}{_line_of(run, slug, name)}"
    return Step(f"{'mend' if wrong else 'write'} {where}", after=slug)


def command(flags: list[str]) -> Callable[[str], str]:
    """How a terminal grades an exercise, with these options of pytest."""
    return lambda slug: " ".join(["pytest", *flags, f"tests/test_{slug}.py"])


def _from_hello(run: "Run", result: Result) -> Step:
    """What to do in the first minute: change a line of ex00, and then one of two exercises."""
    slug, then = result.exercise.slug, tuple(first_choice(run))
    line = f"{_file(run, result)}{_line_with(run, slug, 'change this line')}"
    if result.status != PASSED:
        return Step(f"put the line back in {line}", after=slug, then=then)
    return Step(f"change {line}, and see a wrong answer's message", after=slug, then=then)


def first_choice(run: "Run") -> list[str]:
    """The two exercises to go on with, by the learner's choice."""
    lines = []
    for word, slug, why in (("then", "ex04_encode", "no login needed"), ("or", "ex01_login", "the lecture's order")):
        name = next(node.name for node in ast.parse(stubs.stub_of(slug)).body if isinstance(node, ast.FunctionDef))
        path = run.source.path(slug)
        shown = run.source.shown(path) if path is not None else f"{slug}.py"
        lines.append(f"{word} write {name} in {shown}{_line_of(run, slug, name)}   ({why})")
    return lines


def _line_with(run: "Run", slug: str, text: str) -> str:
    file = _parsed(run, slug)
    lines = file.text.splitlines() if file is not None else ()
    return next((f", line {number}" for number, line in enumerate(lines, 1) if text in line), "")


def broken_helper(run: "Run", graded: Verdict) -> str:
    """The function of the same file that this one calls, by itself or by way of others, and that fails already."""
    name = graded.functions[0] if graded.functions else ""
    broken = set(run.failing.get(graded.slug, ())) - {name}
    if not broken:
        return ""
    if (file := _parsed(run, graded.slug)) is None:
        return ""
    bodies = {node.name: node for node in file.tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    seen, waiting = {name}, [name]
    while waiting:
        body = bodies.get(waiting.pop())
        for node in ast.walk(body) if body is not None else ():
            called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if called in broken:
                return called
            if called in bodies and called not in seen:
                seen.add(called)
                waiting.append(called)
    return ""


def _after_a_pass(report: Report) -> Step | None:
    from kit.course import load

    done = [result for result in report.results if result.tests]
    if not done or report.score != report.max:
        return None
    exercises = load().exercises
    last = exercises.index(done[-1].exercise)
    if len(done) < len(exercises) and last + 1 < len(exercises):
        following = exercises[last + 1]
        return Step(f"open exercises/{following.slug}.py: {following.number}, {following.title}")
    return Step("all done: read solutions/ and compare") if len(done) == len(exercises) else None


def _file(run: "Run", result: Result) -> str:
    path = run.source.path(result.exercise.slug)
    return run.source.shown(path) if path else f"{result.exercise.slug}.py"


def _line_of(run: "Run", slug: str, name: str) -> str:
    file = _parsed(run, slug)
    return line_of(file, name) if file is not None else ""


def _parsed(run: "Run", slug: str) -> Parsed | None:
    """The learner's file; None where it cannot be read, or is read in the sandbox alone."""
    if run.hosts is not None:
        return None
    try:
        return parse(run.source, slug)
    except LearnerError:
        return None
