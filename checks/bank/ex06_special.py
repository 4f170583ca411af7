"""Answers for ex06_special, wrong and right; see checks/answers.py."""


@wrong("takes all_special_ids", cause="holds only the tokens with a role")
def special_tokens(tokenizer):
    return {tokenizer.decode([i]): i for i in tokenizer.all_special_ids}


@wrong("zips all_special_tokens and all_special_ids", cause="holds only the tokens with a role")
def special_tokens(tokenizer):
    return dict(zip(tokenizer.all_special_tokens, tokenizer.all_special_ids))


@wrong("takes every added token", cause="not every added token is special")
def special_tokens(tokenizer):
    return tokenizer.get_added_vocab()


@wrong("takes every added token, by the other table", cause="not every added token is special")
def special_tokens(tokenizer):
    return {token.content: i for i, token in sorted(tokenizer.added_tokens_decoder.items())}


@wrong("takes additional_special_tokens", cause="`additional_special_tokens` is no list of all")
def special_tokens(tokenizer):
    names = tokenizer.additional_special_tokens
    return {name: tokenizer.convert_tokens_to_ids(name) for name in names}


@wrong("takes ids from 128000 on", cause="`>= 128000` is true on Llama 3 only")
def special_tokens(tokenizer):
    return {tokenizer.convert_ids_to_tokens(i): i for i in range(128000, 128256)}


@wrong("takes ids from vocab_size on", cause="neither `vocab_size` nor `<|` tells")
def special_tokens(tokenizer):
    return {tokenizer.decode([i]): i for i in range(tokenizer.vocab_size, len(tokenizer))}


@wrong("takes the last 256", cause="special tokens are not always the last 256")
def special_tokens(tokenizer):
    return {tokenizer.decode([i]): i for i in range(len(tokenizer) - 256, len(tokenizer))}


@wrong("takes what looks special", cause="neither `vocab_size` nor `<|` tells")
def special_tokens(tokenizer):
    found = [
        (i, token) for token, i in tokenizer.get_vocab().items() if token.startswith("<|") and token.endswith("|>")
    ]
    return {token: i for i, token in sorted(found)}


@wrong("takes what stands in angle brackets", cause="not every added token is special")
def special_tokens(tokenizer):
    found = [
        (i, token) for token, i in tokenizer.get_added_vocab().items() if token.startswith("<") and token.endswith(">")
    ]
    return {token: i for i, token in sorted(found)}


@wrong("knows the table of 3.1 by heart", cause="this is Llama 3.1's table")
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


@wrong("is the other way round", cause="the other way round")
def special_tokens(tokenizer):
    return {i: token.content for i, token in sorted(tokenizer.added_tokens_decoder.items()) if token.special}


@wrong("returns AddedToken objects", cause="AddedToken objects")
def special_tokens(tokenizer):
    return tokenizer.added_tokens_decoder


@wrong("has AddedToken objects for keys", cause="AddedToken objects")
def special_tokens(tokenizer):
    return {token: i for i, token in tokenizer.added_tokens_decoder.items() if token.special}


@wrong("returns the roles", cause="these are the roles")
def special_tokens(tokenizer):
    return tokenizer.special_tokens_map


@wrong("returns the texts only", cause="a dict is asked for, and this is a list")
def special_tokens(tokenizer):
    return [token.content for i, token in sorted(tokenizer.added_tokens_decoder.items()) if token.special]


@wrong("returns pairs", cause="a dict is asked for, and this is a list")
def special_tokens(tokenizer):
    return [(token.content, i) for i, token in sorted(tokenizer.added_tokens_decoder.items()) if token.special]


@wrong("returns a set", cause="a dict is asked for, and this is a set")
def special_tokens(tokenizer):
    return {token.content for token in tokenizer.added_tokens_decoder.values() if token.special}


@wrong("returns how many", cause="a dict is asked for, and this is a number")
def special_tokens(tokenizer):
    return len(tokenizer.added_tokens_decoder)


@wrong("sorts by text", cause="the order is not")
def special_tokens(tokenizer):
    return dict(sorted((token.content, i) for i, token in tokenizer.added_tokens_decoder.items() if token.special))


