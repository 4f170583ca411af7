"""What suites have in hand in place of a learner's functions and objects: each use of it asks the sandboxed child."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from kit.learner.call import Call
from kit.learner.errors import Died, LearnerError, OutOfTime
from kit.learner.function import LearnerFunction, LearnerObject
from kit.learner.machine import hub_at
from kit.learner.opaque import Opaque
from kit.learner.snapshot import snapshot
from kit.sandbox import several, told
from kit.sandbox.asked import Asked
from kit.sandbox.children import Child
from kit.sandbox.several import NO_LIMIT

SETUP_SECONDS = 30.0
"""Time for what is not the learner's: preparing the machine, writing a file."""


class RemoteFunction(LearnerFunction):
    """A name of the learner's module; calling it calls the learner's function in the child."""

    elsewhere = True
    _package: Asked

    def make(self, call: Call) -> Call:
        __tracebackhide__ = True
        self._find()
        return self._ask(call, {"op": "call", "slug": self.slug, "name": self.name})

    def _ask(self, call: Call, asked: dict) -> Call:
        __tracebackhide__ = True
        package = self._package
        package.forget_iterators()
        if (come := several.answer(package, self.log, call, asked)) is not None:
            self.log.begin(call)
            answer = self._noted(call, lambda limit: told.answer(come.child, asked, come.answer), lambda: come.seconds)
        else:
            question = asked | {"args": package.prepared(self.slug, call.args)}
            kwargs = package.prepared(self.slug, tuple(call.kwargs.values()))
            question["kwargs"] = dict(zip(call.kwargs, kwargs, strict=True))
            if call.splitting is not None:
                question["splitting"] = call.splitting
            self.log.begin(call)
            answer = self._timed(call, question)
        package.note_changes(call, answer)
        if "raised" in answer:
            if not answer["called"]:
                self.log.calls.remove(call)
            else:
                call.error = answer["raised"]
            raise answer["raised"]
        call.result = answer["value"]
        call.kept = snapshot(call.result)
        if isinstance(call.result, (RemoteIterable, RemoteTokenizer)):
            call.result.made, call.result.call = self, call
        if isinstance(call.result, RemoteThing):
            call.result = RemoteObject(self, call.result, package.child(self.slug), call)
        return call

    def spoil(self, call: Call) -> None:
        self._package.ask(self.slug, {"op": "spoil"}, 1.0)

    def _timed(self, call: Call, question: dict) -> dict:
        """The child's answer to a question that runs learner code; output, time and exception go to `call`."""
        __tracebackhide__ = True
        start = time.monotonic()

        def ask(limit: float) -> dict:
            return self._package.ask(self.slug, question | {"seconds": limit}, limit, lambda: self._too_late(limit))

        return self._noted(call, ask, lambda: time.monotonic() - start)

    def _noted(self, call: Call, ask: Callable[[float], dict], seconds: Callable[[], float]) -> dict:
        """The answer of `ask`, which gets what is left of the test's time; it took `seconds`."""
        __tracebackhide__ = True
        limit = self.log.seconds_left(self.slug, self.name) or NO_LIMIT
        try:
            answer = ask(limit)
            if isinstance(answer.get("raised"), OutOfTime):
                answer["raised"] = self._too_late(limit)  # the child does not know what earlier calls took
        except LearnerError as error:
            if isinstance(error, OutOfTime):
                self.log.slow.add((self.slug, self.name))
            call.error = error
            raise
        finally:
            self.log.spend(call, seconds())
        if isinstance(answer.get("raised"), OutOfTime):
            self.log.slow.add((self.slug, self.name))
        call.output += answer["output"]
        return answer

    def guarded(self, call: Call, work: Callable[[], object]) -> object:
        """What `work` returns, which asks the child for the next value of something: RemoteIterable does the rest."""
        __tracebackhide__ = True
        return work()

    def _find(self):
        module = self._package.module(self.slug)
        if self.name not in module.names:
            # The child says it as the learner's own process would.
            self._package.ask(
                self.slug,
                {"op": "call", "slug": self.slug, "name": self.name, "args": [], "kwargs": {}, "seconds": 1.0},
                1.0,
            )
        return module

    def _too_late(self, limit: float) -> OutOfTime:
        return OutOfTime(self.log.too_late(self.name, limit))


class RemoteMethod(RemoteFunction):
    """A method of an object of the learner's class."""

    def __init__(self, made: RemoteFunction, thing: RemoteThing, method: str, maker: Call | None) -> None:
        super().__init__(made._package, made.slug, f"{made.name}(...).{method}")
        self._thing = thing
        self._maker = maker
        self._method = method

    def require_started(self) -> None:
        """Nothing: whether one method is written shows when it is called."""

    def make(self, call: Call) -> Call:
        __tracebackhide__ = True
        call.maker = self._maker
        return self._ask(call, {"op": "method", "slug": self.slug, "name": self._method, "thing": self._thing.number})


class RemoteThing(Opaque):
    """An object of the learner's class, which the child has under this number."""

    number = 0


class RemoteObject(LearnerObject):
    """A learner's object as suites see it; `alive` until the child that has it is gone."""

    _made: RemoteFunction
    _thing: RemoteThing

    def __init__(self, made: RemoteFunction, thing: RemoteThing, child: Child, maker: Call) -> None:
        super().__init__(made, thing, maker)
        self._child = child

    @property
    def alive(self) -> bool:
        package = self._made._package
        return self._child.alive and package.child(self._made.slug) is self._child

    def __getattr__(self, name: str) -> RemoteMethod:  # type: ignore[override]  # its like on this side
        if name.startswith("_"):
            raise AttributeError(name)
        if not self.alive:
            raise Died(f"{self._made.slug}: the process with your {self._made.name} object has ended.")
        return RemoteMethod(self._made, self._thing, name, self._maker)


