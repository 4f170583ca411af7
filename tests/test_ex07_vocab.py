"""Graded: ex07, the vocabulary.

An answer that decodes the whole vocabulary at every call is slow (two seconds a call) and right, so the calls are
few and have time.
"""

from functools import cache

from exercises.ex07_vocab import id_of, search, text_of, variants, vocabulary_size
from kit.grading.tokenizers import ids, load, text
from kit.suite import LLAMA, Suite, points


@cache
def entries(tokenizer) -> list[str]:
    """The readable text of every entry, by id, from the backend."""
    return tokenizer.backend_tokenizer.decode_batch([[i] for i in range(len(tokenizer))], skip_special_tokens=False)


@cache
def by_text(tokenizer) -> dict[str, int]:
    """Readable text to id; texts that several entries share, or that are broken characters, are left out."""
    found: dict[str, int] = {}
    shared = set()
    for token_id, one in enumerate(entries(tokenizer)):
        shared |= {one} & found.keys()
        found[one] = token_id
    return {one: token_id for one, token_id in found.items() if one not in shared and "\ufffd" not in one}


SPELLING = (
    "this looks at the vocabulary's own spelling, in which a space is Ġ; the readable text is what an id decodes to."
)

suite = Suite(
    "ex07_vocab",
    mistakes={
        "vocabulary_size": [
            (
                "the added entries are missing: `len(tokenizer)` has them, `vocab_size` has not.",
                lambda tokenizer, added=True: tokenizer.vocab_size,
            ),
            ("the added entries are in: `vocab_size` leaves them out.", lambda tokenizer, added=True: len(tokenizer)),
            ("these are the added entries only.", lambda tokenizer, added=True: len(tokenizer) - tokenizer.vocab_size),
            (
                "`added` is used the wrong way round.",
                lambda tokenizer, added=True: tokenizer.vocab_size if added else len(tokenizer),
            ),
        ],
        "id_of": [
            (SPELLING, lambda tokenizer, text: tokenizer.get_vocab().get(text)),
            (SPELLING, lambda tokenizer, text: tokenizer.convert_tokens_to_ids(text)),
            (
                "this is the first of several tokens; no single entry is the whole text, so the answer is None.",
                lambda tokenizer, text: ids(tokenizer, text, False)[0],
            ),
            (
                "this is the last of several tokens; no single entry is the whole text, so the answer is None.",
                lambda tokenizer, text: ids(tokenizer, text, False)[-1],
            ),
            ("this is begin-of-text, which encoding puts in front.", lambda tokenizer, text: ids(tokenizer, text)[0]),
            (
                "the leading space was stripped, and that is another entry.",
                lambda tokenizer, text: by_text(tokenizer).get(text.strip()),
            ),
            (
                "upper and lower case are different entries.",
                lambda tokenizer, text: by_text(tokenizer).get(text.lower()),
            ),
            (
                "the added tokens are entries too.",
                lambda tokenizer, text: (
                    None if by_text(tokenizer).get(text, 0) >= tokenizer.vocab_size else by_text(tokenizer).get(text)
                ),
            ),
            ("no single entry is None, not a number or an error.", lambda tokenizer, text: -1),
            (
                "begin-of-text was counted, so no text is ever a single token: add_special_tokens=False.",
                lambda tokenizer, text: None,
            ),
        ],
        "text_of": [
            (
                "this is the vocabulary's own spelling, in which Ġ stands for a space; decode gives readable text.",
                lambda tokenizer, token_id: tokenizer.convert_ids_to_tokens(token_id),
            ),
            (
                "the leading space belongs to the entry; it was stripped.",
                lambda tokenizer, token_id: text(tokenizer, [token_id]).strip(),
            ),
            (
                "a special token became an empty string: skip_special_tokens is on.",
                lambda tokenizer, token_id: text(tokenizer, [token_id], special=False),
            ),
        ],
        "search": [
            (
                "the case was ignored; it matters.",
                lambda tokenizer, fragment: hits(tokenizer, lambda one: fragment.lower() in one.lower()),
            ),
            (
                "only entries that begin with the fragment were found.",
                lambda tokenizer, fragment: hits(tokenizer, lambda one: one.startswith(fragment)),
            ),
            (
                "the leading space is part of an entry; it was stripped.",
                lambda tokenizer, fragment: [
                    (i, one.strip()) for i, one in hits(tokenizer, lambda one: fragment in one)
                ],
            ),
            (
                "the added tokens are in; ordinary entries are asked for.",
                lambda tokenizer, fragment: [(i, one) for i, one in enumerate(entries(tokenizer)) if fragment in one],
            ),
            (
                "these are in the order of their texts; by id is asked for.",
                lambda tokenizer, fragment: sorted(
                    hits(tokenizer, lambda one: fragment in one), key=lambda item: item[1]
                ),
            ),
            (
                "text and id have changed places: (id, text).",
                lambda tokenizer, fragment: [(one, i) for i, one in hits(tokenizer, lambda one: fragment in one)],
            ),
            (
                "these are ids only: (id, text) is asked for.",
                lambda tokenizer, fragment: [i for i, one in hits(tokenizer, lambda one: fragment in one)],
            ),
            (
                "these are texts only: (id, text) is asked for.",
                lambda tokenizer, fragment: [one for i, one in hits(tokenizer, lambda one: fragment in one)],
            ),
            (
                SPELLING,
                lambda tokenizer, fragment: sorted(
                    (i, one) for one, i in tokenizer.get_vocab().items() if fragment in one and i < tokenizer.vocab_size
                ),
            ),
            (
                SPELLING,
                lambda tokenizer, fragment: sorted(
                    (i, text(tokenizer, [i]))
                    for one, i in tokenizer.get_vocab().items()
                    if fragment in one and i < tokenizer.vocab_size
                ),
            ),
        ],
        "variants": [
            (SPELLING, lambda tokenizer, word: spelled(word, tokenizer.get_vocab().get)),
            (
                "the spellings with a leading space are missing.",
                lambda tokenizer, word: {w: by_text(tokenizer).get(w) for w in forms(word) if not w.startswith(" ")},
            ),
            (
                "the word came in with capitals of its own: capitalised means the first letter only, `.capitalize()`.",
                lambda tokenizer, word: {
                    w: by_text(tokenizer).get(w)
                    for f in (word.lower(), word[:1].upper() + word[1:], word.upper())
                    for w in (f, " " + f)
                },
            ),
            (
                "the word came in with capitals of its own: lower case is `.lower()`.",
                lambda tokenizer, word: {
                    w: by_text(tokenizer).get(w) for f in (word, word.capitalize(), word.upper()) for w in (f, " " + f)
                },
            ),
            (
                "spellings without an entry of their own stay in, with None.",
                lambda tokenizer, word: {w: i for w in forms(word) if (i := by_text(tokenizer).get(w)) is not None},
            ),
            (
                "this is the first of several tokens; no single entry is the whole spelling, so it is None.",
                lambda tokenizer, word: spelled(word, lambda w: ids(tokenizer, w, False)[0]),
            ),
        ],
    },
)
expect = suite.expect


