"""Other people's pytest plugins: under each, table, points, report and messages are those of a run without it."""

import json
import marshal
import re

import pytest

from kit.course import ROOT, stubs

WRONG = "+def encode(tokenizer, text):\n    return [128000, *tokenizer.encode(text)]\n"
TESTS = ("ex04", "ex05", "ex06")
"""A wrong answer, a right one, and a stub."""
CAUSE = "there is a second <|begin_of_text|> at position 1"

CARRIES = True
"""Whether pytest-forked, as it is, can carry this pytest's results out of its processes."""
try:
    marshal.dumps(pytest.TestReport("a.py::t", ("a.py", 0, "t"), {}, "passed", None, "call").__dict__)
except ValueError:
    CARRIES = False

PLUGINS = {
    "xdist": ["-p", "xdist", "-n2"],
    "randomly": ["-p", "randomly"],
    "xdist and randomly": ["-p", "xdist", "-p", "randomly", "-n2", "--dist=worksteal"],
    "rerunfailures": ["-p", "rerunfailures", "--reruns=1"],
    "cov": ["-p", "pytest_cov", "--cov=exercises"],
    "sugar": ["-p", "sugar", "--force-sugar"],
    "timeout": ["-p", "timeout", "--timeout=60"],
    "html and json-report": ["-p", "metadata", "-p", "html", "-p", "html_fixtures", "-p", "pytest_jsonreport"],
    "instafail": ["-p", "instafail", "--instafail"],
    "anyio and asyncio": ["-p", "anyio", "-p", "asyncio", "--asyncio-mode=auto"],
    "forked": ["-p", "pytest_forked", "--forked"],
}


@pytest.fixture
def answers(submission):
    stub = stubs.stub((ROOT / "solutions" / "ex06_special.py").read_text(encoding="utf-8"), "ex06_special")
    return submission(ex04_encode=WRONG, ex06_special=stub)


@pytest.fixture
def graded(run_pytest, tmp_path):
    """Run with these arguments and no plugin but those they name; what came out, and the report less its times."""

    def graded(*arguments, **more):
        env = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""} | more
        done = run_pytest(f"--report={tmp_path / 'report.json'}", *arguments, *TESTS, env=env)
        if not (tmp_path / "report.json").exists():
            return done, None
        report = json.loads((tmp_path / "report.json").read_text())
        for exercise in report["exercises"]:
            for test in exercise["tests"]:
                del test["seconds"]
        return done, report

    return graded


def table(text: str) -> list[str]:
    text = re.sub(r"\x1b\[[\d;?]*\w", "", text)
    return re.findall(r"^  . ex\d\d  .*|^ +total .*|^  next: .*", text.partition("your progress")[2], re.M)


_plain: dict[str, tuple] = {}


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_run_under_a_plugin_is_the_run_without_it(graded, answers, tmp_path, plugin):
    arguments = [f"--submission={answers}", *PLUGINS[plugin]]
    if "json" in plugin:
        pages = tmp_path / "page.html", tmp_path / "page.json"
        arguments += [f"--html={pages[0]}", "--json-report", f"--json-report-file={pages[1]}"]
    done, report = graded(*arguments, COVERAGE_FILE=str(tmp_path / "coverage"))
    if plugin == "forked" and not CARRIES:
        assert done.status == 4 and "leave --forked out" in done.out
        return
    assert done.status == 1 and "INTERNALERROR" not in done.out, done.out[-3000:]
    assert CAUSE in re.sub(r"\s+", " ", done.out), done.out[-3000:]
    if not _plain:
        (tmp_path / "report.json").unlink()
        plain, expected = graded(f"--submission={answers}")
        _plain["run"] = expected, table(plain.out)
    expected, lines = _plain["run"]
    assert report == expected and [each["status"] for each in report["exercises"]] == [
        "failed",
        "passed",
        "not started",
    ]
    assert len(lines) == 5
    # Which of several failures is the next step follows from the report; a path in it is this test's own.
    assert table(done.out)[:4] == lines[:4]
    if "json" in plugin:
        assert all(CAUSE.partition("<")[0] in page.read_text(encoding="utf-8") for page in pages)


def test_solutions_on_two_workers_have_full_marks_a_table_and_a_report(graded):
    done, report = graded("--solutions", "-p", "xdist", "-n2")
    assert done.status == 0 and report["score"] == report["max"] == 50, done.out[-3000:]
    assert len(table(done.out)) >= 4


def test_progress_is_written_once_by_the_process_that_speaks_to_the_person(run_pytest, tmp_path):
    from kit.course import beginning

    beginning.make(tmp_path / "mine")
    solution = ROOT / "solutions" / "ex04_encode.py"
    (tmp_path / "mine" / "exercises" / "ex04_encode.py").write_bytes(solution.read_bytes())
    done = run_pytest("-p", "xdist", "-n2", "ex04", cwd=tmp_path / "mine", env={"PYTHONPATH": str(ROOT)})
    text = (tmp_path / "mine" / "progress.txt").read_text()
    assert done.status == 0 and re.findall(r"ex04_encode \S+", text) == ["ex04_encode 15/15"], done.out + text


def test_a_notebook_stays_on_one_worker(run_pytest):
    done = run_pytest("--solutions", "--nbval", "exercises/lecture.ipynb", "-n2")
    cells = re.search(r"lecture.ipynb: (\d+) of (\d+) cells print what they should", done.out)
    assert done.status == 0 and cells and cells[1] == cells[2], done.out[-3000:]


def test_isolate_and_forked_exclude_each_other(run_pytest):
    done = run_pytest("--solutions", "--isolate", "--forked", "ex04", env={"PYTEST_ADDOPTS": "-p pytest_forked"})
    assert done.status == 4 and "leave --forked out" in done.out


def test_an_editor_gets_every_test_and_its_message(graded, answers, tmp_path):
    env = {"TEST_RUN_PIPE": str(tmp_path / "pipe"), "PYTHONPATH": f"{ROOT / 'checks'}"}
    done, report = graded("-p", "editor_plugin", f"--submission={answers}", **env)
    told = (tmp_path / "pipe").read_text().split("\n")
    tests = {test["id"]: test["status"] for each in report["exercises"] for test in each["tests"]}
    outcomes = dict(line.rsplit(" ", 1) for line in told if "::" in line)
    assert done.status == 1 and f"collected {len(tests)}" in told, done.out[-3000:]
    assert {name: kind == "success" for name, kind in outcomes.items()} == {
        name: status == "passed" for name, status in tests.items()
    }


def test_what_kit_grade_starts_loads_no_plugin_but_the_kits(answers, tmp_path, monkeypatch):
    from kit.grading.client import Worker

    loud = tmp_path / "loud.py"
    loud.write_text("raise RuntimeError('a plugin of somebody else was loaded')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTEST_PLUGINS", "loud")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p loud -p randomly")
    worker = Worker(slugs=["ex04_encode"])
    try:
        report = worker.grade(answers).report
    finally:
        worker.close()
    expected = [test["id"] for test in report["exercises"][0]["tests"]]
    source = (ROOT / "tests" / "test_ex04_encode.py").read_text(encoding="utf-8")
    places = [source.index(f"def {test.partition('::')[2].partition('[')[0]}(") for test in expected]
    assert places == sorted(places) and report["exercises"][0]["score"] == 10
