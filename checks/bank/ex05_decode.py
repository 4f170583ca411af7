"""Answers for ex05_decode, wrong and right; see checks/answers.py."""


@wrong("skips special tokens", cause="skip_special_tokens is on")
def decode(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong("asks the backend and forgets its default", cause="skip_special_tokens is on")
def decode(tokenizer, ids):
    return tokenizer.backend_tokenizer.decode(ids)


@wrong("cleans up itself", cause="spaces before punctuation were removed")
def decode(tokenizer, ids):
    text = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    for before, after in (
        (" .", "."),
        (" ?", "?"),
        (" !", "!"),
        (" ,", ","),
        (" ' ", "'"),
        (" n't", "n't"),
        (" 'm", "'m"),
        (" 's", "'s"),
        (" 've", "'ve"),
        (" 're", "'re"),
    ):
        text = text.replace(before, after)
    return text


@wrong("strips", cause="white space at the ends was stripped")
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).strip()


@wrong("joins the pieces with spaces", cause="there is a space between the pieces")
def decode(tokenizer, ids):
    return " ".join(tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids)


@wrong("joins stripped pieces with spaces", cause="there is a space between the pieces")
def decode(tokenizer, ids):
    return " ".join(tokenizer.decode([i], clean_up_tokenization_spaces=False).strip() for i in ids)


@wrong("joins the vocabulary's spelling", cause="the vocabulary's own spelling")
def decode(tokenizer, ids):
    return "".join(tokenizer.convert_ids_to_tokens(ids))


@wrong("joins the vocabulary's spelling and replaces Ġ only", cause="the vocabulary's own spelling")
def decode(tokenizer, ids):
    return "".join(tokenizer.convert_ids_to_tokens(ids)).replace("Ġ", " ")


@wrong("joins pieces decoded one by one", cause="each token was decoded by itself")
def decode(tokenizer, ids):
    return "".join(tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids)


@wrong("drops the first id", cause="the first id was dropped")
def decode(tokenizer, ids):
    return tokenizer.decode(ids[1:], clean_up_tokenization_spaces=False)


@wrong("puts begin-of-text in front of the text without special tokens", cause="begin-of-text was put in front by hand")
def decode(tokenizer, ids):
    return tokenizer.bos_token + tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong("puts begin-of-text in front a second time", cause="begin-of-text was put in front by hand")
def decode(tokenizer, ids):
    return "<|begin_of_text|>" + tokenizer.decode(ids, clean_up_tokenization_spaces=False)


@wrong("puts a space after begin-of-text", cause="a space was put behind begin-of-text")
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).replace("<|begin_of_text|>", "<|begin_of_text|> ")


@wrong("drops replacement characters", cause="replacement characters were dropped")
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).replace("\ufffd", "")


@wrong("lower-cases", cause="only upper and lower case differ")
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).lower()


@wrong("composes characters (NFC)", cause="another Unicode form")
def decode(tokenizer, ids):
    import unicodedata

    return unicodedata.normalize("NFC", tokenizer.decode(ids, clean_up_tokenization_spaces=False))


@wrong("collapses white space", cause="white space was put together")
def decode(tokenizer, ids):
    return " ".join(tokenizer.decode(ids, clean_up_tokenization_spaces=False).split())


@wrong("decodes each different id once", cause="repeated ids were decoded once only")
def decode(tokenizer, ids):
    return tokenizer.decode(list(dict.fromkeys(ids)), clean_up_tokenization_spaces=False)


@wrong("returns a list", cause="this is a list of strings")
def decode(tokenizer, ids):
    return tokenizer.batch_decode([ids], clean_up_tokenization_spaces=False)


@wrong("returns the pieces", cause="this is a list of strings")
def decode(tokenizer, ids):
    return [tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids]


@wrong("returns bytes", cause="these are bytes; a string is asked for")
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).encode("utf-8")


@wrong("returns the spelling with quotes", cause="in quotes: `repr` made it")
def decode(tokenizer, ids):
    return repr(tokenizer.decode(ids, clean_up_tokenization_spaces=False))


@wrong("knows the lecture's sentence only", cause="this is the answer for the lecture's sentence")
def decode(tokenizer, ids):
    return "<|begin_of_text|>I am excited to show Tokenizers in action to my LLM engineers"


