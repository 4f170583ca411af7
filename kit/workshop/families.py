"""The built tokenizers of a pack: a compressed file a family, and back into another machine's cache.

python -m kit.workshop.families FILE…
"""

import io
import lzma
import sys
import tarfile
from pathlib import Path

from kit.tokenizers.vendors import cache

MOST = 64 << 20
"""Bytes of one family's folder, unpacked; the largest takes 27 MB."""


def pack(folder: Path) -> list[Path]:
    """Put every family into a folder, unless it is there; returns the files. VendorError and OSError as usual."""
    made = []
    for name, home in sorted(cache.built().items()):
        path = folder / f"{name}.tar.xz"
        made.append(path)
        if path.exists():
            continue
        part = path.with_suffix(".part")
        with tarfile.open(part, "w:xz", preset=1) as archive:  # much faster than 6, and little larger
            for file in sorted(each for each in home.rglob("*") if each.is_file()):
                about = tarfile.TarInfo(
                    file.relative_to(home).as_posix()
                )  # no time, no owner: the same bytes each time
                about.size = file.stat().st_size
                with file.open("rb") as content:
                    archive.addfile(about, content)
        part.replace(path)
    return made


def unpack(path: Path) -> bool:
    """Put a family into this machine's cache; whether it is one that this kit uses. OSError and tarfile.TarError as usual."""
    files, size = {}, 0
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(path.read_bytes()))) as archive:
        for member in archive:
            size += member.size
            parts = Path(member.name).parts
            if not member.isfile() or ".." in parts or Path(member.name).is_absolute() or size > MOST:
                raise tarfile.TarError(f"{path.name} is not a family's file")
            files[member.name] = archive.extractfile(member).read()  # type: ignore[union-attr]
    return cache.take(path.name.removesuffix(".tar.xz"), files)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        unpack(Path(name))
