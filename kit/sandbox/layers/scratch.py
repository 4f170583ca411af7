"""The folder a child writes into: how much is in it, and emptying it whatever the child left behind."""

import errno
import os
import secrets
import stat
from pathlib import Path

MOST_FILES = 4096
"""Files and folders that are looked at; more count as too much."""

TOO_MUCH = 1 << 62


def empty(folder: Path) -> None:
    """Remove everything in `folder`: locked folders too, and chains of them deeper than a path can be long.

    No folder is entered but those at the top: what is in them is moved up before they are removed. Nobody else may
    be at work in `folder`.
    """
    unique, number = secrets.token_hex(8), 0
    found = [folder / name for name in os.listdir(folder)]
    while found:
        entry = found.pop()
        if entry.is_symlink() or not entry.is_dir():
            entry.unlink()
            continue
        os.chmod(entry, 0o700)
        for name in os.listdir(entry):
            number += 1
            moved = folder / f"{unique}-{number}"
            inner = entry / name
            if inner.is_dir() and not inner.is_symlink():
                os.chmod(inner, 0o700)  # a folder that may not be written to cannot be moved
                inner.rename(moved)
                found.append(moved)
            else:
                inner.unlink()
        entry.rmdir()


def read(path: Path, most: int = 10_000) -> bytes | None:
    """The beginning of a file that a child wrote; None when there is none, or none that is safe to open."""
    try:
        # Not through a link, and not waiting for the other end of a pipe.
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            number = os.open(path.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
        finally:
            os.close(folder)
        with open(number, "rb") as file:
            return file.read(most) if stat.S_ISREG(os.fstat(number).st_mode) else None
    except OSError:
        return None


def size(folder: Path) -> int:
    """Bytes of the files in `folder`; TOO_MUCH where it has too many files, or folders too deep to look into."""
    total, seen, left = 0, 0, [os.fspath(folder)]
    while left:
        try:
            entries = os.scandir(left.pop())
        except FileNotFoundError:
            continue
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return TOO_MUCH
            continue
        with entries:
            for entry in entries:
                seen += 1
                if seen > MOST_FILES:
                    return TOO_MUCH
                if entry.is_dir(follow_symlinks=False):
                    left.append(entry.path)
                else:
                    try:
                        total += entry.stat(follow_symlinks=False).st_blocks * 512
                    except FileNotFoundError:
                        pass
    return total
