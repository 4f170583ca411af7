"""Who asks the board for more than they need, slowly or from everywhere at once, costs nobody else anything."""

import http.client
import socket
import time

import pytest

from checks.rooms import AGENDA, Clock, Kit, Stream, Visitor, graded
from kit.workshop import api, connections
from kit.workshop.board import Board
from kit.workshop.serve import Served


@pytest.fixture
def served(tmp_path):
    bundle = tmp_path / "pack"
    bundle.mkdir()
    with (bundle / "large.bin").open("wb") as file:
        file.truncate(50_000_000)
    with Served(Board(tmp_path / "room.sqlite", AGENDA, ticking=Clock()), bundle=bundle) as served:
        yield served


def connected(served: Served, sent: bytes = b"") -> socket.socket:
    made = socket.create_connection(("127.0.0.1", served.port), timeout=20)
    made.sendall(sent)
    return made


def is_closed(each: socket.socket) -> bool:
    """Whether the other end is gone before it has sent anything."""
    try:
        return not each.recv(1)
    except ConnectionResetError:
        return True


def test_one_address_does_not_take_all_connections(served, monkeypatch):
    monkeypatch.setattr(connections, "MOST_EACH", 20)
    held = [connected(served, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(40)]
    answered = sum(not is_closed(each) for each in held)
    assert answered == 20
    for each in held:
        each.close()
    until = time.monotonic() + 20
    while connections.Bounded._each and time.monotonic() < until:
        time.sleep(0.01)
    assert not connections.Bounded._each, "whoever has gone is not counted any more"
    assert Kit(served).send(graded())[0] == 200


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHo", b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /"])
def test_who_never_finishes_asking_is_given_up(served, monkeypatch, sent):
    monkeypatch.setattr(connections, "ASK_SECONDS", 0.1)
    with connected(served, sent) as slow:
        while True:  # the answer to a whole question comes first
            try:
                if not slow.recv(1 << 16):
                    break
            except ConnectionResetError:
                break


def test_a_body_that_does_not_come_is_given_up(served, monkeypatch):
    monkeypatch.setattr(api, "PATIENCE", 0.1)
    with connected(served, b"POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{") as slow:
        assert slow.recv(1 << 16).startswith(b"HTTP/1.1 408")


def test_who_does_not_read_the_bundle_is_given_up(served, monkeypatch):
    monkeypatch.setattr(connections, "SLOW_SECONDS", 0.1)
    with connected(served, b"GET /bundle/large.bin HTTP/1.1\r\nHost: x\r\n\r\n") as slow:
        until = time.monotonic() + 20
        while not connections.Bounded._each and time.monotonic() < until:
            time.sleep(0.01)
        while connections.Bounded._each and time.monotonic() < until:
            time.sleep(0.01)  # nothing is read meanwhile
        assert not connections.Bounded._each
        got = 0
        try:
            while part := slow.recv(1 << 20):
                got += len(part)
        except ConnectionResetError:
            pass
        assert got < 50_000_000


def test_a_page_that_is_closed_is_forgotten(served):
    kit = Kit(served)
    stream = Stream(Visitor(served, served.board.key), "/board")
    kit.send(graded())
    assert stream.message()[0] == ""
    channels = served._app.state.pages.live._channels
    assert channels["board"].watchers == 1
    stream.answer.close()
    stream.connection.close()
    until = time.monotonic() + 20
    while channels["board"].watchers and time.monotonic() < until:
        kit.send(graded())
        served.board._sends._left.clear()
        time.sleep(0.05)
    assert channels["board"].watchers == 0


def test_what_is_no_http_is_answered_and_forgotten(served):
    for sent in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET /" + b"x" * 200_000, b"\x00" * 1000):
        with connected(served) as odd:
            try:
                odd.sendall(sent + b"\r\n\r\n")
                answer = odd.recv(1 << 16)
            except OSError:  # it did not even take all of it
                continue
            assert not answer or answer.startswith(b"HTTP/1.1 400")
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("GET", "/")
    assert connection.getresponse().status == 200
