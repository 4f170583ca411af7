"""Saving an answer written in a cell: the functions go into the exercise's file, the previous version is kept."""

import ast
import difflib
from dataclasses import dataclass
from pathlib import Path

from kit import course
from kit.course import atomic, graded
from kit.course.previous import KEPT, keep
from kit.learner.files import Source


class NotSaved(Exception):
    """The cell was not saved; the text says why and what to do."""


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
"""What a cell may bring into an exercise's file."""


@dataclass(frozen=True)
class Saved:
    """What became of a saved cell: its functions and classes, the file, and where the version before it is kept."""

    names: tuple[str, ...]
    path: Path
    kept: Path

    def describe(self) -> str:
        """What was done, in a sentence."""
        folder = self.path.parent.name
        return f"{', '.join(self.names)}: saved to {folder}/{self.path.name}; the version before is {folder}/{KEPT}/{self.kept.name}"


def save(source: Source, slug: str, cell: str) -> Saved:
    """Put the definitions of a cell into the file of `slug`, replacing those of the same names. Raises NotSaved."""
    path = source.path(slug)
    if path is None or not source.root.is_dir() or source.root == course.ROOT / "solutions":
        raise NotSaved(f"This notebook runs on {source.root.name}; answers are saved when it runs on exercises/.")
    new = _read(cell, "the cell")
    names = tuple(node.name for node in new.body if isinstance(node, DEFINITIONS))
    if not names:
        raise NotSaved("There is no function in this cell; write `def …` below the first line.")
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    try:
        after = merge(before, cell)
    except SyntaxError as error:
        raise NotSaved(
            f"{slug}: Python cannot read {path.parent.name}/{path.name}, line {error.lineno}: {error.msg}. "
            "Mend that first, then run this cell again."
        ) from None
    kept = keep(path, before.encode())
    atomic.write(path, after.encode())
    return Saved(names, path, kept)


def strangers(exercise: course.Exercise, names: tuple[str, ...]) -> str:
    """What to say when none of these names is the exercise's, as when one is misspelt or another's; else empty."""
    own = graded.asked_for(exercise.slug)
    if not own or set(names) & set(own):
        return ""
    said = (
        f"{_listed(names)} {'is' if len(names) == 1 else 'are'} none of {exercise.number}'s, which are {_listed(own)}."
    )
    for name in names:
        others = [each for each in course.load().exercises if name in graded.asked_for(each.slug)]
        if others:
            return f"{said} {name} is asked for in {others[0].number}: begin the cell with %%answer {others[0].slug}"
        if close := difflib.get_close_matches(name, own, 1):
            return f"{said} Did you mean {close[0]}?"
    return said


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)


def merge(before: str, cell: str) -> str:
    """The file's text with the cell's definitions in place of those of the same names, everything else as it was.

    What the cell has besides goes in too: imports after the imports, other definitions and constants before the
    first definition that is replaced. Expressions, such as a call to try the function out, stay out.
    """
    old, new = ast.parse(before), ast.parse(cell)
    old_lines, new_lines = before.splitlines(), cell.splitlines()
    replaced = {node.name: node for node in old.body if isinstance(node, DEFINITIONS)}
    edits: list[tuple[int, int, list[str]]] = []  # first line, line after the last, new lines; counted from 0
    imports: list[str] = []
    others: list[list[str]] = []
    known = {
        ast.unparse(node)
        for node in old.body
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign))
    }
    last = {node.name: node for node in new.body if isinstance(node, DEFINITIONS)}
    for node in new.body:
        text = new_lines[_first_line(node) - 1 : node.end_lineno]
        if isinstance(node, DEFINITIONS):
            if last[node.name] is not node:
                continue
            if node.name in replaced:
                target = replaced[node.name]
                after = target.end_lineno or target.lineno
                edits.append((_first_line(target) - 1, after, _with_docstring(node, target, text, old_lines)))
            else:
                others.append(text)
        elif isinstance(node, (ast.Import, ast.ImportFrom)) and ast.unparse(node) not in known:
            imports += text
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and ast.unparse(node) not in known:
            others.append(text)
    top = _after_imports(old)
    if imports:
        edits.append((top, top, (["", *imports] if not _has_imports(old) and top else imports)))
    if others:
        at = min((start for start, end, _ in edits if end > start), default=len(old_lines))
        block = [line for text in others for line in [*text, "", ""]]
        edits.append((at, at, block if at < len(old_lines) else ["", "", *block[:-2]]))
    for start, end, lines in sorted(edits, key=lambda edit: (edit[0], edit[1]), reverse=True):
        old_lines[start:end] = lines
    return "\n".join(old_lines).strip("\n") + "\n"


def _with_docstring(node: Definition, target: Definition, text: list[str], old_lines: list[str]) -> list[str]:
    """The new function's lines, with the stub's docstring put in when it has none of its own."""
    if ast.get_docstring(node) or not ast.get_docstring(target) or not isinstance(node, ast.FunctionDef):
        return text
    if node.body[0].lineno == node.lineno or node.col_offset or target.col_offset:  # all on one line
        return text
    indent = " " * node.body[0].col_offset
    if indent != " " * target.body[0].col_offset:
        return text
    docstring = old_lines[target.body[0].lineno - 1 : target.body[0].end_lineno]
    head = node.body[0].lineno - _first_line(node)
    while head > 1 and (not text[head - 1].strip() or text[head - 1].lstrip().startswith("#")):
        head -= 1  # a comment in front of the first statement stays with it
    return [*text[:head], *docstring, *text[head:]]


def _read(cell: str, where: str) -> ast.Module:
    try:
        return ast.parse(cell)
    except SyntaxError as error:
        lines = cell.splitlines()
        line = error.lineno or 1
        shown = lines[line - 1].rstrip() if line <= len(lines) else ""
        # Line 1 of the cell is the one with %%answer.
        raise NotSaved(
            f"Python cannot read {where}, line {line + 1}: {error.msg}. Nothing was saved.\n    {shown}"
        ) from None


def _first_line(node: ast.stmt) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", []))])


def _has_imports(tree: ast.Module) -> bool:
    return any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in tree.body)


def _after_imports(tree: ast.Module) -> int:
    """The line, counted from 0, after the imports at the top; after the docstring when there are none."""
    end = 0
    for index, node in enumerate(tree.body):
        docstring = index == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not (docstring or isinstance(node, (ast.Import, ast.ImportFrom))):
            break
        end = node.end_lineno or end
    return end
