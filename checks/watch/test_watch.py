"""`kit watch` in a real terminal: saves of every kind, crashes, keys, resizes, and the terminal as it was afterwards."""

import contextlib
import os
import shlex
import signal
import subprocess
import sys
import time

import pytest

from checks.screens import Terminal, have_tmux
from kit.course import ROOT, beginning, load, progress
from kit.course.workspace import Workspace
from kit.watch import saves as saving
from kit.watch.saves import Saves, affected
from kit.watch.terminal import keys

pytestmark = pytest.mark.skipif(not have_tmux(), reason="there is no tmux here")

SOLUTION = (ROOT / "solutions" / "ex04_encode.py").read_text("utf-8")
WRONG = SOLUTION.replace("return tokenizer.encode(text)", "return tokenizer.encode(text)[1:]")


@pytest.fixture
def here(tmp_path):
    root = tmp_path / "mine"
    beginning.make(root)
    (tmp_path / "temporary").mkdir()
    (root / "exercises" / "ex04_encode.py").write_text(SOLUTION, "utf-8")
    return root


@contextlib.contextmanager
def watching(root, *, columns=80, rows=24, **more: str):
    """A terminal with `kit watch ex04`, once its first verdict is there."""
    settings = {"PYTHONPATH": str(ROOT), "TMPDIR": str(root.parent / "temporary"), "TERM": "screen-256color"} | more
    with Terminal(root, settings, columns=columns, rows=rows) as terminal:
        terminal.type(
            f"echo before; stty -a > ../before; {shlex.quote(sys.executable)} -m kit watch ex04; echo status $?; stty -a > ../after\n"
        )
        terminal.wait("graded in")
        yield terminal


def save(root, text: str, name: str = "ex04_encode") -> None:
    """Save as careful editors do: a temporary file, renamed."""
    part = root / "exercises" / f".{name}.swp"
    part.write_text(text, "utf-8")
    part.replace(root / "exercises" / f"{name}.py")


def left(root) -> list[str]:
    return os.listdir(root.parent / "temporary")


@pytest.mark.parametrize("how", ["fork", "spare"])
def test_every_save_is_graded_and_nothing_is_left_behind(here, how):
    more = {"spare": {"KIT_NO_FORK": "1"}}.get(how, {})
    with watching(here, **more) as terminal:
        assert "Full marks: 15 of 15" in terminal.wait("Full marks")
        save(here, WRONG)
        assert "<|begin_of_text|> is missing at the front" in terminal.wait("10/15").replace("\n          ", " ")
        (here / "exercises" / "ex04_encode.py").write_text(SOLUTION, "utf-8")
        terminal.wait("Full marks")
        assert progress.read(here / "progress.txt")["ex04_encode"].score == 15
        save(here, "import os\ndef encode(tokenizer, text):\n    os._exit(3)\n")
        terminal.wait("exit status 3")
        save(here, "import os, signal\ndef encode(tokenizer, text):\n    os.kill(os.getpid(), signal.SIGSEGV)\n")
        terminal.wait("SIGSEGV")
        save(here, SOLUTION)
        terminal.wait("Full marks")
        terminal.type("q")
        assert "before" in terminal.wait("status 0") and "next  " not in terminal.screen()
    assert (here.parent / "before").read_text() == (here.parent / "after").read_text()
    assert left(here) == []


def test_only_content_counts_and_saves_in_a_run_are_not_lost(here):
    with watching(here) as terminal:
        terminal.wait("Full marks")
        runs = here / "runs"
        slow = f"import time\nopen({str(runs)!r}, 'a').write('x')\ntime.sleep(1)\n"
        save(here, slow + SOLUTION)
        terminal.wait(lambda screen: runs.exists())
        save(here, slow + "# again\n" + WRONG)
        terminal.wait(lambda screen: "10/15" in screen and "grading" not in screen)
        for _ in range(3):
            save(here, slow + "# again\n" + WRONG)
        os.utime(here / "exercises" / "ex04_encode.py")
        save(here, SOLUTION, "ex04_encode_copy")
        save(here, SOLUTION)
        terminal.wait("Full marks")
        assert runs.read_text() == "xx", "a run for each content, none for a save without a change"
        file = here / "exercises" / "ex04_encode.py"
        file.write_text("", "utf-8")
        file.unlink()
        save(here, SOLUTION)
        terminal.wait("Full marks")
        file.unlink()
        assert "kit reset ex04" in terminal.wait("is missing")
        save(here, SOLUTION)
        terminal.wait("Full marks")