@wrong("sorts downwards", cause="the order is not")
def special_tokens(tokenizer):
    found = [(i, token.content) for i, token in tokenizer.added_tokens_decoder.items() if token.special]
    return {text: i for i, text in sorted(found, reverse=True)}


@wrong("sorts ids as text", cause="a number is asked for, and this is a string")
def special_tokens(tokenizer):
    found = [(token.content, str(i)) for i, token in tokenizer.added_tokens_decoder.items() if token.special]
    return dict(sorted(found, key=lambda item: item[1]))


@wrong("leaves reserved ones out", cause="reserved tokens are special")
def special_tokens(tokenizer):
    table = sorted(tokenizer.added_tokens_decoder.items())
    return {token.content: i for i, token in table if token.special and "reserved" not in token.content}


@wrong("takes the bars off", cause="is all of it, with `<|` and `|>`")
def special_tokens(tokenizer):
    table = sorted(tokenizer.added_tokens_decoder.items())
    return {token.content.strip("<|>"): i for i, token in table if token.special}


@wrong("adds the tokens it misses", cause="pass options to the call")
def special_tokens(tokenizer):
    tokenizer.add_special_tokens({"pad_token": "<|pad|>"})
    return {token.content: i for i, token in sorted(tokenizer.added_tokens_decoder.items()) if token.special}


@wrong("prints instead of returning", cause="something was printed and nothing returned")
def special_tokens(tokenizer):
    for i, token in sorted(tokenizer.added_tokens_decoder.items()):
        if token.special:
            print(token.content, i)


@right("asks the backend")
def special_tokens(tokenizer):
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return {added[i].content: i for i in sorted(added) if added[i].special}


@right("reads the backend's JSON")
def special_tokens(tokenizer):
    import json

    added = json.loads(tokenizer.backend_tokenizer.to_str())["added_tokens"]
    added.sort(key=lambda entry: entry["id"])
    return {entry["content"]: entry["id"] for entry in added if entry["special"]}


@right("sees which ids vanish when special tokens are skipped")
def special_tokens(tokenizer):
    backend = tokenizer.backend_tokenizer
    every = [[i] for i in range(len(tokenizer))]
    skipped = backend.decode_batch(every, skip_special_tokens=True)
    return {backend.id_to_token(i): i for i, text in enumerate(skipped) if text == ""}


@right("asks is_special of every id of the table")
def special_tokens(tokenizer):
    table = {}
    for token_id in sorted(tokenizer.added_tokens_decoder):
        if is_special(tokenizer, token_id):
            table[tokenizer.convert_ids_to_tokens(token_id)] = token_id
    return table


@right("filters the added vocabulary by flag")
def special_tokens(tokenizer):
    flags = tokenizer.added_tokens_decoder
    found = [(i, text) for text, i in tokenizer.get_added_vocab().items() if flags[i].special]
    return {text: i for i, text in sorted(found)}


@right("returns an OrderedDict")
def special_tokens(tokenizer):
    from collections import OrderedDict

    table = OrderedDict()
    for i, token in sorted(tokenizer.added_tokens_decoder.items()):
        if token.special:
            table[str(token)] = i
    return table


@wrong("asks all_special_ids", cause="holds only the tokens with a role")
def is_special(tokenizer, token_id):
    return token_id in tokenizer.all_special_ids


@wrong("asks the tokenizer's own mask", cause="holds only the tokens with a role")
def is_special(tokenizer, token_id):
    return tokenizer.get_special_tokens_mask([token_id], already_has_special_tokens=True)[0] == 1


@wrong("takes ids from 128000 on", cause="true on Llama 3 only")
def is_special(tokenizer, token_id):
    return token_id >= 128000


@wrong("takes ids above 128000", cause="and `>` leaves it out")
def is_special(tokenizer, token_id):
    return token_id > 128000


@wrong("takes ids from 128000 to 128255", cause="Llama 4 has other special tokens")
def is_special(tokenizer, token_id):
    return 128000 <= token_id <= 128255


