"""Every answer of the bank is judged rightly, and the suites' own mistakes are recognised, on the real suites.

Answers are graded as submissions, each in a forked child of one warm process, with nothing mocked.
"""

import pytest

from checks.answers import read
from checks.warm_jobs import Job, run_all
from kit.check_course import suite_points
from kit.course import ROOT, load

SLUGS = [slug for slug in load().slugs if read(slug)]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_answer_is_judged_rightly(slug, tmp_path):
    answers = read(slug)
    jobs = []
    for number, answer in enumerate(answers):
        file = tmp_path / f"answer{number}" / f"{slug}.py"
        file.parent.mkdir()
        file.write_text(answer.submission(), encoding="utf-8")
        jobs.append(Job([f"tests/test_{slug}.py", f"--submission={file}", "-q"]))
    run_all(jobs, list(load().exercise(slug).models), tmp_path)
    problems = [f"{a.id}: {p}" for a, job in zip(answers, jobs, strict=True) for p in judge(a, job)]
    assert not problems, "\n".join(problems)


def judge(answer, job: Job) -> list[str]:
    """What is wrong with the verdict on one answer."""
    if not job.report:
        return [f"the run ended without a report: {job.screen[-500:]}"]
    bad = [test for test in job.exercise(answer.slug)["tests"] if test["status"] != "passed"]
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
