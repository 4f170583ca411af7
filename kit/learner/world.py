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
        self._touched: set[str] = set()  # variables of the world before
        self.begin(lasting=False)
        return self

    def begin(self, *, lasting: bool) -> None:
        """An answer is tried next; `lasting`: what it changes in the environment stays until the test is over."""
        self._lasting, self._test, self._done = lasting, "", 0

    def as_at(self, world: World, test: str) -> None:
        """Give the process the environment, working directory, saved token and Colab's secrets of a call in this test."""
        machine = self._open() if self._machine is None else self._machine
        if not self._lasting or test != self._test:
            self._clear(machine)
            self._done = 0
        self._test = test
        self._enter(machine, world)
        for number, name, args, kwargs in world:
            if number > self._done and name not in _FILES:
                getattr(machine, name)(*args, **kwargs)
                self._touched.update(args[:1] if name == "set_variable" else ("COLAB_RELEASE_TAG",))
        if self._lasting:
            self._touched = set(self._variables) | set(os.environ)  # it may have changed any
        self._done = max((number for number, *_ in world), default=0)

    def _open(self) -> Machine:
        from huggingface_hub import constants

        self._scratch = temporary.folder("world")
        self._path = constants.HF_TOKEN_PATH
        machine = self._machine = Machine(self._scratch, self._scratch)
        self._variables = dict(os.environ)
        return machine

    def _enter(self, machine: Machine, world: World) -> None:
        from huggingface_hub import constants

        machine.folder, machine.hub_home = (
            self._folder(machine, world, "write_file"),
            self._folder(machine, world, "save_token"),
        )
        os.chdir(machine.folder)
        os.environ["HF_HOME"] = str(machine.hub_home)
        constants.HF_TOKEN_PATH = str(machine.hub_home / "token")

    def _folder(self, machine: Machine, world: World, step: str) -> Path:
        """A folder with the files that these steps have written."""
        files = [(args, kwargs) for _, name, args, kwargs in world if name == step]
        key = f"{step} {files}"
        if key not in self._folders:
            made = self._folders[key] = self._scratch / str(len(self._folders))
            made.mkdir()
            machine.folder = machine.hub_home = made
            for args, kwargs in files:
                getattr(machine, step)(*args, **kwargs)
        return self._folders[key]

    def _clear(self, machine: Machine) -> None:
        for name in self._touched:
            machine.set_variable(name, self._variables.get(name))
        self._touched.clear()
        machine.close_colab()

    def __exit__(self, *exc: object) -> None:
        if self._machine is None:
            return
        from huggingface_hub import constants

        constants.HF_TOKEN_PATH = self._path
        self._machine.close()
        temporary.remove(self._scratch)
