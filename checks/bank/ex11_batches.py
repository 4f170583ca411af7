"""Answers for ex11_batches, wrong and right; see checks/answers.py."""


@wrong("pads with end-of-text", cause="never learns to stop")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    found = {"input_ids": [], "attention_mask": []}
    for row in rows:
        gap = [tokenizer.eos_token_id] * (width - len(row))
        found["input_ids"].append(gap + row if side == "left" else row + gap)
        marks, zeros = [1] * len(row), [0] * len(gap)
        found["attention_mask"].append(zeros + marks if side == "left" else marks + zeros)
    return found


@wrong("sets the tokenizer's padding token", cause="other code uses the same tokenizer")
def encode_batch(tokenizer, texts, side="left"):
    tokenizer.pad_token = tokenizer.eos_token
    tokenizer.padding_side = side
    return dict(tokenizer(texts, padding=True))


@wrong("asks the library to pad without a token", cause="this tokenizer has no padding token")
def encode_batch(tokenizer, texts, side="left"):
    return dict(tokenizer(texts, padding=True, padding_side=side))


@wrong("pads with 0", cause="an ordinary token")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    gaps = [width - len(row) for row in rows]
    if side == "left":
        return {
            "input_ids": [[0] * gap + row for gap, row in zip(gaps, rows)],
            "attention_mask": [[0] * gap + [1] * len(row) for gap, row in zip(gaps, rows)],
        }
    return {
        "input_ids": [row + [0] * gap for gap, row in zip(gaps, rows)],
        "attention_mask": [[1] * len(row) + [0] * gap for gap, row in zip(gaps, rows)],
    }


@wrong("pads with -100", cause="-100")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    return {
        "input_ids": [[-100] * (width - len(row)) + row for row in rows],
        "attention_mask": [[0] * (width - len(row)) + [1] * len(row) for row in rows],
    }


@wrong("pads with a new id", cause="does not have")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    new = len(tokenizer)
    return {
        "input_ids": [[new] * (width - len(row)) + row for row in rows],
        "attention_mask": [[0] * (width - len(row)) + [1] * len(row) for row in rows],
    }


@wrong("always on the right", cause="padding goes on the left")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [row + [pad] * (width - len(row)) for row in rows],
        "attention_mask": [[1] * len(row) + [0] * (width - len(row)) for row in rows],
    }


@wrong("always on the left", cause="`side` was not looked at")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [[pad] * (width - len(row)) + row for row in rows],
        "attention_mask": [[0] * (width - len(row)) + [1] * len(row) for row in rows],
    }


@wrong("takes any other side for right", cause="`raise ValueError(…)` says so")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    found = {"input_ids": [], "attention_mask": []}
    for row in rows:
        gap = width - len(row)
        found["input_ids"].append([pad] * gap + row if side == "left" else row + [pad] * gap)
        found["attention_mask"].append([0] * gap + [1] * len(row) if side == "left" else [1] * len(row) + [0] * gap)
    return found


@wrong("a mask of ones", cause="everything is real")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    left = side == "left"
    rows = [[pad] * (width - len(row)) + row if left else row + [pad] * (width - len(row)) for row in rows]
    return {"input_ids": rows, "attention_mask": [[1] * width for _ in rows]}


@wrong("the mask upside down", cause="wrong way round")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [[pad] * (width - len(row)) + row for row in rows],
        "attention_mask": [[1] * (width - len(row)) + [0] * len(row) for row in rows],
    }


@wrong("the mask by id", cause="made from the ids")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    left = side == "left"
    rows = [[pad] * (width - len(row)) + row if left else row + [pad] * (width - len(row)) for row in rows]
    return {"input_ids": rows, "attention_mask": [[int(i != pad) for i in row] for row in rows]}


@wrong("without begin-of-text", cause="each text keeps its own")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text, add_special_tokens=False).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [[pad] * (width - len(row)) + row for row in rows],
        "attention_mask": [[0] * (width - len(row)) + [1] * len(row) for row in rows],
    }


@wrong("pads between begin-of-text and text", cause="between begin-of-text and the text")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text, add_special_tokens=False).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    begin = tokenizer.bos_token_id
    return {
        "input_ids": [[begin] + [pad] * (width - len(row)) + row for row in rows],
        "attention_mask": [[1] + [0] * (width - len(row)) + [1] * len(row) for row in rows],
    }


