"""A learner's own token, cache and git credentials are never read, changed or sent."""

import base64
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import pytest

from kit.hub import PracticeHub, environment
from kit.tokenizers.small import lowercase_files

OLD_CLIENT = version("huggingface_hub").startswith("0.")


def canary(place: str) -> str:
    """A token that says where it was found."""
    return "hf_canary_" + place.replace(" ", "_")


# Runs in every Python that has this folder on its path: plays Colab, and notes what is opened below HOME.
STARTUP = """
import builtins, os, sys
if os.environ.get("PLAY_COLAB"):
    class Shell:
        def __str__(self): return "<google.colab._shell.Shell object>"
    builtins.get_ipython = lambda: Shell()
watched, notes = os.environ["WATCHED"], os.environ["OPENED"]
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if path.startswith(watched + os.sep):
            descriptor = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(descriptor, (path + "\\n").encode())
            os.close(descriptor)
sys.addaudithook(note)
"""

COLAB = {
    "google/__init__.py": "",
    "google/colab/__init__.py": "",
    "google/colab/errors.py": "class Error(Exception): pass",
    "google/colab/userdata.py": f"""
import os
from google.colab.errors import Error
class SecretNotFoundError(Error): pass
class NotebookAccessError(Error): pass
def get(name):
    open(os.environ["VAULT"], "a").write(name)
    return {canary("colab")!r}
""",
}


