"""Grade books of a class: everybody has a row, rules and overrides, and what Canvas and Moodle import."""

import csv
import json

import pytest
from click.testing import CliRunner

from checks.golden import remake
from checks.grading.test_formats import TAGS, Page
from kit.commands.report import command

CANVAS = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Tokenizers (4314282),Final Score
    Points Possible,,,,,100,(read only)
"Lovelace, Ada",11,S11,ada@example.invalid,A,,
"Babbage, Charles",12,S12,charles,A,,
"Hopper, Grace",13,S13,grace,B,,
"Turing, Alan",14,S14,alan,B,55,
"Student, Test",99,,t,A,,
"""
MOODLE = """Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (grade),Feedback comments
Participant 11,Ada Lovelace,a@example.invalid,Submitted for grading - ,,2.00,Yes,-,
Participant 12,Charles Babbage,c@example.invalid,Submitted for grading - 1 day 2 hours late,,2.00,Yes,-,
Participant 13,Grace Hopper,,No submission - ,,2.00,Yes,-,
Participant 14,Alan Turing,,Submitted for grading - ,1.50,2.00,Yes,"Friday, 1 May 2026, 10:00 AM",well done
"""
OWN = "submission,learner\nada.zip,Ada Lovelace\ncharles,Charles Babbage\n,Grace Hopper\nalan,Alan Turing\n"
NAMES = {
    "canvas": (CANVAS, "{who}_{late}{number}_92635_answers"),
    "moodle": (MOODLE, "{who}_{number}_assignsubmission_file_"),
    "own": (OWN, "{who}"),
}


@pytest.fixture
def batch(tmp_path):
    """A folder as `kit grade` leaves it: Ada is graded, Charles too and late, Alan's cannot be, Grace is missing.

    `batch(kind)` writes it for a kind of list, with more files by name, and returns `report(*arguments)`.
    """

    def made(kind: str, fault: bool = False, **files: str):
        listed, form = NAMES[kind]
        (tmp_path / "names.csv").write_text(listed, encoding="utf-8")
        names = [
            form.format(who=who, number=number, late="LATE_" if who == "charles" else "")
            for who, number in (("ada", 11), ("charles", 12), ("alan", 14))
        ]
        graded = [
            remake.report("passed") | {"submission": names[0]},
            remake.report("failed") | {"submission": names[1]},
        ]
        lines = "".join(json.dumps(each) + "\n" for each in graded)
        (tmp_path / "verdicts.jsonl").write_text(lines, encoding="utf-8")
        aside = {"submission": names[2], "digest": "", "problem": "this is not a zip", "course": "", "seed": 1}
        aside |= {"kind": "not graded", "problem": "no disk"} if fault else {}
        (tmp_path / "quarantine.jsonl").write_text(json.dumps(aside) + "\n", encoding="utf-8")
        for name, text in files.items():
            (tmp_path / name.replace("_toml", ".toml")).write_text(text, encoding="utf-8")

        def report(*arguments: object, status: int = 0, names: bool = True):
            given = [tmp_path / "verdicts.jsonl", *arguments, *(["--names", tmp_path / "names.csv"] if names else [])]
            done = CliRunner().invoke(command, [str(each) for each in given])
            assert done.exit_code == status, done.output
            return done

        return report

    return made


def rows(done) -> list[dict]:
    return list(csv.DictReader(done.stdout.splitlines()))


@pytest.mark.parametrize("kind", NAMES)
def test_everybody_has_a_row_with_the_reason(batch, kind):
    found = {row["learner"].split()[-1].replace("Ada", "Lovelace"): row for row in rows(batch(kind)("--format", "csv"))}
    by_first = {row["learner"]: row for row in found.values()}
    assert len(by_first) == 4
    ada, charles, grace, alan = (
        next(row for name, row in by_first.items() if who in name) for who in ("Ada", "Charles", "Grace", "Alan")
    )
    assert (ada["score"], ada["max"], ada["note"]) == ("2", "2", "")
    assert (alan["score"], alan["ex04_encode"], alan["note"]) == ("0", "0", "this is not a zip")
    assert (grace["score"], grace["submission"], grace["note"]) == ("0", "", "nothing was handed in")
    assert charles["score"] == "1" and (kind == "own" or charles["late"] == "late" and ada["late"] == "")


@pytest.mark.parametrize("form", ["csv", "canvas", "moodle", "class"])
def test_a_fault_of_the_kit_is_never_a_grade(batch, form):
    report = batch("moodle" if form == "moodle" else "canvas", fault=True)
    done = report("--format", form)
    if form == "class":
        assert "not graded: no disk" in Page(done.stdout).text
        return
    alan = next(row for row in rows(done) if any("Alan" in (cell or "") for cell in row.values()))
    if form == "csv":
        assert (alan["score"], alan["ex04_encode"], alan["note"]) == ("", "", "not graded; no disk")
    elif form == "canvas":
        assert alan["Tokenizer kit"] == ""
    else:
        assert (alan["Grade"], alan["Feedback comments"]) == ("1.50", "well done"), "it is left as it was"


def test_without_a_list_those_set_aside_have_their_row_too(batch):
    found = rows(batch("own")("--format", "csv", names=False))
    assert [(row["submission"], row["score"]) for row in found] == [("ada", "2"), ("charles", "1"), ("alan", "0")]


def test_what_was_graded_since_is_not_set_aside(batch, tmp_path):
    report = batch("own")
    with open(tmp_path / "verdicts.jsonl", "a") as file:
        file.write(json.dumps(remake.report("passed") | {"submission": "alan"}) + "\n")
    assert [row["score"] for row in rows(report("--format", "csv", names=False))] == ["2", "1", "2"]
    aside = json.loads((tmp_path / "quarantine.jsonl").read_text())
    aside["after"] = (tmp_path / "verdicts.jsonl").stat().st_size
    (tmp_path / "quarantine.jsonl").write_text(json.dumps(aside) + "\n" + '{"half')
    assert [row["score"] for row in rows(report("--format", "csv", names=False))] == ["2", "1", "0"]


def test_canvas_gets_its_columns_back_with_the_points(batch):
    report = batch("canvas", grades_toml="[grades]\nout_of = 100\nlate = 0.8\n")
    done = report("--format", "canvas", "--assignment", "Tokenizers")
    assert done.stdout.splitlines()[:2] == [
        "Student,ID,SIS User ID,SIS Login ID,Section,Tokenizers (4314282)",
        "    Points Possible,,,,,100",
    ]
    assert [(row["ID"], row["Tokenizers (4314282)"]) for row in rows(done)[1:]] == [
        ("11", "100"), ("12", "40"), ("13", "0"), ("14", "0"), ("99", "")
    ]  # fmt: skip
    assert rows(done)[1]["Student"] == "Lovelace, Ada"


def test_moodle_gets_its_worksheet_back_with_grades_and_feedback(batch):
    done = batch("moodle")("--format", "moodle")
    assert done.stdout.splitlines()[0] == MOODLE.splitlines()[0]
    found = rows(done)
    assert [row["Grade"] for row in found] == ["2", "1", "0", "0"]
    assert [row["Feedback comments"] for row in found] == [
        "2 of 2", "1 of 2; late", "0 of 2; nothing was handed in", "0 of 2; this is not a zip"
    ]  # fmt: skip
    assert found[0]["Last modified (grade)"] == "-" and found[3]["Last modified (grade)"].startswith("Friday")


def test_a_grade_that_moodle_keeps_locked_is_left(batch, tmp_path):
    report = batch("moodle")
    (tmp_path / "names.csv").write_text(MOODLE.replace(",,2.00,Yes", ",0.25,2.00,No", 1), encoding="utf-8")
    done = report("--format", "moodle")
    assert rows(done)[0]["Grade"] == "0.25" and "Ada Lovelace: Moodle's list says" in done.stderr


def test_a_maximum_that_is_not_moodles_is_refused_in_words(batch):
    report = batch("moodle", grades_toml="[grades]\nout_of = 100\n")
    assert "out of 2 and these grades are out of 100: write out_of = 2" in report("--format", "moodle", status=1).output


def test_a_maximum_that_is_not_canvas_is_refused_in_words(batch):
    done = batch("canvas")("--format", "canvas", "--assignment", "Tokenizers", status=1)
    assert "out of 100 and these grades are out of 2: write out_of = 100" in done.output


@pytest.mark.parametrize("form, kind", [("canvas", "moodle"), ("moodle", "canvas"), ("canvas", "own")])
def test_a_platform_wants_its_own_list(batch, form, kind):
    assert "with --names" in batch(kind)("--format", form, status=1).output


def test_two_of_one_learner_are_no_grade_for_a_platform(batch, tmp_path):
    report = batch("moodle")
    with open(tmp_path / "verdicts.jsonl", "a") as file:
        file.write(json.dumps(remake.report("passed") | {"submission": "x_11_assignsubmission_file_"}) + "\n")
    assert "Ada Lovelace has 2 hand-ins" in report("--format", "moodle", status=1).output
    assert "Ada Lovelace has 2 hand-ins" in report("--format", "csv").stderr


RULES = """
[grades]
out_of = 50
late = 0.5
[grades.weights]
ex04 = 3
[[override]]
learner = "Ada Lovelace"
exercise = "4"
points = 1
comment = "=copied; seen on 3 May"
[[override]]
learner = "Grace Hopper"
points = 42.5
comment = "on paper"
[[override]]
learner = "Nobody"
points = 1
comment = "?"
"""


def test_rules_and_overrides_make_the_grades(batch):
    """They are in the teacher's own file, so that they hold however often it is graded anew."""
    done = batch("own", grades_toml=RULES)("--format", "csv")
    found = {row["learner"]: row for row in rows(done)}
    assert {name: (row["grade"], row["out of"], row["score"]) for name, row in found.items()} == {
        "Ada Lovelace": ("25", "50", "2"),
        "Charles Babbage": ("25", "50", "1"),
        "Alan Turing": ("0", "50", "0"),
        "Grace Hopper": ("42.5", "50", "0"),
    }
    assert found["Ada Lovelace"]["note"] == "ex04 by hand: =copied; seen on 3 May"
    assert found["Grace Hopper"]["note"] == "nothing was handed in; by hand: on paper"
    assert "the override for Nobody is for nobody" in done.stderr


