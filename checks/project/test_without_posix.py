"""The learner's whole way where Python has no fork, no SIGALRM, no Unix sockets, no fcntl: simulated, see without_posix/.

`kit watch` without fork has its check in test_watch.py: its terminal is a real one, and that needs termios here.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest

from kit.course import ROOT

SOLUTION = (ROOT / "solutions" / "ex04_encode.py").read_text("utf-8")
WRONG = SOLUTION.replace("return tokenizer.encode(text)", "return tokenizer.encode(text)[1:]")
ENDLESS = SOLUTION.replace("return tokenizer.encode(text)", "while True: pass")


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    # A temporary folder of its own: what holds no lock would be swept up by others, which have locks.
    places = os.pathsep.join([str(ROOT / "checks" / "without_posix"), str(ROOT)])
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "FORCE_COLOR")}
    own = str(tmp_path_factory.mktemp("temporary"))
    return kept | {"PYTHONPATH": places, "NO_COLOR": "1", "COLUMNS": "80", "PYTHONUTF8": "1", "TMPDIR": own}


@pytest.fixture(scope="module")
def kit(environment, tmp_path_factory):
    """Run `kit ARGUMENTS` in a new workspace; the text is what it printed."""
    here = tmp_path_factory.mktemp("a folder with spaces") / "mine"

    def run(*arguments, status: int = 0) -> str:
        where = here if here.exists() else here.parent
        command = [sys.executable, "-m", "kit", *map(str, arguments)]
        done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == status, (arguments, done.stdout[-3000:], done.stderr[-3000:])
        assert "Traceback" not in done.stderr, done.stderr[-3000:]
        return done.stdout + done.stderr

    run("init", here)
    run.here = here
    return run


def test_the_names_are_gone(environment):
    code = "import os, signal, socket; print([hasattr(*each) for each in"
    code += (
        "((os, 'fork'), (signal, 'SIGALRM'), (signal, 'setitimer'), (socket, 'AF_UNIX'), (os, 'sched_getaffinity'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "[False, False, False, False, False]", done.stderr


def test_from_the_first_stub_to_full_marks(kit):
    assert "not started" in kit("run", "ex04", status=1)
    assert "hint 1 of 3" in kit("hint", "ex04")
    file = kit.here / "exercises" / "ex04_encode.py"
    file.write_text(WRONG, "utf-8")
    said = kit("run", "ex04", status=1)
    assert "called" in said and "expected" in said
    file.write_text(kit("solution", "ex04", "--give-up").partition("# Other right")[0], "utf-8")
    assert "15/15" in kit("run", "ex04")
    assert "15/15" in kit("list")
    kit("reset", "ex04")
    assert "NotImplementedError" in file.read_text("utf-8")
    assert "[<|begin_of_text|>]" in kit("show", "I am")
    assert "as there is no fork" in kit("doctor")


def test_an_endless_answer_is_ended(kit):
    (kit.here / "exercises" / "ex04_encode.py").write_text(ENDLESS, "utf-8")
    report = json.loads(kit("run", "ex04", "--json", status=1))
    (graded,) = [entry for entry in report["exercises"] if entry["slug"] == "ex04_encode"]
    assert "timeout" in {test["status"] for test in graded["tests"]}


def test_grading_others_is_refused_before_anything_is_opened(kit, tmp_path):
    shutil.copytree(ROOT / "solutions", tmp_path / "ada", ignore=shutil.ignore_patterns("__pycache__"))
    said = kit("grade", tmp_path / "ada", "--out", tmp_path / "out", status=2)
    assert "cannot fork" in said and "WSL" in said
    assert not (tmp_path / "out" / "verdicts.jsonl").exists()


def test_the_solutions_have_full_marks(environment):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--solutions"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout[-3000:]


def test_a_notebook_grades(kit, environment):
    (kit.here / "exercises" / "ex04_encode.py").write_text(SOLUTION, "utf-8")
    code = (
        "from kit import notebook, course\nfrom kit.notebook import grading\nhub = notebook.open('exercises')\n"
        "print(grading.grade(hub, course.find(['ex04'])).report.score)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=kit.here / "exercises", env=environment, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.splitlines()[-1] == "15", done.stdout + done.stderr
