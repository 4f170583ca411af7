"""Makes the lecture notebooks from docs/lecture.md: converts with jupytext, runs on the solutions, stores the outputs.

python -m kit.notebook.build            write kit/course/lecture.ipynb, the reference, and the notebooks in exercises/ and solutions/
python -m kit.notebook.build --check    say what in them differs from the source, outputs aside
"""

import argparse
import os
import re
import sys
from html import escape
from pathlib import Path

from kit.course import ROOT, atomic, lecture
from kit.course.lecture import FOLDERS, OPENING
from kit.notebook.session import COMPARE

SOURCE = ROOT / "docs" / "lecture.md"

EXPECTED = "-expected"
"""Ending of the id of the cell that shows what the code cell above it prints."""


def notebook():
    """The lecture on exercises/ as its source has it, without outputs. A cell's id is its section's, and a number."""
    import jupytext

    made = jupytext.read(SOURCE)
    made.metadata = {"kernelspec": dict(made.metadata["kernelspec"]), "language_info": {"name": "python"}}
    section, numbers = "lecture", dict[str, int]()
    for cell in made.cells:
        if cell.cell_type == "markdown" and (title := re.match(r"#+ (.+)", cell.source)):
            section = re.sub(r"[^a-z]+", "-", title[1].lower()).strip("-")
        kind = section if cell.cell_type == "code" else f"{section}-text"
        numbers[kind] = numbers.get(kind, 0) + 1
        cell.id = kind if numbers[kind] == 1 else f"{kind}-{numbers[kind]}"
        cell.metadata = {"id": cell.id} if cell.cell_type == "code" else {}  # where Colab looks for it
    return made


def build() -> list[Path]:
    """Run the lecture on the solutions in a real kernel; write the reference and both notebooks with what it printed."""
    import nbformat
    from nbclient import NotebookClient

    made = notebook()
    ran = nbformat.from_dict(made)
    for cell in ran.cells:
        cell.source = cell.source.replace(OPENING, OPENING.replace("exercises", "solutions"))
    where = {"metadata": {"path": str(ROOT / "solutions")}}
    client = NotebookClient(ran, kernel_name="python3", resources=where, coalesce_streams=True, record_timing=False)
    client.execute(env=os.environ | {COMPARE: "off"})
    cells = []
    for cell, done in zip(made.cells, ran.cells, strict=True):
        cells.append(cell)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = done.outputs, done.execution_count
            (one,) = lecture.of([cell])
            cells.append(nbformat.v4.new_markdown_cell(expected(one.expected), id=cell.id + EXPECTED))
    made.cells = cells
    nbformat.write(made, lecture.PATH)
    paths = [lecture.PATH]
    for folder in FOLDERS:
        paths.append(ROOT / folder / "lecture.ipynb")
        atomic.write(paths[-1], lecture.notebook(folder).encode())
    return paths


def expected(text: str) -> str:
    """What a cell prints, folded away, as Markdown of a cell that no run changes."""
    # A blank line would end the HTML, and a dollar sign begin a formula.
    lines = [escape(line, quote=False).replace("$", "&#36;") or "&nbsp;" for line in text.rstrip("\n").split("\n")]
    head = "<details><summary>What this cell prints when your functions are right</summary>"
    return head + "\n<pre>" + "\n".join(lines) + "</pre>\n</details>"


def problems() -> list[str]:
    """What differs between the notebooks and their source, as sentences."""
    import nbformat

    found = []
    wanted = [(cell.id, cell.cell_type, cell.source) for cell in notebook().cells]
    texts = {"kit": lecture.PATH.read_text(encoding="utf-8") if lecture.PATH.exists() else ""}
    texts |= {folder: _read(ROOT / folder / "lecture.ipynb") for folder in FOLDERS}
    for folder, text in texts.items():
        name = f"{folder}/lecture.ipynb"
        if not text:
            found.append(f"{name} is missing; run `python -m kit.notebook.build`")
        elif folder in FOLDERS:
            if text != lecture.notebook(folder):
                found.append(f"{name} is not the course's; run `python -m kit.notebook.build`")
        else:
            have = nbformat.reads(text, as_version=4).cells
            cells = [(cell.id, cell.cell_type, cell.source) for cell in have if not cell.id.endswith(EXPECTED)]
            if cells != wanted:
                found.append(f"{name} differs from docs/lecture.md; run `python -m kit.notebook.build`")
            if any(cell.cell_type == "code" and not cell.execution_count for cell in have):
                found.append(f"{name} has a cell that was not run; run `python -m kit.notebook.build`")
    return found


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m kit.notebook.build", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only say what differs; exit status 1 if anything does")
    if parser.parse_args().check:
        for problem in (found := problems()):
            print(problem)
        return 1 if found else 0
    for path in build():
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
