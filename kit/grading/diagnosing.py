"""The diagnosis of a run: its calls are kept as evidence, and each function that failed gets one true sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING

from kit.grading.verdict import ERROR, NOT_STARTED, PASSED, Verdict, failed_call
from kit.suite import diagnosis
from kit.suite.diagnosis import Fit
from kit.suite.evidence import Seen
from kit.suite.lesson import Lesson

if TYPE_CHECKING:
    import pytest

    from kit.grading.run import Run

LIVE = {"hub", "machine", "mirror", "signed_model"}
"""Fixtures by which the world that a function asks is another in each test: it is gone when the test is over.

A machine alone is no such world: what the suite put there is kept with each call (kit/learner/world.py).
"""


def keep(run: Run, item: pytest.Item, graded: Verdict, error: BaseException | None = None) -> None:
    """Keep the calls of a test that passed, or was ended by `error`."""
    log = run.package.log
    failed, did = None, ""
    if error is not None:
        failed = None if graded.status in (ERROR, NOT_STARTED) else failed_call(error, log)
        did = error.returned if isinstance(error, Lesson) else ""
        graded.called = failed.name if failed is not None else ""
        if failed is not None and failed.judge is None and isinstance(error, Lesson) and error.cause:
            failed = None  # of a call that it made by itself the suite knows what is wrong: how long it took, say
    if item.nodeid in run.verdicts:  # it is run once more
        run.evidence.forget(item.nodeid)
    live = not LIVE.isdisjoint(getattr(item, "fixturenames", ())) and log.machine is None
    seen = run.evidence.take(item.nodeid, log.calls, failed, did, live=live)
    if seen is not None and live:
        machine = getattr(item, "funcargs", {}).get("machine")
        with machine.as_here() if machine is not None else nullcontext():
            diagnosis.weigh_now(seen, _entries([seen]))


def diagnose(run: Run) -> None:
    """Give every test that failed the sentence of the wrong answer that explains it, as far as there is one.

    May be asked again when more tests have run.
    """
    known = run.evidence.taken, len(run.verdicts), sum(map(len, run.weighed.values()))
    if known == run.diagnosed:
        return
    run.diagnosed = known
    found = {place: [*run.weighed.get(place, ()), fits] for place, fits in _weighed(run).items()}
    found |= {place: fits for place, fits in run.weighed.items() if place not in found}
    told: dict[str, str] = {}
    for fits in found.values():
        merged = diagnosis.together(fits)
        told |= diagnosis.choose(merged, [test for fit in merged for test in fit.tests])
    groups: dict[tuple, list[Verdict]] = defaultdict(list)
    for nodeid in sorted(run.verdicts, key=lambda nodeid: run.places.get(nodeid, 0)):
        verdict = run.verdicts[nodeid]
        verdict.cause = told.get(nodeid, run.causes.get(nodeid))
        if verdict.cause:
            groups[verdict.reason].append(verdict)
    for group in groups.values():
        for verdict in group:
            verdict.likewise = [other.id for other in group if other is not verdict]


def in_order(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The failures function by function, and of one function first what explains most."""
    wrong = [verdict for verdict in verdicts if verdict.status not in (PASSED, NOT_STARTED)]
    places: dict[tuple, int] = {}
    for place, verdict in enumerate(wrong):
        places.setdefault((verdict.slug, verdict.functions[:1]), place)
    return sorted(wrong, key=lambda each: (places[each.slug, each.functions[:1]], -len(each.likewise)))


def worth_reading(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The failures to show, each reason once."""
    return list({verdict.reason: verdict for verdict in reversed(in_order(verdicts))}.values())[::-1]


def as_data(run: Run) -> list[list]:
    """What this process, one of several, weighed; see `from_worker`."""
    return [[*place, [asdict(fit) for fit in fits]] for place, fits in _weighed(run).items()]


def from_worker(run: Run, data: list[list]) -> None:
    """Take in what a worker weighed."""
    for slug, name, fits in data:
        made = [Fit(**fit | {"tests": tuple(fit["tests"])}) for fit in fits]
        run.weighed.setdefault((slug, name), []).append(made)


def _weighed(run: Run) -> dict[tuple[str, str], list[Fit]]:
    return {place: diagnosis.weigh(calls, _entries(calls)) for place, calls in run.evidence.failing()}


def _entries(calls: list[Seen]) -> list:
    judge = next((seen.call.judge for seen in calls if seen.call.judge is not None), None)
    return [] if judge is None else judge.suite.entries(calls[0].call.name)
