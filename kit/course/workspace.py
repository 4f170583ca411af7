"""Where a learner's own files are: the folder with exercises/ and progress.txt, apart from the kit's files or not.

In a checkout of the project both are the same folder; `kit init` makes one of its own for an installed kit.
"""

from dataclasses import dataclass
from pathlib import Path

from kit import course

PROGRESS = "progress.txt"


class NoWorkspace(Exception):
    """There are no exercises here; the text says how to get some."""


@dataclass(frozen=True)
class Workspace:
    """A folder with exercises/, tests/ and, once something was graded, progress.txt."""

    root: Path

    @property
    def exercises(self) -> Path:
        return self.root / "exercises"

    @property
    def progress(self) -> Path:
        return self.root / PROGRESS

    def file(self, slug: str) -> Path:
        """The learner's file of an exercise, whether or not it exists."""
        return self.exercises / f"{slug}.py"

    def suite(self, slug: str) -> Path:
        """What pytest is given to grade an exercise."""
        return self.root / "tests" / f"test_{slug}.py"


def is_one(folder: Path) -> bool:
    """Whether `folder` holds at least one exercise of the course."""
    return any((folder / "exercises" / f"{slug}.py").is_file() for slug in course.load().slugs)


def find(start: Path | None = None) -> Workspace:
    """The workspace that `start` (default: the working folder) lies in; else the kit's own checkout.

    Raises NoWorkspace when there is neither.
    """
    start = (start or Path.cwd()).absolute()
    for folder in (start, *start.parents):
        if is_one(folder):
            return Workspace(folder)
    if not course.INSTALLED:
        return Workspace(course.ROOT)
    raise NoWorkspace(
        f"There are no exercises in {start} or above it. Go to the folder that `kit init` made, "
        "or make one: kit init my-tokenizers"
    )