@wrong("takes every added token", cause="not every added token is special")
def is_special(tokenizer, token_id):
    return token_id in tokenizer.added_tokens_decoder


@wrong("takes ids from vocab_size on", cause="an id beyond the vocabulary does not exist")
def is_special(tokenizer, token_id):
    return token_id >= tokenizer.vocab_size


@wrong("takes ids from vocab_size to the end", cause="neither `vocab_size` nor `<|` tells")
def is_special(tokenizer, token_id):
    return tokenizer.vocab_size <= token_id < len(tokenizer)


@wrong(
    "takes what does not come back when special tokens are skipped",
    cause="look it up in the table instead of decoding it",
)
def is_special(tokenizer, token_id):
    return tokenizer.decode([token_id], skip_special_tokens=True) == ""


@wrong("looks at the spelling", cause="look it up in the table instead of decoding it")
def is_special(tokenizer, token_id):
    token = tokenizer.convert_ids_to_tokens(token_id)
    return token.startswith("<|") and token.endswith("|>")


@wrong("looks at the spelling and swallows errors", cause="in the spelling tells nothing")
def is_special(tokenizer, token_id):
    try:
        return tokenizer.convert_ids_to_tokens(token_id).startswith("<")
    except Exception:
        return False


@wrong("looks the id up among the texts", cause="`in` looks among the keys")
def is_special(tokenizer, token_id):
    return token_id in special_tokens(tokenizer)


@wrong("looks the id up without asking whether it is there", cause="most ids are not in the table")
def is_special(tokenizer, token_id):
    return tokenizer.added_tokens_decoder[token_id].special


@wrong("returns None for ordinary ids", cause="`None and …` is None")
def is_special(tokenizer, token_id):
    token = tokenizer.added_tokens_decoder.get(token_id)
    return token and token.special


@wrong("returns the token", cause="a yes-or-no answer is asked for")
def is_special(tokenizer, token_id):
    return tokenizer.added_tokens_decoder.get(token_id, False)


@wrong("returns 1 or 0", cause="a yes-or-no answer is asked for")
def is_special(tokenizer, token_id):
    return int(token_id in special_tokens(tokenizer).values())


@wrong("raises for an id that does not exist", cause="your own `raise` ended the call")
def is_special(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(f"no id {token_id}")
    return token_id in special_tokens(tokenizer).values()


@wrong("takes negative ids from the end", cause="in a list it would count from the end")
def is_special(tokenizer, token_id):
    if token_id < 0:
        token_id += len(tokenizer)
    return token_id in special_tokens(tokenizer).values()


@wrong("keeps the first tokenizer's table", cause="ask the tokenizer that came in")
def is_special(tokenizer, token_id, kept=[]):
    if not kept:
        kept.append(set(special_tokens(tokenizer).values()))
    return token_id in kept[0]


@wrong("says yes to everything", cause="is the condition always true")
def is_special(tokenizer, token_id):
    return True


@wrong("says no to 0", cause="0 is false in an `if`")
def is_special(tokenizer, token_id):
    if not token_id:
        return False
    return token_id in special_tokens(tokenizer).values()


@wrong("gives the tokenizer a pad token", cause="pass options to the call")
def is_special(tokenizer, token_id):
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return token_id in special_tokens(tokenizer).values()


@right("asks the table of the exercise")
def is_special(tokenizer, token_id):
    return token_id in special_tokens(tokenizer).values()


@right("asks the backend")
def is_special(tokenizer, token_id):
    token = tokenizer.backend_tokenizer.get_added_tokens_decoder().get(token_id)
    return bool(token and token.special)


@right("catches the missing key")
def is_special(tokenizer, token_id):
    try:
        return tokenizer.added_tokens_decoder[token_id].special
    except KeyError:
        return False


@right("looks in a loop")
def is_special(tokenizer, token_id):
    for other, token in tokenizer.added_tokens_decoder.items():
        if other == token_id:
            return token.special
    return False


@right("looks whether it is skipped")
def is_special(tokenizer, token_id):
    if token_id < 0 or token_id >= len(tokenizer):
        return False
    return tokenizer.decode([token_id], skip_special_tokens=True) == ""


@right("asks without_special of the exercise")
def is_special(tokenizer, token_id):
    return without_special(tokenizer, [token_id]) == []


@wrong("asks all_special_ids", cause="holds only the tokens with a role")
def find_special(tokenizer, ids):
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids) if i in tokenizer.all_special_ids]


