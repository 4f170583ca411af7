"""The package `exercises` in a notebook: names that follow the learner's file, so an edit needs no kernel restart."""

import functools
import os
import types
from collections.abc import Iterable
from typing import Any

from kit.learner import files
from kit.learner.errors import LearnerError, MissingName, NotStarted
from kit.learner.package import LearnerModule, LearnerPackage


class LivePackage(LearnerPackage):
    """Serves `exercises`; a file that changed on disk is run anew at the next call of one of its functions."""

    def __init__(self, source: files.Source, slugs: Iterable[str]) -> None:
        super().__init__(source, slugs)
        self._stamp: tuple = ()

    def stands_for(self, name: str, slug: str) -> types.ModuleType:
        # Within an answer a name is what it is there; in a cell it follows the file.
        return LiveModule(name, self, slug) if name.startswith("exercises.") else super().stands_for(name, slug)

    def module(self, slug: str) -> types.ModuleType:
        stamp = self.stamp()
        if stamp != self._stamp and not self._loading:
            # An exercise may import another, so all of them run anew.
            self._modules.clear()
            self.forget_beside()
            self._stamp = stamp
        return super().module(slug)

    def stamp(self) -> tuple:
        """What changes when a file of the learner's does: times and sizes."""
        found: list[tuple[object, ...]] = []
        for slug in self.slugs:
            path = self.source.path(slug)
            if path is not None and path.exists():
                status = os.stat(path)
                found.append((slug, status.st_mtime_ns, status.st_size))
        for name in self._beside - set(self.slugs):
            path, data = self.source.beside(name) or (None, b"")
            found.append((name, str(path), hash(data)))
        return tuple(found)

    def function(self, slug: str, name: str):
        """The learner's function as it is now. Raises LearnerError when there is none."""
        try:
            return getattr(self.module(slug), name)
        except AttributeError:
            path = self.source.path(slug)
            where = self.source.shown(path) if path is not None else slug
            raise MissingName(f"{slug}: {where} has no {name}. Was it renamed or deleted?") from None


class LiveModule(LearnerModule):
    """Stands for `exercises.<slug>`: functions follow the file, other values are the file's own."""

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        package, slug = self._package, self._slug
        try:
            value = getattr(package.module(slug), name, None)
        except LearnerError:
            value = None  # told at the call: an import never fails, so one broken file costs its own cells only
        if value is not None and not isinstance(value, types.FunctionType):
            return value
        return _following(package, slug, name, value)


def _following(package: LivePackage, slug: str, name: str, value: Any):
    def call(*args: Any, **kwargs: Any):
        __tracebackhide__ = True
        function = package.function(slug, name)
        try:
            return function(*args, **kwargs)
        except NotImplementedError as error:
            if str(error).startswith(f"{slug}.{name}:"):
                raise NotStarted(f"{slug}.{name} is not written yet.") from None
            raise

    call.__name__ = call.__qualname__ = name
    call.__module__ = f"exercises.{slug}"
    return functools.update_wrapper(call, value) if value is not None else call
