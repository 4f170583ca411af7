"""Pages from templates: everything is escaped, one style sheet, no script, nothing from elsewhere."""

import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from starlette.responses import HTMLResponse

from kit.hub.catalogue import FAMILIES

if TYPE_CHECKING:
    from kit.hub.site.site import Visit

TEMPLATES = Path(__file__).with_name("templates")
STYLE = (TEMPLATES / "style.css").read_bytes()


@cache
def _environment() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"size": size, "day": day, "family": _family}
    return found


def page(template: str, visit: "Visit", status: int = 200, **values: object) -> HTMLResponse:
    """A page of the site for a visit (kit.hub.site.site.Visit), with a status of HTTP."""
    known = {"account": visit.account, "session": visit.session, "host": visit.http.headers.get("host", "")}
    return HTMLResponse(_environment().get_template(template).render(known | values), status)


def _family(family: str) -> str:
    return FAMILIES.get(family, family)


def size(count: int) -> str:
    """A number of bytes as people read it: `9.09 MB`, as the Hub counts them, in thousands."""
    amount, units = float(count), ["Bytes", "kB", "MB", "GB"]
    while amount >= 1000 and len(units) > 1:
        amount, units = amount / 1000, units[1:]
    return f"{count} Bytes" if units[0] == "Bytes" else f"{amount:.3g} {units[0]}"


def day(seconds: float) -> str:
    """A time (seconds since 1970) as a day: `26 Nov 2026`."""
    return time.strftime("%d %b %Y", time.localtime(seconds))
