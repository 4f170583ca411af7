"""What a batch keeps of whom: the present content counts, a copy is nobody else's, and a fault is never a grade."""

import errno
import json
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from checks.handed_in import ENCODE, zipped
from kit.commands import grade, report
from kit.grading import client, faults, pool, roster
from kit.grading.batch import Batch
from kit.grading.client import WorkerError
from kit.grading.formats.source import Reports
from kit.grading.hand_ins import tasks
from kit.learner.errors import BrokenFile, CannotGrade

HALF = b"def encode(tokenizer, text):\n    return tokenizer.encode(text)\n"
RAISES = b"def encode(tokenizer, text):\n    return 1 // 0\n"
EX04 = ("ex04_encode",)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sandboxed grading needs Linux")


@pytest.fixture(scope="module")
def local():
    """One warm grading process for all checks of this file."""
    with pool.Pool(3, EX04, workers=1) as found:
        yield found


@pytest.fixture
def graded(local, tmp_path):
    """Grade the folder `in` into `out`, all anew or gone on with; the summary."""

    def run(attempts: str | None = None):
        batch = Batch(tmp_path / "out", 3, EX04)
        summary = batch.grade(tasks([tmp_path / "in"], batch.gathered, attempts), local)
        assert not batch.gathered.exists()
        return summary

    return run


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def lines(out: Path) -> list[dict]:
    return [json.loads(line) for line in (out / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()]


def rows(out: Path) -> dict[str, float | str]:
    """Everybody's row: points, or the standing of who has none."""
    reports = Reports(out / "verdicts.jsonl")
    everybody = list(roster.Everybody(reports, None, roster.asides(out / "verdicts.jsonl", reports.places)))
    found = {row.submission: row.report["score"] if row.report is not None else row.standing for row in everybody}
    assert len(found) == len(everybody)
    return found


def test_what_was_right_before_is_right_again(graded, tmp_path):
    """Right, wrong, locked in a damaged zip, right again: each time the row is that of what is there."""
    out = tmp_path / "out"
    put(tmp_path / "in" / "bob" / "ex04_encode.py", HALF + b"# bob\n")
    answer = put(tmp_path / "in" / "ada" / "ex04_encode.py", ENCODE)
    assert graded().graded == 2 and rows(out) == {"ada": 15, "bob": 5}
    answer.write_bytes(HALF)
    assert graded().graded == 1 and rows(out)["ada"] == 5
    answer.write_bytes(ENCODE)
    assert (graded().graded, rows(out)["ada"]) == (1, 15)
    shutil.rmtree(answer.parent)
    put(tmp_path / "in" / "ada.zip", b"PK\3\4 cut off")
    assert [each.kind for each in graded().asides] == ["not understood"]
    assert rows(out) == {"ada": "nothing gradable", "bob": 5}
    zipped(tmp_path / "in" / "ada.zip", ("ex04_encode.py", ENCODE))
    assert graded().graded == 1 and rows(out) == {"ada": 15, "bob": 5}
    again = graded()
    assert (again.graded, again.before) == (0, 2)
    assert [line["score"] for line in lines(out) if line["submission"] == "ada"] == [15, 5, 15, 15], "the history"


def test_a_verdict_on_an_equal_answer_has_nothing_of_the_other_hand_in(graded, tmp_path):
    for name in ("adalovelace", "hopebob"):
        put(tmp_path / "in" / name / "ex04_encode.py", RAISES)
    put(tmp_path / "in" / "adalovelace" / "conftest.py", b"")
    for name in ("evemoney", "danbrown"):  # and where the message tells nothing of whose it is
        put(tmp_path / "in" / name / "ex04_encode.py", ENCODE)
    put(tmp_path / "in" / "danbrown" / "diary.txt", b"")
    summary = graded()
    assert summary.graded == 4
    for _ in range(2):
        found = {line["submission"]: line for line in lines(tmp_path / "out")}
        for name, line in found.items():
            others = set(found) - {name}
            assert not [other for other in others if other in json.dumps(line)], name
        assert [each["file"] for each in found["adalovelace"]["ignored"]] == ["conftest.py"]
        assert [each["file"] for each in found["danbrown"]["ignored"]] == ["diary.txt"]
        assert "ignored" not in found["hopebob"] and "ignored" not in found["evemoney"]
        put(tmp_path / "in" / "kimlast" / "ex04_encode.py", ENCODE)  # taken from what is kept
        graded()


def test_the_best_attempt_counts_and_all_are_rows_when_asked_for(graded, tmp_path):
    put(tmp_path / "in" / "ada_attempt1" / "ex04_encode.py", ENCODE)
    put(tmp_path / "in" / "ada_attempt2" / "ex04_encode.py", HALF)
    put(tmp_path / "in" / "bob" / "ex04_encode.py", HALF)
    out = tmp_path / "out"
    assert [each.problem[:40] for each in graded().asides] == ["2 hand-ins seem to be of one learner: ad"]
    assert rows(out) == {"ada_attempt1": "nothing gradable", "bob": 5}
    graded("best")
    assert rows(out) == {"ada_attempt1": 15, "bob": 5}
    size = (out / "verdicts.jsonl").stat().st_size
    graded("best")
    assert rows(out) == {"ada_attempt1": 15, "bob": 5} and (out / "verdicts.jsonl").stat().st_size == size
    graded("latest")
    assert rows(out) == {"ada_attempt2": 5, "bob": 5}


def test_attempts_are_rows_of_their_own_with_all(graded, tmp_path):
    put(tmp_path / "in" / "ada (1)" / "ex04_encode.py", ENCODE)
    put(tmp_path / "in" / "ada" / "ex04_encode.py", HALF)
    graded("all")
    assert rows(tmp_path / "out") == {"ada": 5, "ada (1)": 15}


def test_a_fault_of_the_grader_is_no_grade_and_is_made_good_by_the_next_run(graded, tmp_path, monkeypatch):
    """The grading process that ends is played here: no hand-in is known that can end one."""
    put(tmp_path / "in" / "ada" / "ex04_encode.py", ENCODE)
    put(tmp_path / "in" / "bob" / "ex04_encode.py", HALF)
    out = tmp_path / "out"
    real = pool.Worker.grade

    def gone(worker, path, slugs):
        if path.name == "ada":
            raise WorkerError("the grading process ended by itself")
        return real(worker, path, slugs)

    with monkeypatch.context() as patched:
        patched.setattr(pool.Worker, "grade", gone)
        assert [(each.name, each.kind) for each in graded().asides] == [("ada", "not graded")]
    assert rows(out) == {"ada": "not graded", "bob": 5}
    for form, words in {
        "csv": "ada,,15,,",
        "gradescope": '"not_graded": "the grading process',
        "junit": '<error type="not graded"',
        "html": "That is no grade",
        "exercism": '"status": "error"',
    }.items():
        done = CliRunner().invoke(
            report.command, [str(out / "verdicts.jsonl"), "--format", form, "--out", str(out / form)]
        )
        assert done.exit_code == 0, done.output
        files = [path for path in (out / form, *(out / form).rglob("*")) if path.is_file()]
        (text,) = [
            path.read_text(encoding="utf-8") for path in files if form == "csv" or "ada" in str(path.relative_to(out))
        ]
        assert words in text
        assert form == "csv" or '"score"' not in text and "0 of" not in text
    assert graded().graded == 1 and rows(out) == {"ada": 15, "bob": 5}


def test_no_room_on_the_disk_is_not_the_learners_fault(graded, tmp_path, monkeypatch):
    put(tmp_path / "in" / "bob" / "ex04_encode.py", HALF)
    zipped(tmp_path / "in" / "ada.zip", ("ex04_encode.py", ENCODE))

    def full(self, mode="r", *arguments, **options):
        if mode == "xb":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, mode, *arguments, **options)

    real = Path.open
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", full)
        (aside,) = graded().asides
    assert (aside.name, aside.kind) == ("ada", "not graded") and "No space left" in aside.problem
    assert graded().graded == 1 and rows(tmp_path / "out") == {"ada": 15, "bob": 5}


