"""A pytest plugin that names the graded tests in which each function returned one and the same value at every call."""

import pytest

from kit.plugin import GRADED
from kit.run import RUN


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    if GRADED not in item.stash:
        return
    returned: dict[str, set[str]] = {}
    for call in item.config.stash[RUN].package.log.calls:
        if call.error is None:
            returned.setdefault(call.name, set()).add(repr(call.result))
    calls = item.config.stash[RUN].package.log.calls
    if calls and returned and all(len(values) == 1 for values in returned.values()):
        if all(call.error is None for call in calls):
            print(f"\nFIXED {item.nodeid}")
    print("\nLOOKED")