def hits(tokenizer, test) -> list[tuple[int, str]]:
    return [(i, one) for i, one in enumerate(entries(tokenizer)[: tokenizer.vocab_size]) if test(one)]


def containing(tokenizer, fragment: str) -> list[tuple[int, str]]:
    return [(i, one) for i, one in enumerate(entries(tokenizer)[: tokenizer.vocab_size]) if fragment in one]


def warm_up() -> None:
    """What `kit watch` has done once, so that a save need not wait for it."""
    by_text(load(LLAMA))


def forms(word: str) -> list[str]:
    return [form for one in (word.lower(), word.capitalize(), word.upper()) for form in (one, " " + one)]


def spelled(word: str, look_up) -> dict:
    return {form: look_up(form) for form in forms(word)}


@points(1, vocabulary_size)
def test_all_entries_are_128256(llama):
    expect(vocabulary_size, llama).returns(128256)
    expect(vocabulary_size, llama, True).returns(128256)


@points(1, vocabulary_size)
def test_without_the_added_ones_they_are_128000(llama):
    expect(vocabulary_size, llama, False).returns(128000)
    expect(vocabulary_size, llama, added=False).returns(128000)


@points(1, id_of, seconds=90)
def test_an_entry_is_found_by_its_readable_text(llama):
    for one, token_id in (
        (" am", 1097),
        ("\n\n", 271),
        ("<|eot_id|>", 128009),
        ("am", 309),
        (" việc", 100769),
        ("é", 978),
    ):
        expect(id_of, llama, one).returns(by_text(llama)[one])
        assert by_text(llama)[one] == token_id or one == "é"


