"""Graded: ex11, batches.

An answer that copies the tokenizer at every call is slow and right, so tests have time.
"""

import re

from exercises.ex11_batches import encode_batch, keep_last, spans
from kit.suite import SENTENCE, SENTENCE_IDS, Suite, byte_letters, corpus, ids, points, tokenizers

suite = Suite("ex11_batches")
expect = suite.expect

AWKWARD = [
    "",
    " ",
    "a",
    "\n\n",
    "  two  spaces\r\n",
    "naïve 👍🏽 việc",
    "日本語 የአማርኛ",
    "2024 'Model' x²345",
    "I'm <|eot_id|> here",
]


def batches(rng) -> list[list[str]]:
    """Texts of different lengths, which nobody has seen before."""
    scripts = sorted(corpus.scripts().values())
    return [
        [SENTENCE, "I", ""],
        ["I", SENTENCE, "I"],
        [*rng.sample(scripts, 3), corpus.random_text(rng, 40)],
        AWKWARD,
        [corpus.random_text(rng, length) for length in rng.sample(range(30), 4)],
    ]


def paddings(tokenizer) -> list[int]:
    """The ids that stand for nothing else: a token made for padding, reserved ones; the best first."""
    table = sorted(tokenizer.backend_tokenizer.get_added_tokens_decoder().items())
    made = [i for i, token in table if "pad" in token.content]
    return made + [i for i, token in table if re.search(r"reserved_special_token|<SPECIAL_", token.content)]


def table(tokenizer, texts, side="left", padding=None) -> dict:
    """A padded batch."""
    padding = paddings(tokenizer)[0] if padding is None else padding
    rows = [ids(tokenizer, text) for text in texts]
    width = max(map(len, rows), default=0)
    found: dict = {"input_ids": [], "attention_mask": []}
    for row in rows:
        gap = width - len(row)
        parts = [[padding] * gap, row] if side == "left" else [row, [padding] * gap]
        marks = [[0] * gap, [1] * len(row)] if side == "left" else [[1] * len(row), [0] * gap]
        found["input_ids"].append(sum(parts, []))
        found["attention_mask"].append(sum(marks, []))
    return found


def longest(tokenizer, text: str, limit: int) -> str:
    """The longest end that fits: every one is tried."""
    ends = (text[start:] for start in range(len(text)))
    return next((end for end in ends if len(ids(tokenizer, end)) <= limit), "")


def ranges(tokenizer, text: str) -> list[tuple[int, int]]:
    """The characters that each token's bytes belong to, from the spelling of its entry."""
    owner = [position for position, character in enumerate(text) for _ in character.encode()]
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    bytes_of = {letter: byte for byte, letter in byte_letters().items()}
    found, at = [], 0
    for token_id in ids(tokenizer, text, False):
        entry = tokenizer.backend_tokenizer.id_to_token(token_id)
        meant = entry.encode() if token_id in added else bytes(bytes_of[letter] for letter in entry)
        assert text.encode()[at : at + len(meant)] == meant
        found.append((owner[at], owner[at + len(meant) - 1] + 1))
        at += len(meant)
    return found


def padded(tokenizer, texts, *args, because=None, **kwargs) -> None:
    """The batch is padded with any one of the tokens that stand for nothing else."""
    side = {**dict(zip(["side"], args, strict=False)), **kwargs}.get("side", "left")
    others = (table(tokenizer, texts, side, padding) for padding in paddings(tokenizer))
    want = table(tokenizer, texts, side)
    expect(encode_batch, tokenizer, texts, *args, **kwargs).returns(want, because=because, or_one_of=others)


@points(1, encode_batch, seconds=60)
def test_padding_goes_on_the_left_and_stands_for_nothing_else(llama, rng):
    expect(encode_batch, llama, [SENTENCE]).returns({"input_ids": [SENTENCE_IDS], "attention_mask": [[1] * 15]})
    for texts in [["I am excited", "I"], *batches(rng)]:
        padded(llama, texts)


@points(1, encode_batch, seconds=60)
def test_padding_goes_on_the_side_that_is_asked_for(llama, rng):
    for texts in batches(rng):
        padded(llama, texts, side="right")
        padded(llama, texts, "left")
    for side in ("middle", "Left", "", "l", "rightmost"):
        expect(encode_batch, llama, ["I am", "I"], side).raises(ValueError)
        because = "no side but left and right is known, whatever the texts are, and where there are none too."
        expect(encode_batch, llama, [], side).raises(ValueError, because=because)


@points(1, encode_batch, seconds=60)
def test_other_tokenizers_have_other_paddings(nemo, rng):
    for texts in batches(rng)[:4]:
        padded(nemo, texts)
        padded(nemo, texts, "right")
    expect(encode_batch, nemo, []).returns({"input_ids": [], "attention_mask": []})


