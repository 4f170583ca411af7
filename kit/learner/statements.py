"""Which statements of a notebook's code run when it is graded: definitions, imports, and what sets up names they need.

A notebook has beside its functions what was tried out: calls, prints, loops. Such a statement runs only if it binds or
changes a name that an answer uses, such as a table filled in a loop. Each runs by itself: one that fails costs the
names it would have bound, which then say what went wrong, and nothing else.
"""

import ast
import builtins
import re
import symtable
import warnings
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from kit.learner import ipython_text
from kit.learner.errors import BrokenFile

_BROKEN = "__kit_broken__"
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)
_SCOPES = (*_DEFINITIONS, ast.Lambda)
_OWN_NAMES = (*_SCOPES, *IMPORTS, ast.comprehension, ast.Global, ast.Try, ast.TryStar, ast.Match)
_OWN = re.compile(r"exercises|kit|ex\d\d_\w+")
_DEFINES = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]*)?=(?!=)", re.M)


@dataclass(frozen=True)
class Statement:
    """One statement at the top level: the names it binds, those it may change, and those it and its functions need.

    `always` is set where it runs whoever needs it; `skipped` says why it never runs.
    """

    node: ast.stmt
    binds: frozenset[str]
    changes: frozenset[str]
    needs: frozenset[str]
    always: bool = False
    skipped: str = ""


@dataclass(frozen=True)
class Code:
    """The code of one cell after reading; `error` and `line` (of the text) where Python cannot read it."""

    statements: tuple[Statement, ...] = ()
    error: str = ""
    line: int = 0


@lru_cache(maxsize=4_096)
def read(text: str, first: int = 1) -> Code:
    """The statements of a text whose first line has the number `first`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # told when the statement itself is compiled
            tree = ast.parse(text)
            compile(tree, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        ast.increment_lineno(tree, first - 1)
        return Code(tuple(_statement(node) for node in _flat(tree.body)))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        why = getattr(error, "msg", None) or str(error) or "it is nested too deeply"
        return Code((), why, getattr(error, "lineno", None) or 1)


def defined(text: str) -> list[str]:
    """The names that a text which Python cannot read was going to define, as far as can be seen."""
    return list(dict.fromkeys(one or other for one, other in _DEFINES.findall(text)))


def chosen(codes: Iterable[Code], roots: frozenset[str] | None, own: str) -> list[list[Statement]]:
    """What runs of each code, in order, for answers named `roots`; None: for all that is defined. `own` is their module."""
    codes = list(codes)
    every = [statement for code in codes for statement in code.statements if not statement.skipped]
    touching: dict[str, list[Statement]] = defaultdict(list)
    for statement in every:
        if not _is_of(statement.node, own):
            for name in statement.binds | statement.changes:
                touching[name].append(statement)
    kept = {id(statement) for statement in every if statement.always}
    if roots is None:
        waiting = {name for each in every if isinstance(each.node, _DEFINITIONS) for name in each.binds}
    else:
        waiting = set(roots)
    known = set(waiting)
    while waiting:
        for statement in touching[waiting.pop()]:
            kept.add(id(statement))
            waiting |= statement.needs - known
            known |= statement.needs
    return [[statement for statement in code.statements if id(statement) in kept] for code in codes]


def guarded(statement: Statement, where: str) -> ast.stmt:
    """The statement so that it costs only its own names when it fails; `where` says where it is, in front of why."""
    node = statement.node
    if _cannot_fail(node):
        return node
    # `error` would be unbound after the handler, so what it says is kept in a name of its own.
    handler = [f"{_BROKEN} = {where!r} + type({_BROKEN}_).__name__ + ': ' + str({_BROKEN}_)"]
    handler += [f"from kit.learner.statements import Broken as {_BROKEN}_f"] if statement.binds else []
    handler += [f"{each} = {_BROKEN}_f({_BROKEN})" for each in sorted(statement.binds)]
    body = [ast.parse(line).body[0] for line in handler]
    for part in body:
        for inner in ast.walk(part):
            ast.copy_location(inner, node)
    caught = ast.ExceptHandler(ast.Name("Exception", ast.Load()), f"{_BROKEN}_", body)
    return ast.copy_location(ast.Try([node], [caught], [], []), node)


def use(code: Code, used: Container[int], first: int = 1) -> tuple[str, str]:
    """Whether a text is `used` or `skipped`, and what of it does not run, with the reason, by lines counted from `first`.

    `used` has the ids of the statements that run.
    """
    left: dict[str, list[int]] = {}
    for statement in code.statements:
        if id(statement) not in used and not is_text(statement.node):
            left.setdefault(_why_not(statement), []).append(statement.node.lineno - first + 1)
    ran = any(id(statement) in used for statement in code.statements)
    if len(left) == 1 and not ran:
        return "skipped", next(iter(left))
    return "used" if ran else "skipped", "; ".join(f"{_lines(lines)}: {why}" for why, lines in left.items())


def is_text(node: ast.stmt) -> bool:
    """Whether a statement is a text by itself: a docstring or a remark."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _why_not(statement: Statement) -> str:
    if statement.skipped:
        return statement.skipped
    if isinstance(statement.node, IMPORTS):
        return "what it imports of the course is at hand"
    return "no answer needs what it sets" if statement.binds else "it tries something out"


