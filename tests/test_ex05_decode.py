"""Graded: ex05, ids to text."""

import pytest

from exercises.ex05_decode import decode, decode_text, pieces, round_trips
from kit import corpus
from kit.grading.tokenizers import ids, text
from kit.suite import SENTENCE, SENTENCE_IDS, Suite, points

CLEANED = "spaces before punctuation were removed: the config asks for a clean-up, and clean_up_tokenization_spaces=False prevents it."


def cleaned(tokenizer, token_ids, special=True):
    return tokenizer.decode(token_ids, skip_special_tokens=not special, clean_up_tokenization_spaces=True)


suite = Suite(
    "ex05_decode",
    mistakes={
        "decode": [
            (
                "the special tokens are missing: skip_special_tokens is on.",
                lambda tokenizer, ids: text(tokenizer, ids, special=False),
            ),
            (CLEANED, cleaned),
            ("white space at the ends was stripped.", lambda tokenizer, ids: text(tokenizer, ids).strip()),
            (
                "there is a space between the pieces; the tokens bring their own.",
                lambda tokenizer, ids: " ".join(text(tokenizer, [i]) for i in ids),
            ),
            (
                "this is the vocabulary's own spelling, in which Ġ stands for a space; decode gives readable text.",
                lambda tokenizer, ids: "".join(tokenizer.convert_ids_to_tokens(ids)),
            ),
            (
                "each token was decoded by itself and then joined, which breaks characters that take two tokens.",
                lambda tokenizer, ids: "".join(text(tokenizer, [i]) for i in ids),
            ),
            ("the first id was dropped, whatever it was.", lambda tokenizer, ids: text(tokenizer, ids[1:])),
        ],
        "decode_text": [
            ("the special tokens are still there.", lambda tokenizer, ids: text(tokenizer, ids)),
            (CLEANED, lambda tokenizer, ids: cleaned(tokenizer, ids, special=False)),
            (
                "white space at the ends was stripped; it is part of the text.",
                lambda tokenizer, ids: text(tokenizer, ids, special=False).strip(),
            ),
            (
                "only the first id was dropped; special tokens can stand anywhere.",
                lambda tokenizer, ids: text(tokenizer, ids[1:]),
            ),
            (
                "only begin and end are left out; `all_special_ids` does not know the others.",
                lambda tokenizer, ids: text(tokenizer, [i for i in ids if i not in tokenizer.all_special_ids]),
            ),
            (
                "each token was decoded by itself and then joined, which breaks characters that take two tokens.",
                lambda tokenizer, ids: "".join(text(tokenizer, [i], special=False) for i in ids),
            ),
            (
                "added tokens that are not special were dropped too; they are text.",
                lambda tokenizer, ids: text(tokenizer, [i for i in ids if i not in tokenizer.added_tokens_decoder]),
            ),
        ],
        "pieces": [
            (
                "this is the vocabulary's own spelling, in which Ġ stands for a space; decode gives readable text.",
                lambda tokenizer, ids: tokenizer.convert_ids_to_tokens(ids),
            ),
            (
                "the special tokens became empty strings: skip_special_tokens is on.",
                lambda tokenizer, ids: [text(tokenizer, [i], special=False) for i in ids],
            ),
            (
                "the special tokens are missing.",
                lambda tokenizer, ids: [p for i in ids if (p := text(tokenizer, [i], special=False))],
            ),
            (
                "this is one string for all: on transformers 5, batch_decode of a flat list joins it. Decode each id by itself.",
                lambda tokenizer, ids: text(tokenizer, ids),
            ),
            (
                "this is one string for all: on transformers 5, batch_decode of a flat list joins it. Decode each id by itself.",
                lambda tokenizer, ids: [text(tokenizer, ids)],
            ),
            (
                "the leading space belongs to the token; it was stripped.",
                lambda tokenizer, ids: [text(tokenizer, [i]).strip() for i in ids],
            ),
            (
                "these are characters; one string per token is asked for.",
                lambda tokenizer, ids: list(text(tokenizer, ids)),
            ),
            (
                "these are words; one string per token is asked for.",
                lambda tokenizer, ids: text(tokenizer, ids).split(),
            ),
            (
                "parts of characters were dropped; each of them reads as replacement characters.",
                lambda tokenizer, ids: [text(tokenizer, [i]).replace("\ufffd", "") for i in ids],
            ),
            (
                "repeated tokens are there once only.",
                lambda tokenizer, ids: list(dict.fromkeys(text(tokenizer, [i]) for i in ids)),
            ),
        ],
    },
)
expect = suite.expect

PUNCTUATED = ["x != y", "a , b . c ! d ?", "do n't", "I 'm , you 're", " ( x ) "]


READS_LIKE_ONE = "ordinary tokens can read like a special token; the id tells, not the text."
SPELLED_OUT = [128000, 27, 91, 68, 354, 851, 91, 29, 128009]
"""Ordinary tokens that read `<|eot_id|>`, between two special ones."""


