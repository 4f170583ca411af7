"""Processes that a person's Ctrl-C is not for: who started them ends them, and they have nothing to say of it."""

import contextlib
import signal
from collections.abc import Iterator


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Processes started in this block, by this thread, get no SIGINT, from their first instruction on.

    A terminal sends it to all that run in it; one that is just loading would end with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
