"""Wrong answers to ex03 that can be told by name; see kit/mistakes.py."""


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


MISTAKES = {
    "describe": [
        (
            "`vocab_size` leaves the added entries out; `len(tokenizer)` has them all.",
            lambda tokenizer: facts(tokenizer) | {"entries": tokenizer.vocab_size},
        ),
        (
            "where the config names no limit, the library fills in an enormous number; that means None here.",
            lambda tokenizer: facts(tokenizer) | {"longest_input": tokenizer.model_max_length},
        ),
        (
            "`begin` and `end` are texts, not ids.",
            lambda tokenizer: facts(tokenizer) | {"begin": tokenizer.bos_token_id, "end": tokenizer.eos_token_id},
        ),
    ],
}
