"""Other ways to be right, for after full marks: the first short answers of a book that are not the solution's."""

import ast

from kit.course import Exercise, hints
from kit.suite import book

MOST = 2
"""Answers that are shown for a function."""

LONGEST = 14
"""Lines of one of them."""


def of(exercise: Exercise, yours: str = "") -> dict[str, list[str]]:
    """By function, the texts of up to MOST right answers, none of them the solution's or one of `yours`, a file's text."""
    if not exercise.points:
        return {}
    if (the_book := book.of(exercise.slug)) is None:
        return {}
    told = _functions(hints.solution(exercise)), _functions(yours)
    found: dict[str, list[str]] = {name: [] for name in told[0] if not name.startswith("_")}
    for answer in the_book.answers:
        if not answer.right or answer.name not in found or len(answer.source.splitlines()) > LONGEST:
            continue
        shape = _shape(answer.node)
        known = [each[answer.name] for each in told if answer.name in each]
        known += [_functions(text)[answer.name] for text in found[answer.name]]
        if shape not in known and len(found[answer.name]) < MOST:
            found[answer.name].append(answer.source.rstrip() + "\n")
    return {name: texts for name, texts in found.items() if texts}


def as_text(exercise: Exercise) -> str:
    """All of them as Python with a line above; empty where the book has none."""
    texts = [text for several in of(exercise).values() for text in several]
    if not texts:
        return ""
    return "\n\n# Other right answers, as people have written them:\n\n\n" + "\n\n".join(texts)


def _functions(text: str) -> dict[str, str]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return {}
    return {node.name: _shape(node) for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def _shape(node: ast.stmt) -> str:
    """A function without what does not matter: its docstring, annotations and the names of its decorators."""
    if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return ast.dump(node)
    bare = ast.parse(ast.unparse(node)).body[0]
    assert isinstance(bare, (ast.FunctionDef, ast.ClassDef))
    if ast.get_docstring(bare) is not None:
        bare.body = bare.body[1:] or [ast.Pass()]
    bare.decorator_list = []
    for each in ast.walk(bare):
        if isinstance(each, ast.arg):
            each.annotation = None
        if isinstance(each, ast.FunctionDef):
            each.returns = None
    return ast.dump(bare)
