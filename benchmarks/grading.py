"""What grading many submissions costs, side by side: `kit grade`'s warm processes, a fresh pytest process, otter run.

    python benchmarks/grading.py [--submissions N] [--learners N] [--soak N] [--otter PYTHON]

All grade the lecture's part. Ratios are of processor time, of all processes that a way of grading takes, so what else the
machine does shifts them little; starting and warming up the processes that are kept is left out, and told beside them.
Three rows are of time on the clock, as people wait for it, and need a machine with nothing else to do. `--otter` names the
Python of an environment with otter-grader and the kit; without it that row is left out. `--soak` grades N submissions in
one process and says whether it grew. `kit watch` has its figures in benchmarks/warm.py.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import psutil
from otter_assignment import make_assignment

from kit import course
from kit.course import ROOT
from kit.grading.batch import Batch
from kit.grading.client import Worker
from kit.grading.hand_ins import tasks as tasks_of
from kit.grading.pool import Pool, Task

LECTURE = tuple(exercise.slug for exercise in course.load().exercises if exercise.part == "lecture")
SUITES = [f"tests/test_{slug}.py" for slug in LECTURE]
WARM_UP = 6
HAND_INS = 5
"""Of each learner of a class."""


def text(slug: str, kind: str) -> str:
    return (ROOT / kind / f"{slug}.py").read_text(encoding="utf-8")


def make_submissions(folder: Path, number: int, solved: int) -> list[Task]:
    """Submissions of which so many exercises are solved and the others are stubs, no two of them alike."""
    made = []
    for k in range(number):
        target = folder / f"learner{k}"
        target.mkdir(parents=True)
        for place, slug in enumerate(LECTURE):
            answer = text(slug, "solutions" if place < solved else "exercises")
            (target / f"{slug}.py").write_text(f"{answer}\n# learner {k}\n", encoding="utf-8")
        made.append(Task(target.name, f"{k:064x}", target))
    return made


def spent(workers: Iterable[Worker] = ()) -> float:
    """Seconds of processor time: of this process, of its children that have ended, and of these workers' families."""
    total = time.process_time()
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    total += ended.ru_utime + ended.ru_stime
    for worker in workers:
        process = psutil.Process(worker.pid)
        for each in (process, *process.children()):
            times = each.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def measured(work: Callable[[], object], workers: Iterable[Worker] = ()) -> tuple[float, float]:
    """Seconds of processor time, and on the clock, that something takes."""
    before, start = spent(workers), time.perf_counter()
    work()
    return spent(workers) - before, time.perf_counter() - start


def run(*command: str, status: tuple[int, ...] = (0, 1)) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode in status, done.stdout[-2000:] + done.stderr[-2000:]


def fresh(tasks: list[Task]) -> float:
    """Core-seconds a submission with a fresh pytest process each."""
    found = [
        measured(lambda path=task.path: run("pytest", "-q", "-p", "no:cacheprovider", f"--submission={path}", *SUITES))
        for task in tasks
    ]
    return statistics.mean(cores for cores, _ in found)


def warm(pool: Pool, tasks: list[Task]) -> tuple[float, float]:
    """Core-seconds, and seconds on the clock, a submission with warm processes that were warmed up on some before."""
    list(pool.run(tasks[: WARM_UP * pool.workers]))
    found = []
    cores, clock = measured(lambda: found.extend(pool.run(tasks)), pool._workers._all)
    assert all(verdict.report for verdict in found), [verdict.problem for verdict in found if not verdict.report]
    return cores / len(tasks), clock / len(tasks)


def graded(batch: Batch, handed_in: Path, pool: Pool):
    return batch.grade(tasks_of([handed_in], batch.gathered), pool)


def of_a_class(folder: Path, learners: int) -> tuple[float, float, int, int]:
    """A class that hands in HAND_INS times, one file changed at a time, half of the files stubs.

    Core-seconds a hand-in, for `kit grade` and for fresh pytest processes; exercises that were graded, and kept.
    """
    handed_in = folder / "class"
    half = len(LECTURE) // 2
    made = make_submissions(handed_in, learners, half + 1)
    for task in made:
        for slug in LECTURE[half + 1 :]:
            (task.path / f"{slug}.py").write_text(text(slug, "exercises"), encoding="utf-8")
    alone = fresh(made[:3])
    total, now, kept = 0.0, 0, 0
    with Pool(1, LECTURE, workers=1) as pool:
        list(pool.run(make_submissions(folder / "warm-up", WARM_UP, half)))
        for turn in range(HAND_INS):
            for k, task in enumerate(made if turn else []):
                changed = task.path / f"{LECTURE[(k + turn) % (half + 1)]}.py"
                changed.write_text(f"{changed.read_text(encoding='utf-8')}# hand-in {turn}\n", encoding="utf-8")
            batch = Batch(folder / "out", 1, LECTURE)
            summary = []
            cores, _ = measured(lambda: summary.append(graded(batch, handed_in, pool)), pool._workers._all)  # noqa: B023
            assert summary[0].graded == learners, summary
            total, now, kept = total + cores, now + summary[0].now, kept + summary[0].kept
    return total / (learners * HAND_INS), alone, now, kept


def cold(folder: Path) -> tuple[float, float]:
    """Seconds on the clock of one submission by `kit grade` and by `pytest --isolate`, each by those of plain pytest.

    Medians; the three take turns.
    """
    (task,) = make_submissions(folder / "one", 1, len(LECTURE))
    exercises = [word for slug in LECTURE for word in ("--exercise", slug)]
    pytest = ("pytest", "-q", "-p", "no:cacheprovider", f"--submission={task.path}", *SUITES)
    grade = ("kit", "grade", str(task.path), *exercises, "--out", str(folder / "one-out"), "--fresh")
    ways = (pytest, grade, (*pytest, "--isolate"))
    found = [[measured(lambda way=way: run(*way))[1] for way in ways] for _ in range(3)]
    plain, graded, isolated = (statistics.median(times) for times in zip(*found, strict=True))
    return graded / plain, isolated / plain


