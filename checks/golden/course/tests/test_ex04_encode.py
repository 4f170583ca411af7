"""A suite for the golden reports alone, so that they do not change with the real one."""


@points(1, encode)
def test_the_lecture_sentence_is_15_ids(llama):
    """Not part of the code that is shown."""
    for text in [SENTENCE]:
        expect(encode, llama, text).returns(SENTENCE_IDS)


@points(1, count_tokens)
def test_the_lecture_sentence_has_15_tokens(llama):
    expect(count_tokens, llama, SENTENCE).returns(15)


@points(1, encode, count_tokens)
def test_the_lecture_sentence_has_4_characters_a_token(llama):
    expect(characters_per_token, llama, SENTENCE).returns(4.0)
