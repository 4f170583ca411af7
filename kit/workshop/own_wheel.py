"""The kit's own wheel for a pack: built from a checkout, or put together again from the installed files."""

import base64
import hashlib
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

from kit import course
from kit.workshop.wheels import PackError, pip

NAME = "tokenizer-kit"
OF_THE_INSTALLATION = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
"""Files of an installed package's metadata that are about where it was installed."""


def make(folder: Path) -> Path:
    """Put the wheel into a folder and return its path; one of the name that is there is replaced. PackError in words."""
    return _packed_again(folder) if course.INSTALLED else _built(folder)


def _built(folder: Path) -> Path:
    with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as part:
        command = ["wheel", "--quiet", "--no-deps", f"--wheel-dir={part}", str(course.ROOT)]
        try:  # with the setuptools that is here, when it is: no index is asked then
            pip([*command, "--no-build-isolation", "--no-index"], "")
        except PackError:
            pip(command, "The kit's own wheel cannot be built")
        (made,) = Path(part).glob("*.whl")
        return made.replace(folder / made.name)


def _packed_again(folder: Path) -> Path:
    found = metadata.distribution(NAME)
    files = {}
    for path in found.files or []:
        name = path.as_posix()
        if not name.startswith("..") and path.suffix != ".pyc" and path.name not in OF_THE_INSTALLATION:
            files[name] = Path(str(path.locate())).read_bytes()
    about = next((name.partition("/")[0] for name in files if name.endswith(".dist-info/METADATA")), None)
    if about is None:
        raise PackError(
            "The kit's installed files are not listed, so its wheel cannot be put together: install it anew."
        )
    lines = [f"{name},{_hash(data)},{len(data)}" for name, data in files.items()]
    files[f"{about}/RECORD"] = "\n".join([*lines, f"{about}/RECORD,,", ""]).encode()
    wheel = folder / f"{about.removesuffix('.dist-info')}-py3-none-any.whl"
    part = wheel.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return part.replace(wheel)


def _hash(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
