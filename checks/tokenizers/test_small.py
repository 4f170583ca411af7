"""The small tokenizers: valid, lossless where they should be, quick to make."""

import json
import random
import time

import pytest
from tokenizers import Tokenizer

from kit.tokenizers import loaded as tokenizers
from kit.tokenizers.byte_letters import byte_letters
from kit.tokenizers.small import CLEANS_UP, lowercase_files, plain_files, wordpiece_files

TEXTS = ["", "the lower token", "Ünïcode 日本語 🙂", "  two\n\ttabs", "\x00\x7f<s>"]


def backend(files: dict[str, bytes]) -> Tokenizer:
    return Tokenizer.from_str(files["tokenizer.json"].decode())


@pytest.mark.parametrize("text", TEXTS)
def test_plain_gives_every_text_back_and_lowercase_gives_it_in_lower_case(text):
    for files, expected in ((plain_files(), text), (lowercase_files(), text.lower())):
        tokenizer = backend(files)
        ids = tokenizer.encode(text).ids
        assert ids[0] == tokenizer.token_to_id("<s>")
        assert tokenizer.decode(ids[1:], skip_special_tokens=False) == expected


def test_words_are_entries():
    assert backend(plain_files()).encode(" the lower").tokens == ["<s>", "Ġthe", "Ġ", "lower"]
    assert backend(plain_files(words=(" tok",))).encode(" tokens", add_special_tokens=False).tokens[0] == "Ġtok"


def test_lowercase_has_one_added_token_that_is_not_special_and_none_for_padding():
    config = json.loads(lowercase_files()["tokenizer_config.json"])
    table = {entry["content"]: entry["special"] for entry in config["added_tokens_decoder"].values()}
    assert table == {"<s>": True, "</s>": True, "<mark>": True, "<note>": False}
    assert config["model_max_length"] == 512 and "pad_token" not in config
    assert (config["bos_token"], config["eos_token"]) == ("<s>", "</s>")


@pytest.mark.parametrize("seed", range(5))
def test_variations_are_all_valid(seed):
    source = random.Random(seed)
    begin, end = source.choice([None, "[B]"]), source.choice([None, "[E]", "[B]"])
    longest = source.choice([None, 64, 4096])
    added = {f"<{number}>": source.random() < 0.5 for number in range(source.randrange(4))}
    files = plain_files(begin=begin, end=end, model_max_length=longest, lowercase=source.random() < 0.5, added=added)
    config, tokenizer = json.loads(files["tokenizer_config.json"]), backend(files)
    assert config.get("model_max_length") == longest
    assert (config.get("bos_token"), config.get("eos_token")) == (begin, end)
    assert (tokenizer.encode("a").tokens[0] == begin) == (begin is not None)
    ids = sorted(tokenizer.get_vocab().values())
    assert ids == list(range(tokenizer.get_vocab_size()))
    assert set(added) <= set(tokenizer.get_vocab())


def test_the_alphabet_has_256_printable_letters():
    letters = byte_letters()
    assert len(set(letters.values())) == 256 == len(letters)
    assert (letters[32], letters[10], letters[65]) == ("Ġ", "Ċ", "A")


def test_a_repository_is_made_in_a_few_milliseconds():
    def seconds() -> float:
        started = time.perf_counter()
        plain_files()
        return time.perf_counter() - started

    assert min(seconds() for _ in range(20)) < 0.02  # the best of them: this computer may be busy


def loaded(files: dict[str, bytes], folder):
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return tokenizers.load_files(folder)


@pytest.mark.parametrize("make", [plain_files, wordpiece_files])
def test_a_bare_decode_cleans_up_where_the_config_asks_for_it_and_only_there(make, tmp_path):
    for number, (config, want) in enumerate(((CLEANS_UP, "x!= y"), ({}, "x != y"))):
        tokenizer = loaded(make(config=config), tmp_path / str(number))
        ids = tokenizer.encode("x != y", add_special_tokens=False)
        assert tokenizer.decode(ids) == want
        assert tokenizer.decode(ids, clean_up_tokenization_spaces=False) == "x != y"


def test_wordpiece_has_something_in_front_and_behind_and_neither_begin_nor_end(tmp_path):
    tokenizer = loaded(wordpiece_files(), tmp_path / "wordpiece")
    assert tokenizer.convert_ids_to_tokens(tokenizer.encode("the x")) == ["[CLS]", "the", "x", "[SEP]"]
    assert (tokenizer.bos_token, tokenizer.eos_token) == (None, None)


def test_a_begin_need_not_be_put_in_front_and_added_entries_may_stand_behind(tmp_path):
    tokenizer = loaded(plain_files(begin_in_front=False, added={"<x>": False}, added_apart=True), tmp_path / "apart")
    assert tokenizer.bos_token == "<s>" and tokenizer.encode("") == []
    assert len(tokenizer) == tokenizer.vocab_size + 3 and min(tokenizer.added_tokens_decoder) == tokenizer.vocab_size
    assert tokenizer.encode("<x>") == [len(tokenizer) - 1]


def test_stripping_takes_white_space_off_the_ends():
    tokenizer = backend(plain_files(stripping=True, begin=None))
    assert tokenizer.decode(tokenizer.encode(" a  b\n").ids) == "a  b"


def test_composing_puts_a_letter_and_its_accent_together():
    tokenizer = backend(plain_files(composing=True, begin=None))
    assert tokenizer.decode(tokenizer.encode("e\u0301").ids) == "\u00e9"
