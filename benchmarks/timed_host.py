"""The host of sandboxed children, as kit/sandbox/host.py, whose children say what their processor time went to.

For benchmarks/milliseconds.py, which has it started in the host's place. Each answer has `timers`, milliseconds so far.

The clock is a thread's own: where RLIMIT_CPU is set, as in a child, Linux adds to the clock of a process when it happens to
switch, so that a system call would be told the time of the code before it.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

from kit.learner.function import LearnerFunction
from kit.sandbox import cell, host, wire

spent: dict[str, float] = {}
_open: list[float] = []


def timed(owner: Any, name: str, what: Callable[..., str]) -> None:
    """Have a method count its own processor time, without that of others which count theirs, under `what(arguments)`."""
    real = getattr(owner, name)

    def counting(*args: Any, **kwargs: Any) -> Any:
        start = time.thread_time()
        _open.append(0.0)
        try:
            return real(*args, **kwargs)
        finally:
            whole = time.thread_time() - start
            key = what(*args)
            spent[key] = spent.get(key, 0.0) + (whole - _open.pop()) * 1000
            if _open:
                _open[-1] += whole

    setattr(owner, name, counting)


def main(descriptor: str) -> None:
    timed(LearnerFunction, "guarded", lambda function, *rest: f"learner code: {function.slug[:4]}")
    timed(cell.Cell, "_called", lambda *rest: "around a call: arguments, tokenizers, output")
    for name in ("_do_open", "_do_load", "_do_stub"):
        timed(cell.Cell, name, lambda *rest: "reading and running the learner's file")
    timed(cell.Cell, "_do_machine", lambda *rest: "the learner's machine")
    timed(cell.Cell, "_resolve", lambda *rest: "tokenizers of a test's own")
    timed(wire.Channel, "receive", lambda *rest: "waiting for and reading frames, writing them")
    timed(wire.Channel, "send", lambda *rest: "waiting for and reading frames, writing them")
    packed, serve = cell.Cell._packed, cell.Cell.serve

    def from_nothing(self: cell.Cell) -> None:
        spent.clear()  # of the host
        serve(self)

    cell.Cell.serve = from_nothing  # type: ignore[method-assign]

    def with_timers(self: cell.Cell, answer: dict) -> bytes:
        own, whole = time.thread_time() * 1000, time.process_time() * 1000
        return packed(self, answer | {"timers": spent | {"threads of the learner's code": whole - own, "all": whole}})

    cell.Cell._packed = with_timers  # type: ignore[method-assign]
    host.main(descriptor)


if __name__ == "__main__":
    main(sys.argv[1])
