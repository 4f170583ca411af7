"""The submission at the grader's side: as data, what a sandboxed child gets of it to read (see sent.py)."""

from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path
from typing import Any

from kit.course import Course
from kit.learner import cells, contents, files
from kit.learner.errors import LearnerError

MODULES = 4_000_000
"""Bytes of a learner's own modules, together, that a child gets."""


class Sending:
    """What is sent of one submission; how its paths are shown is looked up once."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._shown: dict[Path, str] = {}

    def data(self, source: files.Source, serving: str) -> dict:
        """Of a submission what the exercise `serving`, whose tests run, may import; everything when that is empty."""
        sent: dict[str, dict[str, Any]] = {}
        notebook, needed = source.notebook, None
        if serving:
            needed = contents.needed(source, serving, self._course.exercise(serving).needs)
        for slug in self._course.slugs:
            path = source.path(slug)
            if path is not None and path not in self._shown:
                self._shown[path] = source.shown(path)
            entry: dict[str, Any] = {"path": str(path) if path else None, "shown": self._shown[path] if path else ""}
            sent[slug] = entry
            try:
                if needed is not None and slug not in needed.slugs:
                    raise LearnerError(f"{serving} imports {slug} without naming it; write the import out.")
                if notebook is None:
                    entry["content"] = source.content(slug)[1]
                else:
                    cells.read(notebook)
                    entry["stub"] = cells.stub_of(slug)
            except LearnerError as error:
                entry["error"] = (type(error).__name__, str(error))
        told = {"root": str(source.root), "submission": source.submission, "files": sent, "notebook": None, "cells": []}
        if notebook is not None and not any("error" in entry for entry in sent.values()):
            told["cells"] = [astuple(each) for each in cells.read(notebook)]
        beside = _modules(source, source.modules() if needed is None else needed.modules)
        return told | {"notebook": None if notebook is None else notebook.name, "beside": beside}


def _modules(source: files.Source, names: Iterable[str]) -> dict[str, tuple[str, bytes]]:
    """The modules of the learner's own that answers import: their paths and contents."""
    found, room = {}, MODULES
    for name in names:
        try:
            path, content = source.beside(name) or (None, b"")
        except LearnerError:
            continue  # too large: as if it were not there
        room -= len(content)
        if path is not None and room >= 0:
            found[name] = (str(path), content)
    return found
