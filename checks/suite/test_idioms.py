"""Other right answers, shown after full marks: of the book, short, and neither the solution nor what the learner wrote."""

import ast

import pytest
from click.testing import CliRunner

from kit import course
from kit.commands.cli import kit
from kit.course import beginning, hints
from kit.suite import book, idioms

EX04 = course.load().exercise("ex04_encode")


def test_they_are_right_answers_of_the_book_and_not_the_solutions():
    right = {each.source.rstrip() for each in book.of(EX04.slug).answers if each.right}
    found = idioms.of(EX04)
    assert set(found) >= {"encode", "count_tokens"}
    for name, texts in found.items():
        assert 0 < len(texts) <= idioms.MOST and all(text.rstrip() in right for text in texts), name
        solved = hints.solution(EX04)
        assert not any(idioms._functions(text)[name] == idioms._functions(solved)[name] for text in texts)


def test_what_the_learner_wrote_is_not_shown_again():
    (first, *_) = idioms.of(EX04)["encode"]
    same = first.replace("(tokenizer, text)", "(tokenizer, text: str) -> list[int]", 1)
    assert same != first and first not in idioms.of(EX04, same)["encode"]


@pytest.mark.parametrize("exercise", course.load().exercises, ids=lambda each: each.number)
def test_every_exercise_has_some_or_no_book(exercise):
    assert idioms.of(exercise) or book.of(exercise.slug) is None
    ast.parse(hints.solution(exercise) + idioms.as_text(exercise))


def test_the_solution_comes_with_them(tmp_path, monkeypatch):
    beginning.make(tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine")
    told = CliRunner().invoke(kit, ["solution", "ex04", "--give-up"]).output
    assert "# Other right answers" in told and told.startswith(hints.solution(EX04)[:50])
    assert "Other right" not in CliRunner().invoke(kit, ["solution", "ex00"]).output
