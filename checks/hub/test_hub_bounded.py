"""Whoever asks the practice Hub for more than they read costs it little, and nobody else anything."""

import os
import socket
import threading
import urllib.parse
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from kit.hub import serving
from kit.hub.server import PracticeHub

SIZE = 20_000_000


@pytest.fixture
def hub(tmp_path):
    large = tmp_path / "large.bin"
    large.write_bytes(os.urandom(1000) * (SIZE // 1000))
    with PracticeHub() as hub:
        hub.publish("someone/large", {"large.bin": large, "small.txt": "small"})
        yield hub


def asked(hub, path: str = "/someone/large/resolve/main/large.bin") -> socket.socket:
    address = urllib.parse.urlsplit(hub.url)
    connected = socket.create_connection((address.hostname, address.port), timeout=20)
    connected.sendall(f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
    return connected


def is_closed(connected: socket.socket) -> bool:
    """Whether the other end is gone before it has sent anything."""
    try:
        return not connected.recv(1)
    except ConnectionResetError:
        return True


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_two_hundred_who_do_not_read_take_little_memory(hub):
    read(hub)  # what is loaded once is there now
    before = resident()
    kept = [asked(hub) for _ in range(200)]
    served = sum(not is_closed(each) for each in kept)
    assert 0 < served <= serving.MOST_CONNECTIONS
    assert resident() - before < 60 << 20
    for each in kept:
        each.close()
    assert read(hub) == SIZE


def test_who_does_not_read_is_given_up(hub, monkeypatch):
    given_up, lose = threading.Event(), serving.Bounded.connection_lost

    def lost(connection, error):
        lose(connection, error)
        given_up.set()

    monkeypatch.setattr(serving.Bounded, "connection_lost", lost)
    monkeypatch.setattr(serving, "SLOW_SECONDS", 0.0)
    with asked(hub) as slow:
        assert given_up.wait(20), "nothing was read, and the rest of the file is still kept for it"
        got = 0
        with suppress(ConnectionResetError):
            while part := slow.recv(1 << 20):
                got += len(part)
    assert got < SIZE


def test_a_part_of_a_file_is_what_it_is_in_the_whole(hub):
    request = urllib.request.Request(
        f"{hub.url}/someone/large/resolve/main/large.bin", headers={"Range": "bytes=65000-140000"}
    )
    with urllib.request.urlopen(request, timeout=20) as part:
        found = part.read()
    with urllib.request.urlopen(f"{hub.url}/someone/large/resolve/main/large.bin", timeout=20) as whole:
        assert found == whole.read()[65000:140001]


def read(hub) -> int:
    with urllib.request.urlopen(f"{hub.url}/someone/large/resolve/main/large.bin", timeout=20) as answer:
        return len(answer.read())


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
