"""The hostile suite's machinery: reads the attacks of checks/hostile/, lays siege with them, says what became of each.

An attack is a file: a line that says what it does, `graded` (exercises, and parts of the names of their tests), the
`verdict` that its tests may have, and for some `held`: the layers of the sandbox each of which alone holds it. Those
attacks succeed when no layer is there. `by` names what holds others: wire, Hub.
"""

import json
import os
import secrets
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from checks.measured import Measured
from kit.course import ROOT, load
from kit.tokenizers.vendors.cache import location

HOSTILE = Path(__file__).parent / "hostile"

SLOW = tuple(f"breaking/{name}.py" for name in ("disk", "memory", "shared_memory", "inodes", "threads"))
"""What has to have time to do harm."""

SPECIAL = {
    "honest/empty.py": (b"", "error"),
    "honest/null_bytes.py": (b"def encode(tokenizer, text):\n    return '\0'\n", "error"),
    "honest/not_utf8.py": (b"def encode(tokenizer, text):\n    return '\xff'\n", "error"),
    "breaking/punycode.py": (b"# coding: punycode\nx = '" + b"a" * 900_000 + b"-" + b"z9" * 40_000 + b"'\n", "error"),
    # What is in a `finally` is compiled twice, and twice again within another.
    "breaking/bomb_for_the_compiler.py": (
        b"try:\n pass\nfinally:\n"
        + b"".join(b"%stry:\n%s pass\n%sfinally:\n" % ((b" " * k,) * 3) for k in range(1, 90))
        + b" " * 90
        + b"pass\n",
        "error died timeout",
    ),
    "breaking/slow_for_the_compiler.py": (b"x = f'" + b"{a}" * 330_000 + b"'\n", "error died timeout not-started"),
}
"""Submissions that are no text with a header: their bytes, and the verdict on them."""


MOST_MEMORY = 1 << 30
"""Bytes that a worker may have: the process that grades, those that learner code is forked from, and learner code."""

PLENTY = 60.0
"""Seconds a test has that does not run out of time."""

COUNTER = count()
"""Numbers the sieges, each with surroundings of its own."""


@dataclass(frozen=True)
class Attack:
    """One hostile submission."""

    name: str
    content: bytes
    slugs: tuple[str, ...]
    only: tuple[str, ...]
    verdicts: frozenset[str]
    held: frozenset[str] = frozenset()
    by: str = ""
    in_process: str = ""
    needs: str = ""

    @property
    def possible(self) -> bool:
        """Whether it makes sense here."""
        return not self.needs or (has_namespaces() if self.needs == "namespaces" else os.geteuid() == 0)


@cache
def has_namespaces() -> bool:
    """Whether a process may have namespaces of its own here."""
    code = "from kit.sandbox.layers import namespaces; raise SystemExit(not namespaces.enter())"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def read(path: Path) -> Attack:
    """An attack's file."""
    content = path.read_bytes()
    lines = content.decode().splitlines()
    said = dict(line[2:].split(": ", 1) for line in lines[1:7] if line.startswith("# ") and ": " in line)
    slugs, *only = said["graded"].split()
    verdicts = said["verdict"].replace("not started", "not-started").split()
    return Attack(
        str(path.relative_to(HOSTILE)),
        content,
        tuple(slugs.split(",")),
        tuple(only),
        frozenset(verdict.replace("-", " ") for verdict in verdicts),
        frozenset(said.get("held", "").split()),
        said.get("by", ""),
        said.get("in process", ""),
        said.get("only", ""),
    )


def special(name: str) -> Attack:
    content, verdicts = SPECIAL[name]
    words = frozenset(verdict.replace("-", " ") for verdict in verdicts.split())
    return Attack(name, content, ("ex04_encode",), ("the_lecture_sentence",), words)


ATTACKS = [read(path) for path in sorted(HOSTILE.glob("*/*.py"))] + [special(name) for name in SPECIAL]


