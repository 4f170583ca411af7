"""Graded: ex03, AutoTokenizer."""

import os

import pytest

from exercises import ex03_load
from exercises.ex03_load import describe, load_tokenizer
from kit.grading import tokenizers
from kit.grading.tokenizers import ids
from kit.hub import small
from kit.hub.defaults import own_code_files
from kit.suite import SENTENCE, Suite, points

MARK = "KIT_OWN_CODE_RAN"

suite = Suite(
    "ex03_load",
    mistakes={
        "describe": [
            (
                "`vocab_size` leaves the added entries out; `len(tokenizer)` has them all.",
                lambda tokenizer: facts(tokenizer) | {"entries": tokenizer.vocab_size},
            ),
            (
                "where the config names no limit, the library fills in an enormous number; that means None here.",
                lambda tokenizer: facts(tokenizer) | {"longest_input": tokenizer.model_max_length},
            ),
            (
                "`begin` and `end` are texts, not ids.",
                lambda tokenizer: facts(tokenizer) | {"begin": tokenizer.bos_token_id, "end": tokenizer.eos_token_id},
            ),
        ],
    },
)
expect = suite.expect


def facts(tokenizer) -> dict:
    """What describe should return, counted from the backend's table."""
    backend = tokenizer.backend_tokenizer
    limit = tokenizer.model_max_length
    return {
        "entries": backend.get_vocab_size(with_added_tokens=True),
        "begin": tokenizer.special_tokens_map.get("bos_token"),
        "end": tokenizer.special_tokens_map.get("eos_token"),
        "longest_input": limit if limit < 10**18 else None,
    }


def is_tokenizer(call, model: str):
    """The tokenizer a call returned, or the lesson that it is none."""
    if not all(hasattr(call.result, name) for name in ("encode", "decode", "all_special_ids")):
        suite.wrong(f"the tokenizer of {model}", "return what AutoTokenizer.from_pretrained gives.")
    return call.result


@points(2, load_tokenizer)
def test_a_gated_models_tokenizer_is_loaded_once_its_terms_are_signed(signed_model):
    model, reference = signed_model
    tokenizer = is_tokenizer(expect(load_tokenizer, model).call(), model)
    if len(tokenizer) != len(reference) or list(tokenizer.encode(SENTENCE)) != ids(reference, SENTENCE):
        suite.wrong(f"the tokenizer of {model}", "load the tokenizer of the model that was asked for.")


@points(2, load_tokenizer)
def test_decoding_is_lossless_whatever_the_config_says(hub, machine, rng):
    model = f"lab-{rng.randrange(10**6)}/cleans-up"
    hub.publish(model, small.plain_files(config={"clean_up_tokenization_spaces": True}))
    tokenizer = is_tokenizer(expect(load_tokenizer, model).call(), model)
    for text in ("x != y", "wait , what ?", "I 'm here , you 're there ."):
        if tokenizer.decode(tokenizer.encode(text, add_special_tokens=False)) != text:
            suite.wrong(
                "a tokenizer that decodes without loss",
                "this config asks for a clean-up; clean_up_tokenization_spaces=False overrules it.",
            )


@pytest.fixture
def own_code(hub, machine, rng, monkeypatch):
    """Repositories that name code of their own, of a publisher nobody has seen."""
    monkeypatch.delenv(MARK, raising=False)
    publisher = f"lab-{rng.randrange(10**6)}"
    hub.publish(f"{publisher}/own-code", own_code_files(MARK))
    hub.publish(f"{publisher}/plain", small.plain_files() | {"convert.py": b"print('not a tokenizer')\n"})
    quiet = own_code_files(MARK) | small.plain_files(
        config={"auto_map": {"AutoTokenizer": [None, "shouting.ShoutingTokenizer"]}}
    )
    hub.publish(f"{publisher}/own-code-beside-a-built-in-class", quiet)
    return publisher


@points(2, load_tokenizer)
def test_code_of_a_publisher_you_do_not_trust_is_refused(own_code):
    for name in ("own-code", "own-code-beside-a-built-in-class"):
        because = "the tokenizer config names code under `auto_map`, and this publisher is not in TRUSTED."
        expect(load_tokenizer, f"{own_code}/{name}").raises(ValueError, naming=own_code, because=because)
        if os.environ.get(MARK):
            suite.wrong(
                "a refusal before anything runs",
                "the repository's code was executed: look at the config before loading.",
            )
    is_tokenizer(expect(load_tokenizer, f"{own_code}/plain").call(), "a model without code of its own")


@points(1, load_tokenizer)
def test_code_of_a_trusted_publisher_runs(own_code):
    for others in ({"another-lab"}, {own_code[:-1]}, {own_code + "0"}, {"own-code"}):
        ex03_load.TRUSTED = others
        because = "another publisher is trusted, not this one; a name that is merely similar is another one."
        expect(load_tokenizer, f"{own_code}/own-code").raises(ValueError, naming=own_code, because=because)
    ex03_load.TRUSTED = {own_code, "another-lab"}
    is_tokenizer(expect(load_tokenizer, f"{own_code}/own-code").call(), f"{own_code}/own-code")
    if not os.environ.get(MARK):
        suite.wrong(
            "a tokenizer of the repository's own class",
            "the publisher is in TRUSTED: pass trust_remote_code=True for it.",
        )


@points(1, describe)
def test_llama_described(llama, lowercase):
    expect(describe, lowercase).returns(facts(lowercase))
    want = {"entries": 128256, "begin": "<|begin_of_text|>", "end": "<|end_of_text|>", "longest_input": 131072}
    expect(describe, llama).returns(want)


@points(2, describe)
def test_what_a_tokenizer_does_not_have_is_none(tmp_path, rng):
    kinds = [
        {"model_max_length": 10_485_760},
        {"model_max_length": 131_073},
        {"begin": None, "model_max_length": rng.randrange(100, 10**6)},
        {"end": None, "model_max_length": None, "added": {"<note>": False}},
        {"begin": "[GO]", "end": "[STOP]", "model_max_length": int(1e30), "added": {"<x>": True, "<y>": True}},
    ]
    for number, kind in enumerate(kinds):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, content in small.plain_files(**kind).items():
            (folder / name).write_bytes(content)
        tokenizer = tokenizers.load_files(folder)
        expect(describe, tokenizer).returns(facts(tokenizer))
