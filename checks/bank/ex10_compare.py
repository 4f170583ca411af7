"""Answers for ex10_compare, wrong and right; see checks/answers.py."""


@wrong("counts begin-of-text", cause="begin-of-text is counted")
def compare(tokenizers, text):
    return {name: len(tokenizer(text).input_ids) for name, tokenizer in tokenizers.items()}


@wrong("takes one off", cause="not every tokenizer puts one in front")
def compare(tokenizers, text):
    return {name: len(tokenizer(text).input_ids) - 1 for name, tokenizer in tokenizers.items()}


@wrong("counts special tokens that the text spells", cause="that the text spells is counted")
def compare(tokenizers, text):
    return {name: len(tokenizer(text, add_special_tokens=False).input_ids) for name, tokenizer in tokenizers.items()}


@wrong("counts with tokenize", cause="that the text spells is counted")
def compare(tokenizers, text):
    return {name: len(tokenizer.tokenize(text)) for name, tokenizer in tokenizers.items()}


@wrong("makes text of what the text spells", cause="was split into ordinary tokens")
def compare(tokenizers, text):
    return {
        name: len(tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids)
        for name, tokenizer in tokenizers.items()
    }


@wrong("leaves every added token out", cause="not every added token is special")
def compare(tokenizers, text):
    return {
        name: sum(i not in tokenizer.added_tokens_decoder for i in tokenizer(text, add_special_tokens=False).input_ids)
        for name, tokenizer in tokenizers.items()
    }


@wrong("leaves out begin and end only", cause="a special token that the text spells is counted")
def compare(tokenizers, text):
    return {
        name: sum(i not in tokenizer.all_special_ids for i in tokenizer(text).input_ids)
        for name, tokenizer in tokenizers.items()
    }


@wrong("ids below 128000 only", cause="`< 128000` is true on Llama 3 only")
def compare(tokenizers, text):
    return {name: sum(i < 128000 for i in tokenizer(text).input_ids) for name, tokenizer in tokenizers.items()}


@wrong("characters", cause="these are characters")
def compare(tokenizers, text):
    return {name: len(text) for name in tokenizers}


@wrong("bytes", cause="these are bytes")
def compare(tokenizers, text):
    return {name: len(text.encode()) for name in tokenizers}


@wrong("words", cause="these are words")
def compare(tokenizers, text):
    return {name: len(text.split()) for name in tokenizers}


@wrong("one tokenizer for all", cause="each has its own")
def compare(tokenizers, text):
    first = list(tokenizers.values())[0] if tokenizers else None
    return {name: len(first(text, add_special_tokens=False).input_ids) for name in tokenizers}


@wrong("the ids", cause="how many they are")
def compare(tokenizers, text):
    return {name: tokenizer(text, add_special_tokens=False).input_ids for name, tokenizer in tokenizers.items()}


@wrong("a set of ids", cause="a set drops repeats")
def compare(tokenizers, text):
    return {
        name: len(set(tokenizer(text, add_special_tokens=False).input_ids)) for name, tokenizer in tokenizers.items()
    }


@wrong("the numbers alone", cause="a dict with the names")
def compare(tokenizers, text):
    return [len(tokenizer(text, add_special_tokens=False).input_ids) for tokenizer in tokenizers.values()]


@wrong("sorted by the number", cause="the order is not")
def compare(tokenizers, text):
    found = {}
    for name, tokenizer in tokenizers.items():
        special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        found[name] = sum(i not in special for i in tokenizer(text, add_special_tokens=False).input_ids)
    return dict(sorted(found.items(), key=lambda item: item[1]))


@wrong("the sizes of the vocabularies", cause="sizes of the vocabularies")
def compare(tokenizers, text):
    return {name: len(tokenizer) for name, tokenizer in tokenizers.items()}


@wrong("takes the tokenizers out of the dict", cause="belongs to the caller")
def compare(tokenizers, text):
    found = {}
    while tokenizers:
        name = next(iter(tokenizers))
        tokenizer = tokenizers.pop(name)
        special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        found[name] = sum(i not in special for i in tokenizer(text, add_special_tokens=False).input_ids)
    return found


