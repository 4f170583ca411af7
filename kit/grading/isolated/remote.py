"""`exercises` as a proxy: the same names for suites as ever, and every call runs in a sandboxed child (see cell.py).

Whatever a child says is data. A value is one of Python's plain types, exactly, or stands for something it keeps; an
exception is made here, of a built-in class, from its name and text; a time limit that the child does not keep is kept
by ending it; and when it is gone, the test at hand fails and the next one gets a new child.
"""

import builtins
import signal
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import astuple
from pathlib import Path

from kit.course import Course
from kit.grading import tokenizers
from kit.grading.isolated import cell, wire
from kit.grading.isolated.children import Child, Host
from kit.grading.show import GivenFile, Named, is_tokenizer
from kit.learner import cells, files
from kit.learner.call import Call, LearnerFunction, LearnerObject
from kit.learner.errors import BrokenFile, Died, Ended, LearnerError, MissingName, NotStarted, OutOfTime
from kit.learner.package import LearnerPackage

GRACE_SECONDS = 2.0
"""What a child has beyond a time limit, which it keeps itself as long as its code lets it."""

SETUP_SECONDS = 30.0
"""Time for what is not the learner's: preparing the machine, writing a file."""

NO_LIMIT = 24 * 3600.0

MOST_OUTPUT, MOST_MESSAGE = 100_000, 4_000
"""Characters of a call's output, and of a message of the kit's own that a child passes on."""

TELLS = {kind.__name__: kind for kind in (NotStarted, BrokenFile, MissingName, OutOfTime, Ended, LearnerError)}
"""The kit's own errors that a child may tell of; that it died, or that grading is not possible, is seen here."""


class Hosts:
    """The hosts of a run, each started when it is first needed."""

    def __init__(self, course: Course) -> None:
        free = [exercise for exercise in course.exercises if "models" not in exercise.withheld]
        self._models = sorted({model for exercise in free for model in exercise.models})
        self._started: dict[bool, Host] = {}

    def of(self, kind: str) -> Host:
        """The host whose children are of this kind (host.KINDS)."""
        bare = kind != "full"
        if bare not in self._started:
            self._started[bare] = Host(self._models, bare=bare)
        return self._started[bare]

    @property
    def listening(self) -> socket.socket:
        """The socket on which children find the practice Hub."""
        return self.of("full").listening

    def layers(self) -> list[str]:
        """The layers of the sandbox that hold, and those that are missing, a sentence each."""
        host = self.of("full").ready()
        return [*host.holds, *(f"MISSING {layer}" for layer in host.lacks)]

    @property
    def alive(self) -> bool:
        """Whether all that were started still run; for the process that started them."""
        return all(host.alive for host in self._started.values())

    def end(self) -> None:
        """End all children, also those that a process before this one left, and what they still had to say to the Hub."""
        for host in self._started.values():
            host.ready().end()
            host.forget_connections()

    def close(self) -> None:
        for host in self._started.values():
            host.close()
        self._started.clear()


