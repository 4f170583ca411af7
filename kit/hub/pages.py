"""The practice Hub's pages for people: what there is, and what a gated repository asks of you."""

from html import escape
from urllib.parse import quote

from starlette.responses import HTMLResponse

from kit.hub.accounts import Account
from kit.hub.catalogue import FAMILIES, Repository


def home(repositories: list[Repository]) -> HTMLResponse:
    """`GET /`: every repository, with a link."""
    rows = "".join(
        f'<li><a href="/{quote(repository.id)}">{escape(repository.id)}</a>'
        f"{' (has terms to sign)' if repository.gated else ''}</li>"
        for repository in repositories
    )
    return _page(
        "Practice Hub",
        "<p>This is a practice Hub. It runs on this computer, and only for the exercises. "
        f"It holds these repositories:</p><ul>{rows}</ul>",
    )


def repository(repository: Repository, account: Account | None) -> HTMLResponse:
    """`GET /ID`: what it is, and whether there are terms."""
    if repository.family is None:
        return _page(repository.id, "<p>This repository is open: nothing has to be signed.</p>")
    family = FAMILIES.get(repository.family, repository.family)
    if account is not None and repository.family in account.signed:
        return _page(repository.id, f"<p>{escape(account.name)} has signed the terms of {escape(family)}.</p>")
    return _page(
        repository.id,
        f"<p>This repository is gated. This is the page of its terms, those of {escape(family)}. One "
        f"signature opens every repository of {escape(family)}, and of no other family.</p>"
        "<p>On the real Hub you sign here, once, and wait for approval. On this practice Hub the exercises "
        "sign for the accounts that they make.</p>",
    )


def nothing_here(path: str) -> HTMLResponse:
    """A page for an address with nothing at it, with status 404."""
    return _page("Nothing here", f"<p>The practice Hub has nothing at <code>{escape(path)}</code>.</p>", 404)


def _page(title: str, body: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width"><body style="font: 1rem/1.5 sans-serif; '
        f'max-width: 40rem; margin: 2rem auto; padding: 0 1rem"><h1>{escape(title)}</h1>{body}</body></html>',
        status,
    )
