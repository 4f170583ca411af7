"""`lecture.ipynb` by itself: the file alone in an empty folder, a kernel without the kit, and a wheel to install from."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from checks.project.test_wheel import BUILT_FROM
from kit.course import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The kit's wheel, built from what is committed to the source package."""
    source = tmp_path_factory.mktemp("alone") / "source"
    for name in BUILT_FROM:
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target)
    pip = [sys.executable, "-m", "pip", "-q", "wheel", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "-w", str(source.parent), str(source)], check=True)
    (made,) = source.parent.glob("*.whl")
    return made


@pytest.fixture
def bare(tmp_path) -> Path:
    """A Python that has all packages of this one but the kit, which is not to be found in any way."""
    others = tmp_path / "others"
    others.mkdir()
    for entry in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if not entry.name.startswith(("tokenizer_kit", "__editable__")):
            (others / entry.name).symlink_to(entry)
    venv.create(tmp_path / "env", with_pip=False, symlinks=os.name != "nt")
    paths = sysconfig.get_paths("venv", vars={"base": str(tmp_path / "env"), "platbase": str(tmp_path / "env")})
    Path(paths["purelib"], "others.pth").write_text(f"{others}\n")
    return Path(paths["scripts"], "python")


def test_it_sets_itself_up_and_grades_what_is_written_in_it(wheel, bare, tmp_path):
    here = tmp_path / "an empty folder"
    here.mkdir()
    shutil.copy(ROOT / "exercises" / "lecture.ipynb", here)
    notebook = nbformat.read(here / "lecture.ipynb", as_version=4)
    opening = next(cell for cell in notebook.cells if cell.cell_type == "code")
    solution = (ROOT / "solutions" / "ex04_encode.py").read_text("utf-8")
    alone = nbformat.v4.new_notebook(metadata=notebook.metadata)
    texts = [
        "import importlib.util; print(importlib.util.find_spec('kit'))",
        opening.source,
        opening.source,
        "%%answer ex04_encode\n" + solution[solution.index("def encode") :],
        "%grade ex04",
        "import os; print(os.getcwd())",
    ]
    alone.cells = [nbformat.v4.new_code_cell(text) for text in texts]
    kernels = tmp_path / "kernels" / "kernels" / "bare"
    kernels.mkdir(parents=True)
    command = [str(bare), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernels / "kernel.json").write_text(json.dumps({"argv": command, "display_name": "bare", "language": "python"}))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KIT_", "PYTHON", "VIRTUAL_ENV"))}
    more = {"KIT_INSTALL": str(wheel), "PIP_NO_INDEX": "1", "JUPYTER_PATH": str(tmp_path / "kernels"), "NO_COLOR": "1"}
    os.environ["JUPYTER_PATH"] = more["JUPYTER_PATH"]
    try:
        client = NotebookClient(alone, kernel_name="bare", resources={"metadata": {"path": str(here)}}, timeout=300)
        client.execute(env=kept | more)
    finally:
        del os.environ["JUPYTER_PATH"]
    said = ["".join(output.get("text", "") + str(output.get("data", {}).get("text/plain", "")) for output in cell.outputs)
            for cell in alone.cells]  # fmt: skip
    assert said[0].strip() == "None", "the kernel begins without the kit"
    assert "Practice Hub, on this machine" in said[1] and "my-tokenizers/exercises, beside this notebook" in said[1]
    assert "15" in said[3] and "ex04" in said[4] and "15/15" in said[4].replace(" of ", "/"), said[3:5]
    assert said[5].strip() == str(here / "my-tokenizers" / "exercises")
    assert (here / "my-tokenizers" / "exercises" / "ex04_encode.py").read_text("utf-8").count("def encode") == 1
    assert str(ROOT) not in "".join(said)
