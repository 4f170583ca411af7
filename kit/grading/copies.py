"""Hand-ins that resemble each other more than the exercise explains: a question to the teacher, never a verdict.

What comes from the stub, the hints and the solution does not count, nor does what many of the class have in common.
"""

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from kit import course
from kit.course import graded
from kit.grading import fingerprints
from kit.learner import cells, submissions
from kit.learner.errors import BadSubmission, LearnerError
from kit.learner.files import SIZE_LIMIT, Source

LEAST = 8
"""Fingerprints that two must share: some thirty nodes of syntax trees, about five lines."""

SHARE = 0.8
"""Of the fingerprints of the shorter one, how many must be the other's too."""

FEW = 5
"""What more hand-ins than this have, and more than a third of them, is how the exercise is done."""

SECONDS = 10
"""Of computing, to read one hand-in."""

MEMORY = 2_000_000_000
"""Bytes of address space for the process that reads them."""

HELPERS = "helpers"
"""Where a definition belongs that no exercise asks for, in a notebook or in one file for all exercises."""

_CODE = re.compile(r"`([^`]+)`")
_LEFT_OUT = re.compile(r"…(?:[^…\n]*…)?")
"""What a hint leaves to the learner: `…`, `…the errors a bad token gives…`."""


@dataclass(frozen=True)
class Part:
    """What one hand-in has of an exercise: its text as it stands, and its fingerprints."""

    text: str
    prints: frozenset[int]


@dataclass(frozen=True)
class Pair:
    """Two hand-ins that resemble each other in an exercise. `share` is of the shorter one's own fingerprints, 0 to 1.

    `equal`: the texts are the same, character by character.
    """

    exercise: str
    names: tuple[str, str]
    texts: tuple[str, str]
    share: float
    equal: bool


@dataclass(frozen=True)
class _Text:
    """Texts that belong together, an exercise's file or a notebook's cells; `slug` is empty where they are for all."""

    slug: str
    texts: list[str]


@dataclass(frozen=True)
class Alike:
    """The pairs among hand-ins, and sentences about what could not be compared."""

    pairs: list[Pair]
    problems: list[str]


def find(handed_in: Iterable[tuple[str, Path]]) -> Alike:
    """Compare named hand-ins, each with each. The closest pairs come first."""
    read: dict[str, list[_Text]] = {}
    problems = []
    for name, path in handed_in:
        try:
            read[name] = list(_texts(path))
        except (BadSubmission, LearnerError) as error:
            problems.append(f"{name} is not compared: {error}")
    by_exercise: dict[str, dict[str, Part]] = defaultdict(dict)
    for name, found in zip(read, _definitions(list(read.values())), strict=True):
        if found is None:
            problems.append(f"{name} is not compared: reading it takes more time or memory than is given")
            continue
        for slug, part in _parts(read[name], found).items():
            by_exercise[slug][name] = part
    pairs = [pair for slug in sorted(by_exercise) for pair in compare(slug, by_exercise[slug])]
    return Alike(sorted(pairs, key=lambda pair: (not pair.equal, -pair.share, pair.names, pair.exercise)), problems)


def _texts(path: Path) -> Iterator[_Text]:
    """What was handed in at `path`, as text. Raises BadSubmission, LearnerError."""
    slugs = course.load().slugs
    source = submissions.open_submission(path, slugs)
    try:
        if source.notebook is not None:
            yield _Text("", [cell.text for cell in cells.read(source.notebook)])
        elif source.root.is_file():
            yield _Text(source.root.stem if source.root.stem in slugs else "", [_read(source.root)])
        else:
            yield from (_Text(slug, [_read(file)]) for slug, file in _files(source))
    finally:
        submissions.close(source)


def _files(source: Source) -> Iterator[tuple[str, Path]]:
    for slug in source.slugs:
        file = source.path(slug)
        if file is not None and file.is_file() and source.ignored_as(file) is None:
            yield slug, file


def _read(file: Path) -> str:
    with file.open("rb") as opened:
        data = opened.read(SIZE_LIMIT + 1)
    return data.decode("utf-8-sig", "replace") if len(data) <= SIZE_LIMIT else ""


def _definitions(asked: list[list[_Text]]) -> Iterator[list[list[dict]] | None]:
    """For each hand-in the definitions of each of its texts; None for one at which the process that reads them ended."""
    while asked:
        lines = "".join(json.dumps([each.texts for each in texts]) + "\n" for texts in asked)
        command = [sys.executable, "-m", "kit.grading.fingerprints", str(SECONDS), str(MEMORY)]
        where = Path(__file__).resolve().parents[2]
        done = subprocess.run(
            command, input=lines, cwd=where, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        answers = [line for line in done.stdout.splitlines(keepends=True) if line.endswith("\n")]
        yield from map(json.loads, answers)
        if len(answers) < len(asked):
            yield None
        asked = asked[len(answers) + 1 :]


def _parts(texts: list[_Text], found: list[list[dict]]) -> dict[str, Part]:
    """What a hand-in has of each exercise."""
    own: dict[str, list[dict]] = defaultdict(list)
    for text, definitions in zip(texts, found, strict=True):
        for each in definitions:
            own[text.slug or _asks_for(each["name"], definitions)].append(each)
    return {
        slug: Part("\n\n\n".join(each["text"] for each in each_of), frozenset().union(*(d["prints"] for d in each_of)))
        for slug, each_of in own.items()
    }


def _asks_for(name: str, definitions: list[dict]) -> str:
    """The exercise that asks for a name, else one that asks for what uses it."""
    users = [each["name"] for each in definitions if name in each["uses"]]
    for wanted in (name, *users):
        for slug in course.load().slugs:
            if wanted in graded.asked_for(slug):
                return slug
    return HELPERS


def compare(slug: str, parts: dict[str, Part]) -> list[Pair]:
    """The pairs in one exercise."""
    given = _given(slug)
    own = {name: part.prints - given for name, part in parts.items()}
    held = Counter(each for prints in own.values() for each in prints)
    most = max(FEW, len(parts) // 3)
    rare = {name: {each for each in prints if held[each] <= most} for name, prints in own.items()}
    who: dict[int, list[str]] = defaultdict(list)
    for name, prints in rare.items():
        for each in prints:
            who[each].append(name)
    shared = Counter(pair for names in who.values() for pair in combinations(names, 2))
    found = {}
    for (a, b), count in shared.items():
        share = count / min(len(rare[a]), len(rare[b]))
        if count >= LEAST and share >= SHARE:
            found[a, b] = share
    found |= {pair: 1.0 for pair in _same_text(parts, own)}  # however many have it
    return [
        Pair(slug, (a, b), (parts[a].text, parts[b].text), share, _plain(parts[a]) == _plain(parts[b]))
        for (a, b), share in found.items()
    ]


def _same_text(parts: dict[str, Part], own: dict[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, part in parts.items():
        if len(own[name]) >= LEAST:
            groups[_plain(part)].append(name)
    for names in groups.values():
        yield from combinations(names, 2)


def _plain(part: Part) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in part.text.splitlines())


@cache
def _given(slug: str) -> set[int]:
    """The fingerprints of what everybody has: the solution, and the code in the hints."""
    found = set()
    for exercise in course.load().exercises:
        if slug in (exercise.slug, HELPERS):
            found |= fingerprints.known((course.ROOT / "solutions" / f"{exercise.slug}.py").read_text(encoding="utf-8"))
            for hint in exercise.hints:
                for code in (_LEFT_OUT.sub("_", hint), *_CODE.findall(hint)):
                    found |= fingerprints.known(code)
    return found
