"""Plain questions of the Hub's clients, answered at once: read from one packet, answered in one, without a web framework.

What is no whole and plain question (a body, a range, percent signs, a second question behind it) is left to uvicorn.
"""

from collections.abc import Callable
from http import HTTPStatus

from starlette.requests import Request as HttpRequest
from starlette.responses import Response, StreamingResponse

MOST = 8_192
"""Bytes of such a question; a client's has some 400."""

_END = b"\r\n\r\n"
_OTHERWISE = frozenset(
    {b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"range", b"connection", b"te", b"trailer"}
)
"""Headers that make a question more than a plain one; `connection: keep-alive` says nothing new."""

_TOKEN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def read(data: bytes, client: tuple[str, int] | None, server: tuple[str, int | None] | None) -> dict | None:
    """The ASGI scope of a plain GET or HEAD that `data` is; None for everything else, bad questions above all."""
    if len(data) > MOST or not data.endswith(_END) or data.find(_END) != len(data) - len(_END):
        return None
    first, *lines = data[: -len(_END)].split(b"\r\n")
    words = first.split(b" ")
    if len(words) != 3 or words[0] not in (b"GET", b"HEAD") or words[2] != b"HTTP/1.1":
        return None
    path, _, query = words[1].partition(b"?")
    if not path.startswith(b"/") or b"%" in path or not (path.isascii() and query.isascii()):
        return None
    if any(byte <= 32 or byte == 127 for byte in words[1]) or b"#" in words[1]:
        return None
    headers = []
    for line in lines:
        name, colon, value = line.partition(b":")
        name, value = name.lower(), value.strip(b" \t")
        plain = (
            colon
            and name
            and _TOKEN.issuperset(name)
            and value.isascii()
            and value.replace(b"\t", b" ").decode().isprintable()
        )
        if not plain or name in _OTHERWISE and (name, value.lower()) != (b"connection", b"keep-alive"):
            return None
        headers.append((name, value))
    if [name for name, _ in headers].count(b"host") != 1:
        return None
    return {
        "type": "http",
        "http_version": "1.1",
        "method": words[0].decode(),
        "scheme": "http",
        "path": path.decode(),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": headers,
        "client": client,
        "server": server,
    }


def written(response: Response, *, head: bool) -> bytes | None:
    """An answer as it goes over the line; None for one that is sent in parts."""
    if isinstance(response, StreamingResponse):
        return None
    status = response.status_code
    lines = [b"HTTP/1.1 %d %s" % (status, HTTPStatus(status).phrase.encode())]
    lines += [name + b": " + value for name, value in response.raw_headers]
    return b"\r\n".join(lines) + _END + (b"" if head else bytes(response.body))


Answer = Callable[[HttpRequest], Response | None]
"""What answers a question at once; None where it cannot."""
