"""`kit walk`: the lecture's first steps, clicked in a browser and typed in Python, each told when the Hub has seen it."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click


@click.command("walk")
@click.option("--keep", is_flag=True, help="Go on where you were the last time: accounts and signatures are kept.")
@click.option("--approval", type=click.FloatRange(0, 3600), default=20.0, show_default=True, metavar="SECONDS",
              help="How long a request waits for approval.")  # fmt: skip
def command(keep: bool, approval: float) -> None:
    """Walk through account, token, login, refusal, terms, approval and tokenizer, on the practice Hub.

    It prints the step at hand, sees by itself when it is done, and names a wrong turn. No points. Ctrl-C ends it.
    """
    from kit.commands import hub as hub_command
    from kit.hub import storage
    from kit.hub.server import HubError
    from kit.hub.walk import lines

    ending = hub_command.wait_for_the_end(0.2)
    try:
        with hub_command.opened(keep=keep) as (hub, home):
            hub.approval_seconds = approval
            walk = hub.walk(places=lambda: _places(home))
            click.echo(f"Practice Hub at {hub.url}   (open it in a browser; Ctrl-C ends the walk)\n")
            told: list[str] = []
            for _ in ending:
                steps = walk.steps()
                now = lines(steps)
                if now != told:
                    if told:
                        click.echo("")
                    click.echo("\n".join(now))
                    told = now
                if all(step.done for step in steps):
                    _the_ids()
                    return
    except (HubError, storage.StorageError) as error:
        raise click.ClickException(str(error)) from None
    click.echo("\nended", err=True)
    sys.exit(1)


def _places(home: Path) -> Iterable[str]:
    """What stands where the lecture's code looks for a token: a .env file here, the saved login."""
    for path, mark in ((Path(".env"), "HF_TOKEN"), (home / "token", "")):
        try:
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines()[:1000]:
                name, equals, value = line.removeprefix("export ").partition("=")
                if not mark:
                    yield line
                elif equals and name.strip() == mark:
                    yield value.strip().strip("'\"")
        except OSError:
            continue


def _the_ids() -> None:
    from kit.hub import offline
    from kit.tokenizers.model_ids import LLAMA
    from kit.tokenizers.texts import SENTENCE

    offline.stay_alone()
    from kit.tokenizers import loaded

    ids = loaded.load(LLAMA).encode(SENTENCE)
    click.echo(f"\nAll done. {SENTENCE!r} is {len(ids)} tokens:\n{json.dumps(ids)}")
