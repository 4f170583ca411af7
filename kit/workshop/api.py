"""What participants' kits ask of the board, as JSON: join, send events, look."""

import asyncio
import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kit.workshop.board import Board, Refused
from kit.workshop.events import MOST_BODY

PATIENCE = 20.0
"""Seconds for the body of a request to arrive."""


async def body(http: Request, most: int = MOST_BODY) -> bytes:
    """The body of a request. Refused: it is too large, or does not come."""
    read = b""
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in http.stream():
                read += part
                if len(read) > most:
                    raise Refused(413, f"That is more than a request may have: {most} bytes.")
    except TimeoutError:
        raise Refused(408, "The rest of the request did not come.") from None
    return read


def address(http: Request) -> str:
    """Where a request comes from."""
    return http.client.host if http.client else ""


def refusal(error: Refused) -> Response:
    """A refusal as a participant's kit reads it."""
    headers = {"Retry-After": str(error.wait)} if error.wait else {}
    return JSONResponse({"error": error.sentence}, error.status, headers)


class Api:
    """The addresses below /api/."""

    def __init__(self, board: Board) -> None:
        self.board = board

    async def join(self, http: Request) -> Response:
        sent = _json(await body(http))
        self.board.look()
        person, secret = self.board.join(sent, address(http))
        title = self.board.room.place.agenda.title
        return JSONResponse({"participant": person.id, "secret": secret, "room": title, "name": person.name})

    async def events(self, http: Request) -> Response:
        sent = await body(http)
        self.board.look()
        stored, refused = self.board.take(self._who(http), _json(sent))
        more = {"refused": refused} if refused else {}
        return JSONResponse({"stored": stored, "agenda": self.board.agenda()} | more)

    async def me(self, http: Request) -> Response:
        self.board.look()
        person = self._who(http)
        found = {"name": person.name, "agenda": self.board.agenda(), "hand": person.hand is not None}
        return JSONResponse(found | {"events": person.events})

    def _who(self, http: Request):
        kind, _, said = http.headers.get("authorization", "").partition(" ")
        return self.board.who(said.strip() if kind.lower() == "bearer" else "")


def _json(sent: bytes) -> object:
    try:
        return json.loads(sent)
    except (ValueError, RecursionError):
        raise Refused(400, "The body of the request is no JSON.") from None
