"""The hostile suite where Python, its packages and the kit, as a wheel, lie in /usr/local, as in Python's own images.

Python and the packages that the kit needs are copied into a folder, which a mount namespace has at /usr/local; the homes
of this machine are not there. Everything runs as a container's root, and as a user with no rights at all.
"""

import importlib.metadata
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from checks.weakened import CONTAINERS_ROOT
from kit.course import ROOT
from kit.tokenizers.vendors.cache import location

if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("unshare"):
    pytest.skip("only root can mount a folder as /usr/local (Linux, unshare)", allow_module_level=True)

pytestmark = pytest.mark.long

PYTHON = f"/usr/local/bin/python{sys.version_info[0]}.{sys.version_info[1]}"

USER = 4711
"""The id of a user who is nobody else's."""

BUILT_FROM = (
    "kit",
    "solutions",
    "tests",
    "pyproject.toml",
    "setup.py",
    "MANIFEST.in",
    "constraints.txt",
    "README.md",
    "LICENSE",
)

WITHIN = """
mount --bind "$1/usr-local" /usr/local
mount -t tmpfs none /root
ldconfig -C "$1/ld.so.cache"
mount --bind "$1/ld.so.cache" /etc/ld.so.cache
cd "$1/work"
export HOME="$1/home-$2" TMPDIR="$1/tmp-$2" PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin LANG=C.UTF-8
if [ "$2" = 0 ]; then exec setpriv --bounding-set "$3" --inh-caps=-all "${@:4}"; fi
exec setpriv --reuid "$2" --regid "$2" --clear-groups --inh-caps=-all "${@:4}"
"""
"""Run by bash as root in mounts of its own, with the folder, a user's id, root's capabilities, and the command."""


def needed(name: str, found: dict[str, importlib.metadata.Distribution]) -> None:
    """The packages that a package needs here, itself left out, gathered in `found` by their names."""
    for text in importlib.metadata.requires(name) or ():
        wanted = Requirement(text)
        if wanted.name not in found and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
            found[wanted.name] = importlib.metadata.distribution(wanted.name)
            needed(wanted.name, found)


def run(command, cwd, **more) -> str:
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, **more)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def image():
    """The folder with all of it."""
    top = Path(tempfile.mkdtemp(prefix="tokenizer-kit-image-"))
    top.chmod(0o755)
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    base, local = Path(sys.base_prefix), top / "usr-local"
    (local / "bin").mkdir(parents=True)
    shutil.copy2(base / "bin" / version, local / "bin" / version)
    without = shutil.ignore_patterns("site-packages", "dist-packages", "__pycache__", "test")
    shutil.copytree(base / "lib" / version, local / "lib" / version, ignore=without, symlinks=True)
    for path in (base / "lib").glob("libpython*"):
        shutil.copy2(path, local / "lib", follow_symlinks=False)
    packages = local / "lib" / version / "site-packages"
    distributions: dict = {
        name: importlib.metadata.distribution(name) for name in ("psutil", "packaging", "pip", "setuptools")
    }
    needed("tokenizer-kit", distributions)
    own = Path(sysconfig.get_path("purelib"))
    for each in distributions.values():
        for file in each.files:
            target = packages / file
            if ".." not in file.parts and "__pycache__" not in file.parts and own / file == Path(file.locate()):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file.locate(), target)
    source = top / "source"
    for name in BUILT_FROM:
        whole = (ROOT / name).is_dir()
        copy = shutil.copytree if whole else shutil.copy
        source.mkdir(exist_ok=True)
        copy(ROOT / name, source / name, **({"ignore": shutil.ignore_patterns("__pycache__")} if whole else {}))
    (source / "exercises").mkdir()
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    run([*pip, "wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", top, source], top)
    shutil.rmtree(source)
    shutil.copytree(ROOT / "checks", top / "work" / "checks", ignore=shutil.ignore_patterns("__pycache__"))
    settings = "[pytest]\naddopts = --import-mode=importlib -p no:cacheprovider\npythonpath = .\n"
    (top / "work" / "pytest.ini").write_text(settings, "utf-8")
    for user in (0, USER):
        for name in ("home", "tmp"):
            (top / f"{name}-{user}").mkdir(mode=0o700)
        cache = top / f"home-{user}" / ".cache" / "tokenizer-kit"
        shutil.copytree(location(), cache)
        for path in (top / f"home-{user}", top / f"tmp-{user}", *(top / f"home-{user}").rglob("*")):
            os.chown(path, user, user)
    (wheel,) = top.glob("*.whl")
    within(top, 0, PYTHON, "-m", "pip", "-q", "install", "--no-deps", "--no-index", wheel)
    yield top
    shutil.rmtree(top)


def within(top: Path, user: int, *command) -> str:
    """What a command says, as that user, where the image is."""
    environment = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(top / "work"), "COLUMNS": "200"}
    outer = ["unshare", "--mount", "--propagation", "private", "bash", "-euc", WITHIN, "within", top]
    return run([*outer, user, CONTAINERS_ROOT, *command], top, env={"PATH": os.environ["PATH"]} | environment)


@pytest.mark.parametrize("user", [0, USER], ids=["root", "user"])
def test_no_attack_succeeds_where_everything_lies_in_usr_local(image, user):
    code = "import os, sys, kit.course as c, regex; print(os.getuid(), sys.prefix, c.INSTALLED, c.ROOT, regex.__file__)"
    said = within(image, user, PYTHON, "-c", code)
    assert said.startswith(f"{user} /usr/local True /usr/local/lib/python") and said.count("/usr/local/lib/") == 2, said
    said = within(image, user, PYTHON, "-m", "pytest", "-q", "-s", "checks/sandbox/test_hostile.py", "-k", "none_earns")
    assert "1 passed" in said and "MISSING" not in said, said
    whose = "of the grader's user" if user else "of a user of its own"
    assert f"privileges: a process {whose}, no capability and no way to gain one" in said, said
    print(said)  # shown with -s


def test_children_of_its_root_are_nobody_though_its_temporary_folder_is_closed_to_others(image):
    code = "from kit import course; from kit.sandbox.hosts import Hosts; hosts = Hosts(course.load()); print(hosts.layers()); hosts.close()"
    assert "privileges: a process of a user of its own" in within(image, 0, PYTHON, "-c", code)
    assert not list((image / "tmp-0").iterdir())


@pytest.mark.parametrize("user", [0, USER], ids=["root", "user"])
def test_its_attacks_are_real_there_and_landlock_alone_holds_what_is_about_files(image, user):
    chosen = ["-m", "long or not long", "-k", "without_any_layer or landlock"]
    said = within(image, user, PYTHON, "-m", "pytest", "-q", "checks/sandbox/test_layers.py", *chosen)
    assert "2 passed" in said, said
