"""What a run shows in the terminal: a failure as a lesson, and the closing table with the one next step."""

import re
from collections.abc import Callable, Iterable

from kit.course import load
from kit.course.points import show_points
from kit.grading.report import Cell, Report, Result
from kit.grading.verdict import ERROR, NOT_STARTED, PASSED, TIMEOUT, Verdict
from kit.grading.wrapping import cut, wrapped
from kit.learner.files import Ignored
from kit.learner.show import fit, show
from kit.suite.explain import Row

DONE, UNTOUCHED, UNDER_WAY, WRONG = "+", ".", "~", "x"
"""The marks of an exercise in a table."""

MOST_OTHERS = 4
"""Failures beyond the first of each function that have a line of their own."""

_PARAMETERS = re.compile(r"\[(.*)\]$", re.S)

MOST_LIKEWISE = 6
"""Tests that are told the same and are named."""

MOST_LINES = 2
"""Lines of one fact in a brief message; `-v` shows all."""

SEEN_AT_ONCE = 60
"""Characters of two values whose difference needs no note."""

IN_A_LINE = 80
"""Characters of two values that are compared as they stand, one above the other."""

_CUT = "… ("
"""In a value that is not shown whole: `… (15 in all)`."""

_MORE = re.compile(r"… and (\d+) more")

LABEL = 10
"""Columns of the labels `called`, `yours`, `expected` …"""


def lesson(verdict: Verdict, write: Callable[..., None], width: int, *, brief: bool = False) -> None:
    """Write one failure: the sentence first, the evidence under it. `write(text, **markup)` writes a line.

    `width` is the terminal's, in columns. `brief` leaves out what the sentence or the lines beside it say already.
    """
    width = max(width, 40)
    if verdict.headline:
        for paragraph in map(fit, verdict.headline.splitlines()):
            indent = "    " if paragraph.startswith("    ") else ""
            for line in wrapped(paragraph.strip() if not indent else paragraph, width, indent):
                write(line, bold=True)
    _labelled("likely", verdict.cause or "", write, width, bold=True, yellow=True)
    for label, text in in_brief(verdict) if brief else verdict.facts:
        most = MOST_LINES if brief else None
        _labelled(label, text, write, width, most, red=label in ("yours", "raised"))
    if verdict.rows and not (brief and says_no_more(verdict)):
        table(verdict.rows, write, width)
    if verdict.likewise:
        _labelled("likewise", likewise(verdict, width - LABEL if brief else None), write, width)
    if verdict.output.strip():
        shown = [fit(line) for line in verdict.output.rstrip().splitlines()]
        for index, line in enumerate(shown[:8]):
            write(f"{'printed' if index == 0 else '':<{LABEL}}{cut(line, width - LABEL)}")
        if len(shown) > 8:
            write(f"{'':<{LABEL}}… and {len(shown) - 8} more lines")


def title(test_id: str) -> str:
    """`tests/test_ex04_encode.py::test_a_space_belongs_to_it[two]` as `a space belongs to it: two`."""
    whole = fit(test_id[:500])
    name = whole.partition("::")[2] or whole
    match = _PARAMETERS.search(name)
    words = (name[: match.start()] if match else name).removeprefix("test_").replace("_", " ")
    return f"{words}: {' '.join(match[1].split())}" if match and match[1].strip() else words


def in_brief(verdict: Verdict) -> list[tuple[str, str]]:
    """The facts that say more than the sentence, the table and the values do.

    The rule is for where there is no sentence; a note on the difference for where nothing else shows it.
    """
    at_sight = all(len(text) <= SEEN_AT_ONCE and _CUT not in text for text in _values(verdict) or ())
    notes = [text for label, text in verdict.facts if label == "note"]
    if at_sight or verdict.rows and verdict.cause:
        notes = []
    elif len(notes) > 2:
        more = _MORE.fullmatch(notes[-1])
        notes = [f"{notes[0]}; and {len(notes) - 2 + int(more[1]) if more else len(notes) - 1} more"]
    hidden = {"note", "rule"} if verdict.cause else {"note"}
    places = [place for place, (label, _) in enumerate(verdict.facts) if label == "note"]
    first = places[0] if places else 0
    before, behind = verdict.facts[:first], verdict.facts[first:]
    kept = [[fact for fact in some if fact[0] not in hidden] for some in (before, behind)]
    return [*kept[0], *(("note", note) for note in notes), *kept[1]]


