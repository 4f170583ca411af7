"""The corpus reaches where it says, and its random text keeps its promises."""

import random
import subprocess
import sys
import time
import tomllib
import unicodedata
from pathlib import Path

import pytest

from kit.tokenizers import texts as corpus

SEEDS = range(20)


def test_there_are_at_least_32_scripts() -> None:
    # The first word of a letter's Unicode name is its script: LATIN, GREEK, DEVANAGARI, CJK, …
    names = {unicodedata.name(c, "?").split()[0] for text in corpus.scripts().values() for c in text if c.isalpha()}
    assert len(names) >= 32, sorted(names)
    assert len(corpus.scripts()) == len(set(corpus.scripts().values()))


def test_no_text_is_given_twice_within_a_category() -> None:
    for name in corpus.categories():
        texts = corpus.category(name)
        assert texts and len(texts) == len(set(texts)), name


def test_texts_is_everything() -> None:
    everything = corpus.texts()
    assert set(corpus.scripts().values()) <= set(everything)
    assert all(text in everything for name in corpus.categories() for text in corpus.category(name))
    assert corpus.category("empty") == [""]
    assert max(map(len, everything)) < 500


def test_callers_cannot_change_the_corpus() -> None:
    corpus.scripts().clear()
    corpus.category("digits").clear()
    assert corpus.scripts() and corpus.category("digits")


def test_an_unknown_category_is_named_along_with_those_there_are() -> None:
    with pytest.raises(KeyError, match=r"'poems'.*whitespace, digits, emoji"):
        corpus.category("poems")


@pytest.mark.parametrize("seed", SEEDS)
def test_random_text_keeps_its_promises(seed: int) -> None:
    text = corpus.random_text(random.Random(seed), 3000)
    assert len(text) == 3000
    text.encode()  # a lone surrogate could not be
    assert all(len(run) < corpus.LONGEST_RUN for run in text.replace("\n", " ").split(" "))
    assert not {unicodedata.category(character) for character in text} & {"Cn", "Cs"}
    assert text == corpus.random_text(random.Random(seed), 3000)


def test_a_run_without_a_break_is_cut() -> None:
    text = corpus._with_breaks("x" * 199 + " " + "y" * 1000 + "\n" + "z" * 199)
    assert [len(run) for run in text.replace("\n", " ").split(" ")] == [199, *[199] * 5, 0, 199]


def test_random_text_reaches_everywhere() -> None:
    text = corpus.random_text(random.Random(1), 50_000)
    planes = {ord(character) >> 16 for character in text}
    assert {0, 1, 2, 14} <= planes
    assert {"Lu", "Ll", "Lo", "Mn", "Nd", "Zs", "Sm", "So", "Cf", "Cc"} <= {unicodedata.category(c) for c in text}
    assert len(set(text)) > 4_000


@pytest.mark.parametrize("length", [0, 1, 2, 199, 200, 201])
def test_random_text_is_as_long_as_asked(length: int) -> None:
    assert len(corpus.random_text(random.Random(0), length)) == length


@pytest.mark.parametrize("text", corpus.category("special"))
def test_without_special_leaves_no_special_token(text: str) -> None:
    rest = corpus.without_special(text)
    assert not any(spelled in rest for spelled in ("<|eot_id|>", "<|begin_of_text|>", "<s>", "</s>", "[INST]", "<pad>"))
    assert corpus.without_special(rest) == rest


def test_without_special_keeps_everything_else() -> None:
    assert corpus.without_special("a <|eot_id|>b") == "a b"
    assert corpus.without_special("<|eot<|x|>_id|>!") == "!"
    for text in corpus.scripts().values():
        assert corpus.without_special(text) == text


def test_loading_is_quick() -> None:
    path = Path(corpus.__file__).with_suffix(".toml")
    times = []
    for _ in range(5):
        start = time.perf_counter()
        with path.open("rb") as file:
            tomllib.load(file)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.020, times  # seconds; the best of five, for a busy machine's sake


def test_importing_the_corpus_imports_no_tokenizer() -> None:
    code = "import sys, kit.tokenizers.texts as c; c.texts();print('tokenizers' in sys.modules, 'transformers' in sys.modules)"
    root = Path(corpus.__file__).parents[2]
    out = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True).stdout
    assert out.split() == ["False", "False"]
