"""Wrong answers to ex09 that can be told by name; see kit/suite/mistakes.py."""

import re

from kit.tokenizers import meta_llama as meta
from kit.tokenizers.loaded import ids, settle
from kit.tokenizers.loaded import text as decoded


def names(tokenizer) -> dict[int, str]:
    """Special ids and their texts."""
    added = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return {token_id: token.content for token_id, token in added.items() if token.special}


def spelled(tokenizer, text) -> list[str]:
    """The special tokens in a text, read from its ids."""
    return [names(tokenizer)[token_id] for token_id in ids(tokenizer, text, False) if token_id in names(tokenizer)]


def ordinary(tokenizer, text, begin=True) -> list[int]:
    """The ids of a text whose special tokens are text, from the backend."""
    settle(tokenizer)
    tokenizer.backend_tokenizer.encode_special_tokens = True
    found = tokenizer.backend_tokenizer.encode(text, add_special_tokens=begin).ids
    settle(tokenizer)
    return found


def filtered(tokenizer, text, again=False) -> str:
    """The text without its special tokens, as a naive filter leaves it; `again`: until there are none."""
    pattern = "|".join(map(re.escape, sorted(names(tokenizer).values(), key=len, reverse=True)))
    shorter = re.sub(pattern, "", text)
    return filtered(tokenizer, shorter, True) if again and shorter != text else shorter


def chat(tokenizer, messages, change=lambda text: text, encode=ids) -> list[int]:
    """The chat's ids as somebody gets them who changes the contents, or encodes the rendered chat, in some way."""
    changed = [{**message, "content": change(message["content"])} for message in messages]
    text = tokenizer.apply_chat_template(changed, add_generation_prompt=True, tokenize=False)
    return encode(tokenizer, text, False)


def broken(text: str) -> str:
    """The text with a space in what could be a special token."""
    return text.replace("<|", "< |")


def roles_trusted(messages) -> list[int]:
    """The chat whose contents are text, but whose roles are commands."""
    found = meta.chat_ids(messages)
    for message in messages:
        role = meta.ids(message["role"])
        real = meta.encoder().encode(message["role"], bos=False, eos=False, allowed_special="all")
        at = next(k for k in range(len(found)) if found[k : k + len(role)] == role)
        found[at : at + len(role)] = real
    if found == meta.chat_ids(messages):
        raise ValueError("no role spells anything")
    return found


LOST = (
    "special tokens were taken out, and what the user wrote is lost: keep all of it, as ordinary tokens. "
    "Taking them out once is not even safe: `<|eot<|eot_id|>_id|>` spells one again when the inner one is gone."
)


ADD = "`add_special_tokens=False` leaves out what the tokenizer adds, not what the text spells: `split_special_tokens=True`."


BREAK = "the text was changed so that it no longer spells a special token; it is to stay as it is, as ordinary tokens."


def untrimmed(messages) -> list[int]:
    found = meta.chat_ids([{**message, "content": ""} for message in messages])
    ends = [k for k, token in enumerate(found) if token == 128009]
    ends = ends if messages[0]["role"] == "system" else ends[1:]
    for end, message in reversed(list(zip(ends, messages, strict=True))):
        found[end:end] = meta.ids(message["content"])
    return found


