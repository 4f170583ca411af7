# A traceback through lines of the file that it does not have, which the message would quote.
# graded: ex04_encode the_lecture_sentence_is_15_ids the_lecture_sentence_has_15
# verdict: failed
def encode(tokenizer, text):
    exec(compile("\n" * 100_000 + "1 / 0", __file__, "exec"))


def count_tokens(tokenizer, text):
    code = (lambda: 1 / 0).__code__.replace(co_firstlineno=2**31 - 10)
    exec(code.replace(co_filename=__file__))
