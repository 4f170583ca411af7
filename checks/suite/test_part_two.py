"""Part two beyond what its suites have time for: the reference on every entry, guarded classes, the bonus, the speed."""

import importlib.util
import json
import random
import time
from functools import cache

import pytest

from kit.course import ROOT
from kit.tokenizers import ranks, texts
from kit.tokenizers.loaded import ids, load, text

SEED = 20240726


@pytest.fixture(scope="module")
def solution():
    """The solutions' modules by their names. By their paths: a bare name would be the file that is graded."""
    return {slug[:4]: loaded(slug) for slug in ("ex13_pretokens", "ex14_bpe", "ex16_llama")}


def loaded(slug: str):
    spec = importlib.util.spec_from_file_location(f"solution_{slug}", ROOT / "solutions" / f"{slug}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def reference(solution):
    return solution["ex16"].Llama(str(ranks.model_file()))


@pytest.fixture(scope="module")
def llama():
    return load(ranks.LLAMA)


@cache
def readable() -> dict[int, str]:
    """The text of every entry that is UTF-8 by itself."""
    whole = {}
    for token_id, entry in enumerate(ranks.entries()):
        try:
            whole[token_id] = entry.decode()
        except UnicodeDecodeError:
            pass
    return whole


def test_the_reference_agrees_on_every_entry_of_the_vocabulary(reference, llama):
    assert len(readable()) == 126_648
    batch = llama.backend_tokenizer.encode_batch([*readable().values()], add_special_tokens=False)
    for words, want in zip(readable().values(), batch, strict=True):
        assert reference.encode(words) == want.ids, words
    for token_id in range(128_256):
        assert reference.decode([token_id]) == text(llama, [token_id])


def test_bpe_takes_every_entry_as_it_is(solution):
    for token_id, entry in enumerate(ranks.entries()):
        assert solution["ex14"].bpe(entry, ranks.ranks()) == ranks.piece_ids(entry) == [token_id]


def test_the_entries_that_need_the_whole_pre_token_are_588_and_all_of_meta(llama):
    needing = ranks.needing_whole(random.Random(SEED))
    assert len(needing) == 588 and 100_769 in needing
    model = llama.backend_tokenizer.model
    model.ignore_merges = False
    try:
        batch = llama.backend_tokenizer.encode_batch([*readable().values()], add_special_tokens=False)
    finally:
        model.ignore_merges = True
    taken = llama.backend_tokenizer.encode_batch([*readable().values()], add_special_tokens=False)
    differ = [k for k, a, b in zip(readable(), batch, taken, strict=True) if a.ids != b.ids]
    assert differ == sorted(needing)


def test_spellings_of_every_entry(solution, llama):
    letters = solution["ex13"].byte_letters()
    bytes_of = {letter: byte for byte, letter in letters.items()}
    for token_id, entry in enumerate(ranks.entries()):
        spelled = llama.backend_tokenizer.id_to_token(token_id)
        assert bytes(bytes_of[letter] for letter in spelled) == entry


def test_the_reference_agrees_on_texts_of_every_script(reference, llama):
    rng = random.Random(SEED)
    for words in [*texts.texts(), *(texts.random_text(rng, 2_000) for _ in range(150))]:
        assert reference.encode(words) == ranks.plain(llama, words).ids
        assert reference.encode(words, special=True) == ids(llama, words, special=False)
        assert reference.decode(reference.encode(words)) == words


def test_the_first_cut_agrees_on_every_assigned_character(solution, llama):
    """`regex` knows newer characters than the library's engine; of those Python knows, they judge all alike."""
    import unicodedata

    cut = llama.backend_tokenizer.pre_tokenizer.pre_tokenize_str
    assigned = [chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co")]
    for block in (assigned[k : k + 500] for k in range(0, len(assigned), 500)):
        for pattern in ("a{}a", "1{}1", " {}!", "'{}x", "a {} b"):
            words = "\n".join(pattern.format(character) for character in block)
            assert solution["ex13"].split(words) == [words[a:b] for _, (a, b) in cut(words)]


@pytest.mark.parametrize("script", ["English", "Japanese", "Thai", "Hindi"])
def test_the_reference_takes_100_kb_in_about_a_second(reference, script):
    words = texts.scripts()[script]
    characters = [*words] * (100_000 // len(words.encode()) + 1)
    random.Random(SEED).shuffle(characters)  # no pre-token comes again
    start = time.process_time()
    reference.encode("".join(characters))
    assert time.process_time() - start < 4  # a second on an idle machine


def graded(run_pytest, submission, tmp_path, source: str, *arguments) -> tuple[dict, str]:
    report = tmp_path / "report.json"
    folder = submission(ex16_llama=source)
    done = run_pytest("tests/test_ex16_llama.py", "--submission", folder, "--report", report, *arguments)
    tests = json.loads(report.read_text())["exercises"][0]["tests"]
    return {test["id"].partition("::")[2]: test for test in tests}, done.out


CLASSES = {
    "a method that is still a stub": (
        "    def decode(self, ids):\n        raise NotImplementedError('ex16_llama.Llama.decode: not written yet')\n",
        "not started", "Llama.decode is not written yet"),
    "an __init__ that is still a stub": (
        "    def __init__(self, model_file):\n        raise NotImplementedError('ex16_llama.Llama.__init__: not written yet')\n",
        "not started", "is not written yet"),
    "a method that waits for another stub": (
        "    def decode(self, ids):\n        raise NotImplementedError('ex13_pretokens.from_entry: not written yet')\n",
        "failed", "from_entry is not written yet"),
    "an endless loop": (
        "    def decode(self, ids):\n        while True:\n            pass\n", "timeout", "did not return within"),
    "sys.exit": ("    def decode(self, ids):\n        raise SystemExit\n", "failed", "tried to end the program"),
    "pytest.skip": (
        "    def decode(self, ids):\n        import pytest\n        pytest.skip('no')\n", "failed", "raised Skipped"),
    "a flood of output": (
        "    def decode(self, ids):\n        print('x' * 10**6)\n        return ''\n", "failed", "yours: returned ''"),
    "an error": ("    def decode(self, ids):\n        return 1 / 0\n", "failed", "ZeroDivisionError"),
    "an attribute in the method's place": (
        "    def __init__(self, model_file):\n        super().__init__(model_file)\n        self.decode = {}\n",
        "error", "took the method's place"),
}  # fmt: skip


@pytest.mark.parametrize("name", CLASSES)
def test_methods_are_called_within_the_same_limits_as_functions(run_pytest, submission, tmp_path, name):
    body, status, said = CLASSES[name]
    test = "test_a_character_may_be_spread_over_tokens"
    tests, out = graded(run_pytest, submission, tmp_path, f"+class Llama(Llama):\n{body}", "-k", test)
    assert tests[test]["status"] == status and said in tests[test]["message"], tests[test]
    assert len(tests[test]["output"]) < 5_000 and "Traceback" not in out
    if status in ("failed", "timeout"):
        assert "called: Llama(...).decode([9468, 239])" in tests[test]["message"]


BONUSES = {
    "reached": ("", "hub_file: reached"),
    "a line differs": (
        "_own = hub_file\n\n\ndef hub_file(model_file):\n    return _own(model_file).replace(b'\"id\": 128004', b'\"id\": 128040')\n",
        "in line 43: yours has '      \"id\": 128040,', the Hub's has '      \"id\": 128004,'"),
    "the end is missing": (
        "_own = hub_file\n\n\ndef hub_file(model_file):\n    return _own(model_file)[:-1]\n", "yours has nothing more"),
    "a string": ("def hub_file(model_file):\n    return '{}'\n", "bytes are asked for"),
    "an error": ("def hub_file(model_file):\n    return 1 / 0\n", "not reached: 'division by zero'"),
    "a stub": (
        "hub_file = None\n\n\ndef hub_file(model_file):\n    raise NotImplementedError('ex16_llama.hub_file: not written yet')\n",
        "hub_file is not written yet"),
}  # fmt: skip


@pytest.mark.parametrize("name", BONUSES)
def test_the_bonus_is_shown_and_never_scored(run_pytest, submission, tmp_path, name):
    source, said = BONUSES[name]
    tests, out = graded(run_pytest, submission, tmp_path, f"+{source}", "-k", "bonus or lecture_sentence")
    assert list(tests) == ["test_the_lecture_sentence_without_begin_of_text"]
    assert " ".join(said.split()) in " ".join(out.split())
    assert "Traceback" not in out and "1 failed" not in out


def test_an_untouched_capstone_is_not_started_and_has_no_bonus_line(run_pytest, submission, tmp_path):
    from kit.course import stubs

    stub = stubs.stub((ROOT / "solutions" / "ex16_llama.py").read_text(encoding="utf-8"), "ex16_llama")
    tests, out = graded(run_pytest, submission, tmp_path, stub)
    assert {test["status"] for test in tests.values()} == {"not started"}
    assert "bonus" not in out


def test_the_speed_is_shown_with_its_bands(run_pytest, submission, tmp_path):
    slow = "+class Llama(Llama):\n    def _bpe(self, piece):\n        sum(range(250_000))\n        return super()._bpe(piece)\n"
    tests, out = graded(run_pytest, submission, tmp_path, slow, "-k", "fast and English")
    assert {test["status"] for test in tests.values()} == {"failed"}
    message = tests["test_it_is_about_as_fast_as_the_reference[English-4]"]["message"]
    assert "times the reference's time" in message and "up to 4 times the reference's time: 1 point" in message
    assert "speed on English text:" in " ".join(out.split())
