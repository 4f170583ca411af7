"""Graded: ex10, comparing tokenizers."""

import pytest

from exercises.ex10_compare import bytes_per_token, compare, language_cost
from kit.suite import SENTENCE, Suite, corpus, ids, meta, parallel, points

suite = Suite("ex10_compare")
expect = suite.expect


def count(tokenizer, text: str) -> int:
    """Tokens of a text, special ones left out, from the backend."""
    table = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    special = {token_id for token_id, token in table.items() if token.special}
    return sum(token_id not in special for token_id in ids(tokenizer, text, False))


AWKWARD = [
    "",
    " ",
    "\n\n",
    "  two  spaces ",
    "x=1;\r\n\treturn",
    "2024-07-26",
    "👍🏽 việc",
    "kettle kettle kettle kettle",
    "e\u0301" * 4,  # two characters each; another Unicode form has fewer
    "one two three " * 400,
]
SPECIAL = [
    "a<|eot_id|>b",
    "[INST] hello [/INST]",
    "<|begin_of_text|>",
    "<s>hi</s><|eot|><|end_of_text|>",
    "<mark>the<note>",
]
OF_EITHER = "the<a> is<x><x>"
EACH_ITS_OWN = "what is special to one tokenizer is an ordinary entry to another of the same name: ask the table of each, at every call."


@pytest.fixture
def three(llama, llama4, nemo) -> dict:
    """The real tokenizers by name."""
    return {"Llama 3.1": llama, "Llama 4": llama4, "Mistral Nemo": nemo}


@pytest.fixture
def swapped(own_tokenizer) -> list:
    """Two small tokenizers of one name, with the same ids: of `<a>` and `<x>`, each takes the other one for special."""
    return [own_tokenizer(added={"<a>": flag, "<x>": not flag}) for flag in (True, False)]


@points(1, compare)
def test_the_lecture_sentence_on_three_tokenizers(three):
    two = {name: three[name] for name in ("Llama 4", "Llama 3.1")}
    expect(compare, two, SENTENCE).returns({"Llama 4": 13, "Llama 3.1": 14}, in_order=True)
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
    because = "the same name can stand for another tokenizer by now: count at every call."
    again = {"Llama 3.1": three["Llama 4"], "Llama 4": lowercase}
    want = {name: count(tokenizer, SENTENCE) for name, tokenizer in again.items()}
    expect(compare, three, SENTENCE).returns({name: count(t, SENTENCE) for name, t in three.items()}, in_order=True)
    expect(compare, again, SENTENCE).returns(want, in_order=True, because=because)
    expect(compare, {}, SENTENCE).returns({})


@points(1, compare)
def test_special_tokens_are_not_counted(three, lowercase, swapped):
    tokenizers = {**three, "lower": lowercase}
    for text in SPECIAL:
        want = {name: count(tokenizer, text) for name, tokenizer in tokenizers.items()}
        expect(compare, tokenizers, text).returns(want, in_order=True)
    first, second = swapped
    for tokenizers in ({"it": first}, {"it": second}, {"one": first, "other": second}):
        want = {name: count(tokenizer, OF_EITHER) for name, tokenizer in tokenizers.items()}
        expect(compare, tokenizers, OF_EITHER).returns(want, in_order=True, because=EACH_ITS_OWN)


@points(1, bytes_per_token)
def test_the_lecture_sentence_has_4_bytes_a_token(three):
    expect(bytes_per_token, three["Llama 3.1"], SENTENCE).returns_about(61 / 14, within=1e-6)
    expect(bytes_per_token, three["Llama 4"], SENTENCE).returns_about(61 / 13, within=1e-6)


