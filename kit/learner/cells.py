"""A notebook as a submission: its definitions, cell by cell, as the file of each exercise.

A cell that begins with `%%answer ex04_encode` belongs to that exercise; any other cell belongs to all. Of a cell
only definitions run: imports, functions, classes and assignments of constants; what tries them out (calls, prints,
loops) does not. The last definition of a name counts. A cell that cannot be read, or a definition that fails,
costs the names it would have bound and nothing else. What a notebook does not define is as in the exercise's stub.
"""

import ast
import builtins
import json
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kit import stubs
from kit.course import ROOT
from kit.learner.errors import BrokenFile
from kit.learner.files import SIZE_LIMIT, Parsed, Source

_ANSWER = re.compile(r"\s*%%answer[ \t]+(\S+)[^\n]*\n?")
_MAGIC = re.compile(r"^(\s*)[%!?]")
_DEFINES = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]*)?=(?!=)", re.M)
_BROKEN = "__kit_broken__"
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_STANDARD = {"re", "os", "string", "math", "json", "collections", "itertools", "functools", "unicodedata", "Path"}
"""Names of the standard library that another cell may have imported."""


@dataclass(frozen=True)
class Cell:
    """A code cell: its number among the notebook's code cells from 1, the exercise it names, its text, its first line."""

    number: int
    exercise: str | None
    text: str
    line: int


@dataclass(frozen=True)
class NotebookSource(Source):
    """A notebook as where `exercises` comes from; `root` is a text of its cells, one after the other."""

    def path(self, slug: str) -> Path | None:
        return self.root

    def shown(self, path: Path) -> str:
        return self.notebook.name if path == self.root and self.notebook else super().shown(path)

    def parse(self, slug: str) -> Parsed:
        """The exercise's definitions in the notebook. Raises BrokenFile when the notebook cannot be read at all."""
        return combined(slug, self.root, self.notebook.name, read(self.notebook), stub_of(slug))

    def place(self, path: Path, line: int) -> str:
        for cell in reversed(read(self.notebook)):
            if cell.line <= line:
                return f"{self.notebook.name}, cell {cell.number}, line {line - cell.line + 1}"
        return super().place(path, line)


