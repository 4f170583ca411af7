"""A warm grading process: pytest and the suites collected once, each submission graded in a forked child of it.

`Keeper` is our end of its line; the process itself is kit/grading/keeping.py. Learner code runs in none of these but in
sandboxed ones (kit/sandbox), so the report can be trusted.
"""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kit.course import ROOT
from kit.sandbox import wire
from kit.sandbox.uninterrupted import uninterrupted

START_SECONDS = 300.0
"""Time a keeper has to import, load tokenizers and collect."""

SUBMISSION_SECONDS = 1800.0
"""Time one submission has, all its tests together. Each test has its own, far shorter limit."""

_MARGIN = 60.0


class KeeperError(RuntimeError):
    """A keeper ended, or could not begin; the text says why."""


@dataclass(frozen=True)
class Graded:
    """What became of one submission: its report, or why there is none, and what kind of reason that is (see pool.py)."""

    report: dict | None
    problem: str = ""
    kind: str = ""


class Keeper:
    """A warm grading process and our end of its line. `slugs` are the exercises it grades, all when empty.

    Keepers with the same folder `turns` let each other measure alone (kit/grading/alone.py). `single`: it grades one
    submission, so it is ready sooner and shares nothing.
    """

    def __init__(
        self, *, seed: int = 1, slugs: Iterable[str] = (), turns: Path | None = None, single: bool = False
    ) -> None:
        ours, theirs = socket.socketpair()
        self._channel = wire.Channel(ours)
        with theirs, uninterrupted():
            command = [sys.executable, "-m", "kit.grading.keeping", str(theirs.fileno())]
            self._process = subprocess.Popen(
                command, cwd=ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
        self._channel.send(wire.pack({"seed": seed, "slugs": list(slugs), "turns": str(turns or ""), "single": single}))
        self._ready = False

    def ready(self) -> dict:
        """Wait until it has loaded everything; what its sandbox holds and lacks. Raises KeeperError."""
        if not self._ready:
            self._layers = self._receive(START_SECONDS)
            self._ready = True
        return self._layers

    def grade(self, submission: Path, slugs: Iterable[str] = ()) -> Graded:
        """Grade one submission, at an absolute path: these exercises, or all. Raises KeeperError when the keeper itself
        is gone; a new one can try again."""
        self.ready()
        self._channel.send(wire.pack({"submission": str(submission.absolute()), "slugs": list(slugs)}))
        answer = self._receive(SUBMISSION_SECONDS + _MARGIN)
        report = answer.get("report")
        return Graded(
            json.loads(report) if report else None, str(answer.get("problem", "")), str(answer.get("kind", ""))
        )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def _receive(self, seconds: float) -> dict:
        try:
            return wire.unpack(self._channel.receive(time.monotonic() + seconds))
        except (wire.Gone, wire.TooLate, wire.Violation):
            self.close()
            raise KeeperError(
                f"the grading process ended by itself (exit status {self._process.returncode}); its own words are above"
            ) from None

    def close(self) -> None:
        """End it and all its children; whoever waits for it in another thread gets a KeeperError."""
        self._channel.hang_up()
        self._channel.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
