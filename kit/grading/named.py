"""What a person names on pytest's command line, as the graded tests that are meant: `.`, an exercise, its file, its folder."""

import re
from pathlib import Path

import pytest

from kit import course

KITS_OWN = ("benchmarks", "checks", "docs", "kit")
"""Folders of a checkout in which no graded tests are; only who names one, or what is in it, means it."""


def find(config: pytest.Config) -> None:
    """Put the suites in place of exercises among the arguments. UsageError for an exercise that does not exist."""
    here, root = config.invocation_params.dir, config.rootpath
    if config.args_source is pytest.Config.ArgsSource.INVOCATION_DIR and here != root:
        # `pytest` typed in exercises/ or another folder of the project grades the exercises all the same.
        config.args = [str(root / "tests")]
        config.args_source = pytest.Config.ArgsSource.TESTPATHS
    elif config.args_source is pytest.Config.ArgsSource.ARGS and not config.option.pyargs:
        config.args = list(dict.fromkeys(_meant(argument, here, root) for argument in config.args))


def is_kits_own(path: Path, config: pytest.Config) -> bool:
    """Whether `path` is one of the KITS_OWN that nobody named."""
    if path.parent != config.rootpath or path.name not in KITS_OWN or course.INSTALLED or path.parent != course.ROOT:
        return False
    here = config.invocation_params.dir
    named = [Path(here, argument.partition("::")[0]).resolve() for argument in config.args]
    return not any(each.is_relative_to(path.resolve()) for each in named)


def _meant(argument: str, here: Path, root: Path) -> str:
    """An argument as pytest finds it; one that names no exercise as it is."""
    given, double_colon, test = argument.partition("::")
    path = Path(here, given)
    if path.resolve() == (root / "exercises").resolve() and not any(path.glob("test_*.py")):
        return str(root / "tests")
    is_answer = path.suffix in ("", ".py") and not path.name.startswith("test_")
    if is_answer and not path.is_dir() and (exercise := _exercise(given)) is not None:
        if path.parent.name == "solutions" and path.exists():
            raise pytest.UsageError(
                f"{argument}: to grade the solution, pytest --solutions tests/test_{exercise.slug}.py"
            )
        if path.exists() and path.parent.resolve() != (root / "exercises").resolve():
            raise pytest.UsageError(
                f"{argument}: to grade an answer that lies elsewhere, "
                f"pytest --submission {given} tests/test_{exercise.slug}.py"
            )
        return str(root / "tests" / f"test_{exercise.slug}.py")
    if not path.exists():
        # The kit's own lines name tests as they are seen from the project's folder: `again  pytest tests/test_…`.
        for folder in (root, root / "tests"):
            if (folder / given).exists():
                return f"{folder / given}{double_colon}{test}"
    return argument


def _exercise(given: str) -> course.Exercise | None:
    """The exercise that `4`, `ex04`, `ex04_encode`, `exercises/ex04_encode.py` name; None when it names none."""
    stem = Path(given).name.removesuffix(".py")
    if re.fullmatch(r"\d{1,2}|ex\d+(_\w*)?", stem) is None:
        return None
    try:
        (found,) = course.find([stem], hello=True)
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None
    return found
