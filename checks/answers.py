"""The wrong and right answers of the books (tests/answers/), as the checks grade them."""

from dataclasses import dataclass

from kit.course import ROOT
from kit.suite import book


@dataclass(frozen=True)
class Answer:
    """One way to write one function. `cause` is the sentence that its failures should give."""

    slug: str
    name: str
    right: bool
    title: str
    cause: str | None
    source: str
    line: int = 0

    @property
    def id(self) -> str:
        return f"{self.slug}-{self.name}-{'right' if self.right else 'wrong'}-{self.title}".replace(" ", "_")

    def submission(self) -> str:
        """A whole file: the solution with this answer in place of its function."""
        solution = (ROOT / "solutions" / f"{self.slug}.py").read_text(encoding="utf-8")
        return f"{solution}\n\n{self.source}\n"


def read(slug: str) -> list[Answer]:
    """All answers to an exercise, in the order of its book; none when it has no book."""
    own = book.of(slug)
    found = own.answers if own is not None else []
    return [Answer(slug, a.name, a.right, f"{a.number} line {a.line}", a.sentence, a.source, a.line) for a in found]
