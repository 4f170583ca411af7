"""What a sandboxed answer may read, in each way in which Python, the packages and the kit itself are installed."""

import importlib.metadata
import os
import site
import sys
import sysconfig
from pathlib import Path
from types import ModuleType

import pytest

if sys.platform != "linux":
    pytest.skip("the sandbox is Linux's", allow_module_level=True)

from kit.sandbox.host import LIBRARIES
from kit.sandbox.layers import files, landlock

PACKAGES = ("regex/__init__.py", "tokenizers/__init__.py", "llama_models/llama3/tokenizer.model", "six.py")
COURSE = (
    "kit/course/model.py",
    "kit/files/solutions/ex04.py",
    "solutions/ex04.py",
    "tests/test_ex04.py",
    "exercises/ex04.py",
)

LAYOUTS = {
    # the folder of packages, whether it is the only one, and where the kit lies ("" for a checkout beside it)
    "a virtual environment": ("venv/lib/python3.12/site-packages", "checkout"),
    "Python's own container image": (
        "usr/local/lib/python3.12/site-packages",
        "usr/local/lib/python3.12/site-packages",
    ),
    "a user's own packages": ("home/.local/lib/python3.12/site-packages", "home/.local/lib/python3.12/site-packages"),
    "a system's packages": ("usr/lib/python3/dist-packages", "usr/lib/python3/dist-packages"),
    "editable": ("usr/local/lib/python3.12/site-packages", "checkout"),
    "a wheel": ("venv/lib/python3.12/site-packages", "venv/lib/python3.12/site-packages"),
    "like conda": ("opt/conda/lib/python3.12/site-packages", "opt/conda/lib/python3.12/site-packages"),
}


@pytest.fixture(params=LAYOUTS, ids=list(LAYOUTS))
def layout(request, tmp_path, monkeypatch):
    """A tree of folders as this way of installing makes it, and this Python told that it is installed so."""
    packages, course = (tmp_path / name for name in LAYOUTS[request.param])
    base = tmp_path / ("opt/conda" if "opt" in packages.parts else "usr" if "venv" in packages.parts else "usr/local")
    if "dist-packages" in packages.name:
        base = tmp_path / "usr"
    library = base / "lib" / "python3.12"
    others = [
        library / "site-packages",
        base / "lib" / "python3.9" / "site-packages",
        base / "lib/python3/dist-packages",
    ]
    for folder in {packages, *others}:
        for name in (*PACKAGES, *(COURSE if folder != packages or course == packages else ())):
            write(folder / name)
    for name in COURSE:
        write(course / name)
    for name in ("json/__init__.py", "statistics.py", "lib-dynload/_json.so"):
        write(library / name)
    write(base / "lib" / "libpython3.12.so.1.0")
    write(tmp_path / "elsewhere" / "mine" / "__init__.py")
    write(tmp_path / "elsewhere" / "tokenizers" / "__init__.py")
    monkeypatch.setattr(sys, "base_prefix", str(base))
    monkeypatch.setattr(sys, "path", ["", str(course), str(library), str(packages)])
    paths = {"stdlib": library, "platstdlib": library, "purelib": packages, "platlib": packages}
    if "home" in packages.parts:  # pip's `--user`: the interpreter's own folder is another one
        paths["purelib"] = paths["platlib"] = library / "site-packages"
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(paths[name]))
    monkeypatch.setattr(sysconfig, "get_config_var", lambda name: None)
    monkeypatch.setattr(site, "getsitepackages", lambda: [str(paths["purelib"])])
    monkeypatch.setattr(files, "SHARED_LIBRARIES", (str(base / "lib"),))
    monkeypatch.setattr(importlib.metadata, "files", lambda name: [])
    modules = {"mine": "mine", "tokenizers": "tokenizers"}
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    for name, folder in modules.items():
        sys.modules[name] = module = ModuleType(name)
        module.__file__ = str(tmp_path / "elsewhere" / folder / "__init__.py")
    sys.modules["solutions"] = module = ModuleType("solutions")
    module.__file__ = str(course / "solutions" / "ex04.py")
    return tmp_path, packages, library, course


def write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("text")


def opened(top: Path, without: frozenset[str], course: Path) -> set[Path]:
    """The files below `top` that a process under the sandbox's rules can open, as the kernel says."""
    rules = files.ruleset(top / "scratch", 1, course / "kit", without=without)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        import ctypes

        ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
        every = [path for path in top.rglob("*") if path.is_file()]
        rules.restrict()
        for path in every:
            try:
                os.close(os.open(path, os.O_RDONLY))
                os.write(writing, os.fsencode(path) + b"\n")
            except OSError:
                pass
        os._exit(0)
    os.close(writing)
    os.close(rules.number)
    with os.fdopen(reading, "rb") as file:
        found = file.read().split(b"\n")
    os.waitpid(child, 0)
    return {Path(os.fsdecode(name)) for name in found if name}


@pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock")
def test_an_answer_reads_what_it_needs_and_nothing_of_the_course(layout):
    top, packages, library, course = layout
    found = opened(top, files.VENDORS | LIBRARIES, course)
    needed = {
        library / "json/__init__.py", library / "statistics.py", library / "lib-dynload/_json.so",
        library.parent / "libpython3.12.so.1.0", packages / "regex/__init__.py", packages / "six.py",
        top / "elsewhere/mine/__init__.py",
    }  # fmt: skip
    assert needed <= found, sorted(needed - found)
    more = {path for path in found if path.parent.name != "regex" and path.name != "six.py"} - needed
    assert not more, sorted(str(path.relative_to(top)) for path in more)


@pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock")
def test_an_answer_to_the_lecture_has_the_libraries_and_no_course(layout):
    top, packages, _, course = layout
    found = opened(top, frozenset(), course)
    assert {packages / "tokenizers/__init__.py", packages / "llama_models/llama3/tokenizer.model"} <= found
    assert not [path for path in found if {"kit", "solutions", "tests", "exercises"} & {*path.relative_to(top).parts}]