def test_exercises_can_be_left_out(batch, tmp_path):
    report = batch("own", grades_toml='[grades]\nleave_out = ["ex05"]\n')
    with open(tmp_path / "verdicts.jsonl", "a") as file:
        file.write(json.dumps(remake.report("error") | {"submission": "dora"}) + "\n")  # is about ex05
    found = rows(report("--format", "csv"))
    assert {row["out of"] for row in found} == {"2"} and "ex05_decode" in found[0]


@pytest.mark.parametrize(
    "text, said",
    [
        ("[grades", "not TOML"),
        ("[grade]", "'grade', which means nothing"),
        ("[grades]\nlat = 1", "'lat', which means nothing"),
        ("[grades]\nlate = 80", "0 to 1"),
        ("[grades]\nout_of = true", "out_of is not a number"),
        ("[grades]\nout_of = nan", "out_of is not a number"),
        ('[grades]\nleave_out = "ex04"', "leave_out is a list"),
        ('[grades]\nleave_out = ["ex99"]', "no exercise 'ex99'"),
        ("[grades.weights]\nex04 = -1", "the weight of ex04"),
        ('[[override]]\nlearner = "Ada"\npoints = 1', "why (comment)"),
        ('[[override]]\nlearner = "Ada"\ncomment = "x"', "the points for Ada"),
    ],
)
def test_rules_that_cannot_be_used_are_refused_in_words(batch, text, said):
    done = batch("own", grades_toml=text)("--format", "csv", status=1)
    assert said in done.output and "grades.toml" in done.output


def test_the_class_page_shows_everybody(batch):
    page = Page(batch("own", grades_toml=RULES)("--format", "class").stdout)
    assert page.tags <= TAGS
    assert "missing: nothing was handed in; by hand: on paper" in page.text
    assert "nothing gradable: this is not a zip" in page.text
    assert "2 submissions; 1.5 points on average" in page.text, "who has no verdict is in no average"
    assert "* Ada Lovelace: ex04 by hand" in page.text and "grade of 50" in page.text