@wrong("lower-cases", cause="the text was put into lower case first")
def compare(tokenizers, text):
    return {
        name: len(tokenizer(text.lower(), add_special_tokens=False).input_ids) for name, tokenizer in tokenizers.items()
    }


@wrong("strips", cause="white space at the ends was stripped")
def compare(tokenizers, text):
    return {
        name: len(tokenizer(text.strip(), add_special_tokens=False).input_ids) for name, tokenizer in tokenizers.items()
    }


@right("leaves special ids out of all")
def compare(tokenizers, text):
    found = {}
    for name, tokenizer in tokenizers.items():
        special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        found[name] = len([i for i in tokenizer.encode(text) if i not in special])
    return found


@right("uses the mask of special tokens and the table")
def compare(tokenizers, text):
    def count(tokenizer):
        encoding = tokenizer.backend_tokenizer.encode(text, add_special_tokens=False)
        table = tokenizer.backend_tokenizer.get_added_tokens_decoder()
        return len(encoding.ids) - sum(1 for i in encoding.ids if i in table and table[i].special)

    return dict(zip(tokenizers, map(count, tokenizers.values())))


@right("a Counter")
def compare(tokenizers, text):
    from collections import Counter

    counts = Counter()
    for name in tokenizers:
        counts[name] = 0
        table = tokenizers[name].added_tokens_decoder
        for i in tokenizers[name](text, add_special_tokens=False)["input_ids"]:
            counts[name] += not (i in table and table[i].special)
    return counts


@right("with pieces")
def compare(tokenizers, text):
    result = {}
    for name, tokenizer in tokenizers.items():
        names = {t.content for t in tokenizer.added_tokens_decoder.values() if t.special}
        result[name] = sum(1 for piece in tokenizer.tokenize(text) if piece not in names)
    return result


@wrong("counts begin-of-text", cause="begin-of-text is counted")
def bytes_per_token(tokenizer, text):
    return len(text.encode()) / len(tokenizer(text).input_ids) if text else 0.0


@wrong("counts special tokens that the text spells", cause="that the text spells is counted")
def bytes_per_token(tokenizer, text):
    tokens = len(tokenizer(text, add_special_tokens=False).input_ids)
    return len(text.encode()) / tokens if tokens else 0.0


@wrong("takes one off", cause="one was taken off for begin-of-text")
def bytes_per_token(tokenizer, text):
    tokens = len(tokenizer(text).input_ids) - 1
    return len(text.encode()) / tokens if tokens > 0 else 0.0


@wrong("characters", cause="these are characters over tokens")
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return len(text) / tokens if tokens else 0.0


@wrong("upside down", cause="upside down")
def bytes_per_token(tokenizer, text):
    return _count(tokenizer, text) / len(text.encode()) if text else 0.0


@wrong("whole numbers", cause="drops the rest")
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return len(text.encode()) // tokens if tokens else 0.0


@wrong("divides by nothing", cause="nothing can be divided by 0")
def bytes_per_token(tokenizer, text):
    return len(text.encode()) / _count(tokenizer, text)


@wrong("one for a text without tokens", cause="has no tokens to divide by")
def bytes_per_token(tokenizer, text):
    return len(text.encode()) / max(1, _count(tokenizer, text))


@wrong("UTF-16", cause="UTF-16")
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return len(text.encode("utf-16-le")) / tokens if tokens else 0.0


@wrong("leaves white space out", cause="white space has bytes")
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return len("".join(text.split()).encode()) / tokens if tokens else 0.0


@wrong("rounds to one place", cause="rounded to one decimal")
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return round(len(text.encode()) / tokens, 1) if tokens else 0.0


@wrong("text of it", cause="a number is asked for, and this is a string")
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return f"{len(text.encode()) / tokens:.2f}" if tokens else "0.00"


@right("the plain division")
def bytes_per_token(tokenizer, text):
    special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    tokens = [i for i in tokenizer(text).input_ids if i not in special]
    return len(text.encode("utf-8")) / len(tokens) if tokens else 0.0


