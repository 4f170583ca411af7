"""What a learner hands in: which files count, and what is ignored and said."""

import json
import os
import stat
from pathlib import Path

import jsonschema
import nbformat
import pytest

from checks.handed_in import DECODE, ENCODE, SLUGS, entry, graded, ignored, zipped
from kit.learner import one_file, submissions
from kit.learner.errors import BadSubmission, NotStarted
from kit.learner.files import parse
from kit.learner.submissions import digest

SCHEMA = json.loads((Path(__file__).parents[1] / "report.schema.json").read_text(encoding="utf-8"))


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


@pytest.mark.parametrize(
    "text, about",
    [
        ("def encode(t, text): ...", ["ex04_encode"]),
        ("class Llama: ...", ["ex16_llama"]),
        ("encode: object = lambda t, x: 1", ["ex04_encode"]),
        ("x = 1; encode, y = f, g", ["ex04_encode"]),
        ("from mine import encode", ["ex04_encode"]),
        ("from mine import (\n    encode,\n)", ["ex04_encode"]),
        ("import mine as encode", ["ex04_encode"]),
        ("def ｅncode(t, x): ...", ["ex04_encode"]),
        ("def my_encode(t, x):\n    return t.encode(x)", SLUGS),
        ("from mine import *", SLUGS),
        ("globals()['encode'] = 1", SLUGS),
        ("# coding: utf-16\ndef encode(): ...", SLUGS),
        ("def encode(t, x): ...\nexec(more)", SLUGS),
        ("def \\\nencode(t, x): ...", SLUGS),
    ],
)
def test_one_file_is_about_the_exercises_of_which_it_defines_something(text, about):
    assert list(one_file.about(text.encode(), SLUGS)) == list(about)


@pytest.mark.parametrize("form", ["answers.py", "ex04_encode.py"])
def test_an_exercise_of_which_nothing_was_written_is_not_started_in_one_file_either(tmp_path, form):
    """As in a folder: `untouched` on the class page, where it was `none though something was written`."""
    (tmp_path / form).write_bytes(ENCODE)
    source = submissions.open_submission(tmp_path / form, SLUGS)
    assert source.content("ex04_encode")[1] == ENCODE
    with pytest.raises(NotStarted, match="ex05_decode"):
        source.content("ex05_decode")


def test_a_file_of_a_zip_is_called_as_in_the_zip(opened, tmp_path):
    source = opened(zipped(tmp_path / "mine.zip", ("mine/ex04_encode.py", b"def encode(:")))
    assert source.shown(source.root) == source.name == "mine.zip"
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


def test_a_folder_with_one_zip_is_that_zip_and_so_is_a_zip_in_a_zip(opened, tmp_path):
    """A learning platform makes a folder for each learner, with what they uploaded in it."""
    folder = tmp_path / "Ada Lovelace_11_assignsubmission_file_"
    folder.mkdir()
    inside = zipped(folder / "answers.zip", ("me/ex04_encode.py", ENCODE))
    source = opened(folder)
    assert graded(source) == {"ex04_encode": ENCODE} and source.name == "answers.zip"
    assert digest(folder, SLUGS) == digest(inside, SLUGS)
    outer = zipped(tmp_path / "outer.zip", ("answers.zip", inside.read_bytes()))
    assert graded(opened(outer)) == {"ex04_encode": ENCODE} and digest(outer, SLUGS) == digest(inside, SLUGS)
    for number in range(3):
        outer = zipped(tmp_path / f"{number}.zip", ("answers.zip", outer.read_bytes()))
    with pytest.raises(BadSubmission, match="has no exercise file.* more than 2 others"):
        opened(outer)


def test_the_digest_is_of_the_answers_alone(opened, tmp_path):
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
    assert set(found) == {name.partition("/")[0] for name in FORBIDDEN} | {"notes.txt", "data/words.txt"}
    assert all(why in found[name.partition("/")[0]] for name, why in FORBIDDEN.items())
    assert set(graded(source)) == {"ex04_encode"}


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_a_name_that_is_not_utf8_in_a_folder_can_be_shown(opened, tmp_path):
    from kit.grading import screen

    (tmp_path / "ex04_encode.py").write_bytes(ENCODE)
    (tmp_path / os.fsdecode(b"h\xffelpers\x1b[31m.py")).write_bytes(b"")
    (tmp_path / ("x" * 200 + ".py")).write_bytes(b"")
    lines = screen.ignored(opened(tmp_path).ignored)
    assert [line.partition(":")[0] for line in lines] == [
        r"ignored h\udcffelpers\x1b[31m.py", "ignored " + "x" * 200 + ".py"
    ]  # fmt: skip


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
    (folder / "ex08_chat.py").symlink_to("ex08_chat.py")
    (folder / "ex09_untrusted.py").symlink_to("nothing.py")
    source = opened(folder)
    assert set(ignored(source)) == {
        f"{slug}.py" for slug in ("ex04_encode", "ex06_special", "ex07_vocab", "ex08_chat", "ex09_untrusted")
    } | {"real.txt"}
    assert "link" in ignored(source)["ex04_encode.py"]
    assert parse(source, "ex05_decode").text == DECODE.decode()
    for slug in ("ex04_encode", "ex06_special", "ex07_vocab", "ex08_chat"):
        with pytest.raises(NotStarted, match="does not count"):
            parse(source, slug)
    before = digest(folder, SLUGS)
    secret.write_bytes(b"other")
    assert digest(folder, SLUGS) == before


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
