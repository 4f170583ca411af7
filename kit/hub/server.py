"""The practice Hub itself: listens at once, loads the web framework only when somebody connects."""

import contextlib
import os
import random
import select
import socket
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kit.hub.accounts import ACCEPTED, Account, Accounts
from kit.hub.catalogue import FAMILIES, Catalogue, Repository
from kit.hub.defaults import repositories
from kit.hub.log import Request, RequestLog
from kit.tokenizers.model_ids import RENAMED

if TYPE_CHECKING:
    from kit.hub.walk import Walk

# Seconds to wait for the server's thread to end; it needs about 0.01.
PATIENCE = 5.0


class HubError(RuntimeError):
    """The practice Hub cannot run here, or is not running; the text says what to do."""


class PracticeHub:
    """A model Hub on 127.0.0.1 with accounts, terms and repositories of its own.

        with PracticeHub() as hub:
            ...

    Names and tokens that it makes up come from `source`, so a seeded one gives the same ones again. A process
    that is forked from this one can use the address, but only this one serves it.
    """

    def __init__(self, source: random.Random | None = None) -> None:
        self._accounts = Accounts(source or random.Random())
        self._catalogue = Catalogue(repositories, RENAMED)
        self._families: set[str] = set(FAMILIES)
        self._log = RequestLog()
        self.hosts: set[str] = {"127.0.0.1", "localhost", "::1"}
        """Names by which a browser may ask for the pages; a notebook's own port window may add its own."""
        self._listening: socket.socket | None = None
        self._wake: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._owner = 0
        self._url = ""
        self._failure = ""

    def start(self, listening: socket.socket | None = None) -> "PracticeHub":
        """Begins to listen, at a port that the system chooses; returns itself. HubError: there is none.

        `listening` is a socket that already listens on 127.0.0.1, to be served in place of a new one.
        """
        if self._listening is not None:
            return self
        try:
            listening = listening or socket.create_server(("127.0.0.1", 0), backlog=128)
            # Connections inherit it. asyncio sets it on sockets that name TCP as their protocol only; without it, the
            # body of an answer waits 40 ms for the client to acknowledge the headers. Before the first connection.
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            wake, woken = socket.socketpair()
        except OSError as error:
            raise HubError(
                f"The practice Hub could not open a port on 127.0.0.1 ({error}). Something on this computer "
                "forbids local servers: allow Python to listen on 127.0.0.1 in the firewall or sandbox, or "
                "use the real Hub with --hub=live."
            ) from error
        self._url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self._listening, self._wake, self._owner, self._failure = listening, wake, os.getpid(), ""
        self._thread = threading.Thread(target=self._serve, args=(listening, woken), name="practice-hub", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stops listening, closes every connection. In a forked child: lets go; the parent's Hub goes on."""
        listening, wake, thread = self._listening, self._wake, self._thread
        self._listening = self._wake = self._thread = None
        if listening is None or wake is None or thread is None:
            return
        if os.getpid() == self._owner:
            with contextlib.suppress(OSError):  # it has ended by itself
                wake.send(b".")  # closing alone would not wake it while a forked child holds a copy
            thread.join(PATIENCE)
        wake.close()
        listening.close()

    def __enter__(self) -> "PracticeHub":
        return self.start()

    def __exit__(self, *exception: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`. HubError if it is not started, or broke down when it was first asked."""
        if self._failure:
            raise HubError(self._failure)
        if self._listening is None:
            raise HubError("The practice Hub is not running: call start() first.")
        return self._url

    @property
    def requests(self) -> Sequence[Request]:
        """What was asked, oldest first; the last 10,000."""
        return self._log

    def account(self, name: str | None = None, role: str = "read", gated: bool = True, coded: bool = True) -> Account:
        """A new account with a token of that role (read, write, fineGrained) and nothing signed.

        `gated=False` takes from a fineGrained token the permission to read gated repositories; with
        `coded=False` the refusal is a plain 403, without an error code. ValueError: the name is taken, or there
        is no such role.
        """
        account = self._accounts.open(name, role, gated)
        account.tokens[0].coded = coded
        return account

    def sign(self, family: str, account: Account | str) -> None:
        """Signs a family's terms for an account (or the account of that name). ValueError: no such family."""
        self._check(family)
        self._accounts.decide(self._known(account), family, ACCEPTED)

    def unsign(self, family: str, account: Account | str) -> None:
        """Takes a signature back. ValueError: no such family."""
        self._check(family)
        self._accounts.decide(self._known(account), family, None)

    def decide(self, family: str, account: Account | str, state: str) -> None:
        """Answers an account's request as the publisher would: "accepted", "rejected" or "pending". ValueError: no such."""
        self._check(family)
        self._accounts.decide(self._known(account), family, state)

    def find_account(self, name: str) -> Account | None:
        """The account of that name, None when there is none."""
        return next((account for account in self._accounts.all() if account.name == name), None)

    @property
    def approval_seconds(self) -> float:
        """How long a request with the account's own e-mail waits for approval."""
        return self._accounts.approval_seconds

    @approval_seconds.setter
    def approval_seconds(self, seconds: float) -> None:
        self._accounts.approval_seconds = seconds

    def keep(self, path: Path) -> None:
        """Put back the accounts kept at `path`, and keep them there from now on. StorageError: no such file."""
        from kit.hub import storage

        storage.put_back(self._accounts, path)
        self._accounts.changed = lambda: storage.keep(self._accounts, path)

    def walk(self, *, ignored: Iterable[str] = (), places: Callable[[], Iterable[str]] = lambda: ()) -> "Walk":
        """The lecture's first steps, as this Hub sees them (kit.hub.walk.Walk)."""
        from kit.hub.walk import Walk

        return Walk(self._accounts, self._catalogue, self._log, self.url, ignored=ignored, places=places)

    def publish(self, model_id: str, files: Mapping[str, bytes | str], family: str | None = None) -> Repository:
        """Adds a repository with these files, or replaces the one of that id. ValueError: a bad id.

        A `family` gates it; one that is not known yet becomes known.
        """
        repository = Repository(model_id, family, dict(files))
        self._catalogue.add(repository)
        if family is not None:
            self._families.add(family)
        return repository

    def rename(self, old: str, new: str) -> None:
        """Renames a repository; the old id leads to the new. KeyError: no such id. ValueError: bad new id."""
        self._catalogue.rename(old, new)

    def forget(self, source: random.Random | None = None) -> None:
        """Back to the fresh state: no account, no signature, default repositories, empty log; same URL.

        With `source`, what is made up from now on comes from it, whatever was made up before.
        """
        self._accounts.clear()
        if source is not None:
            self._accounts.source = source
        self._catalogue.reset()
        self._families = set(FAMILIES)
        self._log.clear()

    def _known(self, account: Account | str) -> Account:
        return self._accounts.by_name(account) if isinstance(account, str) else account

    def _check(self, family: str) -> None:
        if family not in self._families:
            known = ", ".join(sorted(self._families))
            raise ValueError(f"there are no terms of a family {family!r}; there are {known}")

    def _serve(self, listening: socket.socket, woken: socket.socket) -> None:
        with woken:
            ready, _, _ = select.select([listening, woken], [], [])
            if woken in ready:
                return
            try:
                from kit.hub.app import create_app
                from kit.hub.serving import serve

                serve(create_app(self._accounts, self._catalogue, self._log, self.hosts), listening, woken)
            except Exception as error:
                # Whoever connects is turned away at once instead of waiting for an answer.
                self._failure = (
                    f"The practice Hub stopped: {type(error).__name__}: {error}. If a package is missing, "
                    "install the kit again: python -m pip install -e ."
                )
                listening.close()