def says_no_more(verdict: Verdict) -> bool:
    """Whether the table has nothing that is not in the two values above it: they are whole, and no ids with their pieces."""
    yours, expected = _values(verdict) or ("", "")
    whole = _CUT not in yours + expected and max(len(yours), len(expected)) <= IN_A_LINE
    return whole and all(row.mark == "…" or row.got in yours and row.want in expected for row in verdict.rows)


def _values(verdict: Verdict) -> tuple[str, str] | None:
    """What was given and what was expected, as a message shows them; None where there are not both."""
    facts = dict(verdict.facts)
    return (facts["yours"], facts["expected"]) if facts.keys() >= {"yours", "expected"} else None


def likewise(verdict: Verdict, room: int | None = None) -> str:
    """The other tests that are told the same, by what they try; in at most `room` columns if that is given."""
    titles = [title(test) for test in verdict.likewise]
    for number in range(min(len(titles), MOST_LIKEWISE), 0, -1):
        more = [f"and {len(titles) - number} more"] if number < len(titles) else []
        text = "; ".join([*titles[:number], *more])
        if room is None or len(text) <= room:
            return text
    rest = f"; and {len(titles) - 1} more" if len(titles) > 1 else ""
    return cut(titles[0], max((room or 0) - len(rest), 10)) + rest


def in_short(verdict: Verdict, width: int) -> str:
    """One failure in one line: the call, and what came of it or the reason."""
    facts = dict(verdict.facts)
    did = facts.get("yours") or "raised " + facts["raised"] if "yours" in facts or "raised" in facts else ""
    if not did:
        did = (verdict.headline.splitlines() or [verdict.cause or verdict.status])[0]
    did += f", expected {facts['expected']}" if "expected" in facts else ""
    called = f"{facts['called']} " if "called" in facts else ""
    return cut(fit(f"{called}{did}".replace("\n", " ")), width)


def others(found: list[tuple[Verdict, str]], write: Callable[..., None], width: int) -> None:
    """Write failures in one line each; with each the function that it calls and that fails itself, or nothing.

    What calls a function that fails is one line a function. Those with a sentence come first.
    """
    own = sorted((verdict for verdict, helper in found if not helper), key=lambda verdict: not verdict.cause)
    lines = [_with_cause(verdict) for verdict in own]
    callers = {(verdict.functions[0], helper): None for verdict, helper in found if helper}
    lines += [f"{name} calls {helper}, which fails above: mend that first" for name, helper in callers]
    for index, line in enumerate(lines[:MOST_OTHERS]):
        write(f"{'also' if index == 0 else '':<{LABEL}}{cut(line, width - LABEL)}")
    rest = len(lines) - MOST_OTHERS
    if len(lines) > 2:
        write(f"{'':<{LABEL}}{f'… and {rest} more; ' if rest > 0 else ''}-v shows all of them whole")


def _with_cause(verdict: Verdict) -> str:
    """One failure in a line, its sentence first where it has one."""
    name = verdict.called or ", ".join(verdict.functions)
    return f"{name}: {fit(verdict.cause)}" if verdict.cause else in_short(verdict, 10_000)


def _labelled(
    label: str, text: str, write: Callable[..., None], width: int, most: int | None = None, **markup: bool
) -> None:
    if text or label != "likely":
        lines = wrapped(fit(text), width - LABEL)
        if most is not None and len(lines) > most:
            lines[most - 1 :] = [cut(f"{lines[most - 1]} …", width - LABEL)]
        for index, line in enumerate(lines):
            write(f"{label if index == 0 else '':<{LABEL}}{line}", **markup)


def table(rows: list[Row], write: Callable[..., None], width: int) -> None:
    """Write a comparison side by side: position, yours, expected."""
    room = (width - 11) // 2
    left = min(room, max(len("yours"), *(len(row.got) for row in rows)) + 1)
    write(f"   {'#':>5}  {'yours':<{left}} expected")
    for row in rows:
        if row.mark == "…":
            write(f"       …  {'…':<{left}} …")
            continue
        mark = ">" if row.mark == "!" else " "
        text = f" {mark} {row.position:>5}  {cut(row.got, left - 1):<{left}} {cut(row.want, room)}"
        write(text.rstrip(), red=row.mark == "!")


