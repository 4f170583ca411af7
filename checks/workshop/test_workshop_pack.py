"""A workshop's pack: which wheels it takes for other machines, that it goes on where it was, and installing from it."""

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from email.message import Message
from importlib import metadata
from pathlib import Path

import pytest

from checks.workshop_relay import Relay
from kit.course import ROOT
from kit.workshop import families, install, own_wheel, pack, two_lines, wheels
from kit.workshop.board import Board
from kit.workshop.serve import Served
from kit.workshop.targets import Target, here
from kit.workshop.wheels import PackError

LINUX, WINDOWS, MAC = (Target("3.12", name) for name in ("linux-x86_64", "windows-amd64", "macos-arm64"))


def wheel(folder: Path, name: str, *requires: str, tag: str = "py3-none-any", size: int = 1000) -> Path:
    """A small wheel with these requirements."""
    folder.mkdir(parents=True, exist_ok=True)
    module = name.replace("-", "_")
    about = Message()
    for key, value in (("Metadata-Version", "2.1"), ("Name", name), ("Version", "1.0"), ("Provides-Extra", "fast")):
        about[key] = value
    for requirement in requires:
        about["Requires-Dist"] = requirement
    files = {
        f"{module}.py": b"# " + os.urandom(size // 2).hex().encode(),
        f"{module}-1.0.dist-info/METADATA": about.as_bytes(),
        f"{module}-1.0.dist-info/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n".encode(),
    }
    path = folder / f"{module}-1.0-{tag}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, data in files.items():
            archive.writestr(inside, data)
        record = "".join(f"{inside},,\n" for inside in [*files, f"{module}-1.0.dist-info/RECORD"])
        archive.writestr(f"{module}-1.0.dist-info/RECORD", record)
    return path


@pytest.fixture
def index(tmp_path, monkeypatch):
    """A small index that is all that pip knows, and a kit that takes what is on it."""
    index = tmp_path / "index"
    wheel(index, "pip")
    wheel(index, "plain", "everywhere", "speed; extra == 'fast'")
    # Of a machine whose own Python is older, pip asks for `old` too; no target takes it.
    for name in ("everywhere", "speed", "posix-only", "of-colour", "old"):
        wheel(index, name)
    wheel(index, "colour", "of-colour; platform_system == 'Windows'", "old; python_version < '3.12'")
    wheel(index, "with-extra", "speed; extra == 'fast'")
    for tag in ("manylinux_2_17_x86_64", "win_amd64", "macosx_11_0_arm64"):
        wheel(index, "native", tag=f"cp312-cp312-{tag}", size=40_000)
    needs = ("plain", "native", "with-extra[fast]", "colour; sys_platform == 'win32'", "posix-only; os_name == 'posix'")

    def make(folder: Path) -> Path:
        return wheel(folder, "tokenizer-kit", *needs)

    monkeypatch.setattr(own_wheel, "make", make)
    monkeypatch.setattr(families, "pack", lambda folder: [])
    monkeypatch.setattr(wheels.course, "INSTALLED", True)
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    for name, value in (("NO_INDEX", "1"), ("FIND_LINKS", index.as_uri()), ("CONFIG_FILE", os.devnull)):
        monkeypatch.setenv(f"PIP_{name}", value)
    return index


def quiet(text: str) -> None:
    """Nobody to tell."""


def test_each_machine_gets_what_its_own_markers_ask_for(index, tmp_path):
    planned = pack.plan(tmp_path / "pack", [LINUX, WINDOWS], quiet)
    names = {target: {each.name for each in several} for target, several in planned.wheels.items()}
    both = {"pip", "plain", "everywhere", "native", "with-extra", "speed"}
    assert names[LINUX] == both | {"posix-only"}
    assert names[WINDOWS] == both | {"colour", "of-colour"}, "though pip ran on another system"
    natives = {each.file for several in planned.wheels.values() for each in several if each.name == "native"}
    assert natives == {"native-1.0-cp312-cp312-manylinux_2_17_x86_64.whl", "native-1.0-cp312-cp312-win_amd64.whl"}


def test_the_size_is_known_before_anything_is_fetched(index, tmp_path):
    folder = tmp_path / "pack"
    planned = pack.plan(folder, [LINUX], quiet)
    assert [path.name for path in (folder / "wheels").iterdir()] == [planned.own.name]
    assert all(size == (index / each.file).stat().st_size for each, size in planned.size.items())
    assert "7 wheels for 3.12-linux-x86_64: 0 MB, of which 7 are to be fetched" in planned.describe()


def test_the_manifest_has_every_file_with_its_sha256(index, tmp_path):
    folder = tmp_path / "pack"
    pack.make(pack.plan(folder, [LINUX, MAC], quiet), quiet)
    manifest = json.loads((folder / "manifest.json").read_text())
    assert set(manifest["targets"]) == {"3.12-linux-x86_64", "3.12-macos-arm64"}
    for name, about in manifest["files"].items():
        data = (folder / name).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (about["sha256"], about["size"]), name
    listed = {name for several in manifest["targets"].values() for name in several}
    assert listed == {f"wheels/{path.name}" for path in (folder / "wheels").iterdir()}
    assert "wheels/tokenizer_kit-1.0-py3-none-any.whl" in listed
    readme = (folder / "README.txt").read_text()
    assert all(line in readme for both in two_lines.from_folder().values() for line in both)


def test_what_was_killed_goes_on_where_it_was(index, tmp_path, monkeypatch):
    folder = tmp_path / "pack"
    monkeypatch.setattr(wheels, "BATCH_FILES", 1)
    fetched = []

    def killed(batch) -> None:
        fetched.append(batch[0].file)
        if len(fetched) == 3:
            raise KeyboardInterrupt

    real = wheels.fetch
    monkeypatch.setattr(wheels, "fetch", lambda *given: real(*given[:-1], killed))
    with pytest.raises(KeyboardInterrupt):
        pack.make(pack.plan(folder, [LINUX], quiet), quiet)
    assert not (folder / "manifest.json").exists(), "a pack that is not whole is none"
    (folder / "wheels" / ".part-of-a-killed-one").mkdir()
    planned = pack.plan(folder, [LINUX], quiet)
    assert len(planned.missing) == 4 and not {each.file for each in planned.missing} & set(fetched)
    pack.make(planned, quiet)
    assert len(fetched) == len(set(fetched)) == 7
    assert not list((folder / "wheels").glob(".part*"))


def test_what_is_damaged_or_of_an_earlier_call_is_replaced(index, tmp_path):
    folder = tmp_path / "pack"
    pack.make(pack.plan(folder, [WINDOWS], quiet), quiet)
    (folder / "wheels" / "plain-1.0-py3-none-any.whl").write_bytes(b"half of it")
    planned = pack.plan(folder, [LINUX], quiet)
    assert {each.name for each in planned.missing} == {"plain", "native", "posix-only"}
    pack.make(planned, quiet)
    assert not list((folder / "wheels").glob("*win*")) and not list((folder / "wheels").glob("colour*"))


def test_what_is_not_what_the_index_said_is_refused(index, tmp_path):
    folder = tmp_path / "pack"
    planned = pack.plan(folder, [LINUX], quiet)
    wheel(index, "plain", "something-else")
    with pytest.raises(PackError, match="Call it again"):
        pack.make(planned, quiet)
    assert not (folder / "manifest.json").exists()


def test_what_no_wheel_is_there_for_is_said(index, tmp_path):
    with pytest.raises(PackError, match="3.14-linux-x86_64: pip finds no wheels") as caught:
        pack.plan(tmp_path / "pack", [Target("3.14", "linux-x86_64")], quiet)
    assert "native" in str(caught.value)


def test_an_installed_kit_puts_its_wheel_together_again(tmp_path, monkeypatch):
    """From what a wheel's files are once installed, the same wheel."""
    built = own_wheel._built(tmp_path)
    site = tmp_path / "site"
    with zipfile.ZipFile(built) as archive:
        archive.extractall(site)
        before = {name: archive.read(name) for name in archive.namelist()}
    (about,) = site.glob("*.dist-info")
    with (about / "RECORD").open("a") as record:
        record.write(f"../../../bin/kit,,\n{about.name}/INSTALLER,,\n")
    (about / "INSTALLER").write_text("pip")
    monkeypatch.setattr(own_wheel.metadata, "distribution", lambda name: metadata.PathDistribution(about))
    (tmp_path / "again").mkdir()
    again = own_wheel._packed_again(tmp_path / "again")
    assert again.name == built.name
    with zipfile.ZipFile(again) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    record = f"{about.name}/RECORD"
    assert {k: v for k, v in after.items() if k != record} == {k: v for k, v in before.items() if k != record}
    assert sorted(after[record].decode().split()) == sorted(before[record].decode().split())


def test_a_family_of_tokenizers_moves_to_another_cache_whole(tmp_path, monkeypatch):
    from kit.tokenizers.vendors import cache

    homes = {name: home for name, home in cache.built().items() if name.startswith("nemo")}
    monkeypatch.setattr(cache, "built", lambda: homes)
    (packed,) = families.pack(tmp_path)
    first = packed.read_bytes()
    assert families.pack(tmp_path) == [packed] and packed.read_bytes() == first
    ((_, home),) = homes.items()
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "cache"))
    assert families.unpack(packed)
    assert cache.problem("mistralai/Mistral-Nemo-Base-2407") == "" and tmp_path in cache.root().parents
    files = [path.relative_to(home) for path in home.rglob("*") if path.is_file()]
    assert all((cache.root() / home.name / name).read_bytes() == (home / name).read_bytes() for name in files)
    assert not families.unpack(
        shutil.copy(packed, tmp_path / "nemo-of-another-kit.tar.xz") and tmp_path / "nemo-of-another-kit.tar.xz"
    )


