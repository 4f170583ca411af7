"""The practice Hub's pages without a browser: what a form changes, what is refused, what is kept, and the walk's steps."""

import html
import http.client
import os
import random
import re
import stat
import subprocess
import sys
from urllib.parse import urlencode

import pytest

from kit.hub import PracticeHub, environment, storage
from kit.hub.walk import FAMILY, lines
from kit.tokenizers.model_ids import LLAMA as MODEL

LLAMA = "/meta-llama/Llama-3.1-8B"
TERMS = dict(
    first_name="A", last_name="B", birth="1990-12-31", country="C", affiliation="D", job="E", accept="yes"
)  # fmt: skip


@pytest.fixture
def hub():
    with PracticeHub(random.Random(3)) as hub:
        yield hub


class Visitor:
    """A browser without pictures: keeps cookies, sends forms with the hidden fields of the page they are on."""

    def __init__(self, hub: PracticeHub) -> None:
        self.hub, self.cookies = hub, {}

    def ask(self, method: str, path: str, body: str = "", **headers: str):
        connection = http.client.HTTPConnection(self.hub.url.removeprefix("http://"), timeout=10)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        sent |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body or None, sent | headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        self.last = answer
        connection.close()
        return answer.status, text

    def get(self, path: str) -> str:
        return self.ask("GET", path)[1]

    def send(self, page: str, to: str | None = None, **fields: str) -> tuple[int, str]:
        """Send the form on `page` to an address (default: the page's own); where it leads is followed."""
        return self.follow(self.ask("POST", to or page, urlencode(self.hidden(page) | fields)))

    def hidden(self, page: str) -> dict[str, str]:
        found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.get(page)))
        return {name: html.unescape(value) for name, value in found.items()}

    def follow(self, answered: tuple[int, str]) -> tuple[int, str]:
        while answered[0] in (303, 307):
            answered = self.ask("GET", self.last.headers["Location"])
        return answered

    def join(self, name: str = "ada", email: str = "ada@example.org") -> "Visitor":
        status, text = self.send("/join", username=name, email=email, password="x")
        assert status == 200 and f"Welcome, {name}" in text
        return self

    def token(self, name: str = "colab", role: str = "write", **more: str) -> str:
        status, text = self.send("/settings/tokens/new", name=name, role=role, **more)
        assert status == 200, text
        return re.search(r'id="secret">(hf_\w{34})<', text)[1]

    def sign(self, model: str = LLAMA, email: str = "ada@example.org") -> str:
        status, text = self.send(model, f"{model}/ask-access", **TERMS | {"email": email})
        assert status == 200
        return text


def api(hub: PracticeHub, path: str, token: str) -> tuple[int, str | None, str]:
    status, text = (visitor := Visitor(hub)).ask("GET", path, Authorization=f"Bearer {token}")
    return status, visitor.last.headers.get("X-Error-Code"), text


def test_what_is_clicked_is_what_the_client_gets(hub):
    ada = Visitor(hub).join()
    token = ada.token()
    status, _, text = api(hub, "/api/whoami-v2", token)
    assert status == 200 and '"name":"ada"' in text and '"role":"write"' in text and '"displayName":"colab"' in text
    assert "hf_" + token[3:] not in ada.get("/settings/tokens"), "a token is shown once"
    assert f"hf_…{token[-4:]}" in ada.get("/settings/tokens")
    check = f"/api/models{LLAMA}/auth-check"
    assert api(hub, check, token)[:2] == (403, "GatedRepo")
    hub.approval_seconds = 0
    assert "You have been granted access" in ada.sign()
    assert api(hub, check, token)[0] == 200
    assert api(hub, "/api/models/meta-llama/Llama-3.1-70B/auth-check", token)[0] == 200, "one signature, one family"
    assert api(hub, "/api/models/meta-llama/Meta-Llama-3-8B/auth-check", token)[:2] == (403, "GatedRepo")
    (shown,) = re.findall(r"/settings/tokens/(\w+)/refresh", ada.get("/settings/tokens"))
    status, text = ada.send("/settings/tokens", f"/settings/tokens/{shown}/refresh")
    fresh = re.search(r'id="secret">(hf_\w{34})<', text)[1]
    assert api(hub, "/api/whoami-v2", token)[0] == 401 and api(hub, "/api/whoami-v2", fresh)[0] == 200
    (shown,) = re.findall(r"/settings/tokens/(\w+)/delete", ada.get("/settings/tokens"))
    ada.send("/settings/tokens", f"/settings/tokens/{shown}/delete")
    assert api(hub, "/api/whoami-v2", fresh)[0] == 401


