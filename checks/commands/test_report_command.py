"""`kit report`: reading reports and verdicts.jsonl, whole or damaged, and writing each format where it belongs."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from checks.golden import remake
from kit.commands.report import FORMATS, command
from kit.grading.formats.source import NotAReport, Reports


@pytest.fixture
def report(tmp_path):
    """Run `kit report ARGUMENTS` in a folder of its own."""

    def run(*arguments: object, status: int = 0):
        done = CliRunner().invoke(command, [str(argument) for argument in arguments])
        assert done.exit_code == status, done.output
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run


def verdicts(path: Path, *names: str, ends: str = "\n") -> Path:
    """A verdicts.jsonl with one line a name, of the golden kinds one after the other."""
    kinds = [kind for kind in remake.KINDS if kind != "hostile"]
    lines = [json.dumps(remake.report(kinds[k % len(kinds)]) | {"submission": name}) for k, name in enumerate(names)]
    path.write_text("\n".join(lines) + ends, encoding="utf-8")
    return path


def one(path: Path, kind: str = "failed") -> Path:
    """A report as `pytest --report` writes it."""
    path.write_bytes((Path(remake.__file__).parent / kind / "report.json").read_bytes())
    return path


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("exercism", "canvas", "moodle")])
def test_one_report_goes_to_the_screen_or_a_file(report, tmp_path, form):
    source = one(tmp_path / "report.json")
    shown = report(source, "--format", form).stdout
    report(source, "--format", form, "--out", tmp_path / "new" / "file")
    written = (tmp_path / "new" / "file").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf") == (form == "csv")
    assert written.decode("utf-8-sig").replace("\r\n", "\n") == shown.replace("\r\n", "\n") != ""


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("canvas", "moodle")])
def test_many_reports_go_to_a_folder(report, tmp_path, form):
    source = verdicts(tmp_path / "verdicts.jsonl", "ada.zip", "../../up", "=1+1", "a/b", "a:b", "")
    (tmp_path / "out").mkdir()
    report(source, "--format", form, "--out", tmp_path / "out")
    found = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    if form in ("csv", "class"):
        assert found == {FORMATS[form]}
    else:
        names = {"ada.zip", "up", "_1_1".strip("_"), "a_b", "a_b-2", "report"}
        assert {name.rsplit(".", 1)[0] if form != "exercism" else name.partition("/")[0] for name in found} == names
    assert [path for path in tmp_path.iterdir() if path.name not in ("out", "verdicts.jsonl")] == []


def test_many_reports_need_a_folder(report, tmp_path):
    source = verdicts(tmp_path / "verdicts.jsonl", "a", "b")
    assert "name a folder with --out DIR" in report(source, status=2).output
    report(source, "--out", tmp_path / "pages")
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["a.html", "b.html"]


def test_a_line_that_was_cut_off_is_said_and_left_out(report, tmp_path):
    source = verdicts(tmp_path / "verdicts.jsonl", "ada", "bob", ends="\n")
    source.write_bytes(source.read_bytes()[:-300])
    done = report(source, "--format", "csv")
    assert [row["submission"] for row in csv.DictReader(done.stdout.splitlines())] == ["ada"]
    assert "line 2 of verdicts.jsonl is left out: it was cut off" in done.stderr


@pytest.mark.parametrize(
    "line, said",
    [
        (b"{", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[1]", "not an object"),
        (b'{"submission": "x", "quarantined": true}', "has no 'kit'"),
        (b'{"kit": 1}', "the 'kit' of the report is not what it should be"),
        (b"1" * 5_000, "no JSON"),
    ],
)
@pytest.mark.parametrize("place", ["first", "last"])
def test_a_line_that_is_no_verdict_is_said_and_left_out(report, tmp_path, line, said, place):
    source = verdicts(tmp_path / "verdicts.jsonl", "ada", "bob")
    whole = source.read_bytes()
    source.write_bytes(line + b"\n" + whole if place == "first" else whole + line)
    done = report(source, "--format", "csv")
    assert [row["submission"] for row in csv.DictReader(done.stdout.splitlines())] == ["ada", "bob"]
    assert said in done.stderr


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda r: r["exercises"][0].update(score=float("nan")), "'score' of an exercise"),
        (lambda r: r["exercises"][0].update(score=True), "'score' of an exercise"),
        (lambda r: r["exercises"][0].update(score=-1), "'score' of an exercise"),
        (lambda r: r.update(score="15"), "'score' of the report"),
        (lambda r: r["exercises"].append(None), "an exercise is not an object"),
        (lambda r: r["exercises"][0]["tests"][0].update(status="perfect"), "'perfect' is no status"),
        (lambda r: r["exercises"][0]["tests"][0].update(rows=[["1", "2"]]), "'rows' of a test"),
        (lambda r: r["exercises"][0]["tests"][0].update(cause=3), "'cause' of a test"),
        (lambda r: r["exercises"][0]["tests"][0].pop("cause"), "'cause' of a test"),
        (lambda r: r.update(ignored="conftest.py"), "an entry of 'ignored'"),
        (lambda r: r.update(submission=["a"]), "'submission'"),
    ],
)
def test_a_file_that_is_no_report_is_refused_in_words(report, tmp_path, change, said):
    found = json.loads(one(tmp_path / "r.json").read_text(encoding="utf-8"))
    change(found)
    (tmp_path / "r.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    done = report(tmp_path / "r.json", status=1)
    assert said in done.output and "is not a report of the kit" in done.output


@pytest.mark.parametrize("content", [b"", b"\n\n", b"{}", b"hello", b"\x00" * 100])
def test_what_is_not_a_report_at_all_is_refused_in_words(report, tmp_path, content):
    (tmp_path / "r.json").write_bytes(content)
    assert "report of the kit" in report(tmp_path / "r.json", status=1).output


def test_the_last_verdict_of_a_submission_counts(report, tmp_path):
    source = verdicts(tmp_path / "verdicts.jsonl", "ada", "bob", "ada")
    done = report(source, "--format", "csv")
    rows = {row["submission"]: row for row in csv.DictReader(done.stdout.splitlines())}
    assert set(rows) == {"ada", "bob"} and rows["ada"]["ex07_vocab"] == "0"  # the third kind: not started
    assert "ada was graded more than once" in done.stderr


def test_one_report_is_in_memory_at_a_time(tmp_path):
    """The reports of a large file are read from their places when they are needed."""
    reports = Reports(verdicts(tmp_path / "verdicts.jsonl", *(f"s{number}" for number in range(300))))
    assert len(reports) == 300
    first = iter(reports)
    assert next(first)["submission"] == "s0"
    assert [each["submission"] for each in reports] == [f"s{number}" for number in range(300)]
    with pytest.raises(NotAReport):
        (tmp_path / "empty").write_text("")
        Reports(tmp_path / "empty")


NAMES = {
    "two columns": ("submission,learner\nada.zip,Ada Lovelace\nb,Bob\n", ["ada.zip", "x/b.zip"]),
    "semicolons": ("submission;learner\nada.zip;Ada Lovelace\nb;Bob\n", ["ada.zip", "b"]),
    "Moodle": (
        "Identifier,Full name,Email address,Status\nParticipant 11,Ada Lovelace,a@example.invalid,x\nParticipant 12,Bob,,\n",
        ["Ada Lovelace_11_assignsubmission_file_", "Bob_12_assignsubmission_file"],
    ),
    "Canvas": (
        'Student,ID,SIS User ID,SIS Login ID,Section\n"    Points Possible",,,,\nAda Lovelace,11,,,\nBob,12,,,\n',
        ["lovelaceada_11_9001_answers.zip", "bob_LATE_12_9002_ex04_encode.py"],
    ),
}


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_submissions_get_their_learners_names(report, tmp_path, kind, mark):
    listed, submissions = NAMES[kind]
    (tmp_path / "names.csv").write_text(mark + listed, encoding="utf-8")
    source = verdicts(tmp_path / "verdicts.jsonl", *submissions, "stranger")
    done = report(source, "--format", "csv", "--names", tmp_path / "names.csv")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert [row["learner"] for row in rows] == ["Ada Lovelace", "Bob", "stranger"]
    assert [row["submission"] for row in rows] == [*submissions, "stranger"]
    assert done.stderr == "stranger is not in names.csv; it is called by its own name\n"
    page = report(source, "--format", "class", "--names", tmp_path / "names.csv").stdout
    assert "<td>Ada Lovelace</td>" in page and submissions[0] not in page


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "is empty"),
        (b"who,what\na,b\n", "no columns that say who is who"),
        (b"\xff\xfe\x00", "not a CSV file in UTF-8"),
        (b"submission,learner\na,Ada\na,Bob\n", "names a twice: Ada and Bob"),
    ],
)
def test_a_list_of_names_that_cannot_be_used_is_refused_in_words(report, tmp_path, content, said):
    (tmp_path / "names.csv").write_bytes(content)
    assert said in report(one(tmp_path / "r.json"), "--names", tmp_path / "names.csv", status=1).output


def test_a_place_that_cannot_be_written_is_said(report, tmp_path):
    (tmp_path / "file").write_text("in the way")
    done = report(one(tmp_path / "r.json"), "--out", tmp_path / "file" / "page.html", status=1)
    assert "cannot be written" in done.output


def test_the_seed_is_for_teachers(report, tmp_path):
    """Whoever hands in again could draw the inputs of the next round with it."""
    source = one(tmp_path / "r.json")
    seed = json.loads(source.read_text())["seed"] + 987_654_321
    source.write_text(json.dumps(json.loads(source.read_text()) | {"seed": seed}), encoding="utf-8")
    for form in ("html", "gradescope", "junit"):
        assert str(seed) not in report(source, "--format", form, "--for", "learners").stdout
    assert str(seed) not in report(source).stdout, "pages are for learners unless it is said"
    for form in ("html", "gradescope", "class"):
        assert str(seed) in report(source, "--format", form, "--for", "teachers").stdout
    assert "is for teachers" in report(source, "--format", "class", "--for", "learners", status=2).output


def test_hand_ins_are_compared_where_they_lie(report, tmp_path):
    from checks.grading.test_copies import ADA, disguised

    source = verdicts(tmp_path / "verdicts.jsonl", "ada", "bob")
    for name, text in (("ada", ADA), ("bob", disguised(ADA)), ("eve", "broken(")):
        (tmp_path / "handed in" / name).mkdir(parents=True)
        (tmp_path / "handed in" / name / "ex15_train.py").write_text(text, encoding="utf-8")
    page = report(source, "--format", "class", "--copies", tmp_path / "handed in").stdout
    assert "ex15: equal after renaming and reformatting" in page and page.count('class="two"') == 1
    assert "--copies is for the class page" in report(source, "--copies", tmp_path / "handed in", status=2).output
