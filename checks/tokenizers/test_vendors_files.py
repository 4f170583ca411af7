"""What the built files are: the Hub's own hashes, the facts of the course, every entry's id, both
transformers lines."""

import base64
import functools
import hashlib
import json
import logging
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

from kit.tokenizers import vendors
from kit.tokenizers.vendors import llama3
from kit.tokenizers.vendors.models import FAMILIES, PUBLISHED

BASE = "meta-llama/Meta-Llama-3.1-8B"
INSTRUCT = "meta-llama/Meta-Llama-3.1-8B-Instruct"
OLD = "meta-llama/Meta-Llama-3-8B"
SCOUT = "meta-llama/Llama-4-Scout-17B-16E"
NEMO = "mistralai/Mistral-Nemo-Base-2407"

SENTENCE = "I am excited to show Tokenizers in action to my LLM engineers"
SENTENCE_IDS = [128000, 40, 1097, 12304, 311, 1501, 9857, 12509, 304, 1957, 311, 856, 445, 11237, 25175]


@functools.cache
def tokenizer(model_id: str) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(vendors.folder(model_id))


def read_json(model_id: str, file: str) -> Any:
    return json.loads((vendors.folder(model_id) / file).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("model_id", "file", "sha256"),
    [
        (BASE, "tokenizer.json", "76e48799b099d43365bd24ccd8ecc5aedac831718da780552f03b0a6eb4412aa"),
        (BASE, "tokenizer_config.json", "8004530facf809ac432114de2a4dcc65fcb632da5ec16d666091aeb6a2ee444a"),
        (BASE, "special_tokens_map.json", "462d91939dbc37178aa5a3eae7068d1990ccc92e09f288cc71f42cdf139d69cc"),
        (INSTRUCT, "tokenizer.json", "79e3e522635f3171300913bb421464a87de6222182a0570b9b2ccba2a964b2b4"),
    ],
)
def test_the_file_is_the_published_one(model_id: str, file: str, sha256: str) -> None:
    assert hashlib.sha256((vendors.folder(model_id) / file).read_bytes()).hexdigest() == sha256
    assert PUBLISHED[model_id, file] == sha256


@pytest.mark.parametrize("model_id", vendors.MODELS)
def test_a_folder_holds_the_three_files_and_nothing_else(model_id: str) -> None:
    assert sorted(path.name for path in vendors.folder(model_id).iterdir()) == sorted(vendors.FILES)


@pytest.mark.parametrize("model_id", vendors.MODELS)
def test_digest_is_the_hash_of_tokenizer_json(model_id: str) -> None:
    content = (vendors.folder(model_id) / "tokenizer.json").read_bytes()
    assert vendors.digest(model_id) == hashlib.sha256(content).hexdigest()
    assert vendors.is_built(model_id)


