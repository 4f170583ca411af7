"""`kit hub`: the practice Hub in the foreground, for notebooks, scripts and a browser."""

import json
import os
import random
import shutil
import signal
import tempfile
import threading
from pathlib import Path

import click

from kit.commands import JSON

ACCOUNT = "ada"


@click.command("hub")
@click.option("--unsigned", is_flag=True, help="Leave the terms of every model family unsigned.")
@JSON
def command(unsigned: bool, as_json: bool) -> None:
    """Run the practice Hub until Ctrl-C, and say how to use it from another terminal.

    With --json: one line with url, account, token and the environment variables to set and unset.
    """
    from kit.hub import environment
    from kit.hub.catalogue import FAMILIES
    from kit.hub.server import HubError, PracticeHub

    ended = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: ended.set())
    home = Path(tempfile.mkdtemp(prefix="tokenizer-kit-hub-"))
    hub = PracticeHub(random.SystemRandom())
    try:
        hub.start()
        account = hub.account(ACCOUNT, role="write")
        for family in () if unsigned else FAMILIES:
            hub.sign(family, account)
        changes = environment.variables(hub.url, home) | {"HF_TOKEN": account.token}
        wanted = {name: value for name, value in changes.items() if value is not None}
        unwanted = [name for name, value in changes.items() if value is None]
        if as_json:
            found = {"url": hub.url, "account": account.name, "token": account.token}
            click.echo(json.dumps(found | {"set": wanted, "unset": unwanted}))
        else:
            signed = "no terms signed" if unsigned else f"the terms of {', '.join(FAMILIES)} signed"
            click.echo(f"Practice Hub at {hub.url}   (open it in a browser; Ctrl-C ends it)\n")
            click.echo(f"account  {account.name}, a write token, {signed}\ntoken    {account.token}\n")
            click.echo("In another terminal, so that the libraries use it and leave your own login alone:\n")
            unwanted = [name for name in unwanted if name in os.environ]
            for line in shell_lines(wanted, unwanted):
                click.echo(f"  {line}")
        while not ended.wait(0.5):  # Windows does not interrupt an endless wait
            pass
    except HubError as error:
        raise click.ClickException(str(error)) from None
    finally:
        hub.stop()
        shutil.rmtree(home, ignore_errors=True)
    click.echo("\nended", err=True)


def shell_lines(wanted: dict[str, str], unwanted: list[str], windows: bool = os.name == "nt") -> list[str]:
    """Commands for a shell (PowerShell on Windows) that set and unset environment variables."""
    import shlex

    if windows:
        lines = [f"$env:{name} = '{value}'" for name, value in wanted.items()]
        return lines + [f"Remove-Item Env:{name}" for name in unwanted]
    lines = [f"export {name}={shlex.quote(value)}" for name, value in wanted.items()]
    return lines + ([f"unset {' '.join(unwanted)}"] if unwanted else [])
