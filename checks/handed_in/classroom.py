"""A class of 40 as platforms give it, whoever and however they handed in; grade it, and kill the run on the way.

python -m checks.handed_in.classroom FOLDER              make the class in FOLDER
python -m checks.handed_in.classroom --kills 10          grade one, killed ten times, and say how everybody stands
"""

import argparse
import io
import json
import os
import random
import signal
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import nbformat

from kit.course import ROOT

RIGHT = (ROOT / "solutions" / "ex04_encode.py").read_text(encoding="utf-8")
HALF = "def encode(tokenizer, text):\n    return tokenizer.encode(text)\n"
FULL, SOME = 15.0, 5.0
"""Points of RIGHT and of HALF in exercise 4."""

RUN = "from kit.commands.grade import command; command()"


def notebook(*cells: str) -> bytes:
    """A notebook of code cells."""
    made = [nbformat.v4.new_code_cell(cell, id=f"c{number}") for number, cell in enumerate(cells)]
    return nbformat.writes(nbformat.v4.new_notebook(cells=made)).encode()


def zipped(**files: str | bytes) -> bytes:
    """A zip; two underscores in a name stand for a folder's slash."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") + ".py", content)
    return held.getvalue()


def tarred(content: str) -> bytes:
    """A compressed tar with the answer to exercise 4."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:xz") as archive:
        entry = tarfile.TarInfo("homework/ex04_encode.py")
        entry.size = len(content.encode())
        archive.addfile(entry, io.BytesIO(content.encode()))
    return held.getvalue()


def make(folder: Path) -> dict[str, float | str]:
    """Write the class into an empty folder. Each learner's row by its name, with its points, or words of why it has none."""
    rows: dict[str, float | str] = {}

    def put(row: str, path: str, content: str | bytes, points: float | str) -> None:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        rows[row] = points

    for number in range(10):  # Moodle: a folder each
        row = f"Learner {number}_{4700 + number}_assignsubmission_file_"
        own = f"{RIGHT if number % 2 else HALF}# {number}\n"
        form = (
            ("answers.zip", zipped(me__ex04_encode=own)),
            ("lecture.ipynb", notebook("import math", own)),
            ("a/b/ex04_encode.py", own),
            ("ex04_encode (1).py", own),
            ("answers.tar.xz", tarred(own)),
        )[number % 5]
        put(row, f"{row}/{form[0]}", form[1], FULL if number % 2 else SOME)
    for number in range(10):  # Canvas: files side by side, of some learners several
        late = "LATE_" if number % 3 == 0 else ""
        start = f"canvas{number}_{late}{4800 + number}_92{number}"
        own = f"{RIGHT if number % 2 else HALF}# canvas {number}\n"
        if number < 4:
            row = f"{start}1_files"
            put(row, f"{start}1_ex04_encode-1.py", own, FULL if number % 2 else SOME)
            put(row, f"{start}2_ex05_decode.py", "def decode(", FULL if number % 2 else SOME)
        else:
            put(f"{start}1_homework", f"{start}1_homework.zip", zipped(ex04_encode=own), FULL if number % 2 else SOME)
    for number in range(6):  # Gradescope
        row = f"submission_{9000 + number}"
        put(row, f"{row}/ex04_encode.py", f"{RIGHT}# gradescope {number}\n", FULL)
    (folder / "submission_metadata.yml").write_text("submission_9000: {}\n")
    for number in range(6):  # nbgrader
        put(f"nb{number}", f"nb{number}/ps4/lecture.ipynb", notebook(f"{HALF}# {number}"), SOME)
    # Two with the very same answer, one who is somebody else inside, and what cannot be graded.
    put("same1", "same1/ex04_encode.py", RIGHT, FULL)
    put("same2", "same2.zip", zipped(ex04_encode=RIGHT), FULL)
    put("aaa_mallory", "aaa_mallory/submission_9000/ex04_encode.py", HALF, SOME)
    put("rar", "rar.rar", b"Rar!\x1a\x07\x00", "it is a rar archive")
    put("text", "text/ex04_encode.py.txt", RIGHT, "call it ex04_encode.py")
    put("cut", "cut.zip", b"PK\x03\x04 cut off", "was cut off")
    put("two", "two/ex04_encode.py", RIGHT, "stand against each other")
    put("two", "two/ex04_encode (1).py", HALF, "stand against each other")
    put("twice", "twice.zip", zipped(ex04_encode=RIGHT), "2 hand-ins seem to be of one learner")
    put("twice", "twice/ex04_encode.py", HALF, "2 hand-ins seem to be of one learner")
    assert len(rows) == 40
    return rows


def command(folder: Path, out: Path) -> list[str]:
    """`kit grade` on the class."""
    return [sys.executable, "-c", RUN, str(folder), "--out", str(out), "--exercise", "ex04", "--json", "--workers", "2"]


def lines(out: Path) -> int:
    """Lines written so far."""
    files = (out / name for name in ("verdicts.jsonl", "quarantine.jsonl"))
    return sum(path.read_bytes().count(b"\n") for path in files if path.exists())


def killed(folder: Path, out: Path, kills: int, seed: int) -> dict:
    """Grade the class, killed `kills` times with SIGKILL as some more lines are written; the last run's own words."""
    chosen = random.Random(seed)
    for _ in range(kills):
        more = chosen.choice((0, 1, 1, 2, 3))
        before = lines(out)
        running = subprocess.Popen(
            command(folder, out), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        while running.poll() is None and not (out.joinpath("batch.json").exists() and lines(out) >= before + more):
            pass
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    done = subprocess.run(command(folder, out), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    return json.loads(done.stdout)


def standing(out: Path) -> list[tuple[str, float | str]]:
    """Everybody's row as `kit report` has it: its name, and the points or why there are none."""
    from kit.grading import roster
    from kit.grading.formats.source import Reports

    file = out / "verdicts.jsonl"
    reports = Reports(file)
    everybody = roster.Everybody(reports, None, roster.asides(file, reports.places))
    return [(row.submission, row.report["score"] if row.report is not None else row.why) for row in everybody]


def wrong(expected: dict[str, float | str], found: list[tuple[str, float | str]]) -> list[str]:
    """What differs between the rows of a class and what they should be, a sentence each."""
    said = [f"{name} has {count} rows" for name in expected if (count := [row for row, _ in found].count(name)) != 1]
    said += [f"{name} is nobody's row" for name, _ in found if name not in expected]
    for name, what in found:
        wanted = expected.get(name)
        if what != wanted and not (isinstance(what, str) and isinstance(wanted, str) and wanted in what):
            said.append(f"{name}: {what}, expected {wanted}")
    return said


def main() -> int:
    """See the module's first lines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.kills is None:
        given.folder.mkdir(parents=True, exist_ok=True)
        print(json.dumps(make(given.folder), indent=1))
        return 0
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place, "a class"), Path(place, "graded")
        folder.mkdir()
        expected = make(folder)
        said = killed(folder, out, given.kills, given.seed)
        found = standing(out)
        problems = wrong(expected, found)
        print(f"{given.kills} kills; last run: {said['graded']} graded, {said['before']} before; {len(found)} rows")
        print("\n".join(problems) or "everybody has exactly one row, the right one")
        return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
