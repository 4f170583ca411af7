"""The warm process of `kit watch`: holds pytest, the libraries, the tokenizers and the collected suites.

    python -m kit.watch.grader ex04_encode [--spare]

Jobs come in as lines of JSON, {"id": 1, "slug": "ex04_encode", "first": TEST or null}; every one is graded in a forked
child, so that the learner's module is fresh and nothing is left behind; once one has ended, the child for the next is
forked and waits. `first` is the test to begin with: the one the learner is looking at. With `--spare`, where there is
no fork, the process takes one job itself and ends.

Lines that go out: {"event": "ready"}, then for each job "began" (with the "pid" that can be killed), "test" (its number and name, as it starts), "failure" (the first one, as
soon as it is known), "result" or "broke", and "ended" with the exit status.
"""

import gc
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import pytest

from kit import course
from kit.course import temporary as scratch
from kit.course.workspace import Workspace
from kit.grading import advice, fixtures
from kit.grading.plugin import GRADED
from kit.grading.report import of_test
from kit.grading.run import RUN
from kit.grading.verdict import NOT_STARTED, PASSED
from kit.grading.warm import PLAIN, Ahead, Warm, without_other_plugins
from kit.learner import standing
from kit.sandbox.settle import settle
from kit.tokenizers import loaded, texts


class Grader:
    """A pytest plugin whose test loop waits for jobs."""

    def __init__(
        self, warm: Warm, workspace: Workspace, first: str, jobs: Iterable[bytes], out: IO[bytes], spare: bool
    ) -> None:
        self.warm = warm
        self.workspace = workspace
        self.first = first
        self.jobs = jobs
        self.out = out
        self.spare = spare
        self.items: dict[str, list[pytest.Item]] = {}
        self.loaded: set[str] = set()
        self.job: dict | None = None
        self.waiting: tuple[str | None, Ahead | None] = None, None
        self.broken = ""
        self.told = False

    def say(self, event: str, **more: object) -> None:
        """Send one line."""
        data = {"event": event, "id": self.job and self.job["id"], **more}
        self.out.write(json.dumps(data).encode() + b"\n")
        self.out.flush()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        _check(session)
        self.items[self.first] = list(session.items)
        self.ready(session, self.first)
        os.dup2(0, 1)  # what a learner's code prints is in its verdict
        self.say("ready")
        for line in self.jobs:
            self.job = json.loads(line)
            slug = self.job["slug"]
            self.ready(session, slug)
            if self.spare:
                self.warm.is_child = True
                self.begin(session, slug)
                self.work(session)
                break
            status = self.child(session, slug).run(line.decode())
            self.out.write(b"\n")  # a child that was killed may have left half a line
            self.say("ended", status=status)
            # While the learner reads; the first verdict did not wait for it.
            self.load(slug)
            self.waiting = slug, self.fork(session, slug)
        return True

    def child(self, session: pytest.Session, slug: str) -> Ahead:
        """A child for an exercise: the one that waits, unless that is for another."""
        (waits_for, waiting), self.waiting = self.waiting, (None, None)
        if waiting is not None and waits_for == slug and waiting.alive:
            return waiting
        if waiting is not None:
            waiting.give_up()
        return self.fork(session, slug)

    def fork(self, session: pytest.Session, slug: str) -> Ahead:
        """Fork a child that grades an exercise when it gets its job."""

        def work(line: str) -> int:
            self.job = json.loads(line)
            return self.work(session)

        return self.warm.ahead(work, lambda: self.begin(session, slug))

    def begin(self, session: pytest.Session, slug: str) -> None:
        """In a process that will grade a job of an exercise: all of it that needs no learner's file."""
        if not self.spare:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
        run = session.config.stash[RUN]
        session.testsfailed = 0
        run.selected = {slug}
        try:
            run.begin_again()
        except Exception:
            self.broken = traceback.format_exc()  # said when there is a job

    def ready(self, session: pytest.Session, slug: str) -> None:
        """Have the exercise's suite collected, and its tokenizers loaded unless nothing is written yet."""
        new = slug not in self.items
        if new:
            session.config.stash[RUN].package.collecting = True
            os.dup2(2, 1)
            self.items[slug] = list(session.perform_collect([str(self.workspace.suite(slug))]))
            _check(session)
            os.dup2(0, 1)
        if standing.begun(self.workspace, slug) and slug not in self.loaded:
            self.warm.load(course.load().exercise(slug).models)
        if new:
            gc.freeze()

    def load(self, slug: str) -> None:
        """Load all that later runs of an exercise use, and have its suite compute what it computes once (`warm_up`)."""
        if slug in self.loaded:
            return
        self.warm.prepare(course.load().exercise(slug).models)
        if not self.loaded:
            folder = scratch.folder("small")  # in the client's folder
            fixtures.warm_up(fixtures.make_small(folder))
        for model in course.load().exercise(slug).models:
            for text in texts.scripts().values():  # its backend remembers the words it has met
                loaded.ids(loaded.load(model), text)
        for item in self.items[slug][:1]:
            assert isinstance(item, pytest.Function)
            getattr(item.module, "warm_up", int)()
        self.loaded.add(slug)
        # What is here stays: no collection of a child's looks at it, and so copies it.
        settle()

    def work(self, session: pytest.Session) -> int:
        """Grade the job in this process, which ends afterwards."""
        assert self.job is not None
        start = time.perf_counter()
        self.say("began", pid=os.getpid())
        if self.broken:
            self.say("broke", text=self.broken)
            return 1
        try:
            run = session.config.stash[RUN]
            job, items = self.job, self.items[self.job["slug"]]
            # A stable sort: the test the learner is looking at, then the others in their order.
            session.items = sorted(items, key=lambda item: _test_id(item) != job["first"])
            self.most = len(session.items)
            _run_tests(session)
            self.say("result", report=advice.advised(run).for_a_screen(), seconds=time.perf_counter() - start)
        except BaseException:
            self.say("broke", text=traceback.format_exc())
            return 1
        return 0

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.number += 1
        name = nodeid.partition("::")[2].partition("[")[0].removeprefix("test_").replace("_", " ")
        self.say("test", text=f"test {self.number} of {self.most}, {name}")

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        run = self.running
        verdict = run.verdicts.get(nodeid)
        if not self.told and verdict is not None and verdict.status not in (PASSED, NOT_STARTED):
            self.told = True
            self.say("failure", test=of_test(verdict), slug=verdict.slug)

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        self.running = config.stash[RUN]
        self.told = False
        self.number = self.most = 0


