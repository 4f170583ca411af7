"""Answers to ex07 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

import re
import unicodedata
from functools import cache, lru_cache

from kit.suite import LLAMA, byte_letters, gives, load, looks, raises, right, vocabulary, wrong

containing = vocabulary.containing


ADDED_ENTRIES = "the added entries are in: `vocab_size` leaves them out."
SPELLING = (
    "this looks at the vocabulary's own spelling, in which a space is Ġ; the readable text is what an id decodes to."
)
FIRST_SEVERAL = "this is the first of several tokens; no single entry is the whole text, so the answer is None."
UPPER_LOWER = "upper and lower case are different entries."
ADDED_TOKENS = "the added tokens are entries too."
VOCABULARY_OWN = "this is the vocabulary's own spelling, in which Ġ stands for a space; decode gives readable text."
ONLY_PUT = "only Ġ was put back; the vocabulary spells other letters in its own way, too: decode."
ASCII_ONLY = (
    "only the letters of ASCII's bytes were put back (Ġ, Ċ and the like); every other character is several bytes, each "
    "spelled with a letter of its own: decode."
)
DOCSTRING = "this is the docstring's example, written down; look it up in the tokenizer that came in."
LLAMA_NUMBERS = "these are Llama's numbers; every tokenizer has its own, ask the one that came in."
BY_NAME = (
    "this keeps what an earlier call found by the tokenizer's name, and two tokenizers may have one name: "
    "ask the one that came in."
)
LEARNT_ONLY = "ids end with `vocab_size` here; the added entries exist, too, up to `len(tokenizer) - 1`."
WITHIN = (
    "added entries within `vocab_size` are in: not every tokenizer has them at the end; leave out what is "
    "in the table of added tokens."
)


def finds(recipe):
    """Known by what `recipe` finds for a fragment; of an empty one it says nothing."""
    return gives(lambda tokenizer, fragment: recipe(tokenizer, fragment) if fragment else ...)


def text_at(tokenizer, token_id):
    return vocabulary.entries(tokenizer)[token_id]


@lru_cache(100)
def with_added(tokenizer, fragment):
    return [(i, text) for i, text in enumerate(vocabulary.entries(tokenizer)) if fragment in text] if fragment else ...


def found(tokenizer, test):
    added = tokenizer.added_tokens_decoder
    return [(i, text) for i, text in enumerate(vocabulary.entries(tokenizer)) if test(text) and i not in added]


def any_case(tokenizer, fragment):
    if fragment.lower() == fragment.upper():
        return containing(tokenizer, fragment)
    return found(tokenizer, lambda text: fragment.lower() in text.lower())


def one_or_spelled(tokenizer, text):
    found = tokenizer.encode(text, add_special_tokens=False)
    return found[0] if len(found) == 1 else tokenizer.backend_tokenizer.token_to_id(text)


@cache
def learnt(tokenizer):
    """The vocabulary as it is stored, up to `vocab_size`; it takes a tenth of a second."""
    return {entry: i for entry, i in tokenizer.get_vocab().items() if i < tokenizer.vocab_size}


def spelled(tokenizer, fragment):
    """The learnt entries in whose spelling the fragment stands. Letters and signs of ASCII are spelled as they read."""
    if not set(fragment) <= set(byte_letters().values()):
        return []
    if fragment.replace("Ġ", "").isascii():
        found = containing(tokenizer, fragment.replace("Ġ", " "))
        return [i for i, _ in found if fragment in spelling_of(tokenizer, i)]
    return sorted(i for entry, i in learnt(tokenizer).items() if fragment in entry)


def spelling_of(tokenizer, token_id):
    return tokenizer.convert_ids_to_tokens(token_id)


LETTERS = {byte: letter for byte, letter in byte_letters().items() if byte < 128 and letter != chr(byte)}
"""The letters of those bytes of ASCII that are spelled otherwise than they read."""


def in_letters(text):
    return text.translate(LETTERS)


def out_of_letters(spelling):
    return spelling.translate({ord(letter): byte for byte, letter in LETTERS.items()})


def spelled_in_ascii(tokenizer, fragment):
    """What is found where only ASCII is put back: other characters of the texts are rows of letters."""
    if not set(fragment).isdisjoint(LETTERS.values()):
        return []
    ascii_only = fragment.isascii()
    ids = [i for i, _ in containing(tokenizer, fragment)] if ascii_only else spelled(tokenizer, in_letters(fragment))
    return [(i, out_of_letters(spelling_of(tokenizer, i))) for i in ids]


def by_pattern(tokenizer, fragment):
    if re.escape(fragment) == fragment:
        return containing(tokenizer, fragment)
    return found(tokenizer, lambda text: re.search(fragment, text))


def of_the_first(tokenizer, fragment):
    """What is found among the first tokenizer's texts, which is Llama's in every run."""
    first, added = load(LLAMA), tokenizer.added_tokens_decoder
    texts = vocabulary.entries(first)[: first.vocab_size]
    return [(i, text) for i, text in enumerate(texts) if fragment in text and i not in added]


def little(tokenizer, *_):
    """Whether this is one of the small tokenizers, whose entries are decoded in no time."""
    return len(tokenizer) < 10_000


def in_form(tokenizer, fragment):
    """What is found where fragment and texts are compared in a form of Unicode that has no wide signs."""
    if not little(tokenizer):
        return containing(tokenizer, fragment)
    return found(tokenizer, lambda text: unicodedata.normalize("NFKC", fragment) in unicodedata.normalize("NFKC", text))


def blank(tokenizer, fragment):
    return not fragment.strip() or len(tokenizer) < 10_000


# --- vocabulary_size ---


@wrong("the added entries are missing: `len(tokenizer)` has them, `vocab_size` has not.")
def vocabulary_size(tokenizer, added=True):
    return tokenizer.vocab_size


@wrong(ADDED_ENTRIES)
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer)


@wrong(ADDED_ENTRIES, when=gives(lambda tokenizer, added=True: len(tokenizer)))
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer.get_vocab())


@wrong(ADDED_ENTRIES)
def vocabulary_size(tokenizer, added=True):
    return tokenizer.backend_tokenizer.get_vocab_size()


@wrong("`added` is used the wrong way round.")
def vocabulary_size(tokenizer, added=True):
    return tokenizer.vocab_size if added else len(tokenizer)


@wrong("`added` is True where the caller does not say otherwise: `added: bool = True`.")
def vocabulary_size(tokenizer, added=False):
    return len(tokenizer) if added else tokenizer.vocab_size


@wrong(
    "this is the highest id; ids begin at 0, so there is one entry more.",
    when=gives(lambda tokenizer, added=True: (len(tokenizer) if added else tokenizer.vocab_size) - 1),
)
def vocabulary_size(tokenizer, added=True):
    return max(tokenizer.get_vocab().values()) if added else tokenizer.vocab_size - 1


@wrong("`all_special_ids` has a few of the added entries only; `vocab_size` leaves all of them out.")
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer) if added else len(tokenizer) - len(tokenizer.all_special_ids)


@wrong("the added entries are counted twice: they are in `len(tokenizer)` already.")
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer) + len(tokenizer.added_tokens_decoder) if added else len(tokenizer)


@wrong("these are the added entries only.")
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer.get_added_vocab()) if added else tokenizer.vocab_size


@wrong("this is the dict itself; its length is asked for.", when=looks(lambda got, *_, **__: type(got) is dict))
def vocabulary_size(tokenizer, added=True):
    return tokenizer.get_vocab()


@wrong("vocabulary_size no longer takes `added`; the tests call it as the line 'called' shows.")
def vocabulary_size(tokenizer):
    return len(tokenizer)


@wrong("`added` can only be given by its name here (`*`); the stub takes it by position too.")
def vocabulary_size(tokenizer, *, added=True):
    return len(tokenizer) if added else tokenizer.vocab_size


@wrong("a whole number (int) is asked for, and this is a float.")
def vocabulary_size(tokenizer, added=True):
    return 1.0 * (len(tokenizer) if added else tokenizer.vocab_size)


@wrong("a number is asked for, and this is a string.")
def vocabulary_size(tokenizer, added=True):
    return f"{len(tokenizer) if added else tokenizer.vocab_size:,}"


@wrong("both numbers are returned together; the one that `added` tells is asked for.")
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer), tokenizer.vocab_size


@wrong("for `added=False` there is no `return`, and the answer is None.")
def vocabulary_size(tokenizer, added=True):
    if added:
        return len(tokenizer)


@wrong(LLAMA_NUMBERS)
def vocabulary_size(tokenizer, added=True):
    return 128256 if added else 128000


@wrong(("256 added entries are Llama's; every tokenizer has its own number of them, ask the one that came in."))
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer) - (0 if added else 256)


@wrong(BY_NAME)
def vocabulary_size(tokenizer, added=True, kept={}):
    key = tokenizer.name_or_path, added
    return kept.setdefault(key, len(tokenizer) if added else tokenizer.vocab_size)


@wrong(
    (
        "the special entries alone are taken off; an added entry need not be special: `vocab_size` leaves all "
        "of them out."
    )
)
def vocabulary_size(tokenizer, added=True):
    special = sum(token.special for token in tokenizer.added_tokens_decoder.values())
    return len(tokenizer) if added else len(tokenizer) - special


@wrong(
    (
        "the special entries are counted as if they were learnt, and the others not: this is how many added "
        "ones there are."
    )
)
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer) if added else len(tokenizer) - tokenizer.vocab_size


@wrong(
    "the lowest id of an added entry is this number only where the added ones stand behind the learnt: `vocab_size` "
    "says it of every tokenizer."
)
def vocabulary_size(tokenizer, added=True):
    return len(tokenizer) if added else min(tokenizer.added_tokens_decoder)


@right  # asks the backend
def vocabulary_size(tokenizer, added=True):
    return tokenizer.backend_tokenizer.get_vocab_size(with_added_tokens=added)


@right  # counts get_vocab
def vocabulary_size(tokenizer, added=True):
    vocabulary = tokenizer.get_vocab()
    if not added:
        vocabulary = set(vocabulary) - set(tokenizer.get_added_vocab())
    return len(vocabulary)


@right  # subtracts the added ones
def vocabulary_size(tokenizer, added=True):
    size = len(tokenizer.vocab)
    return size if added else size - len(tokenizer.added_tokens_decoder)


@right  # takes the greatest id and one
def vocabulary_size(tokenizer, added=True):
    beyond = set() if added else set(tokenizer.added_tokens_decoder)
    return 1 + max(i for i in tokenizer.get_vocab().values() if i not in beyond)


@right  # counts in a loop
def vocabulary_size(tokenizer, added=True):
    count = 0
    for i in tokenizer.get_vocab().values():
        count += (
            added or i not in tokenizer.backend_tokenizer.get_added_tokens_decoder() if i >= tokenizer.vocab_size else 1
        )
    return count


@right  # what is left when the added vocabulary goes
def vocabulary_size(tokenizer, added=True):
    table = tokenizer.get_vocab()
    if not added:
        for entry in tokenizer.get_added_vocab():
            del table[entry]
    return len(table)


@right  # the backend's count
def vocabulary_size(tokenizer, added=True):
    return tokenizer.backend_tokenizer.get_vocab_size(with_added_tokens=added)


@right  # counts the entries that are no added ones
def vocabulary_size(tokenizer, added=True):
    if added:
        return max(tokenizer.get_vocab().values()) + 1
    return tokenizer.backend_tokenizer.get_vocab_size(with_added_tokens=False)


# --- id_of ---


@wrong(SPELLING, when=gives(lambda tokenizer, text: tokenizer.backend_tokenizer.token_to_id(text)))
def id_of(tokenizer, text):
    return tokenizer.get_vocab().get(text)


@wrong(SPELLING)
def id_of(tokenizer, text):
    return tokenizer.convert_tokens_to_ids(text)


@wrong(
    (
        "this looks the text up in the vocabulary as it is stored, in which a space is Ġ and most texts have "
        "no entry; find the id by encoding the text."
    ),
    when=raises("KeyError"),
)
def id_of(tokenizer, text):
    return tokenizer.get_vocab()[text]


@wrong(
    (
        "only the space is put into the vocabulary's spelling; it writes every other byte its own way, too: "
        "encode the text."
    ),
    when=gives(lambda tokenizer, text: tokenizer.backend_tokenizer.token_to_id(text.replace(" ", "Ġ"))),
)
def id_of(tokenizer, text):
    return tokenizer.get_vocab().get(text.replace(" ", "Ġ"))


@wrong(
    (
        "only space and line end are put into the vocabulary's spelling; it writes every other byte its own "
        "way, too: encode the text."
    ),
    when=gives(
        lambda tokenizer, text: tokenizer.backend_tokenizer.token_to_id(text.replace(" ", "Ġ").replace("\n", "Ċ"))
    ),
)
def id_of(tokenizer, text):
    return tokenizer.get_vocab().get(text.replace(" ", "Ġ").replace("\n", "Ċ"))


@wrong(
    "only ASCII is put into the vocabulary's spelling; every other character is several bytes, each with a letter of "
    "its own: encode the text.",
    when=gives(lambda tokenizer, text: tokenizer.backend_tokenizer.token_to_id(in_letters(text))),
)
def id_of(tokenizer, text):
    letters = str.maketrans({chr(byte): chr(256 + byte) for byte in range(33)})
    return tokenizer.get_vocab().get(text.translate(letters))


@wrong("begin-of-text was counted, so no text is ever a single token: add_special_tokens=False.")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text)
    return ids[0] if len(ids) == 1 else None


@wrong("this is begin-of-text, which encoding puts in front.")
def id_of(tokenizer, text):
    return tokenizer.encode(text)[0]


@wrong(
    (
        "this is the first of the tokens, however many there are; where no single entry is the text, an empty "
        "one too, the answer is None."
    )
)
def id_of(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False)[0]


@wrong(FIRST_SEVERAL)
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return ids[0] if ids else None


@wrong("this is the last of several tokens; no single entry is the whole text, so the answer is None.")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return ids[-1] if ids else None


@wrong("a number is asked for, and this is a list.")
def id_of(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False)


@wrong("the leading space was stripped, and that is another entry.")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text.strip(), add_special_tokens=False)
    return ids[0] if len(ids) == 1 else None


@wrong("a space was put in front of the text, and that is another entry.")
def id_of(tokenizer, text):
    ids = tokenizer.encode(" " + text.strip(), add_special_tokens=False)
    return ids[0] if len(ids) == 1 else None


@wrong(UPPER_LOWER)
def id_of(tokenizer, text):
    ids = tokenizer.encode(text.lower(), add_special_tokens=False)
    return ids[0] if len(ids) == 1 else None


@wrong(ADDED_TOKENS)
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return ids[0] if len(ids) == 1 and ids[0] < tokenizer.vocab_size else None


@wrong(ADDED_TOKENS)
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False, split_special_tokens=True)
    return ids[0] if len(ids) == 1 else None


@wrong("no single entry is None, not -1.")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return ids[0] if len(ids) == 1 else -1


@wrong(
    ("a text of several tokens, or of none, ends this in an error; no single entry is no error: the answer is None.")
)
def id_of(tokenizer, text):
    (token_id,) = tokenizer.encode(text, add_special_tokens=False)
    return token_id


@wrong("this raises where no single entry is the text; that is no error: the answer is None.")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    if len(ids) != 1:
        raise KeyError(text)
    return ids[0]


@wrong("id 0 is an id like any other, and false in an `or`.")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    token_id = ids[0] if len(ids) == 1 else None
    return token_id or None


@wrong("128255 is an entry too: the last added one.")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return ids[0] if len(ids) == 1 and ids[0] < 128255 else None


@wrong(
    (
        "where encoding gives several tokens no single entry is the text; the vocabulary's own spelling (Ġ is "
        "a space) is none either."
    ),
    when=gives(lambda tokenizer, text: one_or_spelled(tokenizer, text)),
)
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return ids[0] if len(ids) == 1 else tokenizer.get_vocab().get(text)


@wrong("only the examples are known here; look the text up in the tokenizer that came in.")
def id_of(tokenizer, text):
    return {" am": 1097, "am": 309, "\n\n": 271, "<|eot_id|>": 128009}.get(text)


@wrong("`False and …` is False: where no single entry is the text, the answer is None.")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return len(ids) == 1 and ids[0]


@wrong(
    ("a text in capitals is looked up in lower case when it has no entry; upper and lower case are different entries.")
)
def id_of(tokenizer, text):
    for t in (text, text.lower()):
        ids = tokenizer.encode(t, add_special_tokens=False)
        if len(ids) == 1:
            return ids[0]
    return None


@wrong("the decoded id is stripped before it is compared, so no entry with a space in front is found.")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    if len(ids) == 1 and tokenizer.decode(ids).strip() == text:
        return ids[0]
    return None


@wrong("this is the entry's text; its id is asked for.")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False)
    return tokenizer.decode(ids) if len(ids) == 1 else None


@wrong("the text was put into another Unicode form first; that is another text, with entries of its own.")
def id_of(tokenizer, text):
    import unicodedata

    ids = tokenizer.encode(unicodedata.normalize("NFC", text), add_special_tokens=False)
    return ids[0] if len(ids) == 1 else None


@wrong("the spaces at the end were stripped; they are part of the text, and a space alone is an entry.")
def id_of(tokenizer, text):
    ids = tokenizer.encode(text.rstrip(" "), add_special_tokens=False)
    return ids[0] if len(ids) == 1 else None


@right  # looks at every entry
def id_of(tokenizer, text):
    entries = tokenizer.backend_tokenizer.decode_batch([[i] for i in range(len(tokenizer))], skip_special_tokens=False)
    return entries.index(text) if text in entries else None


@right  # keeps a table by text
def id_of(tokenizer, text, kept={}):
    if not kept:
        for i in range(len(tokenizer)):
            one = tokenizer.decode([i], clean_up_tokenization_spaces=False)
            if "\ufffd" not in one:
                kept[one] = i
    return kept.get(text)


@right  # spells the text as the vocabulary does
def id_of(tokenizer, text):
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {byte: chr(byte) for byte in printable}
    letters |= {byte: chr(256 + n) for n, byte in enumerate(b for b in range(256) if b not in printable)}
    return tokenizer.get_vocab().get("".join(letters[byte] for byte in text.encode("utf-8")))


@right  # takes begin-of-text off
def id_of(tokenizer, text):
    ids = tokenizer(text).input_ids[1:]
    return ids[0] if len(ids) == 1 else None


@right  # asks the backend
def id_of(tokenizer, text):
    match tokenizer.backend_tokenizer.encode(text, add_special_tokens=False).ids:
        case [token_id]:
            return token_id
    return None


@right  # goes by tokenize
def id_of(tokenizer, text):
    tokens = tokenizer.tokenize(text)
    if len(tokens) != 1:
        return None
    return tokenizer.convert_tokens_to_ids(tokens[0])


@right  # catches what does not unpack
def id_of(tokenizer, text):
    try:
        (token_id,) = tokenizer.encode(text, add_special_tokens=False)
    except ValueError:
        return None
    return token_id


@right  # a table for each tokenizer
def id_of(tokenizer, text, tables={}):
    if tokenizer not in tables:
        decode = tokenizer.backend_tokenizer.decode
        table = {}
        for token_id in range(len(tokenizer)):
            table.setdefault(decode([token_id], skip_special_tokens=False), token_id)
        tables[tokenizer] = table
    return tables[tokenizer].get(text)


@right  # by the backend
def id_of(tokenizer, text):
    found = tokenizer.backend_tokenizer.encode(text, add_special_tokens=False).ids
    return (
        found[0]
        if len(found) == 1 and tokenizer.backend_tokenizer.decode(found, skip_special_tokens=False) == text
        else None
    )


# --- text_of ---


@wrong(VOCABULARY_OWN)
def text_of(tokenizer, token_id):
    text = tokenizer.convert_ids_to_tokens(token_id) if token_id >= 0 else None
    if text is None:
        raise ValueError(token_id)
    return text


@wrong("only Ġ was put back; the vocabulary spells other letters in its own way, too: decode.")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    return tokenizer.convert_ids_to_tokens(token_id).replace("Ġ", " ")


@wrong(ASCII_ONLY)
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    text = tokenizer.convert_ids_to_tokens(token_id)
    for byte in range(33):
        text = text.replace(chr(256 + byte), chr(byte))
    return text


@wrong(ASCII_ONLY)
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    text = tokenizer.convert_ids_to_tokens(token_id)
    return text.replace("Ġ", " ").replace("Ċ", "\n").replace("ĉ", "\t").replace("č", "\r")


@wrong("the leading space belongs to the entry; it was stripped.")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False).strip()


@wrong("a special token became an empty string: skip_special_tokens is on.")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    return tokenizer.decode([token_id], skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong(
    (
        "an id that does not exist is not looked for here, so it gives an empty text, an entry's text or "
        "another error; `raise ValueError(…)` is asked for."
    )
)
def text_of(tokenizer, token_id):
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong(
    "a negative id is taken from the end of the list here; it does not exist, which is a ValueError.",
    when=looks(lambda got, tokenizer, token_id: token_id < 0 and got == text_at(tokenizer, token_id)),
)
def text_of(tokenizer, token_id):
    entries = tokenizer.backend_tokenizer.decode_batch([[i] for i in range(len(tokenizer))], skip_special_tokens=False)
    try:
        return entries[token_id]
    except IndexError:
        raise ValueError(f"no id {token_id}") from None


@wrong("only ids beyond the last are refused; a negative one does not exist either.")
def text_of(tokenizer, token_id):
    if token_id >= len(tokenizer):
        raise ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("only negative ids are refused; one beyond the last does not exist either.")
def text_of(tokenizer, token_id):
    if token_id < 0:
        raise ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("ids begin at 0, so the last is `len(tokenizer) - 1`; the number after it does not exist.")
def text_of(tokenizer, token_id):
    if token_id < 0 or token_id > len(tokenizer):
        raise ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("id 0 exists; it is the first entry.")
def text_of(tokenizer, token_id):
    if not 0 < token_id < len(tokenizer):
        raise ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("`len(tokenizer) - 1` is the last id, and exists.")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer) - 1:
        raise ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong(LEARNT_ONLY)
def text_of(tokenizer, token_id):
    if not 0 <= token_id < tokenizer.vocab_size:
        raise ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("an IndexError is no ValueError: let the function `raise ValueError(…)` here.")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise IndexError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong(
    "an id that does not exist ends in the dict's KeyError here; a ValueError is asked for.", when=raises("KeyError")
)
def text_of(tokenizer, token_id):
    names = {i: token for token, i in tokenizer.get_vocab().items()}
    return tokenizer.convert_tokens_to_string([names[token_id]])


@wrong("an AssertionError is no ValueError: let the function `raise ValueError(…)` here.")
def text_of(tokenizer, token_id):
    assert 0 <= token_id < len(tokenizer), "no such id"
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("for an id that does not exist the answer is None here; `raise ValueError(…)` is asked for.")
def text_of(tokenizer, token_id):
    if 0 <= token_id < len(tokenizer):
        return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("the exception was returned; `raise` throws it.")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        return ValueError(f"no id {token_id}")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("this is a list of strings; one string is asked for.")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    return tokenizer.batch_decode([[token_id]], clean_up_tokenization_spaces=False)


@wrong("replacement characters were dropped; a part of a character reads as they do.")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False).replace("\ufffd", "")


@wrong("a part of a character is an entry, too: it has a text, replacement characters, and is no error.")
def text_of(tokenizer, token_id):
    text = tokenizer.decode([token_id], clean_up_tokenization_spaces=False) if 0 <= token_id < len(tokenizer) else ""
    if not text or "\ufffd" in text:
        raise ValueError(f"{token_id} has no text")
    return text


@wrong("spaces before punctuation were removed: decode with clean_up_tokenization_spaces=False.")
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


@wrong("several replacement characters became one; the text is asked for as it decodes.")
def text_of(tokenizer, token_id):
    import re

    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    return re.sub("\ufffd+", "\ufffd", tokenizer.decode([token_id], clean_up_tokenization_spaces=False))


@wrong(LLAMA_NUMBERS)
def text_of(tokenizer, token_id):
    if not 0 <= token_id < 128256:
        raise ValueError(f"{token_id} is no id")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong(LEARNT_ONLY)
def text_of(tokenizer, token_id):
    if not 0 <= token_id < tokenizer.vocab_size:
        raise ValueError(f"{token_id} is no id")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong(
    ("this keeps the texts of the first tokenizer that came in; ask the one that came in, at every call."),
    when=looks(lambda got, tokenizer, token_id: len(tokenizer) < 10_000 and got == text_at(load(LLAMA), token_id)),
)
def text_of(tokenizer, token_id, texts=[]):
    if not texts:
        texts.extend(
            tokenizer.backend_tokenizer.decode_batch([[i] for i in range(len(tokenizer))], skip_special_tokens=False)
        )
    if not 0 <= token_id < len(texts):
        raise ValueError(f"{token_id} is no id")
    return texts[token_id]


@wrong(
    "a token was added since the last call: look at the tokenizer at every call.",
    when=raises("ValueError", given=lambda tokenizer, token_id: tokenizer.convert_tokens_to_ids("<new>") == token_id),
)
def text_of(tokenizer, token_id, lists={}):
    if tokenizer not in lists:
        decode = tokenizer.backend_tokenizer.decode
        lists[tokenizer] = [decode([i], skip_special_tokens=False) for i in range(len(tokenizer))]
    if not 0 <= token_id < len(lists[tokenizer]):
        raise ValueError(f"{token_id} is no id")
    return lists[tokenizer][token_id]


@wrong("only the leading space is gone: `lstrip` took it; it belongs to the entry.")
def text_of(tokenizer, token_id):
    if token_id < 0 or token_id >= len(tokenizer):
        raise ValueError("no such id")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False).lstrip()


@wrong(
    ("a message in place of the text is no error for the caller: `raise ValueError(…)` for an id that does not exist.")
)
def text_of(tokenizer, token_id):
    if token_id < 0 or token_id >= len(tokenizer):
        return "no such id"
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("an id that does not exist is an empty text here; `raise ValueError(…)` is asked for.")
def text_of(tokenizer, token_id):
    if token_id < 0 or token_id >= len(tokenizer):
        return ""
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


@wrong("Ġ and Ċ were replaced in the decoded text, which is readable already: there they are the letters themselves.")
def text_of(tokenizer, token_id):
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(token_id)
    text = tokenizer.decode([token_id], clean_up_tokenization_spaces=False)
    return text.replace("Ġ", " ").replace("Ċ", "\n")


@right  # asks the backend
def text_of(tokenizer, token_id):
    if token_id < 0 or tokenizer.backend_tokenizer.id_to_token(token_id) is None:
        raise ValueError(f"no id {token_id}")
    return tokenizer.backend_tokenizer.decode([token_id], skip_special_tokens=False)


@right  # turns the vocabulary round
def text_of(tokenizer, token_id):
    names = {i: token for token, i in tokenizer.get_vocab().items()}
    if token_id not in names:
        raise ValueError(f"no id {token_id}")
    return tokenizer.convert_tokens_to_string([names[token_id]])


@right  # looks whether the id is in a range
def text_of(tokenizer, token_id):
    if token_id not in range(len(tokenizer)):
        raise ValueError
    return tokenizer.batch_decode([[token_id]], clean_up_tokenization_spaces=False)[0]


@right  # raises a ValueError of its own kind
def text_of(tokenizer, token_id):
    class UnknownId(ValueError):
        pass

    if not 0 <= token_id < vocabulary_size(tokenizer):
        raise UnknownId(f"no id {token_id}")
    return tokenizer.decode(token_id, clean_up_tokenization_spaces=False)


@right  # makes a ValueError of the library's error
def text_of(tokenizer, token_id):
    try:
        token = tokenizer.convert_ids_to_tokens(token_id)
        return tokenizer.convert_tokens_to_string([token])
    except (OverflowError, TypeError) as error:
        raise ValueError(f"no id {token_id}") from error


@right  # asks the list of all texts
def text_of(tokenizer, token_id):
    entries = tokenizer.backend_tokenizer.decode_batch([[i] for i in range(len(tokenizer))], skip_special_tokens=False)
    if token_id < 0 or token_id >= len(entries):
        raise ValueError(f"no id {token_id}")
    return entries[token_id]


@right  # the backend says whether there is such an id
def text_of(tokenizer, token_id):
    backend = tokenizer.backend_tokenizer
    if token_id < 0 or backend.id_to_token(token_id) is None:
        raise ValueError(f"no entry {token_id}")
    return backend.decode([token_id], skip_special_tokens=False)


@right  # looks among the vocabulary's numbers
def text_of(tokenizer, token_id):
    if token_id not in tokenizer.get_vocab().values():
        raise ValueError(f"there is no id {token_id}")
    return tokenizer.convert_tokens_to_string([tokenizer.convert_ids_to_tokens(token_id)])


@right  # asks whether the id is in a range
def text_of(tokenizer, token_id):
    if token_id not in range(len(tokenizer)):
        raise ValueError(f"there is no entry {token_id}")
    return tokenizer.backend_tokenizer.decode([token_id], skip_special_tokens=False)


# --- search ---


@wrong(
    "the last entry is missing.",
    when=finds(
        lambda tokenizer, fragment: [
            one for one in containing(tokenizer, fragment) if one[0] != tokenizer.vocab_size - 1
        ]
    ),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    texts = _ordinary_texts(tokenizer)
    return [(i, texts[i]) for i in range(len(texts) - 1) if fragment in texts[i]]


@wrong(
    "the first entry, id 0, is missing.",
    when=finds(lambda tokenizer, fragment: [one for one in containing(tokenizer, fragment) if one[0]]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    texts = _ordinary_texts(tokenizer)
    return [(i, texts[i]) for i in range(1, len(texts)) if fragment in texts[i]]


@wrong(
    "the case was ignored; it matters.",
    when=finds(lambda tokenizer, fragment: any_case(tokenizer, fragment)),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment.lower() in text.lower()]


@wrong(
    "only entries that begin with the fragment were found.",
    when=finds(
        lambda tokenizer, fragment: [one for one in containing(tokenizer, fragment) if one[1].startswith(fragment)]
    ),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if text.startswith(fragment)]


@wrong(
    "an entry that is the fragment itself is missing; the fragment stands in it as well.",
    when=finds(lambda tokenizer, fragment: [one for one in containing(tokenizer, fragment) if one[1] != fragment]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    texts = enumerate(_ordinary_texts(tokenizer))
    return [(i, text) for i, text in texts if fragment in text and fragment != text]


@wrong(
    ("entries that begin with the fragment are missing: `find` gives 0 for them, and -1 where it is not found."),
    when=finds(
        lambda tokenizer, fragment: [one for one in containing(tokenizer, fragment) if not one[1].startswith(fragment)]
    ),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if text.find(fragment) > 0]


@wrong(
    "only an entry that is the fragment was found; it may stand within an entry.",
    when=finds(lambda tokenizer, fragment: [one for one in containing(tokenizer, fragment) if one[1] == fragment]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if text == fragment]


@wrong(
    "these are entries that stand within the fragment; the fragment is to stand within the entry.",
    when=finds(lambda tokenizer, fragment: found(tokenizer, lambda text: text in fragment)),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if text in fragment]


@wrong(
    "the leading space is part of an entry; it was stripped.",
    when=finds(lambda tokenizer, fragment: [(i, text.strip()) for i, text in containing(tokenizer, fragment)]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text.strip()) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong(
    "the fragment was stripped; its spaces count.",
    when=finds(lambda tokenizer, fragment: containing(tokenizer, fragment.strip())),
    also=looks(lambda got, tokenizer, fragment: fragment and not fragment.strip() and len(got) > 20_000),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    fragment = fragment.strip()
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong(
    "the added tokens are in; ordinary entries are asked for.",
    when=finds(lambda tokenizer, fragment: with_added(tokenizer, fragment)),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    entries = tokenizer.backend_tokenizer.decode_batch([[i] for i in range(len(tokenizer))], skip_special_tokens=False)
    return [(i, text) for i, text in enumerate(entries) if fragment in text]


@wrong(
    SPELLING,
    when=finds(lambda tokenizer, fragment: [(i, spelling_of(tokenizer, i)) for i in spelled(tokenizer, fragment)]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return sorted(
        (i, token) for token, i in tokenizer.get_vocab().items() if fragment in token and i < tokenizer.vocab_size
    )


@wrong(
    "white space at the ends of an entry belongs to it; it was stripped before the fragment was looked for.",
    when=finds(
        lambda tokenizer, fragment: [one for one in containing(tokenizer, fragment) if fragment in one[1].strip()]
    ),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text.strip()]


@wrong(
    (
        "the fragment was looked for in the vocabulary's own spelling, in which a space is Ġ; it is to stand "
        "in the readable text."
    ),
    when=finds(lambda tokenizer, fragment: [(i, text_at(tokenizer, i)) for i in spelled(tokenizer, fragment)]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    found = sorted(i for token, i in tokenizer.get_vocab().items() if fragment in token and i < tokenizer.vocab_size)
    return [(i, text_of(tokenizer, i)) for i in found]


@wrong(
    ONLY_PUT,
    when=finds(
        lambda tokenizer, fragment: [
            (i, spelling_of(tokenizer, i).replace("Ġ", " ")) for i in spelled(tokenizer, fragment.replace(" ", "Ġ"))
        ]
    ),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    readable = {i: token.replace("Ġ", " ") for token, i in tokenizer.get_vocab().items() if i < tokenizer.vocab_size}
    return sorted((i, text) for i, text in readable.items() if fragment in text)


@wrong(ASCII_ONLY, when=finds(spelled_in_ascii))
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    back = str.maketrans({chr(256 + byte): chr(byte) for byte in range(33)})
    readable = {i: token.translate(back) for token, i in tokenizer.get_vocab().items() if i < tokenizer.vocab_size}
    return sorted((i, text) for i, text in readable.items() if fragment in text)


@wrong(
    "these are in the order of the vocabulary's spellings; ascending ids are asked for.",
    when=finds(
        lambda tokenizer, fragment: sorted(
            containing(tokenizer, fragment), key=lambda one: spelling_of(tokenizer, one[0])
        )
    ),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    texts, vocabulary = _ordinary_texts(tokenizer), sorted(tokenizer.get_vocab().items())
    return [(i, texts[i]) for _, i in vocabulary if i < tokenizer.vocab_size and fragment in texts[i]]


@wrong(
    "these are in the order of their texts; by id is asked for.",
    when=finds(lambda tokenizer, fragment: sorted(containing(tokenizer, fragment), key=lambda one: one[1])),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    found = [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]
    return sorted(found, key=lambda item: item[1])


@wrong(
    "text and id have changed places: (id, text).",
    when=finds(lambda tokenizer, fragment: [(text, i) for i, text in containing(tokenizer, fragment)]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(text, i) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong(
    "these are ids only: (id, text) is asked for.",
    when=finds(lambda tokenizer, fragment: [i for i, text in containing(tokenizer, fragment)]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [i for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong(
    "these are texts only: (id, text) is asked for.",
    when=finds(lambda tokenizer, fragment: [text for i, text in containing(tokenizer, fragment)]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [text for text in _ordinary_texts(tokenizer) if fragment in text]


@wrong(
    "a list is asked for, and this is a dict: order and repeats are lost in it.",
    when=finds(lambda tokenizer, fragment: dict(containing(tokenizer, fragment))),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return {i: text for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text}


@wrong(
    "the items are lists; each of them should be a tuple.",
    when=finds(lambda tokenizer, fragment: [[i, text] for i, text in containing(tokenizer, fragment)]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [[i, text] for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong(
    (
        "`yield` makes this a generator, which has made no value yet, nor raised; collect the entries in a "
        "list and return that."
    ),
    when=gives(lambda tokenizer, fragment: (one for one in ())),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    for i, text in enumerate(_ordinary_texts(tokenizer)):
        if fragment in text:
            yield i, text


@wrong(
    "only the first entry is there; all of them are asked for.",
    when=finds(lambda tokenizer, fragment: containing(tokenizer, fragment)[:1]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    for i, text in enumerate(_ordinary_texts(tokenizer)):
        if fragment in text:
            return [(i, text)]
    return []


@wrong(
    "the fragment was taken for a pattern, in which some signs have a meaning; it is plain text: `in`.",
    when=finds(by_pattern),
    also=looks(lambda got, tokenizer, fragment: re.escape(fragment) != fragment and len(got) > 20_000),
)
def search(tokenizer, fragment):
    import re

    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if re.search(fragment, text)]


@wrong(
    "these are the tokens of the fragment; the entries that contain it are asked for.",
    when=finds(
        lambda tokenizer, fragment: [
            (i, text_at(tokenizer, i)) for i in tokenizer.encode(fragment, add_special_tokens=False)
        ]
    ),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text_of(tokenizer, i)) for i in tokenizer.encode(fragment, add_special_tokens=False)]


@wrong(DOCSTRING, when=finds(lambda tokenizer, fragment: containing(load(LLAMA), "okenizer")))
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(38534, "Tokenizer"), (47058, " tokenizer"), (72701, " StringTokenizer"), (86693, "tokenizer")]


@wrong(
    "everything is found for an empty fragment here; that is no search, and a ValueError.",
    when=looks(lambda got, tokenizer, fragment: not fragment and len(got) > 1000),
)
def search(tokenizer, fragment):
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong(
    "nothing is found for an empty fragment here; it is in every entry, and a ValueError.",
    when=looks(lambda got, tokenizer, fragment: not fragment and got == []),
)
def search(tokenizer, fragment):
    if not fragment:
        return []
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong("a fragment of white space is refused here; only an empty one is a ValueError.", when=blank)
def search(tokenizer, fragment):
    if not fragment.strip():
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@wrong(
    "where nothing is found the answer is an empty list; only an empty fragment is a ValueError.",
    when=raises("ValueError", "is in no entry"),
)
def search(tokenizer, fragment):
    found = [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]
    if not fragment or not found:
        raise ValueError(f"{fragment!r} is in no entry")
    return found


@wrong(
    (
        "the first 128,000 ids are Llama's ordinary entries; every tokenizer has its own number, ask the one "
        "that came in."
    ),
    when=finds(lambda tokenizer, fragment: [one for one in containing(tokenizer, fragment) if one[0] < 128000]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("nothing to look for")
    decode = tokenizer.backend_tokenizer.decode
    texts = ((i, decode([i], skip_special_tokens=False)) for i in range(min(128000, len(tokenizer))))
    return [(i, text) for i, text in texts if fragment in text and i not in tokenizer.added_tokens_decoder]


@wrong(
    (
        "the first 128,000 ids are taken for the ordinary ones, which is so of Llama only; leave out what is "
        "in the table of added tokens."
    ),
    when=finds(lambda tokenizer, fragment: [one for one in with_added(tokenizer, fragment) if one[0] < 128000]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("nothing to look for")
    vocabulary = tokenizer.get_vocab()
    letters = {entry: i for entry, i in vocabulary.items() if i < 128000}
    found = [(i, tokenizer.convert_tokens_to_string([entry])) for entry, i in letters.items()]
    return sorted((i, text) for i, text in found if fragment in text)


@wrong(
    WITHIN,
    when=finds(
        lambda tokenizer, fragment: [one for one in with_added(tokenizer, fragment) if one[0] < tokenizer.vocab_size]
    ),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("nothing to look for")
    decode = tokenizer.backend_tokenizer.decode
    texts = [decode([i], skip_special_tokens=False) for i in range(tokenizer.vocab_size)]
    return [(i, text) for i, text in enumerate(texts) if fragment in text]


@wrong(
    "only the tokens with a role are left out (`all_special_ids`); the table of added tokens has more.",
    when=finds(
        lambda tokenizer, fragment: [
            one
            for one in with_added(tokenizer, fragment)
            if one[0] < tokenizer.vocab_size and one[0] not in tokenizer.all_special_ids
        ]
    ),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("nothing to look for")
    decode = tokenizer.backend_tokenizer.decode
    texts = [decode([i], skip_special_tokens=False) for i in range(tokenizer.vocab_size)]
    roles = set(tokenizer.all_special_ids)
    return [(i, text) for i, text in enumerate(texts) if fragment in text and i not in roles]


@wrong(
    ("this keeps the texts of the first tokenizer that came in; ask the one that came in, at every call."),
    when=finds(of_the_first),
)
def search(tokenizer, fragment, texts=[]):
    if not fragment:
        raise ValueError("nothing to look for")
    if not texts:
        decode = tokenizer.backend_tokenizer.decode
        texts.extend(decode([i], skip_special_tokens=False) for i in range(tokenizer.vocab_size))
    added = tokenizer.added_tokens_decoder
    return [(i, text) for i, text in enumerate(texts) if fragment in text and i not in added]


@wrong(BY_NAME, when=little)
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


@wrong(
    "only entries that end with the fragment were found.",
    when=finds(
        lambda tokenizer, fragment: [one for one in containing(tokenizer, fragment) if one[1].endswith(fragment)]
    ),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if text.endswith(fragment)]


@wrong(
    "the entries come in descending order of their ids; ascending is asked for.",
    when=finds(lambda tokenizer, fragment: containing(tokenizer, fragment)[::-1]),
)
def search(tokenizer, fragment):
    if fragment == "":
        raise ValueError("what shall I look for?")
    texts = _ordinary_texts(tokenizer)
    return [(i, texts[i]) for i in reversed(range(len(texts))) if fragment in texts[i]]


@wrong(
    "the number of entries is not asked for: the entries themselves are, as (id, text).",
    when=finds(lambda tokenizer, fragment: len(containing(tokenizer, fragment))),
)
def search(tokenizer, fragment):
    if fragment == "":
        raise ValueError("what shall I look for?")
    return sum(fragment in text for text in _ordinary_texts(tokenizer))


@wrong(
    "only entries that begin or end with the fragment were found; it may stand in the middle, too.",
    when=finds(
        lambda tokenizer, fragment: [
            one for one in containing(tokenizer, fragment) if one[1].startswith(fragment) or one[1].endswith(fragment)
        ]
    ),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    texts = enumerate(_ordinary_texts(tokenizer))
    return [(i, text) for i, text in texts if text.startswith(fragment) or text.endswith(fragment)]


@wrong(
    "entries with a part of a character in them are missing; the fragment stands in their readable text as well.",
    when=finds(lambda tokenizer, fragment: [one for one in containing(tokenizer, fragment) if "\ufffd" not in one[1]]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    texts = enumerate(_ordinary_texts(tokenizer))
    return [(i, text) for i, text in texts if fragment in text and "\ufffd" not in text]


@wrong(
    "of entries that read alike only one is there: a dict by text keeps the last of them.",
    when=finds(
        lambda tokenizer, fragment: sorted(
            (i, text) for text, i in {text: i for i, text in containing(tokenizer, fragment)}.items()
        )
    ),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    by_text = {text: i for i, text in enumerate(_ordinary_texts(tokenizer))}
    return sorted((i, text) for text, i in by_text.items() if fragment in text)


@wrong(
    "replacement characters were dropped; a part of a character reads as they do.",
    when=finds(
        lambda tokenizer, fragment: [(i, text.replace("\ufffd", "")) for i, text in containing(tokenizer, fragment)]
    ),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    texts = enumerate(_ordinary_texts(tokenizer))
    return [(i, text.replace("\ufffd", "")) for i, text in texts if fragment in text]


@wrong(
    "the list was cut off after 20 entries; all that contain the fragment are asked for.",
    when=finds(lambda tokenizer, fragment: containing(tokenizer, fragment)[:20]),
)
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text][:20]


@wrong(
    "fragment and entries were put into another Unicode form before they were compared; they are compared as they read.",
    when=finds(in_form),
)
def search(tokenizer, fragment):
    import unicodedata

    if not fragment:
        raise ValueError("empty")
    wanted = unicodedata.normalize("NFKC", fragment)
    texts = enumerate(_ordinary_texts(tokenizer))
    return [(i, text) for i, text in texts if wanted in unicodedata.normalize("NFKC", text)]


@right  # decodes every entry itself
def search(tokenizer, fragment):
    if fragment == "":
        raise ValueError("empty")
    found = []
    for i in range(tokenizer.vocab_size):
        text = tokenizer.decode([i], clean_up_tokenization_spaces=False)
        if fragment in text and i not in tokenizer.added_tokens_decoder:
            found.append((i, text))
    return found


@right  # decodes a batch
def search(tokenizer, fragment):
    if len(fragment) == 0:
        raise ValueError("empty")
    texts = tokenizer.batch_decode(
        [[i] for i in range(vocabulary_size(tokenizer, added=False))], clean_up_tokenization_spaces=False
    )
    added = tokenizer.get_added_vocab().values()
    return [(i, text) for i, text in enumerate(texts) if fragment in text and i not in added]


@right  # goes by find
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    return tuple(item for item in enumerate(_ordinary_texts(tokenizer)) if item[1].find(fragment) != -1)


@right  # escapes the pattern
def search(tokenizer, fragment):
    import re

    if not fragment:
        raise ValueError("empty")
    pattern = re.compile(re.escape(fragment))
    return [(i, text) for i, text in enumerate(_ordinary_texts(tokenizer)) if pattern.search(text)]


@right  # looks at bytes first
def search(tokenizer, fragment):
    if not fragment:
        raise ValueError("empty")
    texts = _ordinary_texts(tokenizer)
    hits = [i for i in range(len(texts)) if fragment.encode() in texts[i].encode()]
    return list(zip(hits, [texts[i] for i in hits]))


@right  # the vocabulary without the added one
def search(tokenizer, fragment, tables={}):
    if fragment == "":
        raise ValueError("nothing to look for")
    if tokenizer not in tables:
        ids = sorted(set(tokenizer.get_vocab().values()) - set(tokenizer.get_added_vocab().values()))
        texts = tokenizer.batch_decode([[i] for i in ids], clean_up_tokenization_spaces=False)
        tables[tokenizer] = list(zip(ids, texts))
    return [(i, text) for i, text in tables[tokenizer] if fragment in text]


@right  # keeps the texts with the tokenizer's own number
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


@right  # goes by tokens and sorts
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


@right  # asks the table of added tokens for each id
def search(tokenizer, fragment):
    if len(fragment) == 0:
        raise ValueError("an empty fragment")
    added = set(tokenizer.added_tokens_decoder)
    ordinary = [i for i in range(len(tokenizer)) if i not in added]
    texts = tokenizer.backend_tokenizer.decode_batch([[i] for i in ordinary])
    return [pair for pair in zip(ordinary, texts) if fragment in pair[1]]


# --- variants ---


@wrong(
    SPELLING,
    when=gives(
        lambda tokenizer, word: {
            text: tokenizer.backend_tokenizer.token_to_id(text)
            for form in (word.lower(), word.capitalize(), word.upper())
            for text in (form, " " + form)
        }
    ),
)
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    return {text: tokenizer.get_vocab().get(text) for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("the spellings with a leading space are missing.")
def variants(tokenizer, word):
    return {text: id_of(tokenizer, text) for text in (word.lower(), word.capitalize(), word.upper())}


@wrong("the spellings without a space in front are missing.")
def variants(tokenizer, word):
    return {" " + text: id_of(tokenizer, " " + text) for text in (word.lower(), word.capitalize(), word.upper())}


@wrong("the word came in with capitals of its own: capitalised means the first letter only, `.capitalize()`.")
def variants(tokenizer, word):
    spellings = [word.lower(), word[:1].upper() + word[1:], word.upper()]
    return {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("the word came in with capitals of its own: lower case is `.lower()`.")
def variants(tokenizer, word):
    spellings = [word, word.capitalize(), word.upper()]
    return {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("`.title()` capitalises every part of a word; `.capitalize()` the first letter only.")
def variants(tokenizer, word):
    spellings = [word.lower(), word.title(), word.upper()]
    return {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("`.casefold()` changes more than the case (ß becomes ss); `.lower()` is lower case.")
def variants(tokenizer, word):
    spellings = [word.casefold(), word.capitalize(), word.upper()]
    return {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("the space came in front before the word was capitalised, so nothing was: capitalise first.")
def variants(tokenizer, word):
    spellings = [one for text in (word, " " + word) for one in (text.lower(), text.capitalize(), text.upper())]
    return {text: id_of(tokenizer, text) for text in spellings}


@wrong("`.swapcase()` turns each letter's case round; `.upper()` is upper case.")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.swapcase()]
    return {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("spellings without an entry of their own stay in, with None.")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    table = {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)}
    return {text: token_id for text, token_id in table.items() if token_id is not None}


@wrong("this is the first of several tokens; no single entry is the whole spelling, so it is None.")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    every = [text for spelling in spellings for text in (spelling, " " + spelling)]
    return {text: tokenizer.encode(text, add_special_tokens=False)[0] for text in every}


@wrong("these are begin-of-text, which encoding puts in front: `add_special_tokens=False`.")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    return {text: tokenizer.encode(text)[0] for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("these are lists of ids; the id of the single entry is asked for, None where there is none.")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    every = [text for spelling in spellings for text in (spelling, " " + spelling)]
    return {text: tokenizer.encode(text, add_special_tokens=False) for text in every}


@wrong("a spelling without an entry of its own has None, not -1.")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    every = [text for spelling in spellings for text in (spelling, " " + spelling)]
    found = {text: id_of(tokenizer, text) for text in every}
    return {text: -1 if token_id is None else token_id for text, token_id in found.items()}


@wrong("the space in the keys is a space; Ġ is how the vocabulary spells it.")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    table = {}
    for spelling in spellings:
        table[spelling] = id_of(tokenizer, spelling)
        table["Ġ" + spelling] = id_of(tokenizer, " " + spelling)
    return table


@wrong("the space goes in front of the word, not behind it.")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    return {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, spelling + " ")}


@wrong("this is the other way round: the spelling is the key, its id the value.")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    return {id_of(tokenizer, text): text for spelling in spellings for text in (spelling, " " + spelling)}


@wrong("a dict is asked for, and this is a list of pairs: `dict(…)` makes one of it.")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    return [(text, id_of(tokenizer, text)) for spelling in spellings for text in (spelling, " " + spelling)]


@wrong("these are the ids alone; a dict from spelling to id is asked for.")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    return [id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)]


@wrong(DOCSTRING)
def variants(tokenizer, word):
    return {"am": 309, " am": 1097, "Am": 6219, " Am": 3383, "AM": 1428, " AM": 6912}


@wrong("these are numbers of tokens; the id of the single entry, or None, is asked for.")
def variants(tokenizer, word):
    spellings = [word.lower(), word.capitalize(), word.upper()]
    every = [text for spelling in spellings for text in (spelling, " " + spelling)]
    return {text: len(tokenizer.tokenize(text)) for text in every}


@wrong("something was printed and nothing returned: `return` hands the answer to the caller.")
def variants(tokenizer, word):
    for spelling in (word.lower(), word.capitalize(), word.upper()):
        for text in (spelling, " " + spelling):
            print(repr(text), id_of(tokenizer, text))


@wrong("id 0 is an id like any other, and false in an `or`.")
def variants(tokenizer, word):
    return {
        s + w: id_of(tokenizer, s + w) or None
        for w in (word.lower(), word.capitalize(), word.upper())
        for s in ("", " ")
    }


@wrong("the key is stripped, so the spelling with a space in front takes the place of the one without.")
def variants(tokenizer, word):
    result = {}
    for form in (word.lower(), word.capitalize(), word.upper()):
        result[form] = id_of(tokenizer, form)
        result[form] = id_of(tokenizer, " " + form)
    return result


@wrong("the word itself is looked up each time; each spelling has an entry of its own.")
def variants(tokenizer, word):
    result = {}
    for form in (word.lower(), word.capitalize(), word.upper()):
        for text in (form, " " + form):
            result[text] = id_of(tokenizer, word)
    return result


@wrong("where no single entry is the spelling, the value is 0 here; None is asked for, and 0 is an id.")
def variants(tokenizer, word):
    forms = [word.lower(), word.capitalize(), word.upper()]
    return {text: id_of(tokenizer, text) or 0 for form in forms for text in (form, " " + form)}


@right  # fills a dict in another order
def variants(tokenizer, word):
    table = {}
    for space in (" ", ""):
        for form in (str.upper, str.capitalize, str.lower):
            text = space + form(word)
            table[text] = id_of(tokenizer, text)
    return table


@right  # writes the six out
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


@right  # encodes each
def variants(tokenizer, word):
    table = dict.fromkeys(text for one in (word.lower(), word.capitalize(), word.upper()) for text in (one, " " + one))
    for text in table:
        ids = tokenizer.encode(text, add_special_tokens=False)
        if len(ids) == 1:
            table[text] = ids[0]
    return table


@right  # spells each as the vocabulary does
def variants(tokenizer, word):
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {byte: chr(byte) for byte in printable}
    letters |= {byte: chr(256 + n) for n, byte in enumerate(b for b in range(256) if b not in printable)}
    vocabulary = tokenizer.get_vocab()
    every = [text for one in (word.lower(), word.capitalize(), word.upper()) for text in (one, " " + one)]
    return {text: vocabulary.get("".join(letters[byte] for byte in text.encode())) for text in every}


@right  # finds them in the list of all texts
def variants(tokenizer, word):
    places = {text: i for i, text in enumerate(_ordinary_texts(tokenizer))}
    every = [text for one in (word.lower(), word.capitalize(), word.upper()) for text in (one, " " + one)]
    return {text: places.get(text) for text in every}


@right  # encodes a batch
def variants(tokenizer, word):
    every = [text for one in (word.lower(), word.capitalize(), word.upper()) for text in (one, " " + one)]
    rows = tokenizer(every, add_special_tokens=False).input_ids
    return {text: row[0] if len(row) == 1 else None for text, row in zip(every, rows)}


@right  # spaces and cases by itertools
def variants(tokenizer, word):
    from itertools import product

    cases = (str.lower, str.capitalize, str.upper)
    return {space + case(word): id_of(tokenizer, space + case(word)) for case, space in product(cases, ("", " "))}


@right  # by product
def variants(tokenizer, word):
    from itertools import product

    forms = [str.lower, str.capitalize, str.upper]
    return {space + form(word): id_of(tokenizer, space + form(word)) for form, space in product(forms, ["", " "])}
