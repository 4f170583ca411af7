"""What the checks of the sandbox share: sieges with hostile submissions."""

import shutil
import tempfile
from pathlib import Path

import pytest

from checks.siege import Siege


@pytest.fixture
def place():
    """A folder that other users can enter, as they can a grader's temporary folder; pytest's own are closed to them."""
    folder = Path(tempfile.mkdtemp(prefix="tokenizer-kit-siege-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def besiege(place):
    """Grade attacks in one session; what became of each, and the layers that were there."""
    siege = Siege(place)
    yield siege
    siege.close()
