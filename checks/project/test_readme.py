"""The README tells the truth: its commands, its files, its figures."""

import re

from kit.course import ROOT, load

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_first_code_block_is_the_two_commands():
    block = re.search(r"^```\w*\n(.*?)^```", README, re.M | re.S).group(1).splitlines()
    assert len(block) == 2
    assert block[0].endswith("-m pytest") and "venv" in block[0]
    assert block[1].endswith("-m pytest checks -n auto --dist loadfile") and "[checks]" in block[1]


def test_every_exercise_stands_there_with_its_points():
    for exercise in load().exercises:
        assert re.search(rf"`{exercise.slug}` {re.escape(exercise.title)} \| {exercise.points:g} \|", README), (
            exercise.slug
        )


def test_every_option_and_path_it_names_exists(run_pytest):
    shown = run_pytest("--help").out
    for option in set(re.findall(r"`pytest (--[a-z]+)", README)):
        assert option in shown, option
    for path in set(re.findall(r"`((?:exercises|solutions|tests|kit)/[\w./]*)`", README)):
        assert (ROOT / path).exists(), path


def test_every_command_is_in_the_table_and_every_one_there_exists():
    from kit.commands.cli import COMMANDS

    assert set(re.findall(r"^\| `kit ([a-z-]+)", README, re.M)) == set(COMMANDS)


def test_the_first_screen_is_what_is_shown(run_pytest, tmp_path):
    from kit.course import stubs

    for slug in load().slugs:
        (tmp_path / f"{slug}.py").write_text(
            stubs.stub((ROOT / "solutions" / f"{slug}.py").read_text("utf-8"), slug), "utf-8"
        )
    done = run_pytest("--submission", tmp_path)
    for exercise in load().exercises:
        line = next(line for line in done.lines if line.startswith(f"  . {exercise.number}"))
        assert line in README, line


def test_nothing_of_the_vendors_is_committed():
    names = {
        path.name
        for path in ROOT.rglob("*")
        if ".venv" not in path.parts and ".git" not in path.parts and path.is_file()
    }
    assert not names & {"tokenizer.json", "tokenizer.model", "tokenizer_config.json", "tekken.json"}
