"""What a run in the sandbox loads before its first test, so that no process waits while another one loads the same.

Tokenizers are loaded twice then: where the suites run, and where learner code does. A warm process has them already.
"""

from collections.abc import Iterable

import pytest

from kit.grading.fixtures import MODELS
from kit.grading.run import Run
from kit.learner.errors import CannotGrade
from kit.tokenizers import loaded


def load(run: Run, items: Iterable[pytest.Item]) -> None:
    """Load what these tests need, here and in the sandbox's hosts; nothing for exercises that are as they came."""
    from kit.sandbox.remote import RemotePackage  # Windows has none

    if not isinstance(run.package, RemotePackage):
        return
    by_slug: dict[str, set[str]] = {}
    for item in items:
        if isinstance(item, pytest.Function):
            names = by_slug.setdefault(item.path.stem.removeprefix("test_"), set())
            names.update(name for name in item.fixturenames if name in MODELS)
    try:
        begun = run.package.expect(by_slug)
        for name in dict.fromkeys(name for slug in begun for name in sorted(by_slug[slug])):
            loaded.load(MODELS[name])
    except CannotGrade:
        pass  # a test that needs it says so
