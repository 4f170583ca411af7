"""What the checks of submissions share: answers, zips with any entries, and what became of them."""

import stat
import warnings
import zipfile
from pathlib import Path

from kit import course
from kit.course import ROOT

SLUGS = course.load().slugs
ENCODE = (ROOT / "solutions" / "ex04_encode.py").read_bytes()
DECODE = (ROOT / "solutions" / "ex05_decode.py").read_bytes()


def zipped(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    """A zip with these entries, in this order, whatever their names."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # zipfile warns of names that come twice
        for name, content in entries:
            archive.writestr(name, content)
    return path


def entry(name: str, kind: int = stat.S_IFREG, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """An entry of a kind of its own."""
    found = zipfile.ZipInfo(name)
    found.create_system, found.external_attr, found.compress_type = 3, (kind | 0o644) << 16, method
    return found


def ignored(source) -> dict[str, str]:
    """What does not count, and why."""
    return {each.name: each.why for each in source.ignored}


def graded(source) -> dict[str, bytes]:
    """The answers by exercise."""
    return {slug: path.read_bytes() for slug in SLUGS if (path := source.path(slug)) and path.is_file()}
