"""The cache of built tokenizers survives races, kills, damage and folders that cannot be written."""

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kit.tokenizers import vendors
from kit.tokenizers.vendors import cache, llama3, nemo
from kit.tokenizers.vendors.models import MODELS

BASE = MODELS[0]
NEMO = MODELS[-1]
ROOT = Path(vendors.__file__).parents[3]

# Small files in place of real ones, for checks in which only the cache is at stake: Nemo has no published
# hashes.
SMALL = {f"Mistral-Nemo-Base-2407/{file}": f"{file}\n".encode() for file in vendors.FILES}

Lines = list[str]


@pytest.fixture
def lines() -> Lines:
    """What was said; pass its `append` as `say`."""
    return []


@pytest.fixture(scope="module")
def built() -> Path:
    """The real folder of the Llama 3 family, in the user's cache."""
    return vendors.folder(BASE).parent


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache of this check's own, and a process that has not asked for anything yet."""
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "_checked", {})
    monkeypatch.setattr(cache, "_private", {})
    yield tmp_path / "cache" / "vendors"
    for private in cache._private.values():
        shutil.rmtree(private, ignore_errors=True)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nemo, "files", lambda source: dict(SMALL))


def forget() -> None:
    """As a new process would be."""
    cache._checked.clear()


# --- building
# -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("small")
def test_what_is_missing_is_built_once_and_said_in_one_line(root: Path, lines: Lines) -> None:
    assert not vendors.is_built(NEMO)
    path = vendors.folder(NEMO, say=lines.append)
    assert lines == ["Building Mistral Nemo's tokenizer from Mistral's package, once: about 4 s."]
    assert path.parent.parent == root
    assert path.parent.name.startswith("nemo-eccd1665d2e4-")
    assert vendors.is_built(NEMO)
    forget()
    assert vendors.folder(NEMO, say=lines.append) == path
    assert len(lines) == 1
    assert [entry.name for entry in root.iterdir()] == [path.parent.name]


@pytest.mark.usefixtures("root", "small")
def test_build_says_what_it_does_and_then_nothing(lines: Lines, capsys: pytest.CaptureFixture[str]) -> None:
    vendors.build([NEMO], lines.append)
    vendors.build([NEMO], lines.append)
    assert len(lines) == 1
    vendors.clear()
    assert not vendors.is_built(NEMO)
    vendors.folder(NEMO)
    assert capsys.readouterr() == ("", lines[0] + "\n")  # on the terminal, away from what a program prints


@pytest.mark.usefixtures("root", "small")
def test_files_are_checked_once_per_process(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    path = vendors.folder(NEMO, say=lines.append)
    monkeypatch.setattr(cache, "_problem", lambda *_: pytest.fail("checked again"))
    assert vendors.folder(NEMO, say=lines.append) == path


@pytest.mark.usefixtures("root", "small")
def test_a_cache_that_was_cleared_meanwhile_is_built_again(root: Path, lines: Lines) -> None:
    vendors.folder(NEMO, say=lines.append)
    shutil.rmtree(root)  # another process's clear()
    assert (vendors.folder(NEMO, say=lines.append) / "tokenizer.json").read_bytes() == b"tokenizer.json\n"
    assert len(lines) == 2


def test_the_cache_is_the_users_own_unless_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import platformdirs

    monkeypatch.delenv("KIT_CACHE", raising=False)
    assert cache._root() == Path(platformdirs.user_cache_dir("tokenizer-kit", appauthor=False)) / "vendors"
    monkeypatch.setenv("KIT_CACHE", str(tmp_path))
    assert cache._root() == tmp_path / "vendors"


def test_a_change_of_the_recipe_gives_another_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache._recipe_version("llama3")
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + (b"#" if path.suffix == ".jinja" else b""))
    cache._recipe_version.cache_clear()
    try:
        assert cache._recipe_version("llama3") != before
    finally:
        cache._recipe_version.cache_clear()


