"""Takes away from Python what Windows does not have; on PYTHONPATH it does so for every process of a check.

A simulation: it shows that the kit does not need these names, not that it runs on Windows. The standard library chose
its own modules by `sys.platform`, so modules that it needs here itself are hidden from the kit alone.
"""

import builtins
import os
import signal
import socket

HIDDEN = ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty")
GONE = {
    os: ("fork", "forkpty", "sched_getaffinity", "killpg", "setsid", "nice"),
    signal: ("SIGALRM", "SIGHUP", "SIGKILL", "SIGUSR1", "SIGWINCH", "alarm", "setitimer", "pthread_sigmask"),
    socket: ("AF_UNIX",),
}

for module, names in GONE.items():
    for name in names:
        if hasattr(module, name):
            delattr(module, name)


def socketpair(family=socket.AF_INET, type=socket.SOCK_STREAM, proto=0):
    """Two connected sockets over loopback, as Windows' Python makes them."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        one = socket.create_connection(listening.getsockname())
        two, _ = listening.accept()
    return one, two


socket.socketpair = socketpair
_import = builtins.__import__


def import_without(name, globals=None, locals=None, fromlist=(), level=0):
    if name in HIDDEN and str((globals or {}).get("__name__", "")).partition(".")[0] == "kit":
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return _import(name, globals, locals, fromlist, level)


builtins.__import__ = import_without
