"""Every kind of hand-in in checks/handed_in/: whose it is, what of it is graded, and that the rest is named."""

import io
import shutil
import tarfile
import tomllib
import zipfile
from pathlib import Path

import nbformat
import pytest

from checks.handed_in import DECODE, ENCODE, SLUGS, graded
from kit.grading.hand_ins import tasks
from kit.grading.pool import SET_ASIDE, Task, Verdict
from kit.grading.whose import LeftOut
from kit.learner import submissions

FOLDER = Path(__file__).parents[1] / "handed_in"
KINDS = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def content(value: str | dict) -> bytes:
    """The bytes that a value of [files] stands for."""
    if isinstance(value, str):
        return {"@encode": ENCODE, "@decode": DECODE}.get(value, value.encode())
    if "hex" in value:
        return bytes.fromhex(value["hex"])
    if "notebook" in value:
        cells = [
            nbformat.v4.new_code_cell(content(cell).decode(), id=f"c{n}") for n, cell in enumerate(value["notebook"])
        ]
        return nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode()
    held = io.BytesIO()
    if "zip" in value:
        with zipfile.ZipFile(held, "w") as archive:
            for name, inner in value["zip"].items():
                archive.writestr(_entry(name), content(inner))
        data = held.getvalue()
        for name in value["zip"]:  # zipfile writes UTF-8 and says so; Windows writes cp437 and says nothing
            if name.startswith("cp437:"):
                plain = name.removeprefix("cp437:")
                data = data.replace(_stand_in(plain), plain.encode("cp437"))
        return data
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        for name, inner in value["tar"].items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content(inner))
            archive.addfile(entry, io.BytesIO(content(inner)))
    return held.getvalue()


def _entry(name: str) -> str:
    return _stand_in(name.removeprefix("cp437:")).decode() if name.startswith("cp437:") else name


def _stand_in(name: str) -> bytes:
    return b"".join(b"Q" if ord(letter) > 127 else letter.encode() for letter in name)


def made(kind: dict, top: Path) -> Path:
    """The folder of a kind."""
    top.mkdir()
    for name, value in kind["files"].items():
        path = top / name
        if isinstance(value, dict) and value.get("folder"):
            path.mkdir(parents=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(value))
    return top


CASES = [(name, how) for name, kind in KINDS.items() for how in kind.get("how", ["folder", "each"])]


@pytest.mark.parametrize("name, how", CASES)
def test_what_is_handed_in_is_graded_named_or_set_aside(tmp_path, name, how):
    kind = KINDS[name]
    top = made(kind, tmp_path / "in")
    paths = [top] if how == "folder" else sorted(path for path in top.iterdir() if not path.name.startswith("."))
    found = list(tasks(paths, tmp_path / "gathered", kind.get("attempts")))
    expected = kind["expected"]
    assert sorted(each.name for each in found if not isinstance(each, LeftOut)) == sorted(expected)
    ignored = {}
    for each in found:
        if isinstance(each, Verdict):
            wanted = expected[each.name]
            assert "problem" in wanted, f"{each.name}: {each.problem}"
            assert wanted["problem"] in each.problem and each.kind == wanted.get("kind", SET_ASIDE), each
        elif isinstance(each, Task):
            _compare(each, expected[each.name])
            ignored |= {f"{each.name}: {file}": why for file, why in each.ignored}
    _said(ignored, kind.get("ignored", {}))
    _said({each.name: each.why for each in found if isinstance(each, LeftOut)}, kind.get("left_out", {}))
    persons = [each.person for each in found if not isinstance(each, LeftOut)]
    assert len(set(persons)) == len(persons), "a row a learner"
    shutil.rmtree(tmp_path / "gathered", ignore_errors=True)


def _compare(task: Task, wanted: dict) -> None:
    source = submissions.open_submission(task.path, SLUGS)
    try:
        if task.path.is_file():  # what lies beside it is somebody else's
            assert not [path for path in source.modules().values() if path.parent == task.path.parent]
        if "notebook" in wanted:
            assert source.notebook is not None and source.notebook.name == wanted["notebook"]
        elif "file" in wanted:
            assert source.root.name == wanted["file"]
        else:
            assert graded(source) == {slug: content(value) for slug, value in wanted.items()}
    finally:
        submissions.close(source)


def _said(found: dict[str, str], wanted: dict[str, str]) -> None:
    assert set(found) == set(wanted)
    for name, words in wanted.items():
        assert words in found[name], name
