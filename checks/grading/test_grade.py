"""`kit grade`: every submission gets one line, whatever is interrupted, killed or broken on the way."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from kit.course import ROOT, digest
from kit.grading import pool
from kit.grading.batch import Batch
from kit.grading.hand_ins import tasks

SCHEMA = json.loads((Path(__file__).parents[1] / "report.schema.json").read_text())
RUN = "from kit.commands.grade import command; command()"
RIGHT = (ROOT / "solutions" / "ex04_encode.py").read_text()
HALF = "def encode(tokenizer, text):\n    return tokenizer.encode(text)\n"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sandboxed grading needs Linux")


def command(*arguments) -> list[str]:
    return [sys.executable, "-c", RUN, *map(str, arguments), "--exercise", "ex04"]


def grade(*arguments, expect: int = 0) -> dict:
    done = subprocess.run([*command(*arguments), "--json"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == expect, done.stdout + done.stderr
    return json.loads(done.stdout) if expect != 2 else {"error": done.stderr}


def verdicts(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "verdicts.jsonl").read_text().splitlines()]


@pytest.fixture
def handed_in(tmp_path):
    """A class's folder: 6 learners, two of them with the same answer, one with a zip that is none."""
    folder = tmp_path / "handed in"
    for number, text in enumerate([RIGHT, HALF, RIGHT + "# mine\n", "broken(\n", HALF + "\n", RIGHT]):
        (folder / f"learner{number}").mkdir(parents=True)
        (folder / f"learner{number}" / "ex04_encode.py").write_text(text)
    (folder / "nothing.zip").write_bytes(b"PK is how a zip begins")
    return folder


def test_everyone_gets_a_verdict_and_nobody_two(handed_in, tmp_path):
    out = tmp_path / "out"
    said = grade(handed_in, "--out", out, "--seed", 7, expect=1)
    assert (said["found"], said["graded"], said["seed"]) == (7, 6, 7)
    assert [entry["submission"] for entry in said["quarantined"]] == ["nothing"]
    lines = verdicts(out)
    for line in lines:
        jsonschema.validate(line, SCHEMA)
        assert any(layer.startswith("files: Landlock") for layer in line["sandbox"])
    assert {line["submission"]: line["score"] for line in lines} == {
        "learner0": 15, "learner1": 5, "learner2": 15, "learner3": 0, "learner4": 5, "learner5": 15
    }  # fmt: skip
    assert all(line["course"] == digest() and line["seed"] == 7 for line in lines)

    again = grade(handed_in, "--out", out, expect=1)
    assert (again["graded"], again["before"], again["seed"]) == (0, 6, 7)
    assert again["quarantined"] == said["quarantined"], "what was set aside before is said again"
    assert verdicts(out) == lines

    (handed_in / "learner1" / "ex04_encode.py").write_text(RIGHT + "# at last\n")
    assert grade(handed_in, "--out", out, expect=1)["graded"] == 1
    assert [line["score"] for line in verdicts(out) if line["submission"] == "learner1"] == [5, 15]


def test_where_nothing_could_be_graded_no_report_is_recommended(tmp_path):
    (tmp_path / "nothing.zip").write_bytes(b"PK is how a zip begins")
    arguments = command(tmp_path / "nothing.zip", "--out", tmp_path / "out")
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True)
    assert "kit report" not in done.stdout and "there is no verdict to report" in done.stdout


ROSTER = "submission,learner\nlearner0,Ada Lovelace\nlearner1,Bob\nnothing.zip,Cora\nlearner9,Dan\n"


