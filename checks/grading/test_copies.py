"""Hand-ins that are alike: found through renaming and reformatting, and not where the exercise explains it."""

import ast
import sys
from dataclasses import replace

import nbformat
import pytest

from checks.golden import remake
from checks.grading.test_formats import TAGS, Page
from kit.course import ROOT
from kit.grading import copies
from kit.grading.formats import class_page
from kit.grading.roster import Everybody

ADA = '''
import re
from collections import defaultdict


def pair_counts(words):
    """Count neighbours."""
    totals = defaultdict(int)   # by pair
    for parts, times in words.items():
        position = 1
        while position < len(parts):
            neighbours = (parts[position - 1], parts[position])
            totals[neighbours] += times
            position += 1
    return {pair: number for pair, number in totals.items() if number}


def _merge(parts, pair):
    done, waiting = [], list(parts)
    while waiting:
        part = waiting.pop(0)
        if waiting and (part, waiting[0]) == tuple(pair):
            part = b"".join([part, waiting.pop(0)])
        done.append(part)
    return tuple(done)


def train(text, merges):
    return [_merge(part, merges) for part in text]
'''
"""An answer to ex15 in nobody's way."""

OTHER = """
def pair_counts(words):
    found = {}
    for word in words:
        for k in range(len(word) - 1):
            key = word[k], word[k + 1]
            if key not in found:
                found[key] = 0
            found[key] = found[key] + words[word]
    return found


def _merge(word, pair):
    out = ()
    k = 0
    while k < len(word):
        if k + 1 < len(word) and word[k] == pair[0] and word[k + 1] == pair[1]:
            out, k = out + (word[k] + word[k + 1],), k + 2
        else:
            out, k = out + (word[k],), k + 1
    return out
"""
"""Another's own answer."""


class _Renaming(ast.NodeTransformer):
    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def visit_arg(self, node):
        node.arg = self.names.setdefault(node.arg, f"name{len(self.names)}")
        node.annotation = ast.Name("list", ast.Load())
        return node

    def visit_Name(self, node):
        if node.id in self.names or isinstance(node.ctx, ast.Store):
            node.id = self.names.setdefault(node.id, f"name{len(self.names)}")
        return node


def disguised(text: str) -> str:
    """With other names, other docstrings, another layout, and the functions in another order."""
    made = []
    for node in reversed(ast.parse(text).body):
        renaming = _Renaming()
        for each in ast.walk(node):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                renaming.names.setdefault(each.id, f"name{len(renaming.names)}")
        made.append(ast.unparse(renaming.visit(node)))
    return "# mine\n" + "\n".join(made)


@pytest.fixture
def alike(tmp_path):
    """`alike(name=text, …)`: the pairs among these hand-ins to ex15."""

    def find(**texts: str) -> list[copies.Pair]:
        for name, text in texts.items():
            (tmp_path / name).mkdir()
            (tmp_path / name / "ex15_train.py").write_text(text, encoding="utf-8")
        found = copies.find((name, tmp_path / name) for name in texts)
        assert found.problems == []
        return found.pairs

    return find


def test_a_copy_is_found_behind_other_names_and_another_layout(alike):
    assert "totals" not in disguised(ADA)
    (pair,) = alike(ada=ADA, bob=disguised(ADA), eve=OTHER)
    assert (pair.names, pair.exercise, pair.equal) == (("ada", "bob"), "ex15_train", False)
    assert pair.share > 0.9 and "totals" in pair.texts[0] and "name0" in pair.texts[1]


def test_equal_contents_are_said_to_be_equal(alike):
    (pair,) = alike(ada=ADA, bob=ADA.replace("\n", "  \n"))
    assert pair.equal and pair.share == 1


def test_a_function_changed_within_a_copy_leaves_the_rest_alike(alike):
    (pair,) = alike(ada=ADA, bob=disguised(ADA).replace("return tuple", "print()\n    return tuple"))
    assert copies.SHARE <= pair.share < 1


def test_the_solution_the_stub_and_the_hints_are_nobodys(alike):
    solution = (ROOT / "solutions" / "ex15_train.py").read_text(encoding="utf-8")
    stub = (ROOT / "exercises" / "ex15_train.py").read_text(encoding="utf-8")
    assert alike(ada=solution, bob=disguised(solution), eve=solution, dan=stub, kim=stub) == []


def test_what_many_have_is_how_the_exercise_is_done_unless_it_is_the_same_text(alike):
    same = {f"learner{k}": disguised(ADA).replace("name0", f"other{k}") for k in range(12)}
    assert alike(**same) == []
    again = {f"again{k}": ADA for k in range(6)}
    assert len(alike(**again, eve=OTHER)) == 15


def test_a_notebook_is_compared_with_a_folder_and_a_file(tmp_path):
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "ex15_train.py").write_text(ADA, encoding="utf-8")
    cells = ["%%time\n1", "broken(", *(ast.unparse(node) for node in ast.parse(disguised(ADA)).body)]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbformat.write(notebook, tmp_path / "bob.ipynb")
    (tmp_path / "eve.py").write_text(disguised(ADA), encoding="utf-8")
    found = copies.find([("ada", tmp_path / "ada"), ("bob", tmp_path / "bob.ipynb"), ("eve", tmp_path / "eve.py")])
    assert {pair.names for pair in found.pairs} == {("ada", "bob"), ("ada", "eve"), ("bob", "eve")}
    assert {pair.exercise for pair in found.pairs} == {"ex15_train"}


@pytest.mark.skipif(sys.platform != "linux", reason="only there is memory limited")
def test_a_text_that_takes_the_reader_along_costs_nobody_else(tmp_path, monkeypatch):
    monkeypatch.setattr(copies, "MEMORY", 150_000_000)
    texts = {"ada": ADA, "large": "x = [" + "[1],\n" * 180_000 + "]", "bob": ADA, "nothing": None}
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        if text is not None:
            (tmp_path / name / "ex15_train.py").write_text(text, encoding="utf-8")
    found = copies.find((name, tmp_path / name) for name in texts)
    assert [pair.names for pair in found.pairs] == [("ada", "bob")]
    assert [problem.split(":")[0] for problem in found.problems] == ["nothing is not compared"]


def test_the_class_page_shows_both_side_by_side_as_a_question(alike):
    marked = ADA.replace("# by pair", "# <script>alert(1)</script>")
    found = copies.Alike(
        [replace(pair, names=("ada", "bob<i>")) for pair in alike(ada=marked, bob=marked)], ["eve is not compared: <b>"]
    )
    graded = Everybody([remake.report("passed") | {"submission": name} for name in ("ada", "bob<i>")])
    html = class_page.page(graded, None, found)
    page = Page(html)
    assert page.tags <= TAGS and "A question, not a verdict" in page.text
    assert "bob<i>" in page.text and html.count("# &lt;script&gt;alert(1)") == 2 and "ex15: equal contents" in page.text
    assert "Work that is alike" not in class_page.page(graded)
    assert "No two hand-ins have more in common" in class_page.page(graded, None, copies.Alike([], []))
