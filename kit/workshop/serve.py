"""The running board: the machine's right address, the socket, the thread that serves; and the application's addresses."""

import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from kit.workshop import api, connections
from kit.workshop.board import Board, Refused
from kit.workshop.bundle import Bundle
from kit.workshop.pages import Pages

PORT = 8765
"""Where it listens, when nothing else does."""

PATIENCE = 5.0
"""Seconds for the server's thread to end; it needs a few milliseconds."""


class ServeError(RuntimeError):
    """The board cannot be served here; the text says what to do."""


def addresses() -> list[str]:
    """This machine's addresses that others may reach, the likeliest first: of the default route, then private ones."""
    import ifaddr

    routed = _routed()
    found: dict[str, tuple] = {}
    for adapter in ifaddr.get_adapters():
        inside = adapter.name.startswith(
            ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "tun", "tap", "utun", "wg")
        )
        for each in adapter.ips:
            if isinstance(each.ip, str) and not (address := ipaddress.ip_address(each.ip)).is_loopback:
                rank = (each.ip != routed, inside, address.is_link_local, not address.is_private)
                found[each.ip] = min(rank, found.get(each.ip, rank))
    return sorted(found, key=found.__getitem__)


def _routed() -> str:
    """The address by which packets to elsewhere leave; "" without a route. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("198.51.100.1", 9))  # for documentation, RFC 5737: nobody has it
            return asked.getsockname()[0]
        except OSError:
            return ""


def listen(lan: bool, port: int | None) -> socket.socket:
    """A socket that listens: on this machine alone, or on its network too. Without a port: PORT, else any.

    ServeError: the port that was asked for is in use.
    """
    host = "0.0.0.0" if lan else "127.0.0.1"
    for wanted in (PORT, 0) if port is None else (port,):
        try:
            made = socket.create_server((host, wanted), backlog=512)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return made
        except OSError as error:
            problem = error
    raise ServeError(f"Port {port} on {host} cannot be used ({problem.strerror or problem}). Name another with --port.")


def application(board: Board, bundle: Path | None, url: Callable[[], str]) -> Starlette:
    """All addresses of the board. `url` tells the address that people in the room use."""
    asked = api.Api(board)
    pages = Pages(board, url, bundle)

    async def refused(http: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return api.refusal(error) if http.url.path.startswith("/api/") else pages.refusal(http, error)

    routes: list[BaseRoute] = [
        Route("/api/join", asked.join, methods=["POST"]),
        Route("/api/events", asked.events, methods=["POST"]),
        Route("/api/me", asked.me),
        *pages.routes(),
    ]
    if bundle is not None:
        routes.append(Mount("/bundle", Bundle(bundle)))
    made = Starlette(routes=routes, exception_handlers={Refused: refused})
    made.state.pages = pages
    return made


class Served:
    """A board that is being served, in a thread.

    with Served(Board(path)) as served:
        ...  # served.url
    """

    def __init__(self, board: Board, *, lan: bool = False, port: int | None = None, bundle: Path | None = None) -> None:
        self.board = board
        kept = board.store.get("port")
        try:
            self._listening = listen(lan, port or (int(kept) if kept.isdecimal() else None))
        except ServeError:
            if port:
                raise
            self._listening = listen(lan, None)
        self.port: int = self._listening.getsockname()[1]
        board.store.set("port", str(self.port))
        board.store.changed_elsewhere()
        self.others = addresses() if lan else []
        host = self.others[0] if self.others else "127.0.0.1"
        self.url = f"http://{host}:{self.port}"
        self._app = application(board, bundle, lambda: self.url)
        self._wake, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._serve, name="workshop-board", daemon=True)
        self.failure = ""

    def start(self) -> "Served":
        """Begin to answer; returns itself."""
        self._thread.start()
        return self

    def alive(self) -> bool:
        """Whether it still answers."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Close every connection, and the file."""
        with contextlib.suppress(OSError):
            self._wake.send(b".")
        self._thread.join(PATIENCE)
        for each in (self._wake, self._woken, self._listening):
            each.close()
        self.board.store.close()

    def __enter__(self) -> "Served":
        return self.start()

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def _serve(self) -> None:
        try:
            connections.serve(self._app, self._listening, self._woken)
        except Exception as error:
            self.failure = f"The board stopped: {type(error).__name__}: {error}. Start it again: it loses nothing."
            self._listening.close()
