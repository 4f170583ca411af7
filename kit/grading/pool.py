"""Warm grading processes (kit/grading/keeper.py), as many as there are cores, here or on a Dask cluster."""

import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from kit.course import temporary
from kit.grading.keeper import Keeper, KeeperError
from kit.learner import archives, candidates

AHEAD = 4
"""Submissions for each worker that are begun before their turn, so that none has to wait for the next."""

CONNECT_SECONDS = 10
"""How long a scheduler has to answer."""

ATTEMPTS = 2
"""Grading processes that a submission may take along before it is set aside."""


SET_ASIDE, NOT_UNDERSTOOD, NOT_GRADED = "set aside", "not understood", "not graded"
"""Why there is no verdict: the hand-in's own fault, nothing that the kit opens, a fault of the kit or the machine."""


@dataclass(frozen=True)
class Task:
    """A submission to be graded: its name, the SHA-256 of its content, and where it is.

    `person` is whose it is where the name says more than that, `several` whether it is one of several attempts;
    `files` are the names under which its files are told of, `ignored` those that do not count, each with the reason.
    """

    name: str
    digest: str
    path: Path
    person: str = ""
    files: tuple[str, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()
    several: bool = False


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


class Keepers:
    """The grading processes of this computer: one for each thread that asks, started when it first does."""

    def __init__(self, seed: int, slugs: tuple[str, ...]) -> None:
        self.seed = seed
        self.slugs = slugs
        self._own = threading.local()
        self._all: list[Keeper] = []
        self._closed = False
        self._turns = temporary.folder("turns")
        self._lock = threading.Lock()

    def grade(self, task: Task) -> Verdict:
        """Grade a submission. One that takes its process along, ATTEMPTS times, has that for its problem."""
        problem = ""
        for _ in range(ATTEMPTS):
            try:
                graded = self._keeper().grade(task.path)
            except KeeperError as error:
                self._own.keeper = None
                problem = str(error)
            else:
                if graded.kind != NOT_GRADED:
                    return Verdict(task.name, task.digest, graded.report, graded.problem, graded.kind)
                problem = graded.problem
        return Verdict(task.name, task.digest, None, problem, NOT_GRADED)

    def _keeper(self) -> Keeper:
        if getattr(self._own, "keeper", None) is None:
            keeper = Keeper(seed=self.seed, slugs=self.slugs, turns=self._turns)
            with self._lock:
                self._all.append(keeper)
                if self._closed:
                    keeper.close()
            missing = [layer for layer in keeper.ready()["layers"] if layer.startswith("MISSING")]
            if missing:
                raise WeakSandbox("Learner code cannot be kept apart safely here:\n  " + "\n  ".join(missing))
            self._own.keeper = keeper
        return self._own.keeper

    def close(self) -> None:
        """End them all; one that is being started in another thread too."""
        with self._lock:
            self._closed = True
        for keeper in self._all:
            keeper.close()
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
        self._keepers = Keepers(seed, slugs)
        self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="grading")

    def run(self, tasks: Iterable[Task]) -> Iterator[Verdict]:
        """Grade tasks as they come, some ahead; verdicts in the order in which they are ready."""
        waiting: set[Future] = set()
        for task in tasks:
            waiting.add(self._threads.submit(self._keepers.grade, task))
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
        self._keepers.close()


class Cluster:
    """Grades on the workers of a Dask cluster: contents go out, reports come back. A context manager.

    Dask itself gives what a killed worker had to another one; three workers lost to one submission are its problem.
    """

    def __init__(self, address: str, seed: int, slugs: tuple[str, ...] = ()) -> None:
        from distributed import Client

        from kit.grading.dask_worker import Grading

        self._client = Client(address, set_as_default=False, timeout=CONNECT_SECONDS)
        self._client.register_plugin(Grading(seed, slugs), name=f"tokenizer-kit-{seed}")
        self._name = f"tokenizer-kit-{seed}"

    def run(self, tasks: Iterable[Task]) -> Iterator[Verdict]:
        """Grade tasks as they come, some ahead; verdicts in the order in which they are ready."""
        from distributed import as_completed

        from kit.grading import dask_worker

        running = as_completed(loop=self._client.loop)
        names: dict[str, Task] = {}
        ahead = AHEAD * max(sum(self._client.nthreads().values()), 1)

        def verdict(future) -> Verdict:
            task = names.pop(future.key)
            if future.status == "finished":
                report, problem, kind = future.result()
                return Verdict(task.name, task.digest, report, problem, kind)
            lost = f"its workers were lost: {future.exception()}"[:500]
            return Verdict(task.name, task.digest, None, lost, NOT_GRADED)

        for task in tasks:
            content = packed(task.path)
            future = self._client.submit(
                dask_worker.grade,
                self._name,
                task.path.name,
                content,
                pure=False,
                retries=0,
                key=f"grade-{task.digest}-{len(names)}-{task.name}",
            )
            names[future.key] = task
            running.add(future)
            while len(names) >= ahead:
                yield verdict(next(running))
        while names:
            yield verdict(next(running))

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *exception: object) -> None:
        self._client.unregister_worker_plugin(self._name)
        self._client.close()


def packed(path: Path) -> bytes | dict[str, bytes]:
    """A submission as it travels: a file's bytes, or a folder's files by name, links and what is too large left out."""
    if path.is_file():
        return path.read_bytes()
    found = candidates.tree(path).files
    files = [file for file in found if file.stat().st_size <= archives.ARCHIVE_LIMIT]
    while sum(file.stat().st_size for file in files) > archives.UNPACKED_LIMIT:
        files.remove(max(files, key=lambda file: file.stat().st_size))  # what is named as ignored, here as there
    return {str(file.relative_to(path)): file.read_bytes() for file in files}


def unpacked(name: str, content: bytes | dict[str, bytes], folder: Path) -> Path:
    """What `packed` packed, as a file or folder of that name in `folder`."""
    target = folder / Path(name).name
    if isinstance(content, bytes):
        target.write_bytes(content)
        return target
    for inner, data in content.items():
        file = target / inner
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    target.mkdir(exist_ok=True)
    return target


def grade_packed(keepers: Keepers, name: str, content: bytes | dict[str, bytes]) -> tuple[dict | None, str, str]:
    """Grade a submission that travelled; its report, or the problem and its kind."""
    folder = temporary.folder("travelled")
    try:
        verdict = keepers.grade(Task(name, "", unpacked(name, content, folder)))
        return verdict.report, verdict.problem, verdict.kind
    finally:
        temporary.remove(folder)
