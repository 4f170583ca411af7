"""What a learner's file imports and nobody has installed: the names stand for it until they are used.

So the functions of a file that do not need it are graded, and those that do fail where they use it.
"""

import ast
import copy
import types
from collections.abc import Callable
from typing import Any, NoReturn

COLAB = "`google.colab` is there in Colab only: import it within `try`, in the function, and look in the next place where that fails."

TASKS = {
    "google": COLAB,
    "google.colab": COLAB,
    "dotenv": "reading the lines of the file .env is the task here: `open` and `str.partition` are enough, no package is needed.",
}
"""Package to what its import says of the task, where it would do the task in the learner's place."""


def advice(package: str | None) -> str:
    """The sentence under a file whose import of a package failed."""
    if package in TASKS:
        said = TASKS[package]
        return f"The kit has no package {package!r}: {said}"
    return f"Is the name right? The kit's own environment has no package {package!r}."


class Missing:
    """Stands for a name that an import would have bound; whatever is done with it raises what the import raised."""

    def __init__(self, text: str, package: str) -> None:
        self.__dict__["_error"] = text, package

    def _used(self, *args: Any, **kwargs: Any) -> NoReturn:
        text, package = self.__dict__["_error"]
        raise ModuleNotFoundError(text, name=package)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):  # asked by Python and by the kit to learn what this is
            raise AttributeError(name)
        self._used()

    __call__ = __getitem__ = __iter__ = __len__ = __contains__ = __enter__ = __setattr__ = __mro_entries__ = _used
    __add__ = __radd__ = __or__ = __ror__ = __matmul__ = __bool__ = _used


def run(
    tree: ast.Module, path: str, names: dict[Any, Any], compiled: Callable[[ast.Module, str], types.CodeType]
) -> None:
    """Run a file's tree in `names`, a module's; what it raises goes on, but for imports of what is not installed."""
    fresh = dict(names)
    lines: dict[int, Missing] = {}
    while True:
        try:
            exec(compiled(tree, path) if not lines else compile(_without(tree, lines), path, "exec"), names)
            return
        except ModuleNotFoundError as error:
            statement = _import_at(tree, _line(path, error))
            if statement is None or statement.lineno in lines or (error.name or "").partition(".")[0] == "exercises":
                raise
            lines[statement.lineno] = Missing(str(error), error.name or "")
        names.clear()
        names.update(fresh)
        for line, stands in lines.items():
            names[_name(line)] = stands


def _name(line: int) -> str:
    return f"__missing_in_line_{line}__"


def _line(path: str, error: BaseException) -> int:
    """The line of the file itself, outside functions, at which it failed; 0 for none."""
    traceback, found = error.__traceback__, 0
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename == path:
            found = traceback.tb_lineno if code.co_name == "<module>" else 0
        traceback = traceback.tb_next
    return found


def _import_at(tree: ast.Module, line: int) -> ast.Import | ast.ImportFrom | None:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)) and node.lineno <= line <= (node.end_lineno or line):
            return None if any(alias.name == "*" for alias in node.names) else node
    return None


def _without(tree: ast.Module, lines: dict[int, Missing]) -> ast.Module:
    """The tree with the imports in these lines replaced; the tree itself stays as it is."""

    class Replace(ast.NodeTransformer):
        def _import(self, node: ast.Import | ast.ImportFrom) -> ast.stmt:
            if node.lineno not in lines:
                return node
            bound = [alias.asname or alias.name.partition(".")[0] for alias in node.names]
            targets: list[ast.expr] = [ast.Name(name, ast.Store()) for name in bound]
            made = ast.Assign(targets, ast.Name(_name(node.lineno), ast.Load()))
            return ast.fix_missing_locations(ast.copy_location(made, node))

        visit_Import = visit_ImportFrom = _import

    replaced: ast.Module = Replace().visit(copy.deepcopy(tree))
    return replaced
