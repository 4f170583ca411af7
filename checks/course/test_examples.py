"""What a docstring prints as an example is asked by the suite too, so that nobody's own example loses unseen."""

import ast
import doctest

import pytest

from kit.course import ROOT, load

SLUGS = [slug for slug in load().slugs if slug[:4] in ("ex04", "ex05", "ex06", "ex07")]
"""Exercises whose examples have plain values beside the tokenizer; those of 1 to 3 need a token or a Hub of their own."""


def examples(slug: str) -> list[tuple[str, str]]:
    """The calls in the docstrings of a solution: function and arguments as they stand, the tokenizer left out."""
    found = []
    tree = ast.parse((ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"}
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name not in names:
            continue
        for example in doctest.DocTestParser().get_examples(ast.get_docstring(node) or ""):
            for call in ast.walk(ast.parse(example.source)):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") in names:
                    found.append((call.func.id, arguments(call)))
    return found


def arguments(call: ast.Call) -> str:
    values = [ast.literal_eval(arg) for arg in call.args if not isinstance(arg, ast.Name)]
    return repr((values, {word.arg: ast.literal_eval(word.value) for word in call.keywords}))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_printed_example_is_asked_by_the_suite(slug, run_pytest, tmp_path):
    probe = tmp_path / "asked.py"
    probe.write_text(PROBE.format(file=str(tmp_path / "calls.txt")), encoding="utf-8")
    done = run_pytest("--solutions", "-p", "asked", f"tests/test_{slug}.py", env={"PYTHONPATH": str(tmp_path)})
    assert done.status == 0, done.out
    asked = set((tmp_path / "calls.txt").read_text(encoding="utf-8").splitlines())
    missing = [f"{name}{args}" for name, args in examples(slug) if f"{name} {args}" not in asked]
    assert examples(slug) and not missing, missing


PROBE = """
from kit.learner.show import is_tokenizer
from kit.learner.function import LearnerFunction

make = LearnerFunction.make


def noted(self, call):
    with open({file!r}, "a", encoding="utf-8") as file:
        print(self.name, repr(([arg for arg in call.args if not is_tokenizer(arg)], call.kwargs)), file=file)
    return make(self, call)


LearnerFunction.make = noted
"""
