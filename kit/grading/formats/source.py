"""Reading reports: the JSON of `pytest --report FILE`, or the verdicts.jsonl of `kit grade`, one report a line."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_STATUS = {"passed", "failed", "not started", "error", "timeout", "died"}
_REPORT = {"kit": str, "course": str, "hub": str, "seed": int, "score": float, "max": float, "exercises": list}
_EXERCISE = {"slug": str, "title": str, "score": float, "max": float, "status": str, "tests": list}
_DIAGNOSIS = {"function": str, "sentence": str, "tests": list}
_TEST = {"id": str, "points": float, "max": float, "status": str, "message": str, "output": str, "seconds": float}
_IGNORED = {"file": str, "why": str}


class NotAReport(ValueError):
    """The file holds no report of the kit. The message is for who named it."""


class Reports:
    """The reports of a file, to be gone through as often as wanted; one is in memory at a time.

    `problems` are sentences about what was left out: lines that are no report, and reports of a submission that was
    graded again further down.
    """

    def __init__(self, path: Path) -> None:
        """Look through the file. Raises NotAReport, OSError."""
        self.path = path
        self.problems: list[str] = []
        self._whole: dict | None = None
        self._places: dict[str, int] = {}
        with path.open("rb") as file:
            first = _parsed(file.readline())
        if first is None:
            self._read_whole()
        else:
            self._read_lines()

    @property
    def places(self) -> dict[str, int]:
        """Where in the file the last verdict of each person or submission begins, in bytes."""
        return self._places

    def __len__(self) -> int:
        return 1 if self._whole is not None else len(self._places)

    def __iter__(self) -> Iterator[dict]:
        if self._whole is not None:
            yield self._whole
            return
        with self.path.open("rb") as file:
            for place in self._places.values():
                file.seek(place)
                yield json.loads(file.readline())

    def _read_whole(self) -> None:
        aside = self.path.with_name("quarantine.jsonl")
        if self.path.name == "verdicts.jsonl" and not self.path.stat().st_size and aside.exists():
            return  # nothing that was handed in could be graded: everybody's row says why
        if not self.path.read_bytes().strip():
            raise NotAReport(f"{self.path.name} holds no report of the kit: it is empty, so nothing was graded.")
        found = _parsed(self.path.read_bytes())
        if found is None and b"\n" in self.path.read_bytes().strip():
            self._read_lines()  # a verdicts.jsonl whose first line is damaged
            return
        why = problem(found)
        if why:
            raise NotAReport(f"{self.path.name} is not a report of the kit: {why}.")
        self._whole = found

    def _read_lines(self) -> None:
        place = 0
        with self.path.open("rb") as file:
            for number, row in enumerate(file, start=1):
                begin, place = place, place + len(row)
                if not row.strip():
                    continue
                found = _parsed(row)
                why = "it was cut off, or is no JSON" if found is None else problem(found)
                if why:
                    self.problems.append(f"line {number} of {self.path.name} is left out: {why}")
                    continue
                name = str(found.get("person", found.get("submission", f"line {number}")))
                if name in self._places:
                    self.problems.append(
                        f"{found.get('submission', name)} was graded more than once; the last verdict counts"
                    )
                self._places[name] = begin
        if not self._places:
            raise NotAReport(f"{self.path.name} holds no report of the kit: {(self.problems or ['it is empty'])[0]}.")


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def problem(report: Any) -> str | None:
    """What keeps an object from being a report of the kit, in words; None when it is one."""
    found = _wrong(report, _REPORT, "the report")
    if found:
        return found
    if not isinstance(report.get("submission", ""), str):
        return "the 'submission' of the report is not a name"
    for each in _list(report.get("ignored", [])):
        found = found or _wrong(each, _IGNORED, "an entry of 'ignored'")
    for exercise in report["exercises"]:
        found = found or _wrong(exercise, _EXERCISE, "an exercise")
        for told in _list(exercise.get("diagnoses", [])) if not found else ():
            found = found or _wrong(told, _DIAGNOSIS, "an entry of 'diagnoses'")
            if not found and not all(isinstance(each, str) for each in told["tests"]):
                found = "the 'tests' of an entry of 'diagnoses' are not ids"
        for test in exercise["tests"] if not found else ():
            found = found or _wrong(test, _TEST, "a test")
            if not found and test["status"] not in _STATUS:
                found = f"{test['status']!r} is no status of a test"
            if not found and not isinstance(test.get("cause", 0), (str, type(None))):
                found = "the 'cause' of a test is not there, or no text"
            if not found and not _is_table(test.get("rows", []), 4):
                found = "the 'rows' of a test are not lists of four texts"
            if not found and not _is_table(test.get("facts", []), 2):
                found = "the 'facts' of a test are not lists of two texts"
            if not found and not isinstance(test.get("headline", ""), str):
                found = "the 'headline' of a test is no text"
    return found


def _wrong(value: object, keys: Mapping[str, type], what: str) -> str | None:
    if not isinstance(value, dict):
        return f"{what} is not an object with names"
    for key, kind in keys.items():
        if key not in value:
            return f"{what} has no {key!r}"
        given = value[key]
        if kind is float and (type(given) not in (int, float) or not math.isfinite(given) or given < 0):
            return f"the {key!r} of {what} is not a number of points or seconds"
        if kind is not float and type(given) is not kind:
            return f"the {key!r} of {what} is not what it should be"
    return None


def _list(value: object) -> list:
    """What should be a list; anything else in one, so that it is found to be wrong."""
    return value if isinstance(value, list) else [value]


def _is_table(rows: object, columns: int) -> bool:
    return isinstance(rows, list) and all(
        isinstance(row, list) and len(row) == columns and all(isinstance(cell, str) for cell in row) for row in rows
    )
