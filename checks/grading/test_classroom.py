"""A class of 40 as platforms give it, its grading killed on the way: everybody has exactly one row, the right one."""

import sys

import pytest

from checks.handed_in import classroom

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sandboxed grading needs Linux")


@pytest.mark.parametrize("kills", [2, pytest.param(10, marks=pytest.mark.long)])
def test_everybody_of_a_class_has_one_row_whatever_is_killed(tmp_path, kills):
    folder, out = tmp_path / "a class", tmp_path / "graded"
    folder.mkdir()
    expected = classroom.make(folder)
    said = classroom.killed(folder, out, kills, seed=7)
    assert classroom.wrong(expected, classroom.standing(out)) == []
    assert said["graded"] + said["before"] + len(said["quarantined"]) == said["found"] == 40
    assert [each["name"] for each in said["left_out"]] == ["submission_metadata.yml"]
    assert not (out / "gathered").exists()


def test_a_row_that_is_wrong_is_seen():
    expected = {"ada": 15.0, "bob": "cut off"}
    assert classroom.wrong(expected, [("ada", 15.0), ("bob", "it was cut off")]) == []
    assert len(classroom.wrong(expected, [("ada", 15.0), ("ada", 5.0), ("eve", 0.0)])) == 5
