"""The kit's command-line options, known to pytest before it reads conftest.py.

pytest looks for the project's root among the arguments while it does not know options from a conftest.py yet, and
would take the PATH of `--submission PATH` for a place with tests. As an installed plugin (see pyproject.toml) this
module is asked in time to notice and start again with `--submission=PATH`.
"""

import os

import pytest

WITH_VALUE = ("--submission", "--report", "--seed", "--hub")


def add_to(parser: pytest.Parser) -> None:
    """Add the options to a parser of pytest."""
    group = parser.getgroup("kit", "the tokenizer kit")
    group.addoption("--solutions", action="store_true", help="grade solutions/ instead of exercises/")
    group.addoption(
        "--submission", metavar="PATH", help="grade the learner files in PATH: a folder, a zip, one file, or a notebook"
    )
    group.addoption(
        "--isolate", action="store_true", help="run learner code in a sandboxed process of its own (Linux, macOS)"
    )
    group.addoption("--report", metavar="FILE", help="write the verdicts to FILE as JSON")
    group.addoption("--seed", type=int, default=1, metavar="N", help="seed of the random test inputs (default: 1)")
    group.addoption(
        "--hub",
        choices=["practice", "live"],
        default=os.environ.get("KIT_HUB") or "practice",
        help="practice: the kit's own Hub on this machine (default); live: the real one, with your own token",
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    add_to(parser)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config):
    """Start again when a value was taken for a path, so that the settings of the project here were not found."""
    given = [str(argument) for argument in config.invocation_params.args]
    joined = join_values(given)
    here = config.invocation_params.dir
    found = config.inipath is not None and config.rootpath in (here, *here.parents)
    if joined != given and not found:
        return pytest.main(joined, plugins=list(config.invocation_params.plugins or ()))
    return None


def notebooks_wanted(config: pytest.Config) -> bool:
    """Whether the command line asks nbval to run notebooks; only then are nbval and a kernel loaded."""
    return any(str(argument) in ("--nbval", "--nbval-lax") for argument in config.invocation_params.args)


def help_wanted(config: pytest.Config) -> bool:
    """Whether the command line asks for help, which lists nbval's options too."""
    return bool({"-h", "--help"} & {str(argument) for argument in config.invocation_params.args})


def is_worker(config: pytest.Config) -> bool:
    """Whether this process is one of pytest-xdist's workers."""
    return hasattr(config, "workerinput")


def is_spread(config: pytest.Config) -> bool:
    """Whether this process has its tests run by workers, and runs none itself."""
    return not is_worker(config) and config.getoption("dist", "no") != "no" and not config.option.collectonly


def join_values(arguments: list[str]) -> list[str]:
    """`--submission PATH` as `--submission=PATH`, likewise for every option of the kit that takes a value."""
    joined: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        value = next(rest, None) if argument in WITH_VALUE else None
        joined.append(argument if value is None else f"{argument}={value}")
    return joined
