"""What the checks share: running the kit's pytest as a user would."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from kit.course import ROOT

collect_ignore = ["golden", "hostile", "without_posix"]
"""What checks read, and no checks themselves."""

LEFT_OUT = (
    "every answer of the books, in one process and in the sandbox (half an hour), the hostile suite without namespaces, from "
    "a wheel in /usr/local, layer by layer and by `kit grade` too (half an hour), and the same answer at every turn of a "
    "worker (twenty minutes)"
)


LONGEST = (
    *("sandbox/test_hostile.py", "suite/test_bank.py", "sandbox/test_layers.py", "grading/test_plugins.py"),
    *("project/test_exercise_17.py", "suite/test_diagnosis.py", "suite/test_same_verdict.py", "watch/test_watch.py"),
    *("grading/test_handed_in.py", "learner/test_bad_input.py", "suite/test_part_two.py", "hub/test_hub_clients.py"),
    *("grading/test_grade.py", "grading/test_classroom.py", "project/test_wheel.py", "grading/test_as_pytest.py"),
)
"""Files that take longest, the longest first. They begin in this order, so that no core waits for one of them in the end."""


def _long(config: pytest.Config) -> bool:
    """Whether checks marked `long` were asked for: `-m long`, `-m "long or not long"`."""
    return "long" in config.option.markexpr


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config.option, "loadscopereorder"):  # pytest-xdist would begin with the files that have most checks
        config.option.loadscopereorder = False
    config.addinivalue_line("markers", "long: a check that takes many minutes; left out unless `-m` names it")
    if _long(config):
        # Read where these checks are made; workers get it too. "Both" is with and without namespaces.
        os.environ |= {"KIT_BANK": "all", "KIT_HOSTILE": "all"}


def pytest_report_header(config: pytest.Config) -> list[str]:
    if _long(config):
        return ["checks: all, the long ones too; about an hour and a half on two cores"]
    return [
        "checks: nine to ten minutes on two cores with -n auto --dist loadfile",
        f"left out: {LEFT_OUT}; pytest checks -m 'long or not long' runs them too",
    ]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    places = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))
    if _long(config):
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


FOREIGN = (
    *("pytest_forked", "asyncio", "pytest_cov", "html", "html_fixtures", "metadata"),
    *("instafail", "pytest_jsonreport", "randomly", "rerunfailures", "sugar", "timeout"),
)
"""Plugins that are installed for test_plugins.py alone. Every other check, and what it starts, goes without them."""

os.environ["PYTEST_ADDOPTS"] = " ".join(f"-p no:{name}" for name in FOREIGN)

# Whoever runs the checks may have joined a workshop: what is graded here is not for its board.
os.environ["KIT_STATE"] = os.path.join(tempfile.gettempdir(), "tokenizer-kit-checks-join-no-workshop")


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    for name in FOREIGN:  # loaded here already, and not in the workers of pytest-xdist, with which they would talk
        if pluginmanager.has_plugin(name):
            pluginmanager.unregister(name=name)


@dataclass(frozen=True)
class Finished:
    """A finished command."""

    status: int
    out: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@pytest.fixture
def run_pytest():
    """Run `pytest ARGUMENTS` in the project's folder, in a process of its own, without colour."""

    def run(
        *arguments, cwd: Path = ROOT, env: dict | None = None, columns: int = 80, stdin=subprocess.DEVNULL
    ) -> Finished:
        environment = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "PY_COLORS")}
        environment |= {"COLUMNS": str(columns), "NO_COLOR": "1"} | (env or {})
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *map(str, arguments)]
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, stdin=stdin)
        return Finished(done.returncode, done.stdout + done.stderr)

    return run


@pytest.fixture
def submission(tmp_path):
    """A folder with the solutions, some of them replaced or extended: `submission(ex04_encode="…")`.

    A value that begins with `+` is appended to the solution, bytes are written as they are, None removes the file.
    """

    def make(**files: str | bytes | None) -> Path:
        folder = tmp_path / "submission"
        folder.mkdir(exist_ok=True)
        for path in (ROOT / "solutions").glob("ex*.py"):
            (folder / path.name).write_bytes(path.read_bytes())
        for slug, content in files.items():
            path = folder / f"{slug}.py"
            if content is None:
                path.unlink()
            elif isinstance(content, bytes):
                path.write_bytes(content)
            elif content.startswith("+"):
                path.write_text(path.read_text(encoding="utf-8") + "\n\n" + content[1:], encoding="utf-8")
            else:
                path.write_text(content, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def opened(tmp_path_factory, monkeypatch):
    """`open_submission`; in the end all are closed, and no private folder may be left, of refused ones neither."""
    from kit.course import load
    from kit.learner.submissions import close, open_submission

    place = tmp_path_factory.mktemp("private")
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    sources = []

    def open_it(path: Path):
        sources.append(open_submission(path, load().slugs))
        return sources[-1]

    yield open_it
    for source in sources:
        close(source)
    assert list(place.iterdir()) == []
