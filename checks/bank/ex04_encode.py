"""Answers for ex04_encode, wrong and right; see checks/answers.py."""


@wrong("leaves begin-of-text out", cause="is missing at the front")
def encode(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False)


@wrong("adds begin-of-text a second time", cause="a second")
def encode(tokenizer, text):
    return [tokenizer.bos_token_id] + tokenizer.encode(text)


@right("takes input_ids of the call")
def encode(tokenizer, text):
    return tokenizer(text).input_ids


@right("asks the backend")
def encode(tokenizer, text):
    return tokenizer.backend_tokenizer.encode(text).ids
