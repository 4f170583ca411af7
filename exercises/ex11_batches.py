"""Batches: many texts at once, and texts that are too long.

A model works on several texts at the same time, as a table of ids with one text a row. Tables have straight
edges, so the shorter rows are filled up with a padding token, and a second table, the attention mask, says
which ids are real (1) and which are only padding (0).

On which side? A model that writes goes on at the right edge. With padding there it would go on after the
padding, so for writing the padding goes on the left. Training usually has it on the right.

With which token? Llama 3.1 names no padding token, and `tokenizer(texts, padding=True)` fails. The advice
you find everywhere, `tokenizer.pad_token = tokenizer.eos_token`, changes the tokenizer for everyone who uses
it, and makes "here the text ends" and "here is nothing" the same id: whoever masks padding by its id masks
the real ends, and the model never learns to stop. Its vocabulary has a token that stands for nothing else,
<|finetune_right_pad_id|>, and other vocabularies have one or hold some in reserve.

A text that is too long is cut, often at the front, where the old things are. Cutting the ids is not enough:
half a character is not text, and without its beginning the rest of a text may become other tokens than it
was.

Which characters does a token stand for? `return_offsets_mapping=True` tells: (start, end) for each token, as
in `text[start:end]`. Where several tokens are one character, each of them has the whole of it.

The examples need a tokenizer:

    from transformers import AutoTokenizer
    tokenizer = AutoTokenizer.from_pretrained("meta-llama/Meta-Llama-3.1-8B")
"""


def encode_batch(tokenizer, texts: list[str], side: str = "left") -> dict:
    """The ids of several texts as a table, and which of them are real.

    `"input_ids"` has one list of ids a text, begin-of-text included, all as long as the longest, filled up
    on the given side with a token that stands for nothing else. `"attention_mask"` has lists of the same
    lengths, 1 for the text's own ids and 0 for padding, whatever these spell. No texts give two empty lists, and
    both are lists of ints in a plain dict. The tokenizer is left as it was, and decides which token pads.

    Raises ValueError when the side is neither `"left"` nor `"right"`, also where there are no texts.

    >>> batch = encode_batch(tokenizer, ["I am excited", "I"])
    >>> batch["input_ids"]
    [[128000, 40, 1097, 12304], [128004, 128004, 128000, 40]]
    >>> batch["attention_mask"]
    [[1, 1, 1, 1], [0, 0, 1, 1]]
    """
    raise NotImplementedError("ex11_batches.encode_batch: not written yet")


def keep_last(tokenizer, text: str, limit: int) -> str:
    """The longest end of the text that has at most `limit` tokens when it is encoded, begin-of-text counted.

    The answer is a piece of the text, up to its last character, so no character is ever broken. It is empty
    when not even the last character fits. Every end counts: more characters can be fewer tokens, and one token can
    be a hundred characters. Not every tokenizer puts a begin-of-text in front.

    >>> keep_last(tokenizer, "I am excited to show Tokenizers in action to my LLM engineers", 5)
    ' my LLM engineers'
    >>> keep_last(tokenizer, "I am", 3)
    'I am'
    >>> keep_last(tokenizer, "I am", 1)
    ''
    """
    raise NotImplementedError("ex11_batches.keep_last: not written yet")


def spans(tokenizer, text: str) -> list[tuple[int, int]]:
    """Which characters each token of the text stands for: (start, end), for `text[start:end]`.

    The begin-of-text token that the tokenizer adds is not of the text and has no span. A token that is a
    part of a character has the span of the whole character. A leading space belongs to the token. Special tokens that
    the text spells have their spans. Not every tokenizer puts a begin-of-text in front.

    >>> spans(tokenizer, "I am excited")
    [(0, 1), (1, 4), (4, 12)]
    >>> spans(tokenizer, "a 👍🏽")  # two characters, a thumb and its colour, five tokens
    [(0, 1), (1, 3), (2, 3), (3, 4), (3, 4), (3, 4)]
    """
    raise NotImplementedError("ex11_batches.spans: not written yet")


if __name__ == "__main__":
    print("This file only defines functions. To have them graded: kit run ex11")
