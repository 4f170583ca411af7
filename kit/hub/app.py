"""The Hub's protocol as a Starlette application: who is asking, what for, and may they have it."""

from collections.abc import Callable, Collection
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kit.hub import accounts, answers, quick, refusals
from kit.hub.accounts import AccessToken, Account, Accounts
from kit.hub.catalogue import Catalogue, Repository
from kit.hub.log import Request, RequestLog
from kit.hub.refusals import Refusal

MOST_BODY = 1_000_000
"""Bytes of a request's body; what the Hub's client asks has a few hundred."""


class Question(NamedTuple):
    """A request, read: `segments` is the path in parts, each with its percent signs decoded."""

    http: HttpRequest
    segments: list[str]
    body: bytes
    account: Account | None
    token: AccessToken | None

    @property
    def root(self) -> str:
        """The address under which the asker reached the Hub, without a final slash."""
        return str(self.http.base_url).rstrip("/")


def create_app(known: Accounts, catalogue: Catalogue, log: RequestLog, hosts: Collection[str]) -> ASGIApp:
    """The application over the known accounts and these repositories; every request it answers is added to `log`."""

    def reply(answer: Callable[[Question], Response], open: bool, http: HttpRequest, body: bytes) -> Response:
        try:
            account, token = (None, None) if open else _account(http, known)
            return answer(Question(http, _segments(http), body, account, token))
        except Refusal as refusal:
            return refusal.response()
        except Exception as error:  # to be read by a person, in the client's message and in the log
            problem = refusals.broken(error)
            http.scope["hub.problem"] = problem.message
            return problem.response()

    def endpoint(answer: Callable[[Question], Response], open: bool = False) -> Callable:
        # `open` is for what a real site shows to everyone: there a stale token does no harm.
        async def asked(http: HttpRequest) -> Response:
            body = b""
            async for part in http.stream():
                body += part
                if len(body) > MOST_BODY:
                    return Response("Too much for a question to a practice Hub.", 413)
            if catalogue.slow(_segments(http)):
                # In a thread: vendor files may have to be built first, and others must be served meanwhile.
                return await run_in_threadpool(reply, answer, open, http, body)
            return reply(answer, open, http, body)

        return asked

    def whoami(question: Question) -> Response:
        if question.account is None or question.token is None:
            raise refusals.invalid_token()
        return JSONResponse(question.account.whoami(question.token))

    def harnesses(question: Question) -> Response:
        return JSONResponse({"standardEnvVars": [], "harnesses": {}})

    def model(question: Question) -> Response:
        repository, rest = _find(question, catalogue, after=2)
        match question.http.method, rest:
            case "GET" | "HEAD", []:
                return answers.model_info(repository, "main")
            case "GET" | "HEAD", ["revision", revision]:
                return answers.model_info(repository, revision)
            case "GET" | "HEAD", ["auth-check", *write]:
                _gate(question, repository)
                if write:
                    raise refusals.not_the_owner()
                return JSONResponse({})
            case "GET" | "HEAD", ["refs"]:
                return answers.refs(repository)
            case "GET" | "HEAD", ["tree", revision, *path]:
                recursive = question.http.query_params.get("recursive", "").lower() in ("1", "true")
                return answers.tree(repository, revision, "/".join(path), recursive)
            case "POST", ["paths-info", revision]:
                return answers.paths_info(repository, revision, question.body)
        raise refusals.no_such_address(question.http.url.path)

    def repository(question: Question) -> Response:
        if question.segments[0] == "api":
            raise refusals.no_such_address(question.http.url.path)
        found, rest = _find(question, catalogue)
        match rest:
            case ["resolve", revision, *path] if path:
                _gate(question, found)
                return answers.file(found, revision, "/".join(path), question.http)
        raise refusals.no_such_address(question.http.url.path)

    @cache
    def site():
        from kit.hub.site import Site  # only now: a run that asks for no page needs no templates

        return Site(known, catalogue)

    def page(question: Question) -> Response:
        return site().answer(question.http, question.segments, question.body)

    get, everything = ["GET"], ["GET", "HEAD", "POST", "PUT", "DELETE"]
    routes = [
        Route("/", endpoint(page, open=True), methods=get),
        Route("/api/whoami-v2", endpoint(whoami), methods=get),
        Route("/api/agent-harnesses", endpoint(harnesses, open=True), methods=get),
        Route("/api/models/{rest:path}", endpoint(model), methods=everything),
        Route("/{publisher}/resolve/{rest:path}", endpoint(repository), methods=everything),
        Route("/{publisher}/{name}/resolve/{rest:path}", endpoint(repository), methods=everything),
        Route("/api/{rest:path}", endpoint(repository), methods=everything),
        Route("/{rest:path}", endpoint(page, open=True), methods=everything),
    ]

    def at_once(http: HttpRequest) -> Response | None:
        """What the clients ask most, by the same functions as the routes; None for what takes long, and for pages."""
        segments = _segments(http)
        if segments == ["api", "whoami-v2"]:
            answer = whoami
        elif segments[:2] == ["api", "models"] and len(segments) > 2:
            answer = model
        elif segments[0] != "api" and "resolve" in segments[1:3]:
            answer = repository
        else:
            return None
        return None if catalogue.slow(segments) else reply(answer, False, http, b"")

    return Logged(Starlette(routes=routes), log, hosts, at_once)


