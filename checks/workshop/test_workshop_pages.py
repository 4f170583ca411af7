"""The board's pages without a browser: who may see what, forms of other sites, what is live, the bundle, what is kept."""

import csv
import hashlib
import html
import http.client
import io
import random
import re
import threading

import pytest

from checks.rooms import AGENDA, Clock, Kit, Stream, Visitor, done, graded, hand
from kit import course
from kit.workshop import sentences
from kit.workshop.board import Board
from kit.workshop.names import clean
from kit.workshop.rehearse import Rehearsal, wrong_answers
from kit.workshop.serve import Served

CLOSED = ["/board", "/board/people/1", "/board/progress.csv", "/board/class.html", "/board/delete", "/projector",
          "/live/board", "/live/board-hidden", "/live/projector", "/live/me", "/me", "/me/hand", "/live/nothing"]  # fmt: skip

HOSTILE = "<script>alert(1)</script>\"'&amp;"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bundle(tmp_path):
    folder = tmp_path / "pack"
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels" / "kit-1.0-py3-none-any.whl").write_bytes(random.Random(1).randbytes(300_000))
    (folder / "wheels" / "a b&c.txt").write_text("x")
    (folder / ".secret").write_text("no")
    (tmp_path / "outside.txt").write_text("no")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    return folder


@pytest.fixture
def served(tmp_path, clock, bundle):
    board = Board(tmp_path / "room.sqlite", AGENDA, clock=clock, ticking=Clock())
    with Served(board, bundle=bundle) as served:
        yield served


def own_page(kit: Kit) -> Visitor:
    """The browser of a participant."""
    visitor = Visitor(kit.served)
    assert visitor.get(f"/me?with={kit.bearer['Authorization'].removeprefix('Bearer ')}")[0] == 200
    return visitor


def test_who_may_see_which_page(served):
    kit = Kit(served, "Ada-of-the-room")
    stranger, participant = Visitor(served), own_page(kit)
    for path in CLOSED:
        assert stranger.get(path)[0] == 403, path
        assert (participant.get(path)[0] == 200) == (path in ("/me", "/me/hand")) or path == "/live/me", path
    projector = Visitor(served)
    status, text = projector.get(f"/projector?key={served.board.projector_key}")
    assert status == 200 and served.board.code in text
    for path in CLOSED:
        if not path.endswith("projector"):
            assert projector.get(path)[0] == 403, path
    facilitator = Visitor(served, served.board.key)
    assert "Ada-of-the-room" in facilitator.get("/board")[1]
    facilitator.get(f"/projector?key={served.board.projector_key}")
    assert facilitator.get("/board")[0] == 200, "looking at the projector's page takes no right away"
    for visitor in (stranger, participant, projector):
        assert "Ada-of-the-room" not in visitor.get("/")[1] + visitor.get("/projector")[1]


def test_keys_and_cookies_are_not_guessed(served):
    visitor = Visitor(served)
    for key in ("", "x", served.board.code, served.board.key[:-1]):
        assert visitor.get(f"/board?key={key}")[0] == 403
    assert not any(name.startswith("board") for name in visitor.cookies)
    Visitor(served, served.board.key)
    name = f"board-{served.board.id}"
    for value in ("facilitator", "facilitator.", f"facilitator.{'0' * 40}", f"facilitator.{served.board.key}"):
        visitor.cookies = {name: value}
        assert visitor.get("/board")[0] == 403
    statuses = [Visitor(served).get("/board?key=x")[0] for _ in range(30)]
    assert statuses[-1] == 429, "and not tried for ever"


def test_forms_of_other_sites_and_of_others_do_nothing(served):
    kit = Kit(served)
    facilitator, participant = Visitor(served, served.board.key), own_page(kit)
    status, text = facilitator.send("/board", "/board/step", to="1")
    assert status == 200 and served.board.room.place.number == 1
    for headers, body in [
        ({"Origin": "http://evil.example"}, None),
        ({}, "to=0"),
        ({}, "to=0&token="),
        ({}, "to=0&token=" + served.board.sign("form:projector")),
    ]:
        body = body or "to=0&token=" + served.board.sign("form:facilitator")
        assert facilitator.ask("POST", "/board/step", body, **headers)[0] == 403, (headers, body)
    assert participant.ask("POST", "/board/step", "to=0&token=" + served.board.sign("form:facilitator"))[0] == 403
    assert served.board.room.place.number == 1
    assert facilitator.ask("GET", "/board/step")[0] == 405
    assert facilitator.ask("POST", "/board/step", "to=0&" + "x" * 5000)[0] == 413
    assert participant.ask("POST", "/me/hand", "up=yes&text=x")[0] == 403 and kit.person.hand is None


