"""The functions of an exercise, for the golden reports alone."""


def encode(tokenizer, text):
    return helper(tokenizer, text)


def helper(tokenizer, text):
    return tokenizer.encode(text)


def count_tokens(tokenizer, text):
    return len(encode(tokenizer, text))
