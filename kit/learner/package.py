"""The package `exercises` as suites see it: names that reach the learner's functions only when they are called.

Importing a name never fails, so a broken file is the failure of the tests that need it and never an error
of collection. The files are read and run at the first call.
"""

import sys
import types
from collections.abc import Callable, Iterable
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Protocol, cast

from kit.learner import files, importing, written
from kit.learner.errors import LearnerError, OutOfTime
from kit.learner.function import Answers, LearnerFunction
from kit.learner.log import CallLog


class Exercises(Answers, Protocol):
    """What a run and its fixtures ask of the package `exercises`, whether answers run in this process or in the sandbox."""

    collecting: bool

    def install(self) -> None:
        """Answer every import of `exercises` and `exercises.<slug>` from now on."""

    def remove(self) -> None:
        """Undo install()."""

    def function(self, slug: str, name: str) -> LearnerFunction:
        """What a suite gets for a name that it imports."""

    def hide(self, slug: str, libraries: set[str]) -> Callable[[], None]:
        """Have imports of these packages fail for an exercise's code; returns what undoes it."""

    def uses(self, slugs: Iterable[str]) -> list[files.CellUse]:
        """What became of each cell of a notebook that was handed in, for these exercises."""

    def start_test(self, slug: str, seconds: float | None) -> None:
        """A test of an exercise begins, whose calls may take this long together."""

    def forget_modules(self) -> None:
        """Run the learner's files anew at the next call: what they found out at import may no longer hold.

        A file that did not finish its import is not given that time again.
        """

    def renew(self) -> None:
        """Begin anew, with another source's files."""


class Imported:
    """Has imports of `exercises` answered: `install()` puts it in front of Python's own import, `remove()` takes it away."""

    def __init__(self, slugs: Iterable[str]) -> None:
        self.slugs = tuple(slugs)
        self.collecting = True
        self.log = CallLog()

    def install(self) -> None:
        importing.forget()
        sys.meta_path.insert(0, cast(Any, self))

    def remove(self) -> None:
        if self in sys.meta_path:
            sys.meta_path.remove(cast(Any, self))
        importing.forget()

    # The import system's finder and loader protocol.
    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name == "exercises":
            return ModuleSpec(name, cast(Loader, self), is_package=True)
        if name.startswith("exercises.") and name.partition(".")[2] in self.slugs:
            return ModuleSpec(name, cast(Loader, self))
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        slug = spec.name.rpartition(".")[2]
        return self.stands_for(spec.name, slug) if slug in self.slugs else types.ModuleType(spec.name)

    def stands_for(self, name: str, slug: str) -> types.ModuleType:
        """The module by which others know an exercise."""
        return LearnerModule(name, cast(Exercises, self), slug)

    def exec_module(self, module: ModuleType) -> None:
        if module.__name__ == "exercises":
            module.__path__ = []


class LearnerPackage(Imported):
    """Serves `exercises` from a Source, in this process."""

    def __init__(self, source: files.Source, slugs: Iterable[str]) -> None:
        super().__init__(slugs)
        self.source = source
        self._modules: dict[str, types.ModuleType | LearnerError] = {}
        self._loading: set[str] = set()
        self._beside: set[str] = set()

    def remove(self) -> None:
        super().remove()
        self.forget_beside()

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:
        # As a script beside them would: `from ex04_encode import encode`, `import helpers`.
        if "." not in name and not self.collecting and name != "exercises":
            if name not in self.slugs and self.source.beside(name) is None:
                return None
            self._beside.add(name)
            return ModuleSpec(name, cast(Loader, self))
        return super().find_spec(name, path, target)

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        super().exec_module(module)
        if name != "exercises" and name.rpartition(".")[2] not in self.slugs:
            found = self.source.beside(name)
            if found is None:
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)
            path, data = found
            module.__file__ = str(path)
            exec(importing.code(files.parse_text(self.source, name, path, data)), module.__dict__)

    # What suites, fixtures and the proxies ask: see Exercises.
    def function(self, slug: str, name: str) -> LearnerFunction:
        return LearnerFunction(self, slug, name)

    def hide(self, slug: str, libraries: set[str]) -> Callable[[], None]:
        hidden = {*libraries, *(name for name in sys.modules if name.partition(".")[0] in libraries)}
        before = {name: sys.modules.get(name) for name in hidden}
        sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None has an import fail

        def undo() -> None:
            for name, module in before.items():
                if module is None:
                    sys.modules.pop(name, None)
                else:
                    sys.modules[name] = module

        return undo

    def parsed(self, slug: str) -> files.Parsed:
        """The learner's file of `slug`, read and parsed. Raises LearnerError."""
        return files.parse(self.source, slug)

    def uses(self, slugs: Iterable[str]) -> list[files.CellUse]:
        return self.source.uses(slugs)

    def is_stub(self, slug: str, name: str) -> bool:
        return written.is_stub(self.parsed(slug), name)

    def module(self, slug: str) -> types.ModuleType:
        if slug not in self._modules:
            if slug in self._loading:
                raise ImportError(f"exercises.{slug} imports itself through another exercise")
            self._loading.add(slug)
            try:
                self._modules[slug] = importing.run_module(self.parsed(slug), slug)
            except LearnerError as error:
                self._modules[slug] = error
            finally:
                self._loading.discard(slug)
        found = self._modules[slug]
        if isinstance(found, LearnerError):
            raise found.with_traceback(None)
        return found

    def renew(self) -> None:
        self.forget_modules()

    def start_test(self, slug: str, seconds: float | None) -> None:
        self.log.start_test(seconds)

    def forget_modules(self) -> None:
        self._modules = {slug: found for slug, found in self._modules.items() if isinstance(found, OutOfTime)}
        self.forget_beside()

    def forget_beside(self) -> None:
        """Take what answers imported by its bare name out of sys.modules."""
        for name in self._beside:
            sys.modules.pop(name, None)
        self._beside.clear()


class LearnerModule(types.ModuleType):
    """Stands for `exercises.<slug>`: during collection every name is a LearnerFunction, later the learner's own value.

    Setting a name sets it in the learner's module, so `monkeypatch.setattr(ex03_load, "TRUSTED", …)` works.
    """

    def __init__(self, name: str, package: Exercises, slug: str) -> None:
        super().__init__(name)
        self.__dict__["_package"] = package
        self.__dict__["_slug"] = slug

    def __getattr__(self, name: str) -> Any:
        package, slug = self._package, self._slug
        if name == "__all__" and not package.collecting:  # for `from ex04_encode import *`
            return [each for each in vars(package.module(slug)) if not each.startswith("_")]
        if name.startswith("__"):
            raise AttributeError(name)
        if package.collecting:
            return package.function(slug, name)
        return getattr(package.module(slug), name)

    def __setattr__(self, name: str, value: object) -> None:
        if name.startswith("__"):
            super().__setattr__(name, value)
        else:
            setattr(self._package.module(self._slug), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._package.module(self._slug), name)