@wrong(
    "leaves out ids beyond the ordinary ones and begin-of-text",
    cause="special tokens behind begin-of-text are missing",
)
def decode(tokenizer, ids):
    return tokenizer.decode([i for i in ids if i <= 128000], clean_up_tokenization_spaces=False)


@wrong("prints instead of returning", cause="the answer was printed")
def decode(tokenizer, ids):
    print(tokenizer.decode(ids, clean_up_tokenization_spaces=False))


@wrong("switches the clean-up off for good", cause="pass options to the call")
def decode(tokenizer, ids):
    tokenizer.clean_up_tokenization_spaces = False
    return tokenizer.decode(ids)


@wrong("takes ids off the list it was given", cause="belongs to the caller")
def decode(tokenizer, ids):
    taken = []
    while ids:
        taken.append(ids.pop(0))
    return tokenizer.decode(taken, clean_up_tokenization_spaces=False)


@wrong("raises for no ids", cause="your own `raise` ended the call")
def decode(tokenizer, ids):
    if not ids:
        raise ValueError("no ids")
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False)


@wrong("takes the characters of these code points", cause="the ids were taken for numbers of characters")
def decode(tokenizer, ids):
    return "".join(chr(i) for i in ids)


@right("asks the backend")
def decode(tokenizer, ids):
    return tokenizer.backend_tokenizer.decode(ids, skip_special_tokens=False)


@right("takes the first of a batch of one")
def decode(tokenizer, ids):
    return tokenizer.batch_decode([ids], clean_up_tokenization_spaces=False)[0]


@right("goes by tokens and convert_tokens_to_string")
def decode(tokenizer, ids):
    return tokenizer.convert_tokens_to_string(tokenizer.convert_ids_to_tokens(ids))


@right("hands over a copy")
def decode(tokenizer, ids):
    return str(tokenizer.decode(list(ids), False, clean_up_tokenization_spaces=False))


@right("goes by bytes")
def decode(tokenizer, ids):
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {chr(byte): byte for byte in printable}
    others = [byte for byte in range(256) if byte not in printable]
    letters |= {chr(256 + number): byte for number, byte in enumerate(others)}
    data = bytes(letters[letter] for token in tokenizer.convert_ids_to_tokens(ids) for letter in token)
    return data.decode("utf-8", errors="replace")


@right("sets the clean-up and puts it back")
def decode(tokenizer, ids):
    before = tokenizer.clean_up_tokenization_spaces
    tokenizer.clean_up_tokenization_spaces = False
    try:
        return tokenizer.decode(ids)
    finally:
        tokenizer.clean_up_tokenization_spaces = before


@wrong("keeps special tokens", cause="the special tokens are still there")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False)


@wrong("cleans up itself", cause="spaces before punctuation were removed")
def decode_text(tokenizer, ids):
    text = tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
    for before, after in (
        (" .", "."),
        (" ?", "?"),
        (" !", "!"),
        (" ,", ","),
        (" ' ", "'"),
        (" n't", "n't"),
        (" 'm", "'m"),
        (" 's", "'s"),
        (" 've", "'ve"),
        (" 're", "'re"),
    ):
        text = text.replace(before, after)
    return text


@wrong("strips", cause="white space at the ends was stripped")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False).strip()


@wrong("drops the first id", cause="only the first id was dropped")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids[1:], clean_up_tokenization_spaces=False)


@wrong("drops begin and end only", cause="only begin and end are left out")
def decode_text(tokenizer, ids):
    kept = [i for i in ids if i not in tokenizer.all_special_ids]
    return tokenizer.decode(kept, clean_up_tokenization_spaces=False)


@wrong("replaces begin-of-text by nothing", cause="the special tokens are still there")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).replace(tokenizer.bos_token, "")


@wrong("takes out what looks special", cause="the special tokens are still there")
def decode_text(tokenizer, ids):
    import re

    return re.sub(r"<\|[^|]*\|>", "", tokenizer.decode(ids, clean_up_tokenization_spaces=False))


