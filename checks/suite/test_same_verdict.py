"""The same answer has the same verdict: at every turn of a worker, beside other work, and whatever came before it."""

import json
import os
import subprocess
import sys

import pytest

from kit.course import ROOT, load

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sandboxed grading needs Linux")


def grade(folder, slug: str, copies: int, workers: int) -> list[dict]:
    """The verdicts of so many copies of a solution, which differ in a comment, in the order in which they came."""
    source = (ROOT / "solutions" / f"{slug}.py").read_text("utf-8")
    for number in range(copies):
        (folder / "in" / f"s{number}").mkdir(parents=True)
        (folder / "in" / f"s{number}" / f"{slug}.py").write_text(f"{source}# {number}\n", "utf-8")
    command = [sys.executable, "-m", "kit", "grade", folder / "in", "--out", folder / "out", "--exercise", slug]
    command += ["--workers", workers, "--seed", "7"]
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in (folder / "out" / "verdicts.jsonl").read_text("utf-8").splitlines()]


def points(report: dict) -> dict[str, float]:
    return {test["id"]: test["points"] for exercise in report["exercises"] for test in exercise["tests"]}


def same(reports: list[dict]) -> None:
    for report in reports:
        assert report["score"] == report["max"], (report["submission"], points(report))


@pytest.mark.parametrize("programs", [1, pytest.param(2 * (os.cpu_count() or 1), marks=pytest.mark.long)])
def test_a_fast_answer_is_fast_at_every_turn_and_beside_other_work(programs, tmp_path):
    """Five in one worker: after the fourth it rehearses again. Other programs run all the while."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(programs)]
    try:
        reports = grade(tmp_path, "ex16_llama", 5, 1)
    finally:
        for other in others:
            other.kill()
            other.wait()
    assert len(reports) == 5
    same(reports)


@pytest.mark.long
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("slug", load().slugs)
def test_every_exercise_at_every_turn(slug, workers, tmp_path):
    reports = grade(tmp_path, slug, 4 * workers + 6, workers)
    assert len(reports) == 4 * workers + 6
    same(reports)
