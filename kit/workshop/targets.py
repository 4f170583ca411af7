"""The machines that a pack is for: a Python and a system, as pip's tags and as the markers in packages' requirements."""

import os
import platform
import sys
from dataclasses import dataclass

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""What the kit runs on."""

_GLIBC = [f"manylinux_2_{minor}" for minor in range(28, 4, -1)]  # 2.28 is of 2018; older names are all below it
_LINUX = [*_GLIBC, "manylinux2014", "manylinux2010", "manylinux1", "linux"]

PLATFORMS: dict[str, tuple[list[str], dict[str, str]]] = {
    "linux-x86_64": (
        [f"{tag}_x86_64" for tag in _LINUX],
        {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
    ),
    "linux-aarch64": (
        [f"{tag}_aarch64" for tag in _LINUX],
        {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": "aarch64"},
    ),
    "macos-arm64": (
        ["macosx_13_0_arm64"],  # pip adds every older one
        {"os_name": "posix", "sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
    ),
    "macos-x86_64": (
        ["macosx_13_0_x86_64"],
        {"os_name": "posix", "sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "x86_64"},
    ),
    "windows-amd64": (
        ["win_amd64"],
        {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"},
    ),
    "windows-arm64": (
        ["win_arm64"],
        {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "ARM64"},
    ),
}
"""The name of each system to pip's --platform tags for it, the newest first, and to what markers see there."""


@dataclass(frozen=True, order=True)
class Target:
    """One kind of machine. `str()` is its name in the manifest: `3.13-linux-x86_64`."""

    python: str
    platform: str

    def __str__(self) -> str:
        return f"{self.python}-{self.platform}"

    @property
    def options(self) -> list[str]:
        """pip's options that choose wheels for it."""
        tags = PLATFORMS[self.platform][0]
        found = [f"--platform={tag}" for tag in tags]
        return ["--only-binary=:all:", f"--python-version={self.python}", "--implementation=cp", *found]

    @property
    def markers(self) -> list[dict[str, str]]:
        """What a requirement's marker may see there: with the first release of this Python, and with a late one."""
        about = PLATFORMS[self.platform][1] | {
            "python_version": self.python,
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
        }
        full = (f"{self.python}.0", f"{self.python}.99")
        return [about | {"python_full_version": each, "implementation_version": each} for each in full]


def here() -> Target:
    """This Python on this machine. KeyError, with its name, when there are no wheels for such machines."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    system = {"linux": "linux", "darwin": "macos", "win32": "windows"}.get(sys.platform, sys.platform)
    machine = platform.machine().lower()
    machine = {"windows": {"x86_64": "amd64"}, "linux": {"arm64": "aarch64", "amd64": "x86_64"}}.get(system, {}).get(
        machine, machine
    )
    name = f"{system}-{machine}"
    if name not in PLATFORMS or python not in PYTHONS or os.path.exists("/etc/alpine-release"):
        raise KeyError(f"{python}-{name}")
    return Target(python, name)
