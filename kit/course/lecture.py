"""The lecture as the course has it: every cell and what it prints when all is right. Nothing a learner saves changes it.

The file beside this one is made by `python -m kit.notebook.build`; a learner's copy is compared with it, cell by cell.
"""

import ast
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kit import course

PATH = Path(__file__).with_name("lecture.ipynb")

FOLDERS = ("exercises", "solutions")
OPENING = 'notebook.open("exercises")'
"""In the opening cell; the one thing that differs between the lecture on exercises/ and that on solutions/."""


@dataclass(frozen=True)
class LectureCell:
    """A code cell of the lecture: what it prints, the object it shows (by kind of text), and the functions it calls.

    `functions` are (slug, name) of the exercises' functions.
    """

    id: str
    source: str
    printed: str
    shown: tuple[tuple[str, str], ...]
    functions: tuple[tuple[str, str], ...]

    @property
    def exercises(self) -> tuple[str, ...]:
        """The exercises whose functions it calls, by their slugs."""
        return tuple(dict.fromkeys(slug for slug, _ in self.functions))

    @property
    def expected(self) -> str:
        """What it prints and shows, as plain text."""
        return self.printed + dict(self.shown).get("text/plain", "")


@dataclass(frozen=True)
class Differences:
    """What a notebook has otherwise than the lecture. Numbers count code cells from 0, as nbval does."""

    changed: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    """The last of them are numbers in the learner's notebook, the others in the lecture."""


@cache
def cells() -> tuple[LectureCell, ...]:
    """The lecture's code cells in order."""
    return of(json.loads(PATH.read_text(encoding="utf-8"))["cells"])


def of(found: Iterable[dict[Any, Any]]) -> tuple[LectureCell, ...]:
    """The code cells among cells of a notebook's JSON, with what is stored under them."""
    made: list[LectureCell] = []
    names: dict[str, tuple[str, str]] = {}
    for cell in found:
        if cell["cell_type"] == "code":
            source = text_of(cell["source"])
            functions = _functions(source, names)
            printed = "".join(text_of(out["text"]) for out in cell["outputs"] if out["output_type"] == "stream")
            shown = {kind: text_of(text) for out in cell["outputs"] for kind, text in out.get("data", {}).items()}
            made.append(LectureCell(cell.get("id", ""), source, printed, tuple(shown.items()), functions))
    return tuple(made)


def text_of(value: str | list[str]) -> str:
    """A text of a notebook's JSON, which may be a list of its lines."""
    return value if isinstance(value, str) else "".join(value)


def find(source: str, id: str | None = None) -> tuple[LectureCell | None, bool]:
    """The lecture's cell with this source, or else this id; and whether the source is the lecture's."""
    same = [cell for cell in cells() if _same(cell.source, source)]
    if same:
        return next((cell for cell in same if cell.id == id), same[0]), True
    return next((cell for cell in cells() if id and cell.id == id), None), False


def differences(mine: list[dict[Any, Any]]) -> Differences | None:
    """What the code cells of a notebook's JSON have otherwise; None when no cell is one of the lecture's.

    A cell is matched by its id (Colab keeps one in the metadata), else by its source.
    """
    left = dict(enumerate(mine))
    matched: dict[int, int] = {}
    for same in (
        lambda theirs, own: theirs.id in (own.get("id"), (own.get("metadata") or {}).get("id")),
        lambda theirs, own: _same(theirs.source, text_of(own.get("source", ""))),
    ):
        for number, theirs in enumerate(cells()):
            found = next((k for k, own in left.items() if number not in matched and same(theirs, own)), None)
            if found is not None:
                matched[number] = found
                del left[found]
    if not matched:
        return None
    changed = [n for n, k in matched.items() if not _same(cells()[n].source, text_of(mine[k].get("source", "")))]
    removed = [number for number in range(len(cells())) if number not in matched]
    added = [k for k, own in left.items() if text_of(own.get("source", "")).strip()]
    return Differences(tuple(sorted(changed)), tuple(removed), tuple(added))


def notebook(folder: str = "exercises") -> str:
    """The lecture's notebook as it comes, for a folder of the course."""
    text = PATH.read_text(encoding="utf-8")
    opening, other = (json.dumps(OPENING.replace("exercises", name))[1:-1] for name in ("exercises", folder))
    return text.replace(opening, other)


def _same(theirs: str, own: str) -> bool:
    return _bare(theirs) == _bare(own)


def _bare(source: str) -> str:
    for folder in FOLDERS:
        source = source.replace(OPENING.replace("exercises", folder), OPENING)
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def _functions(source: str, names: dict[str, tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The exercises' functions that a cell calls; `names` are those imported so far and grow."""
    slugs = course.load().slugs
    try:
        tree = ast.parse("\n".join(line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))))
    except SyntaxError:
        return ()
    for node in ast.walk(tree):
        slug = (getattr(node, "module", None) or "").removeprefix("exercises.")
        if isinstance(node, ast.ImportFrom) and slug in slugs:
            names.update({alias.asname or alias.name: (slug, alias.name) for alias in node.names})
    used = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return tuple(dict.fromkeys(names[name] for name in used if name in names))
