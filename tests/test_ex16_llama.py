"""Graded: ex16, Llama's tokenizer: right first, then fast."""

import base64
import copy
import importlib.util
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

import pytest
import regex

from exercises.ex16_llama import Llama, hub_file
from kit.suite import (
    LLAMA,
    ROOT,
    SENTENCE,
    SENTENCE_IDS,
    Call,
    GivenFile,
    LearnerError,
    LearnerObject,
    Lesson,
    Suite,
    bonus,
    corpus,
    entries,
    ids,
    load,
    plain,
    points,
    ranks,
    same,
    show,
    text,
)

FULL, HALF = 4, 15
"""Times the reference solution's time in which a text must be encoded, for all and for half of the points for speed."""

ROUNDS = 5
"""Measurements of each side at the most; the best one counts, so that a busy machine does no harm."""

LEAST = 0.05
"""Seconds of processor time that the reference is to need for a text; less is too little to compare with."""

ALONE_SECONDS = 30
"""Seconds that the learner's calls may take while others wait so that one can be measured alone."""

HOPELESS = 8
"""Times the limit that a short text may take before longer ones are tried."""

LIBRARIES = {"transformers", "tokenizers", "tiktoken", "sentencepiece", "mistral_common", "llama_models.llama3"}
"""Packages that a Llama of one's own does without: they cannot be imported while its tests run."""


suite = Suite("ex16_llama", model=LLAMA)
expect = suite.expect


def llama_ids(words: str, special: bool = False) -> list[int]:
    """The real tokenizer's ids without begin-of-text; special tokens that the text spells count only when asked for."""
    return ids(load(LLAMA), words, special=False) if special else plain(load(LLAMA), words).ids


def all_data(token_ids: list[int]) -> bytes:
    """The bytes of ordinary entries, joined."""
    return b"".join(entries()[token_id] for token_id in token_ids)


