"""The house stands as designed: rooms import downwards (import-linter's contract), through faces, without circles."""

import importlib
import subprocess
import sys

import grimp
import pytest

from kit.course import ROOT

LOOSE = {"kit", "kit.__main__"}
"""All that lies in the hall."""


@pytest.fixture(scope="module")
def graph():
    """The imports of kit/; those for types alone do not run."""
    return grimp.build_graph("kit", cache_dir=None, exclude_type_checking_imports=True)


def room(module: str) -> str:
    """The room of a module; empty in the hall."""
    return module.split(".")[1] if module not in LOOSE else ""


def test_the_layers_hold():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as go; go()", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


def test_nothing_lies_loose():
    loose = {path.stem for path in (ROOT / "kit").glob("*") if path.suffix == ".py"} - {"__init__", "__main__"}
    assert not loose
    assert not [
        path.name for path in (ROOT / "kit").iterdir() if path.is_file() and path.suffix not in (".py", ".typed")
    ]


def test_a_room_is_used_through_its_face(graph):
    """What another room imports is named in the room's `__all__`; what lies in a package of it comes with the package."""
    reached = set()
    for module in graph.modules:
        for used in graph.find_modules_directly_imported_by(module):
            if (
                room(module) == room(used)
                or used.count(".") < 2
                or not room(module)
                and used.endswith((".cli", ".magics"))
            ):
                continue
            if used.split(".")[2] not in importlib.import_module(f"kit.{room(used)}").__all__:
                reached.add(f"{module} reaches into {used}: name it in kit/{room(used)}/__init__.py, or do without")
    assert not reached, "\n".join(sorted(reached))


def test_what_a_face_names_is_there():
    missing = []
    for face in sorted({f"kit.{room(path)}" for path in modules() if room(path)}):
        found = importlib.import_module(face)
        for name in found.__all__:
            try:
                getattr(found, name)
            except AttributeError:
                if importlib.util.find_spec(f"{face}.{name}") is None:
                    missing.append(f"{face}: {name}")
    assert not missing


def modules() -> list[str]:
    """The rooms, by their faces."""
    return [f"kit.{path.parent.name}" for path in (ROOT / "kit").glob("*/__init__.py")]


def test_there_is_no_circle(graph):
    """Every module can be taken out in turn, once nothing is left that it imports."""
    waiting = {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    while done := [module for module, imports in waiting.items() if not imports]:
        for module in done:
            del waiting[module]
        for imports in waiting.values():
            imports.difference_update(done)
    assert not waiting, f"among these, or above them, is a circle: {sorted(waiting)}"
