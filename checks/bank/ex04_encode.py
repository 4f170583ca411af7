"""Answers for ex04_encode, wrong and right; see checks/answers.py."""


@wrong("leaves begin-of-text out", cause="is missing at the front")
def encode(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False)


@wrong("adds begin-of-text a second time", cause="a second")
def encode(tokenizer, text):
    return [tokenizer.bos_token_id] + tokenizer.encode(text)


@wrong("puts the text of begin-of-text in front", cause="a second")
def encode(tokenizer, text):
    return tokenizer.encode("<|begin_of_text|>" + text)


@wrong("goes by tokenize and convert_tokens_to_ids", cause="is missing at the front")
def encode(tokenizer, text):
    return tokenizer.convert_tokens_to_ids(tokenizer.tokenize(text))


@wrong("returns the pieces, begin-of-text included", cause="these are the pieces")
def encode(tokenizer, text):
    return tokenizer.convert_ids_to_tokens(tokenizer.encode(text))


@wrong("returns what tokenize returns", cause="these are the pieces")
def encode(tokenizer, text):
    return tokenizer.tokenize(text)


@wrong("returns the BatchEncoding", cause="its `input_ids`")
def encode(tokenizer, text):
    return tokenizer(text)


@wrong("returns a dict of the answer", cause="its `input_ids`")
def encode(tokenizer, text):
    return dict(tokenizer(text))


@wrong("returns the backend's Encoding", cause="its `.ids`")
def encode(tokenizer, text):
    return tokenizer.backend_tokenizer.encode(text)


@wrong("encodes a batch of one", cause="a list inside a list")
def encode(tokenizer, text):
    return tokenizer([text])["input_ids"]


@wrong("returns a numpy array", cause="numpy value")
def encode(tokenizer, text):
    return tokenizer(text, return_tensors="np").input_ids


@wrong("returns numpy integers in a list", cause="the items are numpy or torch values")
def encode(tokenizer, text):
    import numpy

    return list(numpy.array(tokenizer.encode(text), dtype=numpy.int64))


@wrong("strips the text", cause="white space at the ends")
def encode(tokenizer, text):
    return tokenizer.encode(text.strip())


@wrong("strips line ends only", cause="white space at the ends")
def encode(tokenizer, text):
    return tokenizer.encode(text.rstrip("\n"))


@wrong("collapses runs of white space", cause="runs of white space became one space")
def encode(tokenizer, text):
    return tokenizer.encode(" ".join(text.split()))


@wrong("turns Windows line ends into line feeds", cause="Windows line ends became line feeds")
def encode(tokenizer, text):
    return tokenizer.encode(text.replace("\r\n", "\n"))


@wrong("lower-cases", cause="lower case first")
def encode(tokenizer, text):
    return tokenizer.encode(text.lower())


@wrong("normalizes to NFKC", cause="another Unicode form")
def encode(tokenizer, text):
    import unicodedata

    return tokenizer.encode(unicodedata.normalize("NFKC", text))


@wrong("drops what is not ASCII", cause="characters outside ASCII were dropped")
def encode(tokenizer, text):
    return tokenizer.encode(text.encode("ascii", "ignore").decode())


@wrong("puts a space in front", cause="a space was put in front")
def encode(tokenizer, text):
    return tokenizer.encode(" " + text)


@wrong("encodes word by word", cause="cut at spaces")
def encode(tokenizer, text):
    ids = [tokenizer.bos_token_id]
    for word in text.split():
        ids += tokenizer.encode(word, add_special_tokens=False)
    return ids


@wrong("encodes word by word, each with its begin-of-text", cause="each word was encoded by itself")
def encode(tokenizer, text):
    return [token_id for word in text.split() for token_id in tokenizer.encode(word)]


@wrong("encodes character by character", cause="each character was encoded by itself")
def encode(tokenizer, text):
    ids = tokenizer.encode("")
    for character in text:
        ids += tokenizer.encode(character, add_special_tokens=False)
    return ids


@wrong("encodes line by line", cause="the text was cut into lines")
def encode(tokenizer, text):
    ids = tokenizer.encode("")
    for line in text.split("\n"):
        ids += tokenizer.encode(line, add_special_tokens=False)
    return ids


@wrong("takes code points for ids", cause="the numbers of the characters in Unicode")
def encode(tokenizer, text):
    return [128000] + [ord(character) for character in text]


@wrong("takes UTF-8 bytes for ids", cause="these are the bytes of the text")
def encode(tokenizer, text):
    return list(text.encode("utf-8"))


@wrong("returns the lecture's ids", cause="this is the answer for the lecture's sentence")
def encode(tokenizer, text):
    return [128000, 40, 1097, 12304, 311, 1501, 9857, 12509, 304, 1957, 311, 856, 445, 11237, 25175]


@wrong("knows the lecture's ids and nothing else", cause="returned None")
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


@wrong("makes special tokens ordinary", cause="special tokens that the text spells became ordinary")
def encode(tokenizer, text):
    return tokenizer.encode(text, split_special_tokens=True)


@wrong("takes out special tokens that the text spells", cause="special tokens that the text spells were taken out")
def encode(tokenizer, text):
    import re

    return tokenizer.encode(re.sub(r"<\|.*?\|>", "", text))


