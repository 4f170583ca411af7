"""Many submissions graded into one folder: `verdicts.jsonl` grows by a line a verdict, and nothing is graded twice.

A line is the report (kit/grading/report.py) with `submission`, its name, and `digest`, the SHA-256 of its content.
What counts as graded is what this file says: a run that was killed is gone on with by running it again. Verdicts are
keyed by content, the course's digest and the seed, so a changed suite or another seed grades anew.
"""

import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kit import course
from kit.grading.pool import Cluster, Pool, Task, Verdict
from kit.learner import submissions
from kit.learner.errors import BadSubmission

VERDICTS, QUARANTINE, SETTINGS = "verdicts.jsonl", "quarantine.jsonl", "batch.json"


class BatchError(RuntimeError):
    """The batch cannot be graded; the text says why and what to do."""


@dataclass
class Summary:
    """How many submissions there were, were graded now, had been graded before, and could not be."""

    found: int = 0
    graded: int = 0
    before: int = 0
    quarantined: list[tuple[str, str]] = field(default_factory=list)


def find(paths: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """The submissions among `paths`, each with a name: what looks like one is one, any other folder is a folder of them.

    Raises BatchError for a path that is not there.
    """
    seen: dict[str, Path] = {}
    for path in paths:
        if not path.exists():
            raise BatchError(f"{path}: there is no such file or folder")
        for found in [path] if _is_submission(path) else sorted(path.iterdir()):
            if found.name.startswith(".") or found.is_file() and found.suffix.lower() not in (".py", ".ipynb", ".zip"):
                continue
            name = found.stem if found.is_file() else found.name
            name = name if name not in seen else str(found)
            seen[name] = found
            yield name, found


def _is_submission(path: Path) -> bool:
    if path.is_file():
        return True
    slugs = course.load().slugs
    inside = [path, path / "exercises"]
    return any((folder / f"{slug}.py").is_file() for folder in inside for slug in slugs)


class Batch:
    """One folder of verdicts and what is in it already. `exercises` are the slugs it is about, all when empty.

    `retry` grades what was set aside once more.
    """

    def __init__(
        self, folder: Path, seed: int | None = None, exercises: tuple[str, ...] = (), *, retry: bool = False
    ) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.course = course.digest()
        self.exercises = exercises
        self.seed = self._settle(seed, exercises)
        self._retry = retry
        self._named: set[tuple[str, str]] = set()
        self._places: dict[str, int] = {}
        self._bad: set[tuple[str, str]] = set()
        self._read()

    def _settle(self, seed: int | None, exercises: tuple[str, ...]) -> int:
        """The batch's seed: the one asked for, else the one it began with, else one that nobody can guess."""
        path = self.folder / SETTINGS
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"exercises": list(exercises)}
        if known["exercises"] != list(exercises):
            before = ", ".join(known["exercises"]) or "all exercises"
            raise BatchError(f"{self.folder}: this folder's batch is about {before}; choose another folder with --out")
        seed = seed if seed is not None else known.get("seed", secrets.randbelow(10**9))
        if known.get("seed") != seed:
            path.write_text(json.dumps({"seed": seed, "exercises": list(exercises)}) + "\n", encoding="utf-8")
        return seed

    def _read(self) -> None:
        """Note what is graded; half a line that a kill left at the end is taken away."""
        for name in (VERDICTS, QUARANTINE):
            path = self.folder / name
            if not path.exists():
                continue
            with open(path, "r+b") as file:
                place = 0
                for number, line in enumerate(file, 1):
                    if not line.endswith(b"\n"):
                        file.truncate(place)
                        break
                    try:
                        self._note(name, line, place)
                    except (ValueError, KeyError, TypeError):
                        raise BatchError(
                            f"{path}, line {number}: this is no verdict of `kit grade`; mend the line, or choose another folder"
                        ) from None
                    place += len(line)

    def _note(self, name: str, line: bytes, place: int) -> None:
        entry = json.loads(line)
        if (entry["course"], entry["seed"]) != (self.course, self.seed):
            return
        if name == VERDICTS:
            self._named.add((entry["submission"], entry["digest"]))
            self._places[entry["digest"]] = place
        elif not self._retry:
            self._bad.add((entry["submission"], entry["digest"]))

    def grade(
        self,
        tasks: Iterable[Task | Verdict],
        pool: Pool | Cluster,
        progress: Callable[[Summary], None] = lambda summary: None,
    ) -> Summary:
        """Grade what is not graded yet. `progress` is told after each."""
        summary = Summary()
        with self._writing() as (verdicts, quarantine):
            for verdict in pool.run(self._missing(tasks, verdicts, quarantine, summary, progress)):
                if verdict.report is not None:
                    self._write(verdicts, verdict.report | {"submission": verdict.name, "digest": verdict.digest})
                    summary.graded += 1
                else:
                    self._set_aside(quarantine, verdict, summary)
                progress(summary)
        return summary

    def _set_aside(self, quarantine, verdict: Verdict, summary: Summary) -> None:
        summary.quarantined.append((verdict.name, verdict.problem))
        entry = {"submission": verdict.name, "digest": verdict.digest, "problem": verdict.problem}
        self._write(quarantine, entry | {"course": self.course, "seed": self.seed})

    def _missing(self, tasks, verdicts, quarantine, summary: Summary, progress) -> Iterator[Task]:
        """The tasks to be graded. A content that another learner handed in too gets a line of its own, at once."""
        for task in tasks:
            summary.found += 1
            key = task.name, task.digest
            if key in self._named or key in self._bad:
                summary.before += 1
                progress(summary)
                continue
            if isinstance(task, Verdict):
                self._set_aside(quarantine, task, summary)
                progress(summary)
                continue
            place = self._places.get(task.digest)
            if place is None:
                yield task
                continue
            with open(self.folder / VERDICTS, "rb") as file:
                file.seek(place)
                same = json.loads(file.readline())
            self._write(verdicts, same | {"submission": task.name})
            self._named.add(key)
            summary.graded += 1
            progress(summary)

    def _write(self, file, entry: dict) -> None:
        """Append one line; from then on it is graded, whatever happens to this process."""
        place = file.tell()
        line = json.dumps(entry, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        file.write(line)
        file.flush()
        self._note(Path(file.name).name, line, place)

    @contextmanager
    def _writing(self):
        """Both files, open for appending, and nobody else's while they are."""
        with open(self.folder / VERDICTS, "ab") as verdicts, open(self.folder / QUARANTINE, "ab") as quarantine:
            try:
                import fcntl

                fcntl.flock(verdicts, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except ImportError:
                pass  # Windows, where batch grading does not run
            except OSError:
                raise BatchError(
                    f"{self.folder}: another `kit grade` is at work on this folder; wait for it, or end it"
                ) from None
            yield verdicts, quarantine
            os.fsync(verdicts.fileno())
            os.fsync(quarantine.fileno())


def tasks(paths: Iterable[Path]) -> Iterator[Task | Verdict]:
    """The submissions among `paths` with the digests of their content; for one that cannot be opened, a verdict."""
    slugs = course.load().slugs
    for name, path in find(paths):
        try:
            yield Task(name, submissions.digest(path, slugs), path)
        except BadSubmission as error:
            yield Verdict(name, "", None, str(error))