def test_the_facilitators_buttons(served, clock):
    ada, eve = Kit(served, "Ada"), Kit(served, "Eve")
    visitor = Visitor(served, served.board.key)
    place = served.board.room.place
    for to, number in ((0, 0), (1, 1), (2, 2), (3, 3), (99, 3), (-5, -1), (1, 1)):
        visitor.send("/board", "/board/step", to=str(to))
        assert place.number == number
    visitor.send("/board", "/board/minutes")
    assert place.ends == clock.now + 25 * 60
    sentences = course.load().exercise("ex04_encode").learned
    assert all(each in html.unescape(visitor.get("/board")[1]) for each in sentences), "what to say about it"
    visitor.send("/board", "/board/joining", open="no")
    assert not served.board.room.open
    ada.send(hand(text="help"))
    assert "help" in visitor.get("/board")[1]
    visitor.send("/board", f"/board/people/{ada.person.number}", what="lower")
    assert ada.ask("GET", "/api/me")[1]["hand"] is False
    visitor.send("/board", f"/board/people/{eve.person.number}", what="delete")
    assert eve.ask("GET", "/api/me")[0] == 200, "not without being sure"
    visitor.send(f"/board/people/{eve.person.number}", f"/board/people/{eve.person.number}", what="delete", sure="yes")
    assert eve.ask("GET", "/api/me")[0] == 401 and "Eve" not in visitor.get("/board")[1]
    visitor.send("/board/delete", "/board/delete")
    assert ada.ask("GET", "/api/me")[0] == 200
    visitor.send("/board/delete", "/board/delete", sure="yes")
    assert (
        ada.ask("GET", "/api/me")[0] == 410 and visitor.get("/board")[0] == 410 and not served.board.store.path.exists()
    )


def test_a_participants_own_page(served):
    ada, eve = Kit(served, "Ada"), Kit(served, "Eve-whom-nobody-sees")
    eve.send(graded(diagnosis="what Eve was told"))
    ada.send(graded(diagnosis="what Ada was told"))
    visitor = own_page(ada)
    text = visitor.get("/me")[1]
    assert "what Ada was told" in text and "what Eve" not in text and "Eve-whom" not in text
    assert "where does it go" in visitor.send("/me/hand", "/me/hand", up="yes", text="where does it go")[1]
    assert ada.person.hand == "where does it go"
    visitor.send("/me", "/me/hand", up="no")
    assert ada.person.hand is None
    visitor.send("/me", "/me/delete")
    assert ada.ask("GET", "/api/me")[0] == 200, "not without being sure"
    visitor.send("/me", "/me/delete", sure="yes")
    assert ada.ask("GET", "/api/me")[0] == 401 and visitor.get("/me")[0] == 403


def test_the_projector_has_no_names_and_nothing_of_one_alone(served, clock):
    kits = [Kit(served, f"Secretname{n}") for n in range(3)]
    kits[0].send(graded(diagnosis="only one was told this"), hand(text="asked by one"))
    said = wrong_answers("ex04_encode")[0][1]
    for kit in kits[1:]:
        kit.send(graded(diagnosis=said), graded(exercise="ex05_decode", diagnosis="written by hand, and no sentence"))
    visitor = Visitor(served)
    text = visitor.get(f"/projector?key={served.board.projector_key}")[1]
    assert said in html.unescape(text) and "only one" not in text and "asked by one" not in text
    assert "written by hand" not in text and "written by hand" in Visitor(served, served.board.key).get("/board")[1]
    assert "Secretname" not in text and all(kit.told["participant"] not in text for kit in kits)
    hidden = Visitor(served, served.board.key).get("/board?names=hidden")[1]
    assert "Secretname" not in hidden and "person 2" in hidden


def pieces(served: Served, visitor: Visitor, page: str) -> dict[str, str]:
    """What a live page shows when it is loaded now."""
    visitor.get(page)
    which = {"/board": "board", "/projector": "projector", "/board?names=hidden": "board-hidden"}.get(page, "me")
    channels = served._app.state.pages.live._channels
    return dict(next(channel.shown for key, channel in channels.items() if key == which or key[0] == which))


