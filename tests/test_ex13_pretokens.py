"""Graded: ex13, the first cut and the letters of the vocabulary."""

from functools import cache

from exercises.ex13_pretokens import byte_letters, from_entry, split, to_entry
from kit.suite import LLAMA, SENTENCE, Suite, corpus, load, points, ranks


def cut(tokenizer, text: str) -> list[str]:
    """The pre-tokens of a text by the tokenizer itself, read from the places at which it cuts."""
    return [text[a:b] for _, (a, b) in tokenizer.backend_tokenizer.pre_tokenizer.pre_tokenize_str(text)]


def spelled(data: bytes) -> str:
    """How the vocabulary spells these bytes."""
    return "".join(vocabulary_letters()[byte] for byte in data)


@cache
def vocabulary_letters() -> dict[int, str]:
    """The letter of each byte: Meta's file says which id a byte has, the Hub's vocabulary how that id is spelled."""
    backend = load(LLAMA).backend_tokenizer
    return {byte: backend.id_to_token(ranks.ranks()[bytes([byte])]) for byte in range(256)}


def data_of(entry: str) -> bytes:
    """The bytes that an entry of the vocabulary spells."""
    bytes_of = {letter: byte for byte, letter in vocabulary_letters().items()}
    return bytes(bytes_of[letter] for letter in entry)


suite = Suite("ex13_pretokens", model=LLAMA)
expect = suite.expect


WHITE_SPACE = [
    "  two spaces  and   three", " ", "   ", "\n", "\n\n\n", "a \n b", "a\n\n  b", "tab\tand\t\ttabs", "line\r\nline\r\n\r\nend\r",
    "x   1", "x   !", "no\u00a0break \u3000wide", " \t\n \t", "end  \n", "end\n  ", "if x:\n    return  y\n",
    "a\rb", "a\nb", "a\r\rb", "a\t!", "a\u00a0!",
]  # fmt: skip
ODD_SPACE = {
    "\x0b ": ("\x0b", " "), "\x0b\x85": ("\x0b", "\x85"), "x\x1c\x1cy": ("x", "\x1c", "\x1cy"), "\x0b\x1c": ("\x0b\x1c",),
    "\x0b\ufeff": ("\x0b\ufeff",), "\x0c\n\x0c": ("\x0c", "\n", "\x0c"),
}  # fmt: skip
"""White space and what is often taken for it, and how it is cut by somebody who takes it so."""
SIGNS = [
    "!\r\n", "Hi!!! \n\nYo", "(see)", "a -- b", "«Où?»", " ...", "...\n\n...", "x=y+1;\n", "#tag @name", "_private __init__",
    "$5.00", "it’s", "a_b-c", "😀 😀😀\n", "e\u0301te", "…\n word", "'' ''s", "* item\n* item\n",
    "!\rx", "!\n\r",
]  # fmt: skip
ENDINGS = [
    "the 'model' itself", "It's we'll I'm they've you're he'd don't", "IT'S WE'LL I'M THEY'VE YOU'RE HE'D DON'T", "Rock 'n' roll 's 't",
    "'tis", "'data' ", "'really'x", "'very'x", "'sun'", "it'sx", "'Revenue'", "'Model'", "n't",
    "'tis 'twas", "x'S't'RE", "l'été d'accord", "'lless 'd2", "can't've", "o'clock 'sun' 'ham'", "’sa ’tis",
]  # fmt: skip
NUMBERS = [
    "in 2024", "2024", "1", "12", "123", "1234567", "3.14159", "1,000,000", "v1.2.10", "abc123def4567", "٢٠٢٤ ۱۲۳۴", "१२३४५",
    "Ⅷ ½ ¾ ² x²³⁴⁵", "①②③④", "２０２４年", "0xFF00", "१२abc",
]  # fmt: skip
PLAIN = ["\t", "\r\n", "x\r", "\u00a0", "\u00ad", "\x00", "\x7f", "e\u0301", "<|eot_id|>"]
"""Text that is spelled and read back like any other."""


def sample(rng, number: int) -> list[str]:
    return rng.sample(corpus.texts(), number)


@points(0.5, split)
def test_words_keep_the_space_in_front(llama):
    words = [
        "I",
        " am",
        " excited",
        " to",
        " show",
        " Tokenizers",
        " in",
        " action",
        " to",
        " my",
        " LLM",
        " engineers",
    ]
    expect(split, SENTENCE).returns(words)
    expect(split, "It's  1234!\r\n").returns(["It", "'s", " ", " ", "123", "4", "!\r\n"])


@points(0.5, split)
def test_english_endings_are_cut_off_in_either_case(llama):
    for text in ENDINGS:
        expect(split, text).returns(cut(llama, text))


@points(0.5, split)
def test_numbers_are_cut_after_three_digits(llama, rng):
    for text in [*NUMBERS, str(rng.randrange(10**11, 10**12)), f"in {rng.randrange(1000, 10**6)}!"]:
        expect(split, text).returns(cut(llama, text))


@points(0.5, split)
def test_white_space_is_cut_as_llama_does(llama):
    for text in WHITE_SPACE:
        expect(split, text).returns(cut(llama, text))
    because = "white space is what `\\s` of `regex` says: \\x0b, \\x0c and \\x85 are, \\x1c (in Python's `re`) and \\ufeff are not."
    for text, wrong in ODD_SPACE.items():
        expect(split, text).returns(cut(llama, text), instead={wrong: because}, because=because)


