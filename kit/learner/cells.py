"""A notebook as a submission: the code of its cells, in order, as the file of each exercise.

A cell that begins with `%%answer ex04_encode` or `%%writefile ex04_encode.py` belongs to that exercise; any other cell
belongs to all. Which statements of a cell run is said in statements.py. The last definition of a name counts. A cell
that cannot be read costs the names it would have bound and nothing else. What a notebook does not define is as in the
exercise's stub. What became of each cell is told: used, or skipped and why.
"""

import ast
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from kit import course
from kit.course import ROOT, stubs, temporary
from kit.learner import beside, ipython_text, statements
from kit.learner.errors import BrokenFile
from kit.learner.files import SIZE_LIMIT, CellUse, Parsed, Source

CELL_LIMIT = 2_000
"""Code cells of a notebook that are read; a large one has some hundreds."""


CODE_LIMIT = 500_000
"""Characters of code in a notebook's cells together."""


@dataclass(frozen=True)
class Cell:
    """A code cell: its number among the notebook's code cells from 1, the exercise it names, its text, its first line.

    `skipped` says why none of it counts, and `module` names the file of a learner's own that it writes.
    """

    number: int
    exercise: str | None
    text: str
    line: int
    skipped: str = ""
    module: str = ""


@dataclass(frozen=True)
class NotebookSource(Source):
    """A notebook as where `exercises` comes from; `root` is a text of its cells, one after the other."""

    @property
    def _given(self) -> Path:
        assert self.notebook is not None
        return self.notebook

    def path(self, slug: str) -> Path | None:
        return self.root

    def shown(self, path: Path) -> str:
        return self._given.name if path == self.root else super().shown(path)

    def parse(self, slug: str) -> Parsed:
        """The exercise's definitions in the notebook. Raises BrokenFile when the notebook cannot be read at all."""
        return combined(slug, self.root, self._given.name, tuple(read(self._given)), stub_of(slug))

    def beside(self, name: str) -> tuple[Path, bytes] | None:
        """A module that cells write by `%%writefile`; those that write to the same name follow one another."""
        if beside.is_library(name) or name in beside.OURS:
            return None
        texts = [cell.text for cell in read(self._given) if cell.module == name]
        return (self.root.with_name(f"{name}.py"), "\n".join(texts).encode()) if texts else super().beside(name)

    def modules(self) -> dict[str, Path]:
        try:
            names = dict.fromkeys(cell.module for cell in read(self._given) if cell.module)
        except BrokenFile:
            return {}  # told for each exercise
        return super().modules() | {name: self.root.with_name(f"{name}.py") for name in names}

    def uses(self, slugs: Iterable[str]) -> list[CellUse]:
        try:
            cells = read(self._given)
        except BrokenFile:
            return []  # told for each exercise
        return uses(cells, self._given.name, {slug: stub_of(slug) for slug in slugs})

    def place(self, path: Path, line: int) -> str:
        for cell in reversed(read(self._given)):
            if cell.line <= line:
                return f"{self._given.name}, cell {cell.number}, line {line - cell.line + 1}"
        return super().place(path, line)


