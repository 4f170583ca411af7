"""Wrong answers to ex03 that can be told by name, and what a tokenizer is like; see kit/suite/mistakes.py."""

from kit.suite.mistakes import Looks, Raises

BOS = "what encoding puts in front of a text tells nothing here: the begin is `tokenizer.bos_token`, or None, the end `tokenizer.eos_token`."


def facts(tokenizer) -> dict:
    """What describe should return, counted from the backend's table."""
    backend = tokenizer.backend_tokenizer
    limit = tokenizer.model_max_length
    return {
        "entries": backend.get_vocab_size(with_added_tokens=True),
        "begin": tokenizer.special_tokens_map.get("bos_token"),
        "end": tokenizer.special_tokens_map.get("eos_token"),
        "longest_input": limit if limit < 10**18 else None,
    }


def but(**changes):
    """The facts with some of them worked out otherwise."""
    return lambda tokenizer: facts(tokenizer) | {name: change(tokenizer) for name, change in changes.items()}


MISTAKES = {
    "load_tokenizer": [
        Raises("most configs have no `auto_map`: look for it with `in`, or `.get`.", "KeyError", "auto_map"),
        Raises("this publisher is in TRUSTED: pass trust_remote_code=True for its code.", "ValueError", "custom code"),
        Raises(
            "the terms of the model that was asked for are signed; load that one, `model_id`, with this machine's login.",
            "OSError",
            "gated repo",
        ),
        Raises(
            "the name on the Hub is the whole id, publisher, slash and name: hand on `model_id` as it is.",
            "OSError",
            "not a valid model identifier",
        ),
        Raises(
            "nothing of this model is on this machine yet: `local_files_only` keeps the library from downloading it.",
            "OSError",
            "cached files",
        ),
    ],
    "describe": [
        Looks(BOS, lambda got, tokenizer: got["begin"] is None and tokenizer.bos_token),
        (
            "this is the answer of the docstring's example; work it out from the tokenizer that came in.",
            lambda tokenizer: {
                "entries": 128256,
                "begin": "<|begin_of_text|>",
                "end": "<|end_of_text|>",
                "longest_input": 131072,
            },
        ),
        (
            "`vocab_size` leaves the added entries out; `len(tokenizer)` has them all.",
            but(entries=lambda tokenizer: tokenizer.vocab_size),
        ),
        (
            "added entries that are in the vocabulary already are counted twice; `len(tokenizer)` counts each once.",
            but(entries=lambda tokenizer: tokenizer.vocab_size + len(tokenizer.added_tokens_decoder)),
        ),
        (
            "this is the highest id; ids begin at 0, so there is one entry more.",
            but(entries=lambda tokenizer: len(tokenizer) - 1),
        ),
        (
            "`entries` has the added entries alone; the ordinary ones count too.",
            but(entries=lambda tokenizer: len(tokenizer.get_added_vocab())),
        ),
        (
            "where the config names no limit, the library fills in an enormous number; that means None here.",
            but(longest_input=lambda tokenizer: tokenizer.model_max_length),
        ),
        (
            "`longest_input` is cut at Llama 3.1's limit; each tokenizer has its own.",
            but(longest_input=lambda tokenizer: min(tokenizer.model_max_length, 131072)),
        ),
        (
            "one is taken off for begin-of-text; the limit is the number that the config names.",
            but(longest_input=lambda tokenizer: tokenizer.model_max_length - 1),
        ),
        (
            "where there is no limit, `longest_input` is None, not infinity.",
            but(longest_input=lambda tokenizer: float("inf")),
        ),
        Looks(
            "this config names a limit; only the library's enormous number (10**30) stands for none.",
            lambda got, tokenizer: got["longest_input"] is None,
        ),
        (
            "`begin` and `end` are texts, not ids.",
            but(begin=lambda tokenizer: tokenizer.bos_token_id, end=lambda tokenizer: tokenizer.eos_token_id),
        ),
        (
            "begin and end have changed places.",
            but(begin=lambda tokenizer: tokenizer.eos_token, end=lambda tokenizer: tokenizer.bos_token),
        ),
        (
            "`<|eot_id|>` ends a turn of a chat; the token for the end of a text is `tokenizer.eos_token`.",
            but(end=lambda tokenizer: "<|eot_id|>"),
        ),
        (
            "these are Llama's texts; each tokenizer has its own: `tokenizer.bos_token`.",
            but(begin=lambda tokenizer: "<|begin_of_text|>", end=lambda tokenizer: "<|end_of_text|>"),
        ),
        (
            "where there is no such token, the answer is None, not the other one.",
            but(
                begin=lambda tokenizer: tokenizer.bos_token or tokenizer.eos_token,
                end=lambda tokenizer: tokenizer.eos_token or tokenizer.bos_token,
            ),
        ),
        (
            "the order of `all_special_tokens` says nothing: `bos_token` and `eos_token` are the begin and the end.",
            but(
                begin=lambda tokenizer: tokenizer.all_special_tokens[0],
                end=lambda tokenizer: tokenizer.all_special_tokens[-1],
            ),
        ),
        Raises(
            "not every tokenizer has such a token: `tokenizer.bos_token` and `tokenizer.eos_token` are None then.",
            "KeyError",
            "os_token",
        ),
        Raises("a token that is not there has no id (None), and None cannot be decoded.", "TypeError", "NoneType"),
    ],
}