@pytest.mark.parametrize("model_id", vendors.MODELS)
def test_auto_tokenizer_loads_it_without_a_warning(
    model_id: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import AutoTokenizer
    from transformers.utils import logging as theirs

    monkeypatch.setattr(theirs.get_logger("transformers"), "propagate", True)
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")
        loaded = AutoTokenizer.from_pretrained(vendors.folder(model_id))
    assert caplog.messages == []
    assert loaded.is_fast


@pytest.mark.parametrize(
    ("model_id", "entries", "ordinary", "added", "begin", "end", "pad", "unknown", "longest"),
    [
        (BASE, 128256, 128000, 256, "<|begin_of_text|>", "<|end_of_text|>", None, None, 131072),
        (INSTRUCT, 128256, 128000, 256, "<|begin_of_text|>", "<|eot_id|>", None, None, 131072),
        (OLD, 128256, 128000, 256, "<|begin_of_text|>", "<|end_of_text|>", None, None, llama3.NO_LIMIT),
        (
            SCOUT, 201135, 200000, 1135,
            "<|begin_of_text|>", "<|end_of_text|>", "<|finetune_right_pad_id|>", None, 262144,
        ),
        (NEMO, 131072, 131072, 1000, "<s>", "</s>", None, "<unk>", int(1e30)),
    ],
)  # fmt: skip
def test_the_facts_of_each_model(
    model_id: str,
    entries: int,
    ordinary: int,
    added: int,
    begin: str,
    end: str,
    pad: Any,
    unknown: Any,
    longest: int,
) -> None:
    loaded = tokenizer(model_id)
    assert (len(loaded), len(loaded.get_vocab()), loaded.vocab_size) == (entries, entries, ordinary)
    assert len(loaded.added_tokens_decoder) == added
    assert all(token.special for token in loaded.added_tokens_decoder.values())
    assert (loaded.bos_token, loaded.eos_token, loaded.pad_token, loaded.unk_token) == (
        begin,
        end,
        pad,
        unknown,
    )
    assert loaded.model_max_length == longest
    assert loaded("").input_ids == [loaded.bos_token_id]
    assert loaded("a", "b").input_ids == [
        loaded.bos_token_id,
        *loaded("a").input_ids[1:],
        *loaded("b").input_ids,
    ]


def test_llama_31_is_as_the_course_says() -> None:
    loaded = tokenizer(BASE)
    assert loaded(SENTENCE).input_ids == SENTENCE_IDS
    assert loaded.all_special_ids == [128000, 128001]
    assert loaded.clean_up_tokenization_spaces is True
    assert loaded.encode("<|eot_id|>", add_special_tokens=False) == [128009]
    assert loaded(" việc", add_special_tokens=False).input_ids == [100769]
    plain = loaded("<|eot_id|>", add_special_tokens=False, split_special_tokens=True).input_ids
    loaded.backend_tokenizer.encode_special_tokens = False
    assert plain == [27, 91, 68, 354, 851, 91, 29]
    with pytest.raises(TypeError):
        loaded("\ud800")
    content = read_json(BASE, "tokenizer.json")
    assert len(content["model"]["merges"]) == 280_147
    assert content["normalizer"] is None


def test_the_added_tokens_of_llama_31() -> None:
    names = {token.content: id_ for id_, token in tokenizer(BASE).added_tokens_decoder.items()}
    expected = {
        "<|begin_of_text|>": 128000,
        "<|end_of_text|>": 128001,
        "<|reserved_special_token_0|>": 128002,
        "<|reserved_special_token_1|>": 128003,
        "<|finetune_right_pad_id|>": 128004,
        "<|reserved_special_token_2|>": 128005,
        "<|start_header_id|>": 128006,
        "<|end_header_id|>": 128007,
        "<|eom_id|>": 128008,
        "<|eot_id|>": 128009,
        "<|python_tag|>": 128010,
        **{f"<|reserved_special_token_{n}|>": 128008 + n for n in range(3, 248)},
    }
    assert names == expected


def test_the_added_tokens_of_llama_30_differ_at_249_of_256() -> None:
    new, old = tokenizer(BASE).added_tokens_decoder, tokenizer(OLD).added_tokens_decoder
    assert sum(new[id_].content != old[id_].content for id_ in new) == 249
    assert [old[128000 + n].content for n in (4, 6, 7, 8, 9, 10, 255)] == [
        "<|reserved_special_token_2|>",
        "<|start_header_id|>",
        "<|end_header_id|>",
        "<|reserved_special_token_4|>",
        "<|eot_id|>",
        "<|reserved_special_token_5|>",
        "<|reserved_special_token_250|>",
    ]


def test_the_added_tokens_of_llama_4_are_where_metas_own_table_has_them() -> None:
    from llama_models.llama4.tokenizer import Tokenizer

    metas = Tokenizer(vendors.source(SCOUT)).special_tokens
    added = {token.content: id_ for id_, token in tokenizer(SCOUT).added_tokens_decoder.items()}
    assert added.pop("<|finetune_right_pad_id|>") == 201134  # the Hub's own; Meta's list has <|finetune_right_pad|>
    assert len(added) == 1134
    assert {name: metas[name] for name in added} == added


def test_nemo_has_its_special_tokens_first() -> None:
    from mistral_common.tokens.tokenizers.tekken import Tekkenizer

    added = {id_: token.content for id_, token in tokenizer(NEMO).added_tokens_decoder.items()}
    assert sorted(added) == list(range(1000))
    assert [added[id_] for id_ in (10, 13, 14, 999)] == ["<pad>", "[SUFFIX]", "<SPECIAL_14>", "<SPECIAL_999>"]
    named = Tekkenizer.DEPRECATED_SPECIAL_TOKENS[:10]  # later ones are those of newer models
    assert [added[token["rank"]] for token in named] == [
        str(getattr(token["token_str"], "value", token["token_str"])) for token in named
    ]


def byte_letters() -> dict[int, str]:
    """GPT-2's alphabet, from its rule: printable Latin-1 bytes stand for themselves, the others follow from
    U+0100."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {byte: chr(0x100 + n) for n, byte in enumerate(others)}


def vendor_entries(model_id: str) -> dict[bytes, int]:
    """The vendor's table of ordinary entries, ids as on the Hub."""
    path = vendors.source(model_id)
    if path.suffix == ".json":
        entries = json.loads(path.read_text(encoding="utf-8"))["vocab"][:130_072]
        return {base64.b64decode(entry["token_bytes"]): entry["rank"] + 1000 for entry in entries}
    lines = path.read_text(encoding="ascii").split("\n")
    return {base64.b64decode(token): int(rank) for token, _, rank in (line.partition(" ") for line in lines if line)}


@pytest.mark.parametrize("model_id", [BASE, OLD, SCOUT, NEMO])
def test_every_entry_has_the_vendors_id(model_id: str) -> None:
    letters = byte_letters()
    expected = {"".join(letters[byte] for byte in entry): id_ for entry, id_ in vendor_entries(model_id).items()}
    built = read_json(model_id, "tokenizer.json")
    added = {token["content"]: token["id"] for token in built["added_tokens"]}
    assert {entry: id_ for entry, id_ in built["model"]["vocab"].items() if entry not in added} == expected
    assert sorted({**expected, **added}.values()) == list(range(len(expected) + len(added)))


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = (
        "import sys, kit.tokenizers.vendors as v; v.is_built(v.MODELS[0]);"
        "v.source(v.MODELS[0]); v.source(v.MODELS[-1]);"
        "heavy = 'transformers', 'tokenizers', 'tiktoken', 'llama_models', 'mistral_common', 'pytest';"
        "print([name for name in heavy if name in sys.modules])"
    )
    root = Path(vendors.__file__).parents[3]
    out = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


def test_an_unknown_model_is_named_along_with_those_there_are() -> None:
    for call in (vendors.folder, vendors.is_built, vendors.digest, vendors.source):
        with pytest.raises(KeyError, match=r"gpt-2.*meta-llama/Meta-Llama-3\.1-8B"):
            call("gpt-2")


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_missing_package_says_what_to_install(family: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(vendors.VendorError, match=f"{family.package} is not installed.*pip install {family.package}"):
        vendors.source(family.models[0])


@pytest.mark.parametrize("content", [None, b"other"], ids=["missing", "changed"])
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_wrong_vendor_file_says_how_to_mend_it(
    family: Any, content: bytes | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / family.module
    if content is not None:
        (package / family.file).parent.mkdir(parents=True)
        (package / family.file).write_bytes(content)

    class Spec:
        submodule_search_locations = [str(package)]

    monkeypatch.setattr("importlib.util.find_spec", lambda name: Spec)
    with pytest.raises(
        vendors.VendorError, match=f"pip install --force-reinstall --no-deps {family.package}=="
    ) as caught:
        vendors.source(family.models[0])
    assert str(package / family.file) in str(caught.value)
