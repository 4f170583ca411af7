"""The lecture notebook as a graded suite: a pytest plugin beside nbval's, used only in runs with --nbval.

nbval runs a notebook's cells in a kernel and compares what they print with the stored outputs. Here the lecture's cells
and outputs are the course's own (kit/course/lecture.py), whatever was saved in the learner's notebook; what that has otherwise
is said. A cell that differs names its exercise; the kernel uses the run's answers and Hub; the report counts the cells.
"""

import json
import os
from collections import defaultdict
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbval.plugin import IPyNbCell, IPyNbFile

from kit.course import lecture
from kit.grading.report import Cell
from kit.grading.run import RUN
from kit.notebook.session import ANSWERS, COMPARE

if TYPE_CHECKING:
    from kit.grading.run import Run

RESET = "`kit reset lecture` brings the lecture's notebook back, and keeps yours beside it."


def pytest_configure(config: pytest.Config) -> None:
    """After the kit's own plugin has opened its run."""
    run = config.stash[RUN]
    suite = NotebookSuite(run)
    run.cells, run.added = suite.cells, suite.added
    config.pluginmanager.register(suite, "kit-notebooks")


class LectureFile(IPyNbFile):
    """A learner's copy of the lecture: collects the course's cells, and notes what the copy has otherwise."""

    differences: lecture.Differences | None = None

    def collect(self) -> Iterator[IPyNbCell]:
        self.nb = nbformat.read(lecture.PATH, as_version=4)
        self.differences = lecture.differences(read(self.path)) or lecture.Differences()
        for number, cell in enumerate(cell for cell in self.nb.cells if cell.cell_type == "code"):
            options = defaultdict(bool, check=self.compare_outputs)
            yield IPyNbCell.from_parent(self, name=f"Cell {number}", cell_num=number, cell=cell, options=options)


def read(path: Path) -> list[dict]:
    """The code cells of a notebook's JSON. CollectError, in words, when it is none."""
    try:
        found = json.loads(path.read_bytes())["cells"]
        return [cell for cell in found if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise pytest.Collector.CollectError(
            f"{path.name} is not a notebook: Jupyter saves one as JSON with a list of cells. {RESET}"
        ) from None


class NotebookSuite:
    """The plugin. `run` is the kit's run (kit.grading.run.Run), whose report gets one entry a cell."""

    def __init__(self, run: "Run") -> None:
        self.run = run
        self.cells: dict[str, Cell] = {}
        self.added: dict[str, list[Cell]] = {}
        self._before = {name: os.environ.get(name) for name in (ANSWERS, "KIT_HUB", COMPARE)}
        source = run.source
        if source.submission or source.root.name != "exercises":
            os.environ[ANSWERS] = str(source.notebook or source.root)
        os.environ["KIT_HUB"] = run.hub_name
        os.environ[COMPARE] = "off"  # what it would say under a cell is no output of the cell's

    def pytest_unconfigure(self) -> None:
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> Generator[None, Any, Any]:
        found = yield
        if any(type(each) is IPyNbFile for each in found) and self._is_lecture(file_path):
            return [LectureFile.from_parent(parent, path=file_path)]
        return found

    @staticmethod
    def _is_lecture(path: Path) -> bool:
        try:
            return path.stem == "lecture" or lecture.differences(read(path)) is not None
        except pytest.Collector.CollectError:
            return False

    @pytest.hookimpl(wrapper=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Generator[None, Any, Any]:
        result = yield
        for item in items:
            if isinstance(item, IPyNbCell):
                self._note(item)
        return result

    def _note(self, item: IPyNbCell) -> None:
        if not isinstance(item.parent, LectureFile):
            self.cells[item.nodeid] = Cell(self._id(item))
            return
        known, differences = lecture.cells()[item.cell_num], item.parent.differences
        assert differences is not None  # it is the lecture
        self.cells[item.nodeid] = cell = Cell(self._id(item), known.exercises)
        if item.cell_num in differences.changed:
            cell.message = "your notebook has this cell otherwise; the lecture's own was run."
        elif item.cell_num in differences.removed:
            cell.message = "your notebook does not have this cell; the lecture's own was run."
        name = self._id(item).partition("::")[0]
        if name not in self.added:
            self.added[name] = [
                Cell(
                    f"{name}, cell {number + 1}",
                    status="skipped",
                    message="it is not of the lecture, so it was not run.",
                )
                for number in differences.added
            ]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo) -> Generator[None, Any, Any]:
        report = yield
        cell = self.cells.get(item.nodeid)
        if cell is None:
            return report
        cell.seconds += call.duration
        if report.failed and call.excinfo is not None:
            cell.status = "failed" if type(call.excinfo.value).__name__ == "NbCellError" else "error"
            cell.message = " ".join([message(cell), *([cell.message] if cell.message else [])])
            report.longrepr = f"{cell.message}\n\n{report.longrepr}"
        elif report.when == "call" and report.passed and not hasattr(report, "wasxfail"):
            cell.status = "passed"
        return report

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.cells:
            return
        terminalreporter.write_sep("=", "the lecture, cell by cell")
        files: dict[str, list[Cell]] = {}
        for cell in self.cells.values():
            files.setdefault(cell.id.partition("::")[0], []).append(cell)
        for name, cells in files.items():
            right = sum(cell.status == "passed" for cell in cells)
            terminalreporter.write_line(f"  {name}: {right} of {len(cells)} cells print what they should")
            otherwise = [f"{cell.id.partition('::')[2]}: {said}" for cell in cells if (said := otherwise_said(cell))]
            otherwise += [f"{cell.id.rpartition(', ')[2]}: {cell.message}" for cell in self.added.get(name, ())]
            for line in [*otherwise, *([RESET] if otherwise else [])]:
                terminalreporter.write_line(f"    {line}")
        wrong = [cell for cell in self.cells.values() if cell.status in ("failed", "error") and cell.exercises]
        if wrong:
            slug = wrong[0].exercises[0]
            terminalreporter.write_line("")
            terminalreporter.write_line(f"  next: {slug} in {self._where(slug)}", bold=True)
            flags = " ".join(["pytest", *self.run.flags])
            terminalreporter.write_line(f"        {flags} tests/test_{slug}.py", bold=True)

    def _where(self, slug: str) -> str:
        path = self.run.source.path(slug)
        return self.run.source.shown(path) if path else f"{slug}.py"

    def _id(self, item: pytest.Item) -> str:
        path = item.path
        if path.is_relative_to(item.config.rootpath):
            path = path.relative_to(item.config.rootpath)
        return f"{path.as_posix()}::{item.name}"


def otherwise_said(cell: Cell) -> str:
    """What is said of a cell that the learner's notebook has otherwise or not at all; empty for any other."""
    return cell.message[cell.message.find("your notebook ") :] if "your notebook " in cell.message else ""


def message(cell: Cell) -> str:
    """The sentence above a failed cell's own output."""
    if not cell.exercises:
        return f"{cell.id}: this cell does not print what is stored under it."
    suites = " ".join(f"tests/test_{slug}.py" for slug in cell.exercises)
    return (
        f"{', '.join(cell.exercises)}: this cell calls functions of "
        f"{'these exercises' if len(cell.exercises) > 1 else 'this exercise'}, and what it prints is not what the real "
        f"tokenizer and Hub give.\nWhy, token by token: pytest {suites}"
    )