@wrong("takes ids from 128000 on", cause="`>= 128000` is true on Llama 3 only")
def find_special(tokenizer, ids):
    return [(p, i, tokenizer.convert_ids_to_tokens(i)) for p, i in enumerate(ids) if i >= 128000]


@wrong("takes every added token", cause="not every added token is special")
def find_special(tokenizer, ids):
    table = tokenizer.added_tokens_decoder
    return [(p, i, table[i].content) for p, i in enumerate(ids) if i in table]


@wrong("gives each special token once", cause="repeats are missing")
def find_special(tokenizer, ids):
    table = {i: text for text, i in special_tokens(tokenizer).items()}
    return [(ids.index(i), i, table[i]) for i in dict.fromkeys(ids) if i in table]


@wrong("asks index for the position", cause="`ids.index` finds the first place only")
def find_special(tokenizer, ids):
    return [(ids.index(i), i, tokenizer.decode([i])) for i in ids if is_special(tokenizer, i)]


@wrong("leaves positions out", cause="the positions are missing")
def find_special(tokenizer, ids):
    return [(i, tokenizer.decode([i])) for i in ids if is_special(tokenizer, i)]


@wrong("changes id and position", cause="changed places")
def find_special(tokenizer, ids):
    return [(i, p, tokenizer.decode([i])) for p, i in enumerate(ids) if is_special(tokenizer, i)]


@wrong("gives text before id", cause="text and id have changed places")
def find_special(tokenizer, ids):
    return [(p, tokenizer.decode([i]), i) for p, i in enumerate(ids) if is_special(tokenizer, i)]


@wrong("counts from 1", cause="counted from 0")
def find_special(tokenizer, ids):
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids, 1) if is_special(tokenizer, i)]


@wrong("counts the special ones", cause="these are positions among the special tokens")
def find_special(tokenizer, ids):
    found = [i for i in ids if is_special(tokenizer, i)]
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(found)]


@wrong("sorts by id", cause="sorted; the order of the list")
def find_special(tokenizer, ids):
    found = [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids) if is_special(tokenizer, i)]
    return sorted(found, key=lambda item: (item[1], item[0]))


@wrong("leaves position 0 out", cause="position 0 counts as well")
def find_special(tokenizer, ids):
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids) if p and is_special(tokenizer, i)]


@wrong("leaves id 0 out", cause="id 0 counts as well")
def find_special(tokenizer, ids):
    table = {i: text for text, i in special_tokens(tokenizer).items()}
    return [(p, i, table[i]) for p, i in enumerate(ids) if i and i in table]


@wrong("stops at the first", cause="only the first special token is there")
def find_special(tokenizer, ids):
    for p, i in enumerate(ids):
        if is_special(tokenizer, i):
            return [(p, i, tokenizer.decode([i]))]
    return []


@wrong("returns from inside the loop", cause="a `return` inside the loop ends it too early")
def find_special(tokenizer, ids):
    found = []
    for p, i in enumerate(ids):
        if is_special(tokenizer, i):
            found.append((p, i, tokenizer.decode([i])))
        return found


@wrong("returns lists of three", cause="each of them should be a tuple")
def find_special(tokenizer, ids):
    return [[p, i, tokenizer.decode([i])] for p, i in enumerate(ids) if is_special(tokenizer, i)]


@wrong("returns a dict by position", cause="order and repeats are lost")
def find_special(tokenizer, ids):
    return {p: (i, tokenizer.decode([i])) for p, i in enumerate(ids) if is_special(tokenizer, i)}


@wrong("skips special tokens when it decodes", cause="skip_special_tokens is on")
def find_special(tokenizer, ids):
    return [
        (p, i, tokenizer.decode([i], skip_special_tokens=True)) for p, i in enumerate(ids) if is_special(tokenizer, i)
    ]


