"""Answers to ex06 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

from kit.suite import changes, gives, looks, raises, right, wrong

FEW = (
    "`all_special_ids` holds only the tokens with a role of their own, begin and end; the table of added "
    "tokens has all."
)
NOT_SPECIAL = "not every added token is special: look at its flag `special`."
FROM_128000 = "`>= 128000` is true on Llama 3 only; ask the tokenizer's own table of added tokens."
ANYWHERE = (
    "special tokens may have any id and any spelling, low ids and `<s>` too: neither `vocab_size` nor "
    "`<|` tells; the flag in the table of added tokens does."
)
OBJECTS = "these are the library's AddedToken objects; their text is `.content`."
DICT_ASKED = "a dict is asked for, and this is a list."
OTHER_CODE = (
    "other code uses the same tokenizer and would now get other answers; pass options to the call instead of setting them."
)
ID_DOES = (
    "an id that does not exist, a negative one too, is not special: look it up in the table instead of decoding it."
)
FALSE_0 = "id 0 counts as well: 0 is false in an `if`."
SORTED = "sorted; the order of the list is asked for."
ONLY_FIRST = "only the first special token is there: a `return` inside the loop ends it too early."
GENERATOR = "`yield` makes this a generator, which has made no value yet; collect the values in a list and return that."
LIST_PASSED = "the list that was passed in belongs to the caller; build a new one."
UNKNOWN = "an id that does not exist is not special, and no error: it is not in the table of added tokens."
BETWEEN = "special tokens need not stand side by side: an id between the lowest and the highest can be an ordinary one."
BY_ENTRIES = (
    "this keeps a table for as long as no entry is added, and one that is there may become special: ask the tokenizer's "
    "own table at every call."
)
BY_NAME = (
    "this keeps a table by the tokenizer's name, and two tokenizers of one name have other tables: ask "
    "the one that came in, at every call."
)
BY_OBJECT = (
    "this keeps a table from an earlier call, and a token may be added between two calls: ask the "
    "tokenizer's own table at every call."
)
GAP = (
    "the search stops at the first id that is not in the table of added tokens, and the table may have gaps: go "
    "through all of its entries."
)
RESERVED = "reserved tokens are special, too: their flag says so."


def small(tokenizer, *_) -> bool:
    """Whether this is one of the small tokenizers, whose whole vocabulary is looked through in no time."""
    return len(tokenizer) < 10_000


def flagged(tokenizer, texts) -> bool:
    """Whether `<x>` has become special, and is not among these texts, in which `<new>` is, a token that was added."""
    return "<x>" in table(tokenizer).values() and "<new>" in texts and "<x>" not in texts


def padded(tokenizer):
    """The table of a tokenizer to which a call has added a token for padding."""
    texts = {text: i for i, text in table(tokenizer).items()}
    return texts if "<|pad|>" in texts else ...


def table(tokenizer) -> dict[int, str]:
    """Special ids and their texts, from the backend's own table."""
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return {token_id: token.content for token_id, token in sorted(added.items()) if token.special}


def added(tokenizer) -> dict[int, str]:
    return {i: token.content for i, token in sorted(tokenizer.backend_tokenizer.get_added_tokens_decoder().items())}


def found(ids: list[int], texts: dict[int, str]) -> list[tuple[int, int, str]]:
    return [(position, i, texts[i]) for position, i in enumerate(ids) if i in texts]


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


# --- special_tokens ---


@wrong(OTHER_CODE, when=gives(padded), also=changes("added tokens"))
def special_tokens(tokenizer):
    tokenizer.add_special_tokens({"pad_token": "<|pad|>"})
    return {token.content: i for i, token in sorted(tokenizer.added_tokens_decoder.items()) if token.special}


@wrong(FEW)
def special_tokens(tokenizer):
    return {tokenizer.decode([i]): i for i in tokenizer.all_special_ids}


@wrong(FEW)
def special_tokens(tokenizer):
    return dict(zip(tokenizer.all_special_tokens, tokenizer.all_special_ids))


@wrong(RESERVED)
def special_tokens(tokenizer):
    table = sorted(tokenizer.added_tokens_decoder.items())
    return {token.content: i for i, token in table if token.special and "reserved" not in token.content}


@wrong(NOT_SPECIAL)
def special_tokens(tokenizer):
    return tokenizer.get_added_vocab()


@wrong(NOT_SPECIAL)
def special_tokens(tokenizer):
    return {token.content: i for i, token in sorted(tokenizer.added_tokens_decoder.items())}


@wrong(
    "`additional_special_tokens` is no list of all special tokens; the table of added tokens is.",
    also=raises("AttributeError", "additional_special_tokens"),
)
def special_tokens(tokenizer):
    names = tokenizer.additional_special_tokens
    return {name: tokenizer.convert_tokens_to_ids(name) for name in names}


@wrong(FROM_128000)
def special_tokens(tokenizer):
    return {tokenizer.convert_ids_to_tokens(i): i for i in range(128000, 128256)}


@wrong(ANYWHERE)
def special_tokens(tokenizer):
    return {tokenizer.decode([i]): i for i in range(tokenizer.vocab_size, len(tokenizer))}


@wrong("special tokens are not always the last 256; ask the tokenizer's own table of added tokens.")
def special_tokens(tokenizer):
    return {tokenizer.decode([i]): i for i in range(len(tokenizer) - 256, len(tokenizer))}


@wrong(ANYWHERE, when=small)
def special_tokens(tokenizer):
    found = [
        (i, token) for token, i in tokenizer.get_vocab().items() if token.startswith("<|") and token.endswith("|>")
    ]
    return {token: i for i, token in sorted(found)}


@wrong("`<` in the spelling tells nothing; a token is special when the table of added tokens says so.")
def special_tokens(tokenizer):
    found = [
        (i, token) for token, i in tokenizer.get_added_vocab().items() if token.startswith("<") and token.endswith(">")
    ]
    return {token: i for i, token in sorted(found)}


