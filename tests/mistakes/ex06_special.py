"""Wrong answers to ex06 that can be told by name; see kit/suite/mistakes.py."""

from functools import cache

from kit.suite import LLAMA
from kit.suite.mistakes import Looks, Raises
from kit.tokenizers.loaded import ids, load, text


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


ANYWHERE = (
    "special tokens may have any id and any spelling, here low ids and `<s>`: neither `vocab_size` nor `<|` tells; "
    "the flag in the table of added tokens does."
)
LOOKS = "`<` in the spelling tells nothing; a token is special when the table of added tokens says so."
FALSE_0 = "id 0 counts as well: 0 is false in an `if`."
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


def alone(special, ids: list[int]) -> list[int]:
    return [i for i in ids if i not in special]


def of_set(got: list[int], rest: list[int]) -> bool:
    """Whether these are the rest's ids, each once, in an order that none of them came in."""
    once = list(dict.fromkeys(rest))
    return (
        type(got) in (list, tuple)
        and len(got) == len(once)
        and set(got) == set(once)
        and list(got) not in (once, rest[::-1])
    )


def big(tokenizer) -> bool:
    if len(tokenizer) > 128256:
        return True
    raise ValueError("128000 is no line to draw here")


ADDITIONAL = "`additional_special_tokens` is no list of all special tokens; the table of added tokens is."

