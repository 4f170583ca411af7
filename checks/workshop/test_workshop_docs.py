"""docs/workshops.md: its agenda is one, its commands are there, its privacy is four sentences, and they are true."""

import re

from click.testing import CliRunner

from kit.commands.cli import kit
from kit.course import ROOT
from kit.workshop.agenda import load
from kit.workshop.targets import PLATFORMS

TEXT = (ROOT / "docs" / "workshops.md").read_text(encoding="utf-8")


def test_the_agenda_of_the_docs_is_one(tmp_path):
    file = tmp_path / "agenda.toml"
    file.write_text(re.search(r"```toml\n(.*?)```", TEXT, re.S)[1], encoding="utf-8")
    agenda = load(file)
    assert [step.exercise and step.exercise[:4] for step in agenda.steps] == ["ex00", None, "ex04", "ex05", None]


def test_every_command_and_option_of_the_docs_is_there():
    commands = re.findall(r"^(kit workshop .+)$", TEXT, re.M) + re.findall(r"`(kit workshop [^`]+)`", TEXT)
    assert len(commands) >= 6
    for command in commands:
        name, *rest = command.split()[2:]
        told = CliRunner().invoke(kit, ["workshop", name, "--help"])
        assert told.exit_code == 0, command
        for option in (word for word in rest if word.startswith("--")):
            assert option in told.output, command
    assert all(name in PLATFORMS for name in re.findall(r"--platform (\S+)", TEXT))


def test_privacy_is_four_sentences():
    quoted = " ".join(line.removeprefix("> ") for line in TEXT.splitlines() if line.startswith("> "))
    assert len(re.findall(r"\.( |$)", quoted)) == 4
