"""No hostile submission earns a point, costs another anything, or leaves a trace; and each attack is a real one.

What is attacked with is in checks/hostile/, a file each: a line that says what it does, `graded` (exercises, and parts
of the names of their tests), the `verdict` that its tests may have, and for some `held`: the layers of the sandbox each
of which alone holds it. Those attacks succeed when no layer is there. `by` names what holds others: wire, Hub.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from kit.course import ROOT, load
from kit.grading.keeper import Keeper, KeeperError
from kit.tokenizers.vendors.cache import location

if sys.platform != "linux":
    pytest.skip("the sandbox is Linux's", allow_module_level=True)

from checks.weakened import LAYERS  # noqa: E402

HOSTILE = Path(__file__).parents[1] / "hostile"

WEAK = [(), ("namespaces",)] if os.environ.get("KIT_HOSTILE") == "all" else [()]
"""Without namespaces as in most containers; both with KIT_HOSTILE=all, which takes twice as long."""

SLOW = (
    "breaking/disk.py",
    "breaking/memory.py",
    "breaking/shared_memory.py",
    "breaking/inodes.py",
    "breaking/threads.py",
)
"""What has to have time to do harm; the others' tests have one second."""

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

WORKERS = 2

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
        return not self.needs or (os.geteuid() == 0 if self.needs == "root" else has_namespaces())


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


class Measured:
    """The most memory that all processes begun in the block had together (bytes; what they share counts once)."""

    def __init__(self) -> None:
        self.most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Measured":
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.2):
            self.most = max(self.most, sum(map(_proportional, _begun(os.getpid()))))


def _begun(process: int) -> list[int]:
    """The processes that one has begun, and those that these have begun."""
    found = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in path.read_text().split():
                found += [int(child), *_begun(int(child))]
    return found


def _proportional(process: int) -> int:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
    return 0


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
        seconds = 6.0 if attack.name in SLOW else 1.0
        jobs.append(_job(submission, report, attack.slugs, attack.only, seconds))
    honest = folder / "honest" / "answers.py"
    honest.parent.mkdir()
    honest.write_bytes((ROOT / "solutions" / "ex04_encode.py").read_bytes())
    slugs = list(dict.fromkeys(["ex04_encode", *(slug for attack in attacks for slug in attack.slugs)]))
    found = {
        "jobs": jobs, "honest": _job(honest, folder / "honest.json", ("ex04_encode",), honest_tests, 10.0),
        "suites": [f"tests/test_{slug}.py" for slug in slugs],
        "models": sorted({model for slug in slugs for model in load().exercise(slug).models}),
        "weak": weak, "isolate": isolate, "temporary": str(surroundings.temporary),
        "outside": str(surroundings.outside), "signals": str(surroundings.signals),
    }  # fmt: skip
    path = folder / "plan.json"
    path.write_text(json.dumps(found))
    return path


@pytest.fixture
def besiege(tmp_path):
    """Grade attacks in one session; what became of each, and the layers that were there."""
    opened = []

    def run(attacks: list[Attack], *, weak: tuple[str, ...] = (), isolate: bool = True):
        folder = tmp_path / f"siege{next(COUNTER)}"
        surroundings = Surroundings(folder)
        opened.append(surroundings)
        path = plan(surroundings, attacks, weak=weak, isolate=isolate)
        jobs = json.loads(path.read_text())["jobs"]
        secret = {
            "TMPDIR": str(surroundings.temporary),
            "KIT_SECRET": "the grader's secret",
            "HF_TOKEN": "the grader's secret",
        }
        command = [sys.executable, "-m", "checks.hostile_session", str(path)]
        with Measured() as measured:
            done = subprocess.run(
                command, cwd=ROOT, env=os.environ | secret, capture_output=True, text=True, timeout=3600
            )
        found = Path(f"{path}.done")
        assert done.returncode == 0 and found.exists(), done.stdout[-3000:] + done.stderr[-3000:]
        told = json.loads(found.read_text()) | {"memory": measured.most}
        outcomes = {a.name: _outcome(job, run) for a, job, run in zip(attacks, jobs, told["runs"], strict=True)}
        return outcomes, told

    yield run
    for surroundings in opened:
        surroundings.close()


