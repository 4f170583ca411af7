"""Wrong answers to ex16 that can be told by name; see kit/suite/mistakes.py."""

import unicodedata

import regex

from kit.suite import LLAMA
from kit.suite.mistakes import Looks, Raises
from kit.tokenizers import ranks
from kit.tokenizers.loaded import ids, load
from kit.tokenizers.ranks import entries, joined, plain


def llama_ids(words: str, special: bool = False) -> list[int]:
    """The real tokenizer's ids without begin-of-text; special tokens that the text spells count only when asked for."""
    return ids(load(LLAMA), words, special=False) if special else plain(load(LLAMA), words).ids


def pieces(words: str) -> list[str]:
    cuts = load(LLAMA).backend_tokenizer.pre_tokenizer.pre_tokenize_str(words)
    return [words[a:b] for _, (a, b) in cuts]


def by_joining(found: list[str]) -> list[int]:
    """The recipe of joining without looking a piece up as a whole; its time grows with the square of a piece's length."""
    if max(map(len, found), default=0) > 500:
        raise ValueError("too long to try")
    return [ranks.ranks()[part] for piece in found for part in joined(piece.encode(), ranks.ranks())]


def tokens(own: list[str]) -> list[str]:
    """A table of special tokens that begins with `own` and goes on with reserved ones, for the mistakes."""
    reserved = (f"<|reserved_special_token_{k}|>" for k in range(256))
    return [*own, *(token for token in reserved if token not in own)][:256]


BEGIN, HEADERS = ["<|begin_of_text|>", "<|end_of_text|>"], ["<|start_header_id|>", "<|end_header_id|>"]


RESERVED = [f"<|reserved_special_token_{k}|>" for k in range(6)]


PAD, END = "<|finetune_right_pad_id|>", ["<|eom_id|>", "<|eot_id|>", "<|python_tag|>"]


PACKAGE = tokens([*BEGIN, *RESERVED[:2], PAD, "<|step_id|>", *HEADERS, *END, "<|image|>"])


LLAMA_30 = tokens([*BEGIN, *RESERVED[:4], *HEADERS, RESERVED[4], "<|eot_id|>"])


def with_table(table: list[str]):
    """A recipe for encode with another table of special tokens."""

    def recipe(words: str, special: bool = False):
        if not special:
            return llama_ids(words)
        parts = regex.split("(" + "|".join(map(regex.escape, table)) + ")", words)
        return [k for part in parts for k in ([128_000 + table.index(part)] if part in table else llama_ids(part))]

    return recipe


def data(token_id: int, special: list[str] | None = None) -> bytes:
    """The bytes of one id; `special` is another table of special tokens."""
    if token_id < 128_000:
        return entries()[token_id]
    return (special[token_id - 128_000] if special else load(LLAMA).backend_tokenizer.id_to_token(token_id)).encode()


def all_data(token_ids: list[int], special: list[str] | None = None) -> bytes:
    return b"".join(data(token_id, special) for token_id in token_ids)


GPT_2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


def named_only(words: str, special: bool = False):
    """The recipe of someone who knows the eleven special tokens with names of their own."""
    return with_table([load(LLAMA).backend_tokenizer.id_to_token(k) for k in range(128_000, 128_011)])(words, special)


def by_rank(piece: str) -> list[int]:
    whole = ranks.ranks().get(piece.encode())
    return by_joining([piece]) if whole is None else [whole]


def greedy(piece: bytes) -> list[int]:
    """The longest entry that fits, again and again."""
    found = []
    while piece:
        length = next(k for k in range(len(piece), 0, -1) if piece[:k] in ranks.ranks())
        found.append(ranks.ranks()[piece[:length]])
        piece = piece[length:]
    return found


