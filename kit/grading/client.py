"""Our end of a warm process that grades (kit/grading/worker.py): starts it, gives it jobs, passes on what it says.

Where there is no fork, or with the environment variable KIT_NO_FORK, it is a pre-started spare process that takes one
job; the next spare is started as soon as that one has answered.
"""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kit import course
from kit.course import temporary
from kit.sandbox.uninterrupted import uninterrupted

NO_FORK = "KIT_NO_FORK"

END_SECONDS = 5.0
"""How long a process has to end before it is killed."""

START_SECONDS = 300.0
"""Time a worker has to import, load tokenizers and collect."""

SUBMISSION_SECONDS = 1800.0
"""Time one submission has, all its tests together. Each test has its own, far shorter limit."""

MARGIN = 60.0
"""Time beyond that for the worker to say that a submission was ended."""

TOO_LARGE = 71
"""Exit status of a run that would have needed more memory than one hand-in may take."""

MEMORY = 512 << 20
"""Bytes that grading one submission may take in its process beyond what that began with; all of the course's solutions take 260 MB."""

TOO_MUCH = f"""grading it took more than {MEMORY >> 20} MB of memory: what its functions return is too much to be graded. Ask
its author for an answer that returns what the exercise asks for, and no more.""".replace("\n", " ")

SET_ASIDE, NOT_GRADED = "set aside", "not graded"
"""Why there is no verdict: the hand-in's own fault, a fault of the kit or the machine."""

CHOSEN: dict[str, Any] = {"isolate": False, "learner": False, "single": False, "turns": "", "arguments": []}
"""A worker's settings where nobody says otherwise."""


class Client:
    """One warm process at a time, with the working folder `root`. `put` gets every event as a dict, from another thread.

    `settings` are the worker's, `program` is its module. Besides the worker's own events there is "gone": the process
    ended by itself, in a run when "began"; "text" is what it said last, to a learner's screen.
    """

    def __init__(
        self, root: Path, put: Callable[[dict], None], *, program: str = "kit.grading.worker", **settings: Any
    ) -> None:
        self.root = root
        self.put = put
        self.program = program
        self.settings = CHOSEN | settings
        self.forking = hasattr(os, "fork") and not (settings.get("learner") and os.environ.get(NO_FORK))
        self.process: subprocess.Popen | None = None
        self.number = 0
        self._suites: list[str] = []
        self._child: int | None = None
        self._spent = False
        self._folders: dict[subprocess.Popen, Path] = {}
        self._cleaning = threading.Lock()

    def start(self, suites: Iterable[Path | str]) -> None:
        """Start a process that gets these suites ready; one that is there is ended."""
        self.close()
        self._suites = [str(suite) for suite in suites]
        errors = tempfile.TemporaryFile() if self.settings["learner"] else None
        folder = temporary.folder("worker")  # removed with it, however it ended
        self._spent = False
        with uninterrupted() if errors is None else contextlib.nullcontext():
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.program],
                cwd=self.root,
                env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder)),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                # Ctrl-C at the terminal is for the screen's process alone.
                start_new_session=errors is not None and os.name != "nt",
            )
        self._folders[self.process] = folder
        self._send(self.settings | {"suites": self._suites, "spare": not self.forking})
        threading.Thread(target=self._read, args=(self.process, errors), daemon=True).start()

    def grade(self, exercises: Iterable[str] = (), **job: object) -> int:
        """Ask for a run of exercises, all when there are none; returns the job's number, which its events carry."""
        self.number += 1
        if self.process is None:
            self.start(self._suites)
        if not self.forking:
            self._spent = True
        self._send({"id": self.number, "exercises": list(exercises), **job})
        return self.number

    def _send(self, line: dict) -> None:
        assert self.process is not None and self.process.stdin is not None
        with contextlib.suppress(OSError):  # it is gone, and the event that says so is on its way
            self.process.stdin.write(json.dumps(line).encode() + b"\n")
            self.process.stdin.flush()

    def stop_run(self) -> None:
        """End the run of the moment; its "ended" follows, or "gone" where the run is the process."""
        if self._child is not None:
            with contextlib.suppress(OSError):
                os.kill(self._child, signal.SIGKILL if self.forking else signal.SIGTERM)

    def close(self) -> None:
        """End the process."""
        process, self.process = self.process, None
        if process is None:
            return
        self.stop_run()
        self._child = None
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.close()  # which ends it when it is idle
        if self._spent:
            return  # it has answered, and ends by itself
        if self.settings["learner"] and os.name != "nt":  # there, it would be killed in the middle of something
            process.terminate()  # it may be loading, and what it leaves is in its folder
        self._clean(process)

    def end(self) -> None:
        """End every process and remove what they left."""
        self.close()
        for process in list(self._folders):
            self._clean(process)

    def _clean(self, process: subprocess.Popen) -> None:
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with self._cleaning:  # who comes second finds it done
            if process in self._folders:
                temporary.remove(self._folders[process])
                del self._folders[process]

    def _read(self, process: subprocess.Popen, errors: IO[bytes] | None) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            try:
                event = json.loads(line)
            except ValueError:
                continue  # half a line of a child that was killed
            if self.process is not process:
                break
            if event["event"] == "began":
                self._child = event["pid"]
            elif event["event"] == "ended":
                self._child = None
            self.put(event)
            if event["event"] == "result" and not self.forking:
                self.start(self._suites)  # the next spare; this one has done its work
                self.put({"event": "ended", "id": event["id"], "status": 0})
                break
        process.stdout.close()
        self._clean(process)
        if self.process is process:
            began, self._child = self._child is not None, None
            self.process = None
            told = ""
            if errors is not None:
                errors.seek(0)
                told = errors.read().decode(errors="replace")[-2000:]
            status = process.returncode if process.returncode >= 0 else 128 - process.returncode
            self.put({"event": "gone", "id": self.number, "status": status, "text": told, "began": began})
        if errors is not None:
            errors.close()