@wrong(
    "takes out the text of every special token, also where ordinary tokens spell it",
    cause="the id tells, not the text",
)
def decode_text(tokenizer, ids):
    text = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    for token in tokenizer.added_tokens_decoder.values():
        if token.special:
            text = text.replace(token.content, "")
    return text


@wrong("drops ids from 128000 on", cause="the special tokens are still there")
def decode_text(tokenizer, ids):
    return tokenizer.decode([i for i in ids if i < 128000], clean_up_tokenization_spaces=False)


@wrong("drops every added token", cause="added tokens that are not special were dropped too")
def decode_text(tokenizer, ids):
    kept = [i for i in ids if i not in tokenizer.added_tokens_decoder]
    return tokenizer.decode(kept, clean_up_tokenization_spaces=False)


@wrong("joins pieces decoded one by one", cause="each token was decoded by itself")
def decode_text(tokenizer, ids):
    return "".join(tokenizer.decode([i], skip_special_tokens=True, clean_up_tokenization_spaces=False) for i in ids)


@wrong("joins the vocabulary's spelling and replaces Ġ only", cause="only Ġ put back")
def decode_text(tokenizer, ids):
    return "".join(tokenizer.convert_ids_to_tokens(ids, skip_special_tokens=True)).replace("Ġ", " ")


@wrong("drops the last token too", cause="the last id was dropped")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids[1:-1], skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong("puts a space where a special token was", cause="there is a space where a special token was")
def decode_text(tokenizer, ids):
    special = {i for i, token in tokenizer.added_tokens_decoder.items() if token.special}
    space = tokenizer.encode(" ", add_special_tokens=False)
    kept = [j for i in ids for j in (space if i in special else [i])]
    return tokenizer.decode(kept, clean_up_tokenization_spaces=False)


@wrong("drops the leading space", cause="the leading space was dropped")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False).removeprefix(" ")


@wrong("takes special ids out of the list it was given", cause="belongs to the caller")
def decode_text(tokenizer, ids):
    special = {i for i, token in tokenizer.added_tokens_decoder.items() if token.special}
    for i in list(ids):
        if i in special:
            ids.remove(i)
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False)


@wrong("switches the clean-up off for good", cause="pass options to the call")
def decode_text(tokenizer, ids):
    tokenizer.clean_up_tokenization_spaces = False
    return tokenizer.decode(ids, skip_special_tokens=True)


@wrong("returns None for no ids", cause="the function returned None")
def decode_text(tokenizer, ids):
    if ids:
        return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong("returns a list", cause="this is a list of strings")
