"""The book of answers of an exercise, tests/answers/exNN_topic.py: wrong and right answers as people give them.

    from kit.suite import looks, raises, right, wrong

    @wrong("begin-of-text is missing at the front: …")
    def encode(tokenizer, text):
        return tokenizer.encode(text, add_special_tokens=False)

    @right
    def encode(tokenizer, text):
        return tokenizer(text).input_ids

A book is read as text; a name may be defined many times. An answer stands alone: its imports are inside it, and it may
use what the exercise's solution defines. A wrong answer is tried by the diagnosis as it stands, unless `when=` says by
what it is known; `also=` is a mark by which it is known besides. Among those that explain as much the first one is told: the most specific stand first.
"""

import ast
import contextlib
import functools
import io
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kit.course import ROOT
from kit.learner.call import Call
from kit.learner.function import ended_by
from kit.learner.limits import TimeIsUp
from kit.suite import marks
from kit.suite.evidence import Outcome, Seen

FOLDER = ROOT / "tests" / "answers"

METHOD = "(...)."
"""Between a class and its method, in the name of a method's call."""


@dataclass(frozen=True, eq=False)
class Answer:
    """One way to write one function (or class). `sentence` is what a wrong one is told, None where the suite says it."""

    slug: str
    name: str
    right: bool
    number: int  # from 1, among the answers of its name that are right or wrong alike
    line: int
    source: str
    sentence: str | None = None
    when: Any = None
    also: object = None
    node: ast.stmt = field(repr=False, default_factory=ast.Pass)
    book: "Book | None" = field(repr=False, default=None)

    @property
    def id(self) -> str:
        """`ex04_encode-encode-wrong-3`, and the line of the book."""
        return f"{self.slug}-{self.name}-{'right' if self.right else 'wrong'}-{self.number}:{self.line}"

    def submission(self) -> str:
        """A whole file: the solution with this answer in place of its function."""
        return submission(self.slug, self)

    @property
    def is_mark(self) -> bool:
        return isinstance(self.when, marks.Mark) and not isinstance(self.when, marks.Gives)

    @functools.cached_property
    def stateful(self) -> bool:
        """Whether it may remember earlier calls: a default that can change, a name of the module's, an attribute.

        Or the environment, where it changes that.
        """
        if self.is_mark or isinstance(self.when, marks.Gives):
            return False
        for node in ast.walk(self.node):
            if isinstance(node, (ast.Global, ast.Nonlocal)):
                return True
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == self.name:
                return True
            if _changes_environment(node):
                return True
            if isinstance(node, ast.arguments):
                changing = (ast.List, ast.Dict, ast.Set, ast.Call, ast.ListComp, ast.DictComp, ast.SetComp)
                if any(isinstance(default, changing) for default in [*node.defaults, *node.kw_defaults]):
                    return True
        return False

    def marks(self, seen: Seen) -> bool:
        """Whether a call has the mark that this answer is known by."""
        return isinstance(self.when, marks.Mark) and self.when.marks(seen)

    def player(self) -> Callable[[Seen], Outcome | None]:
        """A fresh copy, to be tried on calls one after the other."""
        if isinstance(self.when, marks.Gives):
            return marks.as_recipe(self.when.recipe)
        assert self.book is not None
        play = _Play(self)
        return play.call if self.when is None else marks.where(self.when, play.call)


class _Play:
    """An answer being tried: a module of its own with the solution and the answer in it."""

    def __init__(self, answer: Answer) -> None:
        assert answer.book is not None  # none is played but those of a book
        self.answer, self.book = answer, answer.book
        self.test = ""
        self._begin()

    def _begin(self) -> None:
        answer, self.space = self.answer, self.book.space()
        if isinstance(answer.node, ast.ClassDef):
            self.book.make_once(self.space[answer.name])
        exec(self.book.code(answer), self.space)  # noqa: S102 (the course's own text)
        self.objects: dict[Call, object] = {}

    def call(self, seen: Seen) -> Outcome | None:
        """What the answer gives for a call."""
        if self.answer.stateful and seen.call.world is not None and self.test != seen.test:
            self._begin()  # as in a run: files are imported anew for each test that has a machine of its own
        self.test = seen.test
        screen, keys = io.StringIO(), sys.stdin
        sys.stdin = io.StringIO()  # nobody answers
        try:
            with contextlib.redirect_stdout(screen):
                value = self._function(seen)(*seen.again_given(), **seen.call.kwargs)
                return Outcome.of(seen, value, bool(screen.getvalue()))
        except TimeIsUp:
            raise
        except BaseException as error:
            return Outcome(error=ended_by(seen.call.name, error), own=self._raised_itself(error))
        finally:
            sys.stdin = keys

    def _function(self, seen: Seen) -> Callable[..., Any]:
        made: Any = self.space[self.answer.name]
        method = seen.call.name.partition(METHOD)[2]
        found: Callable[..., Any] = getattr(self._object(made, seen), method) if method else made
        return found

    def _object(self, made: type[Any], seen: Seen) -> object:
        """The object whose method was called, made as it was."""
        maker = seen.call.maker
        assert maker is not None  # of a method
        if maker not in self.objects:
            self.objects[maker] = made(*maker.args, **maker.kwargs)
        return self.objects[maker]

    def _raised_itself(self, error: BaseException) -> bool:
        """Whether a `raise` or `assert` in the answer threw the exception."""
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        if trace is None or trace.tb_frame.f_code.co_filename != str(self.book.path):
            return False
        line = self.book.lines[trace.tb_lineno - 1].strip()
        return line.startswith(("raise", "assert")) or ": raise " in line


