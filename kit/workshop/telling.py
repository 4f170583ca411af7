"""From a grading to events: what the board is told of it, and the line of the room's agenda for `kit watch`.

Told are the exercise, its points, its state, the function at hand, and the cause, of which no more is sent than the
suite's own sentence (kit/workshop/sentences.py). Everything here takes a few milliseconds; the network is another
process's business.
"""

import json
from collections.abc import Callable
from dataclasses import replace

from kit.course import atomic
from kit.grading.report import Report, Result
from kit.grading.verdict import NOT_STARTED, PASSED
from kit.workshop import background, joined, outbox

UNDER_WAY = "under way"


def tell(report: Report) -> list[str]:
    """Put what the board is to know of a grading into the outbox. Returns what the learner is to know."""
    room = joined.read()
    if room is None:
        return []
    if not room.ended and joined.FORGOTTEN < joined.last_heard(room)[1] < float("inf"):
        room = replace(room, ended="its board has not answered for two days")
    if room.ended:
        joined.forget()
        outbox.clear()
        return [joined.said_of_the_end(room)]
    events = _events(report)
    for event in events:
        outbox.add(room, event)
    return []


def send() -> None:
    """Have what waits be sent by another process, unless there is one."""
    if outbox.names():
        background.start()


def follow(put: Callable[[dict], None]) -> None:
    """Have `put` called with the line of the room's agenda; see kit/workshop/following.py."""
    from kit.workshop import following  # only for a screen that stays: it takes the network's modules

    following.follow(put)


def _events(report: Report) -> list[dict]:
    """One event an exercise that was graded whole; of several at once, those alone of which something is new."""
    results = [each for each in (report.hello, *report.results) if each is not None and _is_whole(each)]
    told = _told()
    events = []
    for result in results:
        event = _event(result)
        before = told.get(result.exercise.slug, [0, NOT_STARTED, None])
        now = [event["points"], event["status"], event["cause"]]
        if len(results) == 1 or now != before:
            events.append(event)
        told[result.exercise.slug] = now
    if events:
        atomic.write(joined.folder() / "told.json", json.dumps(told).encode())
    return events


def _event(result: Result) -> dict:
    wrong = [test for test in result.tests if test.status not in (PASSED, NOT_STARTED)]
    return {
        "kind": "graded",
        "exercise": result.exercise.slug,
        "points": result.score,
        "max": result.exercise.points,
        "status": UNDER_WAY if result.under_way else result.status,
        "function": result.at_hand or None,
        "cause": next((test.cause for test in wrong if test.cause), None),
    }


def _is_whole(result: Result) -> bool:
    if any(test.fault for test in result.tests):
        return False  # the machine lacked something, which says nothing of the learner
    return bool(result.tests) and sum(test.max for test in result.tests) == result.exercise.points


def _told() -> dict:
    try:
        found = json.loads((joined.folder() / "told.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
