"""The workshop's file: people, what they sent, and what the facilitator did, in SQLite; all that the board knows.

A process that is killed loses nothing that was answered: each request is one transaction in the write-ahead log. What is
deleted is overwritten in the file.
"""

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from kit.workshop.events import Event

VERSION = 1
"""Of the file's layout."""

_LAYOUT = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE people (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, client TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL, joined REAL NOT NULL);
CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, id TEXT NOT NULL, at REAL NOT NULL,
  kind TEXT NOT NULL, exercise TEXT, points REAL, max REAL, status TEXT, diagnosis TEXT, function TEXT, up INTEGER,
  text TEXT, UNIQUE (person, id));
CREATE TABLE moves (seq INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL);
"""

_COLUMNS = "id, at, kind, exercise, points, max, status, diagnosis, function, up, text"


class StoreError(RuntimeError):
    """The file is none of a workshop, or cannot be used; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who joined. `number` counts from 1 and is given once; `id` is what their kit is known by."""

    number: int
    id: str
    client: str
    name: str
    joined: float


@dataclass(frozen=True, slots=True)
class Move:
    """Something the facilitator did: the agenda moved on, joining closed."""

    at: float
    kind: str
    value: str


class Store:
    """The file at `path`, made (readable by its owner alone) when it is not there and `make`. StoreError as above."""

    def __init__(self, path: Path, *, make: bool = True) -> None:
        self.path = path
        try:
            if not make and not path.is_file():
                raise StoreError(f"There is no workshop's file {path}. Name the one that kit workshop serve was given.")
            if make:
                path.parent.mkdir(parents=True, exist_ok=True)
                with contextlib.suppress(FileExistsError):
                    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            # Autocommit; used by one thread at a time, which need not be the one that opened it.
            self._db = sqlite3.connect(
                path.resolve().as_uri() + "?mode=rw",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=10,
            )
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"{path} cannot be used as a workshop's file ({error}). Name another one with --data."
            ) from None

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA secure_delete = ON")
        self._db.execute("PRAGMA cache_size = -4000")  # 4 MB
        with self.transaction():
            if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                if self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
                    raise sqlite3.DatabaseError("it is a database of something else")
                for statement in filter(str.strip, _LAYOUT.split(";")):
                    self._db.execute(statement)
                self.set("version", str(VERSION))
                self.set("secret", secrets.token_urlsafe(32))
        if self.get("version") != str(VERSION):
            raise sqlite3.DatabaseError("another version of the kit made it")
        self._seen = self._version()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block or nothing; one inside another belongs to the outer one."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Close the file; the write-ahead log is put into it."""
        with contextlib.suppress(sqlite3.Error):
            self._db.close()

    def get(self, name: str, otherwise: str = "") -> str:
        """A setting of the room."""
        found = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return found[0] if found else otherwise

    def set(self, name: str, value: str) -> None:
        """Keep a setting of the room."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def add_person(self, client: str, name: str, at: float) -> Joined:
        """Somebody new; `client` is what their kit made up for itself."""
        id = secrets.token_hex(8)
        made = self._db.execute(
            "INSERT INTO people (id, client, name, joined) VALUES (?, ?, ?, ?)", (id, client, name, at)
        )
        return Joined(int(made.lastrowid or 0), id, client, name, at)

    def rename(self, number: int, name: str) -> None:
        """Somebody joined again under another name."""
        self._db.execute("UPDATE people SET name = ? WHERE number = ?", (name, number))

    def people(self) -> list[Joined]:
        """Everybody, in the order they joined."""
        return [
            Joined(*row) for row in self._db.execute("SELECT number, id, client, name, joined FROM people ORDER BY 1")
        ]

    def add_events(self, number: int, events: Iterable[Event]) -> list[Event]:
        """Keep what one participant sent, all or nothing; those that were not here before come back."""
        with self.transaction():
            return [
                event
                for event in events
                if self._db.execute(
                    f"INSERT OR IGNORE INTO events (person, {_COLUMNS}) VALUES (?{', ?' * 11})",
                    (number, *astuple(event)),
                ).rowcount
            ]

    def events(self, number: int | None = None) -> Iterator[tuple[int, Event]]:
        """(participant's number, event) in the order they happened; of one participant, or of all."""
        where, given = ("WHERE person = ?", (number,)) if number is not None else ("", ())
        for person, *row in self._db.execute(f"SELECT person, {_COLUMNS} FROM events {where} ORDER BY at, seq", given):
            row[9] = None if row[9] is None else bool(row[9])
            yield person, Event(*row)

    def count(self, number: int | None = None) -> int:
        """How many events there are, of one participant or of all."""
        where, given = ("WHERE person = ?", (number,)) if number is not None else ("", ())
        return self._db.execute(f"SELECT count(*) FROM events {where}", given).fetchone()[0]

    def add_move(self, move: Move) -> None:
        """Keep what the facilitator did."""
        self._db.execute("INSERT INTO moves (at, kind, value) VALUES (?, ?, ?)", (move.at, move.kind, move.value))

    def moves(self) -> list[Move]:
        """What the facilitator did, in order."""
        return [Move(*row) for row in self._db.execute("SELECT at, kind, value FROM moves ORDER BY seq")]

    def delete_person(self, number: int) -> None:
        """Take somebody out, with everything they sent; nothing of it is left in the file or its log."""
        with self.transaction():
            self._db.execute("DELETE FROM events WHERE person = ?", (number,))
            self._db.execute("DELETE FROM people WHERE number = ?", (number,))
        self._empty_log()

    def delete_room(self) -> None:
        """Empty the file and remove it, with its log. Whoever else has it open sees an empty room. OSError as usual."""
        with self.transaction():
            for table in ("events", "people", "moves", "meta"):
                self._db.execute(f"DELETE FROM {table}")
        self._empty_log()
        self.close()
        for name in (self.path.name, f"{self.path.name}-wal", f"{self.path.name}-shm"):
            self.path.with_name(name).unlink(missing_ok=True)

    def _empty_log(self) -> None:
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def changed_elsewhere(self) -> bool:
        """Whether another process has changed the file since this was asked last."""
        before, self._seen = self._seen, self._version()
        return self._seen != before

    def _version(self) -> int:
        return self._db.execute("PRAGMA data_version").fetchone()[0]
