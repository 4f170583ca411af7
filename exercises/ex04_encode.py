"""Text to ids: what the model really receives.

A language model never sees text. It sees a list of whole numbers, the ids of
tokens, and the tokenizer makes that list. The lecture's sentence, `I am
excited to show Tokenizers in action to my LLM engineers`, has 61 characters
and becomes 15 ids. The first of them is 128000: it stands for
`<|begin_of_text|>`, which is not in the text. Llama was trained with it in
front of every document, and the tokenizer puts it there by itself, once.

Tokens are what you pay for, what fills the context window and what the model
needs time for. A rule of thumb says that one token is four characters of
English. It is a good rule for English and for nothing else: Japanese and
Amharic need far more tokens for the same number of characters, since the
vocabulary was learnt from mostly English text. The exercise has both, the
count and the rule, so that you can compare them.

The call is `tokenizer.encode(text)`. Calling the tokenizer itself,
`tokenizer(text)`, gives more than the ids (they are its `input_ids`).
"""


def encode(tokenizer, text: str) -> list[int]:
    """Return the ids the model receives for this text, begin-of-text included once.

    An empty text gives what the tokenizer puts in front, and nothing more.

    >>> encode(tokenizer, "I am excited")
    [128000, 40, 1097, 12304]
    """
    raise NotImplementedError("ex04_encode.encode: not written yet")


def count_tokens(tokenizer, text: str) -> int:
    """Return how many tokens the model receives for this text, begin-of-text included.

    >>> count_tokens(tokenizer, "I am excited to show Tokenizers in action to my LLM engineers")
    15
    """
    raise NotImplementedError("ex04_encode.count_tokens: not written yet")


def characters_per_token(tokenizer, text: str) -> float:
    """Return the number of characters of the text over its number of tokens (as `count_tokens` counts them).

    0.0 for an empty text.

    >>> round(characters_per_token(tokenizer, "I am excited to show Tokenizers in action to my LLM engineers"), 2)
    4.07
    """
    raise NotImplementedError("ex04_encode.characters_per_token: not written yet")


def estimate_tokens(text: str) -> int:
    """Return an estimate of the number of tokens, by the rule of thumb: four characters a token.

    Rounded to the nearest whole number, halves up (2.5 becomes 3), and at least 1 unless the text
    is empty. It uses no tokenizer; that is the point of a rule of thumb.

    >>> estimate_tokens("I am excited to show Tokenizers in action to my LLM engineers")
    15
    >>> estimate_tokens("0123456789")
    3
    """
    raise NotImplementedError("ex04_encode.estimate_tokens: not written yet")


if __name__ == "__main__":
    print("This file only defines functions. To have them graded: kit run ex04")