def _check(session: pytest.Session) -> None:
    """End the process when a suite could not be collected; what pytest says of it goes to standard error."""
    if session.testsfailed:
        raise session.Interrupted("a suite could not be collected")


def _test_id(item: pytest.Item) -> str | None:
    graded = item.stash.get(GRADED, None)
    return graded.id if graded is not None else None


def _run_tests(session: pytest.Session) -> None:
    from _pytest.main import pytest_runtestloop

    try:
        pytest_runtestloop(session)
    except session.Failed:
        pass


def main(slug: str, *, spare: bool) -> int:
    """Serve jobs from standard input until it ends."""
    jobs, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what pytest has to say of a suite that it cannot collect
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    without_other_plugins()
    workspace = Workspace(Path.cwd())
    warm, temporary = Warm(), scratch.folder("tests")
    grader = Grader(warm, workspace, slug, jobs, out, spare)
    arguments = [
        *PLAIN,
        "--hub=practice",
        f"--basetemp={temporary / 'tests'}",  # emptied by every run, so that runs leave nothing
        str(workspace.suite(slug)),
    ]
    try:
        status = pytest.main(arguments, plugins=[grader])
    except SystemExit:
        status = 0  # told to end
    finally:
        warm.close()
        scratch.remove(temporary)
    return int(status)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    status = main(sys.argv[1], spare="--spare" in sys.argv)
    sys.stderr.flush()
    os._exit(status)
