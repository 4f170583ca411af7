"""How much of everything a process may use, and what it inherits: limits, capabilities, descriptors (Linux).

`getrlimit(2)`, `capabilities(7)`, `prctl(2)`, `proc(5)`.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

CPU_SECONDS = 600
"""Processor time of one child; a test's own limit of wall time is far shorter."""

MEMORY = 512 << 20
"""Bytes a child may have beyond what it was forked with. With the grader's and the host's a worker has less than 1 GB."""

FILE_SIZE = 32 << 20
"""Bytes of the largest file it may write."""

SCRATCH_SIZE, SCRATCH_FILES = 128 << 20, 4096
"""Bytes and files of its scratch space, where that is a mount of its own."""

OPEN_FILES = 256

NOBODY = 65534
"""The user and group `nobody` on every Linux, to whom no file belongs."""

THREADS = 512
"""Threads of a child. RLIMIT_NPROC counts a user's processes all together, and root's not at all."""

SHARED = 64 << 20
"""Bytes of shared memory of a child: anonymous shared mappings count as addresses only, and files in memory not at all."""

_NO_NEW_PRIVS, _CAPBSET_DROP, _SET_DUMPABLE, _CAP_AMBIENT, _SET_PDEATHSIG = 38, 24, 4, 47, 1
_CAPABILITIES_V3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


_DESCRIPTORS = os.sysconf("SC_OPEN_MAX")  # before the limits below make it smaller


def keep_only(descriptor: int) -> None:
    """Close every descriptor but one; standard input, output and error lead nowhere from now on."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    os.closerange(3, descriptor)
    os.closerange(descriptor + 1, _DESCRIPTORS)


def end_with_parent(parent: int) -> None:
    """Have the kernel kill this process when the one that forked it ends."""
    _libc.prctl(_SET_PDEATHSIG, 9, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def set_memory(size: int) -> None:
    """Let this process have so many bytes more than it has now, for good (Linux; elsewhere there is no such limit)."""
    if sys.platform != "linux":
        return
    pages = int(Path("/proc/self/statm").read_text().split()[5])
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = pages * resource.getpagesize() + size
    wanted = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, wanted))


def set_limits() -> None:
    """Set the limits for this process, for good, and be the first to go when memory runs out."""
    pages = [int(number) for number in Path("/proc/self/statm").read_text().split()]
    size = resource.getpagesize()
    for kind, soft, hard in (
        (resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 5),
        (resource.RLIMIT_DATA, pages[5] * size + MEMORY, None),
        # Reserved addresses cost nothing, and a thread's arena reserves 64 MB; but shared memory counts here alone.
        (resource.RLIMIT_AS, pages[0] * size + 8 * MEMORY, None),
        (resource.RLIMIT_FSIZE, FILE_SIZE, None),
        (resource.RLIMIT_NOFILE, OPEN_FILES, None),
        (resource.RLIMIT_CORE, 0, None),
        (resource.RLIMIT_MEMLOCK, 0, None),
        (resource.RLIMIT_MSGQUEUE, 0, None),
    ):
        _, most = resource.getrlimit(kind)
        wanted = [soft, soft if hard is None else hard]
        if most != resource.RLIM_INFINITY:
            wanted = [min(number, most) for number in wanted]
        resource.setrlimit(kind, (wanted[0], wanted[1]))
    try:
        Path("/proc/self/oom_score_adj").write_text("1000")
    except OSError:
        pass  # a container may forbid it; the limits above hold all the same


class Used(NamedTuple):
    """What a process has: its threads, and bytes of shared memory."""

    threads: int = 0
    shared: int = 0


def used(process: int) -> Used:
    """What a process has of these now, by /proc/PID/status; nothing when it is gone, or where there is no /proc."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return Used()
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    kilobytes = told.get("RssShmem", "0 kB").split()[0]
    return Used(int(told.get("Threads", "0")), int(kilobytes) << 10)


def other_user(places: Iterable[Path], own: Path) -> int | None:
    """The id of a user who is nobody, for children of root; None where this is not root, or that user cannot be it.

    It has to be able to read `places`, and to enter `own`, which is given to it: a Python in a home that is closed to
    all others is of no use to it.
    """
    if os.geteuid() != 0:
        return None
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.chown(own, NOBODY, NOBODY)
            _change_user(NOBODY)
            status = (
                0 if all(os.access(place, os.R_OK) for place in places) and os.access(own, os.W_OK | os.X_OK) else 1
            )
        finally:
            os._exit(status)
    if os.waitpid(child, 0)[1] == 0:
        return NOBODY
    os.chown(own, 0, 0)
    return None


def _change_user(user: int) -> None:
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def drop_privileges(user: int | None = None) -> None:
    """Give up every capability, and the way to gain one; become `user`, where there is one."""
    for capability in range(64):
        if _libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    if user is not None:
        _change_user(user)
    _libc.prctl(_CAP_AMBIENT, 4, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_V3, 0)
    none = (ctypes.c_uint32 * 6)()
    if _libc.capset(header, none) != 0:
        raise OSError(ctypes.get_errno(), "capset")
    if _libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "PR_SET_NO_NEW_PRIVS")
