"""Graded: ex10, comparing tokenizers."""

import pytest

from exercises.ex10_compare import bytes_per_token, compare, language_cost
from kit import corpus, parallel
from kit.grading import meta
from kit.grading.tokenizers import ids
from kit.suite import SENTENCE, Suite, points


def added(tokenizer, special=True) -> set[int]:
    table = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return {token_id for token_id, token in table.items() if token.special or not special}


def count(tokenizer, text) -> int:
    """Tokens of a text, special ones left out, from the backend."""
    special = added(tokenizer)
    return sum(token_id not in special for token_id in ids(tokenizer, text, False))


def everything(tokenizer, text) -> int:
    """Tokens with those that the tokenizer adds and those that the text spells."""
    return len(ids(tokenizer, text))


def each(counted):
    """`compare` with another way of counting."""
    return lambda tokenizers, text: {name: counted(tokenizer, text) for name, tokenizer in tokenizers.items()}


def over(counted, size=lambda text: len(text.encode())):
    """`bytes_per_token` with another way of counting or another size."""
    return lambda tokenizer, text: size(text) / counted(tokenizer, text)


def cost(counted, change=lambda cost: cost):
    """`language_cost` with another way of counting, or something done to each figure."""

    def wrong(tokenizer, texts, base="English"):
        return {
            name: change(counted(tokenizer, text) / counted(tokenizer, texts[base])) for name, text in texts.items()
        }

    return wrong


def bare(tokenizer, text) -> int:
    """Tokens without those that the tokenizer adds, but with those that the text spells."""
    return len(ids(tokenizer, text, False))


def backwards(tokenizer, texts, base="English"):
    return {name: count(tokenizer, texts[base]) / count(tokenizer, text) for name, text in texts.items()}


def by_size(tokenizer, texts, base="English"):
    """Tokens a byte, over the base language's."""
    share = {name: count(tokenizer, text) / len(text.encode()) for name, text in texts.items()}
    return {name: value / share[base] for name, value in share.items()}


def by_length(tokenizer, texts, base="English"):
    """Tokens a character, over the base language's."""
    share = {name: count(tokenizer, text) / len(text) for name, text in texts.items()}
    return {name: value / share[base] for name, value in share.items()}


BEGIN = "begin-of-text is counted; it belongs to the tokenizer, not to the text: `add_special_tokens=False`."
SPELLED = "a special token that the text spells is counted; the table of added tokens tells which ids are special."
ADDED = "not every added token is special: only those with the flag `special` are left out."

