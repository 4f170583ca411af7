"""Install the kit from a workshop's pack, a folder or an address: nothing else is asked, no index, no internet.

    python3 install.py [FOLDER]        with Python 3.11 or newer; FOLDER is my-tokenizers unless named

It lies in the pack and runs alone, with nothing but Python. Called again it goes on where it was.
"""

import hashlib
import http.client
import json
import os
import platform
import shutil
import subprocess
import sys
import time
import urllib.request
from typing import Any

FOLDER = "my-tokenizers"
TRIES = 8
PAUSE = 2.0
CHUNK = 1 << 16


class Stop(Exception):
    """It cannot go on; the text says why and what to do."""


def main(bundle: str, folder: str):
    """Download what this machine needs of the pack at `bundle`, check it, install it, and make the exercises."""
    if sys.version_info < (3, 11):  # noqa: UP036  # whoever calls it may have any
        raise Stop(f"This is Python {platform.python_version()}; the kit needs 3.11 or newer. Call this with another.")
    manifest = json.loads(_text(bundle, "manifest.json"))
    machine = _machine()
    if machine not in manifest["targets"]:
        raise Stop("The pack is for " + ", ".join(manifest["targets"]) + f"; this is {machine}. Ask the facilitator.")
    os.makedirs(folder, exist_ok=True)
    names = manifest["targets"][machine] + manifest["tokenizers"]
    kept = os.path.join(folder, ".pack")
    paths = _fetch(bundle, names, manifest["files"], kept)
    python = _environment(folder)
    (pip,) = [paths[name] for name in names if name.startswith("wheels/pip-")]
    wheels = [paths[name] for name in manifest["targets"][machine]]
    print(f"installing {len(wheels)} packages …", flush=True)
    _run([python, os.path.join(pip, "pip"), "install", "--no-index", "--no-deps", "--quiet", *wheels], "pip failed")
    _run([python, "-m", "kit.workshop.families", *(paths[name] for name in manifest["tokenizers"])], "")
    _run([python, "-m", "kit", "init", folder], "The exercises could not be made")
    shutil.rmtree(kept, ignore_errors=True)
    kit = os.path.join(".venv", "Scripts" if os.name == "nt" else "bin", "kit")
    print(f"\nnext  cd {os.path.relpath(folder)}\n      {kit} run ex00")


def _machine():
    """This machine as the manifest names it, such as 3.13-linux-x86_64."""
    system = {"linux": "linux", "darwin": "macos", "win32": "windows"}.get(sys.platform, sys.platform)
    machine = platform.machine().lower()
    if system == "windows":
        machine = {"x86_64": "amd64"}.get(machine, machine)
    elif system == "linux":
        machine = {"arm64": "aarch64", "amd64": "x86_64"}.get(machine, machine)
    return f"{sys.version_info[0]}.{sys.version_info[1]}-{system}-{machine}"


def _fetch(bundle: str, names: list[str], files: dict[str, dict], kept: str):
    """The paths of files, by name: those of a folder as they lie there, those of an address once they are here, checked."""
    far = "://" in bundle
    size = sum(files[name]["size"] for name in names)
    if far:
        print(f"fetching {len(names)} files, {size / 1e6:.0f} MB …", flush=True)
    paths, done = {}, 0
    for number, name in enumerate(names, 1):
        path = os.path.join(kept if far else bundle, *name.split("/"))
        if far and not _is_whole(path, files[name]):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            _download(bundle + name, path, files[name])
        if not _is_whole(path, files[name]):
            raise Stop(f"{name} is damaged (its SHA-256 is not the manifest's). Ask the facilitator.")
        paths[name] = path
        done += files[name]["size"]
        if far and (number % 10 == 0 or number == len(names)):
            print(f"  {number} of {len(names)}, {done / 1e6:.0f} MB", flush=True)
    return paths


def _is_whole(path: str, about: dict):
    if not os.path.isfile(path) or os.path.getsize(path) != about["size"]:
        return False
    total = hashlib.sha256()
    with open(path, "rb") as file:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            total.update(chunk)
    return total.hexdigest() == about["sha256"]


def _download(url: str, path: str, about: dict):
    """Fetch a file, going on where an attempt before ended. Stop when nothing comes for several attempts."""
    part, failures = path + ".part", 0
    while True:
        before = _size(part)
        try:
            _go_on(url, part, about["size"])
            problem = "the connection was cut"
        except (OSError, http.client.HTTPException) as error:
            problem = str(error)
        if _size(part) >= about["size"]:
            if _is_whole(part, about):
                os.replace(part, path)
                return
            os.remove(part)
            problem = "what came is not what the manifest says"
        failures = 0 if _size(part) > before else failures + 1
        if failures == TRIES:
            raise Stop(f"{url} cannot be fetched ({problem}). Call this again: it goes on where it was.")
        time.sleep(min(PAUSE * failures, 10))


def _size(path: str):
    return os.path.getsize(path) if os.path.exists(path) else 0


def _go_on(url: str, part: str, size: int):
    have = _size(part)
    if have < size:
        request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
        with _open(request) as answer, open(part, "ab" if answer.status == 206 else "wb") as file:
            for chunk in iter(lambda: answer.read(CHUNK), b""):
                file.write(chunk)


def _text(bundle: str, name: str):
    try:
        if "://" in bundle:
            with _open(urllib.request.Request(bundle + name)) as answer:
                return answer.read().decode("utf-8")
        with open(os.path.join(bundle, name), encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise Stop(f"There is no pack at {bundle} ({error}). Are you in the room's network?") from None


def _open(request: Any):
    # The room's own network: no proxy of elsewhere is asked.
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30)


def _environment(folder: str):
    """The Python of a virtual environment in the folder, made unless it is there."""
    home = os.path.join(folder, ".venv")
    python = os.path.join(home, "Scripts", "python.exe") if os.name == "nt" else os.path.join(home, "bin", "python")
    if not os.path.exists(python):
        # Without pip: the pack brings it, and some systems leave out what venv would take it from.
        _run([sys.executable, "-m", "venv", "--without-pip", home], "The virtual environment could not be made")
    return python


def _run(command: list[str], problem: str):
    """Run a command; Stop with what it said when it fails, unless there is no `problem` in that."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        command, env={**kept, "PIP_CONFIG_FILE": os.devnull}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode and problem:
        said = done.stdout.decode("utf-8", "replace")[-3000:]
        raise Stop(f"{problem}:\n{said}")


def _asked():
    """The pack and the folder: from the line that fetched this, which says `bundle`, or from the command line."""
    far = globals().get("bundle")
    words = [] if far else sys.argv[1:]
    near = os.path.dirname(os.path.abspath(__file__)) if "__file__" in globals() else os.getcwd()
    where = far or near
    return (where if where.endswith("/") or not far else where + "/"), os.path.abspath(words[0] if words else FOLDER)


if __name__ == "__main__":
    try:
        main(*_asked())
    except Stop as stop:
        sys.exit(str(stop))
    except KeyboardInterrupt:
        sys.exit("Stopped. Call it again: it goes on where it was.")