def test_an_endless_loop_that_was_mended_is_given_up(here):
    with watching(here) as terminal:
        save(here, "def encode(tokenizer, text):\n    while True: pass\n")
        terminal.wait("grading …")
        terminal.wait("saving the file ends this run")
        start = time.monotonic()
        save(here, SOLUTION)
        terminal.wait("Full marks")
        assert time.monotonic() - start < 5


def test_it_stays_where_the_learner_is_and_keys_do_what_they_say(here):
    with watching(here) as terminal:
        terminal.wait("Full marks")
        terminal.type("n")
        terminal.wait("write decode in")
        terminal.type("h")
        terminal.wait("hint 1 of 3")
        terminal.type("hp")
        assert "15/15" in terminal.wait("ex04  text to ids")
        terminal.type("s")
        terminal.wait("solutions/ex04_encode.py")
        terminal.press("Down")
        terminal.type("l")
        assert "> + ex04" in terminal.wait(f"of {load().points:g} points")
        save(here, SOLUTION + "\nprint('other')\n")
        terminal.wait("Full marks")
        terminal.type("ns")
        terminal.wait("Press s again to give up")
        terminal.type("s")
        terminal.wait("solutions/ex05_decode.py")
        terminal.type("r")
        terminal.wait("Press r again")
        terminal.type("x")
        terminal.wait("write decode in")
        terminal.type("prr")
        terminal.wait("what you wrote is in exercises/.previous/ex04_encode.1.py")
        terminal.wait("write encode in")
        save(here, "def decode(tokenizer, ids):\n    return 1\n", "ex05_decode")
        terminal.wait("ex05  ids to text")
        terminal.type("\x1b[15~Z")  # keys that mean nothing
        terminal.resize(40, 12)
        screen = terminal.wait(
            lambda screen: "q quit" in screen and "ex05" in screen and max(map(len, screen.splitlines())) <= 40
        )
        assert "more, with the arrow keys" in screen
    entries = progress.read(here / "progress.txt")
    assert (
        entries["ex05_decode"].function_hints.get("decode"),
        entries["ex05_decode"].gave_up,
        entries["ex04_encode"].gave_up,
    ) == (
        2,
        True,
        False,
    )


def test_numbers_the_list_and_a_no_do_what_they_say(here):
    with watching(here) as terminal:
        terminal.wait("Full marks")
        terminal.type("r")
        terminal.wait("n for no")
        terminal.type("n")
        assert "ex04  text to ids" in terminal.wait("Nothing was done.")
        assert (here / "exercises" / "ex04_encode.py").read_text("utf-8") == SOLUTION
        terminal.type("12")
        terminal.wait("ex12  streaming")
        terminal.type("0")
        terminal.wait("It works: these are the tokens")
        terminal.type("l")
        terminal.wait("> + ex00")
        for _ in range(5):
            terminal.press("Down")
        terminal.wait("> . ex05")
        terminal.press("Enter")
        terminal.wait("write decode in")
        terminal.type("?")
        terminal.wait("the exercise of this number")
        terminal.press("Escape")
        terminal.wait("write decode in")


def test_the_next_step_is_seen_on_a_low_screen_however_long_the_message(here):
    with watching(here, rows=24) as terminal:
        terminal.wait("Full marks")
        save(
            here,
            WRONG.replace(
                "def encode(tokenizer, text: str) -> list[int]:",
                "def encode(tokenizer, text: str) -> list[int]:\n    print('x\\n' * 40)",
            ),
        )
        screen = terminal.wait(lambda screen: "is missing at the front" in screen and "graded in" in screen)
        assert "next  mend encode in exercises/ex04_encode.py, line" in screen and "with the arrow keys" in screen


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "C-c", "C-z", "crash", "killed grader"])
def test_the_terminal_is_as_it_was_however_it_ends(here, how):
    with watching(here) as terminal:
        if how == "C-c":
            terminal.press("C-c")
            terminal.wait("status 130")
        elif how == "C-z":
            terminal.press("C-z")
            terminal.wait(lambda screen: "Stopped" in screen and "n next" not in screen)
            terminal.type("fg\n")
            terminal.wait("n next")
            terminal.type("q")  # its status was that of being stopped
        elif how == "crash":
            (here / "progress.txt").unlink()
            (here / "progress.txt").mkdir()
            save(here, WRONG)
            assert "cannot be used" in terminal.wait("status 1").replace("\n", "")
        elif how == "killed grader":
            process = terminal.pid()
            found = os.popen(f"pgrep -P {process}").read().split()
            os.kill(int(found[0]), signal.SIGKILL)
            terminal.wait("was started again")
            terminal.type("q")
            terminal.wait("status 0")
        else:
            os.kill(terminal.pid(), getattr(signal, how))
            terminal.wait(f"status {128 + getattr(signal, how)}")
        screen = terminal.wait(lambda screen: screen.endswith("$"))
        assert "before" in screen and "n next" not in screen
    assert (here.parent / "before").read_text() == (here.parent / "after").read_text()