@wrong("does not pad", cause="different lengths")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    return {"input_ids": rows, "attention_mask": [[1] * len(row) for row in rows]}


@wrong("cuts to the shortest", cause="cut to the shortest")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = min(map(len, rows), default=0)
    return {"input_ids": [row[:width] for row in rows], "attention_mask": [[1] * width for _ in rows]}


@wrong("the ids alone", cause="these are the ids alone")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    return [[_padding_id(tokenizer)] * (width - len(row)) + row for row in rows]


@wrong("pads to 32", cause="the rows are longer than the longest text needs")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [[pad] * (32 - len(row)) + row for row in rows],
        "attention_mask": [[0] * (32 - len(row)) + [1] * len(row) for row in rows],
    }


@wrong("knows Llama's padding only", cause="padded with Llama's padding token")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    found = {"input_ids": [], "attention_mask": []}
    for row in rows:
        gap = width - len(row)
        found["input_ids"].append([128004] * gap + row if side == "left" else row + [128004] * gap)
        found["attention_mask"].append([0] * gap + [1] * len(row) if side == "left" else [1] * len(row) + [0] * gap)
    return found


@wrong("fails without texts", cause="there may be no texts at all")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(len(row) for row in rows)
    pad = _padding_id(tokenizer)
    found = {"input_ids": [], "attention_mask": []}
    for row in rows:
        gap = width - len(row)
        found["input_ids"].append([pad] * gap + row if side == "left" else row + [pad] * gap)
        found["attention_mask"].append([0] * gap + [1] * len(row) if side == "left" else [1] * len(row) + [0] * gap)
    return found


@right("with a reserved token")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError("left or right")
    table = tokenizer.added_tokens_decoder
    pad = next(i for i, t in sorted(table.items()) if "reserved" in t.content or t.content.startswith("<SPECIAL"))
    rows = [tokenizer.encode(text) for text in texts]
    width = max([len(row) for row in rows] or [0])
    out = {"input_ids": [], "attention_mask": []}
    for row in rows:
        gap = width - len(row)
        if side == "left":
            out["input_ids"].append([pad] * gap + row)
            out["attention_mask"].append([0] * gap + [1] * len(row))
        else:
            out["input_ids"].append(row + [pad] * gap)
            out["attention_mask"].append([1] * len(row) + [0] * gap)
    return out


@right("sets the padding token for a moment")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    if not texts:
        return {"input_ids": [], "attention_mask": []}
    names = [t.content for t in tokenizer.added_tokens_decoder.values()]
    before = tokenizer.pad_token, tokenizer.padding_side
    try:
        tokenizer.pad_token = next(name for name in names if "pad" in name)
        tokenizer.padding_side = side
        out = tokenizer(texts, padding=True)
        return {"input_ids": out["input_ids"], "attention_mask": out["attention_mask"]}
    finally:
        tokenizer.pad_token, tokenizer.padding_side = before


@right("the backend's own padding, switched off again")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    backend = tokenizer.backend_tokenizer
    name = next(t.content for t in tokenizer.added_tokens_decoder.values() if "pad" in t.content)
    backend.enable_padding(direction=side, pad_id=backend.token_to_id(name), pad_token=name)
    try:
        encodings = backend.encode_batch(texts)
    finally:
        backend.no_padding()
    return {"input_ids": [e.ids for e in encodings], "attention_mask": [e.attention_mask for e in encodings]}


@right("tuples of tuples, reversed for the left")
def encode_batch(tokenizer, texts, side="left"):
    from itertools import zip_longest

    step = {"left": -1, "right": 1}.get(side)
    if step is None:
        raise ValueError(f"no side {side}")
    pad = _padding_id(tokenizer)
    rows = [tokenizer(text)["input_ids"][::step] for text in texts]
    columns = list(zip_longest(*rows, fillvalue=None))
    full = [list(row)[::step] for row in zip(*columns)]
    return {
        "input_ids": [tuple(pad if i is None else i for i in row) for row in full],
        "attention_mask": [tuple(0 if i is None else 1 for i in row) for row in full],
    }


@right("on a copy of the tokenizer")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = tokenizer(list(texts)).input_ids if texts else []
    width = max((len(row) for row in rows), default=0)
    pad = tokenizer.convert_tokens_to_ids(
        next(t.content for i, t in sorted(tokenizer.added_tokens_decoder.items()) if "pad" in t.content)
    )
    ids, mask = [], []
    for row in rows:
        empty = width - len(row)
        before, after = (empty, 0) if side == "left" else (0, empty)
        ids.append([pad] * before + row + [pad] * after)
        mask.append([0] * before + [1] * len(row) + [0] * after)
    return dict(input_ids=ids, attention_mask=mask)