class Book:
    """The answers to one exercise."""

    def __init__(self, slug: str, path: Path) -> None:
        self.slug, self.path = slug, path
        text = path.read_text(encoding="utf-8")
        self.lines = text.splitlines()
        self._codes: dict[int, types.CodeType] = {}
        self._begun: dict[tuple[str, str], dict[str, Any]] = {}  # what objects of the solution's class begin with
        tree = ast.parse(text, str(path))
        given = [(node, decorator) for node in tree.body if (decorator := _decorator(node)) is not None]
        answers = {id(node) for node, _ in given}
        common = ast.Module([node for node in tree.body if id(node) not in answers], [])
        self.names: dict[str, object] = {"__name__": f"tests.answers.{slug}"}
        exec(compile(common, str(path), "exec"), self.names)  # noqa: S102
        counts: dict[tuple[str, bool], int] = {}
        self.answers = [self._answer(node, decorator, counts) for node, decorator in given]

    def _answer(self, node: Any, decorator: ast.expr, counts: dict[Any, Any]) -> Answer:
        right = _called(decorator) == "right"
        options = {each.arg: self._value(each.value) for each in getattr(decorator, "keywords", ())}
        said = getattr(decorator, "args", ())
        sentence = None if right or not said else self._value(said[0])
        number = counts[node.name, right] = counts.get((node.name, right), 0) + 1
        source = "\n".join(self.lines[node.lineno - 1 : node.end_lineno])
        more = {key: options.get(key) for key in ("when", "also")}
        return Answer(self.slug, node.name, right, number, node.lineno, source, sentence, **more, node=node, book=self)

    def _value(self, expression: ast.expr) -> Any:
        code = compile(ast.Expression(expression), str(self.path), "eval")
        return eval(code, self.names)  # noqa: S307

    def code(self, answer: Answer) -> types.CodeType:
        """An answer, compiled."""
        if answer.line not in self._codes:
            node: Any = answer.node
            decorators, node.decorator_list = node.decorator_list, []
            self._codes[answer.line] = compile(ast.Module([node], []), str(self.path), "exec")
            node.decorator_list = decorators
        return self._codes[answer.line]

    @functools.cached_property
    def _solution(self) -> types.CodeType:
        path = ROOT / "solutions" / f"{self.slug}.py"
        return compile(path.read_text(encoding="utf-8"), str(path), "exec")

    def space(self) -> dict[str, Any]:
        """The names of a module like the learner's in which the solution has run."""
        names: dict[str, Any] = {"__name__": f"exercises.{self.slug}"}
        exec(self._solution, names)  # noqa: S102
        return names

    def make_once(self, kind: Any) -> None:
        """Have objects of the solution's class made once for the same arguments: to read a vocabulary takes its time."""
        first, changing = kind.__init__, (dict, list, set)

        def begin(thing: object, *args: object, **kwargs: object) -> None:
            key = kind.__name__, repr((args, kwargs))
            if key not in self._begun:
                first(thing, *args, **kwargs)
                self._begun[key] = dict(vars(thing))
            vars(thing).update({k: v.copy() if type(v) in changing else v for k, v in self._begun[key].items()})

        kind.__init__ = begin

    def wrong(self, name: str) -> list[Answer]:
        """The wrong answers of a function or a method, in the book's order: those that the diagnosis may tell."""
        name = name.partition(METHOD)[0]
        found: list[Answer] = []
        for answer in self.answers:
            if answer.name == name and not answer.right and answer.sentence:
                found.append(answer)
                if answer.also is not None:  # tried as it stands, and known by a mark as well
                    found.append(replace(answer, when=answer.also, also=None))
        return found


def _decorator(node: ast.stmt) -> ast.expr | None:
    """The `@wrong(…)` or `@right` of an answer; None for what is none."""
    if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return None
    return next((each for each in node.decorator_list if _called(each) in ("right", "wrong")), None)


def _changes_environment(node: ast.AST) -> bool:
    """Whether this part of an answer is a change of `os.environ`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        changed = node.func.value if node.func.attr in ("pop", "setdefault", "update") else None
    else:
        changed = node.value if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load) else None
    return isinstance(changed, ast.Attribute) and changed.attr == "environ"


def _called(decorator: ast.expr) -> str:
    return getattr(decorator.func if isinstance(decorator, ast.Call) else decorator, "id", "")


@functools.cache
def of(slug: str, folder: Path = FOLDER) -> Book | None:
    """The book of an exercise, read once a process; None where it has none."""
    path = folder / f"{slug}.py"
    return Book(slug, path) if path.is_file() else None


def submission(slug: str, *answers: Answer) -> str:
    """A whole file: the solution with these answers in place of its functions."""
    solution = (ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8")
    return "\n\n\n".join([solution.rstrip(), *(answer.source for answer in answers)]) + "\n"
