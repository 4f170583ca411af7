"""Settings → Access Tokens: made with a name and a role, shown once, refreshed, deleted."""

from typing import TYPE_CHECKING

from starlette.responses import Response

from kit.hub.accounts import ROLES

if TYPE_CHECKING:
    from kit.hub.site.site import Visit

MOST_NAME = 60


def listed(visit: "Visit") -> Response:
    """`GET /settings/tokens`. The token that was just made is shown here, once."""
    account = visit.account
    if account is None:
        return visit.wants_login()
    secret = visit.session.shown.pop("secret", "")
    return visit.page("tokens.html.jinja", secret=secret, tokens=account.tokens, now=visit.site.known.clock())


def new(visit: "Visit", problems: dict[str, str] | None = None, status: int = 200) -> Response:
    """`GET /settings/tokens/new`."""
    if visit.account is None:
        return visit.wants_login()
    return visit.page("token.html.jinja", status, form=visit.form, problems=problems or {})


def made(visit: "Visit") -> Response:
    """`POST /settings/tokens/new`; sent twice, it makes one."""
    account = visit.account
    if account is None:
        return visit.wants_login()
    name, role = " ".join(visit.form.get("name", "").split()), visit.form.get("role", "")
    problems = {}
    if not name or len(name) > MOST_NAME or not name.isprintable():
        problems["name"] = f"A token has a name of 1 to {MOST_NAME} characters, such as where it will be used."
    elif name in (token.name for token in account.tokens):
        problems["name"] = "You have a token of this name already: choose another, so that you can tell them apart."
    if role not in ROLES:
        problems["role"] = "Choose what the token may do."
    if not visit.session.take(visit.form.get("once", "")):
        said = "This form was sent before: nothing was made a second time. If you have not seen the token, "
        return visit.go("/settings/tokens", f"{said}Invalidate and refresh shows you a new value of it.")
    if not problems:
        try:
            token = visit.site.known.new_token(account, name, role, gated="gated" in visit.form)
        except ValueError as error:
            problems["name"] = f"{str(error).capitalize()}."
        else:
            visit.session.shown["secret"] = token.secret
            return visit.go("/settings/tokens")
    return new(visit, problems, 422)


def changed(visit: "Visit", id: str, what: str) -> Response:
    """`POST /settings/tokens/ID/refresh` and `/delete`."""
    account = visit.account
    if account is None:
        return visit.wants_login()
    token = next((token for token in account.tokens if token.id == id), None)
    if token is None:
        return visit.go("/settings/tokens", "There is no such token (any more).")
    if what == "delete":
        visit.site.known.revoke(account, token)
        return visit.go("/settings/tokens", f"{token.name} is deleted: whatever still sends it is refused from now on.")
    visit.site.known.refresh(account, token)
    visit.session.shown["secret"] = token.secret
    return visit.go("/settings/tokens", f"{token.name} has a new value; the old one is refused from now on.")