@points(1, bytes_per_token)
def test_bytes_a_token_in_every_script(three, plain, lowercase, rng):
    texts = [*rng.sample(sorted(corpus.scripts().values()), 10), *AWKWARD[1:], corpus.random_text(rng, 80)]
    for text in texts:
        for tokenizer in (*three.values(), plain):
            want = len(text.encode()) / count(tokenizer, text)
            expect(bytes_per_token, tokenizer, text).returns_about(want, within=1e-6)
    because = "this tokenizer changes a text before it cuts it; the bytes are those of the text that comes in."
    for text in ("İstanbul", "The Token is lower", "ẞ Ⱥ Kelvin \u212a"):
        want = len(text.encode()) / count(lowercase, text)
        expect(bytes_per_token, lowercase, text).returns_about(want, within=1e-6, because=because)


@points(1, bytes_per_token)
def test_a_text_without_tokens_has_none_to_share(three, plain):
    for tokenizer in (*three.values(), plain):
        expect(bytes_per_token, tokenizer, "").returns(0.0)
    for text in SPECIAL[:2]:
        for tokenizer in three.values():
            want = len(text.encode()) / count(tokenizer, text)
            expect(bytes_per_token, tokenizer, text).returns_about(want, within=1e-6)
    expect(bytes_per_token, three["Llama 3.1"], "<|eot_id|>").returns(0.0)


def costs(tokenizer, texts, base) -> dict[str, float]:
    return {language: count(tokenizer, text) / count(tokenizer, texts[base]) for language, text in texts.items()}


@points(2, language_cost)
def test_the_same_sentences_cost_more_elsewhere(three):
    texts = parallel.texts()
    assert all(len(lines) == 10 for lines in parallel.sentences().values())
    llama_costs = costs(three["Llama 3.1"], texts, "English")
    assert llama_costs["Amharic"] > 4 > 1.5 > llama_costs["German"]
    example = {"English": "Good morning, how are you?", "Japanese": "おはようございます、お元気ですか？"}
    expect(language_cost, three["Llama 3.1"], example).returns_about({"English": 1.0, "Japanese": 9 / 7}, within=1e-6)
    for tokenizer in three.values():
        expect(language_cost, tokenizer, texts).returns_about(costs(tokenizer, texts, "English"), within=1e-6)


@points(1, language_cost)
def test_any_language_can_be_the_base(three, swapped, rng):
    for tokenizer in three.values():
        some = rng.sample(sorted(parallel.sentences()), 6)
        numbers = rng.sample(range(10), 3)
        texts = {language: " ".join(parallel.sentences()[language][k] for k in numbers) for language in some}
        texts |= {"nothing": "", "spelled": "hello <|eot_id|> [INST] </s>"}
        base = rng.choice(some)
        expect(language_cost, tokenizer, texts, base).returns_about(costs(tokenizer, texts, base), within=1e-6)
        expect(language_cost, tokenizer, texts, base=base).returns_about(costs(tokenizer, texts, base), within=1e-6)
        of_spelled = costs(tokenizer, texts, "spelled")
        expect(language_cost, tokenizer, texts, "spelled").returns_about(of_spelled, within=1e-6)
    texts = {"English": OF_EITHER, "another": "the is"}
    for tokenizer in swapped:
        want = costs(tokenizer, texts, "English")
        expect(language_cost, tokenizer, texts).returns_about(want, within=1e-6, because=EACH_ITS_OWN)


@points(1, language_cost)
def test_without_a_base_there_is_no_cost(llama):
    texts = {"English": "", "German": "Guten Morgen"}
    expect(language_cost, llama, texts).raises(ValueError)
    expect(language_cost, llama, {"German": "Guten Morgen"}).raises(KeyError)
    because = "special tokens are not counted, so this base has no tokens, and nothing can be divided by 0."
    expect(language_cost, llama, {"English": "<|eot_id|>", "German": "ja"}).raises(ValueError, because=because)
    blank = {"English": " ", "German": "Guten Morgen"}
    because = "white space is text and has tokens."
    expect(language_cost, llama, blank).returns_about(costs(llama, blank, "English"), within=1e-6, because=because)
    expect(language_cost, llama, texts, "German").returns_about({"English": 0.0, "German": 1.0}, within=1e-6)
