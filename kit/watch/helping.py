"""What the keys h, s and r of `kit watch` do: a hint, the solution, the stub put back."""

import shutil
from typing import NamedTuple

from rich.text import Text

from kit.course import Exercise, hints
from kit.course.progress import ProgressError
from kit.course.workspace import Workspace
from kit.learner import standing
from kit.watch import compare, page


class Answer(NamedTuple):
    """What there is to show and to say. `again` is the key that, pressed once more, goes through with it.

    `saved`: the exercise's file has another content now.
    """

    lines: tuple = ()
    told: str = ""
    again: str = ""
    saved: bool = False


def hint(workspace: Workspace, exercise: Exercise, again: bool) -> Answer:
    """The next hint for the function at hand."""
    found = hints.next_hint(workspace, exercise, function=standing.at_hand(workspace, exercise))
    more = "press h again for the next one" if found.number < found.of else "that was the last one"
    title = f"{found.function + ': ' if found.function else ''}hint {found.number} of {found.of}"
    return Answer((*page.plain(title, found.text), *page.plain("", more + "; Esc goes back")), found.problem)


def solution(workspace: Workspace, exercise: Exercise, again: bool) -> Answer:
    """The solution beside what is in the exercise's file, after full marks or when the key is pressed `again`, which is remembered as giving up."""
    try:
        if again:
            hints.give_up(workspace, exercise)
        if hints.may_see_solution(workspace, exercise):
            title = f"solutions/{exercise.slug}.py (Esc goes back)"
            yours = workspace.file(exercise.slug).read_text("utf-8", "replace") if exercise.points else ""
            if not yours.strip():
                return Answer(tuple(page.code(title, hints.solution(exercise))))
            columns = shutil.get_terminal_size().columns
            lines = compare.beside(yours, hints.solution(exercise), columns)
            lines += _others(exercise, yours)
            return Answer((Text(title, style="bold"), Text(), *lines))
    except OSError as error:
        return Answer(told=f"{workspace.file(exercise.slug)} cannot be read ({error.strerror or error}).")
    except ProgressError as error:
        return Answer(told=str(error))
    return Answer(
        told="Not at full marks yet. Press s again to give up and see the solution, n for no; it is remembered.",
        again="s",
    )


def _others(exercise: Exercise, yours: str) -> list[Text]:
    """Other right answers, function by function."""
    from kit.suite import idioms

    texts = [text for several in idioms.of(exercise, yours).values() for text in several]
    if not texts:
        return []
    lines = [line for text in texts for line in (*text.splitlines(), "")]
    return [Text("Other right answers", style="bold"), Text(), *page.code("", "\n".join(lines))[2:]]


def reset(workspace: Workspace, exercise: Exercise, again: bool) -> Answer:
    """The stub, put back when the key is pressed `again`."""
    if not again:
        return Answer(told="Press r again to put the stub back, n for no; what you wrote is kept.", again="r")
    try:
        kept = hints.reset(workspace, exercise)
    except (OSError, ProgressError) as error:
        return Answer(told=f"Not done: {error}")
    if kept is None:
        return Answer(told="This is the stub already.")
    return Answer(told=f"The stub is back; what you wrote is in {kept.relative_to(workspace.root)}", saved=True)


KEYS = {"h": hint, "s": solution, "r": reset}
