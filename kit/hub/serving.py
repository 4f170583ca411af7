"""Runs uvicorn on a socket that is already open, in a thread, quietly, until it is told to stop."""

import asyncio
import socket

import uvicorn
from starlette.types import ASGIApp


def serve(app: ASGIApp, listening: socket.socket, woken: socket.socket) -> None:
    """Serves `app` on `listening` until `woken` can be read or is closed at its other end; then returns.

    Nothing is logged or printed, no signal handler is installed (uvicorn does so in the main thread only).
    """
    config = uvicorn.Config(
        app,
        http="h11",
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
