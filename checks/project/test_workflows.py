"""The workflows are what GitHub takes, by the schema that check-jsonschema brings along; what they run is the README's."""

import subprocess
import sys

from kit.course import ROOT

FILES = [*sorted((ROOT / ".github" / "workflows").glob("*.yml")), ROOT / "docs" / "github" / "grade.yml"]


def test_they_have_the_form_that_github_asks_for():
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", *FILES]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


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
