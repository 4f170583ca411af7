"""The grader's hold on sandboxed children: starts the host they are forked from, gets one, and talks to it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable

from kit.course import ROOT, temporary
from kit.learner.errors import CannotGrade
from kit.sandbox import wire
from kit.sandbox.uninterrupted import uninterrupted

START_SECONDS = 120.0
"""Time the host has to load the libraries and tokenizers."""

REPLY_SECONDS = 30.0
"""Time the host has to fork a child or to end one."""

PROGRAM = "kit.sandbox.host"
"""The module that is executed as the host."""

KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""Variables of the grader's environment that children see; its secrets are not among them."""


class HostGone(KeyboardInterrupt):
    """A host has ended, which is no learner's doing. It ends the whole run, as Ctrl-C does: a verdict now would be wrong."""


class Host:
    """The process that children are forked from (see host.py): they hold the tokenizers of these models and folders.

    `bare` children hold none, and `many` says that many are to be forked. `holds` and `lacks` are its sandbox's layers, a sentence each; `listening` is the practice
    Hub's socket.
    """

    def __init__(self, models: Iterable[str], folders: Iterable[str], *, bare: bool, many: bool) -> None:
        self.scratch = temporary.folder("cell", for_another=True)
        ours, theirs = socket.socketpair()
        self._control = wire.Channel(ours)
        with theirs, uninterrupted():
            command = [sys.executable, "-P", "-m", PROGRAM, str(theirs.fileno())]
            self._process = subprocess.Popen(
                command, cwd=self.scratch, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=_environment()
            )
        asked = {
            "models": list(models),
            "folders": list(folders),
            "bare": bare,
            "many": many,
            "scratch": str(self.scratch),
        }
        asked["root"] = str(ROOT)
        self._control.send(wire.pack(asked))
        self._deadline = time.monotonic() + START_SECONDS
        self._receive()
        _, (descriptor,), _, _ = socket.recv_fds(ours, 1, 1)
        self.listening = socket.socket(fileno=descriptor)
        self.listening.setblocking(False)
        self._is_ready = False
        self._coming: list[int] = []  # what it was told to hold and has not answered yet

    def ready(self) -> "Host":
        """This host, once it has loaded all that children hold."""
        if not self._is_ready:
            told = self._receive()
            self.holds: list[str] = told["holds"]
            self.lacks: list[str] = told["lacks"]
            self.templates: dict[str, str] = told["templates"]
            self.named: list[str] = told["named"]
            self._is_ready = True
        while self._coming:
            told = self._reply(self._coming.pop(0), self._deadline)
            self.templates, self.named = told["templates"], told["named"]
        return self

    def _receive(self) -> dict:
        try:
            return wire.unpack(self._control.receive(self._deadline))
        except (wire.Gone, wire.TooLate):
            self.close()
            raise CannotGrade("The process for learner code did not start; its own message is above.") from None

    @property
    def alive(self) -> bool:
        """Whether the process still runs; for the process that started it."""
        return self._process.poll() is None

    def child(self, kind: str) -> "Child":
        """A new child; the one before, if it still runs, is ended."""
        self.ready()
        ours, theirs = socket.socketpair()
        with theirs:
            number = self._ask({"op": "fork", "kind": kind})
            socket.send_fds(self._control.socket, [b"."], [theirs.fileno()])
        return Child(wire.Channel(ours, ahead=True), self, self._reply(number)["child"])

    def end(self) -> int | None:
        """End the child; its exit status, negative for a signal. None when there is none."""
        return self._reply(self._ask({"op": "end"}))["ended"]

    def hold(self, folders: Iterable[str]) -> None:
        """Have it load the tokenizers in these folders, for children to come; the one that runs is ended."""
        self.hold_soon(folders)
        self.ready()

    def hold_soon(self, folders: Iterable[str]) -> None:
        """The same, without waiting for it: `ready` does."""
        self._deadline = time.monotonic() + START_SECONDS
        self._coming.append(self._ask({"op": "hold", "folders": list(folders)}))

    def saved(self) -> bytes | None:
        """What is in the file in which a login saves its token; the child itself might say something else."""
        return self._reply(self._ask({"op": "saved"}))["saved"]

    def forget_connections(self) -> None:
        """Turn away who has connected to the Hub's socket and was not served: a child that is no more."""
        try:
            while True:
                self.listening.accept()[0].close()
        except OSError:
            pass  # nobody is left

    def _ask(self, question: dict) -> int:
        """Send a question to the host; the number its reply will have."""
        number = time.monotonic_ns()
        try:
            self._control.send(wire.pack(question | {"number": number}))
        except wire.Gone:
            raise HostGone("the process that sandboxed answers are forked from has ended") from None
        return number

    def _reply(self, number: int, deadline: float | None = None) -> dict:
        """The reply of this number. One before it was for a process like this one that was ended as it waited."""
        deadline = deadline or time.monotonic() + REPLY_SECONDS
        while True:
            try:
                found = wire.unpack(self._control.receive(deadline))
            except (wire.Gone, wire.TooLate):
                raise HostGone("the process that sandboxed answers are forked from has ended") from None
            if found.get("number") == number:
                return found

    def close(self) -> None:
        """End the host and its child, and remove the scratch space."""
        self._control.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if hasattr(self, "listening"):
            self.listening.close()
        temporary.remove(self.scratch)


