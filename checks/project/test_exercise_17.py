"""Exercise 17 is added to a copy of the project by CONTRIBUTING.md's own text, and goes through all that the kit does."""

import json
import os
import re
from pathlib import Path

import jsonschema
import pytest

from checks.project_copy import Copy
from kit.commands import readme
from kit.commands.report import FORMATS
from kit.course import ROOT, load

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"`([\w./]+)`:\n\n```\w+\n(.*?)^```", re.M | re.S)
SLUG = "ex17_two_words_utf8"
WRONG = "def byte_count(text):\n    return len(text)\n"


@pytest.fixture(scope="module")
def blocks() -> dict[str, str]:
    found = {match[1]: match[2] for match in BLOCK.finditer(TEXT)}
    assert len(found) == len(re.findall(r"^```(?:python|toml)$", TEXT, re.M)), (
        "a block without its path is not followed"
    )
    return found


@pytest.fixture(scope="module")
def copy(tmp_path_factory, blocks) -> Copy:
    """The project with one exercise more: stubs as they come, and exercise 17 made as CONTRIBUTING.md says."""
    copy = Copy(tmp_path_factory.mktemp("copy") / "project")
    for file in (copy.root / "exercises").glob("ex*.py"):
        file.unlink()
    for path, text in blocks.items():
        copy.add(path, text)
    copy.kit("stubs")
    return copy


def test_what_is_missing_is_said_at_every_step(tmp_path, blocks):
    """Each of the places is named as long as it is not there, and nothing else is asked for."""
    copy = Copy(tmp_path / "project")
    waiting = dict(blocks)
    copy.add("kit/course/course.toml", waiting.pop("kit/course/course.toml"))
    said = copy.kit("check-course", status=1)
    expected = {path for path in waiting} | {f"exercises/{SLUG}.py", "README.md"}
    assert {line.partition(":")[0] for line in said.splitlines()[:-1]} == expected, said
    for path, text in waiting.items():
        copy.add(path, text)
    said = copy.kit("check-course", status=1).splitlines()
    assert [line.partition(":")[0] for line in said[:-1]] == [f"exercises/{SLUG}.py", "README.md"]
    assert all("kit stubs" in line for line in said[:-1])
    made = copy.kit("stubs")
    assert f"exercises/{SLUG}.py" in made.replace("\\", "/") and "README.md" in made
    assert "the course is complete" in copy.kit("check-course")


def test_the_solution_has_full_marks_and_the_stub_has_none(copy):
    assert "5/5" in copy.run("-m", "pytest", "-q", "--solutions", f"tests/test_{SLUG}.py")
    for name in ("17", "ex17", SLUG):
        assert re.search(r"ex17 +bytes +0/5 +not started", copy.kit("run", name, status=1)), name


def test_lists_hints_and_solutions_know_it(copy):
    assert re.search(r"ex17 +bytes +0/5", copy.kit("list"))
    found = json.loads(copy.kit("--json"))
    assert found["max"] == load().points + 5
    assert "one to four bytes" in copy.kit("hint", "ex17") and "hint 1 of 3" in copy.kit("hint", "17", "byte_count")
    assert "len(text.encode" in copy.kit("solution", "ex17", "--give-up")
    assert f"{SLUG}.py is as it came" in copy.kit("reset", SLUG)


def test_readme_tells_of_it(copy):
    text = (copy.root / "README.md").read_text(encoding="utf-8")
    assert f"| `{SLUG}` bytes | 5 | how many bytes" in text and re.search(r"ex17 +bytes +0/5 +not started", text)
    others = sum(each.points for each in load().exercises if each.part == "beyond")
    assert f"| **Beyond the lecture** | {others + 5:g} | |" in text


def test_a_workspace_of_ones_own_has_it(copy, tmp_path):
    assert f"{len(load().slugs) + 1} exercises" in copy.kit("init", tmp_path / "mine")
    assert (tmp_path / "mine" / "tests" / f"test_{SLUG}.py").exists()


