"""Makes both lecture notebooks from docs/lecture.md: converts with jupytext, runs on the solutions, stores the outputs.

python -m kit.notebook.build            write exercises/lecture.ipynb and solutions/lecture.ipynb
python -m kit.notebook.build --check    say what in them differs from the source, outputs aside
"""

import argparse
import sys
from pathlib import Path

from kit.course import ROOT

SOURCE = ROOT / "docs" / "lecture.md"
FOLDERS = ("exercises", "solutions")
OPENING = 'notebook.open("exercises")'
"""In the opening cell; the one thing that differs between the two notebooks."""


def notebook(folder: str):
    """The notebook of `folder` as its source has it, without outputs."""
    import jupytext

    made = jupytext.read(SOURCE)
    made.metadata = {"kernelspec": dict(made.metadata["kernelspec"]), "language_info": {"name": "python"}}
    for number, cell in enumerate(made.cells):
        cell.id = f"cell-{number:02}"
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.source = cell.source.replace(OPENING, OPENING.replace("exercises", folder))
    return made


def build() -> list[Path]:
    """Run the lecture on the solutions in a real kernel and write both notebooks with what it printed."""
    import nbformat
    from nbclient import NotebookClient

    ran = notebook("solutions")
    where = {"metadata": {"path": str(ROOT / "solutions")}}
    NotebookClient(ran, kernel_name="python3", resources=where, coalesce_streams=True, record_timing=False).execute()
    written = []
    for folder in FOLDERS:
        made = notebook(folder)
        for cell, done in zip(made.cells, ran.cells, strict=True):
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = done.outputs, done.execution_count
        path = ROOT / folder / "lecture.ipynb"
        nbformat.write(made, path)
        written.append(path)
    return written


def problems() -> list[str]:
    """What differs between the notebooks and their source, as sentences."""
    import nbformat

    found = []
    for folder in FOLDERS:
        path = ROOT / folder / "lecture.ipynb"
        name = f"{folder}/lecture.ipynb"
        if not path.exists():
            found.append(f"{name} is missing; run `python -m kit.notebook.build`")
            continue
        want, have = notebook(folder), nbformat.read(path, as_version=4)
        if [(cell.cell_type, cell.source) for cell in want.cells] != [
            (cell.cell_type, cell.source) for cell in have.cells
        ]:
            found.append(f"{name} differs from docs/lecture.md; run `python -m kit.notebook.build`")
        if any(cell.cell_type == "code" and not cell.execution_count for cell in have.cells):
            found.append(f"{name} has a cell that was not run; run `python -m kit.notebook.build`")
    return found


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
