"""The process that sandboxed children are forked from, with layers of the sandbox taken away, to see what they are for.

KIT_WEAK="landlock seccomp" python -m checks.weakened DESCRIPTOR
"""

import os
import sys

from kit.sandbox import host
from kit.sandbox.layers import landlock, limits, namespaces, seccomp

LAYERS = ("landlock", "seccomp", "namespaces", "privileges", "limits")

CONTAINERS_ROOT = "-all,+chown,+dac_override,+fsetid,+fowner,+mknod,+net_raw,+setgid,+setuid,+setfcap,+setpcap,+kill"
"""The capabilities of root in a container that was given no more, as setpriv's `--bounding-set` has them."""


def weaken(names: list[str]) -> None:
    """Take these layers away."""
    if "landlock" in names:
        landlock.version = lambda: 0
    if "seccomp" in names:
        seccomp.missing = lambda: "taken away"
    if "namespaces" in names:
        namespaces.enter = lambda: False
    if "privileges" in names:
        # Landlock and seccomp need this much of anyone who is not root.
        limits.drop_privileges = lambda user: limits._libc.prctl(limits._NO_NEW_PRIVS, 1, 0, 0, 0)
    if "limits" in names:
        limits.set_limits = lambda: None


if __name__ == "__main__":
    weaken(os.environ.pop("KIT_WEAK").split())
    host.main(sys.argv[1])
