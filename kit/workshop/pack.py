"""A room's pack: wheels for its machines, the built tokenizers, the kit, and install.py, with the SHA-256 of each.

Made on a machine with network, in steps of which each is kept: called again, it goes on where it was.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kit import course
from kit.course import atomic
from kit.course.points import of_points
from kit.grading.report import kit_version
from kit.workshop import families, own_wheel, two_lines, wheels
from kit.workshop.targets import Target, here
from kit.workshop.wheels import PackError, Wheel

MANIFEST = "manifest.json"
WHEELS, TOKENIZERS = "wheels", "tokenizers"
TRIED = "ex04_encode"
"""The exercise whose solution `check` has graded."""

Say = Callable[[str], object]


@dataclass(frozen=True)
class Plan:
    """What a pack will hold. `size`: bytes of a wheel, None where the index does not say."""

    folder: Path
    own: Path
    wheels: dict[Target, list[Wheel]]
    size: dict[Wheel, int | None]

    @property
    def missing(self) -> list[Wheel]:
        """What is still to be fetched."""
        return [wheel for wheel in self.size if not wheels.is_there(wheel, self.folder / WHEELS)]

    def describe(self) -> str:
        """How much it is, in a sentence."""
        missing = self.missing
        unknown = sum(self.size[wheel] is None for wheel in missing)
        more = f", and {unknown} of a size that the index does not tell" if unknown else ""
        fetched = sum(self.size[wheel] or 0 for wheel in missing)
        whole = sum(size or 0 for size in self.size.values())
        return (
            f"{len(self.size)} wheels for {', '.join(map(str, self.wheels))}: {_mb(whole)}, of which "
            f"{len(missing)} are to be fetched: {_mb(fetched)}{more}. The tokenizers add about 13 MB."
        )


def plan(folder: Path, targets: Iterable[Target], say: Say) -> Plan:
    """Make the kit's wheel and ask the index for all others, without fetching them. PackError and OSError in words."""
    (folder / WHEELS).mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    own = own_wheel.make(folder / WHEELS)
    found = {}
    for target in targets:
        say(f"{target}: asking which wheels it takes …")
        found[target] = wheels.resolve(target, own)
    every = dict.fromkeys(wheel for several in found.values() for wheel in several)
    return Plan(folder, own, found, wheels.sizes(every))


def make(planned: Plan, say: Say) -> None:
    """Fetch and write all of it, the manifest last. PackError, VendorError and OSError in words."""
    folder = planned.folder
    missing = set(planned.missing)
    done, number = 0, len(missing)
    for target, several in planned.wheels.items():
        wanted = [wheel for wheel in several if wheel in missing]
        missing.difference_update(wanted)

        def fetched(batch: list[Wheel]) -> None:
            nonlocal done
            done += len(batch)
            say(f"  {done} of {number}: {', '.join(wheel.name for wheel in batch)}")

        wheels.fetch(target, wanted, planned.size, folder / WHEELS, fetched)
    say("the tokenizers …")
    (folder / TOKENIZERS).mkdir(exist_ok=True)
    built = families.pack(folder / TOKENIZERS)
    shutil.copyfile(Path(__file__).with_name("install.py"), folder / "install.py")
    (folder / "README.txt").write_text(_readme(), encoding="utf-8")
    _write_manifest(planned, built)
    kept = {planned.own.name, *(wheel.file for wheel in planned.size)}
    for path in (folder / WHEELS).glob("*.whl"):
        if path.name not in kept:  # of an earlier call, for other machines or with older versions
            path.unlink()


def check(folder: Path, say: Say) -> None:
    """Install from the pack into a new folder, with no index and an empty cache, and grade a solution. PackError in words."""
    targets = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["targets"]
    try:
        machine = str(here())
    except KeyError as error:
        machine = str(error.args[0])
    if machine not in targets:
        raise PackError(f"The pack is for {', '.join(targets)}; this is {machine}, so it cannot be tried here.")
    with tempfile.TemporaryDirectory(prefix="pack-") as place:
        empty = {name: str(Path(place, "home")) for name in ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "LOCALAPPDATA")}
        away = {"PIP_NO_INDEX": "1", "HF_HUB_OFFLINE": "1", "KIT_CACHE": str(Path(place, "cache"))}
        dropped = ("PYTHONPATH", "VIRTUAL_ENV", "PYTEST_ADDOPTS", "KIT_STATE")
        environment = {name: value for name, value in os.environ.items() if name not in dropped} | empty | away
        say("installing from it …")
        _call([sys.executable, folder.absolute() / "install.py"], Path(place), environment)
        workspace = Path(place, two_lines.FOLDER)
        solution = course.ROOT / "solutions" / f"{TRIED}.py"
        shutil.copyfile(solution, workspace / "exercises" / f"{TRIED}.py")
        script = Path("Scripts", "kit.exe") if os.name == "nt" else Path("bin", "kit")
        say(f"grading the solution of {TRIED} with it …")
        told = _call([workspace / ".venv" / script, "run", TRIED, "--json"], workspace, environment)
        (result,) = json.loads(told)["exercises"]
        if result["status"] != "passed":
            raise PackError(f"The solution of {TRIED} earned {of_points(result['score'], result['max'])} there.")
        say(f"{TRIED}: {of_points(result['score'], result['max'])}. The pack works on machines like this one.")


def _call(command: list, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode:
        raise PackError(f"The pack does not work here:\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def _write_manifest(planned: Plan, built: list[Path]) -> None:
    folder = planned.folder
    targets = {
        str(target): [f"{WHEELS}/{planned.own.name}", *(f"{WHEELS}/{wheel.file}" for wheel in several)]
        for target, several in planned.wheels.items()
    }
    tokenizers = [f"{TOKENIZERS}/{path.name}" for path in built]
    names = dict.fromkeys([*(name for several in targets.values() for name in several), *tokenizers, "install.py"])
    files = {name: {"sha256": wheels.digest(folder / name), "size": (folder / name).stat().st_size} for name in names}
    manifest = {"kit": kit_version(), "targets": targets, "tokenizers": tokenizers, "files": files}
    atomic.write(folder / MANIFEST, (json.dumps(manifest, indent=1) + "\n").encode())


def _readme() -> str:
    lines = ["The exercise kit, to install with no internet. It takes Python 3.11 or newer.", ""]
    lines += ["Copy this folder, open a terminal beside it, and write its name for PACK:"]
    for system, both in two_lines.from_folder().items():
        lines += [
            "",
            f"{system}{' (PowerShell)' if system == two_lines.WINDOWS else ''}",
            *(f"  {line}" for line in both),
        ]
    return "\n".join([*lines, ""])


def _sweep(folder: Path) -> None:
    """Remove what killed calls have left half done."""
    for left in [*(folder / WHEELS).glob(".part-*"), *folder.glob(f"{TOKENIZERS}/*.part")]:
        shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f} MB"
