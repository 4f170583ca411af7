"""The types of kit/ hold, strictly in the rooms that decide over points, and a mistake in them is seen."""

import subprocess
import sys

import pytest

from kit.course import ROOT


def mypy(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mypy", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True
    )


@pytest.mark.long  # .ci/style says it too, before each commit
def test_the_types_hold():
    done = mypy()
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_a_mistake_is_seen_in_a_package_that_uses_the_kit(tmp_path):
    """`py.typed` has other people's programs checked against the kit's types, too."""
    program = tmp_path / "theirs.py"
    program.write_text(
        "from kit.course import Exercise, find\n\nfound: list[Exercise] = find(['ex04'])\nwrong: int = find([])\n"
    )
    done = mypy(program)
    assert done.returncode == 1 and "theirs.py:4: error" in done.stdout and "theirs.py:3" not in done.stdout, (
        done.stdout
    )
