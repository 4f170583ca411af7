"""Grading on a Dask cluster: submissions travel to its workers, each of which has warm grading processes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from distributed import Client, Future, as_completed

from kit.grading import dask_worker
from kit.grading.batch import BatchError
from kit.grading.pool import AHEAD, NOT_GRADED, Task, Verdict
from kit.learner import candidates, unpacking

CONNECT_SECONDS = 10
"""How long a scheduler has to answer."""


class OtherKit(BatchError):
    """Somewhere in the cluster is another version of the kit, or none; the text says where and what to do."""


class Cluster:
    """Grades on the workers of a Dask cluster: contents go out, reports come back. A context manager.

    Dask itself gives what a killed worker had to another one; three workers lost to one submission are its problem.
    """

    def __init__(self, address: str, seed: int, slugs: tuple[str, ...] = ()) -> None:
        self._client = Client(address, set_as_default=False, timeout=CONNECT_SECONDS)
        self._own = dask_worker.about()
        try:
            self._compare()
        except OtherKit:
            self._client.close()
            raise
        self._client.register_plugin(dask_worker.Grading(seed, slugs), name=f"tokenizer-kit-{seed}")
        self._name = f"tokenizer-kit-{seed}"

    def run(self, tasks: Iterable[Task]) -> Iterator[Verdict]:
        """Grade tasks as they come, some ahead; verdicts in the order in which they are ready."""
        running = as_completed(loop=self._client.loop)
        names: dict[str, Task] = {}
        ahead = AHEAD * max(sum(self._client.nthreads().values()), 1)

        def verdict(future: Future) -> Verdict:
            task = names.pop(future.key)
            if future.status == "finished":
                report, problem, kind = future.result()
                if report is not None and (why := self._other("the worker that graded it", report)):  # it came later
                    return Verdict(task.name, task.digest, None, why, NOT_GRADED)
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
                task.only,
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

    def _compare(self) -> None:
        """Raise OtherKit where the scheduler, which reads tasks too, or a worker of the moment has another kit than this one."""
        places: dict[str, Callable[[], dict[str, Any]]] = {
            "the scheduler": lambda: {"the scheduler": self._client.run_on_scheduler(dask_worker.about)},
            "a worker": lambda: self._client.run(dask_worker.about),
        }
        for place, ask in places.items():
            try:
                found = ask()
            except Exception as error:  # whatever a Python raises there that has no such module or function
                said = str(error).splitlines()[0] if str(error) else type(error).__name__
                raise OtherKit(
                    f"{place} has no kit, or one of another version ({said[:200]}). {self._remedy()}"
                ) from None
            for name, about in found.items():
                if why := self._other(name if name == place else f"the worker {name}", about):
                    raise OtherKit(why)

    def _other(self, place: str, about: Mapping[str, Any]) -> str:
        """Why what was graded there would not be what is graded here; empty when it would."""
        differs = {key: (about.get(key), own) for key, own in self._own.items() if about.get(key) != own}
        if "kit" in differs:
            return (
                f"{place} has version {differs['kit'][0]} of the kit, and here is {differs['kit'][1]}. {self._remedy()}"
            )
        return f"{place} has the suites of another course than here. {self._remedy()}" if differs else ""

    def _remedy(self) -> str:
        return (
            "Install the same kit and the same course everywhere, start scheduler and workers anew, and run this again."
        )

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
    files = [file for file in found if file.stat().st_size <= unpacking.ARCHIVE_LIMIT]
    while sum(file.stat().st_size for file in files) > unpacking.UNPACKED_LIMIT:
        files.remove(max(files, key=lambda file: file.stat().st_size))  # what is named as ignored, here as there
    return {str(file.relative_to(path)): file.read_bytes() for file in files}
