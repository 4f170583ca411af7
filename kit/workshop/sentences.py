"""The suites' own sentences, by which alone a diagnosis may leave the machine: values in one are cut out of it.

A cause that a learner reads may quote the learner's answer, code or exception. What is sent is built from the text of
the kit's own files: the sentence there that the cause is made from, with `…` where a value was put in, unless that is
one of a few words that say nothing of the learner (`OPEN`).
"""

import ast
import re
from functools import cache
from pathlib import Path

from kit import course

MOST = 300
"""Characters of a diagnosis."""

LEAST = 16
"""Characters that a sentence has at least, what is put in left out; less would fit anything."""

OPEN = frozenset(
    (
        "<|begin_of_text|>",
        "<|end_of_text|>",
        "<|eot_id|>",
        "list",
        "tuple",
        "str",
        "int",
        "float",
        "dict",
        "bool",
        "NoneType",
    )
)
"""Values that stay in a sentence: the special tokens that the lecture names, and names of types."""

LONGEST = 1000
"""Characters of a cause that is looked at: no sentence of the suites is near that, and matching takes its time."""


def known(slug: str, cause: str | None) -> str | None:
    """The suite's own sentence behind a cause, its values cut out; None when it is not made from one."""
    if not cause or len(cause) > LONGEST:
        return None
    said = _one(slug, cause)
    return said[:MOST] if said else None


def is_own(slug: str, sentence: str) -> bool:
    """Whether a sentence that came from elsewhere is one that `known` gives: the suite's own, with values cut out.

    By comparing, not by patterns: a stranger could send what takes a pattern hours.
    """
    return _blur(sentence) in _blurred(slug)


@cache
def _blurred(slug: str) -> frozenset[str]:
    """The sentences of an exercise with `…` for every value, the open ones too."""
    whole, patterns = _sentences(slug)
    made = ("".join("…" if part is None else part for part in parts) for _, parts in patterns)
    return frozenset(_blur(text) for text in (*whole, *made))


def _blur(text: str) -> str:
    for value in sorted(OPEN, key=len, reverse=True):
        text = text.replace(value, "…")
    return " ".join(text.replace("'…'", "…").split())


def _one(slug: str, cause: str) -> str | None:
    whole, patterns = _sentences(slug)
    if cause in whole:
        return cause
    for pattern, parts in patterns:
        if found := pattern.fullmatch(cause):
            values = iter(found.groups())
            shown = (next(values) if part is None else part for part in parts)
            return "".join(
                part if own or part.strip("'") in OPEN else "…" for part, own in zip(shown, parts, strict=True)
            )
    return None


Parts = tuple[str | None, ...]
"""A sentence that is made: its own text, and None for each value that is put in."""


@cache
def _sentences(slug: str) -> tuple[frozenset[str], list[tuple[re.Pattern, Parts]]]:
    """The sentences of an exercise and those that all share: whole ones, and patterns with the parts of each."""
    whole: set[str] = set()
    made: set[Parts] = set()
    for path in _files(slug):
        module = ast.parse(path.read_text(encoding="utf-8"))
        named: dict[str, str] = {}
        for statement in module.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if name.isupper():
                    parts = _parts(value, named)
                    if parts and None not in parts:
                        named[name] = "".join(map(str, parts))
        for node in ast.walk(module):
            parts = _parts(node, named)
            if _own(parts) < LEAST:
                continue
            if None in parts:
                made.add(parts)
            else:
                whole.add("".join(map(str, parts)))
    # Of two that fit, the one that says more.
    ordered = sorted(made, key=lambda parts: (-_own(parts), str(parts)))
    return frozenset(whole), [(_pattern(parts), parts) for parts in ordered]


def _parts(node: ast.AST, named: dict[str, str]) -> Parts:
    """What a piece of a program is made of, when it is a text; one of `named` put into it is the suite's own as well."""
    if isinstance(node, ast.Constant):
        return (node.value,) if isinstance(node.value, str) else ()
    if not isinstance(node, ast.JoinedStr):
        return ()
    return tuple(
        str(part.value)
        if isinstance(part, ast.Constant)
        else named.get(part.value.id)
        if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name)
        else None
        for part in node.values
    )


def _own(parts: Parts) -> int:
    """Characters of a sentence that are the suite's own."""
    return sum(len(part) for part in parts if part)


def _pattern(parts: Parts) -> re.Pattern:
    return re.compile("".join("(.*?)" if part is None else re.escape(part) for part in parts), re.DOTALL)


def _files(slug: str) -> list[Path]:
    kit = Path(__file__).resolve().parents[1]
    tests = course.ROOT / "tests"
    own = [tests / f"test_{slug}.py", *tests.glob(f"*/{slug}.py")]  # the suite, and its wrong answers
    return [path for path in [*own, *(kit / "suite").rglob("*.py"), kit / "learner" / "missing.py"] if path.is_file()]
