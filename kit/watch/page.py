"""What `kit watch` shows, as lines for the terminal: a heading, a body that can be scrolled, the keys."""

import io
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.text import Text

from kit.course.points import of_points, show_points
from kit.grading import screen
from kit.grading.report import Report
from kit.grading.verdict import ERROR, NOT_STARTED, PASSED, Verdict
from kit.learner.show import fit
from kit.learner.standing import COLOURS, Standing, hello_line, line

BODY = 100
"""Columns that text is wrapped to at most."""

KEYS = (
    ("n", "next"), ("p", "back"), ("l", "list"), ("h", "hint"), ("s", "solution"), ("r", "reset"), ("a", "run all"),
    ("?", "keys"), ("q", "quit"),
)  # fmt: skip
ALL_KEYS = (
    ("n p", "the next exercise, the previous one"), ("4 12", "the exercise of this number; 0 is ex00"),
    ("l", "the list: the arrow keys choose, Enter goes there"), ("h", "the next hint for the function at hand"),
    ("s", "the solution beside yours, after full marks or on giving up"),
    ("r", "the stub again; what you wrote is kept"), ("a", "run all exercises"),
    ("↑ ↓", "move the text, a line each; space and the page keys move it further"), ("Esc", "back to the result"),
    ("q", "quit"),
)  # fmt: skip


class Page:
    """Draws with the colours of the terminal of this process, or without where there are none (NO_COLOR)."""

    def __init__(self) -> None:
        real = Console()
        self._options: dict[str, Any] = {
            "color_system": real.color_system,
            "no_color": real.no_color,
            "legacy_windows": False,
        }

    def lines(
        self, head: list[Text], body: list[Text], top: int, columns: int, rows: int, pinned: list[Text] | None = None
    ) -> tuple[list[str], int]:
        """The screen's lines, at most `rows` of `columns`, and the body's first line shown: `top`, or what is possible.

        `pinned` stands right under the body and is not scrolled away, as much of it as there are lines for.
        """
        foot = keys(columns)
        wrapped = [line for text in body for line in self._fit(text, columns)]
        head = [line for text in head for line in self._fit(text, columns)]
        room = rows - len(head) - len(foot) - 2
        under: list[Text] = []
        for text in pinned or ():
            lower = [*([] if under else [Text()]), *self._fit(text, columns)]
            if len(under) + len(lower) >= room:  # a line is for the body, and the keys stay
                break
            under += lower
        room = max(room - len(under), 1)
        top = max(0, min(top, len(wrapped) - room))
        shown = wrapped[top : top + room]
        hidden = len(wrapped) - top - len(shown)
        empty = [Text()] * (room - len(shown))
        rule = Text("─" * columns, style="dim")
        more = Text(f"↓ {hidden} more, with the arrow keys or space" if hidden else "", style="dim")
        found = [*head, rule, *shown, *([more] if hidden else []), *under, *empty, *([] if hidden else [more]), *foot]
        console = Console(file=io.StringIO(), force_terminal=True, width=columns, height=rows, **self._options)
        drawn = []
        for text in found[:rows]:
            text = text.copy()
            text.truncate(columns, overflow="ellipsis")
            with console.capture() as captured:
                console.print(text, end="", soft_wrap=True, highlight=False)
            drawn.append(captured.get())
        return drawn, top

    def _fit(self, text: Text, columns: int) -> list[Text]:
        if text.cell_len <= columns:
            return [text]
        return list(text.wrap(Console(file=io.StringIO(), width=columns), columns))


def keys(columns: int) -> list[Text]:
    """The keys, in as many lines as they take."""
    lines, used = [Text()], 0
    for key, word in KEYS:
        width = len(word) + 4
        if used + width > columns and used:
            lines.append(Text())
            used = 0
        lines[-1].append(key, style="bold reverse").append(f" {word}  ")
        used += width
    return lines


def heading(here: Standing, state: str, note: str, room: str = "") -> list[Text]:
    """Which exercise, its points, and what is going on; what a workshop's room is at, for who is in one."""
    exercise = here.exercise
    title = Text(f"{exercise.number}  {exercise.title}", style="bold")
    points = f"{here.score:g}/{exercise.points:g}" if exercise.points else "no points"
    title.append(f"   {points}", style="green" if here.passed else "yellow")
    title.append(f"   {state}", style="not bold")
    return [title, *(Text(fit(text), style="dim") for text in (room, note) if text)]


def _writer(lines: list[Text]):
    def write(text: str, **markup: bool) -> None:
        lines.append(Text(text, style=" ".join(name for name, on in markup.items() if on)))

    return write


def lesson(verdict: Verdict, columns: int) -> list[Text]:
    """One failure, as pytest would show it: the function, then what it has to say."""
    # The test's name may say less than what it tried, which is under `called`.
    name = ", ".join(verdict.functions)
    # What is wrong with the whole file is no one test's failure.
    lines = [] if verdict.status == ERROR else [Text(name, style="red bold")]
    screen.lesson(verdict, _writer(lines), min(columns, BODY))
    return lines


