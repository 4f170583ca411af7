"""Wrong answers to ex08 that can be told by name; see kit/suite/mistakes.py."""

import re
from datetime import date

from kit.suite.mistakes import Looks
from kit.tokenizers import meta_llama as meta
from kit.tokenizers.loaded import ids, settle
from kit.tokenizers.loaded import text as decoded

BEGIN = "<|begin_of_text|>"


def rendered(tokenizer, messages, reply=True) -> str:
    return tokenizer.apply_chat_template(messages, add_generation_prompt=reply, tokenize=False)


def encoded(tokenizer, messages, reply=True) -> list[int]:
    return ids(tokenizer, rendered(tokenizer, messages, reply), False)


def by_hand(messages, reply=True, line="\n\n", trim=True, dates=False) -> str:
    """Llama's format written out by someone who forgot something."""
    if dates and messages[0]["role"] != "system":
        messages = [{"role": "system", "content": ""}, *messages]
    text = BEGIN
    for message in messages:
        content = message["content"].strip() if trim else message["content"]
        content = meta.DATES + content if dates and message is messages[0] else content
        text += f"<|start_header_id|>{message['role']}<|end_header_id|>{line}{content}<|eot_id|>"
    return text + f"<|start_header_id|>assistant<|end_header_id|>{line}" * reply


ENDS = ("<|eot_id|>", "<|eom_id|>", "<|end_of_text|>")


def turns(tokenizer, chat, ends=ENDS) -> list[tuple[str, str, bool]]:
    """Role, content and whether it ended, of every turn, read from the ids."""
    start, close, *last = map(
        tokenizer.backend_tokenizer.token_to_id,
        ["<|start_header_id|>", "<|end_header_id|>", *ends],
    )
    found = []
    for position in [k for k, token in enumerate(chat) if token == start]:
        middle = chat.index(close, position)
        stop = next((k for k in range(middle, len(chat)) if chat[k] in last), None)
        content = decoded(tokenizer, chat[middle + 1 : stop]).removeprefix("\n\n")
        found.append((decoded(tokenizer, chat[position + 1 : middle]), content, stop is not None))
    return found


def without_dates(content: str, pattern: str = r"Cutting Knowledge Date: .*\nToday Date: .*\n\n") -> str:
    return re.sub(rf"\A{pattern}", "", content)


def read(
    tokenizer, chat, keep=lambda role, content, ended: ended or content, change=lambda content: content, ends=ENDS
):
    """What `read_chat` returns, or what it would with another idea of what to keep and what to change."""
    found = []
    for role, content, ended in turns(tokenizer, chat, ends):
        if not keep(role, content, ended):
            continue
        rest = without_dates(content) if role == "system" and not found else content
        if rest or rest == content:
            found.append({"role": role, "content": change(rest)})
    return found


def read_text(tokenizer, chat):
    """Read from the decoded text, in which an imitation looks like a special token."""
    text = decoded(tokenizer, chat)
    parts = re.findall(
        r"<\|start_header_id\|>(.*?)<\|end_header_id\|>\n\n(.*?)(?:<\|eot_id\|>|<\|eom_id\|>|<\|end_of_text\|>|\Z)",
        text,
        re.S,
    )
    kept = [(role, without_dates(content)) for role, content in parts]
    return [{"role": role, "content": content} for role, content in kept if content]


def as_messages(found) -> list[dict]:
    return [{"role": role, "content": content} for role, content in found]


def split_up(tokenizer, text, special=False) -> list[int]:
    settle(tokenizer)
    tokenizer.backend_tokenizer.encode_special_tokens = True
    found = tokenizer.backend_tokenizer.encode(text, add_special_tokens=special).ids
    settle(tokenizer)
    return found


def contents(tokenizer, messages) -> list[int]:
    return [token for message in messages for token in ids(tokenizer, message["content"], False)]


def cleaned(text: str) -> str:
    """What the library's cleaning up makes of a text."""
    for spaced in (" .", " ?", " !", " ,"):
        text = text.replace(spaced, spaced[1:])
    for spaced in (" n't", " 'm", " 's", " 've", " 're"):
        text = text.replace(spaced, spaced[1:])
    return text.replace(" ' ", "'")


