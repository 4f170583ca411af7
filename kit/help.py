"""What helps a learner on: the next hint, the solution once it is earned or asked for, the stub again."""

from dataclasses import dataclass
from pathlib import Path

from kit import atomic, course, lecture, progress, stubs
from kit.learner.kept import keep
from kit.workspace import Workspace


@dataclass(frozen=True)
class Hint:
    """Hint `number` (from 1) of `of`."""

    number: int
    of: int
    text: str


def next_hint(workspace: Workspace, exercise: course.Exercise, number: int | None = None) -> Hint:
    """The next hint that was not shown yet, the last one when all were; `number` asks for that one.

    Remembered in the progress file (ProgressError when that cannot be). ValueError: there is no such hint.
    """
    hints = exercise.hints
    if number is not None and not 1 <= number <= len(hints):
        raise ValueError(f"{exercise.number} has hints 1 to {len(hints)}.")
    with progress.changing(workspace.progress) as entries:
        entry = entries.get(exercise.slug) or progress.Entry()  # of ex00 nothing is remembered
        shown = number or min(entry.hints + 1, len(hints))
        entry.hints = max(entry.hints, shown)
    return Hint(shown, len(hints), hints[shown - 1])


def solution(exercise: course.Exercise) -> str:
    """The text of an exercise's solution."""
    if exercise == course.load().hello:
        return stubs.hello()
    return (course.ROOT / "solutions" / f"{exercise.slug}.py").read_text(encoding="utf-8")


def may_see_solution(workspace: Workspace, exercise: course.Exercise) -> bool:
    """Whether the last grading gave full marks, or the learner gave up on this exercise."""
    if exercise == course.load().hello:
        return True
    entry = progress.read(workspace.progress)[exercise.slug]
    return entry.gave_up or entry.score == exercise.points


def give_up(workspace: Workspace, exercise: course.Exercise) -> None:
    """Remember that the solution was asked for before a pass. ProgressError when that cannot be."""
    with progress.changing(workspace.progress) as entries:
        entries[exercise.slug].gave_up = True


def stub(exercise: course.Exercise) -> str:
    """The text of an exercise's file as it comes."""
    if exercise == course.load().hello:
        return stubs.hello()
    return stubs.stub(solution(exercise), exercise.slug)


def reset_lecture(workspace: Workspace) -> Path | None:
    """Put the lecture's notebook back, as `reset` does a stub."""
    file, text = workspace.exercises / "lecture.ipynb", lecture.notebook().encode()
    before = file.read_bytes() if file.exists() else None
    if before == text:
        return None
    kept = keep(file, before) if before is not None else None
    atomic.write(file, text)
    return kept


def reset(workspace: Workspace, exercise: course.Exercise) -> Path | None:
    """Put the stub back. Returns where the old file is kept; None when there was none or it was the stub already."""
    file, text = workspace.file(exercise.slug), stub(exercise).encode()
    before = file.read_bytes() if file.exists() else None
    if before == text:
        return None
    kept = keep(file, before) if before is not None else None
    atomic.write(file, text)
    with progress.changing(workspace.progress) as entries:
        if exercise.slug in entries:
            entries[exercise.slug].score, entries[exercise.slug].file = None, ""
    return kept
