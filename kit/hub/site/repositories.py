"""Pages about repositories: search, a model's page with its terms, files and versions, the text of a file."""

import datetime
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from kit.hub.accounts import ACCEPTED
from kit.hub.catalogue import Repository
from kit.hub.site.people import good_email

if TYPE_CHECKING:
    from kit.hub.site.site import Visit

FIELDS = {
    "first_name": "First name",
    "last_name": "Last name",
    "birth": "Date of birth",
    "country": "Country",
    "affiliation": "Affiliation",
    "job": "Job title",
    "email": "E-mail",
}
"""What Meta's form asks, in its order."""

MOST_FIELD = 200
MOST_TEXT = 100_000
"""Bytes of a file that its page shows."""


def home(visit: "Visit") -> Response:
    """`GET /`."""
    return visit.page("home.html.jinja", repositories=visit.site.catalogue.all())


def search(visit: "Visit") -> Response:
    """`GET /models?search=…`: every repository whose id has all of the words in it."""
    wanted = visit.query.get("search", "").strip()[:MOST_FIELD]
    words = wanted.casefold().split()
    found = [each for each in visit.site.catalogue.all() if all(word in each.id.casefold() for word in words)]
    return visit.page("search.html.jinja", wanted=wanted, repositories=found)


def answer(visit: "Visit") -> Response:
    """Everything that begins with a repository's id."""
    split = visit.site.catalogue.split(visit.segments)
    if split is None:  # strangers are not told what there is, as on the real Hub
        return visit.nothing_here(404 if visit.account else 401)
    id, rest = split
    repository = visit.site.catalogue.get(id)
    if repository is None:
        new = visit.site.catalogue.new_name(id)
        return RedirectResponse("/" + "/".join([str(new), *rest]), 307)
    post = visit.http.method == "POST"
    match rest:
        case []:
            return _model(visit, repository)
        case ["ask-access"] if post:
            return _asked(visit, repository)
        case ["tree", revision, *folder] if repository.has_revision(revision):
            return _tree(visit, repository, "/".join(folder))
        case ["blob" | "raw", revision, *path] if path and repository.has_revision(revision):
            return _file(visit, repository, "/".join(path))
    return visit.nothing_here()


def _may(visit: "Visit", repository: Repository) -> bool:
    """Whether the person who is logged in may see this repository's files."""
    if repository.family is None:
        return True
    return visit.account is not None and visit.account.state(repository.family) == ACCEPTED


def _model(
    visit: "Visit", repository: Repository, problems: dict[str, str] | None = None, status: int = 200
) -> Response:
    account, family = visit.account, repository.family
    request = account.requests.get(family) if account is not None and family is not None else None
    return visit.page(
        "model.html.jinja",
        status,
        repository=repository,
        fields=FIELDS,
        form=visit.form,
        problems=problems or {},
        request=request,
        state=account.state(family) if account is not None and family is not None else "",
        family_members=[each.id for each in visit.site.catalogue.all() if family is not None and each.family == family],
    )


def _asked(visit: "Visit", repository: Repository) -> Response:
    """`POST /ID/ask-access`: the terms are signed. Of the form only the e-mail is kept."""
    account, family = visit.account, repository.family
    if account is None:
        return visit.go(f"/login?next=/{repository.id}", "Log in first: terms are signed by an account.")
    if family is None or family in account.requests:  # nothing to sign, or sent twice
        return visit.go(f"/{repository.id}")
    form = {name: visit.form.get(name, "").strip() for name in FIELDS}
    problems = {name: "Fill this in; invent it, it is not kept." for name, value in form.items() if not value}
    problems |= {name: f"At most {MOST_FIELD} characters." for name, value in form.items() if len(value) > MOST_FIELD}
    if form["birth"] and "birth" not in problems and not _is_past(form["birth"]):
        problems["birth"] = "This is no day in the past; write it as 1990-12-31."
    if form["email"] and "email" not in problems and not good_email(form["email"]):
        problems["email"] = "This is no e-mail address: it has the form name@example.org."
    if visit.form.get("accept") != "yes":
        problems["accept"] = "Access is granted to those who accept the terms."
    if problems:
        return _model(visit, repository, problems, 422)
    visit.site.known.ask(account, family, repository.id, form["email"])
    return visit.go(f"/{repository.id}")


def _tree(visit: "Visit", repository: Repository, folder: str) -> Response:
    files = {path: blob for path, blob in repository.files.items() if not folder or path.startswith(f"{folder}/")}
    if not files and folder:
        return visit.nothing_here()
    start = len(folder) + 1 if folder else 0
    folders = sorted({path[start:].partition("/")[0] for path in files if "/" in path[start:]})
    rows = [(path[start:], path, blob.facts) for path, blob in files.items() if "/" not in path[start:]]
    return visit.page("files.html.jinja", repository=repository, folder=folder, folders=folders, rows=rows)


def _file(visit: "Visit", repository: Repository, path: str) -> Response:
    blob = repository.files.get(path)
    if blob is None:
        return visit.nothing_here()
    if not _may(visit, repository):
        return visit.page("closed.html.jinja", 403 if visit.account else 401, repository=repository, path=path)
    start = blob.head(MOST_TEXT)
    try:
        text = start.decode("utf-8", "strict" if len(start) == blob.facts.size else "ignore")
    except UnicodeDecodeError:
        text = None
    return visit.page(
        "file.html.jinja", repository=repository, path=path, facts=blob.facts, text=text, shown=len(start)
    )


def _is_past(text: str) -> bool:
    try:
        return datetime.date(1900, 1, 1) < datetime.date.fromisoformat(text) < datetime.date.today()
    except ValueError:
        return False
