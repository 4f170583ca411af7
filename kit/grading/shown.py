"""A failure as pytest's terminal shows it: told in the kit's own words, once, and the others like it in a line each."""

from typing import Any

import pytest

from kit.grading import advice, diagnosing, options, screen, verdict
from kit.grading.run import Run

FAILED, TOO, LIKEWISE = "failed", "failed too", "failed likewise"
"""Under which a terminal counts failures: those shown whole, those in a line each, and those of a reason told before."""


class Told(pytest.TestReport):
    """A failure that the kit tells: it stands under the functions' names, as a test's may say less than it tries."""

    @property
    def head_line(self) -> str | None:
        """What pytest puts above the failure."""
        return ", ".join(self.kit["verdict"]["functions"]) or super().head_line


class Shown:
    """A failure's text in the terminal; pytest calls `toterminal`, everything else takes `str`.

    The first failure of a function is shown whole; the others have one line each below (`short`), but for `repeated`
    ones: the same reason once more. A function that calls another one that fails has one line too, and one that is
    told the same sentence as another before it. This is told once a failure is final (`place_among`), and once more
    when all have their diagnosis (`place_again`).
    """

    def __init__(self, graded: verdict.Verdict, run: Run) -> None:
        self.graded, self.run = graded, run
        self.again = " ".join(["pytest", *run.flags, graded.id])
        self.repeated = False
        self.short = ""
        self.calls = ""

    def place_among(self, run: Run) -> None:
        """Compare with the failures before."""
        graded = self.graded
        self.repeated, self.short, self.calls = graded.reason in run.shown, "", ""
        run.shown.add(graded.reason)
        if graded.status != verdict.NOT_STARTED:
            self.calls = advice.broken_helper(run, graded)
            before = graded.functions[:1] and graded.functions[0] in run.failing.get(graded.slug, ())
            if before or self.calls or (graded.slug, graded.cause) in run.told:
                self.short = screen.in_short(graded, 10_000)
            elif graded.cause:
                run.told.add((graded.slug, graded.cause))
            run.failing.setdefault(graded.slug, []).extend(graded.functions[:1])

    def toterminal(self, writer: Any) -> None:
        brief = self.run.config.get_verbosity() < 1
        screen.lesson(self.graded, writer.line, min(writer.fullwidth, 110), brief=brief)

    def __str__(self) -> str:
        if not options.is_worker(self.run.config):
            diagnosing.diagnose(self.run)  # an editor asks at each failure: by what the run has shown so far
        lines: list[str] = []
        screen.lesson(self.graded, lambda text, **markup: lines.append(text), 100)
        return "\n".join([*lines, f"{'again':<{screen.LABEL}}{self.again}"])


def category(report: pytest.TestReport | pytest.CollectReport) -> str:
    """One reason is told once: the tests that fail for the same one are counted, not listed again."""
    likewise, short = (getattr(report.longrepr, name, "") for name in ("repeated", "short"))
    return LIKEWISE if likewise else TOO if short else FAILED


def place_again(config: pytest.Config, run: Run) -> None:
    """Now that every failure has its diagnosis, have of each function the one shown whole that explains most."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or config.get_verbosity() >= 1:
        return
    reports = {each.nodeid: each for name in (FAILED, TOO, LIKEWISE) for each in reporter.stats.get(name, ())}
    told = {nodeid: each for nodeid, each in reports.items() if isinstance(getattr(each, "longrepr", None), Shown)}
    if not told:
        return
    stats = {FAILED: [each for nodeid, each in reports.items() if nodeid not in told], TOO: [], LIKEWISE: []}
    run.shown.clear()
    run.told.clear()
    run.failing.clear()
    of_verdict = {id(each.longrepr.graded): each for each in told.values()}
    in_suite = sorted(told, key=lambda nodeid: run.places.get(nodeid, 0))
    for graded in diagnosing.in_order(told[nodeid].longrepr.graded for nodeid in in_suite):
        report = of_verdict[id(graded)]
        report.longrepr.place_among(run)
        stats[category(report)].append(report)
    for name, found in stats.items():
        reporter.stats.pop(name, None)
        if found:
            reporter.stats[name] = found
