"""One recipe has one sentence: where two wrong answers are the same but for names, nobody can tell which of two to say."""

import ast
from collections import defaultdict

import pytest

from kit.course import ROOT

FILES = sorted((ROOT / "tests" / "answers").glob("ex*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_recipe_has_two_sentences(path):
    assert twice(path.read_text(encoding="utf-8")) == []


def test_two_that_differ_in_names_alone_are_seen(tmp_path):
    book = "@wrong('one.')\ndef f(a):\n    return a + 1\n\n\n@wrong('two.')\ndef f(b):\n    return b + 1\n"
    assert twice(book) == ["f: lines 2 and 7 say two things"]
    assert twice(book.replace("two.", "one.")) == twice(book.replace("b + 1", "b + 2")) == []
    assert twice(book.replace("'two.'", "'two.', when=raises('ValueError')")) == []


def test_nothing_that_can_be_told_joins_two_sentences():
    told = [*(ROOT / "kit").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    assert not [path.name for path in told if "Or:" in path.read_text(encoding="utf-8")]


def twice(text: str) -> list[str]:
    """The pairs of wrong answers that are the same and have two sentences, as sentences with their lines."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    problems = []
    for name, sentence, recipe in recipes(ast.parse(text)):
        said, line = found.setdefault((name, shape(recipe)), (sentence, recipe.lineno))
        if said != sentence:
            problems.append(f"{name}: lines {line} and {recipe.lineno} say two things")
    return problems


def recipes(tree: ast.Module):
    """The wrong answers of a book that are recognised by what they give: function, sentence, recipe."""
    for node in tree.body:
        for marker in getattr(node, "decorator_list", ()):
            if (
                isinstance(marker, ast.Call)
                and ast.unparse(marker.func) == "wrong"
                and marker.args
                and not marker.keywords
            ):
                yield node.name, ast.unparse(marker.args[0]), node


def shape(recipe: ast.AST) -> str:
    """A function or lambda without its parameters' names."""
    copied = ast.parse(ast.unparse(recipe)).body[0]
    arguments = next((node.args for node in ast.walk(copied) if isinstance(node, (ast.FunctionDef, ast.Lambda))), None)
    if arguments is None:
        return ast.dump(copied)
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    names = defaultdict(str, {each.arg: f"_{place}" for place, each in enumerate(every)})
    for node in ast.walk(copied):
        if isinstance(node, ast.Name):
            node.id = names[node.id] or node.id
        elif isinstance(node, ast.arg):
            node.arg, node.annotation = names[node.arg] or node.arg, None
        elif isinstance(node, ast.FunctionDef):
            node.decorator_list, node.returns = [], None
    return ast.dump(copied)