# --- damage
# ---------------------------------------------------------------------------------------------------------


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def garble(path: Path) -> None:
    path.write_bytes(b"\xff{")


def forge(path: Path) -> None:
    """Changes the file and the manifest in accord."""
    before = cache.hashlib.sha256(path.read_bytes()).hexdigest()
    flip(path)
    after = cache.hashlib.sha256(path.read_bytes()).hexdigest()
    manifest = path.parent.parent / cache.MANIFEST
    manifest.write_text(manifest.read_text().replace(before, after))


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("Meta-Llama-3.1-8B/tokenizer.json", cut),
        ("Meta-Llama-3.1-8B/tokenizer.json", flip),
        ("Meta-Llama-3.1-8B/tokenizer.json", Path.unlink),
        ("Meta-Llama-3.1-8B/tokenizer.json", forge),
        ("Meta-Llama-3.1-8B/tokenizer_config.json", flip),
        ("Meta-Llama-3.1-8B/special_tokens_map.json", Path.unlink),
        ("Meta-Llama-3.1-8B", shutil.rmtree),
        ("manifest.json", Path.unlink),
        ("manifest.json", garble),
        ("manifest.json", lambda path: path.write_text("[]")),
        ("manifest.json", lambda path: path.write_text("{}")),
    ],
)
def test_damage_is_found_said_and_mended(
    name: str,
    damage: Callable[[Path], object],
    built: Path,
    root: Path,
    lines: Lines,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(built, root / built.name)
    path = vendors.folder(BASE, say=lines.append)
    assert lines == []
    family = path.parent
    good = {
        file.relative_to(family).as_posix(): file.read_bytes()
        for file in family.rglob("*")
        if file.is_file() and file.name != cache.MANIFEST
    }
    monkeypatch.setattr(llama3, "files", lambda source: dict(good))  # what a build gives, without its 4 seconds

    damage(family / name)
    forget()
    assert vendors.folder(BASE, say=lines.append) == path
    [line] = lines
    assert "damaged" in line and line.endswith("building Llama 3.1's tokenizer again.")
    assert {name: (family / name).read_bytes() for name in good} == good
    assert [entry.name for entry in root.iterdir()] == [family.name]
    forget()
    vendors.folder(BASE, say=lines.append)
    assert len(lines) == 1


@pytest.mark.usefixtures("root")
def test_a_build_that_is_not_the_published_one_is_refused(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{model.split('/')[1]}/{file}" for model in MODELS[:3] for file in vendors.FILES]
    monkeypatch.setattr(llama3, "files", lambda source: dict.fromkeys(names, b"{}"))
    with pytest.raises(vendors.VendorError, match=r"tokenizer.json built for .* is not the published one.*pip install"):
        vendors.folder(BASE, say=lines.append)
    assert not vendors.is_built(BASE)


# --- folders that cannot be written
# ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("small")
def test_a_cache_that_cannot_be_made_gives_way_to_a_temporary_folder(root: Path, lines: Lines, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    path = vendors.folder(NEMO, say=lines.append)
    assert root not in path.parents
    assert (path / "tokenizer.json").read_bytes() == b"tokenizer.json\n"
    assert lines[1].startswith(f"{root} cannot be written (") and lines[1].endswith("for this run only.")
    assert vendors.is_built(NEMO)
    assert vendors.folder(NEMO, say=lines.append) == path
    assert len(lines) == 2


@pytest.mark.usefixtures("small")
def test_a_full_disk_leaves_nothing_half_written(root: Path, lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if root in path.parents and path.name != "tokenizer.json":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    path = vendors.folder(NEMO, say=lines.append)
    assert root not in path.parents and path.is_dir()
    assert os.strerror(errno.ENOSPC) in lines[1]
    assert list(root.iterdir()) == []


@pytest.mark.usefixtures("root", "small")
def test_no_room_anywhere_is_an_error_that_says_what_to_do(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(vendors.VendorError, match="Set the environment variable KIT_CACHE"):
        vendors.folder(NEMO, say=lines.append)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.usefixtures("small")
def test_a_read_only_cache_is_read(root: Path, lines: Lines) -> None:
    path = vendors.folder(NEMO, say=lines.append)
    folders = [root, path.parent, path]
    try:
        for folder in folders:
            folder.chmod(0o555)
        forget()
        assert vendors.folder(NEMO, say=lines.append) == path
        assert len(lines) == 1
    finally:
        for folder in folders:
            folder.chmod(0o755)


# --- processes
# ------------------------------------------------------------------------------------------------------

# Stops at a named moment, says so, and goes on when it is sent a line.
CHILD = f"""
import sys
from pathlib import Path
from kit.tokenizers.vendors import cache, nemo

model_id, moment = sys.argv[1:]

def pause():
    print("paused", flush=True)
    sys.stdin.readline()

def before(function):
    return lambda *arguments: (pause(), function(*arguments))[1]

def after(function):
    return lambda *arguments: (function(*arguments), pause())[0]

if model_id == {NEMO!r}:
    nemo.files = lambda source: {SMALL!r}
if moment == "first file written":
    Path.write_bytes = after(Path.write_bytes)
elif moment == "all files written":
    cache._publish = before(cache._publish)
elif moment == "renamed":
    cache.os.replace = after(cache.os.replace)
print(cache.folder(model_id), flush=True)
"""


def start(model_id: str, moment: str) -> subprocess.Popen[str]:
    """A process that builds the model and stops at the moment; returns when it is there."""
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, model_id, moment],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until_paused(process: subprocess.Popen[str]) -> None:
    assert process.stdout and process.stderr
    line = process.stdout.readline()
    assert line == "paused\n", line + process.stderr.read()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("moment", ["first file written", "all files written", "renamed"])
def test_a_build_may_be_killed_at_any_moment(moment: str, root: Path, lines: Lines) -> None:
    process = start(NEMO, moment)
    wait_until_paused(process)
    process.kill()
    process.communicate()

    assert vendors.is_built(NEMO) == (moment == "renamed")
    left = list(root.glob(".building-*"))
    assert len(left) == (moment != "renamed")
    path = vendors.folder(NEMO, say=lines.append)
    assert {file.name: file.read_bytes() for file in path.iterdir()} == {
        file: f"{file}\n".encode() for file in vendors.FILES
    }
    assert len(lines) == (moment != "renamed")
    if os.name != "nt":  # there, what is left goes after a day
        assert list(root.glob(".building-*")) == []


def test_two_processes_may_build_at_once(root: Path, lines: Lines) -> None:
    processes = [start(BASE, "all files written") for _ in range(2)]
    for process in processes:
        wait_until_paused(process)
    assert len(list(root.glob(".building-*"))) == 2  # both have built; neither knows of the other
    assert not vendors.is_built(BASE)
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    results = [process.communicate(timeout=60) for process in processes]

    assert [process.returncode for process in processes] == [0, 0], results
    path = vendors.folder(BASE, say=lines.append)
    assert [out.strip() for out, _ in results] == [str(path)] * 2
    assert lines == []
    assert [entry.name for entry in root.iterdir()] == [path.parent.name]


@pytest.mark.usefixtures("small")
def test_only_dead_or_old_leftovers_are_removed(root: Path, lines: Lines) -> None:
    mine, theirs = cache._host(), "another-machine"
    long_ago = time.time() - 2 * cache.DAY
    live, elsewhere, old = (
        root / f".building-{mine}-{os.getpid()}-aa",
        root / f".building-{theirs}-1-bb",
        root / f".building-{theirs}-1-cc",
    )
    for folder in (live, elsewhere, old):
        folder.mkdir(parents=True)
    os.utime(old, (long_ago, long_ago))
    vendors.folder(NEMO, say=lines.append)
    assert live.exists() and elsewhere.exists() and not old.exists()
