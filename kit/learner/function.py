"""A learner's function as suites call it: within its limits, and with nothing but answers and exceptions coming back."""

import bdb
import difflib
import inspect
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, Protocol
from unittest import SkipTest

from kit.course import graded
from kit.learner import files
from kit.learner.call import Call
from kit.learner.errors import Ended, LearnerError, MissingName, NotStarted, OutOfTime
from kit.learner.limits import TimeIsUp, captured_output, time_limit
from kit.learner.log import CallLog
from kit.learner.snapshot import snapshot


class Answers(Protocol):
    """Where a learner's functions are, in this process or another."""

    source: files.Source
    log: CallLog

    def is_stub(self, slug: str, name: str) -> bool:
        """Whether `name` is still as the exercise came, told from the file alone. Raises LearnerError."""

    def module(self, slug: str) -> Any:
        """The learner's module of `slug`, run once. Raises the same LearnerError at every call when it is broken."""


class LearnerFunction:
    """A name of the learner's module as suites import it; calling it calls the learner's function.

    Where the name is a class, calling it makes an object, of which suites get a LearnerObject; an iterator of a class of
    one's own is gone through like any other.
    """

    elsewhere = False
    """Whether it runs in another process, which has its own copies of tokenizers and says what it changed of them."""

    def __init__(self, package: Answers, slug: str, name: str) -> None:
        self._package = package
        self.slug = slug
        self.name = name
        self._stubs: tuple[str, ...] = (
            f"{slug}.{name}",
            f"{slug}.{name}.__init__",
        )  # what a stub's NotImplementedError begins with

    def __repr__(self) -> str:
        return f"<{self.slug}.{self.name}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LearnerFunction) and (self.slug, self.name) == (other.slug, other.name)

    def __hash__(self) -> int:
        return hash((self.slug, self.name))

    @property
    def log(self) -> CallLog:
        """The calls of the running test."""
        return self._package.log

    def require_started(self) -> None:
        """Raise NotStarted, BrokenFile or MissingName when the file shows, without running, that there is no answer."""
        __tracebackhide__ = True
        if self._package.is_stub(self.slug, self.name):
            raise self._not_started()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        return self.called(*args, **kwargs).result

    def called(self, *args: Any, **kwargs: Any) -> Call:
        """The call with these arguments, made."""
        __tracebackhide__ = True
        return self.make(Call(self.slug, self.name, args, kwargs))

    def make(self, call: Call) -> Call:
        """Make this call, and return it with what came of it."""
        __tracebackhide__ = True
        function = self._find()
        self.log.begin(call)
        call.result = self.guarded(call, lambda: function(*call.args, **call.kwargs))
        call.kept = snapshot(call.result)
        if isinstance(function, type) and not hasattr(type(call.result), "__next__"):
            call.result = LearnerObject(self, call.result, call)
        return call

    def spoil(self, call: Call) -> None:
        """Empty the list that this call, the last one, returned, as whoever got it may do."""
        if isinstance(call.result, list):
            list.clear(call.result)

    def guarded(self, call: Call, work: Callable[[], object]) -> object:
        """What `work` returns, run within what is left of the test's time; output, time and exception go to `call`.

        For learner code that runs after the call: the body of a generator runs when its values are taken.
        """
        __tracebackhide__ = True
        log = self.log
        limit = log.seconds_left(self.slug, self.name)
        output: Callable[[], str] = str
        keyboard = _KeyboardWatch()
        start = time.monotonic()
        try:
            with captured_output() as output, keyboard, time_limit(limit):
                return work()
        except TimeIsUp:
            log.slow.add((self.slug, self.name))
            call.error = OutOfTime(self.log.too_late(self.name, limit or 0.0))
        except BaseException as error:
            call.error = self._judged(error, keyboard.pressed)
        finally:
            log.spend(call, time.monotonic() - start)
            call.output += output()
        raise call.error

    def _find(self) -> Callable[..., Any]:
        """The learner's function. Raises LearnerError when the file is broken or has no such name."""
        module = self._package.module(self.slug)
        try:  # what the file itself defines: a module's __getattr__ would have an answer to every name
            function: object = vars(module)[self.name]
        except KeyError:
            path = self._package.source.path(self.slug)
            raise MissingName(self._missing_message(module, path)) from None
        if not callable(function):
            raise MissingName(
                f"{self.slug}: {self.name} is a {type(function).__name__} in your file, not a function. "
                "Was the name used again for a variable?"
            )
        return function

    def _missing_message(self, module: ModuleType, path: Path | None) -> str:
        own = [
            name
            for name, value in vars(module).items()
            if callable(value) and not name.startswith("_") and getattr(value, "__module__", None) == module.__name__
        ]
        own = [name for name in own if name not in graded.asked_for(self.slug)]  # these have a task of their own
        close = difflib.get_close_matches(self.name, own, n=1, cutoff=0.5)
        hint = f" There is {close[0]}: was {self.name} renamed?" if close else " Was it renamed or deleted?"
        return f"{self.slug}: {self._package.source.shown(path) if path else self.slug} has no function {self.name}.{hint} The tests call it by name."

    def _not_started(self) -> NotStarted:
        return NotStarted(f"{self._stubs[0]} is not written yet.")

    def _judged(self, error: BaseException, interrupted: bool) -> BaseException:
        """The exception the suite gets to see for what the learner's code raised; `interrupted`: somebody pressed Ctrl-C."""
        if isinstance(error, NotImplementedError):
            text = str(error)
            if not text or text.partition(":")[0] in self._stubs:
                return self._not_started()
            if text.startswith("ex") and ":" in text:
                other = text.partition(":")[0]
                return LearnerError(f"{self.name} calls {other}, and {other} is not written yet. Write that one first.")
        if isinstance(error, KeyboardInterrupt):
            if interrupted:
                return error
            return ended_by(self.name, error)
        from_pytest = type(error).__module__ == "_pytest.outcomes"
        at_debugger = from_pytest and not self._package.log.limited
        # From Python 3.14 on, pytest's debugger takes the end of its input for a `q`.
        if isinstance(error, bdb.BdbQuit) or at_debugger and _nobody_types():
            test = f"pytest -s tests/test_{self.slug}.py"
            return Ended(
                f"{self.name} stopped at breakpoint(), and nobody was there to go on (`c` does). "
                f"Take the breakpoint out, or run it in a terminal: {test}"
            )
        if at_debugger:
            return error  # the person at the debugger's prompt typed `q`
        return ended_by(self.name, error)


