"""What a full room costs the workshop's board: python benchmarks/workshop.py [--seconds 60]

300 people save every 5 s; first one page of the board is open, then 50, then 30 people fetch a bundle of 200 MB at once.
Bounds: every event is stored once and none is lost; the board's page is behind by at most 1 s at the 95th percentile; the
server takes at most half a core (the bundle's phase apart) and 150 MB. People, pages and the server share this machine.
"""

import argparse
import contextlib
import http.client
import json
import re
import selectors
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from kit.workshop.rehearse import Rehearsal

LATE, CORE, MEMORY = 1.0, 0.5, 150e6
EVERY = 5.0
PER_PERSON = (
    "SELECT people.id, count(*) FROM people JOIN events ON person = number WHERE kind != 'joined' GROUP BY people.id"
)
ROW = re.compile(r'data-events="(\d+)".*?<a [^>]*>(.*?)</a>', re.S)


class Page:
    """An open page of the board, read as a browser reads it: notes when each person's n-th event was seen."""

    def __init__(self, url: str, cookie: str) -> None:
        self.seen: dict[tuple[str, int], float] = {}
        self.bytes = 0
        self.again = 0
        self.url, self.cookie = url, cookie
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # in the end the board is gone
            self._follow()

    def _follow(self) -> None:
        while True:
            text = _get(self.url, "/board", self.cookie).decode()
            self._rows(text, time.monotonic())
            at = re.search(r'data-at="([^"]+)"', text)
            stream = _open(self.url, f"/live/board?since={at[1] if at else ''}", self.cookie)
            with stream.makefile("rb") as lines:
                for line in lines:
                    self.bytes += len(line)
                    if line.startswith(b"event: again"):
                        self.again += 1
                        break
                    if line.startswith(b"data: "):
                        now = time.monotonic()
                        for _, html, _ in json.loads(line[6:]).get("pieces", ()):
                            self._rows(html, now)
            stream.close()

    def _rows(self, html: str, now: float) -> None:
        for count, name in ROW.findall(html):
            self.seen.setdefault((unescape(name), int(count)), now)


class Pages(threading.Thread):
    """Many open pages that are read and not looked at."""

    def __init__(self, url: str, cookie: str, count: int) -> None:
        super().__init__(daemon=True)
        self.open, self.bytes = selectors.DefaultSelector(), 0
        for _ in range(count):
            at = re.search(r'data-at="([^"]+)"', _get(url, "/board", cookie).decode())
            stream = _open(url, f"/live/board?since={at[1] if at else ''}", cookie)
            self.open.register(stream, selectors.EVENT_READ)

    def run(self) -> None:
        while self.open.get_map():
            for key, _ in self.open.select(1):
                read = key.fileobj.recv(1 << 18)  # type: ignore[union-attr]
                self.bytes += len(read)
                if not read:
                    self.open.unregister(key.fileobj)


