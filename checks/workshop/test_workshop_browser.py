"""The board's pages in a real browser: live without a reload, with the keyboard alone, for every eye, without a script."""

import contextlib

import pytest

from checks.browsing import CHROMIUM, browser, violations
from checks.rooms import AGENDA, Clock, Kit, done, graded, hand
from kit.workshop.board import Board
from kit.workshop.serve import Served

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium)")

ALWAYS = [(360, "light"), (1400, "dark")]
SIZES = [
    pytest.param(width, scheme, marks=[] if (width, scheme) in ALWAYS else [pytest.mark.long])
    for width in (360, 800, 1400)
    for scheme in ("light", "dark")
]
"""The narrowest in light and the widest in dark at each run, all others with the long checks."""

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</th><script>alert(1)</script>",
    "\u202egnp.exe\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
    "W" * 200,
    "\" onmouseover=alert(1) x='",
    "{{ 7 * 7 }}",
]


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def served(tmp_path, clock):
    with Served(Board(tmp_path / "room.sqlite", AGENDA, clock=clock, ticking=Clock())) as served:
        yield served


@contextlib.contextmanager
def person(chromium, served, *, width: int = 800, scheme: str = "light", script: bool = True):
    """A page of a new browser session; whatever it asks is noted, and all of it must stay with the board."""
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=served.url, java_script_enabled=script
    )
    asked: list[str] = []
    wrong: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    try:
        yield page
    finally:
        context.close()
    assert asked and all(url.startswith(f"{served.url}/") for url in asked), asked
    assert wrong == []


def own(kit: Kit) -> str:
    return f"/me?with={kit.bearer['Authorization'].removeprefix('Bearer ')}"


def test_the_board_is_live(chromium, served, clock):
    """Nothing on the page is pressed: people come, work, ask and are helped, and the page says so by itself."""
    with person(chromium, served) as page:
        page.goto(f"/board?key={served.board.key}")
        assert served.board.key not in page.url, "the key does not stay in the address"
        page.evaluate("window.untouched = true")
        mia, ada = Kit(served, "Mia"), Kit(served, "Ada")
        page.wait_for_selector("tr:has-text('Mia')")
        page.wait_for_function("document.querySelectorAll('#people tr').length == 2")
        names = page.locator("#people th").all_inner_texts()
        assert names == ["Ada", "Mia"], "in the order of names, whoever came first"
        for _ in range(3):
            mia.send(graded(diagnosis="begin-of-text is missing"))
            clock.now += 300
        page.wait_for_selector("#stuck li:has-text('Mia')")
        page.wait_for_selector("#wrong li:has-text('begin-of-text is missing')")
        ada.send(done(), hand(text="and now?"))
        page.wait_for_selector("#hands li:has-text('and now?')")
        page.wait_for_selector("tr:has-text('Ada') td.full")
        page.focus("#helped-2")
        mia.send(hand(text="me too"))
        page.wait_for_selector("#hands li:has-text('me too')")
        assert page.evaluate("document.activeElement.id") == "helped-2", "the keyboard stays where it was"
        ada.send(hand(up=False))
        page.wait_for_selector("#hands li:has-text('and now?')", state="detached")
        served.board.delete_person(ada.person.number)
        page.wait_for_selector("tr:has-text('Ada')", state="detached")
        assert page.evaluate("window.untouched"), "all of it without loading the page again"
        live = page.inner_text("main")
        page.reload()
        page.wait_for_selector("#people tr")
        assert page.inner_text("main") == live, "and a reload shows the same"


def test_the_clock_runs_by_the_boards_time(chromium, served, clock):
    with person(chromium, served) as page:
        page.goto(f"/projector?key={served.board.projector_key}")
        served.board.go(1)
        page.wait_for_selector(".until:has-text('left')")
        assert page.inner_text(".until") in ("20:00 left", "19:59 left", "19:58 left", "19:57 left", "19:56 left")
        clock.now += 21 * 60
        Kit(served, "Ada").send(done())
        page.wait_for_selector(".until.over:has-text('1:0')")


