"""Small tokenizer repositories, written by hand: complete, loadable by AutoTokenizer, quick to make."""

import json
from collections.abc import Mapping
from functools import cache

from kit.tokenizers.byte_letters import byte_letters

# These become entries of the vocabulary, shortest first, so that text is not all single bytes.
_WORDS = ("the", "and", "ing", "er", " the", " a", " is", " token", "low", "lower", "en", "on")


def lowercase_files() -> dict[str, bytes]:
    """A tokenizer that lower-cases its text first, so it does not give every text back.

    Begins a text with `<s>`, has `</s>`, `<note>` (added, not special) and behind it `<mark>` (special), no token for
    padding, and takes 512 tokens at most.
    """
    return plain_files(lowercase=True, added={"<note>": False, "<mark>": True})


def plain_files(
    *,
    begin: str | None = "<s>",
    end: str | None = "</s>",
    model_max_length: int | None = 512,
    lowercase: bool = False,
    composing: bool = False,
    stripping: bool = False,
    space_in_front: bool = False,
    begin_in_front: bool = True,
    added_apart: bool = False,
    last: str | None = None,
    added: Mapping[str, bool] | None = None,
    words: tuple[str, ...] = _WORDS,
    tokenizer_class: str = "PreTrainedTokenizerFast",
    config: Mapping[str, object] | None = None,
) -> dict[str, bytes]:
    """A byte-level BPE tokenizer: tokenizer.json, tokenizer_config.json, special_tokens_map.json.

    `space_in_front`: a text that begins with no space gets one. `composing`: a text is put into Unicode's form NFC
    first, `lowercase`: into lower case, `stripping`: white space at its ends is taken off. `begin_in_front=False`: there
    is a `begin`, and encoding puts nothing in front.

    `begin` and `end` are left out where None; so is `model_max_length` (tokens). `added` maps further added
    tokens to whether they are special. `words` become entries of the vocabulary, by merges. `config` adds
    keys to tokenizer_config.json. Added tokens come first (ids from 0), then the 256 bytes, then the words;
    `added_apart`: they come last, and are no entries of the model's own vocabulary, as it is with Llama. `last` is
    one more special token, behind everything else.
    """
    special = {token: True for token in (begin, end) if token is not None}
    every = special | dict(added or {})
    learnt, merges = _vocabulary(words, first=0 if added_apart else len(every))
    vocabulary = dict(learnt)
    first = len(vocabulary) if added_apart else 0
    table = [_added(token, first + number, flag) for number, (token, flag) in enumerate(every.items())]
    numbers = {str(entry["content"]): int(str(entry["id"])) for entry in table}
    if not added_apart:
        vocabulary |= numbers
    if last is not None:
        table.append(_added(last, len(vocabulary | numbers), True))
    strip = {"type": "Strip", "strip_left": True, "strip_right": True} if stripping else None
    normalizer = {"type": "Lowercase"} if lowercase else {"type": "NFC"} if composing else strip

    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": table,
        "normalizer": normalizer,
        "pre_tokenizer": {
            "type": "ByteLevel",
            "add_prefix_space": space_in_front,
            "trim_offsets": True,
            "use_regex": True,
        },
        "post_processor": _template(begin, numbers[begin]) if begin is not None and begin_in_front else None,
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": dict(sorted(vocabulary.items(), key=lambda entry: entry[1])),
            "merges": merges,
        },
    }
    names = {name: token for name, token in (("bos_token", begin), ("eos_token", end)) if token is not None}
    settings: dict[str, object] = {
        "add_prefix_space": space_in_front,  # transformers 4.57 sets the pre-tokenizer by it
        "added_tokens_decoder": {
            str(entry["id"]): {key: value for key, value in entry.items() if key != "id"} for entry in table
        },
        **names,
        "clean_up_tokenization_spaces": False,
        "tokenizer_class": tokenizer_class,
    }
    if model_max_length is not None:
        settings["model_max_length"] = model_max_length
    settings.update(config or {})
    return {
        "tokenizer.json": _json(tokenizer),
        "tokenizer_config.json": _json(settings),
        "special_tokens_map.json": _json(names),
    }


