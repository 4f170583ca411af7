"""The submission at the sandboxed child's side: its files' contents, as the grader sent them, read and parsed here."""

from collections.abc import Iterable
from pathlib import Path

from kit.learner import cells, files
from kit.learner.errors import LearnerError


class SentSource(files.Source):
    """The submission as the grader sent it: its files' contents, under the paths they have there, or a notebook's cells.

    They are read here, not there: text can be made that takes the compiler minutes and gigabytes.
    """

    _sent: dict

    def __init__(self, sent: dict) -> None:
        notebook = sent["notebook"]
        super().__init__(
            Path(sent["root"]),
            submission=sent["submission"],
            slugs=tuple(sent["files"]),
            notebook=None if notebook is None else Path(notebook),
        )
        object.__setattr__(self, "_sent", sent)

    def path(self, slug: str) -> Path | None:
        path = self._sent["files"][slug].get("path")
        return None if path is None else Path(path)

    def shown(self, path: Path) -> str:
        return next((sent["shown"] for sent in self._sent["files"].values() if sent["path"] == str(path)), str(path))

    def content(self, slug: str) -> tuple[Path, bytes]:
        sent = self._known(slug)
        return Path(sent["path"]), sent["content"]

    def parse(self, slug: str) -> files.Parsed:
        """An exercise, of a file or a notebook."""
        if self.notebook is None:
            return super().parse(slug)
        sent = self._known(slug)
        told = [cells.Cell(*cell) for cell in self._sent["cells"]]
        return cells.combined(slug, Path(sent["path"]), self.notebook.name, tuple(told), sent["stub"])

    def beside(self, name: str) -> tuple[Path, bytes] | None:
        """A module of the learner's own."""
        path, content = self._sent["beside"].get(name, ("", b""))
        return (Path(path), content) if path else None

    def uses(self, slugs: Iterable[str]) -> list[files.CellUse]:
        """What became of a notebook's cells."""
        if self.notebook is None:
            return super().uses(slugs)
        stubs = {slug: self._sent["files"][slug].get("stub", "") for slug in slugs}
        return cells.uses([cells.Cell(*cell) for cell in self._sent["cells"]], self.notebook.name, stubs)

    def _known(self, slug: str) -> dict:
        sent = self._sent["files"][slug]
        if "error" in sent:
            raise errors()[sent["error"][0]](sent["error"][1])
        return sent


def errors() -> dict[str, type[LearnerError]]:
    """The kit's own errors on learner code, by name."""
    found = {LearnerError}
    for kind in list(found):
        found |= set(kind.__subclasses__())
    return {kind.__name__: kind for kind in found}