MISTAKES = {
    "render_chat": [
        (
            "today's date is in the header; the template's own is fixed, so `date_string` is left out.",
            lambda tokenizer, messages, reply=True: tokenizer.apply_chat_template(
                messages,
                add_generation_prompt=reply,
                tokenize=False,
                date_string=date.today().strftime("%d %b %Y"),
            ),
        ),
        Looks(
            "there is a system message that nobody sent; only what is in `messages` is rendered.",
            lambda got, tokenizer, messages, reply=True: (
                messages[0]["role"] != "system" and "2024\n\n<|eot_id|>" not in got and "2024\n\n" in got
            ),
        ),
        (
            "white space at the end was stripped; the empty line behind the open header belongs to it.",
            lambda tokenizer, messages, reply=True: rendered(tokenizer, messages, reply).strip(),
        ),
        (
            "only the last message was rendered; the model reads all of the chat.",
            lambda tokenizer, messages, reply=True: rendered(tokenizer, messages[-1:], reply),
        ),
        (
            "the last message was left open, to be continued; a reply is a turn of its own: `add_generation_prompt=True`.",
            lambda tokenizer, messages, reply=True: tokenizer.apply_chat_template(
                messages, tokenize=False, continue_final_message=True
            ),
        ),
        (
            "special tokens were filtered out of the contents; the template leaves what somebody wrote as it is.",
            lambda tokenizer, messages, reply=True: rendered(
                tokenizer,
                [{**one, "content": re.sub(r"<\|\w+\|>", "", one["content"])} for one in messages],
                reply,
            ),
        ),
        (
            "the open header of the reply is missing: `add_generation_prompt=reply` asks the template for it.",
            lambda tokenizer, messages, reply=True: rendered(tokenizer, messages, False),
        ),
        (
            "`reply` was not looked at: with False the text ends with the last turn.",
            lambda tokenizer, messages, reply=True: rendered(tokenizer, messages, True),
        ),
        (
            "these are the ids; the text is asked for: `tokenize=False`.",
            lambda tokenizer, messages, reply=True: encoded(tokenizer, messages, reply),
        ),
        (
            "this is what the template gives when it tokenizes; the text is asked for: `tokenize=False`.",
            lambda tokenizer, messages, reply=True: tokenizer.apply_chat_template(
                messages, add_generation_prompt=reply
            ),
        ),
        (
            "there is a second <|begin_of_text|> in front: the template has already written one.",
            lambda tokenizer, messages, reply=True: BEGIN + rendered(tokenizer, messages, reply),
        ),
        (
            "<|begin_of_text|> is missing: it is a part of the text that the template writes.",
            lambda tokenizer, messages, reply=True: rendered(tokenizer, messages, reply).removeprefix(BEGIN),
        ),
        (
            "the system turn with the dates is missing: Llama 3.1's template writes it, Llama 3.0's did not. "
            "Run the tokenizer's own template.",
            lambda tokenizer, messages, reply=True: by_hand(messages, reply),
        ),
        (
            "written by hand: no dates, and the contents keep the white space round them. Run the tokenizer's own template.",
            lambda tokenizer, messages, reply=True: by_hand(messages, reply, trim=False),
        ),
        (
            "the format of Llama 3.1 was written out by hand; this tokenizer has another template, which is the one to run.",
            lambda tokenizer, messages, reply=True: by_hand(messages, reply, dates=True),
        ),
        (
            "the template takes away the white space round each content; this text still has it.",
            lambda tokenizer, messages, reply=True: by_hand(messages, reply, trim=False, dates=True),
        ),
        (
            "a header is followed by an empty line, two line feeds.",
            lambda tokenizer, messages, reply=True: by_hand(messages, reply, line="\n"),
        ),
        (
            "the special tokens are gone: decoding left them out, and the model needs them.",
            lambda tokenizer, messages, reply=True: decoded(
                tokenizer, encoded(tokenizer, messages, reply), special=False
            ),
        ),
    ],
    "chat_ids": [
        (
            "each turn was encoded by itself, with a begin-of-text of its own; a chat has one, in front.",
            lambda tokenizer, messages, reply=True: [
                token for message in messages for token in ids(tokenizer, by_hand([message], False).removeprefix(BEGIN))
            ],
        ),
        (
            "there is a second <|begin_of_text|> at position 1: the rendered chat already starts with one. "
            "Encode it with `add_special_tokens=False`, or let the template tokenize.",
            lambda tokenizer, messages, reply=True: ids(tokenizer, rendered(tokenizer, messages, reply)),
        ),
        (
            "<|begin_of_text|> is missing: the model is trained with one in front.",
            lambda tokenizer, messages, reply=True: encoded(tokenizer, messages, reply)[1:],
        ),
        (
            "the open header of the reply is missing: `add_generation_prompt=reply` asks the template for it.",
            lambda tokenizer, messages, reply=True: encoded(tokenizer, messages, False),
        ),
        (
            "`reply` was not looked at: with False the ids end with the last turn.",
            lambda tokenizer, messages, reply=True: encoded(tokenizer, messages, True),
        ),
        (
            "the template's special tokens became ordinary ones: to the model this is text about a chat.",
            lambda tokenizer, messages, reply=True: split_up(tokenizer, rendered(tokenizer, messages, reply)),
        ),
        (
            "the template's special tokens became ordinary ones: to the model this is text about a chat.",
            lambda tokenizer, messages, reply=True: split_up(tokenizer, rendered(tokenizer, messages, reply), True),
        ),
        ("this is the text; its ids are asked for.", rendered),
        (
            "the system turn with the dates is missing: Llama 3.1's template writes it, Llama 3.0's did not. "
            "Run the tokenizer's own template.",
            lambda tokenizer, messages, reply=True: ids(tokenizer, by_hand(messages, reply), False),
        ),
        (
            "the format of Llama 3.1 was written out by hand; this tokenizer has another template, which is the one to run.",
            lambda tokenizer, messages, reply=True: ids(tokenizer, by_hand(messages, reply, dates=True), False),
        ),
        (
            "the template takes away the white space round each content; these ids still have it.",
            lambda tokenizer, messages, reply=True: ids(
                tokenizer, by_hand(messages, reply, trim=False, dates=True), False
            ),
        ),
        (
            "these are the ids of the contents alone; who speaks is part of what the model reads.",
            lambda tokenizer, messages, reply=True: contents(tokenizer, messages),
        ),
    ],
    "count_chat_tokens": [
        ("this is the docstring's answer; count the tokens of the chat that came in.", lambda tokenizer, messages: 36),
        (
            "this is the number of keys of what apply_chat_template returns in transformers 5; count its `input_ids`.",
            lambda tokenizer, messages: 2,
        ),
        (
            "<|begin_of_text|> is counted twice: the rendered chat already starts with one.",
            lambda tokenizer, messages: len(encoded(tokenizer, messages)) + 1,
        ),
        (
            "<|begin_of_text|> is not counted, and the model reads it.",
            lambda tokenizer, messages: len(encoded(tokenizer, messages)) - 1,
        ),
        (
            "the open header of the reply is not counted, and the model reads it before it writes.",
            lambda tokenizer, messages: len(encoded(tokenizer, messages, False)),
        ),
        (
            "these are the characters of the rendered chat; its tokens are asked for.",
            lambda tokenizer, messages: len(rendered(tokenizer, messages)),
        ),
        (
            "these are the contents' tokens alone; headers, ends of turn and the dates are tokens too.",
            lambda tokenizer, messages: len(contents(tokenizer, messages)),
        ),
        (
            "these are the contents' tokens alone, each with a begin-of-text; headers and ends of turn are tokens too.",
            lambda tokenizer, messages: sum(len(ids(tokenizer, message["content"])) for message in messages),
        ),
        ("these are the messages; their tokens are asked for.", lambda tokenizer, messages: len(messages)),
        (
            "each token is counted once however often it comes: a set drops repeats.",
            lambda tokenizer, messages: len(set(encoded(tokenizer, messages))),
        ),
    ],
    "read_chat": [
        (
            "a turn can end otherwise than with <|eot_id|>: <|eom_id|> and <|end_of_text|> end one, too.",
            lambda tokenizer, ids: read(tokenizer, ids, ends=("<|eot_id|>",)),
        ),
        (
            "the two lines with dates were taken off what a user said; only a system message in front has them from the template.",
            lambda tokenizer, ids: as_messages(
                (r, without_dates(c))
                for r, c, ended in turns(tokenizer, ids)
                if (ended or c) and (r, without_dates(c)) != ("system", "")
            ),
        ),
        (
            "the date of the header is not always 26 Jul 2024: look for the shape of the two lines.",
            lambda tokenizer, ids: as_messages(
                (r, c.removeprefix(meta.DATES))
                for r, c, ended in turns(tokenizer, ids)
                if (ended or c) and (r, c) != ("system", meta.DATES)
            ),
        ),
        (
            "the two lines with dates are still in the system message; the template wrote them, nobody else.",
            lambda tokenizer, ids: as_messages((r, c) for r, c, ended in turns(tokenizer, ids) if ended or c),
        ),
        (
            "a system message of which only the dates were there is left out altogether.",
            lambda tokenizer, ids: as_messages(
                (r, without_dates(c) if r == "system" else c) for r, c, ended in turns(tokenizer, ids) if ended or c
            ),
        ),
        (
            "the system message is missing: only its two lines with dates are to go.",
            lambda tokenizer, ids: read(tokenizer, ids, keep=lambda r, c, ended: r != "system" and (ended or c)),
        ),
        (
            "the open header at the end is there for a reply that nobody has written yet; it is no message.",
            lambda tokenizer, ids: read(tokenizer, ids, keep=lambda r, c, ended: True),
        ),
        (
            "the unfinished reply is missing: what has been written of it is the last message.",
            lambda tokenizer, ids: read(tokenizer, ids, keep=lambda r, c, ended: ended),
        ),
        (
            "a message without content is missing: somebody sent it, even though it is empty.",
            lambda tokenizer, ids: read(tokenizer, ids, keep=lambda r, c, ended: c),
        ),
        (
            "the empty line after the header is still in the contents; the template wrote it.",
            lambda tokenizer, ids: read(tokenizer, ids, change=lambda content: "\n\n" + content),
        ),
        (
            "the end of the turn is still in the contents; the template wrote it.",
            lambda tokenizer, ids: read(tokenizer, ids, change=lambda content: content + "<|eot_id|>"),
        ),
        (
            "ordinary tokens that only spell a special one were taken for it: in the text both look alike. "
            "Look for the special ids, and decode what is between them.",
            read_text,
        ),
        (
            "a space in front of a punctuation mark is lost: decode with `clean_up_tokenization_spaces=False`.",
            lambda tokenizer, ids: [
                {"role": role, "content": cleaned(content)}
                for role, content in ((m["role"], m["content"]) for m in read(tokenizer, ids))
            ],
        ),
    ],
}
