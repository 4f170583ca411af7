"""What a suite has put on the learner's machine, and a machine like it on which a wrong answer can be tried afterwards."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kit.course import temporary
from kit.learner.machine import Machine

Step = tuple[int, str, tuple[Any, ...], dict[str, Any]]
"""A method of Machine with its arguments, and a number in front: which of all steps it was."""

World = tuple[Step, ...]
"""What leads from a machine on which nobody has logged in to the one that a call found."""

_KEPT = {"set_variable": 1, "write_file": 1, "save_token": 0, "open_colab": 0}
"""The methods that change the machine, and how many of their arguments say what it is that they change."""


_FILES = {"write_file", "save_token"}
"""Those that change nothing but files."""


class Recorded:
    """A suite's machine, of which is known at any time what the suite has put there."""

    def __init__(self, machine: Any) -> None:
        self._machine = machine
        self._steps: dict[tuple[Any, ...], Step] = {}
        self._taken = 0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._machine, name)
        return self._noted(name, found) if name in _KEPT or name == "log_out" else found

    @property
    def world(self) -> World:
        """What has been put there so far."""
        return tuple(self._steps.values())

    def _noted(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **kwargs: Any) -> Any:
            if name == "log_out":
                self._steps.pop(("save_token",), None)
            else:
                self._taken += 1
                self._steps[name, *args[: _KEPT[name]]] = self._taken, name, args, kwargs
            return method(*args, **kwargs)

        return called


class Rebuilt:
    """A machine of the grading's own; `as_at` makes it the one that a call found. A context manager.

    What an answer writes into files stays there, so one that does is not to be tried.
    """

    def __enter__(self) -> "Rebuilt":
        self._machine: Machine | None = None
        self._folders: dict[str, Path] = {}  # the same files are written once
        self.begin(lasting=False)
        return self

    def begin(self, *, lasting: bool) -> None:
        """An answer is tried next; `lasting`: what it changes in the environment stays until the test is over."""
        self._lasting, self._test, self._done = lasting, "", 0

    def as_at(self, world: World, test: str) -> None:
        """Give the process the environment, working directory, saved token and Colab's secrets of a call in this test."""
        machine = self._open() if self._machine is None else self._machine
        files = repr([step[1:] for step in world if step[1] in _FILES])
        there = False
        if not self._lasting or test != self._test:
            self._clear(machine)
            self._done, there = 0, not self._lasting and files in self._folders
            self._enter(machine, self._folders[files] if there else self._folder())
            if not self._lasting:
                self._folders[files] = machine.folder.parent
        self._test = test
        for number, name, args, kwargs in world:
            if number > self._done and not (there and name in _FILES):
                getattr(machine, name)(*args, **kwargs)
        self._done = max((number for number, *_ in world), default=0)

    def _open(self) -> Machine:
        from huggingface_hub import constants

        self._scratch = temporary.folder("world")
        self._made = 0
        self._path = constants.HF_TOKEN_PATH
        folder = self._folder()
        machine = self._machine = Machine(folder / "work", folder / "home")
        self._variables = dict(os.environ)
        return machine

    def _folder(self) -> Path:
        self._made += 1
        made = self._scratch / str(self._made)
        for name in ("work", "home"):
            (made / name).mkdir(parents=True)
        return made

    def _enter(self, machine: Machine, folder: Path) -> None:
        from huggingface_hub import constants

        machine.folder, machine.hub_home = folder / "work", folder / "home"
        os.chdir(machine.folder)
        os.environ["HF_HOME"] = str(machine.hub_home)
        constants.HF_TOKEN_PATH = str(machine.hub_home / "token")

    def _clear(self, machine: Machine) -> None:
        now = dict(os.environ)
        for name in now.keys() - self._variables.keys():
            del os.environ[name]
        for name, value in self._variables.items():
            if now.get(name) != value:
                os.environ[name] = value
        machine.close_colab()

    def __exit__(self, *exc: object) -> None:
        if self._machine is None:
            return
        from huggingface_hub import constants

        constants.HF_TOKEN_PATH = self._path
        self._machine.close()
        temporary.remove(self._scratch)
