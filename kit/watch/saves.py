"""Notices saves: which exercises' files have another content than before, whatever the editor and the drive do.

The files are looked at again and again, which works on every drive. What counts is the content: an editor that writes a
temporary file and renames it is one save, and a save without a change is none.
"""

import contextlib
import hashlib
import os
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

from kit import course
from kit.course.workspace import Workspace

EVERY = 0.05
"""Seconds between two looks; more where one takes long, as on a slow network drive, see SHARE."""

SHARE = 0.05
"""The share of the time that looks may take at most."""

SUITES = 20
"""Every how many looks the suites are looked at too, which authors alone change."""

YOUNG = 3.0
"""Seconds after a file's last change in which its content is read at every look: times of some drives are as coarse."""

GRACE = 0.3
"""Seconds for a file that is gone or empty to come back: some editors delete or empty it before they write it."""


class Saves:
    """Watches a workspace in a thread and calls `put` from it with one of

    {"event": "saved", "slugs": […]}: these exercises' files changed; {"event": "suites"}: what grades them did.
    """

    def __init__(self, workspace: Workspace, put: Callable[[dict], None]) -> None:
        self.workspace = workspace
        self.put = put
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._read: dict[Path, tuple[tuple[int, ...], bytes]] = {}
        self._missed: dict[str, float] = {}
        self._known = {slug: self._digest(workspace.file(slug)) for slug in _slugs()}
        self._suites = self._read_suites()

    def start(self) -> None:
        """Begin to watch."""
        threading.Thread(target=self._watch, name="saves", daemon=True).start()

    def stop(self) -> None:
        """Watch no more."""
        self._stop.set()

    def look(self) -> list[str]:
        """The exercises whose content changed since the last look; says "saved" for them.

        A file that is gone or empty counts when it still is GRACE seconds later.
        """
        with self._lock:
            changed = [slug for slug in self._known if self._changed(slug)]
        if changed:
            self.put({"event": "saved", "slugs": changed})
        return changed

    def _changed(self, slug: str) -> bool:
        now = self._digest(self.workspace.file(slug))
        if now == self._known[slug]:
            self._missed.pop(slug, None)
            return False
        if now in _NOTHING and time.monotonic() < self._missed.setdefault(slug, time.monotonic() + GRACE):
            return False
        self._missed.pop(slug, None)
        self._known[slug] = now
        return True

    def _watch(self) -> None:
        looks, wait = 0, EVERY
        while not self._stop.wait(wait):
            began = time.monotonic()
            self.look()
            looks += 1
            if looks % SUITES == 0 and (suites := self._read_suites()) != self._suites:
                self._suites = suites
                self.put({"event": "suites"})
            wait = max(EVERY, (time.monotonic() - began) / SHARE)

    def _read_suites(self) -> list[bytes]:
        """The digests of what grades: suites and conftest."""
        folders = sorted({self.workspace.root / "tests", course.ROOT / "tests"})
        suites = (path for folder in folders for path in sorted(folder.glob("*.py")))
        return [self._digest(path) for path in (self.workspace.root / "conftest.py", *suites)]

    def _digest(self, path: Path) -> bytes:
        """The SHA-256 of a file's content, empty when there is none; read anew where its facts are others, or young."""
        try:
            # Opened first: drives of a network tell what they know of a file, and ask again only when it is opened.
            with path.open("rb") as file:
                status = os.fstat(file.fileno())
                facts = (status.st_mtime_ns, status.st_size, status.st_ino)
                known = self._read.get(path)
                if known is None or known[0] != facts or abs(time.time() - status.st_mtime) < YOUNG:
                    known = self._read[path] = facts, hashlib.sha256(file.read()).digest()
        except OSError:
            return b""
        return known[1]


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


def _slugs() -> tuple[str, ...]:
    return (course.load().hello.slug, *course.load().slugs)


_NOTHING = (b"", hashlib.sha256(b"").digest())
