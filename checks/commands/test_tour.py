"""A new user's first half hour in a real terminal, from `kit init` to full marks in ex04, each screen kept as text.

The screens are in checks/tour/. KIT_TOUR=write writes them anew: look at the difference before it is committed.
"""

import os
import re
import sys
from pathlib import Path

import pytest

from checks.screens import Terminal, have_tmux
from kit.course import ROOT, load

KEPT = ROOT / "checks" / "tour"
WRITE = "KIT_TOUR"

pytestmark = pytest.mark.skipif(not have_tmux(), reason="there is no tmux here")


class Tour:
    """The terminal, and the screens that were met so far."""

    def __init__(self, terminal: Terminal, home: Path) -> None:
        self.terminal = terminal
        self.home = home
        self.met: dict[str, str] = {}

    def see(self, name: str, *wanted: str, ended: bool = False) -> None:
        """Wait for a screen that holds all of `wanted`, with nothing under way, and keep it as `name`.

        `ended`: the command is done, and the shell waits for the next.
        """

        def is_it(screen: str) -> bool:
            found = all(text in screen for text in wanted)
            under_way = "grading …" in screen or re.search(
                r"\d  …$", screen, re.MULTILINE
            )  # in the list: at its points
            return found and not under_way and (not ended or screen.endswith("$"))

        screen = self.terminal.wait(is_it)
        screen = screen.replace(str(self.home), "~")
        screen = re.sub(r"\d+\.\d\d s\b", "0.00 s", screen)
        screen = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:PORT", screen)
        self.met[f"{len(self.met) + 1:02}-{name}.txt"] = screen + "\n"

    def command(self, text: str) -> None:
        self.terminal.type(f"clear; {text}\n")

    def write(self, name: str, old: str, new: str) -> None:
        """Edit an exercise as an editor does: a temporary file, renamed."""
        file = self.home / "my-tokenizers" / "exercises" / name
        text = file.read_text("utf-8")
        assert old in text
        part = file.with_suffix(".swp")
        part.write_text(text.replace(old, new, 1), "utf-8")
        part.replace(file)


def not_written(name: str) -> str:
    return f'raise NotImplementedError("ex04_encode.{name}: not written yet")'


@pytest.fixture(scope="module")
def screens(tmp_path_factory) -> dict[str, str]:
    """The whole tour; its screens by file name."""
    home = tmp_path_factory.mktemp("home")
    script = home / "bin" / "kit"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m kit "$@"\n')
    script.chmod(0o755)
    settings = {"PATH": f"{script.parent}:{os.environ['PATH']}", "TERM": "screen-256color", "HOME": str(home)}
    settings["KIT_CACHE"] = os.environ.get("KIT_CACHE") or _cache()
    with Terminal(home, settings, columns=80, rows=30) as terminal:
        tour = Tour(terminal, home)
        walk(tour, terminal)
    return tour.met


def walk(tour: Tour, terminal: Terminal) -> None:
    tour.command("kit init my-tokenizers")
    tour.see("init", "kit watch", "is ready", ended=True)
    tour.command("cd my-tokenizers; kit")
    tour.see("where", "kit run ex00", "kit watch ex04", "kit watch ex01", ended=True)
    tour.command("kit watch ex04")
    tour.see("watch", "write encode in", "q quit", "graded in")
    tour.write("ex04_encode.py", not_written("encode"), "return tokenizer.encode(text, add_special_tokens=False)")
    tour.see("wrong-answer", "is missing at the front", "graded in")
    tour.write(
        "ex04_encode.py", "return tokenizer.encode(text, add_special_tokens=False)", "return tokenizer.encode(text"
    )
    tour.see("syntax-error", "Python cannot read", "graded in")
    terminal.type("h")
    tour.see("hint", "hint 1 of 3")
    terminal.type("r")
    tour.see("reset-asks", "Press r again")
    terminal.type("r")
    tour.see("reset", "The stub is back", "write encode in")
    tour.write("ex04_encode.py", not_written("encode"), "return tokenizer.encode(text)")
    tour.see("first-function", "count_tokens", "graded in")
    tour.write("ex04_encode.py", not_written("count_tokens"), "return len(encode(tokenizer, text))")
    tour.see("second-function", "characters_per_token", "graded in")
    tour.write(
        "ex04_encode.py",
        not_written("characters_per_token"),
        "return len(text) / max(count_tokens(tokenizer, text), 1)",
    )
    tour.see("third-function", "estimate_tokens", "graded in")
    tour.write("ex04_encode.py", not_written("estimate_tokens"), "return max((len(text) + 2) // 4, bool(text))")
    tour.see("nearly", "estimate_tokens('a')", "graded in")
    tour.write(
        "ex04_encode.py",
        "return max((len(text) + 2) // 4, bool(text))",
        "return max((len(text) + 2) // 4, 1 if text else 0)",
    )
    tour.see("full-marks", "Full marks", "graded in")
    terminal.type("l")
    tour.see("list", f"15 of {load().points:g} points")
    terminal.type("q")
    terminal.wait(lambda screen: screen.endswith("$"))
    tour.command("kit; cat progress.txt")
    tour.see("progress", f"15/{load().parts[0].points:g}", "ex04_encode 15/15", ended=True)


def _cache() -> str:
    import platformdirs

    return platformdirs.user_cache_dir("tokenizer-kit", appauthor=False)


def test_every_screen_is_as_it_was(screens):
    if os.environ.get(WRITE) == "write":
        for old in KEPT.glob("*.txt"):
            old.unlink()
        KEPT.mkdir(exist_ok=True)
        for name, screen in screens.items():
            (KEPT / name).write_text(screen, "utf-8")
    kept = {path.name: path.read_text("utf-8") for path in sorted(KEPT.glob("*.txt"))}
    assert list(kept) == list(screens), f"{WRITE}=write writes the screens anew"
    for name, screen in screens.items():
        assert screen == kept[name], f"{name}: {WRITE}=write writes it anew"


def test_the_screens_say_what_they_should(screens):
    text = {name[3:-4]: screen for name, screen in screens.items()}
    assert "exercises/ex04_encode.py, line 30: '(' was never" in text["syntax-error"]
    assert "<|begin_of_text|> is missing at the front" in text["wrong-answer"]
    assert "exercises/.previous/ex04_encode.1.py" in text["reset"]
    assert all(max(map(len, screen.splitlines())) <= 80 for screen in text.values())
