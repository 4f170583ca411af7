"""`kit.start`, as conftest.py names it: turns on the kit's plugins for pytest, and the notebook's where one is graded."""

import pytest

from kit.grading import options, start


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Register the kit's plugins."""
    start.pytest_addoption(pluginmanager)
    if options.notebooks_wanted(pluginmanager.get_plugin("pytestconfig")):
        from kit.notebook import suite  # only then: it brings Jupyter's packages

        if not pluginmanager.has_plugin(suite.__name__):
            pluginmanager.register(suite, suite.__name__)
