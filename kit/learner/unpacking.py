"""What may come out of a stranger's archive: limits, names that stay inside the folder, and how a refusal reads."""

import errno
import unicodedata
from pathlib import PurePosixPath

from kit.learner.errors import BadSubmission

ARCHIVE_LIMIT = 20_000_000
"""Bytes of the archive itself."""

UNPACKED_LIMIT = 50_000_000
"""Bytes of all files together, declared and as they are unpacked; exercises are a few kilobytes each."""

FILE_LIMIT = 20_000_000
"""Bytes of one file: the largest notebook that is read."""

ENTRY_LIMIT = 1_000
"""Entries, folders included."""

DEPTH_LIMIT = 8
"""Folders inside one another."""

_SYSTEM = ("__MACOSX", ".DS_Store")

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO, errno.EROFS)
"""Errors of the machine that unpacks, and no fault of the archive."""


def checked(name: str) -> tuple[str, PurePosixPath | None, str]:
    """The name of an archive's entry as it is shown, its path, and why it is left out, if it is."""
    name = name.replace("\\", "/")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith("/") or ".." in parts or any(":" in part for part in parts):
        return name, None, "its path leads out of the archive"
    if not parts or not name.isprintable() or any(len(part.encode()) > 255 for part in parts):
        return name, None, "its name is not one for a file"
    if len(parts) > DEPTH_LIMIT:
        return name, None, f"it is more than {DEPTH_LIMIT} folders deep"
    return name, PurePosixPath(*parts), ""


def same(path: PurePosixPath) -> str:
    """What two entries have in common that are one file: what differs in case alone is one on many systems."""
    return unicodedata.normalize("NFC", str(path)).casefold()


def of_the_system(path: PurePosixPath) -> bool:
    """Whether an entry is what macOS adds to every archive."""
    return any(part in _SYSTEM or part.startswith("._") for part in path.parts)


def too_large() -> BadSubmission:
    """The refusal of an archive that unpacks to more than the limits."""
    return refused(f"it unpacks to more than {UNPACKED_LIMIT:,} bytes, or holds a file of more than {FILE_LIMIT:,}")


def refused(what: str, advice: str = "Hand in the exNN_topic.py files alone") -> BadSubmission:
    """What is wrong with an archive, and what to do."""
    return BadSubmission(f"{what}. {advice}.")
