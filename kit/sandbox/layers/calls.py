"""The system calls an answer may make, and the arguments of those that do many things: what is not here is refused.

Meanings: the manual pages of the calls, include/uapi/linux/*.h. Numbers are the same on x86-64 and 64-bit ARM.
"""

import socket

ALLOWED = (
    # files that are open, or that Landlock lets it open
    "read", "write", "readv", "writev", "pread64", "pwrite64", "preadv", "pwritev", "preadv2", "pwritev2", "open",
    "openat", "openat2", "creat", "close", "close_range", "stat", "fstat", "lstat", "newfstatat", "statx", "statfs",
    "fstatfs", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getdents", "getdents64", "lseek", "_llseek",
    "dup", "dup2", "dup3", "ftruncate", "fallocate", "sendfile", "copy_file_range", "flock", "umask", "getcwd", "chdir",
    "fchdir", "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "rename", "renameat", "renameat2", "link", "linkat",
    "symlink", "symlinkat", "mknod", "mknodat", "getxattr", "lgetxattr", "fgetxattr", "listxattr", "llistxattr",
    "flistxattr",
    # pipes and waiting
    "pipe", "pipe2", "select", "pselect6", "poll", "ppoll", "epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait",
    "epoll_pwait", "epoll_pwait2", "eventfd", "eventfd2", "signalfd", "signalfd4", "timerfd_create", "timerfd_settime",
    "timerfd_gettime", "nanosleep", "clock_nanosleep", "pause", "alarm", "getitimer", "setitimer", "timer_create",
    "timer_settime", "timer_gettime", "timer_getoverrun", "timer_delete",
    # memory
    "mmap", "munmap", "mprotect", "mremap", "brk", "msync", "membarrier", "get_mempolicy", "pkey_mprotect",
    "pkey_alloc", "pkey_free", "map_shadow_stack", "mseal",
    # threads and signals, its own; `clone` is below
    "futex", "futex_waitv", "futex_wake", "futex_wait", "futex_requeue", "set_robust_list", "get_robust_list",
    "set_tid_address", "rseq", "arch_prctl", "restart_syscall", "exit", "exit_group", "wait4", "waitid", "sched_yield",
    "sched_getaffinity", "sched_getparam", "sched_getscheduler", "sched_get_priority_max", "sched_get_priority_min",
    "sched_rr_get_interval", "sched_getattr", "getpriority", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
    "rt_sigpending", "rt_sigsuspend", "rt_sigtimedwait", "sigaltstack", "riscv_flush_icache",
    # what it is, and what time it is
    "getpid", "getppid", "gettid", "getuid", "geteuid", "getgid", "getegid", "getresuid", "getresgid", "getgroups",
    "getpgid", "getpgrp", "getsid", "capget", "getrlimit", "getrusage", "times", "sysinfo", "uname", "getcpu", "time",
    "gettimeofday", "clock_gettime", "clock_getres", "getrandom",
    # sockets that are open; opening one is below
    "connect", "bind", "getsockname", "getpeername", "getsockopt", "shutdown", "recvfrom", "recvmsg", "recvmmsg",
)  # fmt: skip
"""With any arguments."""

NO_SUCH_CALL = (
    # The C library then uses `clone`, whose flags a filter can see, and the calls whose work is not hidden in a ring.
    "clone3", "io_uring_setup", "io_uring_enter", "io_uring_register",
    # memory that no limit counts; and watching folders that may not be read
    "memfd_create", "inotify_init", "inotify_init1",
)  # fmt: skip
"""Answered as on a kernel that lacks them; so is everything that no list here names."""

WITHOUT_EFFECT = (
    # Landlock does not restrict these ("Current limitations" in its page), so an owner's child could lock the owner's
    # files; libraries that copy a file's mode along shall not fail at it.
    "chmod", "fchmod", "fchmodat", "fchmodat2",
    # the whole machine would wait for its disk, and nothing that a child writes outlives it
    "sync", "syncfs", "fsync", "fdatasync", "sync_file_range",
    # what others have in memory of files would be read anew
    "fadvise64", "readahead",
)  # fmt: skip
"""Answered with success, and nothing done."""

DATES = (("utime", 1), ("utimes", 1), ("futimesat", 2), ("utimensat", 2))
"""The same for dates, and the number of their argument `times`. Without one, which means now, they fail: `Path.touch`
would take success for a file that exists."""

DENIED = (
    # other programs and processes
    "execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise",
    "process_mrelease", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "kcmp",
    "tkill", "setpgid", "setsid", "sched_setaffinity", "sched_setattr", "sched_setparam", "sched_setscheduler",
    "setpriority", "ioprio_set", "migrate_pages", "move_pages", "setrlimit", "listen",
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
    # whose a file is (Landlock does not restrict these either)
    "chown", "lchown", "fchown", "fchownat",
    # cutting a file by its path, which Landlock restricts from Linux 6.2 on only; `file.truncate()` is another call
    "truncate",
)  # fmt: skip
"""Refused as what needs a right that an answer has not; honest code that asks for it gets a PermissionError."""

NOT_SUPPORTED = (
    "setxattr", "lsetxattr", "fsetxattr", "setxattrat",
    "removexattr", "lremovexattr", "fremovexattr", "removexattrat",
)  # fmt: skip
"""Answered as by a file system without labels, which `shutil.copystat` knows."""

FCNTL = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1032)
"""Copying a descriptor, its flags (0 to 4, 1030), locks (5 to 7, 36 to 38), the size of a pipe. No leases, no notices of
changes, no signals to an owner, no larger pipes (their memory counts nowhere), no seals."""

IOCTL = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""Is it a terminal (TCGETS, TCGETS2), its size, bytes to read, blocking or not, closing at exec or not. Nothing that
changes a file (flags, labels, verity, clones), a terminal's input, or whom a signal goes to."""

IOCTL_NOT_SUPPORTED = (0x40049409, 0x4020940D)
"""FICLONE and FICLONERANGE: Python 3.14's `Path.copy` tries them first and knows this answer."""

PRCTL = (3, 15, 16, 21, 23, 27, 39, 0x53564D41)
"""Looking at what it is (3, 21, 23, 27, 39), names of threads (15, 16) and of memory."""

MADVISE = (0, 1, 2, 3, 4, 8, 10, 11, 14, 15, 16, 17, 18, 19, 22, 23, 25)
"""How it will use memory, and that it needs some no more. Not: sharing equal pages (which tells of others'), or sending
pages of files out that other processes use too (20, 21)."""

SOCKET_OPTIONS = {
    socket.SOL_SOCKET: (2, 3, 4, 7, 8, 9, 10, 13, 20, 21),
    socket.IPPROTO_TCP: (1, 4, 5, 6, 12, 18),
    socket.IPPROTO_IPV6: (26,),
}
"""Reuse, sizes, time-outs, no delay, keeping alive. No filters, no protocols above TCP."""