@points(2, id_of, seconds=90)
def test_every_entry_has_its_id(llama, rng):
    table = by_text(llama)
    for one in rng.sample(list(table), 10):
        expect(id_of, llama, one).returns(table[one])
    for one in rng.sample([one for one, token_id in table.items() if token_id >= 128000], 3):
        expect(id_of, llama, one).returns(table[one])


@points(1, id_of, seconds=90)
def test_a_text_of_several_tokens_has_no_single_id(llama, rng):
    words = rng.sample([one for one in by_text(llama) if one.isascii() and one.isalpha()], 8)
    for one in [
        "Tokenizers",
        "",
        "Ġam",
        "Ċ",
        "🤗🤗",
        " <|eot_id|>",
        "I am",
        *(a + " " + b for a, b in zip(words[::2], words[1::2], strict=True)),
    ]:
        expect(id_of, llama, one).returns(by_text(llama).get(one))


@points(1, text_of, seconds=30)
def test_an_id_reads_as_its_text(llama, rng):
    for token_id in (1097, 271, 40, 128000, 128009, *rng.sample(range(len(llama)), 15)):
        expect(text_of, llama, token_id).returns(entries(llama)[token_id])


@points(1, text_of, seconds=30)
def test_punctuation_keeps_its_space_and_half_a_character_is_replaced(llama):
    for token_id in (i for one in (" !", " ?", " .", " 're", "\n", "🤗", "ሰ") for i in ids(llama, one, False)):
        expect(text_of, llama, token_id).returns(
            entries(llama)[token_id], because="decode with clean_up_tokenization_spaces=False."
        )


@points(1, text_of, seconds=30)
def test_an_id_that_does_not_exist_is_a_value_error(llama):
    for token_id in (-1, -128256, 128256, 10**7):
        because = "this id does not exist. A negative one, and one beyond the last, are easily taken for an entry."
        expect(text_of, llama, token_id).raises(ValueError, because=because)


@points(1, search, seconds=60)
def test_entries_that_contain_a_fragment(llama):
    for fragment in ("okenizer", " LLM"):
        expect(search, llama, fragment).returns(containing(llama, fragment))


@points(1, search, seconds=60)
def test_case_spaces_and_scripts_matter_and_added_tokens_do_not_count(llama, rng):
    drawn = rng.sample([one for one in by_text(llama) if len(one) > 5], 1)
    for fragment in ("TOKEN", " tok", "<|", "việ", "Ġ", *drawn):
        expect(search, llama, fragment).returns(containing(llama, fragment))


@points(1, search, seconds=60)
def test_an_empty_fragment_is_a_value_error(llama):
    expect(search, llama, "").raises(ValueError, because="an empty fragment is in every entry; that is no search.")


@points(1, variants, seconds=60)
def test_am_has_six_spellings(llama):
    expect(variants, llama, "am").returns(spelled("am", by_text(llama).get))


@points(2, variants, seconds=90)
def test_spellings_without_an_entry_are_none(llama, rng):
    words = rng.sample([one for one in by_text(llama) if len(one) > 3 and one.isascii() and one.isalpha()], 1)
    for word in ["LLM", "pARIS", "日本", "e-mail", "Straße", *words]:
        expect(variants, llama, word).returns(spelled(word, by_text(llama).get))
