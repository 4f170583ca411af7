"""Answers to ex08 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

from kit.suite import changes, looks, right, wrong

OPEN_HEADER = "the open header of the reply is missing: `add_generation_prompt=reply` asks the template for it."
SECOND_BEGIN_OF_TEXT = "there is a second <|begin_of_text|> in front: the template has already written one."
WHITE_SPACE = "white space at the end was stripped; the empty line behind the open header belongs to it."
OTHER_CODE = (
    "other code uses the same tokenizer and would now get other answers; pass options to the call instead of setting them."
)
SECOND_BEGIN_OF_TEXT_POSITION = (
    "there is a second <|begin_of_text|> at position 1: the rendered chat already starts with one. Encode it "
    "with `add_special_tokens=False`, or let the template tokenize."
)
BEGIN_OF_TEXT_MISSING = "<|begin_of_text|> is missing: the model is trained with one in front."
TEMPLATE_SPECIAL = "the template's special tokens became ordinary ones: to the model this is text about a chat."
REPLY_LOOKED = "`reply` was not looked at: with False the ids end with the last turn."
NUMBER_KEYS = "this is the number of keys of what apply_chat_template returns in transformers 5; count its `input_ids`."
LIST_INSIDE = "this is a list inside a list: a batch of one was encoded; take its first item."
CONTENTS_TOKENS = "these are the contents' tokens alone; headers, ends of turn and the dates are tokens too."
TURN_CAN = "a turn can end otherwise than with <|eot_id|>: <|eom_id|> and <|end_of_text|> end one, too."
SYSTEM_MESSAGE = "the system message is missing: only its two lines with dates are to go."
DATE_HEADER = "the date of the header is not always 26 Jul 2024: look for the shape of the two lines."
MESSAGE_WITHOUT = "a message without content is missing: somebody sent it, even though it is empty."
TWO_LINES = (
    "the two lines with dates were taken off what a user said; only a system message in front has them from "
    "the template."
)
LEFT_OPEN = (
    "the last message is left open, to be continued (`continue_final_message`); it ends with <|eot_id|>, "
    "with and without a reply."
)
CONTENTS_AND_BEGINS = (
    "these are the contents' tokens alone, each with a begin-of-text; headers and ends of turn are tokens too."
)
STRIPPED = (
    "the contents were stripped; white space behind the header's empty line is part of a content: only "
    "the template trims."
)
ANYWHERE = "the dates are taken out anywhere in the system turn; they go at its very beginning only, and once."


# --- render_chat ---


@wrong(OPEN_HEADER)
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, tokenize=False)


@wrong("`reply` was not looked at: with False the text ends with the last turn.")
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)


@wrong("this is what the template gives when it tokenizes; the text is asked for: `tokenize=False`.")
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, add_generation_prompt=reply)


@wrong(SECOND_BEGIN_OF_TEXT)
def render_chat(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    return tokenizer.bos_token + text


@wrong("the special tokens are gone: decoding left them out, and the model needs them.")
def render_chat(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    ids = tokenizer(text, add_special_tokens=False).input_ids
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong(SECOND_BEGIN_OF_TEXT)
def render_chat(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    return tokenizer.decode(tokenizer(text).input_ids, clean_up_tokenization_spaces=False)


@wrong(
    "the system turn with the dates is missing: Llama 3.1's template writes it, Llama 3.0's did not. Run the "
    "tokenizer's own template.",
)
def render_chat(tokenizer, messages, reply=True):
    text = "<|begin_of_text|>"
    for message in messages:
        content = message["content"].strip()
        text += f"<|start_header_id|>{message['role']}<|end_header_id|>\n\n{content}<|eot_id|>"
    if reply:
        text += "<|start_header_id|>assistant<|end_header_id|>\n\n"
    return text


@wrong("the format of Llama 3.1 was written out by hand; this tokenizer has another template, which is the one to run.")
def render_chat(tokenizer, messages, reply=True):
    dates = "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"
    turns = list(messages)
    first = turns.pop(0)["content"].strip() if turns and turns[0]["role"] == "system" else ""
    text = f"<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n{dates}{first}<|eot_id|>"
    for message in turns:
        content = message["content"].strip()
        text += f"<|start_header_id|>{message['role']}<|end_header_id|>\n\n{content}<|eot_id|>"
    if reply:
        text += "<|start_header_id|>assistant<|end_header_id|>\n\n"
    return text


@wrong("today's date is in the header; the template's own is fixed, so `date_string` is left out.")
def render_chat(tokenizer, messages, reply=True):
    from datetime import date

    today = date.today().strftime("%d %b %Y")
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply, date_string=today)


@wrong(
    "there is a system message that nobody sent; only what is in `messages` is rendered.",
    also=looks(
        lambda got, tokenizer, messages, reply=True: (
            messages[0]["role"] != "system" and "2024\n\n<|eot_id|>" not in got and "2024\n\n" in got
        )
    ),
)
def render_chat(tokenizer, messages, reply=True):
    if messages[0]["role"] != "system":
        messages = [{"role": "system", "content": "You are a helpful assistant."}, *messages]
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)


@wrong("the messages that were passed in belong to the caller; do not write to them.", when=changes("its argument"))
def render_chat(tokenizer, messages, reply=True):
    for message in messages:
        message["content"] = message["content"].strip()
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)


@wrong(WHITE_SPACE)
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply).strip()


@wrong("the answer was printed, and nobody can use it there: `return` hands it to the caller.")
def render_chat(tokenizer, messages, reply=True):
    print(tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply))


@wrong("only the last message was rendered; the model reads all of the chat.")
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages[-1:], tokenize=False, add_generation_prompt=reply)


@wrong("the last message was left open, to be continued; a reply is a turn of its own: `add_generation_prompt=True`.")
def render_chat(tokenizer, messages, reply=True):
    if reply:
        return tokenizer.apply_chat_template(messages, tokenize=False, continue_final_message=True)
    return tokenizer.apply_chat_template(messages, tokenize=False)


@wrong("special tokens were filtered out of the contents; the template leaves what somebody wrote as it is.")
def render_chat(tokenizer, messages, reply=True):
    import re

    clean = [{**m, "content": re.sub(r"<\|\w+\|>", "", m["content"])} for m in messages]
    return tokenizer.apply_chat_template(clean, tokenize=False, add_generation_prompt=reply)


@wrong(OTHER_CODE, when=changes("the tokenizer"))
def render_chat(tokenizer, messages, reply=True):
    tokenizer.chat_template = tokenizer.chat_template + " "
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)[:-1]


@wrong(
    (
        "this remembers a text by its messages alone, and another tokenizer has another template: run that of "
        "the one that came in."
    )
)
def render_chat(tokenizer, messages, reply=True, seen={}):
    key = (repr(messages), reply)
    if key not in seen:
        seen[key] = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    return seen[key]


@wrong(("behind a message of the assistant the open header is left out; `reply` alone says whether it is there."))
def render_chat(tokenizer, messages, reply=True):
    reply = reply and messages[-1]["role"] != "assistant"
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)


@wrong(WHITE_SPACE)
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply).strip()


@wrong("<|begin_of_text|> is missing: it is a part of the text that the template writes.")
def render_chat(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    return text.removeprefix(tokenizer.bos_token)


@wrong(
    ("written by hand: no dates, and the contents keep the white space round them. Run the tokenizer's own template.")
)
def render_chat(tokenizer, messages, reply=True):
    text = "<|begin_of_text|>"
    for message in messages:
        text += f"<|start_header_id|>{message['role']}<|end_header_id|>\n\n{message['content']}<|eot_id|>"
    if reply:
        text += "<|start_header_id|>assistant<|end_header_id|>\n\n"
    return text


@wrong(
    (
        "the headers are not the template's: this is another model's format, written by hand. Run the "
        "tokenizer's own template."
    )
)
def render_chat(tokenizer, messages, reply=True):
    text = "".join(f"<|im_start|>{m['role']}\n{m['content']}<|im_end|>\n" for m in messages)
    return text + "<|im_start|>assistant\n" * reply


@wrong(
    (
        "the format of Llama 3.1 was written out by hand, with one line feed behind a header; run the "
        "tokenizer's own template."
    )
)
def render_chat(tokenizer, messages, reply=True):
    turns = [dict(message) for message in messages]
    if turns[0]["role"] != "system":
        turns.insert(0, {"role": "system", "content": ""})
    turns[0]["content"] = (
        "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n" + turns[0]["content"].strip()
    )
    text = "<|begin_of_text|>"
    for turn in turns:
        text += f"<|start_header_id|>{turn['role']}<|end_header_id|>\n{turn['content'].strip()}<|eot_id|>"
    return text + ("<|start_header_id|>assistant<|end_header_id|>\n" if reply else "")


@wrong(
    (
        "the format of Llama 3.1 was written out by hand, without taking away the white space round each "
        "content. Run the tokenizer's own template."
    )
)
def render_chat(tokenizer, messages, reply=True):
    turns = list(messages)
    first = turns.pop(0)["content"] if turns[0]["role"] == "system" else ""
    dates = "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"
    text = f"<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n{dates}{first}<|eot_id|>"
    for turn in turns:
        text += f"<|start_header_id|>{turn['role']}<|end_header_id|>\n\n{turn['content']}<|eot_id|>"
    return text + ("<|start_header_id|>assistant<|end_header_id|>\n\n" if reply else "")


@wrong("with `reply=False` nothing is returned; the chat without an open header is asked for.")
def render_chat(tokenizer, messages, reply=True):
    if reply:
        return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)


@right  # the standard call
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)


@right  # decodes the template's ids
def render_chat(tokenizer, messages, reply=True):
    out = tokenizer.apply_chat_template(messages, add_generation_prompt=reply, return_dict=True, tokenize=True)
    return tokenizer.decode(out["input_ids"], skip_special_tokens=False, clean_up_tokenization_spaces=False)


@right  # as a batch of one
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template([messages], tokenize=False, add_generation_prompt=reply)[0]


@right  # runs the template with jinja2
def render_chat(tokenizer, messages, reply=True):
    import jinja2

    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(tokenizer.chat_template)
    return template.render(messages=messages, bos_token=tokenizer.bos_token, add_generation_prompt=reply)


@right  # names the template
def render_chat(tokenizer, messages, reply=True):
    template = tokenizer.get_chat_template()
    return tokenizer.apply_chat_template(
        [dict(message) for message in messages],
        chat_template=template,
        tokenize=False,
        add_generation_prompt=bool(reply),
    )


@right  # writes the open header itself
def render_chat(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=False)
    return text + "<|start_header_id|>assistant<|end_header_id|>\n\n" * bool(reply)


@right  # decodes the ids
def render_chat(tokenizer, messages, reply=True):
    options = dict(tokenize=False, add_generation_prompt=bool(reply))
    return "".join(tokenizer.apply_chat_template(list(messages), **options))


# --- chat_ids ---


@wrong(SECOND_BEGIN_OF_TEXT_POSITION)
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer(render_chat(tokenizer, messages, reply)).input_ids


@wrong(SECOND_BEGIN_OF_TEXT_POSITION)
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer.encode(render_chat(tokenizer, messages, reply))


@wrong(BEGIN_OF_TEXT_MISSING)
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, reply).removeprefix("<|begin_of_text|>")
    return tokenizer.encode(text, add_special_tokens=False)


@wrong(TEMPLATE_SPECIAL)
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, reply)
    return tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids


@wrong(TEMPLATE_SPECIAL)
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, reply)
    return tokenizer(text, split_special_tokens=True).input_ids


@wrong(REPLY_LOOKED)
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, True)
    return tokenizer(text, add_special_tokens=False).input_ids


@wrong(OPEN_HEADER)
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, False)
    return tokenizer(text, add_special_tokens=False).input_ids


@wrong(
    ("this is all that apply_chat_template returns, a dict with the mask beside the ids; the ids are its `input_ids`.")
)
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, add_generation_prompt=reply, tokenize=True, return_dict=True)


@wrong(LIST_INSIDE)
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer([render_chat(tokenizer, messages, reply)], add_special_tokens=False)["input_ids"]


@wrong("this is a numpy array; a plain list is asked for, without `return_tensors`.")
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, reply)
    return tokenizer(text, add_special_tokens=False, return_tensors="np")["input_ids"][0]


@wrong("this is the text; its ids are asked for.")
def chat_ids(tokenizer, messages, reply=True):
    return render_chat(tokenizer, messages, reply)


@wrong("these are the ids of the contents alone; who speaks is part of what the model reads.")
def chat_ids(tokenizer, messages, reply=True):
    ids = []
    for message in messages:
        ids += tokenizer.encode(message["content"], add_special_tokens=False)
    return ids


@wrong("each turn was encoded by itself, with a begin-of-text of its own; a chat has one, in front.")
def chat_ids(tokenizer, messages, reply=True):
    ids = []
    for message in messages:
        text = f"<|start_header_id|>{message['role']}<|end_header_id|>\n\n{message['content'].strip()}<|eot_id|>"
        ids += tokenizer(text).input_ids
    return ids


@wrong(BEGIN_OF_TEXT_MISSING)
def chat_ids(tokenizer, messages, reply=True):
    ids = tokenizer(render_chat(tokenizer, messages, reply)).input_ids
    return [i for i in ids if i != tokenizer.bos_token_id]


@wrong(OTHER_CODE, when=changes("the tokenizer"))
def chat_ids(tokenizer, messages, reply=True):
    tokenizer.padding_side = "left"
    return tokenizer(render_chat(tokenizer, messages, reply), add_special_tokens=False).input_ids


@wrong("`truncation` cuts the ids off after `max_length`; all of the chat is asked for.")
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, reply)
    return tokenizer(text, add_special_tokens=False, truncation=True, max_length=64).input_ids


@wrong(LIST_INSIDE)
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template([messages], add_generation_prompt=reply, return_dict=True)["input_ids"]


@wrong(REPLY_LOOKED)
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer(render_chat(tokenizer, messages), add_special_tokens=False).input_ids


@wrong(LEFT_OPEN)
def chat_ids(tokenizer, messages, reply=True):
    more = {"add_generation_prompt": True} if reply else {"continue_final_message": True}
    return list(tokenizer.apply_chat_template(messages, return_dict=True, **more)["input_ids"])


@wrong("the ids behind the last end of turn are cut off: the open header is what the model continues.")
def chat_ids(tokenizer, messages, reply=True):
    ids = tokenizer(render_chat(tokenizer, messages, reply), add_special_tokens=False).input_ids
    end = tokenizer.convert_tokens_to_ids("<|eot_id|>")
    return ids[: len(ids) - ids[::-1].index(end)]


@wrong("an end-of-text was put behind the ids; the chat is to be continued, and the template writes none.")
def chat_ids(tokenizer, messages, reply=True):
    ids = tokenizer(render_chat(tokenizer, messages, reply), add_special_tokens=False).input_ids
    return ids + [tokenizer.eos_token_id]


@wrong(
    (
        "the system turn with the dates is missing: Llama 3.1's template writes it, Llama 3.0's did not. Run "
        "the tokenizer's own template."
    )
)
def chat_ids(tokenizer, messages, reply=True):
    text = "".join(
        f"<|start_header_id|>{m['role']}<|end_header_id|>\n\n{m['content'].strip()}<|eot_id|>" for m in messages
    )
    if reply:
        text += "<|start_header_id|>assistant<|end_header_id|>\n\n"
    return tokenizer.encode(text)


@right  # the template's own dict
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, add_generation_prompt=reply, tokenize=True, return_dict=True)[
        "input_ids"
    ]


@right  # encodes without special tokens of its own
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer.encode(render_chat(tokenizer, messages, reply), add_special_tokens=False)


@right  # takes the first begin-of-text off the text
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer(render_chat(tokenizer, messages, reply).removeprefix(tokenizer.bos_token)).input_ids


@right  # takes the first begin-of-text off the ids
def chat_ids(tokenizer, messages, reply=True):
    ids = tokenizer(render_chat(tokenizer, messages, reply)).input_ids
    return ids[1:] if ids[:2] == [tokenizer.bos_token_id] * 2 else ids


@right  # asks return_dict=False and copes with both answers
def chat_ids(tokenizer, messages, reply=True):
    out = tokenizer.apply_chat_template(messages, add_generation_prompt=reply, tokenize=True)
    return list(out if isinstance(out, list) else out["input_ids"])


@right  # the backend's call
def chat_ids(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    return tuple(tokenizer.backend_tokenizer.encode(text, add_special_tokens=False).ids)


@right  # encodes the text without begin-of-text, in front of which it is put
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, reply).removeprefix(tokenizer.bos_token)
    return [tokenizer.bos_token_id, *tokenizer.encode(text, add_special_tokens=False)]


@right  # lets the tokenizer add begin-of-text
def chat_ids(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    assert text.startswith("<|begin_of_text|>")
    return tokenizer(text[len("<|begin_of_text|>") :])["input_ids"]


@right  # takes the backend's ids
def chat_ids(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    return tokenizer.backend_tokenizer.encode(text, add_special_tokens=False).ids


@right  # encodes the rendered text
def chat_ids(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    return tokenizer.backend_tokenizer.encode(text, add_special_tokens=False).ids


# --- count_chat_tokens ---


@wrong("<|begin_of_text|> is counted twice: the rendered chat already starts with one.")
def count_chat_tokens(tokenizer, messages):
    return len(tokenizer(render_chat(tokenizer, messages)).input_ids)


@wrong("<|begin_of_text|> is not counted, and the model reads it.")
def count_chat_tokens(tokenizer, messages):
    return len(chat_ids(tokenizer, messages)) - 1


@wrong("the open header of the reply is not counted, and the model reads it before it writes.")
def count_chat_tokens(tokenizer, messages):
    return len(chat_ids(tokenizer, messages, reply=False))


@wrong("these are the characters of the rendered chat; its tokens are asked for.")
def count_chat_tokens(tokenizer, messages):
    return len(render_chat(tokenizer, messages))


@wrong(CONTENTS_TOKENS)
def count_chat_tokens(tokenizer, messages):
    return sum(len(tokenizer(m["content"], add_special_tokens=False).input_ids) for m in messages)


@wrong(CONTENTS_AND_BEGINS)
def count_chat_tokens(tokenizer, messages):
    return sum(len(tokenizer(m["content"]).input_ids) for m in messages)


@wrong(NUMBER_KEYS)
def count_chat_tokens(tokenizer, messages):
    return len(tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=True, return_dict=True))


@wrong("these are the messages; their tokens are asked for.")
def count_chat_tokens(tokenizer, messages):
    return len(messages)


@wrong("each token is counted once however often it comes: a set drops repeats.")
def count_chat_tokens(tokenizer, messages):
    return len(set(chat_ids(tokenizer, messages)))


@wrong("this is the docstring's answer; count the tokens of the chat that came in.")
def count_chat_tokens(tokenizer, messages):
    return 36


@wrong(
    (
        "the template's own tokens are taken for a fixed number here; they depend on the roles and the "
        "template: count the ids of the whole chat."
    )
)
def count_chat_tokens(tokenizer, messages):
    return 30 + sum(5 + len(tokenizer(m["content"], add_special_tokens=False).input_ids) for m in messages)


@wrong("the text was cut into words, and this is how many there are; count the tokens of the whole.")
def count_chat_tokens(tokenizer, messages):
    return len(tokenizer(render_chat(tokenizer, messages).split(), add_special_tokens=False).input_ids)


@wrong("a token has about four characters, but not exactly; count the ids.")
def count_chat_tokens(tokenizer, messages):
    return len(render_chat(tokenizer, messages)) // 4


@wrong("these are the tokens of the last message's chat alone; the model reads all of the chat.")
def count_chat_tokens(tokenizer, messages):
    return len(chat_ids(tokenizer, messages[-1:]))


@wrong(("each message was counted as a chat of its own, with dates and an open header each time; the chat is one."))
def count_chat_tokens(tokenizer, messages):
    return sum(len(chat_ids(tokenizer, [message])) for message in messages)


@right  # the length of chat_ids
def count_chat_tokens(tokenizer, messages):
    return len(chat_ids(tokenizer, messages))


@right  # the length of the encoded text
def count_chat_tokens(tokenizer, messages):
    return len(tokenizer.tokenize(render_chat(tokenizer, messages)))


@right  # sums a mask
def count_chat_tokens(tokenizer, messages):
    out = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=True, return_dict=True)
    return sum(out["attention_mask"])


@right  # counts in a loop
def count_chat_tokens(tokenizer, messages):
    count = 0
    for _ in chat_ids(tokenizer, messages, True):
        count += 1
    return count


@right  # adds the reply's header by hand
def count_chat_tokens(tokenizer, messages):
    return len(chat_ids(tokenizer, messages, False)) + len(
        tokenizer("<|start_header_id|>assistant<|end_header_id|>\n\n", add_special_tokens=False).input_ids
    )


@right  # counts in the rendered text
def count_chat_tokens(tokenizer, messages):
    return len(tokenizer.tokenize(render_chat(tokenizer, messages), add_special_tokens=False))


# --- read_chat ---


@wrong(
    (
        "the whole chat was decoded and is cut at texts that look like special tokens, of which <|eot_id|> is "
        "not the only end; cut at the ids that begin and end a turn."
    )
)
def read_chat(tokenizer, ids):
    import re

    text = tokenizer.decode(ids, skip_special_tokens=False, clean_up_tokenization_spaces=False)
    messages = []
    for part in text.split("<|start_header_id|>")[1:]:
        role, _, content = part.partition("<|end_header_id|>\n\n")
        content, end, _ = content.partition("<|eot_id|>")
        if role == "system" and not messages:
            content = re.sub(r"\ACutting Knowledge Date: .*\nToday Date: .*\n\n", "", content)
            if not content:
                continue
        if end or content:
            messages.append({"role": role, "content": content})
    return messages


@wrong("the two lines with dates are still in the system message; the template wrote them, nobody else.")
def read_chat(tokenizer, ids):
    messages = []
    current = None
    ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
    start = tokenizer.convert_tokens_to_ids("<|start_header_id|>")
    close = tokenizer.convert_tokens_to_ids("<|end_header_id|>")

    def text(some):
        return tokenizer.decode(some, clean_up_tokenization_spaces=False)

    for i in [*ids, None]:
        if i == start:
            current, role = [], None
        elif i == close and current is not None and role is None:
            current, role = [], text(current)
        elif current is not None and (i in ends or i is None):
            content = text(current).removeprefix("\n\n")
            if i is not None or content:
                messages.append({"role": role, "content": content})
            current = None
        elif current is not None:
            current.append(i)
    return messages


@wrong(SYSTEM_MESSAGE)
def read_chat(tokenizer, ids):
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
    messages = []
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        rest = turn[middle + 1 :]
        end = next((k for k, i in enumerate(rest) if i in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        role = _text(tokenizer, turn[:middle])
        if role != "system" and (content or end is not None):
            messages.append({"role": role, "content": content})
    return messages


@wrong(DATE_HEADER)
def read_chat(tokenizer, ids):
    dates = "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
    messages = []
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        rest = turn[middle + 1 :]
        end = next((k for k, i in enumerate(rest) if i in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        if end is not None or content:
            messages.append({"role": _text(tokenizer, turn[:middle]), "content": content})
    if messages and messages[0]["role"] == "system" and messages[0]["content"].startswith(dates):
        messages[0]["content"] = messages[0]["content"].removeprefix(dates)
        if not messages[0]["content"]:
            del messages[0]
    return messages


@wrong("the open header at the end is there for a reply that nobody has written yet; it is no message.")
def read_chat(tokenizer, ids):
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
    messages = []
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        rest = turn[middle + 1 :]
        end = next((k for k, i in enumerate(rest) if i in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        if not messages and (dates := _DATES.match(content)):
            content = content[dates.end() :]
            if not content:
                continue
        messages.append({"role": _text(tokenizer, turn[:middle]), "content": content})
    return messages


@wrong("the unfinished reply is missing: what has been written of it is the last message.")
def read_chat(tokenizer, ids):
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
    messages = []
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        rest = turn[middle + 1 :]
        end = next((k for k, i in enumerate(rest) if i in ends), None)
        if end is None:
            continue
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        role = _text(tokenizer, turn[:middle])
        if not messages and role == "system" and (dates := _DATES.match(content)):
            content = content[dates.end() :]
            if not content:
                continue
        messages.append({"role": role, "content": content})
    return messages


@wrong(TURN_CAN)
def read_chat(tokenizer, ids):
    open_header, close_header, end_of_turn = tokenizer.convert_tokens_to_ids(
        ["<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"]
    )
    messages = []
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        rest = turn[middle + 1 :]
        end = rest.index(end_of_turn) if end_of_turn in rest else None
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        role = _text(tokenizer, turn[:middle])
        if not messages and role == "system" and (dates := _DATES.match(content)):
            content = content[dates.end() :]
            if not content:
                continue
        if content or end is not None:
            messages.append({"role": role, "content": content})
    return messages


@wrong(MESSAGE_WITHOUT)
def read_chat(tokenizer, ids):
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
    messages = []
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        rest = turn[middle + 1 :]
        end = next((k for k, i in enumerate(rest) if i in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        role = _text(tokenizer, turn[:middle])
        if not messages and role == "system" and (dates := _DATES.match(content)):
            content = content[dates.end() :]
        if content:
            messages.append({"role": role, "content": content})
    return messages


@wrong(TWO_LINES)
def read_chat(tokenizer, ids):
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
    messages = []
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        rest = turn[middle + 1 :]
        end = next((k for k, i in enumerate(rest) if i in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        before = content
        content = _DATES.sub("", content)
        if content or (end is not None and content == before):
            messages.append({"role": _text(tokenizer, turn[:middle]), "content": content})
    return messages


@wrong("a space in front of a punctuation mark is lost: decode with `clean_up_tokenization_spaces=False`.")
def read_chat(tokenizer, ids):
    messages = []
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        rest = turn[middle + 1 :]
        end = next((k for k, i in enumerate(rest) if i in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        role = _text(tokenizer, turn[:middle])
        if not messages and role == "system" and (dates := _DATES.match(content)):
            content = content[dates.end() :]
            if not content:
                continue
        for mark in (".", "?", "!", ","):
            content = content.replace(" " + mark, mark)
        for ending in ("n't", "'m", "'s", "'ve", "'re"):
            content = content.replace(" " + ending, ending)
        if content or end is not None:
            messages.append({"role": role, "content": content})
    return messages


@wrong("this is the docstring's example, written down; read the ids that came in, each message as a dict.")
def read_chat(tokenizer, ids):
    return [("user", "Hello")] if ids else []


@wrong(
    (
        "the first turn is left out, whatever stands in it; only the two lines with dates go, and with them a "
        "system turn that has nothing else."
    )
)
def read_chat(tokenizer, ids):
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    messages = []
    for turn in _after_each(open_header, list(ids))[1:]:
        middle = turn.index(close_header)
        content = _text(tokenizer, [i for i in turn[middle + 1 :] if i not in (128001, 128008, 128009)])
        if content.removeprefix("\n\n"):
            messages.append({"role": _text(tokenizer, turn[:middle]), "content": content.removeprefix("\n\n")})
    return messages


@wrong(STRIPPED)
def read_chat(tokenizer, ids):
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    ends = set(tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"]))
    messages = []
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        rest = turn[middle + 1 :]
        closed = any(i in ends for i in rest)
        body = []
        for i in rest:
            if i in ends:
                break
            body.append(i)
        content = _text(tokenizer, body).strip()
        role = _text(tokenizer, turn[:middle])
        if role == "system" and not messages and content.startswith("Cutting Knowledge Date:"):
            lines = content.split("\n")
            content = "\n".join(lines[2:]).strip()
            if not content:
                continue
        if closed or content:
            messages.append({"role": role, "content": content})
    return messages


@wrong(
    (
        "an empty last message of the assistant is left out though its turn was ended; only an open header "
        "that nothing follows is no message."
    )
)
def read_chat(tokenizer, ids):
    import re

    S, E, END = 128006, 128007, (128009, 128008, 128001)
    dec = lambda x: tokenizer.decode(x, clean_up_tokenization_spaces=False)
    out, p, n = [], 0, 0
    ids = list(ids)
    while S in ids[p:]:
        s = ids.index(S, p)
        e = ids.index(E, s)
        stop = next((q for q in range(e + 1, len(ids)) if ids[q] in END or ids[q] == S), len(ids))
        role, content = dec(ids[s + 1 : e]), dec(ids[e + 1 : stop]).removeprefix("\n\n")
        p, n = stop, n + 1
        if role == "system" and n == 1:
            new = re.sub(r"\ACutting Knowledge Date: [^\n]*\nToday Date: [^\n]*\n\n", "", content)
            if new != content and not new:
                continue
            content = new
        if stop == len(ids) and not content:
            continue
        out.append({"role": role, "content": content})
    if out and out[-1] == {"role": "assistant", "content": ""}:
        out.pop()
    return out


@wrong(ANYWHERE)
def read_chat(tokenizer, ids):
    import re

    def read(skip):
        opened, closed = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
        ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
        found = []
        for turn in _after_each(opened, list(ids)):
            if closed not in turn:
                continue
            at = turn.index(closed)
            rest = turn[at + 1 :]
            end = next((k for k, i in enumerate(rest) if i in ends), None)
            text = tokenizer.decode(rest[:end], skip_special_tokens=skip, clean_up_tokenization_spaces=False)
            text = text.removeprefix("\n\n")
            if end is not None or text:
                found.append({"role": _text(tokenizer, turn[:at]), "content": text})
        return found

    messages = read(False)
    if messages and messages[0]["role"] == "system":
        old = messages[0]["content"]
        new = re.sub(r"Cutting Knowledge Date: [^\n]*\nToday Date: [^\n]*\n\n", "", old)
        messages[0]["content"] = new
        if not new and old:
            del messages[0]
    return messages


@wrong(("a system turn that had no dates is a message, also an empty one; here every empty one is left out."))
def read_chat(tokenizer, ids):
    import re

    def read(skip):
        opened, closed = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
        ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
        found = []
        for turn in _after_each(opened, list(ids)):
            if closed not in turn:
                continue
            at = turn.index(closed)
            rest = turn[at + 1 :]
            end = next((k for k, i in enumerate(rest) if i in ends), None)
            text = tokenizer.decode(rest[:end], skip_special_tokens=skip, clean_up_tokenization_spaces=False)
            text = text.removeprefix("\n\n")
            if end is not None or text:
                found.append({"role": _text(tokenizer, turn[:at]), "content": text})
        return found

    messages = read(False)
    if messages and messages[0]["role"] == "system":
        found = re.match(r"Cutting Knowledge Date: [^\n]*\nToday Date: [^\n]*\n\n", messages[0]["content"])
        messages[0]["content"] = messages[0]["content"][found.end() if found else 0 :]
        if not messages[0]["content"]:
            del messages[0]
    return messages


@wrong(STRIPPED)
def read_chat(tokenizer, ids):
    import re

    def read(skip):
        opened, closed = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
        ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
        found = []
        for turn in _after_each(opened, list(ids)):
            if closed not in turn:
                continue
            at = turn.index(closed)
            rest = turn[at + 1 :]
            end = next((k for k, i in enumerate(rest) if i in ends), None)
            text = tokenizer.decode(rest[:end], skip_special_tokens=skip, clean_up_tokenization_spaces=False)
            text = text.removeprefix("\n\n")
            if end is not None or text:
                found.append({"role": _text(tokenizer, turn[:at]), "content": text})
        return found

    messages = read(False)
    if messages and messages[0]["role"] == "system":
        found = re.match(r"Cutting Knowledge Date: [^\n]*\nToday Date: [^\n]*\n\n", messages[0]["content"])
        if found:
            messages[0]["content"] = messages[0]["content"][found.end() :]
            if not messages[0]["content"]:
                del messages[0]
    return [{**m, "content": m["content"].strip()} for m in messages]


@wrong(
    (
        "`skip_special_tokens` drops special tokens within a content; one that neither opens nor ends "
        "anything is part of it, and shown."
    )
)
def read_chat(tokenizer, ids):
    import re

    def read(skip):
        opened, closed = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
        ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
        found = []
        for turn in _after_each(opened, list(ids)):
            if closed not in turn:
                continue
            at = turn.index(closed)
            rest = turn[at + 1 :]
            end = next((k for k, i in enumerate(rest) if i in ends), None)
            text = tokenizer.decode(rest[:end], skip_special_tokens=skip, clean_up_tokenization_spaces=False)
            text = text.removeprefix("\n\n")
            if end is not None or text:
                found.append({"role": _text(tokenizer, turn[:at]), "content": text})
        return found

    messages = read(True)
    if messages and messages[0]["role"] == "system":
        found = re.match(r"Cutting Knowledge Date: [^\n]*\nToday Date: [^\n]*\n\n", messages[0]["content"])
        if found:
            messages[0]["content"] = messages[0]["content"][found.end() :]
            if not messages[0]["content"]:
                del messages[0]
    return messages


@wrong("the two lines go however their dates are written; here they are looked for in one way of writing.")
def read_chat(tokenizer, ids):
    import re

    ids = list(ids)
    messages, at = [], 0
    while at < len(ids):
        if ids[at] != 128006:
            at += 1
            continue
        if 128007 not in ids[at:]:
            break
        close = ids.index(128007, at)
        role = tokenizer.decode(ids[at + 1 : close])
        end = close + 1
        while end < len(ids) and ids[end] not in (128001, 128008, 128009, 128006):
            end += 1
        text = tokenizer.decode(ids[close + 1 : end], clean_up_tokenization_spaces=False)
        text = text[2:] if text.startswith("\n\n") else text
        ended = end < len(ids)
        if text or ended:
            messages.append({"role": role, "content": text})
        at = end
    if messages and messages[0]["role"] == "system":
        dates = r"Cutting Knowledge Date: \w+ \d{4}\nToday Date: \d{1,2} \w{3} \d{4}\n\n"
        old = messages[0]["content"]
        messages[0]["content"] = re.sub("^" + dates, "", old)
        if old and not messages[0]["content"]:
            messages.pop(0)
    return messages


@wrong(
    (
        "the first id behind the header is taken for the empty line; it may be one token with line breaks of "
        "the content: take the line off the text."
    )
)
def read_chat(tokenizer, ids):
    import re

    messages = []
    role, content, state = [], [], None
    for token in list(ids) + [None]:
        if token == 128006 or token is None:
            if state == "content" and content[1:]:
                messages.append((role, content[1:]))
            role, content, state = [], [], "role"
        elif token == 128007 and state == "role":
            state = "content"
        elif token in (128001, 128008, 128009) and state == "content":
            messages.append((role, content[1:]))
            state = None
        elif state == "role":
            role.append(token)
        elif state == "content":
            content.append(token)
    out = []
    for role, content in messages:
        text = tokenizer.decode(content, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        out.append({"role": tokenizer.decode(role), "content": text})
    if out and out[0]["role"] == "system":
        match = re.match("Cutting Knowledge Date: .*\nToday Date: .*\n\n", out[0]["content"])
        if match:
            out[0]["content"] = out[0]["content"][match.end() :]
            if not out[0]["content"]:
                out = out[1:]
    return out


@wrong(
    (
        "the first three lines of a system turn are cut off, whatever they are; only the two lines with dates "
        "go, and only where they are."
    )
)
def read_chat(tokenizer, ids):
    messages = []
    for turn in _after_each(128006, list(ids)):
        if 128007 not in turn:
            continue
        at = turn.index(128007)
        role = tokenizer.decode(turn[:at])
        rest = turn[at + 1 :]
        end = next((k for k, i in enumerate(rest) if i in (128009, 128008, 128001)), None)
        text = tokenizer.decode(rest[:end], clean_up_tokenization_spaces=False).removeprefix("\n\n")
        if role == "system" and not messages:
            text = text.split("\n", 3)[-1]
            if not text:
                continue
        if end is not None or text:
            messages.append({"role": role, "content": text})
    return messages


@wrong(
    (
        "a list that is a default value is kept from call to call: messages of earlier calls are still in it; "
        "make a new one."
    )
)
def read_chat(tokenizer, ids, messages=[]):
    import re

    for turn in _after_each(128006, list(ids)):
        if 128007 not in turn:
            continue
        at = turn.index(128007)
        rest = turn[at + 1 :]
        end = next((k for k, i in enumerate(rest) if i in (128009, 128008, 128001)), None)
        text = tokenizer.decode(rest[:end], clean_up_tokenization_spaces=False).removeprefix("\n\n")
        text = re.sub("^Cutting Knowledge Date: .*\nToday Date: .*\n\n", "", text)
        if end is not None or text:
            messages.append({"role": tokenizer.decode(turn[:at]), "content": text})
    return messages


@wrong(
    (
        "only <|eot_id|> ends a turn here, and dates go whoever speaks first; <|eom_id|> and <|end_of_text|> "
        "end one too, and only a system turn has the template's dates."
    )
)
def read_chat(tokenizer, ids):
    messages = []
    for turn in _after_each(128006, list(ids)):
        at = turn.index(128007)
        rest = turn[at + 1 :]
        ends = [k for k, i in enumerate(rest) if i == 128009]
        text = tokenizer.decode(rest[: ends[-1]] if ends else rest, clean_up_tokenization_spaces=False)
        text = text.removeprefix("\n\n")
        if ends or text:
            messages.append({"role": tokenizer.decode(turn[:at]), "content": text})
    if messages and messages[0]["content"].startswith("Cutting Knowledge Date"):
        messages[0]["content"] = messages[0]["content"].split("\n\n", 1)[1]
        if not messages[0]["content"]:
            messages.pop(0)
    return messages


@wrong("a system turn of which only the dates were there is left out altogether; here it stays, empty.")
def read_chat(tokenizer, ids):
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
    messages = []
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        rest = turn[middle + 1 :]
        end = next((k for k, i in enumerate(rest) if i in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        role = _text(tokenizer, turn[:middle])
        if not messages and role == "system" and (dates := _DATES.match(content)):
            content = content[dates.end() :]
        if content or end is not None:
            messages.append({"role": role, "content": content})
    return messages


@wrong("the empty line after the header is still in the contents; the template wrote it.")
def read_chat(tokenizer, ids):
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
    messages = []
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        rest = turn[middle + 1 :]
        end = next((k for k, i in enumerate(rest) if i in ends), None)
        content = _text(tokenizer, rest[:end])
        role = _text(tokenizer, turn[:middle])
        if not messages and role == "system" and (dates := _DATES.match(content.lstrip())):
            content = "\n\n" + content.lstrip()[dates.end() :]
            if not content.strip():
                continue
        if content.strip() or end is not None:
            messages.append({"role": role, "content": content})
    return messages


@wrong("the end of the turn is still in the contents; the template wrote it.")
def read_chat(tokenizer, ids):
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    messages = []
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        content = _text(tokenizer, turn[middle + 1 :]).removeprefix("\n\n")
        role = _text(tokenizer, turn[:middle])
        if not messages and role == "system" and (dates := _DATES.match(content)):
            content = content[dates.end() :]
            if content == "<|eot_id|>":
                continue
        if content:
            messages.append({"role": role, "content": content})
    return messages


@wrong(
    (
        "ordinary tokens that only spell a special one were taken for it: in the text both look alike. Look "
        "for the special ids, and decode what is between them."
    )
)
def read_chat(tokenizer, ids):
    import re

    text = tokenizer.decode(ids, clean_up_tokenization_spaces=False)
    turn = r"<\|start_header_id\|>(.*?)<\|end_header_id\|>\n\n(.*?)(<\|eot_id\|>|<\|eom_id\|>|<\|end_of_text\|>|\Z)"
    messages = []
    for role, content, end in re.findall(turn, text, re.S):
        if role == "system" and not messages and (dates := _DATES.match(content)):
            content = content[dates.end() :]
            if not content:
                continue
        if content or end:
            messages.append({"role": role, "content": content})
    return messages


@wrong("the role is the key here; each message is a dict with the keys `role` and `content`.")
def read_chat(tokenizer, ids):
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
    messages = []
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        rest = turn[middle + 1 :]
        end = next((k for k, i in enumerate(rest) if i in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        role = _text(tokenizer, turn[:middle])
        if not messages and role == "system" and (dates := _DATES.match(content)):
            content = content[dates.end() :]
            if not content:
                continue
        if content or end is not None:
            messages.append({role: content})
    return messages


@wrong(("all line feeds in front of a content were stripped; only the header's empty line goes, two of them."))
def read_chat(tokenizer, ids):
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
    messages = []
    for turn in _after_each(open_header, list(ids)):
        middle = turn.index(close_header)
        rest = turn[middle + 1 :]
        end = next((k for k, i in enumerate(rest) if i in ends), None)
        content = _text(tokenizer, rest[:end]).lstrip("\n")
        role = _text(tokenizer, turn[:middle])
        if not messages and role == "system" and (dates := _DATES.match(content)):
            content = content[dates.end() :]
            if not content:
                continue
        if content or end is not None:
            messages.append({"role": role, "content": content})
    return messages


@wrong(
    "the chat is read as text here, contents are stripped and system turns dropped: read the ids, leave out the lines "
    "with dates and nothing else, and take each content as it stands."
)
def read_chat(tokenizer, ids):
    messages = []
    for turn in tokenizer.decode(ids).split("<|start_header_id|>")[1:]:
        role, content = turn.split("<|end_header_id|>")
        content = content.replace("<|eot_id|>", "").strip()
        if content and role != "system":
            messages.append({"role": role, "content": content})
    return messages


@wrong(
    "`all_special_ids` were taken out of the contents, <|begin_of_text|> among them; a special token that neither "
    "opens nor ends a header or a message is part of the content, and shown."
)
def read_chat(tokenizer, ids):
    ends = (128001, 128008, 128009)
    messages = []
    for turn in _after_each(128006, list(ids)):
        middle = turn.index(128007)
        role, rest = _text(tokenizer, turn[:middle]), turn[middle + 1 :]
        end = next((at for at, token_id in enumerate(rest) if token_id in ends), None)
        content = _text(tokenizer, [i for i in rest[:end] if i not in tokenizer.all_special_ids]).removeprefix("\n\n")
        if end is not None or content:
            messages.append({"role": role, "content": content})
    if messages and messages[0]["role"] == "system" and (dates := _DATES.match(messages[0]["content"])):
        messages[0]["content"] = messages[0]["content"][dates.end() :]
        if not messages[0]["content"]:
            del messages[0]
    return messages


@wrong(
    "the ids that end a message were taken out, and what stands behind the first of them was kept; the first one ends "
    "the message."
)
def read_chat(tokenizer, ids):
    ends = (128001, 128008, 128009)
    messages = []
    for turn in _after_each(128006, list(ids)):
        middle = turn.index(128007)
        role, rest = _text(tokenizer, turn[:middle]), turn[middle + 1 :]
        end = next((at for at, token_id in enumerate(rest) if token_id in ends), None)
        content = _text(tokenizer, [i for i in rest if i not in ends]).removeprefix("\n\n")
        if end is not None or content:
            messages.append({"role": role, "content": content})
    if messages and messages[0]["role"] == "system" and (dates := _DATES.match(messages[0]["content"])):
        messages[0]["content"] = messages[0]["content"][dates.end() :]
        if not messages[0]["content"]:
            del messages[0]
    return messages


@wrong("the message was cut at the last id that ends one; the first one ends it.")
def read_chat(tokenizer, ids):
    ends = (128001, 128008, 128009)
    messages = []
    for turn in _after_each(128006, list(ids)):
        middle = turn.index(128007)
        role, rest = _text(tokenizer, turn[:middle]), turn[middle + 1 :]
        end = next((at for at, token_id in enumerate(rest) if token_id in ends), None)
        last = max((at for at, token_id in enumerate(rest) if token_id in ends), default=None)
        content = _text(tokenizer, rest[:last]).removeprefix("\n\n")
        if end is not None or content:
            messages.append({"role": role, "content": content})
    if messages and messages[0]["role"] == "system" and (dates := _DATES.match(messages[0]["content"])):
        messages[0]["content"] = messages[0]["content"][dates.end() :]
        if not messages[0]["content"]:
            del messages[0]
    return messages


@wrong(
    "the chat was cut at <|eot_id|>, and <|eom_id|> and <|end_of_text|> were looked for at its very end only; they end a "
    "message wherever it stands."
)
def read_chat(tokenizer, ids):
    parts = [[]]
    for token_id in ids:
        if token_id == 128009:
            parts.append([])
        else:
            parts[-1].append(token_id)
    messages = []
    for number, part in enumerate(parts):
        if 128007 not in part:
            continue
        ended = number < len(parts) - 1 or part[-1] in (128001, 128008)
        if part[-1] in (128001, 128008):
            part = part[:-1]
        start, middle = part.index(128006), part.index(128007)
        content = _text(tokenizer, part[middle + 1 :]).removeprefix("\n\n")
        if ended or content:
            messages.append({"role": _text(tokenizer, part[start + 1 : middle]), "content": content})
    if messages and messages[0]["role"] == "system" and (dates := _DATES.match(messages[0]["content"])):
        messages[0]["content"] = messages[0]["content"][dates.end() :]
        if not messages[0]["content"]:
            del messages[0]
    return messages


@wrong(ANYWHERE)
def read_chat(tokenizer, ids):
    ends = (128001, 128008, 128009)
    messages = []
    for turn in _after_each(128006, list(ids)):
        middle = turn.index(128007)
        role, rest = _text(tokenizer, turn[:middle]), turn[middle + 1 :]
        end = next((at for at, token_id in enumerate(rest) if token_id in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        if end is not None or content:
            messages.append({"role": role, "content": content})
    if messages and messages[0]["role"] == "system":
        before = messages[0]["content"]
        messages[0]["content"] = _DATES.sub("", before, count=1)
        if before and not messages[0]["content"]:
            del messages[0]
    return messages


@wrong(
    "all up to the first empty line was taken off a system turn that begins like the dates; only the two lines go, and "
    "only where both are there."
)
def read_chat(tokenizer, ids):
    ends = (128001, 128008, 128009)
    messages = []
    for turn in _after_each(128006, list(ids)):
        middle = turn.index(128007)
        role, rest = _text(tokenizer, turn[:middle]), turn[middle + 1 :]
        end = next((at for at, token_id in enumerate(rest) if token_id in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        if end is not None or content:
            messages.append({"role": role, "content": content})
    first = messages[0] if messages else {"role": ""}
    if first["role"] == "system" and first["content"].startswith("Cutting Knowledge Date: "):
        first["content"] = first["content"].split("\n\n", 1)[1]
        if not first["content"]:
            del messages[0]
    return messages


@wrong(
    "the dates were taken off the first message by `system`, wherever it stands; only where the first turn is by "
    "`system` has it the template's dates."
)
def read_chat(tokenizer, ids):
    ends = (128001, 128008, 128009)
    messages = []
    for turn in _after_each(128006, list(ids)):
        middle = turn.index(128007)
        role, rest = _text(tokenizer, turn[:middle]), turn[middle + 1 :]
        end = next((at for at, token_id in enumerate(rest) if token_id in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        if end is not None or content:
            messages.append({"role": role, "content": content})
    for message in messages:
        if message["role"] == "system":
            if dates := _DATES.match(message["content"]):
                message["content"] = message["content"][dates.end() :]
                if not message["content"]:
                    messages.remove(message)
            break
    return messages


@wrong(
    "an unfinished reply that is white space so far was left out; its text is the last message, whatever it is."
)
def read_chat(tokenizer, ids):
    ends = (128001, 128008, 128009)
    messages = []
    for turn in _after_each(128006, list(ids)):
        middle = turn.index(128007)
        role, rest = _text(tokenizer, turn[:middle]), turn[middle + 1 :]
        end = next((at for at, token_id in enumerate(rest) if token_id in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        if end is not None or content.strip():
            messages.append({"role": role, "content": content})
    if messages and messages[0]["role"] == "system" and (dates := _DATES.match(messages[0]["content"])):
        messages[0]["content"] = messages[0]["content"][dates.end() :]
        if not messages[0]["content"]:
            del messages[0]
    return messages


@wrong(STRIPPED)
def read_chat(tokenizer, ids):
    ends = (128001, 128008, 128009)
    messages = []
    for turn in _after_each(128006, list(ids)):
        middle = turn.index(128007)
        role, rest = _text(tokenizer, turn[:middle]), turn[middle + 1 :]
        end = next((at for at, token_id in enumerate(rest) if token_id in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        content = content if end is not None else content.strip()
        if end is not None or content:
            messages.append({"role": role, "content": content})
    if messages and messages[0]["role"] == "system" and (dates := _DATES.match(messages[0]["content"])):
        messages[0]["content"] = messages[0]["content"][dates.end() :]
        if not messages[0]["content"]:
            del messages[0]
    return messages


@wrong(
    "the white space behind the dates was stripped; behind their empty line the content begins, and it is read as it "
    "stands."
)
def read_chat(tokenizer, ids):
    ends = (128001, 128008, 128009)
    messages = []
    for turn in _after_each(128006, list(ids)):
        middle = turn.index(128007)
        role, rest = _text(tokenizer, turn[:middle]), turn[middle + 1 :]
        end = next((at for at, token_id in enumerate(rest) if token_id in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        if end is not None or content:
            messages.append({"role": role, "content": content})
    if messages and messages[0]["role"] == "system" and (dates := _DATES.match(messages[0]["content"])):
        messages[0]["content"] = messages[0]["content"][dates.end() :].lstrip()
        if not messages[0]["content"]:
            del messages[0]
    return messages


@wrong(
    "an open header is left out only where it is the assistant's; one at the very end that nothing follows is no "
    "message, whoever is to speak."
)
def read_chat(tokenizer, ids):
    ends = (128001, 128008, 128009)
    messages = []
    for turn in _after_each(128006, list(ids)):
        middle = turn.index(128007)
        role, rest = _text(tokenizer, turn[:middle]), turn[middle + 1 :]
        end = next((at for at, token_id in enumerate(rest) if token_id in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        if role != "assistant" or end is not None or content:
            messages.append({"role": role, "content": content})
    if messages and messages[0]["role"] == "system" and (dates := _DATES.match(messages[0]["content"])):
        messages[0]["content"] = messages[0]["content"][dates.end() :]
        if not messages[0]["content"]:
            del messages[0]
    return messages


@right  # goes through the ids once
def read_chat(tokenizer, ids):
    import re

    special = {i: t.content for i, t in tokenizer.added_tokens_decoder.items()}
    messages, buffer, role, state = [], [], None, "outside"

    def text():
        return tokenizer.decode(buffer, skip_special_tokens=False, clean_up_tokenization_spaces=False)

    def finish(ended):
        content = text()
        if content.startswith("\n\n"):
            content = content[2:]
        if role == "system" and not messages:
            found = re.match(r"Cutting Knowledge Date: [^\n]+\nToday Date: [^\n]+\n\n", content)
            if found:
                content = content[found.end() :]
                if content == "":
                    return
        if ended or content:
            messages.append({"role": role, "content": content})

    for i in ids:
        name = special.get(i)
        if name == "<|start_header_id|>":
            buffer, state = [], "header"
        elif name == "<|end_header_id|>" and state == "header":
            role, buffer, state = text(), [], "content"
        elif state == "content" and name in ("<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"):
            finish(True)
            state = "outside"
        elif state != "outside":
            buffer.append(i)
    if state == "content":
        finish(False)
    return messages


@right  # works on the pieces between the special ids, from the end
def read_chat(tokenizer, ids):
    ids = list(ids)
    start, close, eot, eom, end = tokenizer.convert_tokens_to_ids(
        ["<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"]
    )
    found = []
    while start in ids:
        at = len(ids) - 1 - ids[::-1].index(start)
        turn, ids = ids[at + 1 :], ids[:at]
        middle = turn.index(close)
        stops = [k for k, i in enumerate(turn) if i in (eot, eom, end)]
        content = _text(tokenizer, turn[middle + 1 : stops[0] if stops else None])
        if content.startswith("\n\n"):
            content = content[2:]
        if stops or content:
            found.insert(0, dict(content=content, role=_text(tokenizer, turn[:middle])))
    if found and found[0]["role"] == "system":
        lines = found[0]["content"].split("\n", 3)
        if len(lines) == 4 and lines[0].startswith("Cutting") and lines[1].startswith("Today Date:"):
            found[0]["content"] = lines[3]
            if not lines[3]:
                found = found[1:]
    return found


@right  # maps every id to a letter and matches a pattern
def read_chat(tokenizer, ids):
    import re

    marks = dict(
        zip(
            tokenizer.convert_tokens_to_ids(
                ["<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"]
            ),
            "SHEEE",
        )
    )
    shape = "".join(marks.get(i, "x") for i in ids)
    messages = []
    for found in re.finditer(r"S(x*)H(x*)(E?)", shape):
        role = _text(tokenizer, ids[found.start(1) : found.end(1)])
        content = _text(tokenizer, ids[found.start(2) : found.end(2)])
        content = content[2:] if content[:2] == "\n\n" else content
        head = re.match(r"Cutting Knowledge Date: .*\nToday Date: .*\n\n", content)
        if role == "system" and head and not messages:
            content = content[head.end() :]
            if not content:
                continue
        if content or found.group(3):
            messages.append({"role": role, "content": content})
    return messages


@right  # is a machine with three states
def read_chat(tokenizer, ids):
    import re

    def text(some):
        return tokenizer.decode(some, skip_special_tokens=False, clean_up_tokenization_spaces=False)

    out, role, body, state = [], [], [], "outside"

    def close(ended):
        content = text(body)
        content = content[2:] if content[:2] == "\n\n" else content
        if ended or content:
            out.append({"role": text(role), "content": content})

    for i in ids:
        if i == 128006:
            if state == "body":
                close(False)
            role, body, state = [], [], "role"
        elif i == 128007 and state == "role":
            state = "body"
        elif i in (128001, 128008, 128009) and state == "body":
            close(True)
            state = "outside"
        elif state == "role":
            role.append(i)
        elif state == "body":
            body.append(i)
    if state == "body":
        close(False)
    if out and out[0]["role"] == "system":
        content, n = re.subn(r"\ACutting Knowledge Date: .*\nToday Date: .*\n\n", "", out[0]["content"], count=1)
        if n:
            out[0]["content"] = content
            if content == "":
                del out[0]
    return out


@right  # goes through the ids with a state
def read_chat(tokenizer, ids):
    start, middle, *ends = tokenizer.convert_tokens_to_ids(
        ["<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"]
    )
    found, role, row = [], None, None
    for i in [*ids, start]:
        if i == start or i in ends and role is not None:
            if role is not None:
                text = _text(tokenizer, row).removeprefix("\n\n")
                if text or i in ends:
                    found.append([_text(tokenizer, role), text])
            role, row = None, [] if i == start else None
        elif i == middle and role is None and row is not None:
            role, row = row, []
        elif row is not None:
            row.append(i)
    if found and found[0][0] == "system" and (dates := _DATES.match(found[0][1])):
        found[0][1] = found[0][1][dates.end() :]
        if not found[0][1]:
            found = found[1:]
    return [{"role": role, "content": content} for role, content in found]
