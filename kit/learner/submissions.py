"""What a learner handed in, as where `exercises` comes from: a folder, a file, a notebook or a zip.

Of a folder only the exercises' own files are read. What else could change a grade, and what cannot be trusted to be
inside (links), is ignored, and `Source.ignored` says so.
"""

import hashlib
import importlib.util
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from kit.learner import archives, cells
from kit.learner.errors import BadSubmission
from kit.learner.files import SIZE_LIMIT, Ignored, Source

_SETTINGS = {
    *("conftest.py", "pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", "setup.cfg", "tox.ini"),
    *("pyproject.toml", "sitecustomize.py", "usercustomize.py"),
}
_OURS = ("tests", "kit", "solutions", "checks")
_SKIPPED = ("__MACOSX", "__pycache__", "node_modules", "venv", "env")  # and everything that begins with a dot
_LOOKED_AT = 2_000
"""Names of one folder that are looked at."""

_ONLY_EXERCISES = "only the exercises' own files, exNN_topic.py, are read"
_NOT_YOURS = "settings of the test run are not a learner's to bring"
_SHADOWS = "it has the name of a library or of the kit, whose own is used"
_LINK = "it is a link that leads nowhere or to a place outside, and such links are not followed"
_SPECIAL = "it is no ordinary file"


def open_submission(path: Path, slugs: tuple[str, ...]) -> Source:
    """The source for what was handed in at `path`; give it to `close` in the end.

    A folder or zip may have the files in a folder `exercises`, and all in one folder round it; a folder may hold one
    zip. Raises BadSubmission, in words that go on after the name of what was handed in, when nothing can be graded or opening it is not safe.
    """
    if not path.exists():
        raise BadSubmission("there is no such file or folder")
    try:
        if path.is_dir():
            return _from_folder(path, slugs)
        if path.suffix.lower() in (".py", ".ipynb"):
            return _from_file(path, slugs)
        if zipfile.is_zipfile(path):
            return _from_zip(path, slugs)
    except OSError as error:
        raise BadSubmission(f"it cannot be read: {error.strerror or error}") from None
    damaged = "this is not a zip, or it was cut off; " if path.suffix.lower() == ".zip" else ""
    raise BadSubmission(
        f"{damaged}a submission is a folder of exNN_topic.py files, a zip of it, one .py file, or a notebook"
    )


def close(source: Source) -> None:
    """Remove what opening `source` wrote."""
    if source.unpacked is not None:
        shutil.rmtree(source.unpacked, ignore_errors=True)
    cells.discard(source)


def digest(path: Path, slugs: tuple[str, ...]) -> str:
    """SHA-256, as 64 hex digits, of what would be graded at `path`. Raises BadSubmission."""
    source = open_submission(path, slugs)
    try:
        return digest_of(source)
    finally:
        close(source)


def digest_of(source: Source) -> str:
    """SHA-256, as 64 hex digits, of the names and bytes of the learner's files in an opened submission.

    The same for a folder and a zip of it, whatever their order, and whatever lies beside them.
    """
    total = hashlib.sha256()
    for name, path in _graded(source):
        size = path.stat().st_size
        # A file that is too large is refused unread when it is graded.
        content = path.read_bytes() if size <= 20 * SIZE_LIMIT else str(size).encode()
        total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def _graded(source: Source) -> Iterator[tuple[str, Path]]:
    if source.notebook is not None:
        yield "notebook", source.notebook
    elif source.root.is_file():
        yield (source.root.name if source.root.stem in source.slugs else "file"), source.root
    else:
        for slug in sorted(source.slugs):
            path = source.path(slug)
            if path is not None and path.is_file() and source.ignored_as(path) is None:
                yield path.name, path


def _from_file(path: Path, slugs: tuple[str, ...]) -> Source:
    if path.suffix.lower() == ".ipynb":
        return cells.source(path, slugs)
    return Source(path, submission=True, slugs=slugs)


