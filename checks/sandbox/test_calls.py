"""Every system call by its number, and what the sandbox answers: those on the list get through, all others do not."""

import ctypes
import errno
import os
import platform
import subprocess
import sys

import pytest

if sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"):
    pytest.skip("the numbers are Linux's, of these two", allow_module_level=True)

import pyseccomp

from checks.weakened import CONTAINERS_ROOT
from kit.course import ROOT
from kit.sandbox.layers import calls, limits, seccomp

LAST = 600
"""Linux 6.18 has 470; what is yet to come is answered as what does not exist."""

UNFILTERED = {335, 336} if platform.machine() == "x86_64" else set()
"""The kernel's own traps for probes (`uretprobe`, `uprobe`): no filter sees them, and who calls them is ended."""

CONDITIONAL = {
    "fcntl", "ioctl", "prctl", "madvise", "clone", "kill", "tgkill", "prlimit64", "socket", "socketpair", "setsockopt",
    "sendto", "sendmsg", "sendmmsg",
}  # fmt: skip
REFUSED = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP}


def named(number: int) -> str:
    name = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, number)
    return name.decode() if isinstance(name, bytes) else name


def numbers(names) -> set[int]:
    found = set()
    for name in names:
        try:
            found.add(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name))
        except (OSError, ValueError):
            pass  # another architecture's
    return {number for number in found if number >= 0}


@pytest.fixture(scope="module")
def filtering() -> bytes:
    return seccomp.program()


