"""The board's pages: the welcome, the facilitator's, the projector's, a participant's own; and their forms."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from kit.workshop import api, export, render, welcome
from kit.workshop.access import SAFE, Access
from kit.workshop.board import FACILITATOR, PROJECTOR, Board, Refused
from kit.workshop.live import Channel, Live
from kit.workshop.room import Person
from kit.workshop.screens import BoardScreen, OwnScreen, ProjectorScreen


class Pages:
    """The pages over a board. `url` tells the address that people in the room use."""

    def __init__(self, board: Board, url: Callable[[], str], bundle: Path | None) -> None:
        self.board, self.url, self.bundle = board, url, bundle
        self.access = Access(board)
        self.live = Live(board.clock, board.look)

    def routes(self) -> list[Route]:
        """Which address is which page; a form is sent by POST alone."""
        forms = [
            ("/board/enter", self.enter),
            ("/board/{what}", self.moved),
            ("/board/people/{number:int}", self.about),
        ]
        return [
            Route("/", self.welcome),
            Route("/board", self.facilitator),
            Route("/board/people/{number:int}", self.person),
            Route("/board/progress.csv", self.progress),
            Route("/board/class.html", self.class_page),
            Route("/board/delete", self.ask_delete),
            Route("/projector", self.projector),
            Route("/me", self.own),
            Route("/me/hand", self.own_hand),
            Route("/live/{which}", self.stream),
            Route("/style.css", lambda http: _file(render.STYLE, "text/css")),
            Route("/live.js", lambda http: _file(render.SCRIPT, "text/javascript")),
            Route("/favicon.ico", lambda http: Response(status_code=204)),
            *(Route(path, view, methods=["POST"]) for path, view in forms),
            Route("/me/{what}", self.own_moved, methods=["POST"]),
        ]

    def page(self, template: str, http: Request, status: int = 200, **values: object) -> Response:
        """A page with what each has: where it is live, if anywhere."""
        known = {"title": self.board.room.place.agenda.title, "live": "", "at": "", "now": self.board.clock()}
        return HTMLResponse(render.page(template, **known | values), status, SAFE)

    def refusal(self, http: Request, error: Refused) -> Response:
        """A refusal as a page."""
        answer = self.page("problem.html.jinja", http, error.status, text=error.sentence)
        if error.wait:
            answer.headers["Retry-After"] = str(error.wait)
        return answer

    def welcome(self, http: Request) -> Response:
        """For whoever opens the address: how to install, how to join."""
        self.board.look()
        lines = welcome.systems(self.url(), self.bundle, http.headers.get("user-agent", ""))
        return self.page("welcome.html.jinja", http, url=self.url(), systems=lines, qr=welcome.qr(self.url()))

    def facilitator(self, http: Request) -> Response:
        """The board itself; with a key in the address, first into a cookie and out of the address."""
        self.board.look()
        if (key := http.query_params.get("key")) is not None:
            return self._enter(http, key)
        if self.access.role(http) != FACILITATOR:
            return self.page("enter.html.jinja", http, 403, token=self.access.token("enter"), wrong=False)
        names = http.query_params.get("names") != "hidden"
        which = "board" if names else "board-hidden"
        channel = self._channel(http, which)
        room = self.board.room
        return self.page(
            "board.html.jinja",
            http,
            live=f"/live/{which}",
            at=channel.at,
            pieces=channel.shown,
            names=names,
            code=self.board.code,
            url=self.url(),
            columns=room.columns(),
        )

    async def enter(self, http: Request) -> Response:
        """The form that asks for a key."""
        self.board.look()
        return self._enter(http, (await self.access.form(http, "enter")).get("key", ""))

    def _enter(self, http: Request, key: str) -> Response:
        role = self.board.role_of(key, api.address(http))
        if role is None:
            return self.page("enter.html.jinja", http, 403, token=self.access.token("enter"), wrong=True)
        answer = RedirectResponse("/projector" if role == PROJECTOR else "/board", 303, SAFE)
        return answer if self.access.role(http) == FACILITATOR else self.access.remember(answer, role)

    def projector(self, http: Request) -> Response:
        """The page for the wall."""
        self.board.look()
        if (key := http.query_params.get("key")) is not None:
            answer = self._enter(http, key)
            if answer.status_code == 303:
                answer.headers["Location"] = "/projector"
            return answer
        if self.access.role(http) is None:
            return self.page("enter.html.jinja", http, 403, token=self.access.token("enter"), wrong=False)
        channel = self._channel(http, "projector")
        return self.page(
            "projector.html.jinja",
            http,
            live="/live/projector",
            at=channel.at,
            pieces=channel.shown,
            code=self.board.code,
            url=self.url(),
            qr=welcome.qr(self.url()),
        )

    def _facilitates(self, http: Request) -> None:
        self.board.look()
        if self.access.role(http) != FACILITATOR:
            raise Refused(403, "This is for the facilitator. Open the board with the key first.")

    async def moved(self, http: Request) -> Response:
        """A button of the facilitator's page."""
        self._facilitates(http)
        form = await self.access.form(http, FACILITATOR)
        place = self.board.room.place
        back = "/board?names=hidden" if form.get("names") == "hidden" else "/board"
        match http.path_params["what"]:
            case "step" if (to := form.get("to", "")).lstrip("-").isdecimal():
                self.board.go(int(to))
            case "minutes" if place.step is not None:
                self.board.give(5)
            case "joining":
                self.board.let_in(form.get("open") == "yes")
            case "delete" if form.get("sure") == "yes":
                self.board.delete_room()
                return self.page("problem.html.jinja", http, 200, text="The room and its file are deleted.")
            case "delete":
                back = "/board/delete"
            case _:
                raise Refused(404, "There is no such button.")
        return RedirectResponse(back, 303, SAFE)

    def ask_delete(self, http: Request) -> Response:
        """Before the room is deleted."""
        self._facilitates(http)
        return self.page("delete.html.jinja", http, people=len(self.board.room.people), token=self._token())

    def person(self, http: Request) -> Response:
        """One participant, for the facilitator."""
        self._facilitates(http)
        who = self._person(http)
        return self.page("person.html.jinja", http, person=who, columns=self.board.room.columns(), token=self._token())

    async def about(self, http: Request) -> Response:
        """A button about one participant."""
        self._facilitates(http)
        form = await self.access.form(http, FACILITATOR)
        who = self._person(http)
        if form.get("what") == "lower":
            self.board.hand(who, False)
        elif form.get("what") == "delete" and form.get("sure") == "yes":
            self.board.delete_person(who.number)
        return RedirectResponse("/board", 303, SAFE)

    def progress(self, http: Request) -> Response:
        """The grade book, to keep."""
        self._facilitates(http)
        return _kept("".join(export.grade_book(self.board.room)), "text/csv; charset=utf-8", "workshop.csv")

    def class_page(self, http: Request) -> Response:
        """The page of the class, to keep."""
        self._facilitates(http)
        return _kept(export.class_page(self.board.room), "text/html; charset=utf-8", "workshop.html")

    def own(self, http: Request) -> Response:
        """A participant's own page; what their kit printed is in the address once, then in a cookie."""
        self.board.look()
        if (given := http.query_params.get("with")) is not None:
            person = self.board.who(given)
            return self.access.remember(RedirectResponse("/me", 303, SAFE), person.id)
        person = self._own(http)
        channel = self._channel(http, "me")
        more: dict[str, Any] = {"live": "/live/me", "at": channel.at, "pieces": channel.shown}
        return self.page("me.html.jinja", http, person=person, token=self.access.token(person.id), **more)

    def own_hand(self, http: Request) -> Response:
        """Where a participant writes what they ask."""
        self.board.look()
        person = self._own(http)
        return self.page("hand.html.jinja", http, person=person, token=self.access.token(person.id))

    async def own_moved(self, http: Request) -> Response:
        """A button of a participant's own page."""
        self.board.look()
        person = self._own(http)
        form = await self.access.form(http, person.id)
        match http.path_params["what"]:
            case "hand":
                self.board.hand(person, form.get("up") == "yes", form.get("text", ""))
            case "delete" if form.get("sure") == "yes":
                self.board.delete_person(person.number)
                return self.page("problem.html.jinja", http, 200, text="You are deleted from this workshop.")
        return RedirectResponse("/me", 303, SAFE)

    def _own(self, http: Request) -> Person:
        person = self.access.person(http)
        if person is None:
            raise Refused(403, "This page is of somebody who has joined: open the address that kit join printed.")
        return person

    def _person(self, http: Request) -> Person:
        person = self.board.room.people.get(http.path_params["number"])
        if person is None:
            raise Refused(404, "Nobody of this number is in the room (any more).")
        return person

    def _token(self) -> str:
        return self.access.token(FACILITATOR)

    def _channel(self, http: Request, which: str) -> Channel:
        """The channel of a live page. Refused: this browser may not see it."""
        if which == "me":
            person = self._own(http)
            screen = OwnScreen(self.board, person.number, self.access.token(person.id))
            return self.live.channel(("me", person.number), lambda: screen)
        role = self.access.role(http)
        if which in ("board", "board-hidden") and role == FACILITATOR:
            return self.live.channel(which, lambda: BoardScreen(self.board, self._token(), named=which == "board"))
        if which == "projector" and role is not None:
            return self.live.channel(which, lambda: ProjectorScreen(self.board, self.url))
        raise Refused(403, "This page is for whoever has its key.")

    async def stream(self, http: Request) -> Response:
        """What an open page is sent while it is open."""
        self.board.look()
        channel = self._channel(http, http.path_params["which"])
        since = http.headers.get("last-event-id") or http.query_params.get("since", "")
        sent = self.live.messages(channel, since)
        return StreamingResponse(sent, media_type="text/event-stream", headers=SAFE | {"X-Accel-Buffering": "no"})


def _file(content: bytes, kind: str) -> Response:
    return Response(content, media_type=kind, headers=SAFE | {"Cache-Control": "max-age=60"})


def _kept(content: str, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content.encode("utf-8", "replace"), headers=SAFE | headers | {"Content-Type": kind})