class RemotePackage(LearnerPackage):
    """Serves `exercises` from sandboxed children."""

    def __init__(self, source: files.Source, course: Course, hosts: Hosts) -> None:
        super().__init__(source, course.slugs)
        self.course = course
        self.hosts = hosts
        self.log.clock = time.perf_counter
        self._children: dict[str, Child] = {}
        self._kinds = {slug: self._kind(slug) for slug in course.slugs}
        self._stubs: dict[tuple[str, str], bool] = {}
        self._unreadable: dict[str, LearnerError] = {}
        self._turn = 0
        self._iterators: dict[int, Iterator] = {}
        self._worn = False

    # The interface of LearnerPackage.
    def function(self, slug: str, name: str) -> "RemoteFunction":
        return RemoteFunction(self, slug, name)

    def parsed(self, slug: str) -> files.Parsed:
        """Raises LearnerError: files are read in the child, see `is_stub`."""
        raise LearnerError(f"{slug}: the file is read where it runs.")

    def is_stub(self, slug: str, name: str) -> bool:
        """Whether `name` is as the exercise came, as the child reads the file. Raises LearnerError, the same each time."""
        if (slug, name) not in self._stubs:
            if (error := self._unreadable.get(slug)) is not None:
                raise error.with_traceback(None)
            asked = {"op": "stub", "slug": slug, "name": name}
            try:
                self._stubs[slug, name] = self.ask(slug, asked, files.IMPORT_SECONDS, _reading(slug))["value"] is True
            except LearnerError as error:
                self._unreadable[slug] = error
                raise
        return self._stubs[slug, name]

    def module(self, slug: str) -> "RemoteModule":
        """The module of `slug`, run in the child. Raises the same LearnerError at every call when it is broken."""
        if not isinstance(self._modules.get(slug), LearnerError):
            self.child(slug)  # a new one knows no module yet
        if slug not in self._modules:
            try:
                names = self.ask(
                    slug, {"op": "load", "slug": slug}, files.IMPORT_SECONDS, _importing(slug, self.source)
                )
                self._modules[slug] = RemoteModule(self, slug, names["value"])
            except LearnerError as error:
                self._modules[slug] = error
        found = self._modules[slug]
        if isinstance(found, LearnerError):
            raise found.with_traceback(None)
        return found

    def forget_modules(self) -> None:
        kept = (OutOfTime, Died)
        self._modules = {slug: found for slug, found in self._modules.items() if isinstance(found, kept)}
        for kind, child in self._children.items():
            if child.alive:
                self._tell(child, {"op": "forget"}, self._kind_slug(kind))

    def hide(self, slug: str, libraries: set[str]) -> Callable[[], None]:
        """The same, in the child, which is used for this exercise alone (`withheld` in course.toml)."""
        self.ask(slug, {"op": "hide", "names": sorted(libraries)}, SETUP_SECONDS)
        return lambda: None

    def machine(self, folder: Path, hub_home: Path) -> "RemoteMachine":
        """A fresh machine at the child's side; the folders here are not used."""
        return RemoteMachine(self, next(slug for slug in self.slugs if self.kind(slug) == "full"))

    def renew(self) -> None:
        """Begin with new children: another submission, or the end of a run."""
        for child in self._children.values():
            child.close()
        self._children.clear()
        self.hosts.end()
        self._modules.clear()
        self._stubs.clear()
        self._unreadable.clear()

    # Children.
    def kind(self, slug: str) -> str:
        """What a child for this exercise may have: host.KINDS."""
        return self._kinds[slug]

    def _kind(self, slug: str) -> str:
        withheld = self.course.exercise(slug).withheld
        return "alone" if "libraries" in withheld else "bare" if "models" in withheld else "full"

    def _kind_slug(self, kind: str) -> str:
        return next(slug for slug in self.slugs if self.kind(slug) == kind)

    def child(self, slug: str) -> Child:
        """The child for an exercise, a new one when the last is gone."""
        kind = self.kind(slug)
        found = self._children.get(kind)
        if found is None or not found.alive or self._worn:
            if found is not None:
                found.close()
            # One host has one child at a time: a new one ends that of another kind.
            for other in list(self._children):
                if (other == "full") == (kind == "full"):
                    self._children.pop(other).close()
            self._worn = False
            self._modules = {name: known for name, known in self._modules.items() if isinstance(known, LearnerError)}
            found = self._children[kind] = self.hosts.of(kind).child(kind)
            self._tell(found, {"op": "open", "source": self._sent()}, slug)
        return found

    def _sent(self) -> dict:
        """The submission as data."""
        source, sent = self.source, {}
        notebook = source.notebook
        for slug in self.slugs:
            path = source.path(slug)
            entry = sent[slug] = {"path": str(path) if path else None, "shown": source.shown(path) if path else ""}
            try:
                if notebook is None:
                    entry["content"] = source.content(slug)[1]
                else:
                    cells.read(notebook)
                    entry["stub"] = cells.stub_of(slug)
            except LearnerError as error:
                entry["error"] = (type(error).__name__, str(error))
        told = {"root": str(source.root), "submission": source.submission, "files": sent, "notebook": None, "cells": []}
        if notebook is not None and not any("error" in entry for entry in sent.values()):
            told["cells"] = [astuple(each) for each in cells.read(notebook)]
        return told | {"notebook": None if notebook is None else notebook.name}

    def _tell(self, child: Child, question: dict, slug: str) -> dict:
        return self._asked(
            child, question, SETUP_SECONDS, lambda: Died(f"{slug}: the process for your code did not answer.")
        )

    def ask(self, slug: str, question: dict, seconds: float, late: Callable[[], LearnerError] | None = None) -> dict:
        """What the child of an exercise answers. Raises LearnerError, or the learner's exception."""
        late = late or (lambda: Died(f"{slug}: the process for your code did not answer."))
        return self._asked(self.child(slug), question, seconds + GRACE_SECONDS, late)

    def _asked(self, child: Child, question: dict, seconds: float, late: Callable[[], LearnerError]) -> dict:
        try:
            answer = child.ask(question, seconds, self._take, self._resolve)
        except wire.TooLate:
            child.close()
            child.host.end()
            raise late() from None
        except wire.Gone:
            child.close()
            raise Died(_ending(child.host.end(), question)) from None
        except wire.Violation as error:
            child.close()
            child.host.end()
            raise Died(f"{_what(question)} sent something that is no answer ({error}).") from None
        if "too_much" in answer:
            raise LearnerError(f"{_what(question)} returned too much to be graded: {_text(answer['too_much'], 200)}.")
        found = {
            "value": answer.get("value"),
            "end": answer.get("end") is True,
            "called": answer.get("called", True) is True,
            "output": _text(answer.get("output"), MOST_OUTPUT),
            "args": _dict(answer.get("args")),
            "grown": _dict(answer.get("grown")),
            "changed": _dict(answer.get("changed")),
        }
        if "error" in answer:
            found["raised"] = _exception(answer["error"])
            if "called" not in answer:
                raise found["raised"]
        return found

    # Values on their way to a child, and back.
    def prepared(self, slug: str, values: tuple) -> list:
        """Arguments as they cross."""
        return [self._prepared(slug, value) for value in values]

    def _prepared(self, slug: str, value: object) -> object:
        if is_tokenizer(value):
            return self._tokenizer(slug, value)
        if type(value) is Named and value.name in self.hosts.of(self.kind(slug)).ready().named:
            return wire.Reference("held", value.name, {"turn": id(value)})
        if type(value) is dict and any(is_tokenizer(item) for item in value.values()):
            return {key: self._prepared(slug, item) for key, item in value.items()}
        if type(value) is GivenFile:
            return self._file(slug, Path(value))
        if not isinstance(value, cell.PLAIN) and hasattr(type(value), "__iter__"):
            self._iterators[id(value)] = iter(value)
            return wire.Reference("iterator", id(value))
        return value

    def _tokenizer(self, slug: str, tokenizer) -> wire.Reference:
        sent, name = self.child(slug).sent, str(tokenizer.name_or_path)
        about: dict = {}
        if name not in sent:
            about["files"] = {path.name: path.read_bytes() for path in Path(name).iterdir() if path.is_file()}
            sent[name] = str(tokenizer.chat_template)
        if sent[name] != str(tokenizer.chat_template):
            about["chat_template"] = tokenizer.chat_template
        return wire.Reference("tokenizer", name, about)

    def _file(self, slug: str, path: Path) -> str:
        self._turn += 1
        question = {"op": "file", "turn": self._turn, "name": path.name, "content": path.read_bytes()}
        return self.ask(slug, question, SETUP_SECONDS)["value"]

    def _take(self, number: object) -> dict:
        values, end = self._iterators.get(number if type(number) is int else 0, iter(())), object()
        value = next(values, end)
        return {"end": True} if value is end else {"value": value}

    def _resolve(self, reference: wire.Reference) -> object:
        told = _dict(reference.about)
        about = {key: _text(told.get(key), 200) for key in ("module", "name")}
        bases, keys = (told.get(key) if type(told.get(key)) is list else [] for key in ("bases", "keys"))
        kind = {"object": RemoteThing, "tokenizer": RemoteTokenizer, "iterable": RemoteIterable}.get(reference.kind)
        if kind is None or type(reference.name) is not int:
            raise wire.Violation("an unknown reference")
        made = wire.opaque(about["module"], about["name"], bases, keys, kind)
        made.number = reference.name
        return made

    def note_changes(self, args: tuple, kwargs: dict, answer: dict) -> None:
        """Make the caller's own arguments what the learner's code made of its copies."""
        for number, new in answer["args"].items():
            old = args[number] if type(number) is int and 0 <= number < len(args) else None
            if type(old) is list and type(new) is list:
                old[:] = new
            elif type(old) in (dict, set) and type(new) is type(old):
                old.clear()
                old.update(new)
        for number, keys in answer["grown"].items():
            old = args[number] if type(number) is int and 0 <= number < len(args) else None
            for key in keys if type(old) is Named and type(keys) is list else ():
                if type(key) in (str, bytes, int):
                    old.pop(key, None) if key in old else old.update({key: None})
        for tokenizer in [value for value in _flat((*args, *kwargs.values())) if is_tokenizer(value)]:
            names = answer["changed"].get(str(tokenizer.name_or_path))
            if type(names) is list and names:
                tokenizers.changed_elsewhere(tokenizer, [_text(name, 100) for name in names[:20]])
                self._worn = True


