"""What stays on the screen of `kit watch`, however low and narrow it is."""

import pytest
from rich.text import Text

from kit.watch.page import Page, keys


@pytest.mark.parametrize("columns", [30, 40, 80])
def test_the_keys_and_a_line_of_the_body_stay_and_what_is_next_while_there_is_room(columns, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    head = [Text("ex05  ids to text   0/15   graded in 0.05 s")]
    body = [Text(f"line {number}") for number in range(30)]
    pinned = [Text("next  mend decode in exercises/ex05_decode.py, line 1"), Text("      save the file")]
    wrapped = 2 if columns < 44 else 1
    least = wrapped + 1 + 1 + 1 + len(keys(columns))  # the heading, the rule, a line, how much is below, the keys
    shown = {}
    for rows in range(least, 30):
        drawn, _ = Page().lines(head, body, 0, columns, rows, pinned)
        assert len(drawn) == rows and "q quit" in drawn[-1] and any("line 0" in each for each in drawn), rows
        shown[rows] = sum(any(text in each for each in drawn) for text in ("next  mend", "save the file"))
    assert shown[least] == 0 and shown[29] == 2 and list(shown.values()) == sorted(shown.values())