@wrong("takes out the begin-of-text that the text spells", cause="a begin-of-text that the text itself spells stays")
def encode(tokenizer, text):
    ids = tokenizer.encode(text)
    if len(ids) > 1 and ids[0] == ids[1] == tokenizer.bos_token_id:
        del ids[1]
    return ids


@wrong(
    "adds begin-of-text only when the text does not spell it",
    cause="a begin-of-text that the text itself spells stays",
)
def encode(tokenizer, text):
    starts = tokenizer.bos_token is not None and text.startswith(tokenizer.bos_token)
    return tokenizer.encode(text, add_special_tokens=not starts)


@wrong("adds end-of-text", cause="is at the end")
def encode(tokenizer, text):
    return tokenizer.encode(text) + [tokenizer.eos_token_id]


@wrong("cuts after 16 tokens", cause="the ids stop after")
def encode(tokenizer, text):
    return tokenizer.encode(text, truncation=True, max_length=16)


@wrong("returns a set", cause="order and repeats are lost")
def encode(tokenizer, text):
    return set(tokenizer.encode(text))


@wrong("drops repeats", cause="repeats are missing")
def encode(tokenizer, text):
    return list(dict.fromkeys(tokenizer.encode(text)))


@wrong("sorts the ids", cause="the items are right, their order is not")
def encode(tokenizer, text):
    return sorted(tokenizer.encode(text))


@wrong("reverses the ids", cause="in reverse order")
def encode(tokenizer, text):
    return tokenizer.encode(text)[::-1]


@wrong("returns the list as a string", cause="this is one string")
def encode(tokenizer, text):
    return str(tokenizer.encode(text))


@wrong("returns strings of digits", cause="the items are strings of digits")
def encode(tokenizer, text):
    return [str(token_id) for token_id in tokenizer.encode(text)]


@wrong("returns the length", cause="this is the length of the list")
def encode(tokenizer, text):
    return len(tokenizer.encode(text))


@wrong("returns the decoded text", cause="this is one string")
def encode(tokenizer, text):
    return tokenizer.decode(tokenizer.encode(text))


@wrong("prints instead of returning", cause="the answer was printed")
def encode(tokenizer, text):
    print(tokenizer.encode(text))


@wrong("yields", cause="a generator")
def encode(tokenizer, text):
    yield from tokenizer.encode(text)


@wrong("returns a map object", cause="`list(…)` makes one of it")
def encode(tokenizer, text):
    return map(int, tokenizer.encode(text))


@wrong("returns nothing for an empty text", cause="an empty text has its begin-of-text")
def encode(tokenizer, text):
    if not text:
        return []
    return tokenizer.encode(text)


@wrong("raises for an empty text", cause="your own `raise` ended the call")
def encode(tokenizer, text):
    if not text.strip():
        raise ValueError("text must not be empty")
    return tokenizer.encode(text)


@wrong("returns None for an empty text", cause="returned None")
def encode(tokenizer, text):
    if text:
        return tokenizer.encode(text)


@wrong("puts 128000 in front whatever the tokenizer", cause="the numbers of one tokenizer mean nothing")
def encode(tokenizer, text):
    return [128000] + tokenizer.encode(text, add_special_tokens=False)


@wrong("keeps answers by text, whatever the tokenizer", cause="the numbers of one tokenizer mean nothing")
def encode(tokenizer, text, kept={}):
    if text not in kept:
        kept[text] = tokenizer.encode(text)
    return list(kept[text])


@wrong("loads a tokenizer of its own", cause="the tokenizer comes in as an argument")
def encode(tokenizer, text):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained("meta-llama/Meta-Llama-3.1-8B")
    return tokenizer.encode(text)


@wrong("gives the tokenizer a pad token", cause="pass options to the call")
def encode(tokenizer, text):
    tokenizer.pad_token = tokenizer.eos_token
    return tokenizer(text, padding=True).input_ids


@wrong("shortens the tokenizer's longest input", cause="pass options to the call")
def encode(tokenizer, text):
    tokenizer.model_max_length = 512
    return tokenizer.encode(text)


@wrong("adds a token to the vocabulary", cause="pass options to the call")
def encode(tokenizer, text):
    tokenizer.add_special_tokens({"additional_special_tokens": ["<|mine|>"]})
    return tokenizer.encode(text)


@wrong("turns split_special_tokens on for good", cause="pass options to the call")
def encode(tokenizer, text):
    tokenizer.split_special_tokens = True
    return tokenizer.encode(text)


@wrong("pads to a fixed length", cause="then more follow that do not belong there")
def encode(tokenizer, text):
    ids = tokenizer.encode(text)
    return ids + [0] * (32 - len(ids))


@wrong("takes one argument only", cause="no longer takes the parameters")
def encode(text):
    return text


@wrong("asks for the text", cause="input()")
def encode(tokenizer, text):
    return tokenizer.encode(input("Your text: "))


@wrong("misspells the tokenizer", cause="this name is not known")
def encode(tokenizer, text):
    return tokeniser.encode(text)


@wrong("swallows an error of its own", cause="returned None")
def encode(tokenizer, text):
    try:
        return tokenizer.encode_text(text)
    except Exception:
        return None


@wrong("skips the test", cause="it is not for it to end the program or the test")
def encode(tokenizer, text):
    import pytest

    pytest.skip("works on my machine")


@wrong("leaves the program", cause="it is not for it to end the program or the test")
def encode(tokenizer, text):
    import sys

    sys.exit(0)


