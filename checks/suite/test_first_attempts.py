"""First attempts as beginners hand them in: short to read, told what is true of them, and right where they are right.

checks/first_attempts.txt has them, each with the sentences that its functions are told and the points that it earns.
"""

import os
import re
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from kit.course import ROOT, load

MOST_LINES = 25
"""Lines that a wrong attempt may be shown at the median, in a terminal of 80 columns."""


@dataclass(frozen=True)
class Attempt:
    number: str
    note: str
    code: str

    @property
    def told(self) -> list[str]:
        return re.findall(r"^# told \w+: (.*)$", self.code, re.M)

    @property
    def score(self) -> str:
        """The points as a screen shows them; "" where they depend on the machine."""
        match = re.search(r"^# score (\S+)$", self.code, re.M)
        return match[1] if match else ""


def attempts() -> list[Attempt]:
    text = (ROOT / "checks" / "first_attempts.txt").read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in re.split(r"^### ", text, flags=re.M)[1:]]
    return [Attempt(*head.split(" ", 1), code) for head, _, code in parts]


def run(workspace: Path, attempt: Attempt) -> str:
    """What `kit run exNN` shows for it in a workspace of its own, standard output alone."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "80"}
    command = [sys.executable, "-P", "-m", "kit"]
    if not workspace.exists():
        subprocess.run([*command, "init", str(workspace)], env=environment, check=True, capture_output=True)
    slug = next(exercise.slug for exercise in load().exercises if exercise.number == attempt.number)
    file = workspace / "exercises" / f"{slug}.py"
    stub = file.read_text(encoding="utf-8")
    file.write_text(f"{stub}\n\n{attempt.code}", encoding="utf-8")
    try:
        done = subprocess.run(
            [*command, "run", attempt.number], cwd=workspace, env=environment, capture_output=True, encoding="utf-8"
        )
    finally:
        file.write_text(stub, encoding="utf-8")
    return done.stdout


def problems(attempt: Attempt, shown: str) -> list[str]:
    """What is wrong with what an attempt was shown."""
    flat = " ".join(shown.split())
    found = [f"is not told: {sentence}" for sentence in attempt.told if sentence not in flat]
    whole = len(re.findall(r"^likely ", shown, re.M))
    if whole > len(attempt.told):
        found.append(f"is told {whole} sentences, and {len(attempt.told)} are true of it")
    points = re.search(rf"{attempt.number} .* ([\d.]+)/[\d.]+", shown)
    if attempt.score and (points is None or points[1] != attempt.score):
        found.append(f"earned {points and points[1]}, not {attempt.score}")
    return found


def test_there_are_enough_of_every_exercise():
    found = attempts()
    assert {attempt.number for attempt in found} == {exercise.number for exercise in load().exercises}
    assert len(found) >= 20 and sum(not attempt.told for attempt in found) >= 4


@pytest.mark.long
def test_first_attempts_are_told_what_is_true_of_them_in_a_few_lines(tmp_path):
    found = attempts()
    shown = [run(tmp_path / "mine", attempt) for attempt in found]
    wrong = {f"{a.number} {a.note}": (said, s) for a, s in zip(found, shown, strict=True) if (said := problems(a, s))}
    assert not wrong, "\n\n".join(f"{name}: {said}\n{text}" for name, (said, text) in wrong.items())
    lengths = [len(text.splitlines()) for text in shown if "FAILURES" in text]
    assert len(lengths) >= 20 and statistics.median(lengths) <= MOST_LINES, sorted(lengths)


def test_a_wrong_sentence_a_second_one_and_lost_points_are_noticed():
    attempt = Attempt("ex04", "", "# told encode: it is empty.\n# score 5\n")
    shown = "likely    it is\n          empty.\n  x ex04  text to ids   5/15  1 failed\n"
    assert problems(attempt, shown) == []
    assert len(problems(attempt, shown.replace("empty", "full"))) == 1
    assert len(problems(attempt, shown + "likely    it is not.\n")) == 1
    assert len(problems(attempt, shown.replace("5/15", "4/15"))) == 1