def answers(filtering: bytes, questions: list[tuple]) -> list[int]:
    """The error number (0 for none) that each call (number, arguments…) gets in a process under the filter."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        libc.syscall.restype = ctypes.c_long
        limits.drop_privileges()
        seccomp.load(filtering)
        told = []
        for number, *arguments in questions:
            ctypes.set_errno(0)
            found = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
            told.append(ctypes.get_errno() if found < 0 else 0)
        os.write(writing, b"".join(value.to_bytes(2) for value in told))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        told = file.read()
    assert os.waitpid(child, 0)[1] == 0
    return [int.from_bytes(told[n : n + 2]) for n in range(0, len(told), 2)]


def test_no_call_is_on_two_lists():
    lists = [calls.ALLOWED, calls.NO_SUCH_CALL, calls.WITHOUT_EFFECT, calls.DENIED, calls.NOT_SUPPORTED]
    every = [name for names in (*lists, [name for name, _ in calls.DATES], CONDITIONAL) for name in names]
    assert len(every) == len(set(every)), sorted(name for name in set(every) if every.count(name) > 1)


def test_what_is_on_no_list_does_not_get_through(filtering):
    through = numbers([*calls.ALLOWED, *CONDITIONAL])
    others = [number for number in range(LAST) if number not in through | UNFILTERED]
    assert len(others) > 350
    told = dict(zip(others, answers(filtering, [(number, -1, -1, -1, -1, -1, -1) for number in others]), strict=True))
    nothing = numbers([*calls.WITHOUT_EFFECT, *(name for name, _ in calls.DATES)])
    wrong = {number: told[number] for number in others if (told[number] not in REFUSED) != (number in nothing)}
    assert not wrong
    denied = numbers(calls.DENIED)
    assert {number for number in others if told[number] == errno.EPERM} == denied
    assert all(told[number] == 0 for number in nothing)


def test_commands_of_a_descriptor_get_through_by_a_list(filtering):
    """A descriptor that does not exist is what the kernel complains of where it is asked."""
    (fcntl,) = numbers(["fcntl"])
    commands = [*range(64), *range(1024, 1100), 1 << 31]
    told = answers(filtering, [(fcntl, -1, command, 0) for command in commands])
    assert [command for command, error in zip(commands, told, strict=True) if error == errno.EBADF] == [*calls.FCNTL]
    # The kernel takes 32 bits of it: a bit above them changes nothing.
    assert answers(filtering, [(fcntl, -1, 1 << 32 | 1024, 0)]) == [errno.ENOSYS]


def test_commands_of_a_device_get_through_by_a_list(filtering):
    (ioctl,) = numbers(["ioctl"])
    groups = [*range(0x5400, 0x5500), *range(0x8900, 0x8A00), *range(0x40046600, 0x40046700)]
    attributes = [0x40086602, 0x40046602, 0x401C5820, 0x40806685, 0x40086604, 0x802C542A, 0x80086601]
    told = answers(filtering, [(ioctl, -1, command, 0) for command in [*groups, *attributes]])
    through = {command for command, error in zip([*groups, *attributes], told, strict=True) if error == errno.EBADF}
    assert through == set(calls.IOCTL)
    told = answers(filtering, [(ioctl, -1, command, 0) for command in calls.IOCTL_NOT_SUPPORTED])
    assert set(told) == {errno.EOPNOTSUPP}


def test_settings_of_a_process_and_advice_on_memory_get_through_by_a_list(filtering):
    (prctl,), (madvise,) = numbers(["prctl"]), numbers(["madvise"])
    options = [option for option in range(100) if option not in calls.PRCTL]
    assert set(answers(filtering, [(prctl, option, -1, -1, -1, -1) for option in options])) == {errno.ENOSYS}
    told = answers(filtering, [(madvise, 0, 0, advice) for advice in range(120)])
    # Nothing of no length: success, or EINVAL for what this kernel does not know.
    assert [advice for advice, error in enumerate(told) if error != errno.ENOSYS] == [*calls.MADVISE]


def test_sockets_are_tcp_or_pairs(filtering):
    (number,) = numbers(["socket"])
    asked = [
        (number, family, kind, protocol) for family in range(46) for kind in range(1, 7) for protocol in (0, 6, 17, 262)
    ]
    told = answers(filtering, asked)
    through = {question[1:] for question, error in zip(asked, told, strict=True) if error not in REFUSED}
    assert through == {(family, 1, protocol) for family in (2, 10) for protocol in (0, 6)}


def test_children_of_root_are_nobody(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only root can be another user")
    own = tmp_path / "own"
    own.mkdir()
    assert limits.other_user([], tmp_path) is None, "a folder below one that is closed to others"
    closed = tmp_path / "closed"
    closed.write_text("")
    closed.chmod(0o600)
    import tempfile

    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        assert limits.other_user([closed], folder) is None
        assert os.stat(folder).st_uid == 0
        assert limits.other_user([], folder) == limits.NOBODY
        child = os.fork()
        if child == 0:
            limits.drop_privileges(limits.NOBODY)
            status = os.getresuid() == (limits.NOBODY,) * 3 and os.getgroups() == [] and os.access(folder, os.W_OK)
            os._exit(0 if status else 1)
        assert os.waitpid(child, 0)[1] == 0


HELD_IN_A_CONTAINER = """
import os, pathlib, sys, tempfile
from kit.course import temporary
from kit.sandbox.layers import limits, namespaces
print(os.geteuid(), namespaces.enter())
made = temporary.folder("cell", for_another=True)
user = limits.other_user([], made)
print(user, made.parent, made.stat().st_uid)
if not os.fork():
    limits.drop_privileges(user)
    made.joinpath("file").write_text("")
    print(os.getresuid(), os.getgroups(), flush=True)
    os._exit(0)
os.wait()
temporary.remove(made)
"""


def test_children_of_a_containers_root_are_nobody_too_wherever_its_temporary_folder_is(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only root can be another user")
    command = [
        "setpriv",
        "--bounding-set",
        CONTAINERS_ROOT,
        "--inh-caps=-all",
        sys.executable,
        "-c",
        HELD_IN_A_CONTAINER,
    ]
    environment = os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    entered, nobody, child = done.stdout.splitlines() or [done.stderr]
    # Where a process may not have namespaces, its users are the container's own, and root can be any of them.
    assert entered in ("0 True", "0 False")
    assert nobody == f"{limits.NOBODY} /tmp {limits.NOBODY}", done.stderr
    assert child == f"{(limits.NOBODY,) * 3} []", done.stderr
