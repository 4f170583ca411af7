"""docs/writing-an-exercise.md is followed word for word in a copy of the project: what it writes, runs and shows."""

import re
import shlex

import pytest

from checks.project_copy import Copy
from kit.course import ROOT

TEXT = (ROOT / "docs" / "writing-an-exercise.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
PATH = re.compile(r"`((?:[\w-]+/)+[\w-]+\.\w+)`:$")


def steps(text: str) -> list[tuple[str, str, str]]:
    """The blocks of a page in their order: kind, the path that the sentence before it ends with, and what is in it."""
    found, end = [], 0
    for match in BLOCK.finditer(text):
        named = PATH.search(text[end : match.start()].rstrip())
        found.append((match[1], named[1] if named else "", match[2]))
        end = match.end()
    return found


def commands(block: str) -> list[tuple[list[str], list[str]]]:
    """The commands of a block, the arguments of python, each with the lines that are shown under it."""
    found: list[tuple[list[str], list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            program, *arguments = shlex.split(line[2:])
            assert program == "python", f"how is this run? {line}"
            found.append((arguments, []))
        else:
            found[-1][1].append(line)
    return found


def follow(text: str, copy: Copy) -> int:
    """Do in the copy what a page says, in its order; returns how many steps that were."""
    done = 0
    for kind, path, block in steps(text):
        assert kind in ("python", "diff", "text"), kind
        if kind == "text":
            for arguments, shown in commands(block):
                said = " ".join(copy.run(*arguments, status=None).split())
                place = 0
                for line in shown:
                    words = " ".join(line.split())
                    assert (at := said.find(words, place)) >= 0, f"{arguments} did not show {line!r}, but:\n{said}"
                    place = at + len(words)
                done += 1
            continue
        assert path, f"where does this go?\n{block}"
        (copy.change if kind == "diff" else copy.add)(path, block)
        done += 1
    return done


@pytest.fixture
def copy(tmp_path) -> Copy:
    """The project as it came: exercises that nobody has begun."""
    copy = Copy(tmp_path / "project")
    for file in (copy.root / "exercises").glob("ex*.py"):
        file.unlink()
    copy.kit("stubs")
    return copy


def test_what_the_page_says_is_what_happens(copy):
    assert follow(TEXT, copy) == len(re.findall(r"^(?:```(?:python|diff)|\$ .*)$", TEXT, re.M)) > 10


BROKEN = {
    "a figure": ("18/18", "19/18"),
    "a test": ("(16, 15, 14)", "(16, 14)"),
    "a sentence": ("`<` refuses a text of exactly `limit` tokens", "`<` refuses a text of `limit` tokens", 1),
    "a change": ("-points = 15\n", "-points = 14\n"),
    "a block without its place": ("In `exercises/ex04_encode.py`:", "In the stub:"),
}


@pytest.mark.long
@pytest.mark.parametrize("name", BROKEN)
def test_a_page_that_is_wrong_is_noticed(copy, name):
    before, after, *times = BROKEN[name]
    assert before in TEXT
    with pytest.raises(AssertionError):
        follow(TEXT.replace(before, after, *times), copy)


def test_the_page_is_found():
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "(docs/writing-an-exercise.md)" in text, name
    for target in re.findall(r"\]\(([\w./-]+)[#)]", TEXT):
        assert (ROOT / "docs" / target).exists(), target


def test_what_the_page_names_is_there():
    from kit.suite import expectation, marks

    fixtures = (ROOT / "kit" / "grading" / "fixtures.py").read_text(encoding="utf-8")
    for name in ("llama", "llama4", "nemo", "lowercase", "plain", "spacing", "wordpiece", "rng"):
        assert f"`{name}`" in TEXT and f"\ndef {name}(" in fixtures, name
    for name in ("returns", "returns_about", "raises", "yields", "call"):
        assert f"`.{name}(" in TEXT and hasattr(expectation.Expectation, name), name
    for name in ("raises", "looks", "gives", "prints", "changes"):
        assert f"when={name}(" in TEXT and hasattr(marks, name), name