def _from_zip(path: Path, slugs: tuple[str, ...]) -> Source:
    folder = Path(tempfile.mkdtemp(prefix="tokenizer-kit-submission-"))
    try:
        left_out = [Ignored(name[:200], why) for name, why in archives.unpack(path, folder)]
        source = _from_folder(folder, slugs, unpacked=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return replace(source, ignored=(*source.ignored, *left_out), unpacked=folder, handed_in=path)


def _from_folder(top: Path, slugs: tuple[str, ...], unpacked: bool = False) -> Source:
    root = _find(top, lambda folder: any(os.path.lexists(folder / f"{slug}.py") for slug in slugs))
    if root is not None:
        return Source(root, submission=True, slugs=slugs, ignored=tuple(_ignored(top, root, slugs)))
    for pattern in ("*.ipynb", "*.py", *(() if unpacked else ("*.zip",))):
        alone = _find(top, lambda folder, pattern=pattern: len(_ordinary(folder, pattern)) == 1)
        if alone is not None:
            (file,) = _ordinary(alone, pattern)
            if pattern == "*.zip":  # a learning platform's folder of one learner, with what they uploaded
                return _from_zip(file, slugs)
            ignored = [each for each in _ignored(top, alone, slugs) if alone / each.name != file]
            return replace(_from_file(file, slugs), ignored=tuple(ignored))
    raise BadSubmission(f"it has no exercise file; expected are names such as {slugs[0]}.py, or one notebook")


def _find(top: Path, fits: Callable[[Path], bool]) -> Path | None:
    """The folder with the answers: the one handed in, `exercises` in it, or the only folder in it and its `exercises`."""
    inside = [entry for entry in _entries(top) if entry.is_dir() and not entry.is_symlink()]
    only = inside[:1] if len(inside) == 1 else []
    for folder in (top, top / "exercises", *only, *(each / "exercises" for each in only)):
        if folder.is_dir() and not folder.is_symlink() and fits(folder):
            return folder
    return None


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, by name, what tools leave behind aside."""
    with os.scandir(folder) as found:
        names = [entry.name for entry, _ in zip(found, range(_LOOKED_AT), strict=False)]
    return [folder / name for name in sorted(names) if name not in _SKIPPED and not name.startswith(".")]


def _ordinary(folder: Path, pattern: str) -> list[Path]:
    found = [path for path in _entries(folder) if path.match(pattern) and path.name not in _SETTINGS]
    return [path for path in found if path.is_file() and not _leads_out(path, folder)]


def _ignored(top: Path, root: Path, slugs: tuple[str, ...]) -> Iterator[Ignored]:
    """What lies in the folder handed in, or beside the answers, and does not count. Names are relative to `root`."""
    own = {f"{slug}.py" for slug in slugs}
    for folder in dict.fromkeys((root, top)):
        hidden = [folder / name for name in sorted(_SETTINGS) if name.startswith(".") and (folder / name).is_file()]
        for path in (*hidden, *_entries(folder)):
            if path == root or path in root.parents:
                continue
            why = _why_ignored(path, top, own if folder == root else set())
            if why:
                yield Ignored(os.path.relpath(path, root) if folder == root else os.path.relpath(path, top), why)


def _why_ignored(path: Path, top: Path, own: set[str]) -> str:
    """Why a file or folder does not count; empty for what does, and for what nobody would expect to."""
    if path.name in _SETTINGS or path.suffix == ".pth":
        return _NOT_YOURS
    if path.suffix == ".py" or path.is_dir():
        if path.is_symlink() and _leads_out(path, top):
            return _LINK
        if path.name in own:
            return "" if path.is_file() or path.is_dir() else _SPECIAL
        if path.stem == "__init__" or path.stem in _OURS or _is_library(path.stem):
            return _SHADOWS
        return _ONLY_EXERCISES if path.suffix == ".py" else ""
    return ""


def _leads_out(path: Path, top: Path) -> bool:
    if not path.is_symlink():
        return False
    try:
        return not path.resolve().is_relative_to(top.resolve()) or not path.exists()
    except (OSError, RuntimeError):  # a link to itself
        return True


def _is_library(name: str) -> bool:
    """Whether `import name` finds something that is installed, or Python's own."""
    if name in sys.stdlib_module_names or name in sys.modules:
        return True
    try:
        return name.isidentifier() and importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False