@pytest.fixture(scope="module")
def graded(copy) -> Path:
    """Two hand-ins, graded in the sandbox: one right, one wrong."""
    handed_in = copy.root / "handed_in"
    for name, text in (("ada", (copy.root / "solutions" / f"{SLUG}.py").read_text("utf-8")), ("bob", WRONG)):
        (handed_in / name).mkdir(parents=True)
        (handed_in / name / f"{SLUG}.py").write_text(text, encoding="utf-8")
    copy.kit("grade", handed_in, "--out", copy.root / "graded", "--exercise", "17", "--workers", "1")
    return copy.root / "graded" / "verdicts.jsonl"


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


@needs_fork
def test_hand_ins_are_graded_and_told_why(graded):
    rows = {row["submission"]: row for row in map(json.loads, graded.read_text("utf-8").splitlines())}
    assert {name: (row["score"], row["max"]) for name, row in rows.items()} == {"ada": (5, 5), "bob": (2, 5)}
    for row in rows.values():
        jsonschema.validate(row, json.loads((ROOT / "checks" / "report.schema.json").read_text("utf-8")))
    (entry,) = rows["bob"]["exercises"]
    assert entry["slug"] == SLUG
    assert "these are the characters" in next(test["cause"] for test in entry["tests"] if test["status"] == "failed")


LISTS = {
    "canvas": (
        "Student,ID,SIS Login ID,Section\n    Points Possible,,,\nAda,1,ada,1\nBob,2,bob,1\n",
        "{name}_{number}_92635_answers.zip",
    ),
    "moodle": (
        "Identifier,Full name,Grade,Maximum Grade\nParticipant 1,ada,,5\nParticipant 2,bob,,5\n",
        "{name}_{number}_assignsubmission_file_",
    ),
}
"""What a platform has its grades filled into, and what it calls hand-ins."""

IN_REPORTS = {
    "csv": [f",{SLUG}\n", "bob,2,5,2"],
    "class": ["ex17", "bytes", "bob"],
    "canvas": ["Bob,2,bob,1,2"],
    "moodle": ["Participant 2,bob,2"],
    "html": ["ex17", "bytes", "these are the characters"],
    "gradescope": ['"17.1"', '"17.2"', "these are the characters"],
    "junit": [f'"{SLUG}"', "these are the characters"],
    "exercism": ['"task_id": 1', "expect(byte_count, text)", "these are the characters"],
}
"""What each format has to say of it."""


@needs_fork
@pytest.mark.parametrize("form", FORMATS)
def test_every_report_has_it(copy, graded, form, tmp_path):
    more = []
    if form in LISTS:
        listed, called = LISTS[form]
        (tmp_path / "names.csv").write_text(listed, encoding="utf-8")
        more = ["--names", tmp_path / "names.csv"]
        text = graded.read_text("utf-8")
        for number, name in ((1, "ada"), (2, "bob")):
            text = text.replace(f'"{name}"', f'"{called.format(name=name, number=number)}"')
        graded = tmp_path / "verdicts.jsonl"
        graded.write_text(text, encoding="utf-8")
    copy.kit("report", graded, "--format", form, "--out", tmp_path / "out", *more)
    written = [path for path in [tmp_path / "out", *(tmp_path / "out").rglob("*")] if path.is_file()]
    text = "\n".join(path.read_text("utf-8") for path in written)
    assert [part for part in IN_REPORTS[form] if part not in text] == [], text[:3000]
    if form == "exercism":
        assert {path.parent.name for path in written} == {SLUG}


WATCHED = """
import queue
from pathlib import Path
from kit.grading.client import Client

events = queue.SimpleQueue()
client = Client(Path.cwd(), events.put, learner=True)
try:
    client.start(["tests/test_{slug}.py"])
    client.grade()
    while (event := events.get(timeout=100))["event"] not in ("result", "gone"):
        pass
    print(event)
finally:
    client.end()
"""