@pytest.fixture
def served(tmp_path):
    """A small pack of three files at the real board's address, over a network that cuts connections."""
    folder = tmp_path / "pack"
    files = {}
    for number, size in enumerate((3_000_000, 70_000, 1)):
        data = os.urandom(size)
        (folder / "wheels").mkdir(parents=True, exist_ok=True)
        (folder / "wheels" / f"{number}.whl").write_bytes(data)
        files[f"wheels/{number}.whl"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": size}
    with Served(Board(tmp_path / "room.sqlite"), bundle=folder) as board, Relay(board.port) as relay:
        yield folder, files, relay


def test_a_download_goes_on_where_the_network_cut_it(served, tmp_path, monkeypatch, capsys):
    folder, files, relay = served
    monkeypatch.setattr(install, "PAUSE", 0)
    relay.cut_after = 1_000_000
    paths = install._fetch(f"{relay.address}/bundle/", list(files), files, str(tmp_path / "kept"))
    assert all(Path(path).read_bytes() == (folder / name).read_bytes() for name, path in paths.items())
    asked = relay.everything.decode().lower()
    assert asked.count("get /bundle/wheels/0.whl") == 4 and asked.count("range: bytes=") == 3
    requests = len(relay.sent)
    install._fetch(f"{relay.address}/bundle/", list(files), files, str(tmp_path / "kept"))
    assert len(relay.sent) == requests, "what is there is not fetched again"


def test_what_the_network_changed_is_never_installed(served, tmp_path, monkeypatch):
    folder, files, relay = served
    monkeypatch.setattr(install, "PAUSE", 0)
    (folder / "wheels" / "1.whl").write_bytes(os.urandom(70_000))
    with pytest.raises(install.Stop, match="1.whl cannot be fetched .*not what the manifest says"):
        install._fetch(f"{relay.address}/bundle/", list(files), files, str(tmp_path / "kept"))
    with pytest.raises(install.Stop, match="1.whl is damaged"):
        install._fetch(str(folder), list(files), files, "")


def test_the_installer_names_what_is_missing(tmp_path, monkeypatch):
    text = Path(install.__file__).read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 7))  # it is for any Python to say that it is too old
    with pytest.raises(install.Stop, match="There is no pack at"):
        install.main(str(tmp_path), str(tmp_path / "mine"))
    (tmp_path / "manifest.json").write_text('{"targets": {"3.11-windows-amd64": []}, "tokenizers": [], "files": {}}')
    with pytest.raises(install.Stop, match="The pack is for 3.11-windows-amd64; this is"):
        install.main(str(tmp_path), str(tmp_path / "mine"))
    monkeypatch.setattr(sys, "version_info", (3, 9))
    with pytest.raises(install.Stop, match="needs 3.11 or newer"):
        install.main(str(tmp_path), str(tmp_path / "mine"))
    monkeypatch.undo()
    assert install._machine() == str(here()), "both name this machine alike"


