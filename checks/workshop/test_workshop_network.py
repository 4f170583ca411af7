"""The board over a network of the check's own: two namespaces with a cable between, which is slow, lossy, and pulled out."""

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from types import SimpleNamespace

import ifaddr
import pytest

from kit.course import ROOT
from kit.workshop import serve

HERE, THERE = f"kit-{os.getpid()}-a", f"kit-{os.getpid()}-b"


def ip(*arguments: str, check: bool = True) -> int:
    return subprocess.run(["ip", *arguments], capture_output=True, check=check).returncode


@pytest.fixture
def cable():
    """Two namespaces, 10.77.0.1 and 10.77.0.2, without a way to anywhere else; netem makes it slow where there is one."""
    if sys.platform != "linux" or shutil.which("ip") is None or ip("netns", "add", HERE, check=False):
        pytest.skip("needs Linux, iproute2 and the right to make network namespaces")
    try:
        ip("netns", "add", THERE)
        ip("link", "add", "cable", "netns", HERE, "type", "veth", "peer", "name", "cable", "netns", THERE)
        for name, address in ((HERE, "10.77.0.1/24"), (THERE, "10.77.0.2/24")):
            ip("-n", name, "addr", "add", address, "dev", "cable")
            ip("-n", name, "link", "set", "lo", "up")
            ip("-n", name, "link", "set", "cable", "up")
            if shutil.which("tc"):
                slow = ["tc", "qdisc", "add", "dev", "cable", "root", "netem", "delay", "40ms", "20ms", "loss", "3%"]
                subprocess.run(["ip", "netns", "exec", name, *slow], capture_output=True)
        yield
    finally:
        for name in (HERE, THERE):
            ip("netns", "del", name, check=False)


def started(name: str, *arguments: str, cwd) -> subprocess.Popen:
    """A `kit` command in a namespace."""
    command = ["ip", "netns", "exec", name, sys.executable, "-u", "-m", "kit", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def test_a_room_whose_cable_is_pulled_out(cable, tmp_path):
    with contextlib.ExitStack() as ending:
        board = started(HERE, "workshop", "serve", "--lan", "--data", "room.sqlite", cwd=tmp_path)
        ending.callback(board.kill)
        said = ""
        while "Try it from another machine" not in said:
            line = board.stdout.readline()
            assert line, said
            said += line
        url, code = re.search(r"kit join (\S+) (\S+)", said).groups()
        assert url == "http://10.77.0.1:8765", "the address that the room can reach"
        people = started(THERE, "workshop", "rehearse", url, code, "--people", "6", "--every", "0.5", "--minutes", "0.2",
                         cwd=tmp_path)  # fmt: skip
        ending.callback(people.kill)
        with contextlib.closing(sqlite3.connect(tmp_path / "room.sqlite")) as file:
            until = time.monotonic() + 30
            while file.execute("SELECT count(*) FROM events").fetchone()[0] < 12 and time.monotonic() < until:
                time.sleep(0.1)
            ip("-n", HERE, "link", "set", "cable", "down")
            time.sleep(2)
            ip("-n", HERE, "link", "set", "cable", "up")
            told, _ = people.communicate(timeout=120)
            sent, stored = re.search(r"6 people sent (\d+) events; (\d+) were stored", told).groups()
            kept = file.execute("SELECT count(*) FROM events WHERE kind != 'joined'").fetchone()[0]
        assert int(sent) == int(stored) == kept > 12, told


@pytest.mark.parametrize(
    ("routed", "order"),
    [
        ("", ["192.168.1.7", "8.8.4.4", "169.254.3.3", "172.17.0.1", "10.8.0.2"]),
        ("8.8.4.4", ["8.8.4.4", "192.168.1.7", "169.254.3.3", "172.17.0.1", "10.8.0.2"]),
        ("10.8.0.2", ["10.8.0.2", "192.168.1.7", "8.8.4.4", "169.254.3.3", "172.17.0.1"]),
    ],
)
def test_the_likeliest_address_comes_first(monkeypatch, routed, order):
    found = {"lo": "127.0.0.1", "docker0": "172.17.0.1", "eth1": "169.254.3.3", "wlan0": "192.168.1.7", "eth0": "8.8.4.4",
             "tun0": "10.8.0.2", "wlan1": ("fe80::1", 0, 3)}  # fmt: skip
    adapters = [SimpleNamespace(name=name, ips=[SimpleNamespace(ip=ip)]) for name, ip in found.items()]
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: adapters)
    monkeypatch.setattr(serve, "_routed", lambda: routed)
    assert serve.addresses() == order
