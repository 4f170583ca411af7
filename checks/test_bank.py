"""Every answer of the bank is judged rightly, and the suites' own mistakes are recognised, on the real suites.

Answers are graded as submissions, each in a forked child of one warm process, with nothing mocked.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checks import forked
from checks.answers import read
from kit.check_course import bonus_names, public_names, suite_points
from kit.course import ROOT, load

HOW_MUCH = os.environ.get("KIT_BANK", "some")
"""all: every answer of every exercise (half an hour on two cores); some: SHARE of QUICK; off: none."""

SHARE = None if HOW_MUCH == "all" else (8, 5)
"""How many wrong and right answers a function are graded, the first of each."""

QUICK = ("ex01", "ex02", "ex03", "ex04", "ex05", "ex06", "ex07", "ex08", "ex09")
"""The exercises of which `some` grades a share."""

BANKED = [slug for slug in load().slugs if read(slug)]
SLUGS = [slug for slug in BANKED if HOW_MUCH == "all" or HOW_MUCH == "some" and slug.startswith(QUICK)]


@pytest.fixture(scope="module")
def graded(tmp_path_factory, request):
    """For every exercise the reports of its answers, in the making: one warm process for each core at a time."""
    wanted = [item.callspec.params["slug"] for item in request.session.items if "graded" in item.fixturenames]
    folders = {slug: tmp_path_factory.mktemp(slug) for slug in wanted}
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        yield {slug: pool.submit(grade_exercise, slug, folder) for slug, folder in folders.items()}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_answer_is_judged_rightly(slug, graded):
    answers, reports = graded[slug].result()
    problems = [f"{a.id}: {p}" for a, report in zip(answers, reports, strict=True) for p in judge(a, report)]
    assert not problems, "\n".join(problems)


def test_the_bank_has_enough_of_both_for_every_function():
    assert BANKED == list(load().slugs)
    for slug in BANKED:
        source = (ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8")
        scored = set(public_names(source)) - bonus_names(load().exercise(slug).suite)
        for name in sorted(scored):
            own = [answer for answer in read(slug) if answer.name == name]
            assert sum(not answer.right for answer in own) >= 6, f"{slug}.{name}: too few wrong answers"
            assert sum(answer.right for answer in own) >= 4, f"{slug}.{name}: too few right answers"


def share(answers: list) -> list:
    """The part of the bank that this run grades."""
    if SHARE is None:
        return answers
    seen: dict[tuple[str, bool], int] = {}
    kept = []
    for answer in answers:
        key = (answer.name, answer.right)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= SHARE[answer.right]:
            kept.append(answer)
    return kept


def grade_exercise(slug: str, folder: Path) -> tuple[list, list[dict]]:
    """All answers of an exercise and their reports.

    A wrong answer is run up to its first failure; where that is another function's test, to the end.
    """
    answers = share(read(slug))
    reports = grade_answers(answers, slug, folder)
    again = [k for k, (answer, report) in enumerate(zip(answers, reports, strict=True)) if judge(answer, report)]
    (folder / "again").mkdir()
    more = grade_answers([answers[k] for k in again], slug, folder / "again", whole=True)
    for k, report in zip(again, more, strict=True):
        reports[k] = report
    return answers, reports


def grade_answers(answers: list, slug: str, folder: Path, whole: bool = False) -> list[dict]:
    """Grade answers as submissions of one file each; wrong ones up to their first failure unless `whole`."""
    files = [folder / f"answer{number}" / f"{slug}.py" for number in range(len(answers))]
    for file, answer in zip(files, answers, strict=True):
        file.parent.mkdir()
        file.write_text(answer.submission(), encoding="utf-8")
    stop = [not (answer.right or whole) for answer in answers]
    return forked.grade(f"tests/test_{slug}.py", list(load().exercise(slug).models), files, folder, stop)


def judge(answer, report: dict) -> list[str]:
    """What is wrong with the verdict on one answer."""
    if not report:
        return ["the run ended without a report"]
    (exercise,) = report["exercises"]
    bad = [test for test in exercise["tests"] if test["status"] != "passed"]
    if answer.right:
        return [f"right, but {test['id']} is {test['status']}: {test['message']} | {test['cause']}" for test in bad]
    own = [test for test in bad if answer.name in GRADES[answer.slug][test["id"].partition("::")[2].partition("[")[0]]]
    if not own:
        return ["wrong, but no test of its own function fails"]
    if answer.cause and answer.cause not in f"{own[0]['cause']} {own[0]['message']}":
        return [f"the first failure does not name the cause {answer.cause!r}: {own[0]['message']} | {own[0]['cause']}"]
    return []


GRADES = {
    slug: {test: names for test, (_, names) in suite_points(ROOT / "tests" / f"test_{slug}.py").items()}
    for slug in load().slugs
}
