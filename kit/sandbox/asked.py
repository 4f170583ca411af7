"""What the stand-ins of a learner's functions and objects ask of the package that has the sandboxed children."""

from collections.abc import Callable
from typing import Protocol

from kit.learner.call import Call
from kit.learner.errors import LearnerError
from kit.learner.function import Answers
from kit.sandbox.children import Child


class Asked(Answers, Protocol):
    """What has the children, and asks them (kit/sandbox/remote.py)."""

    def child(self, slug: str) -> Child:
        """The child for an exercise, a new one when the last is gone."""

    def ask(self, slug: str, question: dict, seconds: float, late: Callable[[], LearnerError] | None = None) -> dict:
        """What the child of an exercise answers. Raises LearnerError, or the learner's exception."""

    def tell(self, child: Child, question: dict, slug: str) -> dict:
        """What a child answers to what is not the learner's."""

    def prepared_by_now(self, child: Child, slug: str) -> None:
        """Have done at once what a child is to do before the next question."""

    def ask_several(self, slug: str, question: dict, seconds: float) -> tuple[Child, list[dict]]:
        """What the child answers to the `cases` of a question, as it came (see `told.answer`); it may not be `alive` any more."""

    def prepared(self, slug: str, values: tuple) -> list:
        """Arguments as they cross."""

    def forget_iterators(self) -> None:
        """A call begins: what earlier ones were given to go through is not asked for any more."""

    def note_changes(self, call: Call, answer: dict) -> None:
        """Make the caller's own arguments what the learner's code made of its copies, and note what became of tokenizers."""

    def close_machine(self) -> None:
        """Forget what modules found on a machine."""
