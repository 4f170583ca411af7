"""Answers to ex10 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

from kit.suite import changes, ids, looks, raises, right, wrong

BEGIN = "begin-of-text is counted; it belongs to the tokenizer, not to the text: `add_special_tokens=False`."
ONE_TAKEN = (
    "one was taken off for begin-of-text; not every tokenizer puts one in front. `add_special_tokens=False` "
    "leaves it out."
)
SPELLED = "a special token that the text spells is counted; the table of added tokens tells which ids are special."
TOKEN_COMES = "a token that comes several times is counted once: a set drops repeats."
CHARACTERS_OVER = "these are characters over tokens; bytes in UTF-8 are asked for."
BASE_ALWAYS = "the base is always English here; `base` says which language it is."
TOKENS_BYTE = "these are tokens a byte: texts that mean the same are compared as they are."
ROUNDED = "the quotient is rounded; hand it over as it is, and round where it is shown."
SPECIAL_KEPT = (
    "what an earlier call found for a name was kept; another tokenizer of that name has its own special tokens: ask the "
    "one that came in, at every call."
)
OF_ALL = "what is special to any of the tokenizers was left out of all; each decides by its own table."
SORTED = "the names were put into another order; they are asked for in the order in which they came."
LOWER = (
    "the text was put into lower case first; that is another text, and the bytes are those of the text that comes in."
)
FORM = "the text was put into another Unicode form first; that is another text, with other bytes."


def count(tokenizer, text: str) -> int:
    """Tokens of a text, special ones left out."""
    table = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return sum(not (i in table and table[i].special) for i in ids(tokenizer, text, False))


def has_base(tokenizer, texts, base="English") -> bool:
    """Whether there is anything to divide by, so that a call is not about what is refused."""
    return bool(texts.get(base))


def short(tokenizers, text: str) -> bool:
    """Whether it is soon counted: some answers read the whole table of added tokens for every id."""
    return len(text) < 80


def kept_for_it(got, tokenizers, text) -> bool:
    """Whether the name `it` has what the tokenizer had that the name stood for before: it counts one token more."""
    return "<x><x>" in text and got["it"] == count(tokenizers["it"], text) + 1


def of_neither(got, tokenizers, text) -> bool:
    """Whether neither `<a>` nor `<x>` was counted for any of two tokenizers, each of which takes one for special."""
    return "<x><x>" in text and [count(t, text) - got[name] for name, t in tokenizers.items()] == [2, 1]


# --- compare ---


@wrong(BEGIN)
def compare(tokenizers, text):
    return {name: len(tokenizer(text).input_ids) for name, tokenizer in tokenizers.items()}


@wrong(ONE_TAKEN)
def compare(tokenizers, text):
    return {name: len(tokenizer(text).input_ids) - 1 for name, tokenizer in tokenizers.items()}


@wrong(SPELLED)
def compare(tokenizers, text):
    return {name: len(tokenizer(text, add_special_tokens=False).input_ids) for name, tokenizer in tokenizers.items()}


@wrong(SPELLED)
def compare(tokenizers, text):
    return {name: len(tokenizer.tokenize(text)) for name, tokenizer in tokenizers.items()}


@wrong(
    "what the text spells was split into ordinary tokens; to the tokenizer it is a special token, which is left out.",
)
def compare(tokenizers, text):
    return {
        name: len(tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids)
        for name, tokenizer in tokenizers.items()
    }


@wrong("not every added token is special: only those with the flag `special` are left out.", when=short)
def compare(tokenizers, text):
    return {
        name: sum(i not in tokenizer.added_tokens_decoder for i in tokenizer(text, add_special_tokens=False).input_ids)
        for name, tokenizer in tokenizers.items()
    }


@wrong(
    "`all_special_ids` knows begin and end only; the table of added tokens tells which other ids are special.",
    when=short,
)
def compare(tokenizers, text):
    return {
        name: sum(i not in tokenizer.all_special_ids for i in tokenizer(text).input_ids)
        for name, tokenizer in tokenizers.items()
    }


@wrong("`< 128000` is true on Llama 3 only; the table of added tokens tells which ids are special.")
def compare(tokenizers, text):
    return {name: sum(i < 128000 for i in tokenizer(text).input_ids) for name, tokenizer in tokenizers.items()}


@wrong("these are characters; tokens are asked for.")
def compare(tokenizers, text):
    return {name: len(text) for name in tokenizers}


@wrong("these are bytes; tokens are asked for.")
def compare(tokenizers, text):
    return {name: len(text.encode()) for name in tokenizers}


@wrong("these are words; tokens are asked for.")
def compare(tokenizers, text):
    return {name: len(text.split()) for name in tokenizers}


@wrong("all are counted with the first tokenizer; each has its own.")
def compare(tokenizers, text):
    first = list(tokenizers.values())[0] if tokenizers else None
    return {name: len(first(text, add_special_tokens=False).input_ids) for name in tokenizers}


@wrong("these are the ids; how many they are is asked for.")
def compare(tokenizers, text):
    return {name: tokenizer(text, add_special_tokens=False).input_ids for name, tokenizer in tokenizers.items()}


@wrong(TOKEN_COMES)
def compare(tokenizers, text):
    return {
        name: len(set(tokenizer(text, add_special_tokens=False).input_ids)) for name, tokenizer in tokenizers.items()
    }


@wrong("these are the numbers alone; a dict with the names is asked for.")
def compare(tokenizers, text):
    return [len(tokenizer(text, add_special_tokens=False).input_ids) for tokenizer in tokenizers.values()]


@wrong(SORTED)
def compare(tokenizers, text):
    found = {}
    for name, tokenizer in tokenizers.items():
        special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        found[name] = sum(i not in special for i in tokenizer(text, add_special_tokens=False).input_ids)
    return dict(sorted(found.items(), key=lambda item: item[1]))


@wrong("these are the sizes of the vocabularies.")
def compare(tokenizers, text):
    return {name: len(tokenizer) for name, tokenizer in tokenizers.items()}


@wrong("the dict that was passed in belongs to the caller; build a new one.", when=changes("its argument"))
def compare(tokenizers, text):
    found = {}
    while tokenizers:
        name = next(iter(tokenizers))
        tokenizer = tokenizers.pop(name)
        special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        found[name] = sum(i not in special for i in tokenizer(text, add_special_tokens=False).input_ids)
    return found


@wrong("the text was put into lower case first; that is another text.")
def compare(tokenizers, text):
    return {
        name: len(tokenizer(text.lower(), add_special_tokens=False).input_ids) for name, tokenizer in tokenizers.items()
    }


@wrong("white space at the ends was stripped; it has tokens, too.")
def compare(tokenizers, text):
    return {
        name: len(tokenizer(text.strip(), add_special_tokens=False).input_ids) for name, tokenizer in tokenizers.items()
    }


@wrong(
    "the number for a name was kept from another call; the same name can stand for another tokenizer: count at every call.",
    when=short,
)
def compare(tokenizers, text, _c={}):
    for n, t in tokenizers.items():
        if (n, text) not in _c:
            _c[n, text] = sum(
                i not in {k for k, a in t.added_tokens_decoder.items() if a.special} for i in t(text).input_ids
            )
    return {n: _c[n, text] for n in tokenizers}


@wrong("all are counted with the last tokenizer; each has its own.")
def compare(tokenizers, text):
    for tokenizer in tokenizers.values():
        special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        count = sum(i not in special for i in tokenizer.encode(text, add_special_tokens=False))
    return {name: count for name in tokenizers}


@wrong(SORTED)
def compare(tokenizers, text):
    found = {}
    for name, tokenizer in tokenizers.items():
        special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        found[name] = sum(i not in special for i in tokenizer.encode(text, add_special_tokens=False))
    return dict(sorted(found.items(), key=lambda item: item[1]))


@wrong(TOKEN_COMES)
def compare(tokenizers, text):
    return {n: len({*t.encode(text, add_special_tokens=False)} - {*t.all_special_ids}) for n, t in tokenizers.items()}


@wrong(SORTED)
def compare(tokenizers, text):
    found = {}
    for name in sorted(tokenizers):
        special = {i for i, t in tokenizers[name].added_tokens_decoder.items() if t.special}
        found[name] = sum(i not in special for i in tokenizers[name].encode(text, add_special_tokens=False))
    return found


@wrong(SPELLED)
def compare(tokenizers, text):
    return {
        name: len(tokenizer.encode(text)) - tokenizer.num_special_tokens_to_add()
        for name, tokenizer in tokenizers.items()
    }


@wrong("each word was counted by itself, without the space in front of it; the whole text is asked about.")
def compare(tokenizers, text):
    return {
        name: sum(len(tokenizer.encode(word, add_special_tokens=False)) for word in text.split())
        for name, tokenizer in tokenizers.items()
    }


@wrong(SPECIAL_KEPT, when=looks(kept_for_it))
def compare(tokenizers, text, kept={}):
    for tokenizer in tokenizers.values():
        if (tokenizer.name_or_path, text) not in kept:
            kept[tokenizer.name_or_path, text] = _count(tokenizer, text)
    return {name: kept[tokenizer.name_or_path, text] for name, tokenizer in tokenizers.items()}


@wrong(SPECIAL_KEPT, when=looks(kept_for_it))
def compare(tokenizers, text, kept={}):
    found = {}
    for name, tokenizer in tokenizers.items():
        if name not in kept:
            kept[name] = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        found[name] = sum(i not in kept[name] for i in tokenizer.encode(text, add_special_tokens=False))
    return found


@wrong(SPECIAL_KEPT, when=looks(kept_for_it))
def compare(tokenizers, text, kept={}):
    found = {}
    for name, tokenizer in tokenizers.items():
        own = tokenizer.name_or_path
        if own not in kept:
            kept[own] = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        found[name] = sum(i not in kept[own] for i in tokenizer.encode(text, add_special_tokens=False))
    return found


@wrong(OF_ALL, when=looks(of_neither))
def compare(tokenizers, text):
    special = {t.content for each in tokenizers.values() for t in each.added_tokens_decoder.values() if t.special}
    return {name: sum(p not in special for p in tokenizer.tokenize(text)) for name, tokenizer in tokenizers.items()}


@right  # leaves special ids out of all
def compare(tokenizers, text):
    found = {}
    for name, tokenizer in tokenizers.items():
        special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        found[name] = len([i for i in tokenizer.encode(text) if i not in special])
    return found


@right  # uses the mask of special tokens and the table
def compare(tokenizers, text):
    def count(tokenizer):
        encoding = tokenizer.backend_tokenizer.encode(text, add_special_tokens=False)
        table = tokenizer.backend_tokenizer.get_added_tokens_decoder()
        return len(encoding.ids) - sum(1 for i in encoding.ids if i in table and table[i].special)

    return dict(zip(tokenizers, map(count, tokenizers.values())))


@right  # a Counter
def compare(tokenizers, text):
    from collections import Counter

    counts = Counter()
    for name in tokenizers:
        counts[name] = 0
        table = tokenizers[name].added_tokens_decoder
        for i in tokenizers[name](text, add_special_tokens=False)["input_ids"]:
            counts[name] += not (i in table and table[i].special)
    return counts


@right  # with pieces
def compare(tokenizers, text):
    result = {}
    for name, tokenizer in tokenizers.items():
        names = {t.content for t in tokenizer.added_tokens_decoder.values() if t.special}
        result[name] = sum(1 for piece in tokenizer.tokenize(text) if piece not in names)
    return result


@right  # filters what the tokenizer says is special
def compare(tokenizers, text):
    result = {}
    for name, tokenizer in tokenizers.items():
        table = tokenizer.added_tokens_decoder
        ids = tokenizer(text)["input_ids"]
        result[name] = len([i for i in ids if not (i in table and table[i].special)])
    return result


@right  # from the backend's table
def compare(tokenizers, text):
    def count(tokenizer):
        table = tokenizer.backend_tokenizer.get_added_tokens_decoder()
        special = {token_id for token_id in table if table[token_id].special}
        return sum(token_id not in special for token_id in tokenizer(text, add_special_tokens=False)["input_ids"])

    return {name: count(tokenizer) for name, tokenizer in tokenizers.items()}


# --- bytes_per_token ---


@wrong(BEGIN)
def bytes_per_token(tokenizer, text):
    return len(text.encode()) / len(tokenizer(text).input_ids) if text else 0.0


@wrong(SPELLED)
def bytes_per_token(tokenizer, text):
    tokens = len(tokenizer(text, add_special_tokens=False).input_ids)
    return len(text.encode()) / tokens if tokens else 0.0


@wrong(ONE_TAKEN)
def bytes_per_token(tokenizer, text):
    tokens = len(tokenizer(text).input_ids) - 1
    return len(text.encode()) / tokens if tokens > 0 else 0.0


@wrong(CHARACTERS_OVER)
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return len(text) / tokens if tokens else 0.0


@wrong("that is upside down: bytes over tokens.")
def bytes_per_token(tokenizer, text):
    return _count(tokenizer, text) / len(text.encode()) if text else 0.0


@wrong("`//` divides whole numbers and drops the rest.")
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return len(text.encode()) // tokens if tokens else 0.0


@wrong(
    "a text can be without tokens, and nothing can be divided by 0: that gives 0.0.",
    also=raises("ZeroDivisionError"),
)
def bytes_per_token(tokenizer, text):
    return len(text.encode()) / _count(tokenizer, text)


@wrong("a text all of whose tokens are special has no tokens to divide by: that gives 0.0.")
def bytes_per_token(tokenizer, text):
    return len(text.encode()) / max(1, _count(tokenizer, text))


@wrong("these are bytes in UTF-16; UTF-8 is asked for.")
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return len(text.encode("utf-16-le")) / tokens if tokens else 0.0


@wrong("white space has bytes as well.")
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return len("".join(text.split()).encode()) / tokens if tokens else 0.0


@wrong(
    ROUNDED,
    also=looks(
        lambda got, tokenizer, text: got in [round(len(text.encode()) / count(tokenizer, text), k) for k in range(6)]
    ),
)
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return round(len(text.encode()) / tokens, 1) if tokens else 0.0


@wrong("a number is asked for, and this is a string.")
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return f"{len(text.encode()) / tokens:.2f}" if tokens else "0.00"


@wrong(FORM)
def bytes_per_token(tokenizer, text):
    import unicodedata

    n = compare({"": tokenizer}, text)[""]
    return len(unicodedata.normalize("NFC", text).encode()) / n if n else 0.0


@wrong(ROUNDED)
def bytes_per_token(tokenizer, text):
    special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    tokens = sum(i not in special for i in tokenizer(text, add_special_tokens=False).input_ids)
    return round(len(text.encode()) / tokens, 3) if tokens else 0.0


@wrong("these are the bytes of what the tokenizer made of the text; the bytes are those of the text that comes in.")
def bytes_per_token(tokenizer, text):
    special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    ids = tokenizer.encode(text, add_special_tokens=False)
    own = sum(i not in special for i in ids)
    if own == 0:
        return 0.0
    return len(tokenizer.decode(ids, clean_up_tokenization_spaces=False).encode()) / own


@wrong(LOWER)
def bytes_per_token(tokenizer, text):
    counted = compare({"t": tokenizer}, text)["t"]
    return len(text.lower().encode()) / counted if counted else 0.0


@wrong(
    "the bytes of special text were left out; the bytes are those of the whole text, only the tokens are not counted.",
)
def bytes_per_token(tokenizer, text):
    counted = compare({"t": tokenizer}, text)["t"]
    for token in tokenizer.added_tokens_decoder.values():
        if token.special:
            text = text.replace(token.content, "")
    return len(text.encode()) / counted if counted else 0.0


@wrong("this is the mean of the words' own figures; all bytes over all tokens is asked for.")
def bytes_per_token(tokenizer, text):
    each = [len(w.encode()) / max(1, compare({"t": tokenizer}, w)["t"]) for w in text.split()]
    return sum(each) / len(each) if each else 0.0


@wrong(ROUNDED)
def bytes_per_token(tokenizer, text):
    counted = compare({"t": tokenizer}, text)["t"]
    return float(f"{len(text.encode()) / counted:.2f}") if counted else 0.0


@wrong("white space has bytes as well.")
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return len(text.strip().encode()) / tokens if tokens else 0.0


@wrong("these are bytes in UTF-16; UTF-8 is asked for.")
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return len(text.encode("utf-16")) / tokens if tokens else 0.0


@wrong("these are the bytes of the vocabulary's spelling, in which a space is Ġ; those of the text are asked for.")
def bytes_per_token(tokenizer, text):
    tokens = tokenizer.tokenize(text)
    return sum(len(token.encode()) for token in tokens) / len(tokens) if tokens else 0.0


@wrong(
    "characters are counted here, and special tokens that the text spells; bytes in UTF-8 over ordinary tokens are "
    "asked for."
)
def bytes_per_token(tokenizer, text):
    tokens = len(tokenizer(text, add_special_tokens=False).input_ids)
    return len(text) / tokens if tokens else 0.0


@right  # the plain division
def bytes_per_token(tokenizer, text):
    special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    tokens = [i for i in tokenizer(text).input_ids if i not in special]
    return len(text.encode("utf-8")) / len(tokens) if tokens else 0.0


@right  # catches the division by nothing
def bytes_per_token(tokenizer, text):
    try:
        return len(bytes(text, "utf-8")) / compare({"it": tokenizer}, text)["it"]
    except ZeroDivisionError:
        return 0.0


@wrong(ROUNDED)
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return round(len(text.encode()) / tokens, 2) if tokens else 0


@right  # numpy's mean, made plain
def bytes_per_token(tokenizer, text):
    import numpy

    tokens = _count(tokenizer, text)
    return float(numpy.divide(len(text.encode()), tokens)) if tokens else 0.0


@right  # is a quotient of fractions
def bytes_per_token(tokenizer, text):
    from fractions import Fraction

    counted = compare({"t": tokenizer}, text)["t"]
    return float(Fraction(len(bytes(text, "utf-8")), counted)) if counted else 0.0


@right  # counts the bytes one by one
def bytes_per_token(tokenizer, text):
    tokens = compare({"it": tokenizer}, text)["it"]
    size = sum(1 for _ in text.encode("utf-8"))
    return 0.0 if not tokens else size / tokens


# --- language_cost ---


@wrong("the base is the language with the fewest tokens here; `base` says which language it is.")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    if not counts[base]:
        raise ValueError(base)
    least = min(count for count in counts.values() if count)
    return {language: count / least for language, count in counts.items()}


@wrong(BEGIN)
def language_cost(tokenizer, texts, base="English"):
    counts = {language: len(tokenizer(text).input_ids) for language, text in texts.items()}
    return {language: count / counts[base] for language, count in counts.items()}


@wrong(SPELLED)
def language_cost(tokenizer, texts, base="English"):
    counts = {language: len(tokenizer(text, add_special_tokens=False).input_ids) for language, text in texts.items()}
    if not counts[base]:
        raise ValueError(base)
    return {language: count / counts[base] for language, count in counts.items()}


@wrong("that is upside down: the language's tokens over the base language's.")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    return {language: counts[base] / count for language, count in counts.items()}


@wrong(BASE_ALWAYS)
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    base = "English" if "English" in counts else base
    if not counts[base]:
        raise ValueError(base)
    return {language: count / counts[base] for language, count in counts.items()}


@wrong("these are characters over characters; tokens are asked for.")
def language_cost(tokenizer, texts, base="English"):
    return {language: len(text) / len(texts[base]) for language, text in texts.items()}


@wrong("these are bytes over bytes; tokens are asked for.")
def language_cost(tokenizer, texts, base="English"):
    return {language: len(text.encode()) / len(texts[base].encode()) for language, text in texts.items()}


@wrong(TOKENS_BYTE)
def language_cost(tokenizer, texts, base="English"):
    share = {language: _count(tokenizer, text) / len(text.encode()) for language, text in texts.items()}
    return {language: value / share[base] for language, value in share.items()}


@wrong("these are tokens a character: texts that mean the same are compared as they are.")
def language_cost(tokenizer, texts, base="English"):
    share = {language: _count(tokenizer, text) / len(text) for language, text in texts.items()}
    return {language: value / share[base] for language, value in share.items()}


@wrong("these are the numbers of tokens; divide them by the base language's.")
def language_cost(tokenizer, texts, base="English"):
    return {language: _count(tokenizer, text) for language, text in texts.items()}


@wrong("these are percent; 1.0 stands for the base language.")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    return {language: 100 * count / counts[base] for language, count in counts.items()}


@wrong("the base language is missing; it costs 1.0.")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    return {language: count / counts[base] for language, count in counts.items() if language != base}


@wrong(SORTED)
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    costs = {language: count / counts[base] for language, count in counts.items()}
    return dict(sorted(costs.items(), key=lambda item: item[1]))


@wrong("`//` drops what is after the point.")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    return {language: count // counts[base] for language, count in counts.items()}


@wrong(
    "ValueError is asked for where the base has no tokens, and a ZeroDivisionError is none: look at them "
    "before dividing.",
)
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    return {language: count / counts[base] for language, count in counts.items()}


@wrong("a base that is missing or has no tokens was replaced by another; KeyError and ValueError are asked for.")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    by = counts.get(base) or max(counts.values())
    return {language: count / by for language, count in counts.items()}


@wrong("a dict is asked for, and this is a list of pairs.")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    return [(language, count / counts[base]) for language, count in counts.items()]


@wrong("a base all of whose tokens are special has none to compare with, like an empty one: ValueError is asked for.")
def language_cost(tokenizer, texts, base="English"):
    if not texts[base]:
        raise ValueError
    n = {k: compare({0: tokenizer}, t)[0] for k, t in texts.items()}
    return {k: v / max(1, n[base]) for k, v in n.items()}


@wrong("a base of white space was refused; white space is text and has tokens.")
def language_cost(tokenizer, texts, base="English"):
    if not texts[base].strip():
        raise ValueError
    n = {k: compare({0: tokenizer}, t)[0] for k, t in texts.items()}
    if not n[base]:
        raise ValueError
    return {k: v / n[base] for k, v in n.items()}


@wrong(ROUNDED)
def language_cost(tokenizer, texts, base="English"):
    special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}

    def count(text):
        return sum(i not in special for i in tokenizer(text, add_special_tokens=False).input_ids)

    if not count(texts[base]):
        raise ValueError("no tokens")
    return {language: round(count(text) / count(texts[base]), 4) for language, text in texts.items()}


@wrong(BASE_ALWAYS)
def language_cost(tokenizer, texts, base="English"):
    counts = {k: compare({"t": tokenizer}, v)["t"] for k, v in texts.items()}
    own = counts["English"] if "English" in counts else counts[base]
    if not own:
        raise ValueError("nothing")
    return {k: v / own for k, v in counts.items()}


@wrong(SORTED)
def language_cost(tokenizer, texts, base="English"):
    counts = {k: compare({"t": tokenizer}, v)["t"] for k, v in texts.items()}
    if not counts[base]:
        raise ValueError("nothing")
    return {base: 1.0} | {k: v / counts[base] for k, v in counts.items()}


@wrong(TOKENS_BYTE)
def language_cost(tokenizer, texts, base="English"):
    if not compare({"t": tokenizer}, texts[base])["t"]:
        raise ValueError("nothing")
    own = {k: bytes_per_token(tokenizer, v) for k, v in texts.items()}
    return {k: own[base] / v if v else 0.0 for k, v in own.items()}


@wrong("a base without tokens raised KeyError; that is for a base that is missing: ValueError is asked for.")
def language_cost(tokenizer, texts, base="English"):
    counts = {k: compare({"t": tokenizer}, v)["t"] for k, v in texts.items()}
    if not counts.get(base):
        raise KeyError(base)
    return {k: v / counts[base] for k, v in counts.items()}


@wrong("languages without tokens are left out; they are asked for too, and cost 0.0.")
def language_cost(tokenizer, texts, base="English"):
    counts = {k: compare({"t": tokenizer}, v)["t"] for k, v in texts.items()}
    if not counts[base]:
        raise ValueError("nothing")
    return {k: v / counts[base] for k, v in counts.items() if v}


@wrong("these are the differences to 1.0; the quotients are asked for.")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    if not counts[base]:
        raise ValueError(base)
    return {language: count / counts[base] - 1 for language, count in counts.items()}


@wrong("a base without tokens gives 0.0 here; nothing can be compared with it: ValueError is asked for.")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    return {language: count / counts[base] if counts[base] else 0.0 for language, count in counts.items()}


@wrong(ROUNDED)
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    if not counts[base]:
        raise ValueError(base)
    return {language: round(count / counts[base], 2) for language, count in counts.items()}


@wrong(ROUNDED)
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    if counts[base] == 0:
        raise ValueError(base)
    return {language: round(count / counts[base], 2) for language, count in counts.items()}


@wrong(
    "the quotients are rounded here, and special tokens that a text spells are counted; the quotients of ordinary "
    "tokens are asked for, as they are.",
    when=has_base,
)
def language_cost(tokenizer, texts, base="English"):
    counts = {language: len(tokenizer(text, add_special_tokens=False).input_ids) for language, text in texts.items()}
    if not counts[base]:
        raise ValueError(base)
    return {language: round(count / counts[base], 2) for language, count in counts.items()}


@wrong("special tokens are counted in the base language's text; they are left out of every text.")
def language_cost(tokenizer, texts, base="English"):
    own = len(tokenizer(texts[base], add_special_tokens=False).input_ids)
    if not _count(tokenizer, texts[base]):
        raise ValueError(base)
    return {language: _count(tokenizer, text) / own for language, text in texts.items()}


@wrong(SPECIAL_KEPT)
def language_cost(tokenizer, texts, base="English", kept={}):
    if tokenizer.name_or_path not in kept:
        kept[tokenizer.name_or_path] = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    special = kept[tokenizer.name_or_path]
    counts = {
        language: sum(i not in special for i in tokenizer(text, add_special_tokens=False).input_ids)
        for language, text in texts.items()
    }
    if not counts[base]:
        raise ValueError(base)
    return {language: count / counts[base] for language, count in counts.items()}


@right  # the quotients
def language_cost(tokenizer, texts, base="English"):
    base_tokens = _count(tokenizer, texts[base])
    if base_tokens == 0:
        raise ValueError("nothing to compare with")
    return {language: _count(tokenizer, text) / base_tokens for language, text in texts.items()}


@right  # with compare, language by language
def language_cost(tokenizer, texts, base="English"):
    counts = {}
    for language in texts:
        counts[language] = compare({language: tokenizer}, texts[language])[language]
    try:
        return {language: counts[language] / counts[base] for language in counts}
    except ZeroDivisionError:
        raise ValueError(f"{base} has no tokens") from None


@right  # times the reciprocal
def language_cost(tokenizer, texts, base="English"):
    if base not in texts:
        raise KeyError(base)
    tokens = _count(tokenizer, texts[base])
    if not tokens:
        raise ValueError(base)
    factor = 1 / tokens
    return {language: factor * _count(tokenizer, text) for language, text in texts.items()}


@right  # OrderedDict
def language_cost(tokenizer, texts, base="English"):
    from collections import OrderedDict

    b = compare({0: tokenizer}, texts[base])[0]
    if not b:
        raise ValueError
    return OrderedDict((k, compare({0: tokenizer}, t)[0] / b) for k, t in texts.items())


@right  # is a loop
def language_cost(tokenizer, texts, base="English"):
    own = compare({base: tokenizer}, texts[base])[base]
    if own < 1:
        raise ValueError(f"{base} has no tokens")
    costs = dict.fromkeys(texts, 0.0)
    for language in costs:
        costs[language] = compare({base: tokenizer}, texts[language])[base] / own
    return costs


@right  # numpy divides, plain numbers come out
def language_cost(tokenizer, texts, base="English"):
    import numpy

    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    if counts[base] == 0:
        raise ValueError(f"nothing to compare {sorted(counts)} with")
    return dict(zip(counts, (numpy.array([*counts.values()]) / counts[base]).tolist()))
