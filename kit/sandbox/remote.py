"""`exercises` as a proxy: the same names for suites as ever, and every call runs in a sandboxed child (see cell.py).

Whatever a child says is data. A value is one of Python's plain types, exactly, or stands for something it keeps; an
exception is made here, of a built-in class, from its name and text; a time limit that the child does not keep is kept
by ending it; and when it is gone, the test at hand fails and the next one gets a new child.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kit.course import Course, graded, stubs
from kit.learner import files, importing, ipython_text
from kit.learner.call import Call
from kit.learner.errors import Died, LearnerError, OutOfTime
from kit.learner.package import Imported
from kit.learner.show import GivenFile, Named, is_tokenizer
from kit.sandbox import cell, told, wire
from kit.sandbox.children import Child
from kit.sandbox.hosts import Hosts
from kit.sandbox.proxies import (
    SETUP_SECONDS,
    RemoteFunction,
    RemoteIterable,
    RemoteMachine,
    RemoteModule,
    RemoteThing,
    RemoteTokenizer,
)
from kit.sandbox.sending import Sending
from kit.tokenizers import loaded

GRACE_SECONDS = 2.0
"""What a child has beyond a time limit, which it keeps itself as long as its code lets it."""


@cache
def _stub(slug: str) -> bytes:
    return stubs.stub_of(slug).encode()


class RemotePackage(Imported):
    """Serves `exercises` from sandboxed children."""

    def __init__(self, source: files.Source, course: Course, hosts: Hosts) -> None:
        super().__init__(course.slugs)
        self.source = source
        self.course = course
        self._modules: dict[str, RemoteModule | LearnerError] = {}
        self.hosts = hosts
        self.log.clock = self._processor_seconds
        self._children: dict[str, Child] = {}
        self._kinds = {slug: self._kind(slug) for slug in course.slugs}
        self._stubs: dict[tuple[str, str], bool] = {}
        self._unreadable: dict[str, LearnerError] = {}
        self._sending = Sending(course)
        self._turn = 0
        self._iterators: dict[int, Iterator] = {}
        self._worn = False
        self._serving = ""  # the exercise whose tests run

    def _processor_seconds(self) -> float:
        """Processor time of the children, which neither other programs nor what learner code says can change."""
        found = [child.processor_seconds() for child in self._children.values() if child.alive]
        known = [seconds for seconds in found if seconds is not None]
        return sum(known) if known and len(known) == len(found) else time.perf_counter()

    # What suites and fixtures ask: see kit.learner.package.Exercises.
    def function(self, slug: str, name: str) -> "RemoteFunction":
        return RemoteFunction(self, slug, name)

    def is_stub(self, slug: str, name: str) -> bool:
        """Whether `name` is as the exercise came, as the child reads the file. Raises LearnerError, the same each time."""
        if (slug, name) not in self._stubs:
            if (known := self._unreadable.get(slug)) is not None:
                raise known.with_traceback(None)
            if self._is_untouched(slug):
                return True
            # All of them at once: a test after the other will ask.
            names = list(dict.fromkeys((name, *graded.asked_for(slug))))
            asked = {"op": "stub", "slug": slug, "names": names}
            try:
                found = told.texts(self.ask(slug, asked, importing.IMPORT_SECONDS, told.reading(slug))["value"])
            except LearnerError as error:
                self._unreadable[slug] = error
                raise
            self._stubs.update({(slug, each): each in found for each in names})
        return self._stubs[slug, name]

    def _is_untouched(self, slug: str) -> bool:
        """Whether the file is the stub that everybody gets: that needs no child. Raises LearnerError where there is none."""
        if self.source.notebook is not None:
            return False
        try:
            return self.source.as_it_is(slug) == _stub(slug)
        except LearnerError as error:
            self._unreadable[slug] = error
            raise

    def uses(self, slugs: Iterable[str]) -> list[files.CellUse]:
        """What became of each cell, as the child tells it; nothing where no child can tell."""
        slugs = list(slugs)
        if not slugs or self.source.notebook is None and not any(map(self._is_exported, slugs)):
            return []
        self._worn, self._serving = True, ""  # for all of them
        try:
            found = self.ask(slugs[0], {"op": "uses", "slugs": slugs}, importing.IMPORT_SECONDS)["value"]
        except LearnerError:
            return []
        return told.uses(found, slugs)

    def _is_exported(self, slug: str) -> bool:
        try:
            return ipython_text.is_exported(self.source.content(slug)[1].decode(errors="replace"))
        except LearnerError:
            return False

    def module(self, slug: str) -> "RemoteModule":
        """The module of `slug`, run in the child. Raises the same LearnerError at every call when it is broken."""
        if not isinstance(self._modules.get(slug), LearnerError):
            self.child(slug)  # a new one knows no module yet
        if slug not in self._modules:
            try:
                names = self.ask(
                    slug, {"op": "load", "slug": slug}, importing.IMPORT_SECONDS, told.importing(slug, self.source)
                )
                self._modules[slug] = RemoteModule(self, slug, names["value"])
            except LearnerError as error:
                self._modules[slug] = error
        found = self._modules[slug]
        if isinstance(found, LearnerError):
            raise found.with_traceback(None)
        return found

    def start_test(self, slug: str, seconds: float | None) -> None:
        """A test of an exercise begins. A child serves one exercise: what another one has left in it must not matter.

        Each gets the files that its exercise may import, and no others, so that a verdict follows from these.
        """
        self.log.start_test(seconds)
        for child in self._children.values():
            child.allowance.start_test()
        if slug != self._serving:
            self._worn = bool(self._serving)
            self._serving = slug

    def forget_modules(self) -> None:
        kept = (OutOfTime, Died)
        self._modules = {slug: found for slug, found in self._modules.items() if isinstance(found, kept)}
        for child in self._children.values():
            child.before.append({"op": "forget"})

    def hide(self, slug: str, libraries: set[str]) -> Callable[[], None]:
        """The same, in the child, which is used for this exercise alone (`withheld` in course.toml)."""
        self.ask(slug, {"op": "hide", "names": sorted(libraries)}, SETUP_SECONDS)
        return lambda: None

    def machine(self) -> "RemoteMachine":
        """A machine on which nobody has logged in, at the child's side."""
        self._turn += 1
        return RemoteMachine(self, next(slug for slug in self.slugs if self.kind(slug) == "full"), self._turn)

    def close_machine(self) -> None:
        """Forget what modules found on a machine."""
        self._modules.clear()

    def renew(self) -> None:
        """Begin with new children: another submission, or the end of a run."""
        for child in self._children.values():
            child.close()
        self._children.clear()
        self.hosts.end()
        self._modules.clear()
        self._stubs.clear()
        self._unreadable.clear()
        self._sending = Sending(self.course)
        self._serving = ""

    def expect(self, slugs: Iterable[str]) -> list[str]:
        """Have the hosts begin to load what these exercises need, without waiting for them; returns those that are begun.

        Raises CannotGrade when a tokenizer is not to be had.
        """
        begun = [slug for slug in slugs if slug in self.slugs and self._is_begun(slug)]
        for kind in dict.fromkeys(map(self.kind, begun)):
            self.hosts.of(kind)
        self.hosts.expect(begun)
        return begun

    def _is_begun(self, slug: str) -> bool:
        try:
            return not self._is_untouched(slug)
        except LearnerError:
            return False

    # Children.
    def kind(self, slug: str) -> str:
        """What a child for this exercise may have: host.KINDS."""
        return self._kinds[slug]

    def _kind(self, slug: str) -> str:
        withheld = self.course.exercise(slug).withheld
        return "alone" if "libraries" in withheld else "bare" if "models" in withheld else "full"

    def child(self, slug: str, *, going_on: bool = False) -> Child:
        """The child for an exercise, a new one when the last is gone, or worn unless a call of its is `going_on`."""
        kind = self.kind(slug)
        found = self._children.get(kind)
        if found is None or not found.alive or self._worn and not going_on:
            if found is not None:
                found.close()
            # One host has one child at a time: a new one ends that of another kind.
            for other in list(self._children):
                if (other == "full") == (kind == "full"):
                    self._children.pop(other).close()
            self._worn = False
            if kind == "full":
                self.hosts.need(self._serving or slug)
            self._modules = {name: known for name, known in self._modules.items() if isinstance(known, LearnerError)}
            found = self._children[kind] = self.hosts.of(kind).child(kind)
            self.tell(found, {"op": "open", "source": self._sending.data(self.source, self._serving)}, slug)
        return found

    def tell(self, child: Child, question: dict, slug: str) -> dict:
        return self._asked(
            child, question, SETUP_SECONDS, lambda: Died(f"{slug}: the process for your code did not answer.")
        )

    def ask(self, slug: str, question: dict, seconds: float, late: Callable[[], LearnerError] | None = None) -> dict:
        """What the child of an exercise answers. Raises LearnerError, or the learner's exception."""
        late = late or (lambda: Died(f"{slug}: the process for your code did not answer."))
        child = self._prepared_child(slug, going_on=question["op"] in ("iterate", "next"))
        return self._asked(child, question, seconds + GRACE_SECONDS, late)

    def _asked(self, child: Child, question: dict, seconds: float, late: Callable[[], LearnerError]) -> dict:
        child.ran = child.ran or question["op"] not in cell.PREPARES
        question = self._with_before(child, question)
        try:
            answer = child.ask(question, seconds, self._take, self._resolve)
        except wire.TooLate:
            child.close()
            child.host.end()
            raise late() from None
        except wire.Gone:
            child.close()
            raise Died(told.ending(child.host.end(), question)) from None
        except wire.Violation as error:
            child.close()
            child.host.end()
            raise Died(f"{told.called(question)} sent something that is no answer ({error}).") from None
        return told.answer(child, question, answer)

    def prepared_by_now(self, child: Child, slug: str) -> None:
        """Have done at once what a child is to do before the next question."""
        if child.before:
            self.tell(child, child.before.pop(), slug)

    def _prepared_child(self, slug: str, *, going_on: bool = False) -> Child:
        """The child for an exercise. In a new one, what fails before anything of the learner's has run is no fault of theirs."""
        child = self.child(slug, going_on=going_on)
        if not child.ran:
            self.prepared_by_now(child, slug)
        return child

    @staticmethod
    def _with_before(child: Child, question: dict) -> dict:
        """A question that tells the child, too, what is to be done before it is answered."""
        before, child.before = child.before, []
        return question | {"before": before} if before else question

    def ask_several(self, slug: str, question: dict, seconds: float) -> tuple[Child, list[dict]]:
        """What the child answers to the `cases` of a question, as it came (see `told.answer`); it may not be `alive` any more.

        When it is not, whoever asks makes the next call by itself, and is told what that one did.
        """
        child = self._prepared_child(slug)
        child.ran = True
        question = self._with_before(child, question)
        answers, there = child.ask_several(question, len(question["cases"]), seconds + GRACE_SECONDS, self._resolve)
        if not there:
            child.close()
            child.host.end()
        return child, answers

    # Values on their way to a child, and back.
    def prepared(self, slug: str, values: tuple) -> list:
        """Arguments as they cross."""
        return [self._prepared(slug, value) for value in values]

    def forget_iterators(self) -> None:
        """A call begins: what earlier ones were given to go through is not asked for any more."""
        self._iterators.clear()

    def _prepared(self, slug: str, value: Any) -> object:
        if is_tokenizer(value):
            return self._tokenizer(slug, value)
        if type(value) is Named and value.name in self.hosts.of(self.kind(slug)).ready().named:
            return wire.Reference("held", value.name, {"turn": id(value)})
        if type(value) is dict and any(is_tokenizer(item) for item in value.values()):
            return {key: self._prepared(slug, item) for key, item in value.items()}
        if type(value) is GivenFile:
            return self._file(slug, Path(value))
        if not isinstance(value, wire.PLAIN) and hasattr(type(value), "__iter__"):
            self._iterators[id(value)] = iter(value)
            return wire.Reference("iterator", id(value))
        return value

    def _tokenizer(self, slug: str, tokenizer: Any) -> wire.Reference:
        sent, name = self.child(slug).sent, loaded.folder_of(tokenizer)
        about: dict = loaded.named(tokenizer)
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
        values: Iterator[object] = self._iterators.get(number if type(number) is int else 0, iter(()))
        end = object()
        value = next(values, end)
        return {"end": True} if value is end else {"value": value}

    def _resolve(self, reference: wire.Reference, allowance: wire.Allowance) -> object:
        about = told.dictionary(reference.about)
        module, name = (told.words(about.get(key), 200) for key in ("module", "name"))
        bases, keys = (told.texts(about.get(key)) for key in ("bases", "keys"))
        kind = {"object": RemoteThing, "tokenizer": RemoteTokenizer, "iterable": RemoteIterable}.get(reference.kind)
        if kind is None or type(reference.name) is not int:
            raise wire.Violation("an unknown reference")
        made: Any = wire.opaque(module, name, bases, keys, kind, allowance)
        made.number = reference.name
        return made

    def note_changes(self, call: Call, answer: dict) -> None:
        """Make the caller's own arguments what the learner's code made of its copies, and note what became of tokenizers."""
        args = call.args
        for number, new in answer["args"].items():
            old: Any = args[number] if type(number) is int and 0 <= number < len(args) else None
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
        folders = [loaded.folder_of(tokenizer) for tokenizer in {id(each): each for each in call.tokenizers()}.values()]
        changed = [name for folder in folders for name in told.texts(answer["changed"].get(folder))[:20]]
        call.changed = [told.words(name, 100) for name in changed]
        self._worn |= any(answer["changed"].values())
