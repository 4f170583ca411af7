"""Answers to ex16 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

import codecs
import unicodedata

import regex

from kit.suite import LLAMA, SENTENCE, byte_letters, changes, gives, ids, load, looks, plain, raises, ranks, right, wrong

TEXT_SPELLS = "text that spells a special token became that token, and nobody asked for it: `special` is false."
PRE_TOKEN = "a pre-token is joined as one, however long it is."
LIST_RETURNED = "the list that was returned before belongs to whoever got it; keep one of your own, and return a copy."
NEGATIVE = "a negative id does not exist, which is a ValueError; here it is taken for another id."
REMEMBERED = (
    "what is remembered of a pre-token holds for one object: keep it in `self`, made in `__init__`, not in the class or "
    "the module."
)
IN_CLASS = "what is read is kept in the class, so that a second object changes the first: keep it in `self`."
BEGIN = "begin-of-text is in front; this encode adds none."
OTHER_FORM = "the text was put into another Unicode form first; to Llama that is another text."
MARKS = (
    "a character of the text is taken for a mark that was put where special tokens stand, and a text can hold any "
    "character: split it at the special tokens themselves."
)
HALF_IN_FRONT = (
    "half a character in front of a special token comes behind it or is lost: join the bytes of all ids, those of "
    "special tokens too, and decode them once."
)
NO_TIKTOKEN = "there is no package 'tiktoken' here; the exercise can be solved with what the kit installed."


def llama_ids(words: str, special: bool = False) -> list[int]:
    """The real tokenizer's ids without begin-of-text; special tokens that the text spells count only when asked for."""
    return ids(load(LLAMA), words, special=False) if special else plain(load(LLAMA), words).ids


OTHER_FILE = " am to", [311, 1097]
"""A text and its ids by the test's own file, in which these two entries have changed places."""


def swapped(found):
    """Ids by the test's own file, of ids by Meta's."""
    return [swapped(k) if type(k) is list else {1097: 311, 311: 1097}.get(k, k) for k in found]


def encodes(recipe):
    """Known by what `recipe` makes of a text and of `special`; of a text that would take long, by nothing."""

    def encode(given, special=False):
        if type(given) is not str or len(given) > 5_000:
            return ...
        found = recipe(given, special)
        return swapped(found) if given == OTHER_FILE[0] and type(found) is list else found

    return gives(encode)


def decodes(recipe):
    """Known by what `recipe` makes of ids; where one of them does not exist and the recipe fails, by nothing."""

    def decode(given, *_, **__):
        if type(given) is not list or len(given) > 5_000:
            return ...
        return recipe(swapped(given) if given == OTHER_FILE[1] else given)

    return gives(decode)


def changed_by_another(got, given, special=False) -> bool:
    """Whether an object that read Meta's file answers by the test's own file."""
    if type(given) is str:
        own = llama_ids(given, special)
        return got != own and not {311, 1097}.isdisjoint(own) and all_data(swapped(got)) == given.encode()
    return got == all_data(swapped(given)).decode("utf-8", "replace")


def joined_in_parts(got, words, special=False) -> bool:
    """Whether a long text has other ids than Llama's, and yet begins with the same ones and is spelled by them."""
    own = llama_ids(words, special)
    return len(words) > 999 and got != own and got[:10] == own[:10] and all_data(got) == words.encode()


SPOILED = [" tokenizer", SENTENCE, "Good night<|eot_id|>"]
"""The texts whose ids the tests empty when they have looked at them."""


def emptied(got, words, special=False) -> bool:
    """Whether the ids are those of the text but for pieces of which all are lost, one of the emptied texts among them."""
    if not got:
        return words in SPOILED
    kept, lost, at = set(), set(), 0
    for piece in pieces(words):
        own = llama_ids(piece)
        found = got[at : at + len(own)] == own
        at += len(own) * found
        (kept if found else lost).add(piece)
    return bool(lost) and at == len(got) and lost.isdisjoint(kept)


def nothing(*_, **__):
    return ...


said_by_the_suite = gives(nothing)
"""An answer of which only the suite can see what is wrong (it is slow, say), or the message of an exception tells all."""


def pieces(words: str) -> list[str]:
    cuts = load(LLAMA).backend_tokenizer.pre_tokenizer.pre_tokenize_str(words)
    return [words[a:b] for _, (a, b) in cuts]


def by_joining(found: list[str]) -> list[int]:
    """Joining without looking a piece up as a whole; its time grows with the square of a piece's length."""
    if max(map(len, found), default=0) > 500:
        raise ValueError("too long to try")
    return [ranks.ranks()[part] for piece in found for part in ranks.joined(piece.encode(), ranks.ranks())]


def by_rank(piece: str) -> list[int]:
    whole = ranks.ranks().get(piece.encode())
    return by_joining([piece] if piece else []) if whole is None else [whole]


def greedy(piece: bytes) -> list[int]:
    """The longest entry that fits, again and again."""
    found = []
    while piece:
        length = next(k for k in range(min(len(piece), 128), 0, -1) if piece[:k] in ranks.ranks())
        found.append(ranks.ranks()[piece[:length]])
        piece = piece[length:]
    return found


def tokens(own: list[str]) -> list[str]:
    """A table of special tokens that begins with `own` and goes on with reserved ones."""
    reserved = (f"<|reserved_special_token_{k}|>" for k in range(256))
    return [*own, *(token for token in reserved if token not in own)][:256]


_BEGIN, _HEADERS = ["<|begin_of_text|>", "<|end_of_text|>"], ["<|start_header_id|>", "<|end_header_id|>"]
_RESERVED = [f"<|reserved_special_token_{k}|>" for k in range(6)]
_PAD, _END = "<|finetune_right_pad_id|>", ["<|eom_id|>", "<|eot_id|>", "<|python_tag|>"]
PACKAGE = tokens([*_BEGIN, *_RESERVED[:2], _PAD, "<|step_id|>", *_HEADERS, *_END, "<|image|>"])
LLAMA_30 = tokens([*_BEGIN, *_RESERVED[:4], *_HEADERS, _RESERVED[4], "<|eot_id|>"])
LLAMA_31 = tokens([*_BEGIN, *_RESERVED[:2], _PAD, _RESERVED[2], *_HEADERS, *_END])
NAMED = LLAMA_31[:11]
UNESCAPED = regex.compile("(" + "|".join(LLAMA_31) + ")")
GPT_2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