def test_a_suite_that_changes_starts_the_grading_process_again(here):
    with watching(here) as terminal:
        suite = here / "tests" / "test_ex04_encode.py"
        suite.write_text(suite.read_text("utf-8") + "\n\nraise ValueError('a suite that cannot be read')\n", "utf-8")
        terminal.wait("a suite that cannot be read")
        suite.write_text(suite.read_text("utf-8").partition("\n\nraise")[0], "utf-8")
        terminal.wait("Full marks")


def test_what_a_save_can_affect(here):
    workspace = Workspace(here)
    file = here / "exercises" / "ex16_llama.py"
    file.write_text("from exercises.ex14_bpe import bpe\n# from exercises.ex15_train import train\n", "utf-8")
    (here / "exercises" / "ex14_bpe.py").write_text("from exercises import ex13_pretokens\n", "utf-8")
    assert affected(workspace, ["ex13_pretokens"]) == ["ex13_pretokens", "ex14_bpe", "ex16_llama"]
    assert affected(workspace, ["ex15_train"]) == ["ex15_train"]


def test_content_counts_and_nothing_else(here):
    said = []
    saves = Saves(Workspace(here), said.append)
    file = here / "exercises" / "ex04_encode.py"
    status = file.stat()
    os.utime(file, (status.st_atime, status.st_mtime + 60))
    assert saves.look() == []
    # As on a drive whose times are coarse: another content, and all that is told of the file is as before.
    text = file.read_text("utf-8")
    file.write_text(text.replace("return len", "return LEN"), "utf-8")
    os.utime(file, ns=(status.st_atime_ns, time.time_ns()))
    assert saves.look() == ["ex04_encode"]
    young = file.stat()
    file.write_text(text, "utf-8")
    os.utime(file, ns=(young.st_atime_ns, young.st_mtime_ns))
    assert saves.look() == ["ex04_encode"] and saves.look() == []
    assert said == [{"event": "saved", "slugs": ["ex04_encode"]}] * 2


def test_a_file_that_is_gone_for_a_moment_is_waited_for(here, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(saving.time, "monotonic", lambda: now[0])
    saves = Saves(Workspace(here), lambda event: None)
    file = here / "exercises" / "ex04_encode.py"
    file.unlink()
    assert saves.look() == []
    file.write_text("", "utf-8")
    assert saves.look() == []
    file.write_text(SOLUTION, "utf-8")
    now[0] += 60
    assert saves.look() == [], "it came back as it was"
    file.unlink()
    assert saves.look() == []
    now[0] += saving.GRACE
    assert saves.look() == ["ex04_encode"] and saves.look() == []


def test_a_slow_drive_is_looked_at_less_often(here, monkeypatch):
    saves, waits, now = Saves(Workspace(here), lambda event: None), [], [0.0]
    monkeypatch.setattr(saving.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(saves, "look", lambda: now.__setitem__(0, now[0] + 0.1))  # a look of 0.1 s
    monkeypatch.setattr(saves._stop, "wait", lambda seconds: waits.append(seconds) or len(waits) == 2)
    saves._watch()
    assert waits == [saving.EVERY, pytest.approx(0.1 / saving.SHARE)]


def test_keys_are_told_apart():
    assert keys("qh\x1b[A\x1b[6~\x1b[15~n\x1b \r") == ["q", "h", "up", "page down", "n", "escape", "page down", "enter"]


def test_without_a_terminal_it_says_what_to_do(here):
    done = subprocess.run(
        [sys.executable, "-m", "kit", "watch", "ex04"], cwd=here, env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 2 and "kit run ex04" in done.stderr


def test_the_screens_process_starts_the_warm_one_before_it_imports_what_it_draws_with():
    # Neither pytest nor the libraries are ever imported there: the first verdict would wait for them.
    code = (
        "import sys, kit.commands.watch, kit.grading.client\n"
        "before = set(sys.modules)\n"
        "import kit.watch.watch\n"
        "print(sorted({'rich', 'pytest', 'transformers'} & before), "
        "sorted({'pytest', '_pytest', 'transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.split("\n")[0] == "[] []", done.stdout + done.stderr
