"""What runs on a Dask worker: it keeps warm grading processes, and grades what is sent to it."""

from distributed import WorkerPlugin, get_worker

from kit.grading.pool import Keepers, grade_packed


class Grading(WorkerPlugin):
    """Keeps a worker's grading processes, one for each of its threads, until the batch is done."""

    def __init__(self, seed: int, slugs: tuple[str, ...]) -> None:
        self.seed = seed
        self.slugs = slugs

    def setup(self, worker) -> None:
        self.keepers = Keepers(self.seed, self.slugs)

    def teardown(self, worker) -> None:
        self.keepers.close()


def grade(plugin: str, name: str, content: bytes | dict[str, bytes]) -> tuple[dict | None, str, str]:
    """Grade one submission on this worker; its report, or the problem that kept it from having one, and its kind."""
    return grade_packed(get_worker().plugins[plugin].keepers, name, content)
