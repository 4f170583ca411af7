"""Graded: ex13, the first cut and the letters of the vocabulary."""

from functools import cache

import regex

from exercises.ex13_pretokens import byte_letters, from_entry, split, to_entry
from kit import corpus
from kit.grading import ranks
from kit.suite import LLAMA, SENTENCE, Suite, points

PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
"""Llama's pattern, for the mistakes only: expected values come from the tokenizer's own cut."""


def cut(tokenizer, text: str) -> list[str]:
    """The pre-tokens of a text by the tokenizer itself, read from the places at which it cuts."""
    return [text[a:b] for _, (a, b) in tokenizer.backend_tokenizer.pre_tokenizer.pre_tokenize_str(text)]


def spelled(data: bytes) -> str:
    """How the vocabulary spells these bytes, for the mistakes and for text that is no entry."""
    return "".join(vocabulary_letters()[byte] for byte in data)


@cache
def vocabulary_letters() -> dict[int, str]:
    """The letter of each byte: Meta's file says which id a byte has, the Hub's vocabulary how that id is spelled."""
    from kit.grading.tokenizers import load

    backend = load(LLAMA).backend_tokenizer
    return {byte: backend.id_to_token(ranks.ranks()[bytes([byte])]) for byte in range(256)}


def letters_with(printable: list[int], start: int = 256) -> dict[int, str]:
    others = [byte for byte in range(256) if byte not in printable]
    letters = {byte: chr(byte) for byte in printable}
    return letters | {byte: chr(start + k) for k, byte in enumerate(others)}


def data_of(entry: str) -> bytes:
    bytes_of = {letter: byte for byte, letter in vocabulary_letters().items()}
    return bytes(bytes_of[letter] for letter in entry)


def by(old: str = "", new: str = "", pattern: str = PATTERN):
    """A recipe: the cut with a part of the pattern changed."""
    return lambda text: regex.findall(pattern.replace(old, new), text)


GPT_2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"

ASCII = PATTERN.replace(r"?\p{L}+", "?[A-Za-z]+").replace(r"\p{L}", "A-Za-z").replace(r"\p{N}{", "[0-9]{").replace(r"\p{N}", "0-9")