MISTAKES = {
    "special_text": [
        (
            "the begin-of-text that the tokenizer adds is not in the text: `add_special_tokens=False`.",
            lambda tokenizer, text: [tokenizer.bos_token, *spelled(tokenizer, text)],
        ),
        (
            "repeats are missing: each of them would be smuggled in.",
            lambda tokenizer, text: list(dict.fromkeys(spelled(tokenizer, text))),
        ),
        ("sorted; the order of the text is asked for.", lambda tokenizer, text: sorted(spelled(tokenizer, text))),
        (
            "the order of the vocabulary, each once; the order of the text is asked for, with repeats.",
            lambda tokenizer, text: [name for _, name in sorted(names(tokenizer).items()) if name in text],
        ),
        (
            "this looks for <|…|>; whether such text is a special token only the tokenizer's table tells.",
            lambda tokenizer, text: re.findall(r"<\|.*?\|>", text),
        ),
        (
            "this looks for <|…|>; whether such text is a special token only the tokenizer's table tells.",
            lambda tokenizer, text: re.findall(r"<\|\w+\|>", text),
        ),
        (
            "`all_special_tokens` holds only begin and end; the table of added tokens has all.",
            lambda tokenizer, text: [n for n in spelled(tokenizer, text) if n in tokenizer.all_special_tokens],
        ),
        (
            "an added token is not always special: look at its flag `special`.",
            lambda tokenizer, text: [
                tokenizer.added_tokens_decoder[i].content
                for i in ids(tokenizer, text, False)
                if i in tokenizer.added_tokens_decoder
            ],
        ),
        (
            "these are the ids; their texts are asked for.",
            lambda tokenizer, text: [i for i in ids(tokenizer, text, False) if i in names(tokenizer)],
        ),
        (
            "`>= 128000` is true on Llama 3 only; the table of added tokens tells which ids are special.",
            lambda tokenizer, text: [decoded(tokenizer, [i]) for i in ids(tokenizer, text, False) if i >= 128000],
        ),
        (
            "case matters: <|EOT_ID|> is ordinary text.",
            lambda tokenizer, text: re.findall(
                "|".join(map(re.escape, names(tokenizer).values())), text, re.IGNORECASE
            ),
        ),
    ],
    "encode_untrusted": [
        (
            "special tokens that the text spells became special tokens; `split_special_tokens=True` makes them text.",
            lambda tokenizer, text: ids(tokenizer, text),
        ),
        (
            "begin-of-text is missing in front: `add_special_tokens=False` is not needed to make the text harmless.",
            lambda tokenizer, text: ordinary(tokenizer, text, False),
        ),
        (ADD, lambda tokenizer, text: ids(tokenizer, text, False)),
        (LOST, lambda tokenizer, text: ids(tokenizer, filtered(tokenizer, text))),
        (LOST, lambda tokenizer, text: ids(tokenizer, filtered(tokenizer, text, True))),
        (
            LOST,
            lambda tokenizer, text: [
                i for i in ids(tokenizer, text) if i == tokenizer.bos_token_id or i not in names(tokenizer)
            ],
        ),
        (
            LOST,
            lambda tokenizer, text: [
                *ids(tokenizer, ""),
                *(i for i in ids(tokenizer, text, False) if i not in names(tokenizer)),
            ],
        ),
        (BREAK, lambda tokenizer, text: ids(tokenizer, broken(text))),
        (BREAK, lambda tokenizer, text: ids(tokenizer, text.replace("<|", "<\u200b|"))),
        (
            "begin-of-text in front became ordinary tokens too: let the tokenizer add it instead of spelling it.",
            lambda tokenizer, text: ordinary(tokenizer, tokenizer.bos_token + text, False),
        ),
        (
            "the text was cut at the special tokens' places and encoded character by character.",
            lambda tokenizer, text: [
                *ids(tokenizer, ""),
                *(i for c in text for i in ordinary(tokenizer, c, False)),
            ],
        ),
        (BREAK, lambda tokenizer, text: ids(tokenizer, text.replace("<", "&lt;"))),
    ],
    "safe_chat_ids": [
        (
            "a role can spell special tokens as well as a content can.",
            lambda tokenizer, messages: roles_trusted(messages),
        ),
        (
            "a content still ends its own turn: what it spells became special tokens.",
            lambda tokenizer, messages: chat(tokenizer, messages),
        ),
        (
            "the template's own special tokens became text, too; they must stay commands.",
            lambda tokenizer, messages: chat(tokenizer, messages, encode=ordinary),
        ),
        (
            "the template's own special tokens became text, too; they must stay commands.",
            lambda tokenizer, messages: ordinary(
                tokenizer, tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
            ),
        ),
        (
            LOST,
            lambda tokenizer, messages: chat(tokenizer, messages, lambda text: filtered(tokenizer, text)),
        ),
        (
            LOST,
            lambda tokenizer, messages: chat(tokenizer, messages, lambda text: filtered(tokenizer, text, True)),
        ),
        (BREAK, lambda tokenizer, messages: chat(tokenizer, messages, broken)),
        (BREAK, lambda tokenizer, messages: chat(tokenizer, messages, lambda text: text.replace("<|", "<\u200b|"))),
        (
            "there is a second <|begin_of_text|> in front: the template has already written one.",
            lambda tokenizer, messages: [128000, *meta.chat_ids(messages)],
        ),
        (
            "the open header of the reply is missing at the end.",
            lambda tokenizer, messages: meta.chat_ids(messages, reply=False),
        ),
        (
            "the template's date header is missing: take the template's text apart instead of writing it anew.",
            lambda tokenizer, messages: meta.chat_ids(messages, dates=None),
        ),
        (
            "this tokenizer's template writes the dates only with a system message: use the tokenizer's own template.",
            lambda tokenizer, messages: meta.chat_ids(messages),
        ),
        (
            "the template takes away the white space round each content; these ids still have it.",
            lambda tokenizer, messages: untrimmed(messages),
        ),
    ],
}
