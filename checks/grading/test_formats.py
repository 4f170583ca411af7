"""Every format, of every kind of verdict: against golden files, against what its readers demand, and hostile texts."""

import copy
import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from checks.golden import remake
from kit.grading.formats import class_page, exercism, gradebook, gradescope, junit, learner_page
from kit.grading.formats.source import problem
from kit.grading.formats.text import MOST, clean
from kit.grading.roster import HANDED_IN, Everybody, Row
from kit.grading.screen import title

HERE = Path(__file__).parents[1]
SCHEMAS = {
    name: json.loads((HERE / f"{name}.schema.json").read_text()) for name in ("report", "exercism", "gradescope")
}
MADE = remake.made()
REPORTS = {kind: remake.report(kind) for kind in remake.KINDS}


@pytest.mark.parametrize("path", MADE)
def test_golden(path):
    """After a wanted change: python -m checks.golden.remake, then look at the difference."""
    stored = (HERE / "golden" / path).read_bytes().decode("utf-8").replace("\r\n", "\n")
    assert MADE[path].replace("\r\n", "\n") == stored


def test_no_golden_file_stands_that_nobody_reads():
    golden = HERE / "golden"
    stands = {path.relative_to(golden).as_posix() for path in golden.rglob("*") if path.is_file()}
    read = {*MADE, *(f"{kind}/report.json" for kind in remake.KINDS), "remake.py"}
    assert {
        name for name in stands - read if not name.startswith(("site/", "course/")) and "__pycache__" not in name
    } == set()


def test_every_kind_of_verdict_has_its_golden_files():
    statuses = {test["status"] for each in REPORTS.values() for entry in each["exercises"] for test in entry["tests"]}
    known = SCHEMAS["report"]["properties"]["exercises"]["items"]["properties"]["tests"]["items"]["properties"]
    assert statuses == set(known["status"]["enum"])


@pytest.mark.parametrize("kind", [kind for kind in remake.KINDS if kind != "hostile"])
def test_the_golden_reports_are_reports(kind):
    jsonschema.validate(REPORTS[kind], SCHEMAS["report"])


@pytest.mark.parametrize("kind", remake.KINDS)
def test_every_golden_report_can_be_read(kind):
    assert problem(REPORTS[kind]) is None


@pytest.mark.parametrize("path", [path for path in MADE if path.endswith("exercism.json")])
def test_exercism_is_as_its_page_says(path):
    jsonschema.validate(json.loads(MADE[path]), SCHEMAS["exercism"])


@pytest.mark.parametrize("kind, status", [("passed", "pass"), ("failed", "fail"), ("error", "error"), ("died", "fail")])
def test_exercism_has_one_status_for_all(kind, status):
    assert json.loads(MADE[f"{kind}/exercism.json"])["status"] == status


def test_exercism_knows_the_tasks_and_code_of_the_real_suites():
    """Every graded test of the course has its code, and most grade exactly one function."""
    from kit import course

    numbers = []
    for slug in course.load().slugs:
        found = exercism._suite(course.ROOT, f"test_{slug}")
        assert found and all(code for code, _ in found.values())
        assert {number for _, number in found.values()} - {None}, slug
        numbers += [number for _, number in found.values()]
    assert numbers.count(None) < len(numbers) / 2


def test_a_test_that_did_not_run_is_no_pass():
    report = copy.deepcopy(REPORTS["passed"])
    report["exercises"][0]["max"] = report["max"] = 15
    assert json.loads(exercism.results(report["exercises"][0]))["status"] == "fail"
    assert ElementTree.fromstring(junit.results(report)).get("failures") == "1"
    missing = json.loads(gradescope.results(report))["tests"][-1]
    assert (missing["score"], missing["max_score"], missing["status"]) == (0, 13, "failed")
    report["exercises"][0]["tests"] = []
    found = json.loads(exercism.results(report["exercises"][0]))
    jsonschema.validate(found, SCHEMAS["exercism"])
    assert found["status"] == "error"


@pytest.mark.parametrize("path", [path for path in MADE if path.endswith("gradescope.json")])
def test_gradescope_is_as_its_page_says(path):
    found = json.loads(MADE[path])
    jsonschema.validate(found, SCHEMAS["gradescope"])
    assert sum(test["score"] for test in found["tests"]) == found["score"]
    assert sum(test["max_score"] for test in found["tests"]) == found["extra_data"]["max_score"]


@pytest.mark.parametrize("kind", remake.KINDS)
def test_junit_counts_what_is_not_passed(kind):
    top = ElementTree.fromstring(MADE[f"{kind}/junit.xml"].encode())
    cases = top.findall("testsuite/testcase")
    bad = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    tests = [test for entry in REPORTS[kind]["exercises"] for test in entry["tests"]]
    assert len(cases) == len(tests) == int(top.get("tests"))
    assert len(bad) == sum(test["status"] != "passed" for test in tests)
    assert int(top.get("failures")) + int(top.get("errors")) == len(bad)


