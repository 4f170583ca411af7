"""Ids to text: decoding, and one string per token.

Decoding turns ids back into text. Decode what `encode` returned and you meet
`<|begin_of_text|>`, the special token that was put in front; the model wants
it, a reader does not, so there are two functions here.

More telling is one string per token, the lecture's `batch_decode`. ` am` has
a space in front: in most tokenizers today the space belongs to the word that
follows. `Tokenizers` is in two pieces, ` Token` and `izers`. `LLM` is ` L`
and `LM`. And some tokens are not even whole characters: an emoji is four
bytes long in UTF-8, and Llama often spends two or three tokens on one. Each of
them alone decodes to `\ufffd`, the replacement character, as there is no text for
half a character.

Decoding should be lossless: what went in comes out. Two things get in its way.
Some tokenizer configs ask for a "clean-up" that removes spaces before
punctuation (`x != y` becomes `x!= y`). Llama's does, and transformers 4 follows it;
transformers 5 cleans up for BERT's kind of tokenizer (WordPiece), and for Llama's
kind (BPE) only when a second option asks for it too. So it depends on tokenizer
and version whether a bare `decode(ids)` loses spaces; with
`clean_up_tokenization_spaces=False` none does. And some tokenizers change the text before they encode it, to
lower case for instance; then nothing can bring it back.

The call is `tokenizer.decode(ids, ...)`. Decoding a list of ids at once gives one
text; a list with a single id in it gives that token's text.
"""


def decode(tokenizer, ids: list[int]) -> str:
    """Return the text of these ids, special tokens included, with every space as it was.

    No space goes, whatever the tokenizer's config says about cleaning up.

    >>> decode(tokenizer, [128000, 40, 1097, 12304])
    '<|begin_of_text|>I am excited'
    """
    return tokenizer.decode(ids, skip_special_tokens=False, clean_up_tokenization_spaces=False)


def decode_text(tokenizer, ids: list[int]) -> str:
    """Return the text of these ids without the special tokens, otherwise as it was.

    No space goes, whatever the tokenizer's config says about cleaning up. Tokens that were added
    and are not special stay, and so do ordinary tokens that only read like a special one: the id tells.

    >>> decode_text(tokenizer, [128000, 40, 1097, 12304])
    'I am excited'
    """
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)


def pieces(tokenizer, ids: list[int]) -> list[str]:
    """Return one readable string per token, special tokens included, with every space as it was.

    A token that is only part of a character reads as the tokenizer decodes it alone: as
    replacement characters, `\\ufffd`.

    >>> pieces(tokenizer, [128000, 40, 1097, 12304])
    ['<|begin_of_text|>', 'I', ' am', ' excited']
    """
    return [decode(tokenizer, [token_id]) for token_id in ids]


def round_trips(tokenizer, text: str) -> bool:
    """Return whether the text comes back exactly when it is encoded and decoded again.

    The begin-of-text that encoding puts in front does not count as a difference; not every tokenizer
    puts one there. Special tokens that the text itself spells are shown when decoding, so such a text
    comes back, and so does an empty one. Exactly: a tokenizer that puts an accent and its letter
    together, or a space in front, has changed the text, even if it looks the same.

    >>> round_trips(tokenizer, "x != y")
    True
    """
    ids = tokenizer.encode(text)
    # Only what encoding put in front is left out: a text may spell <|begin_of_text|> itself.
    in_front = len(tokenizer.encode(""))
    return decode(tokenizer, ids[in_front:]) == text
