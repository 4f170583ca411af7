"""The workflows and forms are what GitHub takes, by the schemas that check-jsonschema brings along; what runs is the README's."""

import re
import subprocess
import sys

import yaml

from kit.course import ROOT

FILES = [*sorted((ROOT / ".github" / "workflows").glob("*.yml")), ROOT / "docs" / "github" / "grade.yml"]


def test_they_have_the_form_that_github_asks_for():
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", *FILES]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_forms_for_issues_are_forms():
    forms = [path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config"]
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-issue-forms", *forms]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert len(forms) >= 3 and done.returncode == 0, done.stdout + done.stderr


def test_every_hook_runs_a_part_of_the_style_that_is_there():
    """Hooks and .ci/run call the same script, so that nobody is told one thing before a commit and another after it."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    script = (ROOT / ".ci" / "style").read_text("utf-8")
    parts = re.findall(r"^(\w+)\(\)", script, re.M)
    assert {hook["entry"] for hook in hooks} == {f".ci/style {part}" for part in parts}
    assert f"set -- {' '.join(parts)}\n" in script, "without a name, all of them run"
    assert "\n    .ci/style\n" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert ".ci/style" in (ROOT / ".github" / "workflows" / "checks.yml").read_text("utf-8")


def test_every_supported_python_is_in_the_matrix():
    text = (ROOT / ".github" / "workflows" / "checks.yml").read_text("utf-8")
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    pythons = [line.split("::")[-1].strip(' ",') for line in settings.splitlines() if "Python :: 3." in line]
    assert pythons and str(pythons).replace("'", '"') in text
    assert "not been run" in text


def test_a_mistake_in_one_is_seen(tmp_path):
    broken = tmp_path / "checks.yml"
    broken.write_text(FILES[0].read_text("utf-8").replace("runs-on:", "runs-at:"), "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(broken)]
    assert subprocess.run(command, capture_output=True).returncode == 1
