"""The practice Hub as the unmodified clients see it: huggingface_hub, transformers, `hf`, over real HTTP."""

import json
import random
import shutil
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kit.hub import PracticeHub, environment
from kit.hub.defaults import OWN_CODE
from kit.tokenizers.small import CODE_MARK, lowercase_files, plain_files

ROOT = Path(__file__).parents[2]

# What every scenario begins with: `tell` notes what a call returned or raised.
PRELUDE = """
import json, os, sys
notes = {}
def tell(name, call, *arguments, **options):
    try:
        notes[name] = {"value": call(*arguments, **options)}
    except Exception as error:
        response = getattr(error, "response", None)
        notes[name] = {
            "error": [kind.__name__ for kind in type(error).__mro__],
            "status": getattr(response, "status_code", None),
            "text": str(error),
        }
"""


def scenario(hub: PracticeHub, home: Path, code: str, token: str | None = None, **more: str) -> dict:
    """Runs `code` in a process of its own whose clients use `hub`; returns what it told."""
    settings = environment.overlaid(hub.url, home) | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | more
    if token is not None:
        settings["HF_TOKEN"] = token
    program = PRELUDE + code + "\nprint('NOTES ' + json.dumps(notes, default=str))"
    done = subprocess.run(
        [sys.executable, "-c", program], env=settings, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, encoding="utf-8", cwd=home, timeout=60,
    )  # fmt: skip
    last = done.stdout.splitlines()[-1:] or [""]
    assert last[0].startswith("NOTES "), done.stdout + done.stderr
    return json.loads(last[0].removeprefix("NOTES "))


@pytest.fixture(scope="module")
def hub():
    with PracticeHub(random.Random(7)) as hub:
        hub.publish("tiny/open", lowercase_files() | {"folder/deep/note.txt": "hello", "folder/other.txt": "x"})
        hub.publish("alone", plain_files())
        hub.publish("tiny/first", plain_files(), family="tiny")
        hub.publish("tiny/second", plain_files(), family="tiny")
        hub.publish("other/gated", plain_files(), family="other")
        hub.publish("tiny/was", plain_files(), family="tiny")
        hub.rename("tiny/was", "tiny/is")
        yield hub


ACCESS = """
from huggingface_hub import auth_check, hf_hub_download, model_info, whoami
for id in ("tiny/open", "alone", "tiny/first", "tiny/second", "tiny/was", "other/gated", "no/such"):
    tell(f"check {id}", auth_check, id)
    tell(f"file {id}", hf_hub_download, id, "tokenizer_config.json")
    tell(f"info {id}", lambda: model_info(id).id)
tell("whoami", whoami)
"""


@pytest.fixture(scope="module")
def visitors(hub, tmp_path_factory):
    """What each kind of visitor gets."""
    signed, unsigned = hub.account(), hub.account(role="write")
    narrow, wide = hub.account(role="fineGrained", gated=False), hub.account(role="fineGrained")
    for account in (signed, narrow, wide):
        hub.sign("tiny", account)
    tokens = {
        "stranger": None,
        "unsigned": unsigned.token,
        "signed": signed.token,
        "narrow": narrow.token,
        "wide": wide.token,
        "impostor": "hf_" + "x" * 34,
    }
    homes = [tmp_path_factory.mktemp(who) for who in tokens]
    with ThreadPoolExecutor(3) as pool:
        told = pool.map(lambda home, token: scenario(hub, home, ACCESS, token), homes, tokens.values())
        return dict(zip(tokens, told, strict=True))


GATED = ("tiny/first", "tiny/second", "tiny/was", "other/gated")


@pytest.mark.parametrize("how", ["check", "file"])
@pytest.mark.parametrize("id", ["tiny/open", "alone"])
def test_an_open_repository_is_for_everyone(visitors, how, id):
    for who in ("stranger", "unsigned", "signed", "narrow"):
        assert "value" in visitors[who][f"{how} {id}"], who


@pytest.mark.parametrize("how", ["check", "file"])
@pytest.mark.parametrize(("who", "status"), [("stranger", 401), ("unsigned", 403)])
@pytest.mark.parametrize("id", GATED)
def test_a_gated_repository_is_refused(visitors, hub, how, who, status, id):
    told = visitors[who][f"{how} {id}"]
    assert told["error"][:2] == ["GatedRepoError", "RepositoryNotFoundError"]
    assert told["status"] == status
    assert f"{hub.url}/{'tiny/is' if id == 'tiny/was' else id}" in told["text"]


@pytest.mark.parametrize("how", ["check", "file"])
@pytest.mark.parametrize("who", ["signed", "wide"])
def test_one_signature_opens_the_family_and_no_other(visitors, how, who):
    for id in ("tiny/first", "tiny/second", "tiny/was"):
        assert "value" in visitors[who][f"{how} {id}"], id
    assert visitors[who][f"{how} other/gated"]["error"][0] == "GatedRepoError"