def test_the_roster_says_how_everybody_stands_and_who_is_graded_again(handed_in, tmp_path):
    out, roster = tmp_path / "out", tmp_path / "the class.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    options = ("--out", out, "--roster", roster, "--workers", 1)
    first = grade(handed_in, *options, "--fresh-seed", expect=1)
    standing = {row["learner"]: (row["standing"], row["why"]) for row in first["roster"] if row["listed"]}
    assert list(standing) == ["Ada Lovelace", "Bob", "Cora", "Dan"]
    assert standing["Ada Lovelace"] == ("handed in", "15 of 15 points") and standing["Dan"][0] == "missing"
    assert standing["Cora"][0] == "nothing gradable" and "not a zip" in standing["Cora"][1]
    assert {row["learner"] for row in first["roster"] if not row["listed"]} == {f"learner{n}" for n in (2, 3, 4, 5)}

    (handed_in / "learner1" / "ex04_encode.py").write_text(RIGHT + "# better\n")
    second = grade(handed_in, *options, "--fresh-seed", "--again", "Ada Lovelace", "--again", "Nobody", expect=1)
    assert (second["graded"], second["before"]) == (2, 4), "the one who handed in anew, and Ada"
    seeds = {line["submission"]: line["seed"] for line in verdicts(out)}
    assert (
        first["seed"] != second["seed"] == seeds["learner0"] == seeds["learner1"] and seeds["learner2"] == first["seed"]
    )

    shutil.rmtree(handed_in)
    handed_in.mkdir()
    (handed_in / "learner9").mkdir()
    (handed_in / "learner9" / "ex04_encode.py").write_text(HALF)
    (handed_in / "learner0").mkdir()
    (handed_in / "learner0" / "ex04_encode.py").write_text(RIGHT)
    roster.write_text(ROSTER.replace("nothing.zip,Cora\n", ""), encoding="utf-8")
    done = subprocess.run(command(handed_in, *options), cwd=ROOT, capture_output=True, text=True)
    assert "the class.csv' --out" in done.stdout.splitlines()[-1], "what it recommends names the list too"
    assert "the class: 3 handed in; 5 of nobody in the list" in done.stdout
    assert "  Dan           handed in: 5 of 15 points" in done.stdout
    assert done.returncode == 1, "Cora's is still without a verdict"


def test_a_run_that_is_killed_is_gone_on_with(handed_in, tmp_path):
    for number in range(6, 30):
        shutil.copytree(handed_in / "learner1", handed_in / f"learner{number}")
        with open(handed_in / f"learner{number}" / "ex04_encode.py", "a") as file:
            file.write(f"# {number}\n")
    out = tmp_path / "out"
    running = subprocess.Popen(command(handed_in, "--out", out, "--workers", 1), cwd=ROOT, stderr=subprocess.DEVNULL)
    found = out / "verdicts.jsonl"
    while running.poll() is None and not (found.exists() and found.read_bytes().count(b"\n") >= 3):
        pass
    assert running.poll() is None, "it was to be killed in the middle"
    running.send_signal(signal.SIGKILL)
    running.wait()
    kept = found.read_bytes()
    found.write_bytes(kept + b'{"kit": "half a line')  # what a kill in the middle of a write leaves
    before = kept.count(b"\n")
    said = grade(handed_in, "--out", out, expect=1)
    lines = verdicts(out)
    assert said["graded"] == 30 - before and len(lines) == 30
    assert sorted(line["submission"] for line in lines) == sorted(f"learner{number}" for number in range(30))
    assert found.read_bytes().startswith(kept)


def test_the_eighth_is_graded_like_the_first(tmp_path):
    """After some, a grading process goes through the solutions itself and goes on with what it computed."""
    slugs = ("ex01_login", "ex03_load", "ex07_vocab")
    every = tmp_path / "handed in"
    for number in range(9):
        (every / f"learner{number}").mkdir(parents=True)
        for slug in slugs:
            text = (ROOT / ("exercises" if number == 8 else "solutions") / f"{slug}.py").read_text(encoding="utf-8")
            (every / f"learner{number}" / f"{slug}.py").write_text(f"{text}# {number}\n", encoding="utf-8")
    batch = Batch(tmp_path / "out", 3, slugs)
    with pool.Pool(3, slugs, workers=1) as local:
        batch.grade(tasks([every], batch.gathered), local)
    lines = verdicts(tmp_path / "out")
    assert [line["score"] for line in lines] == [40] * 8 + [0]
    # What the solutions took is nobody's time: untouched stubs take next to none.
    took = [sum(test["seconds"] for entry in line["exercises"] for test in entry["tests"]) for line in lines]
    assert took[8] < took[7] / 2


def test_a_submission_that_takes_its_grader_along_is_set_aside(handed_in, tmp_path, monkeypatch):
    """The grading process is killed here by hand: no submission is known that can."""
    real = pool.Worker.grade

    def killed(worker, path, slugs):
        if path.name == "learner1":
            os.kill(worker.pid, signal.SIGKILL)
        return real(worker, path, slugs)

    monkeypatch.setattr(pool.Worker, "grade", killed)
    batch = Batch(tmp_path / "out", 3, ("ex04_encode",))
    with pool.Pool(3, ("ex04_encode",), workers=1) as local:
        summary = batch.grade(tasks([handed_in], batch.gathered), local)
    assert sorted(name for name, _ in summary.quarantined) == ["learner1", "nothing"]
    assert dict(summary.quarantined)["learner1"].startswith("the grading process ended by itself")
    assert summary.graded == 5