def _open(url: str, path: str, cookie: str) -> socket.socket:
    host = urlsplit(url)
    made = socket.create_connection((host.hostname, host.port), timeout=60)
    made.sendall(f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\nCookie: {cookie}\r\n\r\n".encode())
    return made


def _get(url: str, path: str, cookie: str = "") -> bytes:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    read = answer.read()
    if cookie or answer.status == 200:
        assert answer.status == 200, (path, answer.status)
        return read
    return (answer.headers.get("Set-Cookie") or "").partition(";")[0].encode()


def fetch(url: str, size: int, done: list[int]) -> None:
    """A participant who fetches the bundle, and reads all of it."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=600)
    connection.request("GET", "/bundle/wheels.bin")
    answer = connection.getresponse()
    read = 0
    while part := answer.read(1 << 18):
        read += len(part)
    done.append(read == size)


class Phase:
    """Figures of a stretch of time: the server's processor time, and how far the page was behind."""

    def __init__(self, name: str, server: psutil.Process) -> None:
        self.name, self.server, self.began, self.used = name, server, time.monotonic(), self._cpu(server)

    @staticmethod
    def _cpu(server: psutil.Process) -> float:
        times = server.cpu_times()
        return times.user + times.system

    def end(self, played: Rehearsal, page: Page) -> tuple[float, float]:
        """Prints them; returns (seconds behind at 95 %, cores)."""
        now = time.monotonic()
        cores = (self._cpu(self.server) - self.used) / (now - self.began)
        behind, unseen = [], 0
        for learner in played.learners:
            for n, sent in enumerate(learner.times, 1):
                if self.began <= sent < now - 3:
                    seen = page.seen.get((learner.shown, n))
                    if seen is None:  # the next one came before the page was told
                        seen = page.seen.get((learner.shown, n + 1))
                    unseen += seen is None
                    behind += [seen - sent] if seen is not None else []
        behind.sort()
        at95 = behind[int(0.95 * len(behind))] if behind else float("inf")
        print(
            f"{self.name:28} {now - self.began:4.0f} s  {len(behind)} events seen, {unseen} not; behind: median "
            f"{behind[len(behind) // 2]:.2f} s, 95 % {at95:.2f} s; server {cores:.2f} cores",
            flush=True,
        )
        return (at95 if not unseen else float("inf")), cores


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=600, help="of each of the first two phases (default: 600)")
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--megabytes", type=int, default=200, help="of the bundle (default: 200)")
    parser.add_argument("--downloads", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tokenizer-kit-workshop-") as folder:
        return 0 if measure(Path(folder), options) else 1


def measure(folder: Path, options: argparse.Namespace) -> bool:
    """Run all phases; whether the bounds held."""
    data, bundle = folder / "room.sqlite", folder / "bundle"
    bundle.mkdir()
    size = options.megabytes * 1_000_000
    with (bundle / "wheels.bin").open("wb") as file:
        file.truncate(size)
    command = [sys.executable, "-m", "kit", "workshop", "serve", "--data", str(data), "--bundle", str(bundle)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert started.stdout is not None
        lines = [started.stdout.readline() for _ in range(7)]
        code = re.search(r"room code +(\S+)", "".join(lines))[1]
        url, key = re.search(r"your page +(http://[^/]+)/board\?key=(\S+)", "".join(lines)).groups()
        server = psutil.Process(started.pid)
        print(f"an empty room: {server.memory_info().rss / 1e6:.0f} MB")
        cookie = _get(url, f"/board?key={key}").decode()
        played = Rehearsal(url, code, options.people, every=EVERY, steady=True).start()
        page = Page(url, cookie)
        while any(not learner.times for learner in played.learners):
            time.sleep(0.5)
        held = []
        phase = Phase("one page", server)
        time.sleep(options.seconds)
        late, cores = phase.end(played, page)
        held += [late <= LATE, cores <= CORE]
        pages = Pages(url, cookie, options.pages - 1)
        pages.start()
        phase = Phase(f"{options.pages} pages", server)
        time.sleep(options.seconds)
        late, cores = phase.end(played, page)
        held += [late <= LATE, cores <= CORE]
        memory = server.memory_info().rss
        phase, done = Phase(f"{options.downloads} downloads", server), []
        fetching = [threading.Thread(target=fetch, args=(url, size, done)) for _ in range(options.downloads)]
        for thread in fetching:
            thread.start()
        for thread in fetching:
            thread.join()
        took = time.monotonic() - phase.began
        time.sleep(4)
        late, _ = phase.end(played, page)
        held += [late <= LATE, sum(done) == options.downloads]
        print(f"{sum(done)} whole downloads of {size / 1e6:.0f} MB, {sum(done) * size / took / 1e6:.0f} MB/s in all")
        played.stop()
        heard = played.heard
        took = sorted(heard.seconds)
        print(
            f"answered in: median {took[len(took) // 2] * 1000:.0f} ms, 95 % {took[int(0.95 * len(took))] * 1000:.0f} ms"
        )
        with sqlite3.connect(data) as file:
            each = dict(file.execute(PER_PERSON))
            rows, kept = file.execute(
                "SELECT count(*), count(DISTINCT person || id) FROM events WHERE kind != 'joined'"
            ).fetchone()
        print(
            f"{heard.sent} events sent, {heard.again} of them twice; stored {rows}, different {kept}, told by the board "
            f"{played.counted()}; refused {heard.refused}, away {heard.away}"
        )
        for id, told in played.counts().items():
            if told != each.get(id, 0):
                print(f"of {id} the board tells {told} events, its file has {each.get(id, 0)}")
                held += [False]
        held += [rows == kept == heard.sent == played.counted()]
        memory = max(memory, server.memory_info().rss)
        print(f"server: {memory / 1e6:.0f} MB (at most {MEMORY / 1e6:.0f}); one page read {page.bytes / 1e6:.1f} MB")
        held += [memory <= MEMORY]
    finally:
        started.terminate()
        started.wait(20)
    print("all within bounds" if all(held) else f"NOT within bounds: {held}")
    return all(held)


if __name__ == "__main__":
    sys.exit(main())