@points(0.5, split)
def test_signs_take_a_space_in_front_and_line_breaks_behind(llama):
    for text in SIGNS:
        expect(split, text).returns(cut(llama, text))


@points(0.5, split)
def test_special_text_is_text_and_empty_text_has_no_pre_token(llama):
    for text in [
        "",
        "<|eot_id|>",
        "say <|begin_of_text|> twice<|begin_of_text|>",
        "<|eot<|eot_id|>_id|>",
        "</s>[INST]",
    ]:
        expect(split, text).returns(cut(llama, text))


@points(1, split, seconds=30)
def test_every_script_is_cut_as_llama_does(llama, rng):
    for text in [*corpus.scripts().values(), *sample(rng, 60)]:
        expect(split, text).returns(cut(llama, text))


@points(0.5, split, seconds=30)
def test_text_nobody_has_seen_is_cut_as_llama_does(llama, rng):
    for length in (1, 2, 3, 5, 10, *[100] * 25):
        text = corpus.random_text(rng, length)
        expect(split, text).returns(cut(llama, text))


@points(1.5, byte_letters)
def test_the_letters_are_those_of_the_vocabulary(llama):
    expect(byte_letters).returns(vocabulary_letters())
    expect(byte_letters).returns(vocabulary_letters(), because="the first call's answer was right; each call is to give the same.")


@points(0.5, to_entry)
def test_a_space_is_spelled_like_any_other_byte():
    for text, entry in (
        (" am", "Ġam"),
        ("日\t", "æĹ¥ĉ"),
        ("é\n", "Ã©Ċ"),
        ("am", "am"),
        ("  Am ", "ĠĠAmĠ"),
        ("\r\n", "čĊ"),
    ):
        expect(to_entry, text).returns(entry)


@points(0.5, to_entry, seconds=30)
def test_entries_are_spelled_as_in_the_vocabulary(llama, rng):
    for token_id in (220, 271, 1097, 100769, *rng.sample(range(128_000), 150)):
        entry = llama.backend_tokenizer.id_to_token(token_id)
        text = data_of(entry).decode("utf-8", "ignore")
        expect(to_entry, text).returns(entry if text.encode() == data_of(entry) else spelled(text.encode()))


@points(0.5, to_entry, seconds=30)
def test_any_text_is_spelled_by_its_bytes(llama, rng):
    from tokenizers.pre_tokenizers import ByteLevel

    own = ByteLevel(add_prefix_space=False, use_regex=False)
    for text in [SENTENCE, *sample(rng, 40), *(corpus.random_text(rng, 60) for _ in range(10))]:
        expect(to_entry, text).returns("".join(piece for piece, _ in own.pre_tokenize_str(text)))


@points(0.5, to_entry)
def test_white_space_and_empty_text_have_spellings():
    for text in ["", " ", "\n\n", " x ", *PLAIN]:
        expect(to_entry, text).returns(spelled(text.encode()))
    because = "the character \\ufeff is text like any other: read and write plain UTF-8, not `utf-8-sig`."
    expect(to_entry, "\ufeffa\ufeff").returns(spelled("\ufeffa\ufeff".encode()), because=because)


@points(0.5, from_entry)
def test_a_spelling_is_read_back():
    because = "the character \\ufeff is text like any other: read and write plain UTF-8, not `utf-8-sig`."
    expect(from_entry, spelled("\ufeffa".encode())).returns("\ufeffa", because=because)
    for text, entry in ((" am", "Ġam"), ("日\t", "æĹ¥ĉ"), ("é\n", "Ã©Ċ"), ("am", "am"), ("  Am ", "ĠĠAmĠ"), ("", "")):
        expect(from_entry, entry).returns(text)
    for text in PLAIN:
        expect(from_entry, spelled(text.encode())).returns(text)


@points(0.5, from_entry, seconds=30)
def test_entries_of_the_vocabulary_are_readable(llama, rng):
    for token_id in (220, 271, 1097, 100769, *rng.sample(range(128_000), 40)):
        want = ranks.entries()[token_id].decode("utf-8", "replace")
        expect(from_entry, llama.backend_tokenizer.id_to_token(token_id)).returns(want)


@points(0.5, from_entry, seconds=30)
def test_part_of_a_character_reads_as_a_replacement_character(llama, rng):
    halves = [k for k, entry in enumerate(ranks.entries()) if "\ufffd" in entry.decode("utf-8", "replace")]
    for token_id in rng.sample(halves, 40):
        # The tokenizer decodes it so.
        want = llama.backend_tokenizer.decode([token_id], skip_special_tokens=False)
        expect(from_entry, llama.backend_tokenizer.id_to_token(token_id)).returns(want)


@points(0.5, from_entry)
def test_a_character_that_is_none_of_the_letters_is_an_error():
    because = "this character is none of the 256 letters; nothing in the vocabulary is spelled with it."
    for entry in [" am", "Ġam\n", "日本", "a\u00a0b", "\u00ad", "\x00", "ń", "\x7f", "😀", "Ġ Ġ", "e\u0301"]:
        expect(from_entry, entry).raises(ValueError, because=because)