def test_nothing_is_graded_where_a_layer_of_the_sandbox_is_missing(handed_in, tmp_path):
    """In a copy of the project in which the bindings for seccomp cannot be imported."""
    copy = tmp_path / "copy"
    for folder in ("kit", "tests", "solutions", "exercises"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, copy)
    (copy / "pyseccomp.py").write_text("raise ImportError('No module named pyseccomp')")
    done = subprocess.run(
        command(handed_in, "--out", tmp_path / "out"),
        cwd=copy, env=os.environ | {"PYTHONPATH": str(copy)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr, "nothing is loaded that would have to be given up"
    assert "MISSING processes" in done.stderr and "pip install pyseccomp" in done.stderr
    assert verdicts(tmp_path / "out") == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no/such/folder"], "there is no such file or folder"),
        (["--out", "damaged"], "verdicts.jsonl, line 1: this is no verdict"),
        (["--exercise", "ex99"], "There is no exercise 'ex99'"),
        (["--scheduler", "tcp://127.0.0.1:1"], "127.0.0.1:1"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(handed_in, tmp_path, arguments, words):
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "verdicts.jsonl").write_text("{}\n")
    arguments = [tmp_path / argument if argument == "damaged" else argument for argument in arguments]
    said = grade(handed_in, "--out", tmp_path / "out", *arguments, expect=2)
    assert words in said["error"] and "Traceback" not in said["error"]


@pytest.mark.parametrize("differs", ["suites", "no kit"])
def test_a_scheduler_with_another_kit_is_named_before_anything_is_graded(handed_in, tmp_path, differs):
    there = tmp_path / "there"
    for folder in ("kit", "solutions", "tests"):
        shutil.copytree(ROOT / folder, there / folder, ignore=shutil.ignore_patterns("__pycache__"))
    if differs == "suites":
        with (there / "tests" / "test_ex04_encode.py").open("a") as suite:
            suite.write("\n# a newer one\n")
    else:
        (there / "kit" / "grading" / "dask_worker.py").unlink()
    told = tmp_path / "scheduler.json"
    line = [
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        told,
    ]
    settings = os.environ | {"PYTHONPATH": str(there)}
    scheduler = subprocess.Popen([sys.executable, *map(str, line)], cwd=there, env=settings, stderr=subprocess.DEVNULL)
    try:
        while not (told.exists() and told.read_text().endswith("}")):
            assert scheduler.poll() is None, "the scheduler ended"
        address = json.loads(told.read_text())["address"]
        said = grade(handed_in, "--out", tmp_path / "out", "--scheduler", address, expect=2)
    finally:
        scheduler.terminate()
        scheduler.wait()
    words = "the suites of another course" if differs == "suites" else "has no kit, or one of another version"
    assert f"the scheduler has {words.removeprefix('has ')}" in said["error"] and "Traceback" not in said["error"]
    assert "the same kit" in said["error"] and not (tmp_path / "out" / "verdicts.jsonl").exists()


def test_what_a_worker_that_came_later_graded_otherwise_is_no_verdict():
    from kit.grading.cluster import Cluster

    cluster = object.__new__(Cluster)
    cluster._own = {"kit": "1.0", "course": "aa"}
    assert cluster._other("the worker", {"kit": "1.0", "course": "aa", "score": 3}) == ""
    assert "version 0.9 of the kit, and here is 1.0" in cluster._other("the worker", {"kit": "0.9", "course": "bb"})
    assert "another course" in cluster._other("the worker", {"kit": "1.0", "course": "bb"})


def test_a_killed_worker_of_a_cluster_loses_nothing(handed_in, tmp_path):
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        out = tmp_path / "out"
        arguments = [handed_in, "--out", out, "--seed", 7, "--scheduler", cluster.scheduler_address, "--json"]
        running = subprocess.Popen(command(*arguments), cwd=ROOT, stdout=subprocess.PIPE, text=True)
        found = out / "verdicts.jsonl"
        while running.poll() is None and not (found.exists() and b"\n" in found.read_bytes()):
            pass
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        said = json.loads(running.communicate()[0])
    assert said["graded"] == 6
    assert {line["submission"]: line["score"] for line in verdicts(out)} == {
        "learner0": 15, "learner1": 5, "learner2": 15, "learner3": 0, "learner4": 5, "learner5": 15
    }  # fmt: skip
