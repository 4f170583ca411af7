"""Derives a stub from its solution, so that signature and docstring of both have one source."""

import ast
from pathlib import Path

from kit.course import ROOT, load

RUN_BY_ITSELF = """\
if __name__ == "__main__":
    print("This file only defines functions. To have them graded: kit run {number}")"""
"""End of every stub: what `python exercises/ex04_encode.py` says, which would be nothing."""


def stub(solution: str, slug: str) -> str:
    """The stub's text: docstrings, constants and public signatures of a solution, every body replaced.

    Kept as written are the module docstring, imports and constants that signatures need, public functions and
    the methods of public classes. Private helpers and the imports of the bodies go.
    """
    tree = ast.parse(solution)
    lines = solution.splitlines()
    parts: list[str] = []
    kept = [node for node in tree.body if _is_kept(node)]
    used = {
        name.id for node in kept for part in _signature(node) for name in ast.walk(part) if isinstance(name, ast.Name)
    }
    for index, node in enumerate(tree.body):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = {(alias.asname or alias.name).split(".")[0] for alias in node.names}
            if names & used:
                parts.append(_source(lines, node))
        elif index == 0 and _is_text(node):
            parts.append(_source(lines, node))
        elif isinstance(node, ast.ClassDef) and _is_kept(node):
            parts.append("\n" + _class_stub(lines, node, slug))
        elif isinstance(node, ast.FunctionDef) and _is_kept(node):
            parts.append("\n" + _function_stub(lines, node, f"{slug}.{node.name}"))
        elif _is_kept(node):
            parts.append(_source(lines, node))
            follower = tree.body[index + 1] if index + 1 < len(tree.body) else None
            if follower is not None and _is_text(follower):
                parts[-1] += "\n" + _source(lines, follower)
    parts.append("\n" + RUN_BY_ITSELF.format(number=slug.partition("_")[0]))
    return "\n\n".join(part.strip("\n") if k == 0 else part for k, part in enumerate(parts)) + "\n"


def stub_of(slug: str) -> str:
    """The text of an exercise's file as it comes."""
    return stub((ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8"), slug)


def hello() -> str:
    """The text of ex00 as it comes: not derived, since it is written already."""
    return (Path(__file__).parent / "template" / f"{load().hello.slug}.py").read_text(encoding="utf-8")


def write_all() -> list[Path]:
    """Write every exercise's stub that has no file yet or whose file is still a stub; returns the files written.

    A file with a learner's work in it is left alone.
    """
    written = []
    first = ROOT / "exercises" / f"{load().hello.slug}.py"
    if not first.exists():
        first.write_text(hello(), encoding="utf-8")
        written.append(first)
    for slug in load().slugs:
        target = ROOT / "exercises" / f"{slug}.py"
        text = stub((ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8"), slug)
        if target.exists() and (target.read_text(encoding="utf-8") == text or not _untouched(target)):
            continue
        target.write_text(text, encoding="utf-8")
        written.append(target)
    return written


def _untouched(path: Path) -> bool:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError):
        return False
    return all(is_stub(node) for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef)))


def is_stub(node: ast.AST) -> bool:
    """Whether a function is a docstring and `raise NotImplementedError(…)`, nothing else; of a class, whether all its methods are."""
    if isinstance(node, ast.ClassDef):
        methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
        return bool(methods) and all(map(is_stub, methods))
    if not isinstance(node, ast.FunctionDef) or node.decorator_list:
        return False
    body = node.body[1:] if _is_text(node.body[0]) else node.body
    raised = body[0].exc if len(body) == 1 and isinstance(body[0], ast.Raise) else None
    raised = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _is_kept(node: ast.stmt) -> bool:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return not node.name.startswith("_")
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return all(isinstance(target, ast.Name) and target.id.isupper() and target.id[0] != "_" for target in targets)
    return False


def _signature(node: ast.stmt) -> list[ast.AST]:
    """The parts of a kept node that stay in the stub and may use imported names."""
    if isinstance(node, ast.FunctionDef):
        return [node.args, *([node.returns] if node.returns else [])]
    if isinstance(node, ast.ClassDef):
        methods = [item for item in node.body if isinstance(item, ast.FunctionDef) and _is_method_kept(item)]
        return [part for method in methods for part in _signature(method)]
    return [node]


def _is_method_kept(node: ast.FunctionDef) -> bool:
    return node.name == "__init__" or not node.name.startswith("_")


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _source(lines: list[str], node: ast.stmt) -> str:
    return "\n".join(lines[node.lineno - 1 : node.end_lineno])


def _function_stub(lines: list[str], node: ast.FunctionDef, name: str) -> str:
    has_docstring = _is_text(node.body[0])
    last = node.body[0].end_lineno if has_docstring else node.body[0].lineno - 1
    head = "\n".join(lines[node.lineno - 1 : last])
    indent = " " * (node.col_offset + 4)
    return f'{head}\n{indent}raise NotImplementedError("{name}: not written yet")'


def _class_stub(lines: list[str], node: ast.ClassDef, slug: str) -> str:
    last = node.body[0].end_lineno if _is_text(node.body[0]) else node.lineno
    parts = ["\n".join(lines[node.lineno - 1 : last])]
    for item in node.body:
        if isinstance(item, ast.FunctionDef) and _is_method_kept(item):
            parts.append(_function_stub(lines, item, f"{slug}.{node.name}.{item.name}"))
    return "\n\n".join(parts)


def may_be_none(slug: str, name: str) -> bool:
    """Whether None is among the answers of a function, by its annotation in the solution; True where none is found."""
    path = ROOT / "solutions" / f"{slug}.py"
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
    name = name.rpartition(".")[2]
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name]
    return not found or found[0].returns is None or "None" in ast.unparse(found[0].returns)
