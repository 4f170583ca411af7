"""An assignment for otter-grader that is comparable to part one: as many tests, on the same tokenizer and answers.

Its tests are simpler than ours: one call and one comparison each, no practice Hub, nothing held against a wrong answer.
"""

import json
import subprocess
from pathlib import Path

from kit.course import ROOT
from kit.suite import LLAMA, SENTENCE
from kit.tokenizers import vendors

TESTS = 80
"""As many as part one has."""

CALLS = [
    "encode(tokenizer, {text!r})[0] == 128000",
    "count_tokens(tokenizer, {text!r}) == len(encode(tokenizer, {text!r}))",
    "decode(tokenizer, encode(tokenizer, {text!r})).endswith({text!r})",
    "decode_text(tokenizer, encode(tokenizer, {text!r})) == {text!r}",
    "len(pieces(tokenizer, encode(tokenizer, {text!r}))) == count_tokens(tokenizer, {text!r})",
    "round_trips(tokenizer, {text!r})",
    "find_special(tokenizer, encode(tokenizer, {text!r}))[0][1] == 128000",
    "id_of(tokenizer, ' am') == 1097 and len({text!r}) > 0",
]


def make_assignment(folder: Path, python: str) -> tuple[Path, Path]:
    """The autograder's zip and a notebook with the solutions, made in `folder` with the otter of `python`."""
    tests = folder / "otter tests"
    tests.mkdir()
    for number in range(TESTS):
        call = CALLS[number % len(CALLS)].format(text=SENTENCE[: 10 + number % 50])
        case = {"code": f">>> assert {call}\n", "hidden": False, "locked": False}
        suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
        test = {"name": f"q{number}", "points": 1, "suites": [suite]}
        (tests / f"q{number}.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
    subprocess.run(
        [python, "-m", "otter", "generate", "-t", str(tests), "-o", str(folder / "autograder.zip")],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    load = f"from transformers import AutoTokenizer\ntokenizer = AutoTokenizer.from_pretrained({str(vendors.folder(LLAMA))!r})"
    names = ("ex04_encode", "ex05_decode", "ex06_special", "ex07_vocab")
    texts = [load, *((ROOT / "solutions" / f"{name}.py").read_text(encoding="utf-8") for name in names)]
    cells = [
        {"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "execution_count": None} for text in texts
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = folder / "answers.ipynb"
    notebook.write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 4}))
    return folder / "autograder.zip", notebook
