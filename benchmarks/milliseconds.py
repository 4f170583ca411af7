"""Where the processor time of one solved submission of the lecture's part goes, as a table that adds up; and the floor.

    python benchmarks/milliseconds.py [--submissions N]

The warm worker of `kit grade`, with clocks at what is named in the table: each counts its own time, without that of the
ones inside it. What no clock saw (a fork, the end of a process, what a clock itself costs) is a row of its own: the
kernel's account of all processes less the rows. The floor are the same calls of exercises 4 to 7 in a bare loop, in a
process that has all tokenizers: no fork, no limits, no comparison.
"""

import argparse
import importlib.util
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import _pytest.main
import _pytest.python
import psutil
import pytest
import timed_host
from grading import LECTURE, WARM_UP, make_submissions

from kit import course
from kit.course import temporary
from kit.grading import fixtures
from kit.grading.client import CHOSEN
from kit.grading.run import RUN
from kit.grading.warm import PLAIN, Warm, without_other_plugins
from kit.grading.worker import Worker, collect
from kit.learner.call import Call
from kit.sandbox import children, wire
from kit.sandbox.hosts import Hosts

MODELS = ("ex04_encode", "ex05_decode", "ex06_special", "ex07_vocab")


def jobs(paths: list[Path], begin: Callable[[], None]) -> Iterator[bytes]:
    """What a worker is asked: to grade these, one after the other, the first few unmeasured."""
    for number, path in enumerate(paths):
        if number == WARM_UP:
            begin()
        yield json.dumps({"id": number, "exercises": [], "submission": str(path)}).encode() + b"\n"


def clocks(out: Path) -> None:
    """Have the process that grades write down, for each submission, what its time went to."""
    timed_host.timed(children.Child, "ask", lambda *rest: "crossing")
    timed_host.timed(children.Child, "ask_several", lambda *rest: "crossing")
    timed_host.timed(children.Host, "child", lambda *rest: "crossing")
    timed_host.timed(_pytest.python.Function, "runtest", lambda *rest: "suites: cases, expected values, comparing")
    timed_host.timed(_pytest.python.Function, "setup", lambda *rest: "fixtures")
    timed_host.timed(_pytest.main, "pytest_runtestloop", lambda *rest: "pytest's protocol and the plugin")
    work = Worker.work
    seen: dict[int, dict] = {}
    frames = Counter[str]()
    received = children.Child._received

    def noting(self: children.Child, *args: Any) -> dict:
        answer = received(self, *args)
        frames["answers"] += 1
        seen[id(self)] = {"child": self, **answer.pop("timers", {})}
        return answer

    asking = wire.Channel.send

    def counting(self: wire.Channel, *data: bytes, deadline: float | None = None) -> None:
        frames["frames"] += 1
        asking(self, *data, deadline=deadline)

    def measured(self: Worker, session: pytest.Session) -> int:
        timed_host.spent.clear()
        children.Child._received, wire.Channel.send = noting, counting  # type: ignore[method-assign]
        status = work(self, session)
        cells = Counter[str]()
        for each in seen.values():
            each.pop("child")
            cells.update(each)
        run = timed_host.spent | {"the practice Hub's thread": (time.process_time() - time.thread_time()) * 1000}
        run["all"] = time.process_time() * 1000
        calls = {"questions": frames["frames"], "answers": frames["answers"]}
        with out.open("a") as file:
            file.write(json.dumps({"run": run, "cells": dict(cells), "calls": calls}) + "\n")
        return status

    Worker.work = measured  # type: ignore[method-assign]


