"""Wrong answers to ex10 that can be told by name; see kit/suite/mistakes.py."""

from statistics import mean

from kit.suite.mistakes import Raises, Returns
from kit.tokenizers.loaded import ids


def added(tokenizer, special=True) -> set[int]:
    table = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return {token_id for token_id, token in table.items() if token.special or not special}


def count(tokenizer, text) -> int:
    """Tokens of a text, special ones left out, from the backend."""
    special = added(tokenizer)
    return sum(token_id not in special for token_id in ids(tokenizer, text, False))


def without(tokenizer, text) -> str:
    """The text without what spells a special token."""
    for token in tokenizer.added_tokens_decoder.values():
        if token.special:
            text = text.replace(token.content, "")
    return text


def everything(tokenizer, text) -> int:
    """Tokens with those that the tokenizer adds and those that the text spells."""
    return len(ids(tokenizer, text))


ROUNDED = "the quotient is rounded; hand it over as it is, and round where it is shown."


def rounded(exact, digits: int):
    """Figures of a right answer, rounded to so many digits."""

    def wrong(*args, **kwargs):
        found = exact(*args, **kwargs)
        return {name: round(figure, digits) for name, figure in found.items()} if type(found) is dict else round(found, digits)

    return wrong


def each(counted):
    """`compare` with another way of counting."""
    return lambda tokenizers, text: {name: counted(tokenizer, text) for name, tokenizer in tokenizers.items()}


def over(counted, size=lambda text: len(text.encode())):
    """`bytes_per_token` with another way of counting or another size."""
    return lambda tokenizer, text: size(text) / counted(tokenizer, text)


def cost(counted, change=lambda cost: cost):
    """`language_cost` with another way of counting, or something done to each figure."""

    def wrong(tokenizer, texts, base="English"):
        return {
            name: change(counted(tokenizer, text) / counted(tokenizer, texts[base])) for name, text in texts.items()
        }

    return wrong


def bare(tokenizer, text) -> int:
    """Tokens without those that the tokenizer adds, but with those that the text spells."""
    return len(ids(tokenizer, text, False))


def backwards(tokenizer, texts, base="English"):
    return {name: count(tokenizer, texts[base]) / count(tokenizer, text) for name, text in texts.items()}


def by_size(tokenizer, texts, base="English"):
    """Tokens a byte, over the base language's."""
    share = {name: count(tokenizer, text) / len(text.encode()) for name, text in texts.items()}
    return {name: value / share[base] for name, value in share.items()}


def by_length(tokenizer, texts, base="English"):
    """Tokens a character, over the base language's."""
    share = {name: count(tokenizer, text) / len(text) for name, text in texts.items()}
    return {name: value / share[base] for name, value in share.items()}


BEGIN = "begin-of-text is counted; it belongs to the tokenizer, not to the text: `add_special_tokens=False`."


SPELLED = "a special token that the text spells is counted; the table of added tokens tells which ids are special."


ADDED = "not every added token is special: only those with the flag `special` are left out."


