"""Wrong answers to ex06 that can be told by name; see kit/mistakes.py."""

from functools import cache

from kit.grading.tokenizers import ids, load, text
from kit.mistakes import Looks, Raises
from kit.suite import LLAMA


@cache
def table(tokenizer) -> dict[int, str]:
    """Special ids and their texts, from the backend's own table."""
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return {token_id: token.content for token_id, token in sorted(added.items()) if token.special}


@cache
def added(tokenizer) -> dict[int, str]:
    return {i: token.content for i, token in sorted(tokenizer.backend_tokenizer.get_added_tokens_decoder().items())}


FEW = "`all_special_ids` holds only the tokens with a role of their own, begin and end; the table of added tokens has all."


FROM_128000 = "`>= 128000` is true on Llama 3 only; ask the tokenizer's own table of added tokens."


NOT_SPECIAL = "not every added token is special: look at its flag `special`."


def found(ids: list[int], texts: dict[int, str]) -> list[tuple[int, int, str]]:
    return [(position, i, texts[i]) for position, i in enumerate(ids) if i in texts]


BEYOND = (
    "added tokens need not come behind the ordinary entries, nor be special: `vocab_size` tells nothing about that."
)
LOOKS = "`<` or `<|` in the spelling tells nothing; a token is special when the table of added tokens says so."
OBJECTS = "these are the library's AddedToken objects; their text is `.content`."
TAIL = range(128000, 128256)


def removed_while_walking(ids: list[int], special) -> list[int]:
    left = list(ids)
    for i in left:  # as a learner may write it
        if i in special:
            left.remove(i)
    return left


def removed_once(ids: list[int], special) -> list[int]:
    left = list(ids)
    for i in special:
        if i in left:
            left.remove(i)
    return left


ADDITIONAL = "`additional_special_tokens` is no list of all special tokens; the table of added tokens is."

