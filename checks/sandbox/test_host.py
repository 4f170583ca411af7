"""The process that children are forked from, when the grader that started it is gone."""

import socket
import subprocess
import sys

import pytest

from kit.course import ROOT
from kit.sandbox import wire


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
@pytest.mark.parametrize("stays", [False, True])
def test_it_ends_in_silence_when_its_grader_and_the_files_that_it_loads_are_gone(tmp_path, stays):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        command = [sys.executable, "-m", "kit.sandbox.host", str(theirs.fileno())]
        host = subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()], stderr=subprocess.PIPE, text=True)
        theirs.close()
        asked = {"scratch": str(tmp_path), "root": str(tmp_path), "bare": False, "many": False, "models": []}
        line = wire.Channel(ours)
        line.send(wire.pack(asked | {"folders": [str(tmp_path / "gone")]}))
        wire.unpack(line.receive())
        assert socket.recv_fds(ours, 1, 1)[0] == b"."
        if not stays:
            ours.shutdown(socket.SHUT_RDWR)
            ours.close()
        said = host.communicate()[1]
    if stays:
        assert host.returncode and "gone" in said, "a fault that the grader has to hear of"
    else:
        assert (host.returncode, said) == (0, "")


def test_a_line_knows_whether_the_other_end_has_hung_up():
    ours, theirs = socket.socketpair()
    line = wire.Channel(ours)
    with ours:
        assert not line.gone
        wire.Channel(theirs).send(b"still here")
        assert not line.gone and line.receive() == b"still here"
        theirs.close()
        assert line.gone