class WorkerError(RuntimeError):
    """A worker ended, or could not begin; the text says why."""


@dataclass(frozen=True)
class Graded:
    """What became of one submission: its report, or why there is none, and what kind of reason that is."""

    report: dict | None
    problem: str = ""
    kind: str = ""


class Worker:
    """A warm process that is asked for one submission after another. `slugs` are the exercises it grades, all when empty.

    Learner code runs in sandboxed children of it, so the report can be trusted. Workers with the same folder `turns` let
    each other measure alone (kit/grading/alone.py). `single`: it grades one submission, so it is ready sooner and shares
    nothing. `settings` are others of the worker's.
    """

    def __init__(
        self,
        *,
        seed: int = 1,
        slugs: Iterable[str] = (),
        turns: Path | None = None,
        single: bool = False,
        **settings: Any,
    ) -> None:
        wanted = set(slugs)
        suites = [each.suite for each in course.load().exercises if not wanted or each.slug in wanted]
        self._events: queue.SimpleQueue[dict] = queue.SimpleQueue()
        arguments = [f"--seed={seed}", "--solutions", "--isolate"]
        chosen = settings.pop("suites", suites)
        own: dict[str, Any] = {"isolate": True, "arguments": arguments, "turns": str(turns or ""), "single": single}
        self._client = Client(course.ROOT, self._events.put, **own | settings)
        self._client.start(chosen)
        self._layers: list[str] | None = None

    def ready(self) -> list[str]:
        """Wait until it has loaded everything; the layers of its sandbox, and those that are missing. Raises WorkerError."""
        if self._layers is None:
            try:
                self._layers = self._next(START_SECONDS)["layers"]
            except queue.Empty:
                self.close()
                raise WorkerError(f"the grading process is not ready after {START_SECONDS:g} s") from None
        return self._layers

    def grade(self, submission: Path, slugs: Iterable[str] = (), **job: object) -> Graded:
        """Grade one submission: these exercises, or all. Raises WorkerError when the worker itself is gone; a new one can
        try again."""
        self.ready()
        self._client.grade(slugs, submission=str(submission.absolute()), **job)
        end, late, found = time.monotonic() + SUBMISSION_SECONDS, False, {}
        while "ended" not in found:
            try:
                event = self._next(end - time.monotonic())
            except queue.Empty:
                if late:
                    self.close()
                    raise WorkerError("the grading process does not answer") from None
                end, late = end + MARGIN, True
                self._client.stop_run()
            else:
                found[event["event"]] = event
        status = found["ended"]["status"]
        if late:
            return Graded(None, f"it took longer than {SUBMISSION_SECONDS:g} s", SET_ASIDE)
        if status == TOO_LARGE:
            return Graded(None, TOO_MUCH, SET_ASIDE)
        if status or "result" not in found:
            why = found["broke"]["why"] if "broke" in found else f"grading it ended with status {status}"
            return Graded(None, why, NOT_GRADED)
        return Graded(found["result"]["report"])

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._client.process is not None
        return self._client.process.pid

    def _next(self, seconds: float) -> dict:
        event = self._events.get(timeout=max(seconds, 0))
        if event["event"] == "gone":
            raise WorkerError(
                f"the grading process ended by itself (exit status {event['status']}); its own words are above"
            )
        return event

    def close(self) -> None:
        """End it and all its children; whoever waits for it in another thread gets a WorkerError."""
        self._client.end()
        self._events.put({"event": "gone", "status": 0})