def _job(submission: Path, report: Path, slugs: tuple, only: tuple, seconds: float) -> dict:
    return {
        "submission": str(submission), "report": str(report), "stop": False, "slugs": slugs, "only": only, "seconds": seconds,
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


def test_there_are_enough_attacks_of_each_kind():
    kinds = [attack.name.partition("/")[0] for attack in ATTACKS]
    assert len(kinds) >= 140
    assert all(kinds.count(kind) >= 9 for kind in ("forging", "breaking", "stealing", "honest"))


@pytest.mark.parametrize(
    "weak", WEAK, ids=lambda weak: " and ".join(weak) and f"without {' and '.join(weak)}" or "all layers"
)
def test_none_earns_a_point_costs_another_anything_or_leaves_a_trace(besiege, weak):
    attacks = [attack for attack in ATTACKS if attack.possible and attack.needs not in weak]
    outcomes, told = besiege(attacks, weak=weak)
    usual = next(iter(outcomes.values())).run["honest"]
    assert usual and all(
        test["status"] == "passed" for test in usual.values() if "lecture_sentence_is_15" in test["id"]
    )
    problems = [f"{a.name}: {problem}" for a in attacks for problem in outcomes[a.name].problems(a, usual)]
    assert not problems, "\n".join(problems)
    assert told["left"] == []
    assert 50 << 20 < told["memory"] < MOST_MEMORY, f"{told['memory'] >> 20} MB"


@pytest.mark.long
def test_grading_all_of_them_keeps_within_its_memory(tmp_path):
    """`kit grade` itself, with all tests and their own time limits; an honest hand-in before each ten."""
    surroundings = Surroundings(tmp_path / "around")
    honest = (ROOT / "solutions" / "ex04_encode.py").read_bytes()
    attacks = [attack for attack in ATTACKS if attack.possible]
    for number, attack in enumerate(attacks):
        own = tmp_path / "in" / f"{number:03d}"
        own.mkdir(parents=True)
        (own / "answers.py").write_bytes(surroundings.filled(attack.content, own / "report.json"))
        if number % 10 == 0:
            (tmp_path / "in" / f"{number:03d}-honest").mkdir()
            (tmp_path / "in" / f"{number:03d}-honest" / "answers.py").write_bytes(honest + b"# %d" % number)
    slugs = sorted({slug for attack in attacks for slug in attack.slugs})
    command = [sys.executable, "-m", "kit", "grade", tmp_path / "in", "--out", tmp_path / "out", "--workers", WORKERS]
    command += [word for slug in slugs for word in ("--exercise", slug)]
    with Measured() as measured:
        done = subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True)
    surroundings.close()
    rows = [json.loads(line) for line in (tmp_path / "out" / "verdicts.jsonl").read_text("utf-8").splitlines()]
    asides = [json.loads(line) for line in (tmp_path / "out" / "quarantine.jsonl").read_text("utf-8").splitlines()]
    print(f"{len(rows)} verdicts, {len(asides)} set aside, {measured.most >> 20} MB together")  # shown with -s
    names = sorted(each["submission"] for each in (*rows, *asides))
    assert names == sorted(path.name for path in (tmp_path / "in").iterdir()), done.stdout + done.stderr
    assert {row["score"] for row in rows if row["submission"].endswith("-honest")} == {15}
    assert not [each["problem"] for each in asides if each["submission"].endswith("-honest")]
    assert 50 << 20 < measured.most < WORKERS * MOST_MEMORY, f"{measured.most >> 20} MB"


PROVEN = [attack for attack in ATTACKS if attack.held and attack.possible]


def test_without_any_layer_the_attacks_succeed(besiege):
    outcomes, told = besiege(PROVEN, weak=LAYERS)
    assert [layer for layer in told["layers"] if layer.startswith("MISSING")]
    harmless = [attack.name for attack in PROVEN if not outcomes[attack.name].score]
    assert not harmless, harmless


@pytest.mark.parametrize("layer", sorted({layer for attack in PROVEN for layer in attack.held}))
def test_each_layer_alone_holds_what_it_is_for(besiege, layer):
    attacks = [attack for attack in PROVEN if layer in attack.held]
    outcomes, _ = besiege(attacks, weak=tuple(other for other in LAYERS if other != layer))
    problems = [f"{a.name}: {outcomes[a.name].tests}" for a in attacks if outcomes[a.name].score]
    assert not problems, "\n".join(problems)


def test_in_the_graders_own_process_forging_is_easy(besiege):
    attacks = [attack for attack in ATTACKS if attack.in_process]
    outcomes, _ = besiege(attacks, isolate=False)
    assert all(outcomes[attack.name].score for attack in attacks), {k: v.tests for k, v in outcomes.items()}


def test_a_keeper_whose_host_has_died_marks_nobody_down():
    keeper = Keeper(slugs=["ex04_encode"])
    try:
        assert keeper.grade(ROOT / "solutions" / "ex04_encode.py").report["score"] == 15
        begun = Path(f"/proc/{keeper.pid}/task/{keeper.pid}/children").read_text().split()
        hosts = [int(n) for n in begun if "kit.sandbox.host" in Path(f"/proc/{n}/cmdline").read_text()]
        os.kill(hosts[0], signal.SIGKILL)
        with pytest.raises(KeeperError):
            keeper.grade(ROOT / "solutions" / "ex04_encode.py")
    finally:
        keeper.close()
