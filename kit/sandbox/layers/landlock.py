"""Files and TCP ports a process may use, by Landlock, which needs no privilege.

Numbers and structures: https://docs.kernel.org/userspace-api/landlock.html and include/uapi/linux/landlock.h. The
Python package `landlock` has files only (ABI 3) and no release yet; the network rules and scopes are needed here.
"""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls; the same number on every architecture
_PATH_BENEATH, _NET_PORT = 1, 2
_VERSION = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
_ALL_FILES = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | 1 << 14 | 1 << 15
_BIND_TCP, _CONNECT_TCP = 1, 2
_SCOPES = 1 | 2  # abstract Unix sockets, signals

READ = READ_FILE | READ_DIR

_libc = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


class _Port(ctypes.Structure):
    _fields_ = [("allowed", ctypes.c_uint64), ("port", ctypes.c_uint64)]


def version() -> int:
    """The kernel's Landlock ABI, 0 when there is none. Files need 1, TCP ports 4, signals 6."""
    return max(_libc.syscall(_CREATE, None, 0, _VERSION), 0)


class Ruleset:
    """What is allowed; all else is denied once `restrict` is called. Made once, used by any number of children."""

    def __init__(self) -> None:
        abi = version()
        self.files = _ALL_FILES.get(abi, _ALL_FILES[5] if abi else 0)
        self.ports = abi >= 4
        self.signals = abi >= 6
        rules = _Ruleset(self.files, _BIND_TCP | _CONNECT_TCP if self.ports else 0, _SCOPES if self.signals else 0)
        size = 24 if abi >= 6 else 16 if abi >= 4 else 8
        self.number = _checked(_libc.syscall(_CREATE, ctypes.byref(rules), size, 0))

    def allow(self, paths: Iterable[str | Path], access: int) -> None:
        """Allow `access` to these files and to all in these folders. Paths that do not exist are passed over."""
        for path in paths:
            try:
                opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except OSError:
                continue
            try:
                allowed = access & self.files & (~0 if os.path.isdir(path) else _OF_A_FILE)
                rule = _Beneath(allowed, opened)
                _checked(_libc.syscall(_ADD, self.number, _PATH_BENEATH, ctypes.byref(rule), 0))
            finally:
                os.close(opened)

    def allow_all(self, folder: str | Path) -> None:
        """Allow everything but running programs in a folder."""
        self.allow([folder], self.files & ~EXECUTE)

    def allow_port(self, port: int) -> None:
        """Allow connecting to a TCP port (of any address: Landlock knows ports only)."""
        if self.ports:
            rule = _Port(_CONNECT_TCP, port)
            _checked(_libc.syscall(_ADD, self.number, _NET_PORT, ctypes.byref(rule), 0))

    def restrict(self) -> None:
        """Put this thread, and all it starts from now on, under the rules, for good. Needs no_new_privs."""
        _checked(_libc.syscall(_RESTRICT, self.number, 0))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"Landlock: {os.strerror(number)}")
    return result
