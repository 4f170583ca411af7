"""Who is told of a grading, beyond the learner: listeners in the rooms above, loaded only for those who have one.

A listener is a module with `tell(report)`, which returns sentences to show, `send()`, which is called once the learner
has seen the verdict, and `follow(put)`, which hands events to `kit watch`. It is loaded by its name, as grading knows nothing of the rooms above it.
"""

import contextlib
import os
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from kit.course import state
from kit.grading.report import Report

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

LISTENERS = {"workshop/joined.json": "kit.workshop.telling"}
"""A file among the user's state to the module that listens when it is there: who joined a workshop."""

MAGICS = ("kit.workshop.magics",)
"""Modules whose `load(shell)` adds to a notebook what those rooms have for it."""


def tell(report: Report) -> list[str]:
    """Tell the listeners of a learner's own grading; returns what they have to say. It never fails."""
    said = []
    for name in _listening():
        try:
            said += import_module(name).tell(report)
        except Exception as error:
            said.append(f"The workshop was not told of this grading ({type(error).__name__}: {error}).")
    return said


def send() -> None:
    """Have the listeners pass on what they were told: the learner has the verdict. It never fails."""
    for name in _listening():
        with contextlib.suppress(Exception):  # what is kept is passed on the next time
            import_module(name).send()


def follow(put: Callable[[dict], None]) -> None:
    """Have `put` called, from another thread, with {"event": "room", "text": …} whenever there is news. It never fails."""
    for name in _listening():
        with contextlib.suppress(Exception):  # a line less on the screen
            import_module(name).follow(put)


def load_magics(shell: "InteractiveShell") -> None:
    """Add to an IPython shell what the rooms above have for a notebook."""
    for name in MAGICS:
        import_module(name).load(shell)


def _listening() -> list[str]:
    folder = state.folder()
    return [module for file, module in LISTENERS.items() if os.path.exists(folder / file)]
