"""Modules of a learner's own beside the answers, such as helpers.py, which answers may import by name.

Also by name, as a script beside them would, answers import other exercises' files: `from ex04_encode import encode`.
"""

import os
import re
import site
import stat
import sys
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from pathlib import Path

SHORT = 16_000
"""Bytes of a file whose imports are remembered; an answer has a few thousand."""

LIMIT = 50
"""Modules of one hand-in that are read."""

SETTINGS = frozenset(
    {"conftest.py", "pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", "setup.cfg", "setup.py", "tox.ini"}
    | {"pyproject.toml", "sitecustomize.py", "usercustomize.py"}
)
"""Files that mean something to Python's tools, whoever wrote them."""

OURS = frozenset({"tests", "kit", "solutions", "checks", "exercises"})
"""Names of the course's own."""

_IMPORT = re.compile(rb"^[ \t]*(?:from[ \t]+\.?(\w+)|import[ \t]+([\w \t,.]+))|\bimport_module\([\"'](\w+)", re.M)


@cache
def is_library(name: str) -> bool:
    """Whether `import name` finds something that is installed, or Python's own."""
    if name in sys.stdlib_module_names or name in sys.builtin_module_names:
        return True
    places = [*site.getsitepackages(), site.getusersitepackages()]
    places += [entry for entry in sys.path if "site-packages" in entry or "dist-packages" in entry]
    return name.isidentifier() and PathFinder.find_spec(name, places) is not None


def module(folder: Path, name: str, slugs: Iterable[str]) -> Path | None:
    """The file of a learner's own module in a folder; None where there is none that counts, as of a library's name."""
    path = folder / f"{name}.py"
    try:
        plain = stat.S_ISREG(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return None
    taken = name in OURS or name.startswith("__") or name in slugs or path.name in SETTINGS
    return path if plain and name.isidentifier() and not taken and not is_library(name) else None


def imported(answers: Iterable[Path], folders: Iterable[Path], slugs: tuple[str, ...], size: int) -> dict[str, Path]:
    """The modules in `folders` that answers import, directly or not, by name. Files above `size` bytes are not looked into."""
    folders, found = list(folders), dict[str, Path]()
    waiting = list(answers)
    while waiting and len(found) < LIMIT:
        try:
            path = waiting.pop()
            text = path.read_bytes() if path.is_file() and path.stat().st_size <= size else b""
        except OSError:
            continue
        for name in names_in(text):
            if name not in found:
                place = next((each for folder in folders if (each := module(folder, name, slugs))), None)
                if place is not None:
                    found[name] = place
                    waiting.append(place)
    return found


def names_in(text: bytes) -> list[str]:
    """The names of the modules that lines of a text import, as far as can be seen without parsing it."""
    return list(_remembered(text) if len(text) <= SHORT else _names_in(text))


def _names_in(text: bytes) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in _IMPORT.finditer(text):
        for part in (match[1] or match[2] or match[3]).decode().split(","):
            words = part.split()
            if words:
                found[words[0].partition(".")[0]] = None
    return tuple(found)


_remembered = lru_cache(maxsize=2_000)(_names_in)  # most files of a class are as they came, or as they were before
