"""Where a learner stands: progress.txt and the files as they are now, without running anything."""

import contextlib
from dataclasses import dataclass

from kit import course
from kit.course import function_hints, progress
from kit.course.workspace import Workspace
from kit.learner import files, written
from kit.learner.errors import LearnerError

PASSED, CHANGED, BEGUN, NOT_STARTED, MISSING = "passed", "changed", "begun", "not started", "missing"

SIGNS = {
    PASSED: "+",
    CHANGED: "~",
    BEGUN: "~",
    NOT_STARTED: ".",
    MISSING: "?",
}
COLOURS = {PASSED: "green", CHANGED: "yellow", BEGUN: "yellow", MISSING: "red"}
WORDS = {
    PASSED: "",
    CHANGED: "changed since it was graded",
    BEGUN: "under way",
    NOT_STARTED: "not started",
    MISSING: "the file is missing",
}


@dataclass(frozen=True)
class Standing:
    """One exercise: its points at the last grading (0 when there was none) and the state of its file."""

    exercise: course.Exercise
    score: float
    state: str
    hints: int
    gave_up: bool

    @property
    def passed(self) -> bool:
        """Whether the last grading gave full marks, whatever became of the file since."""
        return self.score == self.exercise.points


def of(workspace: Workspace) -> list[Standing]:
    """The standing of every exercise, in the course's order."""
    entries = progress.read(workspace.progress)
    return [_standing(workspace, exercise, entries[exercise.slug]) for exercise in course.load().exercises]


def hello(workspace: Workspace) -> Standing:
    """The standing of ex00, which has no points and is never among the others."""
    exercise = course.load().hello
    return Standing(exercise, 0, PASSED if workspace.file(exercise.slug).exists() else MISSING, 0, False)


def nothing_begun(standings: list[Standing]) -> bool:
    """Whether this is somebody's first look: no exercise has been touched."""
    return all(each.state in (NOT_STARTED, MISSING) for each in standings)


def again(standings: list[Standing], workspace: Workspace, slug: str) -> list[Standing]:
    """These standings after one exercise was graded."""
    if slug == course.load().hello.slug:
        return standings
    entry = progress.read(workspace.progress)[slug]
    return [_standing(workspace, each.exercise, entry) if each.exercise.slug == slug else each for each in standings]


def current(standings: list[Standing]) -> Standing | None:
    """Where the learner is: the first exercise that is begun and not passed, else the first not passed; None when done."""
    waiting = [standing for standing in standings if not standing.passed]
    begun = [standing for standing in waiting if standing.state in (BEGUN, CHANGED)]
    return next(iter(begun + waiting), None)


def begun(workspace: Workspace, slug: str) -> bool:
    """Whether the learner's file of an exercise holds more than its stubs; a file that cannot be read counts."""
    return written.begun(files.Source(workspace.exercises), slug)


def place(workspace: Workspace) -> course.Exercise:
    """The exercise that a learner is at: ex00 when nothing is begun, the last one when all is done."""
    found = of(workspace)
    if nothing_begun(found):
        return course.load().hello
    here = current(found)
    return here.exercise if here is not None else course.load().exercises[-1]


def hello_line(each: Standing, here: bool) -> str:
    """ex00 as a line: it has no points, and is no exercise to be done."""
    exercise = each.exercise
    word = WORDS[each.state] or "written already; no points"
    return f"{'>' if here else ' '} {SIGNS[each.state]} {exercise.number}  {exercise.title:<22} {'':>7}  {word}"


def line(each: Standing, here: bool) -> str:
    """One exercise as a line; `here` marks the one the learner is at."""
    exercise = each.exercise
    score = f"{each.score:g}/{exercise.points:g}"
    text = f"{'>' if here else ' '} {SIGNS[each.state]} {exercise.number}  {exercise.title:<22} {score:>7}  {WORDS[each.state]}"
    return text.rstrip()


def at_hand(workspace: Workspace, exercise: course.Exercise) -> str:
    """The function that a learner is at: the one the last grading named, else the first not written; empty for none."""
    if exercise == course.load().hello:
        return ""
    named = ""
    with contextlib.suppress(progress.ProgressError):
        named = progress.read(workspace.progress)[exercise.slug].at
    asked = function_hints.names(exercise)
    try:
        parsed = files.parse(files.Source(workspace.exercises), exercise.slug)
    except LearnerError:
        return named if named in asked else ""
    waiting = [name for name in asked if written.is_stub(parsed, name)]
    return named if named in asked and (named not in waiting or named == waiting[0]) else next(iter(waiting), "")


def _standing(workspace: Workspace, exercise: course.Exercise, entry: progress.Entry) -> Standing:
    file = workspace.file(exercise.slug)
    if not file.exists():
        state = MISSING
    elif not begun(workspace, exercise.slug):
        state = NOT_STARTED
    elif entry.score is None:
        state = BEGUN
    elif entry.file != progress.digest(file):
        state = CHANGED
    else:
        state = PASSED if entry.score == exercise.points else BEGUN
    score = 0 if state in (NOT_STARTED, MISSING) else entry.score or 0
    return Standing(exercise, score, state, entry.hints, entry.gave_up)