@pytest.fixture
def lists(llama, rng):
    """Ids of many texts, and ids that no text gives."""
    sample = [*PUNCTUATED, "", "  ends  ", "\n\n", "👩‍👩‍👧 🇯🇵 ሰላም", *rng.sample(sorted(corpus.scripts().values()), 12)]
    drawn = [rng.choices(range(len(llama)), k=30) for _ in range(4)]
    return [[], SENTENCE_IDS, *(ids(llama, one) for one in sample), *drawn, [40, 128009, 1097, 128009, 128001, 128255], SPELLED_OUT]


@points(1, decode)
def test_the_lecture_sentence_comes_back_with_its_begin(llama):
    expect(decode, llama, SENTENCE_IDS).returns("<|begin_of_text|>" + SENTENCE)


@points(1, decode)
def test_spaces_before_punctuation_stay(llama):
    for one in PUNCTUATED:
        expect(decode, llama, ids(llama, one)).returns("<|begin_of_text|>" + one)


@points(2, decode)
def test_every_list_of_ids_is_decoded_with_its_special_tokens(llama, lowercase, lists):
    for one in lists:
        expect(decode, llama, one).returns(text(llama, one))
    for one in (ids(lowercase, "lower , <note> <mark>"), [1, 2, 3, 0]):
        expect(decode, lowercase, one).returns(text(lowercase, one))


@points(1, decode_text)
def test_the_lecture_sentence_comes_back_without_its_begin(llama):
    expect(decode_text, llama, SENTENCE_IDS).returns(SENTENCE)


@points(1, decode_text)
def test_spaces_stay_without_special_tokens_too(llama):
    for one in [*PUNCTUATED, "  ends  ", "\n"]:
        expect(decode_text, llama, ids(llama, one)).returns(one)


@points(2, decode_text)
def test_special_tokens_go_wherever_they_stand_and_nothing_else(llama, lowercase, lists):
    for one in lists:
        expect(decode_text, llama, one).returns(text(llama, one, special=False), because=READS_LIKE_ONE)
    # <note> was added to this vocabulary, but it is not special.
    for one in (ids(lowercase, "lower , <note> <mark>"), [1, 2, 3, 0]):
        expect(decode_text, lowercase, one).returns(text(lowercase, one, special=False))


@points(1, pieces)
def test_the_lecture_sentence_in_pieces(llama):
    want = [
        "<|begin_of_text|>",
        "I",
        " am",
        " excited",
        " to",
        " show",
        " Token",
        "izers",
        " in",
        " action",
        " to",
        " my",
        " L",
        "LM",
        " engineers",
    ]
    expect(pieces, llama, SENTENCE_IDS).returns(want)


@points(1, pieces)
def test_half_a_character_reads_as_replacement_characters(llama):
    for one in ("🤗", "ሰላም ለዓለም", "𐍈𐍉", "a👩🏽‍🚀b"):
        some = ids(llama, one)
        expect(pieces, llama, some).returns([text(llama, [i]) for i in some])


@points(2, pieces)
def test_one_string_for_every_id(llama, lowercase, lists):
    for one in filter(None, lists):  # batch_decode of no ids at all gives one empty string on transformers 5
        expect(pieces, llama, one).returns([text(llama, [i]) for i in one])
    some = ids(lowercase, "lower , <note> <mark>")
    expect(pieces, lowercase, some).returns([text(lowercase, [i]) for i in some])


@points(1, round_trips)
def test_llama_gives_every_text_back(llama, rng):
    for one in [
        SENTENCE,
        "",
        *PUNCTUATED,
        "  ends  ",
        "\r\n",
        *rng.sample(sorted(corpus.scripts().values()), 10),
        corpus.random_text(rng, 100),
    ]:
        expect(round_trips, llama, one).returns(
            True,
            because="Llama's tokenizer loses nothing; something in between does (a clean-up, a strip, the begin-of-text).",
        )


@points(1, round_trips)
def test_a_tokenizer_that_lower_cases_loses_capitals(lowercase, plain):
    expect(round_trips, lowercase, "All Lower").returns(
        False, because="this tokenizer puts the text into lower case, so capitals do not come back."
    )
    expect(round_trips, lowercase, "all lower").returns(
        True, because="the token in front is this tokenizer's own; leave out what encoding put there."
    )
    for tokenizer in plain, lowercase:
        for one in ("", "the token", "x"):
            expect(round_trips, tokenizer, one).returns(
                True, because="not every tokenizer puts a token in front: leave out only what encoding put there."
            )


@points(1, round_trips)
def test_a_text_that_spells_special_tokens_comes_back(llama, lowercase):
    for one in (
        "<|eot_id|>",
        "say <|begin_of_text|> twice",
        "<|begin_of_text|>",
        "<|begin_of_text|><|begin_of_text|>x",
        "<|end_of_text|> ",
    ):
        expect(round_trips, llama, one).returns(
            True,
            because="special tokens that the text itself spells are shown; leave out only the one begin-of-text in front.",
        )
    expect(round_trips, lowercase, "<note> <mark>").returns(True)
