"""Starts the process that sends (kit/workshop/sending.py), without loading here what it takes to send."""

import os
import subprocess
import sys
import time
from pathlib import Path

from kit.workshop import joined, locks

_started: list[subprocess.Popen] = []
"""Those of this process that had not ended when last looked at."""


def start() -> None:
    """Have what waits be sent by a process of its own, which takes no terminal, no folder and no time of this one."""
    with locks.held(lock(), wait=False) as free:
        if not free:
            return
    more: dict = {"start_new_session": True}
    if sys.platform == "win32":
        more = {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    own = str(Path(__file__).resolve().parents[2])  # a checkout that is not installed is found too
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    _started[:] = [process for process in _started if process.poll() is None]  # no zombies in a long `kit watch`
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "kit.workshop.sending"],
        cwd=joined.folder(),
        env=environment | {"PYTHONPATH": own},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **more,
    )
    _started.append(process)


def wait_until_sent(path: Path, seconds: float) -> bool:
    """Start sending, and wait for one event to be taken off the outbox."""
    start()
    until = time.monotonic() + seconds
    while path.exists():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def lock() -> Path:
    """What the process that sends has locked."""
    return joined.folder() / "sending.lock"
