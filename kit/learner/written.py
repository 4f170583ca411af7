"""What of a learner's file is written: which of its functions are stubs still, and where one begins."""

import ast
from functools import lru_cache

from kit.course import stubs
from kit.learner.errors import LearnerError, NotStarted
from kit.learner.files import KEPT, Parsed, Source, parse


def is_stub(parsed: Parsed, name: str) -> bool:
    """Whether `name` is still a stub: its body is a docstring and `raise NotImplementedError(...)`, nothing else.

    For a class, whether all its methods are.
    """
    return _is_stub(parsed.tree, name)


def begun(source: Source, slug: str) -> bool:
    """Whether the file of `slug` holds more than its stubs; one that cannot be read counts."""
    try:
        parsed = parse(source, slug)
    except NotStarted:
        return False
    except LearnerError:
        return True
    return not all(is_stub(parsed, name) for node in parsed.tree.body if (name := getattr(node, "name", "")))


def line_of(parsed: Parsed, name: str) -> str:
    """`, line 22`: where a function or class begins; empty when the file has none of this name."""
    found = (node for node in parsed.tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef)))
    return next((f", line {node.lineno}" for node in found if node.name == name), "")


@lru_cache(maxsize=4 * KEPT)
def _is_stub(tree: ast.Module, name: str) -> bool:
    # A definition within a `try` of its own, as those of a notebook are (see statements.py), counts as one.
    body = [node.body[0] if isinstance(node, ast.Try) and len(node.body) == 1 else node for node in tree.body]
    found = [node for node in body if getattr(node, "name", None) == name]
    if len(found) != 1 or any(_binds(node, name) for node in body if node is not found[0]):
        return False
    return stubs.is_stub(found[0])


def _binds(node: ast.stmt | ast.excepthandler, name: str) -> bool:
    if isinstance(node, (ast.If, ast.For, ast.While, ast.With, ast.Try)):
        inner = [part for part in ast.iter_child_nodes(node) if isinstance(part, (ast.stmt, ast.excepthandler))]
        if any(getattr(part, "name", None) == name or _binds(part, name) for part in inner):
            return True
    return any(
        isinstance(part, ast.Name)
        and part.id == name
        and isinstance(part.ctx, ast.Store)
        or isinstance(part, ast.alias)
        and (part.asname or part.name) in (name, "*")
        for part in ast.walk(node)
    )
