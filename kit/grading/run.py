"""One pytest run of the kit: where the learner's files come from, the practice Hub, the verdicts so far."""

import hashlib
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit import course
from kit.course import temporary, workspace
from kit.course.given import absolute
from kit.grading import diagnosing, options, verdict
from kit.grading import report as reports
from kit.grading.warm import Warm
from kit.hub import environment
from kit.hub.server import HubError, PracticeHub
from kit.learner import submissions
from kit.learner.errors import BadSubmission
from kit.learner.files import CellUse, Source
from kit.learner.machine import Machine
from kit.learner.package import Exercises, LearnerPackage
from kit.suite import LLAMA
from kit.suite.diagnosis import Fit
from kit.suite.evidence import Evidence
from kit.tokenizers.vendors.models import PUBLISHED

if TYPE_CHECKING:
    from kit.sandbox.proxies import RemoteMachine

RUN = pytest.StashKey["Run"]()
"""Where a pytest configuration has its Run."""


class Run:
    """One pytest run: its source of learner files, its Hub, and the verdicts so far."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.course = course.load()
        self.seed: int = config.getoption("seed")
        self.hub_name: str = config.getoption("hub")
        self.report_path = _report_path(config)
        self.source = _source(config, self.course)
        self.hosts = _hosts(config, self.course)
        self.package = self._package()
        self.verdicts: dict[str, verdict.Verdict] = {}
        self.evidence = Evidence()
        self.causes: dict[str, str | None] = {}  # of each test, by what its own failure shows
        self.diagnosed: tuple[int, ...] = ()  # of how much of it the diagnosis was made
        self.weighed: dict[tuple[str, str], list[list[Fit]]] = {}  # by xdist's workers
        self.places: dict[str, int] = {}  # of each test among those that were collected
        self.spread = options.is_spread(config)
        self.worker_layers: list[str] = []
        self.worker_cells: list[reports.Cell] = []
        self.selected: set[str] = set()
        self.shown: set[tuple] = set()
        self.told: set[tuple[str, str]] = set()
        self.failing: dict[str, list[str]] = {}
        self.spent: dict[str, float] = {}
        self.not_here: dict[str, set[str]] = {}
        self.cells: dict[str, reports.Cell] = {}
        self.added: dict[str, list[reports.Cell]] = {}
        self.plain: dict[str, Path] = {}
        """The folders of small tokenizers that suites asked for, by their options."""
        self.flags = _flags(config)
        self.hub: PracticeHub | None = None
        self.home: Path | None = None
        self._environment: dict[str, str] | None = None
        self._uses: list[CellUse] | None = None
        self.finished: reports.Report | None = None
        """The report for the learner, once all tests have run (kit/grading/advice.py)."""

    def _package(self) -> Exercises:
        if self.hosts is None:
            return LearnerPackage(self.source, (self.course.hello.slug, *self.course.slugs))
        from kit.sandbox.remote import RemotePackage

        return RemotePackage(self.source, self.course, self.hosts)

    def machine(self, folder: Callable[[], Path]) -> "Machine | RemoteMachine":
        """A machine on which nobody has logged in, for the exercises on logging in: in an empty folder, or the sandbox."""
        assert self.home is not None  # that of a practice Hub
        if isinstance(self.package, LearnerPackage):
            return Machine(folder(), self.home)
        from kit.sandbox.remote import RemotePackage

        assert isinstance(self.package, RemotePackage)
        return self.package.machine()

    @property
    def own(self) -> bool:
        """Whether the learner's own exercises are graded, in this process: then ex00 is there too."""
        return self.hosts is None and not self.source.submission and self.source.root.name == "exercises"

    def open(self) -> None:
        """Ready the Hub's environment and put the learner's package in place."""
        if self.spread:  # its workers have a Hub each
            self.home = temporary.folder("run")
            self._own_tests(self.home)
        elif self.hub_name == "practice":
            self._environment = dict(os.environ)
            self.hub = PracticeHub(random.Random(self.seed))
            try:
                self._open_hub(self.hub)
            except (HubError, environment.TooLate) as error:
                self.close()
                raise pytest.UsageError(str(error)) from None
        else:
            from kit.tokenizers import loaded

            loaded.use_live_hub()
        self.package.install()

    def _open_hub(self, hub: PracticeHub) -> None:
        warm = Warm.current
        if warm is not None:
            warm.fresh_home()
            self.home = warm.home
            if warm.is_child:  # the warm process itself must not answer in a child's place
                hub.start(warm.listening.dup())
        else:
            self.home = temporary.folder("run")
            hub.start(self.hosts.listening if self.hosts else None)
            environment.isolate(hub.url, self.home)
        self._own_tests(self.home)

    def _own_tests(self, home: Path) -> None:
        """pytest's own place for the tests' folders keeps those of forked runs for days and is gone through each time."""
        tests = home / "tests"
        tests.mkdir(parents=True, exist_ok=True)  # a process that has run tests before looks for it no more
        self.config.option.basetemp = self.config.option.basetemp or str(tests)

    def lasting(self) -> Path | None:
        """Where to put what the tests of this run share; in a warm process, what those of all its children do."""
        warm = Warm.current
        return warm.lasting if warm is not None and (warm.rehearsing or not warm.is_child) else self.home

    def grade_instead(self, path: Path) -> None:
        """In a forked child of a warm process: grade the submission at `path`, as if the run had begun with it."""
        self.source = submissions.open_submission(path, self.course.slugs)
        self.package.source = self.source
        self.begin_again()

    def begin_again(self) -> None:
        """In a forked child of a warm process: forget what was graded, with a Hub of its own."""
        self.package.renew()
        self.verdicts.clear()
        self.causes.clear()
        self.evidence.clear()
        self.shown.clear()
        self.told.clear()
        self.failing.clear()
        self.not_here.clear()
        self._uses = None
        if self.hub_name == "practice":
            self.hub = PracticeHub(random.Random(self.seed))
            self._open_hub(self.hub)

    def close(self) -> None:
        """Undo open()."""
        self.package.remove()
        if self.hosts is not None and Warm.current is None:
            self.hosts.close()
        submissions.close(self.source)
        if self.hub is not None:
            self.hub.stop()
        if self._environment is not None:
            os.environ.clear()
            os.environ.update(self._environment)
        if self.home is not None:
            temporary.remove(self.home)

    def build_report(self) -> reports.Report:
        """The verdicts so far, under the exercises that this run is about."""
        diagnosing.diagnose(self)
        exercises = [exercise for exercise in self.course.exercises if exercise.slug in self.selected]
        # In the order of the suites, whatever the order they ran in: pytest-randomly's, or that of several workers.
        ordered = sorted(self.verdicts, key=lambda nodeid: self.places.get(nodeid, 0))
        verdicts = [self.verdicts[nodeid] for nodeid in ordered]
        hello = tuple(each for each in verdicts if each.slug == self.course.hello.slug)
        added = [cell for cells in self.added.values() for cell in cells]
        return reports.build(
            verdicts,
            exercises,
            hub=self.hub_name,
            seed=self.seed,
            tokenizer=self._tokenizer_digest(),
            hello=reports.Result(self.course.hello, hello) if hello else None,
            cells=[*self.cells.values(), *added, *self.handed_in()],
            ignored=self.source.ignored,
            sandbox=self.sandbox() if self.hosts else None,
        )

    def handed_in(self) -> list[reports.Cell]:
        """What became of the cells of a notebook that was handed in."""
        if self.spread:
            return self.worker_cells
        if self._uses is None:
            self._uses = self.package.uses(slug for slug in self.course.slugs if slug in self.selected)
        return [reports.Cell(use.id, use.exercises, use.status, use.why) for use in self._uses]

    def sandbox(self) -> list[str]:
        """The layers of the sandbox, a sentence each, in this process or in its workers."""
        return self.worker_layers if self.spread or self.hosts is None else self.hosts.layers()

    def _tokenizer_digest(self) -> str | None:
        """SHA-256 of the tokenizer.json that was graded with: the published one, or what the live Hub gave."""
        if self.hub_name == "practice":
            return PUBLISHED[LLAMA, "tokenizer.json"]
        from huggingface_hub import try_to_load_from_cache

        path = try_to_load_from_cache(LLAMA, "tokenizer.json")
        return hashlib.sha256(Path(path).read_bytes()).hexdigest() if isinstance(path, str) else None