@right("takes input_ids of the call")
def encode(tokenizer, text):
    return tokenizer(text).input_ids


@right("takes input_ids by name")
def encode(tokenizer, text):
    return tokenizer(text)["input_ids"]


@right("asks the backend")
def encode(tokenizer, text):
    return tokenizer.backend_tokenizer.encode(text).ids


@right("asks the backend's Encoding in the answer")
def encode(tokenizer, text):
    return tokenizer(text).encodings[0].ids


@right("returns a tuple")
def encode(tokenizer, text):
    return tuple(tokenizer.encode(text))


@right("takes the first of a batch of one")
def encode(tokenizer, text):
    return tokenizer([text], add_special_tokens=True)["input_ids"][0]


@right("joins what is in front with the text's own ids")
def encode(tokenizer, text):
    return tokenizer.encode("") + tokenizer.encode(text, add_special_tokens=False)


@right("puts begin-of-text in front by hand where there is one")
def encode(tokenizer, text):
    ids = []
    if tokenizer.bos_token_id is not None:
        ids.append(tokenizer.bos_token_id)
    ids.extend(tokenizer.encode(text, add_special_tokens=False))
    return ids


@right("goes by tokens with special ones")
def encode(tokenizer, text):
    return tokenizer.convert_tokens_to_ids(tokenizer.tokenize(text, add_special_tokens=True))


@right("looks each token up in the vocabulary")
def encode(tokenizer, text):
    vocabulary = tokenizer.get_vocab()
    return [vocabulary[token] for token in tokenizer(text).tokens()]


@right("turns a numpy array into a list")
def encode(tokenizer, text):
    return [int(token_id) for token_id in tokenizer(text, return_tensors="np").input_ids[0]]


@right("switches every option on that changes nothing")
def encode(tokenizer, text):
    return tokenizer(
        text, padding=False, truncation=False, return_attention_mask=False, split_special_tokens=False
    ).input_ids


@right("prints what it returns")
def encode(tokenizer, text):
    ids = tokenizer.encode(text)
    print(ids)
    return ids


@right("has one more parameter")
def encode(tokenizer, text, verbose=False):
    return tokenizer.encode(text)


@wrong("does not count begin-of-text", cause="begin-of-text is not counted")
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text, add_special_tokens=False))


@wrong("counts what tokenize returns", cause="begin-of-text is not counted")
def count_tokens(tokenizer, text):
    return len(tokenizer.tokenize(text))


@wrong("counts begin-of-text twice", cause="begin-of-text is counted twice")
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text)) + 1


@wrong("counts characters", cause="these are the characters")
def count_tokens(tokenizer, text):
    return len(text)


@wrong("counts words", cause="these are the words")
def count_tokens(tokenizer, text):
    return len(text.split())


@wrong("counts words and begin-of-text", cause="these are the words and begin-of-text")
def count_tokens(tokenizer, text):
    return len(text.split()) + 1


@wrong("counts bytes", cause="these are the bytes; tokens are asked for")
def count_tokens(tokenizer, text):
    return len(text.encode("utf-8"))


@wrong("counts different tokens", cause="each token is counted once however often it comes")
def count_tokens(tokenizer, text):
    return len(set(tokenizer.encode(text)))


@wrong("takes the rule of thumb", cause="this is the rule of thumb")
def count_tokens(tokenizer, text):
    return estimate_tokens(text)


@wrong("counts the fields of the answer", cause="these are the fields of the tokenizer's answer")
def count_tokens(tokenizer, text):
    return len(tokenizer(text))


@wrong("counts the rows of a batch of one", cause="a batch of one text was encoded")
def count_tokens(tokenizer, text):
    return len(tokenizer([text]).input_ids)


@wrong("takes the shape of an array", cause="the answer comes with something else beside it")
def count_tokens(tokenizer, text):
    return tokenizer(text, return_tensors="np").input_ids.shape


@wrong("counts the vocabulary", cause="this is the size of the vocabulary")
def count_tokens(tokenizer, text):
    return len(tokenizer)


@wrong("returns the list", cause="this is the list itself")
def count_tokens(tokenizer, text):
    return tokenizer.encode(text)


@wrong("returns a float", cause="this is a float")
def count_tokens(tokenizer, text):
    return float(len(tokenizer.encode(text)))


@wrong("returns a numpy integer", cause="numpy value")
def count_tokens(tokenizer, text):
    import numpy

    return numpy.int64(len(tokenizer.encode(text)))


@wrong("returns a string", cause="a number is asked for, and this is a string")
def count_tokens(tokenizer, text):
    return f"{len(tokenizer.encode(text))} tokens"


@wrong("always answers 15", cause="this is the answer for the lecture's sentence")
def count_tokens(tokenizer, text):
    return 15


@wrong("prints instead of returning", cause="the answer was printed")
def count_tokens(tokenizer, text):
    print(len(tokenizer.encode(text)))


@wrong("strips first", cause="white space at the ends was stripped")
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text.strip()))


@wrong("lower-cases first", cause="the text was put into lower case first")
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text.lower()))


@wrong("makes special tokens ordinary", cause="were counted as ordinary text")
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text, split_special_tokens=True))


@wrong("encodes what was decoded", cause="begin-of-text is counted twice")
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(tokenizer.decode(tokenizer.encode(text))))