def start() -> float:
    """Core-seconds until a warm process is ready."""

    def ready() -> None:
        worker = Worker(slugs=LECTURE)
        worker.ready()
        worker.close()

    return measured(ready)[0]


def private_memory(tasks: list[Task]) -> float:
    """The most private memory, in MB, that one submission in flight was seen to have: its run and its child.

    After a warm-up, as everywhere here: the first few submissions compute for themselves what later ones share.
    """
    worker = Worker(slugs=LECTURE)
    for task in tasks[:WARM_UP]:
        worker.grade(task.path)
    most = 0
    process = psutil.Process(worker.pid)
    hosts = set(process.children())
    done = False

    def watch() -> None:
        nonlocal most
        while not done:
            try:
                running = [child for child in process.children() if child not in hosts]
                running += [cell for host in hosts for cell in host.children()]
                most = max(most, sum(child.memory_full_info().uss for child in running))
            except psutil.Error:
                continue

    import threading

    thread = threading.Thread(target=watch)
    thread.start()
    for task in tasks[:4]:
        worker.grade(task.path)
    done = True
    thread.join()
    worker.close()
    return most / 1e6


def soak(tasks: list[Task], number: int) -> str:
    """Grade `number` submissions in one process; its memory, descriptors and descendants before and after."""
    worker = Worker(slugs=LECTURE)
    process = psutil.Process(worker.pid)
    for task in tasks[:WARM_UP]:
        worker.grade(task.path)

    def state() -> tuple[float, int, int]:
        family = [process, *process.children(recursive=True)]
        return (
            sum(member.memory_full_info().uss for member in family) / 1e6,
            sum(member.num_fds() for member in family),
            len(family),
        )

    before, start = state(), time.perf_counter()
    for k in range(number):
        assert worker.grade(tasks[k % len(tasks)].path).report
    after, took = state(), time.perf_counter() - start
    worker.close()
    return (
        f"{number} in {took:.0f} s; memory {before[0]:.0f} -> {after[0]:.0f} MB, "
        f"descriptors {before[1]} -> {after[1]}, processes {before[2]} -> {after[2]}"
    )


def otter(python: str, folder: Path, runs: int = 3) -> float:
    """Core-seconds a submission with `otter run` on an assignment of as many tests."""
    grader, notebook = make_assignment(folder, python)

    def once() -> None:
        done = subprocess.run(
            [python, "-m", "otter", "run", "-a", str(grader), "-o", str(folder), str(notebook)],
            cwd=folder, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    return statistics.median(measured(once)[0] for _ in range(runs))


def row(name: str, found: float, bound: str, holds: bool) -> None:
    print(f"{name:<72}{found:>9.2f}   {bound:<12}{'ok' if holds else 'MISSED'}")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--submissions", type=int, default=20)
    options.add_argument("--learners", type=int, default=60)
    options.add_argument("--soak", type=int, default=0)
    options.add_argument("--otter", metavar="PYTHON")
    asked = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="grading-"))
    try:
        solved = make_submissions(folder / "solved", asked.submissions, len(LECTURE))
        half = make_submissions(folder / "half", asked.submissions, len(LECTURE) // 2 + 1)
        load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
        print(f"{os.cpu_count()} cores, load before {load}; {asked.submissions} submissions of each kind\n")
        whole, part = fresh(solved[:4]), fresh(half[:4])
        with Pool(1, LECTURE, workers=1) as pool:
            one, one_clock = warm(pool, solved)
            one_half, _ = warm(pool, half)
        with Pool(1, LECTURE, workers=2) as pool:
            _, two_clock = warm(pool, solved)
        print(
            f"fresh pytest, core-seconds: {whole:.2f} solved, {part:.2f} half solved; a warm process starts in {start():.1f}"
        )
        print(f"warm, core-seconds: {one:.3f} solved, {one_half:.3f} half solved\n")
        row("fresh pytest / warm, solved, nothing kept, per core-second", whole / one, ">= 10", whole / one >= 10)
        row("the same, half solved", part / one_half, ">= 20", part / one_half >= 20)
        if asked.otter:
            found = otter(asked.otter, folder) / one
            row("otter run / warm, as many tests, per core-second", found, ">= 20", found >= 20)
        kept, alone, now, known = of_a_class(folder, asked.learners)
        name = f"class of {asked.learners}, {HAND_INS} hand-ins each: fresh pytest / kit grade, per core-second"
        row(name, alone / kept, ">= 60", alone / kept >= 60)
        for way, found in zip(("kit grade ONE", "pytest --isolate"), cold(folder), strict=True):
            row(f"cold {way} / cold pytest, on the clock", found, "<= 1.5", found <= 1.5)
        row("two workers / one, on the clock", one_clock / two_clock, ">= 1.8", one_clock / two_clock >= 1.8)
        found = private_memory(solved)
        row("private memory of a submission in flight, MB", found, "<= 33", found <= 33)
        print(
            f"\nthe class: {kept * 1000:.0f} core-milliseconds a hand-in, {alone:.2f} core-seconds with a fresh pytest;"
        )
        print(f"{now} exercises were graded, {known} known from the same file before")
        if asked.soak:
            print(f"\nsoak: {soak(solved, asked.soak)}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
