# Texts that are no text: lone surrogates, null bytes, in values, in names of types and in exceptions.
# graded: ex04_encode the_lecture_sentence every_script_has
# verdict: failed died
def encode(tokenizer, text):
    if len(text) != 61:
        raise type("Odd", (ValueError,), {})("\ud800\0\x1b[2J")
    return ["\ud800", "\0", {"\udfff": "\ud800"}]


def count_tokens(tokenizer, text):
    return type("a\u202eb", (), {"__module__": "\ud800", "__qualname__": "x\ud800"})()


def characters_per_token(tokenizer, text):
    class Odd(Exception):
        def __str__(self):
            return "\ud800" * 1000

    raise Odd
