"""Every answer of the bank is judged rightly, and the suites' own mistakes are recognised, on the real suites.

Answers are graded as submissions, each in a forked child of one warm process, with nothing mocked.
"""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from checks.answers import read
from kit.course import ROOT, load

SLUGS = [slug for slug in load().slugs if read(slug)]


def grade_all(slug: str, folder: Path) -> dict:
    """Reports of all answers of an exercise, by their number; made by this file run as a program."""
    done = subprocess.run([sys.executable, "-m", "checks.test_bank", slug, str(folder)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return {int(path.stem): json.loads(path.read_text()) for path in folder.glob("*.json")}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_answer_is_judged_rightly(slug, tmp_path):
    answers = read(slug)
    reports = grade_all(slug, tmp_path)
    problems = []
    for number, answer in enumerate(answers):
        if number not in reports:
            problems.append(f"{answer.id}: the run ended without a report")
            continue
        problems += [f"{answer.id}: {problem}" for problem in judge(answer, reports[number])]
    assert not problems, "\n".join(problems)


def judge(answer, report: dict) -> list[str]:
    """What is wrong with the verdict on one answer."""
    (exercise,) = [entry for entry in report["exercises"] if entry["slug"] == answer.slug]
    bad = [test for test in exercise["tests"] if test["status"] != "passed"]
    own = [test for test in bad if answer.name in GRADES[answer.slug][test["id"].partition("::")[2].partition("[")[0]]]
    if answer.right:
        return [f"right, but {test['id']} is {test['status']}: {test['message']}" for test in bad]
    if not own:
        return ["wrong, but no test of its own function fails"]
    if answer.cause and not any(answer.cause in f"{own[0]['cause']} {own[0]['message']}" for _ in [0]):
        return [f"the first failure does not name the cause {answer.cause!r}: {own[0]['message']} | {own[0]['cause']}"]
    return []


def grades(slug: str) -> dict[str, list[str]]:
    from kit.check_course import suite_points

    return {test: names for test, (_, names) in suite_points(ROOT / "tests" / f"test_{slug}.py").items()}


GRADES = {slug: grades(slug) for slug in load().slugs if load().exercise(slug).suite.exists()}


def main(slug: str, folder: Path) -> int:
    """Grade every answer of `slug` in a forked child; write one report each into `folder`."""
    from kit.warm import Warm

    warm = Warm()
    warm.prepare(load().exercise(slug).models)
    for number, answer in enumerate(read(slug)):
        file = folder / f"{number}" / f"{slug}.py"
        file.parent.mkdir()
        file.write_text(answer.submission(), encoding="utf-8")
        arguments = [f"tests/test_{slug}.py", f"--submission={file}", f"--report={folder / f'{number}.json'}"]

        def work(arguments=arguments) -> int:
            sys.stdout = sys.stderr = io.StringIO()
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            return pytest.main([*arguments, "-q", "-p", "no:cacheprovider"])

        warm.run(work)
    warm.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
