"""The sandboxed child's side: it has the learner's files and answers calls, one after the other, until the line closes.

It knows nothing of suites and expected values. What it says is data to the grader, never believed beyond that.
"""

import contextlib
import copy
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.learner.call import Call
from kit.learner.compare import copied, unchanged
from kit.learner.errors import LearnerError, shown
from kit.learner.function import LearnerFunction, LearnerMethod, LearnerObject
from kit.learner.machine import Machine
from kit.learner.package import LearnerPackage
from kit.learner.show import is_tokenizer
from kit.sandbox import several, wire
from kit.sandbox.sent import SentSource
from kit.tokenizers import loaded

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

TEXT = 200_000
"""Characters of an exception's text that cross."""

PREPARES = frozenset({"open", "hide", "forget", "machine", "file"})
"""The questions that run no code of the learner's."""


class Arriving:
    """An iterator of the grader's: each step asks it."""

    def __init__(self, cell: "Cell", number: object) -> None:
        self._cell = cell
        self._number = number

    def __iter__(self):
        return self

    def __next__(self):
        found = self._cell.ask({"op": "take", "from": self._number})
        if "end" in found:
            raise StopIteration
        return found["value"]


@dataclass
class Given:
    """What a call was given: its arguments, each with a copy of it as it was, and the tokenizers among them by name."""

    args: list[tuple[Any, Any]]
    tokenizers: list[tuple[str, Any]]