@wrong("this is Llama 3.1's table, written down; ask the tokenizer that came in.")
def special_tokens(tokenizer):
    names = [
        "begin_of_text",
        "end_of_text",
        "reserved_special_token_0",
        "reserved_special_token_1",
        "finetune_right_pad_id",
    ]
    names += ["reserved_special_token_2", "start_header_id", "end_header_id", "eom_id", "eot_id", "python_tag"]
    names += [f"reserved_special_token_{n}" for n in range(3, 248)]
    return {f"<|{name}|>": 128000 + n for n, name in enumerate(names)}


@wrong("this is the other way round: text to id is asked for.")
def special_tokens(tokenizer):
    return {i: token.content for i, token in sorted(tokenizer.added_tokens_decoder.items()) if token.special}


@wrong(
    "these are the library's AddedToken objects; text to id is asked for, and the text is `.content`.",
    also=looks(
        lambda got, tokenizer: (
            got and all(type(key) is int and type(value).__name__ == "AddedToken" for key, value in got.items())
        )
    ),
)
def special_tokens(tokenizer):
    return tokenizer.added_tokens_decoder


@wrong(OBJECTS, also=looks(lambda got, tokenizer: any(type(key).__name__ == "AddedToken" for key in got)))
def special_tokens(tokenizer):
    return {token: i for i, token in tokenizer.added_tokens_decoder.items() if token.special}


@wrong(
    "these are the roles (bos_token …); the table of added tokens is asked for.",
    also=looks(lambda got, tokenizer: "bos_token" in got),
)
def special_tokens(tokenizer):
    return tokenizer.special_tokens_map


@wrong(DICT_ASKED)
def special_tokens(tokenizer):
    return [token.content for i, token in sorted(tokenizer.added_tokens_decoder.items()) if token.special]


@wrong(DICT_ASKED)
def special_tokens(tokenizer):
    return [(token.content, i) for i, token in sorted(tokenizer.added_tokens_decoder.items()) if token.special]


@wrong("a dict from text to id is asked for, and this is a set of the texts.")
def special_tokens(tokenizer):
    return {token.content for token in tokenizer.added_tokens_decoder.values() if token.special}


@wrong("this is their number; a dict from text to id is asked for.")
def special_tokens(tokenizer):
    return len(tokenizer.added_tokens_decoder)


@wrong("they are sorted by their texts here; the order of the ids is asked for.")
def special_tokens(tokenizer):
    return dict(sorted((token.content, i) for i, token in tokenizer.added_tokens_decoder.items() if token.special))


@wrong("they are in descending order of ids here; ascending is asked for.")
def special_tokens(tokenizer):
    found = [(i, token.content) for i, token in tokenizer.added_tokens_decoder.items() if token.special]
    return {text: i for i, text in sorted(found, reverse=True)}


@wrong("the ids are strings here, and so is their order; numbers are asked for.")
def special_tokens(tokenizer):
    found = [(token.content, str(i)) for i, token in tokenizer.added_tokens_decoder.items() if token.special]
    return dict(sorted(found, key=lambda item: item[1]))


@wrong("the text of a special token is all of it, with `<|` and `|>`.")
def special_tokens(tokenizer):
    table = sorted(tokenizer.added_tokens_decoder.items())
    return {token.content.strip("<|>"): i for i, token in table if token.special}


@wrong("something was printed and nothing returned: `return` hands the answer to the caller.")
def special_tokens(tokenizer):
    for i, token in sorted(tokenizer.added_tokens_decoder.items()):
        if token.special:
            print(token.content, i)


@wrong("these are the added tokens that are not special: the condition is the wrong way round.")
def special_tokens(tokenizer):
    return {token.content: i for i, token in sorted(tokenizer.added_tokens_decoder.items()) if not token.special}


@wrong(
    "the values are the library's AddedToken objects; the id is the table's key.",
    also=looks(
        lambda got, tokenizer: (
            got and all(type(key) is str and type(value).__name__ == "AddedToken" for key, value in got.items())
        )
    ),
)
def special_tokens(tokenizer):
    return {token.content: token for _, token in sorted(tokenizer.added_tokens_decoder.items()) if token.special}


@wrong(
    "all of them have the empty text, so one is left: skip_special_tokens is on.",
    also=looks(lambda got, tokenizer: list(got) == [""]),
)
def special_tokens(tokenizer):
    table = sorted(tokenizer.added_tokens_decoder.items())
    return {tokenizer.decode([i], skip_special_tokens=True): i for i, token in table if token.special}


@wrong(
    BY_NAME,
    when=looks(
        lambda got, tokenizer: any(text in got for text in {"<far>", "</s>"} - set(tokenizer.get_added_vocab()))
    ),
)
def special_tokens(tokenizer, kept={}):
    if tokenizer.name_or_path not in kept:
        table = sorted(tokenizer.added_tokens_decoder.items())
        kept[tokenizer.name_or_path] = {token.content: token_id for token_id, token in table if token.special}
    return dict(kept[tokenizer.name_or_path])


@wrong(BY_OBJECT, when=looks(lambda got, tokenizer: got and "<new>" in set(tokenizer.get_added_vocab()) - set(got)))
def special_tokens(tokenizer, kept={}):
    if tokenizer not in kept:
        table = sorted(tokenizer.added_tokens_decoder.items())
        kept[tokenizer] = {token.content: token_id for token_id, token in table if token.special}
    return dict(kept[tokenizer])


@wrong(BY_OBJECT, when=looks(lambda got, tokenizer: got and "<new>" in set(tokenizer.get_added_vocab()) - set(got)))
def special_tokens(tokenizer, kept={}):
    key = tokenizer.name_or_path, tokenizer.vocab_size
    if key not in kept:
        table = sorted(tokenizer.added_tokens_decoder.items())
        kept[key] = {token.content: token_id for token_id, token in table if token.special}
    return dict(kept[key])


@wrong(BY_ENTRIES, when=looks(lambda got, tokenizer: flagged(tokenizer, got)))
def special_tokens(tokenizer, kept={}):
    key = id(tokenizer), len(tokenizer)
    if key not in kept:
        added = sorted(tokenizer.added_tokens_decoder.items())
        kept[key] = {token.content: i for i, token in added if token.special}
    return dict(kept[key])


@wrong(BY_ENTRIES, when=looks(lambda got, tokenizer: flagged(tokenizer, got)))
def special_tokens(tokenizer, kept={}):
    key = id(tokenizer), tuple(sorted(tokenizer.added_tokens_decoder))
    if key not in kept:
        added = sorted(tokenizer.added_tokens_decoder.items())
        kept[key] = {token.content: i for i, token in added if token.special}
    return dict(kept[key])


