"""What helps a learner on: the next hint, the solution once it is earned or asked for, the stub again."""

from dataclasses import dataclass
from pathlib import Path

from kit import course
from kit.course import atomic, function_hints, lecture, progress, stubs
from kit.course.previous import keep
from kit.course.workspace import Workspace


@dataclass(frozen=True)
class Hint:
    """Hint `number` (from 1) of `of`, for `function` alone unless that is empty. `problem`: why it is not remembered."""

    number: int
    of: int
    text: str
    function: str = ""
    problem: str = ""

    def heading(self, exercise: course.Exercise) -> str:
        """Whose hint this is, and which."""
        return f"{exercise.number}, {self.function or exercise.title}: hint {self.number} of {self.of}"

    def after(self, exercise: course.Exercise) -> str:
        """What to do after the last one; empty after another, and where there is nothing to write."""
        if self.number < self.of or not exercise.points:
            return ""
        return f"That was the last one. `kit solution {exercise.number} --give-up` shows the answer."


def next_hint(workspace: Workspace, exercise: course.Exercise, number: int | None = None, function: str = "") -> Hint:
    """The next hint that was not shown yet, the last one when all were; `number` asks for that one.

    With `function` it is one for that function. Remembered in the progress file, wherever it is asked for; where that cannot
    be, in this process, and the hint says so. ValueError: there is no such hint or function.
    """
    if function and (exercise == course.load().hello or function not in function_hints.names(exercise)):
        asked = function_hints.names(exercise) if exercise != course.load().hello else ["hello"]
        raise ValueError(f"{exercise.number} asks for no {function}; it asks for {', '.join(asked)}.")
    hints = function_hints.hints(exercise, function) if function else exercise.hints
    if number is not None and not 1 <= number <= len(hints):
        raise ValueError(f"{exercise.number} has hints 1 to {len(hints)}.")
    problem = ""
    try:
        with progress.changing(workspace.progress) as entries:
            entry = entries.get(exercise.slug) or progress.Entry()  # of ex00 nothing is remembered
            before = entry.function_hints.get(function, 0) if function else entry.hints
            shown = number or min(before + 1, len(hints))
            if function:
                entry.function_hints[function] = max(before, shown)
            else:
                entry.hints = max(before, shown)
    except progress.ProgressError as error:
        problem = str(error)
        shown = _of_this_process(exercise.slug, function, number, len(hints))
    return Hint(shown, len(hints), hints[shown - 1], function, problem)


def _of_this_process(slug: str, function: str, number: int | None, most: int) -> int:
    before = _shown_here.get((slug, function), 0)
    shown = number or min(before + 1, most)
    _shown_here[slug, function] = max(before, shown)
    return shown


_shown_here: dict[tuple[str, str], int] = {}
"""The hints that this process has shown, where the progress file is not used."""


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