def test_what_the_api_changes_is_what_a_page_shows(hub):
    ada = Visitor(hub).join()
    assert "You need to agree" in ada.get(LLAMA)
    hub.sign(FAMILY, "ada")
    assert "has signed the terms" in ada.get(LLAMA) and "accepted" in ada.get("/settings/gated-repos")
    hub.decide(FAMILY, "ada", "rejected")
    assert "has been rejected" in ada.get(LLAMA)
    hub.unsign(FAMILY, "ada")
    assert "You need to agree" in ada.get(LLAMA)


def test_approval_comes_after_a_while_and_never_with_another_email(hub):
    now = [1_000_000.0]
    hub._accounts.clock = lambda: now[0]
    ada = Visitor(hub).join()
    token, path = ada.token(), f"{LLAMA}/resolve/main/tokenizer_config.json"
    assert "awaiting a review" in ada.sign()
    assert api(hub, path, token)[:2] == (403, "GatedRepo") and "awaiting a review" in api(hub, path, token)[2]
    now[0] += hub.approval_seconds - 1
    assert api(hub, path, token)[0] == 403
    now[0] += 1
    assert api(hub, path, token)[0] == 200
    eve = Visitor(hub).join("eve", "eve@example.org")
    other = eve.token("laptop")
    assert "is not your account" in eve.sign(email="Ada@example.org")
    now[0] += 10_000
    assert api(hub, path, other)[0] == 403
    eve.send("/settings/gated-repos", f"/settings/gated-repos/{FAMILY}/withdraw")
    eve.sign(email="EVE@example.org ")
    now[0] += hub.approval_seconds
    assert api(hub, path, other)[0] == 200
    eve.send("/settings/gated-repos", f"/settings/gated-repos/{FAMILY}/reject")
    assert "rejected" in api(hub, path, other)[2]


