"""The Hub's three tokenizer files, written the way the Hub's own are."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .models import VendorError

Json = dict[str, Any]


def vocabulary_and_merges(ranks_file: Path) -> tuple[dict[str, int], list[str]]:
    """A tiktoken ranks file (lines of base64 and rank) as BPE vocabulary and merges in the byte alphabet.

    transformers' own converter does it: about 2 s for Llama 3, 4 s for Llama 4, and 1.3 s to import it.

    Raises:
        VendorError: transformers or tiktoken is missing, or cannot read the file.
    """
    try:
        from transformers.convert_slow_tokenizer import TikTokenConverter

        with _no_tiktoken_cache():
            converter = TikTokenConverter(str(ranks_file))
            vocabulary, merges = converter.extract_vocab_merges_from_model(str(ranks_file))
    except (ImportError, ValueError) as error:
        raise VendorError(
            f"transformers could not convert {ranks_file}: {error}. "
            "Install what it needs: python -m pip install --upgrade transformers tiktoken"
        ) from error
    return vocabulary, [f"{left} {right}" for left, right in merges]


@contextmanager
def _no_tiktoken_cache() -> Iterator[None]:
    # tiktoken keeps a copy of every file it loads in the system's temporary folder, named after the path
    # alone: after an update of the package it would hand out the old content. An empty name turns that off.
    name = "TIKTOKEN_CACHE_DIR"
    before = os.environ.get(name)
    os.environ[name] = ""
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def model_section(vocabulary: dict[str, int], merges: list[str]) -> str:
    """The part of tokenizer.json from `"model"` to the end: the largest by far, the same in a whole family.

    `ignore_merges`: a pre-token that is itself an entry is taken whole, as tiktoken does.
    """
    model = {
        "type": "BPE",
        "dropout": None,
        "unk_token": None,
        "continuing_subword_prefix": None,
        "end_of_word_suffix": None,
        "fuse_unk": False,
        "byte_fallback": False,
        "ignore_merges": True,
        "vocab": vocabulary,
        "merges": merges,
    }
    return dumps({"model": model}).removeprefix("{\n")


def tokenizer_json(
    section: str, *, added: dict[int, str], begin: str, pattern: str, byte_level_offsets: bool = True
) -> str:
    """tokenizer.json, without a final newline.

    Args:
        section: from `model_section`.
        added: special tokens by id.
        begin: the special token put in front of every text.
        pattern: the regular expression of the first cut.
        byte_level_offsets: whether the byte-level post-processor comes before the template, as in Meta's
            files. It changes no id and no offset.
    """
    begin_id = next(id_ for id_, content in added.items() if content == begin)
    first = [_special(begin, 0), _sequence("A", 0)]
    template = {
        "type": "TemplateProcessing",
        "single": first,
        "pair": [*first, _special(begin, 1), _sequence("B", 1)],
        "special_tokens": {begin: {"id": begin, "ids": [begin_id], "tokens": [begin]}},
    }
    byte_level = {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": False, "use_regex": True}
    sequence = {"type": "Sequence", "processors": [byte_level, template]}
    head = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": id_,
                "content": content,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for id_, content in added.items()
        ],
        "normalizer": None,
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False},
                {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False},
            ],
        },
        "post_processor": sequence if byte_level_offsets else template,
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
    }
    return dumps(head).removesuffix("\n}") + ",\n" + section


def _special(content: str, type_id: int) -> Json:
    return {"SpecialToken": {"id": content, "type_id": type_id}}


def _sequence(name: str, type_id: int) -> Json:
    return {"Sequence": {"id": name, "type_id": type_id}}


def added_tokens_decoder(added: dict[int, str]) -> Json:
    """The table of added tokens as tokenizer_config.json has it."""
    flags = {"lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True}
    return {str(id_): {"content": content, **flags} for id_, content in added.items()}


def numbered(names: Sequence[str], first: int) -> dict[int, str]:
    """The names by id, counted from `first`."""
    return dict(enumerate(names, first))


def dumps(value: Json) -> str:
    """JSON as in the Hub's files: two-space indent, characters as they are."""
    return json.dumps(value, indent=2, ensure_ascii=False)
