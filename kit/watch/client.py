"""The other end of the warm process (see grader.py): starts it, gives it jobs, passes on what it says.

Where there is no fork, or with the environment variable KIT_NO_FORK, it is a pre-started spare process that takes one
job; the next spare is started as soon as that one has answered.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from kit.course import temporary
from kit.course.workspace import Workspace

NO_FORK = "KIT_NO_FORK"

END_SECONDS = 3.0
"""How long a process has to end before it is killed."""


class Client:
    """One warm process at a time. `put` gets every event as a dict, from another thread.

    Besides the grader's own events there is "gone": the process ended by itself, in a run when "began"; "text"
    is what it said last.
    """

    def __init__(self, workspace: Workspace, put: Callable[[dict], None]) -> None:
        self.workspace = workspace
        self.put = put
        self.forking = hasattr(os, "fork") and not os.environ.get(NO_FORK)
        self.process: subprocess.Popen | None = None
        self.number = 0
        self._child: int | None = None
        self._spent = False
        self._folders: dict[subprocess.Popen, str] = {}
        self._cleaning = threading.Lock()

    def start(self, slug: str) -> None:
        """Start a process that gets ready for `slug`; one that is there is ended."""
        self.close()
        command = [sys.executable, "-m", "kit.watch.grader", slug]
        errors = tempfile.TemporaryFile()
        folder = str(temporary.folder("watch"))  # removed with it, however it ended
        self._spent = False
        self.process = subprocess.Popen(
            command if self.forking else [*command, "--spare"],
            cwd=self.workspace.root,
            env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            # Ctrl-C at the terminal is for the screen's process alone.
            start_new_session=os.name != "nt",
        )
        self._folders[self.process] = folder
        threading.Thread(target=self._read, args=(self.process, errors, slug), daemon=True).start()

    def grade(self, slug: str, first: str | None) -> int:
        """Ask for a run of `slug`, the test `first` in front; returns the job's number, which its events carry."""
        self.number += 1
        if self.process is None:
            self.start(slug)
        assert self.process is not None and self.process.stdin is not None
        if not self.forking:
            self._spent = True
        line = json.dumps({"id": self.number, "slug": slug, "first": first}).encode() + b"\n"
        with contextlib.suppress(OSError):  # it is gone, and the event that says so is on its way
            self.process.stdin.write(line)
            self.process.stdin.flush()
        return self.number

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
        if os.name == "nt":  # there, terminating is killing
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(END_SECONDS)
        process.terminate()
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
                temporary.remove(Path(self._folders[process]))
                del self._folders[process]

    def _read(self, process: subprocess.Popen, errors: IO[bytes], slug: str) -> None:
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
                self.start(slug)  # the next spare; this one has done its work
                self.put({"event": "ended", "id": event["id"], "status": 0})
                break
        process.stdout.close()
        self._clean(process)
        if self.process is process:
            began, self._child = self._child is not None, None
            self.process = None
            errors.seek(0)
            told = errors.read().decode(errors="replace")[-2000:]
            status = process.returncode if process.returncode >= 0 else 128 - process.returncode
            self.put({"event": "gone", "id": self.number, "status": status, "text": told, "began": began})
        errors.close()
