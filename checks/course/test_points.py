"""Points are counted in words that agree with the number, and in one place."""

import re

import pytest

from kit.course import ROOT
from kit.course.points import counted, of_points

WRITTEN_BY_HAND = re.compile(r"(:g\}|\| points \}\}|show_points\([^)]*\)\}) points?\b")
"""A number in a text, formatted, and the word behind it."""


@pytest.mark.parametrize(
    "number, said", [(0, "0 points"), (0.5, "0.5 points"), (1, "1 point"), (1.0, "1 point"), (15, "15 points")]
)
def test_one_is_a_point_and_all_others_are_points(number, said):
    assert counted(number) == said
    assert of_points(0.5, number) == f"0.5 of {said}"


def test_no_text_counts_points_by_hand():
    files = [path for kind in ("*.py", "*.jinja") for path in (ROOT / "kit").rglob(kind) if path.name != "points.py"]
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        for match in WRITTEN_BY_HAND.finditer(path.read_text("utf-8"))
    ]
    assert len(files) > 100 and not found, found