@dataclass(frozen=True)
class Outcome:
    """What became of one submission, and of the honest one after it."""

    tests: dict[str, str]
    score: float
    run: dict

    def problems(self, attack: Attack, usual: dict) -> list[str]:
        """What is wrong with it."""
        found = []
        if not self.tests:
            return [f"no report: the run ended with {self.run['status']}"]
        found += [f"{test} is {status}" for test, status in self.tests.items() if status not in attack.verdicts]
        if self.score and "passed" not in attack.verdicts:
            found.append(f"it earned {self.score}")
        if self.run["honest"] != usual:
            found.append(f"the honest submission after it: {self.run['after']}, {self.run['honest']}")
        return found + [f"{what} changed: {_brief(*values)}" for what, values in self.run["changed"].items()]


def _brief(before: object, after: object) -> str:
    if isinstance(before, dict) and isinstance(after, dict):
        return str({k: (before.get(k), after.get(k)) for k in {*before, *after} if before.get(k) != after.get(k)})
    return f"{before} -> {after}"


class Surroundings:
    """What attacks look for on the machine: a secret, another submission, servers, a process to send signals to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.outside, self.temporary = folder / "outside", folder / "tmp"
        for path in (self.outside / "writable", self.outside / "other", self.temporary):
            path.mkdir(parents=True)
        (self.outside / "secret").write_text("a file of the grader's home")
        (self.outside / "secret").chmod(0o644)
        solution = (ROOT / "solutions" / "ex04_encode.py").read_text(encoding="utf-8")
        (self.outside / "other" / "ex04_encode.py").write_text(solution, encoding="utf-8")
        self.signals = folder / "signals"
        self.abstract = f"tokenizer-kit-{secrets.token_hex(8)}"
        self._servers = [socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)]
        self.port = self._servers[0].getsockname()[1]
        # By a descriptor: an address has room for 107 bytes, and temporary folders can be deep.
        inside = os.open(self.outside, os.O_PATH)
        for address in (f"/proc/self/fd/{inside}/socket", f"\0{self.abstract}"):
            server = socket.socket(socket.AF_UNIX)
            server.bind(address)
            server.listen()
            self._servers.append(server)
        os.close(inside)
        for server in self._servers:
            threading.Thread(target=self._greet, args=(server,), daemon=True).start()
        self._datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagrams.bind(("127.0.0.1", self.port))
        threading.Thread(target=self._answer, daemon=True).start()
        code = "import signal, sys, time\nsignal.signal(signal.SIGUSR1, lambda *_: open(sys.argv[1], 'a').write('x'))\n"
        code += "open(sys.argv[1], 'w').close()\nprint(flush=True)\nwhile True: time.sleep(100)"
        command = [sys.executable, "-c", code, str(self.signals)]
        self.victim = subprocess.Popen(command, stdout=subprocess.PIPE)
        self.victim.stdout.readline()

    def _greet(self, server: socket.socket) -> None:
        while True:
            try:
                connected, _ = server.accept()
            except OSError:
                return
            with connected, suppress(OSError):
                connected.settimeout(0.2)
                connected.sendall(b"hello")
                connected.shutdown(socket.SHUT_WR)
                connected.recv(100)  # closing on data that was not read would take the greeting back

    def _answer(self) -> None:
        while True:
            try:
                _, address = self._datagrams.recvfrom(10)
                self._datagrams.sendto(b"hello", address)
            except OSError:
                return

    def filled(self, content: bytes, report: Path) -> bytes:
        """A submission's text with the names of what is here."""
        names = {
            "OUTSIDE": self.outside, "ROOT": ROOT, "REPORT": report, "CACHE": location(), "PORT": self.port,
            "ABSTRACT": self.abstract, "VICTIM": self.victim.pid,
        }  # fmt: skip
        for name, value in names.items():
            content = content.replace(f"@{name}@".encode(), str(value).encode())
        return content

    def close(self) -> None:
        self.victim.kill()
        self.victim.wait()
        self.victim.stdout.close()
        for server in (*self._servers, self._datagrams):
            server.close()


