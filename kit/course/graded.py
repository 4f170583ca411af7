"""What an exercise asks for and its suite grades, read from their texts without running them."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kit.course.model import ROOT


@dataclass(frozen=True)
class GradedTest:
    """A test of a suite with `@points(number, function, …)`; `points` are those of all its parameters together."""

    name: str
    points: float
    functions: tuple[str, ...]
    body: str


def tests(path: Path) -> dict[str, GradedTest]:
    """The graded tests of a suite by name, in order. SyntaxError for what is no Python, OSError as usual."""
    text = path.read_text(encoding="utf-8")
    found = {}
    for node in ast.parse(text).body:
        marker = _decorator(node, "points")
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and marker is not None:
            number, *functions = marker.args
            points = _cases(node) * ast.literal_eval(number)
            names = tuple(ast.unparse(function) for function in functions)
            found[node.name] = GradedTest(node.name, points, names, _body(node, text))
    return found


def bonus(path: Path) -> set[str]:
    """The functions of a suite's `@bonus(…)` tests, which are shown and not scored."""
    markers = (_decorator(node, "bonus") for node in ast.parse(path.read_text(encoding="utf-8")).body)
    return {ast.unparse(argument) for marker in markers if marker is not None for argument in marker.args}


@cache  # filled before the sandbox closes, in which the solutions cannot be read
def asked_for(slug: str) -> tuple[str, ...]:
    """The functions and classes that an exercise asks for, in order; none where its solution is not there."""
    solution = ROOT / "solutions" / f"{slug}.py"
    if not solution.is_file():
        return ()
    return tuple(node.name for node in definitions(ast.parse(solution.read_text(encoding="utf-8"))))


def definitions(tree: ast.Module) -> list[ast.FunctionDef | ast.ClassDef]:
    """The public functions and classes of a file, in order."""
    found = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    return [node for node in found if not node.name.startswith("_")]


def _decorator(node: ast.stmt, name: str) -> ast.Call | None:
    for decorator in getattr(node, "decorator_list", ()):
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).rpartition(".")[2] == name:
            return decorator
    return None


def _cases(node: ast.FunctionDef) -> int:
    """How often a test runs: the product of its parameters' numbers, which stand there as lists."""
    cases = 1
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.parametrize":
            values = decorator.args[1]
            if not isinstance(values, (ast.List, ast.Tuple)):
                raise SyntaxError(f"{node.name}: the values of parametrize have to stand there as a list")
            cases *= len(values.elts)
    return cases


def _body(test: ast.FunctionDef, text: str) -> str:
    body = test.body[1:] if ast.get_docstring(test) and len(test.body) > 1 else test.body
    rows = text.splitlines()[body[0].lineno - 1 : body[-1].end_lineno]
    return "\n".join(row[body[0].col_offset :] for row in rows)
