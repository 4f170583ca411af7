"""The memory of a process that forks: its children share what is there, until one of them writes to a page of it."""

import ctypes
import gc
import mmap

LARGEST = 120_000
"""Bytes of the largest block that malloc takes from its heap; one above 128 kB is a mapping of its own (mallopt(3))."""


def settle() -> None:
    """Keep all that is here for good, and let no child write between it: call this before the forks.

    Whatever a child allocates would otherwise go into the thousands of small holes that loading has left, and a page of
    4 kB is copied for each of them: half of a run's private memory.
    """
    gc.collect()
    gc.freeze()
    _fill_holes()


def _fill_holes() -> None:
    """Allocate what is free between the blocks of glibc's heap, so that a child's blocks come behind them all."""
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "gnu_get_libc_version"):
        return  # macOS and musl keep their heaps in another way
    libc.malloc.restype, libc.malloc.argtypes = ctypes.c_size_t, [ctypes.c_size_t]
    libc.sbrk.restype, libc.sbrk.argtypes = ctypes.c_size_t, [ctypes.c_ssize_t]
    # Pages that are free as a whole go back to the kernel, those at the end too: what follows costs addresses only.
    libc.malloc_trim(0)
    end = libc.sbrk(0) - mmap.PAGESIZE
    size = LARGEST
    while size >= 24:  # malloc's smallest block
        while 0 < libc.malloc(size) < end:  # 0 where a limit on memory is met
            pass
        size = size * 7 // 8 if size > 1024 else size - 16
