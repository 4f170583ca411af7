"""A warm process: libraries and tokenizers loaded once, every run in a forked child of it.

What a fork shares and must not share: the tokenizers and modules are shared (copied on write); the practice
Hub's listening socket is shared too, as its address is read when huggingface_hub is imported, but only the child
of the moment serves it.
"""

import contextlib
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kit import course
from kit.course import beginning, temporary
from kit.hub import environment

if TYPE_CHECKING:
    from kit.sandbox.hosts import Hosts

NOT_NEEDED = (
    "cacheprovider", "logging", "threadexception", "unraisableexception", "faulthandler", "doctest", "legacypath",
    "pastebin", "junitxml", "subtests", "stepwise", "setuponly", "setupplan",
)  # fmt: skip
PLAIN = ["-q", "--capture=no", *(word for name in NOT_NEEDED for word in ("-p", f"no:{name}"))]
"""pytest's arguments for a run whose output nobody reads: what its own plugins do for a screen is not done, nor are they imported."""


def without_other_plugins() -> None:
    """In a process that is the kit's alone: its pytest loads the kit's plugins, none that else is installed or asked for."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # the kit's own options come with its plugin
    os.environ.pop("PYTEST_ADDOPTS", None)
    os.environ.pop("PYTEST_PLUGINS", None)


def with_settings() -> list[str]:
    """pytest's arguments for suites that are installed: beside them there is neither a conftest.py nor a settings file."""
    if not course.INSTALLED:
        return []
    settings = ["-c", str(beginning.TEMPLATE / "pytest.ini"), "--rootdir", str(course.ROOT)]
    return [*settings, "-p", "tokenizer-kit", "-p", "kit.grading.start"]


class Warm:
    """The warm process's side: `prepare()` once (`load()` has the tokenizers alone), then `run()` for each child.

    `hosts` are those of sandboxed learner code, if there are any (kit.sandbox.hosts.Hosts).
    Needs `os.fork` (Linux, macOS). One child at a time.
    """

    current: "Warm | None" = None
    """The warm state this process was forked from or is; a run takes its Hub's address and home from here."""

    def __init__(self, hosts: "Hosts | None" = None) -> None:
        self.hosts = hosts
        self.listening = hosts.listening if hosts else socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        self._scratch = temporary.folder("warm")
        self.home = self._scratch / "home"  # made anew for each run
        self.lasting = self._scratch / "lasting"
        environment.isolate(self.url, self.home)
        self.is_child = self.rehearsing = False
        Warm.current = self

    def load(self, models: Iterable[str]) -> None:
        """Parse the tokenizers of `models`, unless they are there."""
        from kit.tokenizers import loaded

        for model in models:
            loaded.load(model)

    def prepare(self, models: Iterable[str]) -> None:
        """Load the tokenizers of `models` and import what any exercise uses."""
        self.load(models)
        import anyio._backends._asyncio  # noqa: F401  # what Starlette and uvicorn load when they begin to serve
        import huggingface_hub.hf_api  # noqa: F401
        import transformers.models.auto.tokenization_auto  # noqa: F401
        import uvicorn.lifespan.off
        import uvicorn.protocols.http.h11_impl  # noqa: F401

        import kit.hub.app  # noqa: F401
        import kit.hub.serving  # noqa: F401

    def fresh_home(self) -> None:
        """Empty the private home: nobody logged in, nothing cached."""
        shutil.rmtree(self.home, ignore_errors=True)
        environment.change(environment.variables(self.url, self.home))

    def run(self, work: Callable[[], int]) -> int:
        """Call `work` in a forked child and return its exit status (128 + signal when it was killed)."""
        status = _status(self._fork(work))
        assert status is not None  # it was waited for
        return status

    def ahead(self, work: Callable[[str], int], before: Callable[[], None]) -> "Ahead":
        """Fork a child that does what comes `before` at once, and then waits for what to call `work` with."""
        reading, writing = os.pipe()

        def wait() -> int:
            os.close(writing)
            before()
            with os.fdopen(reading) as asked:
                line = asked.readline()
            return work(line) if line else 0

        child = self._fork(wait)
        os.close(reading)
        return Ahead(child, writing)

    def _fork(self, work: Callable[[], int]) -> int:
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            status = 70
            self.is_child = True
            try:
                status = int(work())
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(status)
        return child

    def close(self) -> None:
        """Give the port and the private home back."""
        self.listening.close()
        temporary.remove(self._scratch)
        Warm.current = None


class Ahead:
    """A forked child that waits for its work, and ends without any when this process is gone."""

    def __init__(self, child: int, pipe: int) -> None:
        self._child = child
        self._pipe = pipe
        self._ended: int | None = None

    @property
    def alive(self) -> bool:
        """Whether it still waits: something else may have ended it."""
        if self._ended is None:
            self._ended = _status(self._child, os.WNOHANG)
        return self._ended is None

    def run(self, line: str) -> int:
        """Have it work on a line, and return its exit status (128 + signal when it was killed)."""
        with contextlib.suppress(BrokenPipeError):  # it has ended, and its status says how
            os.write(self._pipe, line.encode())
        os.close(self._pipe)
        status = _status(self._child) if self._ended is None else self._ended
        assert status is not None  # it was waited for
        return status

    def give_up(self) -> None:
        """End it without any work."""
        os.close(self._pipe)
        if self.alive:
            os.kill(self._child, signal.SIGKILL)
            self._ended = _status(self._child)


def _status(child: int, options: int = 0) -> int | None:
    """The exit status of a child; None when, with WNOHANG, there is none yet."""
    found, raw = os.waitpid(child, options)
    status = os.waitstatus_to_exitcode(raw)
    return None if not found else status if status >= 0 else 128 - status