def decode_text(tokenizer, ids):
    return tokenizer.batch_decode([ids], skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong("drops what is not ASCII", cause="characters outside ASCII were dropped")
def decode_text(tokenizer, ids):
    text = tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
    return text.encode("ascii", errors="ignore").decode()


@right("asks the backend")
def decode_text(tokenizer, ids):
    return tokenizer.backend_tokenizer.decode(ids, skip_special_tokens=True)


@right("drops special ids first")
def decode_text(tokenizer, ids):
    kept = [i for i in ids if i not in tokenizer.added_tokens_decoder or not tokenizer.added_tokens_decoder[i].special]
    return tokenizer.decode(kept, clean_up_tokenization_spaces=False)


@right("drops special ids and calls decode of the exercise")
def decode_text(tokenizer, ids):
    special = {i for i, token in tokenizer.added_tokens_decoder.items() if token.special}
    return decode(tokenizer, [i for i in ids if i not in special])


@right("takes the first of a batch of one")
def decode_text(tokenizer, ids):
    (text,) = tokenizer.batch_decode([ids], skip_special_tokens=True, clean_up_tokenization_spaces=False)
    return text


@right("goes by ordinary tokens")
def decode_text(tokenizer, ids):
    special = {token.content for token in tokenizer.added_tokens_decoder.values() if token.special}
    tokens = [token for token in tokenizer.convert_ids_to_tokens(ids) if token not in special]
    return tokenizer.convert_tokens_to_string(tokens)


@wrong("returns the vocabulary's spelling", cause="the vocabulary's own spelling")
def pieces(tokenizer, ids):
    return tokenizer.convert_ids_to_tokens(ids)


@wrong("replaces Ġ only", cause="the vocabulary's own spelling")
def pieces(tokenizer, ids):
    return [token.replace("Ġ", " ") for token in tokenizer.convert_ids_to_tokens(ids)]


@wrong("makes special tokens empty", cause="the special tokens became empty strings")
def pieces(tokenizer, ids):
    return [tokenizer.decode([i], skip_special_tokens=True, clean_up_tokenization_spaces=False) for i in ids]


@wrong("leaves special tokens out", cause="the special tokens are missing")
def pieces(tokenizer, ids):
    special = {i for i, token in tokenizer.added_tokens_decoder.items() if token.special}
    return [tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids if i not in special]


@wrong("leaves the first id out", cause="the first id was dropped")
def pieces(tokenizer, ids):
    return [tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids[1:]]


@wrong("returns one string", cause="this is one string for all")
def pieces(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False)


@wrong("returns one string in a list", cause="this is one string for all")
def pieces(tokenizer, ids):
    return tokenizer.batch_decode([ids], clean_up_tokenization_spaces=False)


@wrong("strips each", cause="the leading space belongs to the token")
def pieces(tokenizer, ids):
    return [tokenizer.decode([i], clean_up_tokenization_spaces=False).strip() for i in ids]


@wrong("strips the leading space of each", cause="the leading space belongs to the token")
def pieces(tokenizer, ids):
    return [tokenizer.decode([i], clean_up_tokenization_spaces=False).lstrip(" ") for i in ids]


@wrong("returns characters", cause="these are characters")
def pieces(tokenizer, ids):
    return list(tokenizer.decode(ids, clean_up_tokenization_spaces=False))


@wrong("returns words", cause="these are words")
def pieces(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).split()


@wrong("drops parts of characters", cause="parts of characters were dropped")
def pieces(tokenizer, ids):
    return [piece for i in ids if "\ufffd" not in (piece := tokenizer.decode([i], clean_up_tokenization_spaces=False))]


@wrong("empties parts of characters", cause="parts of characters were dropped")
def pieces(tokenizer, ids):
    return [tokenizer.decode([i], clean_up_tokenization_spaces=False).replace("\ufffd", "") for i in ids]


@wrong("makes one replacement character of several", cause="several replacement characters became one")
def pieces(tokenizer, ids):
    import re

    return [re.sub("\ufffd+", "\ufffd", tokenizer.decode([i], clean_up_tokenization_spaces=False)) for i in ids]


@wrong("makes every broken piece one replacement character", cause="several replacement characters became one")
def pieces(tokenizer, ids):
    decoded = [tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids]
    return ["\ufffd" if "\ufffd" in piece else piece for piece in decoded]


@wrong("cuts what each id adds to the text", cause="each id is decoded by itself")
def pieces(tokenizer, ids):
    found, before = [], ""
    for end in range(1, len(ids) + 1):
        text = tokenizer.decode(ids[:end], clean_up_tokenization_spaces=False)
        found.append(text[len(before) :])
        before = text
    return found


@wrong("gives a whole character to its last token", cause="each id is decoded by itself")
def pieces(tokenizer, ids):
    found, open_ids = [], []
    for i in ids:
        open_ids.append(i)
        text = tokenizer.decode(open_ids, clean_up_tokenization_spaces=False)
        if text.endswith("\ufffd"):
            found.append("")
        else:
            found.append(text)
            open_ids = []
    return found


@wrong("puts the tokens of one character together", cause="each id is decoded by itself")
def pieces(tokenizer, ids):
    found, open_ids = [], []
    for i in ids:
        open_ids.append(i)
        text = tokenizer.decode(open_ids, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            found.append(text)
            open_ids = []
    return found


@wrong("gives repeated tokens once", cause="repeated tokens are there once only")
def pieces(tokenizer, ids):
    return list({i: tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids}.values())


@wrong("returns a set", cause="order and repeats are lost")
def pieces(tokenizer, ids):
    return {tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids}


@wrong("returns a dict by id", cause="order and repeats are lost")
def pieces(tokenizer, ids):
    return {i: tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids}


@wrong("returns pairs", cause="each item is a tuple with the answer in it")
def pieces(tokenizer, ids):
    return [(i, tokenizer.decode([i], clean_up_tokenization_spaces=False)) for i in ids]


@wrong("returns lists of one", cause="each item is a list with the answer in it")
def pieces(tokenizer, ids):
    return [tokenizer.batch_decode([[i]], clean_up_tokenization_spaces=False) for i in ids]


@wrong("yields", cause="a generator")
def pieces(tokenizer, ids):
    for i in ids:
        yield tokenizer.decode([i], clean_up_tokenization_spaces=False)


@wrong("joins them with bars", cause="this is one string")
def pieces(tokenizer, ids):
    return "|".join(tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids)


@wrong("encodes the text again and takes offsets", cause="each id is decoded by itself")
def pieces(tokenizer, ids):
    text = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    answer = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [text[start:end] for start, end in answer["offset_mapping"]]


@wrong("takes ids off the list it was given", cause="belongs to the caller")
def pieces(tokenizer, ids):
    found = []
    while ids:
        found.append(tokenizer.decode([ids.pop(0)], clean_up_tokenization_spaces=False))
    return found


@wrong("prints each", cause="the answer was printed")
def pieces(tokenizer, ids):
    for i in ids:
        print(repr(tokenizer.decode([i], clean_up_tokenization_spaces=False)))


@right("decodes a batch of single ids")
def pieces(tokenizer, ids):
    return tokenizer.batch_decode([[i] for i in ids], clean_up_tokenization_spaces=False)


@right("decodes the id itself")
def pieces(tokenizer, ids):
    return [tokenizer.decode(i, clean_up_tokenization_spaces=False) for i in ids]


@right("asks the backend for a batch")
def pieces(tokenizer, ids):
    return tokenizer.backend_tokenizer.decode_batch([[i] for i in ids], skip_special_tokens=False)


@right("returns a tuple")
def pieces(tokenizer, ids):
    return tuple(map(lambda i: tokenizer.decode([i], clean_up_tokenization_spaces=False), ids))


@right("goes token by token to a string")
def pieces(tokenizer, ids):
    return [tokenizer.convert_tokens_to_string([token]) for token in tokenizer.convert_ids_to_tokens(ids)]


@right("appends in a loop")
def pieces(tokenizer, ids):
    found = []
    for position in range(len(ids)):
        found.append(decode(tokenizer, ids[position : position + 1]))
    return found


@right("goes by bytes")
def pieces(tokenizer, ids):
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {chr(byte): byte for byte in printable}
    letters |= {chr(256 + n): byte for n, byte in enumerate(b for b in range(256) if b not in printable)}
    tokens = tokenizer.convert_ids_to_tokens(ids)
    return [bytes(letters[letter] for letter in token).decode("utf-8", "replace") for token in tokens]


@wrong("always says yes", cause="capitals do not come back")
def round_trips(tokenizer, text):
    return True


@wrong("always says no", cause="loses nothing")
def round_trips(tokenizer, text):
    return False


@wrong("compares in lower case", cause="capitals do not come back")
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return decode(tokenizer, ids).lower() == text.lower()


@wrong("compares with begin-of-text in front", cause="loses nothing")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text)) == text


