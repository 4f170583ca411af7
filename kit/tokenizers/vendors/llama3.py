"""Llama 3.0, 3.1 and 3.1 Instruct from Meta's llama3/tokenizer.model; 3.1 to the byte.

The three share the vocabulary, the merges and the first cut; their added tokens and configurations differ.
Meta's package has its own list of added tokens, which is not the Hub's; the lists here are the Hub's.
"""

from pathlib import Path

from .hubfiles import (
    added_tokens_decoder,
    dumps,
    model_section,
    numbered,
    tokenizer_json,
    vocabulary_and_merges,
)

BEGIN = "<|begin_of_text|>"
END = "<|end_of_text|>"
END_OF_TURN = "<|eot_id|>"

# llama_models/llama3/tokenizer.py, Tokenizer.pat_str.
PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)

NO_LIMIT = 1000000000000000019884624838656
"""transformers' int(1e30): no limit is stated. The Hub's config of Llama 3.0 holds it."""

TEMPLATE = Path(__file__).with_name("llama31_instruct.jinja")


def _reserved(numbers: range) -> list[str]:
    return [f"<|reserved_special_token_{n}|>" for n in numbers]


ADDED_31 = numbered(
    [BEGIN, END]
    + _reserved(range(0, 2))
    + ["<|finetune_right_pad_id|>"]
    + _reserved(range(2, 3))
    + ["<|start_header_id|>", "<|end_header_id|>", "<|eom_id|>", END_OF_TURN, "<|python_tag|>"]
    + _reserved(range(3, 248)),
    first=128000,
)

ADDED_30 = numbered(
    [BEGIN, END]
    + _reserved(range(0, 4))
    + ["<|start_header_id|>", "<|end_header_id|>"]
    + _reserved(range(4, 5))
    + [END_OF_TURN]
    + _reserved(range(5, 251)),
    first=128000,
)


def files(source: Path) -> dict[str, bytes]:
    """The Hub's files of the family: "MODEL/FILE", MODEL without its owner, to content.

    Raises:
        VendorError: the vendor's file could not be converted.
    """
    section = model_section(*vocabulary_and_merges(source))
    template = TEMPLATE.read_text(encoding="utf-8").rstrip("\n")
    return {
        **_model("Meta-Llama-3.1-8B", section, ADDED_31, end=END, limit=131072),
        **_model(
            "Meta-Llama-3.1-8B-Instruct",
            section,
            ADDED_31,
            end=END_OF_TURN,
            limit=131072,
            template=template,
            last="",
        ),
        **_model("Meta-Llama-3-8B", section, ADDED_30, end=END, limit=NO_LIMIT),
    }


def _model(
    name: str,
    section: str,
    added: dict[int, str],
    *,
    end: str,
    limit: int,
    template: str = "",
    last: str = "\n",
) -> dict[str, bytes]:
    # `last` ends tokenizer.json: the Instruct repository's has no final newline.
    config = {
        "added_tokens_decoder": added_tokens_decoder(added),
        "bos_token": BEGIN,
        **({"chat_template": template} if template else {}),
        "clean_up_tokenization_spaces": True,
        "eos_token": end,
        "model_input_names": ["input_ids", "attention_mask"],
        "model_max_length": limit,
        "tokenizer_class": "PreTrainedTokenizerFast",
    }
    texts = {
        "tokenizer.json": tokenizer_json(section, added=added, begin=BEGIN, pattern=PATTERN) + last,
        "tokenizer_config.json": dumps(config) + "\n",
        "special_tokens_map.json": dumps({"bos_token": BEGIN, "eos_token": end}) + "\n",
    }
    return {f"{name}/{file}": text.encode() for file, text in texts.items()}