def test_a_fine_grained_token_needs_a_permission_for_gated_repositories(visitors):
    told = visitors["narrow"]["check tiny/first"]
    assert (told["error"][0], told["status"]) == ("GatedRepoError", 403)
    assert "fine-grained token settings" in told["text"]
    assert visitors["narrow"]["file tiny/first"]["error"][0] == "GatedRepoError"
    assert visitors["narrow"]["whoami"]["value"]["auth"]["accessToken"]["fineGrained"]["canReadGatedRepos"] is False


@pytest.mark.parametrize("how", ["check", "file", "info"])
@pytest.mark.parametrize(("who", "status"), [("stranger", 401), ("unsigned", 404), ("signed", 404)])
def test_a_repository_that_does_not_exist(visitors, how, who, status):
    told = visitors[who][f"{how} no/such"]
    assert (told["error"][0], told["status"]) == ("RepositoryNotFoundError", status)


@pytest.mark.parametrize("how", ["check", "file", "info"])
@pytest.mark.parametrize("id", ["tiny/open", "tiny/first", "no/such"])
def test_an_invalid_token_is_refused_everywhere(visitors, how, id):
    told = visitors["impostor"][f"{how} {id}"]
    assert (told["error"][0], told["status"]) == ("HfHubHTTPError", 401)
    assert "Invalid credentials in Authorization header" in told["text"]


def test_model_info_of_a_gated_repository_is_open_and_knows_the_new_name(visitors):
    assert visitors["stranger"]["info tiny/first"] == {"value": "tiny/first"}
    assert visitors["stranger"]["info tiny/was"] == {"value": "tiny/is"}


def test_whoami_tells_name_and_role(visitors):
    access = visitors["unsigned"]["whoami"]["value"]["auth"]["accessToken"]
    assert access["role"] == "write" and access["displayName"]
    assert visitors["wide"]["whoami"]["value"]["auth"]["accessToken"]["role"] == "fineGrained"
    assert visitors["stranger"]["whoami"]["error"][0] == "LocalTokenNotFoundError"
    assert visitors["impostor"]["whoami"]["status"] == 401


def test_login_saves_a_good_token_and_refuses_a_bad_one(hub, tmp_path):
    account = hub.account("ada", role="write")
    told = scenario(hub, tmp_path, f"""
from huggingface_hub import get_token, login, logout, whoami
tell("bad", login, "hf_" + "y" * 34)
tell("before", get_token)
tell("good", login, {account.token!r})
tell("saved", get_token)
tell("name", lambda: whoami()["name"])
tell("out", logout)
tell("after", get_token)
""")  # fmt: skip
    assert told["bad"]["status"] == 401 and told["before"] == {"value": None}
    assert told["good"] == {"value": None}
    assert told["saved"] == {"value": account.token} and told["name"] == {"value": "ada"}
    assert told["after"] == {"value": None}


def test_files_come_as_they_were_published(hub, tmp_path):
    before = len(hub.requests)
    told = scenario(hub, tmp_path, """
from huggingface_hub import HfApi, hf_hub_download, snapshot_download
def read(path): return open(path, encoding="utf-8").read()
tell("file", lambda: read(hf_hub_download("tiny/open", "tokenizer.json")))
tell("deep", lambda: read(hf_hub_download("tiny/open", "folder/deep/note.txt")))
def all_files():
    root = snapshot_download("tiny/open")
    return sorted(os.path.relpath(os.path.join(at, name), root).replace(os.sep, "/")
                  for at, _, names in os.walk(root) for name in names)
tell("snapshot", all_files)
api = HfApi()
tell("top", lambda: [item.path for item in api.list_repo_tree("tiny/open")])
tell("below", lambda: [item.path for item in api.list_repo_tree("tiny/open", "folder")])
tell("files", api.list_repo_files, "tiny/open")
asked = ["folder/other.txt", "no"]
tell("paths", lambda: [(item.path, item.size) for item in api.get_paths_info("tiny/open", asked)])
tell("exists", lambda: [api.file_exists("tiny/open", name) for name in ("tokenizer.json", "no")])
sha = api.model_info("tiny/open").sha
tell("refs", lambda: api.list_repo_refs("tiny/open").branches[0].target_commit == sha)
tell("sha", lambda: hf_hub_download("tiny/open", "tokenizer.json", revision=sha))
tell("no file", hf_hub_download, "tiny/open", "no.json")
tell("no folder", lambda: list(api.list_repo_tree("tiny/open", "no")))
tell("no revision", hf_hub_download, "tiny/open", "tokenizer.json", revision="refs/pr/1")
tell("no revision info", lambda: api.model_info("tiny/open", revision="v2"))
""")  # fmt: skip
    expected = lowercase_files()
    assert told["file"] == {"value": expected["tokenizer.json"].decode()}
    assert told["deep"] == {"value": "hello"}
    assert told["snapshot"]["value"] == sorted([*expected, "folder/deep/note.txt", "folder/other.txt"])
    assert told["files"]["value"] == told["snapshot"]["value"]
    assert told["top"]["value"] == sorted([*expected, "folder"])
    assert told["below"]["value"] == ["folder/deep", "folder/other.txt"]
    assert told["paths"]["value"] == [["folder/other.txt", 1]]
    assert told["exists"]["value"] == [True, False]
    assert told["refs"] == {"value": True}
    assert "value" in told["sha"]
    assert "EntryNotFoundError" in told["no file"]["error"]
    assert "EntryNotFoundError" in told["no folder"]["error"]
    assert told["no revision"]["error"][0] == told["no revision info"]["error"][0] == "RevisionNotFoundError"
    whole = [r for r in hub.requests[before:] if r.method == "GET" and r.path.endswith("/tokenizer.json")]
    assert len(whole) == 1, "a file that is in the cache is not fetched again"