def stub_of(slug: str) -> str:
    """The text of an exercise as it came."""
    return stubs.stub((ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8"), slug)


def combined(slug: str, root: Path, name: str, cells: list[Cell], stub: str) -> Parsed:
    """An exercise's definitions in the cells of a notebook of this name; the rest is as in the stub's text."""
    body: list[ast.stmt] = []
    for cell in cells:
        if cell.exercise in (None, slug, slug.partition("_")[0]):
            body += _definitions(cell, name, slug)
    bound = {each for node in body for each in _bound(node)}
    kept = [node for node in ast.parse(stub).body if not bound & set(_bound(node))]
    text = "\n".join(cell.text for cell in cells)
    return Parsed(root, text, ast.fix_missing_locations(ast.Module(kept + body, [])))


def source(notebook: Path, slugs: tuple[str, ...]) -> NotebookSource:
    """The source for a notebook; the text of its cells is written to a folder that `discard` removes."""
    folder = Path(tempfile.mkdtemp(prefix="tokenizer-kit-notebook-"))
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
        used.root.unlink(missing_ok=True)
        used.root.parent.rmdir()


def read(notebook: Path) -> list[Cell]:
    """The code cells of a notebook, magics blanked. Raises BrokenFile, in words, when it is not a notebook."""
    try:
        stamp = notebook.stat()
    except OSError as error:
        raise BrokenFile(f"{notebook.name} cannot be read: {error.strerror or error}.") from None
    return list(_read(notebook, stamp.st_mtime_ns, stamp.st_size))


@lru_cache(maxsize=8)
def _read(notebook: Path, changed: int, size: int) -> tuple[Cell, ...]:
    if size > 20 * SIZE_LIMIT:
        raise BrokenFile(f"{notebook.name} has {size:,} bytes; clear its outputs and hand it in again.")
    try:
        text = notebook.read_bytes()
        if text.count(b"[") + text.count(b"{") > SIZE_LIMIT:  # an empty list takes two bytes there and a hundred here
            raise ValueError("too many values")
        data = json.loads(text)
        sheets = data.get("cells") or [cell for sheet in data.get("worksheets", ()) for cell in sheet["cells"]]
        texts = ["".join(cell.get("source", cell.get("input", ""))) for cell in sheets if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise BrokenFile(
            f"{notebook.name} is not a notebook: Jupyter saves one as JSON with a list of cells."
        ) from None
    cells: list[Cell] = []
    line = 1
    for number, text in enumerate(texts, start=1):
        match = _ANSWER.match(text)
        exercise = match[1].removesuffix(".py") if match else None
        if match:  # blank, so that line numbers stay those of the cell
            text = "\n" * text[: match.end()].count("\n") + text[match.end() :]
        elif text.lstrip().startswith("%%"):
            text = "\n" * text.count("\n")  # another language, or timing: not a definition cell
        text = "\n".join(_MAGIC.sub(r"\1pass  # ", row) if _MAGIC.match(row) else row for row in text.split("\n"))
        cells.append(Cell(number, exercise, text, line))
        line += text.count("\n") + 1
    return tuple(cells)


def _definitions(cell: Cell, name: str, slug: str) -> list[ast.stmt]:
    """The statements of a cell that run; each by itself, so that one that fails takes no other with it."""
    try:
        body = ast.parse(cell.text).body
        compile(cell.text, name, "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        rows = cell.text.splitlines()
        shown = rows[line - 1].strip()[:200] if line <= len(rows) else ""
        why = getattr(error, "msg", None) or str(error) or "it is nested too deeply"
        text = f"{slug}: Python cannot read {name}, cell {cell.number}, line {line}: {why}.\n    {shown}"
        names = dict.fromkeys(one or other for one, other in _DEFINES.findall(cell.text))
        return [_broken(each, text, cell.line) for each in names]
    kept: list[ast.stmt] = []
    for node in body:
        bound = [] if isinstance(node, (ast.Import, ast.ImportFrom)) else list(_bound(node))
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            if cell.exercise is None and not _is_constant(node, body):
                continue
        elif not isinstance(node, (*_DEFINITIONS, ast.Import, ast.ImportFrom)):
            continue
        ast.increment_lineno(node, cell.line - 1)
        if _cannot_fail(node):
            kept.append(node)
            continue
        # `error` would be unbound after the handler, so what it says is kept in a name of its own.
        said = f"{slug}: {name}, cell {cell.number}, line {node.lineno - cell.line + 1}: "
        handler = [ast.parse(f"{_BROKEN} = {said!r} + type({_BROKEN}_).__name__ + ': ' + str({_BROKEN}_)").body[0]]
        handler += [ast.parse(f"from kit.learner.cells import broken as {_BROKEN}_f").body[0]] if bound else []
        handler += [ast.parse(f"{each} = {_BROKEN}_f({_BROKEN}, {each!r})").body[0] for each in bound]
        for part in handler:
            for inner in ast.walk(part):
                ast.copy_location(inner, node)
        kept.append(
            ast.copy_location(
                ast.Try([node], [ast.ExceptHandler(ast.Name("Exception", ast.Load()), f"{_BROKEN}_", handler)], [], []),
                node,
            )
        )
    return kept


def _bound(node: ast.stmt) -> list[str]:
    """The names a statement of a module binds, in a Try of ours too."""
    if isinstance(node, ast.Try):
        return [name for inner in node.body for name in _bound(inner)]
    if isinstance(node, _DEFINITIONS):
        return [node.name]
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        return [part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)]
    return []


def _is_constant(node: ast.Assign | ast.AnnAssign, body: list[ast.stmt]) -> bool:
    """Whether a value is made of built-in names, the standard library and functions called with no argument.

    `LETTERS = byte_letters()` is; `tokenizer = load_tokenizer(model)`, which tries something out, is not.
    """
    imported = {
        (alias.asname or alias.name).partition(".")[0]
        for statement in body
        if isinstance(statement, (ast.Import, ast.ImportFrom))
        for alias in statement.names
        if (getattr(statement, "module", None) or alias.name).partition(".")[0] in sys.stdlib_module_names
    }
    for call in [part for part in ast.walk(node) if isinstance(part, ast.Call)]:
        root = call.func
        while isinstance(root, (ast.Attribute, ast.Call, ast.Subscript)):
            root = root.func if isinstance(root, ast.Call) else root.value
        name = root.id if isinstance(root, ast.Name) else None
        own = isinstance(call.func, ast.Name) and not call.args and not call.keywords
        if name is not None and not (own or hasattr(builtins, name) or name in imported or name in _STANDARD):
            return False
    return True


def broken(text: str, name: str) -> Callable:
    """What stands for a name whose definition failed: calling it says what went wrong."""

    def call(*args, **kwargs):
        raise BrokenFile(text)

    call.__name__ = name
    return call


def _broken(name: str, text: str, line: int) -> ast.stmt:
    made = ast.parse(
        f"def {name}(*args, **kwargs):\n    from kit.learner.errors import BrokenFile\n    raise BrokenFile({text!r})"
    )
    for node in ast.walk(made):
        if hasattr(node, "lineno"):
            node.lineno = node.end_lineno = line
    return made.body[0]


def _cannot_fail(node: ast.stmt) -> bool:
    """Whether a function's definition, its body aside, evaluates only constants and built-in names."""
    if not isinstance(node, ast.FunctionDef) or node.decorator_list:
        return False
    parts = [*node.args.defaults, *(default for default in node.args.kw_defaults if default)]
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    parts += [hint for hint in [*(argument.annotation for argument in arguments), node.returns] if hint]
    known = {"str", "int", "float", "bool", "bytes", "list", "dict", "set", "tuple", "object"}
    return all(
        isinstance(inner, (ast.Constant, ast.Subscript, ast.Tuple, ast.BinOp, ast.BitOr, ast.Load))
        or isinstance(inner, ast.Name)
        and inner.id in known
        for part in parts
        for inner in ast.walk(part)
    )
