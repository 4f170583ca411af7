"""Report pages in a real browser, in both themes. KIT_SCREENSHOTS=FOLDER keeps the pictures for a person to look at."""

import copy
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from checks.golden import remake
from checks.grading.test_formats import MADE, TAGS, Page
from checks.notebook.test_notebook_page import CHROMIUM, contrast
from kit.grading.formats import class_page, learner_page
from kit.grading.roster import Everybody
from kit.learner.show import show

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium)")

PAGES = ["failed/page.html", "hostile/page.html", "class/class.html"]
DARK, LIGHT = 0, 1  # Blink's values of its setting preferredColorScheme


def browse(page: Path, folder: Path, *arguments: str) -> str:
    """What Chromium writes about a page, with no way to any other host."""
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1000,1200"]
    command += [f"--user-data-dir={folder / 'profile'}", "--host-resolver-rules=MAP * ~NOTFOUND"]
    done = subprocess.run([*command, *arguments, page.as_uri()], capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_follows_the_theme_and_can_be_read(path, theme, tmp_path):
    from PIL import Image

    source = tmp_path / "page.html"
    source.write_text(MADE[path], encoding="utf-8")
    folder = Path(os.environ.get("KIT_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / f"{path.replace('/', '-').removesuffix('.html')}-{theme}.png"
    setting = f"--blink-settings=preferredColorScheme={LIGHT if theme == 'light' else DARK}"
    browse(source, tmp_path, setting, f"--screenshot={picture}")
    image = Image.open(picture).convert("RGB")
    colours = Counter(image.get_flattened_data() if hasattr(image, "get_flattened_data") else image.getdata())
    ground, many = colours.most_common(1)[0]
    assert ground == ((255, 255, 255) if theme == "light" else (22, 22, 22))
    assert many < 0.99 * image.width * image.height, "there is something on the page"
    text = (33, 33, 33) if theme == "light" else (224, 224, 224)
    assert colours[text] > 500, "text has the colour of the style sheet"
    marks = {"class": [(0, 158, 115, 0.25), (230, 159, 0, 0.22), (213, 94, 0, 0.28)]}.get(
        path.partition("/")[0], [(213, 94, 0, 0.22)]
    )
    for *colour, share in marks:
        over = [round(share * a + (1 - share) * b) for a, b in zip(colour, ground, strict=True)]
        near = sum(n for c, n in colours.items() if all(abs(a - b) <= 4 for a, b in zip(c, over, strict=True)))
        assert near > 200, (colour, near)
        assert contrast(over, text) > 4.5


@pytest.mark.parametrize("path", ["hostile/page.html", "class/class.html"])
def test_hostile_text_stays_text_in_the_browser(path, tmp_path):
    source = tmp_path / "page.html"
    source.write_text(MADE[path], encoding="utf-8")
    page = Page(browse(source, tmp_path, "--dump-dom"))
    assert page.tags <= TAGS | {"tbody"}
    assert "<script>document.body.innerHTML" in page.text and remake.HOSTILE_NAME.partition("\x1b")[0] in page.text


MARKUP = '<img src=x onerror="document.body.innerHTML=1"><script>document.body.innerHTML=""</script>'


def test_the_name_of_a_class_stays_text_in_the_browser(tmp_path):
    """Wherever a message names the class of what came back: `__qualname__`, `__module__`, the bases in `__mro__`."""
    base = type(MARKUP, (Exception,), {"__module__": MARKUP, "__qualname__": MARKUP})
    made = type(MARKUP, (base,), {"__module__": MARKUP, "__qualname__": MARKUP})
    said = [show(made()), show(made), repr(made.__mro__), f"raised {made.__name__}: {MARKUP}"]
    report = copy.deepcopy(remake.report("failed"))
    for test in report["exercises"][0]["tests"]:
        test |= {"message": "\n".join(said), "cause": said[1], "output": said[2], "rows": [[MARKUP] * 4]}
    for number, html in enumerate(
        [learner_page.page(report, MARKUP), class_page.page(Everybody([report | {"submission": MARKUP}]))]
    ):
        (tmp_path / f"{number}.html").write_text(html, encoding="utf-8")
        page = Page(browse(tmp_path / f"{number}.html", tmp_path, "--dump-dom"))
        assert page.tags <= TAGS | {"tbody"} and MARKUP in page.text


def test_the_browser_would_have_run_it(tmp_path):
    """The check above can fail: unescaped, the same text empties the page."""
    source = tmp_path / "page.html"
    source.write_text('<body>text<script>document.body.innerHTML = ""</script></body>', encoding="utf-8")
    assert "text" not in Page(browse(source, tmp_path, "--dump-dom")).text
