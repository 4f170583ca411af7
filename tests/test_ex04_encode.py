"""Graded: ex04, text to ids.

An answer that asks for the vocabulary at every call is slow and right, so tests with many calls have time.
"""

from exercises.ex04_encode import characters_per_token, count_tokens, encode, estimate_tokens
from kit.suite import SENTENCE, SENTENCE_IDS, Suite, corpus, ids, points

suite = Suite("ex04_encode")
expect = suite.expect

AWKWARD = ["", "  two  spaces  ", " ", "\n", "\ttab\r\nand line ends\n", "I am  here", "tokens TOKENS Tokens"]
AWKWARD += ["\ufeffa\x00b", "one two three " * 200]  # what a clean-up drops, and more than many limits
# What tidying up changes: quotes and dashes, entities, letters and accents apart, wide and joined letters.
AWKWARD += [
    "“so” – it’s ‘so’…",
    "a &amp; b &lt;i&gt; &#233;",
    "cafe\u0301 A\u030angstro\u0308m",
    "ﬁn ＡＢＣ ①²",
    "a\u00a0b\u200bc\u00ad",
]
LONG = "a lower and lower " * 300
"""More tokens than the 512 that the small tokenizer's config names as its limit; no round number ends between its words."""
LONGEST = " ".join(corpus.scripts().values()) * 3
"""More than 10,000 tokens, which is more than limits that people set."""
SPELLED = ["<|eot_id|>", "say <|begin_of_text|> and <|end_of_text|>", "<|begin_of_text|>twice", "<|not_a_token|>"]
REPEATS = "tokenizers to tokenizers, engineers to engineers, tokenizers to engineers"
"""Of this text all that could be counted by mistake are other numbers than its tokens: words, repeats, a rule of thumb."""
PLAIN = "A rule of thumb is a rule of thumb, no more: it counts characters, and a token is not one"

WHOLE = "the ids that the model receives are asked for: those of the whole text, as it is, behind one begin-of-text."
WHOLE_AT_ONCE = (
    "a long text is encoded at once and as a whole: nothing of it is cut off, and it is not encoded in parts."
)
COUNT = "all ids that the model receives count: as many as `encode` returns for this text."
ANOTHER = "another tokenizer cuts the same text otherwise: count with the one that came in, at every call."
QUOTIENT = "the characters of the text that came in, over the number of its tokens, not rounded, is asked for."
RULE = "characters over four, to the nearest whole number, halves up, and at least 1 where there is any text."


def count(tokenizer, text: str) -> int:
    return len(ids(tokenizer, text))


def texts(rng) -> list[str]:
    """Other scripts, and text nobody has seen before."""
    return [*rng.sample(sorted(corpus.scripts().values()), 24), *(corpus.random_text(rng, 80) for _ in range(6))]


@points(1, encode)
def test_the_lecture_sentence_is_15_ids(llama):
    expect(encode, llama, SENTENCE).returns(SENTENCE_IDS, because=WHOLE)


@points(1, encode, seconds=60)
def test_every_script_has_its_ids(llama, rng):
    for call, _, text in expect.each(encode, [(llama, text) for text in texts(rng)]):
        call.returns(ids(llama, text), because=WHOLE)


@points(1, encode, seconds=60)
def test_white_space_and_empty_text_are_encoded_as_they_are(llama):
    for call, _, text in expect.each(encode, [(llama, text) for text in [*AWKWARD, LONGEST]]):
        because = "text is encoded as it is: nothing is trimmed, replaced or left out before." if text else None
        because = WHOLE_AT_ONCE if len(text) > 1000 else because
        call.returns(ids(llama, text), because=because)


@points(1, encode)
def test_text_that_spells_a_special_token_becomes_that_token(llama):
    for call, _, text in expect.each(encode, [(llama, text) for text in SPELLED]):
        call.returns(ids(llama, text), because=WHOLE)


@points(1, encode)
def test_another_tokenizer_has_another_begin(llama, lowercase):
    expect(encode, llama, "I am excited").returns([128000, 40, 1097, 12304], because=WHOLE)
    for call, _, text in expect.each(encode, [(lowercase, text) for text in ("The Token", "", "lower and lower")]):
        because = "the numbers of one tokenizer mean nothing to another: use the tokenizer that came in."
        call.returns(ids(lowercase, text), because=because)
    expect(encode, lowercase, LONG).returns(ids(lowercase, LONG), because=WHOLE_AT_ONCE)


@points(1, count_tokens)
def test_the_lecture_sentence_has_15_tokens(llama):
    for call, *_ in expect.each(count_tokens, [(llama, REPEATS), (llama, SENTENCE)]):
        call.returns(15, because=COUNT)
    expect(count_tokens, llama, "I am").returns(3, because=COUNT)


