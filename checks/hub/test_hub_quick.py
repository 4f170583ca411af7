"""What is answered at once is what the usual way answers, and only plain questions are."""

import random
import socket

import pytest

from kit.hub import quick
from kit.hub.server import PracticeHub
from kit.tokenizers import small


@pytest.fixture
def hub():
    with PracticeHub(random.Random(1)) as found:
        found.publish("lab/gated", small.plain_files(), family="terms")
        found.publish("lab/large", small.plain_files() | {"sub/deep/a.txt": b"a" * 70_000})
        found.publish("lab/open", small.plain_files())
        found.rename("lab/open", "lab/renamed")
        yield found


def question(path: str, token: str, method: str = "GET") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: */*", "Connection: keep-alive"]
    lines += [f"authorization: Bearer {token}"] if token else []
    return "\r\n".join([*lines, "", ""]).encode()


def answer(hub, asked: bytes) -> tuple[bytes, dict[bytes, bytes], bytes]:
    """Status line, headers and body."""
    with socket.create_connection(("127.0.0.1", int(hub.url.rpartition(":")[2])), timeout=20) as line:
        line.sendall(asked)
        data = b""
        while b"\r\n\r\n" not in data:
            data += line.recv(1 << 16)
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.split(b"\r\n")
        headers = dict(each.lower().split(b": ", 1) for each in lines)
        size = 0 if asked.startswith(b"HEAD") else int(headers.get(b"content-length", b"0"))
        while len(body) < size:
            body += line.recv(1 << 16)
        return first, headers, body


PATHS = [
    "/api/whoami-v2",
    "/api/models/lab/gated",
    "/api/models/lab/gated/revision/main",
    "/api/models/lab/gated/auth-check",
    "/api/models/lab/large/tree/main?recursive=true",
    "/api/models/lab/large/tree/main",
    "/api/models/lab/large/tree/main/sub",
    "/api/models/lab/nothing",
    "/api/models/lab/open",
    "/api/models",
    "/lab/gated/resolve/main/tokenizer_config.json",
    "/lab/gated/resolve/other/tokenizer_config.json",
    "/lab/large/resolve/main/sub/deep/a.txt",
    "/lab/open/resolve/main/tokenizer.json",
    "/lab/large/resolve/main/nothing.json",
]


@pytest.mark.parametrize("who", ["nobody", "somebody", "signed", "unknown"])
def test_the_answers_are_those_of_the_usual_way(hub, who, monkeypatch):
    account = hub.account()
    if who == "signed":
        hub.sign("terms", account)
    token = {"nobody": "", "unknown": "hf_unknown"}.get(who, account.token)
    every = [question(path, token, method) for path in PATHS for method in ("GET", "HEAD")]
    asked = [each for each in every if not (each.startswith(b"HEAD") and b"whoami" in each)]
    at_once = [answer(hub, each) for each in asked]
    noted = [(each.method, each.path, each.status, each.token) for each in hub.requests]
    hub._log.clear()
    monkeypatch.setattr(quick, "read", lambda *_: None)
    slowly = [answer(hub, each) for each in asked]
    assert [(each.method, each.path, each.status, each.token) for each in hub.requests] == noted
    assert sum(b"date" in headers for _, headers, _ in slowly) == len(asked)
    assert sum(b"date" in headers for _, headers, _ in at_once) < len(asked) / 4, "most of them are answered at once"
    for each, one, other in zip(asked, at_once, slowly, strict=True):
        for _, headers, _ in (one, other):
            headers.pop(b"date", None)
        assert one == other, each


def test_what_is_more_than_a_plain_question_is_not_answered_at_once():
    plain = question("/api/whoami-v2", "hf_x")
    assert quick.read(plain, None, None)["headers"][-1] == (b"authorization", b"Bearer hf_x")
    end = b"\r\n\r\n"
    for other in (
        plain[:-1],
        plain + plain,
        plain.replace(b"GET", b"POST"),
        plain.replace(b"1.1", b"1.0"),
        plain.replace(b"/api", b"/%61pi"),
        plain.replace(b"/api", b"/a\tpi"),
        plain.replace(b"/api", b"http://other/api"),
        plain.replace(b"Host: 127.0.0.1\r\n", b""),
        plain.replace(b"Host:", b"Host: a\r\nHost:"),
        plain.replace(b"Accept: */*", b"Accept : */*"),
        plain.replace(b"Accept: */*", b" folded"),
        plain.replace(b"Accept: */*", b"Accept: \x00"),
        plain.replace(b"Accept: */*", b"Content-Length: 5"),
        plain.replace(b"Accept: */*", b"Transfer-Encoding: chunked"),
        plain.replace(b"Accept: */*", b"Range: bytes=0-1"),
        plain.replace(b"keep-alive", b"close"),
        plain.replace(end, b"\r\nx: " + b"a" * 9_000 + end),
    ):
        assert quick.read(other, None, None) is None, other[:80]
