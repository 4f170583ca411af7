"""Many runs of the kit's pytest, each in a forked child of one warm process: a second for what costs a minute cold.

    python -m checks.warm_jobs JOBS.json

JOBS.json holds {"models": […], "jobs": [{"arguments": […], "screen": FILE}, …]}.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from kit.course import ROOT


@dataclass
class Job:
    """One run: pytest's arguments, and after it the exit status, the report and what was on the screen."""

    arguments: list[str]
    status: int = -1
    report: dict = field(default_factory=dict)
    screen: str = ""

    def exercise(self, slug: str) -> dict:
        """One exercise of the report."""
        return next(entry for entry in self.report["exercises"] if entry["slug"] == slug)


def run_all(jobs: list[Job], models: list[str], folder: Path) -> None:
    """Run the jobs and fill them in. AssertionError with the output when the warm process itself failed."""
    listed = []
    for number, job in enumerate(jobs):
        arguments = [*job.arguments, f"--report={folder / f'{number}.json'}", "-p", "no:cacheprovider"]
        listed.append(
            {
                "arguments": arguments,
                "screen": str(folder / f"{number}.txt"),
                "status": str(folder / f"{number}.status"),
            }
        )
    (folder / "jobs.json").write_text(json.dumps({"models": models, "jobs": listed}))
    command = [sys.executable, "-m", "checks.warm_jobs", str(folder / "jobs.json")]
    environment = os.environ | {"NO_COLOR": "1", "COLUMNS": "80"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    for number, job in enumerate(jobs):
        job.status = int((folder / f"{number}.status").read_text())
        job.screen = (folder / f"{number}.txt").read_text(errors="replace")
        report = folder / f"{number}.json"
        job.report = json.loads(report.read_text()) if report.exists() else {}


def main(path: str) -> int:
    import pytest

    from kit.grading.warm import Warm

    plan = json.loads(Path(path).read_text())
    warm = Warm()
    warm.prepare(plan["models"])
    for job in plan["jobs"]:

        def work(job=job) -> int:
            screen = os.open(job["screen"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.dup2(screen, 1)
            os.dup2(screen, 2)
            return pytest.main(job["arguments"])

        Path(job["status"]).write_text(str(warm.run(work)))
    warm.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