class RemoteIterable(Opaque):
    """Something of the child's to go through, which `call` returned."""

    number = 0
    made: RemoteFunction
    call: Call

    def __iter__(self) -> RemoteIterable:
        found = self._asked("iterate").get("value")
        if not isinstance(found, RemoteIterable):
            raise TypeError("iter() returned no iterator")
        found.made, found.call = self.made, self.call
        return found

    def __next__(self) -> object:
        answer = self._asked("next")
        if answer.get("end"):
            raise StopIteration
        return answer.get("value")

    def _asked(self, what: str) -> dict:
        asked = {"op": what, "slug": self.made.slug, "name": self.made.name, "thing": self.number}
        answer = self.made._timed(self.call, asked)
        self.made._package.note_changes(self.call, answer)
        if "raised" in answer:
            self.call.error = answer["raised"]
            raise answer["raised"]
        return answer


class RemoteTokenizer(Opaque):
    """A tokenizer that `call` returned, and that only the child has. Answers are checked for their type."""

    number = 0
    made: RemoteFunction
    call: Call

    def encode(self, text: str, **options: Any) -> list[int]:
        found = self._asked("encode", (text,), options)
        if type(found) is not list or any(type(item) is not int for item in found):
            raise self._wrong("encode did not return a list of ids")
        return found

    def decode(self, ids: list[int], **options: Any) -> str:
        found = self._asked("decode", (ids,), options)
        if type(found) is not str:
            raise self._wrong("decode did not return a string")
        return found

    def __len__(self) -> int:
        found = self._asked("len")
        return found if type(found) is int and 0 <= found < 2**62 else 0

    def __bool__(self) -> bool:
        return True

    def __getattr__(self, name: str):
        if not name.startswith("_") and name not in ("made", "call") and name in self._asked("has", (name,)):
            return name
        raise AttributeError(name)

    def _asked(self, what: str, args: tuple = (), kwargs: dict | None = None) -> Any:
        asked = {"op": "tokenizer", "slug": self.made.slug, "name": self.made.name, "thing": self.number, "what": what}
        use = Call(self.made.slug, self.made.name, args, kwargs or {}, maker=self.call)
        try:
            answer = self.made._timed(use, asked | {"args": list(args), "kwargs": kwargs or {}})
            if "raised" in answer:
                raise answer["raised"]
        except LearnerError as error:
            self.call.error = error
            raise
        return answer.get("value")

    def _wrong(self, what: str) -> LearnerError:
        """An error of the call that returned the tokenizer."""
        self.call.error = error = LearnerError(f"{self.made.slug}: the tokenizer's {what}.")
        return error


class RemoteModule:
    """The learner's module in the child: names can be read and set, plain values only."""

    _package: Asked
    _slug: str
    names: set[str]

    def __init__(self, package: Asked, slug: str, names: Any) -> None:
        found = names if type(names) is list else []
        self.__dict__.update(_package=package, _slug=slug, names={name for name in found if type(name) is str})

    def __getattr__(self, name: str) -> object:
        question = {"op": "get", "slug": self._slug, "name": name}
        return self._package.ask(self._slug, question, SETUP_SECONDS)["value"]

    def __setattr__(self, name: str, value: object) -> None:
        question = {"op": "set", "slug": self._slug, "name": name, "value": value}
        self._package.child(self._slug).before.append(question)


class RemoteMachine:
    """The learner's machine (kit/learner/machine.py), which is the child's: it is changed before the next question."""

    def __init__(self, package: Asked, slug: str, turn: int) -> None:
        self._package = package
        self._slug = slug
        self._child = package.child(slug)
        self._child.before.append({"op": "machine", "what": "open", "turn": turn})
        self._endpoint = ""

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._its_child().before.append(_change(name, args, kwargs))

    def set_endpoint(self, address: str) -> None:
        """Set the child's library to the Hub at this address."""
        self._endpoint = address
        self._its_child().before.append(_change("set_endpoint", (address,), {}))

    def as_here(self) -> AbstractContextManager[None]:
        """The library of this process is set as the child's in the block: what is tried here is to give what it would there."""
        return hub_at(self._endpoint) if self._endpoint else nullcontext()

    def variable(self, name: str) -> str | None:
        """An environment variable, None when it is not set."""
        found = self._package.tell(self._its_child(), _change("variable", (name,), {}), self._slug).get("value")
        return found if type(found) is str else None

    def saved_token(self) -> str | None:
        """The token an earlier login saved, as it stands in its file."""
        child = self._its_child()
        self._package.prepared_by_now(child, self._slug)
        saved = child.host.saved()
        return None if saved is None else saved.decode(errors="replace").strip()

    def close(self) -> None:
        """Give it up; one whose process has ended is gone already, and the test has been told so."""
        self._package.close_machine()
        if self._child.alive:
            self._child.before.append(_change("close", (), {}))

    def _its_child(self) -> Child:
        child = self._package.child(self._slug)
        if child is not self._child:
            raise LearnerError("The process that this test had prepared has ended.")
        return child


def _change(what: str, args: tuple, kwargs: dict) -> dict:
    return {"op": "machine", "what": what, "args": list(args), "kwargs": kwargs}
