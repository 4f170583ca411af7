"""Which file of a folder handed in is which exercise's: renamed, deep, copied ones too, where one alone can be meant."""

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path

from kit.learner.errors import BadSubmission
from kit.learner.files import SIZE_LIMIT

SKIPPED = ("__MACOSX", "__pycache__", "node_modules", "venv", "env", "site-packages")
"""Folders that tools leave behind; so does everything that begins with a dot."""

OURS = ("tests", "kit", "solutions", "checks")
"""Folders of the kit itself, which a learner hands in along with their workspace."""

LOOKED_AT = 2_000
"""Names of one folder that are looked at, and files of all."""

_DEEP = 12
"""Folders inside one another that are looked into."""

_COPY = re.compile(
    r"(?:copy of |kopie von |copie de |copia de )?"  # Google Drive
    r"(?P<stem>.+?)"
    r"(?:[ _-]*\(\d+\)|[ _-]*copy[ _-]?\d*| - (?:copy|kopie|copie)(?: \(\d+\))?|-\d{1,3}| \d{1,3})*",  # browsers, macOS, Windows, Canvas
)


@dataclass
class Tree:
    """The ordinary files below a folder, each with its folder, in order; nothing of the system's or of tools."""

    top: Path
    files: list[Path] = field(default_factory=list)

    def named(self, *endings: str) -> list[Path]:
        """The files with one of these endings, of any case."""
        return [path for path in self.files if path.name.lower().endswith(endings)]

    def called(self, path: Path) -> str:
        """A file as who handed it in calls it."""
        return os.path.relpath(path, self.top).replace(os.sep, "/")


def tree(top: Path) -> Tree:
    """What lies below a folder. Links are not followed."""
    return Tree(top, list(islice(_below(top, _DEEP), LOOKED_AT)))


def _below(folder: Path, deep: int) -> Iterator[Path]:
    inside = []
    for path in entries(folder):
        if path.is_symlink():
            continue
        if path.is_dir():
            inside.append(path)
        elif path.is_file():
            yield path
    for path in inside if deep else ():
        yield from _below(path, deep - 1)


def entries(folder: Path) -> list[Path]:
    """What lies in a folder, by name, what tools leave behind aside."""
    try:
        with os.scandir(folder) as found:
            names = [entry.name for entry, _ in zip(found, range(LOOKED_AT), strict=False)]
    except PermissionError:
        return []
    return [folder / name for name in sorted(names) if name not in SKIPPED and not name.startswith(".")]


def unwrapped(top: Path) -> Path:
    """The folder within all folders that hold nothing but the next one."""
    for _ in range(_DEEP):
        inside = entries(top)
        if len(inside) != 1 or inside[0].is_symlink() or not inside[0].is_dir() or inside[0].name == "exercises":
            break
        (top,) = inside
    return top


@lru_cache(maxsize=4_096)
def exercise(name: str, slugs: tuple[str, ...]) -> str | None:
    """The exercise whose file a name means: `ex04_encode (1).py`, `EX04-Encode.PY`, `Copy of ex04_encode.py` too."""
    stem, dot, ending = name.rpartition(".")
    if not dot or ending.lower() != "py":
        return None
    if stem in slugs:
        return stem
    plain = unicodedata.normalize("NFKC", stem).strip().lower()
    match = _COPY.fullmatch(plain)
    for text in (plain, match["stem"] if match else plain):
        slug = re.sub(r"[\s_.-]+", "_", text.strip())
        if slug in slugs:
            return slug
    return None


def distinct(paths: list[Path]) -> list[list[Path]]:
    """The files by their contents, equal ones together, in the order of the first."""
    found: dict[object, list[Path]] = {}
    for path in paths:
        with path.open("rb") as file:
            data = file.read(20 * SIZE_LIMIT + 1)
        found.setdefault(data if len(data) <= 20 * SIZE_LIMIT else path, []).append(path)
    return list(found.values())


def meant(
    found: Tree, paths: list[Path], homes: tuple[Path, ...], what: str
) -> tuple[Path | None, list[tuple[Path, str]]]:
    """The one of some files that is meant, and the others with the reason why they are not.

    A file in the first of the `homes` that has any comes before those elsewhere; equal files are one. Raises
    BadSubmission, naming them, when several different ones stand against each other.
    """
    if not paths:
        return None, []
    home = next((folder for folder in homes if any(path.parent == folder for path in paths)), None)
    near = [path for path in paths if path.parent == home] if home is not None else paths
    near.sort(key=lambda path: (len(path.name), found.called(path)))  # of equal ones the one without a copy's name
    if len(near) > 1:
        groups = distinct(near)
        if len(groups) > 1:
            names = " and ".join(found.called(group[0]) for group in groups[:5])
            raise BadSubmission(f"{names} stand against each other: which is {what}? Hand in one of them alone.")
    chosen, *same = near
    left = [(path, f"it is equal to {found.called(chosen)}, which counts") for path in same]
    left += [(path, f"{found.called(chosen)} counts") for path in paths if path not in near]
    return chosen, left


def by_exercise(
    found: Tree, slugs: tuple[str, ...], homes: tuple[Path, ...], own: Callable[[Path], bool]
) -> tuple[dict[str, Path], list[tuple[Path, str]]]:
    """Each exercise's file, and the files that were not taken with the reasons. `own` says what counts at all.

    Raises BadSubmission as `meant` does.
    """
    named: dict[str, list[Path]] = {}
    for path in found.files:
        slug = exercise(path.name, slugs)
        if slug is not None and own(path):
            named.setdefault(slug, []).append(path)
    chosen: dict[str, Path] = {}
    left: list[tuple[Path, str]] = []
    for slug in sorted(named):
        one, others = meant(found, named[slug], homes, f"the answer to {slug}")
        left += others
        if one is not None:
            chosen[slug] = one
    return chosen, left
