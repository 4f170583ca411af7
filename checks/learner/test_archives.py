"""Zips that mean harm, or are merely damaged: nothing is written outside, and every refusal is a sentence."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from checks.handed_in import DECODE, ENCODE, entry, graded, ignored, zipped
from kit.learner import unpacking
from kit.learner.errors import BadSubmission

LEAVES = {
    "parent": "../ex05_decode.py",
    "deep parent": "a/b/../../../ex05_decode.py",
    "absolute": "/ex05_decode.py",
    "backslash": "..\\ex05_decode.py",
    "drive": "C:\\ex05_decode.py",
    "drive relative": "C:ex05_decode.py",
    "share": "\\\\server\\share\\ex05_decode.py",
    "stream": "ex05_decode.py:hidden",
    "null": "ex05_decode.py\0.txt",
    "line feed": "ex05_\ndecode.py",
    "dots": "./..//ex05_decode.py",
    "long": "a" * 300 + "/ex05_decode.py",
    "deep": "a/" * 9 + "ex05_decode.py",
}


@pytest.mark.parametrize("name", LEAVES)
def test_a_path_that_leads_out_is_ignored_and_said(opened, tmp_path, name):
    raw = zipfile.ZipInfo("x")
    raw.filename = raw.orig_filename = LEAVES[name]
    before = set(tmp_path.rglob("*"))
    path = zipped(tmp_path / "a.zip", (raw, DECODE), ("ex04_encode.py", ENCODE))
    source = opened(path)
    assert set(graded(source)) == {"ex04_encode"} and len(source.ignored) == 1, ignored(source)
    assert set(tmp_path.rglob("*")) == before | {path}
    assert {p.name for p in source.root.rglob("*")} == {"ex04_encode.py"}


def test_folders_with_backslashes_are_folders(opened, tmp_path):
    raw = zipfile.ZipInfo("x")
    raw.filename = raw.orig_filename = "exercises\\ex04_encode.py"
    assert set(graded(opened(zipped(tmp_path / "a.zip", (raw, ENCODE))))) == {"ex04_encode"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_in_a_zip_are_ignored_and_said(opened, tmp_path, kind):
    path = zipped(tmp_path / "a.zip", (entry("ex05_decode.py", kind), b"/etc/passwd"), ("ex04_encode.py", ENCODE))
    source = opened(path)
    assert set(graded(source)) == {"ex04_encode"} and set(ignored(source)) == {"ex05_decode.py"}


def test_a_name_that_is_not_utf8_is_ignored_and_one_that_is_counts(opened, tmp_path):
    path = zipped(tmp_path / "a.zip", ("ex04_encode.py", ENCODE), ("MARK_ex05.txt", b"x"), ("GOOD_ex06.txt", b"y"))
    data = path.read_bytes().replace(b"MARK", b"\xff\xfe\xfd\xfc").replace(b"GOOD", "日x".encode())
    path.write_bytes(data)
    source = opened(path)
    assert [why for why in ignored(source).values() if "graded" not in why] == ["its name is not UTF-8 text"]
    assert (source.root / "日x_ex06.txt").read_bytes() == b"y"


def encrypted(path: Path) -> Path:
    zipped(path, ("ex04_encode.py", ENCODE))
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    return path


def lying(path: Path) -> Path:
    """An entry that says it is small and is not."""
    zipped(path, ("ex04_encode.py", b"#" * 60_000_000))
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    return path


def overlapping(path: Path) -> Path:
    """Many entries over the same bytes, as in a bomb without recursion."""
    zipped(path, ("ex04_encode.py", b"#" * 15_000_000), *((f"b{n}.py", b"") for n in range(9)))
    data = path.read_bytes()
    begin = data.index(b"PK\1\2")
    first = data[begin : data.index(b"PK\1\2", begin + 4)]
    records = b"".join(first.replace(b"ex04_encode.py", f"ex{n:02}_encode.py".encode()) for n in range(10))
    end = data[data.index(b"PK\5\6") :]
    end = end[:8] + (10).to_bytes(2, "little") * 2 + len(records).to_bytes(4, "little") + end[16:]
    path.write_bytes(data[:begin] + records + end)
    return path


def inner(count: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for number in range(count):
            archive.writestr(str(number), b"")
    return held.getvalue()


REFUSED = {
    "a password": (encrypted, "locked with a password"),
    "declared too large": (
        lambda path: zipped(path, *((f"f{n}.txt", b"\0" * 13_000_000) for n in range(4))),
        "unpacks to more than",
    ),
    "one file too large": (lambda path: zipped(path, ("ex04_encode.py", b"\0" * 21_000_000)), "unpacks to more than"),
    "larger than it says": (lying, "cannot be unpacked"),
    "the same bytes many times": (overlapping, "unpacks to more than"),
    "too many entries": (
        lambda path: zipped(path, *((f"{n}.txt", b"") for n in range(unpacking.ENTRY_LIMIT + 1))),
        "more than 1,000 files",
    ),
    "an archive inside with many": (
        lambda path: zipped(path, (entry("more.zip", method=zipfile.ZIP_STORED), inner(1_100))),
        "more than 1,000 files",
    ),
    "the same name twice": (
        lambda path: zipped(path, ("ex04_encode.py", ENCODE), ("ex04_encode.py", DECODE)),
        "holds ex04_encode.py twice",
    ),
    "the same name in other letters": (
        lambda path: zipped(path, ("ex04_encode.py", ENCODE), ("EX04_encode.py", DECODE)),
        "holds EX04_encode.py twice",
    ),
    "no exercise": (lambda path: zipped(path, ("README.md", b"hello")), "has no exercise file"),
    "two notebooks": (
        lambda path: zipped(path, ("a.ipynb", b"{}"), ("b.ipynb", b"[]")),
        "a.ipynb and b.ipynb stand against",
    ),
    "empty": (lambda path: zipped(path), "has no exercise file"),
    "not a zip": (lambda path: path.write_bytes(b"%PDF-1.7") and path, "this is not a zip"),
    "another archive": (
        lambda path: path.write_bytes(b"Rar!\x1a\7\0") and path,
        "it is a rar archive, which the kit does",
    ),
    "cut off": (
        lambda path: path.write_bytes(zipped(path, ("ex04_encode.py", ENCODE)).read_bytes()[:-40]) and path,
        "this is not a zip",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_zip_that_is_not_safe_is_refused_in_words(opened, tmp_path, name):
    make, said = REFUSED[name]
    path = make(tmp_path / "a.zip")
    with pytest.raises(BadSubmission, match=said):
        opened(path)


def test_every_byte_of_a_zip_may_be_wrong(opened, tmp_path):
    """Whatever is damaged, there is a source or a refusal in words, and nothing is left behind."""
    path = zipped(tmp_path / "a.zip", ("ex04_encode.py", b"def encode(t, x):\n    return 1\n"), ("b/c.txt", b"x"))
    whole = path.read_bytes()
    refused = 0
    for position in range(len(whole)):
        for value in (0, 255, whole[position] ^ 1):
            path.write_bytes(whole[:position] + bytes([value]) + whole[position + 1 :])
            try:
                opened(path)
            except BadSubmission as error:
                refused += 1
                assert str(error)
    assert refused > 100