def parted(words: str, special: bool, encode, table: list[str] = LLAMA_31) -> list[int]:
    """The ids where `encode` does the ordinary text, and these special tokens are known."""
    if not special:
        return encode(words)
    parts = regex.split("(" + "|".join(map(regex.escape, table)) + ")", words)
    return [k for part in parts for k in ([128_000 + table.index(part)] if part in table else encode(part))]


def with_table(table: list[str]):
    """Known by another table of special tokens, both ways."""

    def either(given, special=False):
        if given in OTHER_FILE or len(given) > 5_000:
            return ...
        return (
            parted(given, special, llama_ids, table)
            if type(given) is str
            else all_data(given, table).decode("utf-8", "replace")
        )

    return gives(either)


def by_beginnings(words: str) -> list[int]:
    found: list[int] = []
    while words:
        token = next((t for t in LLAMA_31 if words.startswith(t.rstrip("|>"))), None)
        if token:
            found.append(128_000 + LLAMA_31.index(token))
            words = words[len(token) :]
        else:
            cut = words.find("<|", 1) if "<|" in words[1:] else len(words)
            found += llama_ids(words[:cut])
            words = words[cut:]
    return found


def spells(words: str) -> bool:
    return any(token in words for token in LLAMA_31)


def begun(got, words: str, special: bool = False) -> bool:
    """Whether begin-of-text is in front of the ids of a text that spells no special token."""
    return not spells(words) and got == [128_000, *llama_ids(words)]


def taken_for_marks(got, words: str, special: bool = False) -> bool:
    """Whether a text that spells no special token got one, or has lost a character that is hardly ever in a text."""
    if not special or spells(words):
        return False
    if max(got, default=0) >= 128_000:
        return not begun(got, words)
    odd = [c for c in words if unicodedata.category(c) in ("Cc", "Co", "Cn") and not c.isspace()]
    return any(all_data(got) == words.replace(c, "").encode() for c in odd)


def by_place(got, given, special: bool = False) -> bool:
    """Whether these are the ids, or this is the text, of the lines in the test's own file, which begins with the last."""
    if type(given) is str:
        return given == OTHER_FILE[0] and got == [127_999 - k for k in OTHER_FILE[1]]
    return given == OTHER_FILE[1] and got == all_data([127_999 - k for k in given]).decode("utf-8", "replace")


def of_meta(got, given, special: bool = False) -> bool:
    """Whether the text of the test's own file has the ids that Meta's file gives it."""
    return given == OTHER_FILE[0] and got == llama_ids(given)


def in_segments(token_ids: list[int], errors: str) -> str:
    """The text where it is decoded by itself between two special tokens; how a half is shown that is not the last."""
    found, run = "", b""
    for k in token_ids:
        if k >= 128_000:
            found, run = found + run.decode("utf-8", errors) + data(k).decode(), b""
        else:
            run += data(k)
    return found + run.decode("utf-8", "replace")