def test_no_cell_is_a_formula():
    bad = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", " =1", '"=1', "a\n=1"]
    class_ = [Row(name, name, HANDED_IN, report=REPORTS["passed"]) for name in bad]
    rows = list(csv.reader(io.StringIO("".join(gradebook.lines(class_, learners=True)))))
    assert len(rows) == len(bad) + 1 and {len(row) for row in rows} == {5}
    for row in rows[1:]:
        for cell in row[:2]:
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")), cell


def test_the_grade_book_has_every_exercise_and_only_numbers():
    rows = list(csv.DictReader(io.StringIO(MADE["class/grades.csv"])))
    assert list(rows[0]) == ["submission", "score", "max", "ex04_encode", "ex05_decode", "ex07_vocab"]
    assert [float(row["score"]) for row in rows] == [each["score"] for each in REPORTS.values()]
    assert rows[3]["ex05_decode"] == "0" and rows[3]["ex04_encode"] == ""


@pytest.mark.parametrize("before", ["", "\u200b", "\ufeff", "\u2060\u200b", "\u00a0", "\u3164", "\xad", "\U000e0020"])
@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1"])
def test_a_cell_that_a_spreadsheet_may_take_for_a_formula_begins_with_an_apostrophe(before, formula):
    """Also behind characters that are shown as nothing, which some programs drop when they read the file."""
    assert gradebook.text(before + formula).startswith("'")


@pytest.mark.parametrize("name", ["ada", "\u200bada=1", "1=1", "", "\u200b", "Ólafur"])
def test_other_cells_stay_as_they_are(name):
    assert gradebook.text(name) == name


class Page(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data) -> None:
        self.text += data


TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "strong", "table", "tr", "th", "td"),
    *("a", "ul", "li", "div", "span", "pre", "details", "summary", "code", "b", "i", "small", "br"),
}


@pytest.mark.parametrize("path", [path for path in MADE if path.endswith(".html")])
def test_a_page_holds_no_element_of_the_learners_and_loads_nothing(path):
    page = Page(MADE[path])
    assert page.tags <= TAGS
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "srcset", "action")]
    assert all(value.startswith("#") for name, value in page.attributes if name == "href")
    assert "url(" not in MADE[path] and "@import" not in MADE[path]
    if "hostile" in path:
        assert "<script>document.body" in page.text and "{{ 7*7 }}" in page.text


UNFIT = [
    *map(chr, range(9)),
    *map(chr, range(11, 32)),
    "\x7f",
    "\x85",
    "\u202e",
    "\u2066",
    "\ud800",
    "\ufffe",
    "\uffff",
]


@pytest.mark.parametrize("path", MADE)
def test_nothing_unfit_is_in_a_file(path):
    text = MADE[path].replace("\r\n", "\n")
    assert [character for character in UNFIT if character in text] == []
    assert len(MADE[path].encode("utf-8")) < 40_000


def test_texts_are_spelled_out_and_cut():
    assert clean("a\x1b[31m\ud800\tb\r\nc") == "a\\x1b[31m\\ud800\tb\nc"
    assert clean(None) == "" and clean("é日👩‍👧") == "é日👩‍👧"
    assert len(clean("x" * 10**6)) < MOST + 100 and "1,000,000 characters" in clean("x" * 10**6)
    assert title("tests/test_ex04_encode.py::test_a_space_stays[two  of\n them]") == "a space stays: two of them"


def test_the_token_table_is_on_the_page():
    page = MADE["failed/page.html"]
    assert "<b>&lt;|begin_of_text|&gt;</b>" in page and "<tr class=kit-x>" in page
    assert "there is a second &lt;|begin_of_text|&gt;" in page


def test_one_reason_is_told_once_on_the_page():
    """The second test of a file that cannot be read is there, behind a click."""
    page = MADE["error/page.html"]
    first, second = page.split("Python cannot read")[:2]
    assert "<details>" not in first and "<details><summary><strong>✗ spaces before" in second and "likewise" in second


def test_the_class_page_counts_learners_not_tests():
    """Two tests of one learner with the same cause are one learner."""
    twice = copy.deepcopy(REPORTS["failed"])
    twice["exercises"][0]["tests"] *= 2
    page = Page(class_page.page(Everybody([twice, REPORTS["failed"], REPORTS["passed"]])))
    causes = page.text.partition("Why, as far")[2]
    assert "there is a second <|begin_of_text|>" in causes
    assert causes.split("the lecture sentence is 15 ids")[1].split()[0] == "2"
    assert "3 submissions" in page.text


def test_an_empty_class_has_a_page():
    assert "0 submissions" in class_page.page(Everybody([]))
    assert list(gradebook.lines(Everybody([]))) == ["submission,score,max\r\n"]


def test_a_page_names_the_learner():
    assert "Ada &lt;Lovelace&gt;" in learner_page.page(REPORTS["passed"], "Ada <Lovelace>")
