"""The practice Hub's server: addresses, headers, the log, starting, stopping, forking."""

import contextlib
import hashlib
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kit.hub import HubError, PracticeHub, server
from kit.hub.defaults import repositories
from kit.tokenizers.small import lowercase_files


@pytest.fixture
def hub():
    with PracticeHub(random.Random(3)) as hub:
        hub.publish("tiny/open", {"a.bin": b"0123456789", "b/c.txt": "é"})
        yield hub


def connect(hub: PracticeHub) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(hub.url.removeprefix("http://"), timeout=10)


def ask(hub: PracticeHub, method: str, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = connect(hub)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_a_file_has_the_headers_the_clients_need(hub, method):
    status, headers, body = ask(hub, method, "/tiny/open/resolve/main/a.bin")
    assert status == 200
    assert headers["ETag"] == f'"{hashlib.sha256(b"0123456789").hexdigest()}"'
    assert headers["Content-Length"] == "10"
    assert len(headers["X-Repo-Commit"]) == 40 and int(headers["X-Repo-Commit"], 16)
    assert not [name for name in headers if name.lower().startswith("x-xet")] and "Location" not in headers
    assert body == (b"0123456789" if method == "GET" else b"")


@pytest.mark.parametrize(
    ("asked", "status", "range", "body"),
    [
        ("bytes=4-", 206, "bytes 4-9/10", b"456789"),
        ("bytes=2-3", 206, "bytes 2-3/10", b"23"),
        ("bytes=-2", 206, "bytes 8-9/10", b"89"),
        ("bytes=0-99", 206, "bytes 0-9/10", b"0123456789"),
        ("bytes=10-", 416, "bytes */10", None),
        ("lines=1-2", 200, None, b"0123456789"),
    ],
)
def test_a_download_can_go_on_where_it_stopped(hub, asked, status, range, body):
    got, headers, content = ask(hub, "GET", "/tiny/open/resolve/main/a.bin", Range=asked)
    assert (got, headers["Content-Range"]) == (status, range)
    assert body is None or content == body


def test_a_missing_file_tells_the_commit(hub):
    status, headers, _ = ask(hub, "HEAD", "/tiny/open/resolve/main/no")
    assert (status, headers["X-Error-Code"]) == (404, "EntryNotFound")
    assert headers["X-Repo-Commit"] == ask(hub, "HEAD", "/tiny/open/resolve/main/a.bin")[1]["X-Repo-Commit"]


def test_equal_content_has_an_equal_commit_and_other_content_another(hub):
    def commit(content: bytes) -> str:
        return hub.publish("tiny/same", {"f": content}).sha

    assert commit(b"1") == commit(b"1") != commit(b"2")


def test_an_old_name_leads_to_the_new_one_by_a_path(hub):
    hub.rename("tiny/open", "tiny/new")
    for path in (
        "/{}/resolve/refs%2Fpr%2F1/b%20c",
        "/api/models/{}",
        "/api/models/{}/tree/main?recursive=True",
        "/{}",
    ):
        status, headers, _ = ask(hub, "GET", path.format("tiny/open"))
        assert (status, headers["Location"]) == (307, path.format("tiny/new"))


def test_names_may_be_one_word_even_a_word_of_the_protocol(hub):
    hub.publish("api-like", {"f": b"1"})
    hub.publish("m", {"f": b"1"})
    hub.rename("m", "resolve")
    assert ask(hub, "GET", "/api-like/resolve/main/f")[2] == b"1"
    assert ask(hub, "GET", "/api/models/m/tree/main")[1]["Location"] == "/api/models/resolve/tree/main"
    assert ask(hub, "GET", "/resolve/resolve/main/f")[2] == b"1"


def test_a_name_the_clients_refuse_is_refused(hub):
    for bad in ("a/b/c", "a--b", "", "a/", "../a", ".a", "a b", "x.git"):
        with pytest.raises(ValueError, match="repository id"):
            hub.publish(bad, {})


@pytest.mark.parametrize(
    "path", ["/api/nothing", "/api/models/tiny/open/nothing", "/api/datasets/x", "/tiny/open/blob/x"]
)
def test_an_address_outside_the_protocol_is_not_found(hub, path):
    assert ask(hub, "GET", path)[0] == 404


def test_a_strange_address_breaks_no_header(hub):
    status, headers, _ = ask(hub, "GET", "/tiny/open/resolve/a%09%E2%82%AC/f")
    assert (status, headers["X-Error-Code"]) == (404, "RevisionNotFound")
    status, headers, _ = ask(hub, "GET", "/tiny/open/resolve/a%0D%0AX-Bad:%20b/f")
    assert (status, headers["X-Bad"]) == (404, None)


def test_pages_for_people(hub):
    status, _, home = ask(hub, "GET", "/")
    assert status == 200 and all(name in home.decode() for name in ("tiny/open", "meta-llama/Llama-3.1-8B"))
    assert "nothing has to be signed" in ask(hub, "GET", "/tiny/open")[2].decode()
    gated = ask(hub, "GET", "/meta-llama/Llama-3.1-8B")[2].decode()
    assert "These are the terms of" in gated and "Llama 3.1" in gated
    # Strangers are not told what there is not, as on the real Hub.
    status, _, nothing = ask(hub, "GET", "/no/%3Cscript%3E")
    assert status == 401 and b"<script>" not in nothing


def test_only_this_machines_own_names_are_answered(hub):
    """A site elsewhere whose name is made to lead to 127.0.0.1 gets nothing, page or protocol."""
    for path in ("/", "/api/whoami-v2", "/tiny/open/resolve/main/a.bin"):
        assert ask(hub, "GET", path, Host="evil.example")[0] == 421
        assert ask(hub, "GET", path, Host="localhost:1")[0] in (200, 401)


def test_the_default_repositories():
    families = {repository.id: repository.family for repository in repositories()}
    assert families["meta-llama/Llama-3.1-8B"] == families["meta-llama/Llama-3.1-70B-Instruct"] == "llama-3.1"
    assert families["meta-llama/Meta-Llama-3-8B"] == "llama-3"
    assert families["meta-llama/Llama-4-Scout-17B-16E"] == "llama-4"
    assert families["mistralai/Mistral-Nemo-Base-2407"] is None


def test_the_log_has_every_request_with_its_token_and_status(hub):
    account = hub.account()
    ask(hub, "GET", "/api/whoami-v2", Authorization=f"Bearer {account.token}")
    ask(hub, "GET", "/api/whoami-v2")
    first, second = hub.requests
    assert (first.method, first.path, first.token, first.status) == (
        "GET",
        "/api/whoami-v2",
        account.token,
        200,
    )
    assert (second.token, second.status) == (None, 401)
    assert first.authorization == f"Bearer {account.token}"
    assert account.token not in repr(hub.requests) + repr(account)


def test_what_breaks_inside_the_hub_is_said_and_not_tried_again(hub):
    def files():
        raise OSError("the disk is full")

    hub._catalogue.add(server.Repository("tiny/broken", None, files))
    status, headers, _ = ask(hub, "GET", "/tiny/broken/resolve/main/f")
    assert status == 501 and "the disk is full" in headers["X-Error-Message"]
    assert "the disk is full" in hub.requests[-1].problem


def test_forget_is_a_fresh_hub_at_the_same_address(hub):
    url, account = hub.url, hub.account("ada")
    hub.publish("tiny/gated", {}, family="tiny")
    hub.sign("tiny", account)
    ask(hub, "GET", "/api/whoami-v2", Authorization=f"Bearer {account.token}")
    hub.forget()
    assert hub.url == url and len(hub.requests) == 0
    assert ask(hub, "GET", "/api/whoami-v2", Authorization=f"Bearer {account.token}")[0] == 401
    assert ask(hub, "GET", "/tiny/open")[0] == 401
    with pytest.raises(ValueError, match="no terms of a family 'tiny'"):
        hub.sign("tiny", account)
    assert hub.account("ada").signed == set()


def test_signatures_can_be_taken_back(hub):
    account = hub.account()
    hub.publish("tiny/gated", {"f": b"1"}, family="tiny")

    def status() -> int:
        return ask(hub, "HEAD", "/tiny/gated/resolve/main/f", Authorization=f"Bearer {account.token}")[0]

    assert status() == 403
    hub.sign("tiny", account.name)
    assert status() == 200
    hub.unsign("tiny", account)
    assert status() == 403


def test_tokens_look_like_real_ones_and_a_seed_gives_them_again():
    one, two, three = (PracticeHub(random.Random(seed)).account() for seed in (1, 1, 2))
    assert (one.name, one.token) == (two.name, two.token) != (three.name, three.token)
    assert one.token.startswith("hf_") and len(one.token) == 37 and one.token[3:].isalnum()


def test_roles_and_names_are_checked(hub):
    hub.account("ada")
    with pytest.raises(ValueError, match="named 'ada' already"):
        hub.account("ada")
    with pytest.raises(ValueError, match="fineGrained"):
        hub.account(role="admin")


def test_no_framework_until_somebody_connects():
    code = """
import sys, urllib.request
from kit.hub import PracticeHub
hub = PracticeHub().start()
print("uvicorn" in sys.modules, end=" ")
urllib.request.urlopen(hub.url).read()
print("uvicorn" in sys.modules)
hub.stop()
"""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("False True\n", "")


@pytest.mark.parametrize("used", [False, True])
def test_stopping_is_quick_even_with_open_connections(used):
    seconds, others = [], set(threading.enumerate())
    for _ in range(3):  # the best of three: this computer may be busy
        hub = PracticeHub().start()
        address = hub.url.removeprefix("http://").split(":")
        connections = [connect(hub) for _ in range(3)] if used else []
        for connection in connections:
            connection.request("GET", "/")
            connection.getresponse().read()  # and the connection is kept
        started = time.perf_counter()
        hub.stop()
        seconds.append(time.perf_counter() - started)
    assert min(seconds) < 0.2
    for connection in connections:
        with contextlib.suppress(ConnectionResetError):
            assert connection.sock.recv(1) == b"", "the connection is closed at this end too"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((address[0], int(address[1])), 1)
    assert "practice-hub" not in [thread.name for thread in set(threading.enumerate()) - others]
    with pytest.raises(HubError, match="not running"):
        _ = hub.url
    hub.stop()  # twice does no harm
    assert hub.start().url and hub.requests is not None
    assert ask(hub, "GET", "/")[0] == 200
    hub.stop()


def test_many_at_once(hub):
    statuses = []

    def work() -> None:
        for _ in range(20):
            statuses.append(ask(hub, "GET", "/api/models/tiny/open")[0])

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 100 and len(hub.requests) == 100


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("used", [False, True])
def test_a_forked_child_does_not_harm_the_parents_hub(used):
    # In a process of its own: to fork one with pytest's threads in it is asking for trouble.
    code = f"""
import os, urllib.request
from kit.hub import PracticeHub
hub = PracticeHub().start()
def reach(hub): return urllib.request.urlopen(hub.url, timeout=5).status
if {used}: reach(hub)
if (child := os.fork()) == 0:
    there = reach(hub)
    hub.stop()
    own = PracticeHub().start()
    os._exit(0 if (there, reach(own)) == (200, 200) else 1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert reach(hub) == 200
waiting = os.fork()
if waiting == 0:
    import time; time.sleep(30); os._exit(0)
hub.stop()
import threading; assert "practice-hub" not in [thread.name for thread in threading.enumerate()]
os.kill(waiting, 9); os.waitpid(waiting, 0)
print("fine")
"""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=root, capture_output=True, text=True)
    assert done.stdout == "fine\n", done.stderr