def by_increments(token_ids: list[int]) -> str:
    """The text where a decoder keeps a half until its rest comes, and special tokens pass it by."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    shown = [data(k).decode() if k >= 128_000 else decoder.decode(data(k)) for k in token_ids]
    return "".join(shown) + decoder.decode(b"", final=True)


def after_others(got, words: str, special: bool = False) -> bool:
    own = llama_ids(words, special)
    if begun(got, words):
        return False
    return len(got) > len(own) and got[len(got) - len(own) :] == own and (bool(own) or len(got) > 2)


def data(token_id: int, special: list[str] = LLAMA_31) -> bytes:
    """The bytes of one id; `special` is another table of special tokens. IndexError where there is none."""
    if token_id < 0:
        raise IndexError(token_id)
    return ranks.entries()[token_id] if token_id < 128_000 else special[token_id - 128_000].encode()


def all_data(token_ids: list[int], special: list[str] = LLAMA_31) -> bytes:
    return b"".join(data(token_id, special) for token_id in token_ids)


# --- Llama ---


@wrong(BEGIN, when=encodes(lambda words, special: [128_000, *llama_ids(words, special)]), also=looks(begun))
class Llama(Llama):
    def encode(self, text, special=False):
        return [128000, *super().encode(text, special)]


@wrong(TEXT_SPELLS, when=encodes(lambda words, special: llama_ids(words, True)))
class Llama(Llama):
    def encode(self, text, special=True):
        return super().encode(text, True)


@wrong(
    ("`special` is not looked at; where it is true, text that spells a special token becomes that token."),
    when=encodes(lambda words, special: llama_ids(words)),
)
class Llama(Llama):
    def encode(self, text, special=False):
        return super().encode(text)


@wrong(
    "this is the table of Meta's package, with step_id and image; the Hub's is the one to follow.",
    when=with_table(PACKAGE),
)
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        own = [*SPECIAL_TOKENS[:5], "<|step_id|>", *SPECIAL_TOKENS[6:11], "<|image|>"]
        table = own + [f"<|reserved_special_token_{k}|>" for k in range(2, 246)]
        self._special = {token: 128000 + k for k, token in enumerate(table)}
        self._bytes |= {token_id: token.encode() for token, token_id in self._special.items()}
        self._any_special = regex.compile("(" + "|".join(map(regex.escape, self._special)) + ")")


@wrong("this is Llama 3.0's table of special tokens; 3.1 has another one.", when=with_table(LLAMA_30))
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        named = {
            0: "<|begin_of_text|>",
            1: "<|end_of_text|>",
            6: "<|start_header_id|>",
            7: "<|end_header_id|>",
            9: "<|eot_id|>",
        }
        more = iter(f"<|reserved_special_token_{k}|>" for k in range(256))
        self._special = {named.get(k) or next(more): 128000 + k for k in range(256)}
        self._bytes |= {token_id: token.encode() for token, token_id in self._special.items()}
        self._any_special = regex.compile("(" + "|".join(map(regex.escape, self._special)) + ")")


@wrong(
    "reserved special tokens are special, too: there are 256 in all.",
    when=encodes(lambda words, special: parted(words, special, llama_ids, NAMED)),
)
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        self._special = dict(list(self._special.items())[:11])
        self._any_special = regex.compile("(" + "|".join(map(regex.escape, self._special)) + ")")


@wrong(
    (
        "in a pattern the `|` of a special token has to be escaped (`regex.escape`): as it stands it parts "
        "alternatives, and no special token is found."
    ),
    when=encodes(
        lambda words, special: (
            [k for part in UNESCAPED.split(words) if part for k in llama_ids(part)] if special else llama_ids(words)
        )
    ),
)
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        self._any_special = regex.compile("(" + "|".join(self._special) + ")")

    def encode(self, text, special=False):
        if not special:
            return super().encode(text)
        return [
            k
            for part in self._any_special.split(text)
            if part
            for k in super(Llama, self).encode(part, part in self._special)
        ]


@wrong(
    "all of a special token has to stand in the text; its beginning alone is ordinary text.",
    when=encodes(lambda words, special: by_beginnings(words) if special else llama_ids(words)),
)
class Llama(Llama):
    def encode(self, text, special=False):
        ids = []
        while special and text:
            token = next((t for t in self._special if text.startswith(t.rstrip("|>"))), None)
            if token:
                ids.append(self._special[token])
                text = text[len(token) :]
            else:
                cut = text.find("<|", 1) if "<|" in text[1:] else len(text)
                ids += super().encode(text[:cut])
                text = text[cut:]
        return ids if special else super().encode(text)


@wrong(
    "a pre-token that is in the vocabulary as a whole is taken at once, before anything is joined.",
    when=encodes(lambda words, special: parted(words, special, lambda part: by_joining(pieces(part)))),
)
class Llama(Llama):
    def _bpe(self, piece):
        parts = [bytes([byte]) for byte in piece]
        while True:
            pairs = [(self._ranks[a + b], k) for k, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in self._ranks]
            if not pairs:
                return [self._ranks[part] for part in parts]
            _, k = min(pairs)
            parts[k : k + 2] = [parts[k] + parts[k + 1]]


@wrong(
    "the first cut is missing: the text is cut by PATTERN, and each piece encoded by itself.",
    when=encodes(lambda words, special: parted(words, special, by_rank)),
)
class Llama(Llama):
    def encode(self, text, special=False):
        parts = self._any_special.split(text) if special else [text]
        return [
            k for p in parts for k in ([self._special[p]] if special and p in self._special else self._bpe(p.encode()))
        ]


@wrong(
    "the text was cut at spaces and these are lost; PATTERN keeps them.",
    when=encodes(lambda words, special: [k for word in words.split() for k in llama_ids(word, special)]),
)
class Llama(Llama):
    def encode(self, text, special=False):
        return [k for word in text.split() for k in super(Llama, self).encode(word, special)]


@wrong(
    "the text was cut by an older pattern, GPT-2's; Llama's is PATTERN.",
    when=encodes(
        lambda words, special: parted(
            words, special, lambda part: [k for piece in regex.findall(GPT_2, part) for k in by_rank(piece)]
        )
    ),
)
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        self._pattern = regex.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")


@wrong(
    "the longest entry that fits was taken, from the left; pairs are joined by rank, the lowest first.",
    when=encodes(
        lambda words, special: parted(
            words, special, lambda part: [k for piece in pieces(part) for k in greedy(piece.encode())]
        )
    ),
)
class Llama(Llama):
    def _bpe(self, piece):
        ids = []
        while piece:
            length = next(k for k in range(len(piece), 0, -1) if piece[:k] in self._ranks)
            ids.append(self._ranks[piece[:length]])
            piece = piece[length:]
        return ids


@wrong(
    OTHER_FORM,
    when=encodes(lambda words, special: llama_ids(unicodedata.normalize("NFC", words), special)),
)
class Llama(Llama):
    def encode(self, text, special=False):
        import unicodedata

        return super().encode(unicodedata.normalize("NFC", text), special)


@wrong(
    "white space at the ends of the text is lost; the text is encoded as it is.",
    when=encodes(lambda words, special: llama_ids(words.strip(), special)),
)
class Llama(Llama):
    def encode(self, text, special=False):
        return super().encode(text.strip(), special)


@wrong(
    "nothing was joined: these are the ids of the single bytes.",
    when=encodes(lambda words, special: [ranks.ranks()[bytes([byte])] for byte in words.encode()]),
)
class Llama(Llama):
    def encode(self, text, special=False):
        return [self._ranks[bytes([byte])] for byte in text.encode()]


@wrong(
    "these are the tokens as bytes; their ids are asked for.",
    when=encodes(lambda words, special: [data(k) for k in llama_ids(words, special)]),
)
class Llama(Llama):
    def encode(self, text, special=False):
        return [self._bytes[token_id] for token_id in super().encode(text, special)]


@wrong(
    "these are the ids of each pre-token, in lists of their own; one list of all ids is asked for.",
    when=encodes(lambda words, special: [llama_ids(piece) for piece in pieces(words)]),
)
class Llama(Llama):
    def encode(self, text, special=False):
        return [self._bpe(piece.encode()) for piece in self._pattern.findall(text)]


@wrong(
    "half of a surrogate pair became a question mark; it is no character, which is a ValueError.",
    when=encodes(lambda words, special: llama_ids(words.encode("utf-8", "replace").decode(), special)),
)
class Llama(Llama):
    def encode(self, text, special=False):
        return super().encode(text.encode("utf-8", "replace").decode(), special)


@wrong("ids of an earlier call are in front: begin with a new list at every call.", when=looks(after_others))
class Llama(Llama):
    def encode(self, text, special=False):
        self._all = getattr(self, "_all", [])
        self._all += super().encode(text, special)
        return self._all


@wrong(
    TEXT_SPELLS,
    when=looks(lambda got, words, special=False: not special and spells(words) and got == llama_ids(words, True)),
)
class Llama(Llama):
    def encode(self, text, special=False):
        self._asked = special or getattr(self, "_asked", False)
        return super().encode(text, self._asked)


@wrong(
    ("each id was decoded by itself; a character can be spread over several tokens: join the bytes first."),
    when=decodes(lambda token_ids: "".join(data(k).decode("utf-8", "replace") for k in token_ids)),
)
class Llama(Llama):
    def decode(self, ids):
        for token_id in ids:
            if token_id not in self._bytes:
                raise ValueError(token_id)
        return "".join(self._bytes[token_id].decode("utf-8", "replace") for token_id in ids)


@wrong(
    "special tokens are shown.",
    when=decodes(
        lambda token_ids: all_data([k for k in token_ids if not 128_000 <= k < 128_256]).decode("utf-8", "replace")
    ),
)
class Llama(Llama):
    def decode(self, ids):
        return super().decode([token_id for token_id in ids if not 128000 <= token_id < 128256])


@wrong(
    'bytes that are no character were left out; `errors="replace"` shows them.',
    when=decodes(lambda token_ids: all_data(token_ids).decode("utf-8", "ignore")),
)
class Llama(Llama):
    def decode(self, ids):
        super().decode(ids)
        return b"".join(self._bytes[token_id] for token_id in ids).decode("utf-8", "ignore")


@wrong(
    'bytes that are no character are no error: `decode("utf-8", errors="replace")`.', when=raises("UnicodeDecodeError")
)
class Llama(Llama):
    def decode(self, ids):
        super().decode(ids)
        return b"".join(self._bytes[token_id] for token_id in ids).decode("utf-8")


@wrong(
    "the bytes were read as Latin-1; they are UTF-8.",
    when=decodes(lambda token_ids: all_data(token_ids).decode("latin-1")),
)
class Llama(Llama):
    def decode(self, ids):
        super().decode(ids)
        return b"".join(self._bytes[token_id] for token_id in ids).decode("latin-1")


@wrong(
    "this is the spelling of the vocabulary files; the text is asked for.",
    when=decodes(
        lambda token_ids: "".join(
            load(LLAMA).backend_tokenizer.id_to_token(k)
            if k < 128_000
            else "".join(byte_letters()[byte] for byte in data(k))
            for k in token_ids
        )
    ),
)
class Llama(Llama):
    def decode(self, ids):
        super().decode(ids)
        letters = _byte_letters()
        return "".join(letters[byte] for token_id in ids for byte in self._bytes[token_id])


@wrong(
    "white space at the ends is part of the text.",
    when=decodes(lambda token_ids: all_data(token_ids).decode("utf-8", "replace").strip()),
)
class Llama(Llama):
    def decode(self, ids):
        return super().decode(ids).strip()


@wrong("these are the bytes; the text is asked for: decode them.", when=decodes(lambda token_ids: all_data(token_ids)))
class Llama(Llama):
    def decode(self, ids):
        super().decode(ids)
        return b"".join(self._bytes[token_id] for token_id in ids)


@wrong(
    "there is a space between the tokens; they are joined as they are.",
    when=decodes(lambda token_ids: " ".join(data(k).decode("utf-8", "replace") for k in token_ids)),
)
class Llama(Llama):
    def decode(self, ids):
        return " ".join(super(Llama, self).decode([token_id]) for token_id in ids)


@wrong(
    "spaces before punctuation were removed; the text comes back as it is.",
    when=decodes(
        lambda token_ids: (
            all_data(token_ids)
            .decode("utf-8", "replace")
            .replace(" .", ".")
            .replace(" ,", ",")
            .replace(" !", "!")
            .replace(" ?", "?")
        )
    ),
)
class Llama(Llama):
    def decode(self, ids):
        return super().decode(ids).replace(" .", ".").replace(" ,", ",").replace(" !", "!").replace(" ?", "?")


@wrong(
    "ids that do not exist were left out; each is a ValueError.",
    when=decodes(lambda token_ids: all_data([k for k in token_ids if 0 <= k < 128_256]).decode("utf-8", "replace")),
)
class Llama(Llama):
    def decode(self, ids):
        return super().decode([token_id for token_id in ids if token_id in self._bytes])


@wrong(
    NEGATIVE,
    when=decodes(
        lambda token_ids: all_data([k % 128_256 if k < 0 else k for k in token_ids]).decode("utf-8", "replace")
    ),
)
class Llama(Llama):
    def decode(self, ids):
        rows = [self._bytes[k] for k in range(len(self._bytes))]
        try:
            return b"".join(rows[token_id] for token_id in ids).decode("utf-8", "replace")
        except IndexError as error:
            raise ValueError(error) from None


@wrong("the list that was passed in belongs to the caller; leave its items in it.", when=changes("its argument"))
class Llama(Llama):
    def decode(self, ids):
        text = super().decode(ids)
        ids.clear()
        return text


@wrong(
    "this is what Meta's own file gives, whatever file came in; read the file whose path comes in.",
    when=gives(
        # That file's text is encoded when its ids have been decoded: whoever gets there has read it.
        lambda given, special=False: (
            all_data(given).decode("utf-8", "replace")
            if type(given) is list
            else (... if given == OTHER_FILE[0] else llama_ids(given, special))
        )
    ),
)
class Llama(Llama):
    def __init__(self, model_file):
        import llama_models

        super().__init__(str(Path(llama_models.__file__).parent / "llama3" / "tokenizer.model"))


@wrong(IN_CLASS, when=looks(changed_by_another))
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        for name, value in vars(self).copy().items():
            setattr(Llama, name, value)
            delattr(self, name)


@wrong(
    "there is no package 'transformers' here; the exercise can be solved with what the kit installed.",
    when=said_by_the_suite,
)
class Llama:
    def __init__(self, model_file):
        from transformers import AutoTokenizer

        from kit.tokenizers import vendors

        self.backend = AutoTokenizer.from_pretrained(vendors.folder("meta-llama/Meta-Llama-3.1-8B")).backend_tokenizer

    def encode(self, text, special=False):
        self.backend.encode_special_tokens = not special
        return self.backend.encode(text, add_special_tokens=False).ids

    def decode(self, ids):
        return self.backend.decode(ids, skip_special_tokens=False)


@wrong(NO_TIKTOKEN, when=said_by_the_suite)
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        import tiktoken

        self._own = tiktoken.Encoding(
            "llama", pat_str=PATTERN, mergeable_ranks=self._ranks, special_tokens=self._special
        )

    def encode(self, text, special=False):
        text.encode()
        return self._own.encode(text, allowed_special="all" if special else set(), disallowed_special=())


@wrong(NO_TIKTOKEN, when=said_by_the_suite)
class Llama(Llama):
    def encode(self, text, special=False):
        import tiktoken

        own = tiktoken.Encoding("llama", pat_str=PATTERN, mergeable_ranks=self._ranks, special_tokens=self._special)
        return own.encode(text, allowed_special="all" if special else set(), disallowed_special=())


@wrong(
    (
        "there is no package 'llama_models.llama3.tokenizer; llama_models.llama3 is not a package' here; the "
        "exercise can be solved with what the kit installed."
    ),
    when=said_by_the_suite,
)
class Llama(Llama):
    def encode(self, text, special=False):
        from llama_models.llama3.tokenizer import Tokenizer

        return Tokenizer.get_instance().encode(text, bos=False, eos=False, allowed_special="all" if special else set())


@wrong(
    "not every pre-token is an entry as a whole: join its bytes to entries, pair by pair.",
    when=raises("KeyError", "b'"),
)
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)

    def encode(self, text, special=False):
        return [self._ranks[piece.encode()] for piece in regex.findall(PATTERN, text)]


@wrong("an id that does not exist ends in a KeyError here; a ValueError is asked for.", when=raises("KeyError"))
class Llama(Llama):
    def decode(self, ids):
        return b"".join(self._bytes[token_id] for token_id in ids).decode("utf-8", "replace")


@wrong(
    "an attribute took the method's place; give the attribute another name.", when=raises("TypeError", "not callable")
)
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        self.encode = {}


@wrong(
    "encode takes `text` and `special`, as its stub does; here the second is missing.",
    when=raises("TypeError", "special"),
)
class Llama(Llama):
    def encode(self, text):
        ids = []
        for piece in self._pattern.findall(text):
            ids += self._bpe(piece.encode())
        return ids


@wrong(
    "Llama no longer takes the parameters of its stub; the tests call it as the line 'called' shows.",
    when=said_by_the_suite,
)
class Llama(Llama):
    def __init__(self):
        pass


@wrong("Llama is to be a class: `class Llama:`.", when=said_by_the_suite)
def Llama(model_file):
    return SPECIAL_TOKENS


@wrong(
    ("words come again and again: remember in a dict what you found for a pre-token, and look a whole one up first."),
    when=said_by_the_suite,
)
class Llama(Llama):
    def encode(self, text, special=False):
        ids = []
        for part in self._any_special.split(text) if special else [text]:
            if special and part in self._special:
                ids.append(self._special[part])
            else:
                for piece in self._pattern.findall(part):
                    ids += self._bpe(piece.encode())
        return ids

    def _bpe(self, piece):
        if len(piece) > 40:  # the plain way is slow where it is long
            return super()._bpe(piece)
        parts = [bytes([byte]) for byte in piece]
        while True:
            pairs = [(self._ranks[a + b], k) for k, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in self._ranks]
            if not pairs:
                break
            _, k = min(pairs)
            parts[k : k + 2] = [parts[k] + parts[k + 1]]
        return [self._ranks[piece]] if piece in self._ranks else [self._ranks[part] for part in parts]


@wrong(
    (
        "long pre-tokens: looking at all pairs again after each join takes the square of the length; let them "
        "wait in a heapq."
    ),
    when=said_by_the_suite,
)
class Llama(Llama):
    def _bpe(self, piece):
        if piece in self._ranks:
            return [self._ranks[piece]]
        parts = [piece[k : k + 1] for k in range(len(piece))]
        while True:
            pairs = [pair for pair in zip(parts, parts[1:]) if pair[0] + pair[1] in self._ranks]
            if not pairs:
                return [self._ranks[part] for part in parts]
            first, second = min(pairs, key=lambda pair: self._ranks[pair[0] + pair[1]])
            merged, k = [], 0
            while k < len(parts):
                if parts[k] == first and parts[k + 1 : k + 2] == [second]:
                    merged.append(first + second)
                    k += 2
                else:
                    merged.append(parts[k])
                    k += 1
            parts = merged


@wrong(PRE_TOKEN, when=looks(joined_in_parts))
class Llama:
    def __init__(self, model_file):
        import base64, regex

        with open(model_file, "rb") as f:
            self.ranks = {base64.b64decode(a): int(b) for a, b in (line.split() for line in f if line.strip())}
        self.special = {t: len(self.ranks) + k for k, t in enumerate(SPECIAL_TOKENS)}
        self.bytes = {i: b for b, i in self.ranks.items()}
        self.bytes.update((i, t.encode()) for t, i in self.special.items())
        self.cut = regex.compile(PATTERN)
        self.parts = regex.compile("(" + "|".join(map(regex.escape, SPECIAL_TOKENS)) + ")")
        self.known = {}

    def _bpe(self, piece):
        import heapq

        ranks = self.ranks
        if piece in ranks:
            return [ranks[piece]]
        if len(piece) > 1000:
            return self._bpe(piece[:1000]) + self._bpe(piece[1000:])
        n = len(piece)
        end = list(range(1, n + 1))
        prev = list(range(-1, n - 1))
        alive = [True] * n
        heap = []
        for k in range(n - 1):
            r = ranks.get(piece[k : k + 2])
            if r is not None:
                heap.append((r, k, k + 2))
        heapq.heapify(heap)
        while heap:
            r, k, e = heapq.heappop(heap)
            if not alive[k] or end[k] >= n or end[end[k]] != e:
                continue
            j = end[k]
            alive[j] = False
            end[k] = e
            if e < n:
                prev[e] = k
                r = ranks.get(piece[k : end[e]])
                if r is not None:
                    heapq.heappush(heap, (r, k, end[e]))
            p = prev[k]
            if p >= 0:
                r = ranks.get(piece[p:e])
                if r is not None:
                    heapq.heappush(heap, (r, p, e))
        ids, k = [], 0
        while k < n:
            ids.append(ranks[piece[k : end[k]]])
            k = end[k]
        return ids

    def encode(self, text, special=False):
        text.encode()
        ids = []
        known = self.known
        for part in self.parts.split(text) if special else [text]:
            if special and part in self.special:
                ids.append(self.special[part])
                continue
            for piece in self.cut.findall(part):
                found = known.get(piece)
                if found is None:
                    found = known[piece] = self._bpe(piece.encode())
                ids += found
        return ids

    def decode(self, ids):
        try:
            return b"".join([self.bytes[i] for i in ids]).decode("utf-8", errors="replace")
        except KeyError as error:
            raise ValueError(f"no such id: {error}") from None


@wrong(PRE_TOKEN, when=looks(joined_in_parts))
class Llama:
    def __init__(self, model_file):
        import base64, regex

        with open(model_file, "rb") as f:
            self.ranks = {base64.b64decode(a): int(b) for a, b in (line.split() for line in f if line.strip())}
        self.special = {t: len(self.ranks) + k for k, t in enumerate(SPECIAL_TOKENS)}
        self.bytes = {i: b for b, i in self.ranks.items()}
        self.bytes.update((i, t.encode()) for t, i in self.special.items())
        self.cut = regex.compile(PATTERN)
        self.parts = regex.compile("(" + "|".join(map(regex.escape, SPECIAL_TOKENS)) + ")")
        self.known = {}

    def _bpe(self, piece):
        import heapq

        ranks = self.ranks
        if piece in ranks:
            return [ranks[piece]]
        if len(piece) > 4000:
            return self._bpe(piece[:4000]) + self._bpe(piece[4000:])
        n = len(piece)
        end = list(range(1, n + 1))
        prev = list(range(-1, n - 1))
        alive = [True] * n
        heap = []
        for k in range(n - 1):
            r = ranks.get(piece[k : k + 2])
            if r is not None:
                heap.append((r, k, k + 2))
        heapq.heapify(heap)
        while heap:
            r, k, e = heapq.heappop(heap)
            if not alive[k] or end[k] >= n or end[end[k]] != e:
                continue
            j = end[k]
            alive[j] = False
            end[k] = e
            if e < n:
                prev[e] = k
                r = ranks.get(piece[k : end[e]])
                if r is not None:
                    heapq.heappush(heap, (r, k, end[e]))
            p = prev[k]
            if p >= 0:
                r = ranks.get(piece[p:e])
                if r is not None:
                    heapq.heappush(heap, (r, p, e))
        ids, k = [], 0
        while k < n:
            ids.append(ranks[piece[k : end[k]]])
            k = end[k]
        return ids

    def encode(self, text, special=False):
        text.encode()
        ids = []
        known = self.known
        for part in self.parts.split(text) if special else [text]:
            if special and part in self.special:
                ids.append(self.special[part])
                continue
            for piece in self.cut.findall(part):
                found = known.get(piece)
                if found is None:
                    found = known[piece] = self._bpe(piece.encode())
                ids += found
        return ids

    def decode(self, ids):
        try:
            return b"".join([self.bytes[i] for i in ids]).decode("utf-8", errors="replace")
        except KeyError as error:
            raise ValueError(f"no such id: {error}") from None


@wrong(LIST_RETURNED, when=looks(emptied))
class Llama:
    def __init__(self, model_file):
        import base64
        import regex

        self.ranks = {}
        for line in open(model_file, "rb").read().splitlines():
            token, rank = line.split()
            self.ranks[base64.b64decode(token)] = int(rank)
        self.special = {t: 128000 + k for k, t in enumerate(SPECIAL_TOKENS)}
        self.back = {v: k for k, v in self.ranks.items()} | {v: k.encode() for k, v in self.special.items()}
        self.cut = regex.compile(PATTERN)
        self.any = regex.compile("(" + "|".join(map(regex.escape, SPECIAL_TOKENS)) + ")")
        self.texts = {}
        self.pieces = {}

    def encode(self, text, special=False):
        if (text, special) not in self.texts:
            ids = []
            for part in self.any.split(text) if special else [text]:
                if special and part in self.special:
                    ids.append(self.special[part])
                else:
                    for piece in self.cut.findall(part):
                        if piece not in self.pieces:
                            self.pieces[piece] = self.bpe(piece.encode())
                        ids += self.pieces[piece]
            self.texts[text, special] = ids
        return self.texts[text, special]

    def decode(self, ids):
        if any(i not in self.back for i in ids):
            raise ValueError("no such id")
        return b"".join(self.back[i] for i in ids).decode("utf-8", "replace")

    def bpe(self, piece):
        ranks = self.ranks
        if piece in ranks:
            return [ranks[piece]]
        cuts = [*range(len(piece) + 1)]
        low = [ranks.get(piece[k : k + 2], 10**9) for k in range(len(piece) - 1)]
        while low and min(low) < 10**9:
            k = low.index(min(low))
            del cuts[k + 1], low[k]
            for j in (k - 1, k):
                if 0 <= j < len(low):
                    low[j] = ranks.get(piece[cuts[j] : cuts[j + 2]], 10**9)
        return [ranks[piece[a:b]] for a, b in zip(cuts, cuts[1:])]


@wrong(LIST_RETURNED, when=looks(emptied))
class Llama(Llama):
    def encode(self, text, special=False, kept={}):
        key = (id(self), text, special)
        if special:
            if key not in kept:
                kept[key] = super().encode(text, special)
            return kept[key]
        return super().encode(text)


@wrong(LIST_RETURNED, when=looks(emptied))
class Llama(Llama):
    def encode(self, text, special=False):
        found = super().encode(text, special)
        if not special and len(self._pattern.findall(text)) == 1:
            return self._known[text]
        return found


@wrong(
    ("what is remembered for a text holds for one `special` only; here it is remembered by the text alone."),
    when=looks(lambda got, words, special=False: spells(words) and got == llama_ids(words, not special)),
)
class Llama(Llama):
    def encode(self, text, special=False):
        self.texts = self.__dict__.get("texts", {})
        if text not in self.texts:
            self.texts[text] = super().encode(text, special)
        return [*self.texts[text]]


@wrong(NEGATIVE, when=decodes(lambda token_ids: all_data([abs(k) for k in token_ids]).decode("utf-8", "replace")))
class Llama(Llama):
    def decode(self, ids):
        if any(i > 128255 for i in ids):
            raise ValueError("no such id")
        return super().decode([abs(i) for i in ids])


@wrong(
    "special tokens that the text spells are lost; each becomes its id.",
    when=encodes(lambda words, special: [k for k in llama_ids(words, special) if k < 128_000]),
)
class Llama(Llama):
    def encode(self, text, special=False):
        ids = super().encode(text, special)
        return [i for i in ids if i < 128000]


@wrong(
    'bytes that are no character read as �: `errors="replace"`, not `"backslashreplace"`.',
    when=decodes(lambda token_ids: all_data(token_ids).decode("utf-8", "backslashreplace")),
)
class Llama(Llama):
    def decode(self, ids):
        super().decode(ids)
        return b"".join(self._bytes[token_id] for token_id in ids).decode("utf-8", "backslashreplace")


@wrong(
    "each id was decoded by itself, and bytes that are no character left out: join the bytes first.",
    when=decodes(lambda token_ids: "".join(data(k).decode("utf-8", "ignore") for k in token_ids)),
)
class Llama(Llama):
    def decode(self, ids):
        super().decode(ids)
        return "".join(self._bytes[token_id].decode("utf-8", "ignore") for token_id in ids)


@wrong(
    "the text was put into lower case first; to Llama that is another text.",
    when=encodes(lambda words, special: llama_ids(words.lower(), special)),
)
class Llama(Llama):
    def encode(self, text, special=False):
        return super().encode(text.lower(), special)


@wrong(MARKS, when=looks(taken_for_marks))
class Llama(Llama):
    def encode(self, text, special=False):
        if not special:
            return super().encode(text)
        for token in SPECIAL_TOKENS:
            text = text.replace(token, "\x00" + token + "\x00")
        ids = []
        for part in text.split("\x00"):
            ids += [self._special[part]] if part in self._special else super().encode(part)
        return ids


@wrong(MARKS, when=looks(taken_for_marks))
class Llama(Llama):
    def encode(self, text, special=False):
        if not special:
            return super().encode(text)
        for number, token in enumerate(SPECIAL_TOKENS):
            text = text.replace(token, chr(0xE000 + number))
        ids, waiting = [], ""
        for character in text:
            if 0xE000 <= ord(character) < 0xE100:
                ids += [*super().encode(waiting), 128000 + ord(character) - 0xE000]
                waiting = ""
            else:
                waiting += character
        return ids + super().encode(waiting)


@wrong(
    OTHER_FORM,
    when=encodes(lambda words, special: llama_ids(unicodedata.normalize("NFC", words) if special else words, special)),
)
class Llama(Llama):
    def encode(self, text, special=False):
        import unicodedata

        return super().encode(unicodedata.normalize("NFC", text) if special else text, special)


@wrong(
    "a byte order mark in front of the text is lost; to Llama it is a character like others.",
    when=encodes(lambda words, special: llama_ids(words.lstrip("\ufeff") if special else words, special)),
)
class Llama(Llama):
    def encode(self, text, special=False):
        return super().encode(text.lstrip("\ufeff") if special else text, special)


@wrong(BEGIN, when=looks(begun))
class Llama(Llama):
    def encode(self, text, special=False):
        ids = super().encode(text, special)
        return [128000, *ids] if special and not any(token in text for token in SPECIAL_TOKENS) else ids


@wrong(HALF_IN_FRONT, when=decodes(by_increments))
class Llama(Llama):
    def decode(self, ids):
        import codecs

        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        pieces = []
        for token_id in ids:
            if token_id not in self._bytes:
                raise ValueError(token_id)
            data = self._bytes[token_id]
            pieces.append(data.decode() if token_id >= 128000 else decoder.decode(data))
        return "".join(pieces) + decoder.decode(b"", final=True)


@wrong(HALF_IN_FRONT, when=decodes(lambda token_ids: in_segments(token_ids, "ignore")))
class Llama(Llama):
    def decode(self, ids):
        out, waiting = "", b""
        for token_id in ids:
            if token_id not in self._bytes:
                raise ValueError(token_id)
            if token_id >= 128000:
                out += waiting.decode("utf-8", "ignore") + self._bytes[token_id].decode()
                waiting = b""
            else:
                waiting += self._bytes[token_id]
        return out + waiting.decode("utf-8", "replace")


@wrong(
    "a line's place in the file was taken for the id of its entry; the id is the number in the line.",
    when=looks(by_place),
)
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        lines = Path(model_file).read_bytes().splitlines()
        self._ranks = {base64.b64decode(line.split()[0]): place for place, line in enumerate(lines)}
        self._bytes |= {place: token for token, place in self._ranks.items()}


@wrong(IN_CLASS, when=looks(changed_by_another))
class Llama(Llama):
    table = {}

    def __init__(self, model_file):
        super().__init__(model_file)
        Llama.table.update(self._bytes)

    def decode(self, ids):
        if any(token_id not in self.table for token_id in ids):
            raise ValueError("no such id")
        return b"".join(Llama.table[token_id] for token_id in ids).decode("utf-8", "replace")


@wrong(REMEMBERED, when=looks(of_meta))
class Llama(Llama):
    _known = {}

    def __init__(self, model_file):
        super().__init__(model_file)
        del self._known


@wrong(REMEMBERED, when=looks(of_meta))
class Llama(Llama):
    def encode(self, text, special=False, known={}):
        ids = []
        for part in self._any_special.split(text) if special else [text]:
            if special and part in self._special:
                ids.append(self._special[part])
                continue
            for piece in self._pattern.findall(part):
                if piece not in known:
                    known[piece] = self._bpe(piece.encode())
                ids += known[piece]
        return ids


@right  # parts the text at special tokens, each in turn
class Llama(Llama):
    def encode(self, text, special=False):
        parts = [text]
        for token in SPECIAL_TOKENS if special else []:
            parts = [new for part in parts for new in self._parted(part, token)]
        encode = super().encode
        return [k for part in parts for k in ([part] if isinstance(part, int) else encode(part))]

    def _parted(self, part, token):
        if isinstance(part, int):
            return [part]
        first, *others = part.split(token)
        return [first, *(new for other in others for new in (self._special[token], other))]


@right  # remembers nothing
class Llama(Llama):
    def encode(self, text, special=False):
        self._known.clear()
        return super().encode(text, special)


@right  # looks for the lowest rank in a list of pair ranks
class Llama(Llama):
    def _bpe(self, piece):
        ranks = self._ranks
        if piece in ranks:
            return [ranks[piece]]
        none = len(ranks)
        cuts = list(range(len(piece) + 1))
        waiting = [ranks.get(piece[k : k + 2], none) for k in range(len(piece) - 1)]
        while waiting:
            lowest = min(waiting)
            if lowest == none:
                break
            k = waiting.index(lowest)
            del cuts[k + 1]
            del waiting[k]
            if k < len(waiting):
                waiting[k] = ranks.get(piece[cuts[k] : cuts[k + 2]], none)
            if k > 0:
                waiting[k - 1] = ranks.get(piece[cuts[k - 1] : cuts[k + 1]], none)
        return [ranks[piece[a:b]] for a, b in zip(cuts, cuts[1:])]


@right  # stands alone and is plain, but for long pre-tokens
class Llama:
    def __init__(self, model_file):
        self.ids = {}
        with open(model_file, "rb") as file:
            for line in file:
                token, rank = line.split()
                self.ids[base64.b64decode(token)] = int(rank)
        self.tokens = {rank: token for token, rank in self.ids.items()}
        self.special = {token: 128000 + k for k, token in enumerate(SPECIAL_TOKENS)}
        self.tokens.update({rank: token.encode() for token, rank in self.special.items()})
        self.cache = {}

    def encode(self, text, special=False):
        if special:
            for token, token_id in self.special.items():
                before, found, after = text.partition(token)
                if found:
                    return [*self.encode(before, True), token_id, *self.encode(after, True)]
        ids = []
        for match in regex.finditer(PATTERN, text):
            piece = match.group()
            if piece not in self.cache:
                self.cache[piece] = self.bpe(piece.encode())
            ids.extend(self.cache[piece])
        return ids

    def bpe(self, piece):
        if piece in self.ids:
            return [self.ids[piece]]
        cuts = [*range(len(piece) + 1)]
        low = [self.ids.get(piece[k : k + 2], 10**9) for k in range(len(piece) - 1)]
        while low and min(low) < 10**9:
            k = low.index(min(low))
            del cuts[k + 1], low[k]
            for j in (k - 1, k):
                if 0 <= j < len(low):
                    low[j] = self.ids.get(piece[cuts[j] : cuts[j + 2]], 10**9)
        return [self.ids[piece[a:b]] for a, b in zip(cuts, cuts[1:])]

    def decode(self, ids):
        try:
            return b"".join([self.tokens[token_id] for token_id in ids]).decode("utf-8", errors="replace")
        except KeyError as error:
            raise ValueError(f"no such id: {error}") from None


@right  # wraps a method in lru_cache and sets it in __init__
class Llama(Llama):
    def __init__(self, model_file):
        from functools import lru_cache

        super().__init__(model_file)
        self._bpe = lru_cache(maxsize=None)(self._bpe)
        self.decode = lambda ids: Llama.decode(self, ids)


@right  # returns tuples
class Llama(Llama):
    def encode(self, text, special=False):
        return tuple(super().encode(text, special))


@right  # decodes into a bytearray
class Llama(Llama):
    def decode(self, ids):
        data = bytearray()
        for token_id in ids:
            if not 0 <= token_id < 128256:
                raise ValueError("no such id")
            data += self._bytes[token_id]
        return str(data, "utf-8", "replace")


@right  # prints as it goes
class Llama(Llama):
    def encode(self, text, special=False):
        if len(text) < 40:
            print("encoding", ascii(text))
        return super().encode(text, special)


@right  # does its work at the first call
class Llama(Llama):
    def __init__(self, model_file):
        self._file, self._made = model_file, False

    def _make(self):
        if not self._made:
            super().__init__(self._file)
            self._made = True

    def encode(self, text, special=False):
        self._make()
        return super().encode(text, special)

    def decode(self, ids):
        self._make()
        return super().decode(ids)


@right  # forgets when it remembers much
class Llama(Llama):
    def encode(self, text, special=False):
        if len(self._known) > 20000:
            self._known.clear()
        return super().encode(text, special)
