"""What an author of an exercise may have forgotten: files, points, hints, stubs that drifted from their solutions."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from kit.course import ROOT, Course, Exercise, graded, load, stubs
from kit.course.points import counted

HINTS = 3

_USED = re.compile(r"\bexercises(?:\.| import )(ex\d\d_\w+)")
"""The exercises that a suite imports from."""

PATTERNS = {
    "exercises": "{}.py",
    "solutions": "{}.py",
    "tests": "test_{}.py",
    "tests/answers": "{}.py",
}
"""The folders with a file for each exercise, and the file's name from the slug."""


def problems(course: Course | None = None, root: Path = ROOT) -> list[str]:
    """Every problem as a sentence that says what to do; empty when the course is complete."""
    course = course or load()
    found, parts = [], [part.slug for part in course.parts]
    for exercise in course.exercises:
        if exercise.part not in parts:
            found.append(f"kit/course/course.toml: {exercise.slug} is in no part; part is one of {', '.join(parts)}")
        found += _of_exercise(exercise, root)
    hello = root / "exercises" / f"{course.hello.slug}.py"
    if not hello.exists() or hello.read_text(encoding="utf-8") != stubs.hello():
        found.append(
            f"exercises/{hello.name}: differs from kit/course/template/{hello.name}, or is missing; run `kit stubs`"
        )
    for folder, pattern in PATTERNS.items():
        expected = {pattern.format(slug) for slug in (course.hello.slug, *course.slugs)}
        for path in sorted((root / folder).glob("*.py")):
            if path.name not in expected:
                found.append(
                    f"{folder}/{path.name}: no entry in kit/course/course.toml names this file; add one or delete the file"
                )
    return found


def _of_exercise(exercise: Exercise, root: Path) -> list[str]:
    slug, found = exercise.slug, []
    if len(exercise.hints) != HINTS or not all(hint.strip() for hint in exercise.hints):
        found.append(f"kit/course/course.toml: {slug} needs {HINTS} hints, none of them empty")
    paths = {
        "solution": root / "solutions" / f"{slug}.py",
        "stub": root / "exercises" / f"{slug}.py",
        "suite": root / "tests" / f"test_{slug}.py",
        "book of answers": root / "tests" / "answers" / f"{slug}.py",
    }
    missing = {kind: path for kind, path in paths.items() if not path.exists()}
    for kind, path in missing.items():
        how = "; write the solution, then run `kit stubs`" if kind == "stub" and "solution" in missing else ""
        how = "; run `kit stubs`" if kind == "stub" and not how else how
        found.append(f"{path.relative_to(root)}: this {kind} is missing{how}")
    if missing.keys() & {"solution", "stub", "suite"}:
        return found
    used = set(_USED.findall(paths["suite"].read_text(encoding="utf-8"))) - {slug}
    if used != set(exercise.needs):
        found.append(
            f"kit/course/course.toml: the suite of {slug} imports {_listed(used)} besides its own exercise, and `needs` "
            f"has {_listed(exercise.needs)}: write the same there, or verdicts are kept that do not hold"
        )
    solution = paths["solution"].read_text(encoding="utf-8")
    if paths["stub"].read_text(encoding="utf-8") != stubs.stub(solution, slug):
        found.append(f"exercises/{slug}.py: differs from the stub of its solution; run `kit stubs`")
    tests = graded.tests(paths["suite"])
    total = sum(test.points for test in tests.values())
    if total != exercise.points:
        found.append(
            f"tests/test_{slug}.py: its tests add up to {counted(total)}, kit/course/course.toml says {exercise.points:g}"
        )
    named = {name for test in tests.values() for name in test.functions} | graded.bonus(paths["suite"])
    for node in graded.definitions(ast.parse(solution)):
        name = node.name
        if name not in named:
            found.append(f"tests/test_{slug}.py: no graded test names {name}; add @points(…, {name}) to one")
    return found


def _listed(slugs: Iterable[str]) -> str:
    return ", ".join(sorted(slugs)) or "nothing"