@right("catches the division by nothing")
def bytes_per_token(tokenizer, text):
    try:
        return len(bytes(text, "utf-8")) / compare({"it": tokenizer}, text)["it"]
    except ZeroDivisionError:
        return 0.0


@right("rounds to two places")
def bytes_per_token(tokenizer, text):
    tokens = _count(tokenizer, text)
    return round(len(text.encode()) / tokens, 2) if tokens else 0


@right("numpy's mean, made plain")
def bytes_per_token(tokenizer, text):
    import numpy

    tokens = _count(tokenizer, text)
    return float(numpy.divide(len(text.encode()), tokens)) if tokens else 0.0


@wrong("counts begin-of-text", cause="begin-of-text is counted")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: len(tokenizer(text).input_ids) for language, text in texts.items()}
    return {language: count / counts[base] for language, count in counts.items()}


@wrong("counts special tokens that the text spells", cause="that the text spells is counted")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: len(tokenizer(text, add_special_tokens=False).input_ids) for language, text in texts.items()}
    if not counts[base]:
        raise ValueError(base)
    return {language: count / counts[base] for language, count in counts.items()}


@wrong("upside down", cause="upside down")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    return {language: counts[base] / count for language, count in counts.items()}


@wrong("always English", cause="the base is always English")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    base = "English" if "English" in counts else base
    if not counts[base]:
        raise ValueError(base)
    return {language: count / counts[base] for language, count in counts.items()}


@wrong("characters", cause="characters over characters")
def language_cost(tokenizer, texts, base="English"):
    return {language: len(text) / len(texts[base]) for language, text in texts.items()}


@wrong("bytes", cause="bytes over bytes")
def language_cost(tokenizer, texts, base="English"):
    return {language: len(text.encode()) / len(texts[base].encode()) for language, text in texts.items()}


@wrong("tokens a byte", cause="tokens a byte")
def language_cost(tokenizer, texts, base="English"):
    share = {language: _count(tokenizer, text) / len(text.encode()) for language, text in texts.items()}
    return {language: value / share[base] for language, value in share.items()}


@wrong("tokens a character", cause="tokens a character")
def language_cost(tokenizer, texts, base="English"):
    share = {language: _count(tokenizer, text) / len(text) for language, text in texts.items()}
    return {language: value / share[base] for language, value in share.items()}


@wrong("counts alone", cause="these are the numbers of tokens")
def language_cost(tokenizer, texts, base="English"):
    return {language: _count(tokenizer, text) for language, text in texts.items()}


@wrong("percent", cause="these are percent")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    return {language: 100 * count / counts[base] for language, count in counts.items()}


@wrong("leaves the base out", cause="the base language is missing")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    return {language: count / counts[base] for language, count in counts.items() if language != base}


@wrong("sorted by cost", cause="the order is not")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    costs = {language: count / counts[base] for language, count in counts.items()}
    return dict(sorted(costs.items(), key=lambda item: item[1]))


