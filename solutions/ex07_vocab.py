"""The vocabulary: 128,256 entries to look things up in.

The vocabulary is a table from pieces of text to ids. It was learnt once, from
a large amount of text: what is frequent got an entry of its own, what is rare
is put together from smaller ones. Looking into it explains much of what models
do. `am`, `Am` and ` am` are three entries with three ids, and the model has to
learn that they have to do with each other. Common English words are one token,
with the space in front; the same word in capital letters is often three.

`tokenizer.get_vocab()` shows the table as it is stored, and there ` am` is spelled
`Ġam`: the table is written in an alphabet of 256 letters, one for each byte,
and Ġ stands for the space. You will meet that alphabet in exercise 13. Here, work
with readable text: what an id decodes to. Entries that are only a part of a
character have no readable text of their own; they decode to `\ufffd`.

Two numbers are called size. `tokenizer.vocab_size` is what was learnt (128,000),
`len(tokenizer)` has the added entries too (128,256). Other tokenizers have other numbers,
and not all keep their added entries at the end: Mistral Nemo's are the first
thousand, and its `vocab_size` counts them. Which entries are added ones is told by
`tokenizer.added_tokens_decoder`, by their ids.
"""

from functools import cache


def vocabulary_size(tokenizer, added: bool = True) -> int:
    """Return how many entries the vocabulary has; with `added=False`, only those that `vocab_size` counts.

    >>> vocabulary_size(tokenizer), vocabulary_size(tokenizer, added=False)
    (128256, 128000)
    """
    return len(tokenizer) if added else tokenizer.vocab_size


def id_of(tokenizer, text: str) -> int | None:
    """Return the id of the entry whose readable text is exactly this, None when no single entry is.

    Added tokens count: `"<|eot_id|>"` is 128009. Text with a replacement character (`\\ufffd`) in it
    is not asked for: many entries read alike there.

    >>> id_of(tokenizer, " am"), id_of(tokenizer, "Tokenizers")
    (1097, None)
    """
    ids = tokenizer.encode(text, add_special_tokens=False)
    # One id is not enough: it must also read as the text, with nothing lost.
    if len(ids) == 1 and text_of(tokenizer, ids[0]) == text:
        return ids[0]
    return None


def text_of(tokenizer, token_id: int) -> str:
    """Return the readable text of an entry. Raises ValueError for an id that does not exist.

    With its space in front, and with replacement characters where it is a part of a character. Ids go from 0 to
    `len(tokenizer) - 1`, added ones too, at every call anew.

    >>> text_of(tokenizer, 1097)
    ' am'
    """
    if not 0 <= token_id < len(tokenizer):
        raise ValueError(f"{token_id} is not an id of this tokenizer: it has {len(tokenizer)} entries, from 0.")
    return tokenizer.decode([token_id], clean_up_tokenization_spaces=False)


def search(tokenizer, fragment: str) -> list[tuple[int, str]]:
    """Return the ordinary entries (not the added ones, wherever those stand) whose readable text contains the fragment.

    As (id, text), by ascending id; upper and lower case are different. Raises ValueError for an
    empty fragment, which would be in all of them.

    >>> search(tokenizer, "okenizer")
    [(38534, 'Tokenizer'), (47058, ' tokenizer'), (72701, ' StringTokenizer'), (86693, 'tokenizer')]
    """
    if not fragment:
        raise ValueError("An empty fragment is in every entry; search for at least one character.")
    return [(token_id, text) for token_id, text in enumerate(_ordinary_texts(tokenizer)) if fragment in text]


@cache
def _ordinary_texts(tokenizer) -> list[str]:
    # Decoding 128,000 entries takes a moment, and once is enough. The backend, asked directly, spares each
    # of them what the library does around it. An added entry among them has no text here, and so is not found.
    decode, added = tokenizer.backend_tokenizer.decode, tokenizer.added_tokens_decoder
    ids = range(tokenizer.vocab_size)
    return ["" if token_id in added else decode([token_id], skip_special_tokens=False) for token_id in ids]


def variants(tokenizer, word: str) -> dict[str, int | None]:
    """Return six spellings of a word and the entry of each, None where there is no single one.

    The word in lower case, capitalised (the first letter in upper case, the others in lower) and in upper case, each
    without and with a space in front.

    >>> variants(tokenizer, "am")
    {'am': 309, ' am': 1097, 'Am': 6219, ' Am': 3383, 'AM': 1428, ' AM': 6912}
    """
    spellings = [word.lower(), word.capitalize(), word.upper()]
    return {text: id_of(tokenizer, text) for spelling in spellings for text in (spelling, " " + spelling)}
