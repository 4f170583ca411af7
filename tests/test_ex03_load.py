"""Graded: ex03, AutoTokenizer."""

import pytest

from exercises import ex03_load
from exercises.ex03_load import describe, load_tokenizer
from kit.suite import SENTENCE, Suite, ids, own_code_files, points, small, tokenizers

MARK = "KIT_OWN_CODE_RAN"
NEIGHBOUR = "neighbour"  # who publishes the code that another publisher's config names

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
    for text in (SENTENCE, f"{SENTENCE}{reference.bos_token}"):
        if list(tokenizer.encode(text)) != ids(reference, text):
            loading.wrong(
                f"the tokenizer of {model}",
                "it encodes a text otherwise than the model's own: load that of `model_id`, with no option that changes its ids.",
            )
    if tokenizer.decode(ids(reference, SENTENCE)) != f"{reference.bos_token}{SENTENCE}":
        whole = "decoding leaves something out: all ids are asked for, begin-of-text among them; set no option but clean_up_tokenization_spaces."
        loading.wrong(f"the tokenizer of {model}", whole)
    long = "token " * 700
    if len(tokenizer.encode(long, truncation=True)) != min(len(ids(reference, long)), reference.model_max_length):
        limit = "its `model_max_length` is not the one in the model's config: load it with no option that changes that."
        loading.wrong(f"the tokenizer of {model}", limit)


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
        round_it = () if "wordpiece" in name else (" x != y \n",)  # white space round a text is none of WordPiece's
        for text in ("x != y", "wait , what ?", "I 'm here , you 're there .", *round_it):
            if tokenizer.decode(tokenizer.encode(text, add_special_tokens=False)) != text:
                loading.wrong(
                    "a tokenizer that decodes without loss",
                    "this config asks for a clean-up; clean_up_tokenization_spaces=False overrules it, and nothing else may take spaces.",
                )


@pytest.fixture
def own_code(hub, machine, rng):
    """Repositories that name code of their own, of a publisher nobody has seen."""
    machine.set_variable(MARK, None)
    publisher = f"Lab-{rng.randrange(10**6)}"
    for whose in (publisher, "meta-llama"):
        hub.publish(f"{whose}/own-code", own_code_files(MARK))
    hub.publish(f"{publisher}/own-code-kept", own_code_files(MARK))
    hub.publish(f"{publisher}/plain", small.plain_files() | {"convert.py": b"print('not a tokenizer')\n"})
    quiet = own_code_files(MARK) | small.plain_files(
        config={"auto_map": {"AutoTokenizer": [None, "shouting.ShoutingTokenizer"]}}
    )
    hub.publish(f"{publisher}/own-code-beside-a-built-in-class", quiet)
    hub.publish(f"{NEIGHBOUR}/own-code", own_code_files(MARK))
    named = {"auto_map": {"AutoTokenizer": [None, f"{NEIGHBOUR}/own-code--shouting.ShoutingTokenizer"]}}
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
    because = "a model of this publisher's was loaded, and that trusts nobody: who is in TRUSTED is not for the function to say."
    expect(load_tokenizer, f"{own_code}/own-code").raises(ValueError, naming=own_code, because=because)


@points(1, load_tokenizer)
def test_code_of_a_trusted_publisher_runs(own_code, machine):
    similar = (
        "a publisher of a similar name is trusted, not this one: the whole name before the slash has to be in TRUSTED."
    )
    not_trusted = {
        "another-lab": "another publisher is trusted, not this one.",
        own_code[:-1]: similar,
        own_code[1:]: similar,
        own_code + "0": similar,
        own_code.lower(): similar,
        "own-code": "TRUSTED has publishers, the part of the id before the slash; this is the model's name.",
        f"{own_code}/own-code": "TRUSTED has publishers, the part of the id before the slash; this is the whole id.",
    }
    for other, because in not_trusted.items():
        ex03_load.TRUSTED = {other}
        expect(load_tokenizer, f"{own_code}/own-code").raises(ValueError, naming=own_code, because=because)
    because = "nobody is trusted but who is in TRUSTED, however well known."
    expect(load_tokenizer, "meta-llama/own-code").raises(ValueError, naming="meta-llama", because=because)
    ex03_load.TRUSTED = {NEIGHBOUR}
    borrowed = f"{own_code}/code-of-another-repository"
    because = "who publishes the model has to be in TRUSTED, the part of the id before the slash, wherever its code comes from."
    expect(load_tokenizer, borrowed).raises(ValueError, naming=own_code, because=because)
    ex03_load.TRUSTED = {own_code, "another-lab"}
    because = "the publisher, the id up to the slash, is in the module's TRUSTED by now: look there at every call."
    loading = expect(load_tokenizer, f"{own_code}/own-code")
    tokenizer_of(loading, f"{own_code}/own-code", because)
    if not machine.variable(MARK):
        loading.wrong(
            "a tokenizer of the repository's own class",
            "the publisher is in TRUSTED: pass trust_remote_code=True for it.",
        )
    for model in (borrowed, f"{own_code}/own-code-kept"):
        tokenizer_of(expect(load_tokenizer, model), model, because)
    ex03_load.TRUSTED = {"another-lab"}
    because = "the publisher is in TRUSTED no more: look there at every call, before anything that was kept is handed out."
    expect(load_tokenizer, f"{own_code}/own-code-kept").raises(ValueError, naming=own_code, because=because)


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
