"""The front door: turns the kit's plugin on, which readies the Hub's environment before any test is imported."""

from kit.start import pytest_addoption  # noqa: F401
