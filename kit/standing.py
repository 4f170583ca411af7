"""Where a learner stands: progress.txt and the files as they are now, without running anything."""

from dataclasses import dataclass

from kit import course, progress
from kit.learner import files
from kit.learner.errors import LearnerError
from kit.workspace import Workspace

PASSED, CHANGED, BEGUN, NOT_STARTED, MISSING = "passed", "changed", "begun", "not started", "missing"


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
    try:
        parsed = files.parse(files.Source(workspace.exercises), slug)
    except LearnerError:
        return True
    names = [node.name for node in parsed.tree.body if hasattr(node, "name")]
    return not all(files.is_stub(parsed, name) for name in names)


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
