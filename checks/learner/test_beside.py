"""Answers that import one another by bare name, and modules of a learner's own beside them: in process and sandboxed."""

import json
import shutil

import nbformat
import pytest

from checks.handed_in import zipped
from kit.course import load
from kit.learner import beside, submissions
from kit.learner.errors import LearnerError
from kit.learner.files import Source
from kit.learner.package import LearnerPackage
from kit.notebook.live import LivePackage
from kit.sandbox.remote import RemotePackage

ENCODE = "from helpers import ids\n\ndef encode(tokenizer, text):\n    return ids(tokenizer, text)\n"
COUNT = "from ex04_encode import encode\n\ndef pieces(tokenizer, ids):\n    return encode(tokenizer, 'a')\n"
HELPERS = "from more.nothing import x\n".replace(
    "from more.nothing import x\n",
    "import deeper\n\ndef ids(tokenizer, text):\n    return deeper.ids(tokenizer, text)\n",
)
DEEPER = "def ids(tokenizer, text):\n    return tokenizer.encode(text)\n"
FILES = {"ex04_encode.py": ENCODE, "ex05_decode.py": COUNT, "helpers.py": HELPERS, "deeper.py": DEEPER}


class Tokenizer:
    def encode(self, text):
        return [1, len(text)]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "ada"
    made.mkdir()
    for name, text in (
        FILES | {"unused.py": "x = 1\n", "random.py": "def ids(): pass\n", "regex.py": "x = 1\n"}
    ).items():
        (made / name).write_text(text, "utf-8")
    return made


@pytest.fixture
def package():
    made = []

    def of(source, kind=LearnerPackage):
        made.append(kind(source, load().slugs))
        made[-1].collecting = False
        made[-1].install()
        return made[-1]

    yield of
    for each in made:
        each.remove()
        submissions.close(each.source)


def works(package) -> bool:
    return package.module("ex04_encode").encode(Tokenizer(), "abc") == [1, 3] and package.module("ex05_decode").pieces(
        Tokenizer(), []
    ) == [1, 1]


@pytest.mark.parametrize("kind", ["folder", "zip", "renamed", "own folder"])
def test_answers_import_one_another_and_what_lies_beside(folder, package, tmp_path, kind):
    path = folder
    if kind == "zip":
        path = zipped(tmp_path / "ada.zip", *((f"ada/{name}", text.encode()) for name, text in FILES.items()))
    elif kind == "renamed":
        (folder / "ex04_encode.py").rename(folder / "ex04-Encode (1).py")
    source = (
        Source(folder, slugs=load().slugs) if kind == "own folder" else submissions.open_submission(path, load().slugs)
    )
    assert works(package(source))
    if kind == "folder":
        ignored = {each.name: each.why for each in source.ignored}
        assert set(ignored) == {"unused.py", "random.py", "regex.py"}
        assert "modules beside them that these import" in ignored["unused.py"]
        assert "name of a library" in ignored["random.py"]


def test_a_module_that_fails_is_the_failure_of_those_that_import_it(folder, package):
    (folder / "deeper.py").write_text("def ids(:\n", "utf-8")
    made = package(submissions.open_submission(folder, load().slugs))
    with pytest.raises(LearnerError, match="deeper.py, line 1: invalid syntax"):
        made.module("ex04_encode")


def test_one_hand_ins_module_is_not_anothers(folder, package, tmp_path):
    first = package(submissions.open_submission(folder, load().slugs))
    assert works(first)
    first.remove()
    other = tmp_path / "bob"
    shutil.copytree(folder, other)
    (other / "deeper.py").unlink()
    found = package(submissions.open_submission(other, load().slugs)).module("ex04_encode")
    with pytest.raises((LearnerError, ImportError), match="deeper"):  # told where the answer needs it
        found.encode(Tokenizer(), "abc")


def test_the_digest_follows_what_is_imported_alone(folder):
    before = submissions.digest(folder, load().slugs)
    (folder / "unused.py").write_text("y = 2\n", "utf-8")
    assert submissions.digest(folder, load().slugs) == before
    (folder / "deeper.py").write_text(DEEPER + "\n", "utf-8")
    assert submissions.digest(folder, load().slugs) != before


def test_a_notebook_sees_a_change_of_a_module_without_a_restart(folder, package):
    made = package(Source(folder, slugs=load().slugs), LivePackage)
    assert works(made)
    (folder / "deeper.py").write_text("def ids(tokenizer, text):\n    return [2]\n", "utf-8")
    assert made.module("ex04_encode").encode(None, "a") == [2]


def test_a_star_brings_the_public_names(folder, package):
    (folder / "ex05_decode.py").write_text("from ex04_encode import *\nfrom exercises.ex04_encode import *\n", "utf-8")
    module = package(submissions.open_submission(folder, load().slugs)).module("ex05_decode")
    assert module.encode(Tokenizer(), "ab") == [1, 2]


def test_links_and_names_of_ours_are_no_modules(folder, tmp_path):
    (tmp_path / "outside.py").write_text("x = 1\n", "utf-8")
    (folder / "linked.py").symlink_to(tmp_path / "outside.py")
    (folder / "kit.py").write_text("x = 1\n", "utf-8")
    for name in ("linked", "kit", "json", "transformers", "nothing", "ex04_encode", "a.b", "../outside", ""):
        assert beside.module(folder, name, load().slugs) is None, name
    assert beside.names_in(b"import a, b as c\n  from d.e import f\nimport_module('g')\nx = 'import h'\n") == [
        "a",
        "b",
        "d",
        "g",
    ]


def test_the_grading_process_imports_nothing_of_a_learners(folder, package):
    """A library that looks for another which is not installed must not find a file of that name that was handed in."""
    made = package(submissions.open_submission(folder, load().slugs))
    assert made.find_spec("helpers") is not None
    remote = RemotePackage(made.source, load(), None)
    remote.collecting = False
    assert [remote.find_spec(name) for name in ("helpers", "deeper", "ex04_encode")] == [None] * 3
    assert remote.find_spec("exercises.ex04_encode") is not None


def test_the_sandbox_and_a_notebook_have_them_too(run_pytest, folder, tmp_path):
    scores = []
    nb = tmp_path / "nb"
    nb.mkdir()
    cells = ["%%writefile helpers.py\n" + HELPERS, "%%time\n" + ENCODE]
    nbformat.write(nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, cells)]), nb / "answers.ipynb")
    (nb / "deeper.py").write_text(DEEPER, "utf-8")
    for path in (folder, nb):
        for mode in ((), ("--isolate",)):
            run_pytest("--submission", path, "tests/test_ex04_encode.py", "--report", tmp_path / "r.json", *mode)
            scores.append(json.loads((tmp_path / "r.json").read_text())["score"])
    assert scores[0] > 0 and len(set(scores)) == 1, scores
