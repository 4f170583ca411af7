"""System calls a process may not make, by seccomp (libseccomp through `pyseccomp`).

A list of what is denied, not of what is allowed: learner code uses whatever the libraries use, on kernels and
architectures yet to come. Files and ports are Landlock's. Meanings: the manual pages of the calls.
"""

import errno
import os
import socket

NO_SUCH_CALL = (
    # The C library then uses `clone`, whose flags a filter can see, and the calls whose work is not hidden in a ring.
    "clone3", "io_uring_setup", "io_uring_enter", "io_uring_register",
    # memory that no limit counts; and watching folders that may not be read
    "memfd_create", "inotify_init", "inotify_init1",
)  # fmt: skip
"""Answered as on a kernel that lacks them."""

WITHOUT_EFFECT = ("chmod", "fchmod", "fchmodat", "fchmodat2")
"""Answered with success, and nothing done. Landlock does not restrict them ("Current limitations" in its page), so an
owner's child could lock the owner's files; libraries that copy a file's mode along shall not fail at it."""

DATES = (("utime", 1), ("utimes", 1), ("futimesat", 2), ("utimensat", 2))
"""The same for dates, and the number of their argument `times`. Without one, which means now, they fail: `Path.touch`
would take success for a file that exists."""

DENIED = (
    # other programs and processes
    "execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise",
    "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "kcmp", "tkill",
    "setpgid", "setsid", "sched_setaffinity", "sched_setattr", "sched_setparam", "sched_setscheduler",
    "setpriority", "ioprio_set", "migrate_pages", "move_pages",
    # the machine
    "mount", "umount2", "mount_setattr", "move_mount", "open_tree", "fsopen", "fsmount", "fsconfig", "fspick",
    "pivot_root", "chroot", "unshare", "setns", "sethostname", "setdomainname", "reboot", "swapon", "swapoff",
    "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "bpf", "perf_event_open",
    "userfaultfd", "acct", "syslog", "quotactl", "settimeofday", "clock_settime", "clock_adjtime", "adjtimex",
    "iopl", "ioperm", "modify_ldt", "name_to_handle_at", "open_by_handle_at", "fanotify_init", "lookup_dcookie",
    # keys and memory that outlive the process
    "add_key", "request_key", "keyctl", "shmget", "shmat", "semget", "msgget", "mq_open", "memfd_secret",
    # who the process is
    "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setgroups", "setfsuid", "setfsgid",
    "capset", "personality",
    # whose a file is, and labels on it (Landlock does not restrict these either)
    "chown", "lchown", "fchown", "fchownat",
    # cutting a file by its path, which Landlock restricts from Linux 6.2 on only; `file.truncate()` is another call
    "truncate",
)  # fmt: skip

NOT_SUPPORTED = (
    "setxattr", "lsetxattr", "fsetxattr", "setxattrat",
    "removexattr", "lremovexattr", "fremovexattr", "removexattrat",
)  # fmt: skip
"""Answered as by a file system without labels, which `shutil.copystat` knows."""

_CLONE_THREAD = 0x00010000
_F_SETOWN, _F_SETSIG, _F_SETOWN_EX = 8, 10, 15  # a signal of one's choice to a process of one's choice
_FIOSETOWN, _SIOCSPGRP, _TIOCSTI = 0x8901, 0x8902, 0x5412
_PR_SET_PDEATHSIG = 1
_MSG_FASTOPEN = 0x20000000
_INT = 0xFFFFFFFF  # the kernel takes these arguments as 32 bits, the filter sees all 64 of the register


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


def load() -> None:
    """Deny, for this process and for good, the calls above, new processes, and signals to any other process."""
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    denied = seccomp.ERRNO(errno.EPERM)
    own = os.getpid()

    def rule(action, name: str, *conditions) -> None:
        try:
            rules.add_rule(action, name, *conditions)
        except (OSError, ValueError, RuntimeError):
            if name in ("execve", "clone", "socket", "kill"):
                raise  # these exist on every architecture; others may be unknown to an older library

    for name in NO_SUCH_CALL:
        rule(seccomp.ERRNO(errno.ENOSYS), name)
    for name in WITHOUT_EFFECT:
        rule(seccomp.ERRNO(0), name)
    for name, times in DATES:
        rule(denied, name, seccomp.Arg(times, seccomp.EQ, 0))
        rule(seccomp.ERRNO(0), name, seccomp.Arg(times, seccomp.NE, 0))
    for name in NOT_SUPPORTED:
        rule(seccomp.ERRNO(errno.EOPNOTSUPP), name)
    for name in DENIED:
        rule(denied, name)
    rule(denied, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, 0))
    for name in ("kill", "tgkill"):
        rule(denied, name, seccomp.Arg(0, seccomp.NE, own))
    rule(denied, "prlimit64", seccomp.Arg(2, seccomp.NE, 0))
    rule(denied, "setrlimit")
    for command in (_F_SETOWN, _F_SETSIG, _F_SETOWN_EX):
        rule(denied, "fcntl", seccomp.Arg(1, seccomp.MASKED_EQ, _INT, command))
    for command in (_FIOSETOWN, _SIOCSPGRP, _TIOCSTI):
        rule(denied, "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, _INT, command))
    rule(denied, "prctl", seccomp.Arg(0, seccomp.MASKED_EQ, _INT, _PR_SET_PDEATHSIG))
    # Sockets: TCP over IP alone (what the practice Hub speaks), and pairs, which asyncio wakes itself with.
    rule(denied, "socket", seccomp.Arg(0, seccomp.GT, socket.AF_INET6))
    rule(denied, "socket", seccomp.Arg(0, seccomp.LT, socket.AF_INET))
    for family in range(socket.AF_INET + 1, socket.AF_INET6):
        rule(denied, "socket", seccomp.Arg(0, seccomp.EQ, family))
    for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_RDM, socket.SOCK_SEQPACKET, 6, 10):
        rule(denied, "socket", seccomp.Arg(1, seccomp.MASKED_EQ, 0xF, int(kind)))
    # Landlock's TCP rules see neither MPTCP (a protocol of its own) nor a connection that is opened by sending.
    for protocol in range(1, socket.IPPROTO_TCP):
        rule(denied, "socket", seccomp.Arg(2, seccomp.EQ, protocol))
    rule(denied, "socket", seccomp.Arg(2, seccomp.GT, socket.IPPROTO_TCP))
    for name, flags in (("sendto", 3), ("sendmsg", 2), ("sendmmsg", 3)):
        rule(denied, name, seccomp.Arg(flags, seccomp.MASKED_EQ, _MSG_FASTOPEN, _MSG_FASTOPEN))
    rule(denied, "listen")
    rules.load()
