"""Hints for one function, each more concrete than the last, made from its solution: what it calls, its shape, its lines."""

import ast
import builtins
from functools import cache

from kit.course import ROOT, Exercise
from kit.course.graded import definitions

LEFT_OUT = "…"

Asked = ast.FunctionDef | ast.ClassDef
"""A function or class to write."""


def names(exercise: Exercise) -> list[str]:
    """The functions and classes to write, in order."""
    return [node.name for node in _asked(exercise.slug)]


def hints(exercise: Exercise, name: str) -> list[str]:
    """The three hints for a function or class. KeyError when the exercise has none of this name."""
    node = next((node for node in _asked(exercise.slug) if node.name == name), None)
    if node is None:
        raise KeyError(name)
    shape, lines = (ast.unparse(change().visit(_copy(node))) for change in (_Shape, _Lines))
    return [
        _what_helps(exercise, node),
        f"Its shape; each {LEFT_OUT} is for you to fill in:\n\n{_shown(shape)}",
        f"Line by line, without what is handed over:\n\n{_shown(lines)}",
    ]


def _what_helps(exercise: Exercise, node: Asked) -> str:
    asked, found = set(names(exercise)), dict[str, None]()
    for call in (each for each in ast.walk(node) if isinstance(each, ast.Call)):
        if isinstance(call.func, (ast.Name, ast.Attribute)):
            text = ast.unparse(call.func)
            if "(" not in text and not text.startswith("_"):
                found[text] = None
    own = [text for text in found if text in asked and text != node.name]
    calls = [text for text in found if text not in asked and not hasattr(builtins, text)]
    plain = [text for text in found if hasattr(builtins, text)]
    said = []
    if calls:
        said.append(f"Calls that help in {node.name}: {', '.join(f'`{each}(…)`' for each in calls)}.")
    if own:
        said.append(f"It can use what you write yourself: {', '.join(f'`{each}`' for each in own)}.")
    if plain:
        said.append(f"Of Python's own: {', '.join(f'`{each}`' for each in plain)}.")
    return " ".join(said) or f"{node.name} needs no call at all: operators and statements are enough."


class _Shape(ast.NodeTransformer):
    """Leaves statements, and none of what they say."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for field in ("value", "test", "iter", "exc"):
            if isinstance(node, ast.stmt) and isinstance(getattr(node, field, None), ast.AST):
                value = getattr(node, field)
                if field != "exc" or not isinstance(value, ast.Call):
                    setattr(node, field, ast.Constant(...))
                else:
                    value.args, value.keywords = [ast.Constant(...)], []
        return super().generic_visit(node)


class _Lines(ast.NodeTransformer):
    """Leaves the lines, and out what is handed to calls."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        node.args = [ast.Constant(...)] if node.args else []
        node.keywords = [ast.keyword(each.arg, ast.Constant(...)) for each in node.keywords]
        return node


def _shown(text: str) -> str:
    return "\n".join("    " + line for line in text.replace("...", LEFT_OUT).splitlines())


def _copy(node: ast.AST) -> ast.AST:
    copied = ast.parse(ast.unparse(node)).body[0]
    for each in ast.walk(copied):
        if isinstance(each, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(each) is not None:
            each.body = each.body[1:] or [ast.Pass()]
    return copied


@cache
def _asked(slug: str) -> list[Asked]:
    return definitions(ast.parse((ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8")))