def ignored(found: tuple[Ignored, ...]) -> list[str]:
    """What of a submission does not count, a line each and not too many."""
    most = 8
    lines = [f"ignored {show(each.name, 300)[1:-1]}: {each.why}" for each in found[:most]]
    return lines + ([f"ignored {len(found) - most} more; the report lists them"] if len(found) > most else [])


def cells(found: Iterable[Cell], write: Callable[..., None]) -> None:
    """Write what became of the cells that were handed in, a line each and not too many."""
    most, found = 40, list(found)
    for cell in found[:most]:
        of = f" for {', '.join(slug.partition('_')[0] for slug in cell.exercises)}" if cell.exercises else ""
        why = f": {cell.message}" if cell.message else ""
        write(fit(f"  {cell.id}  {cell.status}{of}{why}")[:300])
    if len(found) > most:
        write(f"  and {len(found) - most} more; the report lists them")


def closing(
    report: Report, write: Callable[..., None], width: int, notes: list[str], command: Callable[[str], str]
) -> None:
    """Write the closing table, notes, and the next step with the command that grades an exercise."""
    if report.hello is not None:
        first_one(report.hello, write, width, whole=not report.results)
    titles = {part.slug: part.title for part in load().parts}
    parts = list(dict.fromkeys(result.exercise.part for result in report.results))
    for part in parts:
        results = [result for result in report.results if result.exercise.part == part]
        if len(parts) > 1:
            if part != parts[0]:
                write("")
            write(titles[part], bold=True)
        for result in results:
            exercise = result.exercise
            score = f"{show_points(result.score)}/{show_points(exercise.points)}"
            text = f"  {mark(result)} {exercise.number}  {exercise.title:<22.22} {score:>7}  {state(result)}"
            sign = mark(result)
            write(cut(text.rstrip(), width), green=sign == DONE, red=sign == WRONG, yellow=sign == UNDER_WAY)
        if len(results) > 1:
            earned = sum(result.score for result in results)
            most = sum(result.exercise.points for result in results)
            write(f"  {'':<8}{'total':<22} {f'{show_points(earned)}/{show_points(most)}':>7}", bold=True)
    for note in notes:
        write("")
        for line in wrapped(fit(note), width - 2):
            write(f"  {line}")
    if report.next is not None:
        write("")
        told = [test for result in report.results for test in result.tests]
        for index, line in enumerate(map(fit, report.next.lines(command, told=told))):
            write(f"{'  next: ' if index == 0 else '        '}{line}", bold=True)


def first_one(result: Result, write: Callable[..., None], width: int, *, whole: bool) -> None:
    """Write how ex00 is, which has no points; what it printed too where there is nothing else (`whole`)."""
    fine = result.status == PASSED
    if whole and fine:
        for line in result.tests[0].output.rstrip().splitlines():
            write(cut(fit(f"  {line}"), width))
        write("")
    text = f"  {mark(result)} {result.exercise.number}  {result.exercise.title:<22.22} {'':>7}  "
    write(cut(text + ("it works; no points" if fine else "changed; no points"), width), green=fine, yellow=not fine)
    if not whole:
        write("")


def state(result: Result) -> str:
    """How far one exercise got, in a few words; empty at full marks."""
    tests = result.tests
    if not tests:
        return "not run"
    if result.status == NOT_STARTED:
        return "not started"
    if result.status == PASSED:
        ran = f"{len(tests)} test{'s' if len(tests) != 1 else ''} ran, all passed"
        return "" if result.score == result.exercise.points else ran
    counts = []
    for status, word in ((ERROR, "could not run"), (TIMEOUT, "out of time")):
        number = sum(test.status == status for test in tests)
        counts += [f"{number} {word}"] if number else []
    wrong = sum(test.status in ("failed", "died") for test in tests)
    counts += [f"{wrong} failed"] if wrong else []
    waiting = sum(test.status == NOT_STARTED for test in tests)
    if result.under_way:
        return f"under way: {waiting} of {len(tests)} tests to go"
    counts += [f"{waiting} to go"] if waiting else []
    return ", ".join(counts)


def mark(result: Result) -> str:
    """How an exercise stands, in one character: done, untouched, under way (nothing is wrong so far), or wrong."""
    if result.status == PASSED:
        return DONE
    if result.status == NOT_STARTED:
        return UNTOUCHED
    return UNDER_WAY if result.under_way else WRONG
