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
        raise NotImplementedError("ex16_llama.Llama.__init__: not written yet")

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
        raise NotImplementedError("ex16_llama.Llama.encode: not written yet")

    def decode(self, ids: list[int]) -> str:
        """The text of these ids, special tokens shown; bytes that are no character read as "\\ufffd".

        Raises ValueError for an id that does not exist, a negative one too.

        >>> llama.decode([2675, 128009]), llama.decode([9468, 239])
        ('You<|eot_id|>', '\\ufffd')
        """
        raise NotImplementedError("ex16_llama.Llama.decode: not written yet")


def hub_file(model_file: str) -> bytes:
    """The file tokenizer.json of meta-llama/Meta-Llama-3.1-8B, byte for byte, from Meta's tokenizer.model.

    The vocabulary is spelled in the letters of exercise 13. The merges are all pairs of entries that
    together are an entry, in the order of the ranks of the whole, then of the first half, then of the
    second.

    >>> import hashlib
    >>> hashlib.sha256(hub_file(model_file)).hexdigest()[:16]
    '76e48799b099d433'
    """
    raise NotImplementedError("ex16_llama.hub_file: not written yet")


if __name__ == "__main__":
    print("This file only defines functions. To have them graded: kit run ex16")