def test_a_page_comes_back_when_the_board_does(chromium, served, tmp_path, clock):
    with person(chromium, served) as page:
        page.goto(f"/board?key={served.board.key}")
        Kit(served, "Ada")
        page.wait_for_selector("tr:has-text('Ada')")
        served.stop()
        page.wait_for_selector("#connection:visible")
        with Served(Board(tmp_path / "room.sqlite", clock=clock, ticking=Clock())) as again:
            assert again.url == served.url
            Kit(again, "Eve")
            page.wait_for_selector("tr:has-text('Eve')", timeout=20_000)
            page.wait_for_selector("#connection:visible", state="detached")


def test_without_a_script_the_page_loads_itself_again(chromium, served):
    Kit(served, "Ada").send(graded(diagnosis="begin-of-text is missing"))
    with person(chromium, served, script=False) as page:
        page.goto(f"/board?key={served.board.key}")
        assert page.locator("noscript meta[http-equiv=refresh]").count() or "http-equiv" in page.content()
        assert "begin-of-text is missing" in page.inner_text("#wrong")
        page.click("text=Begin")
        assert "Hello" in page.inner_text("#agenda") and served.board.room.place.number == 0
        page.goto("/projector")
        assert "Hello" in page.inner_text("#agenda")


def test_the_board_with_the_keyboard_alone(chromium, served):
    ada = Kit(served, "Ada")
    ada.send(hand(text="help"))
    with person(chromium, served) as page:

        def tab_to(selector: str) -> None:
            for _ in range(60):
                page.keyboard.press("Tab")
                if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                    assert style != "none", "where the keyboard is can be seen"
                    return
            raise AssertionError(f"the keyboard does not reach {selector}")

        page.goto("/board")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        tab_to("#key")
        page.keyboard.type(served.board.key)
        page.keyboard.press("Enter")
        page.wait_for_selector("#step-next")
        tab_to("#step-next")
        page.keyboard.press("Enter")
        page.wait_for_selector("#step-back")
        tab_to("#helped-1")
        page.keyboard.press("Enter")
        page.wait_for_selector("#hands:has-text('Nobody')")
        tab_to("#people a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/board/people/1")
        tab_to("#sure")
        page.keyboard.press("Space")
        tab_to("button.danger")
        page.keyboard.press("Enter")
        page.wait_for_url("**/board")
        page.goto("/")
    assert served.board.room.place.number == 0 and not served.board.room.people


def pages(page, served, kit: Kit):
    """Every kind of page, with a name; each is on screen when its name comes."""
    for path in ("/", "/board", "/board?key=wrong", own(kit)):
        page.goto(path)
        yield path.partition("=")[0]
    page.goto("/me/hand")
    yield "hand"
    page.goto(f"/board?key={served.board.key}")
    page.wait_for_selector("#people tr")
    yield "the board"
    for path in ("/board?names=hidden", "/board/people/1", "/board/delete", "/projector", "/board/people/99"):
        page.goto(path)
        yield path


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_every_page_can_be_read_by_all(chromium, served, clock, width, scheme):
    """axe-core finds nothing, and nothing is wider than the screen; names are as long and odd as they can be."""
    kits = [Kit(served, name) for name in HOSTILE]
    served.board.go(1)
    for n, kit in enumerate(kits):
        for _ in range(3):
            kit.send(graded(diagnosis="W" * 300 if n % 2 else HOSTILE[0]), hand(text=HOSTILE[1] if n else "W" * 280))
            clock.now += 150
    kits[3].send(done())
    seen = []
    with person(chromium, served, width=width, scheme=scheme) as page:
        for name in pages(page, served, kits[0]):
            seen.append(name)
            assert violations(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            assert page.locator("main img, main script").count() == 0
    assert len(seen) == len(set(seen)) == 11
