"""`kit hub`: the practice Hub in the foreground, for a browser, or round a command that uses it."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.commands import JSON
from kit.course import temporary

if TYPE_CHECKING:
    from kit.hub import Account, PracticeHub

ACCOUNT = "ada"


@click.command("hub", context_settings={"ignore_unknown_options": True})
@click.option("--unsigned", is_flag=True, help="Leave the terms of every model family unsigned.")
@click.option("--keep", is_flag=True, help="Keep accounts, tokens and signatures for the next time.")
@click.option(
    "--env", "as_env", is_flag=True, help="Print what to set so that a shell uses the Hub that runs; for eval."
)
@JSON
@click.argument("run", nargs=-1, type=click.UNPROCESSED, metavar="[-- COMMAND...]")
def command(unsigned: bool, keep: bool, as_env: bool, as_json: bool, run: tuple[str, ...]) -> None:
    """Run the practice Hub until Ctrl-C: a site for a browser, and what the libraries ask, at one address.

    With a COMMAND after `--`, such as `kit hub -- jupyter lab` or `kit hub -- python script.py`: run that with
    everything set, on the Hub that `kit hub` or `kit walk` runs in another terminal, else on one of its own. The exit
    status is the command's.

    In a shell, `eval "$(kit hub --env)"` uses the Hub that runs in another terminal. With --json: one line with url,
    account, token and the environment variables to set and unset.
    """
    from kit.hub import storage
    from kit.hub.server import HubError

    try:
        if as_env:
            _print_environment()
        elif run and (found := storage.running()) is not None:
            click.echo(f"on the practice Hub at {found.url}, which runs already", err=True)
            sys.exit(_run(run, found.url, Path(found.home)))
        elif run:
            with opened(keep=keep) as (hub, home):
                click.echo(f"on a practice Hub at {hub.url}, for this command", err=True)
                token = own_account(hub, signed=not unsigned).token
                sys.exit(_run(run, hub.url, home, {"HF_TOKEN": token}))
        else:
            _stay(unsigned, keep, as_json)
    except (HubError, storage.StorageError) as error:
        raise click.ClickException(str(error)) from None


@contextlib.contextmanager
def opened(*, keep: bool = False) -> Iterator[tuple["PracticeHub", Path]]:
    """A running Hub, and a private HF_HOME for whoever uses it; others can find both in the block.

    With `keep`, its accounts are those of the last time and are kept.
    """
    from kit.hub import storage
    from kit.hub.server import PracticeHub

    home = temporary.folder("hub")
    hub = PracticeHub(random.SystemRandom())
    try:
        if keep:
            hub.keep(storage.folder() / "state.json")
        hub.start()
        with storage.announced(hub.url, home):
            yield hub, home
    finally:
        hub.stop()
        temporary.remove(home)


def own_account(hub: "PracticeHub", *, signed: bool) -> "Account":
    """The account for whoever made none: with a write token and, if `signed`, the terms of every family."""
    from kit.hub.catalogue import FAMILIES

    account = hub.find_account(ACCOUNT) or hub.account(ACCOUNT, role="write")
    for family in FAMILIES if signed else ():
        hub.sign(family, account)
    return account


def wait_for_the_end(seconds: float = 0.5) -> Iterator[None]:
    """Come back every `seconds` until Ctrl-C, a hang-up or a request to end."""
    ended = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: ended.set())
    while not ended.wait(seconds):  # Windows does not interrupt an endless wait
        yield


def _stay(unsigned: bool, keep: bool, as_json: bool) -> None:
    from kit.hub import environment
    from kit.hub.catalogue import FAMILIES

    ending = wait_for_the_end()
    with opened(keep=keep) as (hub, home):
        account = own_account(hub, signed=not unsigned)
        if as_json:
            changes = environment.variables(hub.url, home) | {"HF_TOKEN": account.token}
            wanted = {name: value for name, value in changes.items() if value is not None}
            unwanted = [name for name, value in changes.items() if value is None]
            found = {"url": hub.url, "account": account.name, "token": account.token}
            click.echo(json.dumps(found | {"set": wanted, "unset": unwanted}))
        else:
            signed = "no terms signed" if unsigned else f"the terms of {', '.join(FAMILIES)} signed"
            click.echo(f"Practice Hub at {hub.url}   (open it in a browser; Ctrl-C ends it)\n")
            click.echo(f"account  {account.name}, a write token, {signed}\ntoken    {account.token}\n")
            click.echo("In another terminal, so that the libraries use it and leave your own login alone:\n")
            click.echo("  kit hub -- python script.py   runs a command on it (also: kit hub -- jupyter lab)")
            click.echo('  eval "$(kit hub --env)"       does so for a whole shell')
        for _ in ending:
            pass
    click.echo("\nended", err=True)


def _run(run: tuple[str, ...], url: str, home: Path, more: dict[str, str] | None = None) -> int:
    """Run a command on a Hub; its exit status. Ctrl-C is the command's own business meanwhile."""
    from kit.hub import environment

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        done = subprocess.Popen(run, env=environment.overlaid(url, home) | (more or {}))
        return done.wait()
    except OSError as error:
        raise click.ClickException(f"{run[0]} cannot be run: {error.strerror or error}") from None
    finally:
        signal.signal(signal.SIGINT, before)


def _print_environment() -> None:
    from kit.hub import environment, storage

    found = storage.running()
    if found is None:
        raise click.ClickException("No practice Hub is running: start one in another terminal, with kit hub")
    changes = environment.variables(found.url, Path(found.home))
    wanted = {name: value for name, value in changes.items() if value is not None}
    for line in shell_lines(wanted, [name for name, value in changes.items() if value is None and name in os.environ]):
        click.echo(line)


def shell_lines(wanted: dict[str, str], unwanted: list[str], windows: bool = os.name == "nt") -> list[str]:
    """Commands for a shell (PowerShell on Windows) that set and unset environment variables."""
    import shlex

    if windows:
        lines = [f"$env:{name} = '{value}'" for name, value in wanted.items()]
        return lines + [f"Remove-Item Env:{name}" for name in unwanted]
    lines = [f"export {name}={shlex.quote(value)}" for name, value in wanted.items()]
    return lines + ([f"unset {' '.join(unwanted)}"] if unwanted else [])