MISTAKES = {
    "special_tokens": [
        Raises(ADDITIONAL, "AttributeError", "additional_special_tokens"),  # transformers 5 has none
        (
            ADDITIONAL,
            lambda tokenizer: {
                name: tokenizer.convert_tokens_to_ids(name) for name in tokenizer.additional_special_tokens
            },
        ),
        (
            "this is Llama 3.1's table, written down; ask the tokenizer that came in.",
            lambda tokenizer: {text: i for i, text in table(load(LLAMA)).items()},
        ),
        (FROM_128000, lambda tokenizer: dict(zip(tokenizer.convert_ids_to_tokens(TAIL), TAIL, strict=True))),
        (
            BEYOND,
            lambda tokenizer: {text(tokenizer, [i]): i for i in range(tokenizer.vocab_size, len(tokenizer))},
        ),
        (
            "special tokens are not always the last 256; ask the tokenizer's own table of added tokens.",
            lambda tokenizer: {text(tokenizer, [i]): i for i in range(len(tokenizer) - 256, len(tokenizer))},
        ),
        (
            LOOKS,
            lambda tokenizer: {
                token: i for token, i in tokenizer.get_vocab().items() if token[:2] == "<|" and token[-2:] == "|>"
            },
        ),
        Looks(OBJECTS, lambda got, tokenizer: any(type(key).__name__ == "AddedToken" for key in got)),
        (
            "reserved tokens are special, too: their flag says so.",
            lambda tokenizer: {text: i for i, text in table(tokenizer).items() if "reserved" not in text},
        ),
        (
            "the text of a special token is all of it, with `<|` and `|>`.",
            lambda tokenizer: {text.strip("<|>"): i for i, text in table(tokenizer).items()},
        ),
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
        Raises(
            "an id that does not exist, a negative one too, is not special: look it up in the table instead of decoding it.",
            "OverflowError",
        ),
        Raises("most ids are not in the table of added tokens: `.get` gives None for them.", "KeyError"),
        Looks(
            "`None and …` is None: for an id that is not in the table the answer is False.",
            lambda got, tokenizer, token_id: got is None,
        ),
        (
            "128000 is special, too (begin-of-text), and `>` leaves it out.",
            lambda tokenizer, token_id: False if token_id == 128000 else None,
        ),
        (
            "this is Llama 3.1's table; ask the tokenizer that came in.",
            lambda t, token_id: token_id in table(load(LLAMA)) or None,
        ),
        (
            "a negative id is none; it was counted from the end, as in a list.",
            lambda tokenizer, token_id: token_id % len(tokenizer) in table(tokenizer) if token_id < 0 else None,
        ),
        (BEYOND, lambda tokenizer, token_id: tokenizer.vocab_size <= token_id < len(tokenizer)),
        (LOOKS, lambda tokenizer, token_id: tokenizer.convert_ids_to_tokens(token_id).startswith("<")),
        (FEW, lambda tokenizer, token_id: token_id in tokenizer.all_special_ids),
        (FROM_128000, lambda tokenizer, token_id: token_id >= 128000),
        (FROM_128000, lambda tokenizer, token_id: 128000 <= token_id < 128256),
        (NOT_SPECIAL, lambda tokenizer, token_id: token_id in tokenizer.added_tokens_decoder),
        (
            "an id beyond the vocabulary does not exist, so it is not special.",
            lambda tokenizer, token_id: token_id >= tokenizer.vocab_size,
        ),
        (
            "`in` looks among the keys of a dict, which are texts here; the ids are its `.values()`.",
            lambda tokenizer, token_id: False if token_id in table(tokenizer) else None,
        ),
        Looks("True is the answer for every id; most are not special.", lambda got, tokenizer, token_id: got is True),
    ],
    "find_special": [
        Looks(OBJECTS, lambda got, tokenizer, ids: type(got[0][2]).__name__ == "AddedToken"),
        (
            FROM_128000,
            lambda tokenizer, ids: [
                (p, i, tokenizer.convert_ids_to_tokens(i)) for p, i in enumerate(ids) if i >= 128000
            ],
        ),
        (
            "text and id have changed places: (position, id, text).",
            lambda tokenizer, ids: [(p, t, i) for p, i, t in found(ids, table(tokenizer))],
        ),
        (
            "these are positions among the special tokens; positions in the list that came in are asked for.",
            lambda tokenizer, ids: [(k, i, t) for k, (_, i, t) in enumerate(found(ids, table(tokenizer)))],
        ),
        ("position 0 counts as well: 0 is false in an `if`.", lambda t, ids: [f for f in found(ids, table(t)) if f[0]]),
        ("id 0 counts as well: 0 is false in an `if`.", lambda t, ids: [f for f in found(ids, table(t)) if f[1]]),
        (
            "`return` stands inside the loop, which ends with the first round.",
            lambda tokenizer, ids: found(ids[:1], table(tokenizer)),
        ),
        (
            "only the first special token is there; go on to the end of the list.",
            lambda t, ids: found(ids, table(t))[:1],
        ),
        (
            "the texts are empty: skip_special_tokens is on.",
            lambda tokenizer, ids: [(p, i, "") for p, i, _ in found(ids, table(tokenizer))],
        ),
        (FEW, lambda tokenizer, ids: found(ids, {i: added(tokenizer)[i] for i in tokenizer.all_special_ids})),
        (
            FROM_128000,
            lambda tokenizer, ids: [(p, i, added(tokenizer).get(i)) for p, i in enumerate(ids) if i >= 128000],
        ),
        (NOT_SPECIAL, lambda tokenizer, ids: found(ids, added(tokenizer))),
        (
            "these are positions in the text, and the first of each; positions in the list of ids are asked for.",
            lambda tokenizer, ids: sorted(
                (text(tokenizer, ids).find(t), i, t)
                for i, t in dict((i, t) for _, i, t in found(ids, table(tokenizer))).items()
            ),
        ),
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
        (BEYOND, lambda tokenizer, ids: [i for i in ids if i < tokenizer.vocab_size]),
        (
            "only begin-of-text was left out; other tokens are special, too.",
            lambda t, ids: [i for i in ids if i != t.bos_token_id],
        ),
        (
            "an item was removed from the list while a loop went through it, so the loop jumped over the next one.",
            lambda tokenizer, ids: removed_while_walking(ids, table(tokenizer)),
        ),
        (
            "`remove` takes out the first occurrence only; every one has to go.",
            lambda tokenizer, ids: removed_once(ids, table(tokenizer)),
        ),
        (
            "0 is an ordinary id; nothing takes a special token's place.",
            lambda t, ids: [0 if i in table(t) else i for i in ids],
        ),
        (
            "nothing takes a special token's place, None neither.",
            lambda tokenizer, ids: [None if i in table(tokenizer) else i for i in ids],
        ),
        (
            "the text was encoded again, and not every list of ids is what its text encodes to; leave ids out of the list.",
            lambda tokenizer, given: ids(tokenizer, text(tokenizer, given, special=False), False),
        ),
        (
            "these are the tokens as the vocabulary spells them; their ids are asked for.",
            lambda tokenizer, ids: tokenizer.convert_ids_to_tokens([i for i in ids if i not in table(tokenizer)]),
        ),
        (
            "a set keeps neither the order nor repeats; go through the list.",
            lambda tokenizer, ids: list(set(ids) - set(table(tokenizer))),
        ),
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
