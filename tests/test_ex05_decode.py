"""Graded: ex05, ids to text.

An answer that copies the tokenizer at every call is slow and right, so tests with many calls have time.
"""

import pytest

from exercises.ex05_decode import decode, decode_text, pieces, round_trips
from kit.suite import SENTENCE, SENTENCE_IDS, Suite, corpus, ids, points, text

suite = Suite("ex05_decode")
expect = suite.expect

EXAMPLE = [128000, 40, 1097, 12304]
PUNCTUATED = ["x != y", "a , b . c ! d ?", "do n't", "I 'm , you 're", " ( x ) "]
# What tidying up changes: characters that do not show, other spaces and line ends, entities, quotes and dashes.
AWKWARD = ["“so” – it’s ‘so’…", "a &amp; b &lt;i&gt;", "one\r\n\ttwo\r\n", "a\u00a0b\u200bc", "\ufeffa\x00b"]
LONG = "lower and lower " * 700
"""More tokens than many limits."""

CLEANS = "this tokenizer's config asks for a clean-up, with which a bare `decode` removes spaces before punctuation: clean_up_tokenization_spaces=False prevents it."
ALL_IDS = "a long list of ids is decoded as a whole: none of them is left out."
LOWERS = "this tokenizer puts the text into lower case, so capitals do not come back."
READS_LIKE_ONE = "ordinary tokens can read like a special token; the id tells, not the text."
SPELLED_OUT = [128000, 27, 91, 68, 354, 851, 91, 29, 128009]
"""Ordinary tokens that read `<|eot_id|>`, between two special ones."""


@pytest.fixture
def lists(llama, rng):
    """Ids of many texts, and ids that no text gives."""
    sample = [*PUNCTUATED, "", "  ends  ", "\n\n", *AWKWARD]
    others = ["👩‍👩‍👧 🇯🇵 ሰላም", *rng.sample(sorted(corpus.scripts().values()), 12)]
    drawn = [rng.choices(range(len(llama)), k=30) for _ in range(4)]
    parts = [ids(llama, "🤗")[:3], ids(llama, "e\u0301 and \u212b")]  # half a character, and letters of two characters
    return [
        [],
        SENTENCE_IDS,
        *(ids(llama, one) for one in sample),
        *parts,
        *(ids(llama, one) for one in others),
        *drawn,
        [40, 128009, 1097, 128009, 128001, 128255],
        SPELLED_OUT,
        [128000, 128000, 40],
        [1, 2, 3, 0],  # the small tokenizer is asked for the same
        ids(llama, AWKWARD[-1])[1:],  # the byte order mark is the first character
        # Of one length and with the same beginning; a space in front of a special token, text behind end-of-text.
        [128000, 40, 128001, 1097, 220, 128009],
        [128000, 40, 128001, 12304, 220, 128009],
    ]


def lowercase_lists(lowercase) -> list[list[int]]:
    """The same for the small tokenizer; <note> was added to its vocabulary, but it is not special."""
    return [ids(lowercase, "lower , <note> <mark>"), [1, 2, 3, 0]]