@points(2, count_tokens, seconds=60)
def test_tokens_are_counted_in_every_script(llama, lowercase, rng):
    expect(count_tokens, lowercase, "The Token").returns(count(lowercase, "The Token"), because=ANOTHER)
    for call, _, text in expect.each(count_tokens, [(llama, text) for text in [*texts(rng), *AWKWARD, *SPELLED]]):
        call.returns(count(llama, text), because=COUNT)
    for call, _, text in expect.each(count_tokens, [(lowercase, text) for text in ("The Token", SENTENCE)]):
        call.returns(count(lowercase, text), instead={count(llama, text): ANOTHER}, because=ANOTHER)
    for call, tokenizer, text in expect.each(count_tokens, [(lowercase, LONG), (llama, LONGEST)]):
        call.returns(count(tokenizer, text), because=WHOLE_AT_ONCE)


@points(1, count_tokens)
def test_an_empty_text_counts_its_begin_of_text(llama, lowercase):
    for call, *_ in expect.each(count_tokens, [(llama, ""), (lowercase, "")]):
        call.returns(1, because="the model receives begin-of-text even when the text is empty.")


@points(1, characters_per_token)
def test_the_lecture_sentence_has_4_characters_a_token(llama):
    expect(characters_per_token, llama, REPEATS).returns_about(len(REPEATS) / 15, within=0.005, because=QUOTIENT)
    expect(characters_per_token, llama, SENTENCE).returns_about(61 / 15, within=0.005, because=QUOTIENT)


@points(1, characters_per_token, seconds=60)
def test_other_scripts_have_fewer_characters_a_token(llama, lowercase, rng):
    cases = [(llama, text) for text in [*texts(rng), *AWKWARD[1:], *SPELLED, SENTENCE]]
    for call, _, text in expect.each(characters_per_token, cases):
        call.returns_about(len(text) / count(llama, text), within=0.005, because=QUOTIENT)
    want = len(SENTENCE) / count(lowercase, SENTENCE)
    expect(characters_per_token, lowercase, SENTENCE).returns_about(want, within=0.005, because=ANOTHER)
    for call, tokenizer, text in expect.each(characters_per_token, [(lowercase, LONG), (llama, LONGEST)]):
        call.returns_about(len(text) / count(tokenizer, text), within=0.005, because=WHOLE_AT_ONCE)


@points(1, characters_per_token)
def test_an_empty_text_has_no_characters_a_token(llama, lowercase):
    for call, *_ in expect.each(characters_per_token, [(llama, ""), (lowercase, "")]):
        call.returns(0.0, because="an empty text has no characters, whatever the model receives: the answer is 0.0.")
    expect(characters_per_token, llama, "I am").returns_about(4 / 3, within=0.005)


@points(1, estimate_tokens)
def test_the_rule_of_thumb_is_four_characters_a_token(rng):
    expect(estimate_tokens, PLAIN).returns(len(PLAIN) // 4, because=RULE)
    expect(estimate_tokens, SENTENCE).returns(15, because=RULE)
    for call, text in expect.each(estimate_tokens, [("x" * length,) for length in rng.sample(range(20, 4000, 4), 10)]):
        call.returns(len(text) // 4, because=RULE)


@points(1, estimate_tokens)
def test_the_estimate_is_rounded_to_the_nearest_halves_up():
    for call, text in expect.each(estimate_tokens, [(("a é b" * 12)[:length],) for length in (7, *range(5, 60))]):
        call.returns((len(text) + 2) // 4, because=RULE)


@points(1, estimate_tokens)
def test_a_text_has_at_least_one_token_unless_it_is_empty(llama):
    expect(estimate_tokens, "").returns(0)
    for call, _ in expect.each(estimate_tokens, [(text,) for text in ("a", " ", "é", "日本", "abc")]):
        call.returns(1, because=RULE)
    because = "the rule counts all characters alike, `len(text)`: line ends, emoji and special text too, in a text of any length."
    alike = ["日本語" * 5, "🤗" * 10, "\n" * 9, "a\n" * 30, "<|eot_id|>" * 3, "ab " * 30_000, "0123456789", *AWKWARD[-5:], " padded  "]
    for call, text in expect.each(estimate_tokens, [(text,) for text in alike]):
        call.returns((len(text) + 2) // 4, because=because)
    # How wrong the rule is elsewhere: Amharic needs more than three times as many tokens as it says.
    because = "the rule knows characters only, whatever the script."
    for call, text in expect.each(estimate_tokens, [(corpus.scripts()[script],) for script in ("Japanese", "Amharic")]):
        call.returns((len(text) + 2) // 4, because=because)
        assert count(llama, text) > 1.5 * len(text) / 4
