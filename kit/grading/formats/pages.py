"""HTML pages from templates: everything is escaped unless it is marked as HTML, nothing is loaded from elsewhere."""

from functools import cache
from pathlib import Path

import jinja2

from kit.course.points import counted, show_points
from kit.grading.formats.text import clean, line
from kit.grading.verdict import PASSED
from kit.tokenizers.pieces import STYLE

SIGNS = {PASSED: "✓", "not started": "·", "under way": "◐"}
"""Before an exercise or test: passed, not started, nothing wrong so far; everything else has a cross."""


@cache
def _environment() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters |= {"line": line, "clean": clean, "points": show_points, "counted": counted}
    found.globals |= {"piece_style": STYLE, "sign": lambda status: SIGNS.get(status, "✗")}
    return found


def render(template: str, **values: object) -> str:
    """A page from a template of this package."""
    return _environment().get_template(template).render(**values)
