"""Whose work each thing handed in is: told from the first level below what a teacher named, never from inside it.

One thing at that level, a folder or a file, is one hand-in under its own name. Names as learning platforms make them
say who it is from and which attempt it is, so that the files of one learner that lie side by side are one hand-in,
and two hand-ins of one learner are seen to be two.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

ATTEMPTS = ("latest", "best", "all")
"""What can be asked for when one learner has several hand-ins."""

_PLATFORMS = {
    # "Ada Lovelace_4711_assignsubmission_file_" is a folder; the same with a file's name after it, a file.
    "Moodle": re.compile(r"(?P<who>.+?)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?"),
    # "lovelaceada_LATE_4711_92635_ex04_encode.py": Canvas's user, their ID, the upload's ID, the file's own name.
    "Canvas": re.compile(r"(?P<who>[^_]+)_(?:LATE_)?(?P<id>\d+)_(?P<upload>\d+)_(?P<file>.+)"),
    # "Homework 4_ada17_attempt_2026-11-20-10-11-12_answers.zip", and one such .txt about the attempt.
    "Blackboard": re.compile(r"(?P<id>.+?)_attempt_(?P<attempt>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|(?P<about>\.txt))?"),
    # "4711-92635 - Ada Lovelace - Nov 20, 2026 1011 AM" is a folder.
    "Brightspace": re.compile(r"(?P<id>\d+)-\d+ ?- ?(?P<who>.+?) ?- ?(?P<at>\w{3,9} \d{1,2}, \d{4} \d{3,4} [AP]M)"),
}
_MARKED = re.compile(
    r"(?P<person>.+?)(?:[ _.-]+(?:attempt|try|version|v)[ _.-]*(?P<n>\d+)|[ _.-]*\((?P<m>\d+)\))", re.I
)
"""A name that says which attempt it is: `ada_attempt2`, `ada-v2`, `ada (2)`."""

_ABOUT = {
    **dict.fromkeys(("__macosx", "desktop.ini", "thumbs.db", "ehthumbs.db"), "the system that packed it put it there"),
    **dict.fromkeys(("submission_metadata.yml", "index.html", "timestamp.txt"), "the platform put it there"),
}
_LISTS = (".csv", ".tsv", ".xlsx", ".ods")


@dataclass(frozen=True)
class HandIn:
    """What one learner handed in: one folder or file, or (`parts`) files that a platform laid side by side.

    `name` is what its row is called. Two with the same `person` are from one learner; `attempt` orders them where
    their names do. `problem` says why it is not to be opened, `ignored` which files are not part of it, and why.
    """

    name: str
    person: str
    path: Path
    attempt: tuple = ()
    parts: tuple[tuple[str, Path], ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class LeftOut:
    """Something beside the hand-ins that is nobody's work: its name, and why."""

    name: str
    why: str


class NotThere(RuntimeError):
    """A path that a teacher named does not exist."""


def find(
    paths: Iterable[Path], is_answers: Callable[[Path], bool], rule: re.Pattern | None = None
) -> Iterator[HandIn | LeftOut]:
    """The hand-ins among `paths`, and what is nobody's.

    Each of several paths is a hand-in. A folder that is named alone is one when `is_answers` says that it holds a
    learner's files, or when its name is a platform's for one learner; otherwise each thing in it is one. `rule`, a
    pattern with the groups `person` and `attempt`, tells those from a name's beginning instead of the usual forms.
    Raises NotThere.
    """
    paths = list(paths)
    for path in paths:
        if not path.exists():
            raise NotThere(f"{path}: there is no such file or folder")
    if len(paths) == 1 and paths[0].is_dir() and not (_platform(_name(paths[0])) or is_answers(paths[0])):
        found = sorted(paths[0].iterdir())
    else:
        found = list(dict.fromkeys(paths))
    hand_ins: dict[tuple, list[HandIn]] = {}
    for path in found:
        why = _nobodys(path)
        if why:
            yield LeftOut(_name(path), why)
            continue
        each, together = _hand_in(path, rule)
        hand_ins.setdefault((each.person, each.attempt, together) if together else (str(path),), []).append(each)
    yield from _told_apart([_joined(group) for group in hand_ins.values()])