MISTAKES = {
    "Llama(...).encode": [
        Raises(
            "not every pre-token is an entry as a whole: join its bytes to entries, pair by pair.", "KeyError", "b'"
        ),
        Looks(
            "ids of an earlier call are in front: begin with a new list at every call.",
            lambda got, words, special=False: (
                len(got) > len(llama_ids(words, special)) > 0
                and got[-len(llama_ids(words, special)) :] == llama_ids(words, special)
            ),
        ),
        (
            "reserved special tokens are special, too: there are 256 in all.",
            named_only,
        ),
        (
            "the text was cut by an older pattern, GPT-2's; Llama's is PATTERN.",
            lambda words, special=False: [k for piece in regex.findall(GPT_2, words) for k in by_rank(piece)],
        ),
        (
            "the longest entry that fits was taken, from the left; pairs are joined by rank, the lowest first.",
            lambda words, special=False: [k for piece in pieces(words) for k in greedy(piece.encode())],
        ),
        (
            "begin-of-text is in front; this encode adds none.",
            lambda words, special=False: [128_000, *llama_ids(words, special)],
        ),
        (
            "text that spells a special token became that token, and nobody asked for it: `special` is false.",
            lambda words, special=False: llama_ids(words, True),
        ),
        (
            "`special` is true, so text that spells a special token becomes that token (in a pattern its `|` has to be escaped).",
            lambda words, special=False: llama_ids(words),
        ),
        (
            "this is the table of Meta's package, with step_id and image; the Hub's is the one to follow.",
            with_table(PACKAGE),
        ),
        ("this is Llama 3.0's table of special tokens; 3.1 has another one.", with_table(LLAMA_30)),
        (
            "a pre-token that is in the vocabulary as a whole is taken at once, before anything is joined.",
            lambda words, special=False: by_joining(pieces(words)),
        ),
        (
            "the first cut is missing: the text is cut by PATTERN, and each piece encoded by itself.",
            lambda words, special=False: by_joining([words]),
        ),
        (
            "the text was cut at spaces and these are lost; PATTERN keeps them.",
            lambda words, special=False: [k for word in words.split() for k in llama_ids(word)],
        ),
        (
            "the text was put into another Unicode form first; to Llama that is another text.",
            lambda words, special=False: llama_ids(unicodedata.normalize("NFC", words), special),
        ),
        (
            "the text was put into another Unicode form first; to Llama that is another text.",
            lambda words, special=False: llama_ids(unicodedata.normalize("NFKC", words), special),
        ),
        (
            "white space at the ends of the text is lost; the text is encoded as it is.",
            lambda words, special=False: llama_ids(words.strip(), special),
        ),
        (
            "nothing was joined: these are the ids of the single bytes.",
            lambda words, special=False: [ranks.ranks()[bytes([byte])] for byte in words.encode()],
        ),
        (
            "these are the bytes themselves; an id is what the model file says.",
            lambda words, special=False: list(words.encode()),
        ),
        (
            "special tokens that the text spells are lost; each becomes its id.",
            lambda words, special=False: [k for k in llama_ids(words, special) if k < 128_000],
        ),
        (
            "these are the tokens as bytes; their ids are asked for.",
            lambda words, special=False: [data(k) for k in llama_ids(words, special)],
        ),
        (
            "these are the ids of each pre-token, in lists of their own; one list of all ids is asked for.",
            lambda words, special=False: [llama_ids(piece) for piece in pieces(words)],
        ),
    ],
    "Llama(...).decode": [
        (
            "each id was decoded by itself; a character can be spread over several tokens: join the bytes first.",
            lambda token_ids: "".join(data(k).decode("utf-8", "replace") for k in token_ids),
        ),
        (
            "special tokens are shown.",
            lambda token_ids: all_data([k for k in token_ids if k < 128_000]).decode("utf-8", "replace"),
        ),
        (
            'bytes that are no character were left out; `errors="replace"` shows them.',
            lambda token_ids: all_data(token_ids).decode("utf-8", "ignore"),
        ),
        (
            "each id was decoded by itself, and bytes that are no character left out: join the bytes first.",
            lambda token_ids: "".join(data(k).decode("utf-8", "ignore") for k in token_ids),
        ),
        (
            'bytes that are no character read as \\ufffd: `errors="replace"`.',
            lambda token_ids: all_data(token_ids).decode("utf-8", "backslashreplace"),
        ),
        (
            "this is the table of Meta's package, with step_id and image; the Hub's is the one to follow.",
            lambda token_ids: all_data(token_ids, PACKAGE).decode("utf-8", "replace"),
        ),
        (
            "this is Llama 3.0's table of special tokens; 3.1 has another one.",
            lambda token_ids: all_data(token_ids, LLAMA_30).decode("utf-8", "replace"),
        ),
        (
            "the bytes were read as Latin-1; they are UTF-8.",
            lambda token_ids: all_data(token_ids).decode("latin-1"),
        ),
        (
            "this is the spelling of the vocabulary files; the text is asked for.",
            lambda token_ids: "".join(load(LLAMA).backend_tokenizer.id_to_token(k) for k in token_ids),
        ),
        (
            "white space at the ends is part of the text.",
            lambda token_ids: all_data(token_ids).decode("utf-8", "replace").strip(),
        ),
        ("these are the bytes; the text is asked for: decode them.", all_data),
        (
            "there is a space between the tokens; they are joined as they are.",
            lambda token_ids: " ".join(data(k).decode("utf-8", "replace") for k in token_ids),
        ),
        Raises('bytes that are no character are no error: `decode("utf-8", errors="replace")`.', "UnicodeDecodeError"),
        (
            "spaces before punctuation were removed; the text comes back as it is.",
            lambda token_ids: (
                all_data(token_ids)
                .decode("utf-8", "replace")
                .replace(" .", ".")
                .replace(" ,", ",")
                .replace(" !", "!")
                .replace(" ?", "?")
            ),
        ),
    ],
}