def plan(
    surroundings: Surroundings,
    attacks: list[Attack],
    honest_tests: tuple[str, ...] = ("the_lecture_sentence_is_15_ids", "an_empty_text_has_no_characters"),
    *,
    weak: tuple[str, ...] = (),
    isolate: bool = True,
) -> Path:
    """The file of a session (checks/hostile_session.py) that grades these attacks."""
    folder = surroundings.folder
    jobs = []
    for number, attack in enumerate(attacks):
        report = folder / f"{number}.json"
        submission = folder / f"{number}" / "answers.py"
        submission.parent.mkdir()
        submission.write_bytes(surroundings.filled(attack.content, report))
        # A second for those that may run out of it; the others come to their end, on a busy machine too.
        seconds = 6.0 if attack.name in SLOW else 1.0 if "timeout" in attack.verdicts else PLENTY
        jobs.append(_job(submission, report, attack.slugs, attack.only, seconds))
    honest = folder / "honest" / "answers.py"
    honest.parent.mkdir()
    honest.write_bytes((ROOT / "solutions" / "ex04_encode.py").read_bytes())
    slugs = list(dict.fromkeys(["ex04_encode", *(slug for attack in attacks for slug in attack.slugs)]))
    found = {
        "jobs": jobs, "honest": _job(honest, folder / "honest.json", ("ex04_encode",), honest_tests, PLENTY),
        "suites": [f"tests/test_{slug}.py" for slug in slugs],
        "models": sorted({model for slug in slugs for model in load().exercise(slug).models}),
        "weak": weak, "isolate": isolate, "temporary": str(surroundings.temporary),
        "outside": str(surroundings.outside), "signals": str(surroundings.signals),
    }  # fmt: skip
    path = folder / "plan.json"
    path.write_text(json.dumps(found))
    return path


class Siege:
    """Grades attacks in one session. Called with attacks it says what became of each, and the layers that were there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.opened: list[Surroundings] = []

    def __call__(self, attacks: list[Attack], *, weak: tuple[str, ...] = (), isolate: bool = True):
        folder = self.folder / f"siege{next(COUNTER)}"
        surroundings = Surroundings(folder)
        self.opened.append(surroundings)
        path = plan(surroundings, attacks, weak=weak, isolate=isolate)
        jobs = json.loads(path.read_text())["jobs"]
        secret = dict.fromkeys(("KIT_SECRET", "HF_TOKEN"), "the grader's secret")
        secret["TMPDIR"] = str(surroundings.temporary)
        command = [sys.executable, "-m", "checks.hostile_session", str(path)]
        with Measured() as measured:
            done = subprocess.run(command, cwd=ROOT, env=os.environ | secret, capture_output=True, text=True)
        found = Path(f"{path}.done")
        assert done.returncode == 0 and found.exists(), done.stdout[-3000:] + done.stderr[-3000:]
        told = json.loads(found.read_text()) | {"memory": measured.most}
        outcomes = {a.name: _outcome(job, run) for a, job, run in zip(attacks, jobs, told["runs"], strict=True)}
        return outcomes, told

    def close(self) -> None:
        for each in self.opened:
            each.close()


def _job(submission: Path, report: Path, slugs: tuple, only: tuple, seconds: float) -> dict:
    return {
        "submission": str(submission), "report": str(report), "slugs": slugs, "only": only, "seconds": seconds,
    }  # fmt: skip


def _outcome(job: dict, run: dict) -> Outcome:
    path = Path(job["report"])
    run = run | {"honest": _told(run["honest"])}
    if not path.exists():
        return Outcome({}, 0, run)
    exercises = [each for each in json.loads(path.read_text())["exercises"] if each["slug"] in job["slugs"]]
    tests = [test for each in exercises for test in each["tests"]]
    chosen = {test["id"]: test["status"] for test in tests if any(name in test["id"] for name in job["only"])}
    forged = ["forged"] if Path(f"{job['report']}.forged").exists() else []
    return Outcome(chosen | dict.fromkeys(forged, "written"), sum(test["points"] for test in tests), run)


def _told(report: dict) -> dict:
    """A report without its times."""
    tests = [test for each in report.get("exercises", ()) for test in each["tests"]]
    return {test["id"]: {k: v for k, v in test.items() if k != "seconds"} for test in tests}