@wrong("cuts the ids", cause="begin-of-text was not counted")
def keep_last(tokenizer, text, limit):
    ids = tokenizer(text, add_special_tokens=False).input_ids
    return tokenizer.decode(ids[-limit:], clean_up_tokenization_spaces=False) if limit > 0 else ""


@wrong("cuts the ids, begin-of-text counted", cause="Encode the ends")
def keep_last(tokenizer, text, limit):
    room = limit - len(tokenizer("").input_ids)
    ids = tokenizer(text, add_special_tokens=False).input_ids
    return tokenizer.decode(ids[-room:], clean_up_tokenization_spaces=False) if room > 0 else ""


@wrong("cuts the ids and drops broken characters", cause="Encode the ends")
def keep_last(tokenizer, text, limit):
    room = limit - len(tokenizer("").input_ids)
    if room <= 0:
        return ""
    ids = tokenizer(text, add_special_tokens=False).input_ids
    return tokenizer.decode(ids[-room:], clean_up_tokenization_spaces=False).lstrip("\ufffd")


@wrong("cuts the text where the offsets say", cause="the text was cut where a token of the whole text begins")
def keep_last(tokenizer, text, limit):
    room = limit - len(tokenizer("").input_ids)
    places = spans(tokenizer, text)
    if room >= len(places):
        return text
    return text[places[-room][0] :] if room > 0 else ""


@wrong("does not count begin-of-text", cause="begin-of-text was not counted")
def keep_last(tokenizer, text, limit):
    for start in range(len(text)):
        if len(tokenizer(text[start:], add_special_tokens=False).input_ids) <= limit:
            return text[start:]
    return ""


@wrong("one fewer", cause="`limit` itself is allowed")
def keep_last(tokenizer, text, limit):
    for start in range(len(text)):
        if len(tokenizer(text[start:]).input_ids) < limit:
            return text[start:]
    return ""


@wrong("grows until it does not fit", cause="from the shortest")
def keep_last(tokenizer, text, limit):
    kept = ""
    for start in range(len(text) - 1, -1, -1):
        if len(tokenizer(text[start:]).input_ids) > limit:
            break
        kept = text[start:]
    return kept


@wrong("halves", cause="fewer tokens")
def keep_last(tokenizer, text, limit):
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        if len(tokenizer(text[middle:]).input_ids) <= limit:
            high = middle
        else:
            low = middle + 1
    return text[low:]


@wrong("the first", cause="its end is asked for")
def keep_last(tokenizer, text, limit):
    for stop in range(len(text), 0, -1):
        if len(tokenizer(text[:stop]).input_ids) <= limit:
            return text[:stop]
    return ""


@wrong("characters", cause="the limit is in tokens")
def keep_last(tokenizer, text, limit):
    return text[-limit:] if limit else ""


@wrong("whole words", cause="may begin within a word")
def keep_last(tokenizer, text, limit):
    words = text.split(" ")
    for start in range(len(words)):
        kept = " ".join(words[start:])
        if len(tokenizer(kept).input_ids) <= limit:
            return kept
    return ""


@wrong("strips what is left", cause="white space in front")
def keep_last(tokenizer, text, limit):
    for start in range(len(text)):
        if len(tokenizer(text[start:]).input_ids) <= limit:
            return text[start:].lstrip()
    return ""


@wrong("strips first", cause="white space at the ends was stripped")
def keep_last(tokenizer, text, limit):
    text = text.strip()
    for start in range(len(text)):
        if len(tokenizer(text[start:]).input_ids) <= limit:
            return text[start:]
    return ""


@wrong("returns ids", cause="a string is asked for, and this is a list")
def keep_last(tokenizer, text, limit):
    return tokenizer(text).input_ids[-limit:]


@wrong("truncates on the left with the library", cause="the ids were cut and decoded")
def keep_last(tokenizer, text, limit):
    before = tokenizer.truncation_side
    tokenizer.truncation_side = "left"
    try:
        ids = tokenizer(text, truncation=True, max_length=max(limit, 1)).input_ids
    finally:
        tokenizer.truncation_side = before
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)


