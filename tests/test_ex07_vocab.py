"""Graded: ex07, the vocabulary.

An answer that decodes the whole vocabulary at every call is slow (two seconds a call) and right, so the calls are
few and have time: a real vocabulary is searched twice, and what is rare in it is searched for in a small one that has it.
"""

import pytest

from exercises.ex07_vocab import id_of, search, text_of, variants, vocabulary_size
from kit.suite import LLAMA, Suite, add_special, ids, load, points, text, vocabulary

suite = Suite("ex07_vocab")
expect = suite.expect
added, by_text, containing = vocabulary.added, vocabulary.by_text, vocabulary.containing
entries, longer, texts, words = vocabulary.entries, vocabulary.longer, vocabulary.texts, vocabulary.words

FRAGMENT = "okenizer"
EDGES = ("TOKEN", "<|", "\n\n\n", "việ", "Ġ", "!", "token", "?", "vi", "o")
"""In this order: only a space put back, all of ASCII put back, and nothing put back fail at different ones."""
LLAMAS = "every tokenizer has its own entries, and its own number of them: ask the one that came in, at every call."
NEMOS = "Mistral Nemo's added entries stand in front, within `vocab_size`, and it has learnt more entries than Llama: ask for the table of added tokens."


def spelled(word: str, look_up) -> dict:
    """What `variants` is to return, by a function from text to id."""
    forms = (word.lower(), word.capitalize(), word.upper())
    return {text: look_up(text) for form in forms for text in (form, " " + form)}


def warm_up() -> None:
    """What `kit watch` has done once, so that a save need not wait for it."""
    llama = load(LLAMA)
    words(llama), added(llama)
    containing(llama, FRAGMENT)


@pytest.fixture
def two(own_tokenizer):
    """Two small tokenizers of one name; the first has its added entries behind, the second in front."""
    first = own_tokenizer(words=(" the", "the", "The", "lower", "low"), added={"<note>": False}, added_apart=True)
    return first, own_tokenizer(words=(" is", "is", "on", " the"), added={"<note>": False, "<mark>": True})


@pytest.fixture
def edges(own_tokenizer):
    """A small tokenizer with all that is rare in a large one: one text in another, capitals, scripts, white space."""
    learnt = (" LLM", "LLM", "LLMs", "TOKEN", " TOKENS", "token", " token", " tokens", "Token", "việ", " việc")
    learnt += ("\n\n\n", "\n\n\n\n", " \n\n\n", "<|", " <|", "!!", "！！", "a?", "?!", "to do so", "last of all")
    return own_tokenizer(words=learnt, added={"<|TOKEN|>": True, "LLM!": False, "\n\n\n?": False}, added_apart=True)


@points(1, vocabulary_size)
def test_all_entries_are_128256(llama, two):
    expect(vocabulary_size, llama, True).returns(128256)
    default = {128000: "`added` is True where the caller does not say otherwise: `added: bool = True`."}
    expect(vocabulary_size, llama).returns(128256, instead=default)
    for tokenizer in two:
        expect(vocabulary_size, tokenizer).returns(len(entries(tokenizer)), because=LLAMAS)


@points(1, vocabulary_size)
def test_without_the_added_ones_they_are_128000(llama, two):
    expect(vocabulary_size, llama, False).returns(128000)
    expect(vocabulary_size, llama, added=False).returns(128000)
    expect(vocabulary_size, two[0], added=False).returns(len(entries(two[0])) - 3, because=LLAMAS)
    learnt, in_front = two[1].vocab_size, len(two[1].added_tokens_decoder)
    expect(vocabulary_size, two[1], added=False).returns(learnt, or_one_of=[learnt - in_front], because=LLAMAS)


@points(1, id_of, seconds=90)
def test_an_entry_is_found_by_its_readable_text(llama):
    known = {
        "am": 309,
        " am": 1097,
        "\n\n": 271,
        "<|eot_id|>": 128009,
        " việc": 100769,
        "é": 978,
        "!": 0,
        " ": 220,
        "<|reserved_special_token_247|>": 128255,
    }
    for call, _, one in expect.each(id_of, [(llama, one) for one in known]):
        because = "this text is what one single entry reads as; its id is asked for."
        instead = {None: "id 0 is an id like any other, and false in an `if`."} if known[one] == 0 else None
        call.returns(by_text(llama)[one], instead=instead, because=because)
        assert by_text(llama)[one] == known[one] or one == "é"


@points(2, id_of, seconds=90)
def test_every_entry_has_its_id(llama, rng):
    table = by_text(llama)
    drawn = [*rng.sample(texts(llama), 10), *rng.sample(added(llama), 3)]
    for call, _, one in expect.each(id_of, [(llama, one) for one in drawn]):
        call.returns(table[one])