def choose(hand_ins: Iterable[HandIn | LeftOut], attempts: str | None) -> Iterator[HandIn | LeftOut]:
    """What is to be graded when a learner has several hand-ins; without `attempts` those are a problem that names all.

    `latest` leaves the earlier ones out; with `best` and `all` every one is graded, and with `all` each is a row.
    """
    persons: dict[str, list[HandIn]] = {}
    for each in hand_ins:
        if isinstance(each, LeftOut):
            yield each
        else:
            persons.setdefault(each.person, []).append(each)
    for group in persons.values():
        if len(group) == 1:
            yield group[0]
            continue
        group.sort(key=lambda each: (each.attempt, each.name))
        names = " and ".join(_shown(each) for each in group)
        if attempts == "all":
            yield from (replace(each, person=each.name) for each in group)
        elif attempts == "best":
            yield from group
        elif attempts == "latest" and group[-1].attempt > group[-2].attempt:
            yield from (LeftOut(_shown(each), f"an earlier attempt; {_shown(group[-1])} counts") for each in group[:-1])
            yield group[-1]
        else:
            said = "Their names do not say which came last. " if attempts else ""
            advice = "or say --attempts best" if attempts else "say --attempts latest or best"
            problem = f"{len(group)} hand-ins seem to be of one learner: {names}. {said}Take all but one away, {advice}"
            problem += ", or --attempts all where they are of several."
            yield replace(group[0], problem=problem)


def _name(path: Path) -> str:
    return path.name or path.resolve().name


def _shown(each: HandIn) -> str:
    return each.name if each.parts else _name(each.path)


def _nobodys(path: Path) -> str:
    """Why something at the first level is no hand-in; empty when it is one."""
    name = _name(path)
    if name.lower() in _ABOUT:
        return _ABOUT[name.lower()]
    if name.startswith("."):
        return "its name begins with a dot: the system's or an editor's own"
    about = _platform(name)
    if about and about[1].groupdict().get("about"):
        return "the platform's own words about an attempt"
    if path.is_file() and path.suffix.lower() in _LISTS and not about:
        return "a list, and nobody's answers"
    return ""


def _platform(name: str) -> tuple[str, re.Match] | None:
    for platform, pattern in _PLATFORMS.items():
        match = pattern.fullmatch(name)
        if match:
            return platform, match
    return None


def _hand_in(path: Path, rule: re.Pattern | None) -> tuple[HandIn, str]:
    """One thing as a hand-in, and what it may be joined with: the same text for all files of one learner's upload."""
    name = _name(path)
    stem = path.stem if path.is_file() else name
    if rule is not None:
        match = rule.match(name)
        if match and match["person"]:
            return HandIn(stem, match["person"], path, _order(match["attempt"] or "")), ""
    told = _platform(name)
    if told is None:
        match = _MARKED.fullmatch(stem)
        person, counted = (match["person"], int(match["n"] or match["m"])) if match else (stem, 0)
        return HandIn(stem, unicodedata.normalize("NFC", person), path, (counted,)), ""
    platform, match = told
    groups = match.groupdict()
    attempt: tuple = (groups["attempt"],) if groups.get("attempt") else ()
    if groups.get("at"):
        attempt = (_moment(groups["at"]),)
    person = f"{platform} {groups['id']}"
    own = groups.get("file") or ""
    found = HandIn(stem, person, path, attempt, ((own, path),) if own and path.is_file() else ())
    if platform == "Moodle" and groups["kind"] == "onlinetext":
        return found, platform
    return found, platform if path.is_file() or platform == "Moodle" else ""


def _order(attempt: str) -> tuple:
    """What an attempt's mark sorts by: numbers as numbers."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", attempt) if part)


def _moment(text: str) -> str:
    for form in ("%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p"):
        try:
            return datetime.strptime(re.sub(r" (\d{3}) ", r" 0\1 ", text), form).isoformat()
        except ValueError:
            continue
    return ""


def _joined(group: list[HandIn]) -> HandIn:
    """The things that one learner uploaded together, as one hand-in."""
    if len(group) == 1:
        return group[0] if len(group[0].parts) != 1 else replace(group[0], parts=())
    texts = [each for each in group if "_assignsubmission_onlinetext" in _name(each.path)]
    files = [each for each in group if each not in texts] or texts
    left = tuple((_name(each.path), "an online text; files are graded") for each in texts if each not in files)
    if len(files) == 1:
        return replace(files[0], parts=(), ignored=left)
    first = min(files, key=lambda each: each.name)
    parts = tuple(part for each in files for part in each.parts or [(_name(each.path), each.path)])
    return replace(first, parts=parts, ignored=left, name=f"{first.name.removesuffix(Path(parts[0][0]).stem)}files")


def _told_apart(found: list[HandIn]) -> Iterator[HandIn]:
    """The same with names that differ: two of one name are called by their whole names, or their paths."""
    names: dict[str, int] = {}
    for each in found:
        names[each.name] = names.get(each.name, 0) + 1
    whole: dict[str, int] = {}
    for each in found:
        whole[_name(each.path)] = whole.get(_name(each.path), 0) + 1
    for each in found:
        if names[each.name] > 1:
            each = replace(each, name=_name(each.path) if whole[_name(each.path)] == 1 else str(each.path))
        yield each
