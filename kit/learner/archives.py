"""Unpacking a zip or tar that came from a stranger: within limits, into a private folder, nothing outside it."""

import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from kit.learner import tars, unpacking
from kit.learner.errors import BadSubmission

NESTED = 2
"""Archives inside one another that are opened."""


_ENTRY = b"PK\x01\x02"  # APPNOTE.TXT 4.3.12: what every entry of the central directory begins with
_UTF8 = 0x800  # APPNOTE.TXT 4.4.4, bit 11: the name is UTF-8
_ENCRYPTED = 0x1 | 0x40  # bits 0 and 6
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, OSError)


_MAGIC = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"\x1f\x8b": "tar",
    b"BZh": "tar",
    b"\xfd7zXZ\x00": "tar",
    b"\x28\xb5\x2f\xfd": "zst",
    b"MSCF": "cab",
}
"""How archives begin. What is compressed by gzip, bzip2 or xz is taken for a tar."""

OPENED = ("zip", "tar")
ENDINGS = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz")
"""Kinds of archives that are opened, and how their names end."""


def kind(path: Path) -> str:
    """What kind of archive a file is by its content, "zip" for one; empty when it is none, or an office document."""
    try:
        with path.open("rb") as file:
            head = file.read(512)
    except OSError:
        return ""
    found = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), "")
    if not found and head[257:262] == b"ustar":
        return "tar"
    if not found and path.suffix.lower() == ".zip" and zipfile.is_zipfile(path):  # with something before it
        return "zip"
    if found == "zip" and not zipfile.is_zipfile(path):  # cut off
        return ""
    if found == "zip" and (b"[Content_Types].xml" in head or b"mimetypeapplication/vnd" in head):
        return ""
    return found


def unpack(archive: Path, folder: Path) -> list[tuple[str, str]]:
    """Unpack `archive` into the empty `folder`; what was left out, as (name, reason).

    Raises BadSubmission when it is neither zip nor tar, is locked, is larger than the limits or holds a file twice.
    """
    size = archive.stat().st_size
    if size > unpacking.ARCHIVE_LIMIT:
        raise unpacking.refused(
            f"it has {size:,} bytes, and the kit opens archives of up to {unpacking.ARCHIVE_LIMIT:,}"
        )
    if kind(archive) == "tar":
        return tars.unpack(archive, folder)
    # Counted before zipfile makes an object of each; an archive inside the archive counts with its entries.
    if archive.read_bytes().count(_ENTRY) > unpacking.ENTRY_LIMIT:
        raise unpacking.refused(f"it holds more than {unpacking.ENTRY_LIMIT:,} files and folders")
    try:
        with zipfile.ZipFile(archive) as opened:
            return _unpack(opened, folder)
    except BadSubmission:
        raise
    except _DAMAGED as error:
        if isinstance(error, OSError) and error.errno in unpacking.NO_ROOM:
            raise
        raise unpacking.refused(
            f"it cannot be unpacked, it is damaged or was cut off ({error})", "Zip the files again"
        ) from None


def _unpack(opened: zipfile.ZipFile, folder: Path) -> list[tuple[str, str]]:
    left_out: list[tuple[str, str]] = []
    wanted: dict[str, tuple[zipfile.ZipInfo, PurePosixPath]] = {}
    for entry in opened.infolist():
        name, path, why = _path(entry)
        if path is not None and unpacking.of_the_system(path):
            continue
        if why or path is None:
            left_out.append((name, why))
            continue
        if entry.is_dir() or name.endswith("/"):
            continue
        if entry.flag_bits & _ENCRYPTED:
            raise unpacking.refused(f"it is locked with a password ({name})", "Zip the files without one")
        key = unpacking.same(path)
        if key in wanted:
            raise unpacking.refused(
                f"it holds {name} twice", "Zip the files anew, so that it is clear which one counts"
            )
        wanted[key] = entry, path
    declared = sum(entry.file_size for entry, _ in wanted.values())
    largest = max((entry for entry, _ in wanted.values()), key=lambda entry: entry.file_size, default=None)
    if declared > unpacking.UNPACKED_LIMIT or largest is not None and largest.file_size > unpacking.FILE_LIMIT:
        raise unpacking.too_large()
    total = 0
    for entry, path in wanted.values():
        target = folder.joinpath(*path.parts)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            file = target.open("xb")
        except OSError as error:  # a file where another entry has a folder, a name the system does not take
            if error.errno in unpacking.NO_ROOM:
                raise
            left_out.append((str(path), f"cannot be written here: {error.strerror}"))
            continue
        with file, opened.open(entry) as packed:
            while chunk := packed.read(1 << 16):
                total += len(chunk)
                if total > unpacking.UNPACKED_LIMIT:
                    raise unpacking.too_large()
                file.write(chunk)
    return left_out


def _path(entry: zipfile.ZipInfo) -> tuple[str, PurePosixPath | None, str]:
    """An entry's name as shown, its path, and why it is left out, if it is."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8 and not name.isascii():
        # zipfile took the bytes for cp437, as Windows writes them; macOS and others write UTF-8 without saying so.
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            if not name.isprintable():
                return name, None, "its name is not UTF-8 text"
    name, path, why = unpacking.checked(name)
    if why:
        return name, None, why
    form = stat.S_IFMT(entry.external_attr >> 16)
    if form == stat.S_IFLNK:
        return name, None, "it is a link, and links are not followed"
    if form not in (0, stat.S_IFREG, stat.S_IFDIR):
        return name, None, "it is no ordinary file"
    if entry.compress_type not in _METHODS:
        return name, None, "it is packed in a way the kit does not unpack"
    return name, path, ""
