"""Grading from a notebook: the exercise's own suite in a forked child of the kernel, so that every run starts fresh.

The child is a worker (kit/grading/worker.py) of one job, with libraries and tokenizers loaded already: it reads the learner's
files anew, serves a Hub of its own at the address the kernel's Hub has while nobody uses that, and ends.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import IO

from _pytest.config import default_plugins

from kit import course
from kit.course import temporary, workspace
from kit.grading import recording
from kit.grading import report as reports
from kit.grading.client import CHOSEN
from kit.learner import written
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
    here, slugs = _here(), [exercise.slug for exercise in exercises]
    settings = CHOSEN | {"suites": [str(here.suite(slug)) for slug in slugs], "arguments": _arguments(session, here)}
    settings |= {"learner": True, "spare": True}
    lines = [json.dumps(line).encode() + b"\n" for line in (settings, {"id": 1, "exercises": slugs})]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as screen:
        if hasattr(os, "fork"):
            _prepare(session, exercises)
            with session.paused():
                _run_forked(lambda: _in_child(session, settings, lines[1:], out, screen.fileno()))
        else:  # Windows: a process of its own, which takes as long as `pytest` in a terminal
            command = [sys.executable, "-m", "kit.grading.worker"]
            with temporary.for_a_while("grade") as folder:  # it ends at once, and leaves what is in there
                place = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
                subprocess.run(command, cwd=here.root, env=place, input=b"".join(lines), stdout=out, stderr=screen)
        out.seek(0)
        screen.seek(0)
        told, found = screen.read().decode(errors="replace"), {}
        for line in out:
            with contextlib.suppress(ValueError):  # half a line of a child that was killed
                event = json.loads(line)
                found[event["event"]] = event
    if "result" not in found:
        raise Refused("Grading ended without a result:\n" + (told + found.get("broke", {}).get("text", ""))[-9000:])
    report = reports.read(found["result"]["report"])
    if session.source.root == here.exercises and not session.source.submission and not session.source.notebook:
        said = (f"{about}: {sentence}" for about, sentence in recording.of_report(here, report))
        report = replace(report, notes=(*report.notes, *said))
    return Graded(report)


def warm_up() -> None:
    """Import what every child needs, so that it is there when it is forked."""
    import kit.grading.worker  # noqa: F401

    for name in default_plugins:
        importlib.import_module(f"_pytest.{name}")


def _arguments(session: Session, here: workspace.Workspace) -> list[str]:
    source, hub = session.source, f"--hub={session.hub_name}"
    chosen = source.notebook or source.root
    if chosen == course.ROOT / "solutions":
        return [hub, "--solutions"]
    return [hub] if chosen == here.exercises else [hub, f"--submission={chosen}"]


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
        if exercise.models and written.begun(session.source, exercise.slug):
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


def _in_child(session: Session, settings: dict, jobs: list[bytes], out: IO[bytes], screen: int) -> None:
    from kit.grading import warm, worker

    # What the kernel holds is not the child's garbage: left out of every collection, and not copied by one.
    gc.freeze()
    # The kernel's streams, sockets and handlers are the parent's business.
    os.dup2(screen, 1)
    os.dup2(screen, 2)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    sys.stdin, sys.stdout, sys.stderr = (
        open(fd, mode, encoding="utf-8") for fd, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    vars(sys).update(__stdin__=sys.stdin, __stdout__=sys.stdout, __stderr__=sys.stderr)
    sys.displayhook, sys.excepthook = sys.__displayhook__, sys.__excepthook__
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(_here().root)
    warm.without_other_plugins()
    session.package.remove()
    worker.collect(worker.Worker(settings, session.warm, jobs, out))
