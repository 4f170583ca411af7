"""Hostile submissions one after the other in one warm session, each followed by an honest one; the machine is looked at.

    python -m checks.hostile_session PLAN.json

The plan is what checks/siege.py writes; PLAN.json.done holds what was found. `weak` names layers of the sandbox
to take away, so that a check can see what they are for; `isolate` is false to see what the process boundary is for.
"""

import hashlib
import json
import os
import signal
import sys
import threading
from pathlib import Path

from kit.course import ROOT

PATIENCE = 900
"""Seconds after which a run that does not end is killed, and counts as broken."""


class Session:
    """A pytest plugin that runs the collected tests once for every job, each time in a child, an honest submission after
    each, and compares what there is before and after."""

    def __init__(self, warm, plan: dict) -> None:
        self.warm = warm
        self.plan = plan
        self.jobs = plan["jobs"]
        self.found: list[dict] = []

    def pytest_runtestloop(self, session) -> bool:
        self.items = list(session.items)
        honest = self.plan["honest"]
        self._run(session, honest)  # whatever is made once is there now
        for job in self.jobs:
            path = Path(job["submission"])
            path.write_bytes(path.read_bytes().replace(b"@SESSION@", str(os.getpid()).encode()))
            before = self._state()
            status = self._run(session, job)
            after = self._run(session, honest)
            changed = {key: [value, now] for key, value in before.items() if (now := self._state()[key]) != value}
            report = Path(honest["report"])
            self.found.append(
                {
                    "status": status,
                    "after": after,
                    "changed": changed,
                    "honest": json.loads(report.read_text()) if report.exists() else {},
                }
            )
            report.unlink(missing_ok=True)
        return True

    def _run(self, session, job: dict) -> int:
        return self.warm.run(lambda: self.child(session, job))

    def child(self, session, job: dict) -> int:
        """Grade one job in this process, which ends afterwards."""
        from _pytest.main import pytest_runtestloop

        from kit.grading.run import RUN
        from kit.learner import importing
        from kit.sandbox import remote

        signal.alarm(PATIENCE)
        session.items[:] = [
            item
            for slug in job["slugs"]
            for item in self.items
            if item.path.stem == f"test_{slug}" and any(name in item.name for name in job["only"])
        ]
        for item in session.items:
            item.get_closest_marker("points").kwargs["seconds"] = job["seconds"]
        importing.IMPORT_SECONDS = job["seconds"]
        remote.GRACE_SECONDS = 0.5
        silence = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(silence, number)
        run = session.config.stash[RUN]
        run.grade_instead(Path(job["submission"]))
        pytest_runtestloop(session)
        Path(job["report"]).write_text(json.dumps(run.build_report().as_dict()), encoding="utf-8")
        return 0

    def _state(self) -> dict:
        """All of this process and the machine that a submission might have changed."""
        own = Path("/proc/self")
        return {
            "working directory": os.getcwd(),
            "descriptors": sorted(os.readlink(f"/proc/self/fd/{n}") for n in os.listdir(own / "fd") if _is_kept(n)),
            "signal handlers": [str(signal.getsignal(number)) for number in sorted(signal.valid_signals())],
            "environment": dict(os.environ),
            "threads": threading.active_count(),
            "processes": self._processes(),
            "folders": sorted(name for name in os.listdir(self.plan["temporary"]) if not name.startswith("pytest-of")),
            "outside": _tree(Path(self.plan["outside"])),
            "checkout": _tree(ROOT, contents=False),
            "signals that came": self._signals(),
        }

    def _processes(self) -> list[str]:
        """The processes in the temporary folder or begun by this one, without the one child that a host may have."""
        found = []
        parents = {os.getpid()}
        for number in sorted(int(name) for name in os.listdir("/proc") if name.isdigit()):
            try:
                fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
                folder = os.readlink(f"/proc/{number}/cwd")
            except OSError:
                continue
            if int(fields[1]) == os.getpid():
                parents.add(number)
                found.append(f"{number} child {fields[0] == 'Z'}")
            elif folder.startswith(self.plan["temporary"]) and int(fields[1]) not in parents:
                found.append(f"{number} of {fields[1]} in {folder}")
        return found

    def _signals(self) -> str:
        return Path(self.plan["signals"]).read_text()


PASSED_OVER = ("__pycache__", ".git", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".venv")
"""Folders of a checkout that are not looked at; an environment has tens of thousands of files."""


def _is_kept(number: str) -> bool:
    return os.path.exists(f"/proc/self/fd/{number}") or os.path.islink(f"/proc/self/fd/{number}")


def _tree(top: Path, contents: bool = True) -> dict[str, str]:
    """Every file below a folder with its mode, size and time, and what is in it."""
    found = {}
    for folder, names, files in os.walk(top):
        names[:] = [name for name in names if name not in PASSED_OVER]
        for name in [*names, *files]:
            path = Path(folder, name)
            about = path.lstat()
            is_folder = path.is_dir()
            kept = f"{about.st_mode:o} {about.st_uid}" + ("" if is_folder else f" {about.st_size} {about.st_mtime_ns}")
            if contents and path.is_file():
                kept += hashlib.sha256(path.read_bytes()).hexdigest()
            found[str(path)] = kept
    return found


def main(path: str, as_session: type[Session] = Session) -> int:
    import pytest

    from kit import course
    from kit.grading.warm import Warm, with_settings, without_other_plugins
    from kit.sandbox import children
    from kit.sandbox.hosts import Hosts

    plan = json.loads(Path(path).read_text())
    hosts = None
    if plan["isolate"]:
        if plan["weak"]:
            children.PROGRAM = "checks.weakened"
            children.KEPT = (*children.KEPT, "KIT_WEAK")
            os.environ["KIT_WEAK"] = " ".join(plan["weak"])
            usual, own = children._environment, Path(__file__).parents[1]  # an installed kit has no checks beside it
            places = os.pathsep.join(dict.fromkeys([str(ROOT), str(own)]))
            children._environment = lambda: usual() | {"PYTHONPATH": places}
        hosts = Hosts(course.load())
        for kind in ("full", "bare"):
            hosts.of(kind).ready()
    warm = Warm(hosts)
    warm.prepare(plan["models"])
    plan_layers = hosts.layers() if hosts else []
    session = as_session(warm, plan)
    without_other_plugins()
    arguments = [*plan["suites"], *with_settings(), "--solutions", "-q", "-p", "no:cacheprovider", "--capture=sys"]
    arguments += ["--isolate"] if hosts else []
    try:
        status = pytest.main(arguments, plugins=[session])
    finally:
        warm.close()
        if hosts:
            hosts.close()
    left = sorted(name for name in os.listdir(plan["temporary"]) if not name.startswith("pytest-of"))
    Path(f"{path}.done").write_text(json.dumps({"runs": session.found, "layers": plan_layers, "left": left}))
    return 0 if status in (0, 5) else int(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
