"""What a learner handed in, as where `exercises` comes from: a folder, a file, a notebook or an archive.

Of a folder only the exercises' own files are read. Everything else is ignored, what could change a grade and what
cannot be trusted to be inside (links) above all, and `Source.ignored` says so.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kit.course import temporary
from kit.learner import archives, beside, candidates, cells, contents, left_out, unpacking
from kit.learner.candidates import Tree
from kit.learner.errors import BadSubmission, NotUnderstood
from kit.learner.files import SIZE_LIMIT, Ignored, Source


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
        if error.errno in unpacking.NO_ROOM:
            raise
        raise BadSubmission(f"it cannot be read: {error.strerror or error}") from None
    raise NotUnderstood(left_out.not_understood(path, slugs))


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
        else:
            try:
                os.link(path, target)
            except OSError:  # another disk, or a file of somebody else's
                shutil.copyfile(path, target)
    return folder


@dataclass(frozen=True)
class Looked:
    """What would be graded: its SHA-256, the names under which its files are told of, and what does not count, with why.

    `contents` are those of single exercises.
    """

    digest: str
    files: tuple[str, ...]
    ignored: tuple[tuple[str, str], ...]
    contents: tuple[contents.Content, ...]


def look(path: Path, slugs: tuple[str, ...], needs: Mapping[str, tuple[str, ...]] | None = None) -> Looked:
    """What would be graded at `path`. `needs` are the exercises that the suite of each uses. Raises BadSubmission."""
    source = open_submission(path, slugs)
    try:
        names = [source.notebook.name] if source.notebook is not None else [name for name, _ in _graded(source)]
        names += [f"not {each.name}: {each.why}" for each in source.ignored if source.ignored_slug(each)]
        ignored = tuple((each.name.encode("utf-8", "backslashreplace").decode(), each.why) for each in source.ignored)
        return Looked(digest_of(source), tuple(names), ignored, contents.of(source, needs or {}))
    finally:
        close(source)


def close(source: Source) -> None:
    """Remove what opening `source` wrote."""
    if source.unpacked is not None:
        temporary.remove(source.unpacked)
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
            own = source.path(slug)
            if own is not None and own.is_file() and source.ignored_as(own) is None:
                yield own.name, own
        for name, path in sorted(source.modules().items()):
            yield f"{name}.py", path


def _from_file(path: Path, slugs: tuple[str, ...]) -> Source:
    if path.suffix.lower() == ".ipynb":
        return cells.source(path, slugs)
    slug = candidates.exercise(path.name, slugs)
    if slug is not None and path.stem != slug:  # a browser or a copy renamed it
        folder = _copied({f"{slug}.py": path})  # what lies beside it is not of this hand-in
        return Source(folder, submission=True, slugs=slugs, handed_in=path, unpacked=folder)
    return Source(path, submission=True, slugs=slugs)


def _from_archive(path: Path, slugs: tuple[str, ...], nested: int = 0) -> Source:
    folder = temporary.folder("submission")
    try:
        refused = [Ignored(name[:200], why) for name, why in archives.unpack(path, folder)]
        source = _from_folder(folder, slugs, nested=nested + 1)
    except BaseException:
        temporary.remove(folder)
        raise
    if source.unpacked is not None and source.unpacked != folder:  # of an archive inside, or of files put together
        folder, inner = source.unpacked, folder
        temporary.remove(inner)
    return replace(source, ignored=(*source.ignored, *refused), unpacked=folder, handed_in=path)


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
        taken = {*chosen.values(), *_modules(chosen, slugs).values()}
        ignored = left_out.everything(found, root, taken, left, slugs)
        return Source(root, submission=True, slugs=slugs, ignored=tuple(ignored))
    for slug in slugs if root is not None else ():  # a link inside: a copy, as far as a learner is concerned
        assert root is not None
        link = root / f"{slug}.py"
        if link.is_symlink() and link.is_file() and not left_out.leads_out(link, top):
            chosen[slug] = link
    if chosen:
        return _together(found, root, chosen, left, slugs)
    for ending, what in ((".ipynb", "the notebook to grade"), (".py", "the file to grade")):
        several = [path for path in found.named(ending) if own(path)]
        alone, left = candidates.meant(found, several, (inner,), what)
        if alone is not None:
            source = replace(_from_file(alone, slugs), helpers=alone.parent)
            taken = {alone, *source.modules().values()}
            return replace(source, ignored=tuple(left_out.everything(found, alone.parent, taken, left, slugs)))
    packed = [path for path in found.files if archives.kind(path) in archives.OPENED]
    alone, left = candidates.meant(found, packed, (inner,), "the archive to open")
    if (
        alone is not None and nested < archives.NESTED
    ):  # a learning platform's folder of one learner, with what they uploaded
        source = _from_archive(alone, slugs, nested)
        return replace(source, ignored=(*source.ignored, *left_out.everything(found, top, {alone}, left, slugs)))
    raise NotUnderstood(left_out.nothing(found, slugs))


def _has_names(folder: Path, slugs: tuple[str, ...]) -> bool:
    plain = folder.is_dir() and not folder.is_symlink()
    return plain and any(os.path.lexists(folder / f"{slug}.py") for slug in slugs)


def _together(
    found: Tree, root: Path | None, chosen: dict[str, Path], left: list[Any], slugs: tuple[str, ...]
) -> Source:
    """Files that have other names, or lie in several folders, as a private folder of exNN_topic.py."""
    modules = _modules(chosen, slugs)
    folder = _copied({f"{slug}.py": path for slug, path in chosen.items()} | {f"{n}.py": p for n, p in modules.items()})
    ignored = left_out.everything(found, root or found.top, {*chosen.values(), *modules.values()}, left, slugs)
    # A name in `ignored` that is one of the private folder's would be taken for that.
    ignored = [
        replace(each, name=f"{found.top.name}/{each.name}") if (folder / each.name).exists() else each
        for each in ignored
    ]
    return Source(folder, submission=True, slugs=slugs, ignored=tuple(ignored), handed_in=found.top, unpacked=folder)


def _copied(files: dict[str, Path]) -> Path:
    """A private folder with copies of files under these names."""
    folder = temporary.folder("submission")
    try:
        for name, path in files.items():
            if path.stat().st_size <= 20 * SIZE_LIMIT:
                shutil.copyfile(path, folder / name)
            else:  # refused when it is read, for the size that it has
                with (folder / name).open("wb") as file:
                    file.truncate(path.stat().st_size)
    except BaseException:
        temporary.remove(folder)
        raise
    return folder


def _modules(chosen: dict[str, Path], slugs: tuple[str, ...]) -> dict[str, Path]:
    """The modules of the learner's own beside the chosen files that these import."""
    folders = dict.fromkeys(path.parent for path in chosen.values())
    found = beside.imported(chosen.values(), folders, slugs, SIZE_LIMIT)
    return {name: path for name, path in found.items() if path.stat().st_size <= SIZE_LIMIT}