@points(1, encode_batch, seconds=60)
def test_real_tokens_are_real_whatever_they_spell(llama):
    padded(llama, ["", "", ""])
    for text in (
        "<|finetune_right_pad_id|>",
        "so <|end_of_text|><|begin_of_text|><|reserved_special_token_0|> it ends",
    ):
        padded(llama, [text, SENTENCE, text + text])
        padded(llama, [text, SENTENCE], "right")
    every = "".join(llama.convert_ids_to_tokens(paddings(llama)))
    padded(llama, [every, "I"], because="what a text spells is real, whichever token pads: 1 for all of its own ids.")


def kept(tokenizer, texts, limits) -> None:
    for text in texts:
        for limit in limits:
            expect(keep_last, tokenizer, text, limit).returns(longest(tokenizer, text, limit))


@points(1, keep_last, seconds=60)
def test_the_end_of_the_lecture_sentence_is_kept(llama):
    expect(keep_last, llama, SENTENCE, 5).returns(" my LLM engineers")
    kept(llama, ["I am"], [3, 1])
    kept(llama, [SENTENCE], [0, 1, 2, 3, 9, 14, 100, 15])
    kept(llama, ["", "a", " "], [0, 1, 2])


@points(1, keep_last, seconds=60)
def test_more_characters_can_be_fewer_tokens(llama):
    kept(llama, ["I like strawberry", "strawberry", " việc", "say antidisestablishmentarianism 👍🏽"], [2, 3, 4, 5, 6])
    because = (
        "one token can be a hundred characters long, and a longer end can be fewer tokens: try every end of the text."
    )
    # Of 128 spaces, which are one token, 96 to 127 are more; of the slashes the last one or two and 78 and more fit.
    runs = ["a" + " " * 80, "-" * 64, "x" + " " * 128, "a" + "/" * 80 + "\n\n"]
    for text in (*runs, "x<|reserved_special_token_100|>"):
        expect(keep_last, llama, text, 2).returns(longest(llama, text, 2), because=because)
    kept(llama, ["12345678", "x²345", "    \n\n    x", "a<|eot_id|>b", "a 👍🏽👍🏽👍🏽"], [2, 3, 4, 5, 6])


@points(1, keep_last, seconds=60)
def test_no_character_is_broken_in_any_script(llama, nemo, plain, lowercase, rng):
    # One puts nothing in front of a text; of the other's tokens the text does not come back.
    kept(plain, ["the Token", "a", ""], [0, 1, 2, 3, 5])
    kept(lowercase, ["The Token IS Lower"], [1, 2, 3, 5, 8])
    for _ in range(10):
        text = rng.choice(sorted(corpus.scripts().values()))
        at = rng.randrange(len(text))
        kept(llama, [text[at : at + 60], corpus.random_text(rng, 40)], rng.sample(range(2, 20), 2))
    kept(nemo, ["the Token is lower", "naïve 👍🏽"], [0, 1, 4, 9])


@points(1, spans)
def test_every_token_has_its_characters(llama, plain, plain_folder):
    because = (
        "this tokenizer puts nothing in front of a text, so its first token is of the text: `add_special_tokens=False`."
    )
    bare = tokenizers.load_files(plain_folder(begin_in_front=False))  # it has a begin-of-text all the same
    for tokenizer in (plain, bare):
        for text in ("the Token", "a", ""):
            want = ranges(tokenizer, text)
            expect(spans, tokenizer, text).returns(want, instead={tuple(want[1:]): because} if want else {})
    want = ranges(llama, SENTENCE)
    assert [SENTENCE[start:end] for start, end in want[:3]] == ["I", " am", " excited"]
    expect(spans, llama, SENTENCE).returns(want)
    for text in (
        "",
        "I am excited",
        "  two  spaces\r\n",
        "I'm <|eot_id|> here",
        "<|begin_of_text|>hi",
        "to be or to be",
    ):
        expect(spans, llama, text).returns(ranges(llama, text))


@points(2, spans)
def test_a_part_of_a_character_has_all_of_it(llama, nemo, rng):
    expect(spans, llama, "a 👍🏽").returns([(0, 1), (1, 3), (2, 3), (3, 4), (3, 4), (3, 4)])
    scripts = rng.sample(sorted(corpus.scripts().values()), 10)
    because = "each token has the characters that its bytes belong to, and the whole of one that it is only a part of."
    for text in [*AWKWARD, *scripts, *(corpus.random_text(rng, 60) for _ in range(6))]:
        for tokenizer in (llama, nemo):
            expect(spans, tokenizer, text).returns(ranges(tokenizer, text), because=because)
