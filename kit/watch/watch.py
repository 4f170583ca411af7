"""`kit watch`: every save is graded at once by a warm process, and the screen says where I am, why, and what next.

The screen is drawn with rich and a few control sequences rather than with Textual: rich starts in a tenth of the
time, and what there is to show is text and eight keys. The screen's process imports neither pytest nor
transformers; the warm process (kit/grading/worker.py) starts first and loads them meanwhile.
"""

import queue
import signal
import sys
import time
from typing import Any

from kit import course
from kit.course.workspace import Workspace
from kit.grading import after, recording
from kit.grading import report as reports
from kit.grading.client import Client
from kit.grading.report import Report
from kit.learner import standing
from kit.learner.standing import Standing
from kit.watch import helping, page
from kit.watch.saves import Saves, affected
from kit.watch.terminal import Terminal

PATIENCE = 3.0
"""Seconds after which a run is given up when its file is saved anew: an endless loop that was mended need not end first."""

SLOW = 1.0
"""Seconds after which the test that runs is named."""

TICK = 0.5
"""Seconds between two looks at the clock while a run is under way."""

TRIES = 2
"""Starts of the warm process in a row that may fail before the screen stops trying."""


class Watch:
    """The state of the screen, and what every event does to it. `run()` is the loop.

    `client` has been started for the exercise, which takes longest; what it says comes in `events`.
    """

    def __init__(self, exercise: course.Exercise, client: Client, events: queue.SimpleQueue[dict]) -> None:
        self.workspace = Workspace(client.root)
        self.here = exercise
        self.events = events
        self.client = client
        self.saves = Saves(self.workspace, events.put)
        self.standings: list[Standing] = standing.of(self.workspace)
        self.reports: dict[str, Report] = {}
        self.changed: dict[str, list[str]] = {}  # what is told otherwise than in the run before
        self.faults: dict[str, str] = {}
        self.waiting: list[str] = []
        self.running: str | None = None
        self.job = 0
        self.since = 0.0
        self.early: list = []
        self.view = "result"
        self.shown: list = []
        self.top = 0
        self.asked = ""
        self.digit = ""
        self.chosen = exercise
        self.test = ""
        self.told = ""
        self.own: set[str] = set()
        self.answered = False
        self.room = ""
        self.unsent = False
        self.tries = 0
        self.took = ""
        self.status: int | None = None

    # The loop.
    def run(self) -> int:
        """Show the screen until somebody ends it; returns the exit status."""
        drawer = page.Page()
        try:
            with Terminal(self.events.put) as terminal:
                self.saves.start()
                self.ask_for(self.here.slug)
                after.follow(self.events.put)
                while self.status is None:
                    self.draw(terminal, drawer)
                    if self.unsent:
                        self.unsent = False
                        after.send()
                    self.handle(self.next_event(), terminal)
        finally:
            self.saves.stop()
        return self.status

    def next_event(self) -> dict:
        # Windows does not interrupt an endless wait for Ctrl-C, and has no signal for another size.
        timeout = TICK if self.running is not None or sys.platform == "win32" else None
        try:
            return self.events.get(timeout=timeout)
        except queue.Empty:
            return {"event": "tick"}

    def handle(self, event: dict, terminal: Terminal) -> None:
        """Let one event change the state."""
        kind = event["event"]
        if kind == "key":
            self.press(event["key"])
        elif kind == "tick":
            pass  # only to draw again
        elif kind == "resized":
            terminal.forget()
        elif kind == "signal":
            self.status = 128 + event["number"]
        elif kind == "saved":
            self.saved(event["slugs"])
        elif kind == "suites":
            self.told = "the suites changed: starting again"
            self.restart()
        elif kind == "room":
            self.room = event["text"]
        else:
            self.graded(kind, event)

    # Grading.
    def ask_for(self, slug: str, *, now: bool = True) -> None:
        """Have an exercise graded, before the others that wait or after them."""
        if slug in self.waiting:
            self.waiting.remove(slug)
        self.waiting.insert(0 if now else len(self.waiting), slug)
        self.go_on()

    def go_on(self) -> None:
        """Start the next run unless one is under way."""
        if self.running is None and self.waiting:
            self.running = self.waiting.pop(0)
            self.early, self.since, self.answered = [], time.monotonic(), False
            self.test = ""
            before = self.reports.get(self.running)
            found = before.failures if before else []
            self.job = self.client.grade([self.running], first=found[0].id if found else None)

    def saved(self, slugs: list[str]) -> None:
        """Files have another content: grade what that can change, the learner's own exercise first."""
        if self.here.slug not in slugs:
            self.move(course.load().exercise(slugs[0]))  # the learner went there
        elif self.running == self.here.slug and time.monotonic() - self.since > PATIENCE:
            self.client.stop_run()
        self.show("result")
        if not self.own.issuperset(slugs):  # what a reset has to say stays
            self.asked = self.told = ""
        self.own.difference_update(slugs)
        self.ask_for(self.here.slug)
        others = [slug for slug in affected(self.workspace, slugs) if slug not in slugs]
        wanted = [slug for slug in slugs if slug != self.here.slug]
        wanted += [slug for slug in others if slug in self.reports or standing.begun(self.workspace, slug)]
        for slug in wanted:
            self.ask_for(slug, now=False)
        self.standings = standing.of(self.workspace)

    def graded(self, kind: str, event: dict) -> None:
        """What the warm process said."""
        if kind == "ready":
            self.tries = 0
            return
        if event["id"] != self.job:
            return
        slug = self.running or ""
        if kind == "test":
            self.test = event["text"]
        elif kind == "failure" and slug == self.here.slug:
            self.early = [reports.test_of(event["test"], event["slug"])]
        elif kind == "result":
            found = reports.read(event["report"])
            self.changed[slug] = page.changes(self.reports.get(slug), found)
            self.reports[slug], self.took = found, f"{event['seconds']:.2f} s"
            self.answered = True
            self.faults.pop(slug, None)
            said = [sentence for _, sentence in recording.of_report(self.workspace, found)]
            self.told = " ".join([*said, *([self.told] if self.told else [])])
            self.unsent = True
            after.follow(self.events.put)
            self.standings = standing.again(self.standings, self.workspace, slug)
            self.tries = 0
        elif kind == "broke":
            self.faults[slug] = f"The kit could not grade this:\n{event['text'][-1500:]}"
        elif kind == "ended":
            if event["status"] not in (0, 1):
                self.faults[slug] = self.died(event["status"])
            self.running = None
        elif kind == "gone":
            self.running = None
            self.lost(slug, event)
        self.go_on()

    def died(self, status: int) -> str:
        """The sentence for a run whose process ended in the middle."""
        if self.here.slug in self.waiting:
            return "This run was given up: the file was saved again."
        why = f"signal {signal.Signals(status - 128).name}" if status > 128 else f"exit status {status}"
        return f"Your code ended the whole run ({why}): os._exit(), or a crash in a library it called."

    def lost(self, slug: str | None, event: dict) -> None:
        """The warm process is gone: start another, unless that has failed too often."""
        self.tries += 1
        if slug and event["began"] and not self.client.forking:
            self.faults[slug] = self.died(event["status"])
            self.client.start([self.workspace.suite(self.here.slug)])
        elif self.tries < TRIES:
            self.told = "the grading process ended and was started again"
            self.ask_for(slug or self.here.slug)
        else:
            last = event["text"].strip() or "It said nothing."
            self.faults[self.here.slug] = f"The grading process does not start (kit doctor may say why):\n{last}"

    def restart(self) -> None:
        """Begin again with another warm process: what it had loaded has changed."""
        self.running, self.job, self.tries = None, -1, 0
        self.client.start([self.workspace.suite(self.here.slug)])
        self.ask_for(self.here.slug)

    # Keys.
    def press(self, key: str) -> None:
        """One key. It never moves on by itself: only keys and saves do."""
        asked, self.asked, self.told = self.asked, "", ""
        before, self.digit = self.digit, ""
        if key in ("q", "interrupt"):
            self.status = 0 if key == "q" else 130
        elif asked and key in ("n", "escape"):
            self.told = "Nothing was done."
        elif self.view == "list" and key in ("up", "down"):
            self.choose(1 if key == "down" else -1)
        elif self.view == "list" and key == "enter":
            self.go(self.chosen)
        elif key in ("up", "down", "page up", "page down"):
            self.top += {"up": -1, "down": 1, "page up": -10, "page down": 10}[key]
        elif key in ("n", "p"):
            self.step(1 if key == "n" else -1)
        elif key.isdecimal():
            self.jump(before, key)
        elif key == "?":
            self.show("help", page.all_keys())
        elif key in helping.KEYS:
            self.help(helping.KEYS[key](self.workspace, self.here, again=asked == key))
        elif key == "a":
            for exercise in course.load().exercises:
                self.ask_for(exercise.slug, now=False)
            self.chosen = self.here
            self.show("list")
        elif key == "l" and self.view != "list":
            self.chosen = self.here
            self.show("list")
        else:
            self.show("result")

    def step(self, by: int) -> None:
        exercises = (course.load().hello, *course.load().exercises)
        place = exercises.index(self.here) + by
        if 0 <= place < len(exercises):
            self.go(exercises[place])
        else:
            self.told = "This is the last exercise." if by > 0 else "This is the first exercise."

    def choose(self, by: int) -> None:
        """Move the mark in the list; the list follows it where the screen is low."""
        exercises = (course.load().hello, *course.load().exercises)
        place = min(max(exercises.index(self.chosen) + by, 0), len(exercises) - 1)
        self.chosen, self.top = exercises[place], max(0, place - 8)

    def jump(self, before: str, key: str) -> None:
        """Go to the exercise of a number; a second digit right after the first makes one of both: 1, then 2, is ex12."""
        by_number = {int(each.number[2:]): each for each in (course.load().hello, *course.load().exercises)}
        number = int(before + key)
        number = number if number in by_number else int(key)
        self.digit = key
        self.go(by_number[number])

    def go(self, exercise: course.Exercise) -> None:
        """Go to an exercise by a key, and grade it unless that has been done."""
        self.move(exercise)
        if exercise.slug not in self.reports:
            self.ask_for(exercise.slug)

    def move(self, exercise: course.Exercise) -> None:
        """Go to an exercise; a run of another one is not waited for."""
        self.here = exercise
        self.waiting = [slug for slug in self.waiting if slug == exercise.slug]
        self.show("result")

    def show(self, view: str, lines: list | None = None) -> None:
        self.view, self.shown, self.top = view, lines or [], 0

    def help(self, answer: helping.Answer) -> None:
        """Show and say what one of the keys for help brought."""
        if answer.lines:
            self.show("help", list(answer.lines))
        self.told, self.asked = answer.told, answer.again
        if answer.saved:
            self.own.add(self.here.slug)

    # The screen.
    def draw(self, terminal: Terminal, drawer: Any) -> None:
        """Draw the state."""
        columns, rows = terminal.size()
        everybody = [standing.hello(self.workspace), *self.standings]
        here = next(each for each in everybody if each.exercise == self.here)
        head = page.heading(here, self.state(), self.told, self.room)
        body, pinned = self.body(columns)
        lines, self.top = drawer.lines(head, body, self.top, columns, rows, pinned)
        terminal.draw(lines)

    def state(self) -> str:
        """What is going on, in a word or two."""
        if self.running is not None and not self.answered:
            name = "" if self.running == self.here.slug else f" {self.running.partition('_')[0]}"
            lasts = time.monotonic() - self.since
            which = f" {self.test}" if self.test and lasts > SLOW else ""
            ends = f"; {lasts:.0f} s; saving the file ends this run" if lasts > PATIENCE else ""
            return f"grading{name} …{which}{ends}"
        return f"graded in {self.took}" if self.here.slug in self.reports and self.took else ""

    def body(self, columns: int) -> tuple[list, list]:
        """The lines of the view, and those below that are not scrolled away."""
        slug = self.here.slug
        if self.view == "list":
            hello = standing.hello(self.workspace)
            return page.listing(self.standings, hello, self.chosen.slug, self.running or ""), []
        if self.view != "result":
            return self.shown, []
        if self.early and self.running == slug and not self.answered:
            return page.lesson(self.early[0], columns), []
        if slug in self.faults:
            return page.plain("No result", self.faults[slug]), []
        if slug not in self.reports:
            return page.plain(self.here.idea, "The first run loads the libraries and the tokenizer."), []
        everybody = (course.load().hello, *course.load().exercises)
        place = everybody.index(self.here)  # that of the one that follows among those that have points
        following = self.standings[place] if place < len(self.standings) else None
        return page.result(self.reports[slug], columns, following, self.changed.get(slug, ()))
