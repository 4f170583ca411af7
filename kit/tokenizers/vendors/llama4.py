"""Llama 4 Scout (base) from Meta's llama4/tokenizer.model.

The added tokens follow the script that wrote the Hub's files, convert_llama4_weights_to_hf.py in
transformers' repository: Meta's basic, post-training and vision tokens, and then the padding token that the
script names and that Meta's list spells differently. Meta's package reserves 914 ids more, which that script
leaves out.
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
from .models import VendorError

NAME = "Llama-4-Scout-17B-16E"
BEGIN = "<|begin_of_text|>"
END = "<|end_of_text|>"
PAD = "<|finetune_right_pad_id|>"

LIMIT = 262144
"""Tokens: the script's "256K for base"; 10485760 is the Instruct model's."""


def files(source: Path) -> dict[str, bytes]:
    """The Hub's files: "MODEL/FILE", MODEL without its owner, to content.

    Raises:
        VendorError: the vendor's file could not be converted.
    """
    try:
        # Light: about 35 ms, no image library and no PyTorch.
        from llama_models.llama4 import tokenizer as meta

        names = [
            *meta.BASIC_SPECIAL_TOKENS,
            *meta.LLAMA4_TEXT_POST_TRAIN_SPECIAL_TOKENS,
            *meta.LLAMA4_VISION_SPECIAL_TOKENS,
            PAD,
        ]
        pattern = meta.Tokenizer.O200K_PATTERN
    except (ImportError, AttributeError) as error:
        raise VendorError(
            f"Llama 4: Meta's package llama-models lacks something that this kit needs ({error}). "
            "Install it again: python -m pip install --force-reinstall llama-models==0.3.0"
        ) from error
    vocabulary, merges = vocabulary_and_merges(source)
    added = numbered(names, first=len(vocabulary))
    config = {
        "added_tokens_decoder": added_tokens_decoder(added),
        "bos_token": BEGIN,
        "clean_up_tokenization_spaces": False,
        "eos_token": END,
        "model_input_names": ["input_ids", "attention_mask"],
        "model_max_length": LIMIT,
        "pad_token": PAD,
        "tokenizer_class": "PreTrainedTokenizerFast",
    }
    section = model_section(vocabulary, merges)
    texts = {
        "tokenizer.json": tokenizer_json(section, added=added, begin=BEGIN, pattern=pattern),
        "tokenizer_config.json": dumps(config) + "\n",
        "special_tokens_map.json": dumps({"bos_token": BEGIN, "eos_token": END, "pad_token": PAD}) + "\n",
    }
    return {f"{NAME}/{file}": text.encode() for file, text in texts.items()}
