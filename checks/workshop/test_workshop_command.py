"""`kit workshop` as a facilitator runs it: what it prints, a kill in the middle, a room deleted beside a running board."""

import contextlib
import csv
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from checks.rooms import Kit, Visitor, done, graded, hand
from kit.course import ROOT

POSIX = pytest.mark.skipif(os.name == "nt", reason="needs kill -9")

AGENDA = 'title = "Tokens & more"\n[[step]]\nexercise = "ex04"\nminutes = 20\n[[step]]\ntitle = "The end"\n'


def kit(*arguments: object, cwd: Path, stdin: str = "") -> tuple[int, str]:
    """What a `kit` command says."""
    command = [sys.executable, "-m", "kit", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=cwd, env=environment, input=stdin, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


class Running:
    """`kit workshop serve` in a process of its own, as far as `Kit` and `Visitor` need it."""

    def __init__(self, cwd: Path, *arguments: object) -> None:
        command = [sys.executable, "-u", "-m", "kit", "workshop", "serve", *map(str, arguments)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.said = ""
        ends = r"Only this machine|QR|Back from its file|other machine"  # a room's code may have such letters too
        while "your page" not in self.said or not re.search(ends, self.said):
            line = self.process.stdout.readline()
            assert line, self.said
            self.said += line
        self.url, self.key = re.search(r"your page +(http://\S+)/board\?key=(\S+)", self.said).groups()
        self.code = re.search(r"room code +(\S+)", self.said)[1]
        self.port = int(self.url.rpartition(":")[2])
        self.board = self  # where a Kit looks for the code

    def end(self, how: int = signal.SIGTERM) -> str:
        self.process.send_signal(how)
        rest, _ = self.process.communicate(timeout=60)
        return rest


@contextlib.contextmanager
def running(cwd: Path, *arguments: object):
    served = Running(cwd, *arguments)
    try:
        yield served
    finally:
        if served.process.poll() is None:
            served.process.kill()
        served.process.communicate()


def free_port() -> int:
    """A port that nothing listens at now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def everything(served: Running, kits: list[Kit]) -> list[str]:
    """All pages, without what is about this moment: where the live ones are in what they were sent."""
    facilitator = Visitor(served, served.key)
    paths = ["/board", "/board?names=hidden", "/projector", "/board/class.html", "/board/progress.csv"]
    texts = [facilitator.get(path) for path in paths + [f"/board/people/{n}" for n in (1, 2, 3)]]
    for each in kits:
        visitor = Visitor(served)
        texts.append(visitor.get(f"/me?with={each.bearer['Authorization'].removeprefix('Bearer ')}"))
    assert all(status == 200 for status, _ in texts)
    return [re.sub(r'data-(at|now)="[^"]*"', "", text) for _, text in texts]


@POSIX
def test_a_board_that_is_killed_comes_back_as_it_was(tmp_path):
    (tmp_path / "agenda.toml").write_text(AGENDA, encoding="utf-8")
    port = free_port()  # the usual one may be another check's when the board comes back
    with running(tmp_path, "--data", "room.sqlite", "--agenda", "agenda.toml", "--port", port) as first:
        assert "Tokens & more" in first.said and "kit join" in first.said
        kits = [Kit(first, name) for name in ("Ada", "Ada", "Eve")]
        facilitator = Visitor(first, first.key)
        facilitator.send("/board", "/board/step", to="0")
        facilitator.send("/board", "/board/minutes")
        kits[0].send(graded(), hand(text="help"), done(slug="ex05_decode"))
        kits[2].send(graded(diagnosis="too short"))
        before = everything(first, kits)
        first.end(signal.SIGKILL)
    with running(tmp_path, "--data", "room.sqlite") as second:
        assert (second.url, second.key, second.code) == (first.url, first.key, first.code)
        assert everything(second, kits) == before
        assert facilitator.get("/board")[0] == 200, "nobody is logged out"
        assert kits[0].send(done())[0] == 200
        assert "all of the room is in room.sqlite" in second.end(signal.SIGINT)
    assert not (tmp_path / "room.sqlite-wal").exists()


@POSIX
def test_what_was_answered_is_kept_whenever_it_is_killed(tmp_path):
    """People send as fast as they can; the board is killed in the middle of it, five times. They send again."""
    kits: list[Kit] = []
    answered: list[list[str]] = []
    for n in range(6):
        with running(tmp_path, "--data", "room.sqlite") as served:
            if not kits:
                kits = [Kit(served, f"person {n}") for n in range(6)]
                everything_sent = [[graded(i % 15) for i in range(100)] for _ in kits]
                waiting = [list(each) for each in everything_sent]
                answered = [[] for _ in kits]
            for each in kits:
                each.served = served  # its port may have been taken since, by another check's board
            enough = threading.Event()

            def send(each: Kit, mine: list[dict], told: list[str], enough=enough) -> None:
                with contextlib.suppress(OSError, http.client.HTTPException):
                    while mine:
                        told += each.send(*mine[:2])[1]["stored"]
                        del mine[:2]
                        if sum(map(len, answered)) > 100 * (n + 1):  # noqa: B023
                            enough.set()

            threads = [threading.Thread(target=send, args=each) for each in zip(kits, waiting, answered, strict=True)]
            for thread in threads:
                thread.start()
            if n < 5:
                enough.wait(20)
                served.end(signal.SIGKILL)
            for thread in threads:
                thread.join(60)
            if n == 5:
                for each, sent, told in zip(kits, everything_sent, answered, strict=True):
                    assert 100 >= each.ask("GET", "/api/me")[1]["events"] >= len(set(told)) > 0
                    assert len(each.send(*sent)[1]["stored"]) == 100
                    assert each.ask("GET", "/api/me")[1]["events"] == 100, "each counts once"
                export = kit("workshop", "export", "--data", "room.sqlite", "--out", "kept", cwd=tmp_path)
                assert export[0] == 0, export
    assert sum(map(len, answered)) > 400
    rows = list(csv.DictReader((tmp_path / "kept" / "workshop.csv").open(encoding="utf-8")))
    assert [row["submission"] for row in rows] == [f"person {n}" for n in range(6)]


def test_deleting_beside_a_running_board(tmp_path):
    with running(tmp_path, "--data", "room.sqlite") as served:
        ada, eve = Kit(served, "Ada"), Kit(served, "Eve")
        ada.send(done())
        status, said = kit("workshop", "delete", "--data", "room.sqlite", "--person", "Nobody", cwd=tmp_path)
        assert status == 1 and "1 Ada, 2 Eve" in said
        assert kit("workshop", "delete", "--data", "room.sqlite", "--person", "Ada", cwd=tmp_path, stdin="n\n")[0] == 0
        assert ada.ask("GET", "/api/me")[0] == 200, "it was asked, and no was said"
        status, said = kit("workshop", "delete", "--data", "room.sqlite", "--person", "Ada", "--yes", cwd=tmp_path)
        assert (status, said) == (0, "deleted Ada\n")
        assert ada.ask("GET", "/api/me")[0] == 401 and eve.ask("GET", "/api/me")[0] == 200
        if os.name == "nt":
            return
        assert kit("workshop", "delete", "--data", "room.sqlite", "--yes", cwd=tmp_path) == (0, "deleted room.sqlite\n")
        assert eve.ask("GET", "/api/me")[0] == 410
        served.process.wait(30)  # it has nothing to serve any more, and says so
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_served_says_why(tmp_path):
    (tmp_path / "notes.txt").write_text("not a room, but long enough to be looked at " * 50)
    status, said = kit("workshop", "serve", "--data", "notes.txt", cwd=tmp_path)
    assert status == 1 and "cannot be used as a workshop's file" in said and "--data" in said
    (tmp_path / "agenda.toml").write_text("[[step]]\nminutes = 3")
    status, said = kit("workshop", "serve", "--agenda", "agenda.toml", cwd=tmp_path)
    assert status == 1 and "Step 1" in said
    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, said = kit("workshop", "serve", "--port", taken.getsockname()[1], cwd=tmp_path)
        assert status == 1 and "--port" in said
    for command in ("export", "delete"):
        status, said = kit("workshop", command, "--data", "none.sqlite", cwd=tmp_path)
        assert status == 1 and "no workshop's file none.sqlite" in said
    assert "Traceback" not in said and not (tmp_path / "none.sqlite").exists()


def test_a_rehearsal_of_its_own(tmp_path):
    status, said = kit(
        "workshop", "rehearse", "--people", 3, "--minutes", 0.1, "--every", 3, "--pace", 60, cwd=tmp_path
    )
    assert status == 0 and re.search(r"3 people sent (\d+) events; \1 were stored", said), said
    assert list(tmp_path.iterdir()) == []
    status, said = kit("workshop", "rehearse", "http://127.0.0.1:9", cwd=tmp_path)
    assert status == 2 and "room code" in said
