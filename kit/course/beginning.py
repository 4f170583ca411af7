"""Making a workspace: the learner's own folder, apart from the kit that grades it."""

from dataclasses import dataclass, field
from pathlib import Path

from kit import course
from kit.course import atomic, hints, lecture, suites

TEMPLATE = Path(__file__).parent / "template"
NAMES = {"gitignore": ".gitignore"}
"""Files of the template that have another name in a workspace."""


@dataclass
class Made:
    """What became of a workspace: files written, and files that were there already and stay as they are."""

    root: Path
    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)


def make(root: Path) -> Made:
    """Make a workspace in `root`, or add to one what it lacks; a file that is there is never changed. OSError as usual."""
    made = Made(root)
    wanted: dict[str, bytes] = {}
    hello = course.load().hello
    for path in sorted(TEMPLATE.iterdir()):
        if path.is_file() and path.stem != hello.slug:
            wanted[NAMES.get(path.name, path.name)] = path.read_bytes()
    for exercise in (hello, *course.load().exercises):
        wanted[f"exercises/{exercise.slug}.py"] = hints.stub(exercise).encode()
        wanted[f"tests/test_{exercise.slug}.py"] = suites.file_text(exercise).encode()
    wanted["exercises/lecture.ipynb"] = lecture.notebook().encode()
    for name, data in wanted.items():
        path = root / name
        if path.exists():
            made.kept.append(path)
        else:
            atomic.write(path, data)
            made.written.append(path)
    return made
