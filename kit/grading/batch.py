"""Many submissions graded into one folder: `verdicts.jsonl` grows by a line a verdict, and nothing is graded twice.

A line is the report (kit/grading/report.py) with `submission`, its name, `digest`, the SHA-256 of its content, and
where its name says more, `person`. What could not be graded is a line of `quarantine.jsonl`. The last line of a person
in both is how they stand; the lines before it are the history. What counts as graded is what these files say: a run
that was killed is gone on with by running it again. Verdicts are kept by content, the course's digest and the seed, so
a changed suite or another seed grades anew; what a kept verdict says of names and ignored files is each hand-in's own.
Those on single exercises are kept too (kit/grading/keys.py): only what nothing is known of yet is graded.
"""

import json
import os
import shutil
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kit import course
from kit.grading import report as reports
from kit.grading import seeds
from kit.grading.exercises import KEPT, Exercises
from kit.grading.pool import NOT_GRADED, SET_ASIDE, Pool, Task, Verdict
from kit.grading.whose import LeftOut

if TYPE_CHECKING:
    from kit.grading.cluster import Cluster

VERDICTS, QUARANTINE, SETTINGS, GATHERED = "verdicts.jsonl", "quarantine.jsonl", "batch.json", "gathered"


class BatchError(RuntimeError):
    """The batch cannot be graded; the text says why and what to do."""


@dataclass(frozen=True)
class Aside:
    """A submission without a verdict: why, and which of SET_ASIDE, NOT_UNDERSTOOD and NOT_GRADED."""

    name: str
    problem: str
    kind: str = SET_ASIDE


@dataclass
class Summary:
    """What became of everything handed in.

    `before` were graded in an earlier run, `asides` have no verdict, `left_out` is nobody's work, and `ignored` are
    files of graded submissions that did not count, as (submission, file, why). Of the exercises of what was graded
    `now` were graded in this run, and of `kept` an equal one had been.
    """

    found: int = 0
    graded: int = 0
    before: int = 0
    now: int = 0
    kept: int = 0
    asides: list[Aside] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    ignored: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def quarantined(self) -> list[tuple[str, str]]:
        """The submissions without a verdict, each with the reason."""
        return [(each.name, each.problem) for each in self.asides]


@dataclass(frozen=True)
class _Standing:
    """The last that is known of a person: of which submission and content it is, and whether it is a verdict."""

    name: str
    digest: str
    verdict: bool
    place: int = -1
    course: str = ""
    seed: int = 0
    kind: str = ""
    problem: str = ""