def test_no_answer_waits_for_an_acknowledgement():
    with socket.create_server(("127.0.0.1", 0)) as listening, PracticeHub().start(listening) as hub:
        # Before anybody connects: connections that are already waiting would be without it.
        assert listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert ask(hub, "GET", "/")[0] == 200


def test_a_port_that_cannot_be_opened_is_explained(monkeypatch):
    def refuse(*arguments, **options):
        raise PermissionError(13, "not allowed")

    monkeypatch.setattr(server.socket, "create_server", refuse)
    with pytest.raises(HubError, match="--hub=live"):
        PracticeHub().start()


def test_a_missing_framework_is_explained_and_nobody_waits(monkeypatch):
    monkeypatch.setitem(sys.modules, "kit.hub.serving", None)
    hub = PracticeHub().start()
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        ask(hub, "GET", "/")
    hub._thread.join(5)
    with pytest.raises(HubError, match="install the kit again"):
        _ = hub.url
    hub.stop()


def test_model_info_can_be_read_by_hand(hub):
    hub.publish("tiny/whole", lowercase_files(), family="tiny")
    info = json.loads(ask(hub, "GET", "/api/models/tiny/whole")[2])
    assert info["id"] == "tiny/whole" and info["gated"] and len(info["sha"]) == 40
    assert [file["rfilename"] for file in info["siblings"]] == sorted(lowercase_files())
    assert json.loads(ask(hub, "GET", "/api/agent-harnesses")[2]) == {"standardEnvVars": [], "harnesses": {}}
