"""The key under which a verdict on one exercise is kept: all that it follows from.

That is the content of the exercise's file and of what that may import (kit/learner/contents.py), its suite and entry in
course.toml, the kit, the installed packages, the seed, and where a suite measures time, the machine.
"""

import hashlib
import os
import re
import sys
import uuid
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kit import course
from kit.course import ROOT
from kit.grading.verdict import DIED, TIMEOUT

_BOOT = Path("/proc/sys/kernel/random/boot_id")


def key(slug: str, content: str, seed: int, *, here: bool = True) -> str | None:
    """64 hex digits; None where no verdict is kept: of a suite that measures time, unless it is `here` that it does.

    `content` is the digest of what was handed in for the exercise.
    """
    timed = course.load().exercise(slug).timed
    if timed and not here:
        return None
    parts = [slug, content, str(seed), suite(slug), everything_else(), machine() if timed else ""]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def for_names(found: str, names: tuple[str, ...]) -> str:
    """The key for a verdict whose text quotes a name of the hand-in's own: it holds for the same names alone."""
    return found if not names else hashlib.sha256("\0".join([found, *names]).encode()).hexdigest()


def may_be_kept(result: dict) -> bool:
    """Whether an exercise's part of a report follows from content: how long a call took, and what ended it, may not."""
    return not any(test["status"] in (TIMEOUT, DIED) for test in result["tests"])


def quotes(result: dict, names: Iterable[str]) -> bool:
    """Whether one of these names stands as a word in a text of an exercise's part of a report."""
    wanted = "|".join(re.escape(name) for name in names if name)
    pattern = re.compile(rf"(?<!\w)(?:{wanted})(?!\w)")
    return bool(wanted) and any(pattern.search(text) for test in result["tests"] for text in _texts(test))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for name, each in value.items() if name != "id" for text in _texts(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in _texts(each))


@cache
def suite(slug: str) -> str:
    """SHA-256 of what the exercise's suite consists of: a change to another exercise's leaves it as it is."""
    the_course = course.load()
    total = hashlib.sha256(repr(the_course.exercise(slug)).encode())
    others = [other for other in (the_course.hello.slug, *the_course.slugs) if other != slug]
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if not any(other in path.stem for other in others):
            _add(total, path.relative_to(ROOT), path)
    for other in (slug, *the_course.exercise(slug).needs):  # suites compare with solutions, and tell stubs by stubs
        for folder in ("solutions", "exercises"):
            path = ROOT / folder / f"{other}.py"
            if path.exists():
                _add(total, path.relative_to(ROOT), path)
    return total.hexdigest()


@cache
def everything_else() -> str:
    """SHA-256 of the kit's own modules, the names and versions of the installed packages, and the Python."""
    total = hashlib.sha256(sys.version.encode())
    kit = Path(__file__).resolve().parents[1]
    for path in sorted(kit.rglob("*.py")):
        if not path.is_relative_to(ROOT) or ROOT in kit.parents:
            _add(total, path.relative_to(kit), path)
    for place in dict.fromkeys(sys.path):
        if os.path.isdir(place):
            installed = sorted(name for name in os.listdir(place) if name.endswith((".dist-info", ".egg-info")))
            total.update("\0".join(installed).encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def _add(total: Any, name: Path, path: Path) -> None:
    data = path.read_bytes()
    total.update(f"{name.as_posix()}\0{len(data)}\0".encode() + data)


@cache
def machine() -> str:
    """What no other machine has, nor this one after it was started anew."""
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return f"{uuid.getnode():x}"
