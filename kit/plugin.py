"""The pytest plugin: options, where `exercises` comes from, points by test, verdicts, the closing table."""

import hashlib
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit import course, options, recording, workspace
from kit.grading import report as reports
from kit.grading import screen, verdict
from kit.hub import environment
from kit.hub.server import HubError, PracticeHub
from kit.learner import submissions
from kit.learner.call import LearnerFunction
from kit.learner.errors import BadSubmission, LearnerError
from kit.learner.files import Source
from kit.learner.package import LearnerPackage
from kit.suite import LLAMA
from kit.vendors.models import PUBLISHED
from kit.warm import Warm

RUN = pytest.StashKey["Run"]()
GRADED = pytest.StashKey["verdict.Verdict"]()


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    if not pluginmanager.has_plugin("tokenizer-kit"):  # not installed: run from a bare checkout
        options.add_to(parser)
    config = pluginmanager.get_plugin("pytestconfig")
    if options.notebooks_wanted(config) or options.help_wanted(config):
        # pyproject.toml keeps nbval out of every other run (`-p no:nbval`), by the name its package registers.
        pluginmanager.import_plugin("nbval.plugin")


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
        self.selected: set[str] = set()
        self.shown: set[tuple] = set()
        self.not_here: dict[str, set[str]] = {}
        self.cells: dict[str, reports.Cell] = {}
        self.flags = _flags(config)
        self.hub: PracticeHub | None = None
        self.home: Path | None = None
        self._environment: dict[str, str] | None = None

    def _package(self) -> LearnerPackage:
        if self.hosts is None:
            return LearnerPackage(self.source, self.course.slugs)
        from kit.grading.isolated.remote import RemotePackage

        return RemotePackage(self.source, self.course, self.hosts)

    def open(self) -> None:
        """Ready the Hub's environment and put the learner's package in place."""
        if self.hub_name == "practice":
            self._environment = dict(os.environ)
            self.hub = PracticeHub(random.Random(self.seed))
            try:
                self._open_hub(self.hub)
            except (HubError, environment.TooLate) as error:
                self.close()
                raise pytest.UsageError(str(error)) from None
        else:
            from kit.grading import tokenizers

            tokenizers.use_live_hub()
        self.package.install()

    def _open_hub(self, hub: PracticeHub) -> None:
        warm = Warm.current
        if warm is not None:
            warm.fresh_home()
            self.home = warm.home
            if warm.is_child:  # the warm process itself must not answer in a child's place
                hub.start(warm.listening.dup())
        else:
            self.home = Path(tempfile.mkdtemp(prefix="tokenizer-kit-"))
            hub.start(self.hosts.listening if self.hosts else None)
            environment.isolate(hub.url, self.home)
        # pytest's own place for the tests' folders keeps those of forked runs for days and is gone through each time.
        tests = self.home / "tests"
        tests.mkdir(parents=True, exist_ok=True)  # a process that has run tests before looks for it no more
        self.config.option.basetemp = self.config.option.basetemp or str(tests)

    def grade_instead(self, path: Path) -> None:
        """In a forked child of a warm process: grade the submission at `path`, as if the run had begun with it."""
        self.source = submissions.open_submission(path, self.course.slugs)
        self.package.source = self.source
        self.begin_again()

    def begin_again(self) -> None:
        """In a forked child of a warm process: forget what was graded, with a Hub of its own."""
        self.package.renew()
        self.verdicts.clear()
        self.shown.clear()
        self.not_here.clear()
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
            shutil.rmtree(self.home, ignore_errors=True)

    def build_report(self) -> reports.Report:
        """The verdicts so far, under the exercises that this run is about."""
        exercises = [exercise for exercise in self.course.exercises if exercise.slug in self.selected]
        ordered = self.verdicts.values()
        return reports.build(
            ordered,
            exercises,
            hub=self.hub_name,
            seed=self.seed,
            tokenizer=self._tokenizer_digest(),
            cells=self.cells.values(),
            ignored=self.source.ignored,
            sandbox=self.hosts.layers() if self.hosts else None,
        )

    def _tokenizer_digest(self) -> str | None:
        """SHA-256 of the tokenizer.json that was graded with: the published one, or what the live Hub gave."""
        if self.hub_name == "practice":
            return PUBLISHED[LLAMA, "tokenizer.json"]
        from huggingface_hub import try_to_load_from_cache

        path = try_to_load_from_cache(LLAMA, "tokenizer.json")
        return hashlib.sha256(Path(path).read_bytes()).hexdigest() if isinstance(path, str) else None


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    run = Run(config)
    run.open()
    config.stash[RUN] = run
    if options.notebooks_wanted(config):
        from kit.notebook.suite import NotebookSuite

        suite = NotebookSuite(run)
        run.cells = suite.cells
        config.pluginmanager.register(suite, "kit-notebooks")
    # `pytest` typed in exercises/ or another folder of the project grades the exercises all the same.
    here = config.invocation_params.dir
    if config.args_source is pytest.Config.ArgsSource.INVOCATION_DIR and here != config.rootpath:
        config.args = [str(config.rootpath / "tests")]
        config.args_source = pytest.Config.ArgsSource.TESTPATHS


def pytest_unconfigure(config: pytest.Config) -> None:
    if (run := config.stash.get(RUN, None)) is not None:
        run.close()