@wrong("whole numbers", cause="`//` drops")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    return {language: count // counts[base] for language, count in counts.items()}


@wrong("divides by nothing", cause="a ZeroDivisionError is no ValueError")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    return {language: count / counts[base] for language, count in counts.items()}


@wrong("invents a base", cause="`raise ValueError(…)` says so")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    by = counts.get(base) or max(counts.values())
    return {language: count / by for language, count in counts.items()}


@wrong("pairs", cause="a dict is asked for, and this is a list")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    return [(language, count / counts[base]) for language, count in counts.items()]


@right("the quotients")
def language_cost(tokenizer, texts, base="English"):
    base_tokens = _count(tokenizer, texts[base])
    if base_tokens == 0:
        raise ValueError("nothing to compare with")
    return {language: _count(tokenizer, text) / base_tokens for language, text in texts.items()}


@right("with compare, language by language")
def language_cost(tokenizer, texts, base="English"):
    counts = {}
    for language in texts:
        counts[language] = compare({language: tokenizer}, texts[language])[language]
    try:
        return {language: counts[language] / counts[base] for language in counts}
    except ZeroDivisionError:
        raise ValueError(f"{base} has no tokens") from None


@right("times the reciprocal")
def language_cost(tokenizer, texts, base="English"):
    if base not in texts:
        raise KeyError(base)
    tokens = _count(tokenizer, texts[base])
    if not tokens:
        raise ValueError(base)
    factor = 1 / tokens
    return {language: factor * _count(tokenizer, text) for language, text in texts.items()}


@right("rounded to two places")
def language_cost(tokenizer, texts, base="English"):
    counts = {language: _count(tokenizer, text) for language, text in texts.items()}
    if counts[base] == 0:
        raise ValueError(base)
    return {language: round(count / counts[base], 2) for language, count in counts.items()}


@wrong("cached by name", cause="another tokenizer by now")
def compare(tokenizers, text, _c={}):
    for n, t in tokenizers.items():
        if (n, text) not in _c:
            _c[n, text] = sum(
                i not in {k for k, a in t.added_tokens_decoder.items() if a.special} for i in t(text).input_ids
            )
    return {n: _c[n, text] for n in tokenizers}


@wrong("normalised text", cause="bytes in UTF-8")
def bytes_per_token(tokenizer, text):
    import unicodedata

    n = compare({"": tokenizer}, text)[""]
    return len(unicodedata.normalize("NFC", text).encode()) / n if n else 0.0


@wrong("ValueError only for empty text", cause="special tokens are not counted")
def language_cost(tokenizer, texts, base="English"):
    if not texts[base]:
        raise ValueError
    n = {k: compare({0: tokenizer}, t)[0] for k, t in texts.items()}
    return {k: v / max(1, n[base]) for k, v in n.items()}


@wrong("white space base refused", cause="white space is text")
def language_cost(tokenizer, texts, base="English"):
    if not texts[base].strip():
        raise ValueError
    n = {k: compare({0: tokenizer}, t)[0] for k, t in texts.items()}
    if not n[base]:
        raise ValueError
    return {k: v / n[base] for k, v in n.items()}


@right("OrderedDict")
def language_cost(tokenizer, texts, base="English"):
    from collections import OrderedDict

    b = compare({0: tokenizer}, texts[base])[0]
    if not b:
        raise ValueError
    return OrderedDict((k, compare({0: tokenizer}, t)[0] / b) for k, t in texts.items())


@wrong("rounds", cause="is rounded")
def bytes_per_token(tokenizer, text):
    special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    tokens = sum(i not in special for i in tokenizer(text, add_special_tokens=False).input_ids)
    return round(len(text.encode()) / tokens, 3) if tokens else 0.0


@wrong("rounds", cause="is rounded")
def language_cost(tokenizer, texts, base="English"):
    special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}

    def count(text):
        return sum(i not in special for i in tokenizer(text, add_special_tokens=False).input_ids)

    if not count(texts[base]):
        raise ValueError("no tokens")
    return {language: round(count(text) / count(texts[base]), 4) for language, text in texts.items()}


@wrong("has the bytes of what the tokenizer made of the text", cause="changes a text before it cuts it")
def bytes_per_token(tokenizer, text):
    special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    ids = tokenizer.encode(text, add_special_tokens=False)
    own = sum(i not in special for i in ids)
    if own == 0:
        return 0.0
    return len(tokenizer.decode(ids, clean_up_tokenization_spaces=False).encode()) / own


@wrong("has the bytes of the text in lower case", cause="this tokenizer changes a text before it cuts it")
def bytes_per_token(tokenizer, text):
    counted = compare({"t": tokenizer}, text)["t"]
    return len(text.lower().encode()) / counted if counted else 0.0


@wrong("leaves the bytes of special tokens out", cause="the bytes of special text were left out")
def bytes_per_token(tokenizer, text):
    counted = compare({"t": tokenizer}, text)["t"]
    for token in tokenizer.added_tokens_decoder.values():
        if token.special:
            text = text.replace(token.content, "")
    return len(text.encode()) / counted if counted else 0.0


@wrong("averages over words", cause="the mean of the words")
def bytes_per_token(tokenizer, text):
    each = [len(w.encode()) / max(1, compare({"t": tokenizer}, w)["t"]) for w in text.split()]
    return sum(each) / len(each) if each else 0.0


