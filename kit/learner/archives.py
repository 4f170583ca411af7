"""Unpacking a zip that came from a stranger: within limits, into a private folder, nothing outside it."""

import stat
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath

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

_ENTRY = b"PK\x01\x02"  # APPNOTE.TXT 4.3.12: what every entry of the central directory begins with
_UTF8 = 0x800  # APPNOTE.TXT 4.4.4, bit 11: the name is UTF-8
_ENCRYPTED = 0x1 | 0x40  # bits 0 and 6
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, OSError)
_SYSTEM = ("__MACOSX", ".DS_Store")


def unpack(archive: Path, folder: Path) -> list[tuple[str, str]]:
    """Unpack `archive` into the empty `folder`; what was left out, as (name, reason).

    Raises BadSubmission when it is no zip, is locked, is larger than the limits or holds a file twice.
    """
    size = archive.stat().st_size
    if size > ARCHIVE_LIMIT:
        raise _refused(f"it has {size:,} bytes, and the kit opens archives of up to {ARCHIVE_LIMIT:,}")
    # Counted before zipfile makes an object of each; an archive inside the archive counts with its entries.
    if archive.read_bytes().count(_ENTRY) > ENTRY_LIMIT:
        raise _refused(f"it holds more than {ENTRY_LIMIT:,} files and folders")
    try:
        with zipfile.ZipFile(archive) as opened:
            return _unpack(opened, folder)
    except BadSubmission:
        raise
    except _DAMAGED as error:
        raise _refused(
            f"it cannot be unpacked, it is damaged or was cut off ({error})", "Zip the files again"
        ) from None


def _unpack(opened: zipfile.ZipFile, folder: Path) -> list[tuple[str, str]]:
    left_out: list[tuple[str, str]] = []
    wanted: dict[str, tuple[zipfile.ZipInfo, PurePosixPath]] = {}
    for entry in opened.infolist():
        name, path, why = _path(entry)
        if path is not None and any(part in _SYSTEM for part in path.parts):
            continue
        if why or path is None:
            left_out.append((name, why))
            continue
        if entry.is_dir() or name.endswith("/"):
            continue
        if entry.flag_bits & _ENCRYPTED:
            raise _refused(f"it is locked with a password ({name})", "Zip the files without one")
        # What differs in case alone is one file on many systems.
        key = unicodedata.normalize("NFC", str(path)).casefold()
        if key in wanted:
            raise _refused(f"it holds {name} twice", "Zip the files anew, so that it is clear which one counts")
        wanted[key] = entry, path
    declared = sum(entry.file_size for entry, _ in wanted.values())
    largest = max((entry for entry, _ in wanted.values()), key=lambda entry: entry.file_size, default=None)
    if declared > UNPACKED_LIMIT or largest is not None and largest.file_size > FILE_LIMIT:
        raise _too_large()
    total = 0
    for entry, path in wanted.values():
        target = folder.joinpath(*path.parts)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            file = target.open("xb")
        except OSError as error:  # a file where another entry has a folder, a name the system does not take
            left_out.append((str(path), f"cannot be written here: {error.strerror}"))
            continue
        with file, opened.open(entry) as packed:
            while chunk := packed.read(1 << 16):
                total += len(chunk)
                if total > UNPACKED_LIMIT:
                    raise _too_large()
                file.write(chunk)
    return left_out


def _path(entry: zipfile.ZipInfo) -> tuple[str, PurePosixPath | None, str]:
    """An entry's name as shown, its path, and why it is left out, if it is."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8 and not name.isascii():
        # zipfile took the bytes for cp437; macOS and others write UTF-8 without saying so.
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            return name, None, "its name is not UTF-8 text"
    name = name.replace("\\", "/")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith("/") or ".." in parts or any(":" in part for part in parts):
        return name, None, "its path leads out of the archive"
    if not parts or not name.isprintable() or any(len(part.encode()) > 255 for part in parts):
        return name, None, "its name is not one for a file"
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return name, None, "it is a link, and links are not followed"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return name, None, "it is no ordinary file"
    if len(parts) > DEPTH_LIMIT:
        return name, None, f"it is more than {DEPTH_LIMIT} folders deep"
    if entry.compress_type not in _METHODS:
        return name, None, "it is packed in a way the kit does not unpack"
    return name, PurePosixPath(*parts), ""


def _too_large() -> BadSubmission:
    return _refused(f"it unpacks to more than {UNPACKED_LIMIT:,} bytes, or holds a file of more than {FILE_LIMIT:,}")


def _refused(what: str, advice: str = "Hand in the exNN_topic.py files alone") -> BadSubmission:
    return BadSubmission(f"{what}. {advice}.")
