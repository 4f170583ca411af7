"""The memory of a process that forks: its children share what is there, until one of them writes to a page of it."""

import ctypes
import gc
import mmap
import struct
import sys

LARGEST = 120_000
"""Bytes of the largest block that malloc takes from its heap; one above 128 kB is a mapping of its own (mallopt(3))."""

_HUGE = 2 << 20
"""Bytes of a large page, on x86-64 and on ARM with pages of 4 kB."""

_FULL = 7 / 8
"""Of the small pages of a large one, the share that must be there already: making it takes the memory of the rest."""

_COLLAPSE = 25
"""MADV_COLLAPSE of madvise(2), since Linux 6.1."""


def settle() -> None:
    """Keep all that is here for good, and let no child write between it: call this before the forks.

    Whatever a child allocates would otherwise go into the thousands of small holes that loading has left, and a page of
    4 kB is copied for each of them: half of a run's private memory. A fork copies the table of pages, and its end goes
    through it once more, so a process of a few large pages forks in a third of the time of one with many small ones.
    """
    gc.collect()
    gc.freeze()
    _fill_holes()
    if sys.platform == "linux" and mmap.PAGESIZE == 4096:
        _join_pages()


def _join_pages() -> None:
    """Make large pages of the small ones that this process has written and that lie side by side."""
    libc = ctypes.CDLL(None)
    libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    small = _HUGE // mmap.PAGESIZE
    try:
        with open("/proc/self/maps") as maps, open("/proc/self/pagemap", "rb", buffering=0) as pages:
            ranges = [line.split() for line in maps]
            for place, access, _, _, _, *name in ranges:
                if not access.startswith("rw-p") or name and name[0] != "[heap]":
                    continue
                start, end = (int(number, 16) for number in place.split("-"))
                for large in range(-(-start // _HUGE) * _HUGE, end - _HUGE + 1, _HUGE):
                    pages.seek(large // mmap.PAGESIZE * 8)
                    there = sum(entry >> 63 for entry in struct.unpack(f"{small}Q", pages.read(small * 8)))
                    if there >= _FULL * small:
                        libc.madvise(large, _HUGE, _COLLAPSE)  # a kernel that cannot says so, and no harm is done
    except (OSError, struct.error):
        pass  # a container may hide these files; forks take longer then


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
