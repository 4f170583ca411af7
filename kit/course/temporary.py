"""Private folders in the system's temporary folder: made here, removed here, and swept up when their process was killed.

A folder is in use as long as the process that made it, or a fork of it, holds a lock on it, which the system lets go
with the process, however that ended. Where there are no such locks (Windows), age tells.
"""

import contextlib
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PREFIX = "tokenizer-kit-scratch-"

OPEN = ("/tmp", "/var/tmp")
"""The temporary folders of every Unix, which all its users can enter."""

OLD = 7 * 24 * 3600
"""Seconds after which a folder is nobody's any more, where there are no locks."""

_held: dict[Path, int] = {}
"""The folders of this process, each with the descriptor of its lock (-1 where there is none)."""


def folder(kind: str, *, for_another: bool = False) -> Path:
    """A new private folder, whose name says what it is for. Those of killed processes are removed before the first one.

    One `for_another` user lies, where this is root, in a folder that all users can enter: root's own temporary folder
    may be closed to them.
    """
    _sweep_once()
    place = next(filter(_is_open, _places()), None) if for_another else None
    while True:
        made = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{kind}-", dir=place))
        lock = _lock(made)
        if lock is not None:
            _held[made] = lock
            return made


def remove(made: Path) -> None:
    """Remove a folder of `folder`, also what learner code locked up in it; nothing when it is gone."""
    _remove(made)
    lock = _held.pop(made, -1)
    if lock >= 0:
        os.close(lock)


@contextlib.contextmanager
def for_a_while(kind: str) -> Iterator[Path]:
    """A folder for a `with` block."""
    made = folder(kind)
    try:
        yield made
    finally:
        remove(made)


def sweep() -> None:
    """Remove the folders whose processes have ended without doing so. Those in use, and those of others, stay."""
    for place in _places():
        with contextlib.suppress(OSError):
            for entry in os.scandir(place):
                if entry.name.startswith(PREFIX) and entry.is_dir(follow_symlinks=False):
                    _sweep(Path(entry.path))


def _places() -> list[str]:
    """Where folders are made, the usual place first."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return list(dict.fromkeys([tempfile.gettempdir(), *(OPEN if root else ())]))


def _is_open(place: str) -> bool:
    """Whether every user can enter a folder: it, and each on the way to it."""
    try:
        real = Path(place).resolve(strict=True)
        return os.access(real, os.W_OK) and all(each.stat().st_mode & stat.S_IXOTH for each in (real, *real.parents))
    except OSError:
        return False


@cache
def _sweep_once() -> None:
    sweep()


def _sweep(found: Path) -> None:
    with contextlib.suppress(OSError):
        if found in _held or hasattr(os, "geteuid") and found.lstat().st_uid != os.geteuid():
            return
        if fcntl is None:
            if time.time() - found.stat().st_mtime > OLD:
                _remove(found)
            return
        lock = _lock(found)
        if lock is not None:
            _remove(found)
            os.close(lock)


def _lock(found: Path) -> int | None:
    """The descriptor of a lock on a folder; None when another has it, or the folder is gone. -1 where there are no locks."""
    if fcntl is None:
        return -1
    try:
        descriptor = os.open(found, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), os.lstat(found)):
            return descriptor
    except OSError:  # another has it, or took the folder away in between
        pass
    os.close(descriptor)
    return None


def _remove(found: Path) -> None:
    shutil.rmtree(found, ignore_errors=True)
    if not os.path.lexists(found):
        return
    for inside, _, _ in os.walk(found):  # top down: each is opened before it is entered
        with contextlib.suppress(OSError):
            os.chmod(inside, 0o700)
    shutil.rmtree(found, ignore_errors=True)
