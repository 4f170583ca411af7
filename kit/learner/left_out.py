"""What of a hand-in does not count, and what it is when nothing does: in words for whose it is."""

import os
from collections.abc import Iterator
from pathlib import Path

from kit.learner import archives, beside, candidates
from kit.learner.candidates import Tree
from kit.learner.files import Ignored

_NAMED = 10
"""Files that are no answers and are named one by one; of the rest there is a number."""

_ONLY_EXERCISES = "only the exercises' own files, exNN_topic.py, and modules beside them that these import are read"
_NOT_YOURS = "settings of the test run are not a learner's to bring"
_SHADOWS = "it has the name of a library or of the kit, whose own is used"
_LINK = "it is a link that leads nowhere or to a place outside, and such links are not followed"
_SPECIAL = "it is no ordinary file"
_NO_ANSWER = "nothing that is graded: neither an exercise's file nor a notebook"


def everything(
    found: Tree, root: Path, taken: set[Path], left: list[tuple[Path, str]], slugs: tuple[str, ...]
) -> list[Ignored]:
    """Everything but the files taken, with the reason; names are relative to `root` where they can be.

    `left` are files for which there is a reason already.
    """
    said: dict[Path, Ignored] = {}
    for path, why in left:
        said[path] = Ignored(_relative(path, root, found.top), why)
    for each in _ignored(found.top, root, slugs):
        path = (root / each.name) if os.path.lexists(root / each.name) else found.top / each.name
        if path not in taken:
            said.setdefault(path, each)
    others: list[Path] = []
    for path in found.files:
        if path in taken or path in said or any(folder in said for folder in path.parents):
            continue
        why = _why_besides(path, slugs)
        if why:
            said[path] = Ignored(_relative(path, root, found.top), why)
        else:
            others.append(path)
    for path in others[:_NAMED]:
        said[path] = Ignored(_relative(path, root, found.top), _NO_ANSWER)
    if len(others) > _NAMED:
        said[found.top] = Ignored(f"{len(others) - _NAMED} more files", _NO_ANSWER)
    if len(found.files) >= candidates.LOOKED_AT:
        said[root] = Ignored("the rest", f"{candidates.LOOKED_AT:,} files are looked at, and here are more")
    return list(said.values())


def _relative(path: Path, root: Path, top: Path) -> str:
    return os.path.relpath(path, root if path.is_relative_to(root) else top).replace(os.sep, "/")


def _why_besides(path: Path, slugs: tuple[str, ...]) -> str:
    """Why a file that may well have been meant to count does not."""
    kind = archives.kind(path)
    if kind:
        return f"a {kind} archive beside other files is not opened; hand in one or the other"
    if path.suffix.lower() == ".ipynb":
        return "files named exNN_topic.py are graded where there are any, and a notebook beside them is not"
    if candidates.exercise(path.stem, slugs):
        return f"its name ends with {path.suffix}; call it {path.stem}"
    return _ONLY_EXERCISES if path.suffix.lower() == ".py" else ""


def nothing(found: Tree, slugs: tuple[str, ...]) -> str:
    """What a folder holds in place of an exercise's file, in words."""
    expected = f"expected are names such as {slugs[0]}.py, or one notebook"
    if not found.files:
        return f"it has no exercise file, it is empty; {expected}"
    (names, more) = found.files[:5], len(found.files) - 5
    held = ", ".join(found.called(path) for path in names) + (f" and {more} more" if more > 0 else "")
    reasons = [f"{found.called(path)}: {not_understood(path, slugs)}" for path in names if archives.kind(path)]
    reasons += [
        f"{found.called(path)}: {why}"
        for path in names
        if ".py." in path.name.lower() and (why := _why_besides(path, slugs))
    ]
    return ". ".join([f"it has no exercise file among {held}; {expected}", *reasons])


def not_understood(path: Path, slugs: tuple[str, ...]) -> str:
    """Why a file is nothing that the kit opens, and what to do."""
    forms = "a submission is a folder of exNN_topic.py files, a zip or tar of it, one .py file, or a notebook"
    kind = archives.kind(path)
    if kind in archives.OPENED:
        return f"it is an archive in more than {archives.NESTED} others. Hand in the exNN_topic.py files alone"
    if kind:
        return f"it is a {kind} archive, which the kit does not open. Unpack it and hand in a zip; {forms}"
    if path.suffix.lower() in archives.ENDINGS:
        return f"this is not a {path.suffix.lower().lstrip('.')}, or it was cut off; {forms}"
    if ".py." in path.name.lower() or candidates.exercise(path.stem, slugs):
        return (
            f"its name ends with {path.suffix}; take that away, so that it ends with .py. {forms[0].upper()}{forms[1:]}"
        )
    if path.stat().st_size == 0:
        return f"it is empty; {forms}"
    return forms


def _ignored(top: Path, root: Path, slugs: tuple[str, ...]) -> Iterator[Ignored]:
    """What lies in the folder handed in, or beside the answers, and does not count. Names are relative to `root`."""
    own = {f"{slug}.py" for slug in slugs}
    for folder in dict.fromkeys((root, candidates.unwrapped(top), top)):
        hidden = [
            folder / name for name in sorted(beside.SETTINGS) if name.startswith(".") and (folder / name).is_file()
        ]
        for path in (*hidden, *candidates.entries(folder)):
            if path == root or path in root.parents:
                continue
            why = _why_ignored(path, top, own if folder == root else set())
            if why:
                yield Ignored(os.path.relpath(path, root) if folder == root else os.path.relpath(path, top), why)


def _why_ignored(path: Path, top: Path, own: set[str]) -> str:
    """Why a file or folder does not count; empty for what does, and for what nobody would expect to."""
    if path.name in beside.SETTINGS or path.suffix == ".pth":
        return _NOT_YOURS
    if path.suffix == ".py" or path.is_dir():
        if path.is_symlink() and leads_out(path, top):
            return _LINK
        if path.name in own:
            return "" if path.is_file() or path.is_dir() else _SPECIAL
        if path.stem == "__init__" or path.stem in candidates.OURS or beside.is_library(path.stem):
            return _SHADOWS
        return _ONLY_EXERCISES if path.suffix == ".py" else ""
    return ""


def leads_out(path: Path, top: Path) -> bool:
    """Whether a path is a link that leads nowhere, or out of the folder that was handed in."""
    if not path.is_symlink():
        return False
    try:
        return not path.resolve().is_relative_to(top.resolve()) or not path.exists()
    except (OSError, RuntimeError):  # a link to itself
        return True
