"""Unpacking a tar that came from a stranger, by the limits of zips: read once, from begin to end, in bounded memory."""

import bz2
import lzma
import tarfile
import zlib
from pathlib import Path
from typing import IO, cast

from kit.learner import unpacking
from kit.learner.errors import BadSubmission

_STREAM_LIMIT = unpacking.UNPACKED_LIMIT + 2 * 512 * unpacking.ENTRY_LIMIT + (1 << 20)
"""Bytes of the tar itself: its files, a header and padding for each, and some for long names."""

_MEMORY = 100_000_000
"""Bytes that unpacking xz may take; `xz -9` needs 65 MiB."""

_DAMAGED = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, ValueError, OSError)


class _Stream:
    """The bytes of a tar, uncompressed as they are asked for and not more of them than the limit."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        head = self._file.read(6)
        self._file.seek(0)
        self._unpacker: _Gzip | bz2.BZ2Decompressor | lzma.LZMADecompressor | None = None
        if head.startswith(b"\x1f\x8b"):
            self._unpacker = _Gzip()
        elif head.startswith(b"BZh"):
            self._unpacker = bz2.BZ2Decompressor()
        elif head.startswith(b"\xfd7zXZ"):
            self._unpacker = lzma.LZMADecompressor(memlimit=_MEMORY)
        self._read = 0

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; fewer at the end alone. Raises BadSubmission past the limit."""
        parts: list[bytes] = []
        wanted = size
        while wanted:
            part = self._some(min(wanted, 1 << 16))
            if not part:
                break
            self._read += len(part)
            if self._read > _STREAM_LIMIT:
                raise unpacking.too_large()
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def _some(self, size: int) -> bytes:
        if self._unpacker is None:
            return self._file.read(size)
        while not self._unpacker.eof:
            packed = self._file.read(1 << 16) if self._unpacker.needs_input else b""
            part = self._unpacker.decompress(packed, size)
            if part:
                return part
            if not packed and self._unpacker.needs_input:
                raise EOFError("it ends too early")
        return b""

    def close(self) -> None:
        self._file.close()


class _Gzip:
    """gzip's decompressor with the interface that those of bz2 and lzma have."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, size: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, size)


def unpack(archive: Path, folder: Path) -> list[tuple[str, str]]:
    """Unpack a tar, plain or compressed by gzip, bzip2 or xz; what was left out, as (name, reason).

    Raises BadSubmission when it is damaged, larger than the limits or holds a file twice.
    """
    stream = _Stream(archive)
    try:
        with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|", errorlevel=2) as opened:
            return _unpack(opened, folder)
    except BadSubmission:
        raise
    except _DAMAGED as error:
        if isinstance(error, OSError) and error.errno in unpacking.NO_ROOM:
            raise
        raise unpacking.refused(
            f"it cannot be unpacked, it is no tar, is damaged or was cut off ({error})", "Pack the files again"
        ) from None
    finally:
        stream.close()


def _unpack(opened: tarfile.TarFile, folder: Path) -> list[tuple[str, str]]:
    left_out: list[tuple[str, str]] = []
    seen: set[str] = set()
    total = 0
    for number, entry in enumerate(opened, start=1):
        vars(opened)["members"] = []  # tarfile keeps them all
        if number > unpacking.ENTRY_LIMIT:
            raise unpacking.refused(f"it holds more than {unpacking.ENTRY_LIMIT:,} files and folders")
        total += entry.size if entry.isreg() else 0
        if total > unpacking.UNPACKED_LIMIT or entry.size > unpacking.FILE_LIMIT:
            raise unpacking.too_large()
        name, path, why = unpacking.checked(entry.name)
        if path is not None and unpacking.of_the_system(path) or entry.isdir():
            continue
        if not why and (entry.issym() or entry.islnk()):
            why = "it is a link, and links are not followed"
        elif not why and (not entry.isreg() or entry.sparse is not None):
            why = "it is no ordinary file"
        if why or path is None:
            left_out.append((name, why))
            continue
        if unpacking.same(path) in seen:
            raise unpacking.refused(
                f"it holds {name} twice", "Pack the files anew, so that it is clear which one counts"
            )
        seen.add(unpacking.same(path))
        target = folder.joinpath(*path.parts)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            file = target.open("xb")
        except OSError as error:  # a file where another entry has a folder, a name the system does not take
            if error.errno in unpacking.NO_ROOM:
                raise
            left_out.append((str(path), f"cannot be written here: {error.strerror}"))
            continue
        packed = opened.extractfile(entry)
        assert packed is not None  # it is an ordinary file
        with file, packed:
            while chunk := packed.read(1 << 16):
                file.write(chunk)
    return left_out
