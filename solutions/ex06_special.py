"""Special tokens: the control characters of a language model.

Besides the pieces of text, a vocabulary has entries that stand for no text at
all: where a document begins, where a turn of a chat ends, whose turn it is. The
model acts on them: it stops at `<|eot_id|>` as a program stops at its last
line. They are added to the vocabulary after it was learnt, and the tokenizer
keeps a table of them, `tokenizer.added_tokens_decoder`: from each id to an entry with
its text (`.content`) and a flag (`.special`). Most added tokens are special; one
that is not is an ordinary word somebody added later.

Llama 3.1 has 256 special tokens at the end of its vocabulary, most of them
reserved for later. The library's `all_special_ids` lists only those that have
a role in its own code, begin and end: two of the 256.

It is tempting to write `token_id >= 128000`, and on Llama 3.1 it even works for
ids that exist. Llama 4 has other ids, and other tokenizers put special tokens
first, or in the middle, and a token may be added, or become special, at any
time. Ask the tokenizer's own table, at every call.
"""


def special_tokens(tokenizer) -> dict[str, int]:
    """Return all of the added special tokens, text to id, by ascending id.

    An added token that is not flagged as special is left out.

    >>> table = special_tokens(tokenizer)
    >>> len(table), table["<|eot_id|>"]
    (256, 128009)
    """
    table = sorted(tokenizer.added_tokens_decoder.items())
    return {token.content: token_id for token_id, token in table if token.special}


def is_special(tokenizer, token_id: int) -> bool:
    """Return whether this id is a special token. False for an id that does not exist, a negative one too.

    >>> is_special(tokenizer, 128009), is_special(tokenizer, 40)
    (True, False)
    """
    token = tokenizer.added_tokens_decoder.get(token_id)
    return token is not None and token.special


def find_special(tokenizer, ids: list[int]) -> list[tuple[int, int, str]]:
    """Return the special tokens among these ids as (position, id, text), in order, repeats included.

    Positions are counted from 0, in the list that came in.

    >>> find_special(tokenizer, [128000, 40, 1097, 128009])
    [(0, 128000, '<|begin_of_text|>'), (3, 128009, '<|eot_id|>')]
    """
    texts = {token_id: text for text, token_id in special_tokens(tokenizer).items()}
    return [(position, token_id, texts[token_id]) for position, token_id in enumerate(ids) if token_id in texts]


def without_special(tokenizer, ids: list[int]) -> list[int]:
    """Return the ids that are not special tokens, in order, repeats included.

    The list that came in stays as it is.

    >>> without_special(tokenizer, [128000, 40, 1097, 128009])
    [40, 1097]
    """
    special = set(special_tokens(tokenizer).values())
    return [token_id for token_id in ids if token_id not in special]