def _lines(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
    return f"line{'s' if len(numbers) > 1 else ''} {shown}"


def broken(name: str, text: str, line: int) -> list[ast.stmt]:
    """Statements that bind a name to what says `text` when it is used."""
    made = ast.parse(f"from kit.learner.statements import Broken as {_BROKEN}_f\n{name} = {_BROKEN}_f({text!r})")
    for node in ast.walk(made):
        if isinstance(node, (ast.stmt, ast.expr, ast.alias)):
            node.lineno = node.end_lineno = line
    return made.body


def module(body: Sequence[ast.stmt], text: str) -> ast.Module:
    """A module of these statements; what Python wants at its beginning is put there."""
    futures = [node for node in body if isinstance(node, ast.ImportFrom) and _is_future(node)]
    rest = [node for node in body if not _is_future(node)]
    if "get_ipython" in text:
        rest[:0] = ast.parse("from kit.learner.ipython_text import get_ipython").body
    names = dict.fromkeys(alias.name for node in futures for alias in node.names)
    head = [ast.ImportFrom("__future__", [ast.alias(name) for name in names], 0)] if names else []
    return ast.fix_missing_locations(ast.Module([*head, *rest], []))


class Broken:
    """What stands for a name whose definition failed: calling or using it says what went wrong."""

    def __init__(self, text: str) -> None:
        self.__dict__["_text"] = text

    def __call__(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise BrokenFile(self._text)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        raise BrokenFile(self._text)

    def _fail(self, *args: Any) -> NoReturn:
        raise BrokenFile(self._text)

    __getitem__ = __iter__ = __len__ = __contains__ = _fail


def bound(node: ast.stmt) -> frozenset[str]:
    """The names a statement at the top level binds."""
    return _statement(node).binds


def _flat(body: list[ast.stmt]) -> Iterable[ast.stmt]:
    """The statements, those below `if __name__ == "__main__":` and in cells of a converted notebook among them."""
    for node in body:
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("__name__ == '__main__'", "'__main__' == __name__"):
            yield from _flat(node.body)
        elif (inner := _inner(node)) is not None:
            yield from _flat(inner)
        else:
            yield node


def _inner(node: ast.stmt) -> list[ast.stmt] | None:
    """The code in `get_ipython().run_cell_magic("time", "", "…")` and `%time …`; None for anything else."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return None
    words = [part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if call.func.attr == "run_cell_magic" and len(words) == 3 and words[0] in ipython_text.RUNS_PYTHON:
        text = ipython_text.to_python(words[2])
    elif call.func.attr == "run_line_magic" and len(words) == 2 and words[0] == "time":
        text = words[1]
    else:
        return None
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return None
    for part in body:
        for each in ast.walk(part):
            if isinstance(each, (ast.stmt, ast.expr, ast.alias)):
                each.lineno = each.end_lineno = node.lineno
    return body


def _statement(node: ast.stmt) -> Statement:
    if any(isinstance(part, (ast.Await, ast.AsyncFor, ast.AsyncWith)) for part in _at_top(node)):
        return Statement(node, frozenset(), frozenset(), frozenset(), skipped="it waits at the top level")
    if isinstance(node, ast.Expr) and "get_ipython()" in ast.unparse(node.value)[:16]:
        return Statement(node, frozenset(), frozenset(), frozenset(), skipped="commands and magics are not run here")
    binds, needs = _names(node)
    always = isinstance(node, _DEFINITIONS) or isinstance(node, IMPORTS) and not _is_own(node)
    changes = frozenset() if isinstance(node, (*_DEFINITIONS, *IMPORTS)) else _changed(node)
    why = "" if not isinstance(node, (ast.Assert, ast.Pass)) else "it tries something out"
    return Statement(node, binds, changes, needs, always, why)


def _names(node: ast.stmt) -> tuple[frozenset[str], frozenset[str]]:
    """The names a statement binds at the top level, and the global ones that it and its functions refer to."""
    parts = list(ast.walk(node))
    if not any(isinstance(part, _OWN_NAMES) for part in parts):  # most statements, and ten times sooner
        names = [part for part in parts if isinstance(part, ast.Name)]
        loaded = frozenset(part.id for part in names if isinstance(part.ctx, ast.Load))
        return frozenset(part.id for part in names if not isinstance(part.ctx, ast.Load)), loaded
    table = symtable.symtable(ast.unparse(node), "cell", "exec")
    symbols = table.get_symbols()
    needs = {each.get_name() for each in symbols if each.is_referenced()}
    inner = list(table.get_children())
    while inner:
        scope = inner.pop()
        inner += scope.get_children()
        needs |= {each.get_name() for each in scope.get_symbols() if each.is_global()}
    binds = {each.get_name() for each in symbols if each.is_assigned() or each.is_imported()}
    return frozenset(binds), frozenset(needs)


def _at_top(node: ast.AST) -> Iterable[ast.AST]:
    """The parts of a statement that run with it: not the bodies of functions."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        if not isinstance(part, (*_SCOPES, ast.GeneratorExp)) or part is node and isinstance(part, ast.ClassDef):
            waiting += ast.iter_child_nodes(part)


def _changed(node: ast.stmt) -> frozenset[str]:
    """The names whose values a statement may change in place: by an item, an attribute, a method or a call."""
    found = set()
    for part in _at_top(node):
        if isinstance(part, (ast.Subscript, ast.Attribute)) and not isinstance(part.ctx, ast.Load):
            found.add(_root(part))
        elif isinstance(part, ast.Call):
            name = _root(part.func)
            if isinstance(part.func, ast.Attribute):
                found.add(name)
            if not (isinstance(part.func, ast.Name) and hasattr(builtins, str(name))):
                found |= {each.id for each in part.args if isinstance(each, ast.Name)}
    return frozenset(name for name in found if name is not None)


def _root(node: ast.expr) -> str | None:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _modules(node: ast.stmt) -> list[str]:
    """The modules an import names."""
    if isinstance(node, ast.ImportFrom):
        whole = f"{node.module or ''}"
        return [f"exercises.{alias.name}" for alias in node.names] if whole == "exercises" else [whole]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def _is_own(node: ast.stmt) -> bool:
    """Whether an import is of the course's exercises or of the kit: names that a notebook has itself."""
    return any(_OWN.fullmatch(name.partition(".")[0]) for name in _modules(node))


def _is_of(node: ast.stmt, own: str) -> bool:
    return own in {name.removeprefix("exercises.") for name in _modules(node)}


def _is_future(node: ast.stmt) -> bool:
    node = node.body[0] if isinstance(node, ast.Try) and len(node.body) == 1 else node
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _cannot_fail(node: ast.stmt) -> bool:
    """Whether a function's definition, its body aside, evaluates only constants and built-in names."""
    if _is_future(node):
        return True
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
