"""The site's addresses: which page or form an address is, who may see it, and what keeps other sites out."""

from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

from starlette.requests import Request as HttpRequest
from starlette.responses import RedirectResponse, Response

from kit.hub.accounts import Account, Accounts
from kit.hub.catalogue import Catalogue
from kit.hub.site import people, repositories, tokens
from kit.hub.site.render import STYLE, page
from kit.hub.site.sessions import Session, Sessions, is_own

MOST_FORM = 20_000
"""Bytes of a form; the largest, the one of the terms, has a few hundred."""

SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",  # a token is shown once, also to whoever presses Back
}


class Visit:
    """One request of a browser: the session, who is logged in, and the fields of the form or the question mark."""

    def __init__(self, site: "Site", http: HttpRequest, segments: list[str], body: bytes) -> None:
        self.site, self.http, self.segments = site, http, segments
        self.session: Session = site.sessions.of(http)
        sent = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=100)
        asked = parse_qs(http.url.query, keep_blank_values=True, max_num_fields=100)
        self.form = {name: values[0] for name, values in sent.items()}
        self.query = {name: values[0] for name, values in asked.items()}

    @property
    def account(self) -> Account | None:
        """Who is logged in, if anybody is and the account still exists."""
        if not self.session.name:
            return None
        try:
            return self.site.known.by_name(self.session.name)
        except KeyError:
            return None

    @property
    def here(self) -> str:
        """The address of this page on this site, to come back to."""
        return self.http.url.path + (f"?{self.http.url.query}" if self.http.url.query else "")

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        """A page, with what every page shows: who is logged in, and what it has to say once."""
        said = self.session.shown.pop("said", "")
        return page(template, self, status=status, said=said, **values)

    def go(self, address: str, said: str = "") -> Response:
        """To another page after a form, which says `said` once. Back and reload do not send the form again."""
        if said:
            self.session.shown["said"] = said
        return RedirectResponse(address, 303)

    def wants_login(self) -> Response:
        """To the page for logging in, and afterwards back here."""
        return self.go(f"/login?next={quote(self.here)}", "Log in to see this page.")

    def nothing_here(self, status: int = 404) -> Response:
        """A page for an address with nothing at it."""
        return self.page("nothing.html.jinja", status)


class Site:
    """The pages, over the accounts that are known and a catalogue."""

    def __init__(self, known: Accounts, catalogue: Catalogue) -> None:
        self.known, self.catalogue = known, catalogue
        self.sessions = Sessions(known.clock)

    def answer(self, http: HttpRequest, segments: list[str], body: bytes) -> Response:
        """The page or the answer to a form at an address."""
        if segments == ["style.css"]:
            return Response(STYLE, media_type="text/css", headers=SAFE | {"Cache-Control": "max-age=60"})
        if segments == ["favicon.ico"]:
            return Response(status_code=204)
        visit = Visit(self, http, segments, body)
        response = self._refused(visit, body) or self._done_before(visit) or self._found(visit)
        for name, value in SAFE.items():
            response.headers[name] = value
        self.sessions.remember(visit.session, response)
        return response

    def _found(self, visit: Visit) -> Response:
        view = self._view(visit)
        return view(visit) if view is not None else repositories.answer(visit)

    def _view(self, visit: Visit) -> Callable[[Visit], Response] | None:
        post = visit.http.method == "POST"
        match visit.segments:
            case [] | [""]:
                return repositories.home
            case ["models"]:
                return repositories.search
            case ["join"]:
                return people.joined if post else people.join
            case ["login"]:
                return people.logged_in if post else people.log_in
            case ["logout"] if post:
                return people.logged_out
            case ["settings"]:
                return lambda visit: visit.go("/settings/tokens")
            case ["settings", "tokens"]:
                return tokens.listed
            case ["settings", "tokens", "new"]:
                return tokens.made if post else tokens.new
            case ["settings", "tokens", token, "refresh" | "delete" as what] if post:
                return lambda visit: tokens.changed(visit, token, what)
            case ["settings", "gated-repos"]:
                return people.requests
            case ["settings", "gated-repos", family, "accept" | "reject" | "hold" | "withdraw" as what] if post:
                return lambda visit: people.decided(visit, family, what)
            case ["settings", *_] | ["logout"]:
                return Visit.nothing_here
        return None

    def _done_before(self, visit: Visit) -> Response | None:
        """To where a form leads that has been obeyed already; nothing is done a second time."""
        if not self._is_done(visit):
            return None
        return visit.go({"join": "/settings/tokens", "login": people.after_login(visit)}.get(visit.segments[0], "/"))

    @staticmethod
    def _is_done(visit: Visit) -> bool:
        """Whether a form asks for what is so already: the one that logged in once more, or logging out of nothing."""
        if visit.http.method != "POST":
            return False
        if visit.segments in (["join"], ["login"]):
            account, before = visit.account, visit.session.before
            own = before is not None and is_own(before, visit.form.get("csrf", ""))
            return own and account is not None and people.is_named(visit, account)
        return visit.segments == ["logout"] and not visit.session.name

    def _refused(self, visit: Visit, body: bytes) -> Response | None:
        """What is not answered: a method no page has, forms that are too large, of another site, or too old."""
        method = visit.http.method
        if method in ("GET", "HEAD"):
            return None
        if method != "POST":
            return Response("The practice Hub's pages are read and their forms are sent, nothing else.", 405)
        if len(body) > MOST_FORM:
            return visit.page("problem.html.jinja", 413, title="Too much", text="That is more than a form here takes.")
        origin = visit.http.headers.get("origin")
        if origin not in (None, "null") and urlsplit(origin).netloc != visit.http.headers.get("host"):
            text = "This form was sent by a page of another site, so nothing was done."
            return visit.page("problem.html.jinja", 403, title="Not from here", text=text)
        if not is_own(visit.session, visit.form.get("csrf", "")) and not self._is_done(visit):
            text = (
                "This form belongs to a session that has ended (or was never this browser's), so nothing was done. "
                "Open the page again, log in if it asks, and send it once more."
            )
            return visit.page("problem.html.jinja", 403, title="This form is too old", text=text)
        return None
