"""Bounds on one call of learner code: how long it may run and how much of what it prints is kept."""

import ctypes
import io
import logging
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TextIO

OUTPUT_LIMIT = 20_000
"""Characters of printed output that are kept of one call."""

_REPEAT = 0.2
"""Seconds after which a swallowed time-out is raised again."""


class TimeIsUp(BaseException):
    """Raised inside learner code when its time is up. Not an Exception, so that `except Exception` lets it pass."""


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise TimeIsUp in the block after `seconds`; None sets no limit.

    Where the system has interval timers (Linux, macOS) and this is the main thread, a signal interrupts the
    block; elsewhere a helper thread does, which cannot interrupt a call into C code.
    """
    if not seconds:
        yield
    elif hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        with _signal_limit(seconds):
            yield
    else:
        with _thread_limit(seconds):
            yield


@contextmanager
def _signal_limit(seconds: float) -> Iterator[None]:
    fired = 0

    def up(signum: int, frame: FrameType | None) -> None:
        nonlocal fired
        fired += 1
        if fired > 2:
            # The code swallows the exception (`except:` in a loop). Raising on every further line also hits
            # the handler itself, so that nothing the learner wrote can hold on.
            _raise_on_every_line(frame)
        raise TimeIsUp

    old_handler = signal.signal(signal.SIGALRM, up)
    old_trace = sys.gettrace()
    start = time.monotonic()
    old_seconds, old_repeat = signal.setitimer(signal.ITIMER_REAL, seconds, _REPEAT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old_handler)
        left = old_seconds - (time.monotonic() - start)
        if (
            old_seconds and left > 0
        ):  # another's clock, such as pytest-timeout's, goes on; one that ran out was too short
            signal.setitimer(signal.ITIMER_REAL, left, old_repeat)
        if fired > 2:
            sys.settrace(old_trace)


def _raise_on_every_line(frame: FrameType | None) -> None:
    def trace(frame: FrameType, event: str, arg: object) -> Any:
        if event == "line" and "/kit/learner/" not in frame.f_code.co_filename.replace("\\", "/"):
            raise TimeIsUp
        return trace

    sys.settrace(trace)
    while frame is not None and "/kit/learner/" not in frame.f_code.co_filename.replace("\\", "/"):
        frame.f_trace = trace
        frame = frame.f_back


@contextmanager
def _thread_limit(seconds: float) -> Iterator[None]:
    target = ctypes.c_ulong(threading.get_ident())
    done = threading.Event()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(target, ctypes.py_object(TimeIsUp))
            wait = _REPEAT

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        ctypes.pythonapi.PyThreadState_SetAsyncExc(target, None)


class CappedOutput(io.TextIOBase):
    """Stands in for sys.stdout or sys.stderr: passes on and records what is printed, up to OUTPUT_LIMIT characters."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._room = OUTPUT_LIMIT
        self._kept: list[str] = []

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._room > 0:
            part = text[: self._room]
            self._room -= len(part)
            self._kept.append(part)
            self._pass_on(part)
            if self._room == 0:
                self._pass_on(f"\n… the kit cut the output here, after {OUTPUT_LIMIT:,} characters\n")
        return len(text)

    def _pass_on(self, text: str) -> None:
        # A library's log handler may keep this object after the stream behind it was closed.
        if not self._stream.closed:
            self._stream.write(text)

    def flush(self) -> None:
        if not self._stream.closed:
            self._stream.flush()

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return getattr(self._stream, "encoding", None) or "utf-8"

    @property
    def text(self) -> str:
        """What was printed, cut at OUTPUT_LIMIT characters."""
        return "".join(self._kept)


@contextmanager
def captured_output() -> Iterator[Callable[[], str]]:
    """Cap what the block prints and record it; yields a function that returns the text so far.

    Standard input is at its end in the block, unless it is this process's own, as with `pytest -s`.
    """
    out, err = CappedOutput(sys.stdout), CappedOutput(sys.stderr)
    old = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr = out, err
    empty = io.StringIO()
    if sys.stdin is not sys.__stdin__:
        sys.stdin = empty
    logged = logging.StreamHandler(notes := io.StringIO())
    logging.getLogger().addHandler(logged)
    old_warning = warnings.showwarning

    def showwarning(message: Warning | str, category: type[Warning], *rest: Any, **more: Any) -> None:
        notes.write(f"{category.__name__}: {message}\n")
        old_warning(message, category, *rest, **more)

    warnings.showwarning = showwarning
    try:
        yield lambda: out.text + err.text + notes.getvalue()[:OUTPUT_LIMIT]
    finally:
        logging.getLogger().removeHandler(logged)
        warnings.showwarning = old_warning
        # A debugger started in the block may have put its own streams in place: leave those alone.
        if sys.stdout is out:
            sys.stdout = old[0]
        if sys.stderr is err:
            sys.stderr = old[1]
        if sys.stdin is empty:
            sys.stdin = old[2]
