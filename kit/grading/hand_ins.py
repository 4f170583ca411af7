"""What was handed in, as a batch gets it: found, opened, and with the digests of its content."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kit import course
from kit.course import temporary
from kit.grading import whose
from kit.grading.batch import BatchError
from kit.grading.pool import NOT_GRADED, NOT_UNDERSTOOD, SET_ASIDE, Task, Verdict
from kit.grading.whose import LeftOut
from kit.learner import submissions
from kit.learner.errors import BadSubmission, NotUnderstood


def find(paths: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """The hand-ins among `paths`, every attempt of each learner, by name. A path holds until the next is asked for.

    Raises BatchError for a path that is not there.
    """
    with temporary.for_a_while("gathered") as place:
        for number, each in enumerate(_found(paths, "all", None)):
            if isinstance(each, whose.HandIn):
                yield each.name, submissions.gather(each.parts, Path(place, str(number))) if each.parts else each.path


def _found(paths: Iterable[Path], attempts: str | None, rule: re.Pattern | None) -> list[whose.HandIn | LeftOut]:
    slugs = course.load().slugs
    try:
        return list(whose.choose(whose.find(paths, lambda path: submissions.has_answers(path, slugs), rule), attempts))
    except whose.NotThere as error:
        raise BatchError(str(error)) from None


def tasks(
    paths: Iterable[Path], gathered: Path, attempts: str | None = None, rule: re.Pattern | None = None
) -> Iterator[Task | Verdict | LeftOut]:
    """The submissions among `paths` with the digests of their content; for one that cannot be opened, a verdict.

    Files that belong together are put side by side in a folder in `gathered`. Raises BatchError for a path that is
    not there.
    """
    slugs = course.load().slugs
    needs = {exercise.slug: exercise.needs for exercise in course.load().exercises}
    found = _found(paths, attempts, rule)
    persons: dict[str, int] = {}
    for each in found:
        if isinstance(each, whose.HandIn):
            persons[each.person] = persons.get(each.person, 0) + 1
    for number, each in enumerate(found):
        if isinstance(each, LeftOut):
            yield each
            continue
        if each.problem:
            yield Verdict(each.name, "", None, each.problem, SET_ASIDE, each.person)
            continue
        several = persons[each.person] > 1
        try:
            path = submissions.gather(each.parts, gathered / str(number)) if each.parts else each.path
            path = path.absolute()  # grading processes have another working folder
            read = submissions.look(path, slugs, needs)
        except NotUnderstood as error:
            yield Verdict(each.name, "", None, str(error), NOT_UNDERSTOOD, each.person)
        except BadSubmission as error:
            yield Verdict(each.name, "", None, str(error), SET_ASIDE, each.person)
        except OSError as error:
            yield Verdict(each.name, "", None, f"the machine could not open it: {error}", NOT_GRADED, each.person)
        else:
            ignored = (*read.ignored, *each.ignored)
            yield Task(each.name, read.digest, path, each.person, read.files, ignored, several, read.contents)