@wrong("the text of a special token is kept as it is, capital letters too.")
def special_tokens(tokenizer):
    added = sorted(tokenizer.added_tokens_decoder.items())
    return {token.content.lower(): i for i, token in added if token.special}


@wrong("`[` and `]` in the spelling tell nothing; a token is special when the table of added tokens says so.")
def special_tokens(tokenizer):
    added = sorted(tokenizer.added_tokens_decoder.items())
    return {token.content: i for i, token in added if token.special and token.content == token.content.strip("[]")}


@wrong("these are numbers counted from 0; the id of a token is the table's key.")
def special_tokens(tokenizer):
    table = sorted(tokenizer.added_tokens_decoder.items())
    texts = [token.content for _, token in table if token.special]
    return {text: number for number, text in enumerate(texts)}


@wrong(
    (
        "these are the tokens that the tokenizer's class has roles for; the table of added tokens has all "
        "that are special."
    )
)
def special_tokens(tokenizer):
    return {
        t: tokenizer.convert_tokens_to_ids(t)
        for t in [tokenizer.bos_token, tokenizer.eos_token, tokenizer.pad_token]
        if t
    }


@wrong("begin-of-text is a special token like the others.")
def special_tokens(tokenizer):
    table = sorted(tokenizer.added_tokens_decoder.items())
    return {token.content: i for i, token in table if token.special and token.content != tokenizer.bos_token}


@wrong(
    "the whole vocabulary was taken; only the special tokens are asked for.",
    when=looks(lambda got, tokenizer: len(got) >= tokenizer.vocab_size),
)
def special_tokens(tokenizer):
    return dict(sorted(tokenizer.get_vocab().items(), key=lambda item: item[1]))


@wrong(GAP)
def special_tokens(tokenizer):
    added, found = tokenizer.added_tokens_decoder, {}
    token_id = min(added)
    while token_id in added:
        if added[token_id].special:
            found[added[token_id].content] = token_id
        token_id += 1
    return found


@wrong(GAP)
def special_tokens(tokenizer):
    added, found = tokenizer.added_tokens_decoder, {}
    for token_id in range(len(tokenizer)):
        if token_id not in added:
            break
        if added[token_id].special:
            found[added[token_id].content] = token_id
    return found


@wrong(GAP)
def special_tokens(tokenizer):
    added, found = tokenizer.added_tokens_decoder, []
    token_id = len(tokenizer) - 1
    while token_id in added:
        found.append((token_id, added[token_id]))
        token_id -= 1
    return {token.content: i for i, token in reversed(found) if token.special}


@right  # asks the backend
def special_tokens(tokenizer):
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return {added[i].content: i for i in sorted(added) if added[i].special}


@right  # reads the backend's JSON
def special_tokens(tokenizer):
    import json

    added = json.loads(tokenizer.backend_tokenizer.to_str())["added_tokens"]
    added.sort(key=lambda entry: entry["id"])
    return {entry["content"]: entry["id"] for entry in added if entry["special"]}


@right  # sees which ids vanish when special tokens are skipped
def special_tokens(tokenizer):
    backend = tokenizer.backend_tokenizer
    every = [[i] for i in range(len(tokenizer))]
    skipped = backend.decode_batch(every, skip_special_tokens=True)
    return {backend.id_to_token(i): i for i, text in enumerate(skipped) if text == ""}


@right  # asks is_special of every id of the table
def special_tokens(tokenizer):
    table = {}
    for token_id in sorted(tokenizer.added_tokens_decoder):
        if is_special(tokenizer, token_id):
            table[tokenizer.convert_ids_to_tokens(token_id)] = token_id
    return table


@right  # filters the added vocabulary by flag
def special_tokens(tokenizer):
    flags = tokenizer.added_tokens_decoder
    found = [(i, text) for text, i in tokenizer.get_added_vocab().items() if flags[i].special]
    return {text: i for i, text in sorted(found)}


@right  # returns an OrderedDict
def special_tokens(tokenizer):
    from collections import OrderedDict

    table = OrderedDict()
    for i, token in sorted(tokenizer.added_tokens_decoder.items()):
        if token.special:
            table[str(token)] = i
    return table


