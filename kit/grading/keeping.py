"""The warm grading process itself: collects the suites once, and grades each submission in a forked child.

    python -m kit.grading.keeping DESCRIPTOR

It is started by keeper.py, on the other end of a socket.
"""

import json
import os
import selectors
import signal
import socket
import sys
import time
from pathlib import Path

import _pytest.main
import pytest

from kit import course
from kit.course import ROOT, temporary
from kit.grading import alone, fixtures, verdict
from kit.grading.keeper import SUBMISSION_SECONDS
from kit.grading.run import RUN
from kit.grading.warm import PLAIN, Warm, with_settings, without_other_plugins
from kit.learner import submissions
from kit.learner.errors import BadSubmission, CannotGrade
from kit.sandbox import wire
from kit.sandbox.hosts import Hosts
from kit.sandbox.layers import limits
from kit.sandbox.settle import settle

TOO_LARGE = 71
"""Exit status of a child that would have needed more memory than one hand-in may take."""

MEMORY = 512 << 20
"""Bytes that grading one submission may take in its process beyond what that began with; all of the course's solutions take 260 MB."""

TOO_MUCH = f"""grading it took more than {MEMORY >> 20} MB of memory: what its functions return is too much to be graded. Ask
its author for an answer that returns what the exercise asks for, and no more.""".replace("\n", " ")

REHEARSE_AFTER = 4
"""Submissions after which the solutions are graded in this process itself, which takes as long as several submissions."""


class Keeping:
    """A pytest plugin: runs the collected tests once for each submission that is asked for, each time in a child."""

    def __init__(self, warm: "Warm", channel: wire.Channel, turns: str, *, single: bool) -> None:
        self.warm = warm
        self.channel = channel
        self.turns = turns
        self.single = single

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        hosts = self.warm.hosts
        assert hosts is not None  # what is kept here is sandboxed
        if not self.single:
            settle()
        graded = 0
        try:
            self.channel.send(wire.pack({"layers": hosts.layers()}))
            while True:
                asked = wire.unpack(self.channel.receive())
                if graded == REHEARSE_AFTER:
                    self._rehearse(session)
                found = self._graded(session, Path(asked["submission"]), set(asked["slugs"]))
                if not hosts.alive:
                    raise RuntimeError("a process that sandboxed answers are forked from has ended")
                self.channel.send(wire.pack(found))
                graded += 1
        except wire.Gone:
            return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo) -> None:
        """A test that runs out of this process' memory is no fault of the machine: MEMORY is what a hand-in may take."""
        if call.excinfo is None or not _ran_out(call.excinfo.value):
            return
        if not verdict.is_told(call.excinfo.value, item.config.stash[RUN].package.log):
            os._exit(TOO_LARGE)

    def _rehearse(self, session: pytest.Session) -> None:
        """Grade the solutions in this process: what suites compute once a process is there for all children then."""
        run = session.config.stash[RUN]
        self.warm.is_child = self.warm.rehearsing = True
        try:
            run.grade_instead(ROOT / "solutions")
            _pytest.main.pytest_runtestloop(session)
        finally:
            if run.hub is not None:
                run.hub.stop()
            self.warm.is_child = self.warm.rehearsing = False
        run.package.renew()
        run.hosts.hold(run.plain.values())
        settle()

    def _graded(self, session: pytest.Session, submission: Path, slugs: set[str]) -> dict:
        """Fork, and read the child's report until it ends."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            status = 70
            try:
                os.close(reading)
                self.warm.is_child = True
                self._in_child(session, submission, slugs, writing)
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
            return {"problem": f"it took longer than {SUBMISSION_SECONDS:g} s", "kind": "set aside"}
        if status == TOO_LARGE:
            return {"problem": TOO_MUCH, "kind": "set aside"}
        if status != 0:
            said = report.decode(errors="replace") or f"grading it ended with status {status}"
            return {"problem": said, "kind": "not graded"}
        return {"report": report.decode()}

    def _in_child(self, session: pytest.Session, submission: Path, slugs: set[str], writing: int) -> None:
        run = session.config.stash[RUN]
        if self.turns:
            alone.current = alone.Turns(Path(self.turns))
            alone.current.come_in()
        if slugs:
            session.items = [item for item in session.items if item.path.stem.removeprefix("test_") in slugs]
            run.selected = slugs
        limits.set_memory(MEMORY)
        try:
            run.grade_instead(submission)
            _pytest.main.pytest_runtestloop(session)
            found = run.build_report().as_dict()
            if "not_graded" in found:
                raise CannotGrade(found["not_graded"])
            data = json.dumps(found, ensure_ascii=True).encode()
        except MemoryError:
            os._exit(TOO_LARGE)
        except BaseException as error:
            # What cannot be opened here could be when its content was looked at: it is gone, or out of reach.
            said = str(error) if isinstance(error, (CannotGrade, BadSubmission)) else f"{type(error).__name__}: {error}"
            _write_all(writing, said.encode(errors="replace")[:2000])
            raise
        finally:
            submissions.close(run.source)
        run.package.renew()
        _write_all(writing, data)


def _ran_out(error: BaseException | None) -> bool:
    """Whether it is for want of memory, or came while that was dealt with."""
    for _ in range(10):
        if error is None or isinstance(error, MemoryError):
            break
        error = error.__cause__ or error.__context__
    return isinstance(error, MemoryError)


def _read_all(descriptor: int, deadline: float) -> tuple[bytes, bool]:
    """What comes until the other end is closed, and whether the deadline came first."""
    parts: list[bytes] = []
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
    without_other_plugins()
    channel = wire.Channel(socket.socket(fileno=int(descriptor)))
    asked = wire.unpack(channel.receive())
    the_course = course.load()
    exercises = [exercise for exercise in the_course.exercises if not asked["slugs"] or exercise.slug in asked["slugs"]]
    folder = temporary.folder("small")
    # What one submission does not need is not loaded for it: its own child loads what it does need.
    shared = [] if asked["single"] else exercises
    small = {} if asked["single"] else fixtures.make_small(folder)
    hosts = Hosts(the_course, small.values(), [exercise.slug for exercise in shared], many=not asked["single"])
    warm = Warm(hosts)
    warm.prepare(sorted({model for exercise in shared for model in exercise.models}))
    fixtures.warm_up(small)
    arguments = [str(exercise.suite) for exercise in exercises]
    arguments += [*with_settings(), *PLAIN, f"--seed={asked['seed']}", "--solutions", "--isolate"]
    try:
        return int(pytest.main(arguments, plugins=[Keeping(warm, channel, asked["turns"], single=asked["single"])]))
    finally:
        warm.close()
        hosts.close()
        temporary.remove(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
