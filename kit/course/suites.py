"""The installed kit's graded suites, for the files of a workspace that only name them."""

from pathlib import Path
from typing import Any

from kit import course


def bring(file: str, names: dict[Any, Any]) -> None:
    """Run the installed suite of the same name as `file` in `names`, a module's globals, so that its tests are there."""
    path = course.ROOT / "tests" / Path(file).name
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)


def file_text(exercise: course.Exercise) -> str:
    """The text of a workspace's file for the suite of an exercise."""
    return (
        f'"""Graded: {exercise.number}, {exercise.title}. The suite comes with the kit; this file only names it."""\n\n'
        "from kit import suites\n\nsuites.bring(__file__, globals())\n"
    )
