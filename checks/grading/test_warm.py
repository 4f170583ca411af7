"""Children of a warm process that are forked before there is work for them."""

import json
import os
import subprocess
import sys

import pytest

from kit.course import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")

SCRIPT = """
import json, os, signal, sys
from kit.grading.warm import Warm

warm, found = Warm(), {}
child = warm.ahead(lambda line: int(line), lambda: None)
found["waits"] = child.alive
found["answers"] = child.run("41\\n")
child = warm.ahead(lambda line: int(line), lambda: None)
child.give_up()
found["given up"] = child.alive
child = warm.ahead(lambda line: int(line), lambda: None)
os.kill(child._child, signal.SIGKILL)
os.waitid(os.P_PID, child._child, os.WEXITED | os.WNOWAIT)
found["killed"] = child.alive, child.run("41\\n")
child = warm.ahead(lambda line: int(line), lambda: None)
found["orphan"] = child._child
warm.close()
print(json.dumps(found), flush=True)
os._exit(0)
"""


def test_a_child_waits_for_its_work_and_ends_with_the_process_that_has_it():
    started = subprocess.Popen([sys.executable, "-c", SCRIPT], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    # Output ends when nobody has it open any more, the orphan included; the time is for when that never happens.
    found = json.loads(started.communicate(timeout=60)[0])
    del found["orphan"]
    assert found == {"waits": True, "answers": 41, "given up": False, "killed": [False, 137]}
    assert started.returncode == 0
