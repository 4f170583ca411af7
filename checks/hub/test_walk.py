"""`kit walk`, `kit hub -- COMMAND` and `%walk` as a person runs them: real processes, a real kernel, no network."""

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from checks.hub.test_site import LLAMA, Visitor
from checks.kernels import OPENING, kernel
from kit.course import ROOT

KIT = [sys.executable, "-m", "kit"]


class There:
    """A Hub in another process, as a visitor's `hub`: only its address is known."""

    def __init__(self, url: str) -> None:
        self.url = url


@pytest.fixture
def environ(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "KIT_"))}
    return kept | {
        "KIT_DATA": str(tmp_path / "data"),
        "PYTHONPATH": str(ROOT),
        "NO_COLOR": "1",
        "PYTHONUNBUFFERED": "1",
    }


def start(arguments: list[str], environ: dict, folder: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [*KIT, *arguments], env=environ, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def run(arguments: list[str], environ: dict, folder: Path, status: int = 0) -> str:
    done = subprocess.run([*KIT, *arguments], env=environ, cwd=folder, capture_output=True, text=True)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def read_until(process: subprocess.Popen, wanted: str) -> str:
    told = ""
    while wanted not in told:
        line = process.stdout.readline()
        assert line, told + process.stderr.read()
        told += line
    return told


CODE = (
    "import sys\nfrom huggingface_hub import login, auth_check\nfrom huggingface_hub.errors import GatedRepoError\n"
    "login(sys.argv[1])\ntry:\n    auth_check('meta-llama/Meta-Llama-3.1-8B')\nexcept GatedRepoError:\n    print('refused')\n"
    "else:\n    from transformers import AutoTokenizer\n"
    "    print(len(AutoTokenizer.from_pretrained('meta-llama/Meta-Llama-3.1-8B')))"
)


def test_the_walk_in_a_terminal(environ, tmp_path):
    here = tmp_path / "my folder"
    here.mkdir()
    process = start(["walk", "--approval", "0"], environ, here)
    try:
        told = read_until(process, "load the tokenizer")
        url = told.partition("Practice Hub at ")[2].split()[0]
        assert "> 1  make an account" in told and f"open {url}/join" in told
        ada = Visitor(There(url)).join()
        read_until(process, "+ 1  make an account")
        token = ada.token()
        read_until(process, "> 3  put it where your code finds it")
        (here / ".env").write_text(f"export HF_TOKEN='{token}'\n", "utf-8")
        read_until(process, "> 4  log in from Python")
        python = ["hub", "--", sys.executable, "-c", CODE, token]
        assert "refused" in run(python, environ, here)
        read_until(process, "> 6  sign the terms")
        ada.sign()
        assert "128256" in run(python, environ, here)
        told = read_until(process, "15 tokens")
        assert process.wait(60) == 0
        assert process.stdout.readline().startswith("[128000, 40, 1097, 12304, 311")
    finally:
        process.kill()
        process.communicate()


def test_the_walk_names_a_wrong_turn_and_ends_with_ctrl_c(environ, tmp_path):
    process = start(["walk", "--keep"], environ, tmp_path)
    try:
        url = read_until(process, "Practice Hub at ").split()[3]
        Visitor(There(url)).join().token(role="read")
        read_until(process, "! colab is a read token")
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 1
    finally:
        process.kill()
        process.communicate()
    process = start(["walk", "--keep"], environ, tmp_path)
    try:
        assert "+ 1  make an account" in read_until(process, "load the tokenizer"), "it goes on where it was"
    finally:
        process.kill()
        process.communicate()


def test_a_command_has_a_hub_of_its_own_when_none_runs(environ, tmp_path):
    code = "import os; from huggingface_hub import whoami; print(whoami()['name'], os.environ['HF_ENDPOINT'])"
    told = run(["hub", "--", sys.executable, "-c", code], environ | {"HF_TOKEN": "hf_own"}, tmp_path)
    assert "ada http://127.0.0.1:" in told and "on a practice Hub at" in told
    assert run(["hub", "--", sys.executable, "-c", "raise SystemExit(7)"], environ, tmp_path, status=7)
    assert "cannot be run" in run(["hub", "--", "no-such-command"], environ, tmp_path, status=1)
    assert "start one in another terminal" in run(["hub", "--env"], environ, tmp_path, status=1)
    assert not list((tmp_path / "data").rglob("running.json"))


def test_a_shell_uses_the_hub_that_runs(environ, tmp_path):
    process = start(["hub", "--json"], environ, tmp_path)
    try:
        found = json.loads(process.stdout.readline())
        lines = run(["hub", "--env"], environ, tmp_path)
        assert f"export HF_ENDPOINT={found['url']}" in lines and "HF_TOKEN=" not in lines
        python = shlex.quote(sys.executable)
        code = f'eval "$({shlex.join(KIT)} hub --env)"; {python} -c \'import os; print(os.environ["HF_ENDPOINT"])\''
        done = subprocess.run(["sh", "-c", code], env=environ, cwd=tmp_path, capture_output=True, text=True)
        assert done.stdout.strip() == found["url"], done.stderr
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.communicate()
    assert not list((tmp_path / "data").rglob("running.json")), "nobody is sent to a Hub that has ended"


def test_the_walk_in_a_notebook(tmp_path):
    with kernel(KIT_DATA=str(tmp_path)) as running:
        assert "Practice Hub" in running.run(OPENING).text
        shown = running.run("%walk")
        url = shown.text.partition("Practice Hub at ")[2].split()[0]
        assert "> 1  make an account" in shown.text and f'<a href="{url}" target="_blank">' in shown.html
        ada = Visitor(There(url)).join("grace", "grace@example.org")
        token = ada.token()
        shown = running.run(f"import os\nos.environ['HF_TOKEN'] = {token!r}\n%walk")
        assert "> 4  log in from Python" in shown.text, "the opening cell's own account does not count"
        running.run(
            "from huggingface_hub import login, auth_check\nlogin(os.environ['HF_TOKEN'])\nauth_check('meta-llama/Llama-3.1-8B')"
        )
        assert "> 6  sign the terms" in running.run("%walk").text
        ada.sign(LLAMA, "grace@example.org")
        running.run("hub.practice_hub.decide('llama-3.1', 'grace', 'accepted')")
        ran = running.run(
            "from transformers import AutoTokenizer\nx = AutoTokenizer.from_pretrained('meta-llama/Llama-3.1-8B')"
        )
        assert not ran.error
        shown = running.run("%walk")
        assert "All done: 15 tokens, [128000, 40, 1097" in shown.text, shown.text


def test_colab_shows_the_pages_in_its_own_window(monkeypatch):
    """A stand-in for google.colab, which cannot exist here: its window asks for the Hub under a name of its own."""
    import types

    from kit.hub import PracticeHub
    from kit.notebook import walk

    shown = []
    output = types.SimpleNamespace(
        eval_js=lambda code: "https://abc-8000.colab.example/" if "proxyPort" in code else None,
        serve_kernel_port_as_window=lambda port, **options: shown.append((port, options)),
    )
    for name, module in {
        "google": types.ModuleType("google"),
        "google.colab": types.ModuleType("google.colab"),
    }.items():
        monkeypatch.setitem(sys.modules, name, module)
    sys.modules["google.colab"].output = output
    with PracticeHub() as hub:
        session = types.SimpleNamespace(practice_hub=hub, tokenizer=None)
        assert "make an account" in repr(walk.walk(session))
        visitor = Visitor(hub)
        assert visitor.ask("GET", "/", Host="abc-8000.colab.example")[0] == 200
        assert visitor.ask("GET", "/", Host="other.example")[0] == 421
        assert shown == [(int(hub.url.rpartition(":")[2]), {"anchor_text": "Open the practice Hub"})]