def test_watch_grades_it(copy):
    said = copy.run("-c", WATCHED.format(slug=SLUG))
    assert SLUG in said and "not written yet" in said and "'gone'" not in said


MAGICS = f"""
from IPython.core.interactiveshell import InteractiveShell
from kit.notebook import session
session.open("exercises")
shell = InteractiveShell.instance()
shell.run_line_magic("load_ext", "kit")
for name in ("17", "ex17", "{SLUG}"):
    shell.run_line_magic("grade", name)
shell.run_line_magic("hint", "17")
shell.run_cell_magic("answer", "17", {WRONG!r})
shell.run_cell_magic("answer", "{SLUG}", "def byte_count(text):\\n    return len(text.encode())\\n")
"""


def test_notebooks_know_it(copy):
    stub = (copy.root / "exercises" / f"{SLUG}.py").read_text("utf-8")
    (copy.root / "progress.txt").unlink(missing_ok=True)
    try:
        said = copy.run("-c", MAGICS)
    finally:
        (copy.root / "exercises" / f"{SLUG}.py").write_text(stub, encoding="utf-8")
    assert "hint 2 of 3" in copy.kit("hint", "ex17"), "a hint is remembered wherever it was asked for"
    assert (
        "hint 1 of 3" in said and "one to four bytes" in said and "UsageError" not in said and "Traceback" not in said
    ), said
    assert (
        said.count("0/5  not started") == 3
        and "2/5  1 failed" in said
        and "+ ex17  bytes                      5/5" in said
    )


def test_the_tables_of_readme_are_current():
    assert readme.problems() == []


def test_a_table_that_is_not_current_is_noticed(tmp_path):
    text = readme.README.read_text(encoding="utf-8")
    for before, after in (
        ("| 15 | what the model", "| 16 | what the model"),
        ("0/15  not started", "0/16  not started"),
    ):
        (tmp_path / "README.md").write_text(text.replace(before, after, 1), encoding="utf-8")
        assert readme.problems(tmp_path / "README.md") == [
            "README.md: its exercises are not those of course.toml; run `kit stubs`"
        ]
    (tmp_path / "README.md").write_text(text.replace("| file | points", "| a file | points"), encoding="utf-8")
    assert ["the table of exercises" in problem for problem in readme.problems(tmp_path / "README.md")] == [True]


WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()


def test_no_total_is_written_by_hand():
    """Numbers of exercises and of points are counted; where a person reads one, it was made."""
    numbers = {len(load().slugs)} | {sum(each.part == part.slug for each in load().exercises) for part in load().parts}
    many = [str(number) for number in numbers] + [WORDS[number] for number in numbers if number < len(WORDS)]
    total = re.compile(
        rf"\b({'|'.join(many)}) (graded )?(exercises|others|suites)\b|\b(first|other) ({'|'.join(many)})\b"
        rf"|\b{load().points:g} (points|for the whole)|\bof {load().points:g} points|[\"']max[\"']\W+== {load().points:g}",
        re.I,
    )
    texts = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "kit").rglob("*.py")]
    texts += [path for path in (ROOT / "checks").rglob("*.py") if not {"hostile"} & set(path.parts)]
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}" for path in texts for match in total.finditer(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.long
def test_the_checks_that_count_count_it(copy):
    """The checks of the kit that say something of the whole course say it of a longer one, too."""
    names = ("course", "readme", "report", "hello", "report_command", "commands", "part_two", "teachers")
    files = [path for name in names for path in (copy.root / "checks").rglob(f"test_{name}.py")]
    assert len(files) == len(names)
    copy.run("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-k", "not slow", *files)


@pytest.mark.long
def test_every_answer_of_its_book_is_told_what_its_author_wrote(copy):
    said = copy.run(
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "checks/suite/test_bank.py",
        "-m",
        "long or not long",
        "-k",
        "ex17 or enough",
    )
    assert "passed" in said and "failed" not in said
