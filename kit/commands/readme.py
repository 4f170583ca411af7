"""README's first screen and its table of exercises: made from the course, never by hand."""

import re
from pathlib import Path

from kit import course
from kit.learner import standing
from kit.learner.standing import NOT_STARTED, Standing

README = course.ROOT / "README.md"

PLACES = {
    "screen": re.compile(r"(?<=\n```text\n)  \+ ex00 .*?(?=\n\n  next: )", re.S),
    "table": re.compile(r"(?<=\n)\| file \| points \| what you write \|\n.*?(?=\n\n)", re.S),
}
"""Where each is in README: the lines of the first screen down to its next step, and the table below its heading."""


def write(path: Path = README) -> bool:
    """Write README with both as they are now; whether that changed it."""
    before = path.read_text(encoding="utf-8")
    after = current(before)
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before


def problems(path: Path = README) -> list[str]:
    """What README tells of another course than this one, as sentences that say what to do."""
    text = path.read_text(encoding="utf-8")
    if lost := [name for name, place in PLACES.items() if place.search(text) is None]:
        return [
            f"{path.name}: the {name} of exercises is not found; see PLACES in kit/commands/readme.py" for name in lost
        ]
    return (
        [f"{path.name}: its exercises are not those of course.toml; run `kit stubs`"] if current(text) != text else []
    )


def current(text: str) -> str:
    """README's text with both as they are now."""
    for name, made in (("screen", screen()), ("table", table())):
        text = PLACES[name].sub(made.replace("\\", r"\\"), text)
    return text


def screen() -> str:
    """The closing table of `pytest` where nothing is written yet, without its next step."""
    every = course.load()
    hello = f"  + {every.hello.number}  {every.hello.title:<22} {'':>7}  it works; no points"
    blocks = [hello]
    for part in every.parts:
        found = [Standing(each, 0, NOT_STARTED, 0, False) for each in every.exercises if each.part == part.slug]
        lines = [part.title, *(standing.line(each, here=False) for each in found)]
        blocks.append("\n".join([*lines, f"  {'':<8}{'total':<22} {f'0/{part.points:g}':>7}"]))
    return "\n\n".join(blocks)


def table() -> str:
    """Every exercise with its points and what it asks for, under its part with the part's points."""
    rows = ["| file | points | what you write |", "|---|---|---|"]
    for part in course.load().parts:
        rows.append(f"| **{part.title}** | {part.points:g} | |")
        for each in course.load().exercises:
            if each.part == part.slug:
                rows.append(f"| `{each.slug}` {each.title} | {each.points:g} | {each.idea} |")
    return "\n".join(rows)
