"""Tars that mean harm, or are merely damaged: the limits of zips hold, in bounded memory, and refusals are sentences."""

import bz2
import gzip
import io
import lzma
import tarfile
import tracemalloc
from pathlib import Path

import pytest

from checks.handed_in import DECODE, ENCODE, graded, ignored
from kit.learner import unpacking
from kit.learner.errors import BadSubmission


def tarred(path: Path, *entries: tuple[str, bytes] | tarfile.TarInfo, mode: str = "w:gz") -> Path:
    """A tar with these entries, in this order, whatever their names."""
    with tarfile.open(path, mode) as archive:
        for entry in entries:
            if isinstance(entry, tarfile.TarInfo):
                archive.addfile(entry)
                continue
            made = tarfile.TarInfo(entry[0])
            made.size = len(entry[1])
            archive.addfile(made, io.BytesIO(entry[1]))
    return path


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.type, found.linkname = kind, target
    return found


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
@pytest.mark.parametrize("name", ["a.tar", "a.tgz", "answers"])
def test_a_tar_is_a_submission_whatever_it_is_called(opened, tmp_path, mode, name):
    path = tarred(tmp_path / name, ("me/exercises/ex04_encode.py", ENCODE), ("._x", b"x"), mode=mode)
    source = opened(path)
    assert graded(source) == {"ex04_encode": ENCODE} and source.name == name and source.ignored == ()


LEFT_OUT = {
    "parent": ("../ex05_decode.py", DECODE),
    "absolute": ("/ex05_decode.py", DECODE),
    "backslash": ("..\\ex05_decode.py", DECODE),
    "deep": ("a/" * 9 + "ex05_decode.py", DECODE),
    "link": special("ex05_decode.py", tarfile.SYMTYPE, "/etc/passwd"),
    "hard link": special("ex05_decode.py", tarfile.LNKTYPE, "ex04_encode.py"),
    "pipe": special("ex05_decode.py", tarfile.FIFOTYPE),
    "device": special("ex05_decode.py", tarfile.CHRTYPE),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_no_plain_file_inside_is_left_out_and_said(opened, tmp_path, name):
    before = set(tmp_path.rglob("*"))
    path = tarred(tmp_path / "a.tar.gz", ("ex04_encode.py", ENCODE), LEFT_OUT[name])
    source = opened(path)
    assert set(graded(source)) == {"ex04_encode"} and len(ignored(source)) == 1
    assert set(tmp_path.rglob("*")) == before | {path}


def long_name(path: Path) -> Path:
    """A header of 300 MB for a name, which packs to almost nothing."""
    with lzma.open(path, "wb") as file:
        header = tarfile.TarInfo("././@PaxHeader")
        header.type, header.size = tarfile.XHDTYPE, 300_000_000
        file.write(header.tobuf(tarfile.USTAR_FORMAT))
        for _ in range(300):
            file.write(b"\0" * 1_000_000)
    return path


REFUSED = {
    "too large together": (
        lambda path: tarred(path, *((f"f{n}.txt", b"\0" * 13_000_000) for n in range(4))),
        "unpacks to more than",
    ),
    "one file too large": (lambda path: tarred(path, ("ex04_encode.py", b"\0" * 21_000_000)), "unpacks to more than"),
    "a header too large": (long_name, "unpacks to more than"),
    "too many entries": (
        lambda path: tarred(path, *((f"{n}.txt", b"") for n in range(unpacking.ENTRY_LIMIT + 1))),
        "more than 1,000 files",
    ),
    "the same name twice": (
        lambda path: tarred(path, ("ex04_encode.py", ENCODE), ("EX04_encode.py", DECODE)),
        "holds EX04_encode.py twice",
    ),
    "cut off": (
        lambda path: path.write_bytes(tarred(path, ("ex04_encode.py", ENCODE)).read_bytes()[:-40]) and path,
        "cannot be unpacked",
    ),
    "no tar in gzip": (lambda path: path.write_bytes(gzip.compress(b"def encode(): 1")) and path, "cannot be unpacked"),
    "no tar in bzip2": (lambda path: path.write_bytes(bz2.compress(b"x" * 999)) and path, "cannot be unpacked"),
    "no exercise": (lambda path: tarred(path, ("README.md", b"hello")), "has no exercise file"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_tar_that_is_not_safe_is_refused_in_words(opened, tmp_path, name):
    make, said = REFUSED[name]
    path = make(tmp_path / "a.tar.gz")
    tracemalloc.start()
    try:
        with pytest.raises(BadSubmission, match=said):
            opened(path)
        assert tracemalloc.get_traced_memory()[1] < 130_000_000
    finally:
        tracemalloc.stop()
