"""Built tokenizers on disk: found, checked, built when missing, mended when damaged.

One folder per family, named after the SHA-256 of the vendor's file and of the recipe, so that a change of
either gives a new folder. It is written under a temporary name and renamed: whoever is killed leaves nothing
half done, and of two processes at once the slower one throws its own away.
"""

import atexit
import hashlib
import json
import os
import platform
import re
import secrets
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

from kit.course import temporary

from .models import FAMILIES, FILES, MODELS, PUBLISHED, Family, VendorError, family_of
from .source import family_source

Say = Callable[[str], object]

MANIFEST = "manifest.json"
DAY = 24 * 60 * 60  # seconds

_lock = threading.RLock()
_checked: dict[tuple[Path, str], str] = {}  # (family folder, model id) to the SHA-256 of its tokenizer.json
_private: dict[str, Path] = {}  # family name to this process's own folder, where the cache cannot be written


def to_stderr(line: str) -> None:
    """Shows a line to the person at the terminal."""
    print(line, file=sys.stderr, flush=True)


def folder(model_id: str, *, say: Say = to_stderr) -> Path:
    """The folder with the model's Hub files, built if missing, checked once per process.

    Cached: about 20 ms the first time, then microseconds. Building takes some seconds.

    Args:
        model_id: one of `MODELS`.
        say: gets a line when something is built, mended, or kept elsewhere than in the cache.

    Raises:
        KeyError: there is no such model.
        VendorError: the vendor's file is missing or not the known one, or nothing can be written anywhere.
    """
    family = family_of(model_id)
    with _lock:
        home = _private.get(family.name) or _home(family)
        if (home, model_id) not in _checked or not os.path.exists(home / _short(model_id) / FILES[0]):
            if problem := _problem(home, model_id):
                say(problem)
                home = _rebuild(family, home, say)
                if problem := _problem(home, model_id):
                    raise VendorError(f"{problem} It was built only now: is the disk sound? Set KIT_CACHE to another.")
            _checked[home, model_id] = _manifest(home)[f"{_short(model_id)}/{FILES[0]}"]
        return home / _short(model_id)


def is_built(model_id: str) -> bool:
    """Whether `folder` will find the files; it looks that they exist, not into them.

    Raises:
        KeyError: there is no such model.
    """
    family = family_of(model_id)
    home = _private.get(family.name) or _home(family)
    return all(os.path.isfile(home / name) for name in (MANIFEST, *(f"{_short(model_id)}/{file}" for file in FILES)))


def problem(model_id: str) -> str:
    """What is wrong with the model's files in the cache, as a sentence; empty when each is what it should be.

    Raises:
        KeyError: there is no such model.
    """
    family = family_of(model_id)
    return _problem(_private.get(family.name) or _home(family), model_id)


def root() -> Path:
    """The folder that everything is built into."""
    return _root()


def build(model_ids: Iterable[str] = MODELS, say: Say = print) -> None:
    """Builds those that are missing and mends those that are damaged; `say` gets a line for each.

    Raises:
        KeyError, VendorError: as `folder`.
    """
    for model_id in model_ids:
        folder(model_id, say=say)


def built() -> dict[str, Path]:
    """The folder of every family, by its name, built if missing. It is the same on every machine with this kit.

    Raises:
        VendorError: as `folder`.
    """
    homes = {folder(model_id).parent for model_id in MODELS}
    return {_home(family).name: home for family in FAMILIES for home in homes if home.name == _home(family).name}


def take(name: str, files: dict[str, bytes]) -> bool:
    """Keep a family's folder that was built elsewhere, unless it is here; whether it is one that this kit uses.

    What is in it is checked when it is used, as ever. OSError as usual.
    """
    home = next((_home(family) for family in FAMILIES if _home(family).name == name), None)
    if home is None or MANIFEST not in files:
        return False
    if not home.is_dir():
        _install(home, files)
    return True


def digest(model_id: str) -> str:
    """SHA-256 of the model's tokenizer.json, in hex digits; builds it if missing.

    Raises:
        KeyError, VendorError: as `folder`.
    """
    with _lock:
        return _checked[folder(model_id).parent, model_id]


def clear() -> None:
    """Removes everything built, of every version of the kit."""
    with _lock:
        _checked.clear()
        shutil.rmtree(_root(), ignore_errors=True)
        while _private:
            shutil.rmtree(_private.popitem()[1], ignore_errors=True)


def location() -> Path:
    """The cache's folder: the value of KIT_CACHE, or the kit's folder in the user's cache."""
    chosen = os.environ.get("KIT_CACHE")
    if not chosen:
        import platformdirs

        chosen = platformdirs.user_cache_dir("tokenizer-kit", appauthor=False)
    return Path(chosen).expanduser().absolute()


