"""What a child may read: Python, the installed packages, and a few files of the system; no suite, no solution, no home.

A child writes into its scratch folder and nowhere else.
"""

import os
import site
import ssl
import sys
import sysconfig
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from kit.sandbox.layers import landlock

SYSTEM = (
    "/usr/lib/ssl", "/usr/lib/locale", "/usr/share/zoneinfo", "/etc/ssl", "/etc/pki",
    "/etc/ca-certificates", "/usr/share/ca-certificates", "/etc/localtime", "/etc/timezone", "/etc/mime.types",
    "/etc/apache2/mime.types", "/etc/nginx/mime.types", "/etc/httpd/mime.types", "/etc/os-release", "/etc/hosts",
    "/etc/host.conf", "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/resolv.conf", "/etc/ld.so.cache",
    "/sys/devices/system/cpu",
)  # fmt: skip
"""The settings that Python's own modules look up, and the data of the C library and of TLS."""

SHARED_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64")
"""Where the system keeps shared libraries. Of these the libraries themselves are readable, and the folder of this
architecture; not the folders beside them, in which a system's Pythons have their packages."""

PACKAGES = ("site-packages", "dist-packages")
"""What a folder of installed packages is called, whichever Python it belongs to."""

DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")

DISTRIBUTION = "tokenizer-kit"
"""The name under which the kit itself is installed."""

VENDORS = frozenset({"llama_models", "mistral_common"})
"""Packages that carry the vendors' tokenizer files."""


def ruleset(
    scratch: Path, port: int, kit: Path, *, locks: Path | None = None, without: frozenset[str] = frozenset()
) -> landlock.Ruleset:
    """The rules of one kind of child. `without` are installed packages that it may not read; the kit is never readable.

    `kit` is this package's own folder; `locks` one for locks between processes.
    """
    rules = landlock.Ruleset()
    found = readable(kit, without)
    rules.allow(found.folders, landlock.READ_DIR)
    rules.allow(found.files, landlock.READ)
    rules.allow(DEVICES, landlock.READ_FILE | landlock.WRITE_FILE)
    for folder in (scratch, locks) if locks else (scratch,):
        rules.allow_all(folder)
    rules.allow_port(port)
    return rules


class Readable(NamedTuple):
    """Folders of which the names may be listed, and files and whole folders that may be read."""

    folders: list[Path]
    files: list[Path]


def readable(kit: Path, without: frozenset[str] = frozenset()) -> Readable:
    """What an answer needs of this computer: the same rule for every way in which Python and packages are installed.

    Packages are allowed one by one, so that the kit, its course and what is in `without` stay out wherever they are.
    """
    found = Readable([], [Path(path) for path in SYSTEM])
    for folder in dict.fromkeys(Path(name).resolve() for name in (*SHARED_LIBRARIES, Path(sys.base_prefix) / "lib")):
        found.files.extend(path for path in _entries(folder) if ".so" in path.name and path.is_file())
        if architecture := sysconfig.get_config_var("MULTIARCH"):
            found.files.append(folder / architecture)
    verify = ssl.get_default_verify_paths()
    found.files.append(Path(verify.openssl_cafile).parent)
    for folder in _python_folders():
        _add_library(found, folder)
    ours = _names_of_the_kit(kit)
    for folder in _package_folders():
        found.folders.append(folder)
        entries = [path for path in _entries(folder) if path.name not in ours and not _is_kit(path, kit)]
        # A package's metadata stays: libraries ask for the versions of others, and take it badly when there is none.
        found.files.extend(
            path for path in entries if _package(path.name) not in without or path.name.endswith(".dist-info")
        )
    found.files.extend(_loaded(kit, without, found))
    return found


def _python_folders() -> set[Path]:
    return {Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib")}


def _package_folders() -> list[Path]:
    found = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()]
    # A user's own packages, and those of the system that a virtual environment lets through.
    found += [entry for entry in sys.path if Path(entry).name in PACKAGES]
    return list(dict.fromkeys(Path(folder).resolve() for folder in found if os.path.isdir(folder)))


def _add_library(found: Readable, folder: Path) -> None:
    """Add Python's own library without the packages that are installed in it."""
    entries = _entries(folder)
    found.folders.append(folder)
    found.files.extend(path for path in entries if path.name not in PACKAGES)


def _loaded(kit: Path, without: frozenset[str], found: Readable) -> Iterator[Path]:
    """Packages that this process has loaded from elsewhere: from somebody's checkout, which is installed as editable."""
    # What lies beside the kit in a checkout is the course, and its checks.
    known = {*found.folders, kit.parent}
    for name, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if "." in name or not path or _package(name) in without:
            continue
        place = Path(path).resolve()
        place = place.parent if place.stem == "__init__" else place
        if (
            place.parent not in known
            and not any(folder in place.parents for folder in known)
            and not _is_kit(place, kit)
        ):
            yield place


def _names_of_the_kit(kit: Path) -> set[str]:
    """The names that the kit itself has in a folder of packages: of its code, its metadata and its links."""
    names = {kit.name, "exercises", "solutions", "tests"}
    try:
        installed = metadata.files(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return names
    return names | {path.parts[0] for path in installed if path.parts[0] not in ("..", "__pycache__")}


def _entries(folder: Path) -> list[Path]:
    return [folder / name for name in _names(folder)]


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _is_kit(path: Path, kit: Path) -> bool:
    """Whether an entry of a package folder is the kit, or a link into it or to what it lies in."""
    resolved = path.resolve()
    return resolved == kit or kit in resolved.parents or resolved in kit.parents


def _package(name: str) -> str:
    """The package a name in site-packages belongs to: `llama_models` of `llama_models-0.3.0.dist-info` too."""
    return name.split("-")[0].split(".")[0].replace("-", "_").lower()