STATES = """
import sys
from huggingface_hub import auth_check, whoami
from huggingface_hub.errors import GatedRepoError, HfHubHTTPError
from transformers import AutoTokenizer
model = "meta-llama/Meta-Llama-3.1-8B"
try:
    auth_check(model)
except GatedRepoError as error:
    print(error.response.status_code, "awaiting" in str(error), "rejected" in str(error))
except HfHubHTTPError as error:
    print(type(error).__name__, error.response.status_code)
try:
    AutoTokenizer.from_pretrained(model)
except OSError as error:
    print("OSError", "gated" in str(error))
try:
    whoami()
except Exception as error:  # of requests itself, on the older line
    print(error.response.status_code)
"""


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("pending", ["403 True False", "OSError True"]),
        ("rejected", ["403 False True", "OSError True"]),
        ("expired", ["HfHubHTTPError 401", "401"]),
    ],
)
def test_the_clients_are_told_the_state(hub, tmp_path, state, said):
    account = hub.account("ada")
    if state == "expired":
        account.tokens[0].expires = 0.0
    else:
        hub.decide(FAMILY, account, state)
    environ = environment.overlaid(hub.url, tmp_path / "home") | {"HF_TOKEN": account.token}
    done = subprocess.run([sys.executable, "-c", STATES], env=environ, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    assert [line for line in done.stdout.splitlines() if line in said] == said, done.stdout


def test_a_form_that_logs_in_sent_again_with_the_new_cookie_leads_on(hub):
    """As a browser does that has the first answer's cookie, but still shows the form."""
    for page, leads in (("/join", "/settings/tokens"), ("/login", "/models")):
        ada, there = Visitor(hub), f"{page}?next=/models"
        form = urlencode(ada.hidden(there) | dict(username="ada", email="ada@example.org"))
        other = urlencode(ada.hidden(there) | dict(username="eve", email="eve@example.org"))
        for _ in range(3):
            assert ada.ask("POST", page, form)[0] == 303 and ada.last.headers["Location"] == leads
        assert ada.ask("POST", page, other)[0] == 403, "somebody else's form is no second press"
        form = urlencode(ada.hidden("/models"))
        for _ in range(2):
            assert ada.ask("POST", "/logout", form)[0] == 303
    assert [account.name for account in hub._accounts.all()] == ["ada"]


def test_forms_of_other_sites_do_nothing(hub):
    ada = Visitor(hub).join()
    form = urlencode(dict(name="x", role="write"))
    assert ada.ask("POST", "/settings/tokens/new", form)[0] == 403
    form = urlencode(ada.hidden("/settings/tokens/new") | dict(name="x", role="write"))
    for origin in ("http://evil.example", f"{hub.url}.evil.example", "http://127.0.0.1:1"):
        assert ada.ask("POST", "/settings/tokens/new", form, Origin=origin)[0] == 403
    assert ada.ask("POST", "/settings/tokens/new", form + "&x=" + "y" * 30_000)[0] == 413
    assert Visitor(hub).ask("POST", "/settings/tokens/new", form)[0] == 403, "another session's token"
    assert hub.find_account("ada").tokens == []
    assert ada.ask("POST", "/settings/tokens/new", form, Origin=hub.url)[0] == 303
    assert len(hub.find_account("ada").tokens) == 1
    assert ada.ask("POST", "/settings/tokens/new", form)[0] == 303, "the same form again"
    assert len(hub.find_account("ada").tokens) == 1
    assert ada.ask("DELETE", "/settings/tokens")[0] == 405


def test_every_page_is_shut_to_other_sites(hub):
    ada = Visitor(hub).join()
    for path in ("/", "/join", "/login", "/models", "/settings/tokens", LLAMA, f"{LLAMA}/tree/main", "/no/such"):
        ada.ask("GET", path)
        headers = ada.last.headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store" and headers["X-Content-Type-Options"] == "nosniff"
    assert "HttpOnly" in ada.last.headers["Set-Cookie"] and "SameSite=lax" in ada.last.headers["Set-Cookie"]
    text = ada.get(LLAMA)
    assert "This is a practice Hub on this machine" in text and "<script" not in text
    assert not re.findall(r'(?:src|href|action)="(?!/|#)', text), "nothing from elsewhere"


@pytest.mark.parametrize(
    "next", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"]
)
def test_a_login_leads_nowhere_else(hub, next):
    Visitor(hub).join()
    visitor = Visitor(hub)
    visitor.get(f"/login?{urlencode({'next': next})}")
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', visitor.get("/login")))
    assert visitor.ask("POST", "/login", urlencode(hidden | dict(username="ada", next=next)))[0] == 303
    assert visitor.last.headers["Location"] == "/"


def test_a_login_leads_back_and_needs_no_password_worth_stealing(hub):
    Visitor(hub).join()
    visitor = Visitor(hub)
    status, text = visitor.follow(visitor.ask("GET", "/settings/gated-repos"))
    assert "Log in to see this page" in text and "Never type a real password here" in text
    status, text = visitor.send("/login?next=/settings/gated-repos", "/login", username="ADA@example.org")
    assert "What you asked for" in text
    assert "no such account" in Visitor(hub).send("/login", username="nobody")[1]


HOSTILE = "<script>alert(1)</script>\"'&{{7*7}}\x00\u202e"


def test_hostile_text_stays_text(hub):
    visitor = Visitor(hub)
    for form in (dict(username=HOSTILE, email=HOSTILE), dict(username="x" * 500, email="a@" + "b" * 500 + ".c")):
        status, text = visitor.send("/join", **form)
        assert status == 422 and "<script>" not in text and "49" not in re.sub(r"[\w-]{20,}", "", text)
    ada = Visitor(hub).join("ada", "a'b<i>@example.org")
    ada.token("<b>&\"'{{7*7}}")
    text = ada.get("/settings/tokens")
    assert "<b>" not in text and "&lt;b&gt;&amp;&#34;&#39;{{7*7}}" in text
    assert ada.send("/settings/tokens/new", name="a\x00b", role="read")[0] == 422
    assert ada.send("/settings/tokens/new", name="c", role="admin")[0] == 422
    status, text = ada.send(LLAMA, f"{LLAMA}/ask-access", **{name: HOSTILE for name in TERMS}, email=HOSTILE)
    assert status == 422 and "<script>" not in text
    assert "<script>" not in ada.get("/models?search=" + "%3Cscript%3E") and "have " in ada.get("/models?search=zzz")
    hub.publish("tiny/hostile", {"<img src=x>.txt": "<script>1</script>", "binary": b"\xff\x00"})
    assert "<img" not in ada.get("/tiny/hostile/tree/main")
    text = ada.get("/tiny/hostile/blob/main/%3Cimg%20src=x%3E.txt")
    assert "&lt;script&gt;1" in text and "<script>" not in text
    assert "not text" in ada.get("/tiny/hostile/blob/main/binary")


def test_files_are_listed_for_all_and_read_by_those_who_may(hub):
    ada = Visitor(hub).join()
    text = ada.get(f"{LLAMA}/tree/main")
    assert "76e48799b099d43365bd24ccd8ecc5aedac831718da780552f03b0a6eb4412aa" in text and "9.09 MB" in text
    path = f"{LLAMA}/blob/main/tokenizer.json"
    assert ada.ask("GET", path)[0] == 403 and Visitor(hub).ask("GET", path)[0] == 401
    hub.sign(FAMILY, "ada")
    text = ada.get(path)
    assert "The first 100 kB of it" in text and len(text) < 300_000
    assert Visitor(hub).ask("GET", f"/{MODEL}")[0] == 307, "the old name leads to the new one"


def test_strangers_are_not_told_what_there_is_not(hub):
    assert Visitor(hub).ask("GET", "/no/such")[0] == 401
    assert Visitor(hub).join().ask("GET", "/no/such")[0] == 404


def test_names_and_addresses_are_taken_once(hub):
    Visitor(hub).join()
    assert "already" in Visitor(hub).send("/join", username="ADA", email="b@example.org")[1]
    assert "already" in Visitor(hub).send("/join", username="bob", email="ADA@example.org")[1]


def test_what_is_kept_is_there_the_next_time(hub, tmp_path, monkeypatch):
    path = tmp_path / "a folder" / "state.json"
    hub.keep(path)
    hub.approval_seconds = 0
    ada = Visitor(hub).join()
    token = ada.token("laptop", "fineGrained", gated="yes")
    ada.sign()
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with PracticeHub(random.Random(4)) as later:
        later.keep(path)
        assert api(later, f"/api/models{LLAMA}/auth-check", token)[0] == 200
        assert (
            "fineGrained (with gated"
            in (again := Visitor(later)).send("/login?next=/settings/tokens", username="ada")[1]
        )
        assert "accepted" in again.get("/settings/gated-repos")
    path.write_text("{", encoding="utf-8")
    with pytest.raises(storage.StorageError, match="delete it and begin anew"):
        hub.keep(path)


def test_a_running_hub_is_found_and_another_thing_at_its_port_is_not(hub, tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path))
    assert storage.running() is None
    with storage.announced(hub.url, tmp_path):
        assert storage.running().url == hub.url
        with PracticeHub() as second, storage.announced(second.url, tmp_path):
            assert storage.running().url == second.url
        assert storage.running().url == hub.url
        hub.stop()
        assert storage.running() is None