suite = Suite(
    "ex13_pretokens",
    mistakes={
        "split": [
            ("special tokens are not known here: text that spells one is cut like any other.", lambda text: _special_apart(text)),
            ("the spaces are gone; joined, the pre-tokens are the text again.", lambda text: text.split()),
            ("the text was cut at spaces; the pattern cuts at more places.", lambda text: text.split(" ")),
            (
                "only endings in small letters are known; `(?i:…)` finds 'S and 'LL as well.",
                by("(?i:", "(?:"),
            ),
            (
                "endings such as 's are not cut off; they are the first alternative.",
                by("(?i:'s|'t|'re|'ve|'m|'ll|'d)|"),
            ),
            ("a run of digits is cut after three: `\\p{N}{1,3}`.", by(r"\p{N}{1,3}", r"\p{N}+")),
            ("digits stay together up to three: `\\p{N}{1,3}`.", by(r"\p{N}{1,3}", r"\p{N}")),
            (
                "digits are numbers of any script, Roman numerals and fractions too: `\\p{N}`, not `\\d`.",
                by(r"\p{N}", r"\d"),
            ),
            ("letters are those of every script: `\\p{L}` of the module regex.", by(pattern=ASCII)),
            (
                "signs stay apart from the space in front of them; `' ?'` takes one.",
                by(r"| ?[^\s", r"|[^\s"),
            ),
            (
                "line breaks behind signs belong to them: `[\\r\\n]*`.",
                by(r"]+[\r\n]*", "]+"),
            ),
            (
                "only a space may stand in front of a word there; any one character but a line break, letter or number may.",
                by(r"[^\r\n\p{L}\p{N}]?\p{L}+", r" ?\p{L}+"),
            ),
            (
                "white space up to the last line break in it is one pre-token: `\\s*[\\r\\n]+`.",
                by(r"|\s*[\r\n]+", ""),
            ),
            (
                "the last white space in front of a word or a number is cut off from the rest: `\\s+(?!\\S)`.",
                by(r"|\s+(?!\S)", ""),
            ),
            (
                "this is GPT-2's pattern; Llama's takes one to three digits at a time, endings in either case, and any "
                "one sign in front of a word.",
                by(pattern=GPT_2),
            ),
            ("these are spelled in the vocabulary's letters; pieces of the text are asked for.", lambda text: [spelled(p.encode()) for p in by()(text)]),
            ("white space at the ends of the text is lost.", lambda text: by()(text.strip())),
            ("pre-tokens of white space are missing; joined, they are the text.", lambda text: [p for p in by()(text) if p.strip()]),
            ("white space was stripped from the pre-tokens; joined, they are the text.", lambda text: [p.strip() for p in by()(text)]),
        ],
        "byte_letters": [
            ("that is the wrong way round: bytes are the keys, letters the values.", lambda: {v: k for k, v in vocabulary_letters().items()}),
            ("each byte has its own Latin-1 character here; those that cannot be seen take others, from number 256 on.", lambda: {b: chr(b) for b in range(256)}),
            ("bytes above 126 that are printable in Latin-1 stand for themselves too: '¡' to '¬', '®' to 'ÿ'.", lambda: letters_with([*range(33, 127)])),
            ("the space is not one that stands for itself: it becomes 'Ġ'.", lambda: letters_with([*range(32, 127), *range(161, 173), *range(174, 256)])),
            ("173, the soft hyphen, cannot be seen: it is left out between '¬' and '®'.", lambda: letters_with([*range(33, 127), *range(161, 256)])),
            ("160, the no-break space, cannot be seen: the second range starts with '¡', 161.", lambda: letters_with([*range(33, 127), *range(160, 173), *range(174, 256)])),
            ("a range ends one too early: range(a, b) leaves b out.", lambda: letters_with([*range(33, 126), *range(161, 172), *range(174, 255)])),
            ("127 is a control character and cannot be seen: the first range ends with '~', 126.", lambda: letters_with([*range(33, 128), *range(161, 173), *range(174, 256)])),
            ("the others are counted from 256 on in order, without gaps: not 256 plus the byte.", lambda: {b: chr(b) if b in _PRINTABLE else chr(256 + b) for b in range(256)}),
            ("the first of the others takes the character number 256, not 257.", lambda: letters_with(_PRINTABLE, 257)),
            ("the bytes that stand for themselves are there, the others are missing.", lambda: {b: chr(b) for b in _PRINTABLE}),
        ],
        "to_entry": [
            ("only some characters were replaced; every byte is spelled by its letter.", lambda text: text.replace(" ", "Ġ")),
            ("only some characters were replaced; every byte is spelled by its letter.", lambda text: text.replace(" ", "Ġ").replace("\n", "Ċ")),
            ("characters were spelled as if each were one byte; outside ASCII a character has two to four in UTF-8.", lambda text: "".join(vocabulary_letters().get(ord(c), c) for c in text)),
            ("the bytes of Latin-1 were taken; entries are spelled from UTF-8.", lambda text: spelled(text.encode("latin-1", "replace"))),
            ("the bytes of UTF-16 were taken; entries are spelled from UTF-8.", lambda text: spelled(text.encode("utf-16-le"))),
            ("a Ġ was put in front; only a space that is in the text becomes one.", lambda text: "Ġ" + spelled(text.encode())),
            ("white space at the ends is lost; it is part of the entry.", lambda text: spelled(text.strip().encode())),
            ("the text came back as it was; every byte is spelled by its letter.", lambda text: text),
            ("these are the bytes read as Latin-1; bytes that cannot be seen have letters of their own.", lambda text: text.encode().decode("latin-1")),
            ("these are the letters in a list; joined, they are the spelling.", lambda text: [spelled(bytes([b])) for b in text.encode()]),
        ],
        "from_entry": [
            ("only Ġ was replaced; every letter stands for a byte.", lambda entry: entry.replace("Ġ", " ")),
            ("only Ġ and Ċ were replaced; every letter stands for a byte.", lambda entry: entry.replace("Ġ", " ").replace("Ċ", "\n")),
            ("the bytes were read one by one; a character can have several of them: decode them together as UTF-8.", lambda entry: data_of(entry).decode("latin-1")),
            ("bytes that are only part of a character are lost; `errors=\"replace\"` shows them.", lambda entry: data_of(entry).decode("utf-8", "ignore")),
            ("bytes that are only part of a character read as \\ufffd, one for what belongs together: `errors=\"replace\"`.", lambda entry: data_of(entry).decode("utf-8", "backslashreplace")),
            ("bytes that are only part of a character became half of a surrogate pair, which is no text: `errors=\"replace\"`.", lambda entry: data_of(entry).decode("utf-8", "surrogateescape")),
            ("each \\ufffd came out as a text of its own: decode the bytes together, not one by one.", lambda entry: "".join(bytes([b]).decode("utf-8", "replace") for b in data_of(entry))),
            ("these are the bytes; the text is asked for: decode them.", lambda entry: data_of(entry)),
            ("white space at the ends is part of the entry.", lambda entry: data_of(entry).decode("utf-8", "replace").strip()),
            ("that is to_entry; here the spelling is given and the text is asked for.", lambda entry: spelled(entry.encode())),
            ("the entry came back as it was; its letters stand for bytes.", lambda entry: entry),
        ],
    },
    model=LLAMA,
)
expect = suite.expect

_PRINTABLE = [*range(33, 127), *range(161, 173), *range(174, 256)]


