"""What the checks of the sandbox share: sieges with hostile submissions."""

import pytest

from checks.siege import Siege


@pytest.fixture
def besiege(tmp_path):
    """Grade attacks in one session; what became of each, and the layers that were there."""
    siege = Siege(tmp_path)
    yield siege
    siege.close()