def test_the_boards_first_page_has_the_two_lines(served):
    import html
    import urllib.request

    _, _, relay = served
    request = urllib.request.Request(relay.address, headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0)"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
        page = html.unescape(answer.read().decode())
    target = page[page.index("bundle='") + 8 :].partition("'")[0]
    lines = two_lines.from_address(target)
    assert all(line in page for both in lines.values() for line in both) and target.endswith("/bundle/")
    assert page.index(lines["Windows"][0]) < page.index(lines["Linux"][0]), "the visitor's own first"


@pytest.mark.long
def test_from_nothing_to_the_first_verdict_by_two_lines_without_the_internet(tmp_path):
    """The real pack, made from the index that this machine has; then nothing of it is asked any more."""
    folder = tmp_path / "pack"
    done = subprocess.run(
        [sys.executable, "-m", "kit", "workshop", "pack", folder, "--yes"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    away = {"PIP_NO_INDEX": "1", "HOME": str(tmp_path / "home"), "KIT_CACHE": str(tmp_path / "cache")}
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")
    } | away
    with Served(Board(tmp_path / "room.sqlite"), bundle=folder) as served:
        for place, lines in (
            ("far", two_lines.from_address(f"{served.url}/bundle/")),
            ("near", two_lines.from_folder(str(folder))),
        ):
            both = lines[two_lines.WINDOWS if os.name == "nt" else two_lines.LINUX]
            (tmp_path / place).mkdir()
            script = "\n".join(both).replace("python3", f'"{sys.executable}"', 1)
            done = subprocess.run(
                script, shell=True, cwd=tmp_path / place, env=environment, capture_output=True, text=True
            )
            assert done.returncode == 0 and "it works; no points" in done.stdout, done.stdout + done.stderr
    pack.check(folder, print)
