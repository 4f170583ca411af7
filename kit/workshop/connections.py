"""Runs uvicorn on a socket that is already open until it is told to stop; turns away one connection too many.

As the practice Hub's server, for a whole room: many connections, some from behind one router, some that read slowly.
"""

import asyncio
import socket
from collections import Counter

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_CONNECTIONS = 1_500
"""Connections at once: 300 people's kits and pages, what pip opens for the bundle, and the facilitator's pages."""

MOST_EACH = 600
"""Connections from one address; a whole room may be behind one."""

SLOW_SECONDS = 60.0
"""How long someone may read nothing of what was asked for."""

ASK_SECONDS = 20.0
"""How long a connection may take to ask, from its first byte (or its beginning) to the end of the headers."""


class Bounded(H11Protocol):
    """A connection of the room; see the limits above."""

    _each: Counter = Counter()
    _counted: str | None = None
    _giving_up: asyncio.TimerHandle | None = None
    _asking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as H11Protocol has it
        host = (transport.get_extra_info("peername") or ("",))[0]
        if len(self.connections) >= MOST_CONNECTIONS or self._each[host] >= MOST_EACH:
            transport.abort()
            return
        self._counted = host
        self._each[host] += 1
        super().connection_made(transport)
        self._asking = self.loop.call_later(ASK_SECONDS, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        _cancel(self._asking)
        _cancel(self._giving_up)
        self._asking = self._giving_up = None
        if self._counted is not None:
            self._each[self._counted] -= 1
            if not self._each[self._counted]:
                del self._each[self._counted]
            super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._counted is not None:
            super().data_received(data)

    def handle_events(self) -> None:
        super().handle_events()
        if self.conn.their_state is not h11.IDLE:
            _cancel(self._asking)
            self._asking = None
        elif self.conn.trailing_data[0] and self._asking is None:
            self._asking = self.loop.call_later(ASK_SECONDS, self.transport.abort)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._giving_up = self.loop.call_later(SLOW_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        _cancel(self._giving_up)
        self._giving_up = None
        super().resume_writing()


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()


def serve(app: ASGIApp, listening: socket.socket, woken: socket.socket) -> None:
    """Serves `app` on `listening` until `woken` can be read; then returns. Nothing is logged or printed."""
    config = uvicorn.Config(
        app,
        http=Bounded,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=75,
        backlog=512,
    )
    asyncio.run(_run(uvicorn.Server(config), listening, woken))


async def _run(server: uvicorn.Server, listening: socket.socket, woken: socket.socket) -> None:
    woken.setblocking(False)
    stop = asyncio.create_task(asyncio.get_running_loop().sock_recv(woken, 1))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    await asyncio.wait([stop, serving], return_when=asyncio.FIRST_COMPLETED)
    # uvicorn's own way of stopping waits for clients, and a page that is open never ends.
    for listener in getattr(server, "servers", []):
        listener.close()
    for _ in range(3):  # some were accepted a moment ago; all end while there is still a loop that they belong to
        for connection in list(server.server_state.connections):
            if connection.transport is not None:
                connection.transport.abort()
        await asyncio.sleep(0)
    for task in (stop, serving):
        task.cancel()
    for result in await asyncio.gather(stop, serving, return_exceptions=True):
        if isinstance(result, Exception) and not isinstance(result, OSError):
            raise result