def pytest_report_header(config: pytest.Config) -> list[str]:
    run = config.stash[RUN]
    graded = run.source.shown(run.source.root)
    hub = "practice Hub" if run.hub_name == "practice" else "LIVE Hub, with your own token"
    lines = [f"grading {graded} on the {hub}, seed {run.seed}", *screen.ignored(run.source.ignored)]
    return lines + ([f"sandbox: {layer}" for layer in run.hosts.layers()] if run.hosts else [])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    run = config.stash[RUN]
    for item in items:
        marker = item.get_closest_marker("points")
        slug = item.path.stem.removeprefix("test_")
        if marker is None or slug not in run.course.slugs:
            continue
        number, *functions = marker.args
        test_id = f"tests/{item.path.name}::{item.name}"
        item.stash[GRADED] = verdict.Verdict(test_id, slug, number, tuple(f.name for f in functions))
        run.selected.add(slug)
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        graded_folders = [path for path in config.args if Path(path).name == "tests"]
        run.selected |= set(run.course.slugs) if graded_folders else set()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    session.config.stash[RUN].package.collecting = False


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A stub is told from the file alone, so that an untouched exercise costs no tokenizer and no Hub."""
    if GRADED not in item.stash:
        return
    run = item.config.stash[RUN]
    marker = item.get_closest_marker("points")
    run.package.log.start_test(marker.kwargs.get("seconds", 10.0))
    run.package.log.limited = not item.config.getoption("usepdb")
    for function in marker.args[1:]:
        if isinstance(function, LearnerFunction):
            function.require_started()


def pytest_enter_pdb(config: pytest.Config) -> None:
    config.stash[RUN].package.log.limited = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    report = yield
    graded = item.stash.get(GRADED, None)
    if graded is None:
        return report
    run: Run = item.config.stash[RUN]
    graded.seconds += call.duration
    if call.excinfo is not None and not isinstance(call.excinfo.value, pytest.exit.Exception):
        error = call.excinfo.value
        if report.skipped and isinstance(error, pytest.skip.Exception):
            # Only the kit's own fixtures get here: a skip from learner code is turned into an error at the call.
            run.not_here.setdefault(graded.slug, set()).add(str(error.msg))
            return report
        path = run.source.path(graded.slug)
        verdict.judge(graded, error, run.package.log, path, run.source)
        report.outcome = "failed"
        report.kit = graded
        report.longrepr = _Shown(graded, error, report, run)
        report.sections = []  # what the learner's code printed is part of the message
        run.verdicts[item.nodeid] = graded
    elif report.when == "call":
        # Only an explicit pass earns points.
        passed = report.passed and not hasattr(report, "wasxfail")
        graded.status = verdict.PASSED if passed else verdict.FAILED
        run.verdicts[item.nodeid] = graded
    return report


class _Shown:
    """A failure's text in the terminal; pytest calls `toterminal`, everything else takes `str`."""

    def __init__(self, graded: verdict.Verdict, error: BaseException, report, run: Run) -> None:
        self.graded = graded
        self.again = " ".join(["pytest", *run.flags, graded.id])
        reason = graded.headline or graded.cause and (log_name(run), graded.cause)
        self.repeated = bool(reason) and (graded.slug, reason) in run.shown
        run.shown.add((graded.slug, reason))
        # A failure that is not the learner's is the kit's: show pytest's own traceback.
        self.traceback = (
            report.longrepr if graded.status == verdict.ERROR and not isinstance(error, LearnerError) else None
        )

    def toterminal(self, writer) -> None:
        if self.traceback is not None:
            self.traceback.toterminal(writer)
            return
        width = min(writer.fullwidth, 110)
        screen.lesson(self.graded, writer.line, width)
        writer.line(f"{'again':<{screen.LABEL}}{self.again}")

    def __str__(self) -> str:
        lines: list[str] = []
        screen.lesson(self.graded, lambda text, **markup: lines.append(text), 100)
        return "\n".join([*lines, f"{'again':<{screen.LABEL}}{self.again}"])


def log_name(run: Run) -> str:
    """The learner function that was called last."""
    calls = run.package.log.calls
    return calls[-1].name if calls else ""


def pytest_report_teststatus(report):
    graded = getattr(report, "kit", None)
    if graded is None or not report.failed:
        return None
    if graded.status == verdict.NOT_STARTED:
        return "not started", "-", ("NOT STARTED", {"yellow": True})
    letter, word = ("E", "ERROR") if graded.status == verdict.ERROR else ("F", "FAILED")
    # One reason is told once: the tests that fail for the same one are counted, not listed again.
    repeated = getattr(report.longrepr, "repeated", False)
    return "failed likewise" if repeated else "failed", letter, (word, {"red": True})


def pytest_sessionfinish(session: pytest.Session) -> None:
    run = session.config.stash[RUN]
    if session.config.option.collectonly:
        return
    if run.report_path is not None:
        reports.write(run.build_report(), run.report_path)
    recording.record(run)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter, exitstatus: int, config: pytest.Config) -> None:
    run = config.stash[RUN]
    if not run.selected or config.option.collectonly or not run.verdicts and not run.not_here:
        return
    report = run.build_report()
    terminalreporter.write_sep("=", "your progress")
    writer = terminalreporter._tw
    notes = [f"{slug}: {reason}" for slug, reasons in run.not_here.items() for reason in sorted(reasons)]
    notes += [f"report: {run.report_path}"] if run.report_path else []
    screen.closing(report, writer.line, writer.fullwidth, _next_step(run, report), notes)


def _next_step(run: Run, report: reports.Report) -> list[str]:
    """The one thing to do next, as lines."""
    from kit.grading.advice import next_step

    return next_step(run.package, report, run.flags)


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
    from kit.grading.isolated.remote import Hosts

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
    path = Path(config.invocation_params.dir, given)
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
        return submissions.open_submission(Path(config.invocation_params.dir, given).resolve(), the_course.slugs)
    except BadSubmission as error:
        raise pytest.UsageError(f"--submission {given}: {error}") from None
