"""Graded: ex04, text to ids."""

from exercises.ex04_encode import characters_per_token, count_tokens, encode, estimate_tokens
from kit import corpus
from kit.grading.tokenizers import ids
from kit.suite import SENTENCE, SENTENCE_IDS, Suite, points


def count(tokenizer, text: str) -> int:
    return len(ids(tokenizer, text))


suite = Suite(
    "ex04_encode",
    mistakes={
        "encode": [
            (
                "special tokens that the text spells became ordinary ones; the tokenizer's default keeps them special.",
                lambda tokenizer, text: tokenizer.encode(text, split_special_tokens=True),
            ),
            (
                "white space at the ends of the text is lost; the text is encoded as it is.",
                lambda tokenizer, text: ids(tokenizer, text.strip()),
            ),
            (
                "the text was put into lower case first; to a tokenizer that is another text.",
                lambda tokenizer, text: ids(tokenizer, text.lower()),
            ),
            (
                "these are the pieces; the ids are asked for.",
                lambda tokenizer, text: tokenizer.convert_ids_to_tokens(ids(tokenizer, text)),
            ),
            (
                "the text was cut at spaces and each word encoded by itself, so the spaces are gone.",
                lambda tokenizer, text: [
                    *ids(tokenizer, ""),
                    *(i for word in text.split() for i in ids(tokenizer, word, False)),
                ],
            ),
            (
                "a space was put in front of the text.",
                lambda tokenizer, text: ids(tokenizer, " " + text),
            ),
        ],
        "count_tokens": [
            (
                "begin-of-text is not counted, and the model receives it.",
                lambda tokenizer, text: count(tokenizer, text) - 1,
            ),
            ("these are the characters; tokens are asked for.", lambda tokenizer, text: len(text)),
            ("these are the words; tokens are asked for.", lambda tokenizer, text: len(text.split())),
            ("these are the bytes; tokens are asked for.", lambda tokenizer, text: len(text.encode())),
            ("begin-of-text is counted twice.", lambda tokenizer, text: count(tokenizer, text) + 1),
            (
                "each token is counted once however often it comes: a set drops repeats.",
                lambda tokenizer, text: len(set(ids(tokenizer, text))),
            ),
            (
                "this is the rule of thumb; the tokenizer can count.",
                lambda tokenizer, text: max(1, (len(text) + 2) // 4),
            ),
        ],
        "characters_per_token": [
            (
                "the count leaves begin-of-text out; take what count_tokens returns.",
                lambda tokenizer, text: len(text) / max(1, count(tokenizer, text) - 1),
            ),
            (
                "that is upside down: characters over tokens.",
                lambda tokenizer, text: count(tokenizer, text) / len(text),
            ),
            (
                "these are bytes over tokens; characters are asked for.",
                lambda tokenizer, text: len(text.encode()) / count(tokenizer, text),
            ),
            (
                "`//` divides whole numbers and drops the rest.",
                lambda tokenizer, text: len(text) // count(tokenizer, text),
            ),
            (
                "`//` divides whole numbers and drops the rest.",
                lambda tokenizer, text: float(len(text) // count(tokenizer, text)),
            ),
            ("spaces are characters too.", lambda tokenizer, text: len("".join(text.split())) / count(tokenizer, text)),
        ],
        "estimate_tokens": [
            (
                "round() rounds halves to the even neighbour: round(2.5) is 2. `(n + 2) // 4` rounds halves up.",
                lambda text: max(1, round(len(text) / 4)) if text else 0,
            ),
            (
                "`// 4` always rounds down; to the nearest is asked for.",
                lambda text: max(1, len(text) // 4) if text else 0,
            ),
            ("that rounds up; to the nearest is asked for.", lambda text: -(-len(text) // 4)),
            ("a text that is not empty has at least one token.", lambda text: (len(text) + 2) // 4),
            ("an empty text has no tokens.", lambda text: max(1, (len(text) + 2) // 4)),
            (
                "these are bytes; the rule counts characters.",
                lambda text: max(1, (len(text.encode()) + 2) // 4) if text else 0,
            ),
            ("this is the division itself; round it to a whole number.", lambda text: len(text) / 4),
            ("spaces are characters too.", lambda text: max(1, (len("".join(text.split())) + 2) // 4) if text else 0),
            ("these are the words; the rule goes by characters.", lambda text: len(text.split())),
        ],
    },
)
expect = suite.expect

AWKWARD = ["", " ", "\n", "  two spaces  ", "\ttab\r\nand line ends\n", "I am  here", "tokens TOKENS Tokens"]
SPELLED = ["<|eot_id|>", "say <|begin_of_text|> and <|end_of_text|>", "<|begin_of_text|>twice", "<|not_a_token|>"]


def texts(rng) -> list[str]:
    """Other scripts, and text nobody has seen before."""
    return [*rng.sample(sorted(corpus.scripts().values()), 24), *(corpus.random_text(rng, 80) for _ in range(6))]


@points(1, encode)
def test_the_lecture_sentence_is_15_ids(llama):
    expect(encode, llama, SENTENCE).returns(SENTENCE_IDS)


@points(1, encode)
def test_every_script_has_its_ids(llama, rng):
    for text in texts(rng):
        expect(encode, llama, text).returns(ids(llama, text))


@points(1, encode)
def test_white_space_and_empty_text_are_encoded_as_they_are(llama):
    for text in AWKWARD:
        expect(encode, llama, text).returns(ids(llama, text))


@points(1, encode)
def test_text_that_spells_a_special_token_becomes_that_token(llama):
    for text in SPELLED:
        expect(encode, llama, text).returns(ids(llama, text))


@points(1, encode)
def test_another_tokenizer_has_another_begin(lowercase, plain):
    for tokenizer in (lowercase, plain):
        for text in ("The Token", "", "lower and lower"):
            because = "the numbers of one tokenizer mean nothing to another: use the tokenizer that came in."
            expect(encode, tokenizer, text).returns(ids(tokenizer, text), because=because)


@points(1, count_tokens)
def test_the_lecture_sentence_has_15_tokens(llama):
    expect(count_tokens, llama, SENTENCE).returns(15)


@points(2, count_tokens)
def test_tokens_are_counted_in_every_script(llama, lowercase, plain, rng):
    for text in [*texts(rng), *AWKWARD, *SPELLED]:
        expect(count_tokens, llama, text).returns(count(llama, text))
    for tokenizer in (lowercase, plain):
        expect(count_tokens, tokenizer, "The Token").returns(count(tokenizer, "The Token"))


@points(1, count_tokens)
def test_an_empty_text_counts_its_begin_of_text(llama):
    expect(count_tokens, llama, "").returns(1, because="the model receives begin-of-text even when the text is empty.")


@points(1, characters_per_token)
def test_the_lecture_sentence_has_4_characters_a_token(llama):
    expect(characters_per_token, llama, SENTENCE).returns_about(61 / 15, within=0.005)


@points(1, characters_per_token)
def test_other_scripts_have_fewer_characters_a_token(llama, rng):
    for text in [*texts(rng), *AWKWARD[1:], *SPELLED]:
        expect(characters_per_token, llama, text).returns_about(len(text) / count(llama, text), within=0.005)


@points(1, characters_per_token)
def test_an_empty_text_has_no_characters_a_token(llama):
    expect(characters_per_token, llama, "").returns(0.0)


@points(1, estimate_tokens)
def test_the_rule_of_thumb_is_four_characters_a_token(rng):
    expect(estimate_tokens, SENTENCE).returns(15)
    for length in rng.sample(range(20, 4000, 4), 10):
        expect(estimate_tokens, "x" * length).returns(length // 4)


@points(1, estimate_tokens)
def test_the_estimate_is_rounded_to_the_nearest_halves_up():
    for length in range(5, 60):
        expect(estimate_tokens, ("a é b" * 12)[:length]).returns((length + 2) // 4)


@points(1, estimate_tokens)
def test_a_text_has_at_least_one_token_unless_it_is_empty(llama):
    expect(estimate_tokens, "").returns(0)
    for text in ("a", " ", "é", "日本", "abc"):
        expect(estimate_tokens, text).returns(1)
    # How wrong the rule is elsewhere: Amharic needs more than three times as many tokens as it says.
    for script in ("Japanese", "Amharic"):
        text = corpus.scripts()[script]
        expect(estimate_tokens, text).returns(
            (len(text) + 2) // 4, because="the rule knows characters only, whatever the script."
        )
        assert count(llama, text) > 1.5 * len(text) / 4
