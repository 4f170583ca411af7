"""Turns the kit's plugin on, which readies the practice Hub before any test is imported."""

from kit.start import pytest_addoption  # noqa: F401
