"""A vocabulary as readable text, entry by entry: what exercise 7 expects and draws from. Each made once a process."""

from collections import Counter
from functools import cache
from typing import Any


@cache
def entries(tokenizer: Any) -> list[str]:
    """The readable text of every entry, by id, from the backend."""
    every = [[i] for i in range(len(tokenizer))]
    found: list[str] = tokenizer.backend_tokenizer.decode_batch(every, skip_special_tokens=False)
    return found


@cache
def by_text(tokenizer: Any) -> dict[str, int]:
    """Readable text to id; texts that several entries share, or that are broken characters, are left out."""
    times = Counter(entries(tokenizer))
    return {one: i for i, one in enumerate(entries(tokenizer)) if times[one] == 1 and "\ufffd" not in one}


# What is drawn from, made once: to go through all entries in each of many forked processes takes memory in each.
@cache
def texts(tokenizer: Any) -> list[str]:
    """The readable texts that stand for one entry each, by id."""
    return list(by_text(tokenizer))


@cache
def added(tokenizer: Any) -> list[str]:
    """Those of added entries."""
    return [one for one, token_id in by_text(tokenizer).items() if token_id >= tokenizer.vocab_size]


@cache
def words(tokenizer: Any) -> list[str]:
    """Those of Latin letters alone, more than three of them."""
    return [one for one in texts(tokenizer) if one.isascii() and one.isalpha() and len(one) > 3]


@cache
def longer(tokenizer: Any, length: int) -> list[str]:
    """Those of more characters than that."""
    return [one for one in texts(tokenizer) if len(one) > length]


@cache
def containing(tokenizer: Any, fragment: str) -> list[tuple[int, str]]:
    """The ordinary entries whose readable text has the fragment in it, (id, text)."""
    table = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return [(i, one) for i, one in enumerate(entries(tokenizer)) if fragment in one and i not in table]
