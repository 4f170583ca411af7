"""A process that settles before it forks keeps what its children write out of the pages that they share."""

import subprocess
import sys

import pytest

PROGRAM = """
import ctypes, os, sys
from kit.sandbox import settle

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_size_t
libc.free.argtypes = [ctypes.c_size_t]

def blocks(number, size=600):
    return [libc.malloc(size) for _ in range(number)]

def private():
    with open("/proc/self/smaps_rollup") as file:
        return sum(int(line.split()[1]) for line in file if line.startswith("Private_"))

for k, block in enumerate(blocks(40_000)):
    if k % 8 == 0:
        libc.free(block)  # a hole in each page or so
blocks(1, 100_000)  # none of them is as large, at which malloc puts them in order here, and not in the child
if sys.argv[1] == "settled":
    settle.settle()
sys.stdout.flush()
if os.fork() == 0:
    before = private()
    for block in blocks(5_000):
        ctypes.memset(block, 1, 600)
    print(private() - before, flush=True)
    os._exit(0)
os.wait()
"""


def kilobytes(how: str) -> int:
    """The memory that a child gets to itself when it writes to 5,000 blocks of 600 bytes."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="the heap is glibc's, and /proc tells what is private")
def test_a_child_writes_between_nothing_that_it_shares():
    settled, as_it_was = kilobytes("settled"), kilobytes("")
    assert 5_000 * 600 / 1024 <= settled < 5_000 * 700 / 1024
    assert as_it_was > 3 * settled
