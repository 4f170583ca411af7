"""The installed kit's graded suites, for the files of a workspace that only name them."""

import sys
import types
from pathlib import Path

from kit import course


def bring(file: str, names: dict) -> None:
    """Run the installed suite of the same name as `file` in `names`, a module's globals, so that its tests are there."""
    path = course.ROOT / "tests" / Path(file).name
    _find_mistakes(path.parent)
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)


def _find_mistakes(folder: Path) -> None:
    """Have `tests.mistakes`, which suites import, be found beside the installed suites."""
    package = sys.modules.setdefault("tests", types.ModuleType("tests"))
    places = list(getattr(package, "__path__", []))
    if str(folder) not in places:
        package.__path__ = [*places, str(folder)]


def file_text(exercise: course.Exercise) -> str:
    """The text of a workspace's file for the suite of an exercise."""
    return (
        f'"""Graded: {exercise.number}, {exercise.title}. The suite comes with the kit; this file only names it."""\n\n'
        "from kit import suites\n\nsuites.bring(__file__, globals())\n"
    )
