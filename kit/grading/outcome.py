"""What a run in another process graded, on its way back: verdicts whole, with what the report's JSON leaves out."""

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kit import course
from kit.grading import report as reports
from kit.grading.diagnosing import worth_reading
from kit.grading.report import writable
from kit.grading.verdict import Verdict
from kit.suite.explain import Row

if TYPE_CHECKING:
    from kit.grading.run import Run


@dataclass
class Outcome:
    """What a run graded: the report, the one next step, and what else is worth saying."""

    report: reports.Report
    next_step: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def pack(run: "Run") -> dict:
    """A pytest run (see kit/grading/plugin.py) as plain data."""
    from kit.grading import pace
    from kit.grading.advice import next_step

    report = run.build_report()
    hello = report.hello.tests if report.hello else ()
    return {
        "verdicts": [plain(test) for tests in (hello, *(each.tests for each in report.results)) for test in tests],
        "exercises": [result.exercise.slug for result in report.results],
        "hello": report.hello is not None,
        "hub": report.hub,
        "seed": report.seed,
        "tokenizer": report.tokenizer,
        "next": next_step(run.package, report, []),
        "notes": [*_not_here(run), *pace.notes(run, report)],
    }


def _not_here(run: "Run") -> list[str]:
    return [f"{slug}: {reason}" for slug, reasons in run.not_here.items() for reason in sorted(reasons)]


def unpack(data: dict) -> Outcome:
    """What `pack` was given."""
    verdicts = [verdict(entry) for entry in data["verdicts"]]
    exercises = [course.load().exercise(slug) for slug in data["exercises"]]
    report = reports.build(verdicts, exercises, hub=data["hub"], seed=data["seed"], tokenizer=data["tokenizer"])
    if data["hello"]:
        first = course.load().hello
        report = replace(
            report, hello=reports.Result(first, tuple(each for each in verdicts if each.slug == first.slug))
        )
    return Outcome(report, data["next"], data["notes"])


def plain(thing: Any) -> dict:
    """A verdict or a cell as lists, dicts, numbers and text that can be written as UTF-8: what any channel takes."""
    return _plain(asdict(thing))


def _plain(value: Any):
    if isinstance(value, str):
        return value if value.isascii() else writable(value)
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value


def verdict(entry: dict) -> Verdict:
    """One verdict from what `plain` made of it."""
    rows = [Row(**row) for row in entry["rows"]]
    facts = [tuple(fact) for fact in entry["facts"]]
    return Verdict(**entry | {"rows": rows, "facts": facts, "functions": tuple(entry["functions"])})


def failures(outcome: Outcome) -> list[Verdict]:
    """The verdicts worth reading: what failed for the same reason is told once, what is not written not at all."""
    hello = (outcome.report.hello,) if outcome.report.hello else ()
    return worth_reading(test for result in (*hello, *outcome.report.results) for test in result.tests)
