"""The notebook's page in a real browser, in both themes. KIT_SCREENSHOTS=FOLDER keeps the pictures for a person to look at."""

import os
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

import kit
from kit.course import ROOT
from kit.grading import report as reports
from kit.grading.report import Step
from kit.grading.verdict import Verdict
from kit.notebook.grading import Graded
from kit.suite import LLAMA, SENTENCE, SENTENCE_IDS
from kit.suite.explain import compare_rows
from kit.tokenizers import loaded

CHROMIUM = shutil.which("chromium")
HOSTILE = "<script>document.body.style.background='red'</script> \u202eabc\u202c\u200b 👨‍👩‍👧 日本語 العربية <|eot_id|>"


def a_failure(llama) -> Graded:
    """A run with one wrong answer, as `%grade ex04` shows it."""
    from kit.course import load

    wrong = [128000, *SENTENCE_IDS]
    verdict = Verdict(
        "tests/test_ex04_encode.py::test_x", "ex04_encode", 2, ("encode",), "failed",
        facts=[("called", f"encode(tokenizer, {SENTENCE!r})"), ("yours", f"returned {wrong}"), ("expected", f"{SENTENCE_IDS}")],
        rows=compare_rows(wrong, SENTENCE_IDS, llama),
        cause="there is a second <|begin_of_text|> at position 1.",
    )  # fmt: skip
    report = reports.build([verdict], [load().exercise("ex04_encode")], hub="practice", seed=1, tokenizer=None)
    return Graded(replace(report, next=Step("encode in exercises/ex04_encode.py", after="ex04_encode")))


def as_page(theme: str) -> str:
    """The lecture, and below it a graded failure and hostile text, as nbconvert makes a page of it."""
    from nbconvert import HTMLExporter

    llama = loaded.load(LLAMA)
    notebook = nbformat.read(ROOT / "exercises" / "lecture.ipynb", as_version=4)
    for cell in notebook.cells:  # pieces stored with the lecture bring the style they were made with
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if "data" not in output]
    for source, html in (
        ("%grade ex04", a_failure(llama)._repr_html_()),
        ("kit.show(tokenizer, hostile)", kit.show(llama, HOSTILE).html()),
    ):
        output = nbformat.v4.new_output("display_data", {"text/html": html})
        notebook.cells.insert(2, nbformat.v4.new_code_cell(source, outputs=[output]))
    exporter = HTMLExporter(theme=theme)
    exporter.mathjax_url = exporter.require_js_url = exporter.jquery_url = exporter.mermaid_js_url = ""
    return exporter.from_notebook_node(notebook)[0]


@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium)")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_is_readable_and_runs_no_token(theme, tmp_path):
    from PIL import Image

    source = tmp_path / "lecture.html"
    source.write_text(as_page(theme), encoding="utf-8")
    folder = Path(os.environ.get("KIT_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / f"lecture-{theme}.png"
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1000,3600"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", "--host-resolver-rules=MAP * ~NOTFOUND"]
    done = subprocess.run(
        [*command, f"--screenshot={picture}", source.as_uri()], capture_output=True, text=True, timeout=180
    )
    assert picture.exists(), done.stderr[-2000:]
    image = Image.open(picture).convert("RGB")
    colours = Counter(image.get_flattened_data() if hasattr(image, "get_flattened_data") else image.getdata())
    ground, many = colours.most_common(1)[0]
    assert sum(ground) > 3 * 230 if theme == "light" else sum(ground) < 3 * 60, ground
    assert many < 0.995 * image.width * image.height, "there is something on the page"
    # The boxes: each of the four colours, laid over the page's background as the style sheet says.
    for colour in ((86, 180, 233), (230, 159, 0), (0, 158, 115), (204, 121, 167)):
        over = [round(0.22 * a + 0.78 * b) for a, b in zip(colour, ground, strict=True)]
        near = sum(n for c, n in colours.items() if all(abs(a - b) <= 4 for a, b in zip(c, over, strict=True)))
        assert near > 200, (theme, colour, near)
        # Text takes the page's colour: dark on a light box and light on a dark one, by WCAG's contrast of 4.5.
        text = (33, 33, 33) if theme == "light" else (224, 224, 224)
        assert contrast(over, text) > 4.5


def contrast(one, other) -> float:
    """Contrast ratio of two colours as WCAG 2.2 defines it."""

    def luminance(colour) -> float:
        linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