def test_which_exceptions_are_faults():
    def of(error: BaseException, told: bool = False) -> bool:
        return bool(faults.fault_of(error, told))

    wrapped = BrokenFile("ex04: importing failed")
    wrapped.__cause__ = CannotGrade("no tokenizer")
    assert of(CannotGrade("no tokenizer"), told=True) and of(wrapped, told=True)
    assert of(OSError(errno.ENOSPC, "full")) and of(KeyError("the suite's own"))
    assert not of(OSError("the learner's"), told=True) and not of(BrokenFile("x")) and not of(AssertionError("judged"))


@pytest.mark.parametrize("as_json", [True, False])
def test_where_nothing_can_be_graded_the_status_is_2_and_everything_is_named(tmp_path, as_json):
    for name in ("ada.rar", "bob.7z", "eve.txt"):
        put(tmp_path / "in" / name, {"ada.rar": b"Rar!\x1a\7\0", "bob.7z": b"7z\xbc\xaf\x27\x1c"}.get(name, b"essay"))
    put(tmp_path / "in" / "names.csv", b"a,b")
    arguments = [str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--exercise", "ex04"]
    for _ in range(2):  # and the second time too
        done = CliRunner().invoke(grade.command, arguments + ["--json"] * as_json)
        assert done.exit_code == 2, done.output
        if as_json:
            said = json.loads(done.stdout)
            assert [each["submission"] for each in said["not_understood"]] == ["ada", "bob", "eve"]
            assert said["left_out"] == [{"name": "names.csv", "why": "a list, and nobody's answers"}]
            assert (said["found"], said["graded"], said["before"], said["ignored"]) == (3, 0, 0, [])
        else:
            assert "0 graded, 0 graded before, 0 set aside, 3 not understood, 1 left out" in done.output
            assert "ada: it is a rar archive" in done.output and "no verdict to report" in done.output


def test_where_nothing_was_graded_the_grade_book_says_why(tmp_path):
    put(tmp_path / "in" / "ada.rar", b"Rar!\x1a\7\0")
    put(tmp_path / "in" / "bob.txt", b"essay")
    CliRunner().invoke(grade.command, [str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--exercise", "ex04"])
    done = CliRunner().invoke(report.command, [str(tmp_path / "out" / "verdicts.jsonl"), "--format", "csv"])
    assert done.exit_code == 0, done.output
    assert [row[:6] for row in done.stdout.splitlines()[1:]] == ["ada,0,", "bob,0,"] and "rar archive" in done.stdout


def test_a_path_is_meant_from_where_it_was_given(local, tmp_path, monkeypatch):
    put(tmp_path / "my class" / "in" / "ada" / "ex04_encode.py", ENCODE)
    monkeypatch.chdir(tmp_path / "my class")
    batch = Batch(Path("out"), 3, EX04)
    assert batch.grade(tasks([Path("in")], batch.gathered), local).graded == 1


TOO_LARGE = b"""
MANY = ["%020d" % number for number in range(1_200_000)]
def encode(tokenizer, text):
    return MANY
def count_tokens(tokenizer, text):
    return MANY
"""
"""What crosses, each time, and in the process that grades takes more memory than it may have."""


def test_what_takes_too_much_memory_to_be_graded_is_set_aside_and_costs_nobody_else(graded, tmp_path):
    put(tmp_path / "in" / "ada" / "ex04_encode.py", TOO_LARGE)
    put(tmp_path / "in" / "bob" / "ex04_encode.py", ENCODE)
    summary = graded()
    (aside,) = summary.asides
    assert (aside.name, aside.kind) == ("ada", pool.SET_ASIDE)
    assert f"more than {client.MEMORY >> 20} MB" in aside.problem and "Ask its author" in " ".join(
        aside.problem.split()
    )
    assert rows(tmp_path / "out") == {"ada": "nothing gradable", "bob": 15}
    put(tmp_path / "in" / "cleo" / "ex04_encode.py", HALF)
    again = graded()
    assert (again.graded, again.before, [each.kind for each in again.asides]) == (1, 1, [pool.SET_ASIDE])
    assert rows(tmp_path / "out")["cleo"] == 5