@right("the longest end first")
def keep_last(tokenizer, text, limit):
    for start in range(len(text)):
        if len(tokenizer(text[start:]).input_ids) <= limit:
            return text[start:]
    return ""


@right("every end, the longest that fits")
def keep_last(tokenizer, text, limit):
    fitting = [text[start:] for start in range(len(text) + 1) if len(tokenizer.encode(text[start:])) <= limit]
    return max(fitting, key=len, default="")


@right("a batch of all ends")
def keep_last(tokenizer, text, limit):
    ends = [text[start:] for start in range(len(text))] + [""]
    rows = tokenizer(ends).input_ids
    return next((end for end, ids in zip(ends, rows) if len(ids) <= limit), "")


@right("the backend, while it shrinks")
def keep_last(tokenizer, text, limit):
    backend = tokenizer.backend_tokenizer
    while text and len(backend.encode(text).ids) > limit:
        text = text[1:]
    return text


@wrong("with begin-of-text", cause="begin-of-text that the tokenizer adds")
def spans(tokenizer, text):
    return tokenizer(text, return_offsets_mapping=True).offset_mapping


@wrong("bytes", cause="characters are asked for")
def spans(tokenizer, text):
    found, at = [], 0
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    letters = {"Ġ": 1}
    for token in encoding.tokens():
        size = len(token) if token not in tokenizer.get_added_vocab() else len(token.encode())
        found.append((at, at + size))
        at += size * letters.get("Ġ")
    return found


@wrong("lengths of decoded pieces", cause="do not add up")
def spans(tokenizer, text):
    found, at = [], 0
    for i in tokenizer(text, add_special_tokens=False).input_ids:
        size = len(tokenizer.decode([i], clean_up_tokenization_spaces=False))
        found.append((at, at + size))
        at += size
    return found


@wrong("finds pieces", cause="several times")
def spans(tokenizer, text):
    pieces = [
        tokenizer.decode([i], clean_up_tokenization_spaces=False)
        for i in tokenizer(text, add_special_tokens=False).input_ids
    ]
    return [(text.find(piece), text.find(piece) + len(piece)) for piece in pieces]


@wrong("start and length", cause="how long it is")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [(start, end - start) for start, end in encoding.offset_mapping]


@wrong("the last character", cause="as in text[start:end]")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [(start, end - 1) for start, end in encoding.offset_mapping]


@wrong("without leading space", cause="leading space belongs")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [(end - len(text[start:end].lstrip()), end) for start, end in encoding.offset_mapping]


@wrong("each once", cause="parts of the same character are missing")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return list(dict.fromkeys(encoding.offset_mapping))


@wrong("words", cause="words' places")
def spans(tokenizer, text):
    import re

    return [found.span() for found in re.finditer(r"\S+", text)]


@wrong("lists", cause="each of them should be a tuple")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [list(span) for span in encoding.offset_mapping]


@wrong("without special tokens", cause="have a span, too")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [
        span for i, span in zip(encoding.input_ids, encoding.offset_mapping) if i not in tokenizer.added_tokens_decoder
    ]


@wrong("texts", cause="each item is a str; tuples are asked for")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [text[start:end] for start, end in encoding.offset_mapping]


@wrong("leaves every empty-looking first away", cause="the first token's range is missing")
def spans(tokenizer, text):
    return tokenizer(text, add_special_tokens=False, return_offsets_mapping=True).offset_mapping[1:]


@wrong("special text is text", cause="was split into ordinary tokens")
def spans(tokenizer, text):
    return tokenizer(
        text, add_special_tokens=False, return_offsets_mapping=True, split_special_tokens=True
    ).offset_mapping


@right("the option of the call")
def spans(tokenizer, text):
    return tokenizer(text, add_special_tokens=False, return_offsets_mapping=True).offset_mapping


@right("the backend's offsets")
def spans(tokenizer, text):
    return tokenizer.backend_tokenizer.encode(text, add_special_tokens=False).offsets


@right("with begin-of-text, the first one dropped")
def spans(tokenizer, text):
    encoding = tokenizer(text, return_offsets_mapping=True)
    skip = len(tokenizer("").input_ids)
    return [tuple(pair) for pair in encoding["offset_mapping"][skip:]]


@right("token by token from the encoding")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False)
    found = []
    for k in range(len(encoding.input_ids)):
        place = encoding.token_to_chars(k)
        found.append((place.start, place.end))
    return tuple(found)


