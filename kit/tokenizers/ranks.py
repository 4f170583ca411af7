"""Llama 3's vocabulary as bytes, from Meta's tokenizer.model: what part two computes expected values with.

The tokenizer at hand knows entries by their spelling; here they are bytes, and so are pieces that are no text.
"""

import base64
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.tokenizers.loaded import settle
from kit.tokenizers.model_ids import LLAMA

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

FIRST_OF_META = 100_256
"""The entries before this id are those of OpenAI's cl100k vocabulary; those from here on were added by Meta."""


@cache
def model_file() -> Path:
    """Meta's tokenizer.model. Raises kit.tokenizers.vendors.VendorError when it is not there."""
    from kit.tokenizers import vendors

    return vendors.source(LLAMA)


@cache
def ranks() -> dict[bytes, int]:
    """The id of each of the 128,000 ordinary entries, by its bytes. Shared: learners get it too, nobody writes to it."""
    lines = (line.split() for line in model_file().read_bytes().splitlines())
    return {base64.b64decode(entry): int(rank) for entry, rank in lines}


@cache
def entries() -> list[bytes]:
    """The bytes of each ordinary entry, by id."""
    return sorted(ranks(), key=ranks().__getitem__)


@cache
def _tiktoken():
    import tiktoken

    return tiktoken.Encoding("llama3", pat_str=r"\S+", mergeable_ranks=ranks(), special_tokens={})


def piece_ids(piece: bytes) -> list[int]:
    """The ids of one pre-token by tiktoken, the encoder in Meta's own package; the bytes need not be UTF-8."""
    return _tiktoken()._encode_single_piece(piece) if piece else []


def plain(tokenizer: "PreTrainedTokenizerBase", text: str):
    """The backend's Encoding of a text without begin-of-text, in which special tokens that it spells are plain text."""
    settle(tokenizer)
    backend = tokenizer.backend_tokenizer
    backend.encode_special_tokens = True
    try:
        return backend.encode(text, add_special_tokens=False)
    finally:
        settle(tokenizer)


def joined(piece: bytes, ranks: dict[bytes, int], best: Callable = min) -> list[bytes]:
    """The parts that joining alone arrives at, one join at a time: the lowest rank first, the leftmost of equals.

    It knows no whole pre-tokens. With `best=max` the highest rank goes first. Raises KeyError where a byte is no entry.
    """
    parts = [piece[k : k + 1] for k in range(len(piece))]
    if any(part not in ranks for part in parts):
        raise KeyError(piece)
    while True:
        found = [(ranks[a + b], k) for k, (a, b) in enumerate(zip(parts, parts[1:], strict=False)) if a + b in ranks]
        if not found:
            return parts
        rank = best(rank for rank, _ in found)
        k = next(k for other, k in found if other == rank)
        parts[k : k + 2] = [parts[k] + parts[k + 1]]


def needing_whole(rng: random.Random, number: int | None = None) -> list[int]:
    """Ids of entries that joining does not arrive at, `number` of them or all 588.

    All of them are among those that Meta added (checks/suite/test_part_two.py looks at every entry).
    """
    some = list(range(FIRST_OF_META, len(ranks())))
    rng.shuffle(some)
    found: list[int] = []
    for token_id in some:
        if len(found) == number:
            break
        if len(joined(entries()[token_id], ranks())) > 1:
            found.append(token_id)
    return found