class Logged:
    """Notes every request with the status it gets, before the asker sees the answer; only `hosts` may be asked for."""

    def __init__(self, app: ASGIApp, log: RequestLog, hosts: Collection[str], at_once: quick.Answer) -> None:
        self.app, self.log, self.hosts, self.at_once = app, log, hosts, at_once

    def quick(self, scope: Scope) -> bytes | None:
        """The whole answer to a plain question (kit/hub/quick.py); None where it is to be asked in the usual way."""
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        if _host(headers.get("host", "")) not in self.hosts:
            return None
        response = self.at_once(HttpRequest(scope))
        if response is None:
            return None
        data = quick.written(response, head=scope["method"] == "HEAD")
        if data is not None:
            token, problem = _bearer(headers.get("authorization")), scope.get("hub.problem", "")
            path = scope["raw_path"].decode()
            self.log.add(Request(scope["method"], path, token, response.status_code, headers, problem))
        return data

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if _host(headers.get("host", "")) not in self.hosts:
            # Another site whose name leads here (DNS rebinding) would read what a person is shown.
            self.log.add(Request(scope["method"], scope["raw_path"].decode("latin-1"), None, 421, headers))
            return await Response("This is a practice Hub on 127.0.0.1; ask for it by that name.", 421)(
                scope, receive, send
            )
        path, token = scope["raw_path"].decode("latin-1"), _bearer(headers.get("authorization"))

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                problem = scope.get("hub.problem", "")
                self.log.add(Request(scope["method"], path, token, message["status"], headers, problem))
            await send(message)

        await self.app(scope, receive, noted)


def _find(question: Question, catalogue: Catalogue, after: int = 0) -> tuple[Repository, list[str]]:
    """The repository an address is about and what follows its id; a redirect if it was renamed.

    The id begins after the first `after` segments.
    """
    split = catalogue.split(question.segments[after:])
    if split is None:
        raise refusals.repository_not_found(signed_in=question.account is not None)
    id, rest = split
    found = catalogue.get(id)
    if found is None:
        # The path alone, without the host: huggingface_hub 0.36 follows no other kind for a file.
        raw = _raw_segments(question.http)
        path = "/".join(["", *raw[:after], str(catalogue.new_name(id)), *raw[len(raw) - len(rest) :]])
        query = question.http.url.query
        raise Refusal(307, None, "This repository was renamed", {"Location": path + (f"?{query}" if query else "")})
    return found, rest


def _gate(question: Question, repository: Repository) -> None:
    """Refuses whoever may not have the files of a gated repository."""
    account, token, page = question.account, question.token, f"{question.root}/{repository.id}"
    if repository.family is None:
        return
    if account is None or token is None:
        raise refusals.sign_in(repository.id, page)
    if not token.opens_gated:
        raise refusals.token_lacks_gated(token.coded)
    match account.state(repository.family):
        case accounts.ACCEPTED:
            return
        case accounts.PENDING:
            raise refusals.awaiting_review(repository.id, page)
        case accounts.REJECTED:
            raise refusals.request_rejected(repository.id, page)
    raise refusals.sign_the_terms(repository.id, page)


def _account(http: HttpRequest, known: Accounts) -> tuple[Account | None, AccessToken | None]:
    """Whose token came with the request, if one did. The Hub refuses a bad one even where none is needed."""
    header = http.headers.get("authorization")
    if header is None:
        return None, None
    found = known.by_token(_bearer(header) or "")
    if found is None:
        raise refusals.invalid_token()
    return found


def _host(header: str) -> str:
    """The name in a Host header, without the port."""
    name = header[1 : header.find("]")] if header.startswith("[") else header.partition(":")[0]
    return name.lower()


def _bearer(header: str | None) -> str | None:
    scheme, _, token = (header or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _raw_segments(http: HttpRequest) -> list[str]:
    # From the path as it was sent: a revision such as refs/pr/1 is one segment, with %2F in it.
    return http.scope["raw_path"].decode("latin-1").strip("/").split("/")


def _segments(http: HttpRequest) -> list[str]:
    return [unquote(segment) for segment in _raw_segments(http)]
