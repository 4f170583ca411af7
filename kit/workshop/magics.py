"""What a workshop adds to a notebook: `%join`, `%ask` and `%leave`, which do what `kit join`, `kit ask` and `kit leave` do."""

import re
import shlex
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load(shell: "InteractiveShell") -> None:
    """Add the magics to an IPython shell, which may have them."""
    for magic in (join, ask, leave):
        shell.register_magic_function(magic, "line", magic.__name__)
    if questions not in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.append(questions)


def questions(lines: list[str]) -> list[str]:
    """Lines of a cell in which `%ask what is a merge?` asks that; IPython would look for help on `merge`."""
    return [
        f"get_ipython().run_line_magic('ask', {line.strip().removeprefix('%ask ')!r})\n"
        if line.startswith("%ask ") and line.rstrip().endswith("?")
        else line
        for line in lines
    ]


def join(line: str) -> None:
    """%join ADDRESS CODE --name NAME: join the workshop; %join alone says which one this is, and what was sent last."""
    from kit.workshop import joining

    words = _words(line)
    named = words.index("--name") if "--name" in words else len(words)
    name = " ".join(words[named + 1 :])
    if not words:
        _say(joining.standing)
    elif named != 2 or not name:
        raise _usage("Write it as: %join ADDRESS CODE --name NAME")
    else:
        _say(joining.join, *words[:2], name)


def ask(line: str) -> None:
    """%ask "what is a merge?": raise your hand; %ask --done lowers it."""
    from kit.workshop import joining

    words = _words(line)
    if words == ["--done"]:
        _say(joining.done)
    else:
        _say(joining.ask, " ".join(words))


def leave(line: str) -> None:
    """%leave: leave the workshop; nothing more is sent."""
    from kit.workshop import joining

    _say(joining.leave)


def _say(said: Callable[..., list[str]], *arguments: str) -> None:
    from kit.workshop.joining import NotDone

    try:
        print(_here("\n".join(said(*arguments))))
    except NotDone as error:
        raise _usage(_here(str(error))) from None


def _here(text: str) -> str:
    """A text for the terminal as a notebook says it: `%join` for `kit join`."""
    return re.sub(r"\bkit (join|ask|leave)\b", r"%\1", text)


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:  # an apostrophe, as in: what's a merge?
        return line.split()


def _usage(text: str) -> Exception:
    from IPython.core.error import UsageError  # a sentence, no traceback

    return UsageError(text)