class RemoteFunction(LearnerFunction):
    """A name of the learner's module; calling it calls the learner's function in the child."""

    elsewhere = True

    def __call__(self, *args, **kwargs):
        __tracebackhide__ = True
        self._find()
        asked = {"op": "call", "slug": self.slug, "name": self.name}
        return self._ask(Call(self.slug, self.name, args, kwargs), asked)

    def _ask(self, call: Call, asked: dict) -> object:
        __tracebackhide__ = True
        package: RemotePackage = self._package
        package._iterators.clear()
        question = asked | {
            "args": package.prepared(self.slug, call.args),
            "kwargs": dict(zip(call.kwargs, package.prepared(self.slug, tuple(call.kwargs.values())), strict=True)),
        }
        self.log.calls.append(call)
        answer = self._timed(call, question)
        package.note_changes(call.args, call.kwargs, answer)
        if "raised" in answer:
            if not answer["called"]:
                self.log.calls.remove(call)
            else:
                call.error = answer["raised"]
            raise answer["raised"]
        call.result = answer["value"]
        if isinstance(call.result, (RemoteIterable, RemoteTokenizer)):
            call.result.made = self
        if isinstance(call.result, RemoteThing):
            return RemoteObject(self, call.result, package.child(self.slug))
        return call.result

    def _timed(self, call: Call, question: dict) -> dict:
        """The child's answer to a question that runs learner code; output, time and exception go to `call`."""
        __tracebackhide__ = True
        limit = self.log.seconds_left(self.slug, self.name) or NO_LIMIT
        start = time.monotonic()
        try:
            answer = self._package.ask(self.slug, question | {"seconds": limit}, limit, lambda: self._too_late(limit))
        except LearnerError as error:
            if isinstance(error, OutOfTime):
                self.log.slow.add((self.slug, self.name))
            call.error = error
            raise
        finally:
            call.seconds += time.monotonic() - start
        if isinstance(answer.get("raised"), OutOfTime):
            self.log.slow.add((self.slug, self.name))
        call.output += answer["output"]
        return answer

    def guarded(self, call: Call, work: Callable[[], object]) -> object:
        """What `work` returns, which asks the child for the next value of something (RemoteIterable)."""
        __tracebackhide__ = True
        RemoteIterable.call = call
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
        return OutOfTime(
            f"{self.name} did not return within {limit:g} s. Is there a loop whose condition never becomes false?"
        )