@right  # merges halves by recursion
def special_tokens(tokenizer):
    table = tokenizer.added_tokens_decoder

    def merged(ids):
        if len(ids) > 1:
            return merged(ids[: len(ids) // 2]) | merged(ids[len(ids) // 2 :])
        return {table[i].content: i for i in ids if table[i].special}

    return merged(sorted(table))


@right  # from the backend's own table
def special_tokens(tokenizer):
    found = []
    for number, token in tokenizer._tokenizer.get_added_tokens_decoder().items():
        if token.special:
            found.append((number, token.content))
    return dict((text, number) for number, text in sorted(found))


@right  # by the flag, from the added vocabulary
def special_tokens(tokenizer):
    flags = tokenizer.added_tokens_decoder
    pairs = sorted(tokenizer.get_added_vocab().items(), key=lambda pair: pair[1])
    return {text: number for text, number in pairs if flags[number].special}


@right  # sorts at the end
def special_tokens(tokenizer):
    result = {}
    for token_id, token in tokenizer.added_tokens_decoder.items():
        if not token.special:
            continue
        result[token.content] = token_id
    return {text: result[text] for text in sorted(result, key=result.get)}


# --- is_special ---


@wrong(FEW)
def is_special(tokenizer, token_id):
    return token_id in tokenizer.all_special_ids


@wrong(FEW)
def is_special(tokenizer, token_id):
    return tokenizer.get_special_tokens_mask([token_id], already_has_special_tokens=True)[0] == 1


@wrong(FROM_128000)
def is_special(tokenizer, token_id):
    return token_id >= 128000


@wrong("128000 is special, too (begin-of-text), and `>` leaves it out.")
def is_special(tokenizer, token_id):
    return token_id > 128000


@wrong("128000 to 128255 are Llama 3's special ids only; ask the tokenizer's own table of added tokens.")
def is_special(tokenizer, token_id):
    return 128000 <= token_id <= 128255


@wrong(NOT_SPECIAL)
def is_special(tokenizer, token_id):
    return token_id in tokenizer.added_tokens_decoder


@wrong("an id beyond the vocabulary does not exist, so it is not special.")
def is_special(tokenizer, token_id):
    return token_id >= tokenizer.vocab_size


@wrong(ANYWHERE)
def is_special(tokenizer, token_id):
    return tokenizer.vocab_size <= token_id < len(tokenizer)


@wrong(ID_DOES)
def is_special(tokenizer, token_id):
    return tokenizer.decode([token_id], skip_special_tokens=True) == ""


@wrong(
    (
        "`<|` in the spelling tells nothing, and an id that does not exist has no spelling: look the id up in "
        "the table of added tokens."
    )
)
def is_special(tokenizer, token_id):
    token = tokenizer.convert_ids_to_tokens(token_id)
    return token.startswith("<|") and token.endswith("|>")


@wrong("`<` in the spelling tells nothing; a token is special when the table of added tokens says so.")
def is_special(tokenizer, token_id):
    try:
        return tokenizer.convert_ids_to_tokens(token_id).startswith("<")
    except Exception:
        return False


@wrong(
    "False for the end of the text, too: do ids meet ids? `in` looks among the keys of a dict, which are "
    "texts here; the ids are its `.values()`.",
)
def is_special(tokenizer, token_id):
    return token_id in special_tokens(tokenizer)


@wrong("most ids are not in the table of added tokens: `.get` gives None for them.", also=raises("KeyError"))
def is_special(tokenizer, token_id):
    return tokenizer.added_tokens_decoder[token_id].special


@wrong(
    "`None and …` is None: for an id that is not in the table the answer is False.",
    also=looks(lambda got, tokenizer, token_id: got is None),
)
def is_special(tokenizer, token_id):
    token = tokenizer.added_tokens_decoder.get(token_id)
    return token and token.special


@wrong(("this is the table's entry itself, an AddedToken; True or False is asked for, and its flag `.special` tells."))
def is_special(tokenizer, token_id):
    return tokenizer.added_tokens_decoder.get(token_id, False)


@wrong("True or False is asked for, and `int(…)` makes a number of it.")
def is_special(tokenizer, token_id):
    return int(token_id in special_tokens(tokenizer).values())


@wrong("your own `raise` ended the call, and this call has an answer.")
def is_special(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(f"no id {token_id}")
    return token_id in special_tokens(tokenizer).values()


@wrong("a negative id does not exist, so it is not special; in a list it would count from the end.")
def is_special(tokenizer, token_id):
    if token_id < 0:
        token_id += len(tokenizer)
    return token_id in special_tokens(tokenizer).values()


@wrong(("this keeps the table of the first tokenizer that came in; ask the one that came in, at every call."))
def is_special(tokenizer, token_id, kept=[]):
    if not kept:
        kept.append(set(special_tokens(tokenizer).values()))
    return token_id in kept[0]


@wrong("this is True for every id; most ids are not special.")
def is_special(tokenizer, token_id):
    return True


@wrong(FALSE_0)
def is_special(tokenizer, token_id):
    if not token_id:
        return False
    return token_id in special_tokens(tokenizer).values()


@wrong(OTHER_CODE, when=changes("the tokenizer"))
def is_special(tokenizer, token_id):
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return token_id in special_tokens(tokenizer).values()


@wrong("a negative id is none, whatever the number is without its sign.")
def is_special(tokenizer, token_id):
    t = tokenizer.added_tokens_decoder.get(abs(token_id))
    return bool(t and t.special)


@wrong(BETWEEN)
def is_special(tokenizer, token_id):
    s = [i for i, t in tokenizer.added_tokens_decoder.items() if t.special]
    return bool(s) and min(s) <= token_id <= max(s)


@wrong(RESERVED)
def is_special(tokenizer, token_id):
    token = tokenizer.added_tokens_decoder.get(token_id)
    return token is not None and token.special and "reserved" not in token.content


@wrong(
    BY_NAME,
    when=looks(lambda got, tokenizer, token_id: got is False and tokenizer.convert_ids_to_tokens(token_id) == "<d>"),
)
def is_special(tokenizer, token_id, kept={}):
    if tokenizer.name_or_path not in kept:
        kept[tokenizer.name_or_path] = set(special_tokens(tokenizer).values())
    return token_id in kept[tokenizer.name_or_path]


@wrong(
    BY_OBJECT,
    when=looks(lambda got, tokenizer, token_id: got is False and tokenizer.convert_ids_to_tokens(token_id) == "<new>"),
)
def is_special(tokenizer, token_id):
    if not hasattr(is_special, "kept"):
        is_special.kept = {}
    ids = is_special.kept.setdefault(id(tokenizer), set(special_tokens(tokenizer).values()))
    return token_id in ids


@wrong(
    BY_OBJECT,
    when=looks(lambda got, tokenizer, token_id: got is False and tokenizer.convert_ids_to_tokens(token_id) == "<new>"),
)
def is_special(tokenizer, token_id, kept={}):
    if id(tokenizer) not in kept:
        kept[id(tokenizer)] = frozenset(i for i, token in tokenizer.added_tokens_decoder.items() if token.special)
    return token_id in kept[id(tokenizer)]


@wrong(
    BY_ENTRIES,
    when=looks(
        lambda got, tokenizer, token_id: (
            got is False
            and tokenizer.convert_ids_to_tokens(token_id) == "<x>"
            and {"<x>", "<new>"} <= set(table(tokenizer).values())
        )
    ),
)
def is_special(tokenizer, token_id, kept={}):
    key = id(tokenizer), len(tokenizer)
    if key not in kept:
        kept[key] = frozenset(i for i, token in tokenizer.added_tokens_decoder.items() if token.special)
    return token_id in kept[key]


@wrong("the condition is the wrong way round: this is True for ordinary ids.")
def is_special(tokenizer, token_id):
    return token_id not in special_tokens(tokenizer).values()


@wrong(
    (
        "only the tokens with a role are asked here, begin, end and the like; the table of added tokens has "
        "all that are special."
    )
)
def is_special(tokenizer, token_id):
    return token_id in (tokenizer.bos_token_id, tokenizer.eos_token_id, tokenizer.pad_token_id, tokenizer.unk_token_id)


@wrong("the flag `special` of its entry is asked for; `normalized` is another one.")
def is_special(tokenizer, token_id):
    token = tokenizer.added_tokens_decoder.get(token_id)
    return token is not None and not token.normalized


@wrong(GAP)
def is_special(tokenizer, token_id):
    added = tokenizer.added_tokens_decoder
    other = min(added)
    while other in added:
        if other == token_id:
            return added[other].special
        other += 1
    return False


@wrong(GAP)
def is_special(tokenizer, token_id):
    added, special = tokenizer.added_tokens_decoder, set()
    other = len(tokenizer) - 1
    while other in added:
        if added[other].special:
            special.add(other)
        other -= 1
    return token_id in special


@right  # asks the table of the exercise
def is_special(tokenizer, token_id):
    return token_id in special_tokens(tokenizer).values()


@right  # asks the backend
def is_special(tokenizer, token_id):
    token = tokenizer.backend_tokenizer.get_added_tokens_decoder().get(token_id)
    return bool(token and token.special)


@right  # catches the missing key
def is_special(tokenizer, token_id):
    try:
        return tokenizer.added_tokens_decoder[token_id].special
    except KeyError:
        return False


@right  # looks in a loop
def is_special(tokenizer, token_id):
    for other, token in tokenizer.added_tokens_decoder.items():
        if other == token_id:
            return token.special
    return False


@right  # looks whether it is skipped
def is_special(tokenizer, token_id):
    if token_id < 0 or token_id >= len(tokenizer):
        return False
    return tokenizer.decode([token_id], skip_special_tokens=True) == ""


@right  # asks without_special of the exercise
def is_special(tokenizer, token_id):
    return without_special(tokenizer, [token_id]) == []


@right  # matches on the table's answer
def is_special(tokenizer, token_id):
    match tokenizer.added_tokens_decoder.get(token_id):
        case None:
            return False
        case token:
            return token.special


@right  # a default that is not special
def is_special(tokenizer, token_id):
    return getattr(tokenizer.added_tokens_decoder.get(token_id), "special", False)


@right  # in the values of the table
def is_special(tokenizer, token_id):
    return token_id in special_tokens(tokenizer).values()


@right  # any of the table
def is_special(tokenizer, token_id):
    return any(token_id == other and token.special for other, token in tokenizer.added_tokens_decoder.items())


# --- find_special ---


@wrong(FEW)
def find_special(tokenizer, ids):
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids) if i in tokenizer.all_special_ids]


@wrong(FROM_128000)
def find_special(tokenizer, ids):
    return [(p, i, tokenizer.convert_ids_to_tokens(i)) for p, i in enumerate(ids) if i >= 128000]


@wrong(BETWEEN)
def find_special(tokenizer, ids):
    special = sorted(special_tokens(tokenizer).values())
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids) if special[0] <= i <= special[-1]]