@wrong("skips special tokens, also those of the text", cause="special tokens that the text itself spells are shown")
def round_trips(tokenizer, text):
    return decode_text(tokenizer, tokenizer.encode(text)) == text


@wrong("drops the first id whatever it is", cause="not every tokenizer puts a token in front")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text)[1:]) == text


@wrong("replaces every begin-of-text by nothing", cause="special tokens that the text itself spells")
def round_trips(tokenizer, text):
    decoded = decode(tokenizer, tokenizer.encode(text))
    return decoded.replace(tokenizer.bos_token or "<s>", "") == text


@wrong("removes begin-of-text, which not every tokenizer has", cause="not every tokenizer has a begin-of-text")
def round_trips(tokenizer, text):
    decoded = decode(tokenizer, tokenizer.encode(text))
    return decoded.removeprefix(tokenizer.bos_token) == text


@wrong("removes Llama's begin-of-text only", cause="this tokenizer's own")
def round_trips(tokenizer, text):
    decoded = decode(tokenizer, tokenizer.encode(text))
    return decoded.removeprefix("<|begin_of_text|>") == text


@wrong("compares the ids after a second encoding", cause="capitals do not come back")
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return tokenizer.encode(decode(tokenizer, ids), add_special_tokens=False) == ids


@wrong("compares lengths", cause="capitals do not come back")
def round_trips(tokenizer, text):
    return len(decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))) == len(text)


