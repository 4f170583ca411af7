"""Every answer of the books is judged rightly, and a wrong one is told its cause, on the real suites.

Answers are graded as submissions, each in a forked child of one warm process, with nothing mocked.
"""

import os
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from checks import diagnosed, judged
from checks.answers import read
from kit.course import graded as texts
from kit.course import load
from kit.suite import book

HOW_MUCH = os.environ.get("KIT_BANK", "some")
"""some: SHARE of QUICK; all: every answer of every exercise, when checks marked `long` are asked for; off: none."""

SHARE = None if HOW_MUCH == "all" else (6, 2)
"""How many wrong and right answers a function are graded, the first of each."""

SANDBOXED = None if HOW_MUCH == "all" else (1, 1)
"""The same for those that are graded in the sandbox too."""

PAIRS = 40 if HOW_MUCH == "all" else 4
"""Pairs of wrong answers that are graded, of each exercise."""

QUICK = ("ex01", "ex02", "ex03", "ex04", "ex05", "ex06", "ex07", "ex08", "ex09")
"""The exercises of which `some` grades a share."""

OTHER = re.compile(
    r"\S+/tokenizer-kit-\S+(?: \(\d+ characters\))?|127\.0\.0\.1:\d+|\S+/answer\d+/|took [\d.]+ times .* ms|\[Errno -[23]\] .*"
)
"""What in a message is another at every run: the practice Hub's port, where a login is saved (cut short or not), the
submission's folder, measured times, why a name is unknown."""

BOOKS = [slug for slug in load().slugs if book.of(slug) is not None]
SLUGS = [slug for slug in BOOKS if HOW_MUCH == "all" or HOW_MUCH == "some" and slug.startswith(QUICK)]


@pytest.fixture(scope="module")
def graded(tmp_path_factory, request):
    """For every exercise its answers and their reports, in the making: one warm process for each core at a time."""
    own = [item for item in request.session.items if item.path == request.path]
    tests = [item for item in own if "graded" in item.fixturenames]
    folders = {slug: tmp_path_factory.mktemp(slug) for slug in dict.fromkeys(t.callspec.params["slug"] for t in tests)}

    def grade(slug):
        answers = share(read(slug))
        return answers, judged.run(slug, answers, folders[slug], whole=True)  # all that a run sees is evidence

    with ThreadPoolExecutor(max_workers=1 if "PYTEST_XDIST_WORKER" in os.environ else os.cpu_count()) as pool:
        yield {slug: pool.submit(grade, slug) for slug in folders}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_answer_is_judged_rightly(slug, graded):
    answers, reports = graded[slug].result()
    problems = [f"{a.id}: {p}" for a, report in zip(answers, reports, strict=True) for p in judged.problems(a, report)]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_wrong_answer_is_told_one_sentence_and_that_is_its_own(slug, graded):
    answers, reports = graded[slug].result()
    found = [(a, diagnosed.problem(a, report)) for a, report in zip(answers, reports, strict=True)]
    missed = [f"{a.id}: {a.cause}\n      {said}" for a, said in found if said]
    right = [f"{a.id}: {said}" for a, said in found if said and a.right]
    assert not right, "\n".join(right)
    assert len(missed) <= (1 - diagnosed.LEAST) * len(answers), "\n".join(missed)
    assert not any("told two" in said for _, said in found), "\n".join(missed)


@pytest.mark.parametrize("slug", SLUGS)
def test_two_wrong_answers_in_one_file_are_told_their_own(slug, tmp_path):
    both = diagnosed.pairs(slug, PAIRS)
    reports = diagnosed.grade_pairs(slug, both, tmp_path)
    found = [
        (one, diagnosed.problem(one, report, other.name))
        for pair, report in zip(both, reports, strict=True)
        for one, other in (pair, pair[::-1])
    ]
    missed = [f"{a.id}: {a.cause}\n      {said}" for a, said in found if said]
    assert len(missed) <= (1 - diagnosed.LEAST) * len(found), "\n".join(missed)


def test_the_books_have_enough_of_both_for_every_function():
    assert BOOKS == list(load().slugs)
    for slug in BOOKS:
        scored = set(texts.asked_for(slug)) - texts.bonus(load().exercise(slug).suite)
        for name in sorted(scored):
            own = [answer for answer in read(slug) if answer.name == name]
            assert sum(not answer.right for answer in own) >= 6, f"{slug}.{name}: too few wrong answers"
            assert sum(answer.right for answer in own) >= 4, f"{slug}.{name}: too few right answers"
            assert all(answer.cause for answer in own if not answer.right), f"{slug}.{name}: an answer without a cause"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")
@pytest.mark.parametrize("slug", SLUGS)
def test_every_answer_is_judged_in_the_sandbox_as_in_one_process(slug, tmp_path):
    # What imports these has a tokenizer's files in one process, and on purpose none in the sandbox, nor a Hub to ask.
    withheld = ["from kit", "llama_models", *([".from_pretrained("] if load().exercise(slug).withheld else [])]
    answers = [a for a in share(read(slug), SANDBOXED) if not any(line in a.source for line in withheld)]
    found = []
    for name, isolate in (("here", False), ("sandboxed", True)):
        (tmp_path / name).mkdir()
        found.append(judged.run(slug, answers, tmp_path / name, isolate=isolate))
    problems = [
        f"{answer.id}: {problem}"
        for answer, here, sandboxed in zip(answers, *found, strict=True)
        for problem in differences(told(here), told(sandboxed))
    ]
    assert not problems, "\n".join(problems)


def told(report: dict) -> dict[tuple[str, str], object]:
    """What a report says of each test, without what is another at every run."""
    tests = [test for exercise in report.get("exercises", ()) for test in exercise["tests"]]
    return {
        (test["id"], key): OTHER.sub("", value) if type(value) is str else value
        for test in tests
        for key in ("status", "points", "cause", "message")
        # Sets, and a tokenizer's own dicts, have another order in another process.
        if (value := test[key]) is not None and not (key == "message" and "{" in test["message"])
    }


def differences(here: dict, sandboxed: dict) -> list[str]:
    """Where two reports on one answer say different things."""
    if not here or not sandboxed:
        return [f"no report {'here' if not here else 'from the sandbox'}"]
    keys = sorted({*here, *sandboxed})
    return [f"{key}: {here.get(key)!r}, {sandboxed.get(key)!r}" for key in keys if here.get(key) != sandboxed.get(key)]


def share(answers: list, share: tuple[int, int] | None = SHARE) -> list:
    """The part of the answers that this run grades."""
    if share is None:
        return answers
    seen: dict[tuple[str, bool], int] = {}
    kept = []
    for answer in answers:
        key = (answer.name, answer.right)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= share[answer.right]:
            kept.append(answer)
    return kept