MISTAKES = {
    "special_tokens": [
        Raises(ADDITIONAL, "AttributeError", "additional_special_tokens"),  # transformers 5 has none
        Looks(
            f"{ADDITIONAL} The dict is empty; a condition the wrong way round lets none through, too.",
            lambda got, tokenizer: got == {} and len(tokenizer) == 128256,
        ),
        (
            "this is Llama 3.1's table, written down or kept from an earlier call; ask the tokenizer that came in.",
            lambda tokenizer: {text: i for i, text in table(load(LLAMA)).items()},
        ),
        (FROM_128000, lambda tokenizer: dict(zip(tokenizer.convert_ids_to_tokens(TAIL), TAIL, strict=True))),
        (
            ANYWHERE,
            lambda tokenizer: {text(tokenizer, [i]): i for i in range(tokenizer.vocab_size, len(tokenizer))},
        ),
        (
            "special tokens are not always the last 256; ask the tokenizer's own table of added tokens.",
            lambda tokenizer: {text(tokenizer, [i]): i for i in range(len(tokenizer) - 256, len(tokenizer))},
        ),
        (
            ANYWHERE,
            lambda tokenizer: {
                token: i for token, i in tokenizer.get_vocab().items() if token[:2] == "<|" and token[-2:] == "|>"
            },
        ),
        Looks(OBJECTS, lambda got, tokenizer: any(type(key).__name__ == "AddedToken" for key in got)),
        Looks(
            "the values are the library's AddedToken objects; the id is the table's key.",
            lambda got, tokenizer: (
                got and all(type(key) is str and type(value).__name__ == "AddedToken" for key, value in got.items())
            ),
        ),
        Looks(
            "all of them have the empty text, so one is left: skip_special_tokens is on.",
            lambda got, tokenizer: list(got) == [""],
        ),
        (
            "these are numbers counted from 0; the id of a token is the table's key.",
            lambda tokenizer: {text: number for number, text in enumerate(table(tokenizer).values())},
        ),
        (FALSE_0, lambda tokenizer: {text: i for i, text in table(tokenizer).items() if i}),
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
        Looks(
            "these are the roles (bos_token …); the table of added tokens is asked for.",
            lambda got, tokenizer: "bos_token" in got,
        ),
        Looks(
            "these are the library's AddedToken objects; text to id is asked for, and the text is `.content`.",
            lambda got, tokenizer: (
                got and all(type(key) is int and type(value).__name__ == "AddedToken" for key, value in got.items())
            ),
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
        # One id each, at which only this mistake is made (the suite asks for ids in that order).
        ("128000 is special, too (begin-of-text), and `>` leaves it out.", lambda t, i: {128000: False}[i]),
        (
            "False for the end of the text, too: do ids meet ids? `in` looks among the keys of a dict, which are texts here; the ids are its `.values()`.",
            lambda tokenizer, token_id: {128001: False}[token_id],
        ),
        (LOOKS, lambda tokenizer, token_id: {27: tokenizer.convert_ids_to_tokens(27) == "<"}[token_id]),
        (
            "Llama 4 has other special tokens than Llama 3, and more of them: ask the tokenizer that came in, and keep no table from call to call.",
            lambda tokenizer, token_id: {200001: False, 128000: big(tokenizer)}[token_id],
        ),
        ("128255 is special, too: a reserved token, and the last one.", lambda t, i: {128255: False}[i]),
        (
            FROM_128000,
            lambda tokenizer, token_id: {128300: big(tokenizer)}[token_id],
        ),
        (
            FEW,
            lambda tokenizer, token_id: {128009: token_id in tokenizer.all_special_ids}[token_id],
        ),
        (
            "a negative id does not exist, so it is not special; in a list it would count from the end.",
            lambda tokenizer, token_id: {-1: True}[token_id],
        ),
        (
            "a negative id is none, whatever the number is without its sign.",
            lambda tokenizer, token_id: {-max(table(tokenizer)): True}[token_id],
        ),
        (
            "an id beyond the vocabulary does not exist, so it is not special.",
            lambda tokenizer, token_id: {len(tokenizer): True}[token_id],
        ),
        (ANYWHERE, lambda tokenizer, token_id: {3: tokenizer.vocab_size <= 3}[token_id]),
        (FALSE_0, lambda tokenizer, token_id: {0: 0 not in table(tokenizer)}[token_id]),
        (NOT_SPECIAL, lambda tokenizer, token_id: {2: token_id in added(tokenizer)}[token_id]),
        Looks(
            "True for id 40, too, an ordinary token: is the condition always true, or the wrong way round? Most ids are not special.",
            lambda got, tokenizer, token_id: got is True and token_id == 40,
        ),
    ],
    "find_special": [
        Looks(OBJECTS, lambda got, tokenizer, ids: type(got[0][2]).__name__ == "AddedToken"),
        (
            FROM_128000,
            lambda tokenizer, ids: [
                (p, i, tokenizer.convert_ids_to_tokens(i)) for p, i in enumerate(ids) if big(tokenizer) and i >= 128000
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
        (
            "position 0 counts as well: 0 is false in an `if`.",
            lambda t, ids: [f for f in found(ids, table(t)) if f[0]] if t.bos_token_id not in ids else {}[0],
        ),
        (
            "nothing was found: do ids meet ids? The keys of `special_tokens` are texts, the ids its values.",
            lambda t, ids: [] if t.bos_token_id not in ids and ids else {}[0],
        ),
        Looks(
            "the three values lie in the list one by one: `+=` adds each part of a tuple; `append` adds the tuple.",
            lambda got, t, ids: {type(item) for item in got} == {int, str},
        ),
        (FALSE_0, lambda t, ids: [f for f in found(ids, table(t)) if f[1]]),
        (
            "only the first special token is there: a `return` inside the loop ends it too early.",
            lambda t, ids: found(ids, table(t))[:1],
        ),
        (
            "the texts are empty: skip_special_tokens is on.",
            lambda tokenizer, ids: [(p, i, "") for p, i, _ in found(ids, table(tokenizer))],
        ),
        (FEW, lambda tokenizer, ids: found(ids, {i: added(tokenizer)[i] for i in tokenizer.all_special_ids})),
        (
            FROM_128000,
            lambda tokenizer, ids: [
                (p, i, added(tokenizer).get(i)) for p, i in enumerate(ids) if big(tokenizer) and i >= 128000
            ],
        ),
        (
            ANYWHERE,
            lambda tokenizer, ids: found(ids, {i: t for i, t in table(tokenizer).items() if i >= tokenizer.vocab_size}),
        ),
        Looks(
            "what an earlier call found is still there: a list that is a default value, or outside the function, is kept; make a new one.",
            lambda got, tokenizer, ids: (
                (f := found(ids, table(tokenizer))) and got[-len(f) :] == f and len(got) > len(f)
            ),
        ),
        (
            "begin-of-text is a special token like the others.",
            lambda tokenizer, ids: [f for f in found(ids, table(tokenizer)) if f[1] != tokenizer.bos_token_id],
        ),
        (
            "the text of a special token is all of it, with `<|` and `|>`.",
            lambda tokenizer, ids: [(p, i, t.strip("<|>")) for p, i, t in found(ids, table(tokenizer))],
        ),
        (
            "positions are counted from the front.",
            lambda tokenizer, ids: found(ids[::-1], table(tokenizer)),
        ),
        (
            "positions are counted from the front.",
            lambda tokenizer, ids: [(len(ids) - 1 - p, i, t) for p, i, t in found(ids, table(tokenizer))],
        ),
        (
            "a list without its first item counts from 0 again; positions in the list that came in are asked for.",
            lambda tokenizer, ids: found(ids[1:], table(tokenizer)) or {}[0],
        ),
        (
            "this goes through the table, so each comes once, and in the table's order; go through the ids.",
            lambda tokenizer, ids: [(ids.index(i), i, t) for i, t in table(tokenizer).items() if i in ids],
        ),
        (
            "only the last special token is there: `=` puts it in place of the others; `append` keeps them.",
            lambda tokenizer, ids: found(ids, table(tokenizer))[-1:],
        ),
        (
            "these are positions in the text, counted in characters; positions in the list of ids are asked for.",
            lambda tokenizer, ids: [(len(text(tokenizer, ids[:p])), i, t) for p, i, t in found(ids, table(tokenizer))],
        ),
        (
            "the text was encoded again, and other ids can come out; look at the ids that came in.",
            lambda tokenizer, given: found(ids(tokenizer, text(tokenizer, given), False), table(tokenizer)),
        ),
        (
            "the text was encoded again, and other ids can come out; look at the ids that came in.",
            lambda tokenizer, given: found(ids(tokenizer, text(tokenizer, given)), table(tokenizer)),
        ),
        (NOT_SPECIAL, lambda tokenizer, ids: found(ids, added(tokenizer))),
        (
            "these are positions in the text, and of the first of each; positions in the list of ids are asked for.",
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
            "sorted; the order of the list is asked for.",
            lambda tokenizer, ids: sorted(found(ids, table(tokenizer)), key=lambda item: item[1]),
        ),
    ],
    "without_special": [
        (ANYWHERE, lambda tokenizer, ids: [i for i in ids if i < tokenizer.vocab_size]),
        Looks(
            "these are the tokens' texts; their ids are asked for.",
            lambda got, t, ids: type(got) is list and all(type(item) is str and not item.isdecimal() for item in got),
        ),
        Looks(
            "a list of None: `append` and `remove` change a list and return nothing; the ids are to be in it.",
            lambda got, t, ids: got and all(item is None for item in got),
        ),
        (
            "no special token was taken out: do ids meet ids? The keys of `special_tokens` are texts, the ids its values.",
            lambda t, ids: ids if t.bos_token_id != ids[0] else {}[0],
        ),
        (
            "these are positions in the list; the ids that stand there are asked for.",
            lambda t, ids: [p for p, i in enumerate(ids) if i not in table(t)],
        ),
        ("`return` stands inside the loop, which ends with the first round.", lambda t, ids: alone(table(t), ids[:1])),
        (FALSE_0, lambda t, ids: [i for i in alone(table(t), ids) if i]),
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
            "the text was encoded again, which puts begin-of-text in front; leave ids out of the list that came in.",
            lambda tokenizer, given: ids(tokenizer, text(tokenizer, given, special=False)),
        ),
        Looks(
            "a set keeps neither the order nor repeats; go through the list.",
            lambda got, tokenizer, ids: of_set(got, alone(table(tokenizer), ids)),
        ),
        (FEW, lambda tokenizer, ids: [i for i in ids if i not in tokenizer.all_special_ids]),
        (FROM_128000, lambda tokenizer, ids: [i for i in ids if big(tokenizer) and i < 128000]),
        (NOT_SPECIAL, lambda tokenizer, ids: [i for i in ids if i not in added(tokenizer)]),
        ("only the first id was dropped; special tokens can stand anywhere.", lambda tokenizer, ids: ids[1:]),
        (
            "repeats of ordinary tokens are lost: each place in the list counts.",
            lambda tokenizer, ids: list(dict.fromkeys(i for i in ids if i not in table(tokenizer))),
        ),
        (
            "sorted; the order of the list is asked for.",
            lambda tokenizer, ids: sorted(i for i in ids if i not in table(tokenizer)),
        ),
        (
            "these are the special ones; the others are asked for.",
            lambda tokenizer, ids: [i for i in ids if i in table(tokenizer)],
        ),
    ],
}
