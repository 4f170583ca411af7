"""What a learner handed in, as where `exercises` comes from: a folder, a file, a notebook or an archive.

Of a folder only the exercises' own files are read. Everything else is ignored, what could change a grade and what
cannot be trusted to be inside (links) above all, and `Source.ignored` says so.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kit import scratch
from kit.learner import archives, beside, candidates, cells
from kit.learner.candidates import Tree
from kit.learner.errors import BadSubmission, NotUnderstood
from kit.learner.files import SIZE_LIMIT, Ignored, Source

_NAMED = 10
"""Files that are no answers and are named one by one; of the rest there is a number."""

_ONLY_EXERCISES = "only the exercises' own files, exNN_topic.py, and modules beside them that these import are read"
_NOT_YOURS = "settings of the test run are not a learner's to bring"
_SHADOWS = "it has the name of a library or of the kit, whose own is used"
_LINK = "it is a link that leads nowhere or to a place outside, and such links are not followed"
_SPECIAL = "it is no ordinary file"
_NO_ANSWER = "nothing that is graded: neither an exercise's file nor a notebook"


def open_submission(path: Path, slugs: tuple[str, ...]) -> Source:
    """The source for what was handed in at `path`; give it to `close` in the end.

    The files may lie in folders of any depth and have the names that browsers and copies give them, as long as one
    alone can be meant; a folder may hold one archive, and an archive one more. Raises BadSubmission, in words that go
    on after the name of what was handed in, when nothing can be graded or opening it is not safe; NotUnderstood, one
    of its kind, when it is nothing that the kit knows.
    """
    if not path.exists():
        raise BadSubmission("there is no such file or folder")
    try:
        if path.is_dir():
            return _from_folder(path, slugs)
        if path.suffix.lower() in (".py", ".ipynb"):
            return _from_file(path, slugs)
        if archives.kind(path) in archives.OPENED:
            return _from_archive(path, slugs)
    except OSError as error:
        if error.errno in archives.NO_ROOM:
            raise
        raise BadSubmission(f"it cannot be read: {error.strerror or error}") from None
    raise NotUnderstood(_not_understood(path, slugs))


def has_answers(folder: Path, slugs: tuple[str, ...]) -> bool:
    """Whether a folder holds an exercise's file itself, or in its folder `exercises`."""
    inside = [each for each in (folder, folder / "exercises") if each.is_dir()]
    return any(candidates.exercise(path.name, slugs) for each in inside for path in candidates.entries(each))


def gather(parts: Iterable[tuple[str, Path]], folder: Path) -> Path:
    """Put files that were handed in together side by side in `folder`, each under its name; of one name, with a number."""
    folder.mkdir(parents=True)
    for name, path in parts:
        target = folder / Path(name).name
        for number in range(1, 1_000):
            if not target.exists():
                break
            target = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        if path.is_dir():
            shutil.copytree(path, target, symlinks=True)
        elif path.stat().st_size <= 20 * SIZE_LIMIT:
            shutil.copyfile(path, target)
    return folder


@dataclass(frozen=True)
class Looked:
    """What would be graded: its SHA-256, the names under which its files are told of, and what does not count, with why."""

    digest: str
    files: tuple[str, ...]
    ignored: tuple[tuple[str, str], ...]


def look(path: Path, slugs: tuple[str, ...]) -> Looked:
    """What would be graded at `path`. Raises BadSubmission."""
    source = open_submission(path, slugs)
    try:
        names = [source.notebook.name] if source.notebook is not None else [name for name, _ in _graded(source)]
        names += [f"not {each.name}: {each.why}" for each in source.ignored if source.ignored_slug(each)]
        ignored = tuple((each.name.encode("utf-8", "backslashreplace").decode(), each.why) for each in source.ignored)
        return Looked(digest_of(source), tuple(names), ignored)
    finally:
        close(source)


def close(source: Source) -> None:
    """Remove what opening `source` wrote."""
    if source.unpacked is not None:
        scratch.remove(source.unpacked)
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
        for name, path in sorted(source.modules().items()):
            if path.is_file():  # those that cells write are in the notebook
                yield f"{name}.py", path
    elif source.root.is_file():
        yield (source.root.name if source.root.stem in source.slugs else "file"), source.root
    else:
        for slug in sorted(source.slugs):
            path = source.path(slug)
            if path is not None and path.is_file() and source.ignored_as(path) is None:
                yield path.name, path
        for name, path in sorted(source.modules().items()):
            yield f"{name}.py", path


def _from_file(path: Path, slugs: tuple[str, ...]) -> Source:
    if path.suffix.lower() == ".ipynb":
        return cells.source(path, slugs)
    slug = candidates.exercise(path.name, slugs)
    if slug is not None and path.stem != slug:  # a browser or a copy renamed it
        return replace(_together(Tree(path.parent, [path]), None, {slug: path}, [], slugs), handed_in=path)
    return Source(path, submission=True, slugs=slugs)


def _from_archive(path: Path, slugs: tuple[str, ...], nested: int = 0) -> Source:
    folder = scratch.folder("submission")
    try:
        left_out = [Ignored(name[:200], why) for name, why in archives.unpack(path, folder)]
        source = _from_folder(folder, slugs, nested=nested + 1)
    except BaseException:
        scratch.remove(folder)
        raise
    if source.unpacked is not None and source.unpacked != folder:  # of an archive inside, or of files put together
        folder, inner = source.unpacked, folder
        scratch.remove(inner)
    return replace(source, ignored=(*source.ignored, *left_out), unpacked=folder, handed_in=path)