@wrong(
    "the text is a list of one string here: `batch_decode` makes a list of texts; (position, id, text) is asked for."
)
def find_special(tokenizer, ids):
    return [(p, i, tokenizer.batch_decode([[i]])) for p, i in enumerate(ids) if is_special(tokenizer, i)]


@wrong(UNKNOWN)
def find_special(tokenizer, ids):
    for i in ids:
        if not 0 <= i < len(tokenizer):
            raise ValueError(f"no id {i}")
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids) if is_special(tokenizer, i)]


@wrong(
    BY_ENTRIES,
    when=looks(
        lambda got, tokenizer, ids: (
            "<x>" in tokenizer.convert_ids_to_tokens(ids) and flagged(tokenizer, [text for _, _, text in got])
        )
    ),
)
def find_special(tokenizer, ids, kept={}):
    key = id(tokenizer), len(tokenizer)
    if key not in kept:
        kept[key] = {i: text for text, i in special_tokens(tokenizer).items()}
    return [(position, i, kept[key][i]) for position, i in enumerate(ids) if i in kept[key]]


@wrong(NOT_SPECIAL)
def find_special(tokenizer, ids):
    table = tokenizer.added_tokens_decoder
    return [(p, i, table[i].content) for p, i in enumerate(ids) if i in table]


@wrong("repeats are missing: each position counts.")
def find_special(tokenizer, ids):
    table = {i: text for text, i in special_tokens(tokenizer).items()}
    return [(ids.index(i), i, table[i]) for i in dict.fromkeys(ids) if i in table]


@wrong("`ids.index` finds the first place only; enumerate gives each position.")
def find_special(tokenizer, ids):
    return [(ids.index(i), i, tokenizer.decode([i])) for i in ids if is_special(tokenizer, i)]


@wrong("the positions are missing.")
def find_special(tokenizer, ids):
    return [(i, tokenizer.decode([i])) for i in ids if is_special(tokenizer, i)]


@wrong("id and position have changed places: (position, id, text).")
def find_special(tokenizer, ids):
    return [(i, p, tokenizer.decode([i])) for p, i in enumerate(ids) if is_special(tokenizer, i)]


@wrong("text and id have changed places: (position, id, text).")
def find_special(tokenizer, ids):
    return [(p, tokenizer.decode([i]), i) for p, i in enumerate(ids) if is_special(tokenizer, i)]


@wrong("positions are counted from 0.")
def find_special(tokenizer, ids):
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids, 1) if is_special(tokenizer, i)]


@wrong("these are positions among the special tokens; positions in the list that came in are asked for.")
def find_special(tokenizer, ids):
    found = [i for i in ids if is_special(tokenizer, i)]
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(found)]


@wrong(SORTED)
def find_special(tokenizer, ids):
    found = [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids) if is_special(tokenizer, i)]
    return sorted(found, key=lambda item: (item[1], item[0]))


@wrong("position 0 counts as well: 0 is false in an `if`.")
def find_special(tokenizer, ids):
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids) if p and is_special(tokenizer, i)]


@wrong(FALSE_0)
def find_special(tokenizer, ids):
    table = {i: text for text, i in special_tokens(tokenizer).items()}
    return [(p, i, table[i]) for p, i in enumerate(ids) if i and i in table]


