"""No Hub at all: for a command that only needs a tokenizer from the kit's own cache."""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from kit.hub import environment


@cache
def stay_alone() -> None:
    """From now on this process's clients ask nobody and see nothing of the learner's own. TooLate as `isolate`."""
    home = Path(tempfile.mkdtemp(prefix="tokenizer-kit-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    environment.isolate("http://127.0.0.1:9", home)  # the port that discards
    os.environ["HF_HUB_OFFLINE"] = "1"
