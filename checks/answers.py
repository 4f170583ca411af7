"""The wrong and right answers that the checks grade: of an exercise's book (tests/answers/), or of the bank (checks/bank/).

An exercise has the one or the other; see kit/suite/book.py for a book. A bank file is Python that is only ever parsed:

    @wrong("leaves begin-of-text out", cause="is missing at the front")
    def encode(tokenizer, text): ...

    @right("calls the tokenizer itself")
    def encode(tokenizer, text): ...

Each answer stands alone (imports inside); it takes the place of the function of that name in the solution.
"""

import ast
from dataclasses import dataclass
from pathlib import Path

from kit.course import ROOT
from kit.suite import book

BANK = Path(__file__).parent / "bank"


@dataclass(frozen=True)
class Answer:
    """One way to write one function. `cause` is the sentence that its failures should give, of the bank a part of it."""

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
    """All answers to an exercise, in the order of its book or bank file; none when it has neither."""
    if (own := book.of(slug)) is not None:
        return [
            Answer(slug, a.name, a.right, f"{a.number} line {a.line}", a.sentence, a.source, a.line)
            for a in own.answers
        ]
    path = BANK / f"{slug}.py"
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8")
    answers = []
    for node in ast.parse(text).body:
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            continue
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") in ("right", "wrong"):
                title = ast.literal_eval(decorator.args[0])
                options = {keyword.arg: ast.literal_eval(keyword.value) for keyword in decorator.keywords}
                lines = text.splitlines()[node.lineno - 1 : node.end_lineno]
                source = "\n".join(lines)
                answers.append(
                    Answer(slug, node.name, decorator.func.id == "right", title, options.get("cause"), source)
                )
    return answers
