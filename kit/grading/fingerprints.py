"""Fingerprints of Python text that stay the same when names, comments, layout and the order of functions change.

A definition becomes the sequence of its syntax tree's nodes, in which every name that the text itself binds is the
same letter and docstrings and annotations are left out. Of each run of RUN nodes a hash is made, and of each WINDOW
neighbouring hashes the least is kept: `Winnowing: Local Algorithms for Document Fingerprinting` (Schleimer, Wilkerson,
Aiken, SIGMOD 2003). Two texts that share RUN + WINDOW - 1 nodes in a row share a fingerprint.

    python -m kit.grading.fingerprints SECONDS BYTES < requests > answers

is how learners' texts are read (see `copies`): in a process of its own with little memory and time, since text can be
made on which Python's parser spends minutes and gigabytes. Nothing of it is run.
"""

import ast
import builtins
import hashlib
import json
import sys
from collections.abc import Iterator

from kit.course.stubs import is_stub

RUN = 12
"""Nodes in a row of which a hash is made."""

WINDOW = 4
"""Hashes in a row of which one is kept."""

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_BOUND = "·"


def definitions(texts: list[str]) -> list[dict]:
    """The functions and classes at the top of these texts: `name`, the `text` as it stands, its `prints`, and
    which of the names bound here it `uses`.

    Stubs that only raise NotImplementedError are left out, and so is a text that is not Python.
    """
    trees = []
    for text in texts:
        try:
            trees.append((ast.parse(text), text))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    bound = {name for tree, _ in trees for name in _bound(tree)}
    found = []
    for tree, text in trees:
        lines = text.splitlines()
        for node in tree.body:
            if isinstance(node, _DEFINITIONS) and not is_stub(node):
                begin = min([node.lineno, *(each.lineno for each in node.decorator_list)])
                own = "\n".join(lines[begin - 1 : node.end_lineno])
                used = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
                found.append(
                    {
                        "name": node.name,
                        "text": own,
                        "prints": sorted(prints(node, bound)),
                        "uses": sorted(used & bound),
                    }
                )
    return found


def prints(tree: ast.AST, bound: set[str]) -> set[int]:
    """The fingerprints of a tree; `bound` are the names that may be renamed."""
    hashes = runs(tree, bound)
    return {min(hashes[k : k + WINDOW]) for k in range(max(1, len(hashes) - WINDOW + 1))}


def runs(tree: ast.AST, bound: set[str]) -> list[int]:
    """The hashes of all runs of nodes, of which fingerprints are some: what to take away where a text is known."""
    nodes = list(_nodes(tree, bound))
    return [_hash(nodes[k : k + RUN]) for k in range(max(1, len(nodes) - RUN + 1))]


def known(text: str) -> set[int]:
    """All that a text everybody has may leave in another: the runs of its nodes. Empty for words."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return set()
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - set(dir(builtins))
    functions: list[ast.AST] = [node for node in tree.body if isinstance(node, _DEFINITIONS)]
    return {each for node in functions or [tree] for each in runs(node, names | set(_bound(tree)))}


def _hash(nodes: list[str]) -> int:
    data = "\0".join(nodes).encode("utf-8", "backslashreplace")
    return int.from_bytes(hashlib.blake2b(data, digest_size=6).digest())


def _bound(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, _DEFINITIONS):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name


def _nodes(tree: ast.AST, bound: set[str]) -> Iterator[str]:
    """The nodes in the order of the text, without what says nothing. No recursion: trees may be deep."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name):
            yield _BOUND if node.id in bound else node.id
        elif isinstance(node, ast.Constant):
            yield repr(node.value)[:40]
        elif isinstance(node, ast.arg):
            yield _BOUND  # its annotation is left out
        elif not isinstance(node, ast.expr_context):
            yield "Assign" if isinstance(node, ast.AnnAssign) else type(node).__name__
            if isinstance(node, ast.Attribute):
                yield node.attr
            elif isinstance(node, ast.keyword):
                yield str(node.arg)
            waiting += reversed(list(_children(node)))


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "type_params"):
            continue
        items = value if isinstance(value, list) else [value]
        if name == "body" and isinstance(node, _DEFINITIONS) and _is_text(items[0]):
            items = items[1:]
        yield from (item for item in items if isinstance(item, ast.AST))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _limit(memory: int) -> None:
    """Have this process end where a text takes more than `memory` bytes of address space."""
    try:
        import resource
    except ImportError:
        return  # Windows
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ValueError, OSError):
        pass  # macOS knows no such limit


def main() -> None:
    """Answer each line of the input, a JSON list of lists of texts, with a line: the `definitions` of each list.

    Arguments: the seconds of computing that each may take, and the bytes of memory.
    """
    import signal

    seconds, memory = map(int, sys.argv[1:])
    _limit(memory)
    for line in sys.stdin:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody handles it: the process ends
        print(json.dumps([definitions(texts) for texts in json.loads(line)]), flush=True)


if __name__ == "__main__":
    main()