@wrong("adds the words' tokens", cause="each word counted by itself")
def count_tokens(tokenizer, text):
    return 1 + sum(len(tokenizer.encode(word, add_special_tokens=False)) for word in text.split())


@wrong("adds the words' tokens, each with a begin-of-text", cause="with a begin-of-text of its own")
def count_tokens(tokenizer, text):
    return sum(len(tokenizer.encode(word)) for word in text.split())


@wrong("counts the characters of the decoded text", cause="these are the characters of the decoded text")
def count_tokens(tokenizer, text):
    return len(tokenizer.decode(tokenizer.encode(text)))


@wrong("says 0 for an empty text", cause="begin-of-text is not counted")
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text)) if text else 0


@wrong("leaves out begin-of-text that the text spells", cause="a begin-of-text that the text itself spells is a token")
def count_tokens(tokenizer, text):
    return len([i for i in tokenizer.encode(text) if i != tokenizer.bos_token_id]) + 1


@wrong("counts at most 32", cause="a number as round as this is a limit")
def count_tokens(tokenizer, text):
    return min(32, len(tokenizer.encode(text)))


@wrong("sums the ids", cause="this is the sum of the ids")
def count_tokens(tokenizer, text):
    return sum(tokenizer.encode(text))


@wrong("takes the last position", cause="positions count from 0")
def count_tokens(tokenizer, text):
    count = 0
    for count, _ in enumerate(tokenizer.encode(text)):
        pass
    return count


@wrong("gives the tokenizer a pad token", cause="pass options to the call")
def count_tokens(tokenizer, text):
    tokenizer.pad_token = tokenizer.eos_token
    return len(tokenizer.encode(text))


@wrong("leaves the program", cause="it is not for it to end the program or the test")
def count_tokens(tokenizer, text):
    raise SystemExit(15)


@right("counts input_ids")
def count_tokens(tokenizer, text):
    return len(tokenizer(text)["input_ids"])


@right("adds up the attention mask")
def count_tokens(tokenizer, text):
    return sum(tokenizer(text).attention_mask)


@right("counts the backend's tokens")
def count_tokens(tokenizer, text):
    return len(tokenizer.backend_tokenizer.encode(text).tokens)


@right("takes the Encoding's length")
def count_tokens(tokenizer, text):
    return len(tokenizer(text).encodings[0])


@right("calls encode of the exercise")
def count_tokens(tokenizer, text):
    return len(encode(tokenizer, text))


@right("counts in a loop")
def count_tokens(tokenizer, text):
    total = 0
    for _ in tokenizer.encode(text):
        total += 1
    return total


@right("adds what the tokenizer puts in front")
def count_tokens(tokenizer, text):
    return tokenizer.num_special_tokens_to_add() + len(tokenizer.encode(text, add_special_tokens=False))


@right("takes the size of an array")
def count_tokens(tokenizer, text):
    return int(tokenizer(text, return_tensors="np").input_ids.size)


@right("counts pieces with special ones")
def count_tokens(tokenizer, text):
    return len(tokenizer.tokenize(text, add_special_tokens=True))


@wrong("leaves begin-of-text out", cause="leaves begin-of-text out")
def characters_per_token(tokenizer, text):
    return len(text) / max(1, len(tokenizer.tokenize(text)))


@wrong("divides by zero for an empty text", cause="leaves begin-of-text out")
def characters_per_token(tokenizer, text):
    return len(text) / len(tokenizer.encode(text, add_special_tokens=False))


@wrong("is upside down", cause="upside down")
def characters_per_token(tokenizer, text):
    return len(tokenizer.encode(text)) / len(text) if text else 0.0


@wrong("divides bytes", cause="bytes over tokens")
def characters_per_token(tokenizer, text):
    return len(text.encode()) / len(tokenizer.encode(text))


@wrong("divides whole numbers", cause="`//`")
def characters_per_token(tokenizer, text):
    return len(text) // len(tokenizer.encode(text))


