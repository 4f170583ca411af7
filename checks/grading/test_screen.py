"""How a failure is laid out: the sentence first, short, and no line broken at a space that may be what is taught."""

import pytest

from kit.course import load
from kit.grading import screen
from kit.grading.report import Result
from kit.grading.verdict import FAILED, NOT_STARTED, PASSED, Verdict
from kit.grading.wrapping import cut, wrapped
from kit.suite.explain import AFTER, BEFORE, Row, compare_rows

EX04 = load().exercise("ex04_encode")


def verdict(status: str, name: str = "encode", **more) -> Verdict:
    return Verdict(f"tests/test_ex04_encode.py::test_{name}", EX04.slug, 1, (name,), status, **more)


def drawn(writer, *arguments) -> list[str]:
    lines: list[str] = []
    writer(*arguments, lambda text, **markup: lines.append(text), 80)
    return lines


def test_the_sentence_comes_first_and_the_evidence_under_it():
    failed = verdict(FAILED, facts=[("called", "encode(t, '')"), ("yours", "returned []")], cause="it is empty.")
    failed.rows = compare_rows([], [1])
    assert [line.split()[0] for line in drawn(screen.lesson, failed)][:4] == ["likely", "called", "yours", "#"]


@pytest.mark.parametrize("width", range(20, 90, 7))
def test_no_line_is_broken_at_a_space_within_quotation_marks_without_showing_it(width):
    text = "encode(tokenizer, 'I am excited  to show Tokenizers in action to my LLM engineers', \" am\", 7)"
    lines = wrapped(text, width)
    assert all(len(line) <= width for line in lines)
    pieces = [line for line in lines if "'" not in line and '"' not in line and "encode" not in line]
    assert all(line == line.strip() for line in pieces)
    assert "".join("".join(lines).replace("␣", " ").split()) == "".join(text.split())
    if width >= 63:
        assert any("'I am excited  to show Tokenizers in action to my LLM engineers'" in line for line in lines)


def test_what_is_cut_says_so():
    assert cut("abcdef", 4) == "abc…" and cut("abcd", 4) == "abcd"


def test_a_table_has_the_rows_around_the_first_difference_only():
    want = list(range(100))
    rows = compare_rows([*want[:40], -1, *want[41:60], -2, *want[61:]], want)
    assert [row.mark for row in rows] == ["…", *"=" * BEFORE, "!", *"=" * (AFTER - 1), "…"]
    assert compare_rows(want, want) == []


LONG = "the list has " + ", ".join(map(str, range(80)))


@pytest.mark.parametrize("cause", ["it is empty.", None])
def test_a_brief_message_leaves_out_what_is_said_beside_it(cause):
    facts = [("called", "encode(t, '')"), ("yours", LONG), ("expected", "[1]"), ("note", "1 item too few.")]
    failed = verdict(FAILED, facts=[*facts, ("rule", "ids are asked for.")], cause=cause)
    failed.rows = compare_rows([], [1])
    assert "      #  yours" in "\n".join(drawn(lambda *given: screen.lesson(*given, brief=True), failed))
    labels = [
        line.split()[0] for line in drawn(lambda *given: screen.lesson(*given, brief=True), failed) if line[0] != " "
    ]
    assert (
        labels == ["likely", "called", "yours", "expected"]
        if cause
        else ["called", "yours", "expected", "note", "rule"]
    )
    lines = drawn(lambda *given: screen.lesson(*given, brief=True), failed)
    start = next(place for place, line in enumerate(lines) if line.startswith("yours"))
    assert lines[start + 1].endswith("…") and lines[start + 2].startswith("expected"), "two lines of a long value"
    assert "rule" in "\n".join(drawn(screen.lesson, failed)) and "79" in "\n".join(drawn(screen.lesson, failed))


def test_a_brief_message_has_notes_where_the_difference_is_not_seen_at_once():
    note = ("note", "the first difference is at character 1")
    short, long = "'x!= y'", "'" + "x" * 50 + "'… (90 characters)"
    for value, notes in ((short, []), (long, [note])):
        facts = [("yours", f"returned {value}"), ("expected", "'x != y'"), note]
        assert [fact for fact in screen.in_brief(verdict(FAILED, facts=facts)) if fact[0] == "note"] == notes
    many = [("note", f"{key} is missing") for key in "abcd"]
    facts = [("yours", long), ("expected", long), *many, ("note", "… and 250 more"), ("rule", "all of them.")]
    assert screen.in_brief(verdict(FAILED, facts=facts))[2:] == [("note", "a is missing; and 253 more"), facts[-1]]
    assert screen.in_brief(verdict(FAILED, facts=[*facts[:2], *many]))[2:] == [("note", "a is missing; and 3 more")]


