"""One thing has one name, and each way to write it is understood everywhere: exercises, and the models of the course."""

from importlib import import_module
from pathlib import Path

import click
import pytest

from kit import course
from kit.commands import ExerciseName
from kit.commands.cli import COMMANDS
from kit.grading import grades, named
from kit.hub.defaults import repositories
from kit.learner import cells
from kit.notebook import magics
from kit.tokenizers import model_ids
from kit.tokenizers.vendors import MODELS

NAMES = ("4", "04", "ex04", "ex04_encode")
SLUG = "ex04_encode"

WITH_EXERCISES = [
    (name, parameter)
    for name, module in COMMANDS.items()
    for parameter in import_module(module).command.params
    if parameter.name in ("exercise", "exercises")
]


@pytest.mark.parametrize("written", NAMES)
def test_every_command_and_option_knows_an_exercise_by_each_of_its_names(written):
    assert {"run", "watch", "hint", "solution", "reset", "grade"} <= {name for name, _ in WITH_EXERCISES}
    for name, parameter in WITH_EXERCISES:
        assert isinstance(parameter.type, ExerciseName), name
        assert parameter.type.convert(written, parameter, None).slug == SLUG, name


@pytest.mark.parametrize("written", NAMES)
def test_so_do_pytest_the_notebook_and_the_rules_for_grades(written, tmp_path):
    assert named._meant(written, tmp_path, course.ROOT) == str(course.ROOT / "tests" / f"test_{SLUG}.py")
    assert [each.slug for each in magics._exercises(written)] == [SLUG]
    assert cells._exercise(written) == SLUG
    assert grades._slug(written) == SLUG


def test_a_folder_that_is_called_by_a_number_is_a_folder(tmp_path):
    (tmp_path / "4").mkdir()
    assert named._meant("4", tmp_path, course.ROOT) == "4"


def test_ex00_is_no_exercise_to_be_graded_for_others():
    (parameter,) = [parameter for name, parameter in WITH_EXERCISES if name == "grade"]
    with pytest.raises(click.BadParameter):
        parameter.type.convert("ex00", parameter, None)


@pytest.mark.parametrize(
    "written, meant",
    [
        ("meta-llama/Meta-Llama-3.1-8B", model_ids.LLAMA),
        ("meta-llama/Llama-3.1-8B", model_ids.LLAMA),
        ("Llama-3.1-70B", model_ids.LLAMA),
        ("meta-llama-3.1-8b-instruct", model_ids.INSTRUCT),
        ("Mistral-Nemo-Base-2407", model_ids.NEMO),
    ],
)
def test_a_model_is_known_by_its_old_and_its_new_name_and_by_the_part_after_the_slash(written, meant):
    assert model_ids.find(written) == meant


def test_a_model_that_is_not_there_is_told_in_words():
    with pytest.raises(ValueError, match="no tokenizer of 'gpt-2' here; there are meta-llama"):
        model_ids.find("gpt-2")


def test_the_models_are_those_that_are_built_and_those_that_the_hub_has():
    assert set(model_ids.FILES_OF.values()) == set(MODELS)
    assert set(model_ids.FILES_OF) <= {repository.id for repository in repositories()}
    assert set(model_ids.RENAMED.values()) <= set(model_ids.FILES_OF)


def test_no_other_module_spells_them_out():
    spelled = [
        path.name
        for path in (course.ROOT / "kit").rglob("*.py")
        if "vendors" not in path.parts and any(f'"{id}"' in path.read_text("utf-8") for id in MODELS)
    ]
    assert spelled == [Path(model_ids.__file__).name]
