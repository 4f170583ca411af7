"""Many submissions against one suite in one warm process, with what the checks of the diagnosis need to see of each run.

python -m checks.forked          a worker as kit/grading/worker.py is, started by `grade`
"""

import contextlib
import os
import time
from pathlib import Path

from kit.course import ROOT
from kit.grading import diagnosing
from kit.grading.client import Worker
from kit.suite import diagnosis


def grade(suite: str, submissions: list[Path], stop: list[bool], *, isolate: bool = False) -> list[dict]:
    """The reports of `submissions`; `{}` for one whose run died. `stop` says which end at their first failure.

    Each has also `weighed`, the wrong answers that fit, by exercise and function (see kit/grading/diagnosing.py),
    `shown`, what each test's failure showed by itself, and `cost`, the processor time of the diagnoses, by function.
    """
    arguments = ["--isolate"] if isolate else []
    worker = Worker(suites=[ROOT / suite], isolate=isolate, arguments=arguments, program="checks.forked")
    with contextlib.closing(worker):
        done = [worker.grade(path, stop=end) for path, end in zip(submissions, stop, strict=True)]
        return [each.report or {} for each in done]


def timed() -> dict[str, float]:
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


if __name__ == "__main__":
    from kit.grading import worker

    class Weighing(worker.Worker):
        """Tells besides the report how it came to its diagnoses."""

        def work(self, session) -> int:
            os.dup2(os.open(os.devnull, os.O_RDWR), 2)  # of what hundreds of answers log nobody reads anything
            return super().work(session)

        def report(self, run) -> dict:
            more = {"weighed": diagnosing.as_data(run), "shown": run.causes, "cost": cost}
            return super().report(run) | more

        def rehearse(self, session) -> None:
            """Never: some of these suites note each run of theirs, and are to note the submissions' alone."""

    cost = timed()
    worker.end(worker.main(Weighing))
