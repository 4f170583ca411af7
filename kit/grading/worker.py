"""The one warm process that grades: it holds pytest, the libraries, the tokenizers and the collected suites.

    python -m kit.grading.worker

It talks in lines of JSON with who started it (kit/grading/client.py). The first that comes in has its settings:

    suites      the files of the suites to collect
    arguments   more arguments of pytest
    isolate     learner code runs in a sandbox, and memory is limited
    learner     somebody waits for each verdict: it loads only what the first one needs, tells how far a run is, reports with
                what is to be done next, and has the child for the next run ready
    single      there is one job: it loads nothing that this may not need
    turns       a folder that workers share which let each other measure alone (kit/grading/alone.py)
    spare       it does one job itself, and ends: there is no fork here, or it is a fork of a process that holds all this

Then come jobs, {"id": 1, "exercises": [SLUG, …]}: none is all that is collected, and the suite of another one is collected then. A job
may name a "submission", the test to begin with ("first"), and whether to "stop" at a failure. Every one is graded in a
forked child, so that the learner's module is fresh and nothing is left behind.

Lines that go out: {"event": "ready"} with the sandbox's "layers", then for each job "began" (with the "pid" that can be
killed), "test" (its number and name, as it starts) and "failure" (the first one, as soon as it is known) for a learner,
"result" or "broke", and "ended" with the exit status.
"""

import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import _pytest.main
import pytest

from kit import course
from kit.course import ROOT, temporary
from kit.course.workspace import Workspace
from kit.grading import advice, ahead, alone, fixtures, verdict
from kit.grading.client import MEMORY, TOO_LARGE
from kit.grading.plugin import GRADED
from kit.grading.report import of_test
from kit.grading.run import RUN, Run
from kit.grading.verdict import NOT_STARTED, PASSED
from kit.grading.warm import PLAIN, Ahead, Warm, with_settings, without_other_plugins
from kit.learner import standing, submissions
from kit.learner.errors import BadSubmission, CannotGrade
from kit.sandbox.settle import settle
from kit.tokenizers import loaded, texts

REHEARSE_AFTER = 4
"""Submissions after which the solutions are graded in this process itself, which takes as long as several submissions."""


