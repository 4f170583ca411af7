"""What `%load_ext kit` adds to IPython: `%grade`, `%hint` and `%%answer`; and a workshop's `%join`, `%ask` and `%leave`."""

from typing import TYPE_CHECKING

from IPython.core.error import UsageError
from IPython.display import display

from kit import course
from kit.course import hints
from kit.course.workspace import Workspace
from kit.grading import after
from kit.learner import standing
from kit.learner.errors import LearnerError
from kit.notebook import answers, session
from kit.notebook.session import Refused, Session

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load(shell: "InteractiveShell") -> None:
    """Add the magics to an IPython shell, which may have them; a learner's mistake is one sentence there, no traceback."""
    shell.register_magic_function(grade, "line", "grade")
    shell.register_magic_function(hint, "line", "hint")
    shell.register_magic_function(walk, "line", "walk")
    after.load_magics(shell)

    def answer_here(line: str, cell: str) -> None:
        answer(shell, line, cell)

    shell.register_magic_function(answer_here, "cell", "answer")
    shell.set_custom_exc((LearnerError,), _tell)


def grade(line: str) -> None:
    """%grade ex04: grade exercises as they are on disk now; %grade alone grades all."""
    from kit.notebook import grading

    found = _exercises(line)
    try:
        display(grading.grade(_open(), found))
        after.send()
    except Refused as error:
        raise UsageError(str(error)) from None


def hint(line: str) -> None:
    """%hint: the next hint for the function at hand; %hint ex04: for the exercise; %hint ex04 encode: for a function.

    Each is more concrete than the last; %hint ex04 1 shows the first again.
    """
    words = line.split()
    number = int(words.pop()) if len(words) > 1 and words[-1].isdecimal() else None
    root = _open().source.root
    here = Workspace(root.parent)
    function = ""
    if not words and root.name != "exercises":
        raise UsageError("Which exercise? Write for example %hint ex04")
    if not words:
        exercise = standing.place(here)
        function = standing.at_hand(here, exercise)
    else:
        (exercise,) = _exercises(words[0], most=1)
        function = words[1] if len(words) > 1 else ""
    try:
        found = hints.next_hint(here, exercise, number, function)
    except ValueError as error:
        raise UsageError(str(error)) from None
    parts = (found.heading(exercise), found.text, found.after(exercise), found.problem)
    print("\n\n".join(part for part in parts if part))


def walk(line: str) -> None:
    """%walk: the lecture's first steps on the practice Hub's pages: what is done, and what is next."""
    from kit.notebook import walk as walking

    display(walking.walk(_open()))


def answer(shell: "InteractiveShell", line: str, cell: str) -> None:
    """%%answer ex04_encode, then the function: save it to the exercise's file and grade it."""
    if not line.strip():
        raise UsageError("Which exercise? Begin the cell for example with %%answer ex04_encode")
    (exercise,) = _exercises(line, most=1)
    here = _open()
    try:
        saved = answers.save(here.source, exercise.slug, cell)
    except answers.NotSaved as error:
        raise UsageError(str(error)) from None
    print(saved.describe())
    if stray := answers.strangers(exercise, saved.names):
        print(stray)
    module = __import__(f"exercises.{exercise.slug}", fromlist=["*"])
    shell.user_ns.update({name: getattr(module, name) for name in saved.names})
    grade(exercise.slug)


def _exercises(line: str, most: int | None = None) -> list:
    try:
        found = course.find(line.split())
    except ValueError as error:
        raise UsageError(str(error)) from None
    if most is not None and len(found) > most:
        raise UsageError("One exercise at a time, please.")
    return found


def _open() -> Session:
    """The open session; when the opening cell was left out, this opens one."""
    try:
        return session.current() or session.open()
    except Refused as error:
        raise UsageError(str(error)) from None


def _tell(
    shell: "InteractiveShell",
    kind: type[LearnerError],
    error: LearnerError,
    traceback: object,
    tb_offset: int | None = None,
) -> list[str]:
    """Show a LearnerError as its sentence. IPython wants a list of lines back."""
    lines = [str(error)]
    slug = str(error).partition(".")[0]
    if error.status == "not started" and slug.startswith("ex"):
        lines.append(f"Write it in exercises/{slug}.py, or in a cell that begins with %%answer {slug}.")
    shell._showtraceback(kind, error, lines)
    return lines
