"""Which wheels a target needs, from pip's own resolver; how large they are; and fetching those that are not there."""

import hashlib
import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from kit import course
from kit.workshop.targets import Target

ROUNDS = 6
"""Times that pip is asked for what only the target needs: what that needs itself, and so on."""

BATCH_FILES, BATCH_BYTES = 8, 30_000_000
"""Of one call of pip: what a kill costs at most, as pip keeps the files of a call when it has all of them."""


class PackError(Exception):
    """The pack cannot be made; the text says what happened and what to do."""


@dataclass(frozen=True)
class Wheel:
    """One wheel, where pip found it."""

    name: str
    url: str
    sha256: str

    @property
    def file(self) -> str:
        """Its file's name."""
        return unquote(urlsplit(self.url).path).rpartition("/")[2]


def resolve(target: Target, own: Path) -> list[Wheel]:
    """The wheels for the kit, whose own wheel is `own`, on a target; pip, which installs them there, among them.

    pip judges the requirements by the markers of the Python that it runs on, so what only the target needs is
    asked for by name until nothing is missing, and what only this machine needs is left out. PackError in words.
    """
    more: list[str] = ["pip"]
    for _ in range(ROUNDS):
        found = _report(target, [str(own), *more])
        needed, missing = _needed(target, found)
        if not missing:
            wheels = [
                _wheel(item) for name, item in sorted(found.items()) if name in needed and name != "tokenizer-kit"
            ]
            return wheels
        more += sorted(missing)
    raise PackError(f"{target}: pip's answer still lacks {', '.join(sorted(missing))}.")


def _report(target: Target, wanted: list[str]) -> dict[str, dict]:
    """What pip would install, by canonical name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.json")
        command = ["install", "--dry-run", "--ignore-installed", "--quiet", f"--target={folder}", *target.options]
        if not course.INSTALLED:
            command.append(f"--constraint={course.ROOT / 'constraints.txt'}")  # what the kit was tested with
        pip([*command, f"--report={path}", *wanted], f"{target}: pip finds no wheels for all that is needed")
        items = json.loads(path.read_text(encoding="utf-8"))["install"]
    return {canonicalize_name(item["metadata"]["name"]): item for item in items}


def _needed(target: Target, found: dict[str, dict]) -> tuple[set[str], set[str]]:
    """The names that the target needs, and the requirements that are not among what pip found."""
    seen: set[tuple[str, str]] = set()
    missing: set[str] = set()
    todo = [("tokenizer-kit", ""), ("pip", "")]
    while todo:
        name, extra = todo.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for text in found[name]["metadata"].get("requires_dist", []) if name in found else []:
            try:
                requirement = Requirement(text)
            except InvalidRequirement:
                continue  # of a package from before the rules; pip has judged it
            marker = requirement.marker
            if marker and not any(marker.evaluate({**about, "extra": extra}) for about in target.markers):
                continue
            other = canonicalize_name(requirement.name)
            if other not in found:
                extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
                missing.add(f"{requirement.name}{extras}{requirement.specifier}")
            todo += [(other, ""), *((other, each) for each in requirement.extras)]
    return {name for name, _ in seen}, missing


def _wheel(item: dict) -> Wheel:
    about = item["download_info"]
    hashes = about.get("archive_info", {}).get("hashes", {})
    if "sha256" not in hashes:
        raise PackError(f"The index gives no SHA-256 for {about['url'].rpartition('/')[2]}, so it cannot be checked.")
    return Wheel(item["metadata"]["name"], about["url"], hashes["sha256"])


def sizes(wheels: Iterable[Wheel]) -> dict[Wheel, int | None]:
    """The bytes of each, as the index says before anything is fetched; None where it does not."""
    wheels = list(wheels)
    with ThreadPoolExecutor(8) as several:
        return dict(zip(wheels, several.map(_size, wheels), strict=True))


def _size(wheel: Wheel) -> int | None:
    parts = urlsplit(wheel.url)
    try:
        if parts.scheme == "file":
            return os.path.getsize(url2pathname(parts.path))
        certificates = ssl.create_default_context(cafile=os.environ.get("PIP_CERT"))
        with urllib.request.urlopen(
            urllib.request.Request(wheel.url, method="HEAD"), timeout=20, context=certificates
        ) as answer:
            return int(answer.headers["Content-Length"])
    except (OSError, ValueError, TypeError):
        return None


def is_there(wheel: Wheel, folder: Path) -> bool:
    """Whether the wheel's file is in a folder, whole."""
    path = folder / wheel.file
    return path.is_file() and digest(path) == wheel.sha256


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch(target: Target, wheels: list[Wheel], size: dict[Wheel, int | None], folder: Path, say: Callable) -> None:
    """Have pip fetch wheels into a folder, some at a time, so that what is killed goes on where it was. PackError in words."""
    for batch in _batches(wheels, size):
        with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as part:
            asked = [f"{wheel.name} @ {wheel.url}#sha256={wheel.sha256}" for wheel in batch]
            listed = Path(part, "list.txt")
            listed.write_text("\n".join(asked) + "\n", encoding="utf-8")
            command = ["download", "--quiet", "--no-deps", *target.options, f"--dest={part}", f"--requirement={listed}"]
            pip(command, "A download failed. Call it again: it goes on where it was")
            for wheel in batch:
                if not is_there(wheel, Path(part)):
                    raise PackError(f"{wheel.file} is not what the index said it is (SHA-256). Call it again.")
                os.replace(Path(part, wheel.file), folder / wheel.file)
        say(batch)


def _batches(wheels: list[Wheel], size: dict[Wheel, int | None]) -> Iterable[list[Wheel]]:
    batch: list[Wheel] = []
    for wheel in wheels:
        batch.append(wheel)
        if len(batch) == BATCH_FILES or sum(size[each] or 0 for each in batch) > BATCH_BYTES:
            yield batch
            batch = []
    if batch:
        yield batch


def pip(arguments: list[str], problem: str) -> None:
    """Call pip, with the index and the settings that this machine has for it. PackError: `problem`, and pip's own words."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if "No module named pip" in done.stderr:
        raise PackError(f"There is no pip beside this kit. Put one there: {sys.executable} -m ensurepip")
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        said = re.sub(r"(\w+://)[^/\s@]+@", r"\1", "\n".join(told[-6:]))  # no password of an index
        raise PackError(f"{problem}:\n{said or 'pip said nothing.'}")