@pytest.mark.parametrize("page", ["/board", "/board?names=hidden", "/projector", "/me"])
def test_what_is_live_is_what_a_reload_shows(served, clock, page):
    kits = [Kit(served, name) for name in ("Mia", "Ada", "Zoe", HOSTILE)]
    visitor = own_page(kits[0]) if page == "/me" else Visitor(served, served.board.key)
    stream = Stream(visitor, page)
    shown = pieces(served, visitor, page)
    for n in range(8):
        clock.now += 300
        kits[n % 3].send(graded(diagnosis=HOSTILE), graded(diagnosis=HOSTILE))
        if n == 2:
            served.board.go(1)
        if n == 3:
            Kit(served, "Late")
        if n == 4:
            kits[0].send(hand(text=HOSTILE))
        if n == 5 and page != "/me":
            served.board.delete_person(kits[2].person.number)
            kits[2] = kits[1]
        wanted = pieces(served, visitor, page)
        while shown != wanted:  # a message that never comes ends the check by the stream's timeout
            event, data = stream.message()
            assert event == ""
            for id, text, before in data["pieces"]:
                if not text:
                    del shown[id]
                    continue
                if id not in shown and id.startswith("p-"):
                    assert before is None or before in shown
                shown[id] = text
        assert "<script" not in "".join(shown.values())
    assert len(set(stream.ids)) == len(stream.ids)


def test_a_page_that_was_away_loads_again(served, clock):
    kit = Kit(served)
    visitor = Visitor(served, served.board.key)
    stream = Stream(visitor, "/board")
    kit.send(done(slug="ex04_encode"))
    assert stream.message()[0] == ""
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    for last in ("other-3", "", "nonsense", stream.ids[-1].rpartition("-")[0] + "-99999"):
        stream.connection.close()
        stream.connection.request("GET", "/live/board", headers={"Cookie": cookies, "Last-Event-ID": last})
        stream.answer = stream.connection.getresponse()
        assert stream.message()[0] == "again", last
    kit.send(done(slug="ex09_untrusted"))  # an exercise that had no column: the table is another
    stream = Stream(visitor, "/board")
    kit.send(done(slug="ex10_compare"))
    assert stream.message()[0] == "again"
    stream = Stream(visitor, "/board")
    served.board.delete_room()
    assert stream.message()[0] == "again" and visitor.get("/board")[0] == 410


def test_the_projector_knows_what_kits_send(served):
    """Every sentence that `kit` can send passes, and nothing that only looks like one."""
    for slug in ("ex04_encode", "ex08_chat", "ex14_bpe"):
        whole, patterns = sentences._sentences(slug)
        made = ["".join("VALUE" if part is None else part for part in parts) for _, parts in patterns]
        made += ["".join("list" if part is None else part for part in parts) for _, parts in patterns]
        sent = [sentences.known(slug, text) for text in (*whole, *made)]
        stored = [clean(text, 300) for text in sent if text and len(text) < 300]
        assert len(stored) > 50
        for text in stored:
            assert sentences.is_own(slug, text), text
        assert not any(sentences.is_own(slug, f"{text} {HOSTILE}") for text in stored)
    assert not sentences.is_own("ex99_none", "anything at all") and not sentences.is_own("ex04_encode", "")


def test_hostile_texts_are_escaped_everywhere(served):
    kits = [Kit(served, HOSTILE), Kit(served, HOSTILE)]
    for kit in kits:
        kit.send(graded(diagnosis=HOSTILE), hand(text=HOSTILE))
    visitor = Visitor(served, served.board.key)
    number = kits[0].person.number
    paths = ["/board", f"/board/people/{number}", "/board/class.html"]
    for text in [*(visitor.get(path)[1] for path in paths), own_page(kits[0]).get("/me")[1]]:
        assert "<script>alert" not in text and "&lt;script&gt;alert(1)" in text
    policy = visitor.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy


