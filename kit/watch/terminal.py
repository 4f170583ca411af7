"""The terminal as a screen: entered and left again whole, whatever happens between; keys as words."""

import contextlib
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

ENTER, LEAVE = "\x1b[?1049h\x1b[?25l\x1b[2J", "\x1b[?25h\x1b[0m\x1b[?1049l"
"""The alternate screen without a cursor, and back (xterm's control sequences, which Windows Terminal, VS Code and tmux know)."""

KEYS = {
    "\x1b[A": "up", "\x1b[B": "down", "\x1bOA": "up", "\x1bOB": "down", "\x1b[5~": "page up", "\x1b[6~": "page down",
    " ": "page down", "\r": "enter", "\n": "enter", "\x1b": "escape", "\x03": "interrupt", "\x1a": "suspend",
}  # fmt: skip
WINDOWS_KEYS = {"H": "up", "P": "down", "I": "page up", "Q": "page down"}
"""The second character of a special key, as msvcrt gives it."""

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class Terminal:
    """A context manager: the screen is this program's inside, and as it was before afterwards.

    `put` gets {"event": "key", "key": …}, {"event": "resized"} and {"event": "signal", "number": …}.
    """

    def __init__(self, put: Callable[[dict], None]) -> None:
        self.put = put
        self._settings: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self._shown: list[str] = []
        self._stop, self._stopping = os.pipe()

    def __enter__(self) -> "Terminal":
        if os.name == "nt":
            os.system("")  # makes an older console understand control sequences
        else:
            import termios

            self._settings = termios.tcgetattr(sys.stdin)
            self._handle("SIGWINCH", lambda *_: self.put({"event": "resized"}))
            self._handle("SIGTSTP", self._suspend)
        for name in SIGNALS:
            self._handle(name, lambda number, _: self.put({"event": "signal", "number": number}))
        self._enter()
        threading.Thread(target=self._read_windows if os.name == "nt" else self._read, name="keys", daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._leave()
        os.write(self._stopping, b".")
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def draw(self, lines: list[str]) -> None:
        """Show these lines, one a row; only what changed is written."""
        if lines == self._shown:
            return
        parts = ["\x1b[?2026h"]  # one picture, not line by line, where the terminal can
        for row, line in enumerate(lines):
            if row >= len(self._shown) or self._shown[row] != line:
                parts.append(f"\x1b[{row + 1};1H{line}\x1b[0m\x1b[K")
        parts.append(f"\x1b[{len(lines)};1H\x1b[J" if len(lines) < len(self._shown) else "")
        parts.append("\x1b[?2026l")
        self._shown = lines
        self._write("".join(parts))

    def forget(self) -> None:
        """Draw everything anew next time: the terminal has another size, or somebody else wrote to it."""
        self._shown = []
        self._write("\x1b[2J")

    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        found = shutil.get_terminal_size()
        with contextlib.suppress(OSError, ValueError):  # the variables COLUMNS and LINES do not follow a resize
            found = os.get_terminal_size(sys.stdout.fileno())
        return max(found.columns, 20), max(found.lines, 5)

    def _enter(self) -> None:
        if self._settings is not None:
            import termios
            import tty

            tty.setcbreak(sys.stdin, termios.TCSANOW)
        self._write(ENTER)

    def _leave(self) -> None:
        self._write(LEAVE)
        if self._settings is not None:
            import termios

            with contextlib.suppress(OSError, termios.error):  # the terminal may be gone
                termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._settings)

    def _suspend(self, *_: object) -> None:
        """Ctrl-Z: the terminal as it was while the shell has it; back with `fg`."""
        self._leave()
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, before)
        self._enter()
        self._shown = []
        self.put({"event": "resized"})

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # the terminal may be gone; the signal that says so follows
            sys.stdout.write(text)
            sys.stdout.flush()

    def _handle(self, name: str, handler: Callable[..., object]) -> None:
        if hasattr(signal, name):
            number = getattr(signal, name)
            self._handlers[number] = signal.signal(number, handler)

    def _read(self) -> None:
        import select

        while True:
            ready, _, _ = select.select([sys.stdin, self._stop], [], [])
            if self._stop in ready:
                return
            try:
                data = os.read(sys.stdin.fileno(), 1024)
            except OSError:
                data = b""
            if not data:  # the terminal is gone
                self.put({"event": "signal", "number": int(signal.SIGHUP)})
                return
            for key in keys(data.decode("utf-8", "replace")):
                self.put({"event": "key", "key": key})

    def _read_windows(self) -> None:
        import msvcrt

        while True:
            read: Callable[[], str] = vars(msvcrt)["getwch"]  # which mypy knows on Windows alone
            key = read()
            key = WINDOWS_KEYS.get(read(), "") if key in "\x00\xe0" else KEYS.get(key, key)
            self.put({"event": "key", "key": key})


def keys(text: str) -> list[str]:
    """What was typed, as the names of KEYS or the characters themselves; unknown control sequences are dropped."""
    found = []
    while text:
        known = next((code for code in sorted(KEYS, key=len, reverse=True) if text.startswith(code)), None)
        if text.startswith(("\x1b[", "\x1bO")) and known == "\x1b":
            end = next((k for k in range(2, len(text)) if text[k].isalpha() or text[k] == "~"), len(text) - 1)
            text = text[end + 1 :]
            continue
        found.append(KEYS[known] if known else text[0])
        text = text[len(known) if known else 1 :]
    return found
