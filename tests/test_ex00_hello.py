"""Not graded: ex00, hello. It passes as it comes."""

from exercises.ex00_hello import hello
from kit.suite import SENTENCE, SENTENCE_IDS, Suite, points

expect = Suite("ex00_hello").expect


@points(0, hello)
def test_the_lecture_sentence_is_15_tokens(llama):
    because = "the tokenizer is to get the text as it came in."
    expect(hello, llama, SENTENCE).returns(SENTENCE_IDS, because=because)
