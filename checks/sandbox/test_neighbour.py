"""What an honest hand-in has beside each hostile one: its usual verdict, and not more work (benchmarks/neighbour.py)."""

import subprocess
import sys

import pytest

from kit.course import ROOT

if sys.platform != "linux":
    pytest.skip("the sandbox is Linux's", allow_module_level=True)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["breaking", "forging", "honest", "stealing"])
def test_a_neighbour_has_its_verdict_and_its_processor_time(kind):
    command = [sys.executable, "benchmarks/neighbour.py", "--processor", f"{kind}/"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    print(done.stdout)  # shown with -s
    assert done.returncode == 0 and "with 1 verdict" in done.stdout, done.stdout + done.stderr
