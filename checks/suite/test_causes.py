"""What an answer or an exception shows by itself in any exercise, and what is said where nobody knows why."""

import pytest

from kit.suite.explain import general_cause, list_difference
from kit.suite.raised import raised_cause


@pytest.mark.parametrize("value", [None, True, 0, 15, 4.07, "text", "", [], [1, 2], {"a": 1}, {}, [(0, 1)], [{"a": 1}]])
def test_a_right_answer_has_no_general_cause_either(value):
    assert general_cause(value, value, ()) is None


@pytest.mark.parametrize(
    "got, want, part",
    [
        (None, 1, "returned None"),
        (ValueError("x"), 1, "`raise` throws it"),
        ("", None, "the answer is None, not ''"),
        ("None", None, "this is the text 'None'"),
        (("x", 1), "x", "return the answer alone"),
        (1, True, "True or False"),
        ("15", 15, "a number is asked for, and this is a string"),
        (15.0, 15, "this is a float"),
        ([1, 2], 2, "its length is asked for"),
        ("Read", "read", "only upper and lower case differ"),
        (b"read", "read", "these are bytes"),
        (True, "read", "a string is asked for, and this is True or False"),
        ("ab", ["a", "b"], "this is one string; a list is asked for"),
        (2, ["a", "b"], "this is the length of the list"),
        (map(str, "ab"), ["a", "b"], "this is a map object"),
        ({"a"}, ["a"], "order and repeats are lost"),
        (["1", "2"], [1, 2], "the items are strings of digits"),
        ([1, 2], [1, 2, 1], "repeats are missing"),
        ([2, 1], [1, 2], "their order is not"),
        ([[0, 1]], [(0, 1)], "each of them should be a tuple"),
        ([(1, "a")], ["a"], "each item is a tuple with the answer in it"),
        ([("a", 1)], [{"a": 1}], "each item is a tuple; dicts are asked for"),
        ([1], [("a", 1)], "each item is an int; tuples are asked for"),
        ([["a"]], {"a": 1}, "a dict is asked for, and this is a list"),
        (len, "read", "round brackets behind its name call it"),
        ({"read"}, "read", "a string is asked for, and this is a set"),
        ("a {role}", "a read", "an `f` in front of the quotes"),
        ({"a": "1"}, {"a": 1}, "at 'a': a number is asked for"),
        ({"a": None}, {"a": 1}, "at 'a': the value is None, and a number is asked for"),
    ],
)
def test_the_causes_that_every_exercise_shares(got, want, part):
    assert part in general_cause(got, want, ())


@pytest.mark.parametrize(
    "got, want, part",
    [
        ([1, 2, 0, 0], [1, 2], "2 items too many, the first at position 2"),
        ([1, 3], [1, 2, 3], "1 item too few, the first that is missing belongs at position 1"),
        ([1, 9], [1, 2], "1 of 2 items differ, the first at position 1"),
        ([], [1], "the list is empty"),
        ([4, 5, 6], [1, 4], "1 of 2 items missing, and 2 that should not be there"),
    ],
)
def test_what_differs_is_said_where_nobody_knows_why(got, want, part):
    assert general_cause(got, want, ()) is None
    assert part in list_difference(got, want)[0]


@pytest.mark.parametrize(
    "error, line, part",
    [
        (NameError("name 'x' is not defined"), "return x", "a typo, or an import"),
        (ModuleNotFoundError("No module named 'torch'"), "import torch", "there is no package 'torch' here"),
        (RecursionError("maximum recursion depth exceeded"), "return f()", "calls itself without an end"),
        (EOFError(), "input()", "asks for input()"),
        (PermissionError(13, "Permission denied"), "open('/etc/shadow')", "a folder of its own and no other file"),
        (AttributeError("'NoneType' object has no attribute 'x'"), "a.x", "something is None here"),
        (TypeError("'NoneType' object is not iterable"), "for i in a:", "something is None here"),
        (TypeError("f() takes 1 positional argument but 2 were given"), "", "no longer takes the parameters"),
        (TypeError("g() got an unexpected keyword argument 'skip'"), "g(skip=1)", "no option of the name 'skip'"),
        (TypeError("'int' object is not subscriptable"), "a[0]", "square brackets behind it find nothing"),
        (
            TypeError("string indices must be integers, not 'str'"),
            "a['x']",
            "this is a string, whose items have numbers",
        ),
        (AttributeError("'dict' object has no attribute 'x'"), "a.x", "`['x']`, where it has that key"),
        (AttributeError("'list' object has no attribute 'x'"), "a.x", "of the type 'list' has no 'x'"),
        (AttributeError("module 'a.b' has no attribute 'x'"), "a.b.x", "the module a.b has no 'x'"),
        (ImportError("cannot import name 'x' from 'a' (/a)"), "from a import x", "a has no 'x' in the version"),
        (UnboundLocalError("cannot access local variable 'x'"), "return x", "has no value yet"),
    ],
)
def test_the_causes_of_exceptions_that_every_exercise_shares(error, line, part):
    assert part in raised_cause(error, "f", line)
