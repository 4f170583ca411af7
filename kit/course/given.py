"""A path as a person gave it, made absolute where they stand: before it crosses into a process with another folder."""

import os
from pathlib import Path
from typing import Any

import click


def absolute(given: str | Path, here: Path | None = None) -> Path:
    """`given` as an absolute path, seen from `here` (default: the working folder).

    `~` and `..` are resolved; a link in the last place keeps its own name, which may be that of a learner.
    """
    path = Path(os.path.expanduser(given))
    here = here or Path.cwd()
    if (here / given).exists():  # a file can be called `~`
        path = Path(given)
    parts = (here / path).parts
    last_up = max((place for place, part in enumerate(parts) if part == ".."), default=-1)
    return Path(*parts[: last_up + 1]).resolve() / Path(*parts[last_up + 1 :]) if last_up >= 0 else Path(*parts)


class GivenPath(click.Path):
    """A path of a command line: click.Path, but absolute. Its other arguments are click.Path's."""

    def __init__(self, **more: Any) -> None:
        super().__init__(path_type=Path, **more)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The absolute path; refused in click's words where it is not what it has to be."""
        return Path(os.fsdecode(super().convert(absolute(value), param, ctx)))
