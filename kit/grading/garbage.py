"""A pytest plugin that looks for reference cycles less often: a run makes a million objects and drops few of them."""

import atexit
import gc

import pytest

OBJECTS = 1_000_000
"""New objects between two searches, about 100 MB. Python's own 700 to 2,000 make hundreds of searches through what
importing transformers leaves, which is no garbage."""

_before = pytest.StashKey[tuple[int, int, int]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_before] = gc.get_threshold()
    gc.set_threshold(OBJECTS)
    # When the process ends, its memory goes as a whole; Python would go through every object of it several times.
    atexit.register(gc.freeze)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _before in config.stash:  # not when another plugin refused the run first
        gc.set_threshold(*config.stash[_before])