def _special_apart(text: str) -> list[str]:
    parts = regex.split(r"(<\|[a-z0-9_]+\|>)", text)
    return [piece for k, part in enumerate(parts) for piece in ([part] if k % 2 else regex.findall(PATTERN, part))]


WHITE_SPACE = [
    "  two spaces  and   three", " ", "   ", "\n", "\n\n\n", "a \n b", "a\n\n  b", "tab\tand\t\ttabs", "line\r\nline\r\n\r\nend\r",
    "x   1", "x   !", "no\u00a0break \u3000wide", " \t\n \t", "end  \n", "end\n  ", "if x:\n    return  y\n",
]  # fmt: skip
SIGNS = [
    "!\r\n", "Hi!!! \n\nYo", "(see)", "a -- b", "«Où?»", " ...", "...\n\n...", "x=y+1;\n", "#tag @name", "_private __init__",
    "$5.00", "it’s", "a_b-c", "😀 😀😀\n", "e\u0301te", "…\n word", "'' ''s", "* item\n* item\n",
]  # fmt: skip
ENDINGS = [
    "the 'model' itself", "It's we'll I'm they've you're he'd don't", "IT'S WE'LL I'M THEY'VE YOU'RE HE'D DON'T", "Rock 'n' roll 's 't", "'Model'",
    "'tis 'twas", "x'S't'RE", "l'été d'accord", "'lless 'd2", "can't've", "o'clock 'sun' 'ham'",
]  # fmt: skip
NUMBERS = [
    "in 2024", "2024", "1", "12", "123", "1234567", "3.14159", "1,000,000", "v1.2.10", "abc123def4567", "٢٠٢٤ ۱۲۳۴", "१२३४५",
    "Ⅷ ½ ¾ ² x²³⁴⁵", "①②③④", "２０２４年", "0xFF00", "१२abc",
]  # fmt: skip


def sample(rng, number: int) -> list[str]:
    return rng.sample(corpus.texts(), number)


@points(0.5, split)
def test_words_keep_the_space_in_front(llama):
    words = ["I", " am", " excited", " to", " show", " Tokenizers", " in", " action", " to", " my", " LLM", " engineers"]
    expect(split, SENTENCE).returns(words)


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


@points(0.5, split)
def test_signs_take_a_space_in_front_and_line_breaks_behind(llama):
    for text in SIGNS:
        expect(split, text).returns(cut(llama, text))


@points(0.5, split)
def test_special_text_is_text_and_empty_text_has_no_pre_token(llama):
    for text in ["", "<|eot_id|>", "say <|begin_of_text|> twice<|begin_of_text|>", "<|eot<|eot_id|>_id|>", "</s>[INST]"]:
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


@points(0.5, to_entry)
def test_a_space_is_spelled_like_any_other_byte():
    for text, entry in ((" am", "Ġam"), ("日\t", "æĹ¥ĉ"), ("é\n", "Ã©Ċ"), ("am", "am"), ("  Am ", "ĠĠAmĠ"), ("\r\n", "čĊ")):
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
    for text in ["", " ", "\n\n", "\t", "\r\n", " x ", "\u00a0", "\u00ad", "\x00", "\x7f", "<|eot_id|>"]:
        expect(to_entry, text).returns(spelled(text.encode()))


@points(0.5, from_entry)
def test_a_spelling_is_read_back():
    for text, entry in ((" am", "Ġam"), ("日\t", "æĹ¥ĉ"), ("é\n", "Ã©Ċ"), ("am", "am"), ("  Am ", "ĠĠAmĠ"), ("", "")):
        expect(from_entry, entry).returns(text)


@points(0.5, from_entry, seconds=30)
def test_entries_of_the_vocabulary_are_readable(llama, rng):
    for token_id in (220, 271, 1097, 100769, *rng.sample(range(128_000), 150)):
        want = ranks.entries()[token_id].decode("utf-8", "replace")
        expect(from_entry, llama.backend_tokenizer.id_to_token(token_id)).returns(want)


@points(0.5, from_entry)
def test_part_of_a_character_reads_as_a_replacement_character(llama, rng):
    halves = [k for k, entry in enumerate(ranks.entries()) if "\ufffd" in entry.decode("utf-8", "replace")]
    for token_id in rng.sample(halves, 40):
        # The tokenizer decodes it so.
        want = llama.backend_tokenizer.decode([token_id], skip_special_tokens=False)
        expect(from_entry, llama.backend_tokenizer.id_to_token(token_id)).returns(want)


@points(0.5, from_entry)
def test_a_character_that_is_none_of_the_letters_is_an_error():
    because = "this character is none of the 256 letters; nothing in the vocabulary is spelled with it."
    for entry in [" am", "Ġam\n", "日本", "a\u00a0b", "\u00ad", "\x00", "ń", "\x7f", "😀", "Ġ Ġ"]:
        expect(from_entry, entry).raises(ValueError, because=because)
