"""The books' answers graded as submissions, and what is wrong with a verdict on one of them."""

from pathlib import Path

from checks import forked
from checks.answers import Answer
from kit.course import ROOT, graded, load

GRADES = {
    slug: {test.name: test.functions for test in graded.tests(ROOT / "tests" / f"test_{slug}.py").values()}
    for slug in load().slugs
}
"""The functions that each graded test of an exercise grades."""


def run(slug: str, answers: list[Answer], folder: Path, *, whole: bool = False, isolate: bool = False) -> list[dict]:
    """Grade answers as submissions of one file each; wrong ones up to their first failure unless `whole`."""
    files = [folder / f"answer{number}" / f"{slug}.py" for number in range(len(answers))]
    for file, answer in zip(files, answers, strict=True):
        file.parent.mkdir()
        file.write_text(answer.submission(), encoding="utf-8")
    stop = [not (answer.right or whole) for answer in answers]
    return forked.grade(f"tests/test_{slug}.py", files, stop, isolate=isolate)


def failures(answer: Answer, report: dict) -> list[dict]:
    """The tests of a report that the answer did not pass, of its own function."""
    (exercise,) = report["exercises"]
    bad = [test for test in exercise["tests"] if test["status"] != "passed"]
    return [test for test in bad if answer.name in GRADES[answer.slug][test["id"].partition("::")[2].partition("[")[0]]]


def problems(answer: Answer, report: dict) -> list[str]:
    """What is wrong with the verdict on one answer."""
    if not report:
        return ["the run ended without a report"]
    (exercise,) = report["exercises"]
    if answer.right:
        bad = [test for test in exercise["tests"] if test["status"] != "passed"]
        return [f"right, but {test['id']} is {test['status']}: {test['message']} | {test['cause']}" for test in bad]
    own = failures(answer, report)
    return [] if own else ["wrong, but no test of its own function fails"]
