"""A pytest plugin, loaded before the others of the kit, that keeps pytest from work that no run needs."""

import pytest


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Leave the packages that come with plugins as they are; tests' own assertions are rewritten as ever.

    pytest rewrites the assertions in every such package, used or not: here the kit, anyio and platformdirs. Where
    Python may not keep what it compiled (PYTHONDONTWRITEBYTECODE, as in many containers), that costs every run a
    quarter of a second. pytest has no setting for it; a future one without this attribute is merely slower.
    """
    getattr(pluginmanager.rewrite_hook, "_must_rewrite", set()).clear()
