"""Mistral Nemo (base) from Mistral's data/tekken_240718.json, the repository's own tekken.json.

Tekken counts special tokens and text entries apart; on the Hub the 1,000 special tokens come first and every
text entry moves up by 1,000. The file holds more entries than the model has room for: the last ones are left
out, as mistral_common's Tekkenizer does.
"""

import json
from pathlib import Path

from kit.course.temporary import for_a_while

from .hubfiles import (
    added_tokens_decoder,
    dumps,
    model_section,
    numbered,
    tokenizer_json,
    vocabulary_and_merges,
)

NAME = "Mistral-Nemo-Base-2407"
UNKNOWN, BEGIN, END = "<unk>", "<s>", "</s>"

# The Hub repository's names, which have <pad> at 10. mistral_common names some of these ids otherwise (10 is
# [IMG] there): its list is that of later models. No text is encoded to them, so encoding does not depend on
# it.
NAMED = [
    UNKNOWN,
    BEGIN,
    END,
    "[INST]",
    "[/INST]",
    "[AVAILABLE_TOOLS]",
    "[/AVAILABLE_TOOLS]",
    "[TOOL_RESULTS]",
    "[/TOOL_RESULTS]",
    "[TOOL_CALLS]",
    "<pad>",
    "[PREFIX]",
    "[MIDDLE]",
    "[SUFFIX]",
]


def files(source: Path) -> dict[str, bytes]:
    """The Hub's files: "MODEL/FILE", MODEL without its owner, to content.

    Raises:
        VendorError: the vendor's file could not be converted.
        OSError: no room for a scratch file of 2 MB.
    """
    tekken = json.loads(source.read_text(encoding="utf-8"))
    settings = tekken["config"]
    reserved: int = settings["default_num_special_tokens"]
    entries = tekken["vocab"][: settings["default_vocab_size"] - reserved]

    with for_a_while("nemo") as scratch:
        ranks_file = Path(scratch, "tekken.tiktoken")
        ranks_file.write_text(
            "".join(f"{entry['token_bytes']} {entry['rank']}\n" for entry in entries),
            encoding="ascii",
            newline="\n",
        )
        ranks, merges = vocabulary_and_merges(ranks_file)

    fillers = [f"<SPECIAL_{n}>" for n in range(len(NAMED), reserved)]
    added = numbered(NAMED + fillers, first=0)
    vocabulary = {content: id_ for id_, content in added.items()}
    vocabulary |= {entry: rank + reserved for entry, rank in ranks.items()}
    names = {"bos_token": BEGIN, "eos_token": END, "unk_token": UNKNOWN}
    config = {
        "added_tokens_decoder": added_tokens_decoder(added),
        "bos_token": BEGIN,
        "clean_up_tokenization_spaces": False,
        "eos_token": END,
        "model_input_names": ["input_ids", "attention_mask"],
        # No model_max_length: Mistral's file states none.
        "tokenizer_class": "PreTrainedTokenizerFast",
        "unk_token": UNKNOWN,
    }
    section = model_section(vocabulary, merges)
    texts = {
        "tokenizer.json": tokenizer_json(
            section, added=added, begin=BEGIN, pattern=settings["pattern"], byte_level_offsets=False
        ),
        "tokenizer_config.json": dumps(config) + "\n",
        "special_tokens_map.json": dumps(names) + "\n",
    }
    return {f"{NAME}/{file}": text.encode() for file, text in texts.items()}