class Learner:
    """A home folder with the learner's own things in every place where the clients look."""

    def __init__(self, folder: Path, url: str) -> None:
        self.home, self.programs = folder / "home", folder / "programs"
        self.opened, self.vault, self.helped = (folder / name for name in ("opened", "vault", "helped"))
        host = url.removeprefix("http://")
        helper = f"[credential]\n\thelper = \"!echo called >> '{self.helped.as_posix()}' #\"\n"
        files = {
            ".cache/huggingface/token": canary("default"),
            ".cache/huggingface/stored_tokens": f"[mine]\nhf_token = {canary('stored')}\n",
            ".cache/xdg/huggingface/token": canary("xdg"),
            "hf-home/token": canary("hf home"),
            "token-file": canary("token path"),
            ".netrc": f"default login me password {canary('netrc')}\n",
            "_netrc": f"default login me password {canary('netrc')}\n",
            "my-netrc": f"default login me password {canary('my netrc')}\n",
            ".gitconfig": helper,
            "system-gitconfig": helper,
            ".git-credentials": f"http://me:{canary('git')}@{host}\n",
            "work/.git/HEAD": "ref: refs/heads/main\n",
            "work/.git/config": "[core]\n\trepositoryformatversion = 0\n" + helper,
            "work/.git/objects/x": "",
            "work/.git/refs/x": "",
            # A warm cache of the same model, which would make every question unnecessary.
            "cache/models--tiny--open/refs/main": "0" * 40,
            f"cache/models--tiny--open/snapshots/{'0' * 40}/tokenizer_config.json": canary("cache"),
        }
        for path, content in files.items():
            (self.home / path).parent.mkdir(parents=True, exist_ok=True)
            (self.home / path).write_text(content)
        for path, content in {**COLAB, "sitecustomize.py": STARTUP}.items():
            (self.programs / path).parent.mkdir(parents=True, exist_ok=True)
            (self.programs / path).write_text(content)

    def environ(self, **settings: str) -> dict[str, str]:
        """This process's environment with the learner's home in it, and these settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "GIT_", "HUGGING"))}
        for name in ("NETRC", "VERTEX_PRODUCT", "XDG_CACHE_HOME"):
            kept.pop(name, None)
        return kept | {
            "HOME": str(self.home),
            "USERPROFILE": str(self.home),
            "PYTHONPATH": os.pathsep.join([str(self.programs), str(Path(__file__).parents[2])]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "WATCHED": str(self.home),
            "OPENED": str(self.opened),
            "VAULT": str(self.vault),
            **settings,
        }

    def contents(self) -> dict[str, bytes]:
        """Every file below the home folder."""
        return {path.as_posix(): path.read_bytes() for path in self.home.rglob("*") if path.is_file()}

    def run(self, environ: dict[str, str], code: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-c", code], env=environ, cwd=self.home / "work", stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip


@pytest.fixture
def hub():
    with PracticeHub() as hub:
        hub.publish("tiny/open", lowercase_files())
        yield hub


@pytest.fixture
def learner(tmp_path, hub):
    return Learner(tmp_path, hub.url)


def sent(hub: PracticeHub) -> list[str]:
    """Every Authorization header the Hub got, a basic one decoded."""
    headers = [request.authorization for request in hub.requests if request.authorization is not None]
    basic = [base64.b64decode(value[6:]).decode() for value in headers if value.startswith("Basic ")]
    return headers + basic


def hostile(learner: Learner) -> dict[str, str]:
    home = learner.home
    return learner.environ(
        HF_TOKEN=canary("HF_TOKEN"), HUGGING_FACE_HUB_TOKEN=canary("old variable"),
        HF_HOME=str(home / "hf-home"), HF_TOKEN_PATH=str(home / "token-file"),
        XDG_CACHE_HOME=str(home / ".cache" / "xdg"),
        HF_HUB_CACHE=str(home / "cache"), HUGGINGFACE_HUB_CACHE=str(home / "cache"),
        TRANSFORMERS_CACHE=str(home / "cache"), HF_ASSETS_CACHE=str(home / "cache"),
        HF_XET_CACHE=str(home / "cache"),
        HF_MODULES_CACHE=str(home / "modules"), PYTORCH_TRANSFORMERS_CACHE=str(home / "cache"),
        HF_OIDC_RESOURCE="model:me/mine", HF_OIDC_ID_TOKEN=canary("oidc"), HF_HUB_DISABLE_IMPLICIT_TOKEN="1",
        HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HUGGINGFACE_CO_STAGING="1",
        HF_ENDPOINT="http://127.0.0.1:9", HUGGINGFACE_CO_RESOLVE_ENDPOINT="http://127.0.0.1:9",
        HF_INFERENCE_ENDPOINT="http://127.0.0.1:9", HF_HUB_USER_AGENT_ORIGIN=canary("agent"),
        HTTP_PROXY="http://127.0.0.1:9", ALL_PROXY="socks5://127.0.0.1:9", NO_PROXY="intranet.example",
        NETRC=str(home / "my-netrc"), PLAY_COLAB="1", HF_HUB_DOWNLOAD_TIMEOUT="1",
        GIT_CONFIG_GLOBAL=str(home / ".gitconfig"), GIT_CONFIG_SYSTEM=str(home / "system-gitconfig"),
        GIT_CONFIG_PARAMETERS=f"'credential.helper'='!echo called >> {learner.helped.as_posix()} #'",
    )  # fmt: skip


def test_nothing_of_the_learners_own_is_read_changed_or_sent(hub, learner, tmp_path):
    account, before = hub.account(role="write"), learner.contents()
    isolated = tmp_path / "isolated"
    done = learner.run(hostile(learner), f"""
from pathlib import Path
from kit.hub import environment
environment.isolate({hub.url!r}, Path({str(isolated)!r}))
import json, os, subprocess, sys
from huggingface_hub import auth_check, get_token, hf_hub_download, login, logout, whoami
assert get_token() is None, "somebody is logged in already"
auth_check("tiny/open")
login({account.token!r}, add_to_git_credential={shutil.which("git") is not None})
assert whoami()["name"] == {account.name!r}
config = hf_hub_download("tiny/open", "tokenizer_config.json")
assert json.load(open(config))["model_max_length"] == 512, "that is the learner's cached copy"
from transformers import AutoTokenizer
AutoTokenizer.from_pretrained("tiny/open")
from huggingface_hub.utils import set_git_credential
if {shutil.which("git") is not None}:
    set_git_credential({account.token!r})
    logout()