class Cell:
    """Serves one grader over one connection. `held` are the tokenizers and large dicts that this process was forked with."""

    def __init__(self, channel: wire.Channel, held: dict, scratch: Path) -> None:
        self.channel = channel
        self.held = held
        self.scratch = scratch
        self.package: LearnerPackage  # from "open" on
        self.machine: Machine | None = None
        self.things: dict[int, Any] = {}
        self.given: dict[int, Given] = {}
        self.copies: dict[str, tuple[int, dict]] = {}
        self.folders: dict[str, Path] = {}  # of the tokenizers whose files were sent
        self.calls: Counter[str] = Counter()
        self.returned: object = None

    def serve(self) -> None:
        """Answer until the grader closes the line."""
        while True:
            try:
                data = self.channel.receive()
            except wire.Gone:
                return
            asked = self._question(data)
            if asked["op"] == "several":
                self._send_several(asked)
            else:
                self._send(self.answer(asked))

    def ask(self, question: dict) -> dict:
        """Ask the grader something while it waits for an answer of ours."""
        self._send(question)
        return self._question(self.channel.receive())

    def _question(self, data: bytes) -> dict:
        """What the grader has sent, with the `tokenizers` that it names."""
        used: list[tuple[str, Any]] = []
        asked = wire.unpack(data, lambda reference: self._resolve(reference, used))
        return asked | {"tokenizers": used}

    def _send(self, answer: dict) -> None:
        self.channel.send(self._packed(answer))

    def _send_several(self, asked: dict) -> None:
        """Send the answers to several calls together, those before a large one without waiting for the others.

        Tokenizers are looked at once, behind them all. Of what has changed nobody can say which call it was, so the grader
        has each made by itself.
        """
        waiting: list[bytes] = []
        thorough = False
        for answer in several.answers(self.answer, asked):
            waiting.append(self._packed(answer))
            thorough = thorough or loaded.thorough(self.calls.total())
            if not answer["last"] and sum(map(len, waiting)) > several.ANSWERS:
                self.channel.send(*waiting)
                waiting = []
        if any(self._changes(asked["tokenizers"], thorough).values()):
            waiting = [wire.pack({"number": asked["number"], "unsure": True})]
        self.channel.send(*waiting)

    def _packed(self, answer: dict) -> bytes:
        try:
            return wire.pack(answer)
        except (wire.Violation, RecursionError, ValueError, UnicodeError) as error:
            return wire.pack({"number": answer.get("number"), "too_much": str(error), "last": answer.get("last")})

    def answer(self, asked: dict) -> dict:
        """What is answered to one question."""
        answer = {"number": asked["number"]}
        try:
            for each in asked.get("before", ()):
                getattr(self, f"_do_{each['op']}")(each, {})
            answer["value"] = getattr(self, f"_do_{asked['op']}")(asked, answer)
        except Exception as error:
            answer["error"] = self._told(error)
        else:
            answer.pop("called", None)  # as who answers was
        return answer

    # What the grader can ask for.
    def _do_open(self, asked: dict, answer: dict) -> None:
        source = SentSource(asked["source"])
        self.package = LearnerPackage(source, source.slugs)
        self.package.install()
        self.package.collecting = False

    def _do_load(self, asked: dict, answer: dict) -> list[str]:
        module = self.package.module(asked["slug"])
        return [name for name, value in vars(module).items() if callable(value)]

    def _do_stub(self, asked: dict, answer: dict) -> list[str]:
        self.package.is_stub(asked["slug"], asked["names"][0])  # says so when the file, or this name, cannot be read
        return [name for name in asked["names"] if self._is_stub(asked["slug"], name)]

    def _is_stub(self, slug: str, name: str) -> bool:
        with contextlib.suppress(LearnerError):
            return self.package.is_stub(slug, name)
        return False

    def _do_uses(self, asked: dict, answer: dict) -> list[list]:
        return [list(astuple(use)) for use in self.package.uses(asked["slugs"])]

    def _do_forget(self, asked: dict, answer: dict) -> None:
        self.package.forget_modules()

    def _do_set(self, asked: dict, answer: dict) -> None:
        setattr(self.package.module(asked["slug"]), asked["name"], asked["value"])

    def _do_get(self, asked: dict, answer: dict) -> object:
        return getattr(self.package.module(asked["slug"]), asked["name"])

    def _do_hide(self, asked: dict, answer: dict) -> None:
        names = set(asked["names"])
        for name in {*names, *sys.modules}:
            if name.partition(".")[0] in names:
                sys.modules[name] = None  # type: ignore[assignment]  # has an import fail

    def _do_call(self, asked: dict, answer: dict) -> object:
        function = LearnerFunction(self.package, asked["slug"], asked["name"])
        return self._called(function, asked, answer)

    def _do_method(self, asked: dict, answer: dict) -> object:
        thing = self.things[asked["thing"]]
        return self._called(LearnerMethod(thing._made, thing._thing, asked["name"]), asked, answer)

    def _called(self, function: LearnerFunction, asked: dict, answer: dict) -> object:
        log = self.package.log
        log.start_test(asked["seconds"])
        log.slow.clear()
        args, splitting = tuple(asked["args"]), asked.get("splitting")
        call = Call(function.slug, function.name, args, asked["kwargs"], splitting=splitting)
        given = self._given(call, asked["tokenizers"])
        self.calls[call.name] += 1
        loaded.split([tokenizer for _, tokenizer in given.tokenizers], call.splitting)
        try:
            self.returned = function.make(call).result
            found = self._crossing(self.returned)
        finally:
            answer["called"], answer["output"] = call in log.calls, call.output
            self._note(answer, given, call, looks="each" not in asked)
        if type(found) is wire.Reference:
            self.given[found.name] = given
        return found

    def _do_spoil(self, asked: dict, answer: dict) -> None:
        if isinstance(self.returned, list):
            list.clear(self.returned)

    def _given(self, call: Call, tokenizers: list[tuple[str, Any]]) -> Given:
        """What the coming call is given, noted as it is."""
        for _, tokenizer in tokenizers:
            loaded.before(tokenizer)
        large = {id(copy) for _, copy in self.copies.values()}
        return Given([(arg, None if id(arg) in large else copied(arg)) for arg in call.args], tokenizers)

    def _note(self, answer: dict, given: Given, call: Call, looks: bool = True) -> None:
        """Add what the learner's code made of the arguments and, where it `looks`, of the tokenizers that the call was given."""
        otherwise = {named: loaded.split_otherwise([each], call.splitting) for named, each in given.tokenizers}
        pairs = enumerate(given.args)
        args = {number: arg for number, (arg, old) in pairs if old is not None and not unchanged(arg, old)}
        grown = {number: list(set(arg) ^ set(held)) for number, arg, held in self._large(given.args)}
        for _, tokenizer in given.tokenizers:
            loaded.settle(tokenizer)
        changed = self._changes(given.tokenizers, loaded.thorough(self.calls[call.name])) if looks else {}
        changed = {named: names + otherwise[named] for named, names in changed.items() if names or otherwise[named]}
        # Most change nothing, and what is not said need not be read.
        answer.update({key: found for key, found in (("args", args), ("grown", grown), ("changed", changed)) if found})

    @staticmethod
    def _changes(tokenizers: list[tuple[str, Any]], thorough: bool) -> dict[str, list[str]]:
        """What was changed of these tokenizers, by their names."""
        each_once = dict(tokenizers)  # of several calls, most have the same one
        return {name: loaded.changes(each, loaded.before(each), thorough=thorough) for name, each in each_once.items()}

    def _large(self, given: list[tuple[Any, Any]]) -> list[tuple[int, dict, dict]]:
        """The arguments that are copies of a large dict held here and have another length than that."""
        copies = {id(copy): self.held[name] for name, (_, copy) in self.copies.items()}
        numbered = [(number, arg, copies.get(id(arg))) for number, (arg, _) in enumerate(given)]
        return [(number, arg, held) for number, arg, held in numbered if held is not None and len(arg) != len(held)]

    def _do_iterate(self, asked: dict, answer: dict) -> object:
        found = self._crossing(self._guarded(asked, answer, lambda: iter(self.things[asked["thing"]])))
        if type(found) is wire.Reference:
            self.given[found.name] = self.given[asked["thing"]]
        return found

    def _do_next(self, asked: dict, answer: dict) -> object:
        end = object()
        found = self._guarded(asked, answer, lambda: next(self.things[asked["thing"]], end))
        if found is end:
            answer["end"] = True
            return None
        return found

    def _guarded(self, asked: dict, answer: dict, work: Callable[[], object]) -> object:
        function = LearnerFunction(self.package, asked["slug"], asked["name"])
        self.package.log.start_test(asked["seconds"])
        call = Call(asked["slug"], asked["name"], (), {})
        try:
            return function.guarded(call, work)
        finally:
            answer["called"], answer["output"] = True, call.output
            self._note(answer, self.given[asked["thing"]], call)

    def _do_tokenizer(self, asked: dict, answer: dict) -> object:
        tokenizer = self.things[asked["thing"]]
        return self._guarded(asked, answer, lambda: self._of_tokenizer(tokenizer, asked))

    @staticmethod
    def _of_tokenizer(tokenizer: "PreTrainedTokenizerBase", asked: dict) -> object:
        what, args, kwargs = asked["what"], asked["args"], asked["kwargs"]
        if what == "len":
            return len(tokenizer)
        if what == "has":
            return [name for name in args if hasattr(tokenizer, name)]
        return getattr(tokenizer, what)(*args, **kwargs)

    def _do_machine(self, asked: dict, answer: dict) -> object:
        if asked["what"] == "open":
            folder = self.scratch / f"work{asked['turn']}"
            folder.mkdir()
            self.package.forget_modules()
            self.machine = Machine(folder, self.scratch / "home")
            return None
        if self.machine is None:
            raise LearnerError("The process that this test had prepared has ended.")
        found = getattr(self.machine, asked["what"])(*asked["args"], **asked["kwargs"])
        if asked["what"] == "close":
            self.machine = None
            self.package.forget_modules()
        return found

    def _do_file(self, asked: dict, answer: dict) -> str:
        folder = self.scratch / "given" / str(asked["turn"])
        folder.mkdir(parents=True)
        (folder / asked["name"]).write_bytes(asked["content"])
        return str(folder / asked["name"])

    # Values.
    def _resolve(self, reference: wire.Reference, used: list[tuple[str, Any]]) -> object:
        if reference.kind == "tokenizer":
            used.append((reference.name, found := self._tokenizer(reference)))
            return found
        if reference.kind == "held":
            known = self.copies.get(reference.name)
            if known is None or known[0] != reference.about["turn"]:
                known = self.copies[reference.name] = reference.about["turn"], dict(self.held[reference.name])
            return known[1]
        if reference.kind == "iterator":
            return Arriving(self, reference.name)
        return self.things[reference.name]

    def _tokenizer(self, reference: wire.Reference) -> object:
        about, name = reference.about, reference.name
        if name not in self.held:
            folder = self.folders[name] = self.scratch / "tokenizers" / str(len(self.held))
            folder.mkdir(parents=True)
            for file, content in about["files"].items():
                (folder / file).write_bytes(content)
            self.held[name] = loaded.load_files(folder)
        found = self.held[name]
        if "name" in about:  # one of several copies, each of which a test may change
            copied = f"{name} {about['copy']}"
            if copied not in self.held:
                self.held[copied] = loaded.load_named(self.folders.get(name, Path(name)), about["name"])
            found = self.held[copied]
        for text in about.get("added", [])[len(loaded.named(found).get("added", [])) :]:
            loaded.add_special(found, text)
        if "chat_template" in about:
            found = copy.copy(found)
            found.chat_template = about["chat_template"]
        return found

    def _crossing(self, value: object) -> object:
        """A result as it crosses: what is no plain data stays here under a number."""
        if isinstance(value, LearnerObject):
            kind = "object"
        elif is_tokenizer(value):
            kind = "tokenizer"
        elif not isinstance(value, wire.PLAIN) and hasattr(type(value), "__iter__"):
            kind = "iterable"
        else:
            return value
        self.things[len(self.things)] = value
        return wire.Reference(kind, len(self.things) - 1, wire.about(value))

    def _told(self, error: BaseException) -> dict:
        """An exception as data: its classes' names, its text, and the learner's line."""
        if isinstance(error, LearnerError):
            return {"kit": type(error).__name__, "text": str(error)[:TEXT]}
        lines = {}
        for frame, line in traceback.walk_tb(error.__traceback__):
            lines[frame.f_code.co_filename] = line
        return {
            "kinds": [kind.__name__ for kind in type(error).__mro__],
            "module": type(error).__module__,
            "text": _safely(str, error),
            "repr": _safely(repr, error),
            "shown": _safely(shown, error),
            "name": str(getattr(error, "name", ""))[:200],
            "lines": dict(list(lines.items())[-20:]),
        }


def _safely(form: Callable[..., str], error: BaseException) -> str:
    try:
        return str(form(error))[:TEXT]
    except Exception:
        return type(error).__name__
