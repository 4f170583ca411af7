"""Answers to ex11 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

import re
from functools import lru_cache

from kit.suite import changes, gives, looks, raises, right, wrong
from kit.tokenizers.loaded import ids

SIDE_LOOKED = "`side` was not looked at: padding is always on the left."
MASK_SAYS = "the mask says that everything is real; padding has a 0."
MID = "the padding stands between begin-of-text and the text; it goes in front of both."
ROWS_LONGER = "the rows are longer than the longest text needs: pad to the longest one."
BEGIN_TEXT = "begin-of-text was not counted; the model receives it, too."
FROM_TOKENS = (
    "the text was cut where a token of the whole text begins; an end by itself may be cut into other tokens, "
    "so a longer one may fit. Encode the ends of the text."
)
ONE_TOKEN = "that is one token fewer than fits: `limit` itself is allowed."
MOST = "the limit is the most, not the exact number: an end with fewer tokens may be the longest."
FRONT = "white space in front belongs to the end that is kept, and a longer end may begin within a word."
ADD_UP = (
    "the lengths of decoded pieces do not add up where tokens are parts of a character: "
    "`return_offsets_mapping=True` tells the places."
)
SPECIAL_TOKENS = "special tokens that the text spells have a span, too."
NOT_FOUND = (
    "part of a character reads as �, which is not found in the text: `return_offsets_mapping=True` tells the places."
)
EMPTY_RANGE = "an empty range: a token that is a part of a character has the whole of it."
HALVING = (
    "more characters can be fewer tokens, so halving misses longer ends that fit (' strawberry' is one "
    "token, 'strawberry' three): try every end, the longest first."
)
FEWER = "this end fits, but a longer one does, too: every end counts."
MASK_FROM_IDS = "the mask was made from the ids; where the text itself spells the padding token, that token is real."
FIRST_OFF = (
    "the first range is taken off as begin-of-text's; a tokenizer may put nothing in front of a text: "
    "`add_special_tokens=False`."
)
ONE_BEHIND_OTHER = (
    "each span begins where the one before it ends, and tokens that are parts of one character have all of it: "
    "`return_offsets_mapping=True` tells the places."
)
GROWING = (
    "it stops at the first end that does not fit, from the shortest on; more characters can be fewer "
    "tokens, so a longer one may fit."
)
PATIENCE = (
    "it gives up after some ends that do not fit, one after the other; one token can be eighty characters "
    "long: try every end."
)


@lru_cache(20)
def paddings(tokenizer) -> list[int]:
    """The ids that stand for nothing else: a token made for padding, reserved ones; the best first."""
    table = sorted(tokenizer.backend_tokenizer.get_added_tokens_decoder().items())
    made = [i for i, token in table if "pad" in token.content]
    return made + [i for i, token in table if re.search(r"reserved_special_token|<SPECIAL_", token.content)]


def table(tokenizer, texts, side="left", padding=None, encode=ids, mask=(1, 0)) -> dict:
    """A padded batch; a wrong one with another padding, way of encoding or mask."""
    padding = paddings(tokenizer)[0] if padding is None else padding
    rows = [encode(tokenizer, text) for text in texts]
    width = max(map(len, rows), default=0)
    found: dict = {"input_ids": [], "attention_mask": []}
    for row in rows:
        gap = width - len(row)
        parts = [[padding] * gap, row] if side == "left" else [row, [padding] * gap]
        marks = [[mask[1]] * gap, [mask[0]] * len(row)] if side == "left" else [[mask[0]] * len(row), [mask[1]] * gap]
        found["input_ids"].append(sum(parts, []))
        found["attention_mask"].append(sum(marks, []))
    return found


def filled_with(got: dict, tokenizer, texts, side="left") -> set:
    """What the rows of a batch are filled with; empty when they are not right otherwise."""
    width = max(len(ids(tokenizer, text)) for text in texts)
    found = set()
    for row, text in zip(got["input_ids"], texts, strict=True):
        real = ids(tokenizer, text)
        gap = width - len(real)
        if (row[gap:] if side == "left" else row[: len(real)]) != real or len(row) != width:
            return set()
        found |= set(row[:gap] if side == "left" else row[len(real) :])
    return found


def one_padding_is_not_real(got: dict, tokenizer, texts, side="left") -> bool:
    """Whether all that is wrong in the mask are zeros at one of the tokens that stand for nothing else."""
    found = zip(got["input_ids"], got["attention_mask"], table(tokenizer, texts, side)["attention_mask"], strict=True)
    wrong = [(i, m, w) for row, mask, want in found for i, m, w in zip(row, mask, want, strict=True) if m != w]
    lost = {i for i, _, _ in wrong}
    return all((m, w) == (0, 1) for _, m, w in wrong) and len(lost) == 1 and lost <= {*paddings(tokenizer)}


def second_is_full(got: dict, tokenizer, texts, side="left") -> bool:
    """Whether the mask has nothing but ones for texts that were there before, and is right for all others."""
    want = table(tokenizer, texts, side)["attention_mask"]
    if any(
        set(row) & {*paddings(tokenizer)} == set() and 0 in ones
        for row, ones in zip(got["input_ids"], want, strict=True)
    ):
        return False  # no padding where there is to be some
    wrong = [k for k, row in enumerate(got["attention_mask"]) if row != want[k]]
    return bool(wrong) and all(texts[k] in texts[:k] and 0 not in got["attention_mask"][k] for k in wrong)


def too_wide(got: dict, tokenizer, texts, side="left") -> bool:
    """Whether the rows are right but for more padding than the longest text needs."""
    rows, real = got["input_ids"], [ids(tokenizer, text) for text in texts]
    width = len(rows[0])
    if width <= max(map(len, real)) or {*map(len, rows)} != {width}:
        return False
    rests = [row[: width - len(own)] for row, own in zip(rows, real, strict=True) if row[width - len(own) :] == own]
    if len(rests) < len(rows):
        rests = [row[len(own) :] for row, own in zip(rows, real, strict=True) if row[: len(own)] == own]
    return len(rests) == len(rows) and len({i for rest in rests for i in rest} - {tokenizer.bos_token_id}) == 1


@lru_cache(500)
def ends(tokenizer, text: str, split: bool = False) -> list[int]:
    """How many tokens each end of a text has, begin-of-text counted: first the whole text, last the empty end."""
    return [
        len(row) for row in tokenizer([text[k:] for k in range(len(text) + 1)], split_special_tokens=split).input_ids
    ]


@lru_cache(500)
def beginnings(tokenizer, text: str) -> list[int]:
    """The same of its beginnings, the empty one first."""
    return [len(row) for row in tokenizer([text[:k] for k in range(len(text) + 1)]).input_ids]


def fitting(tokenizer, text: str, limit: int, start: int = 0, split: bool = False) -> str:
    """The longest end that fits, of those that begin at `start` or behind it."""
    sizes = ends(tokenizer, text, split)
    return next((text[k:] for k in range(max(start, 0), len(text)) if sizes[k] <= limit), "")


def exactly(tokenizer, text: str, limit: int) -> str:
    sizes = ends(tokenizer, text)
    return next((text[k:] for k in range(len(text)) if sizes[k] == limit), "")


def shortest(tokenizer, text: str, limit: int) -> str:
    """The shortest end that has just so many tokens, or the whole text."""
    sizes = ends(tokenizer, text)
    return next((text[k:] for k in range(len(text) - 1, -1, -1) if sizes[k] == limit), text)


def beginning(tokenizer, text: str, limit: int) -> str:
    sizes = beginnings(tokenizer, text)
    return next((text[:k] for k in range(len(text), 0, -1) if sizes[k] <= limit), "")


def growing(tokenizer, text: str, limit: int) -> str:
    return patient(tokenizer, text, limit, 0)


def patient(tokenizer, text: str, limit: int, most: int) -> str:
    """The end that is reached from the shortest on, until more than `most` one after the other do not fit."""
    best, bad, sizes = "", 0, ends(tokenizer, text)
    for k in range(len(text) - 1, -1, -1):
        if sizes[k] > limit:
            bad += 1
            if bad > most:
                break
        else:
            best, bad = text[k:], 0
    return best


def room(tokenizer, limit: int) -> int:
    """How many tokens of a text may be kept."""
    return max(limit - ends(tokenizer, "")[0], 0)


def halving(tokenizer, text: str, limit: int, more: int = 0) -> str:
    """The end that is found by halving, or one that fits with at most so many characters more."""
    low, high, sizes = 0, len(text), ends(tokenizer, text)
    while low < high:
        middle = (low + high) // 2
        if sizes[middle] <= limit:
            high = middle
        else:
            low = middle + 1
    return fitting(tokenizer, text, limit, low - more)


def truncated(tokenizer, text: str, limit: int) -> str:
    """What is left of the ids when the library cuts them in front, decoded."""
    own = tokenizer(text, add_special_tokens=False).input_ids
    room = limit - ends(tokenizer, "")[0]
    return tokenizer.decode(
        own[-room:] if room > 0 else [], skip_special_tokens=True, clean_up_tokenization_spaces=False
    )


def decoded_whole(tokenizer, text: str, limit: int) -> str:
    fits = limit > ends(tokenizer, "")[0] and ends(tokenizer, text)[0] <= limit
    own = tokenizer(text, add_special_tokens=False).input_ids
    return tokenizer.decode(own) if fits else fitting(tokenizer, text, limit)


def empty_range(got, tokenizer, text: str) -> bool:
    """Whether a token has no characters, in a text that spells no special token."""
    if any(token.content in text for token in tokenizer.added_tokens_decoder.values()):
        return False
    return any(type(start) is int and start == end for start, end in got[1:])


# --- encode_batch ---


@wrong(
    "padded with the end-of-text token: that means something, and a model that is told to ignore padding "
    "never learns to stop.",
)
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    found = {"input_ids": [], "attention_mask": []}
    for row in rows:
        gap = [tokenizer.eos_token_id] * (width - len(row))
        found["input_ids"].append(gap + row if side == "left" else row + gap)
        marks, zeros = [1] * len(row), [0] * len(gap)
        found["attention_mask"].append(zeros + marks if side == "left" else marks + zeros)
    return found


@wrong(
    (
        "other code uses the same tokenizer and would now get other answers; pass options to the call instead of "
        "setting them."
    ),
    when=changes("the tokenizer"),
)
def encode_batch(tokenizer, texts, side="left"):
    tokenizer.pad_token = tokenizer.eos_token
    tokenizer.padding_side = side
    return dict(tokenizer(texts, padding=True))


@wrong(
    "this tokenizer has no padding token, so the library cannot pad: put the padding there yourself.",
    also=raises("ValueError", "padding token"),
)
def encode_batch(tokenizer, texts, side="left"):
    return dict(tokenizer(texts, padding=True, padding_side=side))


@wrong("padded with the unknown token, which stands for what cannot be spelled; this tokenizer has one for padding.")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    vocab = tokenizer.get_added_vocab()
    pad = vocab["<|finetune_right_pad_id|>"] if "<|finetune_right_pad_id|>" in vocab else tokenizer.unk_token_id
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("padded with 0, which is an ordinary token ('!' on Llama).")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    gaps = [width - len(row) for row in rows]
    if side == "left":
        return {
            "input_ids": [[0] * gap + row for gap, row in zip(gaps, rows)],
            "attention_mask": [[0] * gap + [1] * len(row) for gap, row in zip(gaps, rows)],
        }
    return {
        "input_ids": [row + [0] * gap for gap, row in zip(gaps, rows)],
        "attention_mask": [[1] * len(row) + [0] * gap for gap, row in zip(gaps, rows)],
    }


@wrong("padded with an id that this tokenizer does not have: -100 is for a loss, not for a model's input.")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    return {
        "input_ids": [[-100] * (width - len(row)) + row for row in rows],
        "attention_mask": [[0] * (width - len(row)) + [1] * len(row) for row in rows],
    }


@wrong("padded with an id that this tokenizer does not have: a new token is one that the model has never seen.")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    new = len(tokenizer)
    return {
        "input_ids": [[new] * (width - len(row)) + row for row in rows],
        "attention_mask": [[0] * (width - len(row)) + [1] * len(row) for row in rows],
    }


@wrong("padding goes on the left unless the other side is asked for.")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [row + [pad] * (width - len(row)) for row in rows],
        "attention_mask": [[1] * len(row) + [0] * (width - len(row)) for row in rows],
    }


@wrong(SIDE_LOOKED)
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [[pad] * (width - len(row)) + row for row in rows],
        "attention_mask": [[0] * (width - len(row)) + [1] * len(row) for row in rows],
    }


@wrong("a side that is neither left nor right is taken for the right here; it is a ValueError.")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    found = {"input_ids": [], "attention_mask": []}
    for row in rows:
        gap = width - len(row)
        found["input_ids"].append([pad] * gap + row if side == "left" else row + [pad] * gap)
        found["attention_mask"].append([0] * gap + [1] * len(row) if side == "left" else [1] * len(row) + [0] * gap)
    return found


@wrong(MASK_SAYS)
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    left = side == "left"
    rows = [[pad] * (width - len(row)) + row if left else row + [pad] * (width - len(row)) for row in rows]
    return {"input_ids": rows, "attention_mask": [[1] * width for _ in rows]}


@wrong("the mask is the wrong way round: 1 for the text's own ids, 0 for padding.")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [[pad] * (width - len(row)) + row for row in rows],
        "attention_mask": [[1] * (width - len(row)) + [0] * len(row) for row in rows],
    }


@wrong(MASK_FROM_IDS, also=looks(one_padding_is_not_real))
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    left = side == "left"
    rows = [[pad] * (width - len(row)) + row if left else row + [pad] * (width - len(row)) for row in rows]
    return {"input_ids": rows, "attention_mask": [[int(i != pad) for i in row] for row in rows]}


@wrong("begin-of-text is missing; each text keeps its own.")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text, add_special_tokens=False).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [[pad] * (width - len(row)) + row for row in rows],
        "attention_mask": [[0] * (width - len(row)) + [1] * len(row) for row in rows],
    }


@wrong(MID)
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text, add_special_tokens=False).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    begin = tokenizer.bos_token_id
    return {
        "input_ids": [[begin] + [pad] * (width - len(row)) + row for row in rows],
        "attention_mask": [[1] + [0] * (width - len(row)) + [1] * len(row) for row in rows],
    }


@wrong("the rows have different lengths: they are padded to the longest.")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    return {"input_ids": rows, "attention_mask": [[1] * len(row) for row in rows]}


@wrong("everything was cut to the shortest; the longest sets the length.")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = min(map(len, rows), default=0)
    return {"input_ids": [row[:width] for row in rows], "attention_mask": [[1] * width for _ in rows]}


@wrong("these are the ids alone; a dict with `input_ids` and `attention_mask` is asked for.")
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    return [[_padding_id(tokenizer)] * (width - len(row)) + row for row in rows]


@wrong(ROWS_LONGER)
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [[pad] * (32 - len(row)) + row for row in rows],
        "attention_mask": [[0] * (32 - len(row)) + [1] * len(row) for row in rows],
    }


@wrong("padded with Llama's padding token, 128004; this tokenizer has another one.")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    found = {"input_ids": [], "attention_mask": []}
    for row in rows:
        gap = width - len(row)
        found["input_ids"].append([128004] * gap + row if side == "left" else row + [128004] * gap)
        found["attention_mask"].append([0] * gap + [1] * len(row) if side == "left" else [1] * len(row) + [0] * gap)
    return found


@wrong("there may be no texts at all: `max(…, default=0)`.", also=raises("ValueError", "empty"))
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(len(row) for row in rows)
    pad = _padding_id(tokenizer)
    found = {"input_ids": [], "attention_mask": []}
    for row in rows:
        gap = width - len(row)
        found["input_ids"].append([pad] * gap + row if side == "left" else row + [pad] * gap)
        found["attention_mask"].append([0] * gap + [1] * len(row) if side == "left" else [1] * len(row) + [0] * gap)
    return found


@wrong(
    (
        "where there are no texts the side is not looked at here; one that is none is a ValueError whatever "
        "the texts are."
    )
)
def encode_batch(tokenizer, texts, side="left"):
    if texts and side not in ("left", "right"):
        raise ValueError("side")
    pad = next(
        tokenizer.convert_tokens_to_ids(n)
        for n in ("<|finetune_right_pad_id|>", "<pad>", "<|finetune_right_pad|>")
        if n in tokenizer.get_added_vocab()
    )
    rows = [tokenizer.encode(t) for t in texts]
    width = max(map(len, rows), default=0)
    ids, mask = [], []
    for r in rows:
        gap = width - len(r)
        if side == "left":
            ids.append([pad] * gap + r)
            mask.append([0] * gap + [1] * len(r))
        else:
            ids.append(r + [pad] * gap)
            mask.append([1] * len(r) + [0] * gap)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("the mask has its zeros on the other side than the padding; both go on the same side.")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        ids.append([pad] * n + r if side == "left" else r + [pad] * n)
        mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("there are two begin-of-text in each row: the tokenizer puts one in front by itself.")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [[tokenizer.bos_token_id] + tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong(
    "padded with None: this tokenizer names no padding token, so find one among its added tokens that stands "
    "for nothing else.",
    also=looks(lambda got, tokenizer, texts, side="left": any(None in row for row in got["input_ids"])),
)
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = tokenizer.pad_token_id
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong(
    "padded with an ordinary token, which a text can hold as well; take one that stands for nothing else.",
    also=looks(
        lambda got, tokenizer, texts, side="left": (
            (found := filled_with(got, tokenizer, texts, side))
            and all(type(i) is int and 0 <= i < len(tokenizer) for i in found)
            and found.isdisjoint(tokenizer.backend_tokenizer.get_added_tokens_decoder())
        )
    ),
)
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = 220
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong(
    "each text has a list of its own in both tables: a list of lists, not one flat list.",
    also=looks(
        lambda got, tokenizer, texts, side="left": got["input_ids"] and all(type(i) is int for i in got["input_ids"])
    ),
)
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    pad = _padding_id(tokenizer)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids += [pad] * n + r
            mask += [0] * n + [1] * len(r)
        else:
            ids += r + [pad] * n
            mask += [1] * len(r) + [0] * n
    return {"input_ids": ids, "attention_mask": mask}


@wrong("an empty text has a row as well, with begin-of-text alone.")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    pad = _padding_id(tokenizer)
    rows = [tokenizer(t).input_ids for t in texts if t]
    width = max(map(len, rows), default=0)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong(
    ("this tokenizer has no token of that name; look for one that stands for nothing else among its own added tokens."),
    also=raises("KeyError", "pad"),
)
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    pad = tokenizer.get_added_vocab()["<|finetune_right_pad_id|>"]
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong(
    "this is the tokenizer's own kind of object; a plain dict is asked for: `dict(…)` makes one.",
    when=looks(lambda got, *_: type(got).__name__ == "BatchEncoding"),
)
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    import copy

    t = copy.deepcopy(tokenizer)
    t.pad_token_id = _padding_id(tokenizer)
    t.padding_side = side
    if not texts:
        return {"input_ids": [], "attention_mask": []}
    return t(texts, padding=True)


@wrong("what a text spells was split into ordinary tokens; here it is encoded as the tokenizer does by default.")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    pad = _padding_id(tokenizer)
    rows = [tokenizer(t, split_special_tokens=True).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if side == "left":
            ids.append([pad] * n + r)
            mask.append([0] * n + [1] * len(r))
        else:
            ids.append(r + [pad] * n)
            mask.append([1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong("the ids of the texts are in reverse order; only the padding changes its side.")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    pad = _padding_id(tokenizer)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    ids = [r + [pad] * (width - len(r)) for r in rows]
    mask = [[1] * len(r) + [0] * (width - len(r)) for r in rows]
    if side == "left":
        ids = [r[::-1] for r in ids]
        mask = [r[::-1] for r in mask]
    return {"input_ids": ids, "attention_mask": mask}


@wrong(
    (
        "the padding's name was put into the text before it was encoded, so begin-of-text stands in front of "
        "it; pad the ids."
    )
)
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = "<|finetune_right_pad_id|>"
    ids, mask = [], []
    for t, r in zip(texts, rows):
        n = width - len(r)
        new = pad * n + t if side == "left" else t + pad * n
        ids.append(tokenizer(new).input_ids)
        mask.append([0] * n + [1] * len(r) if side == "left" else [1] * len(r) + [0] * n)
    return {"input_ids": ids, "attention_mask": mask}


@wrong(
    "padded with a special token that has a meaning; take one that is made for padding or held in reserve.",
    also=looks(
        lambda got, tokenizer, texts, side="left": (
            (found := filled_with(got, tokenizer, texts, side))
            and found <= {*tokenizer.backend_tokenizer.get_added_tokens_decoder()} - {*paddings(tokenizer)}
        )
    ),
)
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = tokenizer.convert_tokens_to_ids("<|eot_id|>")
    return {
        "input_ids": [[pad] * (width - len(row)) + row for row in rows],
        "attention_mask": [[0] * (width - len(row)) + [1] * len(row) for row in rows],
    }


@wrong(
    "a text that is there twice has one list of ids for both, padded once for both; make a row for each text.",
    also=looks(second_is_full),
)
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    pad = _padding_id(tokenizer)
    rows = {t: tokenizer(t).input_ids for t in texts}
    width = max(map(len, rows.values()), default=0)
    batch = {"input_ids": [], "attention_mask": []}
    for t in texts:
        row, size = rows[t], len(rows[t])
        while len(row) < width:
            row.insert(0 if side == "left" else len(row), pad)
        zeros, ones = [0] * (width - size), [1] * size
        batch["input_ids"].append(row)
        batch["attention_mask"].append(zeros + ones if side == "left" else ones + zeros)
    return batch


@wrong(
    "the ids are right, the mask is not: 1 for each of the text's own ids, 0 for padding, on the same side.",
    also=looks(
        lambda got, tokenizer, texts, side="left": (
            any(
                got["input_ids"] == table(tokenizer, texts, side, padding)["input_ids"]
                for padding in paddings(tokenizer)[:3]
            )
            and got["attention_mask"] != table(tokenizer, texts, side)["attention_mask"]
        )
    ),
)
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(text).input_ids for text in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [[pad] * (width - len(row)) + row for row in rows],
        "attention_mask": [[0] * (width - len(row)) + [*range(1, len(row) + 1)] for row in rows],
    }


@wrong(SIDE_LOOKED)
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    return {
        "input_ids": [[pad] * (width - len(r)) + r for r in rows],
        "attention_mask": [[0] * (width - len(r)) + [1] * len(r) for r in rows],
    }


@wrong(("the side is looked at only where a row is padded; one that is none is a ValueError whatever the texts are."))
def encode_batch(tokenizer, texts, side="left"):
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    ids, mask = [], []
    for r in rows:
        n = width - len(r)
        if not n:
            ids.append(r), mask.append([1] * len(r))
        elif side == "left":
            ids.append([pad] * n + r), mask.append([0] * n + [1] * len(r))
        elif side == "right":
            ids.append(r + [pad] * n), mask.append([1] * len(r) + [0] * n)
        else:
            raise ValueError(side)
    return {"input_ids": ids, "attention_mask": mask}


@wrong(("all rows of the mask are one list (`[…] * n` repeats it), so they fill up together; make one for each text."))
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    mask = [[0] * width] * len(rows)
    for k, r in enumerate(rows):
        gap = width - len(r)
        for at in range(len(r)):
            mask[k][at + (gap if side == "left" else 0)] = 1
        rows[k] = [pad] * gap + r if side == "left" else r + [pad] * gap
    return {"input_ids": rows, "attention_mask": mask}


@wrong(ROWS_LONGER, also=looks(too_wide))
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = -(-max(map(len, rows), default=0) // 8) * 8
    pad = _padding_id(tokenizer)
    left = side == "left"
    return {
        "input_ids": [[pad] * (width - len(r)) + r if left else r + [pad] * (width - len(r)) for r in rows],
        "attention_mask": [
            [0] * (width - len(r)) + [1] * len(r) if left else [1] * len(r) + [0] * (width - len(r)) for r in rows
        ],
    }


@wrong("padded with begin-of-text, which means something.")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(f"no side {side!r}")
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    left = side == "left"
    gaps = [[tokenizer.bos_token_id] * (width - len(row)) for row in rows]
    return {
        "input_ids": [gap + row if left else row + gap for gap, row in zip(gaps, rows)],
        "attention_mask": [
            [0] * len(gap) + [1] * len(row) if left else [1] * len(row) + [0] * len(gap) for gap, row in zip(gaps, rows)
        ],
    }


@wrong("the mask is made of True and False; 1 and 0 are asked for.")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(f"no side {side!r}")
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    left = side == "left"
    gaps = [[_padding_id(tokenizer)] * (width - len(row)) for row in rows]
    return {
        "input_ids": [gap + row if left else row + gap for gap, row in zip(gaps, rows)],
        "attention_mask": [
            [False] * len(gap) + [True] * len(row) if left else [True] * len(row) + [False] * len(gap)
            for gap, row in zip(gaps, rows)
        ],
    }


@wrong("the mask is 0 for padding only; begin-of-text and other special tokens of the text are real.")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(f"no side {side!r}")
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    gaps = [[pad] * (width - len(row)) for row in rows]
    table = [gap + row if side == "left" else row + gap for gap, row in zip(gaps, rows)]
    special = set(tokenizer.all_special_ids) | {pad}
    return {"input_ids": table, "attention_mask": [[int(i not in special) for i in row] for row in table]}


@wrong(
    (
        "no token of the tokenizer has the name that is looked for here; look among its own added tokens for "
        "one that stands for nothing else."
    ),
    also=raises("StopIteration"),
)
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(f"no side {side!r}")
    pad = next(i for i, t in tokenizer.added_tokens_decoder.items() if t.content == "<|finetune_right_pad_id|>")
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    left = side == "left"
    gaps = [[pad] * (width - len(row)) for row in rows]
    return {
        "input_ids": [gap + row if left else row + gap for gap, row in zip(gaps, rows)],
        "attention_mask": [
            [0] * len(gap) + [1] * len(row) if left else [1] * len(row) + [0] * len(gap) for gap, row in zip(gaps, rows)
        ],
    }


@wrong("the texts were put in order of their lengths; each row is to stand where its text does.")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(f"no side {side!r}")
    rows = [tokenizer(t).input_ids for t in sorted(texts, key=len)]
    width = max(map(len, rows), default=0)
    left = side == "left"
    gaps = [[_padding_id(tokenizer)] * (width - len(row)) for row in rows]
    return {
        "input_ids": [gap + row if left else row + gap for gap, row in zip(gaps, rows)],
        "attention_mask": [
            [0] * len(gap) + [1] * len(row) if left else [1] * len(row) + [0] * len(gap) for gap, row in zip(gaps, rows)
        ],
    }


@wrong("the widths were taken from the characters of the texts; the longest row of ids sets the length.")
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(f"no side {side!r}")
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, texts), default=0)
    left = side == "left"
    gaps = [[_padding_id(tokenizer)] * (width - len(row)) for row in rows]
    return {
        "input_ids": [gap + row if left else row + gap for gap, row in zip(gaps, rows)],
        "attention_mask": [
            [0] * len(gap) + [1] * len(row) if left else [1] * len(row) + [0] * len(gap) for gap, row in zip(gaps, rows)
        ],
    }


@wrong("only the first letters of the side are looked at; all that is neither left nor right is a ValueError.")
def encode_batch(tokenizer, texts, side="left"):
    if side[:1] not in ("l", "r"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = _padding_id(tokenizer)
    left = side[:1] == "l"
    return {
        "input_ids": [[pad] * (width - len(r)) + r if left else r + [pad] * (width - len(r)) for r in rows],
        "attention_mask": [
            [0] * (width - len(r)) + [1] * len(r) if left else [1] * len(r) + [0] * (width - len(r)) for r in rows
        ],
    }


@wrong(MASK_FROM_IDS)
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = [tokenizer(t).input_ids for t in texts]
    width = max(map(len, rows), default=0)
    pad = max(i for t, i in tokenizer.get_added_vocab().items() if "reserved_special" in t or t.startswith("<SPECIAL_"))
    left = side == "left"
    rows = [[pad] * (width - len(row)) + row if left else row + [pad] * (width - len(row)) for row in rows]
    return {"input_ids": rows, "attention_mask": [[int(i != pad) for i in row] for row in rows]}


@right  # with a reserved token
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError("left or right")
    table = tokenizer.added_tokens_decoder
    pad = next(i for i, t in sorted(table.items()) if "reserved" in t.content or t.content.startswith("<SPECIAL"))
    rows = [tokenizer.encode(text) for text in texts]
    width = max([len(row) for row in rows] or [0])
    out = {"input_ids": [], "attention_mask": []}
    for row in rows:
        gap = width - len(row)
        if side == "left":
            out["input_ids"].append([pad] * gap + row)
            out["attention_mask"].append([0] * gap + [1] * len(row))
        else:
            out["input_ids"].append(row + [pad] * gap)
            out["attention_mask"].append([1] * len(row) + [0] * gap)
    return out


@right  # sets the padding token for a moment
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    if not texts:
        return {"input_ids": [], "attention_mask": []}
    names = [t.content for t in tokenizer.added_tokens_decoder.values()]
    before = tokenizer.pad_token, tokenizer.padding_side
    try:
        tokenizer.pad_token = next(name for name in names if "pad" in name)
        tokenizer.padding_side = side
        out = tokenizer(texts, padding=True)
        return {"input_ids": out["input_ids"], "attention_mask": out["attention_mask"]}
    finally:
        tokenizer.pad_token, tokenizer.padding_side = before


@right  # the backend's own padding, switched off again
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    backend = tokenizer.backend_tokenizer
    name = next(t.content for t in tokenizer.added_tokens_decoder.values() if "pad" in t.content)
    backend.enable_padding(direction=side, pad_id=backend.token_to_id(name), pad_token=name)
    try:
        encodings = backend.encode_batch(texts)
    finally:
        backend.no_padding()
    return {"input_ids": [e.ids for e in encodings], "attention_mask": [e.attention_mask for e in encodings]}


@right  # tuples of tuples, reversed for the left
def encode_batch(tokenizer, texts, side="left"):
    from itertools import zip_longest

    step = {"left": -1, "right": 1}.get(side)
    if step is None:
        raise ValueError(f"no side {side}")
    pad = _padding_id(tokenizer)
    rows = [tokenizer(text)["input_ids"][::step] for text in texts]
    columns = list(zip_longest(*rows, fillvalue=None))
    full = [list(row)[::step] for row in zip(*columns)]
    return {
        "input_ids": [tuple(pad if i is None else i for i in row) for row in full],
        "attention_mask": [tuple(0 if i is None else 1 for i in row) for row in full],
    }


@right  # on a copy of the tokenizer
def encode_batch(tokenizer, texts, side="left"):
    if side not in ("left", "right"):
        raise ValueError(side)
    rows = tokenizer(list(texts)).input_ids if texts else []
    width = max((len(row) for row in rows), default=0)
    pad = tokenizer.convert_tokens_to_ids(
        next(t.content for i, t in sorted(tokenizer.added_tokens_decoder.items()) if "pad" in t.content)
    )
    ids, mask = [], []
    for row in rows:
        empty = width - len(row)
        before, after = (empty, 0) if side == "left" else (0, empty)
        ids.append([pad] * before + row + [pad] * after)
        mask.append([0] * before + [1] * len(row) + [0] * after)
    return dict(input_ids=ids, attention_mask=mask)


@right  # fills deques up
def encode_batch(tokenizer, texts, side="left"):
    from collections import deque

    match side:
        case "left":
            put = deque.appendleft
        case "right":
            put = deque.append
        case _:
            raise ValueError("left or right only")
    pad = _padding_id(tokenizer)
    rows = [deque(tokenizer(t)["input_ids"]) for t in texts]
    masks = [deque([1] * len(r)) for r in rows]
    width = max([0, *map(len, rows)])
    for r, m in zip(rows, masks):
        while len(r) < width:
            put(r, pad)
            put(m, 0)
    return {"attention_mask": [list(m) for m in masks], "input_ids": [list(r) for r in rows]}


@right  # joins by a dict of sides
def encode_batch(tokenizer, texts, side="left"):
    try:
        join = {"left": lambda a, b: b + a, "right": lambda a, b: a + b}[side]
    except KeyError:
        raise ValueError(side) from None
    rows = list(map(tokenizer.encode, texts))
    width = len(max(rows, key=len, default=[]))
    return {
        "input_ids": [join(r, [_padding_id(tokenizer)] * (width - len(r))) for r in rows],
        "attention_mask": [join([1] * len(r), [0] * (width - len(r))) for r in rows],
    }


@right  # works on a copy with a padding token
def encode_batch(tokenizer, texts, side="left"):
    import copy

    if side not in {"left", "right"}:
        raise ValueError("no such side")
    if not texts:
        return {"input_ids": [], "attention_mask": []}
    own = copy.deepcopy(tokenizer)
    own.pad_token = own.convert_ids_to_tokens(_padding_id(tokenizer))
    own.padding_side = side
    batch = own(texts, padding=True)
    return {"input_ids": batch["input_ids"], "attention_mask": batch["attention_mask"]}


@right  # with zip_longest
def encode_batch(tokenizer, texts, side="left"):
    if side not in {"left", "right"}:
        raise ValueError("left or right?")
    rows = [tokenizer.encode(text) for text in texts]
    longest = max([len(row) for row in rows] or [0])
    pad = _padding_id(tokenizer)
    batch = dict(input_ids=[], attention_mask=[])
    for row in rows:
        ids, mask = list(row), [1 for _ in row]
        while len(ids) < longest:
            place = 0 if side == "left" else len(ids)
            ids.insert(place, pad)
            mask.insert(place, 0)
        batch["input_ids"].append(ids)
        batch["attention_mask"].append(mask)
    return batch


# --- keep_last ---


@wrong(("the ids were cut, and begin-of-text was not counted; the end of the ids is not always the ids of an end."))
def keep_last(tokenizer, text, limit):
    ids = tokenizer(text, add_special_tokens=False).input_ids
    return tokenizer.decode(ids[-limit:], clean_up_tokenization_spaces=False) if limit > 0 else ""


@wrong(
    (
        "the ids were cut and decoded: half a character may be left in front, and what is left may be encoded "
        "into other tokens. Encode the ends of the text."
    )
)
def keep_last(tokenizer, text, limit):
    room = limit - len(tokenizer("").input_ids)
    ids = tokenizer(text, add_special_tokens=False).input_ids
    return tokenizer.decode(ids[-room:], clean_up_tokenization_spaces=False) if room > 0 else ""


@wrong(
    (
        "the ids were cut, decoded and halves of characters dropped; an end by itself may be cut into other "
        "tokens. Encode the ends of the text."
    )
)
def keep_last(tokenizer, text, limit):
    room = limit - len(tokenizer("").input_ids)
    if room <= 0:
        return ""
    ids = tokenizer(text, add_special_tokens=False).input_ids
    return tokenizer.decode(ids[-room:], clean_up_tokenization_spaces=False).lstrip("\ufffd")


@wrong(FROM_TOKENS)
def keep_last(tokenizer, text, limit):
    room = limit - len(tokenizer("").input_ids)
    places = spans(tokenizer, text)
    if room >= len(places):
        return text
    return text[places[-room][0] :] if room > 0 else ""


@wrong(
    BEGIN_TEXT, when=gives(lambda tokenizer, text, limit: fitting(tokenizer, text, limit + ends(tokenizer, text)[-1]))
)
def keep_last(tokenizer, text, limit):
    for start in range(len(text)):
        if len(tokenizer(text[start:], add_special_tokens=False).input_ids) <= limit:
            return text[start:]
    return ""


@wrong(ONE_TOKEN, when=gives(lambda tokenizer, text, limit: fitting(tokenizer, text, limit - 1)))
def keep_last(tokenizer, text, limit):
    for start in range(len(text)):
        if len(tokenizer(text[start:]).input_ids) < limit:
            return text[start:]
    return ""


@wrong(GROWING, when=gives(lambda tokenizer, text, limit: growing(tokenizer, text, limit)))
def keep_last(tokenizer, text, limit):
    kept = ""
    for start in range(len(text) - 1, -1, -1):
        if len(tokenizer(text[start:]).input_ids) > limit:
            break
        kept = text[start:]
    return kept


@wrong(HALVING, when=gives(lambda tokenizer, text, limit: halving(tokenizer, text, limit)))
def keep_last(tokenizer, text, limit):
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        if len(tokenizer(text[middle:]).input_ids) <= limit:
            high = middle
        else:
            low = middle + 1
    return text[low:]


@wrong(
    "this is the beginning of the text; its end is asked for.",
    when=gives(lambda tokenizer, text, limit: beginning(tokenizer, text, limit)),
)
def keep_last(tokenizer, text, limit):
    for stop in range(len(text), 0, -1):
        if len(tokenizer(text[:stop]).input_ids) <= limit:
            return text[:stop]
    return ""


@wrong("these are characters; the limit is in tokens.")
def keep_last(tokenizer, text, limit):
    return text[-limit:] if limit else ""


@wrong(FRONT)
def keep_last(tokenizer, text, limit):
    words = text.split(" ")
    for start in range(len(words)):
        kept = " ".join(words[start:])
        if len(tokenizer(kept).input_ids) <= limit:
            return kept
    return ""


@wrong(FRONT, when=gives(lambda tokenizer, text, limit: fitting(tokenizer, text, limit).lstrip()))
def keep_last(tokenizer, text, limit):
    for start in range(len(text)):
        if len(tokenizer(text[start:]).input_ids) <= limit:
            return text[start:].lstrip()
    return ""


@wrong(
    "white space at the ends was stripped; it is part of the text.",
    when=gives(lambda tokenizer, text, limit: fitting(tokenizer, text.strip(), limit)),
)
def keep_last(tokenizer, text, limit):
    text = text.strip()
    for start in range(len(text)):
        if len(tokenizer(text[start:]).input_ids) <= limit:
            return text[start:]
    return ""


@wrong("these are ids; the text of the end is asked for.")
def keep_last(tokenizer, text, limit):
    return tokenizer(text).input_ids[-limit:]


@wrong(
    (
        "the ids were cut and decoded: half a character may be left in front, and what is left may be encoded "
        "into other tokens. Encode the ends of the text."
    ),
    when=gives(lambda tokenizer, text, limit: truncated(tokenizer, text, max(limit, 1))),
)
def keep_last(tokenizer, text, limit):
    before = tokenizer.truncation_side
    tokenizer.truncation_side = "left"
    try:
        ids = tokenizer(text, truncation=True, max_length=max(limit, 1)).input_ids
    finally:
        tokenizer.truncation_side = before
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong(PATIENCE, when=gives(lambda tokenizer, text, limit: patient(tokenizer, text, limit, 8)))
def keep_last(tokenizer, text, limit):
    best, bad = "", 0
    for start in range(len(text) - 1, -1, -1):
        if len(tokenizer.encode(text[start:])) > limit:
            bad += 1
            if bad > 8:
                break
        else:
            best, bad = text[start:], 0
    return best


@wrong(
    "a token is taken to have at most eight characters; one can have eighty: try every end.",
    when=gives(lambda tokenizer, text, limit: fitting(tokenizer, text, limit, len(text) - 8 * max(limit, 0))),
)
def keep_last(tokenizer, text, limit):
    for start in range(max(0, len(text) - 8 * max(limit, 0)), len(text)):
        if len(tokenizer.encode(text[start:])) <= limit:
            return text[start:]
    return ""


@wrong(
    "a token is taken to have at most 32 characters; one can have eighty: try every end.",
    when=gives(lambda tokenizer, text, limit: fitting(tokenizer, text, limit, len(text) - 32 * max(limit, 0))),
)
def keep_last(tokenizer, text, limit):
    for start in range(max(0, len(text) - 32 * max(limit, 0)), len(text)):
        if len(tokenizer.encode(text[start:])) <= limit:
            return text[start:]
    return ""


@wrong(MOST, when=gives(lambda tokenizer, text, limit: exactly(tokenizer, text, limit)))
def keep_last(tokenizer, text, limit):
    for i in range(len(text)):
        if len(tokenizer(text[i:]).input_ids) == limit:
            return text[i:]
    return ""


@wrong(
    FEWER,
    when=looks(
        lambda got, tokenizer, text, limit: text.endswith(got) and len(got) < len(fitting(tokenizer, text, limit))
    ),
)
def keep_last(tokenizer, text, limit):
    import regex

    for found in regex.finditer(r"\X", text):
        if len(tokenizer.encode(text[found.start() :])) <= limit:
            return text[found.start() :]
    return ""


@wrong(
    ("this end fits, but a longer one does, too: more characters can be fewer tokens, so try the longest end first."),
    when=gives(lambda tokenizer, text, limit: shortest(tokenizer, text, limit)),
)
def keep_last(tokenizer, text, limit):
    for i in range(len(text) - 1, -1, -1):
        if len(tokenizer(text[i:]).input_ids) == limit:
            return text[i:]
    return text


@wrong(
    "the whole text is an end, too: begin with position 0.",
    when=gives(lambda tokenizer, text, limit: fitting(tokenizer, text, limit, 1)),
)
def keep_last(tokenizer, text, limit):
    for i in range(1, len(text)):
        if len(tokenizer(text[i:]).input_ids) <= limit:
            return text[i:]
    return ""


@wrong(
    "a single character is an end, too: the last one was left out.",
    when=gives(lambda tokenizer, text, limit: found if len(found := fitting(tokenizer, text, limit)) != 1 else ""),
)
def keep_last(tokenizer, text, limit):
    for i in range(len(text) - 1):
        if len(tokenizer(text[i:]).input_ids) <= limit:
            return text[i:]
    return ""


@wrong(
    "half a character is left: cut between the characters of the text, not between bytes or ids.",
    when=looks(lambda got, tokenizer, text, limit: "\ufffd" in got and "\ufffd" not in text),
)
def keep_last(tokenizer, text, limit):
    data = text.encode()
    for i in range(len(data)):
        s = data[i:].decode("utf-8", "replace")
        if len(tokenizer(s).input_ids) <= limit:
            return s
    return ""


@wrong(
    "begin-of-text was decoded into the answer; it counts, but it is not of the text.",
    when=looks(
        lambda got, tokenizer, text, limit: (
            got.startswith(tokenizer.bos_token) and not text.startswith(tokenizer.bos_token)
        )
    ),
)
def keep_last(tokenizer, text, limit):
    for i in range(len(text)):
        ids = tokenizer(text[i:]).input_ids
        if len(ids) <= limit:
            return tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    return ""


@wrong(
    ("special tokens that the text spells were counted as ordinary tokens of their letters; each is one token."),
    when=gives(lambda tokenizer, text, limit: fitting(tokenizer, text, limit, split=True)),
)
def keep_last(tokenizer, text, limit):
    for i in range(len(text)):
        if len(tokenizer(text[i:], split_special_tokens=True).input_ids) <= limit:
            return text[i:]
    return ""


@wrong(
    "this is a piece of the text, but not an end of it: an end goes up to the last character.",
    when=looks(lambda got, tokenizer, text, limit: got in text and not text.endswith(got)),
)
def keep_last(tokenizer, text, limit):
    best = ""
    for i in range(len(text)):
        for j in range(i + 1, len(text) + 1):
            if j - i > len(best) and len(tokenizer(text[i:j]).input_ids) <= limit:
                best = text[i:j]
        if i > 5:
            break
    return best


@wrong(
    "nothing of the text fits in a limit of 1 or 0 where begin-of-text is counted, so the answer is empty there (a "
    "slice from -0 takes everything).",
    when=gives(lambda tokenizer, text, limit: fitting(tokenizer, text, limit) if limit > 1 else text),
    also=looks(lambda got, tokenizer, text, limit: type(got) is str and limit <= 1 and got != ""),
)
def keep_last(tokenizer, text, limit):
    if limit <= 1:
        return text[-0:]
    for start in range(len(text)):
        if len(tokenizer(text[start:]).input_ids) <= limit:
            return text[start:]
    return ""


@wrong(
    "the ids were cut and decoded (from -0 on, all of them): half a character may be left in front, and what is left "
    "may be encoded into other tokens. Encode the ends of the text.",
)
def keep_last(tokenizer, text, limit):
    ids = tokenizer(text, add_special_tokens=False).input_ids
    return tokenizer.decode(ids[-(limit - 1) :], clean_up_tokenization_spaces=False)


@wrong(
    ("a loop goes on without end: begin-of-text stays however short the text is, so stop when no text is left."),
    when=raises("OutOfTime"),
)
def keep_last(tokenizer, text, limit):
    while len(tokenizer(text).input_ids) > limit:
        text = text[1:]
    return text


@wrong(
    (
        "begin-of-text is taken for one token everywhere; a tokenizer may put nothing in front: count what it "
        "gives for an empty text."
    ),
    when=gives(
        lambda tokenizer, text, limit: fitting(tokenizer, text, limit - 1 + ends(tokenizer, text)[-1]) if limit else ""
    ),
)
def keep_last(tokenizer, text, limit):
    for start in range(len(text) + 1):
        if len(tokenizer.encode(text[start:], add_special_tokens=False)) <= limit - 1:
            return text[start:]
    return ""


@wrong(
    ("a text that fits as a whole is decoded from its ids, and not every text comes back so: give the text itself."),
    when=gives(lambda tokenizer, text, limit: decoded_whole(tokenizer, text, limit)),
)
def keep_last(tokenizer, text, limit):
    begin = len(tokenizer("").input_ids)
    ids = tokenizer(text, add_special_tokens=False).input_ids
    room = limit - begin
    if room <= 0:
        return ""
    if len(ids) <= room:
        return tokenizer.decode(ids)
    best = ""
    for start in range(len(text), -1, -1):
        if len(tokenizer(text[start:]).input_ids) <= limit:
            best = text[start:]
    return best


@wrong(GROWING, when=gives(lambda tokenizer, text, limit: growing(tokenizer, text, limit)))
def keep_last(tokenizer, text, limit):
    best = ""
    for start in range(len(text) - 1, -1, -1):
        if len(tokenizer(text[start:]).input_ids) > limit:
            break
        best = text[start:]
    return best


@wrong(HALVING, when=gives(lambda tokenizer, text, limit: halving(tokenizer, text, limit)))
def keep_last(tokenizer, text, limit):
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        if len(tokenizer(text[middle:]).input_ids) <= limit:
            high = middle
        else:
            low = middle + 1
    return text[low:]


@wrong("this is the whole text, and where it has more tokens than the limit a shorter end is asked for.")
def keep_last(tokenizer, text, limit):
    return text if limit > 1 else ""


@wrong("a token has about four characters, but not exactly; count the tokens of each end.")
def keep_last(tokenizer, text, limit):
    return text[-4 * (limit - 1) :] if limit > 1 else ""


@wrong(("where the whole text does not fit the answer is empty here; the longest end that fits is asked for."))
def keep_last(tokenizer, text, limit):
    return text if len(tokenizer(text).input_ids) <= limit else ""


@wrong(PATIENCE, when=gives(lambda tokenizer, text, limit: patient(tokenizer, text, limit, 20)))
def keep_last(tokenizer, text, limit):
    best, misfits = "", 0
    for start in reversed(range(len(text))):
        if len(tokenizer(text[start:]).input_ids) <= limit:
            best, misfits = text[start:], 0
        else:
            misfits += 1
        if misfits > 20:
            break
    return best


@wrong(
    "a token is taken to have at most 81 characters; one can have 128: try every end.",
    when=gives(lambda tokenizer, text, limit: fitting(tokenizer, text, limit, len(text) - 81 * room(tokenizer, limit))),
)
def keep_last(tokenizer, text, limit):
    room = limit - len(tokenizer("").input_ids)
    for start in range(max(0, len(text) - 81 * room), len(text)) if room > 0 else []:
        if len(tokenizer.encode(text[start:])) <= limit:
            return text[start:]
    return ""


@wrong(
    "a token is taken to have at most 100 characters; one can have 128: try every end.",
    when=gives(
        lambda tokenizer, text, limit: fitting(tokenizer, text, limit, len(text) - 100 * room(tokenizer, limit))
    ),
)
def keep_last(tokenizer, text, limit):
    room = limit - len(tokenizer("").input_ids)
    for start in range(max(0, len(text) - 100 * room), len(text)) if room > 0 else []:
        if len(tokenizer.encode(text[start:])) <= limit:
            return text[start:]
    return ""


@wrong(PATIENCE, when=gives(lambda tokenizer, text, limit: patient(tokenizer, text, limit, 40)))
def keep_last(tokenizer, text, limit):
    best, bad = "", 0
    for start in reversed(range(len(text))):
        if len(tokenizer.encode(text[start:])) <= limit:
            best, bad = text[start:], 0
        else:
            bad += 1
            if bad > 40:
                break
    return best


@wrong(HALVING, when=gives(lambda tokenizer, text, limit: halving(tokenizer, text, limit, 30)))
def keep_last(tokenizer, text, limit):
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        if len(tokenizer(text[middle:]).input_ids) <= limit:
            high = middle
        else:
            low = middle + 1
    longer = (text[start:] for start in range(max(0, low - 30), low))
    return next((end for end in longer if len(tokenizer(end).input_ids) <= limit), text[low:])


@right  # the longest end first
def keep_last(tokenizer, text, limit):
    for start in range(len(text)):
        if len(tokenizer(text[start:]).input_ids) <= limit:
            return text[start:]
    return ""


@right  # every end, the longest that fits
def keep_last(tokenizer, text, limit):
    fitting = [text[start:] for start in range(len(text) + 1) if len(tokenizer.encode(text[start:])) <= limit]
    return max(fitting, key=len, default="")


@right  # a batch of all ends
def keep_last(tokenizer, text, limit):
    ends = [text[start:] for start in range(len(text))] + [""]
    rows = tokenizer(ends).input_ids
    return next((end for end, ids in zip(ends, rows) if len(ids) <= limit), "")


@right  # the backend, while it shrinks
def keep_last(tokenizer, text, limit):
    backend = tokenizer.backend_tokenizer
    while text and len(backend.encode(text).ids) > limit:
        text = text[1:]
    return text


@right  # dropwhile
def keep_last(tokenizer, text, limit):
    from itertools import dropwhile

    ends = [text[i:] for i in range(len(text))] + [""]
    return next(dropwhile(lambda e: e and len(tokenizer.encode(e)) > limit, ends))


@right  # tries every end, the longest first
def keep_last(tokenizer, text, limit):
    ends = (text[k:] for k in range(len(text)))
    return next((end for end in ends if len(tokenizer.encode(end)) <= limit), "")


@right  # counts all ends at once
def keep_last(tokenizer, text, limit):
    ends = [text[k:] for k in range(len(text))] or [""]
    for end, ids in zip(ends, tokenizer(ends)["input_ids"], strict=True):
        if len(ids) <= limit:
            return end
    return ""


@right  # counts all ends in one batch
def keep_last(tokenizer, text, limit):
    if not text:
        return ""
    ends = [text[start:] for start in range(len(text))]
    for end, ids in zip(ends, tokenizer(ends)["input_ids"]):
        if len(ids) <= limit:
            return end
    return ""


# --- spans ---


@wrong("the begin-of-text that the tokenizer adds is not of the text: `add_special_tokens=False`.")
def spans(tokenizer, text):
    return tokenizer(text, return_offsets_mapping=True).offset_mapping


@wrong("these are places in the UTF-8 bytes; characters are asked for.")
def spans(tokenizer, text):
    found, at = [], 0
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    letters = {"Ġ": 1}
    for token in encoding.tokens():
        size = len(token) if token not in tokenizer.get_added_vocab() else len(token.encode())
        found.append((at, at + size))
        at += size * letters.get("Ġ")
    return found


@wrong(ADD_UP)
def spans(tokenizer, text):
    found, at = [], 0
    for i in tokenizer(text, add_special_tokens=False).input_ids:
        size = len(tokenizer.decode([i], clean_up_tokenization_spaces=False))
        found.append((at, at + size))
        at += size
    return found


@wrong("a piece may be in the text several times; `find` shows the first.")
def spans(tokenizer, text):
    pieces = [
        tokenizer.decode([i], clean_up_tokenization_spaces=False)
        for i in tokenizer(text, add_special_tokens=False).input_ids
    ]
    return [(text.find(piece), text.find(piece) + len(piece)) for piece in pieces]


@wrong("the second number is where the token ends, not how long it is.")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [(start, end - start) for start, end in encoding.offset_mapping]


@wrong("the end is the place behind the last character, as in text[start:end]; this is one before it.")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [(start, end - 1) for start, end in encoding.offset_mapping]


@wrong("the leading space belongs to the token.")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [(end - len(text[start:end].lstrip()), end) for start, end in encoding.offset_mapping]


@wrong("tokens that are parts of the same character are missing: each has its span.")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return list(dict.fromkeys(encoding.offset_mapping))


@wrong("these are the words' places; each token has its own.")
def spans(tokenizer, text):
    import re

    return [found.span() for found in re.finditer(r"\S+", text)]


@wrong("the items are lists; each of them should be a tuple.")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [list(span) for span in encoding.offset_mapping]


@wrong(SPECIAL_TOKENS)
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [
        span for i, span in zip(encoding.input_ids, encoding.offset_mapping) if i not in tokenizer.added_tokens_decoder
    ]


@wrong("these are the tokens' texts; (start, end) is asked for.")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [text[start:end] for start, end in encoding.offset_mapping]


@wrong("the first token's range is missing.")
def spans(tokenizer, text):
    return tokenizer(text, add_special_tokens=False, return_offsets_mapping=True).offset_mapping[1:]


@wrong("what the text spells was split into ordinary tokens; to the tokenizer it is one special token.")
def spans(tokenizer, text):
    return tokenizer(
        text, add_special_tokens=False, return_offsets_mapping=True, split_special_tokens=True
    ).offset_mapping


@wrong(NOT_FOUND, also=raises("ValueError", "substring not found"))
def spans(tokenizer, text):
    out, at = [], 0
    for i in tokenizer(text, add_special_tokens=False).input_ids:
        p = tokenizer.decode([i], clean_up_tokenization_spaces=False)
        s = text.index(p, at)
        out.append((s, s + len(p)))
        at = s + len(p)
    return out


@wrong(ONE_BEHIND_OTHER)
def spans(tokenizer, text):
    ids = tokenizer(text, add_special_tokens=False).input_ids
    out = []
    for k in range(len(ids)):
        a = len(tokenizer.decode(ids[:k], clean_up_tokenization_spaces=False))
        b = len(tokenizer.decode(ids[: k + 1], clean_up_tokenization_spaces=False))
        out.append((a, b))
    return out


@wrong("these are the pre-tokens' places, several tokens in one; each token has its own.")
def spans(tokenizer, text):
    enc = tokenizer(text, add_special_tokens=False)
    out = []
    for w in dict.fromkeys(enc.word_ids()):
        c = enc.word_to_chars(w)
        out.append((c.start, c.end))
    return out


@wrong("places are counted from 0.")
def spans(tokenizer, text):
    enc = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [(s + 1, e + 1) for s, e in enc.offset_mapping]


@wrong("a token that comes again has its place there, too.")
def spans(tokenizer, text):
    enc = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    seen, out = set(), []
    for i, o in zip(enc.input_ids, enc.offset_mapping):
        if i not in seen:
            seen.add(i)
            out.append(o)
    return out


@wrong(
    "this is a list inside a list: a batch of one was encoded; take its first item.",
    also=looks(
        lambda got, tokenizer, text: len(got) == 1 and type(got[0]) is list and all(type(i) is tuple for i in got[0])
    ),
)
def spans(tokenizer, text):
    enc = tokenizer([text], add_special_tokens=False, return_offsets_mapping=True)
    return enc.offset_mapping


@wrong("the call gives the places only with `return_offsets_mapping=True`.")
def spans(tokenizer, text):
    return tokenizer(text, add_special_tokens=False).offset_mapping


@wrong("the call gives the places only with `return_offsets_mapping=True`.", also=raises("KeyError", "offset_mapping"))
def spans(tokenizer, text):
    return dict(tokenizer(text, add_special_tokens=False))["offset_mapping"]


@wrong(FIRST_OFF)
def spans(tokenizer, text):
    found = tokenizer(text, return_offsets_mapping=True).offset_mapping
    return found[1:] if tokenizer.bos_token is not None else found


@wrong(ONE_BEHIND_OTHER)
def spans(tokenizer, text):
    found = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True).offset_mapping
    return [(found[k - 1][1] if k else 0, end) for k, (_, end) in enumerate(found)]


@wrong(SPECIAL_TOKENS)
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    added = tokenizer.added_tokens_decoder
    return [(0, 0) if i in added else span for i, span in zip(encoding.input_ids, encoding.offset_mapping)]


@wrong(FIRST_OFF)
def spans(tokenizer, text):
    return [tuple(pair) for pair in tokenizer(text, return_offsets_mapping=True).offset_mapping][1:]


@wrong(ADD_UP)
def spans(tokenizer, text):
    found, at = [], 0
    for i in tokenizer(text, add_special_tokens=False).input_ids:
        n = len(tokenizer.decode([i]))
        found.append((at, at + n))
        at += n
    return found


@wrong(EMPTY_RANGE, also=looks(empty_range))
def spans(tokenizer, text):
    found, last = [], -1
    for start, end in tokenizer(text, add_special_tokens=False, return_offsets_mapping=True).offset_mapping:
        found.append((end, end) if start <= last else (start, end))
        last = start
    return found


@wrong(SPECIAL_TOKENS)
def spans(tokenizer, text):
    encoding = tokenizer(text, return_offsets_mapping=True, return_special_tokens_mask=True)
    special = set(tokenizer.all_special_ids) | {i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    return [pair for i, pair in zip(encoding.input_ids, encoding.offset_mapping, strict=True) if i not in special]


@wrong("the end is the place behind the last character, as in text[start:end]; this is one further.")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [(start, end + 1) for start, end in encoding["offset_mapping"]]


@wrong("these are places in UTF-16; in Python an emoji is one character.")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)

    def units(place):
        return len(text[:place].encode("utf-16-le")) // 2

    return [(units(start), units(end)) for start, end in encoding["offset_mapping"]]


@wrong("these are the places of the characters; each token has its own.")
def spans(tokenizer, text):
    return [(place, place + 1) for place in range(len(text))]


@wrong("the last token's range is missing: nothing is put behind the text.")
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return encoding["offset_mapping"][:-1]


@wrong("the last token's range is missing: only begin-of-text is put to the text, and nothing behind it.")
def spans(tokenizer, text):
    return tokenizer(text, return_offsets_mapping=True)["offset_mapping"][1:-1]


@wrong("the text was stripped first; white space at its ends has tokens and places, too.")
def spans(tokenizer, text):
    return tokenizer(text.strip(), add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]


@wrong(
    (
        "a part of a character reads as � and is looked for with `find`, which gives -1: "
        "`return_offsets_mapping=True` tells the places."
    ),
    also=looks(lambda got, tokenizer, text: any(start == -1 for start, _ in got)),
)
def spans(tokenizer, text):
    found, at = [], 0
    for i in tokenizer(text, add_special_tokens=False)["input_ids"]:
        piece = tokenizer.decode([i])
        start = text.find(piece, at)
        found.append((start, start + len(piece)))
        at = start + len(piece)
    return found


@right  # the option of the call
def spans(tokenizer, text):
    return tokenizer(text, add_special_tokens=False, return_offsets_mapping=True).offset_mapping


@right  # the backend's offsets
def spans(tokenizer, text):
    return tokenizer.backend_tokenizer.encode(text, add_special_tokens=False).offsets


@right  # with begin-of-text, the first one dropped
def spans(tokenizer, text):
    encoding = tokenizer(text, return_offsets_mapping=True)
    skip = len(tokenizer("").input_ids)
    return [tuple(pair) for pair in encoding["offset_mapping"][skip:]]


@right  # token by token from the encoding
def spans(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False)
    found = []
    for k in range(len(encoding.input_ids)):
        place = encoding.token_to_chars(k)
        found.append((place.start, place.end))
    return tuple(found)


@right  # named tuples of the library
def spans(tokenizer, text):
    enc = tokenizer(text, add_special_tokens=False)
    return [enc.token_to_chars(k) for k in range(len(enc.input_ids))]


@right  # leaves what is empty out
def spans(tokenizer, text):
    enc = tokenizer(text, return_offsets_mapping=True)
    return [(s, e) for s, e in enc.offset_mapping if e > s]


@right  # takes those that have characters
def spans(tokenizer, text):
    encoding = tokenizer(text, return_offsets_mapping=True, add_special_tokens=True)
    return [(a, b) for a, b in encoding["offset_mapping"] if b > a]


@right  # asks the backend
def spans(tokenizer, text):
    return tokenizer.backend_tokenizer.encode(text, add_special_tokens=False).offsets


@right  # asks the encoding token by token
def spans(tokenizer, text):
    encoding = tokenizer.backend_tokenizer.encode(text, add_special_tokens=False)
    return [
        encoding.token_to_chars(k)[1]
        if isinstance(encoding.token_to_chars(k)[1], tuple)
        else encoding.token_to_chars(k)
        for k in range(len(encoding.ids))
    ]
