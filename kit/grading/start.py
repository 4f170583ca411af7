"""Turns the kit's plugins on, for conftest.py, and keeps pytest from work that no run needs."""

import pytest


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Register the kit's plugins.

    Not by `pytest_plugins`, for which pytest reads the metadata of every installed package, once a name.
    """
    # pytest rewrites the assertions of every package that comes with a plugin, used or not: here the kit, anyio and
    # platformdirs. Where Python may not keep what it compiled (PYTHONDONTWRITEBYTECODE, as in many containers) that
    # costs each run a quarter of a second. There is no setting for it; tests' own assertions are rewritten as ever.
    getattr(pluginmanager.rewrite_hook, "_must_rewrite", set()).clear()
    from kit.grading import fixtures, plugin, spread
    from kit.grading import garbage as memory

    for module in (memory, plugin, spread, fixtures):
        if not pluginmanager.has_plugin(module.__name__):  # of two conftest.py that ask for them, one is enough
            pluginmanager.register(module, module.__name__)