def _environment() -> dict[str, str]:
    """What the host's environment is: nothing of the grader's own but the few things a Python needs."""
    from kit.tokenizers.vendors import cache

    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    # One thread a library: a limit on memory would count what each of many threads reserves.
    single = {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "RAYON_NUM_THREADS")}
    return kept | single | {"PYTHONPATH": str(ROOT), "KIT_CACHE": str(cache.location()), "MALLOC_ARENA_MAX": "2"}


class Child:
    """One sandboxed process with one submission's code; every question has a deadline.

    `take` answers its questions for the next value of an iterator of ours.
    """

    def __init__(self, channel: wire.Channel, host: Host, process: int) -> None:
        self._channel = channel
        self._process = process
        self.host = host
        self._number = 0
        self.sent: dict[str, str] = dict(host.templates)
        self.allowance = wire.Allowance()
        self.alive = True
        self.ran = False  # whether learner code has
        self.before: list[dict] = []  # what it is to do before it answers the next question, in this order

    def ask(self, question: dict, seconds: float, take: Callable[[object], dict], resolve: Callable) -> dict:
        """The child's answer, read within its time too. Raises wire.Gone, TooLate or Violation; it is of no more use then.

        `resolve` gets a reference and the child's allowance.
        """
        self._number += 1
        deadline = time.monotonic() + seconds
        try:
            self._channel.send(wire.pack(question | {"number": self._number}), deadline=deadline)
            while (answer := self._received(deadline, resolve)).get("op") == "take":
                self._channel.send(wire.pack(take(answer.get("from"))), deadline=deadline)
            return self._checked(answer)
        except (wire.Gone, wire.TooLate, wire.Violation):
            self.alive = False
            raise

    def ask_several(self, question: dict, most: int, seconds: float, resolve: Callable) -> tuple[list[dict], bool]:
        """The answers to several calls in one question, at most so many, in their order; and whether it is still there.

        There may be fewer: the child says which is the last for now, or that it is unsure which of them changed a tokenizer.
        It raises nothing: what was answered counts.
        """
        self._number += 1
        deadline = time.monotonic() + seconds
        answers: list[dict] = []
        try:
            self._channel.send(wire.pack(question | {"number": self._number}), deadline=deadline)
            while len(answers) < most:
                answers.append(self._checked(self._received(deadline, resolve)))
                if answers[-1].get("unsure") is True:  # one of them changed a tokenizer
                    return [], False
                if answers[-1].get("last") is True:
                    return answers, True
            raise wire.Violation("no last answer")
        except (wire.Gone, wire.TooLate, wire.Violation):
            self.alive = False
            return answers, False

    def _received(self, deadline: float, resolve: Callable) -> dict:
        data = self._channel.receive(deadline)
        answer = wire.unpack(data, lambda reference: resolve(reference, self.allowance), self.allowance)
        if time.monotonic() > deadline:
            raise wire.TooLate
        if type(answer) is not dict:
            raise wire.Violation("an answer that is no dict")
        return answer

    def _checked(self, answer: dict) -> dict:
        if answer.get("number") != self._number:
            raise wire.Violation("an answer to another question")
        return answer

    def processor_seconds(self) -> float | None:
        """Processor time that the child has used, as the kernel tells it; None where only the child itself could tell.

        On Linux the clock of another process has a number made of its id (`clock_getcpuclockid(3)`).
        """
        if sys.platform != "linux":
            return None
        try:
            return time.clock_gettime((~self._process << 3) | 2)
        except OSError:  # the child has ended
            return None

    def close(self) -> None:
        """Close the line, at which the child ends by itself."""
        self.alive = False
        self._channel.close()
