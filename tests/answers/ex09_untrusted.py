"""Answers to ex09 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

from kit.suite import changes, looks, right, wrong

LOOKS = "this looks for <|…|>; whether such text is a special token only the tokenizer's table tells."
SORTED = "sorted; the order of the text is asked for."
SPECIAL_TOKENS = (
    "special tokens that the text spells became special tokens; `split_special_tokens=True` makes them text."
)
BREAK = "the text was changed so that it no longer spells a special token; it is to stay as it is, as ordinary tokens."
TEMPLATE_OWN = "the template's own special tokens became text, too; they must stay commands."
LOST = "special tokens were taken out, and what the user wrote is lost: keep all of it, as ordinary tokens."
BEGIN_TEXT = "begin-of-text is missing in front; the text is made harmless without leaving it out."
LLAMAS = (
    "Llama 3's special ids, from 128000 on, are looked for in every tokenizer; the table of added tokens of the one that "
    "comes in tells which are special."
)
CASE = "case matters: <|EOT_ID|> is ordinary text."
NAMES = (
    "names of special tokens are written down; there are more of them, and another tokenizer has others: "
    "its table of added tokens tells."
)
MARK = "a content may hold any character, also the one that is used as a mark here: take what no message holds."
LEFT_ON = (
    "`backend_tokenizer.encode_special_tokens` is left on, and other code uses the same tokenizer: put "
    "back what it was."
)
OFF = "`backend_tokenizer.encode_special_tokens` is off afterwards, also where it was on: put back what it was."
SET = "`split_special_tokens` was set on the tokenizer, and other code uses it too: pass it to the call instead."
MESSAGES = "the messages that were passed in belong to the caller; build new ones."
OWN_RAISE = "your own `raise` ended the call; whatever the text spells, it has its ids."


def one_is_lost(got, tokenizer, messages) -> bool:
    """Whether one character of the contents is nowhere in what was encoded: of a long chat no ids are kept to compare."""
    written = set("".join(message["content"].strip() for message in messages))
    return len(written - set(tokenizer.decode(got))) == 1


# --- special_text ---


@wrong("the begin-of-text that the tokenizer adds is not in the text: `add_special_tokens=False`.")
def special_text(tokenizer, text):
    table = {i: t.content for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    return [table[i] for i in tokenizer.encode(text) if i in table]


@wrong(LOOKS)
def special_text(tokenizer, text):
    import re

    return re.findall(r"<\|\w+\|>", text)


@wrong(LOOKS)
def special_text(tokenizer, text):
    import re

    return re.findall(r"<\|.*?\|>", text)


@wrong("repeats are missing: each of them would be smuggled in.")
def special_text(tokenizer, text):
    table = {i: t.content for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    ids = tokenizer.encode(text, add_special_tokens=False)
    return list(dict.fromkeys(table[i] for i in ids if i in table))


@wrong("the order of the vocabulary, each once; the order of the text is asked for, with repeats.")
def special_text(tokenizer, text):
    return [t.content for _, t in sorted(tokenizer.added_tokens_decoder.items()) if t.special and t.content in text]


@wrong("`all_special_tokens` holds only begin and end; the table of added tokens has all.")
def special_text(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return [tokenizer.convert_ids_to_tokens(i) for i in ids if i in tokenizer.all_special_ids]


@wrong("an added token is not always special: look at its flag `special`.")
def special_text(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return [tokenizer.added_tokens_decoder[i].content for i in ids if i in tokenizer.added_tokens_decoder]


@wrong("these are the ids; their texts are asked for.")
def special_text(tokenizer, text):
    special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    return [i for i in tokenizer.encode(text, add_special_tokens=False) if i in special]


@wrong(LLAMAS)
def special_text(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return [tokenizer.decode([i]) for i in ids if i >= 128000]


@wrong("a list is asked for, and this is True or False.")
def special_text(tokenizer, text):
    return any(t.content in text for t in tokenizer.added_tokens_decoder.values())


@wrong(SORTED)
def special_text(tokenizer, text):
    table = {i: t.content for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    return sorted(table[i] for i in tokenizer.encode(text, add_special_tokens=False) if i in table)


@wrong(CASE)
def special_text(tokenizer, text):
    import re

    names = [re.escape(t.content) for t in tokenizer.added_tokens_decoder.values() if t.special]
    return re.findall("|".join(names), text, re.IGNORECASE)


@wrong(
    "the first token was taken off, whatever it is; not every tokenizer puts one in front: "
    "`add_special_tokens=False` leaves it out.",
)
def special_text(tokenizer, text):
    table = {i: t.content for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    return [table[i] for i in tokenizer.encode(text)[1:] if i in table]


@wrong(
    "what stands together only when a special token is taken out was found as well; the text is looked through once.",
)
def special_text(tokenizer, text):
    names = [t.content for t in tokenizer.added_tokens_decoder.values() if t.special]
    found = []
    while True:
        places = [(text.find(n), n) for n in names if n in text]
        if not places:
            return found
        at, name = min(places)
        found.append(name)
        text = text[:at] + text[at + len(name) :]


@wrong(CASE)
def special_text(tokenizer, text):
    import re

    names = {t.content.lower(): t.content for t in tokenizer.added_tokens_decoder.values() if t.special}
    return [names[n.lower()] for n in re.findall("|".join(map(re.escape, names)), text.lower())]


@wrong(NAMES)
def special_text(tokenizer, text):
    import re

    known = [
        "begin_of_text",
        "end_of_text",
        "eot_id",
        "eom_id",
        "start_header_id",
        "end_header_id",
        "python_tag",
        "finetune_right_pad_id",
    ]
    names = "|".join(known) + r"|reserved_special_token_\d{1,3}"
    return re.findall(rf"<\|(?:{names})\|>", text)


@wrong(NAMES)
def special_text(tokenizer, text):
    import re

    return re.findall(r"<\|(?:begin_of_text|end_of_text|eot_id|start_header_id|end_header_id)\|>", text)


@wrong("the text was cut at spaces; a special token can stand within a word, and one beside another.")
def special_text(tokenizer, text):
    names = {t.content for t in tokenizer.added_tokens_decoder.values() if t.special}
    return [word for word in text.split() if word in names]


@wrong(LLAMAS)
def special_text(tokenizer, text, table={}):
    if not table:
        table.update({i: t.content for i, t in tokenizer.added_tokens_decoder.items() if t.special})
    return [table[i] for i in tokenizer.encode(text, add_special_tokens=False) if i in table]


@wrong(LOOKS)
def special_text(tokenizer, text):
    return [token for token in tokenizer.tokenize(text) if token.startswith("<|") and token.endswith("|>")]


@wrong(
    "a special token was found that only the beginning of a longer one spells; the tokenizer reads the longest: in a "
    "pattern it has to stand first."
)
def special_text(tokenizer, text):
    import re

    names = [re.escape(t.content) for t in tokenizer.added_tokens_decoder.values() if t.special]
    return re.findall("|".join(names), text)


@wrong(
    "characters were replaced before the text was looked through (NFKC makes < of ＜); the tokenizer reads the text as "
    "it is."
)
def special_text(tokenizer, text):
    import unicodedata

    table = {i: t.content for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    text = unicodedata.normalize("NFKC", text)
    return [table[i] for i in tokenizer.encode(text, add_special_tokens=False) if i in table]


@right  # a pattern of the table's texts, the longest first
def special_text(tokenizer, text):
    import re

    names = [t.content for t in tokenizer.added_tokens_decoder.values() if t.special]
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.findall(pattern, text)


@right  # ids and the table
def special_text(tokenizer, text):
    table = tokenizer.added_tokens_decoder
    found = []
    for i in tokenizer(text, add_special_tokens=False)["input_ids"]:
        if i in table and table[i].special:
            found.append(table[i].content)
    return found


@right  # a tuple from the backend
def special_text(tokenizer, text):
    special = {i for i, t in tokenizer.backend_tokenizer.get_added_tokens_decoder().items() if t.special}
    encoding = tokenizer.backend_tokenizer.encode(text, add_special_tokens=False)
    return tuple(token for i, token in zip(encoding.ids, encoding.tokens) if i in special)


@right  # scans from the left
def special_text(tokenizer, text):
    names = sorted((t.content for t in tokenizer.added_tokens_decoder.values() if t.special), key=len)
    found, at = [], 0
    while at < len(text):
        here = [name for name in names if text.startswith(name, at)]
        if here:
            found.append(here[-1])
            at += len(here[-1])
        else:
            at += 1
    return found


@right  # goes through the text with a pattern of the table
def special_text(tokenizer, text):
    import re

    names = sorted((t.content for t in tokenizer.added_tokens_decoder.values() if t.special), key=len, reverse=True)
    return [found.group() for found in re.finditer("|".join(re.escape(n) for n in names), text)]


@right  # goes by convert_ids_to_tokens
def special_text(tokenizer, text):
    table = tokenizer.added_tokens_decoder
    ids = tokenizer.encode(text, add_special_tokens=False, split_special_tokens=False)
    return tokenizer.convert_ids_to_tokens([i for i in ids if i in table and table[i].special])


@right  # the pieces that are in the table
def special_text(tokenizer, text):
    names = {token.content for token in tokenizer.added_tokens_decoder.values() if token.special}
    return list(filter(names.__contains__, tokenizer.tokenize(text)))


# --- encode_untrusted ---


@wrong(SPECIAL_TOKENS)
def encode_untrusted(tokenizer, text):
    return tokenizer.encode(text)


@wrong(
    "`add_special_tokens=False` leaves out what the tokenizer adds, not what the text spells: "
    "`split_special_tokens=True`.",
)
def encode_untrusted(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False)


@wrong(SPECIAL_TOKENS)
def encode_untrusted(tokenizer, text):
    return [tokenizer.bos_token_id] + tokenizer.encode(text, add_special_tokens=False)


@wrong(BEGIN_TEXT)
def encode_untrusted(tokenizer, text):
    return tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids


@wrong("begin-of-text in front became ordinary tokens too: let the tokenizer add it instead of spelling it.")
def encode_untrusted(tokenizer, text):
    text = (tokenizer.bos_token or "") + text
    return tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids


@wrong(LOST)
def encode_untrusted(tokenizer, text):
    for token in tokenizer.added_tokens_decoder.values():
        text = text.replace(token.content, "")
    return tokenizer.encode(text)


@wrong(LOST)
def encode_untrusted(tokenizer, text):
    import re

    names = "|".join(re.escape(t.content) for t in tokenizer.added_tokens_decoder.values() if t.special)
    while re.search(names, text):
        text = re.sub(names, "", text)
    return tokenizer.encode(text)


@wrong(LOST)
def encode_untrusted(tokenizer, text):
    special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    begin = tokenizer("").input_ids
    return begin + [i for i in tokenizer.encode(text, add_special_tokens=False) if i not in special]


@wrong(BREAK)
def encode_untrusted(tokenizer, text):
    return tokenizer.encode(text.replace("<|", "< |"))


@wrong(BREAK)
def encode_untrusted(tokenizer, text):
    return tokenizer.encode(text.replace("<|", "<\u200b|"))


@wrong(BREAK)
def encode_untrusted(tokenizer, text):
    return tokenizer.encode(text.replace("<", "&lt;"))


@wrong("each character was encoded by itself; the whole text is encoded as text by `split_special_tokens=True`.")
def encode_untrusted(tokenizer, text):
    ids = tokenizer("").input_ids
    for character in text:
        ids += tokenizer(character, add_special_tokens=False).input_ids
    return ids


@wrong(SET, when=changes("split_special_tokens"))
def encode_untrusted(tokenizer, text):
    tokenizer.split_special_tokens = not getattr(tokenizer, "split_special_tokens", False)
    return tokenizer(text, split_special_tokens=True).input_ids


@wrong(OWN_RAISE)
def encode_untrusted(tokenizer, text):
    if any(t.content in text for t in tokenizer.added_tokens_decoder.values()):
        raise ValueError("special tokens in the text")
    return tokenizer.encode(text)


@wrong(LEFT_ON, when=changes("encode_special_tokens, which was False"))
def encode_untrusted(tokenizer, text):
    return tokenizer(text, split_special_tokens=True).input_ids


@wrong(OFF, when=changes("encode_special_tokens, which was True"))
def encode_untrusted(tokenizer, text):
    ids = tokenizer(text, split_special_tokens=True).input_ids
    tokenizer.backend_tokenizer.encode_special_tokens = False
    return ids


@wrong(OFF, when=changes("encode_special_tokens, which was True"))
def encode_untrusted(tokenizer, text):
    ids = tokenizer(text, split_special_tokens=True).input_ids
    tokenizer.encode("")
    return ids


@wrong("128000 is Llama's begin-of-text; another tokenizer has another: let it put its own in front.")
def encode_untrusted(tokenizer, text):
    backend = tokenizer.backend_tokenizer
    before = backend.encode_special_tokens
    backend.encode_special_tokens = True
    ids = backend.encode(text, add_special_tokens=False).ids
    backend.encode_special_tokens = before
    return [128000, *ids]


@wrong(
    "what special tokens spell was cut into characters; as ordinary text it has longer tokens: "
    "`split_special_tokens=True`.",
)
def encode_untrusted(tokenizer, text):
    special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    ids = [tokenizer.bos_token_id]
    for i in tokenizer.encode(text, add_special_tokens=False):
        if i in special:
            for character in tokenizer.decode([i]):
                ids += tokenizer.encode(character, add_special_tokens=False)
        else:
            ids.append(i)
    return ids


@wrong(BREAK)
def encode_untrusted(tokenizer, text):
    return tokenizer.encode(text.replace("<|", "<\\|"))


@wrong(SET, when=changes("split_special_tokens"))
def encode_untrusted(tokenizer, text):
    tokenizer.split_special_tokens = True
    try:
        return tokenizer.encode(text, split_special_tokens=True)
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = False


@wrong(BEGIN_TEXT)
def encode_untrusted(tokenizer, text):
    before = tokenizer.backend_tokenizer.encode_special_tokens
    ids = tokenizer.encode(text, split_special_tokens=True)
    tokenizer.backend_tokenizer.encode_special_tokens = before
    return ids[1:]


@wrong("the words were encoded one by one, and the white space between them is lost.")
def encode_untrusted(tokenizer, text):
    before = tokenizer.backend_tokenizer.encode_special_tokens
    ids = tokenizer.encode("")
    for word in text.split():
        ids += tokenizer.encode(word, add_special_tokens=False, split_special_tokens=True)
    tokenizer.backend_tokenizer.encode_special_tokens = before
    return ids


@wrong("the text was normalised (NFC); decoding the ids has to give it back exactly, so it is encoded as it is.")
def encode_untrusted(tokenizer, text):
    import unicodedata

    before = tokenizer.backend_tokenizer.encode_special_tokens
    ids = tokenizer(unicodedata.normalize("NFC", text), split_special_tokens=True).input_ids
    tokenizer.backend_tokenizer.encode_special_tokens = before
    return ids


@wrong("a long text was cut off (`truncation`), and the rest is lost; all of it is asked for.")
def encode_untrusted(tokenizer, text):
    before = tokenizer.backend_tokenizer.encode_special_tokens
    ids = tokenizer(text, split_special_tokens=True, truncation=True, max_length=512).input_ids
    tokenizer.backend_tokenizer.encode_special_tokens = before
    return ids


@right  # the option of the call
def encode_untrusted(tokenizer, text):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        return tokenizer(text, split_special_tokens=True).input_ids
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right  # the option of encode, the setting put back
def encode_untrusted(tokenizer, text):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        return tokenizer.encode(text, split_special_tokens=True)
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right  # the backend with its setting
def encode_untrusted(tokenizer, text):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        backend = tokenizer.backend_tokenizer
        backend.encode_special_tokens = True
        try:
            return backend.encode(text).ids
        finally:
            backend.encode_special_tokens = False
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right  # begin-of-text by hand
def encode_untrusted(tokenizer, text):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        ids = tokenizer(text, split_special_tokens=True, add_special_tokens=False)["input_ids"]
        return ([] if tokenizer.bos_token_id is None else [tokenizer.bos_token_id]) + list(ids)
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right  # a batch of one
def encode_untrusted(tokenizer, text):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        return tokenizer([text], split_special_tokens=True).input_ids[0]
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right  # begin from bos_token_id
def encode_untrusted(tokenizer, text):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        ids = [tokenizer.bos_token_id] + tokenizer.encode(text, add_special_tokens=False, split_special_tokens=True)
        tokenizer.encode("")
        return ids
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right  # remembers the setting of the backend
def encode_untrusted(tokenizer, text):
    backend = tokenizer.backend_tokenizer
    kept = backend.encode_special_tokens
    backend.encode_special_tokens = True
    ids = backend.encode(text).ids
    backend.encode_special_tokens = kept
    return ids


@right  # a context that puts back
def encode_untrusted(tokenizer, text):
    from contextlib import contextmanager

    @contextmanager
    def put_back(backend):
        before = backend.encode_special_tokens
        try:
            yield
        finally:
            backend.encode_special_tokens = before

    with put_back(tokenizer.backend_tokenizer):
        return tokenizer(text, split_special_tokens=True)["input_ids"]


# --- safe_chat_ids ---


@wrong(LOOKS)
def safe_chat_ids(tokenizer, messages):
    import re

    mark = _character_not_in("".join(m["role"] + m["content"] for m in messages))
    marked = [{k: v.replace("<|", "<" + mark + "|") for k, v in m.items()} for m in messages]
    chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
    ids = []
    for part in re.split(r"(<\|[a-z0-9_]+\|>)", chat):
        if re.fullmatch(r"<\|[a-z0-9_]+\|>", part):
            ids.append(tokenizer.convert_tokens_to_ids(part))
        else:
            ids += _encode(tokenizer, part.replace(mark, ""), begin=False, ordinary=True)
    return ids


@wrong(LOOKS)
def safe_chat_ids(tokenizer, messages):
    import re

    table = _special_tokens(tokenizer)
    mark = _character_not_in("".join(m["role"] + m["content"] for m in messages))
    marked = [{k: v.replace("|>", mark + "|>") for k, v in m.items()} for m in messages]
    chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
    ids = []
    for part in re.split("(" + "|".join(map(re.escape, table)) + ")", chat):
        if part in table:
            ids.append(table[part])
        else:
            ids += _encode(tokenizer, part.replace(mark, ""), begin=False, ordinary=True)
    return ids


@wrong(MARK, also=looks(one_is_lost))
def safe_chat_ids(tokenizer, messages):
    import re

    mark = "\u2063"
    special = {t.content: i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    names = "|".join(map(re.escape, special))
    hidden = [{k: re.sub(names, lambda found: found[0][0] + mark + found[0][1:], v) for k, v in m.items()} for m in messages]
    chat = tokenizer.apply_chat_template(hidden, add_generation_prompt=True, tokenize=False)
    backend = tokenizer.backend_tokenizer
    before = backend.encode_special_tokens
    ids = []
    for part in re.split(f"({names})", chat):
        if part in special:
            ids.append(special[part])
        elif part:
            backend.encode_special_tokens = True
            ids += backend.encode(part.replace(mark, ""), add_special_tokens=False).ids
    backend.encode_special_tokens = before
    return ids


@wrong(MARK, also=looks(one_is_lost))
def safe_chat_ids(tokenizer, messages):
    import re

    before_call = tokenizer.backend_tokenizer.encode_special_tokens
    table = {t.content: i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    names = "|".join(map(re.escape, table))
    mark = "\ue000"
    marked = [
        {k: re.sub(names, lambda found: found[0][0] + mark + found[0][1:], v) for k, v in m.items()} for m in messages
    ]
    chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
    ids = []
    for part in re.split(f"({names})", chat):
        if part in table:
            ids.append(table[part])
        else:
            part = part.replace(mark, "")
            ids += tokenizer(part, add_special_tokens=False, split_special_tokens=True).input_ids
    tokenizer.backend_tokenizer.encode_special_tokens = before_call
    return ids


@wrong("a content still ends its own turn: what it spells became special tokens.")
def safe_chat_ids(tokenizer, messages):
    return tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=True, return_dict=True)[
        "input_ids"
    ]


@wrong(TEMPLATE_OWN)
def safe_chat_ids(tokenizer, messages):
    chat = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
    return tokenizer(chat, add_special_tokens=False, split_special_tokens=True).input_ids


@wrong(TEMPLATE_OWN)
def safe_chat_ids(tokenizer, messages):
    chat = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
    return encode_untrusted(tokenizer, chat)


@wrong(LOST)
def safe_chat_ids(tokenizer, messages):
    import re

    names = "|".join(re.escape(t.content) for t in tokenizer.added_tokens_decoder.values() if t.special)
    clean = [{**m, "content": re.sub(names, "", m["content"])} for m in messages]
    chat = tokenizer.apply_chat_template(clean, add_generation_prompt=True, tokenize=False)
    return tokenizer(chat, add_special_tokens=False).input_ids


@wrong(LOST)
def safe_chat_ids(tokenizer, messages):
    import re

    names = "|".join(re.escape(t.content) for t in tokenizer.added_tokens_decoder.values() if t.special)

    def clean(text):
        while re.search(names, text):
            text = re.sub(names, "", text)
        return text

    clean_messages = [{**m, "content": clean(m["content"])} for m in messages]
    chat = tokenizer.apply_chat_template(clean_messages, add_generation_prompt=True, tokenize=False)
    return tokenizer(chat, add_special_tokens=False).input_ids


@wrong(BREAK)
def safe_chat_ids(tokenizer, messages):
    clean = [{**m, "content": m["content"].replace("<|", "< |")} for m in messages]
    chat = tokenizer.apply_chat_template(clean, add_generation_prompt=True, tokenize=False)
    return tokenizer(chat, add_special_tokens=False).input_ids


@wrong("a role can spell special tokens as well as a content can.")
def safe_chat_ids(tokenizer, messages):
    before_call = tokenizer.backend_tokenizer.encode_special_tokens
    marks = [f"placeholder{number}of{id(messages)}" for number in range(len(messages))]
    marked = [{**m, "content": mark} for m, mark in zip(messages, marks)]
    chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
    ids = []
    for mark, message in zip(marks, messages):
        before, _, chat = chat.partition(mark)
        ids += tokenizer(before, add_special_tokens=False).input_ids
        content = message["content"].strip()
        ids += tokenizer(content, add_special_tokens=False, split_special_tokens=True).input_ids
    ids = ids + tokenizer(chat, add_special_tokens=False).input_ids
    tokenizer.backend_tokenizer.encode_special_tokens = before_call
    return ids


@wrong("the template takes away the white space round each content; these ids still have it.")
def safe_chat_ids(tokenizer, messages):
    marks = [f"placeholder{number}of{id(messages)}" for number in range(len(messages))]
    marked = [{**m, "content": mark} for m, mark in zip(messages, marks)]
    chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
    ids = []
    for mark, message in zip(marks, messages):
        before, _, chat = chat.partition(mark)
        ids += tokenizer(before, add_special_tokens=False).input_ids
        ids += tokenizer(message["content"], add_special_tokens=False, split_special_tokens=True).input_ids
    return ids + tokenizer(chat, add_special_tokens=False).input_ids


@wrong("there is a second <|begin_of_text|> in front: the template has already written one.")
def safe_chat_ids(tokenizer, messages):
    marks = [f"placeholder{number}of{id(messages)}" for number in range(len(messages))]
    marked = [{**m, "content": mark} for m, mark in zip(messages, marks)]
    chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
    ids = [tokenizer.bos_token_id]
    for mark, message in zip(marks, messages):
        before, _, chat = chat.partition(mark)
        ids += tokenizer(before, add_special_tokens=False).input_ids
        content = message["content"].strip()
        ids += tokenizer(content, add_special_tokens=False, split_special_tokens=True).input_ids
    return ids + tokenizer(chat, add_special_tokens=False).input_ids


@wrong("the open header of the reply is missing at the end.")
def safe_chat_ids(tokenizer, messages):
    marks = [f"placeholder{number}of{id(messages)}" for number in range(len(messages))]
    marked = [{**m, "content": mark} for m, mark in zip(messages, marks)]
    chat = tokenizer.apply_chat_template(marked, tokenize=False)
    ids = []
    for mark, message in zip(marks, messages):
        before, _, chat = chat.partition(mark)
        ids += tokenizer(before, add_special_tokens=False).input_ids
        content = message["content"].strip()
        ids += tokenizer(content, add_special_tokens=False, split_special_tokens=True).input_ids
    return ids + tokenizer(chat, add_special_tokens=False).input_ids


@wrong("the template's date header is missing: take the template's text apart instead of writing it anew.")
def safe_chat_ids(tokenizer, messages):
    before_call = tokenizer.backend_tokenizer.encode_special_tokens
    start, close, end = 128006, 128007, 128009

    def plain(text):
        return tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids

    ids = [128000]
    for m in messages:
        ids += [start, *plain(m["role"]), close, *plain("\n\n"), *plain(m["content"].strip()), end]
    ids = ids + [start, *plain("assistant"), close, *plain("\n\n")]
    tokenizer.backend_tokenizer.encode_special_tokens = before_call
    return ids


@wrong("this tokenizer's template writes the dates only with a system message: use the tokenizer's own template.")
def safe_chat_ids(tokenizer, messages):
    before_call = tokenizer.backend_tokenizer.encode_special_tokens
    start, close, end = 128006, 128007, 128009
    dates = "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"

    def plain(text):
        return tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids

    turns = [(m["role"], m["content"].strip()) for m in messages]
    first = turns.pop(0)[1] if turns[0][0] == "system" else ""
    ids = [128000]
    for role, content in [("system", dates + first), *turns]:
        ids += [start, *plain(role), close, *plain("\n\n"), *plain(content), end]
    ids = ids + [start, *plain("assistant"), close, *plain("\n\n")]
    tokenizer.backend_tokenizer.encode_special_tokens = before_call
    return ids


@wrong(MESSAGES, when=changes("its argument"))
def safe_chat_ids(tokenizer, messages):
    import re
    import secrets

    table = {t.content: i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    names = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    word = secrets.token_hex(16)
    for message in messages:
        for key in message:
            message[key] = re.sub(names, lambda found: found[0][0] + word + found[0][1:], message[key])
    chat = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
    ids = []
    for part in re.split(f"({names})", chat):
        ids += [table[part]] if part in table else encode_untrusted(tokenizer, part.replace(word, ""))[1:]
    return ids


@wrong("only <|eot_id|> was made harmless; every special token of the table can be smuggled in.")
def safe_chat_ids(tokenizer, messages):
    import re

    mark = "\U0010fffd"
    marked = [
        {k: re.sub(r"<\|eot_id\|>", lambda found: "<" + mark + found[0][1:], v) for k, v in m.items()} for m in messages
    ]
    chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
    ids = []
    for k, part in enumerate(chat.split("<|eot_id|>")):
        if k:
            ids.append(128009)
        for j, bit in enumerate(part.split("<" + mark + "|eot_id|>")):
            if j:
                ids += [27, 91, 68, 354, 851, 91, 29]
            ids += tokenizer(bit, add_special_tokens=False).input_ids
    return ids


@wrong(LEFT_ON, when=changes("encode_special_tokens, which was False"))
def safe_chat_ids(tokenizer, messages):
    import re

    mark = "\U0010fffd\U0010fffc"
    special = {t.content: i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    names = "|".join(map(re.escape, sorted(special, key=len, reverse=True)))
    hidden = [{k: re.sub(names, lambda found: found[0][0] + mark + found[0][1:], v) for k, v in m.items()} for m in messages]
    chat = tokenizer.apply_chat_template(hidden, add_generation_prompt=True, tokenize=False)
    ids = []
    for part in re.split(f"({names})", chat):
        if part in special:
            ids.append(special[part])
        elif part:
            part = part.replace(mark, "")
            ids += tokenizer(part, add_special_tokens=False, split_special_tokens=True).input_ids
    return ids


@wrong(TEMPLATE_OWN)
def safe_chat_ids(tokenizer, messages):
    text = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
    return encode_untrusted(tokenizer, text.removeprefix("<|begin_of_text|>"))


@wrong(BREAK)
def safe_chat_ids(tokenizer, messages):
    safe = [{k: v.replace("<|", "< |") for k, v in m.items()} for m in messages]
    return tokenizer.apply_chat_template(safe, add_generation_prompt=True, return_dict=True)["input_ids"]


@wrong(LOST)
def safe_chat_ids(tokenizer, messages):
    safe = []
    for message in messages:
        message = dict(message)
        for key, value in message.items():
            while found := special_text(tokenizer, value):
                for name in found:
                    value = value.replace(name, "")
            message[key] = value
        safe.append(message)
    return tokenizer.apply_chat_template(safe, add_generation_prompt=True, return_dict=True)["input_ids"]


@wrong(MESSAGES, when=changes("its argument"))
def safe_chat_ids(tokenizer, messages):
    import re
    import secrets

    for message in messages:
        message["content"] = message["content"].strip()
    table = {t.content: i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    names = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    word = secrets.token_hex(16)

    def marked(text):
        return re.sub(names, lambda found: found[0][0] + word + found[0][1:], text)

    safe = [{key: marked(text) for key, text in message.items()} for message in messages]
    chat = tokenizer.apply_chat_template(safe, add_generation_prompt=True, tokenize=False)
    ids = []
    for part in re.split(f"({names})", chat):
        ids += [table[part]] if part in table else encode_untrusted(tokenizer, part.replace(word, ""))[1:]
    return ids


@wrong(
    "only what users write was made harmless; a system's or an assistant's message can spell special tokens as well."
)
def safe_chat_ids(tokenizer, messages):
    import secrets

    backend = tokenizer.backend_tokenizer
    before = backend.encode_special_tokens
    marks = [secrets.token_hex(16) if message["role"] == "user" else "" for message in messages]
    marked = [{**m, "content": mark or m["content"]} for m, mark in zip(messages, marks)]
    chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
    ids = []
    for mark, message in zip(marks, messages):
        if mark:
            first, _, chat = chat.partition(mark)
            ids += tokenizer(first, add_special_tokens=False, split_special_tokens=False).input_ids
            ids += tokenizer(message["content"].strip(), add_special_tokens=False, split_special_tokens=True).input_ids
    ids += tokenizer(chat, add_special_tokens=False, split_special_tokens=False).input_ids
    backend.encode_special_tokens = before
    return ids


@wrong(
    "the mark is a character that the contents do not hold, and the template does: taken out again, it is missing there. "
    "Take one that is in neither."
)
def safe_chat_ids(tokenizer, messages):
    import re

    table = _special_tokens(tokenizer)
    names = "|".join(map(re.escape, table))
    contents = "".join(m["content"] for m in messages)
    mark = next(chr(code) for code in range(0x21, 0xD800) if chr(code) not in contents)
    marked = [
        {k: re.sub(names, lambda found: found[0][0] + mark + found[0][1:], v) for k, v in m.items()} for m in messages
    ]
    chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
    ids = []
    for part in re.split(f"({names})", chat):
        if part in table:
            ids.append(table[part])
        else:
            ids += _encode(tokenizer, part.replace(mark, ""), begin=False, ordinary=True)
    return ids


@wrong("spaces and line feeds alone were taken away round a content; the template takes all white space: `.strip()`.")
def safe_chat_ids(tokenizer, messages):
    import secrets

    key = secrets.token_hex(16)
    marked, texts = [], []
    for message in messages:
        marked.append({"role": f"{key}{len(texts)}:", "content": f"{key}{len(texts) + 1}:"})
        texts += [message["role"], message["content"].strip(" \n")]
        if message["role"] == "system":
            marked[-1]["role"] = "system"
    chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
    ids = []
    for number, text in enumerate(texts):
        before, found, after = chat.partition(f"{key}{number}:")
        if found:
            ids += _encode(tokenizer, before, begin=False, ordinary=False)
            ids += _encode(tokenizer, text, begin=False, ordinary=True)
            chat = after
    return ids + _encode(tokenizer, chat, begin=False, ordinary=False)


@wrong("characters of the contents were taken out (\\x00); a content may hold any, and all of them are asked for.")
def safe_chat_ids(tokenizer, messages):
    import re

    table = _special_tokens(tokenizer)
    names = "|".join(map(re.escape, table))
    mark = _character_not_in("".join(m["role"] + m["content"] for m in messages))

    def clean(text):
        return re.sub(names, lambda found: found[0][0] + mark + found[0][1:], text.replace("\x00", ""))

    marked = [{k: clean(v) for k, v in m.items()} for m in messages]
    chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
    ids = []
    for part in re.split(f"({names})", chat):
        if part in table:
            ids.append(table[part])
        else:
            ids += _encode(tokenizer, part.replace(mark, ""), begin=False, ordinary=True)
    return ids


@right  # placeholders for roles and contents
def safe_chat_ids(tokenizer, messages):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        import uuid

        texts, marked = {}, []
        for message in messages:
            role, content = uuid.uuid4().hex, uuid.uuid4().hex
            if message["role"] in ("system", "user", "assistant"):
                role = message["role"]
            else:
                texts[role] = message["role"]
            texts[content] = message["content"].strip()
            marked.append({"role": role, "content": content})
        chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
        ids = []
        for mark, text in texts.items():
            before, _, chat = chat.partition(mark)
            ids += tokenizer(before, add_special_tokens=False).input_ids
            ids += tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids
        return ids + tokenizer(chat, add_special_tokens=False).input_ids
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right  # a mark in every special token, chosen so that nobody uses it
def safe_chat_ids(tokenizer, messages):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        import re

        table = {t.content: i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        names = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
        everything = "".join(m["role"] + m["content"] for m in messages)
        mark = next(chr(c) for c in range(0xF0000, 0x10FFFE) if chr(c) not in everything)
        marked = [{k: re.sub(names, lambda f: f[0][:1] + mark + f[0][1:], v) for k, v in m.items()} for m in messages]
        chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
        ids, at = [], 0
        for found in [*re.finditer(names, chat), None]:
            end = found.start() if found else len(chat)
            part = chat[at:end].replace(mark, "")
            ids += tokenizer(part, add_special_tokens=False, split_special_tokens=True).input_ids
            if found:
                ids.append(table[found.group()])
                at = found.end()
        return ids
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right  # message by message, from what the template adds for each
def safe_chat_ids(tokenizer, messages):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        backend = tokenizer.backend_tokenizer

        def ids_of(text, ordinary):
            backend.encode_special_tokens = ordinary
            ids = backend.encode(text, add_special_tokens=False).ids
            backend.encode_special_tokens = False
            return ids

        letters = "abcdefghijklmnopqrstuvwxyz"
        key = "Zq" + "".join(letters[len(m["content"]) % 26] for m in messages) + "qZ"
        while any(key in m["content"] or key in m["role"] for m in messages):
            key += "x"
        marked = [
            {"role": f"{key}r{n}{key}" if m["role"] != "system" or n else "system", "content": f"{key}c{n}{key}"}
            for n, m in enumerate(messages)
        ]
        chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
        ids = []
        for k, part in enumerate(chat.split(key)):
            if k % 2 == 0:
                ids += ids_of(part, False)
            else:
                message = messages[int(part[1:])]
                ids += ids_of(message["role"] if part[0] == "r" else message["content"].strip(), True)
        return ids
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right  # chat_ids where nothing is smuggled, pieces elsewhere
def safe_chat_ids(tokenizer, messages):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        if not any(special_text(tokenizer, m["role"] + "\n" + m["content"]) for m in messages):
            chat = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
            return tokenizer.encode(chat, add_special_tokens=False)
        import secrets

        marks = {}

        def hide(text):
            mark = "k" + secrets.token_hex(16)
            marks[mark] = text
            return mark

        hidden = []
        for m in messages:
            role = hide(m["role"]) if special_text(tokenizer, m["role"]) else m["role"]
            hidden.append({"role": role, "content": hide(m["content"].strip())})
        rest = tokenizer.apply_chat_template(hidden, add_generation_prompt=True, tokenize=False)
        ids = []
        for mark, text in marks.items():
            before, rest = rest.split(mark, 1)
            ids += tokenizer.encode(before, add_special_tokens=False)
            ids += tokenizer.encode(text, add_special_tokens=False, split_special_tokens=True)
        return ids + tokenizer.encode(rest, add_special_tokens=False)
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right  # builds the chat of placeholders nobody can know
def safe_chat_ids(tokenizer, messages):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        import re
        import secrets

        key = secrets.token_hex(16)
        texts, safe = [], []
        for message in messages:
            own = {}
            for name in ("role", "content"):
                value = message[name].strip() if name == "content" else message[name]
                if name == "role" and value in ("system", "user", "assistant"):
                    own[name] = value
                    continue
                own[name] = f"{key}:{len(texts)}:" if value else ""
                texts.append(value)
            safe.append(own)
        chat = tokenizer.apply_chat_template(safe, add_generation_prompt=True, tokenize=False)
        special = {t.content: i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        ids = []
        for part in re.split("(" + "|".join(map(re.escape, special)) + ")", chat):
            if part in special:
                ids.append(special[part])
            elif part:
                part = re.sub(f"{key}:(\\d+):", lambda m: texts[int(m[1])], part)
                ids += encode_untrusted(tokenizer, part)[1:]
        return ids
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right  # a word that nobody can know in every special token that a message spells
def safe_chat_ids(tokenizer, messages):
    import re
    import secrets

    table = {t.content: i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    names = re.compile("|".join(re.escape(name) for name in sorted(table, key=len, reverse=True)))
    word = secrets.token_hex(16)

    def marked(text):
        return names.sub(lambda found: f"{found[0][0]}{word}{found[0][1:]}", text)

    safe = [{"role": marked(m["role"]), "content": marked(m["content"])} for m in messages]
    chat = tokenizer.apply_chat_template(safe, add_generation_prompt=True, tokenize=False)
    ids, at = [], 0
    for found in names.finditer(chat):
        ids += encode_untrusted(tokenizer, chat[at : found.start()].replace(word, ""))[1:]
        ids.append(table[found[0]])
        at = found.end()
    return ids + encode_untrusted(tokenizer, chat[at:].replace(word, ""))[1:]
