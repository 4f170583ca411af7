"""A real terminal for the checks: tmux, its screen as text, waited for by content and never by time."""

import shutil
import subprocess
import time
import uuid
from collections.abc import Callable
from pathlib import Path

DEADLINE = 30.0
"""Seconds after which a screen that does not come is a failure; nothing waits longer than it must."""


class Terminal:
    """A shell in a tmux of its own; a context manager. `columns` by `rows` characters."""

    def __init__(self, folder: Path, environment: dict[str, str], *, columns: int = 80, rows: int = 24) -> None:
        self.folder = folder
        self.environment = environment
        self.size = ("-x", str(columns), "-y", str(rows))
        self.name = f"kit-{uuid.uuid4().hex[:12]}"

    def __enter__(self) -> "Terminal":
        given = [f"{name}={value}" for name, value in self.environment.items()]
        shell = ["env", *given, "PS1=$ ", "sh", "-i"]
        self.tmux("-f", "/dev/null", "new-session", "-d", *self.size, "-c", str(self.folder), *shell)
        self.wait(lambda screen: screen.startswith("$"))
        return self

    def __exit__(self, *exception: object) -> None:
        subprocess.run(["tmux", "-L", self.name, "kill-server"], capture_output=True)

    def tmux(self, *arguments: str) -> str:
        """One command of tmux; returns what it printed."""
        done = subprocess.run(["tmux", "-L", self.name, *arguments], capture_output=True, text=True)
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout

    def screen(self) -> str:
        """What is on the screen, spaces at the ends of lines and empty lines at the end left out."""
        return "\n".join(line.rstrip() for line in self.tmux("capture-pane", "-p").splitlines()).rstrip()

    def type(self, text: str) -> None:
        """Type characters as they are."""
        self.tmux("send-keys", "-l", text)

    def press(self, key: str) -> None:
        """Press a key by tmux's name for it: Enter, C-c, Up."""
        self.tmux("send-keys", key)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def pid(self) -> int:
        """The process at the terminal's foreground: the youngest child of the shell."""
        shell = self.tmux("display-message", "-p", "#{pane_pid}").strip()
        return int(subprocess.run(["pgrep", "-n", "-P", shell], capture_output=True, text=True).stdout)

    def wait(self, wanted: str | Callable[[str], bool], *, seconds: float = DEADLINE) -> str:
        """The screen as soon as it holds `wanted` (a text, or what a function says); AssertionError when it never does."""
        end = time.monotonic() + seconds
        while True:
            screen = self.screen()
            if wanted in screen if isinstance(wanted, str) else wanted(screen):
                return screen
            assert time.monotonic() < end, f"waited {seconds:g} s for {wanted!r}; the screen is\n{screen}"
            time.sleep(0.02)


def have_tmux() -> bool:
    """Whether there is a tmux here."""
    return shutil.which("tmux") is not None