@wrong("rounds to two places by format", cause="is rounded")
def bytes_per_token(tokenizer, text):
    counted = compare({"t": tokenizer}, text)["t"]
    return float(f"{len(text.encode()) / counted:.2f}") if counted else 0.0


@right("is a quotient of fractions")
def bytes_per_token(tokenizer, text):
    from fractions import Fraction

    counted = compare({"t": tokenizer}, text)["t"]
    return float(Fraction(len(bytes(text, "utf-8")), counted)) if counted else 0.0


@wrong("takes the English base whatever is asked", cause="the base is always English here")
def language_cost(tokenizer, texts, base="English"):
    counts = {k: compare({"t": tokenizer}, v)["t"] for k, v in texts.items()}
    own = counts["English"] if "English" in counts else counts[base]
    if not own:
        raise ValueError("nothing")
    return {k: v / own for k, v in counts.items()}


@wrong("puts the base in front", cause="the content is right, the order is not")
def language_cost(tokenizer, texts, base="English"):
    counts = {k: compare({"t": tokenizer}, v)["t"] for k, v in texts.items()}
    if not counts[base]:
        raise ValueError("nothing")
    return {base: 1.0} | {k: v / counts[base] for k, v in counts.items()}


@wrong("compares bytes a token", cause="these are tokens a byte: texts that mean the same are compar")
def language_cost(tokenizer, texts, base="English"):
    if not compare({"t": tokenizer}, texts[base])["t"]:
        raise ValueError("nothing")
    own = {k: bytes_per_token(tokenizer, v) for k, v in texts.items()}
    return {k: own[base] / v if v else 0.0 for k, v in own.items()}


@wrong("raises KeyError for an empty base", cause="a KeyError is no ValueError: let the function `raise ValueEr")
def language_cost(tokenizer, texts, base="English"):
    counts = {k: compare({"t": tokenizer}, v)["t"] for k, v in texts.items()}
    if not counts.get(base):
        raise KeyError(base)
    return {k: v / counts[base] for k, v in counts.items()}


@wrong("leaves languages without tokens out", cause="the keys are not those that are asked for: 'nothing' is miss")
def language_cost(tokenizer, texts, base="English"):
    counts = {k: compare({"t": tokenizer}, v)["t"] for k, v in texts.items()}
    if not counts[base]:
        raise ValueError("nothing")
    return {k: v / counts[base] for k, v in counts.items() if v}


@right("is a loop")
def language_cost(tokenizer, texts, base="English"):
    own = compare({base: tokenizer}, texts[base])[base]
    if own < 1:
        raise ValueError(f"{base} has no tokens")
    costs = dict.fromkeys(texts, 0.0)
    for language in costs:
        costs[language] = compare({base: tokenizer}, texts[language])[base] / own
    return costs


@wrong("counts with the last tokenizer", cause="all are counted with the last tokenizer")
def compare(tokenizers, text):
    for tokenizer in tokenizers.values():
        special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        count = sum(i not in special for i in tokenizer.encode(text, add_special_tokens=False))
    return {name: count for name in tokenizers}


@wrong("sorts by number", cause="the content is right, the order is not")
def compare(tokenizers, text):
    found = {}
    for name, tokenizer in tokenizers.items():
        special = {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
        found[name] = sum(i not in special for i in tokenizer.encode(text, add_special_tokens=False))
    return dict(sorted(found.items(), key=lambda item: item[1]))


@wrong("counts different tokens", cause="a token that comes several times is counted once: a set drop")
def compare(tokenizers, text):
    return {n: len({*t.encode(text, add_special_tokens=False)} - {*t.all_special_ids}) for n, t in tokenizers.items()}


@right("filters what the tokenizer says is special")
def compare(tokenizers, text):
    result = {}
    for name, tokenizer in tokenizers.items():
        table = tokenizer.added_tokens_decoder
        ids = tokenizer(text)["input_ids"]
        result[name] = len([i for i in ids if not (i in table and table[i].special)])
    return result
