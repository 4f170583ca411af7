"""A network with nothing on it but what we put there, and a mount of our own: namespaces.

`unshare(2)`, `network_namespaces(7)`, `user_namespaces(7)`, `mount(2)`. Must run before the process has threads.
"""

import ctypes
import fcntl
import os
import socket
import struct
from pathlib import Path

from kit.sandbox.layers.limits import NOBODY

_NEWNS, _NEWUTS, _NEWIPC, _NEWUSER, _NEWNET = 0x00020000, 0x04000000, 0x08000000, 0x10000000, 0x40000000
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REC, _MS_PRIVATE = 2, 4, 8, 16384, 1 << 18
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1

_libc = ctypes.CDLL(None, use_errno=True)


def enter() -> bool:
    """Move this process to namespaces of its own for network, mounts and IPC; whether that was possible.

    Root needs no more, unless it is a container's; anyone else needs user namespaces to be on. Inside a container
    often neither is possible.
    """
    own = _NEWNET | _NEWNS | _NEWIPC | _NEWUTS
    if _libc.unshare(own) != 0 and not _enter_as_user(own):
        return False
    _libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None)
    try:
        _loopback_up()
    except OSError:
        return False
    return True


def _enter_as_user(own: int) -> bool:
    """Enter namespaces, with users of their own: this one, and `nobody` beside root where root may have that."""
    told, tell = os.pipe()
    process, user, group = os.getpid(), os.geteuid(), os.getegid()
    helper = os.fork()
    if helper == 0:  # only from outside can root give more users than itself
        try:
            os.close(tell)
            if os.read(told, 1):
                for name in ("uid_map", "gid_map"):
                    Path(f"/proc/{process}/{name}").write_text(f"0 0 1\n{NOBODY} {NOBODY} 1\n")
        finally:
            os._exit(0)
    os.close(told)
    entered = _libc.unshare(own | _NEWUSER) == 0
    if entered and user == group == 0:
        os.write(tell, b".")
    os.close(tell)
    os.waitpid(helper, 0)
    if not entered:
        return False
    try:
        if not Path("/proc/self/uid_map").read_text():
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        if not Path("/proc/self/gid_map").read_text():
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    except OSError:
        return False
    return True


def _loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        name = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(any_socket, _SIOCGIFFLAGS, name))[1]
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | _IFF_UP))


def mount_scratch(folder: Path, size: int, files: int) -> bool:
    """A fresh file system in memory on `folder`, of at most `size` bytes and `files` files; whether that was possible."""
    options = f"size={size},nr_inodes={files},mode=0700".encode()
    flags = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC
    return _libc.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", flags, options) == 0
