"""The room's bundle over HTTP: files with ranges, folders as pages of links, as pip's --find-links reads them."""

import html
import os
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope


class Bundle(StaticFiles):
    """The files in a folder, nothing outside of it and nothing hidden."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder)
        self.folder = folder.resolve()

    async def get_response(self, path: str, scope: Scope) -> Response:
        if any(part.startswith(".") for part in Path(path).parts if part != "."):
            raise HTTPException(404)
        wanted = (self.folder / path).resolve()
        if wanted.is_dir() and wanted.is_relative_to(self.folder):
            return _links(wanted)
        return await super().get_response(path, scope)


def _links(folder: Path) -> Response:
    """A folder as a page of links."""
    names = sorted(entry.name + "/" * entry.is_dir() for entry in os.scandir(folder) if not entry.name.startswith("."))
    lines = "".join(f'<li><a href="{quote(name)}">{html.escape(name)}</a></li>\n' for name in names)
    title = html.escape(folder.name)
    return HTMLResponse(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1>\n<ul>\n{lines}</ul></body></html>",
        headers={"Content-Security-Policy": "default-src 'none'"},
    )
