"""What runs on a Dask worker: it keeps warm grading processes, and grades what is sent to it."""

from pathlib import Path

from distributed import WorkerPlugin, get_worker

from kit.course import digest, temporary
from kit.grading.pool import Task, Workers
from kit.grading.report import kit_version


def about() -> dict[str, str]:
    """What has to be the same everywhere for verdicts to be the same: the kit's version, and the course's digest."""
    return {"kit": kit_version(), "course": digest()}


class Grading(WorkerPlugin):
    """Keeps a worker's grading processes, one for each of its threads, until the batch is done."""

    def __init__(self, seed: int, slugs: tuple[str, ...]) -> None:
        self.seed = seed
        self.slugs = slugs

    def setup(self, worker: object) -> None:
        self.workers = Workers(self.seed, self.slugs)

    def teardown(self, worker: object) -> None:
        self.workers.close()


def grade(
    plugin: str, name: str, content: bytes | dict[str, bytes], only: tuple[str, ...]
) -> tuple[dict | None, str, str]:
    """Grade one submission, or these exercises of it, on this worker; its report, or the problem and its kind."""
    return grade_packed(get_worker().plugins[plugin].workers, name, content, only)


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


def grade_packed(
    workers: Workers, name: str, content: bytes | dict[str, bytes], only: tuple[str, ...]
) -> tuple[dict | None, str, str]:
    """Grade a submission that travelled, or these exercises of it; its report, or the problem and its kind."""
    folder = temporary.folder("travelled")
    try:
        verdict = workers.grade(Task(name, "", unpacked(name, content, folder), only=only))
        return verdict.report, verdict.problem, verdict.kind
    finally:
        temporary.remove(folder)
