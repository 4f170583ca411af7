"""Stands in for the pytest plugin of VS Code's Python extension, which is no package: it uses the same hooks, in the same way."""

import os
from pathlib import Path

import pytest

told: dict[str, str] = {}


def _tell(nodeid: str, outcome: str) -> None:
    if nodeid not in told:
        told[nodeid] = outcome
        with Path(os.environ["TEST_RUN_PIPE"]).open("a", encoding="utf-8") as pipe:
            pipe.write(f"{nodeid} {outcome}\n")


def pytest_load_initial_conftests(early_config, parser, args) -> None:
    assert "TEST_RUN_PIPE" in os.environ


def pytest_exception_interact(node, call, report) -> None:
    assert report.longreprtext
    _tell(node.nodeid, "failure" if call.excinfo.typename == "AssertionError" else "error")


@pytest.hookimpl(hookwrapper=True, trylast=True)
def pytest_report_teststatus(report, config):
    if report.when == "call" or (report.when == "setup" and report.skipped):
        if report.failed:
            assert report.longreprtext
        _tell(report.nodeid, "success" if report.passed else "failure" if report.failed else "skipped")
    yield


@pytest.hookimpl(hookwrapper=True, trylast=True)
def pytest_runtest_protocol(item, nextitem):
    yield


def pytest_sessionfinish(session, exitstatus) -> None:
    with Path(os.environ["TEST_RUN_PIPE"]).open("a", encoding="utf-8") as pipe:
        pipe.write(f"collected {len(session.items)}\n")
