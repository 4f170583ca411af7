"""Notices saves: which exercises' files have another content than before, whatever the editor and the drive do.

watchfiles only wakes this up; what counts is the content, read anew each time. So an editor that writes a temporary
file and renames it is one save, a save without a change is none, and a drive without events is polled.
"""

import contextlib
import hashlib
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import watchfiles

from kit import course
from kit.course.workspace import Workspace

POLL_MS = 300
"""Milliseconds between two looks at a drive that reports no changes."""

LOOK_MS = 1_000
"""Milliseconds after which files are read again though no event came; what turns up then came without one."""

GRACE = 0.3
"""Seconds for a file that is gone or empty to come back: some editors delete or empty it before they write it."""

MISSES = 2
"""Saves without an event after which polling begins."""

NO_EVENTS = {
    "9p", "drvfs", "nfs", "nfs3", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "vboxsf", "fuse.vmhgfs-fuse", "prl_fs",
    "virtiofs", "fakeowner", "fuse.grpcfuse", "osxfs", "afpfs", "davfs", "fuse.rclone",
}  # fmt: skip
"""File systems whose changes, made elsewhere, are not reported (types of /proc/mounts): Windows' drives in WSL, network drives,
folders shared with a virtual machine or container."""


class Saves:
    """Watches a workspace in a thread and calls `put` from it with one of

    {"event": "saved", "slugs": […]}: these exercises' files changed; {"event": "suites"}: what grades them did;
    {"event": "polling", "why": …}: from now on files are looked at every POLL_MS.
    """

    def __init__(self, workspace: Workspace, put: Callable[[dict], None]) -> None:
        self.workspace = workspace
        self.put = put
        self.polling = why_polling(workspace.exercises)
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._misses = 0
        self._suites = self._read_suites()
        self._known = {slug: _digest(workspace.file(slug)) for slug in (course.load().hello.slug, *course.load().slugs)}

    def start(self) -> None:
        """Begin to watch."""
        if self.polling:
            self.put({"event": "polling", "why": self.polling})
        threading.Thread(target=self._watch, name="saves", daemon=True).start()

    def stop(self) -> None:
        """Watch no more."""
        self._stop.set()

    def look(self, patient: bool = True) -> list[str]:
        """The exercises whose content changed since the last look; says "saved" for them.

        A file that is gone or empty counts when it still is GRACE seconds later.
        """
        with self._lock:
            changed, waiting = [], False
            for slug, before in self._known.items():
                now = _digest(self.workspace.file(slug))
                if now == before:
                    continue
                if patient and now in _NOTHING:
                    waiting = True
                    continue
                self._known[slug] = now
                changed.append(slug)
            if changed:
                self.put({"event": "saved", "slugs": changed})
            suites = self._read_suites()
            if suites != self._suites:
                self._suites = suites
                self.put({"event": "suites"})
        if waiting:
            later = threading.Timer(GRACE, self.look, args=(False,))
            later.daemon = True
            later.start()
        return changed

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                for events in self._events():
                    changed = self.look()
                    if events or not changed or self.polling:
                        continue
                    self._misses += 1
                    if self._misses >= MISSES:
                        self._poll("saves here arrive without a notice")
                        break
            except (OSError, RuntimeError) as error:  # too many watches, or the folder is gone
                if not self.polling:
                    self._poll(f"the system cannot watch the folder ({error})")
                self.look()
                self._stop.wait(POLL_MS / 1000)

    def _events(self):
        folders = {self.workspace.exercises, self.workspace.root / "tests", course.ROOT / "tests"}
        return watchfiles.watch(
            *(folder for folder in folders if folder.is_dir() or folder == self.workspace.exercises),
            watch_filter=None,
            debounce=50,
            step=5,  # the library looks that often whether something happened, so less would keep a core awake
            stop_event=self._stop,
            rust_timeout=POLL_MS if self.polling else LOOK_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=bool(self.polling),
            poll_delay_ms=POLL_MS,
            recursive=False,
        )

    def _poll(self, why: str) -> None:
        self.polling = why
        self.put({"event": "polling", "why": why})

    def _read_suites(self) -> str:
        """A digest of what grades: suites and conftest."""
        total = hashlib.sha256()
        folders = sorted({self.workspace.root / "tests", course.ROOT / "tests"})
        files = [
            self.workspace.root / "conftest.py",
            *(path for folder in folders for path in sorted(folder.glob("*.py"))),
        ]
        for path in files:
            total.update(_digest(path))
        return total.hexdigest()


def why_polling(folder: Path) -> str:
    """Why changes in `folder` must be polled for; empty when the system reports them."""
    forced = os.environ.get("WATCHFILES_FORCE_POLLING", "").lower()
    if forced:
        return "" if forced in ("false", "disable", "disabled") else "WATCHFILES_FORCE_POLLING is set"
    kind = file_system(folder)
    return f"a drive of the kind {kind} reports no changes" if kind in NO_EVENTS else ""


def file_system(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The type of the file system that `folder` is on, as /proc/mounts names it; empty where there is no such list."""
    place, found, longest = str(folder.resolve()), "", -1
    with contextlib.suppress(OSError):
        for line in mounts.read_text(errors="replace").splitlines():
            _, point, kind, *_ = [*line.split(" "), "", "", ""]
            point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), point)
            inside = place == point or place.startswith(point.rstrip("/") + "/")
            if inside and len(point) >= longest:
                found, longest = kind, len(point)
    return found


def affected(workspace: Workspace, saved: list[str]) -> list[str]:
    """The exercises whose verdict a save of `saved` can change: these, and those that import from them, in order."""
    texts = {}
    for slug in course.load().slugs:
        with contextlib.suppress(OSError):
            texts[slug] = workspace.file(slug).read_text(encoding="utf-8", errors="replace")
    found = list(saved)
    for slug in found:  # grows while it is read
        pattern = re.compile(rf"^[^#\n]*\bexercises\b[^#\n]*\b{slug}\b", re.M)
        found += [other for other, text in texts.items() if other not in found and pattern.search(text)]
    return found


def _digest(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""


_NOTHING = (b"", hashlib.sha256(b"").digest())
