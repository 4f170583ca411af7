"""Grading from a notebook: the exercise's own suite in a forked child of the kernel, so that every run starts fresh.

The child is what a cold `pytest` would be, with libraries and tokenizers loaded already: it reads the learner's
files anew, serves a Hub of its own at the address the kernel's Hub has while nobody uses that, and ends.
"""

import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.config import default_plugins

from kit import course
from kit.course import temporary, workspace
from kit.grading import report as reports
from kit.learner import files
from kit.notebook import page
from kit.notebook.session import Refused, Session


@dataclass(frozen=True, repr=False)
class Graded:
    """What a run graded, as a notebook shows it."""

    report: reports.Report

    def __repr__(self) -> str:
        return page.text(self.report)

    def _repr_html_(self) -> str:
        return page.html(self.report)


def grade(session: Session, exercises: list[course.Exercise]) -> Graded:
    """Grade exercises. Refused, in words, when the run itself went wrong."""
    with temporary.for_a_while("grade") as folder:
        result, screen = Path(folder, "result.json"), Path(folder, "screen.txt")
        arguments = _arguments(session, exercises)
        if hasattr(os, "fork"):
            _prepare(session, exercises)
            with session.paused():
                _run_forked(lambda: _in_child(session, arguments, result, screen))
        else:  # Windows: a process of its own, which takes as long as `pytest` in a terminal
            _run_cold(arguments, result, screen)
        if not result.exists():
            told = screen.read_text(encoding="utf-8", errors="replace") if screen.exists() else ""
            raise Refused("Grading ended without a result:\n" + told[-9000:])
        return Graded(reports.read(json.loads(result.read_text(encoding="utf-8"))))


def warm_up() -> None:
    """Import what every child needs, so that it is there when it is forked."""
    import kit.grading.advice  # noqa: F401
    import kit.grading.fixtures  # noqa: F401
    import kit.grading.plugin  # noqa: F401

    for name in default_plugins:
        importlib.import_module(f"_pytest.{name}")


def _arguments(session: Session, exercises: list[course.Exercise]) -> list[str]:
    source, arguments = session.source, [f"--hub={session.hub_name}"]
    chosen, here = source.notebook or source.root, _here()
    if chosen == course.ROOT / "solutions":
        arguments.append("--solutions")
    elif chosen != here.exercises:
        arguments.append(f"--submission={chosen}")
    return [*arguments, *(str(here.suite(exercise.slug)) for exercise in exercises)]


def _here() -> workspace.Workspace:
    try:
        return workspace.find()
    except workspace.NoWorkspace as error:
        raise Refused(str(error)) from None


def _prepare(session: Session, exercises: list[course.Exercise]) -> None:
    """Load in the kernel, once, what the child will need; nothing for exercises nobody has begun."""
    from kit.tokenizers import loaded

    warm_up()
    if session.hub_name == "live":
        return
    for exercise in exercises:
        if exercise.models and files.begun(session.source, exercise.slug):
            for model in exercise.models:
                loaded.load(model)


def _run_forked(work: Callable[[], object]) -> None:
    """Call `work` in a forked child and wait; an interrupt of the kernel ends the child."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    with warnings.catch_warnings():
        # Python warns of forking beside other threads: those of the kernel hold nothing that the child uses.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            import traceback

            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(0)
    try:
        os.waitpid(child, 0)
    except KeyboardInterrupt:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise


def _in_child(session: Session, arguments: list[str], result: Path, screen: Path) -> None:
    # What the kernel holds is not the child's garbage: left out of every collection, and not copied by one.
    gc.freeze()
    # The kernel's streams, sockets and handlers are the parent's business.
    written = os.open(screen, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(written, 1)
    os.dup2(written, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin, sys.stdout, sys.stderr = (
        open(fd, mode, encoding="utf-8") for fd, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    vars(sys).update(__stdin__=sys.stdin, __stdout__=sys.stdout, __stderr__=sys.stderr)
    sys.displayhook, sys.excepthook = sys.__displayhook__, sys.__excepthook__
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(_here().root)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # the kit's own options come with its plugin
    os.environ.pop("PYTEST_ADDOPTS", None)
    session.package.remove()
    if session.warm is not None:
        session.warm.is_child = True
    pytest.main(["-q", "-p", "no:cacheprovider", "--color=no", *arguments], plugins=[Recorder(result, last=True)])
    sys.stdout.flush()
    sys.stderr.flush()


def _run_cold(arguments: list[str], result: Path, screen: Path) -> None:
    command = [sys.executable, "-m", "kit.notebook.grading", str(result), *arguments]
    with screen.open("w", encoding="utf-8") as written:
        subprocess.run(command, cwd=_here().root, stdout=written, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)


class Recorder:
    """A pytest plugin that writes a run's verdicts, whole, with what the report's JSON leaves out."""

    def __init__(self, path: Path, last: bool = False) -> None:
        self.path = path
        self.last = last  # end the process then: a child's memory and files are given back by its end

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session):
        result = yield
        self.write(session.config)
        if self.last:
            os._exit(0)
        return result

    def write(self, config: pytest.Config) -> None:
        """Write the run's result, whole or not at all."""
        from kit.grading.run import RUN

        report = config.stash[RUN].finished
        assert report is not None  # the plugin's own hook has run
        data = report.for_a_screen()
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(data), encoding="utf-8")
        part.replace(self.path)


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[2:]], plugins=[Recorder(Path(sys.argv[1]))]))