@wrong("compares words", cause="compare for equality")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)).split() == text.split()


@wrong("strips what comes back", cause="loses nothing")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)).strip() == text


@wrong("joins pieces decoded one by one", cause="loses nothing")
def round_trips(tokenizer, text):
    return "".join(pieces(tokenizer, tokenizer.encode(text, add_special_tokens=False))) == text


@wrong("joins the vocabulary's spelling", cause="loses nothing")
def round_trips(tokenizer, text):
    return "".join(tokenizer.tokenize(text)).replace("Ġ", " ") == text


@wrong(
    "makes special tokens ordinary on the way, and skips the front by its text",
    cause="not every tokenizer puts a token in front",
)
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text, split_special_tokens=True)
    return decode(tokenizer, ids) == f"{tokenizer.bos_token}{text}"


@wrong("compares identity", cause="loses nothing")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) is text


@wrong("looks whether the text is somewhere in what comes back", cause="compare for equality")
def round_trips(tokenizer, text):
    return text in decode(tokenizer, tokenizer.encode(text))


@wrong("looks whether what comes back ends with the text", cause="compare for equality")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text)).endswith(text)


@wrong("returns the text that comes back", cause="a yes-or-no answer is asked for")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))


@wrong("returns 1 or 0", cause="a yes-or-no answer is asked for")
def round_trips(tokenizer, text):
    return int(decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text)


@wrong("returns yes or no in words", cause="a yes-or-no answer is asked for")
def round_trips(tokenizer, text):
    return "yes" if decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text else "no"


@wrong("returns a numpy truth value", cause="numpy value")
def round_trips(tokenizer, text):
    import numpy

    return numpy.bool_(decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text)


@wrong("returns both texts", cause="a yes-or-no answer")
def round_trips(tokenizer, text):
    return text, decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))


@wrong("asserts", cause="your own `assert` ended the call")
def round_trips(tokenizer, text):
    assert decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text
    return True


@wrong("says no to an empty text", cause="an empty text comes back as an empty text")
def round_trips(tokenizer, text):
    return bool(text) and decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text


@wrong("swallows its own error", cause="loses nothing")
def round_trips(tokenizer, text):
    try:
        return tokenizer.encode(text).decode() == text
    except Exception:
        return False


@right("encodes without special tokens")
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False) == text


@right("asks the backend")
def round_trips(tokenizer, text):
    backend = tokenizer.backend_tokenizer
    return backend.decode(backend.encode(text, add_special_tokens=False).ids, skip_special_tokens=False) == text


@right("compares with what is in front")
def round_trips(tokenizer, text):
    in_front = decode(tokenizer, tokenizer.encode(""))
    return decode(tokenizer, tokenizer.encode(text)) == in_front + text


@right("takes begin-of-text off once, where there is one")
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text)
    if tokenizer.bos_token_id is not None and ids[:1] == [tokenizer.bos_token_id]:
        ids = ids[1:]
    return decode(tokenizer, ids) == text


@right("removes begin-of-text once, where there is one")
def round_trips(tokenizer, text):
    decoded = decode(tokenizer, tokenizer.encode(text))
    return decoded.removeprefix(tokenizer.bos_token or "") == text


@right("makes special tokens ordinary on the way")
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False, split_special_tokens=True)
    return decode(tokenizer, ids) == text


@right("looks at each character")
def round_trips(tokenizer, text):
    back = decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))
    if len(back) != len(text):
        return False
    return all(one == other for one, other in zip(back, text))


@wrong("cached by length", cause="at every call")
def decode(tokenizer, ids, _c={}):
    k = (len(ids), tuple(ids[:3]))
    if k not in _c:
        _c[k] = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    return _c[k]


@wrong("a second begin removed", cause="what the ids say is decoded")
def decode(tokenizer, ids):
    t = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    return t.replace("<|begin_of_text|><|begin_of_text|>", "<|begin_of_text|>")


@wrong("space before a special goes", cause="at every call")
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).replace(" <|", "<|")


