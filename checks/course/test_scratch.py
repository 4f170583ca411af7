"""Nothing stays in the temporary folder: after a run, after an interruption, and, at the next start, after a kill."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from kit.course import ROOT, temporary

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no locks on folders: age tells")


@pytest.fixture
def place(monkeypatch):
    """A temporary folder of our own, for this process and those that it starts. All users can enter it, as usual."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root has folders for other users")
def test_root_makes_one_for_another_user_where_that_user_can_enter_it(place):
    made = [temporary.folder("x", for_another=another) for another in (True, False)]
    place.chmod(0o700)
    made += [temporary.folder("x", for_another=another) for another in (True, False)]
    assert [each.parent for each in made] == [place, place, Path("/tmp"), place]
    for each in made:
        assert each.stat().st_mode & 0o777 == 0o700
        temporary.remove(each)


def start(code: str) -> subprocess.Popen:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)


def test_a_folder_is_swept_up_once_its_process_is_gone_and_never_before(place):
    other = start("from kit.course import temporary; print(temporary.folder('x'), flush=True); input()")
    made = other.stdout.readline().strip()
    mine = temporary.folder("mine")
    (place / "tokenizer-kit-of-somebody-else").mkdir()
    temporary.sweep()
    assert os.path.isdir(made) and mine.is_dir()
    other.kill()
    other.wait()
    temporary.sweep()
    assert not os.path.exists(made) and mine.is_dir()
    temporary.remove(mine)
    temporary.remove(mine)
    assert [path.name for path in place.iterdir()] == ["tokenizer-kit-of-somebody-else"]


def test_a_fork_that_lives_on_keeps_its_folder(place):
    code = (
        "import os, sys, time\nfrom kit.course import temporary\nmade = temporary.folder('x')\n"
        "if os.fork():\n    print(made, flush=True); os._exit(0)\n"
        "sys.stdin.read(); os._exit(0)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    parent = subprocess.Popen([sys.executable, "-c", code], env=environment, text=True, **pipes)
    made = parent.stdout.readline().strip()
    parent.wait()
    temporary.sweep()
    assert os.path.isdir(made)
    parent.stdin.close()
    parent.stdout.read()  # ends when the fork has


def test_what_was_locked_up_is_removed_too(place):
    made = temporary.folder("x")
    (made / "a" / "b").mkdir(parents=True)
    os.chmod(made / "a", 0)
    temporary.remove(made)
    assert not made.exists()


def of_the_kit(place) -> list:
    """What the kit has in the temporary folder. Python itself tries by an empty file whether it can write there."""
    return list(place.glob("tokenizer-kit*"))


def started(process: int, program: str) -> bool:
    """Whether one of a process' descendants runs this program of the kit."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for child in psutil.Process(process).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if any(program in word for word in child.cmdline()):
                    return True
    return False


def grade(out) -> subprocess.Popen:
    command = [sys.executable, "-P", "-m", "kit", "grade", "solutions", "--out", str(out), "--exercise", "ex04"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [*command, "--workers", "1"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # A shell that runs the checks in the background has them, and all they start, ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def test_grading_leaves_nothing_after_a_run_an_interruption_and_a_kill(place, tmp_path):
    done = grade(tmp_path / "one")
    assert done.wait(120) == 0 and not of_the_kit(place), done.stderr.read()
    for number, (program, ending) in enumerate(
        [
            ("", signal.SIGINT),
            ("kit.grading.worker", signal.SIGINT),
            ("kit.sandbox.host", signal.SIGINT),
            ("", signal.SIGKILL),
        ]
    ):
        running = grade(tmp_path / f"out{number}")
        # Its first folder is there, or a process that it starts, which then loads for a while: it is under way.
        while not of_the_kit(place) or (program and not started(running.pid, program)):
            assert running.poll() is None
            os.sched_yield() if hasattr(os, "sched_yield") else None
        os.killpg(running.pid, ending)
        running.wait(60)
        if ending == signal.SIGINT:
            assert running.returncode == 130
        # at their end, all its processes have gone
        assert (running.stdout.read(), b"Traceback" in (said := running.stderr.read())) == (b"", False), said
        assert ending == signal.SIGKILL or b"the same command goes on" in said
    temporary.sweep()
    assert not of_the_kit(place)
