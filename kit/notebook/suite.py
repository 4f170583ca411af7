"""The lecture notebook as a graded suite: a pytest plugin beside nbval's, used only in runs with --nbval.

nbval runs a notebook's cells in a kernel and compares what they print with the stored outputs. This names the
exercise when they differ, lets the kernel use the run's answers and Hub, and counts the cells for the report.
"""

import ast
import os
from collections.abc import Iterator

import pytest

from kit import course
from kit.grading.report import Cell
from kit.notebook.session import ANSWERS


class NotebookSuite:
    """The plugin. `run` is the kit's run (kit.run.Run), whose report gets one entry a cell."""

    def __init__(self, run) -> None:
        self.run = run
        self.cells: dict[str, Cell] = {}
        self._before = {name: os.environ.get(name) for name in (ANSWERS, "KIT_HUB")}
        source = run.source
        if source.submission or source.root.name != "exercises":
            os.environ[ANSWERS] = str(source.notebook or source.root)
        os.environ["KIT_HUB"] = run.hub_name

    def pytest_unconfigure(self) -> None:
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    @pytest.hookimpl(wrapper=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Iterator[None]:
        result = yield
        for item in items:
            if is_cell(item):
                self.cells[item.nodeid] = Cell(self._id(item), tuple(exercises_of(item)))
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
        report = yield
        cell = self.cells.get(item.nodeid)
        if cell is None:
            return report
        cell.seconds += call.duration
        if report.failed:
            cell.status = "failed" if type(call.excinfo.value).__name__ == "NbCellError" else "error"
            cell.message = message(cell)
            report.longrepr = f"{cell.message}\n\n{report.longrepr}"
        elif report.when == "call" and report.passed and not hasattr(report, "wasxfail"):
            cell.status = "passed"
        return report

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter) -> None:
        if not self.cells:
            return
        terminalreporter.write_sep("=", "the lecture, cell by cell")
        files: dict[str, list[Cell]] = {}
        for cell in self.cells.values():
            files.setdefault(cell.id.partition("::")[0], []).append(cell)
        for name, cells in files.items():
            right = sum(cell.status == "passed" for cell in cells)
            terminalreporter.write_line(f"  {name}: {right} of {len(cells)} cells print what they should")
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


def is_cell(item: pytest.Item) -> bool:
    """Whether an item is a notebook's cell."""
    return type(item).__name__ == "IPyNbCell"


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


def exercises_of(item) -> list[str]:
    """The exercises whose functions a cell uses, by what this cell and those before it import from `exercises`."""
    slugs = course.load().slugs
    names: dict[str, str] = {}
    found: list[str] = []
    for cell in [cell for cell in item.parent.nb.cells if cell.cell_type == "code"][: item.cell_num + 1]:
        try:
            tree = ast.parse(
                "\n".join(line for line in cell.source.splitlines() if not line.lstrip().startswith(("%", "!")))
            )
        except SyntaxError:
            continue
        imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        names |= {
            alias.asname or alias.name: node.module.partition(".")[2]
            for node in imported
            for alias in node.names
            if node.module.startswith("exercises.")
        }
        used = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
        found = [names[name] for name in used if names.get(name) in slugs]
    return list(dict.fromkeys(found))
