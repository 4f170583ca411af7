"""Where a learner's files are, and how one is read, parsed and run as a module."""

import ast
import codecs
import io
import os
import re
import stat
import tokenize
import types
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kit.course import graded
from kit.learner import beside, ipython_text, one_file, statements
from kit.learner.errors import BrokenFile, LearnerError, NotStarted

KEPT = 24
"""Contents of files whose syntax tree stays in memory: an exercise each, and some that were there before."""

SIZE_LIMIT = 1_000_000
"""Bytes; a larger file is refused rather than parsed."""


NOT_OF_FILES = ("idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape")
"""Encodings of host names and literals, which no editor saves a file in; the first two take hours for a large one."""


@dataclass(frozen=True)
class Ignored:
    """A file of a submission that does not count: its name, relative to the answers, and why."""

    name: str
    why: str


@dataclass(frozen=True)
class CellUse:
    """What became of a cell handed in: `status` is used, skipped or error; `why` says what of it does not run and why.

    A script that was made of a notebook is told as one cell. `exercises` are those whose answers it has.
    """

    id: str
    status: str
    why: str = ""
    exercises: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where `exercises` comes from in a run.

    `root` is a folder of exNN_topic.py files, or one file. A file named after an exercise stands for that
    exercise alone, a file with any other name for all of them. `notebook` is set when it came from one (see cells.py),
    `handed_in` and `unpacked` (its private folder) when it came out of a zip (see submissions.py), `helpers` (the folder
    of the learner's own modules) when it is a notebook or a file that was handed in with a folder.
    """

    root: Path
    submission: bool = False
    slugs: tuple[str, ...] = ()
    notebook: Path | None = None
    ignored: tuple[Ignored, ...] = ()
    handed_in: Path | None = None
    unpacked: Path | None = None
    helpers: Path | None = None

    @property
    def name(self) -> str:
        """What the learner calls it: the name of what was handed in."""
        return (self.handed_in or self.notebook or self.root).name

    def ignored_as(self, path: Path) -> Ignored | None:
        """The reason why a file of this source does not count; None when it does."""
        return next((each for each in self.ignored if self.root / each.name == path), None)

    def ignored_slug(self, each: Ignored) -> str | None:
        """The exercise whose file it would be that does not count; None when it is no exercise's."""
        return each.name.removesuffix(".py") if each.name.removesuffix(".py") in self.slugs else None

    def path(self, slug: str) -> Path | None:
        """The file that holds the exercise `slug`, whether or not it exists; None when this source has none."""
        if self.root.is_dir() or not self.root.exists():
            return self.root / f"{slug}.py"
        if self.root.stem in self.slugs and self.root.stem != slug:
            return None
        return self.root

    def restore(self, slug: str) -> str:
        """The advice for a file that is gone or unusable."""
        if self.submission:
            return "Hand it in again."
        return f"`kit reset {slug.partition('_')[0]}` brings the stub back."

    def shown(self, path: Path) -> str:
        """The path as a learner would type it: relative to where they are when that is shorter, or to their zip.

        Of a submission that lies elsewhere only its own name is shown: where a grader keeps it is not a learner's business.
        """
        if self.unpacked is not None and self.handed_in is not None and path.is_relative_to(self.unpacked):
            return self.handed_in.name if path == self.root else str(path.relative_to(self.unpacked))
        for above in (Path.cwd(), *([self.root.parent] if self.submission else [])):
            if path.is_relative_to(above):
                return str(path.relative_to(above))
        return str(path)

    def content(self, slug: str) -> tuple[Path, bytes]:
        """The path and content of the file of `slug`. Raises NotStarted or BrokenFile."""
        return read(self, slug)

    def beside(self, name: str) -> tuple[Path, bytes] | None:
        """A module of the learner's own that answers may import, its path and content. Raises BrokenFile."""
        path = self.beside_at(name)
        return None if path is None else (path, _content(self, path, path.stem))

    def beside_at(self, name: str) -> Path | None:
        """Where that module is; None where there is none that counts."""
        folder = self.root if self.root.is_dir() else self.helpers
        path = beside.module(folder, name, self.slugs) if folder else None
        return None if path == self.root else path

    def as_it_is(self, name: str) -> bytes:
        """The file of an exercise, or of a module beside it, byte by byte. Raises NotStarted or BrokenFile."""
        if name in self.slugs:
            return _file(self, name)[1]
        path = self.beside_at(name)
        return b"" if path is None else _bytes(self, path, path.stem)

    def modules(self) -> dict[str, Path]:
        """The modules of the learner's own that answers import, by name."""
        folder = self.root if self.root.is_dir() else self.helpers
        answers = {path for slug in self.slugs if (path := self.path(slug)) and self.ignored_as(path) is None}
        return beside.imported(answers, [folder], self.slugs, SIZE_LIMIT) if folder else {}

    def uses(self, slugs: Iterable[str]) -> list[CellUse]:
        """What became of each cell of a notebook, or of a script that was made of one, for these exercises."""
        found: dict[Path, CellUse] = {}
        for slug in slugs:
            try:
                parsed = parse(self, slug)
            except LearnerError:
                continue
            if parsed.use is not None:
                before = found.get(parsed.path)
                found[parsed.path] = replace(parsed.use, exercises=(*(before.exercises if before else ()), slug))
        return list(found.values())

    def parse(self, slug: str) -> "Parsed":
        """The file of `slug`, read and parsed; a notebook has its own way. Raises NotStarted or BrokenFile."""
        return parse_text(self, slug, *self.content(slug))

    def place(self, path: Path, line: int) -> str:
        """A line of a file, as a learner finds it."""
        return f"{self.shown(path)}:{line}"


@dataclass
class Parsed:
    """A learner's file after reading: its text and syntax tree; `use` says what runs of a script made of a notebook."""

    path: Path
    text: str
    tree: ast.Module
    use: CellUse | None = None


def parse(source: Source, slug: str) -> Parsed:
    """Read and parse the file of `slug`. Raises NotStarted or BrokenFile, each with a message for the learner."""
    return source.parse(slug)


def parse_text(source: Source, slug: str, path: Path, data: bytes) -> Parsed:
    """Parse what a file of a source holds, the exercise's or a module's of the learner's own. Raises BrokenFile."""
    where = source.shown(path)
    if not data.strip():
        raise BrokenFile(f"{slug}: {where} is empty. Was it saved? {source.restore(slug)}")
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise BrokenFile(
            f"{slug}: {where} has a null byte in line {line}, so it is not a text file. "
            "Save it again from your editor as UTF-8 text."
        )
    return _parsed(slug, path, where, data)


@lru_cache(maxsize=KEPT)  # every test asks whether its functions are written
def _parsed(slug: str, path: Path, where: str, data: bytes) -> Parsed:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if codecs.lookup(encoding).name in NOT_OF_FILES:
            raise LookupError(encoding)
        text = io.TextIOWrapper(io.BytesIO(data), encoding).read()
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        line = data[: error.start].count(b"\n") + 1 if isinstance(error, UnicodeDecodeError) else 1
        raise BrokenFile(
            f"{slug}: {where} is not UTF-8 text (line {line}). Save it from your editor with the encoding UTF-8."
        ) from None
    try:
        if ipython_text.is_exported(text):
            return _exported(slug, path, where, text)
        tree = _tree(text, str(path))
    except SyntaxError as error:
        raise BrokenFile(_syntax_message(slug, where, text, error)) from None
    except (RecursionError, MemoryError):
        raise BrokenFile(f"{slug}: {where} is nested too deeply for Python to read.") from None
    return Parsed(path, text, tree)


def _exported(slug: str, path: Path, where: str, text: str) -> Parsed:
    """A script that was made of a notebook: of it runs what would of the notebook. SyntaxError as usual."""
    _tree(text, str(path))
    code = statements.read(text)
    (kept,) = statements.chosen([code], None, slug)
    body = [statements.guarded(each, f"{slug}: {where}, line {each.node.lineno}: ") for each in kept]
    status, why = statements.use(code, {id(each) for each in kept})
    return Parsed(path, text, statements.module(body, text), CellUse(where, status, why))


@lru_cache(maxsize=KEPT)
def _tree(text: str, path: str) -> ast.Module:
    """The syntax tree of a text that also compiles; every test asks, and most files stay as they are."""
    tree = ast.parse(text, path)
    compiled(tree, path)
    return tree


def read(source: Source, slug: str) -> tuple[Path, bytes]:
    """The path and content of the file of `slug`. Raises NotStarted or BrokenFile.

    A submission may bring regular files only: a link could lead to the solutions, a pipe would never end.
    """
    path, data = _file(source, slug)
    data = ipython_text.script(data)
    if source.submission and path == source.root and path.stem not in source.slugs:
        if slug not in one_file.about(data, source.slugs):
            names = ", ".join(sorted(graded.asked_for(slug)))
            raise NotStarted(f"{slug}: {source.name} defines none of its functions: {names}.")
    return path, data


def _file(source: Source, slug: str) -> tuple[Path, bytes]:
    path = source.path(slug)
    ignored = source.ignored_as(path) if path is not None else None
    if path is not None and ignored is not None:
        raise NotStarted(f"{slug}: {path.name} does not count: {ignored.why}. Hand in the file itself.")
    if path is None or not path.exists():
        if source.submission:
            raise NotStarted(f"{slug}: the submission {source.name} has no file {slug}.py.")
        where = source.shown(path) if path is not None else f"{slug}.py"
        raise BrokenFile(f"{slug}: the file {where} is missing. {source.restore(slug)}")
    return path, _bytes(source, path, slug)


def _content(source: Source, path: Path, slug: str) -> bytes:
    """What a file of a source holds, IPython's own lines made into Python's. Raises BrokenFile."""
    return ipython_text.script(_bytes(source, path, slug))


def _bytes(source: Source, path: Path, slug: str) -> bytes:
    try:
        if source.submission and source.root.is_dir() and not path.resolve().is_relative_to(source.root.resolve()):
            raise OSError("it is a link that leads out of the submission")
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise OSError("it is not a regular file")
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise BrokenFile(f"{slug}: {source.shown(path)} cannot be read: {error.strerror or error}.") from None
    if len(data) > SIZE_LIMIT:
        raise BrokenFile(
            f"{slug}: {source.shown(path)} has {size:,} bytes; the kit reads files of up to {SIZE_LIMIT:,}. "
            "Data does not belong in the answer's file."
        )
    return data


def _syntax_message(slug: str, where: str, text: str, error: SyntaxError) -> str:
    line = error.lineno or 1
    lines = text.splitlines()
    shown = lines[line - 1].rstrip() if line <= len(lines) else ""
    caret = " " * max((error.offset or 1) - 1, 0) + "^"
    return (
        f"{slug}: Python cannot read {where}, line {line}: {error.msg}.\n"
        f"    {shown[:200]}\n    {caret[:200]}\n"
        "Only this exercise waits for the correction; the others are graded."
    )


_BROKEN_AT = re.compile(
    r"\w+: (?:Python cannot read [^,]+, line (\d+):|importing [^,]+ failed, line (\d+):|.* is not UTF-8 text \(line (\d+)\))"
)


def broken_at(message: str) -> str:
    """`, line 22`: the line of a file that the message of a BrokenFile is about; empty when it names none (or a cell's)."""
    match = _BROKEN_AT.match(message)
    return f", line {next(filter(None, match.groups()))}" if match else ""


@lru_cache(maxsize=KEPT)  # where a machine is prepared, each test runs the files anew
def compiled(tree: ast.Module, path: str) -> types.CodeType:
    """The code of a syntax tree."""
    return compile(tree, path, "exec")
