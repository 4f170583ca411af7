"""Runs uvicorn on a socket that is already open, in a thread, quietly, until it is told to stop."""

import asyncio
import socket

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from kit.hub import quick

MOST_CONNECTIONS = 32
"""Connections at once: the Hub's client opens 8 for a whole repository, a browser 6."""

SLOW_SECONDS = 10.0
"""How long someone may read nothing of what was asked for."""


class Bounded(H11Protocol):
    """A connection; one too many is turned away, and one whose other end does not read is given up."""

    turned_away = False
    _giving_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as H11Protocol has it
        if len(self.connections) >= MOST_CONNECTIONS:
            self.turned_away = True
            transport.abort()
        else:
            super().connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """A plain question is answered at once (kit/hub/quick.py), all others in uvicorn's way."""
        answer = None
        if self._is_idle():
            scope = quick.read(data, self.client, self.server)
            answer = self.app.quick(scope) if scope is not None and hasattr(self.app, "quick") else None
        if answer is None:
            super().data_received(data)
            return
        self._unset_keepalive_if_required()
        self.transport.write(answer)
        self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def _is_idle(self) -> bool:
        """Whether nothing of a question has arrived, and all of the answer before it has gone out."""
        idle = self.conn.our_state is h11.IDLE and self.conn.their_state is h11.IDLE
        done = self.cycle is None or self.cycle.response_complete
        return idle and done and not self.conn.trailing_data[0] and not self.flow.write_paused

    def connection_lost(self, exc: Exception | None) -> None:
        self._reads_again()
        if not self.turned_away:
            super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._giving_up = self.loop.call_later(SLOW_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        self._reads_again()
        super().resume_writing()

    def _reads_again(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None


def serve(app: ASGIApp, listening: socket.socket, woken: socket.socket) -> None:
    """Serves `app` on `listening` until `woken` can be read or is closed at its other end; then returns.

    Nothing is logged or printed, no signal handler is installed (uvicorn does so in the main thread only).
    """
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
        # Longer than any pause between two questions of an exercise: a client that finds its connection
        # closed under it has to try again.
        timeout_keep_alive=300,
    )
    asyncio.run(_run(uvicorn.Server(config), listening, woken))


async def _run(server: uvicorn.Server, listening: socket.socket, woken: socket.socket) -> None:
    stop = asyncio.create_task(_readable(woken))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    await asyncio.wait([stop, serving], return_when=asyncio.FIRST_COMPLETED)
    # uvicorn's own way of stopping takes 0.3 s and waits for clients; nobody here has anything to lose.
    for listener in getattr(server, "servers", []):
        listener.close()
    for connection in list(server.server_state.connections):
        if connection.transport is not None:
            connection.transport.abort()
    for task in (stop, serving):
        task.cancel()
    for result in await asyncio.gather(stop, serving, return_exceptions=True):
        if isinstance(result, Exception):
            raise result


async def _readable(woken: socket.socket) -> None:
    woken.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_recv(woken, 1)
    except OSError:
        pass