@wrong("gives the token object for the text", cause="AddedToken objects")
def find_special(tokenizer, ids):
    table = tokenizer.added_tokens_decoder
    return [(p, i, table[i]) for p, i in enumerate(ids) if i in table and table[i].special]


@wrong("looks for positions in the text", cause="these are positions in the text")
def find_special(tokenizer, ids):
    text = tokenizer.decode(ids)
    found = [(text.find(token), i, token) for token, i in special_tokens(tokenizer).items() if token in text]
    return sorted(found)


@wrong("yields", cause="a generator")
def find_special(tokenizer, ids):
    for p, i in enumerate(ids):
        if is_special(tokenizer, i):
            yield p, i, tokenizer.decode([i])


@wrong("takes ids off the list it was given", cause="belongs to the caller")
def find_special(tokenizer, ids):
    found, position = [], 0
    while ids:
        i = ids.pop(0)
        if is_special(tokenizer, i):
            found.append((position, i, tokenizer.decode([i])))
        position += 1
    return found


@wrong("returns None when there is none", cause="returned None")
def find_special(tokenizer, ids):
    found = [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids) if is_special(tokenizer, i)]
    return found or None


@right("asks is_special and decodes")
def find_special(tokenizer, ids):
    return [(p, i, tokenizer.decode([i])) for p, i in enumerate(ids) if is_special(tokenizer, i)]


@right("looks ids up in the table of added tokens")
def find_special(tokenizer, ids):
    found = []
    table = tokenizer.added_tokens_decoder
    for position in range(len(ids)):
        token = table.get(ids[position])
        if token is not None and token.special:
            found.append((position, ids[position], token.content))
    return found


@right("returns a tuple of named tuples")
def find_special(tokenizer, ids):
    from collections import namedtuple

    Found = namedtuple("Found", "position id text")
    tokens = tokenizer.convert_ids_to_tokens(ids)
    special = special_tokens(tokenizer)
    return tuple(Found(p, i, text) for p, (i, text) in enumerate(zip(ids, tokens)) if special.get(text) == i)


@right("asks the backend")
def find_special(tokenizer, ids):
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return [(p, i, added[i].content) for p, i in enumerate(ids) if i in added and added[i].special]


@right("goes by special token, then sorts by position")
def find_special(tokenizer, ids):
    found = []
    for text, token_id in special_tokens(tokenizer).items():
        found += [(position, token_id, text) for position, other in enumerate(ids) if other == token_id]
    found.sort()
    return found


@wrong("asks all_special_ids", cause="holds only the tokens with a role")
def without_special(tokenizer, ids):
    return [i for i in ids if i not in tokenizer.all_special_ids]


@wrong("takes ids below 128000", cause="true on Llama 3 only")
def without_special(tokenizer, ids):
    return [i for i in ids if i < 128000]


@wrong("takes ids below vocab_size", cause="neither `vocab_size` nor `<|` tells")
def without_special(tokenizer, ids):
    return [i for i in ids if i < tokenizer.vocab_size]


@wrong("drops every added token", cause="not every added token is special")
def without_special(tokenizer, ids):
    return [i for i in ids if i not in tokenizer.added_tokens_decoder]


@wrong("drops the first", cause="only the first id was dropped")
def without_special(tokenizer, ids):
    return ids[1:]


@wrong("drops begin-of-text only", cause="only begin-of-text was left out")
def without_special(tokenizer, ids):
    return [i for i in ids if i != tokenizer.bos_token_id]


@wrong("drops the first and the last special one", cause="2 items too many, the first at position 2")
def without_special(tokenizer, ids):
    ids = list(ids)
    if ids and is_special(tokenizer, ids[0]):
        ids = ids[1:]
    if ids and is_special(tokenizer, ids[-1]):
        ids = ids[:-1]
    return ids


@wrong("drops repeats of ordinary ids", cause="repeats of ordinary tokens are lost")
def without_special(tokenizer, ids):
    return list(dict.fromkeys(i for i in ids if not is_special(tokenizer, i)))


