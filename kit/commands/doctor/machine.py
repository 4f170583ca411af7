"""Python, packages, the tokenizers' cache, the practice Hub, the workspace, the notebook kernel, the terminal."""

import importlib.util
import json
import os
import shutil
import sys
import sysconfig
import urllib.request
from importlib import metadata
from pathlib import Path

from kit.commands.doctor import NOTE, OK, WRONG, Finding
from kit.course import workspace
from kit.course.points import counted
from kit.course.progress import ProgressError
from kit.learner import standing

PACKAGE = "tokenizer-kit"
INSTALL = "python -m pip install -U tokenizer-kit"
PYTHONS = ((3, 11), (3, 15))
"""The first supported version of Python and the first that is not."""


def python() -> Finding:
    """The Python that runs this."""
    version = ".".join(map(str, sys.version_info[:3]))
    text = f"{version} at {sys.executable}"
    if not PYTHONS[0] <= sys.version_info[:2] < PYTHONS[1]:
        return Finding(
            "python", WRONG, text, "Use Python 3.11, 3.12, 3.13 or 3.14; make a new virtual environment with it."
        )
    if sys.prefix == sys.base_prefix and not (
        sysconfig.get_config_var("Py_ENABLE_SHARED") and "CONDA_PREFIX" in os.environ
    ):
        return Finding(
            "python", NOTE, f"{text}, not a virtual environment", "It works; an environment of its own is safer."
        )
    return Finding("python", OK, text)


def packages() -> Finding:
    """The packages that the kit needs, in versions it works with."""
    from packaging.requirements import Requirement

    try:
        needed = [Requirement(text) for text in metadata.requires(PACKAGE) or []]
        own = metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        return Finding("packages", NOTE, "the kit runs without being installed", INSTALL)
    wrong, shown = [], [f"kit {own}"]
    for requirement in needed:
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            found = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(found, prereleases=True):
            wrong.append(f"{requirement.name} is {found}, needed is {requirement.specifier}")
        if requirement.name in ("transformers", "huggingface_hub", "tokenizers", "pytest"):
            shown.append(f"{requirement.name} {found}")
    if wrong:
        return Finding("packages", WRONG, "; ".join(wrong), INSTALL)
    return Finding("packages", OK, ", ".join(shown))


def cache() -> Finding:
    """The built tokenizers: whether they are there and what they should be, and their size."""
    from kit.tokenizers.vendors import MODELS, VendorError, cache

    root = cache.root()
    missing = [model for model in MODELS if not cache.is_built(model)]
    try:
        damaged = [problem for model in MODELS if model not in missing and (problem := cache.problem(model))]
        size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) / 1e6
    except (OSError, VendorError) as error:
        return Finding("cache", WRONG, f"{root} cannot be read ({error})", "Set KIT_CACHE to a folder of yours.")
    where = f"{root}, {size:.0f} MB"
    nearest = next(folder for folder in (root, *root.parents) if folder.exists())
    if not os.access(nearest, os.W_OK) and missing:
        text = f"{nearest} cannot be written to, and the tokenizers of {', '.join(missing)} are not built yet"
        return Finding("cache", WRONG, text, "Set KIT_CACHE to a folder of yours, or allow yourself to write there.")
    if damaged:
        return Finding("cache", WRONG, "; ".join(damaged), f"It is built again at the next run; or delete {root}.")
    if missing:
        text = f"{len(MODELS) - len(missing)} of {len(MODELS)} tokenizers built and verified in {where}"
        return Finding("cache", NOTE, text, "Nothing to do: the others are built when they are first used, in seconds.")
    return Finding("cache", OK, f"all {len(MODELS)} tokenizers built and verified in {where}")


def practice_hub() -> Finding:
    """Whether the practice Hub can listen here and be reached."""
    from kit.hub.server import HubError, PracticeHub

    advice = "Allow Python to listen on 127.0.0.1 in the firewall or sandbox."
    try:
        with PracticeHub() as hub:
            account = hub.account()
            asked = urllib.request.Request(
                f"{hub.url}/api/whoami-v2", headers={"Authorization": f"Bearer {account.token}"}
            )
            # No proxy: what the environment names is not for this computer's own address.
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(asked, timeout=10) as answer:
                name = json.load(answer)["name"]
    except HubError as error:
        return Finding("practice Hub", WRONG, str(error), advice)
    except (OSError, ValueError, KeyError) as error:
        return Finding("practice Hub", WRONG, f"it listens and does not answer ({error})", advice)
    if name != account.name:
        return Finding("practice Hub", WRONG, "something else answers in its place", advice)
    return Finding("practice Hub", OK, "listens on 127.0.0.1 and answers")


def own_workspace() -> Finding:
    """The learner's exercises and progress."""
    try:
        here = workspace.find()
        found = standing.of(here)
    except (workspace.NoWorkspace, ProgressError) as error:
        return Finding("workspace", WRONG, str(error), "kit init my-tokenizers" if "init" in str(error) else "")
    missing = [each.exercise.number for each in found if each.state == standing.MISSING]
    score = sum(each.score for each in found)
    if missing:
        return Finding("workspace", NOTE, f"{here.root}; missing: {', '.join(missing)}", f"kit init {here.root}")
    return Finding("workspace", OK, f"{here.root}, {counted(score)} so far")


def saves() -> Finding:
    """How `kit watch` will grade a save."""
    from kit.grading.client import NO_FORK

    forks = hasattr(os, "fork") and not os.environ.get(NO_FORK)
    how = "a forked child for each save" if forks else "a spare process for each save, as there is no fork"
    return Finding("kit watch", OK, how)


def kernel() -> Finding:
    """Whether a notebook's Python is this one."""
    if importlib.util.find_spec("ipykernel") is None:
        return Finding("notebook", WRONG, "the package ipykernel is missing", INSTALL)
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        step = f"{Path(sys.executable).name} -m ipykernel install --sys-prefix"
        return Finding("notebook", WRONG, "there is no kernel named python3", step)
    used = shutil.which(spec.argv[0]) or spec.argv[0]
    # The kernel that ipykernel finds by itself is written as `python`, and means the Python that asks.
    if spec.argv[0] not in ("python", "python3") and not _same(used, sys.executable):
        return Finding(
            "notebook", NOTE, f"the kernel python3 is {used}", "Choose this environment's kernel in the notebook."
        )
    return Finding("notebook", OK, f"the kernel python3 is this Python ({spec.resource_dir})")


def terminal() -> Finding:
    """Colours, width and characters of the terminal."""
    from rich.console import Console

    console = Console()
    encoding = sys.stdout.encoding or "unknown"
    size = shutil.get_terminal_size()
    colours = console.color_system or "no"
    text = f"{size.columns} by {size.lines}, {colours} colours, {encoding}"
    if not sys.stdout.isatty():
        return Finding("terminal", NOTE, f"output goes to a file or pipe ({encoding})", "`kit watch` needs a terminal.")
    if "utf" not in encoding.lower():
        return Finding("terminal", WRONG, text, "Set PYTHONUTF8=1, or a UTF-8 locale: other scripts cannot be shown.")
    if size.columns < 60:
        return Finding("terminal", NOTE, text, "Token tables are easier to read from 80 columns on.")
    return Finding("terminal", OK, text)


def _same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


CHECKS = (python, packages, cache, practice_hub, own_workspace, saves, kernel, terminal)
