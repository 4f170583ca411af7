"""The two lines from nothing to the first verdict, for each system: from a pack's folder, or from the board's address."""

from collections.abc import Callable

WINDOWS, MAC, LINUX = "Windows", "macOS", "Linux"

FOLDER = "my-tokenizers"
"""Where install.py puts the exercises."""


def from_address(bundle: str) -> dict[str, tuple[str, str]]:
    """By system, the lines for a bundle's address, such as http://192.168.1.5:8765/bundle/. On Windows: PowerShell's."""
    fetch = f"import urllib.request as u; bundle='{bundle}'; exec(u.urlopen(bundle+'install.py').read())"
    return _lines(lambda python: f'{python} -c "{fetch}"')


def from_folder(folder: str = "PACK") -> dict[str, tuple[str, str]]:
    """By system, the lines for a pack's folder."""
    return _lines(lambda python: f"{python} {folder}{chr(92) if python == 'py' else '/'}install.py")


def _lines(first: Callable[[str], str]) -> dict[str, tuple[str, str]]:
    posix = (first("python3"), f"cd {FOLDER} && .venv/bin/kit run ex00")
    return {WINDOWS: (first("py"), f"cd {FOLDER}; .venv\\Scripts\\kit run ex00"), MAC: posix, LINUX: posix}
