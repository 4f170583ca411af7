"""What a cold `pytest` costs, as ratios to a bare script that imports AutoTokenizer and loads the same files.

    python benchmarks/cold.py [--runs 5]

Every command runs in a process of its own, in turn with the bare script; printed are medians and their ratios,
so that a slow or busy machine shifts both. The bounds are those the kit promises; exit status 1 when one is broken.
Beside each stands the ratio of processor time, which other programs add nothing to.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

FLOOR = """
from kit.tokenizers import vendors
folder = vendors.folder("meta-llama/Meta-Llama-3.1-8B")
from transformers import AutoTokenizer
AutoTokenizer.from_pretrained(folder)
"""

CASES = {
    "grading ex04 alone": (["tests/test_ex04_encode.py"], 1.4),
    "grading all seven": (
        [
            *(
                f"tests/test_{name}.py"
                for name in (
                    "ex01_login",
                    "ex02_access",
                    "ex03_load",
                    "ex04_encode",
                    "ex05_decode",
                    "ex06_special",
                    "ex07_vocab",
                )
            )
        ],
        2.5,
    ),
    "a test that needs no tokenizer": (["tests/test_ex01_login.py", "-k", "long_token"], 0.5),
}


def seconds(command: list[str]) -> tuple[float, float]:
    """Wall time and processor time of one whole process, which must succeed."""
    environment = os.environ | {"TRANSFORMERS_VERBOSITY": "error"}
    start, before = time.perf_counter(), os.times()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    taken, after = time.perf_counter() - start, os.times()
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return taken, spent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each command (default: 5)")
    runs = parser.parse_args().runs
    bare = [sys.executable, "-c", FLOOR]
    commands = {name: [sys.executable, "-m", "pytest", "-q", "--solutions", *args] for name, (args, _) in CASES.items()}
    for command in (bare, *commands.values()):  # warm the disk's cache and the tokenizers' own
        seconds(command)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    floors: list[tuple[float, float]] = []
    for _ in range(runs):
        floors.append(seconds(bare))
        for name, command in commands.items():
            times[name].append(seconds(command))
    floor, floor_spent = map(statistics.median, zip(*floors, strict=True))
    print(f"bare script: import AutoTokenizer, load Llama 3.1 from disk   {floor:6.2f} s")
    broken = 0
    for name, (_, bound) in CASES.items():
        taken, spent = map(statistics.median, zip(*times[name], strict=True))
        ratio = taken / floor
        broken += ratio > bound
        verdict = "ok" if ratio <= bound else "TOO SLOW"
        print(
            f"{name:<61} {taken:6.2f} s   ratio {ratio:4.2f} ({spent / floor_spent:4.2f})   bound {bound}   {verdict}"
        )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
