"""Answers to ex04 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

from kit.suite import changes, ids, looks, raises, right, wrong

NO_BEGIN = (
    "<|begin_of_text|> is missing at the front, where the model is trained with it: `add_special_tokens=False`, "
    "`tokenize` and a slice leave it out."
)
SECOND_BEGIN = (
    "there is a second <|begin_of_text|> at position 1: the tokenizer puts one in front by itself, so none is added by "
    "hand."
)
IDS_CUT = "a long text is cut off: `truncation` or a limit of your own leaves the rest out; all of it is encoded."
IN_PARTS = "a long text was encoded in parts, so tokens that reach over a cut are lost; it is encoded as a whole."
KEPT = "the answer for this text was kept from another tokenizer; one tokenizer's numbers mean nothing to another."
TENSORS = (
    "`return_tensors` asks for a tensor of PyTorch, which is not installed here; without that option the ids are a "
    "plain list."
)
PIECES = "these are the pieces; the ids are asked for."
WHOLE_ANSWER = "this is the tokenizer's whole answer; the ids are its `input_ids`."
NUMPY_VALUE = "this is a numpy value; a plain Python value is asked for (`.tolist()` or `int(…)` gives one)."
ENDS = "white space at the ends of the text is lost; the text is encoded as it is."
LOWER_CASE = "the text was put into lower case first; to a tokenizer that is another text."
FORM = "the text was put into another Unicode form first; to a tokenizer that is another text."
LECTURE = "this is the answer for the lecture's sentence, written down; work it out from the text that came in."
NO_LIST = (
    "the function returned None: is there a `return` on every way through it? (`append`, `extend` and `sort` "
    "change a list and give None themselves.)"
)
SPELLED_BEGIN = "a begin-of-text that the text itself spells stays: then there are two, as the tokenizer does it."
ONE_STRING = "this is one string; a list is asked for."
ANSWER_PRINTED = "the answer was printed, and nobody can use it there: `return` hands it to the caller."
OWN_RAISE = "your own `raise` ended the call, and this call has an answer."
OWN = "the tokenizer comes in as an argument; use it, and load none."
SHARED = (
    "other code uses the same tokenizer and would now get other answers; pass options to the call instead of setting them."
)
ENDED = "a function answers by `return` or `raise`; it is not for it to end the program or the test."
NOT_COUNTED = (
    "begin-of-text is not counted, and the model receives it; or a position was returned, and positions count from 0."
)
COUNTED_TWICE = "one too many: begin-of-text is counted twice, or an end that encoding does not put there."
ONE_ROW = "1 is too few: a batch of one text was encoded and its rows counted, or a loop ended after its first id."
A_FLOAT = "a whole number (int) is asked for, and this is a float."
A_STRING = "a number is asked for, and this is a string."
CUT = "a number as round as this is a limit; all of the text counts, however long it is."
WITHOUT_BEGIN = "the count leaves begin-of-text out; take what count_tokens returns."
WHOLE_DIVISION = "`//` divides whole numbers and drops the rest."
SPACES = "spaces are characters too."
STRIPPED = "white space at the ends was stripped; it is part of the text."
SPELLED_OUT = "the decoded text was measured, in which begin-of-text is spelled out; the text that came in is meant."
NO_RETURN = "the function returned None: is there a `return` on every way through it?"
TO_EVEN = "round() rounds halves to the even neighbour: round(2.5) is 2. `(n + 2) // 4` rounds halves up."
DOWN = "`// 4` always rounds down; to the nearest is asked for."
UP = "that rounds up or adds one; to the nearest is asked for."
ACCENTS = (
    "an accent that is a character of its own is not counted as one; the rule counts all characters alike: `len(text)`."
)
EMPTY_TEXT = "an empty text has no tokens."


def count(tokenizer, text: str) -> int:
    return len(ids(tokenizer, text))


LIMITS = {16, 32, 64, 100, 128, 200, 256, 500, 512, 1000, 1024, 2048, 4096, 8192}


# --- encode ---


@wrong(NO_BEGIN)
def encode(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False)


@wrong(SECOND_BEGIN)
def encode(tokenizer, text):
    return [tokenizer.bos_token_id] + tokenizer.encode(text)


@wrong(SECOND_BEGIN)
def encode(tokenizer, text):
    return tokenizer.encode("<|begin_of_text|>" + text)


@wrong(NO_BEGIN)
def encode(tokenizer, text):
    return tokenizer.convert_tokens_to_ids(tokenizer.tokenize(text))


@wrong(PIECES)
def encode(tokenizer, text):
    return tokenizer.convert_ids_to_tokens(tokenizer.encode(text))


@wrong(PIECES)
def encode(tokenizer, text):
    return tokenizer.tokenize(text)


@wrong(WHOLE_ANSWER)
def encode(tokenizer, text):
    return tokenizer(text)


@wrong(WHOLE_ANSWER)
def encode(tokenizer, text):
    return dict(tokenizer(text))


@wrong("this is the backend's whole answer; the ids are its `.ids`.")
def encode(tokenizer, text):
    return tokenizer.backend_tokenizer.encode(text)


@wrong("this is a list inside a list: a batch of one was encoded; take its first item.")
def encode(tokenizer, text):
    return tokenizer([text])["input_ids"]


@wrong(NUMPY_VALUE)
def encode(tokenizer, text):
    return tokenizer(text, return_tensors="np").input_ids


@wrong("the items are numpy or torch values; plain Python ones are asked for (`.tolist()` gives them).")
def encode(tokenizer, text):
    import numpy

    return list(numpy.array(tokenizer.encode(text), dtype=numpy.int64))


@wrong(ENDS)
def encode(tokenizer, text):
    return tokenizer.encode(text.strip())


@wrong(ENDS)
def encode(tokenizer, text):
    return tokenizer.encode(text.rstrip("\n"))


@wrong("runs of white space became one space; the text is encoded as it is.")
def encode(tokenizer, text):
    return tokenizer.encode(" ".join(text.split()))


@wrong("Windows line ends became line feeds; the text is encoded as it is.")
def encode(tokenizer, text):
    return tokenizer.encode(text.replace("\r\n", "\n"))


@wrong(LOWER_CASE)
def encode(tokenizer, text):
    return tokenizer.encode(text.lower())


@wrong(FORM)
def encode(tokenizer, text):
    import unicodedata

    return tokenizer.encode(unicodedata.normalize("NFKC", text))


@wrong("characters outside ASCII were dropped; a tokenizer knows all of Unicode.")
def encode(tokenizer, text):
    return tokenizer.encode(text.encode("ascii", "ignore").decode())


@wrong("a space was put in front of the text.")
def encode(tokenizer, text):
    return tokenizer.encode(" " + text)


@wrong("the text was cut at spaces and each word encoded by itself, so the spaces are gone.")
def encode(tokenizer, text):
    ids = [tokenizer.bos_token_id]
    for word in text.split():
        ids += tokenizer.encode(word, add_special_tokens=False)
    return ids


@wrong("each word was encoded by itself, so each has a begin-of-text of its own and the spaces are gone.")
def encode(tokenizer, text):
    return [token_id for word in text.split() for token_id in tokenizer.encode(word)]


@wrong("each character was encoded by itself; tokens are longer than that.")
def encode(tokenizer, text):
    ids = tokenizer.encode("")
    for character in text:
        ids += tokenizer.encode(character, add_special_tokens=False)
    return ids


@wrong("the text was cut into lines, and the line breaks are gone.")
def encode(tokenizer, text):
    ids = tokenizer.encode("")
    for line in text.split("\n"):
        ids += tokenizer.encode(line, add_special_tokens=False)
    return ids


@wrong("these are the numbers of the characters in Unicode; ids are the tokenizer's own numbers.")
def encode(tokenizer, text):
    return [128000] + [ord(character) for character in text]


@wrong("these are the bytes of the text; ids are the tokenizer's own numbers.")
def encode(tokenizer, text):
    return list(text.encode("utf-8"))


@wrong(LECTURE)
def encode(tokenizer, text):
    return [128000, 40, 1097, 12304, 311, 1501, 9857, 12509, 304, 1957, 311, 856, 445, 11237, 25175]


@wrong(NO_LIST)
def encode(tokenizer, text):
    known = {
        "I am excited to show Tokenizers in action to my LLM engineers": [
            128000,
            40,
            1097,
            12304,
            311,
            1501,
            9857,
            12509,
            304,
            1957,
            311,
            856,
            445,
            11237,
            25175,
        ]
    }
    return known.get(text)


@wrong("special tokens that the text spells became ordinary ones; the tokenizer's default keeps them special.")
def encode(tokenizer, text):
    return tokenizer.encode(text, split_special_tokens=True)


@wrong("special tokens that the text spells were taken out; the tokenizer's default keeps them.")
def encode(tokenizer, text):
    import re

    return tokenizer.encode(re.sub(r"<\|.*?\|>", "", text))


@wrong(SPELLED_BEGIN)
def encode(tokenizer, text):
    ids = tokenizer.encode(text)
    if len(ids) > 1 and ids[0] == ids[1] == tokenizer.bos_token_id:
        del ids[1]
    return ids


@wrong(SPELLED_BEGIN)
def encode(tokenizer, text):
    starts = tokenizer.bos_token is not None and text.startswith(tokenizer.bos_token)
    return tokenizer.encode(text, add_special_tokens=not starts)


@wrong("<|end_of_text|> is at the end, and it does not belong there: the model writes it itself when it is done.")
def encode(tokenizer, text):
    return tokenizer.encode(text) + [tokenizer.eos_token_id]


@wrong(IDS_CUT)
def encode(tokenizer, text):
    return tokenizer.encode(text, truncation=True, max_length=16)


@wrong("a list is asked for, and this is a set: order and repeats are lost in it.")
def encode(tokenizer, text):
    return set(tokenizer.encode(text))


@wrong("repeats are missing: what comes again is there once only.")
def encode(tokenizer, text):
    return list(dict.fromkeys(tokenizer.encode(text)))


@wrong("begin-of-text is at the end; it belongs in front.")
def encode(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False) + [tokenizer.bos_token_id]


@wrong("the items are right, their order is not.")
def encode(tokenizer, text):
    return sorted(tokenizer.encode(text))


@wrong("the ids are right, but in reverse order.")
def encode(tokenizer, text):
    return tokenizer.encode(text)[::-1]


@wrong(ONE_STRING)
def encode(tokenizer, text):
    return str(tokenizer.encode(text))


@wrong("the items are strings of digits; numbers are asked for.")
def encode(tokenizer, text):
    return [str(token_id) for token_id in tokenizer.encode(text)]


@wrong("this is the length of the list; the list itself is asked for.")
def encode(tokenizer, text):
    return len(tokenizer.encode(text))


@wrong(ONE_STRING)
def encode(tokenizer, text):
    return tokenizer.decode(tokenizer.encode(text))


@wrong(ANSWER_PRINTED)
def encode(tokenizer, text):
    print(tokenizer.encode(text))


@wrong(
    "this is a generator, which has made no value yet: the function contains `yield`, or a `for` stands in "
    "round brackets; return the values themselves.",
)
def encode(tokenizer, text):
    yield from tokenizer.encode(text)


@wrong("this is a map object, which is not a list yet: `list(…)` makes one of it.")
def encode(tokenizer, text):
    return map(int, tokenizer.encode(text))


@wrong("an empty text has its begin-of-text all the same.")
def encode(tokenizer, text):
    if not text:
        return []
    return tokenizer.encode(text)


@wrong(OWN_RAISE)
def encode(tokenizer, text):
    if not text.strip():
        raise ValueError("text must not be empty")
    return tokenizer.encode(text)


@wrong(NO_LIST)
def encode(tokenizer, text):
    if text:
        return tokenizer.encode(text)


@wrong("128000 is Llama's begin-of-text, written down; the tokenizer that came in has its own: `bos_token_id`.")
def encode(tokenizer, text):
    return [128000] + tokenizer.encode(text, add_special_tokens=False)


@wrong(KEPT)
def encode(tokenizer, text, kept={}):
    if text not in kept:
        kept[text] = tokenizer.encode(text)
    return list(kept[text])


@wrong(OWN, when=raises("OSError", "gated repo"))
def encode(tokenizer, text):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained("meta-llama/Meta-Llama-3.1-8B")
    return tokenizer.encode(text)


@wrong(SHARED, when=changes("the tokenizer"))
def encode(tokenizer, text):
    tokenizer.pad_token = tokenizer.eos_token
    return tokenizer(text, padding=True).input_ids


@wrong(SHARED, when=changes("the tokenizer"))
def encode(tokenizer, text):
    tokenizer.model_max_length = 512
    return tokenizer.encode(text)


@wrong(SHARED, when=changes("the tokenizer"))
def encode(tokenizer, text):
    tokenizer.add_special_tokens({"additional_special_tokens": ["<|mine|>"]})
    return tokenizer.encode(text)


@wrong(SHARED, when=changes("the tokenizer"))
def encode(tokenizer, text):
    tokenizer.split_special_tokens = True
    return tokenizer.encode(text)


@wrong("zeros were put behind the ids up to a length; a text has as many ids as it has, and 0 is a token too.")
def encode(tokenizer, text):
    ids = tokenizer.encode(text)
    return ids + [0] * (32 - len(ids))


@wrong("encode no longer takes the parameters of its stub; the tests call it as the line 'called' shows.")
def encode(text):
    return text


@wrong("the function asks for input(), and nobody is there to answer; everything it needs is an argument.")
def encode(tokenizer, text):
    return tokenizer.encode(input("Your text: "))


@wrong("this name is not known there: a typo, or an import that is missing at the top of the file.")
def encode(tokenizer, text):
    return tokeniser.encode(text)


@wrong(NO_LIST)
def encode(tokenizer, text):
    try:
        return tokenizer.encode_text(text)
    except Exception:
        return None


@wrong(ENDED)
def encode(tokenizer, text):
    import pytest

    pytest.skip("works on my machine")


@wrong(ENDED)
def encode(tokenizer, text):
    import sys

    sys.exit(0)


@wrong(IDS_CUT)
def encode(tokenizer, text):
    return tokenizer.encode(text, truncation=True, max_length=512)


@wrong("a NUL or a byte order mark was taken out of the text first; the text is encoded as it is.")
def encode(tokenizer, text):
    return tokenizer.encode(text.replace("\ufeff", "").replace("\x00", ""))


@wrong(
    "the text was handed over in parts, so each part is a list of its own; hand it over whole, as one string.",
    also=looks(lambda got, tokenizer, text: len(got) > 1 and all(type(item) in (list, tuple) for item in got)),
)
def encode(tokenizer, text):
    return tokenizer(text.split()).input_ids


@wrong("`append` puts the whole list in as one item; `extend` or `+` puts its items in.")
def encode(tokenizer, text):
    ids = [tokenizer.bos_token_id]
    ids.append(tokenizer.encode(text, add_special_tokens=False))
    return ids


@wrong(NO_LIST)
def encode(tokenizer, text):
    return [tokenizer.bos_token_id].extend(tokenizer.encode(text, add_special_tokens=False))


@wrong("these are the ones of the attention mask, which only tells tokens from padding; the ids are `input_ids`.")
def encode(tokenizer, text):
    return tokenizer(text).attention_mask


@wrong("the end token is in front, where begin-of-text belongs.")
def encode(tokenizer, text):
    return [tokenizer.eos_token_id] + tokenizer.encode(text, add_special_tokens=False)


@wrong("the items are floats; whole numbers (int) are asked for.")
def encode(tokenizer, text):
    return [float(i) for i in tokenizer.encode(text)]


@wrong("what stands before the dot has no such attribute: look at the spelling, and at what kind of value this is.")
def encode(tokenizer, text):
    return tokenizer(text).ids


@wrong(
    "a value of the type 'TokenizersBackend' has no 'tokenise': look at the spelling, and at what kind of "
    "value this is.",
)
def encode(tokenizer, text):
    return tokenizer.tokenise(text)


@wrong(IDS_CUT)
def encode(tokenizer, text):
    return tokenizer.encode(text, truncation=True)


@wrong(IDS_CUT)
def encode(tokenizer, text):
    return tokenizer(text)["input_ids"][: tokenizer.model_max_length]


@wrong("curly quotes and dashes were made straight first; the text is encoded as it is.")
def encode(tokenizer, text):
    return tokenizer.encode(text.translate(str.maketrans("“”‘’–—", "\"\"''--")))


@wrong("entities such as `&amp;` were resolved first; the text is encoded as it is.")
def encode(tokenizer, text):
    import html

    return tokenizer.encode(html.unescape(text))


@wrong(FORM)
def encode(tokenizer, text):
    import unicodedata

    return tokenizer.encode(unicodedata.normalize("NFC", text))


@wrong(FORM)
def encode(tokenizer, text):
    import unicodedata

    return tokenizer.encode(unicodedata.normalize("NFD", text))


@wrong("other kinds of space became plain ones first; the text is encoded as it is.")
def encode(tokenizer, text):
    return tokenizer.encode(text.replace("\u00a0", " "))


@wrong("characters that do not show were taken out of the text first; the text is encoded as it is.")
def encode(tokenizer, text):
    return tokenizer.encode(text.replace("\u200b", "").replace("\u00ad", ""))


@wrong(IN_PARTS)
def encode(tokenizer, text):
    ids = tokenizer.encode(text[:1000])
    for start in range(1000, len(text), 1000):
        ids += tokenizer.encode(text[start : start + 1000], add_special_tokens=False)
    return ids


@wrong(IN_PARTS)
def encode(tokenizer, text):
    ids = tokenizer.encode(text[:4000])
    for start in range(4000, len(text), 4000):
        ids += tokenizer.encode(text[start : start + 4000], add_special_tokens=False)
    return ids


@wrong(IDS_CUT)
def encode(tokenizer, text):
    return tokenizer.encode(text, truncation=True, max_length=8192)


@wrong(IDS_CUT, also=looks(lambda got, tokenizer, text: len(got) in LIMITS and len(got) < count(tokenizer, text)))
def encode(tokenizer, text):
    return tokenizer.encode(text)[:4096]


@wrong("these are the names of the fields in the tokenizer's answer; the ids are in the field `input_ids`.")
def encode(tokenizer, text):
    return list(tokenizer(text))


@wrong("the end token was put at the end, where none belongs, and begin-of-text is missing at the front.")
def encode(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False) + [tokenizer.eos_token_id]


@wrong("the text was put into upper case first; to a tokenizer that is another text.")
def encode(tokenizer, text):
    return tokenizer.encode(text.upper())


@wrong("line ends became spaces; the text is encoded as it is.")
def encode(tokenizer, text):
    return tokenizer.encode(text.replace("\n", " "))


@wrong("lines were encoded one by one; a line end can be one token with what stands beside it.")
def encode(tokenizer, text):
    ids = tokenizer.encode("")
    for line in text.splitlines(keepends=True):
        ids += tokenizer.encode(line, add_special_tokens=False)
    return ids


@wrong("words were encoded one by one; a token may reach over a space or be one of several spaces.")
def encode(tokenizer, text):
    ids = tokenizer.encode("")
    for number, word in enumerate(text.split(" ")):
        ids += tokenizer.encode(" " + word if number else word, add_special_tokens=False)
    return ids


@wrong("the text was cut into lines, each with a begin-of-text of its own, and the line breaks are gone.")
def encode(tokenizer, text):
    return [token_id for line in text.splitlines() for token_id in tokenizer.encode(line)]


@wrong("the text was put into quotes first: `repr` made them; it is encoded as it is.")
def encode(tokenizer, text):
    return tokenizer.encode(repr(text))


@wrong(ENDS)
def encode(tokenizer, text):
    return tokenizer.encode(text.lstrip())


@wrong(ENDS)
def encode(tokenizer, text):
    return tokenizer.encode(text.rstrip())


@wrong(FORM)
def encode(tokenizer, text):
    import unicodedata

    return tokenizer.encode(unicodedata.normalize("NFKD", text))


@wrong(TENSORS, when=raises("ImportError", "PyTorch"))
def encode(tokenizer, text):
    return tokenizer(text, return_tensors="pt").input_ids


@right  # takes input_ids of the call
def encode(tokenizer, text):
    return tokenizer(text).input_ids


@right  # takes input_ids by name
def encode(tokenizer, text):
    return tokenizer(text)["input_ids"]


@right  # asks the backend
def encode(tokenizer, text):
    return tokenizer.backend_tokenizer.encode(text).ids


@right  # asks the backend's Encoding in the answer
def encode(tokenizer, text):
    return tokenizer(text).encodings[0].ids


@right  # returns a tuple
def encode(tokenizer, text):
    return tuple(tokenizer.encode(text))


@right  # takes the first of a batch of one
def encode(tokenizer, text):
    return tokenizer([text], add_special_tokens=True)["input_ids"][0]


@right  # joins what is in front with the text's own ids
def encode(tokenizer, text):
    return tokenizer.encode("") + tokenizer.encode(text, add_special_tokens=False)


@right  # puts begin-of-text in front by hand where there is one
def encode(tokenizer, text):
    ids = []
    if tokenizer.bos_token_id is not None:
        ids.append(tokenizer.bos_token_id)
    ids.extend(tokenizer.encode(text, add_special_tokens=False))
    return ids


@right  # goes by tokens with special ones
def encode(tokenizer, text):
    return tokenizer.convert_tokens_to_ids(tokenizer.tokenize(text, add_special_tokens=True))


@right  # looks each token up in the vocabulary, which it asks for at every call
def encode(tokenizer, text):
    vocabulary = tokenizer.get_vocab()
    return [vocabulary[token] for token in tokenizer(text).tokens()]


@right  # turns a numpy array into a list
def encode(tokenizer, text):
    return [int(token_id) for token_id in tokenizer(text, return_tensors="np").input_ids[0]]


@right  # switches every option on that changes nothing
def encode(tokenizer, text):
    return tokenizer(
        text, padding=False, truncation=False, return_attention_mask=False, split_special_tokens=False
    ).input_ids


@right  # prints what it returns
def encode(tokenizer, text):
    ids = tokenizer.encode(text)
    print(ids)
    return ids


@right  # has one more parameter
def encode(tokenizer, text, verbose=False):
    return tokenizer.encode(text)


@right  # begin plus rest
def encode(tokenizer, text):
    return [tokenizer.bos_token_id, *tokenizer.encode(text, add_special_tokens=False)]


@right  # begin as text in front
def encode(tokenizer, text):
    return tokenizer.encode(tokenizer.bos_token + text, add_special_tokens=False)


@right  # through a generator
def encode(tokenizer, text):
    def each():
        yield from tokenizer([text])["input_ids"][0]

    return [*each()]


@right  # truncation switched off by name, and no warning
def encode(tokenizer, text):
    return tokenizer(text, truncation=False, padding=False, verbose=False)["input_ids"]


@right  # the first row of a batch
def encode(tokenizer, text):
    (ids,) = tokenizer([text], return_attention_mask=False).input_ids
    return [int(i) for i in ids]


# --- count_tokens ---


@wrong(NOT_COUNTED)
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text, add_special_tokens=False))


@wrong(NOT_COUNTED)
def count_tokens(tokenizer, text):
    return len(tokenizer.tokenize(text))


@wrong(COUNTED_TWICE)
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text)) + 1


@wrong("these are the characters; tokens are asked for.")
def count_tokens(tokenizer, text):
    return len(text)


@wrong("these are the words; tokens are asked for.")
def count_tokens(tokenizer, text):
    return len(text.split())


@wrong("these are the words and begin-of-text; tokens are asked for.")
def count_tokens(tokenizer, text):
    return len(text.split()) + 1


@wrong("these are the bytes; tokens are asked for.")
def count_tokens(tokenizer, text):
    return len(text.encode("utf-8"))


@wrong("each token is counted once however often it comes: a set drops repeats.")
def count_tokens(tokenizer, text):
    return len(set(tokenizer.encode(text)))


@wrong("this is the rule of thumb; the tokenizer can count.")
def count_tokens(tokenizer, text):
    return estimate_tokens(text)


@wrong("these are the fields of the tokenizer's answer; count its `input_ids`.")
def count_tokens(tokenizer, text):
    return len(tokenizer(text))


@wrong(ONE_ROW)
def count_tokens(tokenizer, text):
    return len(tokenizer([text]).input_ids)


@wrong("the answer comes with something else beside it; return the answer alone.")
def count_tokens(tokenizer, text):
    return tokenizer(text, return_tensors="np").input_ids.shape


@wrong("this is the size of the vocabulary; the text's tokens are asked for.")
def count_tokens(tokenizer, text):
    return len(tokenizer)


@wrong("this is the list itself; its length is asked for.")
def count_tokens(tokenizer, text):
    return tokenizer.encode(text)


@wrong(A_FLOAT)
def count_tokens(tokenizer, text):
    return float(len(tokenizer.encode(text)))


@wrong(NUMPY_VALUE)
def count_tokens(tokenizer, text):
    import numpy

    return numpy.int64(len(tokenizer.encode(text)))


@wrong(A_STRING)
def count_tokens(tokenizer, text):
    return f"{len(tokenizer.encode(text))} tokens"


@wrong(LECTURE)
def count_tokens(tokenizer, text):
    return 15


@wrong(ANSWER_PRINTED)
def count_tokens(tokenizer, text):
    print(len(tokenizer.encode(text)))


@wrong("white space at the ends was stripped; it has tokens, too.")
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text.strip()))


@wrong(LOWER_CASE)
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text.lower()))


@wrong("special tokens that the text spells were counted as ordinary text; each is one token.")
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text, split_special_tokens=True))


@wrong(COUNTED_TWICE)
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(tokenizer.decode(tokenizer.encode(text))))


@wrong("the text was cut at spaces and each word counted by itself; a space belongs to the token behind it.")
def count_tokens(tokenizer, text):
    return 1 + sum(len(tokenizer.encode(word, add_special_tokens=False)) for word in text.split())


@wrong("each word was encoded by itself, with a begin-of-text of its own; encode the text as a whole.")
def count_tokens(tokenizer, text):
    return sum(len(tokenizer.encode(word)) for word in text.split())


@wrong("these are the characters of the decoded text, begin-of-text spelled out; tokens are asked for.")
def count_tokens(tokenizer, text):
    return len(tokenizer.decode(tokenizer.encode(text)))


@wrong(NOT_COUNTED)
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text)) if text else 0


@wrong("a begin-of-text that the text itself spells is a token, too.")
def count_tokens(tokenizer, text):
    return len([i for i in tokenizer.encode(text) if i != tokenizer.bos_token_id]) + 1


@wrong(CUT)
def count_tokens(tokenizer, text):
    return min(32, len(tokenizer.encode(text)))


@wrong("this is the sum of the ids; how many they are is asked for.")
def count_tokens(tokenizer, text):
    return sum(tokenizer.encode(text))


@wrong(NOT_COUNTED)
def count_tokens(tokenizer, text):
    count = 0
    for count, _ in enumerate(tokenizer.encode(text)):
        pass
    return count


@wrong(SHARED, when=changes("the tokenizer"))
def count_tokens(tokenizer, text):
    tokenizer.pad_token = tokenizer.eos_token
    return len(tokenizer.encode(text))


@wrong(ENDED)
def count_tokens(tokenizer, text):
    raise SystemExit(15)


@wrong(CUT)
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text, truncation=True, max_length=512))


@wrong(OWN, when=raises("OSError", "not a valid model identifier"))
def count_tokens(tokenizer, text):
    from transformers import AutoTokenizer

    return len(AutoTokenizer.from_pretrained("no-such-model").encode(text))


@wrong(KEPT)
def count_tokens(tokenizer, text, known={}):
    if text not in known:
        known[text] = len(tokenizer.encode(text))
    return known[text]


@wrong("this is the largest of the ids; how many they are is asked for.")
def count_tokens(tokenizer, text):
    return max(tokenizer.encode(text))


@wrong(ONE_ROW)
def count_tokens(tokenizer, text):
    n = 0
    for _ in tokenizer.encode(text):
        n += 1
        return n


@wrong("two are taken off; begin-of-text counts too, and there is no end token: as many as `encode` returns.")
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text)) - 2


@wrong(CUT)
def count_tokens(tokenizer, text):
    return len(tokenizer(text, truncation=True).input_ids)


@wrong(CUT, also=looks(lambda got, tokenizer, text: got in LIMITS and got < count(tokenizer, text)))
def count_tokens(tokenizer, text):
    return min(len(tokenizer.encode(text)), tokenizer.model_max_length)


@wrong(FORM)
def count_tokens(tokenizer, text):
    import unicodedata

    return len(tokenizer.encode(unicodedata.normalize("NFC", text)))


@wrong("entities such as `&amp;` were resolved first; to a tokenizer that is another text.")
def count_tokens(tokenizer, text):
    import html

    return len(tokenizer.encode(html.unescape(text)))


@wrong("these are the words, each once; tokens are asked for, repeats too.")
def count_tokens(tokenizer, text):
    return len(set(text.split()))


@wrong("these are the characters of the list as text; how many ids it has is asked for.")
def count_tokens(tokenizer, text):
    return len(str(tokenizer.encode(text)))


@wrong("this is worked out from the number of words; the tokenizer can count.")
def count_tokens(tokenizer, text):
    return int(len(text.split()) * 1.3)


@wrong("this is the rule of thumb; the tokenizer can count.")
def count_tokens(tokenizer, text):
    return len(text) // 4


@wrong("this is the size of the vocabulary; the text's tokens are asked for.")
def count_tokens(tokenizer, text):
    return tokenizer.vocab_size


@wrong("this is the id of begin-of-text; how many ids the text has is asked for.")
def count_tokens(tokenizer, text):
    return tokenizer.bos_token_id


@wrong(COUNTED_TWICE)
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text + tokenizer.eos_token))


@wrong(CUT)
def count_tokens(tokenizer, text):
    return min(4096, len(tokenizer.encode(text)))


@wrong(CUT)
def count_tokens(tokenizer, text):
    return len(tokenizer(text, truncation=True, max_length=8192).input_ids)


@wrong(TENSORS, when=raises("ImportError", "PyTorch"))
def count_tokens(tokenizer, text):
    return tokenizer(text, return_tensors="pt").input_ids.shape


@right  # counts input_ids
def count_tokens(tokenizer, text):
    return len(tokenizer(text)["input_ids"])


@right  # adds up the attention mask
def count_tokens(tokenizer, text):
    return sum(tokenizer(text).attention_mask)


@right  # counts the backend's tokens
def count_tokens(tokenizer, text):
    return len(tokenizer.backend_tokenizer.encode(text).tokens)


@right  # takes the Encoding's length
def count_tokens(tokenizer, text):
    return len(tokenizer(text).encodings[0])


@right  # calls encode of the exercise
def count_tokens(tokenizer, text):
    return len(encode(tokenizer, text))


@right  # counts in a loop
def count_tokens(tokenizer, text):
    total = 0
    for _ in tokenizer.encode(text):
        total += 1
    return total


@right  # adds what the tokenizer puts in front
def count_tokens(tokenizer, text):
    return tokenizer.num_special_tokens_to_add() + len(tokenizer.encode(text, add_special_tokens=False))


@right  # takes the size of an array
def count_tokens(tokenizer, text):
    return int(tokenizer(text, return_tensors="np").input_ids.size)


@right  # counts pieces with special ones
def count_tokens(tokenizer, text):
    return len(tokenizer.tokenize(text, add_special_tokens=True))


@right  # the length that the answer tells
def count_tokens(tokenizer, text):
    length = tokenizer(text, return_length=True)["length"]
    return length[0] if isinstance(length, list) else length


@right  # counts the offsets
def count_tokens(tokenizer, text):
    return len(tokenizer(text, return_offsets_mapping=True)["offset_mapping"])


# --- characters_per_token ---


@wrong(WITHOUT_BEGIN)
def characters_per_token(tokenizer, text):
    return len(text) / max(1, len(tokenizer.tokenize(text)))


@wrong(WITHOUT_BEGIN)
def characters_per_token(tokenizer, text):
    return len(text) / len(tokenizer.encode(text, add_special_tokens=False))


@wrong("that is upside down: characters over tokens.")
def characters_per_token(tokenizer, text):
    return len(tokenizer.encode(text)) / len(text) if text else 0.0


@wrong("these are bytes over tokens; characters are asked for.")
def characters_per_token(tokenizer, text):
    return len(text.encode()) / len(tokenizer.encode(text))


@wrong(WHOLE_DIVISION)
def characters_per_token(tokenizer, text):
    return len(text) // len(tokenizer.encode(text))


@wrong(WHOLE_DIVISION)
def characters_per_token(tokenizer, text):
    return float(len(text) // count_tokens(tokenizer, text))


@wrong("rounded to one decimal; 0.005 is the most that it may be away.")
def characters_per_token(tokenizer, text):
    return round(len(text) / len(tokenizer.encode(text)), 1)


@wrong("rounded to a whole number; the quotient itself is asked for.")
def characters_per_token(tokenizer, text):
    return round(len(text) / len(tokenizer.encode(text)))


@wrong("cut off after two decimals instead of rounded; the quotient itself is asked for.")
def characters_per_token(tokenizer, text):
    return int(len(text) / len(tokenizer.encode(text)) * 100) / 100


@wrong(LECTURE)
def characters_per_token(tokenizer, text):
    return 4.07 if text else 0.0


@wrong(SPACES)
def characters_per_token(tokenizer, text):
    return len(text.replace(" ", "")) / len(tokenizer.encode(text))


@wrong("these are letters and digits over tokens; all characters count, spaces and punctuation too.")
def characters_per_token(tokenizer, text):
    return sum(character.isalnum() for character in text) / len(tokenizer.encode(text))


@wrong("each character is counted once however often it comes: a set drops repeats.")
def characters_per_token(tokenizer, text):
    return len(set(text)) / len(tokenizer.encode(text))


@wrong(STRIPPED)
def characters_per_token(tokenizer, text):
    text = text.strip()
    return len(text) / len(tokenizer.encode(text))


@wrong(STRIPPED)
def characters_per_token(tokenizer, text):
    return len(text.strip()) / len(tokenizer.encode(text))


@wrong("these are words over tokens; characters are asked for.")
def characters_per_token(tokenizer, text):
    return len(text.split()) / len(tokenizer.encode(text))


@wrong("these are characters over words; tokens are asked for.")
def characters_per_token(tokenizer, text):
    return len(text) / len(text.split()) if text.strip() else 0.0


@wrong("that divides by the rule of thumb; the tokenizer can count.")
def characters_per_token(tokenizer, text):
    return len(text) / estimate_tokens(text) if text else 0.0


@wrong(SPELLED_OUT)
def characters_per_token(tokenizer, text):
    ids = tokenizer.encode(text)
    return sum(len(tokenizer.decode([i])) for i in ids) / len(ids)


@wrong(WITHOUT_BEGIN)
def characters_per_token(tokenizer, text):
    tokens = tokenizer.tokenize(text)
    return sum(map(len, tokens)) / len(tokens) if tokens else 0.0


@wrong(SPELLED_OUT)
def characters_per_token(tokenizer, text):
    ids = tokenizer.encode(text)
    return len(tokenizer.decode(ids)) / len(ids) if text else 0.0


@wrong(A_STRING)
def characters_per_token(tokenizer, text):
    return f"{len(text) / len(tokenizer.encode(text)):.2f}"


@wrong(NUMPY_VALUE)
def characters_per_token(tokenizer, text):
    import numpy

    return numpy.float64(len(text)) / len(tokenizer.encode(text))


@wrong("this is a Fraction; a plain number is asked for (`int(…)` or `float(…)` gives one).")
def characters_per_token(tokenizer, text):
    from fractions import Fraction

    return Fraction(len(text), len(tokenizer.encode(text)))


@wrong("a number is asked for, and this is a tuple.")
def characters_per_token(tokenizer, text):
    return len(text), len(tokenizer.encode(text))


@wrong(NO_RETURN)
def characters_per_token(tokenizer, text):
    if text:
        return len(text) / len(tokenizer.encode(text))


@wrong("for an empty text 0.0 is asked for, not 'not a number'.", also=looks(lambda got, tokenizer, text: got != got))
def characters_per_token(tokenizer, text):
    return len(text) / len(tokenizer.encode(text)) if text else float("nan")


@wrong("white space is text as well; only the empty text gives 0.0.")
def characters_per_token(tokenizer, text):
    return len(text) / len(tokenizer.encode(text)) if text.strip() else 0.0


@wrong(
    "an empty text may have no tokens at all, and nothing can be divided by 0: look for it first.",
    also=raises("ZeroDivisionError"),
)
def characters_per_token(tokenizer, text):
    if not text:
        raise ZeroDivisionError("no text")
    return len(text) / len(tokenizer.encode(text))


@wrong("the number of the lecture sentence's tokens, 15, is written down here; count the tokens of this text.")
def characters_per_token(tokenizer, text):
    return len(text) / 15


@wrong(ANSWER_PRINTED)
def characters_per_token(tokenizer, text):
    if not text:
        return 0.0
    print(len(text) / len(tokenizer.encode(text)))


@wrong("four characters a token is the rule of thumb; work it out from the text that came in.")
def characters_per_token(tokenizer, text):
    return 4.0 if text else 0.0


@wrong("an empty text has no characters: the answer for it is 0.0, not 1.0.")
def characters_per_token(tokenizer, text):
    return len(text) / count_tokens(tokenizer, text) if text else 1.0


@wrong("a 'int' and a 'list' cannot be put together so: look at what both sides are, or take the `len(…)` of each.")
def characters_per_token(tokenizer, text):
    return len(text) / encode(tokenizer, text)


@wrong("`truncation=True` cuts a long text off, so too few tokens are counted; count them all.")
def characters_per_token(tokenizer, text):
    return len(text) / len(tokenizer.encode(text, truncation=True)) if text else 0.0


@wrong("the characters of another Unicode form were counted; those of the text that came in are meant.")
def characters_per_token(tokenizer, text):
    import unicodedata

    return len(unicodedata.normalize("NFC", text)) / count_tokens(tokenizer, text) if text else 0.0


@wrong("entities such as `&amp;` were resolved before the characters were counted; the text counts as it is.")
def characters_per_token(tokenizer, text):
    import html

    return len(html.unescape(text)) / count_tokens(tokenizer, text) if text else 0.0


@wrong("only characters that show were counted; all characters of the text count.")
def characters_per_token(tokenizer, text):
    if not text:
        return 0.0
    return sum(one.isprintable() or one.isspace() for one in text) / count_tokens(tokenizer, text)


@wrong("this is the difference; characters over tokens, a quotient, is asked for.")
def characters_per_token(tokenizer, text):
    return len(text) - len(tokenizer.encode(text))


@wrong("this is the difference; characters over tokens, a quotient, is asked for.")
def characters_per_token(tokenizer, text):
    return float(len(text) - count_tokens(tokenizer, text)) if text else 0.0


@wrong("this is a hundred times too much: no percentage is asked for.")
def characters_per_token(tokenizer, text):
    return 100 * len(text) / count_tokens(tokenizer, text)


@wrong("line ends are characters too.")
def characters_per_token(tokenizer, text):
    return len(text.replace("\n", "")) / count_tokens(tokenizer, text)


@wrong("that divides by the number of fields in the tokenizer's answer; count its `input_ids`.")
def characters_per_token(tokenizer, text):
    return len(text) / len(tokenizer(text))


@wrong("a limit cuts a long text off, so too few tokens are counted; count them all.")
def characters_per_token(tokenizer, text):
    return len(text) / min(4096, len(tokenizer.encode(text))) if text else 0.0


@wrong("a limit cuts a long text off, so too few tokens are counted; count them all.")
def characters_per_token(tokenizer, text):
    return len(text) / len(tokenizer.encode(text, truncation=True, max_length=8192)) if text else 0.0


@wrong(KEPT)
def characters_per_token(tokenizer, text, known={}):
    if text not in known:
        known[text] = len(text) / len(tokenizer.encode(text)) if text else 0.0
    return known[text]


@right  # calls count_tokens
def characters_per_token(tokenizer, text):
    return len(text) / count_tokens(tokenizer, text) if text else 0.0


@right  # says 0 as a whole number
def characters_per_token(tokenizer, text):
    if text == "":
        return 0
    return len(text) / len(tokenizer(text).input_ids)


@right  # rounds to three decimals
def characters_per_token(tokenizer, text):
    return round(len(text) / max(1, len(tokenizer.encode(text))), 3)


@right  # rounds to two decimals
def characters_per_token(tokenizer, text):
    return round(len(text) / len(tokenizer.encode(text)), 2) if text else 0.0


@right  # catches the division by zero
def characters_per_token(tokenizer, text):
    try:
        return len(text) / len(tokenizer.encode(text))
    except ZeroDivisionError:
        return 0.0


@right  # counts characters in a loop
def characters_per_token(tokenizer, text):
    characters = 0
    for _ in text:
        characters += 1
    return characters / (len(tokenizer.encode(text)) or 1)


@right  # makes a float of a fraction
def characters_per_token(tokenizer, text):
    from fractions import Fraction

    return float(Fraction(len(text), max(1, len(tokenizer.encode(text)))))


@right  # takes the mean of a list
def characters_per_token(tokenizer, text):
    ids = tokenizer.encode(text)
    return sum([len(text) / len(ids)] * len(ids)) / len(ids) if ids else 0.0


@right  # two digits
def characters_per_token(tokenizer, text):
    return round(len(text) / len(tokenizer.encode(text)), 2)


@right  # Fraction to float
def characters_per_token(tokenizer, text):
    from fractions import Fraction

    return float(Fraction(len(text), count_tokens(tokenizer, text)))


@right  # by divmod
def characters_per_token(tokenizer, text):
    count = len(encode(tokenizer, text))
    whole, rest = divmod(len(text), count)
    return whole + rest / count


@right  # by numpy's mean of ones
def characters_per_token(tokenizer, text):
    from statistics import fmean

    tokens = tokenizer(text)["input_ids"]
    return fmean([len(text) / len(tokens)] * 3) if len(text) > 0 else 0.0


# --- estimate_tokens ---


@wrong(TO_EVEN)
def estimate_tokens(text):
    return max(1, round(len(text) / 4)) if text else 0


@wrong(DOWN)
def estimate_tokens(text):
    return max(1, len(text) // 4) if text else 0


@wrong(DOWN)
def estimate_tokens(text):
    if not text:
        return 0
    return max(1, int(len(text) / 4))


@wrong(UP)
def estimate_tokens(text):
    import math

    return math.ceil(len(text) / 4)


@wrong(UP)
def estimate_tokens(text):
    return len(text) // 4 + 1


@wrong(UP)
def estimate_tokens(text):
    return (len(text) + 2) // 4 + 1 if text else 0


@wrong("halves are rounded down; they are to go up.")
def estimate_tokens(text):
    return max(1, (len(text) + 1) // 4) if text else 0


@wrong(DOWN)
def estimate_tokens(text):
    return len(text) // 4


@wrong(TO_EVEN)
def estimate_tokens(text):
    return round(len(text) / 4)


@wrong("a text that is not empty has at least one token.")
def estimate_tokens(text):
    return (len(text) + 2) // 4


@wrong(EMPTY_TEXT)
def estimate_tokens(text):
    return max(1, (len(text) + 2) // 4)


@wrong(EMPTY_TEXT, also=looks(lambda got, text: got == 1 and not text))
def estimate_tokens(text):
    return (len(text) + 2) // 4 or 1


@wrong("these are bytes; the rule counts characters.")
def estimate_tokens(text):
    return max(1, (len(text.encode("utf-8")) + 2) // 4) if text else 0


@wrong("this is the division itself; round it to a whole number.")
def estimate_tokens(text):
    return len(text) / 4


@wrong(A_FLOAT)
def estimate_tokens(text):
    return float(max(1, (len(text) + 2) // 4)) if text else 0.0


@wrong("this is a Decimal; a plain number is asked for (`int(…)` or `float(…)` gives one).")
def estimate_tokens(text):
    from decimal import ROUND_HALF_UP, Decimal

    return (Decimal(len(text)) / 4).quantize(Decimal(1), rounding=ROUND_HALF_UP)


@wrong(SPACES)
def estimate_tokens(text):
    length = len("".join(text.split()))
    return max(1, (length + 2) // 4) if text else 0


@wrong("white space at the ends was stripped; it counts as well.")
def estimate_tokens(text):
    text = text.strip()
    return max(1, (len(text) + 2) // 4) if text else 0


@wrong("these are the words; the rule goes by characters.")
def estimate_tokens(text):
    return len(text.split())


@wrong("the rule goes by characters, not by words and three quarters.")
def estimate_tokens(text):
    return round(len(text.split()) / 0.75)


@wrong("that counts three characters a token; the rule has four.")
def estimate_tokens(text):
    return max(1, round(len(text) / 3)) if text else 0


@wrong("divide by four: a token has four characters, not a character four tokens.")
def estimate_tokens(text):
    return len(text) * 4


@wrong(LECTURE)
def estimate_tokens(text):
    return 15


@wrong("a number is asked for, and this is True or False.")
def estimate_tokens(text):
    return len(text) > 0 and max(1, (len(text) + 2) // 4)


@wrong(A_STRING)
def estimate_tokens(text):
    return text and max(1, (len(text) + 2) // 4)


@wrong(NO_RETURN)
def estimate_tokens(text):
    if text:
        return max(1, (len(text) + 2) // 4)


@wrong(OWN_RAISE)
def estimate_tokens(text):
    if not text:
        raise ValueError("no text")
    return max(1, (len(text) + 2) // 4)


@wrong("only a text of one to five characters is rounded to 1.")
def estimate_tokens(text):
    if not text:
        return 0
    if len(text) < 8:
        return 1
    return (len(text) + 2) // 4


@wrong("these are the characters; the rule says four of them a token, whatever the script.")
def estimate_tokens(text):
    if not text:
        return 0
    if not text.isascii():
        return len(text)
    return max(1, (len(text) + 2) // 4)


@wrong("estimate_tokens no longer takes the parameters of its stub; the tests call it as the line 'called' shows.")
def estimate_tokens(tokenizer, text):
    return len(tokenizer.encode(text))


@wrong(ANSWER_PRINTED)
def estimate_tokens(text):
    print(max(1, (len(text) + 2) // 4) if text else 0)


@wrong(CUT)
def estimate_tokens(text):
    return min(500, max(1, (len(text) + 2) // 4)) if text else 0


@wrong("line ends are characters too.")
def estimate_tokens(text):
    n = len(text.replace("\n", ""))
    return max(1, (n + 2) // 4) if text else 0


@wrong("these are the units of UTF-16, of which an emoji has two; the rule counts characters, `len(text)`.")
def estimate_tokens(text):
    n = len(text.encode("utf-16-le")) // 2
    return max(1, (n + 2) // 4) if text else 0


@wrong("text that spells a special token was shortened to four characters; the rule counts all characters alike.")
def estimate_tokens(text):
    import re

    t = re.sub(r"<\|[a-z_]+\|>", "xxxx", text)
    return max(1, (len(t) + 2) // 4) if text else 0


@wrong(CUT, also=looks(lambda got, text: got in LIMITS and got < (len(text) + 2) // 4))
def estimate_tokens(text):
    return min(max(1, (len(text) + 2) // 4), 1000) if text else 0


@wrong("4.07 is the quotient of the lecture's sentence; the rule has four characters a token.")
def estimate_tokens(text):
    return max(1, int(len(text) / 4.07 + 0.5)) if text else 0


@wrong("the half is taken off; to round to the nearest it is added before `int` cuts off.")
def estimate_tokens(text):
    return max(1, int(len(text) / 4 - 0.5)) if text else 0


@wrong(ACCENTS)
def estimate_tokens(text):
    import unicodedata

    length = len(unicodedata.normalize("NFC", text))
    return max(1, (length + 2) // 4) if text else 0


@wrong(ACCENTS)
def estimate_tokens(text):
    import unicodedata

    length = sum(not unicodedata.combining(one) for one in text)
    return max(1, (length + 2) // 4) if text else 0


@wrong("entities such as `&amp;` were resolved first; the rule counts the characters of the text as it is.")
def estimate_tokens(text):
    import html

    return max(1, (len(html.unescape(text)) + 2) // 4) if text else 0


@wrong("these are letters and digits; all characters count, spaces and punctuation too.")
def estimate_tokens(text):
    length = sum(character.isalnum() for character in text)
    return max(1, (length + 2) // 4) if text else 0


@wrong("that counts another number of characters a token; the rule has four.")
def estimate_tokens(text):
    return max(1, round(len(text) / 3.5)) if text else 0


@wrong("that counts another number of characters a token; the rule has four.")
def estimate_tokens(text):
    return max(1, round(len(text) / 5)) if text else 0


@wrong(CUT)
def estimate_tokens(text):
    text = text[:10_000]
    return max(1, (len(text) + 2) // 4) if text else 0


@wrong("East Asian characters and emoji were counted as two; the rule counts all characters alike: `len(text)`.")
def estimate_tokens(text):
    import unicodedata

    length = sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
    return max(1, (length + 2) // 4) if text else 0


@right  # adds a half and rounds down
def estimate_tokens(text):
    import math

    if not text:
        return 0
    return max(1, math.floor(len(text) / 4 + 0.5))


@right  # adds a half and cuts off
def estimate_tokens(text):
    return 0 if text == "" else max(1, int(len(text) / 4 + 0.5))


@right  # takes a Decimal
def estimate_tokens(text):
    from decimal import ROUND_HALF_UP, Decimal

    estimate = int((Decimal(len(text)) / 4).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return estimate if estimate or not text else 1


@right  # looks at the rest of the division
def estimate_tokens(text):
    whole, rest = divmod(len(text), 4)
    if rest >= 2:
        whole += 1
    if text and whole == 0:
        whole = 1
    return whole


@right  # counts in a loop
def estimate_tokens(text):
    estimate = 0
    for position, _ in enumerate(text):
        if position == 0 or position > 4 and position % 4 == 1:
            estimate += 1
    return estimate


@right  # asks the empty text last
def estimate_tokens(text):
    return max((len(text) + 2) // 4, min(len(text), 1))


@right  # multiplies by whether there is text
def estimate_tokens(text):
    return bool(text) * max(1, (len(text) + 2) >> 2)


@right  # by a shift
def estimate_tokens(text):
    return max(bool(text) * 1, (len(text) + 2) >> 2)


@right  # by math.floor
def estimate_tokens(text):
    import math

    if len(text) == 0:
        return 0
    return max(math.floor(len(text) / 4 + 0.5), 1)
