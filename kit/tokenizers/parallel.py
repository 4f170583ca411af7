"""The same ten sentences in seventeen languages (parallel.toml, our own): what the same meaning costs in each."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def sentences() -> dict[str, list[str]]:
    """The sentences by language (its English name); the third of each means the same as the third of any other."""
    return {language: list(lines) for language, lines in _data().items()}


def texts() -> dict[str, str]:
    """One text a language: its sentences, a line each."""
    return {language: "\n".join(lines) for language, lines in _data().items()}