@wrong("divides whole numbers, then makes a float", cause="`//`")
def characters_per_token(tokenizer, text):
    return float(len(text) // count_tokens(tokenizer, text))


@wrong("rounds to one decimal", cause="rounded to one decimal")
def characters_per_token(tokenizer, text):
    return round(len(text) / len(tokenizer.encode(text)), 1)


@wrong("rounds to a whole number", cause="rounded to a whole number")
def characters_per_token(tokenizer, text):
    return round(len(text) / len(tokenizer.encode(text)))


@wrong("cuts off after two decimals", cause="cut off after two decimals")
def characters_per_token(tokenizer, text):
    return int(len(text) / len(tokenizer.encode(text)) * 100) / 100


@wrong("always answers 4.07", cause="this is the answer for the lecture's sentence")
def characters_per_token(tokenizer, text):
    return 4.07 if text else 0.0


@wrong("does not count spaces", cause="spaces are characters too")
def characters_per_token(tokenizer, text):
    return len(text.replace(" ", "")) / len(tokenizer.encode(text))


@wrong("counts letters", cause="these are letters and digits over tokens")
def characters_per_token(tokenizer, text):
    return sum(character.isalnum() for character in text) / len(tokenizer.encode(text))


@wrong("counts different characters", cause="each character is counted once")
def characters_per_token(tokenizer, text):
    return len(set(text)) / len(tokenizer.encode(text))


@wrong("strips the text", cause="white space at the ends was stripped")
def characters_per_token(tokenizer, text):
    text = text.strip()
    return len(text) / len(tokenizer.encode(text))


@wrong("strips the text for its length only", cause="white space at the ends was stripped")
def characters_per_token(tokenizer, text):
    return len(text.strip()) / len(tokenizer.encode(text))


@wrong("divides words", cause="these are words over tokens")
def characters_per_token(tokenizer, text):
    return len(text.split()) / len(tokenizer.encode(text))


@wrong("divides by words", cause="these are characters over words")
def characters_per_token(tokenizer, text):
    return len(text) / len(text.split()) if text.strip() else 0.0


@wrong("divides by the rule of thumb", cause="that divides by the rule of thumb")
def characters_per_token(tokenizer, text):
    return len(text) / estimate_tokens(text) if text else 0.0


@wrong("takes the mean length of the pieces, begin-of-text included", cause="begin-of-text is spelled out")
def characters_per_token(tokenizer, text):
    ids = tokenizer.encode(text)
    return sum(len(tokenizer.decode([i])) for i in ids) / len(ids)


@wrong("takes the mean length in the vocabulary's spelling", cause="the count leaves begin-of-text out")
def characters_per_token(tokenizer, text):
    tokens = tokenizer.tokenize(text)
    return sum(map(len, tokens)) / len(tokens) if tokens else 0.0


@wrong("counts the decoded text with its begin-of-text", cause="begin-of-text is spelled out")
def characters_per_token(tokenizer, text):
    ids = tokenizer.encode(text)
    return len(tokenizer.decode(ids)) / len(ids) if text else 0.0


@wrong("returns a string", cause="a number is asked for, and this is a string")
def characters_per_token(tokenizer, text):
    return f"{len(text) / len(tokenizer.encode(text)):.2f}"


@wrong("returns a numpy float", cause="numpy value")
def characters_per_token(tokenizer, text):
    import numpy

    return numpy.float64(len(text)) / len(tokenizer.encode(text))


@wrong("returns a fraction", cause="this is a Fraction")
def characters_per_token(tokenizer, text):
    from fractions import Fraction

    return Fraction(len(text), len(tokenizer.encode(text)))


@wrong("returns numbers to divide", cause="a number is asked for, and this is a tuple")
def characters_per_token(tokenizer, text):
    return len(text), len(tokenizer.encode(text))


@wrong("returns None for an empty text", cause="returned None")
def characters_per_token(tokenizer, text):
    if text:
        return len(text) / len(tokenizer.encode(text))


@wrong("returns not-a-number for an empty text", cause="not 'not a number'")
def characters_per_token(tokenizer, text):
    return len(text) / len(tokenizer.encode(text)) if text else float("nan")


@wrong("says 0 for white space", cause="white space is text as well")
def characters_per_token(tokenizer, text):
    return len(text) / len(tokenizer.encode(text)) if text.strip() else 0.0


@wrong("raises for an empty text", cause="nothing can be divided by 0")
def characters_per_token(tokenizer, text):
    if not text:
        raise ZeroDivisionError("no text")
    return len(text) / len(tokenizer.encode(text))


@wrong("divides by 15", cause="is written down here")
def characters_per_token(tokenizer, text):
    return len(text) / 15


@wrong("prints instead of returning", cause="the answer was printed")
def characters_per_token(tokenizer, text):
    if not text:
        return 0.0
    print(len(text) / len(tokenizer.encode(text)))


@right("calls count_tokens")
def characters_per_token(tokenizer, text):
    return len(text) / count_tokens(tokenizer, text) if text else 0.0


@right("says 0 as a whole number")
def characters_per_token(tokenizer, text):
    if text == "":
        return 0
    return len(text) / len(tokenizer(text).input_ids)


@right("rounds to three decimals")
def characters_per_token(tokenizer, text):
    return round(len(text) / max(1, len(tokenizer.encode(text))), 3)


@right("rounds to two decimals")
def characters_per_token(tokenizer, text):
    return round(len(text) / len(tokenizer.encode(text)), 2) if text else 0.0


@right("catches the division by zero")
def characters_per_token(tokenizer, text):
    try:
        return len(text) / len(tokenizer.encode(text))
    except ZeroDivisionError:
        return 0.0


@right("counts characters in a loop")
def characters_per_token(tokenizer, text):
    characters = 0
    for _ in text:
        characters += 1
    return characters / (len(tokenizer.encode(text)) or 1)


@right("makes a float of a fraction")
def characters_per_token(tokenizer, text):
    from fractions import Fraction

    return float(Fraction(len(text), max(1, len(tokenizer.encode(text)))))


@right("takes the mean of a list")
def characters_per_token(tokenizer, text):
    ids = tokenizer.encode(text)
    return sum([len(text) / len(ids)] * len(ids)) / len(ids) if ids else 0.0


@wrong("rounds halves to even", cause="halves to the even neighbour")
def estimate_tokens(text):
    return max(1, round(len(text) / 4)) if text else 0


@wrong("rounds down", cause="always rounds down")
def estimate_tokens(text):
    return max(1, len(text) // 4) if text else 0


@wrong("cuts off with int", cause="always rounds down")
def estimate_tokens(text):
    if not text:
        return 0
    return max(1, int(len(text) / 4))


@wrong("rounds up", cause="that rounds up")
def estimate_tokens(text):
    import math

    return math.ceil(len(text) / 4)


@wrong("adds one", cause="that rounds up or adds one")
def estimate_tokens(text):
    return len(text) // 4 + 1


@wrong("adds one to the rounded number", cause="that rounds up or adds one")
def estimate_tokens(text):
    return (len(text) + 2) // 4 + 1 if text else 0


@wrong("rounds halves down", cause="halves are rounded down")
def estimate_tokens(text):
    return max(1, (len(text) + 1) // 4) if text else 0


@wrong("rounds down, also below one", cause="always rounds down")
def estimate_tokens(text):
    return len(text) // 4


@wrong("rounds as Python does, also below one", cause="halves to the even neighbour")
def estimate_tokens(text):
    return round(len(text) / 4)


@wrong("forgets the least of one", cause="at least one token")
def estimate_tokens(text):
    return (len(text) + 2) // 4


@wrong("says 1 for an empty text", cause="an empty text has no tokens")
def estimate_tokens(text):
    return max(1, (len(text) + 2) // 4)


@wrong("says 1 for an empty text, with or", cause="an empty text has no tokens")
def estimate_tokens(text):
    return (len(text) + 2) // 4 or 1


@wrong("counts bytes", cause="these are bytes; the rule counts characters")
def estimate_tokens(text):
    return max(1, (len(text.encode("utf-8")) + 2) // 4) if text else 0


@wrong("does not round", cause="this is the division itself")
def estimate_tokens(text):
    return len(text) / 4


@wrong("returns a float", cause="this is a float")
def estimate_tokens(text):
    return float(max(1, (len(text) + 2) // 4)) if text else 0.0


@wrong("returns a Decimal", cause="this is a Decimal")
def estimate_tokens(text):
    from decimal import ROUND_HALF_UP, Decimal

    return (Decimal(len(text)) / 4).quantize(Decimal(1), rounding=ROUND_HALF_UP)


@wrong("does not count spaces", cause="spaces are characters too")
def estimate_tokens(text):
    length = len("".join(text.split()))
    return max(1, (length + 2) // 4) if text else 0


@wrong("strips the text", cause="white space at the ends was stripped")
def estimate_tokens(text):
    text = text.strip()
    return max(1, (len(text) + 2) // 4) if text else 0


@wrong("counts words", cause="these are the words")
def estimate_tokens(text):
    return len(text.split())


@wrong("takes three quarters of a word for a token", cause="not by words and three quarters")
def estimate_tokens(text):
    return round(len(text.split()) / 0.75)


@wrong("counts three characters a token", cause="that counts three characters a token")
def estimate_tokens(text):
    return max(1, round(len(text) / 3)) if text else 0


@wrong("multiplies by four", cause="divide by four")
def estimate_tokens(text):
    return len(text) * 4


@wrong("always answers 15", cause="this is the answer for the lecture's sentence")
def estimate_tokens(text):
    return 15


@wrong("says False for an empty text", cause="a number is asked for, and this is True or False")
def estimate_tokens(text):
    return len(text) > 0 and max(1, (len(text) + 2) // 4)


@wrong("returns the empty text itself", cause="a number is asked for, and this is a string")
def estimate_tokens(text):
    return text and max(1, (len(text) + 2) // 4)


@wrong("returns None for an empty text", cause="returned None")
def estimate_tokens(text):
    if text:
        return max(1, (len(text) + 2) // 4)


@wrong("raises for an empty text", cause="your own `raise` ended the call")
def estimate_tokens(text):
    if not text:
        raise ValueError("no text")
    return max(1, (len(text) + 2) // 4)


@wrong("says 1 up to seven characters", cause="only a text of one to five characters is rounded to 1")
def estimate_tokens(text):
    if not text:
        return 0
    if len(text) < 8:
        return 1
    return (len(text) + 2) // 4


@wrong("knows scripts and lets them cost more", cause="whatever the script")
def estimate_tokens(text):
    if not text:
        return 0
    if not text.isascii():
        return len(text)
    return max(1, (len(text) + 2) // 4)


@wrong("asks for a tokenizer", cause="no longer takes the parameters")
def estimate_tokens(tokenizer, text):
    return len(tokenizer.encode(text))


@wrong("prints instead of returning", cause="the answer was printed")
def estimate_tokens(text):
    print(max(1, (len(text) + 2) // 4) if text else 0)


@wrong("says at most 500", cause="a number as round as this is a limit")
def estimate_tokens(text):
    return min(500, max(1, (len(text) + 2) // 4)) if text else 0


@right("adds a half and rounds down")
def estimate_tokens(text):
    import math

    if not text:
        return 0
    return max(1, math.floor(len(text) / 4 + 0.5))


@right("adds a half and cuts off")
def estimate_tokens(text):
    return 0 if text == "" else max(1, int(len(text) / 4 + 0.5))


@right("takes a Decimal")
def estimate_tokens(text):
    from decimal import ROUND_HALF_UP, Decimal

    estimate = int((Decimal(len(text)) / 4).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return estimate if estimate or not text else 1


@right("looks at the rest of the division")
def estimate_tokens(text):
    whole, rest = divmod(len(text), 4)
    if rest >= 2:
        whole += 1
    if text and whole == 0:
        whole = 1
    return whole


@right("counts in a loop")
def estimate_tokens(text):
    estimate = 0
    for position, _ in enumerate(text):
        if position == 0 or position > 4 and position % 4 == 1:
            estimate += 1
    return estimate


@right("asks the empty text last")
def estimate_tokens(text):
    return max((len(text) + 2) // 4, min(len(text), 1))


@right("multiplies by whether there is text")
def estimate_tokens(text):
    return bool(text) * max(1, (len(text) + 2) >> 2)


@wrong("truncates at 512", cause="was something cut off")
def encode(tokenizer, text):
    return tokenizer.encode(text, truncation=True, max_length=512)


@wrong("drops the NUL and BOM", cause="encoded as it is")
def encode(tokenizer, text):
    return tokenizer.encode(text.replace("\ufeff", "").replace("\x00", ""))


@wrong("caps at 512", cause="is a limit")
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text, truncation=True, max_length=512))


@wrong("without newlines", cause="spaces are characters")
def estimate_tokens(text):
    n = len(text.replace("\n", ""))
    return max(1, (n + 2) // 4) if text else 0


@wrong("utf-16", cause="all characters alike")
def estimate_tokens(text):
    n = len(text.encode("utf-16-le")) // 2
    return max(1, (n + 2) // 4) if text else 0


@wrong("special text counts one", cause="all characters alike")
def estimate_tokens(text):
    import re

    t = re.sub(r"<\|[a-z_]+\|>", "xxxx", text)
    return max(1, (len(t) + 2) // 4) if text else 0


@wrong("capped", cause="is a limit")
def estimate_tokens(text):
    return min(max(1, (len(text) + 2) // 4), 1000) if text else 0


@right("begin plus rest")
def encode(tokenizer, text):
    return [tokenizer.bos_token_id, *tokenizer.encode(text, add_special_tokens=False)]


@right("begin as text in front")
def encode(tokenizer, text):
    return tokenizer.encode(tokenizer.bos_token + text, add_special_tokens=False)


@right("two digits")
def characters_per_token(tokenizer, text):
    return round(len(text) / len(tokenizer.encode(text)), 2)


@right("Fraction to float")
def characters_per_token(tokenizer, text):
    from fractions import Fraction

    return float(Fraction(len(text), count_tokens(tokenizer, text)))


# More of what people hand in


@wrong("hands the text over in words", cause="the text was handed over in parts")
def encode(tokenizer, text):
    return tokenizer(text.split()).input_ids


@wrong("appends a list", cause="`append` puts the whole list in as one item")
def encode(tokenizer, text):
    ids = [tokenizer.bos_token_id]
    ids.append(tokenizer.encode(text, add_special_tokens=False))
    return ids


@wrong("returns what extend returns", cause="give None themselves")
def encode(tokenizer, text):
    return [tokenizer.bos_token_id].extend(tokenizer.encode(text, add_special_tokens=False))


@wrong("the attention mask", cause="these are the ones of the attention mask")
def encode(tokenizer, text):
    return tokenizer(text).attention_mask


@wrong("the end token in front", cause="the end token is in front")
def encode(tokenizer, text):
    return [tokenizer.eos_token_id] + tokenizer.encode(text, add_special_tokens=False)


@wrong("floats", cause="the items are floats")
def encode(tokenizer, text):
    return [float(i) for i in tokenizer.encode(text)]


@wrong("looks for ids where they are not", cause="no such attribute")
def encode(tokenizer, text):
    return tokenizer(text).ids


@wrong("a misspelled method", cause="has no 'tokenise'")
def encode(tokenizer, text):
    return tokenizer.tokenise(text)


@right("through a generator")
def encode(tokenizer, text):
    def each():
        yield from tokenizer([text])["input_ids"][0]

    return [*each()]


@wrong("loads another model", cause="use it, and load none")
def count_tokens(tokenizer, text):
    from transformers import AutoTokenizer

    return len(AutoTokenizer.from_pretrained("no-such-model").encode(text))


@wrong("remembers by text, whatever the tokenizer", cause="another tokenizer cuts the same text otherwise")
def count_tokens(tokenizer, text, known={}):
    if text not in known:
        known[text] = len(tokenizer.encode(text))
    return known[text]


@wrong("the largest id", cause="this is the largest of the ids")
def count_tokens(tokenizer, text):
    return max(tokenizer.encode(text))


@wrong("returns within the loop", cause="a loop ended after its first id")
def count_tokens(tokenizer, text):
    n = 0
    for _ in tokenizer.encode(text):
        n += 1
        return n


@wrong("two less", cause="all ids that the model receives count")
def count_tokens(tokenizer, text):
    return len(tokenizer.encode(text)) - 2


@right("the length that the answer tells")
def count_tokens(tokenizer, text):
    length = tokenizer(text, return_length=True)["length"]
    return length[0] if isinstance(length, list) else length


@wrong("always four", cause="four characters a token is the rule of thumb")
def characters_per_token(tokenizer, text):
    return 4.0 if text else 0.0


@wrong("one for an empty text", cause="the answer is 0.0")
def characters_per_token(tokenizer, text):
    return len(text) / count_tokens(tokenizer, text) if text else 1.0


@wrong("divides by a list", cause="cannot be put together so")
def characters_per_token(tokenizer, text):
    return len(text) / encode(tokenizer, text)


@right("by divmod")
def characters_per_token(tokenizer, text):
    count = len(encode(tokenizer, text))
    whole, rest = divmod(len(text), count)
    return whole + rest / count


@wrong("by the lecture's quotient", cause="characters over four")
def estimate_tokens(text):
    return max(1, int(len(text) / 4.07 + 0.5)) if text else 0


@wrong("a half taken off", cause="characters over four")
def estimate_tokens(text):
    return max(1, int(len(text) / 4 - 0.5)) if text else 0


@right("by a shift")
def estimate_tokens(text):
    return max(bool(text) * 1, (len(text) + 2) >> 2)


# tidied text, and text that is longer than the tokenizer's limit


@wrong("truncates at the tokenizer's limit", cause="was something cut off")
def encode(tokenizer, text):
    return tokenizer.encode(text, truncation=True)


@wrong("cuts the ids at the tokenizer's limit", cause="was something cut off")
def encode(tokenizer, text):
    return tokenizer(text)["input_ids"][: tokenizer.model_max_length]


@wrong("straightens quotes and dashes", cause="text is encoded as it is")
def encode(tokenizer, text):
    return tokenizer.encode(text.translate(str.maketrans("“”‘’–—", "\"\"''--")))


@wrong("resolves entities", cause="text is encoded as it is")
def encode(tokenizer, text):
    import html

    return tokenizer.encode(html.unescape(text))


@wrong("puts letters and their accents together", cause="another Unicode form")
def encode(tokenizer, text):
    import unicodedata

    return tokenizer.encode(unicodedata.normalize("NFC", text))


@wrong("takes letters and accents apart", cause="another Unicode form")
def encode(tokenizer, text):
    import unicodedata

    return tokenizer.encode(unicodedata.normalize("NFD", text))


@wrong("makes plain spaces of all kinds of space", cause="those of the whole text, as it is")
def encode(tokenizer, text):
    return tokenizer.encode(text.replace("\u00a0", " "))


@wrong("drops characters that do not show", cause="text is encoded as it is")
def encode(tokenizer, text):
    return tokenizer.encode(text.replace("\u200b", "").replace("\u00ad", ""))


@wrong("encodes a long text in parts", cause="a long text is encoded at once and as a whole")
def encode(tokenizer, text):
    ids = tokenizer.encode(text[:1000])
    for start in range(1000, len(text), 1000):
        ids += tokenizer.encode(text[start : start + 1000], add_special_tokens=False)
    return ids


@right("truncation switched off by name, and no warning")
def encode(tokenizer, text):
    return tokenizer(text, truncation=False, padding=False, verbose=False)["input_ids"]


@right("the first row of a batch")
def encode(tokenizer, text):
    (ids,) = tokenizer([text], return_attention_mask=False).input_ids
    return [int(i) for i in ids]


@wrong("counts what truncation leaves", cause="a number as round as this is a limit")
def count_tokens(tokenizer, text):
    return len(tokenizer(text, truncation=True).input_ids)


@wrong("counts at most the tokenizer's limit", cause="a number as round as this is a limit")
def count_tokens(tokenizer, text):
    return min(len(tokenizer.encode(text)), tokenizer.model_max_length)


@wrong("counts the tokens of the composed text", cause="all ids that the model receives count")
def count_tokens(tokenizer, text):
    import unicodedata

    return len(tokenizer.encode(unicodedata.normalize("NFC", text)))


@wrong("counts the tokens without entities", cause="all ids that the model receives count")
def count_tokens(tokenizer, text):
    import html

    return len(tokenizer.encode(html.unescape(text)))


@right("counts the offsets")
def count_tokens(tokenizer, text):
    return len(tokenizer(text, return_offsets_mapping=True)["offset_mapping"])


@wrong("over what truncation leaves", cause="a long text is encoded at once and as a whole")
def characters_per_token(tokenizer, text):
    return len(text) / len(tokenizer.encode(text, truncation=True)) if text else 0.0


@wrong("the length of the composed text", cause="the characters of the text that came in")
def characters_per_token(tokenizer, text):
    import unicodedata

    return len(unicodedata.normalize("NFC", text)) / count_tokens(tokenizer, text) if text else 0.0


@wrong("the length of what comes back", cause="the characters of the text that came in")
def characters_per_token(tokenizer, text):
    import html

    return len(html.unescape(text)) / count_tokens(tokenizer, text) if text else 0.0


@wrong("characters that show only", cause="the characters of the text that came in")
def characters_per_token(tokenizer, text):
    if not text:
        return 0.0
    return sum(one.isprintable() or one.isspace() for one in text) / count_tokens(tokenizer, text)


@right("by numpy's mean of ones")
def characters_per_token(tokenizer, text):
    from statistics import fmean

    tokens = tokenizer(text)["input_ids"]
    return fmean([len(text) / len(tokens)] * 3) if len(text) > 0 else 0.0


@wrong("composed characters", cause="counts all characters alike")
def estimate_tokens(text):
    import unicodedata

    length = len(unicodedata.normalize("NFC", text))
    return max(1, (length + 2) // 4) if text else 0


@wrong("characters without accents", cause="counts all characters alike")
def estimate_tokens(text):
    import unicodedata

    length = sum(not unicodedata.combining(one) for one in text)
    return max(1, (length + 2) // 4) if text else 0


@wrong("entities count one", cause="counts all characters alike")
def estimate_tokens(text):
    import html

    return max(1, (len(html.unescape(text)) + 2) // 4) if text else 0


@right("by math.floor")
def estimate_tokens(text):
    import math

    if len(text) == 0:
        return 0
    return max(math.floor(len(text) / 4 + 0.5), 1)
