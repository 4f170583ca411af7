"""`kit doctor` and `kit hub`: what they find, what they advise, and that the learner's own token stays where it is.

The practice Hub poses as the live one, over loopback.
"""

import json
import os
import random
import signal
import subprocess
import sys
import urllib.request

import pytest

from kit.commands.doctor import machine
from kit.commands.hub import shell_lines
from kit.course import ROOT, beginning
from kit.hub import refusals
from kit.hub.server import PracticeHub

CANARY = "hf_canaryCANARYcanaryCANARYcanary0000"
MODEL = "meta-llama/Meta-Llama-3.1-8B"


@pytest.fixture(scope="module")
def hub():
    with PracticeHub(random.Random(1)) as hub:
        yield hub


@pytest.fixture
def doctor(hub, tmp_path):
    """Run `kit doctor ARGUMENTS` in a workspace as somebody whose real Hub is `hub`; returns its findings by name."""
    hub.forget()
    beginning.make(tmp_path / "mine")

    def run(*arguments: str, token: str | None = None, **more: str):
        own = ("HF_TOKEN", "HF_HOME", "HF_HUB_OFFLINE", "KIT_HUB")
        environment = {name: value for name, value in os.environ.items() if name not in own}
        environment |= {
            "PYTHONPATH": str(ROOT),
            "HF_ENDPOINT": hub.url,
            "HF_HOME": str(tmp_path / "hf"),
            "NO_PROXY": "*",
        }
        environment |= ({"HF_TOKEN": token} if token else {}) | {"HF_HUB_DISABLE_IMPLICIT_TOKEN": "1"} | more
        done = subprocess.run(
            [sys.executable, "-m", "kit", "doctor", *arguments],
            cwd=tmp_path / "mine", env=environment, capture_output=True, text=True,
        )  # fmt: skip
        text = done.stdout + done.stderr
        assert "Traceback" not in text and (token is None or token.strip() not in text), text
        if "--json" not in arguments:
            return done
        data = json.loads(done.stdout)
        assert (done.returncode == 0) == data["ok"]
        return {check["name"]: check for check in data["checks"]}

    return run


def test_by_default_the_own_token_is_neither_read_nor_sent(doctor, hub, tmp_path):
    done = doctor(token=CANARY)
    assert done.returncode == 0, done.stdout
    for name in ("python", "packages", "cache", "practice Hub", "workspace", "kit watch", "notebook", "terminal"):
        assert f" {name} " in done.stdout
    assert "your own token was neither read nor sent" in done.stdout and list(hub.requests) == []


def test_the_live_access_is_told_step_by_step(doctor, hub, monkeypatch):
    def step(name: str, status: str, *, token=None, **more) -> str:
        found = doctor("--live", "--json", token=token, **more)
        assert found[name]["status"] == status, found
        later = list(found)[list(found).index(name) + 1 :]
        assert status != "wrong" or not later, "the first failed step is the last"
        return found[name]["text"] + " | " + found[name]["next"]

    assert "hf auth login" in step("token", "wrong")
    assert "does not accept it" in step("token", "wrong", token=CANARY)
    assert "could not be asked" in step("token", "wrong", token="hf_名前")
    account = hub.account("grace", role="fineGrained")
    text = step("terms", "wrong", token=account.token)
    assert f"Sign them at {hub.url}/{MODEL}" in text
    pending = f"Your request to access model {MODEL} is awaiting a review from the repo authors."
    with monkeypatch.context() as patch:  # the practice Hub has no publisher who takes his time
        patch.setattr(refusals, "sign_the_terms", lambda id, page: refusals.Refusal(403, "GatedRepo", pending))
        assert "pending | Wait" in step("terms", "wrong", token=account.token)
    hub.sign("llama-3.1", account)
    found = doctor("--live", "--json", token=account.token)
    assert found["token"]["text"] == "belongs to grace, its role is fineGrained" and found["terms"]["status"] == "ok"
    assert found["same files"]["status"] == "ok" and "to the byte" in found["same files"]["text"]
    hub.publish("meta-llama/Llama-3.1-8B", {"tokenizer.json": "{}"}, family="llama-3.1")
    assert "is not the embedded one" in step("same files", "note", token=account.token)
    assert "HF_HUB_OFFLINE" in step("live Hub", "wrong", token=account.token, HF_HUB_OFFLINE="1")
    with PracticeHub() as gone:
        address = gone.url
    assert "cannot be reached" in step("live Hub", "wrong", token=account.token, HF_ENDPOINT=address)


def test_what_is_wrong_here_is_said_with_the_next_step(doctor, tmp_path, monkeypatch):
    (tmp_path / "mine" / "exercises" / "ex05_decode.py").unlink()
    found = doctor("--json", KIT_CACHE=str(tmp_path / "cache"), PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "0 of 5 tokenizers built" in found["cache"]["text"]
    assert "missing: ex05" in found["workspace"]["text"] and "kit init" in found["workspace"]["next"]
    monkeypatch.setattr(machine, "PYTHONS", ((2, 7), (3, 0)))
    assert machine.python().status == "wrong" and "3.11" in machine.python().next_step
    monkeypatch.setattr(machine.metadata, "requires", lambda name: ["transformers>=99", "nobody-has-this"])
    assert "needed is >=99; nobody-has-this is missing" in machine.packages().text


def test_a_damaged_cache_is_seen(doctor, tmp_path):
    from kit.tokenizers import vendors

    source = vendors.folder(MODEL).parent
    import shutil

    target = tmp_path / "cache" / "vendors" / source.name
    shutil.copytree(source, target)
    (target / "Meta-Llama-3.1-8B" / "tokenizer.json").write_text("{}")
    found = doctor("--json", KIT_CACHE=str(tmp_path / "cache"))
    assert found["cache"]["status"] == "wrong" and "is damaged" in found["cache"]["text"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_practice_hub_runs_in_the_foreground_until_it_is_told_to_end(tmp_path, number):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "kit", "hub", "--json"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    found = json.loads(process.stdout.readline())
    asked = urllib.request.Request(
        f"{found['url']}/api/whoami-v2", headers={"Authorization": f"Bearer {found['token']}"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    assert json.load(opener.open(asked))["name"] == found["account"] == "ada"
    assert found["set"]["HF_ENDPOINT"] == found["url"] and "HF_TOKEN_PATH" in found["unset"]
    use = "from huggingface_hub import auth_check, whoami; auth_check('meta-llama/Llama-4-Scout-17B-16E'); print(whoami()['name'])"
    settings = {name: value for name, value in os.environ.items() if name not in found["unset"]} | found["set"]
    done = subprocess.run([sys.executable, "-c", use], env=settings, capture_output=True, text=True)
    assert done.stdout == "ada\n", done.stderr
    process.send_signal(number)
    assert process.wait(30) == 0 and "Traceback" not in process.stderr.read()
    assert not list(tmp_path.iterdir())
    with pytest.raises(OSError):
        opener.open(asked)


def test_the_lines_for_a_shell():
    assert shell_lines({"A": "b c"}, ["D", "E"], windows=False) == ["export A='b c'", "unset D E"]
    assert shell_lines({"A": "b"}, ["D"], windows=True) == ["$env:A = 'b'", "Remove-Item Env:D"]
