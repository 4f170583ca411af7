"""The pytest plugin: the hooks by which a run grades: points by test, verdicts, the closing table."""

from collections.abc import Generator
from pathlib import Path
from typing import Any, cast

import pytest

from kit.grading import advice, after, ahead, diagnosing, named, options, recording, screen, shown, spread, verdict
from kit.grading import report as reports
from kit.grading.run import RUN, Run
from kit.grading.warm import Warm
from kit.learner.function import LearnerFunction

GRADED = pytest.StashKey["verdict.Verdict"]()
JUDGED = pytest.StashKey[bool]()
"""Whether the verdict in GRADED is one of the run that goes on, and kit.verdict.is_told of what ended the test."""


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    if not pluginmanager.has_plugin("tokenizer-kit"):  # not installed: run from a bare checkout
        options.add_to(parser)
    config: Any = pluginmanager.get_plugin("pytestconfig")
    if options.notebooks_wanted(config) or options.help_wanted(config):
        # pyproject.toml keeps nbval out of every other run (`-p no:nbval`), by the name its package registers.
        pluginmanager.import_plugin("nbval.plugin")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    spread.refuse(config)
    run = Run(config)
    run.open()
    config.stash[RUN] = run
    config.pluginmanager.register(WithoutTraceback(), "kit-failures")
    config.pluginmanager.register(Verdicts(run), "kit-verdicts")
    named.find(config)
    spread.prepare(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    if (run := config.stash.get(RUN, None)) is not None:
        run.close()
        if run.own:
            after.send()


def pytest_report_header(config: pytest.Config) -> list[str]:
    run = config.stash[RUN]
    graded = run.source.shown(run.source.root)
    hub = "practice Hub" if run.hub_name == "practice" else "LIVE Hub, with your own token"
    return [f"grading {graded} on the {hub}, seed {run.seed}", *screen.ignored(run.source.ignored)]


def pytest_report_collectionfinish(config: pytest.Config) -> list[str]:
    run = config.stash[RUN]
    # Not in the header: the sandbox, which says what it holds once it has loaded all, does that beside the collection.
    told = run.hosts and not run.spread and config.get_verbosity() >= 0
    return [f"sandbox: {layer}" for layer in run.sandbox()] if told else []


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What is not meant by `pytest .`, which editors run too: the kit's own tests are there for who names them.

    ex00 is for a learner's own first minute: nobody else's work is run with it.
    """
    run = config.stash[RUN]
    hello = collection_path.stem == f"test_{run.course.hello.slug}" and not run.own
    return True if hello or named.is_kits_own(collection_path, config) else None


def pytest_itemcollected(item: pytest.Item) -> None:
    places = item.config.stash[RUN].places
    places.setdefault(item.nodeid, len(places))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    run = config.stash[RUN]
    for item in items:
        marker = item.get_closest_marker("points")
        slug = item.path.stem.removeprefix("test_")
        if marker is None or slug not in (run.course.hello.slug, *run.course.slugs):
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
    run = session.config.stash[RUN]
    run.package.collecting = False
    if run.hosts and not run.spread and Warm.current is None and not session.config.option.collectonly:
        ahead.load(run, session.items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A stub is told from the file alone, so that an untouched exercise costs no tokenizer and no Hub."""
    if GRADED not in item.stash:
        return
    run = item.config.stash[RUN]
    if JUDGED in item.stash:
        del item.stash[JUDGED]
    item.stash[GRADED] = item.stash[GRADED].anew()  # a warm process runs the same test for one submission after another
    marker = item.get_closest_marker("points")
    assert marker is not None  # only those are in GRADED
    run.package.start_test(item.stash[GRADED].slug, marker.kwargs.get("seconds"))
    run.package.log.limited = not item.config.getoption("usepdb")
    for function in marker.args[1:]:
        if isinstance(function, LearnerFunction):
            function.require_started()


def pytest_enter_pdb(config: pytest.Config) -> None:
    config.stash[RUN].package.log.limited = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Generator[None, Any, Any]:
    report = yield
    run: Run = item.config.stash[RUN]
    graded = item.stash.get(GRADED, None)
    if graded is not None:
        graded.seconds += call.duration
        _judge(item, call, report, graded)
    # Plain data alone: other plugins write a report down, or send it to another process.
    report.kit = {"notes": {slug: sorted(reasons) for slug, reasons in run.not_here.items()}}
    if graded is not None and JUDGED in item.stash:
        report.kit["verdict"] = reports.of_test(graded)
        report.kit["slug"] = graded.slug
        report.kit["told"] = item.stash[JUDGED]
        report.kit["spent"] = run.package.log.spent
        report.kit["place"] = run.places.get(item.nodeid, 0)
    return report


def _judge(item: pytest.Item, call: pytest.CallInfo, report: pytest.TestReport, graded: verdict.Verdict) -> None:
    """Fill in the verdict on what a test did in one of its three steps."""
    run: Run = item.config.stash[RUN]
    if call.excinfo is not None and not isinstance(call.excinfo.value, pytest.exit.Exception):
        error = call.excinfo.value
        if report.skipped and isinstance(error, pytest.skip.Exception):
            # Only the kit's own fixtures get here: a skip from learner code is turned into an error at the call.
            run.not_here.setdefault(graded.slug, set()).add(str(error.msg))
            return
        verdict.judge(graded, error, run.package.log, run.source.path(graded.slug), run.source)
        item.stash[JUDGED] = verdict.is_told(error, run.package.log)
        diagnosing.keep(run, item, graded, error)
        report.outcome = "failed"
        if item.stash[JUDGED]:  # a failure that is not the learner's is the kit's: pytest's own traceback is shown
            report.longrepr = cast(Any, shown.Shown(graded, run))
        report.sections = []  # what the learner's code printed is part of the message
    elif report.when == "call":
        # Only an explicit pass earns points.
        passed = report.passed and not hasattr(report, "wasxfail")
        graded.status = verdict.PASSED if passed else verdict.FAILED
        diagnosing.keep(run, item, graded)
        if graded.slug == run.course.hello.slug:
            graded.output = "".join(each.output for each in run.package.log.calls)[: verdict.OUTPUT_SHOWN]
        item.stash[JUDGED] = True


class Verdicts:
    """Takes verdicts in, from this process or another: of a forked test, or of one of pytest-xdist's workers."""

    def __init__(self, run: Run) -> None:
        self.run = run

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        run, kit = self.run, getattr(report, "kit", {})
        for slug, reasons in kit.get("notes", {}).items():
            run.not_here.setdefault(slug, set()).update(reasons)
        if "verdict" not in kit or report.outcome not in ("passed", "failed"):  # pytest-rerunfailures: "rerun"
            return
        graded = reports.test_of(kit["verdict"], kit["slug"])
        if report.when == "teardown" and (known := run.verdicts.get(report.nodeid)) is not None:
            vars(known).update(vars(graded))  # it is the one that is shown
            graded = known
        run.verdicts[report.nodeid] = graded
        run.causes[report.nodeid] = graded.cause
        run.places[report.nodeid] = kit["place"]
        run.spent[graded.id] = kit["spent"]
        if report.failed and kit["told"]:
            lesson = shown.Shown(graded, run)
            lesson.place_among(run)
            report.longrepr = cast(Any, lesson)
            if not options.is_worker(run.config):  # its reports travel, as pytest's own
                report.__class__ = shown.Told


class WithoutTraceback:
    """Reports a failure that the kit tells in its own words: pytest would parse the suite to draw lines that nobody sees."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo) -> pytest.TestReport | None:
        log = item.config.stash[RUN].package.log
        if GRADED not in item.stash or call.excinfo is None or not verdict.is_told(call.excinfo.value, log):
            return None
        keywords: dict[str, Any] = dict.fromkeys(item.keywords, 1)
        times = (call.duration, call.start, call.stop)
        return pytest.TestReport(item.nodeid, item.location, keywords, "failed", None, cast(Any, call.when), [], *times)


def pytest_report_teststatus(report: pytest.TestReport | pytest.CollectReport, config: pytest.Config):
    kit = getattr(report, "kit", {})
    if "verdict" not in kit or not report.failed:
        return None
    status = kit["verdict"]["status"]
    if status == verdict.NOT_STARTED:
        return "not started", "-", ("NOT STARTED", {"yellow": True})
    letter, word = ("E", "ERROR") if status == verdict.ERROR else ("F", "FAILED")
    return shown.category(report) if config.get_verbosity() < 1 else shown.FAILED, letter, (word, {"red": True})


def pytest_sessionfinish(session: pytest.Session) -> None:
    run = session.config.stash[RUN]
    if session.config.option.collectonly:
        return
    if options.is_worker(session.config):
        spread.tell(session.config, run)
        return
    diagnosing.diagnose(run)  # before anything is shown of it
    shown.place_again(session.config, run)
    recording.record(run)
    run.finished = advice.advised(run)
    if run.report_path is not None:
        reports.write(run.finished, run.report_path)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    run = config.stash[RUN]
    report = run.finished
    if report is None or not run.selected or not run.verdicts and not run.not_here:
        return
    writer = terminalreporter._tw
    in_short = [each.longrepr for each in terminalreporter.getreports("failed too")]
    screen.others([(each.graded, each.calls) for each in in_short], writer.line, writer.fullwidth)
    if handed_in := report.cells[len(run.cells) :]:
        terminalreporter.write_sep("=", "what was handed in, cell by cell")
        screen.cells(handed_in, writer.line)
    terminalreporter.write_sep("=", "your progress")
    notes = [*report.notes, *([f"report: {run.report_path}"] if run.report_path else [])]
    screen.closing(report, writer.line, writer.fullwidth, notes, advice.command(run.flags))
