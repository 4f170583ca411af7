"""The memory of `kit grade` itself while it grades the whole hostile suite."""

import json
import subprocess
import sys

import pytest

from checks.measured import Measured
from checks.siege import ATTACKS, MOST_MEMORY, Surroundings
from kit.course import ROOT
from kit.grading.pool import NOT_GRADED

if sys.platform != "linux":
    pytest.skip("the sandbox is Linux's", allow_module_level=True)

WORKERS = 2


@pytest.mark.long
def test_grading_all_of_them_keeps_within_its_memory(tmp_path):
    """`kit grade` itself, with all tests and their own time limits; an honest hand-in before each ten."""
    surroundings = Surroundings(tmp_path / "around")
    honest = (ROOT / "solutions" / "ex04_encode.py").read_bytes()
    attacks = [attack for attack in ATTACKS if attack.possible]
    for number, attack in enumerate(attacks):
        own = tmp_path / "in" / f"{number:03d}"
        own.mkdir(parents=True)
        (own / "answers.py").write_bytes(surroundings.filled(attack.content, own / "report.json"))
        if number % 10 == 0:
            (tmp_path / "in" / f"{number:03d}-honest").mkdir()
            (tmp_path / "in" / f"{number:03d}-honest" / "answers.py").write_bytes(honest + b"# %d" % number)
    slugs = sorted({slug for attack in attacks for slug in attack.slugs})
    command = [sys.executable, "-m", "kit", "grade", tmp_path / "in", "--out", tmp_path / "out", "--workers", WORKERS]
    command += [word for slug in slugs for word in ("--exercise", slug)]
    with Measured() as measured:
        done = subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True)
    surroundings.close()
    rows = [json.loads(line) for line in (tmp_path / "out" / "verdicts.jsonl").read_text("utf-8").splitlines()]
    asides = [json.loads(line) for line in (tmp_path / "out" / "quarantine.jsonl").read_text("utf-8").splitlines()]
    print(f"{len(rows)} verdicts, {len(asides)} set aside, {measured.most >> 20} MB together")  # shown with -s
    names = sorted(each["submission"] for each in (*rows, *asides))
    assert names == sorted(path.name for path in (tmp_path / "in").iterdir()), done.stdout + done.stderr
    faults = [each["problem"] for each in asides if each["kind"] == NOT_GRADED]
    assert not faults, faults
    assert {row["score"] for row in rows if row["submission"].endswith("-honest")} == {15}
    assert not [each["problem"] for each in asides if each["submission"].endswith("-honest")]
    assert 50 << 20 < measured.most < WORKERS * MOST_MEMORY, f"{measured.most >> 20} MB"
