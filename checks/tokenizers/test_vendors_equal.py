"""The rebuilt tokenizers give the vendors' own ids: a million tokens of every script, no difference."""

import random
from collections.abc import Callable, Iterator

import pytest
from tokenizers import Tokenizer

from kit.tokenizers import texts as corpus
from kit.tokenizers import vendors

SEED = 20240726
TOKENS = 1_000_000  # over the three tokenizers together, at least
RANDOM_CHARACTERS = 200_000  # for each
# Meta's Tokenizer.encode cuts runs of more than 25,000 characters without white space, or of white space
# alone, before it splits; the Hub's file does not. That one known difference is left out: no text here has
# such a run.
LONGEST = 2_000

Encode = Callable[[str], list[int]]


def llama3() -> Encode:
    from llama_models.llama3.tokenizer import Tokenizer as Meta

    meta = Meta(vendors.source("meta-llama/Meta-Llama-3.1-8B"))
    return lambda text: meta.encode(text, bos=False, eos=False, disallowed_special=())


def llama4() -> Encode:
    from llama_models.llama4.tokenizer import Tokenizer as Meta

    meta = Meta(vendors.source("meta-llama/Llama-4-Scout-17B-16E"))
    return lambda text: meta.encode(text, bos=False, eos=False, disallowed_special=())


def nemo() -> Encode:
    from mistral_common.tokens.tokenizers.tekken import Tekkenizer

    mistral = Tekkenizer.from_file(vendors.source("mistralai/Mistral-Nemo-Base-2407"))
    return lambda text: mistral.encode(text, bos=False, eos=False)


def random_texts() -> Iterator[str]:
    rng = random.Random(SEED)
    left = RANDOM_CHARACTERS
    while left > 0:
        length = min(left, rng.choice([1, 2, 3, 5, 10, 50, 200, 1000, LONGEST]))
        left -= length
        yield corpus.random_text(rng, length)


def entries(backend: Tokenizer) -> list[str]:
    """The readable text of every entry that is valid UTF-8 of itself, added ones as text."""
    texts = (backend.decode([id_], skip_special_tokens=False) for id_ in range(backend.get_vocab_size()))
    return [text for text in texts if "\ufffd" not in text]


compared: dict[str, int] = {}


@pytest.mark.parametrize(
    ("model_id", "vendor"),
    [
        ("meta-llama/Meta-Llama-3.1-8B", llama3),
        ("meta-llama/Llama-4-Scout-17B-16E", llama4),
        ("mistralai/Mistral-Nemo-Base-2407", nemo),
    ],
    ids=["llama3", "llama4", "nemo"],
)
def test_every_text_has_the_vendors_own_ids(model_id: str, vendor: Callable[[], Encode]) -> None:
    encode = vendor()
    backend = Tokenizer.from_file(str(vendors.folder(model_id) / "tokenizer.json"))
    backend.encode_special_tokens = True  # text that spells a special token is text, for the vendors' encoders too
    vocabulary = entries(backend)
    assert len(vocabulary) > 120_000
    texts = [*corpus.texts(), *vocabulary, *(f" {text} 1" for text in corpus.texts()), *random_texts()]
    assert max(map(len, texts)) <= LONGEST

    compared[model_id] = 0
    for text, ours in zip(texts, backend.encode_batch_fast(texts, add_special_tokens=False), strict=True):
        theirs = encode(text)
        assert ours.ids == theirs, f"{text!r}: built {ours.ids}, vendor {theirs}"
        compared[model_id] += len(theirs)


def test_a_million_tokens_were_compared() -> None:
    if len(compared) < 3:
        pytest.skip("counts what the three comparisons above did, when all of them ran")
    assert sum(compared.values()) >= TOKENS, compared