@wrong("ValueError only when there are texts", cause="whatever the texts are")
def encode_batch(tokenizer, texts, side="left"):
    if texts and side not in ("left", "right"):
        raise ValueError("side")
    pad = next(
        tokenizer.convert_tokens_to_ids(n)
        for n in ("<|finetune_right_pad_id|>", "<pad>", "<|finetune_right_pad|>")
        if n in tokenizer.get_vocab()
    )
    rows = [tokenizer.encode(t) for t in texts]
    width = max(map(len, rows), default=0)
    ids, mask = [], []
    for r in rows:
        gap = width - len(r)
        if side == "left":
            ids.append([pad] * gap + r)
            mask.append([0] * gap + [1] * len(r))
        else:
            ids.append(r + [pad] * gap)
            mask.append([1] * len(r) + [0] * gap)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("grows from the end, patience of 8 characters", cause="try every end")
def keep_last(tokenizer, text, limit):
    best, bad = "", 0
    for start in range(len(text) - 1, -1, -1):
        if len(tokenizer.encode(text[start:])) > limit:
            bad += 1
            if bad > 8:
                break
        else:
            best, bad = text[start:], 0
    return best


@wrong("at most 8 characters a token", cause="try every end")
def keep_last(tokenizer, text, limit):
    for start in range(max(0, len(text) - 8 * max(limit, 0)), len(text)):
        if len(tokenizer.encode(text[start:])) <= limit:
            return text[start:]
    return ""


@wrong("at most 32 characters a token", cause="try every end")
def keep_last(tokenizer, text, limit):
    for start in range(max(0, len(text) - 32 * max(limit, 0)), len(text)):
        if len(tokenizer.encode(text[start:])) <= limit:
            return text[start:]
    return ""


