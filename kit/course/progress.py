"""Progress as plain text: one line an exercise, rebuilt by running, with everything it does not know left as it is.

    ex04_encode 10/15 file:3f2a91bc hints:2 gave-up

The points of the last whole grading, the beginning of the graded file's SHA-256, how many hints were shown, and
whether the solution was asked for before a pass; the function to go on with and the hints shown for single functions. A line that begins with none of the course's slugs stays.
"""

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kit import course
from kit.course import atomic

HEADER = "# Your points, as last graded. Running rebuilds what you delete here."


class ProgressError(Exception):
    """The progress file cannot be read or written; the text says which and what to do."""


@dataclass
class Entry:
    """What is known of one exercise. `score` is None while it was never graded as a whole; `others` are unknown words.

    `at` is the function to go on with, as last graded; `function_hints` are the hints shown for single functions.
    """

    score: float | None = None
    file: str = ""
    hints: int = 0
    gave_up: bool = False
    at: str = ""
    function_hints: dict[str, int] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    def line(self, exercise: course.Exercise) -> str:
        """The entry as its line of the file; only the slug when nothing is known."""
        words = [exercise.slug]
        words += [f"{self.score:g}/{exercise.points:g}"] if self.score is not None else []
        words += [f"file:{self.file}"] if self.file else []
        words += [f"hints:{self.hints}"] if self.hints else []
        words += ["gave-up"] if self.gave_up else []
        words += [f"at:{self.at}"] if self.at else []
        words += [f"hints.{name}:{number}" for name, number in self.function_hints.items()]
        return " ".join(words + self.others)


def read(path: Path) -> dict[str, Entry]:
    """The entries of a progress file by slug, one for every exercise of the course. A missing file is an empty one.

    Raises ProgressError when it cannot be read.
    """
    entries = {slug: Entry() for slug in course.load().slugs}
    for line in _lines(path):
        slug, *words = line.split() or [""]
        if slug in entries:
            entries[slug] = _entry(words, course.load().exercise(slug).points)
    return entries


@contextlib.contextmanager
def changing(path: Path) -> Iterator[dict[str, Entry]]:
    """The entries to change in a `with` block; written at its end, whole or not at all. ProgressError when that fails."""
    entries = read(path)
    yield entries
    before = _lines(path)
    lines, seen = [], set()
    for line in before or [HEADER]:
        slug = (line.split() or [""])[0]
        if slug in seen:
            continue  # the line of one exercise twice: the first stays, with what the last one said
        if slug in entries:
            seen.add(slug)
            line = entries[slug].line(course.load().exercise(slug))
        lines.append(line)
    rest = [slug for slug in entries if slug not in seen and entries[slug] != Entry()]
    lines += [entries[slug].line(course.load().exercise(slug)) for slug in rest]
    if lines != before and (before or rest):
        try:
            atomic.write(path, ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape"))
        except OSError as error:
            raise _problem(path, error) from None


def record(path: Path, scores: dict[str, tuple[float, str]], at: dict[str, str] | None = None) -> None:
    """Note whole gradings: by slug, the points and the graded file's `digest`. ProgressError as usual.

    `at` are the functions to go on with, by slug.
    """
    with changing(path) as entries:
        for slug, (score, file) in scores.items():
            entries[slug].score, entries[slug].file = score, file
            entries[slug].at = (at or {}).get(slug, "")


def digest(file: Path) -> str:
    """The beginning of the SHA-256 of a learner's file; empty when there is none."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()[:8]
    except OSError:
        return ""


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _problem(path, error) from None


def _problem(path: Path, error: OSError) -> ProgressError:
    return ProgressError(
        f"{path} cannot be used ({error.strerror or error}), so nothing was remembered. "
        "It is a plain text file; may you write in its folder?"
    )


def _entry(words: list[str], most: float) -> Entry:
    entry = Entry()
    for word in words:
        if match := re.fullmatch(r"(\d+(?:\.\d+)?)/(\d+(?:\.\d+)?)", word):
            # Points of a course that has changed since say nothing of this one.
            entry.score = float(match[1]) if float(match[2]) == most >= float(match[1]) else None
        elif match := re.fullmatch(r"file:([0-9a-f]+)", word):
            entry.file = match[1]
        elif match := re.fullmatch(r"hints:(\d)", word):
            entry.hints = int(match[1])
        elif match := re.fullmatch(r"at:(\w+)", word):
            entry.at = match[1]
        elif match := re.fullmatch(r"hints\.(\w+):(\d)", word):
            entry.function_hints[match[1]] = int(match[2])
        elif word == "gave-up":
            entry.gave_up = True
        else:
            entry.others.append(word)
    return entry
