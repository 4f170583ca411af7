"""The repositories of the practice Hub: files, commits, model families with terms, renames."""

import hashlib
import re
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

Content = bytes | str | Path
Files = Mapping[str, Content] | Callable[[], Mapping[str, Content]]

# Families with terms of their own: one signature opens every repository of the family, and of no other.
FAMILIES: dict[str, str] = {
    "llama-3": "Meta Llama 3",
    "llama-3.1": "Llama 3.1",
    "llama-4": "Llama 4",
}

# As huggingface_hub/utils/_validators.py has it: one or two segments of letters, digits, - _ and dots.
_SEGMENT = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?")


PART = 1 << 16
"""Bytes of a file that are in memory at once for each who reads it."""


class Blob:
    """One file's content, read when it is asked for; sizes and hashes are worked out once."""

    def __init__(self, content: Content) -> None:
        self._content = content.encode("utf-8") if isinstance(content, str) else content

    def read(self) -> bytes:
        """The whole file."""
        return self._content.read_bytes() if isinstance(self._content, Path) else self._content

    def head(self, size: int) -> bytes:
        """The first `size` bytes, or all of a shorter file."""
        if isinstance(self._content, Path):
            with self._content.open("rb") as file:
                return file.read(size)
        return self._content[:size]

    @property
    def small(self) -> bytes | None:
        """The whole content of a file that need not be read in parts; None of a larger one."""
        return self.read() if self.facts.size <= PART else None

    async def parts(self, first: int, last: int) -> AsyncIterator[bytes]:
        """The bytes from `first` to `last`, the latter included, PART at a time: a reader may be in no hurry."""
        if isinstance(self._content, Path):
            with self._content.open("rb") as file:
                file.seek(first)
                while first <= last and (part := file.read(min(PART, last + 1 - first))):
                    first += len(part)
                    yield part
        else:
            for start in range(first, last + 1, PART):
                yield self._content[start : min(start + PART, last + 1)]

    @cached_property
    def facts(self) -> "Facts":
        """Size in bytes; SHA-256 of the content; SHA-1 that git gives it (`git hash-object`)."""
        data = self.read()
        return Facts(len(data), hashlib.sha256(data).hexdigest(), git_id("blob", data))


class Facts(NamedTuple):
    size: int
    sha256: str
    oid: str


class Repository:
    """One model repository. Public, with one branch; gated when it belongs to a `family` with terms.

    `files` maps a path to its content (bytes, text or a file on disk), or is a function that returns such a
    mapping and is called once, when the files are first needed.
    """

    def __init__(self, id: str, family: str | None, files: Files) -> None:
        self.id = id
        self.family = family
        self._files = files
        self._lock = threading.Lock()
        self.prepared: dict[str, bytes] = {}
        """Answers about it that are always the same, by kind (kit/hub/answers.py)."""

    @property
    def gated(self) -> bool:
        """Whether its files are only for those who signed its family's terms."""
        return self.family is not None

    @property
    def slow(self) -> bool:
        """Whether its files are still to be had from somewhere, which may take seconds."""
        return callable(self._files) and "_blobs" not in vars(self)

    @property
    def files(self) -> Mapping[str, Blob]:
        """Every file by its path, sorted. May take seconds the first time: vendor files are built then."""
        with self._lock:
            return self._blobs

    @property
    def sha(self) -> str:
        """The commit: 40 hex digits, worked out from the id and the content, the same for the same."""
        with self._lock:
            return self._commit

    @cached_property
    def _blobs(self) -> Mapping[str, Blob]:
        found = self._files() if callable(self._files) else dict(self._files)
        return {path: Blob(found[path]) for path in sorted(found)}

    @cached_property
    def _commit(self) -> str:
        lines = [self.id] + [f"{blob.facts.oid} {path}" for path, blob in self._blobs.items()]
        return git_id("commit", "\n".join(lines).encode())

    def has_revision(self, revision: str) -> bool:
        """Whether it is the name of its one branch, or its commit."""
        return revision in ("main", "refs/heads/main") or revision == self.sha

    def __repr__(self) -> str:
        return f"Repository({self.id!r}, family={self.family!r})"


class Catalogue:
    """All repositories by id, and the old names of renamed ones."""

    def __init__(self, defaults: Callable[[], list[Repository]], renamed: Mapping[str, str]) -> None:
        self._defaults, self._default_renames = defaults, dict(renamed)
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Back to the default repositories and names."""
        with self._lock:
            self._repositories = {repository.id: repository for repository in self._defaults()}
            self._renamed = dict(self._default_renames)

    def add(self, repository: Repository) -> None:
        """Adds it, in place of one with that id. ValueError: the client would refuse the id."""
        check_id(repository.id)
        with self._lock:
            self._repositories[repository.id] = repository

    def rename(self, old: str, new: str) -> None:
        """Renames a repository; the old id leads to the new. KeyError: no such id. ValueError: bad new id."""
        check_id(new)
        with self._lock:
            if old not in self._repositories:
                raise KeyError(f"there is no repository {old!r} to rename")
            repository = self._repositories.pop(old)
            self._repositories[new] = Repository(new, repository.family, lambda: _contents(repository))
            self._renamed[old] = new

    def get(self, id: str) -> Repository | None:
        """The repository with exactly this id."""
        return self._repositories.get(id)

    def new_name(self, id: str) -> str | None:
        """Where a renamed repository is now; None if `id` is not an old name."""
        seen: set[str] = set()
        while id in self._renamed and id not in self._repositories and id not in seen:
            seen.add(id)
            id = self._renamed[id]
        return id if seen else None

    def split(self, segments: list[str]) -> tuple[str, list[str]] | None:
        """The id that an address begins with, of two segments or one, and what follows; None if none is."""
        for length in (2, 1):
            id = "/".join(segments[:length])
            if len(segments) >= length and (id in self._repositories or self.new_name(id)):
                return id, segments[length:]
        return None

    def slow(self, segments: list[str]) -> bool:
        """Whether what an address is about may take seconds: a repository whose files are still to be had."""
        split = self.split(segments[2:] if segments[:2] == ["api", "models"] else segments)
        if split is None:
            return False
        found = self._repositories.get(split[0])
        return found is not None and found.slow

    def all(self) -> list[Repository]:
        """Every repository, by id."""
        with self._lock:
            return [self._repositories[id] for id in sorted(self._repositories)]


def check_id(id: str) -> None:
    """ValueError if `id` is not one the client accepts."""
    segments = id.split("/")
    good = len(segments) <= 2 and len(id) <= 96 and all(_SEGMENT.fullmatch(segment) for segment in segments)
    if not good or "--" in id or ".." in id or id.endswith(".git"):
        raise ValueError(f"not a repository id: {id!r}; it is publisher/name, of letters, digits, '-', '_' and '.'")


def git_id(kind: str, data: bytes) -> str:
    """The SHA-1 under which git would store `data`."""
    return hashlib.sha1(f"{kind} {len(data)}\0".encode() + data).hexdigest()


def _contents(repository: Repository) -> dict[str, Content]:
    return {path: blob._content for path, blob in repository.files.items()}
