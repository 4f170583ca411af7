"""A warm grading process: pytest and the suites collected once, each submission graded in a forked child of it.

    python -m kit.grading.keeper DESCRIPTOR

It is started by `Keeper` here, on the other end of a socket. Learner code runs in none of these processes but in
sandboxed ones (kit/grading/isolated), so the forked child and its report can be trusted.
"""

import gc
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kit import course
from kit.course import ROOT
from kit.grading.isolated import wire

START_SECONDS = 300.0
"""Time a keeper has to import, load tokenizers and collect."""

SUBMISSION_SECONDS = 1800.0
"""Time one submission has, all its tests together. Each test has its own, far shorter limit."""

_MARGIN = 60.0


class KeeperError(RuntimeError):
    """A keeper ended, or could not begin; the text says why."""


@dataclass(frozen=True)
class Graded:
    """What became of one submission: its report, or why there is none."""

    report: dict | None
    problem: str = ""


class Keeper:
    """A warm grading process and our end of its line. `slugs` are the exercises it grades, all when empty."""

    def __init__(self, *, seed: int = 1, slugs: Iterable[str] = (), isolate: bool = True) -> None:
        ours, theirs = socket.socketpair()
        self._channel = wire.Channel(ours)
        with theirs:
            command = [sys.executable, "-m", "kit.grading.keeper", str(theirs.fileno())]
            self._process = subprocess.Popen(
                command, cwd=ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
        self._channel.send(wire.pack({"seed": seed, "slugs": list(slugs), "isolate": isolate}))
        self._ready = False

    def ready(self) -> dict:
        """Wait until it has loaded everything; what its sandbox holds and lacks. Raises KeeperError."""
        if not self._ready:
            self._layers = self._receive(START_SECONDS)
            self._ready = True
        return self._layers

    def grade(self, submission: Path) -> Graded:
        """Grade one submission. Raises KeeperError when the keeper itself is gone; a new one can try again."""
        self.ready()
        self._channel.send(wire.pack({"submission": str(submission)}))
        answer = self._receive(SUBMISSION_SECONDS + _MARGIN)
        report = answer.get("report")
        return Graded(json.loads(report) if report else None, str(answer.get("problem", "")))

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def _receive(self, seconds: float) -> dict:
        try:
            return wire.unpack(self._channel.receive(time.monotonic() + seconds))
        except (wire.Gone, wire.TooLate, wire.Violation):
            self.close()
            raise KeeperError(
                f"the grading process ended by itself (exit status {self._process.returncode}); its own words are above"
            ) from None

    def close(self) -> None:
        """End it and all its children."""
        self._channel.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Keeping:
    """A pytest plugin: runs the collected tests once for each submission that is asked for, each time in a child."""

    def __init__(self, warm, channel: wire.Channel) -> None:
        self.warm = warm
        self.channel = channel

    def pytest_runtestloop(self, session) -> bool:
        hosts = self.warm.hosts
        layers = [] if hosts is None else hosts.layers()
        self.channel.send(wire.pack({"layers": layers}))
        gc.collect()
        gc.freeze()
        try:
            while True:
                asked = wire.unpack(self.channel.receive())
                self.channel.send(wire.pack(self._graded(session, Path(asked["submission"]))))
        except wire.Gone:
            return True

    def _graded(self, session, submission: Path) -> dict:
        """Fork, and read the child's report until it ends."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            status = 70
            try:
                os.close(reading)
                self.warm.is_child = True
                self._in_child(session, submission, writing)
                status = 0
            finally:
                os._exit(status)
        os.close(writing)
        report, late = _read_all(reading, time.monotonic() + SUBMISSION_SECONDS)
        os.close(reading)
        if late:
            os.kill(child, signal.SIGKILL)
        _, raw = os.waitpid(child, 0)
        status = os.waitstatus_to_exitcode(raw)
        if late:
            return {"problem": f"it took longer than {SUBMISSION_SECONDS:g} s"}
        if status != 0:
            return {"problem": report.decode(errors="replace") or f"grading it ended with status {status}"}
        return {"report": report.decode()}

    def _in_child(self, session, submission: Path, writing: int) -> None:
        import _pytest.main

        from kit.learner import submissions
        from kit.plugin import RUN

        run = session.config.stash[RUN]
        try:
            run.grade_instead(submission)
            _pytest.main.pytest_runtestloop(session)
            data = json.dumps(run.build_report().as_dict(), ensure_ascii=True).encode()
        except BaseException as error:
            _write_all(writing, f"{type(error).__name__}: {error}".encode(errors="replace")[:2000])
            raise
        finally:
            submissions.close(run.source)
        run.package.renew()
        _write_all(writing, data)


def _read_all(descriptor: int, deadline: float) -> tuple[bytes, bool]:
    """What comes until the other end is closed, and whether the deadline came first."""
    parts = []
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while selector.select(max(deadline - time.monotonic(), 0)):
            part = os.read(descriptor, 1 << 20)
            if not part:
                return b"".join(parts), False
            parts.append(part)
    return b"".join(parts), True


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def main(descriptor: str) -> int:
    """Keep everything warm and grade what is asked for, until the line is closed."""
    import pytest

    from kit.warm import Warm

    channel = wire.Channel(socket.socket(fileno=int(descriptor)))
    asked = wire.unpack(channel.receive())
    the_course = course.load()
    exercises = [exercise for exercise in the_course.exercises if not asked["slugs"] or exercise.slug in asked["slugs"]]
    hosts = None
    if asked["isolate"]:
        from kit.grading.isolated.remote import Hosts

        hosts = Hosts(the_course)
    warm = Warm(hosts)
    warm.prepare(sorted({model for exercise in exercises for model in exercise.models}))
    arguments = [str(exercise.suite) for exercise in exercises]
    arguments += ["-q", "-p", "no:cacheprovider", "--capture=sys", f"--seed={asked['seed']}"]
    arguments += ["--isolate"] if hosts else []
    try:
        return int(pytest.main(arguments, plugins=[Keeping(warm, channel)]))
    finally:
        warm.close()
        if hosts is not None:
            hosts.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