def test_a_run_without_pages_does_not_load_the_site(tmp_path):
    code = (
        "import sys, urllib.request\nfrom kit.hub import PracticeHub\nwith PracticeHub() as hub:\n"
        "    urllib.request.urlopen(hub.url + '/api/agent-harnesses').read()\n"
        "    before = 'kit.hub.site' in sys.modules, 'jinja2' in sys.modules\n"
        "    urllib.request.urlopen(hub.url).read()\n    print(before, 'kit.hub.site' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "(False, False) True", done.stderr


class TestWalk:
    """Each step is seen by what happens, and each wrong turn is named."""

    @pytest.fixture
    def walk(self, hub):
        self.held: list[str] = []
        return hub.walk(places=lambda: self.held)

    def at(self, walk) -> tuple[str, str]:
        step = next(step for step in walk.steps() if not step.done)
        return step.name, step.wrong

    def test_from_nothing_to_the_tokenizer(self, hub, walk):
        now = [1_000_000.0]
        hub._accounts.clock = lambda: now[0]
        assert self.at(walk) == ("account", "")
        ada = Visitor(hub).join()
        assert self.at(walk) == ("token", "")
        token = ada.token()
        assert self.at(walk) == ("place", "")
        self.held.append(token)
        assert self.at(walk) == ("login", "")
        api(hub, "/api/whoami-v2", token)
        assert self.at(walk) == ("refusal", "")
        api(hub, f"/{MODEL}/resolve/main/tokenizer_config.json", token)
        api(hub, f"{LLAMA}/resolve/main/tokenizer_config.json", token)
        assert self.at(walk) == ("terms", "")
        ada.sign()
        assert self.at(walk) == ("approval", "")
        now[0] += hub.approval_seconds
        assert self.at(walk) == ("load", "")
        api(hub, f"{LLAMA}/resolve/main/tokenizer.json", token)
        assert all(step.done for step in walk.steps())
        assert len(lines(walk.steps())) == 8

    def test_a_read_token(self, hub, walk):
        Visitor(hub).join().token(role="read")
        assert (
            self.at(walk)[0] == "token"
            and "is a read token; the lecture makes one with the role write" in self.at(walk)[1]
        )

    def test_half_a_token(self, hub, walk):
        token = Visitor(hub).join().token()
        self.held.append(token[:20])
        assert "copy the whole" in self.at(walk)[1]
        self.held[:] = [token]
        api(hub, "/api/whoami-v2", token[:20])
        assert self.at(walk)[0] == "login" and "copy all of it" in self.at(walk)[1]

    def test_another_email(self, hub, walk):
        ada = Visitor(hub).join()
        api(hub, "/api/whoami-v2", (token := ada.token()))
        api(hub, f"/api/models{LLAMA}/auth-check", token)
        ada.sign(email="other@example.org")
        assert self.at(walk)[0] == "approval" and "other@example.org, is not your account's" in self.at(walk)[1]

    def test_another_family(self, hub, walk):
        ada = Visitor(hub).join()
        api(hub, "/api/whoami-v2", (token := ada.token()))
        api(hub, f"/api/models{LLAMA}/auth-check", token)
        ada.sign("/meta-llama/Meta-Llama-3-8B")
        assert self.at(walk)[0] == "terms" and "Llama 3.1 is a family of its own" in self.at(walk)[1]

    def test_a_token_without_the_permission(self, hub, walk):
        ada = Visitor(hub).join()
        ada.token()
        fine = ada.token("fine", "fineGrained")
        api(hub, "/api/whoami-v2", fine)
        hub.sign(FAMILY, "ada")
        api(hub, f"{LLAMA}/resolve/main/tokenizer.json", fine)
        assert self.at(walk)[0] == "load" and "lacks the permission for gated" in self.at(walk)[1]

    def test_nobody_asked(self, hub, walk):
        ada = Visitor(hub).join()
        api(hub, "/api/whoami-v2", ada.token())
        Visitor(hub).ask("GET", f"{LLAMA}/resolve/main/tokenizer.json")
        assert self.at(walk)[0] == "refusal" and "without your token" in self.at(walk)[1]

    def test_rejected(self, hub, walk):
        ada = Visitor(hub).join()
        api(hub, "/api/whoami-v2", (token := ada.token()))
        api(hub, f"/api/models{LLAMA}/auth-check", token)
        hub.decide(FAMILY, "ada", "rejected")
        assert "was rejected" in self.at(walk)[1]