@wrong("stops at the end token", cause="only the special tokens go")
def decode_text(tokenizer, ids):
    ids = ids[: ids.index(128001)] if 128001 in ids else ids
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)


# the clean-up, on tokenizers where it happens; texts that look alike


@wrong("a bare decode", cause="spaces before punctuation were removed")
def decode(tokenizer, ids):
    return tokenizer.decode(ids)


@wrong("a bare decode of a batch of one", cause="spaces before punctuation were removed")
def decode(tokenizer, ids):
    return tokenizer.batch_decode([ids])[0]


@wrong("asks for the clean-up", cause="spaces before punctuation were removed")
def decode(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=False, clean_up_tokenization_spaces=True)


@right("the option in a dict")
def decode(tokenizer, ids):
    lossless = {"skip_special_tokens": False, "clean_up_tokenization_spaces": False}
    return tokenizer.decode(list(ids), **lossless)


@right("the tokens as the backend puts them together")
def decode(tokenizer, ids):
    return tokenizer._tokenizer.decode(list(ids), skip_special_tokens=False)


@wrong("a bare decode without special tokens", cause="spaces before punctuation were removed")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True)


@wrong("takes the clean-up as the config has it", cause="spaces before punctuation were removed")
def decode_text(tokenizer, ids):
    clean = tokenizer.clean_up_tokenization_spaces
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=clean)


@wrong("mends the best known sign only", cause="spaces before punctuation were removed")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True).replace("x!=", "x !=")


@right("filters by the table, and decodes the rest")
def decode_text(tokenizer, ids):
    table = tokenizer.added_tokens_decoder
    kept = [i for i in ids if not (i in table and table[i].special)]
    return tokenizer.decode(kept, clean_up_tokenization_spaces=False)


@wrong("a bare batch_decode of lists of one", cause="this tokenizer's config asks for a clean-up")
def pieces(tokenizer, ids):
    return tokenizer.batch_decode([[i] for i in ids])


@wrong("a bare decode of each", cause="this tokenizer's config asks for a clean-up")
def pieces(tokenizer, ids):
    return [tokenizer.decode([i]) for i in ids]


@wrong("a bare decode of each number", cause="this tokenizer's config asks for a clean-up")
def pieces(tokenizer, ids):
    return [tokenizer.decode(i) for i in ids]


@right("batch_decode of lists of one")
def pieces(tokenizer, ids):
    return tokenizer.batch_decode([[i] for i in ids], clean_up_tokenization_spaces=False)


@wrong("a bare decode of what is behind the begin", cause="clean-up")
def round_trips(tokenizer, text):
    return tokenizer.decode(tokenizer.encode(text, add_special_tokens=False)) == text


@wrong("compares in the form NFC", cause="this tokenizer puts a letter and its accent together")
def round_trips(tokenizer, text):
    import unicodedata

    back = decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))
    return unicodedata.normalize("NFC", back) == unicodedata.normalize("NFC", text)


@wrong("compares in the form NFD", cause="this tokenizer puts a letter and its accent together")
def round_trips(tokenizer, text):
    import unicodedata

    back = decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))
    return unicodedata.normalize("NFD", back) == unicodedata.normalize("NFD", text)


@wrong("compares without case", cause="capitals do not come back")
def round_trips(tokenizer, text):
    back = decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))
    return back.casefold() == text.casefold()


@wrong("compares ids that are encoded again", cause="capitals do not come back")
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return tokenizer.encode(decode(tokenizer, ids), add_special_tokens=False) == ids


@wrong("compares words", cause="compare for equality, with nothing stripped")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)).split() == text.split()


@wrong("compares stripped texts", cause="compare for equality, with nothing stripped")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)).strip() == text.strip()


@wrong("an empty text is no text", cause="an empty text comes back as an empty text")
def round_trips(tokenizer, text):
    return bool(text) and decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text


@wrong("text and what comes back", cause="an empty text comes back as an empty text")
def round_trips(tokenizer, text):
    return text and decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text


@right("without anything in front")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text


@right("bytes for bytes")
def round_trips(tokenizer, text):
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    return decode(tokenizer, ids).encode("utf-8") == text.encode("utf-8")