@wrong(ONLY_FIRST)
def find_special(tokenizer, ids):
    for p, i in enumerate(ids):
        if is_special(tokenizer, i):
            return [(p, i, tokenizer.decode([i]))]
    return []


@wrong(ONLY_FIRST)
def find_special(tokenizer, ids):
    found = []
    for p, i in enumerate(ids):
        if is_special(tokenizer, i):
            found.append((p, i, tokenizer.decode([i])))
        return found


@wrong("the items are lists; each of them should be a tuple.")
def find_special(tokenizer, ids):
    return [[p, i, tokenizer.decode([i])] for p, i in enumerate(ids) if is_special(tokenizer, i)]


@wrong("a list is asked for, and this is a dict: order and repeats are lost in it.")
def find_special(tokenizer, ids):
    return {p: (i, tokenizer.decode([i])) for p, i in enumerate(ids) if is_special(tokenizer, i)}


@wrong("the texts are empty: skip_special_tokens is on.")
def find_special(tokenizer, ids):
    return [
        (p, i, tokenizer.decode([i], skip_special_tokens=True)) for p, i in enumerate(ids) if is_special(tokenizer, i)
    ]


@wrong(OBJECTS, also=looks(lambda got, tokenizer, ids: type(got[0][2]).__name__ == "AddedToken"))
def find_special(tokenizer, ids):
    table = tokenizer.added_tokens_decoder
    return [(p, i, table[i]) for p, i in enumerate(ids) if i in table and table[i].special]


@wrong("these are positions in the text, and of the first of each; positions in the list of ids are asked for.")
def find_special(tokenizer, ids):
    text = tokenizer.decode(ids)
    found = [(text.find(token), i, token) for token, i in special_tokens(tokenizer).items() if token in text]
    return sorted(found)


@wrong(GENERATOR)
def find_special(tokenizer, ids):
    for p, i in enumerate(ids):
        if is_special(tokenizer, i):
            yield p, i, tokenizer.decode([i])


@wrong(LIST_PASSED, when=changes("its argument"))
def find_special(tokenizer, ids):
    found, position = [], 0
    while ids:
        i = ids.pop(0)
        if is_special(tokenizer, i):
            found.append((position, i, tokenizer.decode([i])))
        position += 1
    return found


@wrong("where no special token is among the ids the answer is an empty list, not None.")
def find_special(tokenizer, ids):
    found = [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids) if is_special(tokenizer, i)]
    return found or None


@wrong(
    "what an earlier call found is still there: a list that is a default value, or outside the function, is "
    "kept; make a new one.",
    also=looks(
        lambda got, tokenizer, ids: (f := found(ids, table(tokenizer))) and got[-len(f) :] == f and len(got) > len(f)
    ),
)
def find_special(tokenizer, ids, found=[]):
    for p, i in enumerate(ids):
        if is_special(tokenizer, i):
            found.append((p, i, tokenizer.decode([i])))
    return found


@wrong(
    "the three values lie in the list one by one: `+=` adds each part of a tuple; `append` adds the tuple.",
    also=looks(lambda got, t, ids: {type(item) for item in got} == {int, str}),
)
def find_special(tokenizer, ids):
    found = []
    for p, i in enumerate(ids):
        if is_special(tokenizer, i):
            found += (p, i, tokenizer.decode([i]))
    return found


@wrong("nothing was found: do ids meet ids? The keys of `special_tokens` are texts, the ids its values.")
def find_special(tokenizer, ids):
    table = special_tokens(tokenizer)
    return [(p, i, table[i]) for p, i in enumerate(ids) if i in table]


@wrong(
    BY_OBJECT,
    when=looks(
        lambda got, tokenizer, ids: (
            "<new>" in tokenizer.convert_ids_to_tokens(ids) and "<new>" not in [text for _, _, text in got]
        )
    ),
)
def find_special(tokenizer, ids, kept={}):
    if id(tokenizer) not in kept:
        kept[id(tokenizer)] = {i: text for text, i in special_tokens(tokenizer).items()}
    table = kept[id(tokenizer)]
    return [(position, i, table[i]) for position, i in enumerate(ids) if i in table]


@wrong(
    BY_NAME,
    when=looks(
        lambda got, tokenizer, ids: (1, "</s>") in [one[1:] for one in got] and "<bb>" in table(tokenizer).values()
    ),
)
def find_special(tokenizer, ids, kept={}):
    if tokenizer.name_or_path not in kept:
        kept[tokenizer.name_or_path] = {i: text for text, i in special_tokens(tokenizer).items()}
    table = kept[tokenizer.name_or_path]
    return [(position, i, table[i]) for position, i in enumerate(ids) if i in table]


@wrong("begin-of-text is a special token like the others.")
def find_special(tokenizer, ids):
    return [
        (p, i, tokenizer.decode([i]))
        for p, i in enumerate(ids)
        if is_special(tokenizer, i) and i != tokenizer.bos_token_id
    ]


@wrong("positions are counted from the front.")
def find_special(tokenizer, ids):
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(reversed(ids)) if is_special(tokenizer, i)]


@wrong("positions are counted from the front, and so is the order.")
def find_special(tokenizer, ids):
    return [
        (p, ids[p], tokenizer.decode([ids[p]])) for p in range(len(ids) - 1, -1, -1) if is_special(tokenizer, ids[p])
    ]


@wrong(("a list without its first item counts from 0 again; positions in the list that came in are asked for."))
def find_special(tokenizer, ids):
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids[1:]) if is_special(tokenizer, i)]


@wrong("this goes through the table, so each comes once, and in the table's order; go through the ids.")
def find_special(tokenizer, ids):
    return [(ids.index(i), i, text) for text, i in special_tokens(tokenizer).items() if i in ids]


@wrong("only the last special token is there: `=` puts it in place of the others; `append` keeps them.")
def find_special(tokenizer, ids):
    found = []
    for p, i in enumerate(ids):
        if is_special(tokenizer, i):
            found = [(p, i, tokenizer.decode([i]))]
    return found


@wrong("the text was encoded again, and other ids can come out; look at the ids that came in.")
def find_special(tokenizer, ids):
    again = tokenizer.encode(tokenizer.decode(ids), add_special_tokens=False)
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(again) if is_special(tokenizer, i)]