@points(1, id_of, seconds=90)
def test_a_text_of_several_tokens_has_no_single_id(llama, rng):
    drawn = rng.sample(words(llama), 8)
    expect(id_of, llama, " am").returns(1097)
    several = [
        "Tokenizers",
        "",
        "Ġam",
        "Ċ",
        "🤗🤗",
        "e\u0301",  # two characters; the one that reads alike has an entry
        " <|eot_id|>",
        "I am",
        " PARIS",
        *(a + " " + b for a, b in zip(drawn[::2], drawn[1::2], strict=True)),
    ]
    for call, _, one in expect.each(id_of, [(llama, one) for one in several]):
        because = "no single entry is this text, which is no error: the answer is None."
        call.returns(by_text(llama).get(one), because=because)


@points(1, text_of, seconds=30)
def test_an_id_reads_as_its_text(llama, two, rng):
    a_letter = 119741  # reads as Ġ, the letter, and no space
    assert entries(llama)[a_letter] == "Ġ"
    drawn = [1097, 271, 40, 0, 128000, 128009, 128255, a_letter, *rng.sample(range(len(llama)), 15)]
    for call, _, token_id in expect.each(text_of, [(llama, token_id) for token_id in drawn]):
        because = "this id exists: ids go from 0 to len(tokenizer) - 1, and the added ones are among them."
        call.returns(entries(llama)[token_id], because=because)
    for tokenizer in two:
        last = len(entries(tokenizer)) - 1
        cases = [(tokenizer, token_id) for token_id in (0, 3, 40, last - 4, last)]
        for call, _, token_id in expect.each(text_of, cases):
            call.returns(entries(tokenizer)[token_id], because=LLAMAS)
    new = add_special(two[0], "<new>")
    because = "a token was added since the last call: look at the tokenizer at every call."
    expect(text_of, two[0], new).returns("<new>", because=because)


@points(1, text_of, seconds=30)
def test_punctuation_keeps_its_space_and_half_a_character_is_replaced(llama):
    two_halves = 3299  # reads as two replacement characters
    assert entries(llama)[two_halves] == "\ufffd\ufffd"
    others = [i for one in (" !", " ?", " .", " 're", "\n", "🤗", "ሰ") for i in ids(llama, one, False)]
    for call, _, token_id in expect.each(text_of, [(llama, token_id) for token_id in (two_halves, *others)]):
        because = "a part of a character is an entry, too: it reads as replacement characters."
        half = "\ufffd" in entries(llama)[token_id]
        call.returns(entries(llama)[token_id], because=because if half else None)


@points(1, text_of, seconds=30)
def test_an_id_that_does_not_exist_is_a_value_error(llama, nemo, two):
    missing = [(llama, token_id) for token_id in (-1, -128256, 128256, 10**7)]
    for call, *_ in expect.each(text_of, missing, stop=False):
        call.raises(ValueError, because="this id does not exist, and `raise ValueError(…)` says so.")
    missing = [(nemo, 131072), (two[0], len(entries(two[0]))), (two[1], 5000), (two[1], -1)]
    for call, *_ in expect.each(text_of, missing, stop=False):
        call.raises(ValueError, because=LLAMAS)
    expect(text_of, nemo, 131071).returns(text(nemo, [131071]), because=LLAMAS)


@points(1, search, seconds=60)
def test_entries_that_contain_a_fragment(llama, edges):
    expect(search, llama, FRAGMENT).returns(containing(llama, FRAGMENT))
    for fragment in ("LLM", "t o", " LLM", "okenizer"):
        expect(search, edges, fragment).returns(containing(edges, fragment))


@points(1, search, seconds=120)
def test_case_spaces_and_scripts_matter_and_added_tokens_do_not_count(nemo, two, edges, rng):
    last = entries(edges)[edges.vocab_size - 1]
    fragments = [*EDGES, last, *rng.sample(longer(edges, 2), 3)]
    for call, _, fragment in expect.each(search, [(edges, fragment) for fragment in fragments]):
        call.returns(containing(edges, fragment))
    cases = [(tokenizer, fragment) for tokenizer in (*two, two[0]) for fragment in ("e", "s", "no")]
    for call, tokenizer, fragment in expect.each(search, cases):
        call.returns(containing(tokenizer, fragment), because=LLAMAS)
    # Nearly all of its added entries have this word in them, and of the others one.
    expect(search, nemo, "SPECIAL").returns([(128852, " SPECIAL")], because=NEMOS)


@points(1, search, seconds=60)
def test_an_empty_fragment_is_a_value_error(llama):
    expect(search, llama, "").raises(ValueError, because="an empty fragment is in every entry; that is no search.")


@points(1, variants, seconds=60)
def test_am_has_six_spellings(llama):
    expect(variants, llama, "am").returns(spelled("am", by_text(llama).get))


@points(2, variants, seconds=90)
def test_spellings_without_an_entry_are_none(llama, rng):
    drawn = rng.sample(words(llama), 1)
    spellings = [(llama, word) for word in ["LLM", "pARIS", "日本", "e-mail", "Straße", "!", *drawn]]
    for call, _, word in expect.each(variants, spellings):
        call.returns(spelled(word, by_text(llama).get))