def wordpiece_files(*, config: Mapping[str, object] | None = None) -> dict[str, bytes]:
    """A WordPiece tokenizer as BERT's is: `[CLS]` in front, `[SEP]` behind, neither begin- nor end-of-text.

    Its words are what stands between spaces, so that ASCII text with single spaces comes back. `config` adds keys to
    tokenizer_config.json.
    """
    roles = {"unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    table = [_added(token, number, True) for number, token in enumerate(roles.values())]
    letters = [chr(code) for code in range(ord("!"), ord("~") + 1)]
    entries = [*roles.values(), *letters, *(f"##{letter}" for letter in letters), "the", "token", "##s"]
    ends = {token: {"id": token, "ids": [number], "tokens": [token]} for number, token in enumerate(roles.values())}
    cls, sep = ({"SpecialToken": {"id": token, "type_id": 0}} for token in ("[CLS]", "[SEP]"))
    a, b = ({"Sequence": {"id": name, "type_id": number}} for number, name in enumerate("AB"))
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": table,
        "normalizer": None,
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [cls, a, sep],
            "pair": [cls, a, sep, b, sep],
            "special_tokens": {token: ends[token] for token in ("[CLS]", "[SEP]")},
        },
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": False},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": {entry: number for number, entry in enumerate(dict.fromkeys(entries))},
        },
    }
    settings = {
        "added_tokens_decoder": {
            str(entry["id"]): {key: value for key, value in entry.items() if key != "id"} for entry in table
        },
        **roles,
        "clean_up_tokenization_spaces": False,
        "tokenizer_class": "PreTrainedTokenizerFast",
        **(config or {}),
    }
    return {
        "tokenizer.json": _json(tokenizer),
        "tokenizer_config.json": _json(settings),
        "special_tokens_map.json": _json(roles),
    }


CLEANS_UP: Mapping[str, object] = {
    "clean_up_tokenization_spaces": True,
    "clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output": True,
}
"""Configuration with which a bare `decode` removes spaces before punctuation, on both lines of transformers.

transformers 4 goes by the first key, whatever the tokenizer; 5 by the first for WordPiece, and for BPE only beside the
second (`_decode` in transformers/tokenization_utils_tokenizers.py).
"""


@cache
def _vocabulary(words: tuple[str, ...], first: int) -> tuple[Mapping[str, int], list[str]]:
    """Entries to ids from `first`, and the merges, each 'left right', that make one entry of each word.

    Made once a process: the same few are asked for by one submission after the other.
    """
    letters = byte_letters()
    vocabulary = {letter: first + number for number, letter in enumerate(sorted(letters.values()))}
    merges: list[tuple[str, str]] = []
    for word in sorted(words, key=len):
        parts = [letters[byte] for byte in word.encode()]
        for pair in merges:  # what the word is so far
            parts = _merged(parts, pair)
        while len(parts) > 1:
            pair = (parts[0], parts[1])
            vocabulary.setdefault("".join(pair), first + len(vocabulary))
            merges.append(pair)
            parts = _merged(parts, pair)
    return vocabulary, [" ".join(pair) for pair in merges]


def _merged(parts: list[str], pair: tuple[str, str]) -> list[str]:
    result: list[str] = []
    for part in parts:
        if result and (result[-1], part) == pair:
            result[-1] += part
        else:
            result.append(part)
    return result


def _added(token: str, number: int, special: bool) -> dict[str, object]:
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": special}
    return {"id": number, "content": token, **flags}


def _template(begin: str, number: int) -> dict[str, object]:
    mark = {"SpecialToken": {"id": begin, "type_id": 0}}
    a, b = ({"Sequence": {"id": name, "type_id": number}} for number, name in enumerate("AB"))
    return {
        "type": "TemplateProcessing",
        "single": [mark, a],
        "pair": [mark, a, mark, b],
        "special_tokens": {begin: {"id": begin, "ids": [number], "tokens": [begin]}},
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


CODE_MARK = "PRACTICE_HUB_CODE_RAN"
"""The environment variable that the code of such a repository sets."""


def own_code_files(mark: str = CODE_MARK) -> dict[str, bytes]:
    """A small repository with a tokenizer class of its own; importing its code sets `mark` to "yes"."""
    return plain_files(
        tokenizer_class="ShoutingTokenizer",
        config={"auto_map": {"AutoTokenizer": [None, "shouting.ShoutingTokenizer"]}},
    ) | {"shouting.py": _CODE.format(mark=mark).encode()}


_CODE = '''"""A tokenizer class that comes with its repository. Harmless: it leaves a mark that it ran."""

import os

from transformers import PreTrainedTokenizerFast

os.environ["{mark}"] = "yes"


class ShoutingTokenizer(PreTrainedTokenizerFast):
    """Takes every text in capitals."""

    def _encode_plus(self, text, *arguments, **options):
        text = text.upper() if isinstance(text, str) else text
        return super()._encode_plus(text, *arguments, **options)
'''
