"""One request to the board, straight to its address: no proxy, no redirect, nothing of this machine in its headers."""

import http.client
import json
import ssl
from urllib.parse import urlsplit

SECONDS = 10.0
"""How long the board has for each step of an answer, over a slow network."""

MOST = 1 << 20
"""Bytes of an answer that are read."""


class Away(Exception):
    """The board did not answer; the text says what happened instead."""


class Refusal(Exception):
    """The board answered, and did not do what it was asked. `wait`: seconds after which to try again, 0 for unsaid."""

    def __init__(self, status: int, text: str, wait: float) -> None:
        super().__init__(text)
        self.status, self.wait = status, wait


def address(given: str) -> str:
    """The board's address as people type it, in full: `192.168.1.5:8765` is `http://192.168.1.5:8765`. ValueError in words."""
    text = given.strip().rstrip("/")
    text = text if "://" in text else f"http://{text}"
    parts = urlsplit(text)
    try:
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        fits = False
    if not fits or parts.path or parts.query or parts.fragment or parts.username is not None:
        raise ValueError(f"{given!r} is no board's address; it looks like http://192.168.1.5:8765")
    return text


def ask(board: str, path: str, data: dict | None = None, *, bearer: str = "", seconds: float = SECONDS) -> dict:
    """POST `data`, or GET without any, and return the answer's JSON. Away and Refusal when there is none."""
    parts = urlsplit(board)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    body = None
    if data is not None:
        body = json.dumps(data).encode()
        headers["Content-Type"] = "application/json"
    connection = kind(parts.hostname or "", parts.port, timeout=seconds)
    try:
        connection.request("GET" if body is None else "POST", path, body, headers)
        answer = connection.getresponse()
        text = answer.read(MOST)
    except (OSError, http.client.HTTPException, ssl.SSLError) as error:
        raise Away(getattr(error, "strerror", None) or str(error) or type(error).__name__) from None
    finally:
        connection.close()
    found = _json(text)
    if answer.status == 200 and found is not None:
        return found
    if answer.status < 400 or answer.status >= 500 or found is None:
        raise Away(f"what answers at {board} is no board, or one in trouble (HTTP {answer.status})")
    wait = answer.headers.get("Retry-After", "")
    told = found.get("error")
    said = told if isinstance(told, str) and told else f"The board refused (HTTP {answer.status})."
    raise Refusal(answer.status, said[:500], float(wait) if wait.isdecimal() else 0.0)


def _json(text: bytes) -> dict | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
