"""The capstone: Llama's tokenizer, whole, from the one file that Meta publishes.

Everything is on the table now: the first cut by a regular expression, bytes, ranks, joining the lowest rank
first, whole pre-tokens at once, special tokens beside the vocabulary. Here you put it together without any
tokenizer library. The only source is Meta's file tokenizer.model: 128,000 lines, each with the bytes of an
entry in Base64, a space, and its id. It is in the package llama-models, which is installed with the kit:

    import pathlib, llama_models
    model_file = str(pathlib.Path(llama_models.__file__).parent / "llama3" / "tokenizer.model")

The 256 special tokens are not in that file. They follow its entries, from 128000 on; SPECIAL_TOKENS has them
in order, as the Hub has them for Llama 3.1. PATTERN is the first cut, in the syntax of the module `regex`.

Two things decide how fast it is. Text repeats itself: remember what you found for a pre-token, and most of a
long text is looked up. And long pre-tokens punish a plain approach: Japanese and Thai have no spaces, a line
of dashes has hundreds of bytes, and whoever looks at all pairs again after each join needs time that grows
with the square of the length. The pairs can wait in a queue, lowest rank in front (`heapq` from the standard
library); a join makes two new neighbours, which go into the queue, and pairs that no longer exist are thrown
away when their turn comes.

When it agrees with the library on every text, you know what a tokenizer does, all of it. The bonus goes the
other way: from Meta's file, write the tokenizer.json that the Hub has, to the byte.
"""

import base64
import heapq
import json
from pathlib import Path

import regex

PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)

SPECIAL_TOKENS = [
    "<|begin_of_text|>",
    "<|end_of_text|>",
    "<|reserved_special_token_0|>",
    "<|reserved_special_token_1|>",
    "<|finetune_right_pad_id|>",
    "<|reserved_special_token_2|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|eom_id|>",
    "<|eot_id|>",
    "<|python_tag|>",
    *(f"<|reserved_special_token_{number}|>" for number in range(3, 248)),
]


class Llama:
    """Llama 3.1's tokenizer, from Meta's tokenizer.model alone.

    No tokenizer library can be imported while it is graded. Of the points two are for speed, on English and on
    Japanese text: all within 4 times the time of the solution, half of them within 15 times.

    >>> llama = Llama(model_file)
    >>> llama.encode("I am excited to show Tokenizers in action to my LLM engineers")
    [40, 1097, 12304, 311, 1501, 9857, 12509, 304, 1957, 311, 856, 445, 11237, 25175]
    >>> llama.decode([128000, 40, 1097, 12304])
    '<|begin_of_text|>I am excited'
    """

    def __init__(self, model_file: str):
        """Reads the vocabulary from `model_file`, the path of Meta's tokenizer.model or of another file of its kind.

        What is read belongs to this object alone.
        """
        self._ranks = _read_ranks(model_file)
        self._special = {token: len(self._ranks) + place for place, token in enumerate(SPECIAL_TOKENS)}
        self._bytes = {rank: token for token, rank in self._ranks.items()}
        self._bytes |= {token_id: token.encode() for token, token_id in self._special.items()}
        self._pattern = regex.compile(PATTERN)
        self._any_special = regex.compile("(" + "|".join(map(regex.escape, self._special)) + ")")
        self._known = {}  # pre-tokens met before, and their ids

    def encode(self, text: str, special: bool = False) -> list[int]:
        """The ids of a text, without a begin-of-text in front, in a list that is the caller's own.

        Text that spells a special token is ordinary text, unless `special` is true: then it becomes that
        token. Raises ValueError when the text holds half of a surrogate pair (such as "\\ud800"), which is
        no character.

        >>> llama.encode("Bye<|eot_id|>")
        [1383, 68, 27, 91, 68, 354, 851, 91, 29]
        >>> llama.encode("Bye<|eot_id|>", special=True)
        [1383, 68, 128009]
        """
        ids = []
        for part in self._any_special.split(text) if special else [text]:
            if special and part in self._special:
                ids.append(self._special[part])
                continue
            for piece in self._pattern.findall(part):
                if piece not in self._known:
                    self._known[piece] = self._bpe(piece.encode("utf-8"))
                ids += self._known[piece]
        return ids

    def decode(self, ids: list[int]) -> str:
        """The text of these ids, special tokens shown; bytes that are no character read as "\\ufffd".

        Raises ValueError for an id that does not exist, a negative one too.

        >>> llama.decode([2675, 128009]), llama.decode([9468, 239])
        ('You<|eot_id|>', '\\ufffd')
        """
        unknown = [token_id for token_id in ids if token_id not in self._bytes]
        if unknown:
            raise ValueError(f"{unknown[0]} is no token's id; they go from 0 to {len(self._bytes) - 1}")
        return b"".join(self._bytes[token_id] for token_id in ids).decode("utf-8", errors="replace")

    def _bpe(self, piece: bytes) -> list[int]:
        ranks = self._ranks
        if piece in ranks:
            return [ranks[piece]]
        # The parts are a chain: the first starts at 0, and from the start of each one `after` leads to the
        # next one's start and `before` to the last one's. Where no part starts any more, `after` is the end.
        length = len(piece)
        after = [*range(1, length + 1), length]
        before = [*range(-1, length)]
        pairs = ((at, at + 2) for at in range(length - 1))
        queue = [(ranks[piece[start:end]], start, end) for start, end in pairs if piece[start:end] in ranks]
        heapq.heapify(queue)
        while queue:
            _, start, end = heapq.heappop(queue)
            middle = after[start]
            if middle == length or after[middle] != end:
                continue  # one of the two has been joined with something else meanwhile
            after[start], before[end], after[middle] = end, start, length
            if end < length and (rank := ranks.get(piece[start : after[end]])) is not None:
                heapq.heappush(queue, (rank, start, after[end]))
            if start > 0 and (rank := ranks.get(piece[before[start] : end])) is not None:
                heapq.heappush(queue, (rank, before[start], end))
        ids = []
        start = 0
        while start < length:
            ids.append(ranks[piece[start : after[start]]])
            start = after[start]
        return ids


