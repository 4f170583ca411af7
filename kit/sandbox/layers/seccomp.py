"""System calls a process may make, by seccomp (libseccomp through `pyseccomp`); what they are is said in calls.py.

The filter is worked out once, in the host, and loaded by each child: `seccomp(2)`, `prctl(2)`, bpf's `sock_fprog`.
"""

import ctypes
import errno
import os
import socket
import struct
from typing import Any

from kit.sandbox.layers import calls

_CLONE_THREAD = 0x00010000
_MSG_FASTOPEN = 0x20000000
_INT = 0xFFFFFFFF  # the kernel takes these arguments as 32 bits, the filter sees all 64 of the register
_OWN = 0x7A5B3C1D
"""Stands in the filter for the process id of whoever loads it."""

_SET_SECCOMP, _MODE_FILTER = 22, 2
_INSTRUCTION = struct.Struct("=HBBI")

_NEEDED = ("read", "mmap", "execve", "clone", "socket", "kill", "fcntl", "ioctl", "prctl", "exit_group")
"""These exist on every architecture; others may be unknown to an older library, or to this one."""


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def missing() -> str:
    """Why there is no seccomp here, with the remedy; empty when there is."""
    try:
        import pyseccomp  # noqa: F401
    except ImportError as error:
        return f"{error}: python -m pip install pyseccomp"
    except (OSError, RuntimeError) as error:
        return (
            f"libseccomp cannot be loaded ({error}): install your system's package libseccomp2 (libseccomp on Fedora)"
        )
    return ""


def program() -> bytes:
    """The filter as instructions for the kernel: calls by name, and by their arguments where one does many things."""
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ERRNO(errno.ENOSYS))
    denied, nothing = seccomp.ERRNO(errno.EPERM), seccomp.ERRNO(0)
    Arg, EQ, MASKED = seccomp.Arg, seccomp.EQ, seccomp.MASKED_EQ

    def rule(action: Any, name: str, *conditions: Any) -> None:
        try:
            rules.add_rule(action, name, *conditions)
        except (OSError, ValueError, RuntimeError):
            if name in _NEEDED:
                raise

    def number(which: int, value: int):
        return Arg(which, MASKED, _INT, value & _INT)

    for name in calls.ALLOWED:
        rule(seccomp.ALLOW, name)
    for name in calls.WITHOUT_EFFECT:
        rule(nothing, name)
    for name, times in calls.DATES:
        rule(denied, name, Arg(times, EQ, 0))
        rule(nothing, name, Arg(times, seccomp.NE, 0))
    for name in calls.NOT_SUPPORTED:
        rule(seccomp.ERRNO(errno.EOPNOTSUPP), name)
    for name in calls.DENIED:
        rule(denied, name)
    for name, which, values in (
        ("fcntl", 1, calls.FCNTL),
        ("ioctl", 1, calls.IOCTL),
        ("prctl", 0, calls.PRCTL),
        ("madvise", 2, calls.MADVISE),
    ):
        for value in values:
            rule(seccomp.ALLOW, name, number(which, value))
    for value in calls.IOCTL_NOT_SUPPORTED:
        rule(seccomp.ERRNO(errno.EOPNOTSUPP), "ioctl", number(1, value))
    # Threads are allowed, processes are not; signals to itself are, to another process not; limits can be looked at.
    rule(seccomp.ALLOW, "clone", Arg(0, MASKED, _CLONE_THREAD, _CLONE_THREAD))
    rule(denied, "clone", Arg(0, MASKED, _CLONE_THREAD, 0))
    for name in ("kill", "tgkill"):
        rule(seccomp.ALLOW, name, Arg(0, EQ, _OWN))
        rule(denied, name, Arg(0, seccomp.NE, _OWN))
    rule(seccomp.ALLOW, "prlimit64", Arg(2, EQ, 0))
    rule(denied, "prlimit64", Arg(2, seccomp.NE, 0))
    # Sockets: TCP over IP alone (what the practice Hub speaks; MPTCP is a protocol of its own that Landlock's rules do
    # not see), and pairs, which asyncio wakes itself with.
    for family in (socket.AF_INET, socket.AF_INET6):
        for protocol in (0, socket.IPPROTO_TCP):
            rule(
                seccomp.ALLOW,
                "socket",
                Arg(0, EQ, family),
                Arg(1, MASKED, 0xF, socket.SOCK_STREAM),
                Arg(2, EQ, protocol),
            )
    for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_RDM, socket.SOCK_SEQPACKET):
        rule(denied, "socket", Arg(1, MASKED, 0xF, int(kind)))
    rule(denied, "socket", Arg(0, seccomp.LT, socket.AF_INET))
    rule(denied, "socket", Arg(0, seccomp.GT, socket.AF_INET6))
    rule(seccomp.ALLOW, "socketpair", Arg(0, EQ, socket.AF_UNIX))
    for level, options in calls.SOCKET_OPTIONS.items():
        for option in options:
            rule(seccomp.ALLOW, "setsockopt", number(1, level), number(2, option))
    # A connection can be opened by sending, too.
    for name, flags in (("sendto", 3), ("sendmsg", 2), ("sendmmsg", 3)):
        rule(denied, name, Arg(flags, MASKED, _MSG_FASTOPEN, _MSG_FASTOPEN))
        rule(seccomp.ALLOW, name, Arg(flags, MASKED, _MSG_FASTOPEN, 0))
    with os.fdopen(os.memfd_create("filter"), "w+b") as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def load(filtering: bytes) -> None:
    """Put this process under the filter, for good. Needs no_new_privs."""
    own = os.getpid()
    found = [(code, yes, no, own if k == _OWN else k) for code, yes, no, k in _INSTRUCTION.iter_unpack(filtering)]
    instructions = ctypes.create_string_buffer(b"".join(_INSTRUCTION.pack(*each) for each in found))
    given = _Program(len(found), ctypes.addressof(instructions))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.byref(given), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "PR_SET_SECCOMP")