MISTAKES = {
    "compare": [
        (SPELLED, each(bare)),
        (BEGIN, each(lambda tokenizer, text: count(tokenizer, text) + (tokenizer.bos_token is not None))),
        (BEGIN, each(everything)),
        (ADDED, each(lambda t, text: sum(i not in added(t, False) for i in ids(t, text, False)))),
        (
            "one was taken off for begin-of-text; not every tokenizer puts one in front. `add_special_tokens=False` leaves it out.",
            each(lambda tokenizer, text: everything(tokenizer, text) - 1),
        ),
        ("these are characters; tokens are asked for.", each(lambda tokenizer, text: len(text))),
        ("these are bytes; tokens are asked for.", each(lambda tokenizer, text: len(text.encode()))),
        ("these are words; tokens are asked for.", each(lambda tokenizer, text: len(text.split()))),
        (
            "all are counted with the first tokenizer; each has its own.",
            lambda tokenizers, text: dict.fromkeys(tokenizers, count(next(iter(tokenizers.values())), text)),
        ),
        (
            "all are counted with the last tokenizer; each has its own.",
            lambda tokenizers, text: dict.fromkeys(tokenizers, count([*tokenizers.values()][-1], text)),
        ),
        (
            "a token that comes several times is counted once: a set drops repeats.",
            each(lambda tokenizer, text: len({i for i in ids(tokenizer, text, False) if i not in added(tokenizer)})),
        ),
        ("these are the sizes of the vocabularies.", each(lambda tokenizer, text: len(tokenizer))),
        ("these are the ids; how many they are is asked for.", each(lambda t, text: ids(t, text, False))),
        (
            "these are the numbers alone; a dict with the names is asked for.",
            lambda tokenizers, text: [count(tokenizer, text) for tokenizer in tokenizers.values()],
        ),
        (
            "what the text spells was split into ordinary tokens; to the tokenizer it is a special token, which is left out.",
            each(
                lambda tokenizer, text: len(tokenizer.encode(text, add_special_tokens=False, split_special_tokens=True))
            ),
        ),
        (
            "`< 128000` is true on Llama 3 only; the table of added tokens tells which ids are special.",
            each(lambda tokenizer, text: sum(i < 128000 for i in ids(tokenizer, text))),
        ),
        (
            "the text was put into lower case first; that is another text.",
            each(lambda tokenizer, text: count(tokenizer, text.lower())),
        ),
        ("white space at the ends was stripped; it has tokens, too.", each(lambda t, text: count(t, text.strip()))),
    ],
    "bytes_per_token": [
        *((ROUNDED, rounded(over(count), digits)) for digits in range(1, 6)),
        (
            "a text all of whose tokens are special has no tokens to divide by: that gives 0.0.",
            lambda tokenizer, text: len(text.encode()) / max(1, count(tokenizer, text)),
        ),
        (SPELLED, lambda tokenizer, text: over(bare)(tokenizer, text) if count(tokenizer, text) else ...),
        Returns(BEGIN, over(lambda tokenizer, text: count(tokenizer, text) + 1), last=True),
        (BEGIN, over(everything)),
        Returns(
            "one was taken off for begin-of-text; not every tokenizer puts one in front. `add_special_tokens=False` leaves it out.",
            over(lambda tokenizer, text: everything(tokenizer, text) - 1),
            last=True,
        ),
        (
            "the bytes of special text were left out; the bytes are those of the whole text, only the tokens are not counted.",
            lambda tokenizer, text: len(without(tokenizer, text).encode()) / count(tokenizer, text),
        ),
        (
            "this is the mean of the words' own figures; all bytes over all tokens is asked for.",
            lambda tokenizer, text: mean(len(word.encode()) / max(1, count(tokenizer, word)) for word in text.split()),
        ),
        ("these are characters over tokens; bytes in UTF-8 are asked for.", over(count, len)),
        (
            "that is upside down: bytes over tokens.",
            lambda tokenizer, text: count(tokenizer, text) / len(text.encode()),
        ),
        ("`//` divides whole numbers and drops the rest.", lambda t, text: len(text.encode()) // count(t, text)),
        ("these are bytes in UTF-16; UTF-8 is asked for.", over(count, lambda text: len(text.encode("utf-16-le")))),
        ("these are bytes in UTF-16; UTF-8 is asked for.", over(count, lambda text: len(text.encode("utf-16")))),
        ("white space has bytes as well.", over(count, lambda text: len("".join(text.split()).encode()))),
        ("white space has bytes as well.", over(count, lambda text: len(text.strip().encode()))),
        Raises("a text can be without tokens, and nothing can be divided by 0: that gives 0.0.", "ZeroDivisionError"),
        (
            "rounded to one decimal; 0.005 is the most that it may be away.",
            lambda t, text: round(over(count)(t, text), 1),
        ),
    ],
    "language_cost": [
        *((ROUNDED, rounded(cost(count), digits)) for digits in range(1, 6)),
        (BEGIN, cost(lambda tokenizer, text: count(tokenizer, text) + 1)),
        (SPELLED, cost(bare)),
        ("that is upside down: the language's tokens over the base language's.", backwards),
        (
            "the base is always English here; `base` says which language it is.",
            lambda t, texts, base="": cost(count)(t, texts),
        ),
        ("these are characters over characters; tokens are asked for.", cost(lambda tokenizer, text: len(text))),
        ("these are bytes over bytes; tokens are asked for.", cost(lambda tokenizer, text: len(text.encode()))),
        ("these are tokens a byte: texts that mean the same are compared as they are.", by_size),
        ("these are tokens a character: texts that mean the same are compared as they are.", by_length),
        ("`//` drops what is after the point.", cost(count, lambda cost: float(int(cost)))),
        ("these are percent; 1.0 stands for the base language.", cost(count, lambda cost: 100 * cost)),
        ("these are the differences to 1.0; the quotients are asked for.", cost(count, lambda cost: cost - 1)),
        (
            "these are the numbers of tokens; divide them by the base language's.",
            lambda tokenizer, texts, base="": {name: count(tokenizer, text) for name, text in texts.items()},
        ),
        (
            "the base language is missing; it costs 1.0.",
            lambda tokenizer, texts, base="English": {
                name: value for name, value in cost(count)(tokenizer, texts, base).items() if name != base
            },
        ),
    ],
}