def hub_file(model_file: str) -> bytes:
    """The file tokenizer.json of meta-llama/Meta-Llama-3.1-8B, byte for byte, from Meta's tokenizer.model.

    The vocabulary is spelled in the letters of exercise 13. The merges are all pairs of entries that
    together are an entry, in the order of the ranks of the whole, then of the first half, then of the
    second.

    >>> import hashlib
    >>> hashlib.sha256(hub_file(model_file)).hexdigest()[:16]
    '76e48799b099d433'
    """
    ranks = _read_ranks(model_file)
    letters = _byte_letters()
    spelled = {token: "".join(letters[byte] for byte in token) for token in ranks}
    vocabulary = {spelled[token]: rank for token, rank in ranks.items()}

    merges = []
    for token in sorted(ranks, key=ranks.get):
        halves = ((token[:at], token[at:]) for at in range(1, len(token)))
        pairs = [pair for pair in halves if pair[0] in ranks and pair[1] in ranks]
        pairs.sort(key=lambda pair: (ranks[pair[0]], ranks[pair[1]]))
        merges += [f"{spelled[first]} {spelled[second]}" for first, second in pairs]

    begin, first_special = SPECIAL_TOKENS[0], len(ranks)
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    begin_of_text = {"SpecialToken": {"id": begin, "type_id": 0}}
    text_a, text_b = {"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": token_id, "content": token, **flags} for token_id, token in enumerate(SPECIAL_TOKENS, first_special)
        ],
        "normalizer": None,
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "Split", "pattern": {"Regex": PATTERN}, "behavior": "Isolated", "invert": False},
                {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False},
            ],
        },
        "post_processor": {
            "type": "Sequence",
            "processors": [
                {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": False, "use_regex": True},
                {
                    "type": "TemplateProcessing",
                    "single": [begin_of_text, text_a],
                    "pair": [begin_of_text, text_a, {"SpecialToken": {"id": begin, "type_id": 1}}, text_b],
                    "special_tokens": {begin: {"id": begin, "ids": [first_special], "tokens": [begin]}},
                },
            ],
        },
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": True,
            "vocab": vocabulary,
            "merges": merges,
        },
    }
    return (json.dumps(tokenizer, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _read_ranks(model_file: str) -> dict[bytes, int]:
    """The entries of Meta's file: their bytes, and their ids, which are also their ranks."""
    ranks = {}
    for line in Path(model_file).read_bytes().splitlines():
        token, rank = line.split()
        ranks[base64.b64decode(token)] = int(rank)
    return ranks


def _byte_letters() -> dict[int, str]:
    """The 256 letters in which vocabularies are written, as in exercise 13."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    letters = {byte: chr(byte) for byte in printable}
    return letters | {byte: chr(256 + place) for place, byte in enumerate(others)}
