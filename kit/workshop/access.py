"""Who looks at a page: known by a cookie that only this room's file can make, so that a restart logs nobody out."""

import hmac
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from kit.workshop import api
from kit.workshop.board import FACILITATOR, PROJECTOR, Board, Refused
from kit.workshop.room import Person

MOST_FORM = 4_000
"""Bytes of a form."""

SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Access:
    """Cookies of a board's pages. Their names have the room's number: boards at other ports of a machine share cookies."""

    def __init__(self, board: Board) -> None:
        self.board = board

    def role(self, http: Request) -> str | None:
        """FACILITATOR, PROJECTOR or None."""
        given = http.cookies.get(f"board-{self.board.id}", "")
        return next((role for role in (FACILITATOR, PROJECTOR) if self._is(given, role)), None)

    def person(self, http: Request) -> Person | None:
        """The participant whose own page this browser may see."""
        given = http.cookies.get(f"me-{self.board.id}", "")
        person = self.board.room.by_id.get(given.partition(".")[0])
        return person if person is not None and self._is(given, person.id) else None

    def remember(self, response: Response, who: str) -> Response:
        """Hand the browser the cookie of a role, or of a participant's id."""
        name = "board" if who in (FACILITATOR, PROJECTOR) else "me"
        response.set_cookie(f"{name}-{self.board.id}", self._value(who), path="/", httponly=True, samesite="lax")
        return response

    def token(self, who: str) -> str:
        """What a form of this role or participant carries, which other sites cannot read."""
        return self.board.sign(f"form:{who}")

    async def form(self, http: Request, who: str) -> dict[str, str]:
        """The fields of a form. Refused: it is not from this board's own pages."""
        sent = await api.body(http, MOST_FORM)
        origin = http.headers.get("origin")
        if origin not in (None, "null") and urlsplit(origin).netloc != http.headers.get("host"):
            raise Refused(403, "This form was sent by a page of another site, so nothing was done.")
        try:
            fields = parse_qs(sent.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
        except ValueError:
            raise Refused(400, "That is no form of these pages.") from None
        found = {name: values[0] for name, values in fields.items()}
        if not hmac.compare_digest(found.get("token", "").encode(), self.token(who).encode()):
            raise Refused(403, "This form is not from this board's pages (or from before). Open the page again.")
        return found

    def _value(self, who: str) -> str:
        return f"{who}.{self.board.sign(f'cookie:{who}')}"

    def _is(self, given: str, who: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), self._value(who).encode())
