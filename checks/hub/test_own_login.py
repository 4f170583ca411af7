"""A learner's own token, cache, git credentials and Colab secret are not read, changed or sent by a graded run."""

import os
import subprocess
import sys

from kit.course import ROOT

CANARY = "hf_canaryCANARYcanaryCANARYcanary0000"

WATCH = """
import atexit, builtins, sys, types

# A real Colab kernel, as huggingface_hub recognises one; its vault must not be asked by the library.
class Shell:
    def __str__(self):
        return "<google.colab._shell.Shell object>"
    __repr__ = __str__
builtins.get_ipython = lambda: Shell()

opened = []
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and {home!r} in arguments[0]:
        opened.append(arguments[0])
sys.addaudithook(hook)

import kit.hub.log as log
add = log.RequestLog.add
def keep(self, request):
    with open({log!r}, "a") as file:
        file.write(repr(dict(request.headers)) + request.path + "\\n")
    add(self, request)
log.RequestLog.add = keep

import pytest
status = pytest.main(["-q", "-p", "no:cacheprovider", "--solutions", "tests/test_ex01_login.py", "tests/test_ex02_access.py", "tests/test_ex03_load.py"])
print("STATUS", int(status))
print("OPENED", [path for path in opened if "secret" in path or "token" in path or "netrc" in path or "git" in path])
"""


def test_a_graded_run_leaves_them_alone(tmp_path):
    home = tmp_path / "own-home"
    hub = home / ".cache" / "huggingface"
    hub.mkdir(parents=True)
    files = {
        hub / "token": CANARY,
        hub / "stored_tokens": f"[mine]\nhf_token = {CANARY}\n",
        home / ".netrc": f"machine 127.0.0.1 login me password {CANARY}\n",
        home
        / ".gitconfig": f'[credential]\n\thelper = "!f() {{ touch {home}/git-was-asked; echo password={CANARY}; }}; f"\n',
        home / "secret-token": CANARY,
    }
    for path, content in files.items():
        path.write_text(content)
    log = tmp_path / "requests.txt"
    environment = os.environ | {
        "HOME": str(home), "USERPROFILE": str(home), "HF_HOME": str(hub), "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", ""),
        "HF_TOKEN": CANARY, "HUGGING_FACE_HUB_TOKEN": CANARY, "HF_TOKEN_PATH": str(home / "secret-token"),
        "NETRC": str(home / ".netrc"), "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
        "KIT_CACHE": os.environ.get("KIT_CACHE") or _cache(),
    }  # fmt: skip
    environment = {key: value for key, value in environment.items() if value}
    script = WATCH.format(home=str(home), log=str(log))
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert "STATUS 0" in done.stdout, done.stdout[-3000:] + done.stderr[-1000:]
    assert "OPENED []" in done.stdout, done.stdout[-500:]
    requests = log.read_text()
    assert "bearer" in requests.lower() and CANARY not in requests
    assert CANARY not in done.stdout + done.stderr
    assert all(path.read_text() == content for path, content in files.items())
    assert sorted(path.name for path in hub.iterdir()) == ["stored_tokens", "token"]
    assert not (home / "git-was-asked").exists()


def _cache() -> str:
    import platformdirs

    return platformdirs.user_cache_dir("tokenizer-kit")
