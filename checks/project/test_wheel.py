"""The kit as people get it: a wheel, installed elsewhere, with a workspace that `kit init` made."""

import json
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from checks.screens import Terminal, have_tmux
from kit.course import ROOT, load

BUILT_FROM = (
    "kit",
    "solutions",
    "tests",
    "pyproject.toml",
    "setup.py",
    "MANIFEST.in",
    "constraints.txt",
    "README.md",
    "LICENSE",
)
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
CHANGES = (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The folder of an environment's scripts; its other packages are those of this Python. No index is asked."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in BUILT_FROM:
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, target, ignore=ignored) if (ROOT / name).is_dir() else shutil.copy(
            ROOT / name, target
        )
    (source / "exercises").mkdir()
    (source / "exercises" / "ex04_encode.py").write_text("answer = 'of whoever builds the wheel'\n")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    offline = ["--no-deps", "--no-index"]
    run([*pip, "wheel", *offline, "--no-build-isolation", "-w", folder, source], folder)
    venv.create(folder / "env", with_pip=False, symlinks=os.name != "nt")
    paths = sysconfig.get_paths("venv", vars={"base": str(folder / "env"), "platbase": str(folder / "env")})
    Path(paths["purelib"], "others.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    (wheel,) = folder.glob("*.whl")
    python = Path(paths["scripts"], "python")
    run(
        [sys.executable, "-m", "pip", "--python", python, "-q", "install", "--force-reinstall", *offline, wheel], folder
    )
    return Path(paths["scripts"])


def run(command, cwd, status: int = 0, **more: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment |= {"NO_COLOR": "1", "COLUMNS": "80"} | more
    done = subprocess.run([*map(str, command)], cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == status, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def here(installed, tmp_path_factory) -> Path:
    """A workspace made by the installed kit."""
    root = tmp_path_factory.mktemp("learner") / "mine"
    assert f"{len(load().slugs)} exercises" in run([installed / "kit", "init", root], root.parent)
    return root


def test_the_installed_kit_is_not_this_checkout(installed, here):
    where = run([installed / "python", "-c", "import kit.course as c; print(c.ROOT, c.INSTALLED)"], here)
    assert str(installed.parent) in where and str(ROOT) not in where and "True" in where


def test_it_says_where_the_learner_is(installed, here):
    assert "Begin with ex00" in run([installed / "kit"], here)
    assert "kit init my-tokenizers" in run([installed / "kit"], here.parent, status=1)
    listed = json.loads(run([installed / "kit", "list", "--json"], here / "exercises"))["exercises"]
    assert [entry["slug"] for entry in listed] == list(load().slugs)
    assert {entry["state"] for entry in listed} == {"not started"}
    assert "answer =" not in (here / "exercises" / "ex04_encode.py").read_text("utf-8")
    assert "for authors" in run([installed / "kit", "check-course"], here, status=1)


def test_it_grades_with_kit_run_and_with_pytest(installed, here):
    assert "0/15" in run([installed / "kit", "run", "ex04"], here, status=1)
    solution = run([installed / "kit", "solution", "ex04", "--give-up"], here)
    (here / "exercises" / "ex04_encode.py").write_text(solution, "utf-8")
    assert "15/15" in run([installed / "kit", "run", "ex04"], here)
    out = run([installed / "python", "-m", "pytest", "-v", "tests/test_ex04_encode.py", "-k", "script"], here)
    assert "tests/test_ex04_encode.py::test_every_script_has_its_ids PASSED" in out
    out = run([installed / "python", "-m", "pytest", "-q", "-x", "tests/test_ex05_decode.py"], here, status=1)
    assert "write decode in exercises/ex05_decode.py" in out
    assert f"15/{load().parts[0].points:g}" in run([installed / "kit"], here)


def test_it_hints_and_reports(installed, here):
    assert "hint 1 of 3" in run([installed / "kit", "hint", "ex05"], here)
    report = here / "report.json"
    run([installed / "python", "-m", "pytest", "-q", f"--report={report}", "tests/test_ex04_encode.py"], here)
    for form, name in (("html", "page.html"), ("csv", "grades.csv"), ("junit", "junit.xml")):
        run([installed / "kit", "report", report, "--format", form, "--out", here / name], here)
        assert "ex04" in (here / name).read_text("utf-8")


@pytest.mark.skipif(not have_tmux(), reason="there is no tmux here")
def test_it_watches(installed, here):
    answer = here / "exercises" / "ex05_decode.py"
    kept = answer.read_text("utf-8")
    with Terminal(here, {"TERM": "screen-256color"}) as terminal:
        terminal.type(f"{shlex.quote(str(installed / 'kit'))} watch ex05\n")
        terminal.wait("graded in")
        answer.write_text(run([installed / "kit", "solution", "ex05", "--give-up"], here), "utf-8")
        terminal.wait("15/15")
    answer.write_text(kept, "utf-8")


def test_its_notebook_runs_in_the_workspace(installed, here):
    code = (
        "import json, pathlib\nfrom kit import notebook\nfrom kit.notebook import grading\nfrom kit import course\n"
        "hub = notebook.open('exercises')\nprint(hub.source.root)\n"
        "print(grading.grade(hub, course.find(['ex04'])).report.score)"
    )
    out = run([installed / "python", "-c", code], here / "exercises")
    assert str(here / "exercises") in out and out.splitlines()[-1] == "15"
    cells = json.loads((here / "exercises" / "lecture.ipynb").read_text("utf-8"))["cells"]
    opening = next("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    plain = "\n".join(line for line in opening.splitlines() if not line.lstrip().startswith(("!", "%")))
    assert "Practice Hub, on this machine" in run([installed / "python", "-c", plain], here / "exercises")


def test_both_packages_are_what_the_index_takes(installed, tmp_path):
    """The source package holds all that the wheel is built from; nothing is in either that should not be."""
    source = installed.parents[1] / "source"
    run([sys.executable, "-m", "build", "-q", "--no-isolation", "-o", tmp_path, source], tmp_path)
    (sdist,), (wheel,) = tmp_path.glob("*.tar.gz"), tmp_path.glob("*.whl")
    assert run([sys.executable, "-m", "twine", "check", "--strict", sdist, wheel], tmp_path).count("PASSED") == 2
    assert "OK" in run([sys.executable, "-m", "check_wheel_contents", wheel], tmp_path)
    assert wheel.name == f"tokenizer_kit-{VERSION}-py3-none-any.whl" and VERSION in CHANGES
    files = set(zipfile.ZipFile(wheel).namelist())
    assert {"kit/py.typed", "kit/course/lecture.ipynb", "kit/files/solutions/ex04_encode.py"} <= files
    assert {"kit/files/tests/test_ex04_encode.py", "kit/files/tests/answers/ex04_encode.py"} <= files
    assert not [name for name in files if name.endswith((".model", "tokenizer.json", ".pyc"))]


def test_an_update_keeps_answers(installed, here):
    """A newer wheel over the older one: the workspace gets what is new, and what is written stays."""
    answer = here / "exercises" / "ex04_encode.py"
    answer.write_text("# mine\n" + answer.read_text("utf-8"), "utf-8")
    (here / "exercises" / "ex09_untrusted.py").unlink()  # as in a workspace that an older kit made
    (here / "tests" / "test_ex09_untrusted.py").unlink()
    source = installed.parents[1] / "source"
    settings = source / "pyproject.toml"
    settings.write_text(settings.read_text("utf-8").replace(f'version = "{VERSION}"', 'version = "99.0"'), "utf-8")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    offline = ["--no-deps", "--no-index"]
    run([*pip, "wheel", *offline, "--no-build-isolation", "-w", source.parent / "newer", source], source.parent)
    (wheel,) = (source.parent / "newer").glob("*.whl")
    run(
        [sys.executable, "-m", "pip", "--python", installed / "python", "-q", "install", *offline, wheel], source.parent
    )
    assert "99.0" in run([installed / "kit", "--version"], here)
    assert "2 files added" in run([installed / "kit", "init", "."], here)
    assert answer.read_text("utf-8").startswith("# mine\n")
    assert "not started" in run([installed / "kit", "run", "ex09"], here, status=1)


@pytest.mark.skipif(sys.platform != "linux", reason="sandboxed grading needs Linux")
def test_it_grades_others(installed, here, tmp_path):
    (tmp_path / "learner").mkdir()
    shutil.copy(ROOT / "solutions" / "ex04_encode.py", tmp_path / "learner")
    out = tmp_path / "graded"
    said = run([installed / "kit", "grade", tmp_path / "learner", "--exercise", "ex04", "--out", out], here)
    assert "1 graded" in said
    assert json.loads((out / "verdicts.jsonl").read_text())["score"] == 15