def test_the_bundle_is_served_in_ranges_and_nothing_else_is(served, bundle):
    visitor = Visitor(served)
    path = "/bundle/wheels/kit-1.0-py3-none-any.whl"
    whole = (bundle / "wheels" / "kit-1.0-py3-none-any.whl").read_bytes()
    assert visitor.ask("HEAD", path)[0] == 200 and int(visitor.headers["Content-Length"]) == len(whole)
    assert visitor.headers["Accept-Ranges"] == "bytes"
    status, _ = visitor.ask("GET", path, Range="bytes=299990-")
    assert status == 206 and visitor.headers["Content-Range"] == "bytes 299990-299999/300000"
    assert visitor.ask("GET", path, Range="bytes=400000-")[0] == 416
    text = visitor.get("/bundle/wheels/")[1]
    assert re.findall(r'href="([^"]+)"', text) == ["a%20b%26c.txt", "kit-1.0-py3-none-any.whl"]
    assert visitor.get("/bundle/wheels/a%20b%26c.txt") == (200, "x")
    for path in ("/bundle/.secret", "/bundle/../room.sqlite", "/bundle/%2e%2e/room.sqlite", "/bundle/link.txt",
                 "/bundle/..%2froom.sqlite", "/bundle/nothing", "/bundle//etc/passwd"):  # fmt: skip
        assert visitor.get(path)[0] == 404, path


@pytest.mark.parametrize(
    ("agent", "first"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "macOS"),
        ("Mozilla/5.0 (X11; Linux x86_64)", "Linux"),
        ("", "Linux"),
    ],
)
def test_the_welcome_has_the_visitors_lines_first(served, agent, first):
    text = Visitor(served).ask("GET", "/", **{"User-Agent": agent})[1]
    systems = re.findall(r"<h3>(\w+)", text)
    assert systems[0] == first and sorted(systems) == ["Linux", "Windows", "macOS"]
    assert f"{served.url}/bundle/" in text and served.board.code not in text and "<svg" in text


def test_the_board_answers_while_the_bundle_is_fetched(served, bundle):
    kit = Kit(served)
    path = bundle / "wheels" / "large.bin"
    with path.open("wb") as file:
        for _ in range(40):
            file.write(random.randbytes(1_000_000))
    expected, got = hashlib.sha256(path.read_bytes()).hexdigest(), []

    def fetch() -> None:
        visitor = Visitor(served)

        connection = http.client.HTTPConnection("127.0.0.1", visitor.served.port, timeout=60)
        connection.request("GET", "/bundle/wheels/large.bin")
        digest, answer = hashlib.sha256(), connection.getresponse()
        while part := answer.read(1 << 16):
            digest.update(part)
        got.append(digest.hexdigest())

    threads = [threading.Thread(target=fetch) for _ in range(8)]
    for thread in threads:
        thread.start()
    answered = 0
    while any(thread.is_alive() for thread in threads):
        answered += kit.ask("GET", "/api/me")[0] == 200
    assert got == [expected] * 8 and answered > 8


def test_what_is_kept_afterwards(served):
    ada, eve = Kit(served, "=cmd|' /C calc'!A0"), Kit(served, "Eve")
    ada.send(graded(10), graded(diagnosis="two were told this"))
    eve.send(graded(diagnosis="two were told this"), done())
    visitor = Visitor(served, served.board.key)
    rows = list(csv.DictReader(io.StringIO(visitor.get("/board/progress.csv")[1])))
    assert visitor.headers["Content-Disposition"] == 'attachment; filename="workshop.csv"'
    assert [(row["submission"], row["score"], row["max"], row["ex04_encode"]) for row in rows] == [
        ("'=cmd|' /C calc'!A0", "10", "15", "10"), ("Eve", "15", "15", "15")
    ]  # fmt: skip
    page = visitor.get("/board/class.html")[1]
    assert "two were told this" in page and "Eve" in page and "<script" not in page


def test_a_rehearsal_plays_a_room_and_each_event_counts_once(served):
    for allowance in (served.board._sends, served.board._events, served.board._all, served.board._joins):
        allowance.rate = allowance.burst = 1e9
    played = Rehearsal(served.url, served.board.code, 8, every=0.01, exercises=["ex04_encode", "ex05_decode"], lost=0.3)
    played.start()
    for thread in played._threads:
        thread.join(60)
    assert played.done() and played.heard.again > 0
    assert played.counted() == played.heard.sent == played.heard.stored == served.board.store.count() - 8
    room = served.board.room
    assert all(person.works[slug].done for person in room.people.values() for slug in ("ex04_encode", "ex05_decode"))
    said = {sentence for person in room.people.values() for _, sentence in person.met}
    assert said and said <= {sentence for slug in ("ex04_encode", "ex05_decode") for _, sentence in wrong_answers(slug)}
