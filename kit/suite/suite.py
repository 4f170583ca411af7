"""What a graded suite is written with: `points`, `Suite.expect` and the lecture's sentence.

suite = Suite("ex04_encode")
expect = suite.expect

@points(2, encode)
def test_the_lecture_sentence_is_15_tokens(llama):
    expect(encode, llama, SENTENCE).returns(SENTENCE_IDS)
"""

from typing import cast

import pytest

from kit.learner.function import LearnerFunction
from kit.suite import book
from kit.suite.diagnosis import Entry
from kit.suite.expect import Expect
from kit.tokenizers.model_ids import LLAMA as LLAMA
from kit.tokenizers.texts import SENTENCE as SENTENCE

SENTENCE_IDS = [128000, 40, 1097, 12304, 311, 1501, 9857, 12509, 304, 1957, 311, 856, 445, 11237, 25175]
"""Its ids on Llama 3 and 3.1."""


QUIET_DATES = "Cutting Knowledge Date: June 2029\nToday Date: 05 Mar 2031\n\n"


def points(number: float, *functions: LearnerFunction, seconds: float = 10.0) -> pytest.MarkDecorator:
    """Mark a graded test: what it is worth, which learner functions it grades, how long their calls may take together."""
    return pytest.mark.points(number, *functions, seconds=seconds)


def bonus(*functions: LearnerFunction) -> pytest.MarkDecorator:
    """Mark a test of functions that are shown and not scored: it says what it found by the fixture `note`, and never fails."""
    return pytest.mark.bonus(*functions)


class Suite:
    """One exercise's suite, by its slug; its wrong answers are in the book of that name (see kit/suite/book.py).

    `model` is the one whose pieces stand beside ids in a message where the call itself has no tokenizer.
    """

    def __init__(self, slug: str, *, model: str | None = None) -> None:
        self.slug = slug
        self.model = model
        self.expect = Expect(self)

    def entries(self, name: str) -> list[Entry]:
        """The wrong answers of a function (a method is `Llama(...).encode`) that the diagnosis may tell."""
        own = book.of(self.slug)
        return cast(list[Entry], own.wrong(name)) if own is not None else []
