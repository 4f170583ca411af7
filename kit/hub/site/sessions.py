"""Who is looking at the site: sessions in memory, known by a cookie; tokens against forged and doubled forms."""

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

COOKIE = "practice-hub"
SECONDS = 12 * 3600.0
"""A session ends this long after it was last used."""

MOST = 2_000
"""Sessions that are kept; the one unused for longest goes first."""

_MOST_ONCE = 50


@dataclass(eq=False)
class Session:
    """One browser. `name` is the account that is logged in, "" for none; `shown` holds what the next page says once.

    Logging in makes a new session of a visitor's: the old one `became` it, and is `before` it.
    """

    id: str
    used: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    name: str = ""
    shown: dict[str, str] = field(default_factory=dict)
    became: "Session | None" = None
    before: "Session | None" = None
    _once: list[str] = field(default_factory=list)

    def once(self) -> str:
        """A number for one form: a form that comes twice is known by it."""
        number = secrets.token_urlsafe(9)
        self._once = [*self._once[-_MOST_ONCE:], number]
        return number

    def take(self, number: str) -> bool:
        """Whether the form with this number comes for the first time."""
        if number not in self._once:
            return False
        self._once.remove(number)
        return True


class Sessions:
    """All sessions. `clock` tells seconds since 1970."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: OrderedDict[str, Session] = OrderedDict()

    def of(self, http: HttpRequest) -> Session:
        """The session of a request; a new one, nobody logged in, where there is none or it has expired."""
        found = self._known.get(http.cookies.get(COOKIE, ""))
        now = self._clock()
        if found is None or now - found.used > SECONDS:
            found = Session(secrets.token_urlsafe(32), now)
            self._known[found.id] = found
        found.used = now
        self._known.move_to_end(found.id)
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return found

    def log_in(self, session: Session, name: str) -> Session:
        """A new session for an account. The visitor's old one leads to it where the form is sent a second time."""
        session.became = made = Session(secrets.token_urlsafe(32), self._clock(), name=name, before=session)
        session.before = None
        self._known[made.id] = made
        return made

    @staticmethod
    def sent_before(session: Session, number: str) -> Session | None:
        """For a form that logs in and comes a second time: the session that the first one made."""
        return session.became if session.became is not None and number not in session._once else None

    def end(self, session: Session) -> None:
        """Forget a session."""
        self._known.pop(session.id, None)

    @staticmethod
    def remember(session: Session, response: Response) -> None:
        """Hand the browser the session's number."""
        response.set_cookie(COOKIE, session.id, path="/", httponly=True, samesite="lax")


def is_own(session: Session, token: str) -> bool:
    """Whether a form carries this session's token, which other sites cannot read."""
    return hmac.compare_digest(session.csrf.encode(), token.encode())