def cleaned(one: str) -> str:
    """The text as a bare `decode` of the tokenizer `cleaning` gives it."""
    for before, after in ((" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" n't", "n't"), (" 'm", "'m"), (" 're", "'re")):
        one = one.replace(before, after)
    return one


@points(1, decode)
def test_the_lecture_sentence_comes_back_with_its_begin(llama):
    expect(decode, llama, SENTENCE_IDS).returns("<|begin_of_text|>" + SENTENCE)
    expect(decode, llama, EXAMPLE).returns("<|begin_of_text|>I am excited")


@points(1, decode, seconds=60)
def test_spaces_before_punctuation_stay(llama, cleaning):
    both = [(tokenizer, one) for one in PUNCTUATED for tokenizer in (llama, cleaning)]
    calls = expect.each(decode, [(tokenizer, ids(tokenizer, one)) for tokenizer, one in both])
    for (call, tokenizer, _), (_, one) in zip(calls, both, strict=True):
        if tokenizer is llama:
            call.returns("<|begin_of_text|>" + one)
        else:
            call.returns("<s>" + one, instead={"<s>" + cleaned(one): CLEANS})


@points(2, decode, seconds=60)
def test_every_list_of_ids_is_decoded_with_its_special_tokens(llama, lowercase, lists):
    for call, _, one in expect.each(decode, [(llama, one) for one in lists]):
        because = "what the ids say is decoded at every call, all of it, special tokens and the spaces beside them too."
        call.returns(text(llama, one), because=because)
    expect(decode, llama, ids(llama, LONG)[1:]).returns(LONG, because=ALL_IDS)
    for call, _, one in expect.each(decode, [(lowercase, one) for one in lowercase_lists(lowercase)]):
        call.returns(text(lowercase, one))


@points(1, decode_text)
def test_the_lecture_sentence_comes_back_without_its_begin(llama):
    expect(decode_text, llama, SENTENCE_IDS).returns(SENTENCE)
    expect(decode_text, llama, EXAMPLE).returns("I am excited")


@points(1, decode_text, seconds=60)
def test_spaces_stay_without_special_tokens_too(llama, cleaning):
    both = [(tokenizer, one) for one in [*PUNCTUATED, "  ends  ", "\n"] for tokenizer in (llama, cleaning)]
    calls = expect.each(decode_text, [(tokenizer, ids(tokenizer, one)) for tokenizer, one in both])
    for (call, tokenizer, _), (_, one) in zip(calls, both, strict=True):
        call.returns(one, instead={cleaned(one): CLEANS} if tokenizer is cleaning else None)


@points(2, decode_text, seconds=60)
def test_special_tokens_go_wherever_they_stand_and_nothing_else(llama, lowercase, lists):
    for call, _, one in expect.each(decode_text, [(llama, one) for one in lists]):
        because = (
            READS_LIKE_ONE
            if one is SPELLED_OUT
            else "only the special tokens go; all that stands between and behind them stays."
        )
        call.returns(text(llama, one, special=False), because=because)
    expect(decode_text, llama, ids(llama, LONG)[1:]).returns(LONG, because=ALL_IDS)
    for call, _, one in expect.each(decode_text, [(lowercase, one) for one in lowercase_lists(lowercase)]):
        call.returns(text(lowercase, one, special=False))


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
    expect(pieces, llama, EXAMPLE).returns(want[:4])


@points(1, pieces)
def test_half_a_character_reads_as_replacement_characters(llama):
    halves = [(llama, ids(llama, one)) for one in ("🤗", "ሰላም ለዓለም", "𐍈𐍉", "a👩🏽‍🚀b")]
    for call, _, some in expect.each(pieces, halves):
        call.returns([text(llama, [i]) for i in some])


@points(2, pieces, seconds=60)
def test_one_string_for_every_id(llama, lowercase, cleaning, lists):
    some = ids(cleaning, "a , b ! do n't ?")
    want = [text(cleaning, [i]) for i in some]
    expect(pieces, cleaning, some).returns(want, instead={tuple(map(cleaned, want)): CLEANS})
    # batch_decode of no ids at all gives one empty string on transformers 5
    for call, _, one in expect.each(pieces, [(llama, one) for one in filter(None, lists)]):
        call.returns([text(llama, [i]) for i in one])
    some = ids(lowercase, "lower , <note> <mark>")
    expect(pieces, lowercase, some).returns([text(lowercase, [i]) for i in some])


@points(1, round_trips, seconds=60)
def test_llama_gives_every_text_back(llama, lowercase, rng):
    expect(round_trips, lowercase, SENTENCE).returns(False, because=LOWERS)
    some = [SENTENCE, *PUNCTUATED, "  ends  ", "\r\n", *AWKWARD, *rng.sample(sorted(corpus.scripts().values()), 10)]
    some.append(corpus.random_text(rng, 100))
    for call, *_ in expect.each(round_trips, [(llama, one) for one in some]):
        call.returns(True, because="Llama's tokenizer loses nothing: every text comes back.")
    because = "an empty text comes back as an empty text: the answer is True. The begin-of-text alone is no difference."
    expect(round_trips, llama, "").returns(True, instead={"": because, False: because}, because=because)


@points(1, round_trips, seconds=60)
def test_a_tokenizer_that_lower_cases_loses_capitals(lowercase, plain, spacing, composing, cleaning):
    # First where nothing is put in front: who compares with what is, is right here, and who says False to all is not.
    in_front = "not every tokenizer puts a token in front: leave out only what encoding put there."
    for one in ("", "x", "the token", "The Token", "</s>x"):
        expect(round_trips, plain, one).returns(True, because=in_front)
    own = "the token in front is this tokenizer's own; leave out what encoding put there."
    expect(round_trips, spacing, " the token").returns(True, because=own)
    for call, *_ in expect.each(round_trips, [(lowercase, "All Lower"), (lowercase, "Lower " + "and lower " * 9)]):
        call.returns(False, because=LOWERS)
    expect(round_trips, lowercase, "all lower").returns(True, because=own)
    changed = "this tokenizer puts a space in front of the text, so more comes back than the text: compare for equality, with nothing stripped."
    together = "this tokenizer puts a letter and its accents together, and in an order, so another text comes back: compare character by character, in no common form."
    for call, *_ in expect.each(round_trips, [(composing, one) for one in ("cafe\u0301", "\u212b", "q\u0307\u0323")]):
        call.returns(False, because=together)
    expect(round_trips, composing, "caf\u00e9").returns(
        True, because="this text is in the form NFC already, and comes back."
    )
    expect(round_trips, spacing, "the token").returns(False, because=changed)
    for call, *_ in expect.each(round_trips, [(lowercase, one) for one in ("", "the token", "x")]):
        call.returns(True, because=in_front)
    for call, *_ in expect.each(round_trips, [(cleaning, one) for one in PUNCTUATED]):
        call.returns(True, because=CLEANS)
    whole = "a long text comes back as a whole where nothing is cut off in encoding, as `truncation` does."
    expect(round_trips, lowercase, "lower and lower " * 300).returns(True, because=whole)


@points(1, round_trips, seconds=60)
def test_a_text_that_spells_special_tokens_comes_back(llama, lowercase, own_tokenizer):
    expect(round_trips, lowercase, "<mark> The").returns(False, because=LOWERS)
    because = "special tokens that the text itself spells are shown; leave out only the one begin-of-text in front."
    spelled = ["<|eot_id|>", "say <|begin_of_text|> twice", "<|begin_of_text|>", "<|begin_of_text|><|begin_of_text|>x"]
    for call, *_ in expect.each(round_trips, [(llama, one) for one in [*spelled, "<|end_of_text|> "]]):
        call.returns(True, because=because)
    expect(round_trips, lowercase, "<note> <mark>").returns(True)
    stripping = own_tokenizer(stripping=True)
    expect(round_trips, stripping, "<s>the token").returns(True, because=because)
    lost = "this tokenizer takes off white space at the ends of a text, so another text comes back: compare for equality."
    changed = [(stripping, one) for one in (" the token", "the token ", "the token\n")]
    for call, *_ in expect.each(round_trips, changed):
        call.returns(False, because=lost)
