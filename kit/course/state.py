"""Where the kit keeps what belongs to the user and to no workspace: a folder of its own, outside of every clone."""

import os
from functools import cache
from pathlib import Path

CHOSEN = "KIT_STATE"
"""Environment variable: another folder."""


def folder() -> Path:
    """The value of KIT_STATE, or the kit's folder among the user's application state. It may not exist yet."""
    chosen = os.environ.get(CHOSEN)
    return Path(chosen).expanduser().absolute() if chosen else _of_the_user()


@cache
def _of_the_user() -> Path:
    import platformdirs  # only when asked for: a few milliseconds

    return Path(platformdirs.user_state_dir("tokenizer-kit", appauthor=False))