suite = Suite(
    "ex10_compare",
    mistakes={
        "compare": [
            (SPELLED, each(bare)),
            (BEGIN, each(lambda tokenizer, text: count(tokenizer, text) + (tokenizer.bos_token is not None))),
            (BEGIN, each(everything)),
            (ADDED, each(lambda t, text: sum(i not in added(t, False) for i in ids(t, text, False)))),
            (
                "one was taken off for begin-of-text; not every tokenizer puts one in front. `add_special_tokens=False` leaves it out.",
                each(lambda tokenizer, text: everything(tokenizer, text) - 1),
            ),
            ("these are characters; tokens are asked for.", each(lambda tokenizer, text: len(text))),
            ("these are bytes; tokens are asked for.", each(lambda tokenizer, text: len(text.encode()))),
            ("these are words; tokens are asked for.", each(lambda tokenizer, text: len(text.split()))),
            (
                "all are counted with the first tokenizer; each has its own.",
                lambda tokenizers, text: dict.fromkeys(tokenizers, count(next(iter(tokenizers.values())), text)),
            ),
            (
                "a token that comes several times is counted once: a set drops repeats.",
                each(
                    lambda tokenizer, text: len({i for i in ids(tokenizer, text, False) if i not in added(tokenizer)})
                ),
            ),
            ("these are the sizes of the vocabularies.", each(lambda tokenizer, text: len(tokenizer))),
            ("these are the ids; how many they are is asked for.", each(lambda t, text: ids(t, text, False))),
            (
                "these are the numbers alone; a dict with the names is asked for.",
                lambda tokenizers, text: [count(tokenizer, text) for tokenizer in tokenizers.values()],
            ),
        ],
        "bytes_per_token": [
            (SPELLED, over(bare)),
            (BEGIN, over(lambda tokenizer, text: count(tokenizer, text) + 1)),
            (BEGIN, over(everything)),
            (
                "one was taken off for begin-of-text; not every tokenizer puts one in front. `add_special_tokens=False` leaves it out.",
                over(lambda tokenizer, text: everything(tokenizer, text) - 1),
            ),
            ("these are characters over tokens; bytes in UTF-8 are asked for.", over(count, len)),
            (
                "that is upside down: bytes over tokens.",
                lambda tokenizer, text: count(tokenizer, text) / len(text.encode()),
            ),
            ("`//` divides whole numbers and drops the rest.", lambda t, text: len(text.encode()) // count(t, text)),
            ("these are bytes in UTF-16; UTF-8 is asked for.", over(count, lambda text: len(text.encode("utf-16-le")))),
            ("these are bytes in UTF-16; UTF-8 is asked for.", over(count, lambda text: len(text.encode("utf-16")))),
            ("white space has bytes as well.", over(count, lambda text: len("".join(text.split()).encode()))),
            ("white space has bytes as well.", over(count, lambda text: len(text.strip().encode()))),
        ],
        "language_cost": [
            (BEGIN, cost(lambda tokenizer, text: count(tokenizer, text) + 1)),
            (SPELLED, cost(bare)),
            ("that is upside down: the language's tokens over the base language's.", backwards),
            (
                "the base is always English here; `base` says which language it is.",
                lambda t, texts, base="": cost(count)(t, texts),
            ),
            ("these are characters over characters; tokens are asked for.", cost(lambda tokenizer, text: len(text))),
            ("these are bytes over bytes; tokens are asked for.", cost(lambda tokenizer, text: len(text.encode()))),
            ("these are tokens a byte: texts that mean the same are compared as they are.", by_size),
            ("these are tokens a character: texts that mean the same are compared as they are.", by_length),
            ("`//` drops what is after the point.", cost(count, lambda cost: float(int(cost)))),
            ("these are percent; 1.0 stands for the base language.", cost(count, lambda cost: 100 * cost)),
            ("these are the differences to 1.0; the quotients are asked for.", cost(count, lambda cost: cost - 1)),
            (
                "these are the numbers of tokens; divide them by the base language's.",
                lambda tokenizer, texts, base="": {name: count(tokenizer, text) for name, text in texts.items()},
            ),
            (
                "the base language is missing; it costs 1.0.",
                lambda tokenizer, texts, base="English": {
                    name: value for name, value in cost(count)(tokenizer, texts, base).items() if name != base
                },
            ),
        ],
    },
)
expect = suite.expect

AWKWARD = [
    "",
    " ",
    "\n\n",
    "  two  spaces ",
    "x=1;\r\n\treturn",
    "2024-07-26",
    "👍🏽 việc",
    "kettle kettle kettle kettle",
]
SPECIAL = [
    "a<|eot_id|>b",
    "[INST] hello [/INST]",
    "<|begin_of_text|>",
    "<s>hi</s><|eot|><|end_of_text|>",
    "<mark>the<note>",
]


@pytest.fixture
def three(llama, llama4, nemo) -> dict:
    """The real tokenizers by name."""
    return {"Llama 3.1": llama, "Llama 4": llama4, "Mistral Nemo": nemo}


@points(1, compare)
def test_the_lecture_sentence_on_three_tokenizers(three):
    expect(compare, three, SENTENCE).returns({"Llama 3.1": 14, "Llama 4": 13, "Mistral Nemo": 14}, in_order=True)


@points(1, compare)
def test_any_text_on_any_tokenizers(three, lowercase, plain, rng):
    texts = [
        *rng.sample(sorted(corpus.scripts().values()), 10),
        *AWKWARD,
        *(corpus.random_text(rng, 80) for _ in range(4)),
    ]
    for text in texts:
        want = {name: count(tokenizer, text) for name, tokenizer in three.items()}
        assert want["Llama 3.1"] == len(meta.ids(text))
        expect(compare, three, text).returns(want, in_order=True)
    small = {"small": plain, "lower": lowercase, "real": three["Llama 4"]}
    for text in ("The Token is lower", ""):
        expect(compare, small, text).returns({name: count(t, text) for name, t in small.items()}, in_order=True)
    expect(compare, {}, SENTENCE).returns({})


@points(1, compare)
def test_special_tokens_are_not_counted(three, lowercase):
    tokenizers = {**three, "lower": lowercase}
    for text in SPECIAL:
        want = {name: count(tokenizer, text) for name, tokenizer in tokenizers.items()}
        expect(compare, tokenizers, text).returns(want, in_order=True)


@points(1, bytes_per_token)
def test_the_lecture_sentence_has_4_bytes_a_token(three):
    expect(bytes_per_token, three["Llama 3.1"], SENTENCE).returns_about(61 / 14, within=0.005)
    expect(bytes_per_token, three["Llama 4"], SENTENCE).returns_about(61 / 13, within=0.005)


@points(1, bytes_per_token)
def test_bytes_a_token_in_every_script(three, plain, rng):
    texts = [*rng.sample(sorted(corpus.scripts().values()), 10), *AWKWARD[1:], corpus.random_text(rng, 80)]
    for text in texts:
        for tokenizer in (*three.values(), plain):
            want = len(text.encode()) / count(tokenizer, text)
            expect(bytes_per_token, tokenizer, text).returns_about(want, within=0.005)


@points(1, bytes_per_token)
def test_a_text_without_tokens_has_none_to_share(three, plain):
    for tokenizer in (*three.values(), plain):
        expect(bytes_per_token, tokenizer, "").returns(0.0)
    expect(bytes_per_token, three["Llama 3.1"], "<|eot_id|>").returns(0.0)
    for text in SPECIAL[:2]:
        for tokenizer in three.values():
            want = len(text.encode()) / count(tokenizer, text)
            expect(bytes_per_token, tokenizer, text).returns_about(want, within=0.005)


def costs(tokenizer, texts, base) -> dict[str, float]:
    return {language: count(tokenizer, text) / count(tokenizer, texts[base]) for language, text in texts.items()}


@points(2, language_cost)
def test_the_same_sentences_cost_more_elsewhere(three):
    texts = parallel.texts()
    assert all(len(lines) == 10 for lines in parallel.sentences().values())
    llama_costs = costs(three["Llama 3.1"], texts, "English")
    assert llama_costs["Amharic"] > 4 > 1.5 > llama_costs["German"]
    for tokenizer in three.values():
        expect(language_cost, tokenizer, texts).returns_about(costs(tokenizer, texts, "English"), within=0.005)


@points(1, language_cost)
def test_any_language_can_be_the_base(three, rng):
    for tokenizer in three.values():
        some = rng.sample(sorted(parallel.sentences()), 6)
        numbers = rng.sample(range(10), 3)
        texts = {language: " ".join(parallel.sentences()[language][k] for k in numbers) for language in some}
        texts |= {"nothing": "", "spelled": "hello <|eot_id|> [INST] </s>"}
        base = rng.choice(some)
        expect(language_cost, tokenizer, texts, base).returns_about(costs(tokenizer, texts, base), within=0.005)
        expect(language_cost, tokenizer, texts, base=base).returns_about(costs(tokenizer, texts, base), within=0.005)


@points(1, language_cost)
def test_without_a_base_there_is_no_cost(llama):
    texts = {"English": "", "German": "Guten Morgen"}
    expect(language_cost, llama, texts).raises(ValueError)
    expect(language_cost, llama, {"German": "Guten Morgen"}).raises(KeyError)
    expect(language_cost, llama, texts, "German").returns_about({"English": 0.0, "German": 1.0}, within=0.005)
