"""Right and slow: full marks with a sentence beside them, in every place where a learner is graded."""

import os
import re
import subprocess
import sys

import pytest

from kit.course import ROOT, beginning

SLEEPS = (
    (ROOT / "solutions" / "ex04_encode.py").read_text("utf-8")
    + """

_at_once, _asked = estimate_tokens, []


def estimate_tokens(text):
    import time

    _asked.append(text)
    if len(_asked) == 1:
        time.sleep(5.5)
    return _at_once(text)
"""
)
SAID = "ex04 is right; estimate_tokens took"

WATCH = """
import queue, sys
from pathlib import Path
from kit.grading import client, report
from kit.watch import page
events = queue.Queue()
grading = client.Client(Path.cwd(), events.put, learner=True)
grading.start(["tests/test_ex04_encode.py"])
grading.grade(["ex04_encode"])
while (event := events.get())["event"] not in ("result", "broke", "gone"):
    pass
found = page.result(report.read(event["report"]), 80, None)
print(*(line.plain for lines in found for line in lines), sep="\\n")
grading.end()
"""
NOTEBOOK = """
from kit import course, notebook
from kit.notebook import grading
hub = notebook.open("exercises")
print(grading.grade(hub, course.find(["ex04"])))
"""
PLACES = {
    "pytest": ["-m", "pytest", "-q", "tests/test_ex04_encode.py"],
    "on two cores": ["-m", "pytest", "-q", "-n", "2", "tests/test_ex04_encode.py"],
    "watch": ["-c", WATCH],
    "notebook": ["-c", NOTEBOOK],
}


@pytest.mark.parametrize("place", PLACES)
def test_a_slow_answer_at_full_marks_is_told_so(place, tmp_path):
    root = tmp_path / "mine"
    beginning.make(root)
    (root / "exercises" / "ex04_encode.py").write_text(SLEEPS, "utf-8")
    settings = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "100"}
    command = [sys.executable, *PLACES[place]]
    done = subprocess.run(command, cwd=root, env=settings, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    said = " ".join(done.stdout.split())
    assert "15/15" in said or "15 of 15" in said, done.stdout + done.stderr
    assert (
        said.count(SAID) == 1
        and re.search(r"the solution (0\.\d|less than 0\.1) s:", said)
        and "No points are lost" in said
    ), done.stdout