@cache
def reference():
    """The module of the reference solution, loaded by the suite itself."""
    path = ROOT / "solutions" / "ex16_llama.py"
    spec = importlib.util.spec_from_file_location("reference_ex16_llama", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def reference_llama():
    return reference().Llama(str(ranks.model_file()))


@pytest.fixture
def alone(llama, hide):
    """No tokenizer library can be imported. The kit's own tokenizer, which the test compares with, is there already."""
    hide(LIBRARIES)


@pytest.fixture(scope="session")
def kept():
    return {}


@pytest.fixture
def model(alone, kept, imported_anew):
    """The learner's Llama, made once: reading 128,000 entries takes a moment."""
    if "model" not in kept or not kept["model"].alive:
        imported_anew()
        kept["model"] = made(GivenFile(ranks.model_file()))
    return kept["model"]


def made(file: str) -> LearnerObject:
    call = Llama.called(file)
    if not isinstance(call.result, LearnerObject):
        raise Lesson(
            call,
            f"returned {show(call.result)}",
            "an object of your class",
            "Llama is to be a class: `class Llama:`.",
        )
    return call.result


def entry_texts(numbers) -> list[str]:
    """The readable texts of entries; of those that are part of a character, none."""
    found = (entries()[k] for k in numbers)
    return [entry.decode() for entry in found if "\ufffd" not in entry.decode("utf-8", "replace")]


SPELLED = [
    "Bye<|eot_id|>", "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi <|eot_id|>", "<|eot<|eot_id|>_id|>",
    " <|end_of_text|> ", "<|EOT_ID|> <|eot_id |> <|not_a_token|>", "<|eot_id|><|eot_id|>", "<|step_id|><|image|>",
    "<|reserved_special_token_2|>\n<|reserved_special_token_24|>7|>", "<|reserved_special_token_248|>",
]  # fmt: skip
WHITE_SPACE = [
    "",
    " ",
    "\n",
    "  two  spaces ",
    "\ttab\r\nline ends\r\n\r\n",
    " \n \n",
    "\u00a0\u3000\u2028",
    "a\n\n\n",
    "x   1",
    "x\x1c\x1cy",
    "\x0b\x85\x0c",
    "\x0b\ufeff",
]
PLAIN = ["a\x00b", "\ue000\ue001", "\ufeffa", "e\u0301", "a\x01\x1c\x1f\uf8ff\uffff\U0010ffffb"]
"""What spells no special token, and what some put in a special token's place or take away before they look for one."""

LONG = [
    "-" * 700,
    "=-" * 300,
    " " * 400,
    "a" * 500,
    "ab" * 300,
    "\n" * 300,
    "日本" * 150,
    "ก็" * 150,
    "😀" * 200,
    "9" * 400,
    "-" * 4500,
    "日本" * 750,
]


@points(0.5, Llama)
def test_the_lecture_sentence_without_begin_of_text(model):
    expect(model.encode, SENTENCE).returns(SENTENCE_IDS[1:])
    because = "the list that was returned before belongs to whoever got it; keep one of your own, and return a copy."
    for words in (" tokenizer", SENTENCE):
        expect(model.encode, words).returns_its_own(llama_ids(words), because=because)
    expect(model.encode, "Good night<|eot_id|>", special=True).returns_its_own([15571, 3814, 128009], because=because)


@points(1, Llama, seconds=60)
def test_every_script_has_llamas_ids(model):
    for words in corpus.texts():
        expect(model.encode, words).returns(llama_ids(words))


@points(1, Llama, seconds=60)
def test_text_nobody_has_seen_has_llamas_ids(model, rng):
    for length in (1, 2, 3, *[200] * 25, 5000):
        words = corpus.random_text(rng, length)
        expect(model.encode, words).returns(llama_ids(words))


@points(1, Llama, seconds=60)
def test_entries_of_the_vocabulary_have_llamas_ids(model, rng):
    expect(model.encode, " việc").returns([100769])
    for words in [*entry_texts(ranks.needing_whole(rng, 100)), *entry_texts(rng.sample(range(128_000), 300))]:
        expect(model.encode, words).returns(llama_ids(words))


@points(1, Llama)
def test_special_text_becomes_special_tokens_only_when_asked(model, rng):
    for words in [*SPELLED, *corpus.category("special")]:
        expect(model.encode, words).returns(llama_ids(words))
        expect(model.encode, words, special=True).returns(llama_ids(words, special=True))
    because = "between special tokens, and where there are none, the ids are the same whatever `special` is."
    for words in [*PLAIN, *WHITE_SPACE, *rng.sample(sorted(corpus.scripts().values()), 4)]:
        expect(model.encode, words, special=True).returns(llama_ids(words, special=True), because=because)


@points(0.5, Llama)
def test_the_special_tokens_are_those_of_llama_31(model, llama):
    for token_id in range(128_000, 128_256):
        token = llama.backend_tokenizer.id_to_token(token_id)
        expect(model.encode, token, special=True).returns([token_id])


@points(0.5, Llama, seconds=60)
def test_white_space_empty_text_and_long_runs_have_llamas_ids(model):
    for words in [*WHITE_SPACE, *LONG]:
        because = "a pre-token is joined as one, however long it is." if len(words) > 999 else None
        expect(model.encode, words).returns(llama_ids(words), because=because)


@points(0.5, Llama, seconds=60)
def test_ids_become_text_again(model, rng):
    expect(model.decode, SENTENCE_IDS[1:]).returns(SENTENCE)
    for words in [*WHITE_SPACE, *corpus.texts(), *(corpus.random_text(rng, 100) for _ in range(10))]:
        expect(model.decode, llama_ids(words)).returns(words)


@points(0.5, Llama)
def test_decoding_shows_special_tokens(model, llama, rng):
    expect(model.decode, [128000, 40, 1097, 12304]).returns("<|begin_of_text|>I am excited")
    some = rng.sample(range(128_000, 128_256), 20)
    for token_ids in [
        [2675, 128009],
        [128005],
        [128011, 128004],
        [2675, 128009, 128009, 220],
        [9468, 128009],
        [9468, 239, 128009, 235],
        *([k, 40, k] for k in some),
    ]:
        expect(model.decode, token_ids).returns(text(llama, token_ids))


@points(0.5, Llama)
def test_a_character_may_be_spread_over_tokens(model, llama, rng):
    expect(model.decode, [9468, 239]).returns("\ufffd")
    broken = [k for k, entry in enumerate(entries()) if "\ufffd" in entry.decode("utf-8", "replace")]
    spread = [llama_ids(words) for words in ("😀🤖", "ᚠᛇᚻ", "𒀀𒁀", "ꦲꦤ")]
    for token_ids in [
        *spread,
        *(found[:-1] for found in spread),
        *([k] for k in rng.sample(broken, 20)),
        rng.sample(broken, 6),
    ]:
        expect(model.decode, token_ids).returns(all_data(token_ids).decode("utf-8", "replace"))


@points(0.5, Llama)
def test_what_is_no_id_and_what_is_no_text_is_an_error(model):
    for token_id in (128_256, 10**9, -1):
        expect(model.decode, [40, token_id]).raises(
            ValueError, because="there is no such id; they go from 0 to 128255."
        )
    because = "half of a surrogate pair is no character."
    expect(model.encode, "half of a pair: \ud83d").raises(ValueError, because=because)
    expect(model.encode, "half of a pair: \ud83d", special=True).raises(ValueError, because=because)


@points(0.5, Llama, seconds=60)
def test_the_file_is_all_it_needs(model, tmp_path):
    other = tmp_path / "other.model"
    swapped = [*entries()]
    swapped[1097], swapped[311] = swapped[311], swapped[1097]
    lines = [base64.b64encode(entry) + b" %d\n" % k for k, entry in enumerate(swapped)]
    other.write_bytes(b"".join(reversed(lines)))
    because = (
        "in this test's file the entries ' am' and ' to' have changed places, and the lines stand in reverse order: read "
        "the file whose path comes in, and each id from its line."
    )
    of_other = made(GivenFile(other))
    expect(of_other.decode, [311, 1097]).returns(" am to", instead={" to am": because}, because=because)
    # The file has been read: who gives Meta's ids has remembered them for all objects.
    instead = {(1097, 311): REMEMBERED}
    expect(of_other.encode, " am to").returns([311, 1097], instead=instead, because=because)
    because = "two objects have nothing in common: what is read is kept in `self`, not in the class or the module."
    expect(model.encode, " to am").returns([311, 1097], instead={(1097, 311): because}, because=because)
    expect(model.decode, [1097, 311]).returns(" am to", instead={" to am": because}, because=because)


REMEMBERED = (
    "what is remembered of a pre-token holds for one object: keep it in `self`, made in `__init__`, not in the class or "
    "the module."
)


def english(rng, size: int) -> str:
    """English words as often as their rank says, now and then two in one; two spaces show who cuts nothing."""
    words = _english()
    found = rng.choices(words, [1 / (k + 5) for k in range(len(words))], k=size // 5)
    return "".join(
        word + rng.choice([rng.choice(words)[1:], ",", ".\n", ". "]) if rng.random() < 0.15 else word for word in found
    )


@cache
def _english() -> list[str]:
    return [entry.decode() for entry in entries()[:60_000] if regex.fullmatch(rb" [a-z]{2,12}", entry)]


def japanese(rng, size: int) -> str:
    """Japanese words in a row, with a comma or a full stop every now and then."""
    found = rng.choices(_japanese(), k=size // 2)
    return "".join(word + rng.choice("、。\n") if rng.random() < 0.12 else word for word in found)


@cache
def _japanese() -> list[str]:
    readable = entry_texts(range(ranks.FIRST_OF_META, 128_000))
    return [word for word in readable if regex.fullmatch(r"[\p{Hiragana}\p{Katakana}\p{Han}ー]+", word)]


SPEED = {"English": (english, 20_000), "Japanese": (japanese, 3_000)}
"""What makes a text of a language, and the characters of a short one."""

own_clock = time.perf_counter if sys.platform == "win32" else time.process_time
"""Processor time, which other programs do not add to; Windows counts it in steps of 16 ms, which is too coarse."""


def fresh_reference():
    """The reference solution as it is just made: nothing is left in it of the texts of others."""
    fresh = copy.copy(reference_llama())
    fresh._known = {}
    return fresh


class Times(NamedTuple):
    """Processor time for a text in seconds, the learner's and the reference's, and the learner's call that came last."""

    mine: float
    theirs: float
    call: Call


def measure(model, language: str, limit: float, rng, undisturbed) -> tuple[Times, int]:
    """What the learner's encode and the reference's need for a text, and its characters.

    Each round is a new text for both, in turn, which neither has seen. The best of each counts; rounds end when that is
    within the limit, or when a short text shows that it never will be. What is not within it beside other gradings is
    measured again without them.
    """
    make, size = SPEED[language]
    words = make(rng, 300)
    expect(model.encode, words).returns(llama_ids(words))  # in a short text it shows best what is wrong
    model_of_ours = fresh_reference()
    once = timed(model, model_of_ours, make(rng, size))
    if once.mine > HOPELESS * limit * once.theirs:
        again = timed(model, model_of_ours, make(rng, size))  # a first call may do what no later one has to
        if again.mine > HOPELESS * limit * again.theirs:
            return best(once, again), size
    size *= 8
    while (first := timed(model, model_of_ours, make(rng, size))).theirs < LEAST and size < 2_000_000:
        size *= 2
    found = best_of_rounds(model, model_of_ours, lambda: make(rng, size), limit, first)
    if found.mine > limit * found.theirs:
        with undisturbed(), patience(ALONE_SECONDS):
            found = best_of_rounds(model, model_of_ours, lambda: make(rng, size), limit)
    return found, size


def best_of_rounds(model, model_of_ours, words: Callable[[], str], limit: float, *rounds: Times) -> Times:
    """The least seconds of both, in rounds until that of the learner's encode is within the limit."""
    made = [*rounds]
    while len(made) < ROUNDS and (not made or best(*made).mine > limit * best(*made).theirs):
        made.append(timed(model, model_of_ours, words()))
    return best(*made)


def best(*rounds: Times) -> Times:
    """The least of each."""
    return Times(min(each.mine for each in rounds), min(each.theirs for each in rounds), rounds[-1].call)


@contextmanager
def patience(seconds: float):
    """So long, and no longer, may the learner's calls take in the block."""
    before = Llama.log.seconds
    Llama.log.seconds = min(before, Llama.log.spent + seconds)
    try:
        yield
    finally:
        Llama.log.seconds = before


def timed(model, model_of_ours, words: str) -> Times:
    """Both for one text; the learner's ids have to be right."""
    start = own_clock()
    want = model_of_ours.encode(words)
    theirs = own_clock() - start
    start = Llama.log.clock()
    call = model.encode.called(words)
    mine = Llama.log.clock() - start
    if not same(call.result, want):
        for part in [*words.splitlines(keepends=True), words]:  # a short text shows best what is wrong
            expect(model.encode, part).returns(llama_ids(part))
    return Times(mine, max(theirs, 1e-6), call)


@points(0.5, Llama, seconds=120)
@pytest.mark.parametrize("limit", [HALF, FULL])
@pytest.mark.parametrize("language", ["English", "Japanese"])
def test_it_is_about_as_fast_as_the_reference(model, language, limit, rng, note, undisturbed):
    (mine, theirs, call), size = measure(model, language, limit, rng, undisturbed)
    bands = f"up to {FULL} times the reference's time: 1 point, up to {HALF} times: 0.5 points"
    took = f"{mine / theirs:.1f} times the reference's time ({1000 * mine:.0f} ms and {1000 * theirs:.0f} ms for some {size:,} characters)"
    if limit == FULL or mine > limit * theirs:
        note(f"speed on {language} text: {took}; {bands}")
    if mine > limit * theirs:
        raise Lesson(call, f"took {took}", f"{language} text in {bands}", SLOW[language])


SLOW = {
    "English": "words come again and again: remember in a dict what you found for a pre-token, and look a whole one up first.",
    "Japanese": "long pre-tokens: looking at all pairs again after each join takes the square of the length; let them wait in a heapq.",
}


@bonus(hub_file)
def test_bonus_the_hubs_file_to_the_byte(note):
    try:
        Llama.require_started()
    except LearnerError as error:
        pytest.skip(str(error))
    found = missing()
    note(f"bonus, hub_file: {found or 'reached, your tokenizer.json is the one of the Hub to the byte.'}")
    if found:
        pytest.skip(found)


def missing() -> str:
    """What keeps hub_file from the bonus, in a sentence; empty when it is reached."""
    from kit.suite import vendors

    hub_file.log.start_test(60)
    try:
        hub_file.require_started()
        got = hub_file(GivenFile(ranks.model_file()))
    except Exception as error:
        return f"not reached: {show(str(error), 200)}"
    want = (vendors.folder(LLAMA) / "tokenizer.json").read_bytes()
    if type(got) is not bytes:
        return f"not reached: it returned {show(got)}, and bytes are asked for."
    if got == want:
        return ""
    mine, theirs = got.split(b"\n"), want.split(b"\n")
    line = next((k for k, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs)))
    shown = [
        show(lines[line].decode("utf-8", "replace")) if line < len(lines) else "nothing more"
        for lines in (mine, theirs)
    ]
    return f"not reached: the first difference is in line {line + 1:,}: yours has {shown[0]}, the Hub's has {shown[1]}."
