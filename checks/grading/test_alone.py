"""What is timed is measured once more before it takes a point away, and no other worker of the grading is at work then."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kit.course import ROOT
from kit.grading import alone
from kit.grading.client import Worker

SLOW_AT_FIRST = """
import time
_encode, _calls = Llama.encode, []

def encode(self, text):
    if len(text) > 60_000:
        _calls.append(text)
        end = time.process_time() + (1 if len(_calls) <= 8 else 0)
        while time.process_time() < end:
            pass
    return _encode(self, text)

Llama.encode = encode
"""
"""After the solution: its first eight calls for long texts take a second more."""


def test_speed_is_measured_again_before_it_takes_a_point(submission, run_pytest, tmp_path):
    folder = submission(ex16_llama="+" + SLOW_AT_FIRST)
    report = tmp_path / "report.json"
    run_pytest("tests/test_ex16_llama.py", "--submission", folder, "--report", report, "-k", "English-4")
    (exercise,) = json.loads(report.read_text("utf-8"))["exercises"]
    assert [test["points"] for test in exercise["tests"]] == [0.5], exercise["tests"]


needs_locks = pytest.mark.skipif(sys.platform == "win32", reason="there is no batch grading on Windows")

OTHER = """
import sys
from pathlib import Path
from kit.grading import alone
turns = alone.Turns(Path(sys.argv[1]))
turns.come_in()
print("in", flush=True)
sys.stdin.readline()
if len(sys.argv) > 2:
    with turns.alone() as reached:
        print("alone", reached, flush=True)
        sys.stdin.readline()
"""


def other(folder: Path, *more: str) -> subprocess.Popen:
    """Another process that is at work until it is sent a line."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    begun = subprocess.Popen([sys.executable, "-c", OTHER, str(folder), *more], cwd=ROOT, **pipes)
    assert begun.stdout.readline() == "in\n"
    return begun


def go_on(process: subprocess.Popen) -> None:
    process.stdin.write("\n")
    process.stdin.flush()


@needs_locks
@pytest.mark.parametrize("killed", [False, True])
def test_alone_begins_when_the_others_have_ended(killed, tmp_path):
    mine, theirs = alone.Turns(tmp_path), other(tmp_path)
    mine.come_in()
    ended = []

    def end() -> None:
        ended.append(True)
        theirs.kill() if killed else go_on(theirs)

    with pytest.MonkeyPatch.context() as patch:
        # The other one ends only when this one has looked for the third time.
        looks = iter([None, None, end])
        patch.setattr(alone.time, "sleep", lambda seconds: (next(looks, None) or time.thread_time)())
        with mine.alone() as reached:
            assert reached and ended
    theirs.wait()


@needs_locks
def test_two_who_want_to_be_alone_are_so_one_after_the_other(tmp_path):
    first, second = other(tmp_path, "alone"), other(tmp_path, "alone")
    go_on(first), go_on(second)
    said = []
    for each in (first, second):
        threading.Thread(target=lambda each=each: said.append((each, each.stdout.readline()))).start()
    while not said:
        time.sleep(0.01)
    (one, line) = said[0]
    assert line == "alone True\n" and len(said) == 1
    go_on(one)
    one.wait()
    while len(said) < 2:
        time.sleep(0.01)
    assert said[1][1] == "alone True\n"
    go_on(said[1][0])
    assert said[1][0].wait() == 0


@needs_locks
def test_whoever_waits_too_long_is_told_and_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(alone, "WAIT", 0.05)
    mine, theirs = alone.Turns(tmp_path), other(tmp_path)
    mine.come_in()
    with mine.alone() as reached:
        assert not reached
    go_on(theirs)
    assert theirs.wait() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="sandboxed grading needs Linux")
def test_a_worker_waits_while_another_measures(tmp_path):
    """The kernel says that a child of the worker waits for the lock; it has its verdict when the lock is free."""
    turns = alone.Turns(tmp_path)
    turns.come_in()
    worker = Worker(slugs=["ex04_encode"], turns=tmp_path)
    worker.ready()
    found = []
    grading = threading.Thread(target=lambda: found.append(worker.grade(ROOT / "solutions" / "ex04_encode.py")))
    try:
        with turns.alone() as reached:
            grading.start()
            while grading.is_alive() and not waits(worker.pid):
                time.sleep(0.01)
            assert reached and not found
        grading.join()
        assert found[0].report["score"] == 15
    finally:
        worker.close()


def waits(parent: int) -> bool:
    """Whether a child of that process waits for a lock of a file."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    lines = Path("/proc/locks").read_text().splitlines()
    return any("->" in line and line.split()[5] in children for line in lines)
