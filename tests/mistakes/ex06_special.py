"""Wrong answers to ex06 that can be told by name; see kit/mistakes.py."""


def table(tokenizer) -> dict[int, str]:
    """Special ids and their texts, from the backend's own table."""
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return {token_id: token.content for token_id, token in sorted(added.items()) if token.special}


def added(tokenizer) -> dict[int, str]:
    return {i: token.content for i, token in sorted(tokenizer.backend_tokenizer.get_added_tokens_decoder().items())}


FEW = "`all_special_ids` holds only the tokens with a role of their own, begin and end; the table of added tokens has all."


FROM_128000 = "`>= 128000` is true on Llama 3 only; ask the tokenizer's own table of added tokens."


NOT_SPECIAL = "not every added token is special: look at its flag `special`."


def found(ids: list[int], texts: dict[int, str]) -> list[tuple[int, int, str]]:
    return [(position, i, texts[i]) for position, i in enumerate(ids) if i in texts]


MISTAKES = {
    "special_tokens": [
        (FEW, lambda tokenizer: dict(zip(tokenizer.all_special_tokens, tokenizer.all_special_ids, strict=True))),
        (NOT_SPECIAL, lambda tokenizer: {text: i for i, text in added(tokenizer).items()}),
        ("this is the other way round: text to id is asked for.", table),
        (
            "these are the roles (bos_token …); the table of added tokens is asked for.",
            lambda tokenizer: dict(tokenizer.special_tokens_map),
        ),
        (FROM_128000, lambda tokenizer: {text: i for i, text in added(tokenizer).items() if i >= 128000}),
        (
            "these are the library's AddedToken objects; their text is `.content`.",
            lambda tokenizer: tokenizer.added_tokens_decoder,
        ),
    ],
    "is_special": [
        (FEW, lambda tokenizer, token_id: token_id in tokenizer.all_special_ids),
        (FROM_128000, lambda tokenizer, token_id: token_id >= 128000),
        (FROM_128000, lambda tokenizer, token_id: 128000 <= token_id < 128256),
        (NOT_SPECIAL, lambda tokenizer, token_id: token_id in tokenizer.added_tokens_decoder),
        (
            "an id beyond the vocabulary does not exist, so it is not special.",
            lambda tokenizer, token_id: token_id >= tokenizer.vocab_size,
        ),
    ],
    "find_special": [
        (FEW, lambda tokenizer, ids: found(ids, {i: added(tokenizer)[i] for i in tokenizer.all_special_ids})),
        (
            FROM_128000,
            lambda tokenizer, ids: [(p, i, added(tokenizer).get(i)) for p, i in enumerate(ids) if i >= 128000],
        ),
        (NOT_SPECIAL, lambda tokenizer, ids: found(ids, added(tokenizer))),
        (
            "repeats are missing: each position counts.",
            lambda tokenizer, ids: [
                (ids.index(i), i, table(tokenizer)[i]) for i in dict.fromkeys(ids) if i in table(tokenizer)
            ],
        ),
        (
            "`ids.index` finds the first place only; enumerate gives each position.",
            lambda tokenizer, ids: [(ids.index(i), i, table(tokenizer)[i]) for i in ids if i in table(tokenizer)],
        ),
        (
            "the positions are missing.",
            lambda tokenizer, ids: [(i, table(tokenizer)[i]) for i in ids if i in table(tokenizer)],
        ),
        (
            "id and position have changed places: (position, id, text).",
            lambda tokenizer, ids: [(i, p, t) for p, i, t in found(ids, table(tokenizer))],
        ),
        (
            "positions are counted from 0.",
            lambda tokenizer, ids: [(p + 1, i, t) for p, i, t in found(ids, table(tokenizer))],
        ),
        (
            "sorted by id; the order of the list is asked for.",
            lambda tokenizer, ids: sorted(found(ids, table(tokenizer)), key=lambda item: item[1]),
        ),
    ],
    "without_special": [
        (FEW, lambda tokenizer, ids: [i for i in ids if i not in tokenizer.all_special_ids]),
        (FROM_128000, lambda tokenizer, ids: [i for i in ids if i < 128000]),
        (NOT_SPECIAL, lambda tokenizer, ids: [i for i in ids if i not in added(tokenizer)]),
        ("only the first id was dropped; special tokens can stand anywhere.", lambda tokenizer, ids: ids[1:]),
        (
            "repeats of ordinary tokens are lost: a set drops them.",
            lambda tokenizer, ids: list(dict.fromkeys(i for i in ids if i not in table(tokenizer))),
        ),
        (
            "the order is lost: a set, or sorting, forgets it.",
            lambda tokenizer, ids: sorted(i for i in ids if i not in table(tokenizer)),
        ),
        (
            "these are the special ones; the others are asked for.",
            lambda tokenizer, ids: [i for i in ids if i in table(tokenizer)],
        ),
    ],
}