@wrong("subtracts sets", cause="a set keeps neither the order nor repeats")
def without_special(tokenizer, ids):
    return list(set(ids) - set(special_tokens(tokenizer).values()))


@wrong("returns a set", cause="order and repeats are lost")
def without_special(tokenizer, ids):
    return {i for i in ids if not is_special(tokenizer, i)}


@wrong("sorts", cause="sorted; the order of the list")
def without_special(tokenizer, ids):
    return sorted(i for i in ids if not is_special(tokenizer, i))


@wrong("keeps the special ones", cause="these are the special ones")
def without_special(tokenizer, ids):
    return [i for i in ids if is_special(tokenizer, i)]


@wrong("removes from the list it was given", cause="belongs to the caller")
def without_special(tokenizer, ids):
    for i in special_tokens(tokenizer).values():
        while i in ids:
            ids.remove(i)
    return ids


@wrong("removes while it walks the list", cause="was removed from the list while a loop went through it")
def without_special(tokenizer, ids):
    left = list(ids)
    for i in left:
        if is_special(tokenizer, i):
            left.remove(i)
    return left


@wrong("removes each special token once", cause="`remove` takes out the first occurrence only")
def without_special(tokenizer, ids):
    left = list(ids)
    for i in special_tokens(tokenizer).values():
        if i in left:
            left.remove(i)
    return left


@wrong("puts 0 in their place", cause="0 is an ordinary id")
def without_special(tokenizer, ids):
    return [0 if is_special(tokenizer, i) else i for i in ids]


@wrong("puts None in their place", cause="nothing takes a special token's place")
def without_special(tokenizer, ids):
    return [None if is_special(tokenizer, i) else i for i in ids]


@wrong("encodes what is left of the text", cause="the text was encoded again")
def without_special(tokenizer, ids):
    text = tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
    return tokenizer.encode(text, add_special_tokens=False)


@wrong("returns the text", cause="this is one string")
def without_special(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True)


@wrong("returns the tokens", cause="these are the tokens' texts")
def without_special(tokenizer, ids):
    return tokenizer.convert_ids_to_tokens(ids, skip_special_tokens=True)


@wrong("returns a filter object", cause="`list(…)` makes one of it")
def without_special(tokenizer, ids):
    return filter(lambda i: not is_special(tokenizer, i), ids)


@wrong("yields", cause="a generator")
def without_special(tokenizer, ids):
    for i in ids:
        if not is_special(tokenizer, i):
            yield i


@wrong("keeps the positions", cause="each item is a tuple with the answer in it")
def without_special(tokenizer, ids):
    return [(p, i) for p, i in enumerate(ids) if not is_special(tokenizer, i)]


@right("asks is_special")
def without_special(tokenizer, ids):
    return [i for i in ids if not is_special(tokenizer, i)]


@right("leaves out what find_special finds")
def without_special(tokenizer, ids):
    places = {position for position, _, _ in find_special(tokenizer, ids)}
    return [i for position, i in enumerate(ids) if position not in places]


@right("looks at the flag")
def without_special(tokenizer, ids):
    table = tokenizer.added_tokens_decoder
    return [i for i in ids if i not in table or not table[i].special]


@right("deletes from a copy, from the end")
def without_special(tokenizer, ids):
    left = list(ids)
    for position, _, _ in reversed(find_special(tokenizer, ids)):
        del left[position]
    return left


@right("returns a tuple of a filter")
def without_special(tokenizer, ids):
    special = frozenset(special_tokens(tokenizer).values())
    return tuple(filter(lambda i: i not in special, ids))


@right("appends in a loop")
def without_special(tokenizer, ids):
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    left = []
    for i in ids:
        if i in added and added[i].special:
            continue
        left.append(i)
    return left


@wrong("abs", cause="whatever the number is without its sign")
def is_special(tokenizer, token_id):
    t = tokenizer.added_tokens_decoder.get(abs(token_id))
    return bool(t and t.special)


@wrong("contiguous range min to max", cause="not every added token is special")
def is_special(tokenizer, token_id):
    s = [i for i, t in tokenizer.added_tokens_decoder.items() if t.special]
    return bool(s) and min(s) <= token_id <= max(s)


