"""Warm grading processes (kit/grading/worker.py), as many as there are cores."""

import itertools
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from kit.course import temporary
from kit.grading.client import NOT_GRADED, SET_ASIDE, Worker, WorkerError
from kit.learner.contents import Content

AHEAD = 4
"""Submissions for each worker that are begun before their turn, so that none has to wait for the next."""

ATTEMPTS = 2
"""Grading processes that a submission may take along before it is set aside."""

NOT_UNDERSTOOD = "not understood"
"""Why there is no verdict, besides SET_ASIDE and NOT_GRADED: nothing that the kit opens."""


@dataclass(frozen=True)
class Task:
    """A submission to be graded: its name, the SHA-256 of its content, and where it is.

    `person` is whose it is where the name says more than that, `several` whether it is one of several attempts;
    `files` are the names under which its files are told of, `ignored` those that do not count, each with the reason.
    `contents` are those of its exercises; `only` are the exercises to be graded, all when it is empty.
    """

    name: str
    digest: str
    path: Path
    person: str = ""
    files: tuple[str, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()
    several: bool = False
    contents: tuple[Content, ...] = ()
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """A graded submission: its report, or the problem that kept it from having one, and what kind of problem that is."""

    name: str
    digest: str
    report: dict | None
    problem: str = ""
    kind: str = ""
    person: str = ""


class WeakSandbox(RuntimeError):
    """A layer that a sandbox needs is missing here; the text names it, with the remedy."""


def _require(layers: list[str]) -> None:
    """Raise WeakSandbox when one of these layers is missing."""
    if missing := [layer for layer in layers if layer.startswith("MISSING")]:
        raise WeakSandbox("Learner code cannot be kept apart safely here:\n  " + "\n  ".join(missing))


class Workers:
    """The grading processes of this computer: one for each thread that asks, started when it first does."""

    def __init__(self, seed: int, slugs: tuple[str, ...]) -> None:
        self.seed = seed
        self.slugs = slugs
        self._own = threading.local()
        self._all: list[Worker] = []
        self.single = False
        """Whether one submission is all that there is to grade."""
        self._closed = False
        self._turns = temporary.folder("turns")
        self._lock = threading.Lock()

    def grade(self, task: Task) -> Verdict:
        """Grade a submission. One that takes its process along, ATTEMPTS times, has that for its problem."""
        problem = ""
        for _ in range(ATTEMPTS):
            try:
                graded = self._worker().grade(task.path, task.only)
            except WorkerError as error:
                self._own.worker = None
                problem = str(error)
            else:
                problem = graded.problem or str((graded.report or {}).get("not_graded", ""))
                if not problem or graded.kind == SET_ASIDE:
                    return Verdict(task.name, task.digest, graded.report, problem, graded.kind)
        return Verdict(task.name, task.digest, None, problem, NOT_GRADED)

    def _worker(self) -> Worker:
        if getattr(self._own, "worker", None) is None:
            if sys.platform == "linux":
                from kit.sandbox.layers.lacking import lacking

                _require([f"MISSING {layer}" for layer in lacking()])
            worker = Worker(seed=self.seed, slugs=self.slugs, turns=self._turns, single=self.single)
            with self._lock:
                self._all.append(worker)
                if self._closed:
                    worker.close()
            _require(worker.ready())
            self._own.worker = worker
        return self._own.worker

    def close(self) -> None:
        """End them all; one that is being started in another thread too."""
        with self._lock:
            self._closed = True
        for worker in self._all:
            worker.close()
        temporary.remove(self._turns)
        temporary.sweep()  # what a process that had to be killed left


class Pool:
    """Grades on this computer's cores. A context manager."""

    def __init__(self, seed: int, slugs: tuple[str, ...] = (), workers: int | None = None) -> None:
        if not hasattr(os, "fork"):
            raise WeakSandbox(
                "Grading others needs Linux (or macOS, without its sandbox): this system cannot fork processes.\n"
                "On Windows, run it in WSL or in a Linux container."
            )
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        self.workers = workers or cores or 1
        self._workers = Workers(seed, slugs)
        self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="grading")

    def run(self, tasks: Iterable[Task]) -> Iterator[Verdict]:
        """Grade tasks as they come, some ahead; verdicts in the order in which they are ready."""
        waiting: set[Future] = set()
        tasks = iter(tasks)
        first = list(itertools.islice(tasks, 2))
        self._workers.single = len(first) == 1
        for task in itertools.chain(first, tasks):
            waiting.add(self._threads.submit(self._workers.grade, task))
            if len(waiting) >= AHEAD * self.workers:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *exception: object) -> None:
        self._threads.shutdown(wait=exception[0] is None, cancel_futures=True)
        self._workers.close()
