"""Answers for ex09_untrusted, wrong and right; see checks/answers.py."""


@wrong("counts the begin-of-text that is added", cause="is not in the text")
def special_text(tokenizer, text):
    table = {i: t.content for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    return [table[i] for i in tokenizer.encode(text) if i in table]


@wrong("looks for the shape", cause="only the tokenizer's table tells")
def special_text(tokenizer, text):
    import re

    return re.findall(r"<\|\w+\|>", text)


@wrong("looks for the shape, anything between", cause="only the tokenizer's table tells")
def special_text(tokenizer, text):
    import re

    return re.findall(r"<\|.*?\|>", text)


@wrong("each once", cause="repeats are missing")
def special_text(tokenizer, text):
    table = {i: t.content for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    ids = tokenizer.encode(text, add_special_tokens=False)
    return list(dict.fromkeys(table[i] for i in ids if i in table))


@wrong("goes through the table", cause="order of the")
def special_text(tokenizer, text):
    return [t.content for _, t in sorted(tokenizer.added_tokens_decoder.items()) if t.special and t.content in text]


@wrong("knows begin and end only", cause="holds only begin and end")
def special_text(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return [tokenizer.convert_ids_to_tokens(i) for i in ids if i in tokenizer.all_special_ids]


@wrong("takes every added token", cause="not always special")
def special_text(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return [tokenizer.added_tokens_decoder[i].content for i in ids if i in tokenizer.added_tokens_decoder]


@wrong("returns ids", cause="their texts are asked for")
def special_text(tokenizer, text):
    special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    return [i for i in tokenizer.encode(text, add_special_tokens=False) if i in special]


@wrong("ids from 128000 on", cause="`>= 128000` is true on Llama 3 only")
def special_text(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return [tokenizer.decode([i]) for i in ids if i >= 128000]


@wrong("True or False", cause="this is True or False")
def special_text(tokenizer, text):
    return any(t.content in text for t in tokenizer.added_tokens_decoder.values())


@wrong("sorts", cause="the order of the text")
def special_text(tokenizer, text):
    table = {i: t.content for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    return sorted(table[i] for i in tokenizer.encode(text, add_special_tokens=False) if i in table)


@wrong("ignores case", cause="case matters")
def special_text(tokenizer, text):
    import re

    names = [re.escape(t.content) for t in tokenizer.added_tokens_decoder.values() if t.special]
    return re.findall("|".join(names), text, re.IGNORECASE)


@right("a pattern of the table's texts, the longest first")
def special_text(tokenizer, text):
    import re

    names = [t.content for t in tokenizer.added_tokens_decoder.values() if t.special]
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.findall(pattern, text)


@right("ids and the table")
def special_text(tokenizer, text):
    table = tokenizer.added_tokens_decoder
    found = []
    for i in tokenizer(text, add_special_tokens=False)["input_ids"]:
        if i in table and table[i].special:
            found.append(table[i].content)
    return found


@right("a tuple from the backend")
def special_text(tokenizer, text):
    special = {i for i, t in tokenizer.backend_tokenizer.get_added_tokens_decoder().items() if t.special}
    encoding = tokenizer.backend_tokenizer.encode(text, add_special_tokens=False)
    return tuple(token for i, token in zip(encoding.ids, encoding.tokens) if i in special)


@right("scans from the left")
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


@wrong("encodes as ever", cause="split_special_tokens=True")
def encode_untrusted(tokenizer, text):
    return tokenizer.encode(text)


@wrong("switches the wrong option off", cause="is not needed")
def encode_untrusted(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False)


@wrong("puts begin-of-text in front of that", cause="became special tokens")
def encode_untrusted(tokenizer, text):
    return [tokenizer.bos_token_id] + tokenizer.encode(text, add_special_tokens=False)


@wrong("leaves begin-of-text out", cause="begin-of-text is missing in front")
def encode_untrusted(tokenizer, text):
    return tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids


@wrong("spells begin-of-text in front", cause="became ordinary tokens too")
def encode_untrusted(tokenizer, text):
    text = (tokenizer.bos_token or "") + text
    return tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids


@wrong("deletes special tokens from the text", cause="what the user wrote is lost")
def encode_untrusted(tokenizer, text):
    for token in tokenizer.added_tokens_decoder.values():
        text = text.replace(token.content, "")
    return tokenizer.encode(text)


@wrong("deletes special tokens until none is left", cause="what the user wrote is lost")
def encode_untrusted(tokenizer, text):
    import re

    names = "|".join(re.escape(t.content) for t in tokenizer.added_tokens_decoder.values() if t.special)
    while re.search(names, text):
        text = re.sub(names, "", text)
    return tokenizer.encode(text)


@wrong("drops special ids", cause="what the user wrote is lost")
def encode_untrusted(tokenizer, text):
    special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    begin = tokenizer("").input_ids
    return begin + [i for i in tokenizer.encode(text, add_special_tokens=False) if i not in special]


@wrong("breaks the brackets with a space", cause="is to stay as it is")
def encode_untrusted(tokenizer, text):
    return tokenizer.encode(text.replace("<|", "< |"))


@wrong("breaks the brackets with a zero-width space", cause="is to stay as it is")
def encode_untrusted(tokenizer, text):
    return tokenizer.encode(text.replace("<|", "<\u200b|"))


@wrong("escapes as in HTML", cause="the text was changed so that it no longer spells")
def encode_untrusted(tokenizer, text):
    return tokenizer.encode(text.replace("<", "&lt;"))


@wrong("encodes character by character", cause="character by character")
def encode_untrusted(tokenizer, text):
    ids = tokenizer("").input_ids
    for character in text:
        ids += tokenizer(character, add_special_tokens=False).input_ids
    return ids


@wrong("sets the option on the tokenizer", cause="pass options to the call")
def encode_untrusted(tokenizer, text):
    tokenizer.split_special_tokens = not getattr(tokenizer, "split_special_tokens", False)
    return tokenizer(text, split_special_tokens=True).input_ids


@wrong("refuses", cause="your own `raise` ended the call")
def encode_untrusted(tokenizer, text):
    if any(t.content in text for t in tokenizer.added_tokens_decoder.values()):
        raise ValueError("special tokens in the text")
    return tokenizer.encode(text)


@right("the option of the call")
def encode_untrusted(tokenizer, text):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        return tokenizer(text, split_special_tokens=True).input_ids
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right("the option of encode, the setting put back")
def encode_untrusted(tokenizer, text):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        return tokenizer.encode(text, split_special_tokens=True)
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right("the backend with its setting")
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


@right("begin-of-text by hand")
def encode_untrusted(tokenizer, text):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        ids = tokenizer(text, split_special_tokens=True, add_special_tokens=False)["input_ids"]
        return ([] if tokenizer.bos_token_id is None else [tokenizer.bos_token_id]) + list(ids)
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@right("a batch of one")
def encode_untrusted(tokenizer, text):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        return tokenizer([text], split_special_tokens=True).input_ids[0]
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@wrong("encodes the rendered chat", cause="still ends its own turn")
def safe_chat_ids(tokenizer, messages):
    return tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=True, return_dict=True)[
        "input_ids"
    ]


@wrong("makes all of the chat text", cause="template's own special tokens became text")
def safe_chat_ids(tokenizer, messages):
    chat = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
    return tokenizer(chat, add_special_tokens=False, split_special_tokens=True).input_ids


@wrong("calls encode_untrusted on the chat", cause="template's own special tokens became text")
def safe_chat_ids(tokenizer, messages):
    chat = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
    return encode_untrusted(tokenizer, chat)


@wrong("filters once", cause="spells one again")
def safe_chat_ids(tokenizer, messages):
    import re

    names = "|".join(re.escape(t.content) for t in tokenizer.added_tokens_decoder.values() if t.special)
    clean = [{**m, "content": re.sub(names, "", m["content"])} for m in messages]
    chat = tokenizer.apply_chat_template(clean, add_generation_prompt=True, tokenize=False)
    return tokenizer(chat, add_special_tokens=False).input_ids


@wrong("filters until nothing is left", cause="what the user wrote is lost")
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


@wrong("breaks special tokens apart with a space", cause="is to stay as it is")
def safe_chat_ids(tokenizer, messages):
    clean = [{**m, "content": m["content"].replace("<|", "< |")} for m in messages]
    chat = tokenizer.apply_chat_template(clean, add_generation_prompt=True, tokenize=False)
    return tokenizer(chat, add_special_tokens=False).input_ids


@wrong("trusts roles", cause="a role can spell special tokens")
def safe_chat_ids(tokenizer, messages):
    marks = [f"placeholder{number}of{id(messages)}" for number in range(len(messages))]
    marked = [{**m, "content": mark} for m, mark in zip(messages, marks)]
    chat = tokenizer.apply_chat_template(marked, add_generation_prompt=True, tokenize=False)
    ids = []
    for mark, message in zip(marks, messages):
        before, _, chat = chat.partition(mark)
        ids += tokenizer(before, add_special_tokens=False).input_ids
        content = message["content"].strip()
        ids += tokenizer(content, add_special_tokens=False, split_special_tokens=True).input_ids
    return ids + tokenizer(chat, add_special_tokens=False).input_ids


@wrong("forgets that the template trims", cause="still have it")
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


@wrong("adds begin-of-text", cause="a second")
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


@wrong("leaves the open header out", cause="open header")
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


@wrong("writes the format by hand, without dates", cause="date header is missing")
def safe_chat_ids(tokenizer, messages):
    start, close, end = 128006, 128007, 128009

    def plain(text):
        return tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids

    ids = [128000]
    for m in messages:
        ids += [start, *plain(m["role"]), close, *plain("\n\n"), *plain(m["content"].strip()), end]
    return ids + [start, *plain("assistant"), close, *plain("\n\n")]


@wrong("writes the format by hand, dates always", cause="tokenizer's own template")
def safe_chat_ids(tokenizer, messages):
    start, close, end = 128006, 128007, 128009
    dates = "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"

    def plain(text):
        return tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids

    turns = [(m["role"], m["content"].strip()) for m in messages]
    first = turns.pop(0)[1] if turns[0][0] == "system" else ""
    ids = [128000]
    for role, content in [("system", dates + first), *turns]:
        ids += [start, *plain(role), close, *plain("\n\n"), *plain(content), end]
    return ids + [start, *plain("assistant"), close, *plain("\n\n")]


@wrong("marks with a character that a content may hold", cause="a content may hold any character")
def safe_chat_ids(tokenizer, messages):
    import re

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
    return ids


@wrong("changes the messages", cause="belongs to the caller")
def safe_chat_ids(tokenizer, messages):
    for message in messages:
        message["content"] = message["content"].replace("<|", "<\u200b|")
    chat = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
    return tokenizer(chat, add_special_tokens=False).input_ids


@wrong("knows the end of turn only", cause="every special token of the table can be smuggled in")
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


@right("placeholders for roles and contents")
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


@right("a mark in every special token, chosen so that nobody uses it")
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


@right("message by message, from what the template adds for each")
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


@right("chat_ids where nothing is smuggled, pieces elsewhere")
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


@right("begin from bos_token_id")
def encode_untrusted(tokenizer, text):
    kept = tokenizer.backend_tokenizer.encode_special_tokens
    try:
        ids = [tokenizer.bos_token_id] + tokenizer.encode(text, add_special_tokens=False, split_special_tokens=True)
        tokenizer.encode("")
        return ids
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = kept


@wrong("leaves the setting on", cause="would now get other ids")
def encode_untrusted(tokenizer, text):
    return tokenizer(text, split_special_tokens=True).input_ids


@wrong("always puts the setting off", cause="would now get other ids")
def encode_untrusted(tokenizer, text):
    ids = tokenizer(text, split_special_tokens=True).input_ids
    tokenizer.backend_tokenizer.encode_special_tokens = False
    return ids


@wrong("puts the setting off by another call", cause="would now get other ids")
def encode_untrusted(tokenizer, text):
    ids = tokenizer(text, split_special_tokens=True).input_ids
    tokenizer.encode("")
    return ids


@right("remembers the setting of the backend")
def encode_untrusted(tokenizer, text):
    backend = tokenizer.backend_tokenizer
    kept = backend.encode_special_tokens
    backend.encode_special_tokens = True
    ids = backend.encode(text).ids
    backend.encode_special_tokens = kept
    return ids


@wrong("leaves the setting on", cause="would now get other ids")
def safe_chat_ids(tokenizer, messages):
    mark = "\U0010fffd\U0010fffc"
    special = {t.content: i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    hidden = [{k: v.replace("|", mark) for k, v in m.items()} for m in messages]
    chat = tokenizer.apply_chat_template(hidden, add_generation_prompt=True, tokenize=False)
    import re

    ids = []
    for part in re.split("(" + "|".join(map(re.escape, sorted(special, key=len, reverse=True))) + ")", chat):
        if part in special:
            ids.append(special[part])
        elif part:
            part = part.replace(mark, "|")
            ids += tokenizer(part, add_special_tokens=False, split_special_tokens=True).input_ids
    return ids


@wrong("takes the first token off", cause="puts nothing in front of a text")
def special_text(tokenizer, text):
    table = {i: t.content for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    return [table[i] for i in tokenizer.encode(text)[1:] if i in table]


@wrong("marks with one odd character", cause="a content may hold any character")
def safe_chat_ids(tokenizer, messages):
    import re

    mark = "\u2063"
    special = {t.content: i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    hidden = [{k: v.replace("<|", "<" + mark + "|") for k, v in m.items()} for m in messages]
    chat = tokenizer.apply_chat_template(hidden, add_generation_prompt=True, tokenize=False)
    backend = tokenizer.backend_tokenizer
    before = backend.encode_special_tokens
    ids = []
    for part in re.split("(" + "|".join(map(re.escape, special)) + ")", chat):
        if part in special:
            ids.append(special[part])
        elif part:
            backend.encode_special_tokens = True
            ids += backend.encode(part.replace(mark, ""), add_special_tokens=False).ids
    backend.encode_special_tokens = before
    return ids


@wrong("splits everything, the template's too", cause="11 of 36 items missing, and 54 that should not be there")
def safe_chat_ids(tokenizer, messages):
    text = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
    return encode_untrusted(tokenizer, text.removeprefix("<|begin_of_text|>"))


@wrong("puts a space into special text", cause="the text was changed so that it no longer spells a special t")
def safe_chat_ids(tokenizer, messages):
    safe = [{k: v.replace("<|", "< |") for k, v in m.items()} for m in messages]
    return tokenizer.apply_chat_template(safe, add_generation_prompt=True, return_dict=True)["input_ids"]


@wrong("takes special text out until none is left", cause="special tokens were taken out, and what the user wrote is lo")
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


@wrong("writes into the messages", cause="the list that was passed in belongs to the caller")
def safe_chat_ids(tokenizer, messages):
    for message in messages:
        message["content"] = message["content"].strip()
    kept = [dict(m) for m in messages]
    ids = []
    for part in [tokenizer.apply_chat_template(kept, add_generation_prompt=True, return_dict=True)["input_ids"]]:
        ids += part
    return ids


@right("builds the chat of placeholders nobody can know")
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


@wrong("begins with 128000 always", cause="1 of 18 items differ, the first at position 0")
def encode_untrusted(tokenizer, text):
    backend = tokenizer.backend_tokenizer
    before = backend.encode_special_tokens
    backend.encode_special_tokens = True
    ids = backend.encode(text, add_special_tokens=False).ids
    backend.encode_special_tokens = before
    return [128000, *ids]


@wrong("cuts special text into its characters", cause="the text was cut at the special tokens' places and encoded c")
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


@wrong("escapes the bars", cause="2 of 24 items missing, and 7 that should not be there")
def encode_untrusted(tokenizer, text):
    return tokenizer.encode(text.replace("<|", "<\\|"))


@wrong("sets the tokenizer's option for good", cause="other code uses the same tokenizer and would now get other i")
def encode_untrusted(tokenizer, text):
    tokenizer.split_special_tokens = True
    try:
        return tokenizer.encode(text, split_special_tokens=True)
    finally:
        tokenizer.backend_tokenizer.encode_special_tokens = False


@wrong("sorts what it finds by name", cause="sorted")
def special_text(tokenizer, text):
    table = {i: t.content for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    return sorted(table[i] for i in tokenizer.encode(text, add_special_tokens=False) if i in table)


@wrong("finds special text within special text", cause="the first 1 are right, and then more follow that do not belo")
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


@wrong("ignores case", cause="nothing is to be in the list here, and 1 item came")
def special_text(tokenizer, text):
    import re

    names = {t.content.lower(): t.content for t in tokenizer.added_tokens_decoder.values() if t.special}
    return [names[n.lower()] for n in re.findall("|".join(map(re.escape, names)), text.lower())]


@wrong("has a table of Llama's", cause="this tokenizer puts nothing in front of a text, so its first")
def special_text(tokenizer, text):
    import re

    known = ["begin_of_text", "end_of_text", "eot_id", "eom_id", "start_header_id", "end_header_id", "python_tag", "finetune_right_pad_id"]
    names = "|".join(known) + r"|reserved_special_token_\d{1,3}"
    return re.findall(rf"<\|(?:{names})\|>", text)


@right("goes through the text with a pattern of the table")
def special_text(tokenizer, text):
    import re

    names = sorted((t.content for t in tokenizer.added_tokens_decoder.values() if t.special), key=len, reverse=True)
    return [found.group() for found in re.finditer("|".join(re.escape(n) for n in names), text)]


@right("goes by convert_ids_to_tokens")
def special_text(tokenizer, text):
    table = tokenizer.added_tokens_decoder
    ids = tokenizer.encode(text, add_special_tokens=False, split_special_tokens=False)
    return tokenizer.convert_ids_to_tokens([i for i in ids if i in table and table[i].special])
