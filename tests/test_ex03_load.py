"""Graded: ex03, AutoTokenizer."""

import pytest

from exercises import ex03_load
from exercises.ex03_load import describe, load_tokenizer
from kit.suite import SENTENCE, Suite, ids, own_code_files, points, small, tokenizers

MARK = "KIT_OWN_CODE_RAN"

suite = Suite("ex03_load")
expect = suite.expect

BOS = "what encoding puts in front of a text tells nothing here: the begin is `tokenizer.bos_token`, or None, the end `tokenizer.eos_token`."


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


def tokenizer_of(loading, model: str, because: str | None = None):
    """The tokenizer that the call returns, or the lesson that it is none."""
    found = loading.call(because=because).result
    if not all(hasattr(found, name) for name in ("encode", "decode", "all_special_ids")):
        loading.wrong(f"the tokenizer of {model}", "return what AutoTokenizer.from_pretrained gives.")
    return found


@points(2, load_tokenizer)
def test_a_gated_models_tokenizer_is_loaded_once_its_terms_are_signed(signed_model):
    model, reference = signed_model
    because = "a repository without code of its own is loaded whoever publishes it: look for `auto_map` in its config."
    loading = expect(load_tokenizer, model)
    tokenizer = tokenizer_of(loading, model, because)
    if len(tokenizer) != len(reference):
        another = "this has another number of entries than the tokenizer of `model_id`."
        loading.wrong(f"the tokenizer of {model}", another)
    if list(tokenizer.encode(SENTENCE)) != ids(reference, SENTENCE):
        loading.wrong(
            f"the tokenizer of {model}",
            "it encodes a text otherwise than the model's own: load that of `model_id`, with no option that changes its ids.",
        )


@points(2, load_tokenizer)
def test_decoding_is_lossless_whatever_the_config_says(hub, machine, rng):
    kinds = {
        "cleans-up": small.plain_files(config={"clean_up_tokenization_spaces": True}),
        "cleans-up-bpe": small.plain_files(config=small.CLEANS_UP),
        "cleans-up-wordpiece": small.wordpiece_files(config=small.CLEANS_UP),
    }
    for name, files in kinds.items():
        model = f"lab-{rng.randrange(10**6)}/{name}"
        hub.publish(model, files)
        loading = expect(load_tokenizer, model)
        tokenizer = tokenizer_of(loading, model)
        for text in ("x != y", "wait , what ?", "I 'm here , you 're there ."):
            if tokenizer.decode(tokenizer.encode(text, add_special_tokens=False)) != text:
                loading.wrong(
                    "a tokenizer that decodes without loss",
                    "this config asks for a clean-up; clean_up_tokenization_spaces=False overrules it.",
                )


@pytest.fixture
def own_code(hub, machine, rng):
    """Repositories that name code of their own, of a publisher nobody has seen."""
    machine.set_variable(MARK, None)
    publisher = f"lab-{rng.randrange(10**6)}"
    hub.publish(f"{publisher}/own-code", own_code_files(MARK))
    hub.publish(f"{publisher}/plain", small.plain_files() | {"convert.py": b"print('not a tokenizer')\n"})
    quiet = own_code_files(MARK) | small.plain_files(
        config={"auto_map": {"AutoTokenizer": [None, "shouting.ShoutingTokenizer"]}}
    )
    hub.publish(f"{publisher}/own-code-beside-a-built-in-class", quiet)
    elsewhere = f"neighbour-of-{publisher}/own-code"
    hub.publish(elsewhere, own_code_files(MARK))
    named = {"auto_map": {"AutoTokenizer": [None, f"{elsewhere}--shouting.ShoutingTokenizer"]}}
    hub.publish(f"{publisher}/code-of-another-repository", small.plain_files(config=named))
    return publisher


@points(2, load_tokenizer)
def test_code_of_a_publisher_you_do_not_trust_is_refused(own_code, machine):
    for name in ("own-code", "own-code-beside-a-built-in-class", "code-of-another-repository"):
        because = "the tokenizer config names code under `auto_map`, and this publisher is not in TRUSTED."
        loading = expect(load_tokenizer, f"{own_code}/{name}")
        loading.raises(ValueError, naming=own_code, because=because)
        if machine.variable(MARK):
            loading.wrong(
                "a refusal before anything runs",
                "the repository's code was executed: look at the config before loading.",
            )
    because = "a Python file that the config does not name is not the tokenizer's: `auto_map` in the config tells."
    tokenizer_of(expect(load_tokenizer, f"{own_code}/plain"), "a model without code of its own", because)


@points(1, load_tokenizer)
def test_code_of_a_trusted_publisher_runs(own_code, machine):
    similar = (
        "a publisher of a similar name is trusted, not this one: the whole name before the slash has to be in TRUSTED."
    )
    not_trusted = {
        "another-lab": "another publisher is trusted, not this one.",
        own_code[:-1]: similar,
        own_code + "0": similar,
        "own-code": "TRUSTED has publishers, the part of the id before the slash; this is the model's name.",
    }
    for other, because in not_trusted.items():
        ex03_load.TRUSTED = {other}
        expect(load_tokenizer, f"{own_code}/own-code").raises(ValueError, naming=own_code, because=because)
    ex03_load.TRUSTED = {own_code, "another-lab"}
    because = "the publisher, the id up to the slash, is in the module's TRUSTED by now: look there at every call."
    loading = expect(load_tokenizer, f"{own_code}/own-code")
    tokenizer_of(loading, f"{own_code}/own-code", because)
    if not machine.variable(MARK):
        loading.wrong(
            "a tokenizer of the repository's own class",
            "the publisher is in TRUSTED: pass trust_remote_code=True for it.",
        )


@points(1, describe)
def test_llama_described(llama, lowercase):
    expect(describe, lowercase).returns(facts(lowercase))
    want = {"entries": 128256, "begin": "<|begin_of_text|>", "end": "<|end_of_text|>", "longest_input": 131072}
    expect(describe, llama).returns(want)


@points(2, describe)
def test_what_a_tokenizer_does_not_have_is_none(wordpiece, plain_folder, rng):
    kinds: list[dict | None] = [  # None: wordpiece
        {"begin": "[GO]", "end": "[STOP]", "model_max_length": int(1e30), "added": {"<x>": True, "<y>": True}},
        {"begin": "[GO]", "begin_in_front": False},
        None,
        {"model_max_length": 10_485_760},
        {"model_max_length": 131_073},
        {"begin": None, "model_max_length": rng.randrange(100, 10**6)},
        {"end": None, "model_max_length": None, "added": {"<note>": False}},
    ]
    for kind in kinds:
        tokenizer = wordpiece if kind is None else tokenizers.load_files(plain_folder(**kind))
        because = BOS if kind is None or kind.get("begin_in_front") is False else None
        expect(describe, tokenizer).returns(facts(tokenizer), because=because)