class Batch:
    """One folder of verdicts and what is in it already. `exercises` are the slugs it is about, all when empty.

    `retry` grades what was set aside once more; what was not graded for a fault of the machine always is. The tasks in
    `again` are graded once more, whatever is known of them, and with `fresh` all are. `fresh_seed` begins a round with a
    seed of its own (see seeds); verdicts of earlier rounds hold for what was not handed in anew.
    """

    def __init__(
        self,
        folder: Path,
        seed: int | None = None,
        exercises: tuple[str, ...] = (),
        *,
        retry: bool = False,
        fresh_seed: bool = False,
        again: Container[Task] = (),
        fresh: bool = False,
    ) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.course = course.digest()
        self.exercises = exercises
        self._seeds = self._settle(seed, exercises, fresh_seed)
        assert self._seeds.seed is not None  # settled above
        self.seed: int = self._seeds.seed
        self._retry = retry
        self._again = again
        self._fresh = fresh
        self._standing: dict[str, _Standing] = {}
        self._own: dict[tuple[str, str], int] = {}
        self._shared: dict[tuple, int] = {}
        slugs = [slug for slug in course.load().slugs if not exercises or slug in exercises]
        self._parts = Exercises(slugs, self.seed, self._line)
        self._read()

    @property
    def gathered(self) -> Path:
        """Where files that belong together are put side by side while the batch is graded."""
        return self.folder / GATHERED

    def _settle(self, seed: int | None, exercises: tuple[str, ...], fresh: bool) -> seeds.Seeds:
        """The batch's seeds, that of this run among them."""
        known = seeds.read(self.folder / SETTINGS, exercises)
        if known.exercises != list(exercises):
            before = ", ".join(known.exercises) or "all exercises"
            raise BatchError(f"{self.folder}: this folder's batch is about {before}; choose another folder with --out")
        known.use(seed, fresh)
        return known

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
                        self._note(name, json.loads(line), place)
                    except (ValueError, KeyError, TypeError):
                        raise BatchError(
                            f"{path}, line {number}: this is no verdict of `kit grade`; mend the line, or choose another folder"
                        ) from None
                    place += len(line)

    def _holds(self, course: str, seed: int) -> bool:
        """Whether a verdict made with these is one of today's: of an earlier round's seed too."""
        return course == self.course and seed in self._seeds.kept

    def _note(self, file: str, entry: dict, place: int) -> None:
        name, digest, made = entry["submission"], entry["digest"], (entry["course"], entry["seed"])
        person = entry.get("person", name)
        before = self._standing.get(person)
        if file == QUARANTINE:
            if before is None or before.place < entry.get("after", 0):
                kind = entry.get("kind", SET_ASIDE)
                place = before.place if before else -1
                self._standing[person] = _Standing(name, digest, False, place, *made, kind, entry["problem"])
            return
        self._standing[person] = _Standing(name, digest, True, place, *made)
        self._parts.note(entry, place)
        if self._holds(*made):
            self._own[name, digest] = place
            if "files" in entry:
                self._shared[digest, tuple(entry["files"])] = place

    def grade(
        self,
        tasks: Iterable[Task | Verdict | LeftOut],
        pool: "Pool | Cluster",
        progress: Callable[[Summary], None] = lambda summary: None,
    ) -> Summary:
        """Grade what is not graded yet. `progress` is told after each."""
        summary = Summary()
        self._parts.here = isinstance(pool, Pool)
        several: dict[str, list[Task]] = {}
        running: dict[str, Task] = {}
        with self._writing() as (verdicts, quarantine):
            for verdict in pool.run(self._missing(tasks, verdicts, quarantine, summary, progress, several, running)):
                task = running.pop(verdict.name)
                if verdict.report is not None:
                    known = {} if self._anew(task) else self._parts.known(task)
                    self._keep(verdicts, task, self._parts.merged(verdict.report, known), summary)
                    summary.graded += 1
                else:
                    self._set_aside(quarantine, verdict, summary, task.person)
                progress(summary)
            for person, tasks in several.items():
                self._count_best(verdicts, person, tasks)
        self._seeds.finish()
        return summary

    def _keep(self, verdicts: IO[bytes], task: Task, report: dict, summary: Summary) -> None:
        """Write a verdict under a name, with what is that hand-in's own."""
        entry = {key: value for key, value in report.items() if key not in ("person", "files", "ignored")}
        entry |= {"submission": task.name, "digest": task.digest}
        ours = report["course"] == self.course  # and not of a worker with other suites
        entry["exercises"] = [
            self._parts.told(task if ours else replace(task, contents=()), each) for each in report["exercises"]
        ]
        kept = sum(each["graded"] == KEPT for each in entry["exercises"])
        summary.kept, summary.now = summary.kept + kept, summary.now + len(entry["exercises"]) - kept
        ignored = [{"file": name, "why": why} for name, why in task.ignored]
        if ignored:
            entry["ignored"] = ignored
        if task.person and task.person != task.name:
            entry["person"] = task.person
        # What quotes the hand-in's own name or place is for nobody else.
        own = ("submission", "digest", "person", "files", "ignored")
        told = {key: value for key, value in report.items() if key not in own}
        text = json.dumps(told, ensure_ascii=False)
        if not any(each in text for each in (str(task.path.parent), task.name, task.path.name)):
            entry["files"] = list(task.files)
        self._write(verdicts, entry)
        summary.ignored += [(task.name, name, why) for name, why in task.ignored]

    def _set_aside(self, quarantine: IO[bytes], verdict: Verdict, summary: Summary, person: str) -> None:
        kind = verdict.kind or SET_ASIDE
        summary.asides.append(Aside(verdict.name, verdict.problem, kind))
        entry = {"submission": verdict.name, "digest": verdict.digest, "problem": verdict.problem, "kind": kind}
        entry |= {"person": person} if person and person != verdict.name else {}
        after = (self.folder / VERDICTS).stat().st_size
        self._write(quarantine, entry | {"course": self.course, "seed": self.seed, "after": after})

    def _missing(
        self,
        tasks: Iterable[Task | Verdict | LeftOut],
        verdicts: IO[bytes],
        quarantine: IO[bytes],
        summary: Summary,
        progress: Callable[[Summary], None],
        several: dict[str, list[Task]],
        running: dict[str, Task],
    ) -> Iterator[Task]:
        """The tasks to be graded. What is known already gets its line at once, where the last one says otherwise."""
        for task in tasks:
            if isinstance(task, LeftOut):
                summary.left_out.append(task)
                continue
            summary.found += 1
            standing = self._standing.get(task.person or task.name)
            current = standing is not None and self._holds(standing.course, standing.seed)
            again = isinstance(task, Task) and self._anew(task)
            # What holds of the very same hand-in, else nothing.
            same = (
                standing
                if current and standing and (standing.name, standing.digest) == (task.name, task.digest)
                else None
            )
            if isinstance(task, Verdict):
                if same and not same.verdict and same.problem == task.problem:
                    summary.asides.append(Aside(task.name, task.problem, same.kind))
                else:
                    self._set_aside(quarantine, task, summary, task.person)
            elif not again and (same and same.verdict or task.several and (task.name, task.digest) in self._own):
                summary.before += 1
                summary.ignored += [(task.name, name, why) for name, why in task.ignored]
            elif same and same.kind != NOT_GRADED and not self._retry and not again:
                summary.asides.append(Aside(task.name, same.problem, same.kind))
            else:
                report = None if again else self._known(task)
                if report is None:
                    if task.several:
                        several.setdefault(task.person, []).append(task)
                    task = task if again else replace(task, only=self._parts.unknown(task))
                    running[task.name] = task
                    yield task
                    continue
                self._keep(verdicts, task, report, summary)
                summary.graded += 1
            if isinstance(task, Task) and task.several:
                several.setdefault(task.person, []).append(task)
            progress(summary)

    def _anew(self, task: Task) -> bool:
        return self._fresh or task in self._again

    def _known(self, task: Task) -> dict | None:
        """The whole report on a submission, if everything in it is known: as one, or exercise by exercise."""
        place = self._own.get((task.name, task.digest), self._shared.get((task.digest, task.files)))
        if place is not None:
            report = self._line(place)
            return report | {"exercises": [each | {"graded": KEPT} for each in report["exercises"]]}
        return self._parts.whole(task, reports.kit_version(), self.course)

    def _count_best(self, verdicts: IO[bytes], person: str, tasks: list[Task]) -> None:
        """Of several attempts the best counts, of equals the later: its verdict becomes the last."""
        places = [(place, task) for task in tasks if (place := self._own.get((task.name, task.digest))) is not None]
        if not places:
            return
        _, best = max(places, key=lambda each: (self._line(each[0])["score"], tasks.index(each[1])))
        standing = self._standing[person]
        if not standing.verdict or (standing.name, standing.digest) != (best.name, best.digest):
            self._write(verdicts, self._line(self._own[best.name, best.digest]))

    def _line(self, place: int) -> dict:
        with open(self.folder / VERDICTS, "rb") as file:
            file.seek(place)
            return json.loads(file.readline())

    def _write(self, file: IO[bytes], entry: dict) -> None:
        """Append one line; from then on it is graded, whatever happens to this process."""
        place = file.tell()
        line = json.dumps(entry, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        file.write(line)
        file.flush()
        self._note(Path(file.name).name, json.loads(line), place)

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
            shutil.rmtree(self.gathered, ignore_errors=True)  # of a run that was killed
            try:
                yield verdicts, quarantine
            finally:
                shutil.rmtree(self.gathered, ignore_errors=True)
            os.fsync(verdicts.fileno())
            os.fsync(quarantine.fileno())