class Worker:
    """A pytest plugin whose test loop waits for jobs."""

    def __init__(self, settings: dict, warm: Warm | None, jobs: Iterable[bytes], out: IO[bytes]) -> None:
        self.settings = settings
        self.warm = warm  # none on the live Hub
        self.hosts = warm.hosts if warm is not None else None
        self.jobs = jobs
        self.out = out
        self.learner: bool = settings["learner"]
        self.items: dict[str, list[pytest.Item]] = {}
        self.loaded: set[str] = set()
        self.job: dict | None = None
        self.waiting: tuple[list[str], Ahead | None] = [], None
        self.broken = ""
        self.told = False
        self.number = self.most = 0

    def say(self, event: str, **more: object) -> None:
        """Send one line."""
        data = {"event": event, "id": self.job and self.job["id"], **more}
        self.out.write(json.dumps(data).encode() + b"\n")
        self.out.flush()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        _check(session)
        hosts = self.hosts
        self.keep(session.items)
        if self.learner:
            self.ready(session, list(self.items))
        elif not self.settings["single"]:
            settle()
        self.say("ready", layers=hosts.layers() if hosts is not None else [])
        os.dup2(0, 1)  # what a learner's code prints is in its verdict
        for number, line in enumerate(self.jobs):
            self.job = json.loads(line)
            slugs = self.job["exercises"] or list(self.items)
            if self.learner:
                self.ready(session, slugs)
            elif hosts is not None and number == REHEARSE_AFTER:
                self.rehearse(session)
            if self.settings["spare"]:
                if self.warm is not None:
                    self.warm.is_child = True
                self.begin(session, slugs)
                end(self.work(session))
            status = self.child(session, slugs).run(line.decode())
            if hosts is not None and not hosts.alive:
                raise RuntimeError("a process that sandboxed answers are forked from has ended")
            self.out.write(b"\n")  # a child that was killed may have left half a line
            self.say("ended", status=status)
            if self.learner:  # who reads; the first verdict did not wait for it
                self.load(slugs)
                self.waiting = slugs, self.fork(session, slugs)
        return True

    def child(self, session: pytest.Session, slugs: list[str]) -> Ahead:
        """A child for these exercises: the one that waits, unless that is for others."""
        (waits_for, waiting), self.waiting = self.waiting, ([], None)
        if waiting is not None and waits_for == slugs and waiting.alive:
            return waiting
        if waiting is not None:
            waiting.give_up()
        return self.fork(session, slugs)

    def fork(self, session: pytest.Session, slugs: list[str]) -> Ahead:
        """Fork a child that grades these exercises when it gets its job."""

        def work(line: str) -> int:
            self.job = json.loads(line)
            return self.work(session)

        assert self.warm is not None  # only a spare process has none
        return self.warm.ahead(work, lambda: self.begin(session, slugs))

    def begin(self, session: pytest.Session, slugs: list[str]) -> None:
        """In a process that will grade a job: all of it that needs no file of a learner's."""
        run = session.config.stash[RUN]
        session.testsfailed = 0
        run.selected = set(slugs)
        session.items = [item for slug in slugs for item in self.items[slug]]
        if self.learner:
            try:
                run.begin_again()
            except Exception:
                self.broken = traceback.format_exc()  # said when there is a job

    def work(self, session: pytest.Session) -> int:
        """Grade the job in this process, which ends afterwards."""
        assert self.job is not None
        start = time.perf_counter()
        self.say("began", pid=os.getpid())
        if self.broken:
            self.say("broke", why=self.broken.splitlines()[-1], text=self.broken)
            return 1
        job, run = self.job, session.config.stash[RUN]
        try:
            if self.settings["turns"]:
                alone.current = alone.Turns(Path(self.settings["turns"]))
                alone.current.come_in()
            if self.hosts is not None:
                from kit.sandbox.layers import limits  # Windows has none

                limits.set_memory(MEMORY)
            if "submission" in job:
                run.grade_instead(Path(job["submission"]))
            if self.settings["single"]:
                ahead.load(run, session.items)
            session.config.option.maxfail = int(job.get("stop", False))
            # A stable sort: the test the learner is looking at, then the others in their order.
            session.items.sort(key=lambda item: _test_id(item) != job.get("first"))
            self.most = len(session.items)
            _run_tests(session)
            self.say("result", report=self.report(run), seconds=time.perf_counter() - start)
        except BaseException as error:
            if self.hosts is not None and isinstance(error, MemoryError):
                os._exit(TOO_LARGE)
            # What cannot be opened here could be when its content was looked at: it is gone, or out of reach.
            in_words = isinstance(error, (CannotGrade, BadSubmission))
            why = str(error) if in_words else f"{type(error).__name__}: {error}"
            self.say("broke", why=why[:2000], text=traceback.format_exc())
            return 1
        finally:
            if "submission" in job:
                submissions.close(run.source)
        run.package.renew()
        return 0

    def report(self, run: Run) -> dict:
        """What a job is answered with."""
        return advice.advised(run).for_a_screen() if self.learner else run.build_report().as_dict()

    def keep(self, items: Iterable[pytest.Item]) -> None:
        """Remember the tests of an exercise."""
        for item in items:
            self.items.setdefault(item.path.stem.removeprefix("test_"), []).append(item)

    def ready(self, session: pytest.Session, slugs: list[str]) -> None:
        """Have the suites of exercises collected, and their tokenizers loaded unless nothing is written yet."""
        workspace = Workspace(Path.cwd())
        for slug in slugs:
            new = slug not in self.items
            if new:
                session.config.stash[RUN].package.collecting = True
                os.dup2(2, 1)
                self.keep(session.perform_collect([str(workspace.suite(slug))]))
                _check(session)
                os.dup2(0, 1)
            if self.warm is not None and slug not in self.loaded and standing.begun(workspace, slug):
                self.warm.load(course.load().exercise(slug).models)
            if new:
                gc.freeze()

    def load(self, slugs: list[str]) -> None:
        """Load all that later runs of exercises use, and have their suites compute what they compute once (`warm_up`)."""
        assert self.warm is not None
        for slug in slugs:
            if slug in self.loaded:
                continue
            models = course.load().exercise(slug).models
            self.warm.prepare(models)
            if not self.loaded:
                fixtures.warm_up(fixtures.make_small(temporary.folder("small")))  # in the client's folder
            for model in models:
                for text in texts.scripts().values():  # its backend remembers the words it has met
                    loaded.ids(loaded.load(model), text)
            for item in self.items[slug][:1]:
                assert isinstance(item, pytest.Function)
                getattr(item.module, "warm_up", int)()
            self.loaded.add(slug)
            # What is here stays: no collection of a child's looks at it, and so copies it.
            settle()

    def rehearse(self, session: pytest.Session) -> None:
        """Grade the solutions in this process: what suites compute once a process is there for all children then."""
        run = session.config.stash[RUN]
        assert self.warm is not None
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

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo) -> None:
        """A test that runs out of this process' memory is no fault of the machine: MEMORY is what a hand-in may take."""
        if self.hosts is None or call.excinfo is None or not _ran_out(call.excinfo.value):
            return
        if not verdict.is_told(call.excinfo.value, item.config.stash[RUN].package.log):
            os._exit(TOO_LARGE)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.number += 1
        if self.learner:
            name = nodeid.partition("::")[2].partition("[")[0].removeprefix("test_").replace("_", " ")
            self.say("test", text=f"test {self.number} of {self.most}, {name}")

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        self.running = config.stash[RUN]

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        graded = self.running.verdicts.get(nodeid)
        if self.learner and not self.told and graded is not None and graded.status not in (PASSED, NOT_STARTED):
            self.told = True
            self.say("failure", test=of_test(graded), slug=graded.slug)