def test_autotokenizer_loads_what_was_published(hub, tmp_path):
    told = scenario(hub, tmp_path, f"""
from transformers import AutoTokenizer
def load(id, **options):
    tokenizer = AutoTokenizer.from_pretrained(id, **options)
    return [tokenizer.bos_token, tokenizer.eos_token, tokenizer.pad_token, tokenizer.model_max_length,
            tokenizer.decode(tokenizer("The Lower TOKEN <note>").input_ids)]
tell("open", load, "tiny/open")
tell("alone", load, "alone")
tell("unsigned", load, "tiny/first")
tell("missing", load, "no/such")
tell("refused", load, {OWN_CODE!r}, trust_remote_code=False)
tell("mark before", os.environ.get, {CODE_MARK!r})
tell("trusted", load, {OWN_CODE!r}, trust_remote_code=True)
tell("mark after", os.environ.get, {CODE_MARK!r})
""", token=hub.account().token)  # fmt: skip
    assert told["open"]["value"] == ["<s>", "</s>", None, 512, "<s>the lower token <note>"]
    assert told["alone"]["value"] == ["<s>", "</s>", None, 512, "<s>The Lower TOKEN <note>"]
    for name in ("unsigned", "missing"):
        assert told[name]["error"][0] == "OSError", name
    assert told["refused"]["error"][0] == "ValueError" and told["mark before"] == {"value": None}
    assert told["trusted"]["value"][4] == "<s>THE LOWER TOKEN <NOTE>" and told["mark after"] == {"value": "yes"}


def test_the_courses_model_loads_under_its_old_name(tmp_path):
    with PracticeHub() as hub:
        account = hub.account()
        code = """
from huggingface_hub import hf_hub_download
import hashlib
def file(id): return hashlib.sha256(open(hf_hub_download(id, "tokenizer.json"), "rb").read()).hexdigest()
tell("old", file, "meta-llama/Meta-Llama-3.1-8B")
tell("new", file, "meta-llama/Llama-3.1-8B")
tell("large", file, "meta-llama/Meta-Llama-3.1-70B")
tell("3.0", file, "meta-llama/Meta-Llama-3-8B")
"""
        (tmp_path / "before").mkdir()
        before = scenario(hub, tmp_path / "before", code, account.token)
        assert {told["error"][0] for told in before.values()} == {"GatedRepoError"}
        hub.sign("llama-3.1", account)
        (tmp_path / "after").mkdir()
        after = scenario(hub, tmp_path / "after", code, account.token)
    assert after["old"]["value"] == "76e48799b099d43365bd24ccd8ecc5aedac831718da780552f03b0a6eb4412aa"
    assert after["old"] == after["new"] == after["large"]
    assert after["3.0"]["error"][0] == "GatedRepoError"


def hf(hub: PracticeHub, home: Path, *arguments: str, token: str | None = None) -> subprocess.CompletedProcess:
    program = shutil.which("hf", path=sysconfig.get_path("scripts"))
    assert program, "huggingface_hub installs the command hf beside Python"
    settings = environment.overlaid(hub.url, home) | ({"HF_TOKEN": token} if token else {})
    return subprocess.run(
        [program, *arguments],
        env=settings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_command_line_client(hub, tmp_path):
    account = hub.account()
    who = hf(hub, tmp_path, "auth", "whoami", token=account.token)
    assert who.returncode == 0 and account.name in who.stdout
    got = hf(hub, tmp_path, "download", "tiny/open", "--local-dir", str(tmp_path / "got"))
    assert got.returncode == 0, got.stderr
    assert (tmp_path / "got" / "tokenizer.json").read_bytes() == lowercase_files()["tokenizer.json"]
    assert (tmp_path / "got" / "folder" / "deep" / "note.txt").read_text() == "hello"
    assert hf(hub, tmp_path, "download", "tiny/first", token=account.token).returncode != 0
