"""A page for the teacher: learners by exercises, which tests most got wrong, and which causes were named how often."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from kit.grading.copies import Alike, Pair
from kit.grading.formats import pages
from kit.grading.formats.text import line
from kit.grading.grades import Rules, maxima
from kit.grading.roster import HANDED_IN, Row
from kit.grading.screen import title
from kit.grading.verdict import NOT_STARTED, PASSED

MOST = 25
"""Rows of the lists of tests and causes."""

MOST_PAIRS = 40
"""Pairs of hand-ins that are shown."""


@dataclass
class _Column:
    """One exercise over all reports."""

    slug: str
    title: str
    max: float
    scores: list[float] = field(default_factory=list)
    full: int = 0
    not_started: int = 0

    @property
    def number(self) -> str:
        return self.slug.partition("_")[0]

    @property
    def average(self) -> float:
        """Per cent of the points, over the reports that are about this exercise."""
        return 100 * sum(self.scores) / (self.max * len(self.scores)) if self.scores and self.max else 0.0


def page(everybody: Iterable[Row], rules: Rules | None = None, alike: Alike | None = None) -> str:
    """The HTML of a class, its grades by `rules`; `alike` says which hand-ins resemble each other.

    Figures are about those who have a verdict; the others have their row with the reason.
    """
    columns: dict[str, _Column] = {}
    rows: list[dict] = []
    wrong: Counter = Counter()
    begun: Counter = Counter()
    causes: Counter = Counter()
    explained: dict[tuple[str, str, str], Counter] = {}
    graded_with: set[tuple] = set()
    called: dict[str, str] = {}
    maximum = maxima(everybody)
    for each in everybody:
        called[each.submission] = each.called
        grade = rules.grade(each, maximum) if rules is not None else None
        told = {
            "name": each.called,
            "late": each.late,
            "standing": each.standing,
            "grade": grade.points if grade else None,
            "note": grade.note if grade else each.why,
        }
        report = each.report
        if report is None:
            rows.append(told | {"score": 0, "max": 0, "cells": {}})
            continue
        graded_with.add((report["kit"], report["course"][:12], report["seed"], report["hub"]))
        cells = {}
        named: dict[tuple[str, str, str], set[str]] = {}
        for exercise in report["exercises"]:
            slug = exercise["slug"]
            column = columns.setdefault(slug, _Column(slug, exercise["title"], exercise["max"]))
            column.scores.append(exercise["score"])
            column.full += exercise["score"] >= exercise["max"]
            column.not_started += exercise["status"] == NOT_STARTED
            cells[slug] = {"score": exercise["score"], "kind": _kind(exercise), "status": exercise["status"]}
            for test in exercise["tests"]:
                key = slug, title(test["id"])
                begun[key] += test["status"] != NOT_STARTED
                wrong[key] += test["status"] not in (PASSED, NOT_STARTED)
            for function, sentence, tests in _told(exercise):
                named.setdefault((slug, function, sentence), set()).update(map(title, tests))
        causes.update(named.keys())
        for cause, names in named.items():
            explained.setdefault(cause, Counter()).update(names)
        rows.append(told | {"score": report["score"], "max": report["max"], "cells": cells})
    totals = [row["score"] for row in rows if row["standing"] == HANDED_IN]
    return pages.render(
        "class.html.jinja",
        columns=[columns[slug] for slug in sorted(columns)],
        graded=len(totals),
        out_of=rules.total(maximum) if rules is not None else None,
        rows=sorted(rows, key=lambda row: row["name"].casefold()),
        middle=median(totals) if totals else 0,
        average=sum(totals) / len(totals) if totals else 0,
        wrong=[(*key, count, begun[key]) for key, count in _most(wrong)],
        causes=[(*key, [name for name, _ in _most(explained[key])], count) for key, count in _most(causes)],
        graded_with=sorted(graded_with),
        **_alike(alike, lambda name: called.get(name, name)),
    )


def _alike(found: Alike | None, learner: Callable[[str], str]) -> dict:
    """Pairs of hand-ins, each with the exercises in which they are alike, those with most of them first."""
    if found is None:
        return {"alike": None, "not_compared": [], "more_alike": 0}
    together: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in found.pairs:
        together[pair.names].append(pair)
    ordered = sorted(together.items(), key=lambda each: (-sum(p.share + p.equal for p in each[1]), each[0]))
    rows = [{"names": [learner(name) for name in names], "parts": parts} for names, parts in ordered[:MOST_PAIRS]]
    return {"alike": rows, "not_compared": found.problems, "more_alike": max(0, len(ordered) - MOST_PAIRS)}


def _told(exercise: dict) -> Iterator[tuple[str, str, list[str]]]:
    """What was told of an exercise: the function ("" in a report of an older kit), the sentence, the tests it explains."""
    if "diagnoses" in exercise:
        for each in exercise["diagnoses"]:
            yield line(each["function"]), line(each["sentence"], 400), each["tests"]
    else:
        for test in exercise["tests"]:
            if test["cause"]:
                yield "", line(test["cause"], 400), [test["id"]]


def _kind(exercise: dict) -> str:
    """How an exercise's cell looks: full, some, none or untouched."""
    if exercise["status"] == NOT_STARTED:
        return "untouched"
    if exercise["score"] >= exercise["max"]:
        return "full"
    return "some" if exercise["score"] else "none"


def _most(counts: Counter) -> list[tuple]:
    """The most frequent, those as frequent in alphabetical order."""
    return sorted(((key, count) for key, count in counts.items() if count), key=lambda each: (-each[1], each[0]))[:MOST]
