"""Many submissions against one suite in one pytest session: collected once, every submission in a forked child.

    python -m checks.forked JOBS.json

JOBS.json holds {"models": […], "suite": FILE, "isolate": bool, "jobs": [{"submission": PATH, "report": FILE,
"stop": bool}, …]}.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from kit.course import ROOT


def grade(
    suite: str, models: list[str], submissions: list[Path], folder: Path, stop: list[bool], *, isolate: bool = False
) -> list[dict]:
    """The reports of `submissions`; `{}` for one whose run died. `stop` says which end at their first failure.

    Each has also `weighed`, the wrong answers that fit, by exercise and function (see kit/grading/diagnosing.py),
    `shown`, what each test's failure showed by itself, and `cost`, the processor time of the diagnoses, by function.
    """
    jobs = [
        {"submission": str(path), "report": str(folder / f"{number}.json"), "stop": stop[number]}
        for number, path in enumerate(submissions)
    ]
    plan = folder / "jobs.json"
    plan.write_text(json.dumps({"models": models, "suite": suite, "isolate": isolate, "jobs": jobs}))
    command = [sys.executable, "-m", "checks.forked", str(plan)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    found = [Path(job["report"]) for job in jobs]
    return [json.loads(path.read_text()) if path.exists() else {} for path in found]


class Forking:
    """A pytest plugin that runs the collected tests once for every job, each time in a child."""

    def __init__(self, warm, jobs: list[dict]) -> None:
        self.warm = warm
        self.jobs = jobs

    def pytest_runtestloop(self, session) -> bool:
        for job in self.jobs:
            self.warm.run(lambda job=job: self.child(session, job))
        return True

    def child(self, session, job: dict) -> int:
        """Grade one job in this process, which ends afterwards."""
        from _pytest.main import pytest_runtestloop

        from kit.grading import diagnosing
        from kit.grading.run import RUN
        from kit.suite import diagnosis

        silence = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(silence, number)
        cost = timed(diagnosis)
        run = session.config.stash[RUN]
        run.grade_instead(Path(job["submission"]))
        session.config.option.maxfail = 1 if job["stop"] else 0
        try:
            pytest_runtestloop(session)
        except session.Failed:
            pass  # stopped at the first failure
        found = run.build_report().as_dict() | {"weighed": diagnosing.as_data(run), "shown": run.causes, "cost": cost}
        Path(job["report"]).write_text(json.dumps(found), encoding="utf-8")
        return 0


def timed(diagnosis) -> dict[str, float]:
    """The processor time (seconds) that weighing takes from now on, by function."""
    found: dict[str, float] = {}
    weigh = diagnosis.weigh

    def weighed(calls, entries):
        start = time.thread_time()
        try:
            return weigh(calls, entries)
        finally:
            found[calls[0].call.name] = round(time.thread_time() - start, 4)

    diagnosis.weigh = weighed
    return found


def main(path: str) -> int:
    import pytest

    from kit import course
    from kit.grading.warm import Warm

    plan = json.loads(Path(path).read_text())
    hosts = None
    if plan["isolate"]:
        from kit.sandbox.hosts import Hosts

        hosts = Hosts(course.load())
        withheld = course.load().exercise(Path(plan["suite"]).stem.removeprefix("test_")).withheld
        hosts.of("full").ready()
        hosts.of("bare" if withheld else "full").ready()  # before any child asks: it would be told nothing any more
    warm = Warm(hosts)
    warm.prepare(plan["models"])
    arguments = [plan["suite"], "-q", "-p", "no:cacheprovider", "--capture=sys"]
    arguments += ["--isolate"] if hosts else []
    try:
        status = pytest.main(arguments, plugins=[Forking(warm, plan["jobs"])])
    finally:
        warm.close()
        if hosts:
            hosts.close()
    return 0 if status in (0, 5) else int(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
