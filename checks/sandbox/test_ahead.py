"""What a run in the sandbox loads before its first test: the same in two processes at once, and nothing that is not needed."""

import json
import os
from pathlib import Path

import pytest

from kit.course import ROOT, load
from kit.course.stubs import stub_of
from kit.sandbox.hosts import Hosts
from kit.suite import LLAMA
from kit.tokenizers import vendors
from kit.tokenizers.model_ids import NEMO

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")

WATCHING = """
import json, os, pytest
from kit.sandbox.children import Host
from kit.tokenizers import loaded

told = {"here": [], "soon": [], "hosts": []}
waited = []

def noting(owner, name, seen, what):
    real = getattr(owner, name)
    def noted(*args, **more):
        seen.append(what(*args, **more))
        return real(*args, **more)
    setattr(owner, name, noted)

noting(loaded, "load", told["here"], lambda model: model)
noting(Host, "hold_soon", told["soon"], lambda host, folders: list(folders))
noting(Host, "hold", waited, lambda host, folders: list(folders))
noting(Host, "__init__", told["hosts"], lambda host, *rest, bare, many: bare)

@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session):
    session.config.begun = json.loads(json.dumps(told))

def pytest_sessionfinish(session):
    with open(os.environ["TOLD"], "w") as file:
        json.dump(session.config.begun | {"waited": waited}, file)
"""
SUITES = [f"tests/test_{slug}.py" for slug in ("ex04_encode", "ex06_special", "ex07_vocab", "ex13_pretokens")]


@pytest.fixture
def started(run_pytest, tmp_path, monkeypatch):
    """What a run of SUITES on stubs and these solutions had begun to load by the end of collection."""
    (tmp_path / "watching.py").write_text(WATCHING)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("TOLD", str(tmp_path / "told.json"))

    def run(*solved: str) -> dict:
        folder = tmp_path / "-".join(["handed", "in", *solved])
        folder.mkdir()
        for suite in SUITES:
            slug = Path(suite).stem.removeprefix("test_")
            solution = (ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8")
            (folder / f"{slug}.py").write_text(solution if slug in solved else stub_of(slug), encoding="utf-8")
        done = run_pytest("--isolate", "-p", "watching", "--submission", folder, *SUITES)
        assert "your progress" in done.out, done.out[-2000:]
        told = json.loads((tmp_path / "told.json").read_text())
        assert told.pop("waited") == [], "by a test, for what was not begun before it"
        return told

    return run


def test_both_processes_load_what_is_begun_and_no_more(started):
    llama, nemo = (str(vendors.folder(model)) for model in (LLAMA, NEMO))
    one = started("ex07_vocab")
    assert one["soon"] == [[llama, nemo]] and sorted(one["here"]) == [LLAMA, NEMO] and one["hosts"] == [False]
    bare = started("ex13_pretokens")
    assert bare["soon"] == [] and bare["hosts"] == [False, True]


def test_stubs_have_nothing_loaded(started):
    told = started()
    assert (told["here"], told["soon"]) == ([], [])


def test_what_is_expected_is_not_waited_for_and_not_asked_for_again():
    hosts = Hosts(load())
    try:
        host = hosts.of("full")
        hosts.expect(["ex04_encode", "ex01_login"])
        assert len(host._coming) == 1 and not host._is_ready
        hosts.expect(["ex04_encode"])
        hosts.need("ex04_encode")
        assert len(host._coming) == 1
        assert [Path(name) for name in host.ready().named] == [vendors.folder(LLAMA)]
        assert host._coming == [] and len(host.templates) == 1
        hosts.need("ex07_vocab")
        assert str(vendors.folder(NEMO)) in host.named
    finally:
        hosts.close()
