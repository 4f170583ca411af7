"""The lecture notebooks: no drift from their source, run in a real kernel, graded cell by cell."""

import json

import jsonschema
import nbformat
import pytest

from checks.kernels import OPENING, kernel
from kit.course import ROOT
from kit.notebook import build

NOTEBOOKS = [ROOT / folder / "lecture.ipynb" for folder in build.FOLDERS]


def test_both_notebooks_are_what_their_source_says():
    assert build.problems() == []


def test_a_notebook_that_drifted_is_noticed(monkeypatch, tmp_path):
    source = tmp_path / "lecture.md"
    source.write_text(build.SOURCE.read_text(encoding="utf-8").replace("## Encode", "## Encoding"), encoding="utf-8")
    monkeypatch.setattr(build, "SOURCE", source)
    assert len(build.problems()) == 1
    monkeypatch.setattr(build, "ROOT", tmp_path)
    assert sum("lecture.ipynb is missing" in problem for problem in build.problems()) == 2


def test_the_two_notebooks_differ_in_the_opening_cell_alone():
    mine, solved = (nbformat.read(path, as_version=4).cells for path in NOTEBOOKS)
    different = [k for k, (a, b) in enumerate(zip(mine, solved, strict=True)) if a != b]
    assert len(different) == 1
    assert mine[different[0]].source == solved[different[0]].source.replace('open("solutions")', build.OPENING[9:])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.parent.name)
def test_stored_outputs_name_no_machine_and_no_token(path):
    text = json.dumps([cell.get("outputs") for cell in nbformat.read(path, as_version=4).cells])
    for secret in ("127.0.0.1", "site-packages", "/home", "/tmp", "Traceback", "Warning"):
        assert secret not in text
    assert "hf_" not in text.replace("hf_\\u2026", "")


@pytest.mark.parametrize("folder", build.FOLDERS)
def test_the_notebook_passes_on_the_solutions(run_pytest, tmp_path, folder):
    done = run_pytest("--nbval", f"{folder}/lecture.ipynb", "--solutions", "--report", tmp_path / "report.json")
    assert done.status == 0, done.out[-3000:]
    report = json.loads((tmp_path / "report.json").read_text())
    jsonschema.validate(report, json.loads((ROOT / "checks" / "report.schema.json").read_text()))
    assert {cell["status"] for cell in report["cells"]} == {"passed"} and len(report["cells"]) >= 11
    assert report["max"] == 0, "a cell has no points"
    named = {slug for cell in report["cells"] for slug in cell["exercises"]}
    assert named == {path.stem for path in (ROOT / "solutions").glob("ex0[1-7]*.py")}


def test_a_wrong_answer_fails_its_own_cell_and_names_the_exercise(run_pytest, submission, tmp_path):
    wrong = "+def encode(tokenizer, text):\n    return tokenizer.encode(text, add_special_tokens=False)\n"
    folder = submission(ex04_encode=wrong, ex06_special="def special_tokens(")
    done = run_pytest(
        "--nbval", "exercises/lecture.ipynb", "--submission", folder, "--report", tmp_path / "report.json"
    )
    assert done.status == 1
    cells = json.loads((tmp_path / "report.json").read_text())["cells"]
    failed = {tuple(cell["exercises"]): cell for cell in cells if cell["status"] != "passed"}
    assert set(failed) == {("ex04_encode",), ("ex06_special",)}
    assert failed["ex04_encode",]["message"].startswith("ex04_encode: this cell calls")
    assert "ex04_encode: this cell calls functions of this exercise" in done.out
    assert "10 of 12 cells" in done.out and "next: ex04_encode" in done.out
    assert "Python cannot read" in done.out, "a broken file is told in words in its cell"