def _check(session: pytest.Session) -> None:
    """End the process when a suite could not be collected; what pytest says of it goes to standard error."""
    if session.testsfailed:
        raise session.Interrupted("a suite could not be collected")


def _test_id(item: pytest.Item) -> str | None:
    graded = item.stash.get(GRADED, None)
    return graded.id if graded is not None else None


def _run_tests(session: pytest.Session) -> None:
    try:
        _pytest.main.pytest_runtestloop(session)
    except session.Failed:
        pass


def _ran_out(error: BaseException | None) -> bool:
    """Whether it is for want of memory, or came while that was dealt with."""
    for _ in range(10):
        if error is None or isinstance(error, MemoryError):
            break
        error = error.__cause__ or error.__context__
    return isinstance(error, MemoryError)


def collect(worker: Worker) -> int:
    """Collect a worker's suites and have it serve its jobs; returns the exit status."""
    settings = worker.settings
    given = [] if settings["learner"] else with_settings()  # a learner's workspace has its own
    return int(pytest.main([*given, *PLAIN, *settings["arguments"], *settings["suites"]], plugins=[worker]))


def main(kind: type[Worker] = Worker) -> int:
    """Serve jobs from standard input until it ends; returns the exit status."""
    jobs, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what pytest has to say of a suite that it cannot collect
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    without_other_plugins()
    hosts, warm, folder = None, None, temporary.folder("small")
    try:
        settings = json.loads(jobs.readline())
        graded = [course.load().exercise(Path(suite).stem.removeprefix("test_")) for suite in settings["suites"]]
        early = [] if settings["single"] or settings["learner"] else graded  # what is loaded at once, for all
        small = fixtures.make_small(folder) if early else {}
        if settings["isolate"]:
            from kit.sandbox.hosts import Hosts  # Windows has none

            slugs = [exercise.slug for exercise in early]
            hosts = Hosts(course.load(), small.values(), slugs, many=not settings["single"])
        warm = Warm(hosts) if "--hub=live" not in settings["arguments"] else None
        if warm is not None and not settings["learner"]:
            warm.prepare(sorted({model for exercise in early for model in exercise.models}))
            fixtures.warm_up(small)
        status = collect(kind(settings, warm, jobs, out))
    finally:
        if warm is not None:
            warm.close()
        if hosts is not None:
            hosts.close()
        temporary.remove(folder)
    return status


def end(status: int) -> None:
    """End this process: what it holds is given back by its end."""
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    end(main())