def kernel() -> float:
    """Milliseconds that all processes of this one took, by the kernel's account."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = time.process_time() + ended.ru_utime + ended.ru_stime
    for process in psutil.Process().children():
        times = process.cpu_times()
        total += times.user + times.system + times.children_user + times.children_system
    return total * 1000


class Calls:
    """A pytest plugin that keeps the calls of a run in this process, to make them again."""

    def __init__(self) -> None:
        self.made: list[Call] = []

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        self.made += item.config.stash[RUN].package.log.calls


def floor(repeats: int) -> tuple[float, int]:
    """Milliseconds of the calls of MODELS in a bare loop over freshly run files, and how many there are."""
    calls = Calls()
    arguments = [f"tests/test_{slug}.py" for slug in MODELS]
    assert pytest.main([*arguments, *PLAIN, "--solutions"], plugins=[calls]) == 0
    total = 0.0
    for number in range(repeats):
        modules = dict(fresh(number))
        start = time.process_time()
        for call in calls.made:
            try:
                getattr(modules[call.slug], call.name)(*call.args, **call.kwargs)
            except ValueError:
                pass  # what some of these calls are to raise
        total += time.process_time() - start
    return total / repeats * 1000, len(calls.made)


def fresh(number: int) -> Iterator[tuple[str, Any]]:
    for slug in MODELS:
        spec = importlib.util.spec_from_file_location(f"{slug}_{number}", course.ROOT / "solutions" / f"{slug}.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[module.__name__] = module
        spec.loader.exec_module(module)
        yield slug, module


def grade(paths: list[Path], out: Path) -> float:
    """Grade these as a keeper does; milliseconds of the kernel's account for those after the warm-up."""
    children.PROGRAM = "benchmarks.timed_host"
    exercises = [exercise for exercise in course.load().exercises if exercise.slug in LECTURE]
    small = fixtures.make_small(temporary.folder("small"))
    hosts = Hosts(course.load(), small.values(), LECTURE, many=True)
    warm = Warm(hosts)
    warm.prepare(sorted({model for exercise in exercises for model in exercise.models}))
    fixtures.warm_up(small)
    before: list[float] = []

    def begin() -> None:
        out.write_text("")
        before.append(kernel())

    clocks(out)
    settings = CHOSEN | {"isolate": True, "spare": False, "suites": [str(exercise.suite) for exercise in exercises]}
    settings["arguments"] = ["--seed=1", "--solutions", "--isolate"]
    with open(os.devnull, "wb") as nowhere:
        collect(Worker(settings, warm, jobs(paths, begin), nowhere))
    whole = kernel() - before[0]
    warm.close()
    hosts.close()
    return whole


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--submissions", type=int, default=20)
    number = options.parse_args().submissions
    said = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)  # where a worker's standard output goes, too
    without_other_plugins()
    folder = Path(tempfile.mkdtemp(prefix="milliseconds-"))
    out = folder / "out"
    try:
        if os.fork() == 0:  # what is measured first must not be there for what comes behind it
            bare, calls = floor(5)
            (folder / "floor").write_text(json.dumps([bare, calls]))
            os._exit(0)
        os.wait()
        tasks = make_submissions(folder / "in", WARM_UP + number, len(LECTURE))
        whole = grade([task.path for task in tasks], out) / number
        found = [json.loads(line) for line in out.read_text().splitlines()]
        assert len(found) == number, len(found)
        rows = Counter[str]()
        for each in found:
            for where in ("run", "cells"):
                seen = each[where].pop("all")
                for key, spent in each[where].items():
                    rows[f"{where}: {key}"] += spent / number
                rows[f"{where}: not under a clock"] += (seen - sum(each[where].values())) / number
        rows["forks, ends of processes, the hosts"] = whole - sum(rows.values())
        for key, spent in sorted(rows.items(), key=lambda row: -row[1]):
            print(f"{key:<72}{spent:>8.1f}", file=said)
        print(f"{'all':<72}{whole:>8.1f}", file=said)
        calls = found[-1]["calls"]
        print(f"\n{calls['questions']} frames sent by the grader, {calls['answers']} answers of children", file=said)
        bare, made = json.loads((folder / "floor").read_text())
        own = sum(spent for key, spent in rows.items() if key[-4:] in {slug[:4] for slug in MODELS})
        print(f"the floor: the {made} calls of exercises 4 to 7 in a bare loop take {bare:.1f} ms", file=said)
        print(f"in the sandboxed process, within their limits, they take {own:.1f} ms", file=said)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