class RemoteMethod(RemoteFunction):
    """A method of an object of the learner's class."""

    def __init__(self, made: RemoteFunction, thing: "RemoteThing", method: str) -> None:
        super().__init__(made._package, made.slug, f"{made.name}(...).{method}")
        self._thing = thing
        self._method = method

    def require_started(self) -> None:
        """Nothing: whether one method is written shows when it is called."""

    def __call__(self, *args, **kwargs):
        __tracebackhide__ = True
        asked = {"op": "method", "slug": self.slug, "name": self._method, "thing": self._thing.number}
        return self._ask(Call(self.slug, self.name, args, kwargs), asked)


class RemoteThing(wire.Opaque):
    """An object of the learner's class, which the child has under this number."""

    number = 0


class RemoteObject(LearnerObject):
    """A learner's object as suites see it; `alive` until the child that has it is gone."""

    def __init__(self, made: RemoteFunction, thing: RemoteThing, child: Child) -> None:
        super().__init__(made, thing)
        self._child = child

    @property
    def alive(self) -> bool:
        package: RemotePackage = self._made._package
        return self._child.alive and package.child(self._made.slug) is self._child

    def __getattr__(self, name: str) -> RemoteMethod:
        if name.startswith("_"):
            raise AttributeError(name)
        if not self.alive:
            raise Died(f"{self._made.slug}: the process with your {self._made.name} object has ended.")
        return RemoteMethod(self._made, self._thing, name)


