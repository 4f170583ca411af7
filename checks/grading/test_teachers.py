"""The recipes of docs/teachers.md, run as far as they can be here: Gradescope's layout and the steps of a workflow."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from kit.course import ROOT, load

BASH = shutil.which("bash")
SCHEMA = json.loads((Path(__file__).parents[1] / "gradescope.schema.json").read_text())
pytestmark = pytest.mark.skipif(BASH is None or os.name == "nt", reason="the recipes are for bash")


def environment(**extra: object) -> dict[str, str]:
    """As in a fresh shell, with this Python first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return (
        os.environ
        | {"PATH": path, "KIT_OPTIONS": "--isolate" if sys.platform == "linux" else ""}
        | {name: str(value) for name, value in extra.items()}
    )


@pytest.fixture
def autograder(tmp_path):
    """Gradescope's folders under a root of our own: `autograder(submission files)` runs the script, gives results.json.

    The kit itself is a link to this checkout, and this Python stands for the one that setup.sh makes.
    """
    root = tmp_path / "autograder"
    for folder in ("source", "results", "submission"):
        (root / folder).mkdir(parents=True)
    (root / "source" / "tokenizer-kit").symlink_to(ROOT)
    shutil.copy(ROOT / "docs" / "gradescope" / "run_autograder", root / "run_autograder")

    def run(files: dict[str, bytes], **more: str) -> dict:
        for name, content in files.items():
            (root / "submission" / name).write_bytes(content)
        extra = {"AUTOGRADER_ROOT": root, "KIT_PYTHON": sys.executable, **more}
        if "KIT_CACHE" in os.environ:
            extra["KIT_CACHE"] = os.environ["KIT_CACHE"]
        done = subprocess.run(
            [root / "run_autograder"], cwd=root, env=environment(**extra), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-1000:]
        found = json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))
        if not more:
            jsonschema.validate(found, SCHEMA)
        return found

    return run


def test_gradescope_shows_the_verdicts_of_a_submission(autograder):
    right = (ROOT / "solutions" / "ex06_special.py").read_bytes()
    found = autograder(
        {"ex06_special.py": right, "ex05_decode.py": b"broken(\n", "pytest.ini": b"[pytest]\nminversion=99"}
    )
    assert found["score"] == 20 and found["extra_data"]["max_score"] == load().points
    assert sum(test["max_score"] for test in found["tests"]) == load().points
    assert "ignored pytest.ini" in found["output"]
    assert {test["status"] for test in found["tests"] if test["number"].startswith("6.")} == {"passed"}
    broken = next(test for test in found["tests"] if test["number"] == "5.1")
    assert "Python cannot read" in broken["output"]


def test_gradescope_shows_why_nothing_could_be_graded(autograder):
    found = autograder({"essay.pdf": b"%PDF"})
    assert found["score"] == 0 and "it has no exercise file" in found["output"]


def test_a_broken_autograder_gives_no_score(autograder):
    """Neither a score nor a test that has one: Gradescope takes that for a run that failed."""
    found = autograder({"ex06_special.py": b"# mine\n"}, KIT_OPTIONS="--no-such-option")
    assert "score" not in found and "tests" not in found and "--no-such-option" in found["output"]


def test_the_archive_for_gradescope_has_its_layout(tmp_path):
    """The command of the page, in this repository."""
    page = (ROOT / "docs" / "teachers.md").read_text(encoding="utf-8")
    command = re.search(r"^git archive[^`]*?HEAD$", page, re.M)[0]
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("needs the repository")
    subprocess.run(
        [BASH, "-c", command.replace("autograder.zip", shlex.quote(str(tmp_path / "autograder.zip")))],
        cwd=ROOT,
        check=True,
    )
    with zipfile.ZipFile(tmp_path / "autograder.zip") as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
    assert {"setup.sh", "run_autograder", "tokenizer-kit/pyproject.toml"} <= set(entries)
    assert all(entries[name].external_attr >> 16 & 0o100 for name in ("setup.sh", "run_autograder"))


@pytest.mark.parametrize("name", ["setup.sh", "run_autograder"])
def test_bash_can_read_the_scripts(name):
    done = subprocess.run([BASH, "-n", ROOT / "docs" / "gradescope" / name], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_workflows_own_steps_grade_and_report(tmp_path):
    """What the workflow runs itself, in its order; the actions of others cannot run here."""
    import yaml

    workflow = yaml.safe_load((ROOT / "docs" / "github" / "grade.yml").read_text(encoding="utf-8"))
    steps = {step.get("name"): step for step in workflow["jobs"]["grade"]["steps"]}
    (tmp_path / "tokenizer-kit").symlink_to(ROOT)
    (tmp_path / "submission").mkdir()
    shutil.copy(ROOT / "solutions" / "ex06_special.py", tmp_path / "submission")
    statuses = {}
    for name in ("Grade", "Reports"):
        step = steps[name]
        # `..` of a link would be this checkout's own parent: the steps' relative paths are made absolute.
        script = step["run"].replace("../", '"$HERE"/')
        command = [BASH, "-e", "-c", script]
        extra = {"GITHUB_STEP_SUMMARY": tmp_path / "summary", "HERE": tmp_path}
        statuses[name] = subprocess.run(command, cwd=ROOT, env=environment(**extra), capture_output=True).returncode
    assert statuses == {"Grade": 1, "Reports": 0}  # not at full marks: the workflow is red
    assert ElementTree.parse(tmp_path / "grades" / "junit.xml").getroot().get("tests")
    assert (tmp_path / "grades" / "page.html").exists()
    assert (tmp_path / "summary").read_text().startswith(f",20,{load().points:g},")
