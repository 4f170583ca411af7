"""The page for whoever opens the board's address: two lines to install, for each system, and the address as a code."""

from pathlib import Path

import segno
from markupsafe import Markup

from kit.workshop import two_lines
from kit.workshop.two_lines import LINUX, MAC, WINDOWS


def visitors(agent: str) -> str:
    """The system that a browser says it runs on; Linux for others."""
    if "Windows" in agent:
        return WINDOWS
    return MAC if "Macintosh" in agent or "Mac OS" in agent else LINUX


def systems(url: str, bundle: Path | None, agent: str) -> list[tuple[str, list[str]]]:
    """The lines for each system, the visitor's own first; none when no bundle is served."""
    if bundle is None:
        return []
    own = visitors(agent)
    lines = two_lines.from_address(f"{url}/bundle/")
    return sorted(((system, list(both)) for system, both in lines.items()), key=lambda each: each[0] != own)


def qr(url: str) -> Markup:
    """An address as a QR code, an SVG in black on white."""
    drawn = segno.make(url, error="m").svg_inline(
        scale=4, border=2, svgclass="qr", lineclass=None, light="#fff", omitsize=True
    )
    return Markup(drawn.replace("<svg ", '<svg role="img" aria-label="The address as a QR code" ', 1))
