"""A run whose tests pytest-xdist spreads over processes: what its workers tell the process that speaks to the person.

Each worker has a Hub, and with --isolate a sandbox, of its own. Verdicts come with the tests' reports (kit/grading/plugin.py);
here is the rest. The table, the progress and the report are made where the person is.
"""

import marshal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kit.grading import diagnosing
from kit.grading.options import is_spread, notebooks_wanted
from kit.grading.report import cell_of, of_cell
from kit.grading.run import RUN

if TYPE_CHECKING:
    from kit.grading.run import Run

KIT = "tokenizer-kit"
"""The name of the kit's data among what a worker sends when it ends."""


def refuse(config: pytest.Config) -> None:
    """UsageError for a way of running tests that cannot work here."""
    if not config.getoption("forked", False):
        return
    if config.getoption("isolate"):
        raise pytest.UsageError("--isolate runs learner code in a process of its own already: leave --forked out")
    try:
        marshal.dumps(pytest.TestReport("a.py::test", ("a.py", 0, "test"), {}, "passed", None, "call").__dict__)
    except ValueError:
        raise pytest.UsageError(
            f"--forked: the installed pytest-forked cannot carry the results of pytest {pytest.__version__} out of its "
            "processes, of any test; leave --forked out, or use -n 2 (pytest-xdist) or --isolate"
        ) from None


def prepare(config: pytest.Config) -> None:
    """Keep the cells of a notebook on one worker: each needs what those before it defined."""
    if is_spread(config) and notebooks_wanted(config) and config.option.dist != "each":
        config.option.dist = "loadfile"


def tell(config: pytest.Config, run: "Run") -> None:
    """In a worker, at its end: what is not part of a test's report."""
    vars(config)["workeroutput"][KIT] = {  # pytest-xdist's own
        "cells": {nodeid: of_cell(cell) for nodeid, cell in run.cells.items()},
        "added": {name: [of_cell(cell) for cell in cells] for name, cells in run.added.items()},
        "handed in": [of_cell(cell) for cell in run.handed_in()],
        "sandbox": run.sandbox() if run.hosts else [],
        "weighed": diagnosing.as_data(run),
    }


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:
    """The exercises that a run is about: its workers collect, this process does not."""
    run = node.config.stash[RUN]
    for nodeid in ids:
        slug = Path(nodeid.partition("::")[0]).stem.removeprefix("test_")
        if slug in run.course.slugs:
            run.selected.add(slug)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """A worker has ended."""
    told = getattr(node, "workeroutput", {}).get(KIT)
    if told is None:
        return
    run = node.config.stash[RUN]
    diagnosing.from_worker(run, told["weighed"])
    run.worker_layers = run.worker_layers or list(told["sandbox"])
    run.worker_cells += [cell for cell in map(cell_of, told["handed in"]) if cell not in run.worker_cells]
    for name, cells in told["added"].items():
        run.added[name] = [cell_of(entry) for entry in cells]
    for nodeid, entry in told["cells"].items():
        cell = cell_of(entry)
        known = run.cells.get(nodeid)
        if known is None or known.status == "not run":
            run.cells[nodeid] = cell
