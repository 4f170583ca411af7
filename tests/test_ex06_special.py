"""Graded: ex06, special tokens."""

from functools import cache

import pytest

from exercises.ex06_special import find_special, is_special, special_tokens, without_special
from kit.suite import SENTENCE_IDS, Suite, ids, points, tokenizers

EXAMPLE = [128000, 40, 1097, 128009]

suite = Suite("ex06_special")
expect = suite.expect


def table(tokenizer) -> dict[int, str]:
    """Special ids and their texts, from the backend's own table."""
    return {token_id: text for token_id, (text, special) in entries(tokenizer).items() if special}


def added(tokenizer) -> list[int]:
    """The ids of all added tokens, special or not."""
    return list(entries(tokenizer))


def entries(tokenizer) -> dict[int, tuple[str, bool]]:
    """The added tokens, by id: text and whether it is special. Of a small tokenizer, which may get more, read anew."""
    return read_once(tokenizer) if tokenizer.vocab_size > 1000 else read(tokenizer)


def read(tokenizer) -> dict[int, tuple[str, bool]]:
    decoder = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return {token_id: (token.content, token.special) for token_id, token in sorted(decoder.items())}


read_once = cache(read)


def found(ids: list[int], texts: dict[int, str]) -> list[tuple[int, int, str]]:
    """What find_special is to return."""
    return [(position, i, texts[i]) for position, i in enumerate(ids) if i in texts]


@pytest.fixture
def mixed(rng):
    """Lists of ids of a tokenizer, with special ones anywhere."""

    def lists(tokenizer) -> list[list[int]]:
        texts = table(tokenizer)
        special = list(texts)
        ordinary = rng.choices(range(len(tokenizer)), k=12)
        plain = [token_id for token_id in added(tokenizer) if token_id not in texts]
        with_added = [special[0], *plain, ordinary[2], *plain]
        repeated = [special[0], ordinary[0], ordinary[0], special[-1], ordinary[1], special[-1], special[0]]
        return [
            [],
            repeated,
            with_added,
            [special[0], 0, ordinary[0], 0],
            rng.choices(special, k=8),
            *(rng.sample(ordinary, 6) + rng.choices(special, k=3) for _ in range(4)),
        ]

    return lists


GAP = "the table of added tokens may have gaps: its ids need not stand side by side."
ANEW = "two tokenizers of one name have other tables, and a token may be added, or become special, between two calls: ask the one that came in, at every call."
EXISTS = "an id that does not exist is not special, and no error."


@pytest.fixture
def looks(own_tokenizer):
    """Two tokenizers of one name, and the first again: after a special token was added, and after `<x>` became one."""
    first = own_tokenizer(added={"<a>": True, "<x>": False})
    of_second = {"<bb>": True, "<a>": False, "<c>": True, "<d>": True, "<A>": True, "[B c]": True}
    second = own_tokenizer(end=None, added=of_second)

    def one_by_one():
        yield first
        yield second
        for token in ("<new>", "<x>"):
            tokenizers.add_special(first, token)
            yield first

    return one_by_one


@pytest.fixture
def gapped(own_tokenizer):
    """A small tokenizer with special tokens at both ends of its ids, and none in between."""
    return own_tokenizer(added={"<a>": True}, last="<far>")


@points(2, special_tokens, seconds=60)
def test_llama_31_has_256_special_tokens(llama):
    want = {text: i for i, text in table(llama).items()}
    assert len(want) == 256 and want["<|eot_id|>"] == 128009 and want["<|finetune_right_pad_id|>"] == 128004
    expect(special_tokens, llama).returns(want, in_order=True)


@points(2, special_tokens, seconds=60)
def test_llama_4_has_others(llama4):
    expect(special_tokens, llama4).returns({text: i for i, text in table(llama4).items()}, in_order=True)


@points(2, special_tokens, seconds=60)
def test_an_added_token_need_not_be_special(lowercase, plain, gapped, looks):
    for tokenizer in (lowercase, plain):
        expect(special_tokens, tokenizer).returns({text: i for i, text in table(tokenizer).items()}, in_order=True)
    want = {text: i for i, text in table(gapped).items()}
    expect(special_tokens, gapped).returns(want, in_order=True, because=GAP)
    for tokenizer in looks():
        want = {text: i for i, text in table(tokenizer).items()}
        expect(special_tokens, tokenizer).returns(want, in_order=True, because=ANEW)


@points(2, is_special, seconds=60)
def test_special_or_not_on_llama_31_and_4(llama, llama4, rng):
    for tokenizer in (llama, llama4):
        special = list(table(tokenizer))
        some = [
            40,
            0,
            27,
            1097,
            127999,
            special[1],
            128300 if len(tokenizer) > 128300 else special[9],
            128000,
            128255,
            special[0],
            special[-1],
            *rng.sample(special, 5),
            *rng.sample(range(len(tokenizer)), 5),
        ]
        for call, _, token_id in expect.each(is_special, [(tokenizer, token_id) for token_id in some]):
            call.returns(token_id in special)