@wrong("the mask is always that of the right side", cause="zeros on the other side")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        ids.append([pad] * n + r if side == "left" else r + [pad] * n)
        mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("puts a second begin-of-text in front", cause="two begin-of-text")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [[tokenizer.bos_token_id] + tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("pads with the padding token that is not there", cause="padded with None")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = tokenizer.pad_token_id
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("pads with a space", cause="padded with an ordinary token")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = 220
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("one flat list", cause="a list of lists")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    pad = _padding_id(tokenizer)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids += [pad] * n + r
            mask += [0] * n + [1] * len(r)
        else:
            ids += r + [pad] * n
            mask += [1] * len(r) + [0] * n
    return {"input_ids": ids, "attention_mask": mask}


@wrong("leaves empty texts out", cause="an empty text has a row")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    pad = _padding_id(tokenizer)
    rows = [tokenizer(t).input_ids for t in texts if t]
    width = max(map(len, rows), default=0)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("looks for Llama's name in every vocabulary", cause="has no token of that name")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    pad = tokenizer.get_vocab()["<|finetune_right_pad_id|>"]
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("falls back on the unknown token", cause="the unknown token")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    vocab = tokenizer.get_vocab()
    pad = vocab["<|finetune_right_pad_id|>"] if "<|finetune_right_pad_id|>" in vocab else tokenizer.unk_token_id
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("the library's own object", cause="a plain dict is asked for")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    import copy

    t = copy.deepcopy(tokenizer)
    t.pad_token_id = _padding_id(tokenizer)
    t.padding_side = side
    if not texts:
        return {"input_ids": [], "attention_mask": []}
    return t(texts, padding=True)


@wrong("splits what texts spell", cause="was split into ordinary tokens")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    pad = _padding_id(tokenizer)
    rows = [tokenizer(t, split_special_tokens=True).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("reverses whole rows", cause="in reverse order")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    pad = _padding_id(tokenizer)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    ids = [r + [pad] * (width - len(r)) for r in rows]
    mask = [[1] * len(r) + [0] * (width - len(r)) for r in rows]
    if side == "left":
        ids = [r[::-1] for r in ids]
        mask = [r[::-1] for r in mask]
    return {"input_ids": ids, "attention_mask": mask}


@wrong("writes the padding into the text", cause="between begin-of-text and the text")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = "<|finetune_right_pad_id|>"
    ids, mask = [], []
    for t, r in zip(texts, rows):
        n = width - len(r)
        new = pad * n + t if side == "left" else t + pad * n
        ids.append(tokenizer(new).input_ids)
        mask.append([0] * n + [1] * len(r) if side == "left" else [1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("takes the limit for the exact number", cause="not the exact number")
def keep_last(tokenizer, text, limit):
    for i in range(len(text)):
        if len(tokenizer(text[i:]).input_ids) == limit:
            return text[i:]
    return ""


@wrong("begins with the shortest end", cause="a longer one does, too")
def keep_last(tokenizer, text, limit):
    for i in range(len(text) - 1, -1, -1):
        if len(tokenizer(text[i:]).input_ids) == limit:
            return text[i:]
    return text


@wrong("never tries the whole text", cause="begin with position 0")
def keep_last(tokenizer, text, limit):
    for i in range(1, len(text)):
        if len(tokenizer(text[i:]).input_ids) <= limit:
            return text[i:]
    return ""


@wrong("never tries the last character alone", cause="the last one was left out")
def keep_last(tokenizer, text, limit):
    for i in range(len(text) - 1):
        if len(tokenizer(text[i:]).input_ids) <= limit:
            return text[i:]
    return ""


@wrong("cuts between bytes", cause="half a character is left")
def keep_last(tokenizer, text, limit):
    data = text.encode()
    for i in range(len(data)):
        s = data[i:].decode("utf-8", "replace")
        if len(tokenizer(s).input_ids) <= limit:
            return s
    return ""


@wrong("decodes the ids that fit", cause="decoded into the answer")
def keep_last(tokenizer, text, limit):
    for i in range(len(text)):
        ids = tokenizer(text[i:]).input_ids
        if len(ids) <= limit:
            return tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    return ""


@wrong("counts special tokens by their letters", cause="each is one token")
def keep_last(tokenizer, text, limit):
    for i in range(len(text)):
        if len(tokenizer(text[i:], split_special_tokens=True).input_ids) <= limit:
            return text[i:]
    return ""


@wrong("takes a piece from anywhere", cause="not an end of it")
def keep_last(tokenizer, text, limit):
    best = ""
    for i in range(len(text)):
        for j in range(i + 1, len(text) + 1):
            if j - i > len(best) and len(tokenizer(text[i:j]).input_ids) <= limit:
                best = text[i:j]
        if i > 5:
            break
    return best


@wrong("slices from -0", cause="nothing of the text fits")
def keep_last(tokenizer, text, limit):
    ids = tokenizer(text, add_special_tokens=False).input_ids
    return tokenizer.decode(ids[-(limit - 1) :], clean_up_tokenization_spaces=False)


@wrong("looks for the decoded pieces with index", cause="not found in the text")
def spans(tokenizer, text):
    out, at = [], 0
    for i in tokenizer(text, add_special_tokens=False).input_ids:
        p = tokenizer.decode([i], clean_up_tokenization_spaces=False)
        s = text.index(p, at)
        out.append((s, s + len(p)))
        at = s + len(p)
    return out


@wrong("measures decoded beginnings", cause="an empty range")
def spans(tokenizer, text):
    ids = tokenizer(text, add_special_tokens=False).input_ids
    out = []
    for k in range(len(ids)):
        a = len(tokenizer.decode(ids[:k], clean_up_tokenization_spaces=False))
        b = len(tokenizer.decode(ids[: k + 1], clean_up_tokenization_spaces=False))
        out.append((a, b))
    return out


@wrong("the places of the pre-tokens", cause="the pre-tokens' places")
def spans(tokenizer, text):
    enc = tokenizer(text, add_special_tokens=False)
    out = []
    for w in dict.fromkeys(enc.word_ids()):
        c = enc.word_to_chars(w)
        out.append((c.start, c.end))
    return out


@wrong("counts from 1", cause="counted from 0")
def spans(tokenizer, text):
    enc = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [(s + 1, e + 1) for s, e in enc.offset_mapping]


@wrong("each token once", cause="comes again")
def spans(tokenizer, text):
    enc = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    seen, out = set(), []
    for i, o in zip(enc.input_ids, enc.offset_mapping):
        if i not in seen:
            seen.add(i)
            out.append(o)
    return out


@wrong("a batch of one", cause="a list inside a list")
def spans(tokenizer, text):
    enc = tokenizer([text], add_special_tokens=False, return_offsets_mapping=True)
    return enc.offset_mapping


@wrong("does not ask for the places", cause="return_offsets_mapping")
def spans(tokenizer, text):
    return tokenizer(text, add_special_tokens=False).offset_mapping


@right("fills deques up")
def encode_batch(tokenizer, texts, side="left"):
    from collections import deque

    match side:
        case "left":
            put = deque.appendleft
        case "right":
            put = deque.append
        case _:
            raise ValueError("left or right only")
    pad = _padding_id(tokenizer)
    rows = [deque(tokenizer(t)["input_ids"]) for t in texts]
    masks = [deque([1] * len(r)) for r in rows]
    width = max([0, *map(len, rows)])
    for r, m in zip(rows, masks):
        while len(r) < width:
            put(r, pad)
            put(m, 0)
    return {"attention_mask": [list(m) for m in masks], "input_ids": [list(r) for r in rows]}


@right("joins by a dict of sides")
def encode_batch(tokenizer, texts, side="left"):
    try:
        join = {"left": lambda a, b: b + a, "right": lambda a, b: a + b}[side]
    except KeyError:
        raise ValueError(side) from None
    rows = list(map(tokenizer.encode, texts))
    width = len(max(rows, key=len, default=[]))
    return {
        "input_ids": [join(r, [_padding_id(tokenizer)] * (width - len(r))) for r in rows],
        "attention_mask": [join([1] * len(r), [0] * (width - len(r))) for r in rows],
    }


@right("dropwhile")
def keep_last(tokenizer, text, limit):
    from itertools import dropwhile

    ends = [text[i:] for i in range(len(text))] + [""]
    return next(dropwhile(lambda e: e and len(tokenizer.encode(e)) > limit, ends))


@right("named tuples of the library")
def spans(tokenizer, text):
    enc = tokenizer(text, add_special_tokens=False)
    return [enc.token_to_chars(k) for k in range(len(enc.input_ids))]


@right("leaves what is empty out")
def spans(tokenizer, text):
    enc = tokenizer(text, return_offsets_mapping=True)
    return [(s, e) for s, e in enc.offset_mapping if e > s]


@wrong("never stops at a limit of 0", cause="begin-of-text stays")
def keep_last(tokenizer, text, limit):
    while len(tokenizer(text).input_ids) > limit:
        text = text[1:]
    return text


@wrong("pads with end-of-turn", cause="a special token that has a meaning")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = tokenizer.convert_tokens_to_ids("<|eot_id|>")
    return {
        "input_ids": [[pad] * (width - len(row)) + row for row in rows],
        "attention_mask": [[0] * (width - len(row)) + [1] * len(row) for row in rows],
    }


@wrong("numbers the real tokens in the mask", cause="the ids are right, the mask is not")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [[pad] * (width - len(row)) + row for row in rows],
        "attention_mask": [[0] * (width - len(row)) + [*range(1, len(row) + 1)] for row in rows],
    }


@wrong("takes the places that were not asked for", cause="return_offsets_mapping")
def spans(tokenizer, text):
    return dict(tokenizer(text, add_special_tokens=False))["offset_mapping"]


@wrong("takes the first one off", cause="puts nothing in front of a text")
def spans(tokenizer, text):
    return [tuple(pair) for pair in tokenizer(text, return_offsets_mapping=True).offset_mapping][1:]


@wrong("takes one off for a begin-of-text that not every tokenizer adds", cause="that is one token fewer than fits: `limit` itself is allowed")
def keep_last(tokenizer, text, limit):
    for start in range(len(text) + 1):
        if len(tokenizer.encode(text[start:], add_special_tokens=False)) <= limit - 1:
            return text[start:]
    return ""


@wrong("decodes the last ids of a tokenizer that changes texts", cause="the text was cut where a token of the whole text begins")
def keep_last(tokenizer, text, limit):
    begin = len(tokenizer("").input_ids)
    ids = tokenizer(text, add_special_tokens=False).input_ids
    room = limit - begin
    if room <= 0:
        return ""
    if len(ids) <= room:
        return tokenizer.decode(ids)
    best = ""
    for start in range(len(text), -1, -1):
        if len(tokenizer(text[start:]).input_ids) <= limit:
            best = text[start:]
    return best


@wrong("stops at the first end that is too long", cause="more characters can be fewer tokens: ' strawberry' is one, '")
def keep_last(tokenizer, text, limit):
    best = ""
    for start in range(len(text) - 1, -1, -1):
        if len(tokenizer(text[start:]).input_ids) > limit:
            break
        best = text[start:]
    return best


@wrong("bisects", cause="more characters can be fewer tokens: ' strawberry' is one, '")
def keep_last(tokenizer, text, limit):
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        if len(tokenizer(text[middle:]).input_ids) <= limit:
            high = middle
        else:
            low = middle + 1
    return text[low:]


@right("tries every end, the longest first")
def keep_last(tokenizer, text, limit):
    ends = (text[k:] for k in range(len(text)))
    return next((end for end in ends if len(tokenizer.encode(end)) <= limit), "")


@right("counts all ends at once")
def keep_last(tokenizer, text, limit):
    ends = [text[k:] for k in range(len(text))] or [""]
    for end, ids in zip(ends, tokenizer(ends)["input_ids"], strict=True):
        if len(ids) <= limit:
            return end
    return ""


@wrong("leaves tokens without characters out by their length", cause="the lengths of decoded pieces do not add up where tokens are")
def spans(tokenizer, text):
    found, at = [], 0
    for i in tokenizer(text, add_special_tokens=False).input_ids:
        n = len(tokenizer.decode([i]))
        found.append((at, at + n))
        at += n
    return found


@wrong("gives a part of a character no width but for the first", cause="an empty range: a token that is a part of a character has th")
def spans(tokenizer, text):
    found, last = [], -1
    for start, end in tokenizer(text, add_special_tokens=False, return_offsets_mapping=True).offset_mapping:
        found.append((end, end) if start <= last else (start, end))
        last = start
    return found


@wrong("drops every special token", cause="special tokens that the text spells have a span, too")
def spans(tokenizer, text):
    encoding = tokenizer(text, return_offsets_mapping=True, return_special_tokens_mask=True)
    special = set(tokenizer.all_special_ids) | {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    return [pair for i, pair in zip(encoding.input_ids, encoding.offset_mapping, strict=True) if i not in special]


@right("takes those that have characters")
def spans(tokenizer, text):
    encoding = tokenizer(text, return_offsets_mapping=True, add_special_tokens=True)
    return [(a, b) for a, b in encoding["offset_mapping"] if b > a]


@right("asks the backend")
def spans(tokenizer, text):
    return tokenizer.backend_tokenizer.encode(text, add_special_tokens=False).offsets


@wrong("always pads on the left side", cause="`side` was not looked at: padding is always on the left")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [[pad] * (width - len(r)) + r for r in rows],
        "attention_mask": [[0] * (width - len(r)) + [1] * len(r) for r in rows],
    }


@wrong("looks at the side only where there is something to pad", cause="no side but left and right is known, whatever the texts are,")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if not n:
            ids.append(r), mask.append([1] * len(r))
        elif side == "left":
            ids.append([pad] * n + r), mask.append([0] * n + [1] * len(r))
        elif side == "right":
            ids.append(r + [pad] * n), mask.append([1] * len(r) + [0] * n)
        else:
            raise ValueError(side)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("shares one list of ones", cause="the mask says that everything is real")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    mask = [[0] * width] * len(rows)
    for k, r in enumerate(rows):
        gap = width - len(r)
        for at in range(len(r)):
            mask[k][at + (gap if side == "left" else 0)] = 1
        rows[k] = [pad] * gap + r if side == "left" else r + [pad] * gap
    return {"input_ids": rows, "attention_mask": mask}


@wrong("pads to a multiple of eight", cause="the rows are longer than the longest text needs: pad to the ")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = -(-max(map(len, rows), default=0) // 8) * 8
    pad = _padding_id(tokenizer)
    left = side == "left"
    return {
        "input_ids": [[pad] * (width - len(r)) + r if left else r + [pad] * (width - len(r)) for r in rows],
        "attention_mask": [[0] * (width - len(r)) + [1] * len(r) if left else [1] * len(r) + [0] * (width - len(r)) for r in rows],
    }


@right("works on a copy with a padding token")
def encode_batch(tokenizer, texts, side="left"):
    import copy

    if side not in {"left", "right"}:
        raise ValueError("no such side")
    if not texts:
        return {"input_ids": [], "attention_mask": []}
    own = copy.deepcopy(tokenizer)
    own.pad_token = own.convert_ids_to_tokens(_padding_id(tokenizer))
    own.padding_side = side
    batch = own(texts, padding=True)
    return {"input_ids": batch["input_ids"], "attention_mask": batch["attention_mask"]}