def changes(before: Report | None, after: Report) -> list[str]:
    """A line for each function that was told something in the run before and is now told something else, or nothing."""
    told, now = (_told(each) for each in (before, after))
    tests = [test for each in after.results for test in each.tests]
    lines = []
    for function, sentences in told.items():
        left = [sentence for sentence in now.get(function, ()) if sentence not in sentences]
        gone = [sentence for sentence in sentences if sentence not in now.get(function, ())]
        states = {test.status for test in tests if function.partition("(")[0] in test.functions}
        if gone and states == {PASSED}:
            lines.append(f"{function} is right now.")
        elif gone and left:
            lines.append(f"{function}: that is mended; what is left: {left[0]}")
        elif gone and not states <= {PASSED, NOT_STARTED} and ERROR not in states:
            lines.append(f"{function}: what it was told no longer fits; something else is left.")
    return lines


def _told(report: Report | None) -> dict[str, list[str]]:
    """The sentences of each function."""
    found: dict[str, list[str]] = {}
    for result in report.results if report is not None else ():
        for each in result.diagnoses:
            found.setdefault(each["function"], []).append(each["sentence"])
    return found


def result(
    report: Report, columns: int, following: Standing | None, changed: Iterable[str] = ()
) -> tuple[list[Text], list[Text]]:
    """A whole grading: the first failure as a lesson and what else there is; and the one next step, to be always seen.

    `changed` are lines on what is another since the run before (see `changes`).
    """
    if not report.results:
        return first_one(report, columns)
    (graded,) = report.results
    exercise, tests = graded.exercise, graded.tests
    found = report.failures
    lines = lesson(found[0], columns) if found else []
    news = [Text(fit(line), style="green") for line in changed]
    wrong = [test for test in tests if test.status not in (PASSED, NOT_STARTED)]
    waiting = [test for test in tests if test.status == NOT_STARTED]
    passed = len(tests) - len(wrong) - len(waiting)
    counts = [f"{passed} of {len(tests)} tests pass"] if passed else []
    broken = bool(wrong) and wrong[0].status == ERROR
    rest = len(wrong) - 1 - len(found[0].likewise if found else ())
    counts += [f"{rest} more fail"] if rest > 0 and not broken else []
    counts += (
        [f"{len(waiting)} wait for functions that are not written"] if waiting and len(waiting) < len(tests) else []
    )
    if lines and counts:
        lines += [Text(), Text(", ".join(counts), style="dim")]
    lines += [Text(fit(note), style="dim") for note in report.notes]
    if graded.score == exercise.points:
        points = show_points(exercise.points)
        lines += [Text(), Text(f"Full marks: {points} of {points}.", style="green bold"), Text()]
        lines += [Text("You have learned", style="bold"), *(Text(f"  {line}") for line in exercise.learned)]
        steps = [Text("next  press s and compare with the solution")]
        if following is not None:
            steps.append(Text(f"      press n for {following.exercise.number}, {following.exercise.title}"))
        return [*news, *lines], steps
    if not found and waiting:
        lines += [Text(), Text(exercise.idea), Text()]
        lines += [Text(", ".join(counts), style="green"), Text()] if passed else []
    said = report.next.lines(told=found[:1]) if report.next else []
    under = [Text(f"{'next  ' if k == 0 else '      '}{fit(step)}", style="bold") for k, step in enumerate(said)]
    return [*news, *lines], [*under, Text("      save the file: it is graded at once; h gives a hint")]


def first_one(report: Report, columns: int) -> tuple[list[Text], list[Text]]:
    """ex00: what it printed, or what came of the line that was changed; then the way on."""
    assert report.hello is not None and report.next is not None  # it was ex00 that was graded
    (test,) = report.hello.tests
    if test.status == PASSED:
        lines = [Text(fit(line)) for line in test.output.rstrip().splitlines()]
        lines += [Text(), Text("It works: these are the tokens that a model receives.", style="green bold")]
    else:
        lines = lesson(test, columns)
    under = [Text(f"{'next  ' if k == 0 else '      '}{fit(step)}") for k, step in enumerate(report.next.lines())]
    return lines, [*under, Text("      save the file: it is run at once; 4 goes to ex04, n to ex01")]


def all_keys() -> list[Text]:
    """Every key and what it does."""
    return [Text("keys", style="bold"), Text(), *(Text(f"  {key:<5} {word}") for key, word in ALL_KEYS)]


def listing(found: list[Standing], hello: Standing, here: str, running: str) -> list[Text]:
    """Every exercise, ex00 first; `here` is the one that is chosen, `running` the one that is graded now."""
    lines = [Text(hello_line(hello, hello.exercise.slug == here), style=COLOURS.get(hello.state, ""))]
    for number, each in enumerate(found):
        if number and each.exercise.part != found[number - 1].exercise.part:
            lines.append(Text())
        text = Text(line(each, each.exercise.slug == here), style=COLOURS.get(each.state, ""))
        lines.append(text.append("  …" if each.exercise.slug == running else ""))
    score, most = sum(each.score for each in found), sum(each.exercise.points for each in found)
    return [*lines, Text(), Text(f"{of_points(score, most)}; Enter goes to the exercise", style="bold")]


def plain(title: str, text: str) -> list[Text]:
    """A text under a title."""
    return [Text(title, style="bold"), Text(), *(Text(fit(line)) for line in text.splitlines())]


def code(title: str, text: str) -> list[Text]:
    """Python under a title, in colours."""
    from rich.syntax import Syntax

    found = Syntax(text, "python", theme="ansi_dark", background_color="default").highlight(text)
    return [Text(title, style="bold"), Text(), *found.split("\n")]
