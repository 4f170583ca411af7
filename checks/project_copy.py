"""A copy of the project in which a page of its documentation is followed, and what runs there as it would for its owner."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from kit.course import ROOT

LEFT_OUT = (".git", ".venv", "__pycache__", ".pytest_cache", ".ruff_cache", ".mypy_cache", "*.egg-info", "progress.txt")


class Copy:
    """A copy of the project, and what runs there as it would for its owner."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*LEFT_OUT, "build", "dist"))

    def run(self, *command: object, status: int | None = 0, stdin: str = "") -> str:
        """What `python COMMAND` prints; it must end with this exit status (None: with any)."""
        settings = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "PY_COLORS")}
        settings |= {"PYTHONPATH": str(self.root), "NO_COLOR": "1", "COLUMNS": "120"}
        line = [sys.executable, *map(str, command)]
        done = subprocess.run(line, cwd=self.root, env=settings, capture_output=True, text=True, input=stdin)
        ended = f"{line}: {done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
        assert status is None or done.returncode == status, ended
        return done.stdout + done.stderr

    def kit(self, *arguments: object, status: int = 0) -> str:
        return self.run("-m", "kit", *arguments, status=status)

    def add(self, path: str, text: str) -> None:
        """Write a file, or add to one that is there."""
        file = self.root / path
        before = file.read_text(encoding="utf-8") + "\n" if file.exists() else ""
        file.write_text(before + text, encoding="utf-8")

    def change(self, path: str, diff: str) -> None:
        """Change the one place of a file that the lines of `diff` fit, those with `-` and with a space in front."""
        lines = diff.splitlines(keepends=True)
        old, new = ("".join(line[1:] for line in lines if line[0] in kept) for kept in (" -", " +"))
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path} has {text.count(old)} places for this change:\n{diff}"
        file.write_text(text.replace(old, new), encoding="utf-8")