class RemoteIterable(wire.Opaque):
    """Something of the child's to go through."""

    number = 0
    made: RemoteFunction
    call: Call

    def __iter__(self) -> "RemoteIterable":
        found = self._asked("iterate").get("value")
        if not isinstance(found, RemoteIterable):
            raise TypeError("iter() returned no iterator")
        found.made = self.made
        return found

    def __next__(self) -> object:
        answer = self._asked("next")
        if answer.get("end"):
            raise StopIteration
        return answer.get("value")

    def _asked(self, what: str) -> dict:
        asked = {"op": what, "slug": self.made.slug, "name": self.made.name, "thing": self.number}
        call = RemoteIterable.call
        answer = self.made._timed(call, asked)
        self.made._package.note_changes(call.args, call.kwargs, answer)
        if "raised" in answer:
            RemoteIterable.call.error = answer["raised"]
            raise answer["raised"]
        return answer


class RemoteTokenizer(wire.Opaque):
    """A tokenizer that learner code made, and that only the child has. Answers are checked for their type."""

    number = 0
    made: RemoteFunction

    def encode(self, text: str, **options) -> list[int]:
        found = self._asked("encode", (text,), options)
        if type(found) is not list or any(type(item) is not int for item in found):
            raise LearnerError(f"{self.made.slug}: the tokenizer's encode did not return a list of ids.")
        return found

    def decode(self, ids: list[int], **options) -> str:
        found = self._asked("decode", (ids,), options)
        if type(found) is not str:
            raise LearnerError(f"{self.made.slug}: the tokenizer's decode did not return a string.")
        return found

    def __len__(self) -> int:
        found = self._asked("len")
        return found if type(found) is int and 0 <= found < 2**62 else 0

    def __bool__(self) -> bool:
        return True

    def __getattr__(self, name: str):
        if not name.startswith("_") and name != "made" and name in self._asked("has", (name,)):
            return name
        raise AttributeError(name)

    def _asked(self, what: str, args: tuple = (), kwargs: dict | None = None) -> object:
        asked = {"op": "tokenizer", "slug": self.made.slug, "name": self.made.name, "thing": self.number, "what": what}
        call = Call(self.made.slug, self.made.name, args, kwargs or {})
        answer = self.made._timed(call, asked | {"args": list(args), "kwargs": kwargs or {}})
        if "raised" in answer:
            raise answer["raised"]
        return answer.get("value")


class RemoteModule:
    """The learner's module in the child: names can be read and set, plain values only."""

    def __init__(self, package: RemotePackage, slug: str, names: object) -> None:
        found = names if type(names) is list else []
        self.__dict__.update(_package=package, _slug=slug, names={name for name in found if type(name) is str})

    def __getattr__(self, name: str) -> object:
        question = {"op": "get", "slug": self._slug, "name": name}
        return self._package.ask(self._slug, question, SETUP_SECONDS)["value"]

    def __setattr__(self, name: str, value: object) -> None:
        question = {"op": "set", "slug": self._slug, "name": name, "value": value}
        self._package.ask(self._slug, question, SETUP_SECONDS)


