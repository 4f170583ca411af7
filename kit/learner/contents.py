"""What the verdict on one exercise of a hand-in follows from: its file, and the files beside it which that may import.

A sandboxed child gets these files and no other for an exercise (kit/sandbox), so what is not among them cannot matter.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kit.learner import beside, ipython_text
from kit.learner.errors import LearnerError
from kit.learner.files import Source

_EXERCISE = re.compile(r"\bex\d\d_\w+")
_PACKAGE = re.compile(r"\bexercises(?!\.ex\d\d_)\b")
_PLAIN_DUNDERS = frozenset({"__init__", "__name__", "__main__", "__doc__", "__file__", "__all__", "__future__"})
_DUNDER = re.compile(r"\b__\w+__\b")
_OTHERWISE = re.compile(
    r"\b(?:importlib|exec|eval|runpy|pkgutil|builtins|modules)\b|^[ \t\f]*#.*coding[:=][ \t]*(?!utf-?8\b)|�", re.M
)
"""What may import a file whose name is not in the text, or says that the text cannot be read as UTF-8."""


@dataclass(frozen=True)
class Names:
    """The exercises whose names are in a text, and the modules that it imports."""

    exercises: tuple[str, ...]
    modules: tuple[str, ...]


def names_in(content: bytes) -> Names | None:
    """The names in what a file holds; None where it may import what it does not name."""
    return _remembered(content) if len(content) <= beside.SHORT else _names_in(content)


def _names_in(content: bytes) -> Names | None:
    text = unicodedata.normalize("NFKC", content.decode("utf-8", "replace"))
    dunders = set(_DUNDER.findall(text)) - _PLAIN_DUNDERS
    if dunders or _OTHERWISE.search(text) or _PACKAGE.search(text) or ipython_text.is_exported(text):
        return None
    modules = beside.names_in(text.encode("utf-8", "replace"))
    return Names(tuple(dict.fromkeys(_EXERCISE.findall(text))), tuple(modules))


_remembered = lru_cache(maxsize=2_000)(_names_in)  # most files of a class are as they came, or as they were before


@dataclass(frozen=True)
class Needed:
    """Of which exercises, and which modules beside them, the files may be imported by one exercise: itself first."""

    slugs: tuple[str, ...]
    modules: tuple[str, ...]


def needed(source: Source, slug: str, needs: Iterable[str] = ()) -> Needed | None:
    """What the exercise `slug` may import; None where that may be anything. `needs` are exercises that its suite uses.

    The text is looked at and not parsed: this runs in the process that grades.
    """
    return _needed(source, slug, needs, _Files(source))


class _Files(dict[str, bytes]):
    """The files of a hand-in by exercise or module, each read once; of one that cannot be read, in what way."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source

    def __missing__(self, name: str) -> bytes:
        try:
            found = b"content\n" + self.source.as_it_is(name)
        except LearnerError as error:
            found = f"{type(error).__name__}\0{error}".encode("utf-8", "backslashreplace")
        self[name] = found
        return found


def _needed(source: Source, slug: str, needs: Iterable[str], read: _Files) -> Needed | None:
    if source.notebook is not None or source.root.is_file() and source.root.stem not in source.slugs:
        return None
    slugs: dict[str, None] = dict.fromkeys([slug, *needs])
    modules: dict[str, None] = {}
    waiting = list(slugs)
    while waiting:
        names = names_in(read[waiting.pop()])
        if names is None:
            return None
        for name in names.exercises:
            if name in source.slugs and name not in slugs:
                slugs[name] = None
                waiting.append(name)
        for name in names.modules:
            if name not in modules and len(modules) < beside.LIMIT and source.beside_at(name) is not None:
                modules[name] = None
                waiting.append(name)
    return Needed(tuple(slugs), tuple(modules))


@dataclass(frozen=True)
class Content:
    """What the verdict on one exercise follows from: its SHA-256, and the name under which messages tell of its file."""

    slug: str
    digest: str
    shown: str


def of(source: Source, needs: Mapping[str, Iterable[str]]) -> tuple[Content, ...]:
    """The content of each exercise, but of those that have cells: what became of these is told of the whole hand-in.

    `needs` are the exercises whose files the suite of each uses.
    """
    if source.notebook is not None:
        return ()
    found, read = [], _Files(source)
    everything = Needed(source.slugs, tuple(source.modules()))
    exported = {slug for slug in source.slugs if ipython_text.is_exported(read[slug].decode("utf-8", "replace"))}
    for slug in source.slugs:
        if slug in exported:
            continue
        files = _needed(source, slug, needs.get(slug, ()), read) or everything
        total = hashlib.sha256(f"{slug}\0".encode())
        for name in (*sorted(files.slugs), *sorted(files.modules)):
            total.update(f"{name}\0{len(read[name])}\0".encode() + read[name])
        path = source.path(slug)
        found.append(Content(slug, total.hexdigest(), source.shown(path) if path is not None else source.name))
    return tuple(found)
