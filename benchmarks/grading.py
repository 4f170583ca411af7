"""What grading many submissions costs, side by side: `kit grade`'s warm processes, a fresh pytest process, otter run.

    python benchmarks/grading.py [--submissions N] [--soak N] [--otter PYTHON]

All grade the same submissions of part one, solved and half-solved by turns. Ratios within this run are what counts.
`--otter` names the Python of an environment with otter-grader and the kit; without it that row is left out. `--soak`
grades N submissions in one process and says whether it grew.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from otter_assignment import make_assignment

from kit import course
from kit.course import ROOT
from kit.grading.cluster import Cluster  # noqa: E402
from kit.grading.keeper import Keeper
from kit.grading.pool import Pool, Task

LECTURE = tuple(exercise.slug for exercise in course.load().exercises if exercise.part == "lecture")
SUITES = [f"tests/test_{slug}.py" for slug in LECTURE]
WARM_UP = 6


def make_submissions(folder: Path, number: int) -> list[Task]:
    """Solved and half-solved (the later exercises are stubs) by turns, no two alike."""
    tasks = []
    for k in range(number):
        target = folder / f"learner{k}"
        target.mkdir()
        for place, slug in enumerate(LECTURE):
            source = "solutions" if k % 2 == 0 or place < 4 else "exercises"
            text = (ROOT / source / f"{slug}.py").read_text(encoding="utf-8")
            (target / f"{slug}.py").write_text(f"{text}\n# learner {k}\n", encoding="utf-8")
        tasks.append(Task(target.name, f"{k:064x}", target))
    return tasks


def fresh(tasks: list[Task]) -> float:
    """Seconds a submission with a fresh pytest process each."""
    times = []
    for task in tasks:
        start = time.perf_counter()
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--submission={task.path}", *SUITES]
        subprocess.run(command, cwd=ROOT, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.mean(times)


def warm(pool, tasks: list[Task]) -> float:
    """Seconds a submission with warm processes, which have been warmed up on some before."""
    list(pool.run(tasks[: WARM_UP * max(getattr(pool, "workers", 2), 1)]))
    start = time.perf_counter()
    done = list(pool.run(tasks))
    assert all(verdict.report for verdict in done), [verdict.problem for verdict in done if not verdict.report]
    return (time.perf_counter() - start) / len(tasks)


def private_memory(tasks: list[Task]) -> float:
    """The most private memory, in MB, that one submission in flight was seen to have: its run and its child.

    After a warm-up, as everywhere here: the first few submissions compute for themselves what later ones share.
    """
    keeper = Keeper(slugs=LECTURE)
    for task in tasks[:WARM_UP]:
        keeper.grade(task.path)
    most = 0
    process = psutil.Process(keeper.pid)
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
        keeper.grade(task.path)
    done = True
    thread.join()
    keeper.close()
    return most / 1e6


def soak(tasks: list[Task], number: int) -> str:
    """Grade `number` submissions in one process; its memory, descriptors and descendants before and after."""
    keeper = Keeper(slugs=LECTURE)
    process = psutil.Process(keeper.pid)
    for task in tasks[:WARM_UP]:
        keeper.grade(task.path)

    def state() -> tuple[float, int, int]:
        family = [process, *process.children(recursive=True)]
        return (
            sum(member.memory_full_info().uss for member in family) / 1e6,
            sum(member.num_fds() for member in family),
            len(family),
        )

    before, start = state(), time.perf_counter()
    for k in range(number):
        assert keeper.grade(tasks[k % len(tasks)].path).report
    after, took = state(), time.perf_counter() - start
    keeper.close()
    return (
        f"{number} in {took:.0f} s; memory {before[0]:.0f} -> {after[0]:.0f} MB, "
        f"descriptors {before[1]} -> {after[1]}, processes {before[2]} -> {after[2]}"
    )


def otter(python: str, folder: Path, runs: int = 3) -> float:
    """Seconds a submission with `otter run` on an assignment of as many tests."""
    grader, notebook = make_assignment(folder, python)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        done = subprocess.run(
            [python, "-m", "otter", "run", "-a", str(grader), "-o", str(folder), str(notebook)],
            cwd=folder, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def row(name: str, found: float, bound: str, holds: bool) -> None:
    print(f"{name:<58}{found:>9.2f}   {bound:<12}{'ok' if holds else 'MISSED'}")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--submissions", type=int, default=24)
    options.add_argument("--soak", type=int, default=0)
    options.add_argument("--otter", metavar="PYTHON")
    asked = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="grading-"))
    try:
        (folder / "handed in").mkdir()
        tasks = make_submissions(folder / "handed in", asked.submissions)
        cold = fresh(tasks[:4])
        with Pool(1, LECTURE, workers=1) as pool:
            one = warm(pool, tasks)
        with Pool(1, LECTURE, workers=2) as pool:
            two = warm(pool, tasks)
        from distributed import LocalCluster

        with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
            with Cluster(cluster.scheduler_address, 1, LECTURE) as pool:
                dask = warm(pool, tasks)
        print(f"{os.cpu_count()} cores, {len(tasks)} submissions of part one, solved and half-solved by turns\n")
        print(f"fresh pytest process: {cold:.2f} s a submission; warm, one worker: {one:.3f} s; two: {two:.3f} s\n")
        row("throughput, one worker, over fresh pytest processes", cold / one, ">= 30", cold / one >= 30)
        row("throughput, two workers, over one fresh process at a time", cold / two, "", True)
        row("throughput, two workers over one", one / two, ">= 1.7", one / two >= 1.7)
        row("throughput lost to Dask, two workers", dask / two - 1, "<= 0.10", dask / two <= 1.10)
        if asked.otter:
            found = otter(asked.otter, folder) / one
            row("throughput, one worker, over otter run", found, ">= 60", found >= 60)
        found = private_memory(tasks)
        row("private memory of a submission in flight, MB", found, "<= 40", found <= 40)
        if asked.soak:
            print(f"\nsoak: {soak(tasks, asked.soak)}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
