"""No Hub at all: for a command that only needs a tokenizer from the kit's own cache."""

import atexit
import os
from functools import cache

from kit.course import temporary
from kit.hub import environment


@cache
def stay_alone() -> None:
    """From now on this process's clients ask nobody and see nothing of the learner's own. TooLate as `isolate`."""
    home = temporary.folder("alone")
    atexit.register(temporary.remove, home)
    environment.isolate("http://127.0.0.1:9", home)  # the port that discards
    os.environ["HF_HUB_OFFLINE"] = "1"