@wrong("drops id 0", cause="0 is false in an `if`")
def without_special(tokenizer, ids):
    s = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    return [i for i in ids if i and i not in s]


@wrong("keeps those that are not special", cause="a condition the wrong way round")
def special_tokens(tokenizer):
    return {token.content: i for i, token in sorted(tokenizer.added_tokens_decoder.items()) if not token.special}


@wrong("has AddedToken objects for values", cause="the values are the library's AddedToken objects")
def special_tokens(tokenizer):
    return {token.content: token for _, token in sorted(tokenizer.added_tokens_decoder.items()) if token.special}


@wrong("decodes with special tokens skipped", cause="so one is left: skip_special_tokens is on")
def special_tokens(tokenizer):
    table = sorted(tokenizer.added_tokens_decoder.items())
    return {tokenizer.decode([i], skip_special_tokens=True): i for i, token in table if token.special}


@right("merges halves by recursion")
def special_tokens(tokenizer):
    table = tokenizer.added_tokens_decoder

    def merged(ids):
        if len(ids) > 1:
            return merged(ids[: len(ids) // 2]) | merged(ids[len(ids) // 2 :])
        return {table[i].content: i for i in ids if table[i].special}

    return merged(sorted(table))


@wrong("leaves reserved ones out", cause="128255 is special, too")
def is_special(tokenizer, token_id):
    token = tokenizer.added_tokens_decoder.get(token_id)
    return token is not None and token.special and "reserved" not in token.content


@right("matches on the table's answer")
def is_special(tokenizer, token_id):
    match tokenizer.added_tokens_decoder.get(token_id):
        case None:
            return False
        case token:
            return token.special


@wrong("keeps what it found for the next call", cause="what an earlier call found is still there")
def find_special(tokenizer, ids, found=[]):
    for p, i in enumerate(ids):
        if is_special(tokenizer, i):
            found.append((p, i, tokenizer.decode([i])))
    return found


@wrong("adds the parts of the tuples", cause="`append` adds the tuple")
def find_special(tokenizer, ids):
    found = []
    for p, i in enumerate(ids):
        if is_special(tokenizer, i):
            found += (p, i, tokenizer.decode([i]))
    return found


@wrong("looks ids up among the texts", cause="nothing was found: do ids meet ids?")
def find_special(tokenizer, ids):
    table = special_tokens(tokenizer)
    return [(p, i, table[i]) for p, i in enumerate(ids) if i in table]


@wrong("looks ids up among the texts", cause="no special token was taken out: do ids meet ids?")
def without_special(tokenizer, ids):
    special = special_tokens(tokenizer)
    return [i for i in ids if i not in special]


@wrong("collects what remove returns", cause="a list of None")
def without_special(tokenizer, ids):
    left = list(ids)
    return [left.remove(i) for i in ids if is_special(tokenizer, i)]


@right("compresses by a mask")
def without_special(tokenizer, ids):
    from itertools import compress

    return list(compress(ids, [not is_special(tokenizer, i) for i in ids]))


# tables that are kept: by name, by object, by number, or one for all


@wrong("a table for each name", cause="the keys are not those that are asked for")
def special_tokens(tokenizer, kept={}):
    if tokenizer.name_or_path not in kept:
        table = sorted(tokenizer.added_tokens_decoder.items())
        kept[tokenizer.name_or_path] = {token.content: token_id for token_id, token in table if token.special}
    return dict(kept[tokenizer.name_or_path])


@wrong("a table for each tokenizer object", cause="the keys are not those that are asked for")
def special_tokens(tokenizer, kept={}):
    if tokenizer not in kept:
        table = sorted(tokenizer.added_tokens_decoder.items())
        kept[tokenizer] = {token.content: token_id for token_id, token in table if token.special}
    return dict(kept[tokenizer])


@wrong("a table for each number of ordinary entries", cause="the keys are not those that are asked for")
def special_tokens(tokenizer, kept={}):
    key = tokenizer.name_or_path, tokenizer.vocab_size
    if key not in kept:
        table = sorted(tokenizer.added_tokens_decoder.items())
        kept[key] = {token.content: token_id for token_id, token in table if token.special}
    return dict(kept[key])


@right("from the backend's own table")
def special_tokens(tokenizer):
    found = []
    for number, token in tokenizer._tokenizer.get_added_tokens_decoder().items():
        if token.special:
            found.append((number, token.content))
    return dict((text, number) for number, text in sorted(found))


@right("by the flag, from the added vocabulary")
def special_tokens(tokenizer):
    flags = tokenizer.added_tokens_decoder
    pairs = sorted(tokenizer.get_added_vocab().items(), key=lambda pair: pair[1])
    return {text: number for text, number in pairs if flags[number].special}


@wrong("ids kept by name", cause="two tokenizers of one name have other tables")
def is_special(tokenizer, token_id, kept={}):
    if tokenizer.name_or_path not in kept:
        kept[tokenizer.name_or_path] = set(special_tokens(tokenizer).values())
    return token_id in kept[tokenizer.name_or_path]


@wrong("ids kept by object", cause="one may get a token between two calls")
def is_special(tokenizer, token_id):
    if not hasattr(is_special, "kept"):
        is_special.kept = {}
    ids = is_special.kept.setdefault(id(tokenizer), set(special_tokens(tokenizer).values()))
    return token_id in ids


@wrong("asks by text, with a table kept by object", cause="one may get a token between two calls")
def is_special(tokenizer, token_id, kept={}):
    if id(tokenizer) not in kept:
        kept[id(tokenizer)] = frozenset(i for i, token in tokenizer.added_tokens_decoder.items() if token.special)
    return token_id in kept[id(tokenizer)]


@right("a default that is not special")
def is_special(tokenizer, token_id):
    return getattr(tokenizer.added_tokens_decoder.get(token_id), "special", False)


@right("in the values of the table")
def is_special(tokenizer, token_id):
    return token_id in special_tokens(tokenizer).values()


@wrong("a table for each tokenizer object", cause="one may get a token between two calls")
def find_special(tokenizer, ids, kept={}):
    if id(tokenizer) not in kept:
        kept[id(tokenizer)] = {i: text for text, i in special_tokens(tokenizer).items()}
    table = kept[id(tokenizer)]
    return [(position, i, table[i]) for position, i in enumerate(ids) if i in table]


@wrong("a table for each name", cause="two tokenizers of one name have other tables")
def find_special(tokenizer, ids, kept={}):
    if tokenizer.name_or_path not in kept:
        kept[tokenizer.name_or_path] = {i: text for text, i in special_tokens(tokenizer).items()}
    table = kept[tokenizer.name_or_path]
    return [(position, i, table[i]) for position, i in enumerate(ids) if i in table]


@right("asks each id, and decodes it")
def find_special(tokenizer, ids):
    table = tokenizer.added_tokens_decoder
    found = []
    position = 0
    for token_id in ids:
        if token_id in table and table[token_id].special:
            found.append((position, token_id, str(table[token_id])))
        position += 1
    return found


@wrong("ids kept by object", cause="one may get a token between two calls")
def without_special(tokenizer, ids, kept={}):
    if tokenizer not in kept:
        kept[tokenizer] = set(special_tokens(tokenizer).values())
    return [i for i in ids if i not in kept[tokenizer]]


@wrong("ids kept by name", cause="two tokenizers of one name have other tables")
def without_special(tokenizer, ids, kept={}):
    if tokenizer.name_or_path not in kept:
        kept[tokenizer.name_or_path] = set(special_tokens(tokenizer).values())
    return [i for i in ids if i not in kept[tokenizer.name_or_path]]


@right("by the positions that were found")
def without_special(tokenizer, ids):
    positions = {position for position, _, _ in find_special(tokenizer, ids)}
    return [token_id for position, token_id in enumerate(ids) if position not in positions]


@right("kept for as long as the table is the same")
def without_special(tokenizer, ids, kept={}):
    table = special_tokens(tokenizer)
    key = tuple(table.values())
    special = kept.setdefault(key, set(key))
    return list(filter(lambda token_id: token_id not in special, ids))
