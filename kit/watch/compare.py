"""A learner's answers beside the solution's, function by function, without the docstrings, which were just read."""

import ast
from itertools import zip_longest

from rich.text import Text

WIDE = 100
"""Columns from which both stand side by side; below, one is under the other."""


def beside(yours: str, solution: str, columns: int) -> list[Text]:
    """Both texts' functions and classes in the solution's order, as lines of at most `columns`."""
    mine, theirs = _parts(yours), _parts(solution)
    half = (columns - 3) // 2
    lines: list[Text] = []
    for name, code in theirs.items():
        left, right = mine.get(name, []), code
        if not left and name.startswith("_"):
            left = ["(none of yours)"]
        if columns >= WIDE:
            lines.append(Text(f"{'yours':<{half}}   the solution", style="bold"))
            for a, b in zip_longest(_folded(left, half), _folded(right, half), fillvalue=""):
                lines.append(Text(f"{a:<{half}} │ {b}"))
        else:
            lines += [Text("yours", style="bold"), *map(Text, left)]
            lines += [Text("the solution", style="bold"), *map(Text, right)]
        lines.append(Text())
    return lines


def _folded(lines: list[str], width: int) -> list[str]:
    """Lines cut into pieces of `width`; what goes on is marked."""
    found = []
    for line in lines:
        while len(line) > width:
            found.append(line[: width - 1] + "↩")
            line = "    " + line[width - 1 :]
        found.append(line)
    return found


def _parts(text: str) -> dict[str, list[str]]:
    """The functions and classes of a file by name, each as its lines; empty when Python cannot read it."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return {}
    lines = text.splitlines()
    told = {number for node in ast.walk(tree) for number in _docstring(node)}
    found = {}
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            numbers = [number for number in range(first, (node.end_lineno or first) + 1) if number not in told]
            found[node.name] = [lines[number - 1] for number in numbers]
    return found


def _docstring(node: ast.AST) -> range:
    """The numbers of the lines of a docstring that has lines of its own."""
    if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or len(node.body) < 2 or ast.get_docstring(node) is None:
        return range(0)
    return range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