class RemoteMachine:
    """The learner's machine (kit/learner/machine.py), which is the child's."""

    def __init__(self, package: RemotePackage, slug: str) -> None:
        self._package = package
        self._slug = slug
        package._turn += 1
        self._asked("open", turn=package._turn)

    def __getattr__(self, name: str) -> Callable:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._asked(name, args=list(args), kwargs=kwargs)

    def saved_token(self) -> str | None:
        """The token an earlier login saved, as it stands in its file."""
        saved = self._package.child(self._slug).host.saved()
        return None if saved is None else saved.decode(errors="replace").strip()

    def close(self) -> None:
        self._package._modules.clear()
        if (child := self._package._children.get("full")) is not None and child.alive:
            self._asked("close", args=[], kwargs={})

    def _asked(self, what: str, **more) -> object:
        child = self._package.child(self._slug)
        answer = self._package._tell(child, {"op": "machine", "what": what, **more}, self._slug)
        return answer.get("value")


def _flat(values: tuple) -> Iterator[object]:
    for value in values:
        yield from value.values() if type(value) is dict else (value,)


def _what(question: dict) -> str:
    return str(question.get("name") or question.get("slug") or "your code")


def _reading(slug: str) -> Callable[[], LearnerError]:
    return lambda: OutOfTime(
        f"{slug}: Python did not finish reading the file within {files.IMPORT_SECONDS:g} s. Data does not belong in it."
    )


def _importing(slug: str, source: files.Source) -> Callable[[], LearnerError]:
    name = source.path(slug).name if source.path(slug) else slug
    return lambda: OutOfTime(
        f"{slug}: {name} did not finish its import within {files.IMPORT_SECONDS:g} s. Is there a loop at the top level of the file?"
    )


def _ending(status: int | None, question: dict) -> str:
    """Why a child is gone, as a sentence for the learner."""
    what = f"{_what(question)} ended the process it ran in"
    if status is None or status >= 0:
        return f"{what} (os._exit or the like); a function answers by returning."
    reasons = {
        signal.SIGSEGV: "a crash in compiled code: recursion without an end, or a library used wrongly",
        signal.SIGKILL: "it was killed: it used too much memory, or ended itself",
        signal.SIGXCPU: "it used too much processor time",
        signal.SIGABRT: "a library gave up, often for want of memory",
    }
    name = signal.Signals(-status).name if -status in signal.valid_signals() else f"signal {-status}"
    reason = reasons.get(-status)
    return f"{what} ({name}{f': {reason}' if reason else ''})."


_SIMPLE = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, (UnicodeError, ExceptionGroup))
}


def _text(told: object, most: int) -> str:
    """A text that a child told, at most so many characters; empty when it is none."""
    return told[:most] if type(told) is str else ""


def _dict(told: object) -> dict:
    return told if type(told) is dict else {}


def _exception(told: object) -> BaseException:
    """The exception a child told of: one of the kit's own, or one whose class has the name and the built-in base told."""
    told = _dict(told)
    text = _text(told.get("text"), cell.TEXT)
    if type(told.get("kit")) is str:
        return TELLS.get(told["kit"], LearnerError)(text[:MOST_MESSAGE])
    names = told.get("kinds") if type(told.get("kinds")) is list else []
    kinds = [_text(name, 200) for name in names[:50]]
    base = next((_SIMPLE[kind] for kind in kinds if kind in _SIMPLE), Exception)
    shown = _text(told.get("repr"), cell.TEXT) or text
    methods = {
        "__str__": lambda self: text,
        "__repr__": lambda self: shown,
        "__module__": _text(told.get("module"), 200),
    }
    # A lone surrogate or a null byte cannot be in a class's name.
    name = (kinds or ["Exception"])[0].encode("utf-8", "replace").decode().replace("\0", "")
    error = type(name or "Exception", (base,), methods)(text)
    lines = _dict(told.get("lines"))
    error.learner_lines = {path: line for path, line in lines.items() if type(path) is str and type(line) is int}
    if isinstance(error, ImportError):
        error.name = _text(told.get("name"), 200)
    return error
