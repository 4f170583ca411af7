"""What a learner hands in: which files count, what is ignored and said, and zips that mean harm."""

import io
import json
import os
import stat
import tempfile
import warnings
import zipfile
from pathlib import Path

import jsonschema
import nbformat
import pytest

from kit import course
from kit.course import ROOT
from kit.learner import archives, submissions
from kit.learner.errors import BadSubmission, NotStarted
from kit.learner.files import parse
from kit.learner.submissions import close, digest, open_submission

SLUGS = course.load().slugs
ENCODE = (ROOT / "solutions" / "ex04_encode.py").read_bytes()
DECODE = (ROOT / "solutions" / "ex05_decode.py").read_bytes()
SCHEMA = json.loads((Path(__file__).parent / "report.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def nothing_is_left_behind(tmp_path, monkeypatch):
    """Private folders are made in a place of this check's own, and are gone in the end."""
    place = tmp_path / "private"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield
    assert list(place.iterdir()) == []


@pytest.fixture
def opened():
    """`open_submission`, closed in the end."""
    sources = []

    def open_it(path: Path):
        sources.append(open_submission(path, SLUGS))
        return sources[-1]

    yield open_it
    for source in sources:
        close(source)


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
    return {each.name: each.why for each in source.ignored}


def graded(source) -> dict[str, bytes]:
    return {slug: path.read_bytes() for slug in SLUGS if (path := source.path(slug)) and path.is_file()}


@pytest.mark.parametrize("inside", ["", "exercises/", "mine/", "mine/exercises/"])
@pytest.mark.parametrize("form", ["folder", "zip"])
def test_the_files_are_found_in_a_folder_or_two(opened, tmp_path, inside, form):
    folder = tmp_path / "handed in"
    (folder / inside).mkdir(parents=True)
    (folder / inside / "ex04_encode.py").write_bytes(ENCODE)
    (folder / "__MACOSX" / inside).mkdir(parents=True)
    (folder / "__MACOSX" / inside / "._ex04_encode.py").write_bytes(b"\0\5\x16\7")
    (folder / ".DS_Store").write_bytes(b"\0")
    names = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    path = folder
    if form == "zip":
        path = zipped(tmp_path / "a.zip", *((str(p.relative_to(folder)), p.read_bytes()) for p in names))
    source = opened(path)
    assert graded(source) == {"ex04_encode": ENCODE} and source.ignored == ()
    assert digest(path, SLUGS) == digest(folder / inside, SLUGS)


def test_a_file_of_a_zip_is_called_as_in_the_zip(opened, tmp_path):
    source = opened(zipped(tmp_path / "mine.zip", ("mine/ex04_encode.py", b"def encode(:")))
    assert source.shown(source.root) == "mine/mine.zip".partition("/")[2] == source.name
    assert source.place(source.path("ex04_encode"), 3) == f"{Path('mine', 'ex04_encode.py')}:3"
    with pytest.raises(NotStarted, match="the submission mine.zip has no file ex05_decode.py"):
        parse(source, "ex05_decode")


def test_a_notebook_in_a_zip_is_the_submission(opened, tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(ENCODE.decode())])
    content = nbformat.writes(notebook).encode()
    (tmp_path / "plain.ipynb").write_bytes(content)
    path = zipped(tmp_path / "a.zip", ("lab/answers.ipynb", content), ("lab/.ipynb_checkpoints/a.ipynb", b"{}"))
    source = opened(path)
    assert "encode" in {getattr(node, "name", "") for node in parse(source, "ex04_encode").tree.body}
    assert digest(path, SLUGS) == digest(tmp_path / "plain.ipynb", SLUGS)


def test_a_folder_with_one_zip_is_that_zip_and_a_zip_in_a_zip_is_not(opened, tmp_path):
    """A learning platform makes a folder for each learner, with what they uploaded in it."""
    folder = tmp_path / "Ada Lovelace_11_assignsubmission_file_"
    folder.mkdir()
    inside = zipped(folder / "answers.zip", ("me/ex04_encode.py", ENCODE))
    source = opened(folder)
    assert graded(source) == {"ex04_encode": ENCODE} and source.name == "answers.zip"
    assert digest(folder, SLUGS) == digest(inside, SLUGS)
    with pytest.raises(BadSubmission, match="has no exercise file"):
        open_submission(zipped(tmp_path / "outer.zip", ("answers.zip", inside.read_bytes())), SLUGS)


def test_the_digest_is_of_the_answers_alone(tmp_path):
    one = zipped(tmp_path / "1.zip", ("ex04_encode.py", ENCODE), ("ex05_decode.py", DECODE))
    same = zipped(tmp_path / "2.zip", ("ex05_decode.py", DECODE), ("README.md", b"x"), ("ex04_encode.py", ENCODE))
    swapped = zipped(tmp_path / "3.zip", ("ex05_decode.py", ENCODE), ("ex04_encode.py", DECODE))
    other = zipped(tmp_path / "4.zip", ("ex04_encode.py", ENCODE), ("ex05_decode.py", DECODE + b"\n"))
    assert digest(one, SLUGS) == digest(same, SLUGS)
    assert len({digest(path, SLUGS) for path in (one, swapped, other)}) == 3


FORBIDDEN = {
    **dict.fromkeys(
        ["conftest.py", "pytest.ini", "setup.cfg", "pyproject.toml", "tox.ini", "sitecustomize.py", "usercustomize.py"],
        "settings of the test run",
    ),
    "evil.pth": "settings of the test run",
    **dict.fromkeys(
        ["transformers.py", "json.py", "__init__.py", "kit/__init__.py", "tests/test_ex04_encode.py", "solutions/a.py"],
        "name of a library or of the kit",
    ),
    "tokenizers/__init__.py": "name of a library or of the kit",
    "helpers.py": "only the exercises' own files",
}


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_what_a_learner_may_not_bring_is_ignored_and_said(opened, tmp_path, form):
    folder = tmp_path / "handed in"
    for name in [*FORBIDDEN, "ex04_encode.py", "notes.txt", "data/words.txt", ".git/config"]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(ENCODE)
    path = folder
    if form == "zip":
        files = [each for each in sorted(folder.rglob("*")) if each.is_file()]
        path = zipped(tmp_path / "a.zip", *((str(p.relative_to(folder)), p.read_bytes()) for p in files))
    source = opened(path)
    found = ignored(source)
    assert set(found) == {name.partition("/")[0] for name in FORBIDDEN}
    assert all(why in found[name.partition("/")[0]] for name, why in FORBIDDEN.items())
    assert set(graded(source)) == {"ex04_encode"}


def test_settings_beside_the_answers_folder_are_said_too(opened, tmp_path):
    path = zipped(tmp_path / "a.zip", ("me/exercises/ex04_encode.py", ENCODE), ("me/conftest.py", b""), ("x.py", b""))
    assert set(graded(opened(path))) == {"ex04_encode"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links and pipes")
def test_links_that_lead_out_and_pipes_are_ignored_and_said(opened, tmp_path):
    folder = tmp_path / "handed in"
    folder.mkdir()
    secret = tmp_path / "secret.py"
    secret.write_bytes(ENCODE)
    (folder / "real.txt").write_bytes(DECODE)
    (folder / "ex04_encode.py").symlink_to(secret)
    (folder / "ex05_decode.py").symlink_to("real.txt")  # a link inside: a copy, as far as a learner is concerned
    os.mkfifo(folder / "ex06_special.py")
    (folder / "ex07_vocab.py").symlink_to("/dev/zero")
    source = opened(folder)
    assert set(ignored(source)) == {"ex04_encode.py", "ex06_special.py", "ex07_vocab.py"}
    assert "link" in ignored(source)["ex04_encode.py"]
    assert parse(source, "ex05_decode").text == DECODE.decode()
    for slug in ("ex04_encode", "ex06_special", "ex07_vocab"):
        with pytest.raises(NotStarted, match="does not count"):
            parse(source, slug)
    before = digest(folder, SLUGS)
    secret.write_bytes(b"other")
    assert digest(folder, SLUGS) == before


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
    before = {path for path in tmp_path.rglob("*") if "private" not in path.parts}
    path = zipped(tmp_path / "a.zip", (raw, DECODE), ("ex04_encode.py", ENCODE))
    source = opened(path)
    assert set(graded(source)) == {"ex04_encode"} and len(source.ignored) == 1, ignored(source)
    assert {p for p in tmp_path.rglob("*") if "private" not in p.parts} == before | {path}
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
    assert [why for why in ignored(source).values()] == ["its name is not UTF-8 text"]
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
        lambda path: zipped(path, *((f"{n}.txt", b"") for n in range(archives.ENTRY_LIMIT + 1))),
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
    "two notebooks": (lambda path: zipped(path, ("a.ipynb", b"{}"), ("b.ipynb", b"{}")), "has no exercise file"),
    "empty": (lambda path: zipped(path), "has no exercise file"),
    "not a zip": (lambda path: path.write_bytes(b"Rar!\x1a\7\0") and path, "this is not a zip"),
    "cut off": (
        lambda path: path.write_bytes(zipped(path, ("ex04_encode.py", ENCODE)).read_bytes()[:-40]) and path,
        "this is not a zip",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_zip_that_is_not_safe_is_refused_in_words(tmp_path, name):
    make, said = REFUSED[name]
    path = make(tmp_path / "a.zip")
    with pytest.raises(BadSubmission, match=said):
        open_submission(path, SLUGS)


def test_every_byte_of_a_zip_may_be_wrong(tmp_path):
    """Whatever is damaged, there is a source or a refusal in words, and nothing is left behind."""
    path = zipped(tmp_path / "a.zip", ("ex04_encode.py", b"def encode(t, x):\n    return 1\n"), ("b/c.txt", b"x"))
    whole = path.read_bytes()
    refused = 0
    for position in range(len(whole)):
        for value in (0, 255, whole[position] ^ 1):
            path.write_bytes(whole[:position] + bytes([value]) + whole[position + 1 :])
            try:
                close(open_submission(path, SLUGS))
            except BadSubmission as error:
                refused += 1
                assert str(error)
    assert refused > 100


def test_a_large_answer_is_not_read(tmp_path):
    (tmp_path / "ex04_encode.py").write_bytes(b"#" * (20 * submissions.SIZE_LIMIT + 1))
    assert len(digest(tmp_path, SLUGS)) == 64


def test_a_zip_is_graded_and_the_run_says_what_was_ignored(run_pytest, tmp_path):
    wrong = b"def encode(tokenizer, text):\n    return 1 // 0\n"
    path = zipped(
        tmp_path / "mine.zip",
        ("mine/ex04_encode.py", wrong),
        ("mine/ex05_decode.py", DECODE),
        ("mine/conftest.py", b"raise SystemExit(0)\n"),
        ("mine/pytest.ini", b"[pytest]\nminversion = 99\n"),
        ("mine/transformers.py", b"1 / 0\n"),
        (entry("mine/ex06_special.py", stat.S_IFLNK), b"/etc/passwd"),
    )
    suites = ["tests/test_ex04_encode.py", "tests/test_ex05_decode.py", "tests/test_ex06_special.py"]
    done = run_pytest("--submission", path, "--report", tmp_path / "report.json", *suites)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, SCHEMA)
    assert "grading mine.zip" in done.out
    for name in ("conftest.py", "pytest.ini", "transformers.py", "mine/ex06_special.py"):
        assert f"ignored {name}: " in done.out
    assert {each["file"] for each in report["ignored"]} == {
        "conftest.py", "pytest.ini", "transformers.py", "mine/ex06_special.py"
    }  # fmt: skip
    assert {entry["slug"]: entry["status"] for entry in report["exercises"]} == {
        "ex04_encode": "failed", "ex05_decode": "passed", "ex06_special": "not started"
    }  # fmt: skip
    assert f"{Path('mine', 'ex04_encode.py')}:2" in done.out and "tokenizer-kit-submission" not in done.out


def test_where_a_grader_keeps_submissions_is_not_in_the_report(run_pytest, submission, tmp_path):
    folder = submission(ex04_encode="def encode(tokenizer, text):\n    return 1 // 0\n", ex05_decode="broken(\n")
    report = tmp_path / "report.json"
    suites = ["tests/test_ex04_encode.py", "tests/test_ex05_decode.py"]
    done = run_pytest(f"--submission={folder}", "--report", report, *suites, "-k", "sentence")
    assert str(Path("submission", "ex04_encode.py:2")) in done.out
    assert str(tmp_path) not in report.read_text(encoding="utf-8")


def test_settings_in_a_folder_do_not_reach_the_run(run_pytest, submission):
    """With the equals sign pytest does not look into the folder for settings of its own."""
    folder = submission()
    (folder / "pytest.ini").write_text("[pytest]\nminversion = 99\n")
    (folder / "conftest.py").write_text("raise SystemExit(3)\n")
    done = run_pytest(f"--submission={folder}", "tests/test_ex04_encode.py")
    assert done.status == 0, done.out[-2000:]
    assert "ignored pytest.ini: " in done.out and "ignored conftest.py: " in done.out


def test_a_token_table_is_in_the_report(run_pytest, submission, tmp_path):
    wrong = submission(ex04_encode="def encode(tokenizer, text):\n    return tokenizer.encode(text)[1:]\n")
    run_pytest("--submission", wrong, "--report", tmp_path / "report.json", "tests/test_ex04_encode.py", "-k", "encode")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, SCHEMA)
    rows = [test["rows"] for entry in report["exercises"] for test in entry["tests"] if "rows" in test]
    assert ["0", "", "128000 '<|begin_of_text|>'", "!"] in rows[0]
