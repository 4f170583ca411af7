"""Pages about the person: making an account, logging in and out, and what was asked of gated repositories."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.responses import Response

from kit.hub.accounts import ACCEPTED, PENDING, REJECTED, Account
from kit.hub.catalogue import FAMILIES

if TYPE_CHECKING:
    from kit.hub.site.site import Visit

NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])")
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")
MOST_EMAIL = 254  # RFC 5321, 4.5.3.1.3


def join(visit: "Visit", problems: dict[str, str] | None = None, status: int = 200) -> Response:
    """`GET /join`."""
    return visit.page("join.html.jinja", status, form=visit.form, problems=problems or {})


def joined(visit: "Visit") -> Response:
    """`POST /join`: the password, whatever it is, is not kept."""
    name, email = visit.form.get("username", "").strip(), visit.form.get("email", "").strip()
    if before := visit.site.sessions.sent_before(visit.session, visit.form.get("once", "")):
        visit.session = before
        return visit.go("/settings/tokens")
    problems = {}
    if not NAME.fullmatch(name) or "--" in name:
        problems["username"] = "2 to 40 letters, digits and single hyphens, with a letter or digit at both ends."
    if not good_email(email):
        problems["email"] = "This is no e-mail address: it has the form name@example.org."
    if not problems:
        try:
            visit.site.known.join(name, email)
        except ValueError as error:
            problems["email" if "e-mail" in str(error) else "username"] = f"{str(error).capitalize()}."
    if problems:
        return join(visit, problems, 422)
    visit.session.take(visit.form.get("once", ""))
    visit.session = visit.site.sessions.log_in(visit.session, name)
    return visit.go("/settings/tokens", f"Welcome, {name}. The next thing you need is an access token.")


def log_in(visit: "Visit", problem: str = "", status: int = 200) -> Response:
    """`GET /login`."""
    return visit.page("login.html.jinja", status, next=after_login(visit), form=visit.form, problem=problem)


def logged_in(visit: "Visit") -> Response:
    """`POST /login`: by name or e-mail; any password will do."""
    for account in visit.site.known.all():
        if is_named(visit, account):
            visit.session = visit.site.sessions.log_in(visit.session, account.name)
            return visit.go(after_login(visit))
    return log_in(visit, "This practice Hub has no such account. Make one: that takes a name and an e-mail.", 422)


def is_named(visit: "Visit", account: Account) -> bool:
    """Whether the form that was sent names an account, by its name or its e-mail."""
    given = visit.form.get("username", "").strip().casefold()
    return given in (account.name.casefold(), account.email.casefold())


def after_login(visit: "Visit") -> str:
    """The address on this site to which logging in leads."""
    return _inside(_next(visit))


def logged_out(visit: "Visit") -> Response:
    """`POST /logout`."""
    visit.site.sessions.end(visit.session)
    visit.session = visit.site.sessions.of(visit.http)
    return visit.go("/", "You are logged out of this page. A token in your code is another login, and still works.")


def requests(visit: "Visit") -> Response:
    """`GET /settings/gated-repos`: the state of each request."""
    account = visit.account
    if account is None:
        return visit.wants_login()
    now = visit.site.known.clock()
    rows = [
        {
            "family": asked.family,
            "repository": asked.repository or _example(visit, asked.family),
            "state": account.state(asked.family),
            "asked": asked.asked,
            "email": asked.email,
            "wait": max(0, round(asked.due - now)) if asked.due is not None else None,
        }
        for asked in account.requests.values()
    ]
    return visit.page("requests.html.jinja", rows=rows, others=len(FAMILIES) - len(rows))


def decided(visit: "Visit", family: str, what: str) -> Response:
    """`POST /settings/gated-repos/FAMILY/accept` and the like: here a learner may play the publisher."""
    account = visit.account
    if account is None:
        return visit.wants_login()
    if family not in account.requests:
        return visit.go("/settings/gated-repos", "There is no such request (any more).")
    state = {"accept": ACCEPTED, "reject": REJECTED, "hold": PENDING, "withdraw": None}[what]
    visit.site.known.decide(account, family, state)
    title = FAMILIES.get(family, family)
    said = f"The request for {title} is {state} now." if state else f"The request for {title} is withdrawn."
    return visit.go("/settings/gated-repos", said)


def good_email(text: str) -> bool:
    """Whether a text has the form of an e-mail address."""
    return len(text) <= MOST_EMAIL and text.isprintable() and EMAIL.fullmatch(text) is not None


def _example(visit: "Visit", family: str) -> str:
    return next((found.id for found in visit.site.catalogue.all() if found.family == family), "")


def _next(visit: "Visit") -> str:
    return visit.form.get("next") or visit.query.get("next") or "/"


def _inside(address: str) -> str:
    """An address of this site, `/` for any other: a login leads nowhere else."""
    parts = urlsplit(address)
    good = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return address if good and address.isprintable() and "\\" not in address else "/"