def test_untouched_stubs_are_told_by_name(run_pytest, tmp_path):
    from kit.course import stubs

    for path in (ROOT / "solutions").glob("ex*.py"):
        (tmp_path / path.name).write_text(stubs.stub(path.read_text("utf-8"), path.stem), "utf-8")
    done = run_pytest("--nbval", "exercises/lecture.ipynb", "--submission", tmp_path)
    assert done.status == 1
    assert "ex05_decode.decode is not written yet." in done.out
    assert "3 of 12 cells" in done.out, "those that call no function of the learner's"


def test_nbval_stays_out_of_other_runs(run_pytest, tmp_path):
    probe = tmp_path / "probe.py"
    probe.write_text(
        "import sys\n\ndef pytest_unconfigure():\n"
        "    print('LOADED', [n for n in ('nbval', 'nbformat', 'jupyter_client', 'IPython', 'kit.notebook') if n in sys.modules])\n"
    )
    env = {"PYTHONPATH": str(tmp_path)}
    done = run_pytest("-p", "probe", "-s", "tests/test_ex04_encode.py", "-k", "rule_of_thumb", env=env)
    assert "LOADED []" in done.out
    done = run_pytest("-p", "probe", "-s", "--nbval", "--collect-only", "solutions/lecture.ipynb", env=env)
    assert "'nbval'" in done.out


@pytest.mark.parametrize("folder", [ROOT, ROOT / "exercises"], ids=["root", "exercises"])
def test_the_opening_cell_runs_from_the_root_and_from_the_exercises(folder):
    cells = nbformat.read(ROOT / "exercises" / "lecture.ipynb", as_version=4).cells
    opening = next(cell.source for cell in cells if cell.cell_type == "code")
    with kernel(folder, HF_TOKEN="hf_" + "Q" * 34) as here:
        first = here.run(opening)
        assert not first.error and first.text.startswith("Practice Hub, on this machine.")
        again = here.run(opening)
        assert not again.error and again.text.startswith(first.text), "run twice, it says the same"
        shown = here.run("import os; print(hub, os.environ['HF_TOKEN'].count('Q'), hub.token in repr(hub))").text
        assert shown == "<the practice Hub> 0 False\n"


def test_the_opening_cell_refuses_when_it_is_too_late():
    with kernel() as here:
        ran = here.run("import huggingface_hub.constants\n" + OPENING.replace("\n%load_ext kit", ""))
        assert "Restart the kernel and run this cell first." in ran.error and "Practice Hub" not in ran.text
        assert "Traceback" not in ran.error, "in words"


def test_the_live_hub_is_used_when_asked_for_and_says_so():
    with kernel(KIT_HUB="live", HF_ENDPOINT="http://127.0.0.1:9", HF_TOKEN="hf_" + "Q" * 34) as here:
        ran = here.run(OPENING)
        assert ran.text.startswith("LIVE Hub (http://127.0.0.1:9), with your own login.") and "QQ" not in ran.text


COLAB = """
import sys, types, os
class SecretNotFoundError(Exception): pass
userdata = types.ModuleType("google.colab.userdata")
asked = []
userdata.get = lambda name: asked.append(name) or "hf_" + "Q" * 34
userdata.SecretNotFoundError = SecretNotFoundError
userdata.NotebookAccessError = PermissionError
userdata.TimeoutException = TimeoutError
google, colab = types.ModuleType("google"), types.ModuleType("google.colab")
google.colab, colab.userdata = colab, userdata
sys.modules |= {"google": google, "google.colab": colab, "google.colab.userdata": userdata}
"""


@pytest.mark.parametrize("hub, used", [("practice", "False 0"), ("live", "True 1")])
def test_colabs_own_secret_is_read_only_on_the_live_hub(hub, used):
    with kernel(KIT_HUB=hub, KIT_ANSWERS=str(ROOT / "solutions")) as here:
        here.run(COLAB)
        assert not here.run(OPENING).error
        ran = here.run(
            "from exercises.ex01_login import find_token\nprint((find_token() or '').endswith('QQ'), len(asked))"
        )
        assert ran.text == used + "\n", ran.error