@lru_cache(maxsize=32)
def stub_of(slug: str) -> str:
    """The text of an exercise as it came."""
    return stubs.stub((ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8"), slug)


@lru_cache(maxsize=32)  # every test asks
def combined(slug: str, root: Path, name: str, cells: tuple[Cell, ...], stub: str) -> Parsed:
    """An exercise's definitions in the cells of a notebook of this name; the rest is as in the stub's text."""
    mine = _of(slug, cells)
    body: list[ast.stmt] = []
    own: set[str] = set()
    for cell, kept in zip(mine, _chosen(slug, mine, stub), strict=True):
        if _code(cell).error:
            text = f"{slug}: {_unreadable(cell, name)}"
            for each in statements.defined(cell.text):
                own.add(each)
                body += statements.broken(each, text, cell.line)
        for statement in kept:
            own |= statement.binds
            body.append(
                statements.guarded(statement, f"{slug}: {name}, cell {cell.number}, line {_line(cell, statement)}: ")
            )
    rest = [node for node in ast.parse(stub).body if not own & statements.bound(node)]
    text = "\n".join(cell.text for cell in cells)
    return Parsed(root, text, statements.module([*rest, *body], text))


def uses(cells: Iterable[Cell], name: str, stubs_of: dict[str, str]) -> list[CellUse]:
    """What became of each cell of a notebook of this name; `stubs_of` has the stub of each exercise that is graded."""
    cells = list(cells)
    used: dict[int, set[int]] = {cell.number: set() for cell in cells}
    of: dict[int, list[str]] = {cell.number: [] for cell in cells}
    for slug, stub in stubs_of.items():
        mine = _of(slug, cells)
        roots = _roots(stub)
        for cell, kept in zip(mine, _chosen(slug, mine, stub), strict=True):
            used[cell.number] |= {id(statement) for statement in kept}
            names = {name for statement in kept for name in statement.binds}
            if names & roots:
                of[cell.number].append(slug)
    return [_use(cell, name, used[cell.number], tuple(of[cell.number])) for cell in cells]


def _use(cell: Cell, name: str, used: set[int], exercises: tuple[str, ...]) -> CellUse:
    where = f"{name}, cell {cell.number}"
    if cell.module:
        return CellUse(where, "used", f"written to {cell.module}.py, for answers that import it")
    if cell.skipped:
        return CellUse(where, "skipped", cell.skipped)
    if (code := _code(cell)).error:
        return CellUse(where, "error", _unreadable(cell, name).replace("\n   ", ""))
    if not any(not statements.is_text(each.node) for each in code.statements):
        return CellUse(where, "skipped", "there is no code in it")
    status, why = statements.use(code, used, cell.line)
    return CellUse(where, status, why, exercises)


def _of(slug: str, cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.exercise in (None, slug) and not cell.skipped and not cell.module]


def _chosen(slug: str, cells: list[Cell], stub: str) -> list[list[statements.Statement]]:
    return statements.chosen(map(_code, cells), _roots(stub), slug)


@lru_cache(maxsize=32)
def _roots(stub: str) -> frozenset[str]:
    return frozenset(name for node in ast.parse(stub).body for name in statements.bound(node))


def _code(cell: Cell) -> statements.Code:
    return statements.read(cell.text, cell.line)


def _line(cell: Cell, statement: statements.Statement) -> int:
    return statement.node.lineno - cell.line + 1


def _unreadable(cell: Cell, name: str) -> str:
    code = _code(cell)
    rows = cell.text.splitlines()
    shown = rows[code.line - 1].strip()[:200] if code.line <= len(rows) else ""
    return f"Python cannot read {name}, cell {cell.number}, line {code.line}: {code.error}.\n    {shown}"


def source(notebook: Path, slugs: tuple[str, ...]) -> NotebookSource:
    """The source for a notebook; the text of its cells is written to a folder that `discard` removes."""
    folder = temporary.folder("notebook")
    root = folder / f"{notebook.stem}.txt"
    try:
        cells = read(notebook)
    except BrokenFile:
        cells = []  # told for each exercise
    root.write_text("\n".join(cell.text for cell in cells), encoding="utf-8", errors="backslashreplace")
    return NotebookSource(root, submission=True, slugs=slugs, notebook=notebook)


def discard(used: Source) -> None:
    """Remove what `source` wrote."""
    if used.notebook is not None:
        temporary.remove(used.root.parent)


def read(notebook: Path) -> list[Cell]:
    """The code cells of a notebook, magics blanked. Raises BrokenFile, in words, when it is not a notebook."""
    try:
        stamp = notebook.stat()
    except OSError as error:
        raise BrokenFile(f"{notebook.name} cannot be read: {error.strerror or error}.") from None
    found, why = _read(notebook, stamp.st_mtime_ns, stamp.st_size)
    if why:
        raise BrokenFile(why)
    return list(found)


@lru_cache(maxsize=8)
def _read(notebook: Path, changed: int, size: int) -> tuple[tuple[Cell, ...], str]:
    """The cells, or why there are none: every test asks, and a large file is not to be read for each."""
    try:
        return _cells(notebook, size), ""
    except BrokenFile as error:
        return (), str(error)


def _cells(notebook: Path, size: int) -> tuple[Cell, ...]:
    if size > 20 * SIZE_LIMIT:
        raise BrokenFile(f"{notebook.name} has {size:,} bytes; clear its outputs and hand it in again.")
    try:
        content = notebook.read_bytes()
        if (
            content.count(b"[") + content.count(b"{") > SIZE_LIMIT
        ):  # an empty list takes two bytes there and a hundred here
            raise ValueError("too many values")
        data = json.loads(content)
        sheets = data.get("cells") or [cell for sheet in data.get("worksheets", ()) for cell in sheet["cells"]]
        texts = ["".join(cell.get("source", cell.get("input", ""))) for cell in sheets if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise BrokenFile(
            f"{notebook.name} is not a notebook: Jupyter saves one as JSON with a list of cells."
        ) from None
    if len(texts) > CELL_LIMIT:
        raise BrokenFile(
            f"{notebook.name} has {len(texts):,} code cells; the kit reads notebooks of up to {CELL_LIMIT:,}. "
            "Keep the cells with your functions and hand it in again."
        )
    if (code := sum(map(len, texts))) > CODE_LIMIT:
        raise BrokenFile(
            f"{notebook.name} has {code:,} characters of code; the kit reads up to {CODE_LIMIT:,}. "
            "Data does not belong in its cells."
        )
    cells: list[Cell] = []
    line = 1
    for number, text in enumerate(texts, start=1):
        cells.append(_cell(number, text, line))
        line += cells[-1].text.count("\n") + 1
    return tuple(cells)


def _cell(number: int, text: str, line: int) -> Cell:
    """A code cell as its text says: for one exercise, a file of the learner's own, another language, or Python."""
    magics, body = ipython_text.split_cell_magics(text)
    name, rest = magics[-1] if magics else ("", "")
    if name in ipython_text.WRITES:
        path = PurePosixPath((rest.split() or [""])[-1].strip("\"'").replace("\\", "/"))
        exercise = _exercise(path.stem) if path.suffix == ".py" else None
        if exercise is None and path.suffix == ".py" and path.stem.isidentifier():
            return Cell(number, None, ipython_text.to_python(body), line, module=path.stem)
        if exercise is None:
            return Cell(number, None, "\n" * text.count("\n"), line, "it writes a file, which answers cannot read here")
        return Cell(number, exercise, ipython_text.to_python(body), line)
    if name == "answer":
        exercise = _exercise((rest.split() or [""])[0])
        if exercise is None:
            return Cell(number, None, "\n" * text.count("\n"), line, f"there is no exercise {rest[:60]!r}")
        return Cell(number, exercise, ipython_text.to_python(body), line)
    if name and name not in ipython_text.RUNS_PYTHON:
        return Cell(number, None, "\n" * text.count("\n"), line, f"%%{name[:40]} is not run here")
    return Cell(number, None, ipython_text.to_python(body), line)


def _exercise(name: str) -> str | None:
    """The exercise meant by a name as `%%answer` takes it; None when there is none."""
    try:
        (found,) = course.find([name]) if name else (None,)
    except ValueError:
        return None
    return found.slug if found else None