@points(1, is_special, seconds=60)
def test_an_id_that_does_not_exist_is_not_special(llama, llama4):
    for tokenizer in (llama, llama4):
        missing = [-1, -max(table(tokenizer)), len(tokenizer), len(tokenizer) + 7, 10**9]
        for call, *_ in expect.each(is_special, [(tokenizer, token_id) for token_id in missing]):
            call.returns(False)
        expect(is_special, tokenizer, max(table(tokenizer))).returns(True)


@points(1, is_special, seconds=60)
def test_an_added_word_is_not_special(lowercase, gapped, looks):
    for call, _, token_id in expect.each(is_special, [(lowercase, token_id) for token_id in (3, 0, 1, 2)]):
        call.returns(token_id in table(lowercase))
    for call, _, token_id in expect.each(is_special, [(gapped, each) for each in (max(added(gapped)), 0, 40)]):
        call.returns(token_id in table(gapped), because=GAP)
    for tokenizer in looks():
        cases = [(tokenizer, token_id) for token_id in (4, 40, 3, max(added(tokenizer)))]
        for call, _, token_id in expect.each(is_special, cases):
            call.returns(token_id in table(tokenizer), because=ANEW)


@points(1, find_special, seconds=60)
def test_the_lecture_sentence_has_one(llama):
    eot, end, header = (128009, "<|eot_id|>"), (128001, "<|end_of_text|>"), (128006, "<|start_header_id|>")
    want = [(0, *eot), (1, *end), (3, *eot), (4, *header)]
    expect(find_special, llama, [128009, 128001, 40, 128009, 128006]).returns(want)
    expect(find_special, llama, SENTENCE_IDS).returns([(0, 128000, "<|begin_of_text|>")])
    expect(find_special, llama, EXAMPLE).returns([(0, 128000, "<|begin_of_text|>"), (3, 128009, "<|eot_id|>")])


@points(2, find_special, seconds=60)
def test_all_are_found_on_llama_31(llama, mixed):
    for call, _, some in expect.each(find_special, [(llama, some) for some in mixed(llama)]):
        call.returns(found(some, table(llama)))
    unknown = [999_999, 128009, 40]
    expect(find_special, llama, unknown).returns([(1, 128009, "<|eot_id|>")], because=EXISTS)


@points(2, find_special, seconds=60)
def test_all_are_found_on_other_tokenizers(llama4, lowercase, mixed, gapped, looks):
    for tokenizer in (llama4, lowercase):
        for call, _, some in expect.each(find_special, [(tokenizer, some) for some in mixed(tokenizer)]):
            call.returns(found(some, table(tokenizer)))
    some = [max(added(gapped)), 40, 1]
    expect(find_special, gapped, some).returns(found(some, table(gapped)), because=GAP)
    for tokenizer in looks():
        some = [40, 3, max(added(tokenizer)), 4, 2, 41, 1]
        expect(find_special, tokenizer, some).returns(found(some, table(tokenizer)), because=ANEW)


@points(1, without_special, seconds=60)
def test_the_lecture_sentence_without(llama):
    expect(without_special, llama, [40, 271, 128000, 304, 128001, 1097, 128009]).returns([40, 271, 304, 1097])
    expect(without_special, llama, SENTENCE_IDS).returns(SENTENCE_IDS[1:])
    expect(without_special, llama, EXAMPLE).returns([40, 1097])


@points(2, without_special, seconds=60)
def test_the_others_stay_in_order_on_llama_31(llama, mixed):
    lists = [*mixed(llama), ids(llama, "to be <|eot_id|> or not to be")]
    for call, _, some in expect.each(without_special, [(llama, some) for some in lists]):
        because = "all the others stay, id 0 and repeats too: only an id in the table of special tokens goes."
        call.returns([i for i in some if i not in table(llama)], because=because)
    expect(without_special, llama, [999_999, 128009, 40]).returns([999_999, 40], because=EXISTS)


@points(2, without_special, seconds=60)
def test_the_others_stay_on_other_tokenizers(llama4, lowercase, mixed, gapped, looks):
    for tokenizer in (llama4, lowercase):
        for call, _, some in expect.each(without_special, [(tokenizer, some) for some in mixed(tokenizer)]):
            call.returns([i for i in some if i not in table(tokenizer)])
    expect(without_special, gapped, [max(added(gapped)), 40, 1]).returns([40], because=GAP)
    for tokenizer in looks():
        some = [40, 3, max(added(tokenizer)), 4, 2, 41, 1]
        want = [i for i in some if i not in table(tokenizer)]
        expect(without_special, tokenizer, some).returns(want, because=ANEW)
