"""The tokenizers of a run: loaded once, and what of one must be as it was after a learner's call."""

from functools import cache
from pathlib import Path

_live = False


def use_live_hub() -> None:
    """Load tokenizers from the real Hub with the learner's own login instead of the kit's files."""
    global _live
    _live = True
    load.cache_clear()


@cache
def load(model_id: str):
    """The real tokenizer of a model of the course, parsed once a process (0.5 to 0.7 s each)."""
    from transformers import AutoTokenizer

    if _live:
        return AutoTokenizer.from_pretrained(model_id)
    from kit import vendors

    return AutoTokenizer.from_pretrained(vendors.folder(model_id))


@cache
def load_files(folder: Path):
    """The tokenizer whose files are in `folder`, parsed once a process."""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(folder)


def of(tokenizer) -> dict[str, object]:
    """All of a tokenizer that another caller would notice if it changed, by the name a message can use."""
    backend = tokenizer.backend_tokenizer
    parts = {name: getattr(backend, name) for name in ("normalizer", "pre_tokenizer", "post_processor", "decoder")}
    return {
        # Not len(tokenizer), which takes 0.1 s on transformers 4.57.
        "ordinary entries": backend.get_vocab_size(with_added_tokens=False),
        "added tokens": str(backend.get_added_tokens_decoder()),
        "special tokens": str(sorted(tokenizer.special_tokens_map.items(), key=str)),
        "padding_side": tokenizer.padding_side,
        "truncation_side": tokenizer.truncation_side,
        "model_max_length": tokenizer.model_max_length,
        "chat_template": str(tokenizer.chat_template),
        "clean_up_tokenization_spaces": tokenizer.clean_up_tokenization_spaces,
        "split_special_tokens": getattr(tokenizer, "split_special_tokens", None),
        **{name: part and part.__getstate__() for name, part in parts.items()},
    }


def changes(tokenizer, before: dict[str, object]) -> list[str]:
    """The names of what is no longer as it was `before`."""
    now = of(tokenizer)
    return [name for name, value in before.items() if now[name] != value]


def settle(tokenizer) -> None:
    """Reset what one call may leave in the backend until the next call sets it anew."""
    backend = tokenizer.backend_tokenizer
    backend.no_padding()
    backend.no_truncation()
    backend.encode_special_tokens = False


def discard(tokenizer) -> None:
    """Forget a tokenizer that a learner's call changed, so that the next test gets a fresh one."""
    load.cache_clear()
    load_files.cache_clear()


def ids(tokenizer, text: str, special: bool = True) -> list[int]:
    """The ids of a text from the backend, begin-of-text included when `special`."""
    settle(tokenizer)
    return tokenizer.backend_tokenizer.encode(text, add_special_tokens=special).ids


def text(tokenizer, token_ids: list[int], special: bool = True) -> str:
    """The text of ids from the backend, lossless; special tokens shown when `special`."""
    return tokenizer.backend_tokenizer.decode(token_ids, skip_special_tokens=not special)