print("done")
""")  # fmt: skip
    assert done.stdout.endswith("done\n"), done.stdout + done.stderr
    assert hub.requests, "the clients asked this Hub"
    assert set(sent(hub)) == {f"Bearer {account.token}"}
    assert not [request for request in hub.requests if "canary" in str(dict(request.headers))]
    assert learner.contents() == before
    opened = learner.opened.read_text().splitlines() if learner.opened.exists() else []
    # An editable install puts a name that is no path on sys.path, and Python looks for it in the working folder.
    assert not [path for path in opened if not path.endswith(".finder.__path_hook__")]
    assert not learner.vault.exists(), "the Colab secret was asked for"
    assert not learner.helped.exists(), "git's credential helper was called"


# Each place alone, without the isolation: that its token does arrive shows that the check above could fail.
def places(learner: Learner) -> dict[str, dict[str, str]]:
    home = learner.home
    return {
        "HF_TOKEN": {"HF_TOKEN": canary("HF_TOKEN")},
        "old variable": {"HUGGING_FACE_HUB_TOKEN": canary("old variable")},
        "default": {},
        "xdg": {"XDG_CACHE_HOME": str(home / ".cache" / "xdg")},
        "hf home": {"HF_HOME": str(home / "hf-home")},
        "token path": {"HF_TOKEN_PATH": str(home / "token-file")},
        "colab": {"PLAY_COLAB": "1", "HF_TOKEN_PATH": str(home / "none")},
        **({"my netrc": {"NETRC": str(home / "my-netrc"), "HF_TOKEN_PATH": str(home / "none")}} if OLD_CLIENT else {}),
    }


def test_without_isolation_each_of_the_tokens_is_sent(hub, learner):
    code = "from huggingface_hub import model_info\ntry: model_info('tiny/open')\nexcept OSError: pass"

    def run(settings: dict[str, str]) -> None:
        # The old client puts a password of .netrc in place of any token: one is there only for its own turn.
        settings = {"HF_ENDPOINT": hub.url, "NO_PROXY": "127.0.0.1", "NETRC": "none"} | settings
        learner.run(learner.environ(**settings), code)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, places(learner).values()))
    missing = [place for place in places(learner) if not any(canary(place) in value for value in sent(hub))]
    assert not missing
    assert learner.opened.exists() and learner.vault.exists()


def test_without_isolation_the_git_helper_is_called(hub, learner):
    if shutil.which("git") is None:
        pytest.skip("no git here")
    learner.run(learner.environ(), "from huggingface_hub.utils import set_git_credential\nset_git_credential('x')")
    assert learner.helped.exists()


def test_it_is_too_late_once_the_client_is_imported(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub.constants", object())
    before = dict(os.environ)
    with pytest.raises(environment.TooLate, match="restart the kernel"):
        environment.isolate("http://127.0.0.1:1", tmp_path)
    assert dict(os.environ) == before
    assert issubclass(environment.TooLate, RuntimeError)


def test_the_environment_is_as_before_after_isolated(tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "huggingface_hub.constants", raising=False)
    monkeypatch.setenv("HF_TOKEN", "mine")
    monkeypatch.delenv("HF_HOME", raising=False)
    before = dict(os.environ)
    with environment.isolated("http://127.0.0.1:1/", tmp_path):
        assert "HF_TOKEN" not in os.environ
        assert os.environ["HF_HOME"] == str(tmp_path)
        assert os.environ["HF_ENDPOINT"] == "http://127.0.0.1:1"
        assert os.environ["VERTEX_PRODUCT"] == "COLAB_ENTERPRISE"
    assert dict(os.environ) == before


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, "127.0.0.1,localhost"),
        ({"NO_PROXY": "a.example, b.example"}, "a.example,b.example,127.0.0.1,localhost"),
        ({"NO_PROXY": "a", "no_proxy": "b,localhost"}, "b,localhost,127.0.0.1"),
        ({"NO_PROXY": "*"}, "*"),
    ],
)
def test_this_computer_is_reached_without_a_proxy(tmp_path, known, expected):
    values = environment.variables("http://127.0.0.1:1", tmp_path, known)
    assert values["NO_PROXY"] == values["no_proxy"] == expected


def test_importing_the_environment_or_the_hub_imports_no_framework_and_no_client():
    code = (
        "import sys, kit.hub, kit.hub.environment; "
        "print({'starlette', 'uvicorn', 'transformers', 'huggingface_hub', 'pytest'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr
