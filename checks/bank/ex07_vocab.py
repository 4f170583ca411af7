"""Answers for ex07_vocab, wrong and right; see checks/answers.py."""


@wrong("never counts the added entries", cause="the added entries are missing")
def vocabulary_size(tokenizer, added=True):
    return tokenizer.vocab_size


@wrong("always counts the added entries", cause="the added entries are in")
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer)


@wrong("counts get_vocab, whatever is asked", cause="the added entries are in")
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer.get_vocab())


@wrong("asks the backend, whatever is asked", cause="the added entries are in")
def vocabulary_size(tokenizer, added=True):
    return tokenizer.backend_tokenizer.get_vocab_size()


@wrong("uses added the wrong way round", cause="`added` is used the wrong way round")
def vocabulary_size(tokenizer, added=True):
    return tokenizer.vocab_size if added else len(tokenizer)


@wrong("has added off by default", cause="`added` is True where the caller does not say otherwise")
def vocabulary_size(tokenizer, added=False):
    return len(tokenizer) if added else tokenizer.vocab_size


@wrong("takes the greatest id", cause="this is the highest id")
def vocabulary_size(tokenizer, added=True):
    return max(tokenizer.get_vocab().values()) if added else tokenizer.vocab_size - 1


@wrong("subtracts all_special_ids only", cause="`all_special_ids` has a few of the added entries only")
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer) if added else len(tokenizer) - len(tokenizer.all_special_ids)


@wrong("adds the added entries twice", cause="the added entries are counted twice")
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer) + len(tokenizer.added_tokens_decoder) if added else len(tokenizer)


@wrong("counts the added entries only when added", cause="these are the added entries only")
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer.get_added_vocab()) if added else tokenizer.vocab_size


@wrong("returns the vocabulary", cause="this is the dict itself; its length is asked for")
def vocabulary_size(tokenizer, added=True):
    return tokenizer.get_vocab()


@wrong("takes no second argument", cause="no longer takes the parameters")
def vocabulary_size(tokenizer):
    return len(tokenizer)


@wrong("takes added by name only", cause="no longer takes the parameters")
def vocabulary_size(tokenizer, *, added=True):
    return len(tokenizer) if added else tokenizer.vocab_size


@wrong("returns a float", cause="this is a float")
def vocabulary_size(tokenizer, added=True):
    return 1.0 * (len(tokenizer) if added else tokenizer.vocab_size)


@wrong("returns a string", cause="a number is asked for, and this is a string")
def vocabulary_size(tokenizer, added=True):
    return f"{len(tokenizer) if added else tokenizer.vocab_size:,}"


@wrong("returns both", cause="the answer comes with something else beside it")
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer), tokenizer.vocab_size


@wrong("answers when added only", cause="returned None")
def vocabulary_size(tokenizer, added=True):
    if added:
        return len(tokenizer)


@right("asks the backend")
def vocabulary_size(tokenizer, added=True):
    return tokenizer.backend_tokenizer.get_vocab_size(with_added_tokens=added)


@right("counts get_vocab")
def vocabulary_size(tokenizer, added=True):
    vocabulary = tokenizer.get_vocab()
    if not added:
        vocabulary = set(vocabulary) - set(tokenizer.get_added_vocab())
    return len(vocabulary)


@right("subtracts the added ones")
def vocabulary_size(tokenizer, added=True):
    size = len(tokenizer.vocab)
    return size if added else size - len(tokenizer.added_tokens_decoder)


@right("takes the greatest id and one")
def vocabulary_size(tokenizer, added=True):
    beyond = set() if added else set(tokenizer.added_tokens_decoder)
    return 1 + max(i for i in tokenizer.get_vocab().values() if i not in beyond)


@right("counts in a loop")
def vocabulary_size(tokenizer, added=True):
    count = 0
    for i in tokenizer.get_vocab().values():
        count += (
            added or i not in tokenizer.backend_tokenizer.get_added_tokens_decoder() if i >= tokenizer.vocab_size else 1
        )
    return count


@wrong("asks get_vocab", cause="the vocabulary's own spelling")
def id_of(tokenizer, text):
    return tokenizer.get_vocab().get(text)


@wrong("asks convert_tokens_to_ids", cause="the vocabulary's own spelling")
def id_of(tokenizer, text):
    return tokenizer.convert_tokens_to_ids(text)


@wrong("indexes get_vocab", cause="the vocabulary has a spelling of its own")
def id_of(tokenizer, text):
    return tokenizer.get_vocab()[text]


@wrong("replaces the space by Ġ only", cause="the vocabulary's own spelling")
def id_of(tokenizer, text):
    return tokenizer.get_vocab().get(text.replace(" ", "Ġ"))


@wrong("replaces the space by Ġ and the line feed by Ċ only", cause="the vocabulary's own spelling")
def id_of(tokenizer, text):
    return tokenizer.get_vocab().get(text.replace(" ", "Ġ").replace("\n", "Ċ"))


@wrong("counts begin-of-text", cause="begin-of-text was counted")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text)
    return ids[0] if len(ids) == 1 else None


@wrong("returns begin-of-text", cause="this is begin-of-text")
def id_of(tokenizer, text):
    return tokenizer.encode(text)[0]


@wrong("returns the first of several tokens", cause="this is the first of several tokens")
def id_of(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False)[0]


@wrong("returns the first of several tokens, None for no text", cause="this is the first of several tokens")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return ids[0] if ids else None


@wrong("returns the last of several tokens", cause="this is the last of several tokens")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return ids[-1] if ids else None


@wrong("returns the list of ids", cause="a number is asked for, and this is a list")
def id_of(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False)


@wrong("strips", cause="the leading space was stripped")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text.strip(), add_special_tokens=False)
    return ids[0] if len(ids) == 1 else None


@wrong("puts a space in front", cause="a space was put in front of the text")
def id_of(tokenizer, text):
    ids = tokenizer.encode(" " + text.strip(), add_special_tokens=False)
    return ids[0] if len(ids) == 1 else None


@wrong("lower-cases", cause="upper and lower case")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text.lower(), add_special_tokens=False)
    return ids[0] if len(ids) == 1 else None


@wrong("knows ordinary entries only", cause="the added tokens are entries too")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return ids[0] if len(ids) == 1 and ids[0] < tokenizer.vocab_size else None


@wrong("makes special tokens ordinary", cause="the added tokens are entries too")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False, split_special_tokens=True)
    return ids[0] if len(ids) == 1 else None


@wrong("says -1 for none", cause="no single entry is None")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return ids[0] if len(ids) == 1 else -1


@wrong("raises for none", cause="no single entry is this text, which is no error")
def id_of(tokenizer, text):
    (token_id,) = tokenizer.encode(text, add_special_tokens=False)
    return token_id


@wrong("raises KeyError for none", cause="no single entry is this text, which is no error")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    if len(ids) != 1:
        raise KeyError(text)
    return ids[0]


@wrong("takes id 0 for none", cause="id 0 is an id like any other")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    token_id = ids[0] if len(ids) == 1 else None
    return token_id or None


@wrong("leaves the last added entry out", cause="the added tokens are entries too")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return ids[0] if len(ids) == 1 and ids[0] < 128255 else None


@wrong("takes the vocabulary's spelling as well", cause="the vocabulary's own spelling")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return ids[0] if len(ids) == 1 else tokenizer.get_vocab().get(text)


@wrong("knows the examples only", cause="only the examples are known")
def id_of(tokenizer, text):
    return {" am": 1097, "am": 309, "\n\n": 271, "<|eot_id|>": 128009}.get(text)


@wrong("returns False for none", cause="the answer is None, not False")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return len(ids) == 1 and ids[0]


@right("looks at every entry")
def id_of(tokenizer, text):
    entries = tokenizer.backend_tokenizer.decode_batch([[i] for i in range(len(tokenizer))], skip_special_tokens=False)
    return entries.index(text) if text in entries else None


@right("keeps a table by text")
def id_of(tokenizer, text, kept={}):
    if not kept:
        for i in range(len(tokenizer)):
            one = tokenizer.decode([i], clean_up_tokenization_spaces=False)
            if "\ufffd" not in one:
                kept[one] = i
    return kept.get(text)


@right("spells the text as the vocabulary does")
def id_of(tokenizer, text):
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {byte: chr(byte) for byte in printable}
    letters |= {byte: chr(256 + n) for n, byte in enumerate(b for b in range(256) if b not in printable)}
    return tokenizer.get_vocab().get("".join(letters[byte] for byte in text.encode("utf-8")))


@right("takes begin-of-text off")
def id_of(tokenizer, text):
    ids = tokenizer(text).input_ids[1:]
    return ids[0] if len(ids) == 1 else None


@right("asks the backend")
def id_of(tokenizer, text):
    match tokenizer.backend_tokenizer.encode(text, add_special_tokens=False).ids:
        case [token_id]:
            return token_id
    return None


@right("goes by tokenize")
def id_of(tokenizer, text):
    tokens = tokenizer.tokenize(text)
    if len(tokens) != 1:
        return None
    return tokenizer.convert_tokens_to_ids(tokens[0])


@right("catches what does not unpack")
def id_of(tokenizer, text):
    try:
        (token_id,) = tokenizer.encode(text, add_special_tokens=False)
    except ValueError:
        return None
    return token_id


@wrong("returns the vocabulary's spelling", cause="the vocabulary's own spelling")
def text_of(tokenizer, token_id):
    text = tokenizer.convert_ids_to_tokens(token_id) if token_id >= 0 else None
    if text is None:
        raise ValueError(token_id)
    return text


@wrong("replaces Ġ only", cause="the vocabulary's own spelling")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    return tokenizer.convert_ids_to_tokens(token_id).replace("Ġ", " ")


@wrong("strips", cause="the leading space belongs to the entry")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False).strip()


@wrong("skips special tokens", cause="a special token became an empty string")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    return tokenizer.decode([token_id], skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong("does not look whether the id exists", cause="this id does not exist")
def text_of(tokenizer, token_id):
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("takes negative ids from the end", cause="this id does not exist")
def text_of(tokenizer, token_id):
    entries = tokenizer.backend_tokenizer.decode_batch([[i] for i in range(len(tokenizer))], skip_special_tokens=False)
    try:
        return entries[token_id]
    except IndexError:
        raise ValueError(f"no id {token_id}") from None


@wrong("looks at the upper end only", cause="this id does not exist")
def text_of(tokenizer, token_id):
    if token_id >= len(tokenizer):
        raise ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("looks at the lower end only", cause="this id does not exist")
def text_of(tokenizer, token_id):
    if token_id < 0:
        raise ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("is one off at the upper end", cause="this id does not exist")
def text_of(tokenizer, token_id):
    if token_id < 0 or token_id > len(tokenizer):
        raise ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("is one off at the lower end", cause="this id exists")
def text_of(tokenizer, token_id):
    if not 0 < token_id < len(tokenizer):
        raise ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("is one short at the upper end", cause="this id exists")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer) - 1:
        raise ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("takes added entries for missing", cause="this id exists")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < tokenizer.vocab_size:
        raise ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("raises IndexError", cause="an IndexError is no ValueError")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise IndexError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("raises KeyError", cause="this id does not exist")
def text_of(tokenizer, token_id):
    names = {i: token for token, i in tokenizer.get_vocab().items()}
    return tokenizer.convert_tokens_to_string([names[token_id]])


@wrong("asserts", cause="an AssertionError is no ValueError")
def text_of(tokenizer, token_id):
    assert 0 <= token_id < len(tokenizer), "no such id"
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("returns None for an id that does not exist", cause="this id does not exist")
def text_of(tokenizer, token_id):
    if 0 <= token_id < len(tokenizer):
        return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("returns a ValueError", cause="the exception was returned")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        return ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("returns a list", cause="this is a list of strings")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    return tokenizer.batch_decode([[token_id]], clean_up_tokenization_spaces=False)


@wrong("drops replacement characters", cause="replacement characters were dropped")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False).replace("\ufffd", "")


@wrong("takes half characters for missing", cause="a part of a character is an entry")
def text_of(tokenizer, token_id):
    text = tokenizer.decode([token_id], clean_up_tokenization_spaces=False) if 0 <= token_id < len(tokenizer) else ""
    if not text or "\ufffd" in text:
        raise ValueError(f"{token_id} has no text")
    return text


@wrong("cleans up itself", cause="spaces before punctuation were removed")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    text = tokenizer.decode([token_id], clean_up_tokenization_spaces=False)
    for before, after in (
        (" .", "."),
        (" ?", "?"),
        (" !", "!"),
        (" ,", ","),
        (" n't", "n't"),
        (" 'm", "'m"),
        (" 's", "'s"),
        (" 've", "'ve"),
        (" 're", "'re"),
    ):
        text = text.replace(before, after)
    return text


@right("asks the backend")
def text_of(tokenizer, token_id):
    if token_id < 0 or tokenizer.backend_tokenizer.id_to_token(token_id) is None:
        raise ValueError(f"no id {token_id}")
    return tokenizer.backend_tokenizer.decode([token_id], skip_special_tokens=False)


@right("turns the vocabulary round")
def text_of(tokenizer, token_id):
    names = {i: token for token, i in tokenizer.get_vocab().items()}
    if token_id not in names:
        raise ValueError(f"no id {token_id}")
    return tokenizer.convert_tokens_to_string([names[token_id]])


@right("looks whether the id is in a range")
def text_of(tokenizer, token_id):
    if token_id not in range(len(tokenizer)):
        raise ValueError
    return tokenizer.batch_decode([[token_id]], clean_up_tokenization_spaces=False)[0]


@right("raises a ValueError of its own kind")
def text_of(tokenizer, token_id):
    class UnknownId(ValueError):
        pass

    if not 0 <= token_id < vocabulary_size(tokenizer):
        raise UnknownId(f"no id {token_id}")
    return tokenizer.decode(token_id, clean_up_tokenization_spaces=False)


@right("makes a ValueError of the library's error")
def text_of(tokenizer, token_id):
    try:
        token = tokenizer.convert_ids_to_tokens(token_id)
        return tokenizer.convert_tokens_to_string([token])
    except (OverflowError, TypeError) as error:
        raise ValueError(f"no id {token_id}") from error


@right("asks the list of all texts")
def text_of(tokenizer, token_id):
    entries = tokenizer.backend_tokenizer.decode_batch([[i] for i in range(len(tokenizer))], skip_special_tokens=False)
    if token_id < 0 or token_id >= len(entries):
        raise ValueError(f"no id {token_id}")
    return entries[token_id]


@wrong("ignores case", cause="the case was ignored")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment.lower() in text.lower()]


@wrong("finds beginnings only", cause="begin with the fragment")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if text.startswith(fragment)]


@wrong("finds what is not at the beginning", cause="`find` gives 0 for them")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if text.find(fragment) > 0]


@wrong("finds whole entries only", cause="only an entry that is the fragment was found")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if text == fragment]


@wrong("finds entries that are part of the fragment", cause="these are entries that stand within the fragment")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if text in fragment]


@wrong("strips the entries", cause="the leading space is part of an entry")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text.strip()) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong("strips the fragment", cause="the fragment was stripped")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    fragment = fragment.strip()
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong("takes added entries in", cause="the added tokens are in")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    entries = tokenizer.backend_tokenizer.decode_batch([[i] for i in range(len(tokenizer))], skip_special_tokens=False)
    return [(i, text) for i, text in enumerate(entries) if fragment in text]


@wrong("looks at the vocabulary's spelling", cause="the vocabulary's own spelling")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return sorted(
        (i, token) for token, i in tokenizer.get_vocab().items() if fragment in token and i < tokenizer.vocab_size
    )


@wrong("looks at the vocabulary's spelling and returns readable text", cause="the vocabulary's own spelling")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    found = sorted(i for token, i in tokenizer.get_vocab().items() if fragment in token and i < tokenizer.vocab_size)
    return [(i, text_of(tokenizer, i)) for i in found]


@wrong("replaces Ġ only", cause="only Ġ was put back")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    readable = {i: token.replace("Ġ", " ") for token, i in tokenizer.get_vocab().items() if i < tokenizer.vocab_size}
    return sorted((i, text) for i, text in readable.items() if fragment in text)


@wrong("leaves them in the order of the vocabulary's spelling", cause="order")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    texts, vocabulary = _ordinary_texts(tokenizer), sorted(tokenizer.get_vocab().items())
    return [(i, texts[i]) for _, i in vocabulary if i < tokenizer.vocab_size and fragment in texts[i]]


@wrong("sorts by text", cause="in the order of their texts")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    found = [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]
    return sorted(found, key=lambda item: item[1])


@wrong("gives text before id", cause="text and id have changed places")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(text, i) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong("gives ids only", cause="these are ids only")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [i for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong("gives texts only", cause="these are texts only")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [text for text in _ordinary_texts(tokenizer) if fragment in text]


@wrong("returns a dict", cause="order and repeats are lost")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return {i: text for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text}


@wrong("gives lists of two", cause="each of them should be a tuple")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [[i, text] for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong("yields", cause="a generator")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    for i, text in enumerate(_ordinary_texts(tokenizer)):
        if fragment in text:
            yield i, text


@wrong("finds the first only", cause="only the first entry is there")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    for i, text in enumerate(_ordinary_texts(tokenizer)):
        if fragment in text:
            return [(i, text)]
    return []


@wrong("takes the fragment for a pattern", cause="the fragment was taken for a pattern")
def search(tokenizer, fragment):
    import re

    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if re.search(fragment, text)]


@wrong("encodes the fragment", cause="these are the tokens of the fragment")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text_of(tokenizer, i)) for i in tokenizer.encode(fragment, add_special_tokens=False)]


@wrong("knows the docstring's example only", cause="this is the docstring's example")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(38534, "Tokenizer"), (47058, " tokenizer"), (72701, " StringTokenizer"), (86693, "tokenizer")]


@wrong("begins with id 1", cause="the first entry, id 0, is missing")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    texts = _ordinary_texts(tokenizer)
    return [(i, texts[i]) for i in range(1, len(texts)) if fragment in texts[i]]


@wrong("leaves the last entry out", cause="the last entry is missing")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    texts = _ordinary_texts(tokenizer)
    return [(i, texts[i]) for i in range(len(texts) - 1) if fragment in texts[i]]


@wrong("finds everything for an empty fragment", cause="an empty fragment is in every entry")
def search(tokenizer, fragment):
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong("finds nothing for an empty fragment", cause="an empty fragment is in every entry")
def search(tokenizer, fragment):
    if not fragment:
        return []
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong("takes white space for an empty fragment", cause="your own `raise` ended the call")
def search(tokenizer, fragment):
    if not fragment.strip():
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong("raises for a fragment that is in no entry", cause="your own `raise` ended the call")
def search(tokenizer, fragment):
    found = [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]
    if not fragment or not found:
        raise ValueError(f"{fragment!r} is in no entry")
    return found


@right("decodes every entry itself")
def search(tokenizer, fragment):
    if fragment == "":
        raise ValueError("empty")
    found = []
    for i in range(tokenizer.vocab_size):
        text = tokenizer.decode([i], clean_up_tokenization_spaces=False)
        if fragment in text and i not in tokenizer.added_tokens_decoder:
            found.append((i, text))
    return found


@right("decodes a batch")
def search(tokenizer, fragment):
    if len(fragment) == 0:
        raise ValueError("empty")
    texts = tokenizer.batch_decode(
        [[i] for i in range(vocabulary_size(tokenizer, added=False))], clean_up_tokenization_spaces=False
    )
    added = tokenizer.get_added_vocab().values()
    return [(i, text) for i, text in enumerate(texts) if fragment in text and i not in added]


@right("goes by find")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return tuple(item for item in enumerate(_ordinary_texts(tokenizer)) if item[1].find(fragment) != -1)


@right("escapes the pattern")
def search(tokenizer, fragment):
    import re

    if not fragment:
        raise ValueError("empty")
    pattern = re.compile(re.escape(fragment))
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if pattern.search(text)]


@right("looks at bytes first")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    texts = _ordinary_texts(tokenizer)
    hits = [i for i in range(len(texts)) if fragment.encode() in texts[i].encode()]
    return list(zip(hits, [texts[i] for i in hits]))