@wrong("the ids alone are here; each special token is (position, id, text).")
def find_special(tokenizer, ids):
    return [i for i in ids if is_special(tokenizer, i)]


@wrong(GAP)
def find_special(tokenizer, ids):
    added, special = tokenizer.added_tokens_decoder, {}
    token_id = min(added)
    while token_id in added:
        if added[token_id].special:
            special[token_id] = added[token_id].content
        token_id += 1
    return [(position, i, special[i]) for position, i in enumerate(ids) if i in special]


@right  # asks is_special and decodes
def find_special(tokenizer, ids):
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids) if is_special(tokenizer, i)]


@right  # looks ids up in the table of added tokens
def find_special(tokenizer, ids):
    found = []
    table = tokenizer.added_tokens_decoder
    for position in range(len(ids)):
        token = table.get(ids[position])
        if token is not None and token.special:
            found.append((position, ids[position], token.content))
    return found


@right  # returns a tuple of named tuples
def find_special(tokenizer, ids):
    from collections import namedtuple

    Found = namedtuple("Found", "position id text")
    tokens = tokenizer.convert_ids_to_tokens(ids)
    special = special_tokens(tokenizer)
    return tuple(Found(p, i, text) for p, (i, text) in enumerate(zip(ids, tokens)) if special.get(text) == i)


@right  # asks the backend
def find_special(tokenizer, ids):
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return [(p, i, added[i].content) for p, i in enumerate(ids) if i in added and added[i].special]


@right  # goes by special token, then sorts by position
def find_special(tokenizer, ids):
    found = []
    for text, token_id in special_tokens(tokenizer).items():
        found += [(position, token_id, text) for position, other in enumerate(ids) if other == token_id]
    found.sort()
    return found


@right  # asks each id, and decodes it
def find_special(tokenizer, ids):
    table = tokenizer.added_tokens_decoder
    found = []
    position = 0
    for token_id in ids:
        if token_id in table and table[token_id].special:
            found.append((position, token_id, str(table[token_id])))
        position += 1
    return found


@right  # a dict of texts, a counter by hand
def find_special(tokenizer, ids):
    by_id = {i: t for t, i in special_tokens(tokenizer).items()}
    result, n = [], 0
    while n < len(ids):
        if ids[n] in by_id:
            result += [(n, ids[n], by_id[ids[n]])]
        n += 1
    return result


# --- without_special ---


@wrong(FEW)
def without_special(tokenizer, ids):
    return [i for i in ids if i not in tokenizer.all_special_ids]


@wrong(FROM_128000)
def without_special(tokenizer, ids):
    return [i for i in ids if i < 128000]


@wrong(ANYWHERE)
def without_special(tokenizer, ids):
    return [i for i in ids if i < tokenizer.vocab_size]


@wrong(BETWEEN)
def without_special(tokenizer, ids):
    special = special_tokens(tokenizer).values()
    return [i for i in ids if not min(special) <= i <= max(special)]


@wrong("an id that does not exist is not special, so it stays; only what is in the table of special tokens goes.")
def without_special(tokenizer, ids):
    return [i for i in ids if 0 <= i < len(tokenizer) and not is_special(tokenizer, i)]


@wrong(
    BY_ENTRIES,
    when=looks(
        lambda got, tokenizer, ids: (
            "<x>" in tokenizer.convert_ids_to_tokens(got)
            and "<new>" not in tokenizer.convert_ids_to_tokens(got)
            and {"<x>", "<new>"} <= set(table(tokenizer).values())
        )
    ),
)
def without_special(tokenizer, ids, kept={}):
    key = id(tokenizer), len(tokenizer)
    if key not in kept:
        kept[key] = set(special_tokens(tokenizer).values())
    return [i for i in ids if i not in kept[key]]


@wrong(NOT_SPECIAL)
def without_special(tokenizer, ids):
    return [i for i in ids if i not in tokenizer.added_tokens_decoder]


@wrong("only the first id was dropped; special tokens can stand anywhere.")
def without_special(tokenizer, ids):
    return ids[1:]


@wrong("only begin-of-text was left out; other tokens are special, too.")
def without_special(tokenizer, ids):
    return [i for i in ids if i != tokenizer.bos_token_id]


@wrong("only the first and the last id are looked at; special tokens can stand anywhere.")
def without_special(tokenizer, ids):
    ids = list(ids)
    if ids and is_special(tokenizer, ids[0]):
        ids = ids[1:]
    if ids and is_special(tokenizer, ids[-1]):
        ids = ids[:-1]
    return ids


@wrong("repeats of ordinary tokens are lost: each place in the list counts.")
def without_special(tokenizer, ids):
    return list(dict.fromkeys(i for i in ids if not is_special(tokenizer, i)))


@wrong(
    "a set keeps neither the order nor repeats; go through the list.",
    also=looks(lambda got, tokenizer, ids: of_set(got, alone(table(tokenizer), ids))),
)
def without_special(tokenizer, ids):
    return list(set(ids) - set(special_tokens(tokenizer).values()))


@wrong("a list is asked for, and this is a set: order and repeats are lost in it.")
def without_special(tokenizer, ids):
    return {i for i in ids if not is_special(tokenizer, i)}


@wrong(SORTED)
def without_special(tokenizer, ids):
    return sorted(i for i in ids if not is_special(tokenizer, i))


@wrong("these are the special ones; the others are asked for.")
def without_special(tokenizer, ids):
    return [i for i in ids if is_special(tokenizer, i)]


@wrong(LIST_PASSED, when=changes("its argument"))
def without_special(tokenizer, ids):
    for i in special_tokens(tokenizer).values():
        while i in ids:
            ids.remove(i)
    return ids


@wrong("an item was removed from the list while a loop went through it, so the loop jumped over the next one.")
def without_special(tokenizer, ids):
    left = list(ids)
    for i in left:
        if is_special(tokenizer, i):
            left.remove(i)
    return left


@wrong("`remove` takes out the first occurrence only; every one has to go.")
def without_special(tokenizer, ids):
    left = list(ids)
    for i in special_tokens(tokenizer).values():
        if i in left:
            left.remove(i)
    return left