def _hosts(config: pytest.Config, the_course: course.Course):
    """The processes that sandboxed children are forked from; None when learner code runs in this one."""
    if not config.getoption("isolate"):
        return None
    if Warm.current is not None:
        return Warm.current.hosts
    if config.getoption("hub") == "live":
        raise pytest.UsageError("--isolate grades on the practice Hub: leave --hub=live out")
    if not hasattr(os, "fork"):
        raise pytest.UsageError(
            "--isolate needs Linux (or macOS, without its sandbox): this system cannot fork processes"
        )
    from kit.sandbox.hosts import Hosts

    return Hosts(the_course)


def _flags(config: pytest.Config) -> list[str]:
    """The options that a command for running one test again must repeat."""
    flags = ["--solutions"] if config.getoption("solutions") else []
    flags += ["--isolate"] if config.getoption("isolate") else []
    if config.getoption("submission"):
        flags += ["--submission", config.getoption("submission")]
    if config.getoption("seed") != 1:
        flags += ["--seed", str(config.getoption("seed"))]
    return flags


def _workspace(config: pytest.Config) -> workspace.Workspace:
    try:
        return workspace.find(config.rootpath)
    except workspace.NoWorkspace as error:
        raise pytest.UsageError(str(error)) from None


def _report_path(config: pytest.Config) -> Path | None:
    given = config.getoption("report")
    if not given:
        return None
    path = absolute(given, config.invocation_params.dir)
    if path.is_dir():
        raise pytest.UsageError(
            f"--report {given}: this is a folder; name a file in it, such as {path / 'report.json'}"
        )
    parent = next(folder for folder in path.parents if folder.exists())
    if not os.access(parent, os.W_OK):
        raise pytest.UsageError(f"--report {given}: the folder {parent} cannot be written to")
    return path


def _source(config: pytest.Config, the_course: course.Course) -> Source:
    given = config.getoption("submission")
    if given and config.getoption("solutions"):
        raise pytest.UsageError("--solutions and --submission exclude each other: one run grades one set of answers")
    if config.getoption("solutions"):
        return Source(course.ROOT / "solutions", slugs=the_course.slugs)
    if not given:
        return Source(_workspace(config).exercises, slugs=the_course.slugs)
    try:
        return submissions.open_submission(absolute(given, config.invocation_params.dir), the_course.slugs)
    except BadSubmission as error:
        raise pytest.UsageError(f"--submission {given}: {error}") from None