class LearnerMethod(LearnerFunction):
    """A method of an object of the learner's class, called within the same limits: `Llama(...).encode`."""

    def __init__(self, made: LearnerFunction, thing: object, method: str, maker: Call | None = None) -> None:
        super().__init__(made._package, made.slug, f"{made.name}(...).{method}")
        self._class = made.name
        self._maker = maker
        self._thing = thing
        self._method = method
        self._stubs = (f"{made.slug}.{made.name}.{method}",)

    def require_started(self) -> None:
        """Nothing: whether one method is written shows when it is called."""

    def make(self, call: Call) -> Call:
        __tracebackhide__ = True
        call.maker = self._maker
        return super().make(call)

    def _find(self) -> Callable[..., Any]:
        # Looked up without running anything of the learner's; the call itself does that within its limits.
        found = inspect.getattr_static(self._thing, self._method, None)
        if found is None and not hasattr(type(self._thing), "__getattr__"):
            raise MissingName(
                f"{self.slug}: the class {self._class} has no method {self._method}. "
                "Was it renamed, deleted or indented wrongly? The tests call it by name."
            )
        if isinstance(found, (dict, list, str, bytes, int)):
            raise MissingName(
                f"{self.slug}: {self._method} of a {self._class} is a {type(found).__name__}, not a method: "
                f"`self.{self._method} = …` took the method's place. Give the attribute another name."
            )
        return lambda *args, **kwargs: getattr(self._thing, self._method)(*args, **kwargs)


class LearnerObject:
    """An object of a learner's class as suites see it: its public methods are LearnerMethods, all else is out of reach."""

    def __init__(self, made: LearnerFunction, thing: object, maker: Call | None = None) -> None:
        self._made = made
        self._thing = thing
        self._maker = maker

    @property
    def alive(self) -> bool:
        """Whether the object is still there; in this process always (see kit/sandbox)."""
        return True

    def __repr__(self) -> str:
        return f"<an object of {self._made.slug}.{self._made.name}>"

    def __getattr__(self, name: str) -> LearnerMethod:
        if name.startswith("_"):
            raise AttributeError(name)
        return LearnerMethod(self._made, self._thing, name, self._maker)


class _KeyboardWatch:
    """Tells a Ctrl-C of the person at the keyboard from `raise KeyboardInterrupt` in learner code."""

    pressed = False

    def __enter__(self) -> "_KeyboardWatch":
        self._old: Any = None
        if threading.current_thread() is threading.main_thread():
            self._old = signal.getsignal(signal.SIGINT)
            if callable(self._old):
                signal.signal(signal.SIGINT, self._press)
        return self

    def _press(self, signum: int, frame: FrameType | None) -> None:
        self.pressed = True
        self._old(signum, frame)

    def __exit__(self, *exc: object) -> None:
        if callable(self._old):
            signal.signal(signal.SIGINT, self._old)


def ended_by(name: str, error: BaseException) -> BaseException:
    """What the suite gets to see of an exception that would end the program or the test; any other is returned as it is."""
    if isinstance(error, KeyboardInterrupt):
        return Ended(f"{name} raised KeyboardInterrupt itself; a function answers by returning.")
    if isinstance(error, SystemExit):
        return Ended(f"{name} tried to end the program (sys.exit or exit); a function answers by returning.")
    from_pytest = type(error).__module__ == "_pytest.outcomes"
    if from_pytest or isinstance(error, SkipTest) or not isinstance(error, Exception):
        kind = type(error).__name__
        return Ended(f"{name} raised {kind}, which would end or skip the test; that earns no points.")
    return error


def _nobody_types() -> bool:
    """Whether this process's own standard input is closed, or the system's empty device."""
    try:
        assert sys.__stdin__ is not None
        return os.path.samestat(os.fstat(sys.__stdin__.fileno()), os.stat(os.devnull))
    except (AssertionError, OSError, ValueError):
        return True
