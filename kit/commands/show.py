"""`kit show`: a text's tokens; `kit show costs`: what the same ten sentences cost in many languages."""

import json
import sys
from pathlib import Path

import click

from kit.commands import JSON
from kit.course.given import GivenPath
from kit.tokenizers import model_ids


@click.command("show")
@click.argument("text")
@click.option(
    "--model",
    default=model_ids.LLAMA,
    show_default=True,
    metavar="ID",
    help="A model of the course: its id, or the part after the /.",
)
@click.option("--out", type=GivenPath(), metavar="FILE", help="costs: also draw a chart, .svg or .png.")
@JSON
def command(text: str, model: str, out: Path | None, as_json: bool) -> None:
    """The tokens of TEXT, as a real tokenizer cuts it, with their ids; `-` reads TEXT from standard input.

    `kit show costs` is a table: the tokens of the same ten sentences in many languages, English = 1.
    (For the word itself: kit show ' costs'.)
    """
    if text == "costs":
        _costs(out, as_json)
        return
    if out is not None:
        raise click.UsageError("--out is for `kit show costs`")
    from kit.hub.offline import stay_alone

    try:
        model = model_ids.find(model)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    text = sys.stdin.read() if text == "-" else text
    stay_alone()
    from kit.tokenizers import loaded, pieces

    shown = pieces.show(loaded.load(model), text)
    ids = [token_id for piece in shown.pieces for token_id in piece.ids]
    if as_json:
        found = [{"text": piece.text, "ids": piece.ids, "special": piece.special} for piece in shown.pieces]
        click.echo(json.dumps({"model": model, "ids": ids, "pieces": found}))
        return
    click.echo(str(shown))
    click.echo(f"\n{len(ids)} tokens, {len(text)} characters")


def _costs(out: Path | None, as_json: bool) -> None:
    if out is not None and out.suffix not in (".svg", ".png"):
        raise click.UsageError(f"{out}: the chart is an .svg or a .png file")
    from kit.hub.offline import stay_alone
    from kit.tokenizers import costs

    stay_alone()
    found = costs.costs()
    click.echo(json.dumps(found) if as_json else costs.as_table(found))
    if out is not None:
        try:
            costs.draw(found, out)
        except ModuleNotFoundError:
            raise click.ClickException(
                "The chart needs matplotlib: python -m pip install 'tokenizer-kit[plot]'"
            ) from None
        except OSError as error:
            raise click.ClickException(f"{out} cannot be written ({error.strerror or error}).") from None
        click.echo(f"wrote {out}", err=as_json)