def test_a_table_that_says_no_more_than_the_values_is_left_out():
    for got, want, table in (
        ("['a', 'b']", "['a', ' b']", False),
        ("['a', 'b', … (15 in all)]", "['a', ' b']", True),
        ("[" + "'a', " * 30 + "'b']", "['a', ' b']", True),
    ):
        failed = verdict(FAILED, facts=[("yours", f"returned {got}"), ("expected", want)], cause="the space is gone.")
        failed.rows = compare_rows(["a", "b"], ["a", " b"])
        assert screen.says_no_more(failed) is not table
        assert any("#" in line for line in drawn(lambda *given: screen.lesson(*given, brief=True), failed)) is table
        assert any("#" in line for line in drawn(screen.lesson, failed))
    ids = verdict(FAILED, facts=[("yours", "returned [40, 2]"), ("expected", "[40, 1]")])
    ids.rows = [Row("1", "2 '#'", "1 '\"'", "!")]
    assert not screen.says_no_more(ids), "the table has the pieces of the ids"


def test_tests_that_are_told_the_same_are_named_as_far_as_there_is_room():
    failed = verdict(FAILED, cause="it is empty.")
    failed.likewise = [f"tests/test_ex04_encode.py::test_number_{number}" for number in range(3)]
    assert screen.likewise(failed) == "number 0; number 1; number 2"
    assert screen.likewise(failed, 25) == "number 0; and 2 more"
    failed.likewise[0] += "_of_a_long_name"
    assert screen.likewise(failed, 25) == "number 0 of …; and 2 more"


@pytest.mark.parametrize(
    ("statuses", "mark", "text"),
    [
        ([PASSED, NOT_STARTED, NOT_STARTED], "~", "under way: 2 of 3 tests to go"),
        ([PASSED, FAILED, NOT_STARTED], "x", "1 failed, 1 to go"),
        ([NOT_STARTED], ".", "not started"),
        ([FAILED], "x", "1 failed"),
        ([PASSED], "+", "1 test ran, all passed"),
    ],
)
def test_a_step_forward_looks_like_one(statuses, mark, text):
    result = Result(EX04, tuple(verdict(status) for status in statuses))
    assert (screen.mark(result), screen.state(result)) == (mark, text)


def test_what_is_not_shown_whole_is_one_line_each_and_a_broken_helper_is_named_once():
    short = verdict(FAILED, facts=[("called", "encode(t, 'a\\nb')"), ("yours", "returned [1]"), ("expected", "[2]")])
    callers = [(verdict(FAILED, "count_tokens"), "encode")] * 3
    assert drawn(screen.others, [(short, ""), *callers]) == [
        "also      encode(t, 'a\\nb') returned [1], expected [2]",
        "          count_tokens calls encode, which fails above: mend that first",
    ]
    assert len(drawn(screen.others, [(short, "")] * 30)) == screen.MOST_OTHERS + 1
    assert drawn(screen.others, []) == []


@pytest.mark.parametrize("columns", [60, 120])
def test_a_solution_stands_beside_what_was_written_without_docstrings(columns):
    from kit.watch.compare import beside

    yours = 'def encode(t, x):\n    """Long."""\n    return t(x)["input_ids"]  # mine\n'
    solution = 'def encode(tokenizer, text):\n    """Return\n\n    them."""\n    return tokenizer.encode(text)\n'
    lines = [line.plain for line in beside(yours, solution, columns)]
    told = "\n".join(lines)
    assert all(len(line) <= columns for line in lines)
    assert "# mine" in told and "tokenizer.encode(text)" in told and "Long" not in told and "them" not in told
    assert any("# mine" in line and "tokenizer.encode" in line for line in lines) == (columns == 120)
    assert "the solution" in "\n".join(line.plain for line in beside("def (", solution, columns))