def _from_folder(top: Path, slugs: tuple[str, ...], nested: int = 0) -> Source:
    inner = candidates.unwrapped(top)
    homes = (inner, inner / "exercises")
    root = next((folder for folder in homes if _has_names(folder, slugs)), None)
    found = candidates.tree(top)
    strays = {folder for folder in candidates.OURS if inner / folder != root}

    def own(path: Path) -> bool:
        """Whether a file may be a learner's answer."""
        return not (strays & set(path.relative_to(inner).parts[:-1]) or path.name in beside.SETTINGS)

    chosen, left = candidates.by_exercise(found, slugs, (root, *homes) if root else homes, own)
    if root is not None and all(path == root / f"{slug}.py" for slug, path in chosen.items()):
        return Source(root, submission=True, slugs=slugs, ignored=_all_ignored(found, root, chosen, left, slugs))
    for slug in slugs if root is not None else ():  # a link inside: a copy, as far as a learner is concerned
        link = root / f"{slug}.py"
        if link.is_symlink() and link.is_file() and not _leads_out(link, top):
            chosen[slug] = link
    if chosen:
        return _together(found, root, chosen, left, slugs)
    for ending, what in ((".ipynb", "the notebook to grade"), (".py", "the file to grade")):
        several = [path for path in found.named(ending) if own(path)]
        alone, left = candidates.meant(found, several, (inner,), what)
        if alone is not None:
            ignored = [each for each in _all_ignored(found, alone.parent, {"": alone}, left, slugs)]
            source = replace(_from_file(alone, slugs), helpers=alone.parent)
            taken = set(source.modules().values())
            ignored = tuple(each for each in ignored if alone.parent / each.name not in taken)
            return replace(source, ignored=ignored)
    packed = [path for path in found.files if archives.kind(path) in archives.OPENED]
    alone, left = candidates.meant(found, packed, (inner,), "the archive to open")
    if alone is not None and nested < _NESTED:  # a learning platform's folder of one learner, with what they uploaded
        source = _from_archive(alone, slugs, nested)
        return replace(source, ignored=(*source.ignored, *_all_ignored(found, top, {"": alone}, left, slugs)))
    raise NotUnderstood(_nothing(found, slugs))


_NESTED = 2
"""Archives inside one another that are opened."""


def _has_names(folder: Path, slugs: tuple[str, ...]) -> bool:
    plain = folder.is_dir() and not folder.is_symlink()
    return plain and any(os.path.lexists(folder / f"{slug}.py") for slug in slugs)


def _together(found: Tree, root: Path | None, chosen: dict[str, Path], left: list, slugs: tuple[str, ...]) -> Source:
    """Files that have other names, or lie in several folders, as a private folder of exNN_topic.py."""
    folder = scratch.folder("submission")
    try:
        for slug, path in chosen.items():
            if path.stat().st_size <= 20 * SIZE_LIMIT:
                shutil.copyfile(path, folder / f"{slug}.py")
            else:  # refused when it is read, for the size that it has
                with (folder / f"{slug}.py").open("wb") as file:
                    file.truncate(path.stat().st_size)
        for name, path in _modules(chosen, slugs).items():
            shutil.copyfile(path, folder / f"{name}.py")
    except BaseException:
        scratch.remove(folder)
        raise
    ignored = _all_ignored(found, root or found.top, chosen, left, slugs)
    return Source(folder, submission=True, slugs=slugs, ignored=ignored, handed_in=found.top, unpacked=folder)


def _all_ignored(
    found: Tree, root: Path, chosen: dict[str, Path], left: list[tuple[Path, str]], slugs: tuple[str, ...]
) -> tuple[Ignored, ...]:
    """Everything that was handed in and does not count, with the reason. Names are relative to `root` where they can be."""
    taken = {*chosen.values(), *_modules(chosen, slugs).values()}
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
    return tuple(said.values())


def _modules(chosen: dict[str, Path], slugs: tuple[str, ...]) -> dict[str, Path]:
    """The modules of the learner's own beside the chosen files that these import."""
    folders = dict.fromkeys(path.parent for path in chosen.values())
    found = beside.imported(chosen.values(), folders, slugs, SIZE_LIMIT)
    return {name: path for name, path in found.items() if path.stat().st_size <= SIZE_LIMIT}


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


def _nothing(found: Tree, slugs: tuple[str, ...]) -> str:
    """What a folder holds in place of an exercise's file, in words."""
    expected = f"expected are names such as {slugs[0]}.py, or one notebook"
    if not found.files:
        return f"it has no exercise file, it is empty; {expected}"
    (names, more) = found.files[:5], len(found.files) - 5
    held = ", ".join(found.called(path) for path in names) + (f" and {more} more" if more > 0 else "")
    reasons = [f"{found.called(path)}: {_not_understood(path, slugs)}" for path in names if archives.kind(path)]
    reasons += [
        f"{found.called(path)}: {why}"
        for path in names
        if ".py." in path.name.lower() and (why := _why_besides(path, slugs))
    ]
    return ". ".join([f"it has no exercise file among {held}; {expected}", *reasons])


def _not_understood(path: Path, slugs: tuple[str, ...]) -> str:
    """Why a file is nothing that the kit opens, and what to do."""
    forms = "a submission is a folder of exNN_topic.py files, a zip or tar of it, one .py file, or a notebook"
    kind = archives.kind(path)
    if kind in archives.OPENED:
        return f"it is an archive in more than {_NESTED} others. Hand in the exNN_topic.py files alone"
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
        if path.is_symlink() and _leads_out(path, top):
            return _LINK
        if path.name in own:
            return "" if path.is_file() or path.is_dir() else _SPECIAL
        if path.stem == "__init__" or path.stem in candidates.OURS or beside.is_library(path.stem):
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
