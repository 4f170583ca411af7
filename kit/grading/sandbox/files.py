"""What a child may read: Python, the installed packages, and a few files of the system; no suite, no solution, no home.

A child writes into its scratch folder and nowhere else.
"""

import os
import site
import sys
import sysconfig
from pathlib import Path

from kit.grading.sandbox import landlock

SYSTEM = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/etc/ssl", "/etc/pki",
    "/etc/ca-certificates", "/usr/share/ca-certificates", "/etc/localtime", "/etc/timezone", "/etc/mime.types",
    "/etc/apache2/mime.types", "/etc/nginx/mime.types", "/etc/httpd/mime.types", "/etc/os-release", "/etc/hosts",
    "/etc/host.conf", "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/resolv.conf", "/etc/ld.so.cache",
    "/sys/devices/system/cpu",
)  # fmt: skip
"""Libraries of the system and the settings that Python's own modules look up."""

DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")

VENDORS = frozenset({"llama_models", "mistral_common"})
"""Packages that carry the vendors' tokenizer files."""


def ruleset(
    scratch: Path, port: int, kit: Path, *, locks: Path | None = None, without: frozenset[str] = frozenset()
) -> landlock.Ruleset:
    """The rules of one kind of child. `without` are installed packages that it may not read; the kit is never readable.

    `kit` is this package's own folder; `locks` one for locks between processes.
    """
    rules = landlock.Ruleset()
    rules.allow(SYSTEM, landlock.READ)
    rules.allow(DEVICES, landlock.READ_FILE | landlock.WRITE_FILE)
    packages = {Path(folder).resolve() for folder in _package_folders()}
    for folder in _python_folders():
        if folder.is_dir():
            _allow_library(rules, folder.resolve(), packages)
    for folder in packages:
        rules.allow([folder], landlock.READ_DIR)
        names = [name for name in _names(folder) if not _is_kit(folder / name, kit)]
        # A package's metadata stays: libraries ask for the versions of others, and take it badly when there is none.
        kept = [name for name in names if _package(name) not in without or name.endswith(".dist-info")]
        rules.allow([folder / name for name in kept], landlock.READ)
    for folder in (scratch, locks) if locks else (scratch,):
        rules.allow_all(folder)
    rules.allow_port(port)
    return rules


def _python_folders() -> set[Path]:
    names = ("stdlib", "platstdlib")
    found = {Path(sysconfig.get_path(name)) for name in names}
    return found | {Path(sys.base_prefix) / "lib"}


def _package_folders() -> list[str]:
    found = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()]
    return [folder for folder in found if os.path.isdir(folder)]


def _allow_library(rules: landlock.Ruleset, folder: Path, packages: set[Path]) -> None:
    """Allow a folder of Python's own, the package folders in it left out: those are allowed one package at a time."""
    if folder in packages:
        return
    if not any(folder in inner.parents for inner in packages):
        rules.allow([folder], landlock.READ)
        return
    rules.allow([folder], landlock.READ_DIR)
    for name in _names(folder):
        if (folder / name).is_dir():
            _allow_library(rules, folder / name, packages)
        else:
            rules.allow([folder / name], landlock.READ_FILE)


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
