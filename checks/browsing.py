"""A real browser for the checks of pages: Debian's chromium, driven by Playwright, with no way to any other host."""

import contextlib
import os
import shutil
from collections.abc import Iterator

CHROMIUM = shutil.which("chromium")

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@contextlib.contextmanager
def browser() -> Iterator:
    """Chromium without a window; `new_page(...)` opens a page in it."""
    from playwright.sync_api import sync_playwright

    # Playwright would look for browsers of its own elsewhere.
    os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            yield opened
        finally:
            opened.close()


def violations(page) -> list[str]:
    """What axe-core finds on a page, a line each: the rule and the first element that breaks it."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:120]})" for each in found]
