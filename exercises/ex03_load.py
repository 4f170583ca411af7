"""AutoTokenizer: from a name on the Hub to a tokenizer.

A model and its tokenizer belong together: the model has learnt what token
9857 means, and a text encoded with another tokenizer is noise to it. So a
tokenizer is never chosen by itself, it is loaded by the model's name:
`AutoTokenizer.from_pretrained(model_id)` reads the repository's
`tokenizer_config.json`, picks the right class, downloads the files it needs
(about 9 MB for Llama 3.1, none of the model's weights) and keeps them in a
cache on this machine.

Lectures and model pages often pass `trust_remote_code=True`. Know what that
agrees to: some repositories carry Python files of their own, named in the
config under `auto_map`, and with that option they are downloaded and run on
your machine, with your files and your token within reach. Llama needs no code
of its own, so leave the option off; where a repository wants it, decide by
who publishes it.

A config may also set `clean_up_tokenization_spaces`, which removes spaces
before punctuation when ids are decoded: `x != y` comes back as `x!= y`. It was
meant for older tokenizers; for code it is damage. Llama's config says true:
transformers 4 does as it says, while 5 warns and cleans up only for tokenizers of
BERT's kind (WordPiece), and for Llama's (BPE) where a second option with a very
long name asks for it too. `from_pretrained` takes `clean_up_tokenization_spaces`
as an option, and false there is false everywhere.

`transformers.models.auto.tokenization_auto.get_tokenizer_config(model_id)`
reads a repository's tokenizer config, and nothing else, as a dict.
"""

TRUSTED: set[str] = set()
"""Publishers whose code may run on this machine: the part of a model id before the slash."""


def load_tokenizer(model_id: str):
    """Return the tokenizer of a model on the Hub, ready to use.

    Decoding with it is lossless, whatever kind of tokenizer it is and whatever the repository's
    config says: encode `x != y`, decode it with no option at all, and the space is still there.

    A repository that carries its own code (its tokenizer config names some under `auto_map`; other
    Python files do not matter) is refused with a ValueError that names the publisher, and nothing of it
    is executed, unless the publisher, by the whole name before the slash, is in TRUSTED at this call.

    >>> tokenizer = load_tokenizer("meta-llama/Meta-Llama-3.1-8B")
    >>> len(tokenizer.encode("I am excited to show Tokenizers in action to my LLM engineers"))
    15
    """
    raise NotImplementedError("ex03_load.load_tokenizer: not written yet")


def describe(tokenizer) -> dict:
    """Return four facts about a tokenizer, as a dict with these keys.

    - `"entries"`: how many entries its vocabulary has, the added ones included
    - `"begin"`: the text of its begin-of-text token (`bos_token`, whether encoding puts it in front
      or not), None where there is none
    - `"end"`: the text of its end token (`eos_token`), None where there is none; other special tokens
      do not stand in for it
    - `"longest_input"`: how many tokens the model takes at most; None where the config names no
      limit (the library then fills in a number that no model reaches) or names that number itself

    >>> describe(load_tokenizer("meta-llama/Meta-Llama-3.1-8B"))
    {'entries': 128256, 'begin': '<|begin_of_text|>', 'end': '<|end_of_text|>', 'longest_input': 131072}
    """
    raise NotImplementedError("ex03_load.describe: not written yet")


if __name__ == "__main__":
    print("This file only defines functions. To have them graded: kit run ex03")
