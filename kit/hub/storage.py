"""What a practice Hub leaves on disk: its accounts when they are to be kept, and where a running one can be found.

Both lie in the user's data folder for the kit; the environment variable KIT_DATA names another. They hold tokens of the
practice Hub, which are worth nothing anywhere else; only their owner can read them.
"""

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from kit.course import atomic
from kit.hub.accounts import AccessRequest, AccessToken, Account, Accounts

FORM = 1
"""Version of the state file."""


class StorageError(RuntimeError):
    """What was kept cannot be read; the text says what to do."""


def folder() -> Path:
    """The folder for both files; it need not exist."""
    chosen = os.environ.get("KIT_DATA")
    if chosen:
        return Path(chosen).absolute() / "hub"
    import platformdirs

    return Path(platformdirs.user_data_dir("tokenizer-kit", appauthor=False)) / "hub"


def keep(accounts: Accounts, path: Path) -> None:
    """Write all accounts to `path`, whole or not at all. OSError as usual."""
    people = []
    for account in accounts.all():
        requests = [asdict(request) for request in account.requests.values()]
        tokens = [asdict(token) for token in account.tokens]
        people.append({"name": account.name, "email": account.email, "tokens": tokens, "requests": requests})
    _write(path, {"form": FORM, "accounts": people})


def put_back(accounts: Accounts, path: Path) -> bool:
    """Put the accounts kept at `path` in place; False when none were kept. StorageError: it is no such file."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["form"] != FORM:
            raise ValueError(f"its form is {kept['form']!r}")
        found = []
        for person in kept["accounts"]:
            account = Account(str(person["name"]), str(person["email"]), clock=accounts.clock)
            account.tokens = [AccessToken(**token) for token in person["tokens"]]
            account.requests = {each["family"]: AccessRequest(**each) for each in person["requests"]}
            found.append(account)
    except FileNotFoundError:
        return False
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError(
            f"{path} is not what a practice Hub kept ({error}). Mend it, or delete it and begin anew."
        ) from None
    accounts.put_back(found)
    return True


@dataclass(frozen=True)
class Running:
    """A practice Hub that runs in another process: its address, the private HF_HOME of its users, its process."""

    url: str
    home: str
    pid: int


@contextlib.contextmanager
def announced(url: str, home: Path):
    """Others can find this process's Hub in the block. What another one announced is put back after it."""
    path = folder() / "running.json"
    before = running()
    _write(path, asdict(Running(url, str(home), os.getpid())))
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if before is not None and _answers(before):
                _write(path, asdict(before))
            else:
                path.unlink(missing_ok=True)


def running() -> Running | None:
    """The Hub that was announced last, if it still answers."""
    try:
        found = Running(**json.loads((folder() / "running.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return found if _answers(found) else None


def _answers(found: Running) -> bool:
    """Whether it is a practice Hub that answers there, and not what got its port later."""
    import http.client
    from urllib.parse import urlsplit

    parts = urlsplit(str(found.url))
    if parts.hostname != "127.0.0.1" or not Path(str(found.home)).is_dir():
        return False
    connection = http.client.HTTPConnection("127.0.0.1", parts.port or 80, timeout=2)
    try:
        connection.request("GET", "/api/agent-harnesses")
        answer = connection.getresponse()
        return answer.status == 200 and b"standardEnvVars" in answer.read(1000)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _write(path: Path, content: dict) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        with contextlib.suppress(FileExistsError):  # made at once for its owner alone; atomic.write keeps the mode
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    atomic.write(path, (json.dumps(content, indent=1) + "\n").encode())
