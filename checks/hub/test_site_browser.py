"""The practice Hub's site in a real browser: the lecture's first steps as a person clicks them, and who else may look.

Pictures of the pages are compared with those in golden/site; KIT_SCREENSHOTS=FOLDER writes new ones there.
"""

import contextlib
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from checks.browsing import CHROMIUM, browser, violations
from kit.hub import PracticeHub, environment
from kit.tokenizers.model_ids import LLAMA as MODEL

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium)")

GOLDEN = Path(__file__).parents[1] / "golden" / "site"
TERMS = dict(first_name="Ada", last_name="L", birth="1990-12-31", country="UK", affiliation="None", job="Learner")
SIZES = [(width, scheme) for width in (360, 800, 1400) for scheme in ("light", "dark")]


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


@pytest.fixture
def hub():
    with PracticeHub(random.Random(3)) as hub:
        hub.approval_seconds = 0
        yield hub


@contextlib.contextmanager
def person(chromium, hub, *, width: int = 800, scheme: str = "light"):
    """A page of a new browser session; whatever it asks is noted, and all of it must stay on this machine."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=hub.url)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.set_default_timeout(10_000)
    try:
        yield page
    finally:
        context.close()
    assert asked and all(url.startswith(f"{hub.url}/") for url in asked), asked


def python(hub, home: Path, code: str) -> str:
    """What a program prints whose libraries ask this Hub."""
    environ = environment.overlaid(hub.url, home)
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, cwd=home)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def join(page, name: str = "ada") -> None:
    page.goto("/join")
    page.fill("#email", f"{name}@example.org")
    page.fill("#username", name)
    page.fill("#password", "anything")
    page.click("text=Create account")


def make_token(page, role: str = "write") -> str:
    page.click("text=Create new token")
    page.fill("#name", "colab")
    page.check(f"#role-{role}")
    page.click("button:has-text('Create token')")
    return page.inner_text("#secret")


def sign(page, email: str = "ada@example.org") -> None:
    for name, value in (TERMS | {"email": email}).items():
        page.fill(f"#{name}", value)
    page.check("#accept")
    page.click("text=Submit")


def test_the_whole_walk_as_a_person_clicks_it(chromium, hub, tmp_path):
    walk = hub.walk()
    with person(chromium, hub) as page:
        page.goto("/")
        page.click("nav >> text=Sign up")
        join(page)
        assert "Welcome, ada" in page.inner_text("main")
        token = make_token(page)
        login = f"from huggingface_hub import login, whoami\nlogin({token!r})\nprint(whoami()['name'])"
        assert python(hub, tmp_path, login).strip().endswith("ada")
        refused = (
            "from transformers import AutoTokenizer\ntry:\n"
            f"    AutoTokenizer.from_pretrained({MODEL!r})\nexcept OSError as error:\n    print('gated' in str(error))"
        )
        assert "True" in python(hub, tmp_path, refused)
        assert [step.name for step in walk.steps() if not step.done] == ["terms", "approval", "load"]
        page.fill("#search", "llama 3.1-8b")
        page.press("#search", "Enter")
        page.click("main >> text=meta-llama/Llama-3.1-8B >> nth=0")
        sign(page)
        assert "You have been granted access" in page.inner_text("main")
        page.click("text=Files and versions")
        page.click("text=tokenizer_config.json")
        assert "PreTrainedTokenizerFast" in page.inner_text("pre")
    load = (
        f"from transformers import AutoTokenizer\ntokenizer = AutoTokenizer.from_pretrained({MODEL!r})\n"
        "print(len(tokenizer.encode('I am excited to show Tokenizers in action to my LLM engineers')))"
    )
    assert python(hub, tmp_path, load).strip().endswith("15")
    assert all(step.done for step in walk.steps()), [step for step in walk.steps() if not step.done]


def test_the_walk_with_the_keyboard_alone(chromium, hub):
    with person(chromium, hub) as page:

        def tab_to(selector: str) -> None:
            for _ in range(60):
                page.keyboard.press("Tab")
                if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                    box = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                    assert box != "none", "where the keyboard is can be seen"
                    return
            raise AssertionError(f"the keyboard does not reach {selector}")

        def fill(selector: str, text: str) -> None:
            tab_to(selector)
            page.keyboard.type(text)

        page.goto("/join")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        fill("#email", "ada@example.org")
        fill("#username", "ada")
        page.keyboard.press("Enter")
        page.wait_for_url("**/settings/tokens")
        tab_to("a.button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/new")
        fill("#name", "colab")
        tab_to("#role-read")
        page.keyboard.press("ArrowDown")
        tab_to("button.main")
        page.keyboard.press("Enter")
        page.wait_for_selector("#secret")
        page.goto("/meta-llama/Llama-3.1-8B")
        for name, value in (TERMS | {"email": "ada@example.org"}).items():
            fill(f"#{name}", value)
        tab_to("#accept")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=granted access")
    account = hub.find_account("ada")
    assert (account.role, account.signed) == ("write", {"llama-3.1"})


def pages(page, hub):
    """Every kind of page, with a name; each is on screen when its name comes."""
    page.goto("/")
    yield "home"
    page.goto("/join")
    page.fill("#email", "<b>x")
    page.click("text=Create account")
    yield "join"
    page.goto("/login")
    yield "login"
    page.goto("/meta-llama/Llama-3.1-8B")
    yield "gated"
    page.goto("/no/such")
    yield "nothing"
    join(page)
    make_token(page, "fineGrained")
    page.evaluate("document.querySelector('#secret').textContent = 'hf_' + 'x'.repeat(34)")
    yield "tokens"
    page.goto("/settings/tokens/new")
    page.click("button:has-text('Create token')")
    yield "token"
    page.goto("/meta-llama/Llama-3.1-8B")
    page.click("text=Submit")
    yield "terms"
    sign(page, "other@example.org")
    yield "pending"
    page.goto("/settings/gated-repos")
    yield "requests"
    page.click("button:has-text('Reject')")
    page.goto("/meta-llama/Llama-3.1-8B")
    yield "rejected"
    page.goto("/meta-llama/Llama-3.1-8B/tree/main")
    yield "files"
    page.goto("/meta-llama/Llama-3.1-8B/blob/main/tokenizer_config.json")
    yield "closed"
    page.goto("/mistralai/Mistral-Nemo-Base-2407/blob/main/tokenizer_config.json")
    yield "file"


@pytest.mark.parametrize(("width", "scheme"), SIZES, ids=[f"{width} {scheme}" for width, scheme in SIZES])
def test_every_page_can_be_read_by_all_and_looks_as_it_did(chromium, hub, width, scheme, tmp_path):
    """axe-core finds nothing, nothing is wider than the screen, and the picture is the one that a person looked at."""
    from PIL import Image, ImageChops, ImageStat

    kept = os.environ.get("KIT_SCREENSHOTS")
    seen = []
    with person(chromium, hub, width=width, scheme=scheme) as page:
        for name in pages(page, hub):
            seen.append(name)
            assert violations(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            assert "This is a practice Hub on this machine" in page.inner_text("header")
            # The port differs from run to run.
            page.evaluate("document.querySelector('.practice').textContent = 'This is a practice Hub on this machine'")
            if name not in ("home", "tokens", "pending", "requests"):
                continue
            taken = tmp_path / f"{name}-{width}-{scheme}.png"
            page.screenshot(path=taken)
            small = Image.open(taken).convert("RGB").resize((width // 4, 225))
            if kept:
                Path(kept).mkdir(parents=True, exist_ok=True)
                small.save(Path(kept) / taken.name, optimize=True)
                continue
            golden = Image.open(GOLDEN / taken.name).convert("RGB")
            assert golden.size == small.size
            # Fonts differ from system to system: lines may move a little, colours and blocks may not.
            difference = ImageStat.Stat(ImageChops.difference(golden.resize((24, 24)), small.resize((24, 24))))
            assert max(difference.mean) < 12, (name, difference.mean)
    assert len(seen) == len(set(seen)) == 14


def test_back_shows_no_token_again(chromium, hub):
    with person(chromium, hub) as page:
        join(page)
        token = make_token(page)
        page.click('nav a:text-is("Models")')
        page.wait_for_url("**/models")
        page.go_back()
        assert token not in page.content() and f"hf_…{token[-4:]}" in page.content()
        page.reload()
        assert token not in page.content()


@pytest.mark.parametrize("delay", [0, 15])  # milliseconds that the button is held
def test_a_button_pressed_twice_makes_one(chromium, hub, delay):
    from playwright.sync_api import expect

    # The browser gives the first press's navigation up for the second's, at any point of it: `wait_for_url` would
    # raise for the one given up.
    tokens = re.compile("/settings/tokens$")
    with person(chromium, hub) as page:
        page.goto("/join")
        page.fill("#email", "ada@example.org")
        page.fill("#username", "ada")
        page.dblclick("text=Create account", delay=delay)
        expect(page).to_have_url(tokens, timeout=10_000)
        page.goto("/settings/tokens/new")
        page.fill("#name", "colab")
        page.check("#role-write")
        page.dblclick("button:has-text('Create token')", delay=delay)
        expect(page).to_have_url(tokens, timeout=10_000)
    assert len(hub.find_account("ada").tokens) == 1


def test_two_tabs_are_one_person(chromium, hub):
    with person(chromium, hub) as page:
        join(page)
        other = page.context.new_page()
        other.goto("/meta-llama/Llama-3.1-8B")
        page.goto("/meta-llama/Llama-3.1-8B")
        sign(page)
        sign(other)
        assert "You have been granted access" in other.inner_text("main")
        page.click("text=Log out")
        other.goto("/settings/tokens")
        assert "Log in to see this page" in other.inner_text("main")


def test_a_session_that_expired_loses_nothing_in_silence(chromium, hub):
    now = [1_000_000.0]
    hub._accounts.clock = lambda: now[0]
    with person(chromium, hub) as page:
        join(page)
        page.goto("/settings/tokens/new")
        page.fill("#name", "colab")
        page.check("#role-write")
        now[0] += 13 * 3600
        page.click("button:has-text('Create token')")
        assert "session that has ended" in page.inner_text("main") and "send it once more" in page.inner_text("main")
        page.goto("/settings/tokens/new")
        assert "Log in to see this page" in page.inner_text("main")
        page.fill("#username", "ada")
        page.click("main >> button:has-text('Log in')")
        page.wait_for_url("**/settings/tokens/new")
    assert hub.find_account("ada").tokens == []


def test_hostile_names_run_nothing(chromium, hub):
    hub.publish("tiny/hostile", {"<img src=x onerror=alert(1)>.txt": "</code></pre><script>alert(1)</script>"})
    with person(chromium, hub) as page:
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        join(page)
        page.goto("/settings/tokens/new")
        page.fill("#name", "<script>alert(1)</script>\u202e'\"")
        page.check("#role-read")
        page.click("button:has-text('Create token')")
        assert "<script>alert(1)</script>" not in page.content()
        page.goto("/tiny/hostile/tree/main")
        page.click("tbody a")
        assert "<script>alert(1)" in page.inner_text("pre")
        page.goto("/models?search=%3Cimg%20src=x%20onerror=alert(1)%3E")
        assert dialogs == [] and page.locator("main img, main script").count() == 0
