"""Answers to ex05 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

from kit.suite import changes, right, wrong

SPECIAL_TOKENS = "the special tokens are missing: skip_special_tokens is on."
SPACES = "there is a space between the pieces; the tokens bring their own."
VOCABULARY_OWN = "this is the vocabulary's own spelling, in which Ġ stands for a space; decode gives readable text."
EACH_TOKEN = "each token was decoded by itself and then joined, which breaks characters that take two tokens."
FIRST_ID = "the first id was dropped, whatever it was."
FRONT = "begin-of-text was put in front by hand; what the ids say is decoded, no more and no less."
LIST_STRINGS = "this is a list of strings; one string is asked for."
ANSWER_PRINTED = "the answer was printed, and nobody can use it there: `return` hands it to the caller."
OTHER_CODE = (
    "other code uses the same tokenizer and would now get other answers; pass options to the call instead of setting them."
)
LIST_PASSED = "the list that was passed in belongs to the caller; build a new one."
SPECIAL_TOKENS_STILL = "the special tokens are still there."
LEADING_SPACE = "the leading space belongs to the token; it was stripped."
PARTS = "parts of characters were dropped; each of them reads as replacement characters."
SEVERAL_REPLACEMENT = (
    "several replacement characters became one; a part of a character reads as the tokenizer decodes it."
)
TOGETHER = (
    "a character of several tokens is not put together here: each id is decoded by itself, also a part of a character."
)
CLEANED = (
    "spaces before punctuation were removed: a bare `decode` cleans up where the config asks for it, and "
    "clean_up_tokenization_spaces=False prevents that."
)
ONE_STRING = (
    "all ids were decoded at once, into one string (on transformers 5, batch_decode of a flat list does "
    "that too); decode each id by itself."
)
CASE = (
    "upper and lower case were not told apart in the comparison; exactly is asked for, and small letters "
    "are another text."
)
WHITE_SPACE = (
    "white space was left out of the comparison (`strip` or `split`); one space more or less makes another text."
)
SOMEWHERE = (
    "this looks whether the text is somewhere in what comes back (`in`, `endswith`); nothing more may "
    "come back: compare for equality."
)
FORMS = (
    "both texts were put into one Unicode form first; a letter and an accent that were put together are another text."
)
FALSE = (
    "the answer is False whatever comes in: it is written down, or `except` swallows an error; encode, "
    "decode and compare."
)
NO_BEGIN = "not every tokenizer has a begin-of-text: `bos_token` is None then, and there is nothing to take off."
WORDS = "the text was cut at spaces; one string per token is asked for, and tokens are not words."
SKIPPED = (
    "special tokens were skipped in decoding, also those that the text itself spells; only what encoding "
    "put in front is to go."
)
ENTITIES = "entities such as `&amp;` were resolved; they are part of the text, as it is."
UNSEEN = "characters that do not show (a NUL, a byte order mark) were taken out; they are part of the text."
IDS_CUT = "a long list of ids is cut off at a limit; all of them are decoded."
STRAIGHT = "curly quotes and dashes were made straight; they are part of the text, as it is."
OTHER_SPACES = "other kinds of space became plain ones; they are part of the text, as it is."
LINE_ENDS = "Windows line ends became line feeds; they are part of the text, as it is."
KEPT = "the text was kept from another tokenizer; one tokenizer's numbers mean nothing to another."
REPLACED = "replacement characters were dropped; ids that make no whole character are shown as they are decoded."
LETTERS = "which characters there are was compared (`set`, `sorted`), and not where they stand: compare the texts themselves."
END = (
    "what the tokenizer took off the end of the text is not seen here: `zip` stops where the shorter text ends, and "
    "`rstrip` takes white space off both; compare the texts themselves."
)
NOT_TRIED = "nothing is encoded and decoded here, so it cannot show whether this text comes back: encode, decode and compare."


# --- decode ---


@wrong(SPECIAL_TOKENS)
def decode(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong(SPECIAL_TOKENS)
def decode(tokenizer, ids):
    return tokenizer.backend_tokenizer.decode(ids)


@wrong(CLEANED)
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


@wrong("white space at the ends was stripped.")
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).strip()


@wrong(SPACES)
def decode(tokenizer, ids):
    return " ".join(tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids)


@wrong(SPACES)
def decode(tokenizer, ids):
    return " ".join(tokenizer.decode([i], clean_up_tokenization_spaces=False).strip() for i in ids)


@wrong(VOCABULARY_OWN)
def decode(tokenizer, ids):
    return "".join(tokenizer.convert_ids_to_tokens(ids))


@wrong(VOCABULARY_OWN)
def decode(tokenizer, ids):
    return "".join(tokenizer.convert_ids_to_tokens(ids)).replace("Ġ", " ")


@wrong(EACH_TOKEN)
def decode(tokenizer, ids):
    return "".join(tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids)


@wrong(FIRST_ID)
def decode(tokenizer, ids):
    return tokenizer.decode(ids[1:], clean_up_tokenization_spaces=False)


@wrong(FRONT)
def decode(tokenizer, ids):
    return tokenizer.bos_token + tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong(FRONT)
def decode(tokenizer, ids):
    return "<|begin_of_text|>" + tokenizer.decode(ids, clean_up_tokenization_spaces=False)


@wrong("a space was put behind begin-of-text; the tokens bring their own.")
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).replace("<|begin_of_text|>", "<|begin_of_text|> ")


@wrong(REPLACED)
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).replace("\ufffd", "")


@wrong("the text was put into another case; it is to be spelled as the ids say.")
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).lower()


@wrong("the text was put into another Unicode form; that is another text.")
def decode(tokenizer, ids):
    import unicodedata

    return unicodedata.normalize("NFC", tokenizer.decode(ids, clean_up_tokenization_spaces=False))


@wrong("white space was put together; it is part of the text.")
def decode(tokenizer, ids):
    return " ".join(tokenizer.decode(ids, clean_up_tokenization_spaces=False).split())


@wrong("repeated ids were decoded once only.")
def decode(tokenizer, ids):
    return tokenizer.decode(list(dict.fromkeys(ids)), clean_up_tokenization_spaces=False)


@wrong(LIST_STRINGS)
def decode(tokenizer, ids):
    return tokenizer.batch_decode([ids], clean_up_tokenization_spaces=False)


@wrong(LIST_STRINGS)
def decode(tokenizer, ids):
    return [tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids]


@wrong("these are bytes; a string is asked for: `.decode()` makes one.")
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).encode("utf-8")


@wrong("this is the text as Python spells it, in quotes: `repr` made it; the text itself is asked for.")
def decode(tokenizer, ids):
    return repr(tokenizer.decode(ids, clean_up_tokenization_spaces=False))


@wrong("this is the answer for the lecture's sentence, written down; decode the ids that came in.")
def decode(tokenizer, ids):
    return "<|begin_of_text|>I am excited to show Tokenizers in action to my LLM engineers"


@wrong("special tokens behind begin-of-text are missing; all ids are decoded.")
def decode(tokenizer, ids):
    return tokenizer.decode([i for i in ids if i <= 128000], clean_up_tokenization_spaces=False)


@wrong(ANSWER_PRINTED)
def decode(tokenizer, ids):
    print(tokenizer.decode(ids, clean_up_tokenization_spaces=False))


@wrong(OTHER_CODE, when=changes("the tokenizer"))
def decode(tokenizer, ids):
    tokenizer.clean_up_tokenization_spaces = False
    return tokenizer.decode(ids)


@wrong(LIST_PASSED, when=changes("its argument"))
def decode(tokenizer, ids):
    taken = []
    while ids:
        taken.append(ids.pop(0))
    return tokenizer.decode(taken, clean_up_tokenization_spaces=False)


@wrong("your own `raise` ended the call; no ids at all have an answer too: an empty text.")
def decode(tokenizer, ids):
    if not ids:
        raise ValueError("no ids")
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False)


@wrong("the ids were taken for numbers of characters in Unicode; only the tokenizer knows what they mean.")
def decode(tokenizer, ids):
    return "".join(chr(i) for i in ids)


@wrong("the text was kept from a call with other ids that begin alike and are as many; every list of ids is decoded.")
def decode(tokenizer, ids, _c={}):
    k = (len(ids), tuple(ids[:3]))
    if k not in _c:
        _c[k] = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    return _c[k]


@wrong("two begin-of-texts became one; what the ids say is decoded, no more and no less.")
def decode(tokenizer, ids):
    t = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    return t.replace("<|begin_of_text|><|begin_of_text|>", "<|begin_of_text|>")


@wrong("the space in front of a special token was taken out; it is part of the text.")
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).replace(" <|", "<|")


@wrong(CLEANED)
def decode(tokenizer, ids):
    return tokenizer.decode(ids)


@wrong(CLEANED)
def decode(tokenizer, ids):
    return tokenizer.batch_decode([ids])[0]


@wrong(CLEANED)
def decode(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=False, clean_up_tokenization_spaces=True)


@wrong(CLEANED)
def decode(tokenizer, ids):
    return "".join(tokenizer.batch_decode([ids]))


@wrong("words that stand for tokens were joined by hand, and a space was put in front of what has none.")
def decode(tokenizer, ids):
    begin, *rest = [tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids] or [""]
    return begin + "".join(piece if piece.startswith(" ") else " " + piece for piece in rest)


@wrong(ENTITIES)
def decode(tokenizer, ids):
    import html

    return html.unescape(tokenizer.decode(ids, clean_up_tokenization_spaces=False))


@wrong(UNSEEN)
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).replace("\x00", "")


@wrong(UNSEEN)
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).replace("\u200b", "").replace("\ufeff", "")


@wrong(UNSEEN)
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).encode().decode("utf-8-sig")


@wrong(OTHER_SPACES)
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).replace("\u00a0", " ")


@wrong(LINE_ENDS)
def decode(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).replace("\r\n", "\n")


@wrong(STRAIGHT)
def decode(tokenizer, ids):
    text = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    return text.translate(str.maketrans("“”‘’–—", "\"\"''--"))


@wrong(IDS_CUT)
def decode(tokenizer, ids):
    return tokenizer.decode(ids[:512], clean_up_tokenization_spaces=False)


@wrong(IDS_CUT)
def decode(tokenizer, ids):
    return tokenizer.decode(ids[:1024], clean_up_tokenization_spaces=False)


@wrong(KEPT)
def decode(tokenizer, ids, kept={}):
    if tuple(ids) not in kept:
        kept[tuple(ids)] = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    return kept[tuple(ids)]


@right  # asks the backend
def decode(tokenizer, ids):
    return tokenizer.backend_tokenizer.decode(ids, skip_special_tokens=False)


@right  # takes the first of a batch of one
def decode(tokenizer, ids):
    return tokenizer.batch_decode([ids], clean_up_tokenization_spaces=False)[0]


@right  # goes by tokens and convert_tokens_to_string
def decode(tokenizer, ids):
    return tokenizer.convert_tokens_to_string(tokenizer.convert_ids_to_tokens(ids))


@right  # hands over a copy
def decode(tokenizer, ids):
    return str(tokenizer.decode(list(ids), False, clean_up_tokenization_spaces=False))


@right  # goes by bytes
def decode(tokenizer, ids):
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {chr(byte): byte for byte in printable}
    others = [byte for byte in range(256) if byte not in printable]
    letters |= {chr(256 + number): byte for number, byte in enumerate(others)}
    data = bytes(letters[letter] for token in tokenizer.convert_ids_to_tokens(ids) for letter in token)
    return data.decode("utf-8", errors="replace")


@right  # sets the clean-up and puts it back
def decode(tokenizer, ids):
    before = tokenizer.clean_up_tokenization_spaces
    tokenizer.clean_up_tokenization_spaces = False
    try:
        return tokenizer.decode(ids)
    finally:
        tokenizer.clean_up_tokenization_spaces = before


@right  # the option in a dict
def decode(tokenizer, ids):
    lossless = {"skip_special_tokens": False, "clean_up_tokenization_spaces": False}
    return tokenizer.decode(list(ids), **lossless)


@right  # the tokens as the backend puts them together
def decode(tokenizer, ids):
    return tokenizer._tokenizer.decode(list(ids), skip_special_tokens=False)


@right  # one text of a batch, joined
def decode(tokenizer, ids):
    return "".join(tokenizer.batch_decode([ids], skip_special_tokens=False, clean_up_tokenization_spaces=False))


# --- decode_text ---


@wrong(SPECIAL_TOKENS_STILL)
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False)


@wrong(CLEANED)
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


@wrong("white space at the ends was stripped; it is part of the text.")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False).strip()


@wrong("only the first id was dropped; special tokens can stand anywhere.")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids[1:], clean_up_tokenization_spaces=False)


@wrong("only begin and end are left out; `all_special_ids` does not know the others.")
def decode_text(tokenizer, ids):
    kept = [i for i in ids if i not in tokenizer.all_special_ids]
    return tokenizer.decode(kept, clean_up_tokenization_spaces=False)


@wrong("only begin-of-text was taken out; the other special tokens are still there.")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).replace(tokenizer.bos_token, "")


@wrong("this takes out what looks like <|…|>; whether a token is special its id tells, not its text.")
def decode_text(tokenizer, ids):
    import re

    return re.sub(r"<\|[^|]*\|>", "", tokenizer.decode(ids, clean_up_tokenization_spaces=False))


@wrong("the texts of special tokens were taken out, and ordinary tokens can read like one; the id tells, not the text.")
def decode_text(tokenizer, ids):
    text = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    for token in tokenizer.added_tokens_decoder.values():
        if token.special:
            text = text.replace(token.content, "")
    return text


@wrong("`< 128000` is true of Llama only; the table of added tokens tells which ids are special.")
def decode_text(tokenizer, ids):
    return tokenizer.decode([i for i in ids if i < 128000], clean_up_tokenization_spaces=False)


@wrong("added tokens that are not special were dropped too; they are text.")
def decode_text(tokenizer, ids):
    kept = [i for i in ids if i not in tokenizer.added_tokens_decoder]
    return tokenizer.decode(kept, clean_up_tokenization_spaces=False)


@wrong(EACH_TOKEN)
def decode_text(tokenizer, ids):
    return "".join(tokenizer.decode([i], skip_special_tokens=True, clean_up_tokenization_spaces=False) for i in ids)


@wrong(
    "the vocabulary's own spelling was joined and only Ġ put back; other bytes have letters too (Ċ is a line "
    "feed): decode.",
)
def decode_text(tokenizer, ids):
    return "".join(tokenizer.convert_ids_to_tokens(ids, skip_special_tokens=True)).replace("Ġ", " ")


@wrong("the last id was dropped, whatever it was.")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids[1:-1], skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong("there is a space where a special token was; nothing takes its place.")
def decode_text(tokenizer, ids):
    special = {i for i, token in tokenizer.added_tokens_decoder.items() if token.special}
    space = tokenizer.encode(" ", add_special_tokens=False)
    kept = [j for i in ids for j in (space if i in special else [i])]
    return tokenizer.decode(kept, clean_up_tokenization_spaces=False)


@wrong("the leading space was dropped; it is part of the text.")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False).removeprefix(" ")


@wrong(LIST_PASSED, when=changes("its argument"))
def decode_text(tokenizer, ids):
    special = {i for i, token in tokenizer.added_tokens_decoder.items() if token.special}
    for i in list(ids):
        if i in special:
            ids.remove(i)
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False)


@wrong(OTHER_CODE, when=changes("the tokenizer"))
def decode_text(tokenizer, ids):
    tokenizer.clean_up_tokenization_spaces = False
    return tokenizer.decode(ids, skip_special_tokens=True)


@wrong("the function returned None: is there a `return` on every way through it?")
def decode_text(tokenizer, ids):
    if ids:
        return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong(LIST_STRINGS)
def decode_text(tokenizer, ids):
    return tokenizer.batch_decode([ids], skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong("characters outside ASCII were dropped; they are part of the text.")
def decode_text(tokenizer, ids):
    text = tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
    return text.encode("ascii", errors="ignore").decode()


@wrong("the text stops at the end token; only the special tokens go, and all that stands behind them stays.")
def decode_text(tokenizer, ids):
    ids = ids[: ids.index(128001)] if 128001 in ids else ids
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong(CLEANED)
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True)


@wrong(CLEANED)
def decode_text(tokenizer, ids):
    clean = tokenizer.clean_up_tokenization_spaces
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=clean)


@wrong(CLEANED)
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True).replace("x!=", "x !=")


@wrong("only the begin-of-text in front was taken off; special tokens can stand anywhere.")
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).removeprefix(tokenizer.bos_token or "")


@wrong(
    "the texts of begin and end were taken out; `all_special_tokens` does not know the others, and the id tells, not the text."
)
def decode_text(tokenizer, ids):
    text = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    for token in tokenizer.all_special_tokens:
        text = text.replace(token, "")
    return text


@wrong("spaces that stood side by side became one; they are part of the text.")
def decode_text(tokenizer, ids):
    text = tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
    while "  " in text:
        text = text.replace("  ", " ")
    return text


@wrong(ENTITIES)
def decode_text(tokenizer, ids):
    import html

    return html.unescape(tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False))


@wrong(UNSEEN)
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False).replace("\x00", "")


@wrong(UNSEEN)
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False).replace("\u200b", "").replace("\ufeff", "")


@wrong(UNSEEN)
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False).encode().decode("utf-8-sig")


@wrong(OTHER_SPACES)
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False).replace("\u00a0", " ")


@wrong(LINE_ENDS)
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False).replace("\r\n", "\n")


@wrong(STRAIGHT)
def decode_text(tokenizer, ids):
    text = tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
    return text.translate(str.maketrans("“”‘’–—", "\"\"''--"))


@wrong(IDS_CUT)
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids[:512], skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong(IDS_CUT)
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids[:1024], skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong(KEPT)
def decode_text(tokenizer, ids, kept={}):
    if tuple(ids) not in kept:
        kept[tuple(ids)] = tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
    return kept[tuple(ids)]


@wrong(REPLACED)
def decode_text(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False).replace("\ufffd", "")


@right  # asks the backend
def decode_text(tokenizer, ids):
    return tokenizer.backend_tokenizer.decode(ids, skip_special_tokens=True)


@right  # drops special ids first
def decode_text(tokenizer, ids):
    kept = [i for i in ids if i not in tokenizer.added_tokens_decoder or not tokenizer.added_tokens_decoder[i].special]
    return tokenizer.decode(kept, clean_up_tokenization_spaces=False)


@right  # drops special ids and calls decode of the exercise
def decode_text(tokenizer, ids):
    special = {i for i, token in tokenizer.added_tokens_decoder.items() if token.special}
    return decode(tokenizer, [i for i in ids if i not in special])


@right  # takes the first of a batch of one
def decode_text(tokenizer, ids):
    (text,) = tokenizer.batch_decode([ids], skip_special_tokens=True, clean_up_tokenization_spaces=False)
    return text


@right  # goes by ordinary tokens
def decode_text(tokenizer, ids):
    special = {token.content for token in tokenizer.added_tokens_decoder.values() if token.special}
    tokens = [token for token in tokenizer.convert_ids_to_tokens(ids) if token not in special]
    return tokenizer.convert_tokens_to_string(tokens)


@right  # filters by the table, and decodes the rest
def decode_text(tokenizer, ids):
    table = tokenizer.added_tokens_decoder
    kept = [i for i in ids if not (i in table and table[i].special)]
    return tokenizer.decode(kept, clean_up_tokenization_spaces=False)


@right  # from the backend's table
def decode_text(tokenizer, ids):
    table = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    kept = [i for i in ids if i not in table or not table[i].special]
    return tokenizer.decode(kept, clean_up_tokenization_spaces=False)


# --- pieces ---


@wrong(VOCABULARY_OWN)
def pieces(tokenizer, ids):
    return tokenizer.convert_ids_to_tokens(ids)


@wrong("only Ġ was put back; the vocabulary spells other letters in its own way, too: decode.")
def pieces(tokenizer, ids):
    return [token.replace("Ġ", " ") for token in tokenizer.convert_ids_to_tokens(ids)]


@wrong("the special tokens became empty strings: skip_special_tokens is on.")
def pieces(tokenizer, ids):
    return [tokenizer.decode([i], skip_special_tokens=True, clean_up_tokenization_spaces=False) for i in ids]


@wrong("the special tokens are missing.")
def pieces(tokenizer, ids):
    special = {i for i, token in tokenizer.added_tokens_decoder.items() if token.special}
    return [tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids if i not in special]


@wrong(FIRST_ID)
def pieces(tokenizer, ids):
    return [tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids[1:]]


@wrong(ONE_STRING)
def pieces(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False)


@wrong(ONE_STRING)
def pieces(tokenizer, ids):
    return tokenizer.batch_decode([ids], clean_up_tokenization_spaces=False)


@wrong(LEADING_SPACE)
def pieces(tokenizer, ids):
    return [tokenizer.decode([i], clean_up_tokenization_spaces=False).strip() for i in ids]


@wrong(LEADING_SPACE)
def pieces(tokenizer, ids):
    return [tokenizer.decode([i], clean_up_tokenization_spaces=False).lstrip(" ") for i in ids]


@wrong("these are characters; one string per token is asked for.")
def pieces(tokenizer, ids):
    return list(tokenizer.decode(ids, clean_up_tokenization_spaces=False))


@wrong(WORDS)
def pieces(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).split()


@wrong(PARTS)
def pieces(tokenizer, ids):
    return [piece for i in ids if "\ufffd" not in (piece := tokenizer.decode([i], clean_up_tokenization_spaces=False))]


@wrong(PARTS)
def pieces(tokenizer, ids):
    return [tokenizer.decode([i], clean_up_tokenization_spaces=False).replace("\ufffd", "") for i in ids]


@wrong(SEVERAL_REPLACEMENT)
def pieces(tokenizer, ids):
    import re

    return [re.sub("\ufffd+", "\ufffd", tokenizer.decode([i], clean_up_tokenization_spaces=False)) for i in ids]


@wrong(SEVERAL_REPLACEMENT)
def pieces(tokenizer, ids):
    decoded = [tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids]
    return ["\ufffd" if "\ufffd" in piece else piece for piece in decoded]


@wrong(TOGETHER)
def pieces(tokenizer, ids):
    found, before = [], ""
    for end in range(1, len(ids) + 1):
        text = tokenizer.decode(ids[:end], clean_up_tokenization_spaces=False)
        found.append(text[len(before) :])
        before = text
    return found


@wrong(TOGETHER)
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


@wrong(TOGETHER)
def pieces(tokenizer, ids):
    found, open_ids = [], []
    for i in ids:
        open_ids.append(i)
        text = tokenizer.decode(open_ids, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            found.append(text)
            open_ids = []
    return found


@wrong("repeated tokens are there once only.")
def pieces(tokenizer, ids):
    return list({i: tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids}.values())


@wrong("a list is asked for, and this is a set: order and repeats are lost in it.")
def pieces(tokenizer, ids):
    return {tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids}


@wrong("a list is asked for, and this is a dict: order and repeats are lost in it.")
def pieces(tokenizer, ids):
    return {i: tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids}


@wrong("each item is a tuple with the answer in it; the answer alone is asked for.")
def pieces(tokenizer, ids):
    return [(i, tokenizer.decode([i], clean_up_tokenization_spaces=False)) for i in ids]


@wrong("each item is a list with the answer in it; the answer alone is asked for.")
def pieces(tokenizer, ids):
    return [tokenizer.batch_decode([[i]], clean_up_tokenization_spaces=False) for i in ids]


@wrong(
    "this is a generator, which has made no value yet: the function contains `yield`, or a `for` stands in "
    "round brackets; return the values themselves.",
)
def pieces(tokenizer, ids):
    for i in ids:
        yield tokenizer.decode([i], clean_up_tokenization_spaces=False)


@wrong("this is one string; a list is asked for.")
def pieces(tokenizer, ids):
    return "|".join(tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids)


@wrong(TOGETHER)
def pieces(tokenizer, ids):
    text = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    answer = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [text[start:end] for start, end in answer["offset_mapping"]]


@wrong(LIST_PASSED, when=changes("its argument"))
def pieces(tokenizer, ids):
    found = []
    while ids:
        found.append(tokenizer.decode([ids.pop(0)], clean_up_tokenization_spaces=False))
    return found


@wrong(ANSWER_PRINTED)
def pieces(tokenizer, ids):
    for i in ids:
        print(repr(tokenizer.decode([i], clean_up_tokenization_spaces=False)))


@wrong(CLEANED)
def pieces(tokenizer, ids):
    return tokenizer.batch_decode([[i] for i in ids])


@wrong(CLEANED)
def pieces(tokenizer, ids):
    return [tokenizer.decode([i]) for i in ids]


@wrong(CLEANED)
def pieces(tokenizer, ids):
    return [tokenizer.decode(i) for i in ids]


@wrong(WORDS)
def pieces(tokenizer, ids):
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False).split(" ")


@wrong("pieces of white space alone were left out; one string for every id is asked for.")
def pieces(tokenizer, ids):
    return [piece for i in ids if (piece := tokenizer.decode([i], clean_up_tokenization_spaces=False)).strip()]


@wrong("a part of a character is shown in the vocabulary's own spelling; it reads as the tokenizer decodes it alone.")
def pieces(tokenizer, ids):
    decoded = [tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in ids]
    spelled = tokenizer.convert_ids_to_tokens(ids)
    return [other if "\ufffd" in piece else piece for piece, other in zip(decoded, spelled)]


@wrong("the text was encoded again, which can give other ids; the pieces of the ids that came in are asked for.")
def pieces(tokenizer, ids):
    text = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    again = tokenizer.encode(text, add_special_tokens=False)
    return [tokenizer.decode([i], clean_up_tokenization_spaces=False) for i in again]


@wrong(OTHER_CODE, when=changes("the tokenizer"))
def pieces(tokenizer, ids):
    tokenizer.clean_up_tokenization_spaces = False
    return [tokenizer.decode([i]) for i in ids]


@right  # decodes a batch of single ids
def pieces(tokenizer, ids):
    return tokenizer.batch_decode([[i] for i in ids], clean_up_tokenization_spaces=False)


@right  # decodes the id itself
def pieces(tokenizer, ids):
    return [tokenizer.decode(i, clean_up_tokenization_spaces=False) for i in ids]


@right  # asks the backend for a batch
def pieces(tokenizer, ids):
    return tokenizer.backend_tokenizer.decode_batch([[i] for i in ids], skip_special_tokens=False)


@right  # returns a tuple
def pieces(tokenizer, ids):
    return tuple(map(lambda i: tokenizer.decode([i], clean_up_tokenization_spaces=False), ids))


@right  # goes token by token to a string
def pieces(tokenizer, ids):
    return [tokenizer.convert_tokens_to_string([token]) for token in tokenizer.convert_ids_to_tokens(ids)]


@right  # appends in a loop
def pieces(tokenizer, ids):
    found = []
    for position in range(len(ids)):
        found.append(decode(tokenizer, ids[position : position + 1]))
    return found


@right  # goes by bytes
def pieces(tokenizer, ids):
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {chr(byte): byte for byte in printable}
    letters |= {chr(256 + n): byte for n, byte in enumerate(b for b in range(256) if b not in printable)}
    tokens = tokenizer.convert_ids_to_tokens(ids)
    return [bytes(letters[letter] for letter in token).decode("utf-8", "replace") for token in tokens]


@right  # a function that is half called
def pieces(tokenizer, ids):
    from functools import partial

    lossless = partial(tokenizer.decode, skip_special_tokens=False, clean_up_tokenization_spaces=False)
    return [lossless([token_id]) for token_id in ids]


# --- round_trips ---


@wrong("the answer is True whatever comes in; some tokenizers change the text: encode, decode and compare.")
def round_trips(tokenizer, text):
    return True


@wrong(FALSE)
def round_trips(tokenizer, text):
    return False


@wrong(CASE)
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return decode(tokenizer, ids).lower() == text.lower()


@wrong("the begin-of-text that encoding puts in front is compared too; it does not count as a difference.")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text)) == text


@wrong(SKIPPED)
def round_trips(tokenizer, text):
    return decode_text(tokenizer, tokenizer.encode(text)) == text


@wrong("the first id is dropped whatever it is; not every tokenizer puts a token in front.")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text)[1:]) == text


@wrong("every begin-of-text was taken out, also where the text itself spells it; only the one in front is to go.")
def round_trips(tokenizer, text):
    decoded = decode(tokenizer, tokenizer.encode(text))
    return decoded.replace(tokenizer.bos_token or "<s>", "") == text


@wrong(NO_BEGIN)
def round_trips(tokenizer, text):
    decoded = decode(tokenizer, tokenizer.encode(text))
    return decoded.removeprefix(tokenizer.bos_token) == text


@wrong(
    "only Llama's begin-of-text is taken off; another tokenizer puts another token in front: leave out "
    "what encoding put there.",
)
def round_trips(tokenizer, text):
    decoded = decode(tokenizer, tokenizer.encode(text))
    return decoded.removeprefix("<|begin_of_text|>") == text


@wrong(
    "ids were compared with ids that were encoded again; a text that was changed can have the same ids: "
    "compare the texts.",
)
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return tokenizer.encode(decode(tokenizer, ids), add_special_tokens=False) == ids


@wrong("only the lengths were compared; a changed text can be as long: compare the texts.")
def round_trips(tokenizer, text):
    return len(decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))) == len(text)


@wrong(WHITE_SPACE)
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)).split() == text.split()


@wrong("what comes back was stripped, and white space at the ends of the text is part of it.")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)).strip() == text


@wrong(EACH_TOKEN)
def round_trips(tokenizer, text):
    return "".join(pieces(tokenizer, tokenizer.encode(text, add_special_tokens=False))) == text


@wrong("the vocabulary's own spelling was joined and only Ġ put back; other bytes have letters too: decode the ids.")
def round_trips(tokenizer, text):
    return "".join(tokenizer.tokenize(text)).replace("Ġ", " ") == text


@wrong("a begin-of-text is expected in front of every text; some tokenizers put nothing there.")
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text, split_special_tokens=True)
    return decode(tokenizer, ids) == f"{tokenizer.bos_token}{text}"


@wrong("`is` asks whether this is the same object; `==` asks whether it is the same text.")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) is text


@wrong(SOMEWHERE)
def round_trips(tokenizer, text):
    return text in decode(tokenizer, tokenizer.encode(text))


@wrong(SOMEWHERE)
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text)).endswith(text)


@wrong("this is the text that comes back; whether it is the same is asked for, as True or False.")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))


@wrong("a yes-or-no answer is asked for: True or False, and this is a number.")
def round_trips(tokenizer, text):
    return int(decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text)


@wrong("a yes-or-no answer is asked for: True or False, and this is a word.")
def round_trips(tokenizer, text):
    return "yes" if decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text else "no"


@wrong("this is a numpy value; a plain Python value is asked for (`.tolist()` or `int(…)` gives one).")
def round_trips(tokenizer, text):
    import numpy

    return numpy.bool_(decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text)


@wrong("these are both texts; whether they are equal is asked for, as True or False.")
def round_trips(tokenizer, text):
    return text, decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))


@wrong("your own `assert` ended the call, and this call has an answer.")
def round_trips(tokenizer, text):
    assert decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text
    return True


@wrong("an empty text is answered with False here; it comes back as an empty text, and the answer is True.")
def round_trips(tokenizer, text):
    return bool(text) and decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text


@wrong(FALSE)
def round_trips(tokenizer, text):
    try:
        return tokenizer.encode(text).decode() == text
    except Exception:
        return False


@wrong(CLEANED)
def round_trips(tokenizer, text):
    return tokenizer.decode(tokenizer.encode(text, add_special_tokens=False)) == text


@wrong(FORMS)
def round_trips(tokenizer, text):
    import unicodedata

    back = decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))
    return unicodedata.normalize("NFC", back) == unicodedata.normalize("NFC", text)


@wrong(FORMS)
def round_trips(tokenizer, text):
    import unicodedata

    back = decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))
    return unicodedata.normalize("NFD", back) == unicodedata.normalize("NFD", text)


@wrong(CASE)
def round_trips(tokenizer, text):
    back = decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))
    return back.casefold() == text.casefold()


@wrong(WHITE_SPACE)
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)).strip() == text.strip()


@wrong("`text and …` gives '' for an empty text; it comes back as it was, and the answer is True.")
def round_trips(tokenizer, text):
    return text and decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text


@wrong(NO_BEGIN)
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text))[len(tokenizer.bos_token) :] == text


@wrong(NO_BEGIN)
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text)) == tokenizer.bos_token + text


@wrong(
    "special tokens were skipped, also those of the text, and what comes back was stripped; white space at the ends is part of it."
)
def round_trips(tokenizer, text):
    return decode_text(tokenizer, tokenizer.encode(text)).strip() == text


@wrong(SKIPPED)
def round_trips(tokenizer, text):
    return tokenizer.decode(tokenizer.encode(text), skip_special_tokens=True) == text


@wrong(LETTERS)
def round_trips(tokenizer, text):
    return sorted(decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))) == sorted(text)


@wrong(LETTERS)
def round_trips(tokenizer, text):
    return set(decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))) == set(text)


@wrong(END)
def round_trips(tokenizer, text):
    back = decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))
    return all(one == other for one, other in zip(back, text))


@wrong("this looks whether what comes back is somewhere in the text; nothing may be missing: compare for equality.")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) in text


@wrong(END)
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)).rstrip() == text.rstrip()


@wrong("the lines were compared without their ends; a line end more or less makes another text.")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)).splitlines() == text.splitlines()


@wrong("this measures how alike the texts are; exactly is asked for: compare for equality.")
def round_trips(tokenizer, text):
    import difflib

    back = decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))
    return difflib.SequenceMatcher(None, back, text).ratio() > 0.95


@wrong("a long text is cut off by `truncation=True`, so its end does not come back; all of it is encoded.")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, truncation=True, add_special_tokens=False)) == text


@wrong("a special token in front is dropped also where the text itself spells it; leave out only what encoding put there.")
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text)
    if ids and ids[0] in tokenizer.all_special_ids:
        ids = ids[1:]
    return decode(tokenizer, ids) == text


@wrong("entities such as `&amp;` in what comes back were resolved; compare it as it is.")
def round_trips(tokenizer, text):
    import html

    return html.unescape(decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))) == text


@wrong(NOT_TRIED)
def round_trips(tokenizer, text):
    return tokenizer.backend_tokenizer.normalizer is None


@wrong(NOT_TRIED)
def round_trips(tokenizer, text):
    return tokenizer.bos_token == "<|begin_of_text|>" or text == text.lower()


@wrong(OTHER_CODE, when=changes("the tokenizer"))
def round_trips(tokenizer, text):
    tokenizer.clean_up_tokenization_spaces = False
    return tokenizer.decode(tokenizer.encode(text, add_special_tokens=False)) == text


@wrong("the last id is not decoded, here or in the function that is called; none may be left out.")
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)[:-1]) == text


@right  # encodes without special tokens
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False) == text


@right  # asks the backend
def round_trips(tokenizer, text):
    backend = tokenizer.backend_tokenizer
    return backend.decode(backend.encode(text, add_special_tokens=False).ids, skip_special_tokens=False) == text


@right  # compares with what is in front
def round_trips(tokenizer, text):
    in_front = decode(tokenizer, tokenizer.encode(""))
    return decode(tokenizer, tokenizer.encode(text)) == in_front + text


@right  # takes begin-of-text off once, where there is one
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text)
    if tokenizer.bos_token_id is not None and ids[:1] == [tokenizer.bos_token_id]:
        ids = ids[1:]
    return decode(tokenizer, ids) == text


@right  # removes begin-of-text once, where there is one
def round_trips(tokenizer, text):
    decoded = decode(tokenizer, tokenizer.encode(text))
    return decoded.removeprefix(tokenizer.bos_token or "") == text


@right  # makes special tokens ordinary on the way
def round_trips(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False, split_special_tokens=True)
    return decode(tokenizer, ids) == text


@right  # looks at each character
def round_trips(tokenizer, text):
    back = decode(tokenizer, tokenizer.encode(text, add_special_tokens=False))
    if len(back) != len(text):
        return False
    return all(one == other for one, other in zip(back, text))


@right  # without anything in front
def round_trips(tokenizer, text):
    return decode(tokenizer, tokenizer.encode(text, add_special_tokens=False)) == text


@right  # bytes for bytes
def round_trips(tokenizer, text):
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    return decode(tokenizer, ids).encode("utf-8") == text.encode("utf-8")


@right  # behind what is in front of an empty text
def round_trips(tokenizer, text):
    back = decode(tokenizer, tokenizer.encode(text))
    return not back[len(decode(tokenizer, tokenizer.encode(""))) :] != text