@wrong("0 is an ordinary id; nothing takes a special token's place.")
def without_special(tokenizer, ids):
    return [0 if is_special(tokenizer, i) else i for i in ids]


@wrong("nothing takes a special token's place, None neither.")
def without_special(tokenizer, ids):
    return [None if is_special(tokenizer, i) else i for i in ids]


@wrong("the text was encoded again, and not every list of ids is what its text encodes to; leave ids out of the list.")
def without_special(tokenizer, ids):
    text = tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
    return tokenizer.encode(text, add_special_tokens=False)


@wrong("this is one string; a list is asked for.")
def without_special(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True)


@wrong(
    "these are the tokens' texts; their ids are asked for.",
    also=looks(
        lambda got, t, ids: type(got) is list and all(type(item) is str and not item.isdecimal() for item in got)
    ),
)
def without_special(tokenizer, ids):
    return tokenizer.convert_ids_to_tokens(ids, skip_special_tokens=True)


@wrong("this is a filter object, which is not a list yet: `list(…)` makes one of it.")
def without_special(tokenizer, ids):
    return filter(lambda i: not is_special(tokenizer, i), ids)


@wrong(GENERATOR)
def without_special(tokenizer, ids):
    for i in ids:
        if not is_special(tokenizer, i):
            yield i


@wrong("each item is a pair of position and id; the ids alone are asked for.")
def without_special(tokenizer, ids):
    return [(p, i) for p, i in enumerate(ids) if not is_special(tokenizer, i)]


@wrong(FALSE_0)
def without_special(tokenizer, ids):
    s = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    return [i for i in ids if i and i not in s]


@wrong("no special token was taken out: do ids meet ids? The keys of `special_tokens` are texts, the ids its values.")
def without_special(tokenizer, ids):
    special = special_tokens(tokenizer)
    return [i for i in ids if i not in special]


@wrong(
    "a list of None: `append` and `remove` change a list and return nothing; the ids are to be in it.",
    also=looks(lambda got, t, ids: got and all(item is None for item in got)),
)
def without_special(tokenizer, ids):
    left = list(ids)
    return [left.remove(i) for i in ids if is_special(tokenizer, i)]


@wrong(BY_OBJECT, when=looks(lambda got, tokenizer, ids: "<new>" in tokenizer.convert_ids_to_tokens(got)))
def without_special(tokenizer, ids, kept={}):
    if tokenizer not in kept:
        kept[tokenizer] = set(special_tokens(tokenizer).values())
    return [i for i in ids if i not in kept[tokenizer]]


@wrong(BY_NAME, when=looks(lambda got, tokenizer, ids: "<d>" in tokenizer.convert_ids_to_tokens(got)))
def without_special(tokenizer, ids, kept={}):
    if tokenizer.name_or_path not in kept:
        kept[tokenizer.name_or_path] = set(special_tokens(tokenizer).values())
    return [i for i in ids if i not in kept[tokenizer.name_or_path]]


@wrong("these are positions in the list; the ids that stand there are asked for.")
def without_special(tokenizer, ids):
    return [p for p, i in enumerate(ids) if not is_special(tokenizer, i)]


@wrong("`return` stands inside the loop, which ends with the first round.")
def without_special(tokenizer, ids):
    left = []
    for i in ids:
        if not is_special(tokenizer, i):
            left.append(i)
        return left
    return left


@wrong(("the text was encoded again, which puts begin-of-text in front; leave ids out of the list that came in."))
def without_special(tokenizer, ids):
    return tokenizer.encode(tokenizer.decode(ids, skip_special_tokens=True))


@wrong("only begin and end were left out; the table of added tokens has more that are special.")
def without_special(tokenizer, ids):
    return [i for i in ids if i not in (tokenizer.bos_token_id, tokenizer.eos_token_id)]


@wrong(
    (
        "everything behind the first special token at the front or in the middle is gone; only the special "
        "tokens themselves go."
    )
)
def without_special(tokenizer, ids):
    left = []
    for position, i in enumerate(ids):
        if is_special(tokenizer, i):
            if position == 0:
                continue
            break
        left.append(i)
    return left


@wrong("the ids come in reverse order.")
def without_special(tokenizer, ids):
    left = []
    for i in ids:
        if not is_special(tokenizer, i):
            left.insert(0, i)
    return left


@wrong(GAP)
def without_special(tokenizer, ids):
    added, special = tokenizer.added_tokens_decoder, set()
    token_id = min(added)
    while token_id in added:
        if added[token_id].special:
            special.add(token_id)
        token_id += 1
    return [i for i in ids if i not in special]


@right  # asks is_special
def without_special(tokenizer, ids):
    return [i for i in ids if not is_special(tokenizer, i)]


@right  # leaves out what find_special finds
def without_special(tokenizer, ids):
    places = {position for position, _, _ in find_special(tokenizer, ids)}
    return [i for position, i in enumerate(ids) if position not in places]


@right  # looks at the flag
def without_special(tokenizer, ids):
    table = tokenizer.added_tokens_decoder
    return [i for i in ids if i not in table or not table[i].special]


@right  # deletes from a copy, from the end
def without_special(tokenizer, ids):
    left = list(ids)
    for position, _, _ in reversed(find_special(tokenizer, ids)):
        del left[position]
    return left


@right  # returns a tuple of a filter
def without_special(tokenizer, ids):
    special = frozenset(special_tokens(tokenizer).values())
    return tuple(filter(lambda i: i not in special, ids))


@right  # appends in a loop
def without_special(tokenizer, ids):
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    left = []
    for i in ids:
        if i in added and added[i].special:
            continue
        left.append(i)
    return left


@right  # compresses by a mask
def without_special(tokenizer, ids):
    from itertools import compress

    return list(compress(ids, [not is_special(tokenizer, i) for i in ids]))


@right  # by the positions that were found
def without_special(tokenizer, ids):
    positions = {position for position, _, _ in find_special(tokenizer, ids)}
    return [token_id for position, token_id in enumerate(ids) if position not in positions]


@right  # kept for as long as the table is the same
def without_special(tokenizer, ids, kept={}):
    table = special_tokens(tokenizer)
    key = tuple(table.values())
    special = kept.setdefault(key, set(key))
    return list(filter(lambda token_id: token_id not in special, ids))