def _root() -> Path:
    return location() / "vendors"


def _home(family: Family) -> Path:
    return _root() / f"{family.name}-{family.sha256[:12]}-{_recipe_version(family.recipe)}"


@cache
def _recipe_version(recipe: str) -> str:
    # The builder's version is the text of its modules, so nobody can forget to raise it.
    here = Path(__file__).parent
    parts = sorted([here / "hubfiles.py", here / f"{recipe}.py", *here.glob(f"{recipe}*.jinja")])
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:8]


def _short(model_id: str) -> str:
    return model_id.rpartition("/")[2]


def _manifest(home: Path) -> dict[str, str]:
    manifest: dict[str, str] = json.loads((home / MANIFEST).read_text(encoding="utf-8"))
    return manifest


def _problem(home: Path, model_id: str) -> str:
    """Why the model's files in `home` cannot be used, as a sentence to show; empty when they can."""
    family = family_of(model_id)
    if not os.path.exists(home):  # Path.exists raises where the folder above may not be read
        what = f"{family.label}'s tokenizer from {family.vendor}'s package"
        return f"Building {what}, once: about {family.seconds} s."
    try:
        manifest = _manifest(home)
        for file in FILES:
            name = f"{_short(model_id)}/{file}"
            found = hashlib.sha256((home / name).read_bytes()).hexdigest()
            if found != manifest[name] or found != PUBLISHED.get((model_id, file), found):
                return f"{home / name} is damaged: building {family.label}'s tokenizer again."
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its list of files is damaged"
        return f"{home} is damaged ({reason}): building {family.label}'s tokenizer again."
    return ""


def _rebuild(family: Family, home: Path, say: Say) -> Path:
    try:
        files = import_module(f"{__package__}.{family.recipe}").files(family_source(family))
    except OSError as error:
        raise VendorError(f"{family.label}'s tokenizer cannot be built: {error}. Is the disk full?") from error
    files[MANIFEST] = _dump({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})
    for (model_id, file), published in PUBLISHED.items():
        name = f"{_short(model_id)}/{file}"
        if model_id in family.models and hashlib.sha256(files[name]).hexdigest() != published:
            raise VendorError(
                f"The {file} built for {model_id} is not the published one: the installed transformers "
                "converts it otherwise. Install one that is known to work: "
                "python -m pip install transformers==5.23.0"
            )
    try:
        _install(home, files)
        return home
    except OSError as error:
        why = error.strerror or error
    try:
        private = temporary.folder("vendor")
        atexit.register(_remove_own, private, os.getpid())
        _write(private, files)
    except OSError as error:
        raise VendorError(
            f"{family.label}'s tokenizer can be kept neither in {home.parent} ({why}) nor in the system's "
            f"temporary folder ({error.strerror or error}). "
            "Set the environment variable KIT_CACHE to a folder with 100 MB of room."
        ) from error
    say(f"{home.parent} cannot be written ({why}): a temporary folder is used, for this run only.")
    _private[family.name] = private
    return private


def _dump(value: dict[str, str]) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode()


def _write(target: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _install(home: Path, files: dict[str, bytes]) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    _sweep(home.parent)
    building = home.parent / f".building-{_host()}-{os.getpid()}-{secrets.token_hex(4)}"
    try:
        _write(building, files)
        _publish(building, home, files)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _publish(building: Path, home: Path, files: dict[str, bytes]) -> None:
    try:
        os.replace(building, home)
    except OSError:
        if not home.is_dir():
            raise
        # Someone was faster, or what is there is damaged. What is built is always the same, so single files
        # can change places under whoever is reading them; those that are right stay.
        for name, content in files.items():
            if not _holds(home / name, content):
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(building / name, home / name)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _host() -> str:
    return re.sub(r"[^A-Za-z0-9.]", "_", platform.node()) or "host"


def _sweep(root: Path) -> None:
    """Removes what killed builds have left: of this machine if the process is gone, of any after a day."""
    for leftover in root.glob(".building-*"):
        host, pid, _ = leftover.name.removeprefix(".building-").rsplit("-", 2)
        try:
            old = time.time() - leftover.stat().st_mtime > DAY
        except OSError:
            continue
        if old or (host == _host() and _gone(int(pid))):
            shutil.rmtree(leftover, ignore_errors=True)


def _gone(pid: int) -> bool:
    if os.name == "nt":  # there, os.kill would end the process
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _remove_own(private: Path, pid: int) -> None:
    if os.getpid() == pid:  # not in a forked child
        shutil.rmtree(private, ignore_errors=True)