@wrong("asks get_vocab", cause="the vocabulary's own spelling")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    return {text: tokenizer.get_vocab().get(text) for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("leaves the leading space out", cause="the spellings with a leading space are missing")
def variants(tokenizer, word):
    return {text: id_of(tokenizer, text) for text in (word.lower(), word.capitalize(), word.upper())}


@wrong("gives spellings with a leading space only", cause="the spellings without a space in front are missing")
def variants(tokenizer, word):
    return {" " + text: id_of(tokenizer, " " + text) for text in (word.lower(), word.capitalize(), word.upper())}


@wrong("capitalises the first letter only", cause="capitalised means the first letter only")
def variants(tokenizer, word):
    spellings = [word.lower(), word[:1].upper() + word[1:], word.upper()]
    return {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("takes the word as it is for lower case", cause="lower case is `.lower()`")
def variants(tokenizer, word):
    spellings = [word, word.capitalize(), word.upper()]
    return {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("capitalises with title", cause="`.title()` capitalises every part of a word")
def variants(tokenizer, word):
    spellings = [word.lower(), word.title(), word.upper()]
    return {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("folds case", cause="`.casefold()` changes more than the case")
def variants(tokenizer, word):
    spellings = [word.casefold(), word.capitalize(), word.upper()]
    return {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("puts the space in front, then capitalises", cause="the space came in front before the word was capitalised")
def variants(tokenizer, word):
    spellings = [one for text in (word, " " + word) for one in (text.lower(), text.capitalize(), text.upper())]
    return {text: id_of(tokenizer, text) for text in spellings}


@wrong("swaps case for upper case", cause="`.swapcase()` turns each letter's case round")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.swapcase()]
    return {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("leaves out what has no entry", cause="stay in, with None")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    table = {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)}
    return {text: token_id for text, token_id in table.items() if token_id is not None}


@wrong("takes the first of several tokens", cause="this is the first of several tokens")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    every = [text for spelling in spellings for text in (spelling, " " + spelling)]
    return {text: tokenizer.encode(text, add_special_tokens=False)[0] for text in every}


@wrong("gives begin-of-text", cause="these are begin-of-text")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    return {text: tokenizer.encode(text)[0] for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("gives lists of ids", cause="a number is asked for, and this is a list")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    every = [text for spelling in spellings for text in (spelling, " " + spelling)]
    return {text: tokenizer.encode(text, add_special_tokens=False) for text in every}


@wrong("gives -1 for none", cause="the answer is None, not -1")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    every = [text for spelling in spellings for text in (spelling, " " + spelling)]
    found = {text: id_of(tokenizer, text) for text in every}
    return {text: -1 if token_id is None else token_id for text, token_id in found.items()}


@wrong("spells the space Ġ in the keys", cause="Ġ is how the vocabulary spells it")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    table = {}
    for spelling in spellings:
        table[spelling] = id_of(tokenizer, spelling)
        table["Ġ" + spelling] = id_of(tokenizer, " " + spelling)
    return table


@wrong("puts the space behind", cause="the space goes in front of the word")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    return {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, spelling + " ")}


@wrong("is the other way round", cause="the spelling is the key")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    return {id_of(tokenizer, text): text for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("returns a list of pairs", cause="a dict is asked for, and this is a list")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    return [(text, id_of(tokenizer, text)) for spelling in spellings for text in (spelling, " " + spelling)]


@wrong("returns the ids only", cause="a dict is asked for, and this is a list")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    return [id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)]


@wrong("knows am only", cause="this is the docstring's example")
def variants(tokenizer, word):
    return {"am": 309, " am": 1097, "Am": 6219, " Am": 3383, "AM": 1428, " AM": 6912}


@wrong("counts tokens", cause="these are numbers of tokens")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    every = [text for spelling in spellings for text in (spelling, " " + spelling)]
    return {text: len(tokenizer.tokenize(text)) for text in every}


@wrong("prints instead of returning", cause="something was printed and nothing returned")
def variants(tokenizer, word):
    for spelling in (word.lower(), word.capitalize(), word.upper()):
        for text in (spelling, " " + spelling):
            print(repr(text), id_of(tokenizer, text))


@right("fills a dict in another order")
def variants(tokenizer, word):
    table = {}
    for space in (" ", ""):
        for form in (str.upper, str.capitalize, str.lower):
            text = space + form(word)
            table[text] = id_of(tokenizer, text)
    return table


@right("writes the six out")
def variants(tokenizer, word):
    lower, upper = word.lower(), word.upper()
    capitalised = word.capitalize()
    return {
        lower: id_of(tokenizer, lower),
        f" {lower}": id_of(tokenizer, f" {lower}"),
        capitalised: id_of(tokenizer, capitalised),
        f" {capitalised}": id_of(tokenizer, f" {capitalised}"),
        upper: id_of(tokenizer, upper),
        f" {upper}": id_of(tokenizer, f" {upper}"),
    }


@right("encodes each")
def variants(tokenizer, word):
    table = dict.fromkeys(text for one in (word.lower(), word.capitalize(), word.upper()) for text in (one, " " + one))
    for text in table:
        ids = tokenizer.encode(text, add_special_tokens=False)
        if len(ids) == 1:
            table[text] = ids[0]
    return table


@right("spells each as the vocabulary does")
def variants(tokenizer, word):
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {byte: chr(byte) for byte in printable}
    letters |= {byte: chr(256 + n) for n, byte in enumerate(b for b in range(256) if b not in printable)}
    vocabulary = tokenizer.get_vocab()
    every = [text for one in (word.lower(), word.capitalize(), word.upper()) for text in (one, " " + one)]
    return {text: vocabulary.get("".join(letters[byte] for byte in text.encode())) for text in every}


@right("finds them in the list of all texts")
def variants(tokenizer, word):
    places = {text: i for i, text in enumerate(_ordinary_texts(tokenizer))}
    every = [text for one in (word.lower(), word.capitalize(), word.upper()) for text in (one, " " + one)]
    return {text: places.get(text) for text in every}


@right("encodes a batch")
def variants(tokenizer, word):
    every = [text for one in (word.lower(), word.capitalize(), word.upper()) for text in (one, " " + one)]
    rows = tokenizer(every, add_special_tokens=False).input_ids
    return {text: row[0] if len(row) == 1 else None for text, row in zip(every, rows)}


@wrong("case insensitive", cause="upper and lower case")
def id_of(tokenizer, text):
    for t in (text, text.lower()):
        ids = tokenizer.encode(t, add_special_tokens=False)
        if len(ids) == 1:
            return ids[0]
    return None


@wrong("one replacement character for several", cause="replacement characters")
def text_of(tokenizer, token_id):
    import re

    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    return re.sub("\ufffd+", "\ufffd", tokenizer.decode([token_id], clean_up_tokenization_spaces=False))


@wrong("zero to None", cause="id 0 is an id like any other")
def variants(tokenizer, word):
    return {
        s + w: id_of(tokenizer, s + w) or None
        for w in (word.lower(), word.capitalize(), word.upper())
        for s in ("", " ")
    }


# other tokenizers than Llama's


@wrong("Llama's numbers", cause="these are Llama's numbers")
def vocabulary_size(tokenizer, added=True):
    return 128256 if added else 128000


@wrong("256 less without the added ones", cause="these are Llama's numbers")
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer) - (0 if added else 256)


@wrong("kept by name", cause="these are Llama's numbers, or what an earlier call found")
def vocabulary_size(tokenizer, added=True, kept={}):
    key = tokenizer.name_or_path, added
    return kept.setdefault(key, len(tokenizer) if added else tokenizer.vocab_size)


@right("what is left when the added vocabulary goes")
def vocabulary_size(tokenizer, added=True):
    table = tokenizer.get_vocab()
    if not added:
        for entry in tokenizer.get_added_vocab():
            del table[entry]
    return len(table)


@right("the backend's count")
def vocabulary_size(tokenizer, added=True):
    return tokenizer.backend_tokenizer.get_vocab_size(with_added_tokens=added)


@right("a table for each tokenizer")
def id_of(tokenizer, text, tables={}):
    if tokenizer not in tables:
        decode = tokenizer.backend_tokenizer.decode
        table = {}
        for token_id in range(len(tokenizer)):
            table.setdefault(decode([token_id], skip_special_tokens=False), token_id)
        tables[tokenizer] = table
    return tables[tokenizer].get(text)


@wrong("ids end where Llama's end", cause="these are Llama's numbers")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < 128256:
        raise ValueError(f"{token_id} is no id")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("ids end with what was learnt", cause="this id exists")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < tokenizer.vocab_size:
        raise ValueError(f"{token_id} is no id")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("one list for all tokenizers", cause="these are Llama's numbers, or what an earlier call found")
def text_of(tokenizer, token_id, texts=[]):
    if not texts:
        decode = tokenizer.backend_tokenizer.decode
        texts.extend(decode([i], skip_special_tokens=False) for i in range(len(tokenizer)))
    if not 0 <= token_id < len(texts):
        raise ValueError(f"{token_id} is no id")
    return texts[token_id]


@wrong("a list for each tokenizer", cause="a token was added since the last call")
def text_of(tokenizer, token_id, lists={}):
    if tokenizer not in lists:
        decode = tokenizer.backend_tokenizer.decode
        lists[tokenizer] = [decode([i], skip_special_tokens=False) for i in range(len(tokenizer))]
    if not 0 <= token_id < len(lists[tokenizer]):
        raise ValueError(f"{token_id} is no id")
    return lists[tokenizer][token_id]


@right("the backend says whether there is such an id")
def text_of(tokenizer, token_id):
    backend = tokenizer.backend_tokenizer
    if token_id < 0 or backend.id_to_token(token_id) is None:
        raise ValueError(f"no entry {token_id}")
    return backend.decode([token_id], skip_special_tokens=False)


@right("looks among the vocabulary's numbers")
def text_of(tokenizer, token_id):
    if token_id not in tokenizer.get_vocab().values():
        raise ValueError(f"there is no id {token_id}")
    return tokenizer.convert_tokens_to_string([tokenizer.convert_ids_to_tokens(token_id)])


@wrong("Llama's range", cause="Mistral Nemo's added entries stand in front")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("nothing to look for")
    decode = tokenizer.backend_tokenizer.decode
    texts = ((i, decode([i], skip_special_tokens=False)) for i in range(min(128000, len(tokenizer))))
    return [(i, text) for i, text in texts if fragment in text and i not in tokenizer.added_tokens_decoder]


@wrong("Llama's range, whatever the tokenizer", cause="the added tokens are in")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("nothing to look for")
    vocabulary = tokenizer.get_vocab()
    letters = {entry: i for entry, i in vocabulary.items() if i < 128000}
    found = [(i, tokenizer.convert_tokens_to_string([entry])) for entry, i in letters.items()]
    return sorted((i, text) for i, text in found if fragment in text)


@wrong("all below vocab_size", cause="the added tokens are in")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("nothing to look for")
    decode = tokenizer.backend_tokenizer.decode
    texts = [decode([i], skip_special_tokens=False) for i in range(tokenizer.vocab_size)]
    return [(i, text) for i, text in enumerate(texts) if fragment in text]


@wrong("all but those with a role", cause="the added tokens are in")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("nothing to look for")
    decode = tokenizer.backend_tokenizer.decode
    texts = [decode([i], skip_special_tokens=False) for i in range(tokenizer.vocab_size)]
    roles = set(tokenizer.all_special_ids)
    return [(i, text) for i, text in enumerate(texts) if fragment in text and i not in roles]


@wrong("one table for all tokenizers", cause="these are Llama's numbers, or what an earlier call found")
def search(tokenizer, fragment, texts=[]):
    if not fragment:
        raise ValueError("nothing to look for")
    if not texts:
        decode = tokenizer.backend_tokenizer.decode
        texts.extend(decode([i], skip_special_tokens=False) for i in range(tokenizer.vocab_size))
    added = tokenizer.added_tokens_decoder
    return [(i, text) for i, text in enumerate(texts) if fragment in text and i not in added]


@wrong("a table for each name", cause="these are Llama's numbers, or what an earlier call found")
def search(tokenizer, fragment, tables={}):
    if not fragment:
        raise ValueError("nothing to look for")
    if tokenizer.name_or_path not in tables:
        decode = tokenizer.backend_tokenizer.decode
        texts = [decode([i], skip_special_tokens=False) for i in range(len(tokenizer))]
        tables[tokenizer.name_or_path] = texts
    added = tokenizer.added_tokens_decoder
    texts = tables[tokenizer.name_or_path]
    return [(i, text) for i, text in enumerate(texts) if fragment in text and i not in added]


@right("the vocabulary without the added one")
def search(tokenizer, fragment, tables={}):
    if fragment == "":
        raise ValueError("nothing to look for")
    if tokenizer not in tables:
        ids = sorted(set(tokenizer.get_vocab().values()) - set(tokenizer.get_added_vocab().values()))
        texts = tokenizer.batch_decode([[i] for i in ids], clean_up_tokenization_spaces=False)
        tables[tokenizer] = list(zip(ids, texts))
    return [(i, text) for i, text in tables[tokenizer] if fragment in text]


@right("keeps the texts with the tokenizer's own number")
def search(tokenizer, fragment, tables={}):
    if not fragment:
        raise ValueError("a fragment has at least one character")
    number = id(tokenizer.backend_tokenizer)
    if number not in tables:
        size = tokenizer.backend_tokenizer.get_vocab_size()
        batch = [[token_id] for token_id in range(size)]
        texts = tokenizer.backend_tokenizer.decode_batch(batch, skip_special_tokens=False)
        tables[number] = (tokenizer, texts)
    added = set(tokenizer.added_tokens_decoder)
    return [(i, text) for i, text in enumerate(tables[number][1]) if fragment in text and i not in added]


@right("spaces and cases by itertools")
def variants(tokenizer, word):
    from itertools import product

    cases = (str.lower, str.capitalize, str.upper)
    return {space + case(word): id_of(tokenizer, space + case(word)) for case, space in product(cases, ("", " "))}


@right("goes by tokens and sorts")
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    found = []
    for token, i in tokenizer.get_vocab().items():
        if i in tokenizer.added_tokens_decoder:
            continue
        text = tokenizer.backend_tokenizer.decoder.decode([token])
        if fragment in text:
            found.append((i, text))
    found.sort()
    return found
