"""Answers for ex08_chat, wrong and right; see checks/answers.py."""


@wrong("forgets the reply's header", cause="add_generation_prompt=reply")
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, tokenize=False)


@wrong("always opens a reply", cause="was not looked at")
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)


@wrong("lets the template tokenize", cause="tokenize=False")
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, add_generation_prompt=reply)


@wrong("puts begin-of-text in front", cause="the template has already written one")
def render_chat(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    return tokenizer.bos_token + text


@wrong("decodes without special tokens", cause="the special tokens are gone")
def render_chat(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    ids = tokenizer(text, add_special_tokens=False).input_ids
    return tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong("tokenizes with begin-of-text and decodes", cause="a second")
def render_chat(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    return tokenizer.decode(tokenizer(text).input_ids, clean_up_tokenization_spaces=False)


@wrong("writes Llama 3.0's format by hand", cause="Llama 3.0")
def render_chat(tokenizer, messages, reply=True):
    text = "<|begin_of_text|>"
    for message in messages:
        content = message["content"].strip()
        text += f"<|start_header_id|>{message['role']}<|end_header_id|>\n\n{content}<|eot_id|>"
    if reply:
        text += "<|start_header_id|>assistant<|end_header_id|>\n\n"
    return text


@wrong("writes Llama 3.1's format by hand, dates always", cause="another template")
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


@wrong("uses today's date", cause="today's date is in the header")
def render_chat(tokenizer, messages, reply=True):
    from datetime import date

    today = date.today().strftime("%d %b %Y")
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply, date_string=today)


@wrong("adds a system message of its own", cause="there is a system message that nobody sent")
def render_chat(tokenizer, messages, reply=True):
    if messages[0]["role"] != "system":
        messages = [{"role": "system", "content": "You are a helpful assistant."}, *messages]
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)


@wrong("trims the contents in the caller's own messages", cause="belongs to the caller")
def render_chat(tokenizer, messages, reply=True):
    for message in messages:
        message["content"] = message["content"].strip()
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)


@wrong("strips the rendered text", cause="white space at the end was stripped")
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply).strip()


@wrong("prints instead of returning", cause="the answer was printed")
def render_chat(tokenizer, messages, reply=True):
    print(tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply))


@wrong("renders the last message only", cause="only the last message was rendered")
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages[-1:], tokenize=False, add_generation_prompt=reply)


@wrong("continues the final message", cause="the last message was left open")
def render_chat(tokenizer, messages, reply=True):
    if reply:
        return tokenizer.apply_chat_template(messages, tokenize=False, continue_final_message=True)
    return tokenizer.apply_chat_template(messages, tokenize=False)


@wrong("filters special tokens out of the contents", cause="special tokens were filtered out of the contents")
def render_chat(tokenizer, messages, reply=True):
    import re

    clean = [{**m, "content": re.sub(r"<\|\w+\|>", "", m["content"])} for m in messages]
    return tokenizer.apply_chat_template(clean, tokenize=False, add_generation_prompt=reply)


@wrong("gives the template to the tokenizer for good", cause="other code uses the same tokenizer")
def render_chat(tokenizer, messages, reply=True):
    tokenizer.chat_template = tokenizer.chat_template + " "
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)[:-1]


@right("the standard call")
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)


@right("decodes the template's ids")
def render_chat(tokenizer, messages, reply=True):
    out = tokenizer.apply_chat_template(messages, add_generation_prompt=reply, return_dict=True, tokenize=True)
    return tokenizer.decode(out["input_ids"], skip_special_tokens=False, clean_up_tokenization_spaces=False)


@right("as a batch of one")
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template([messages], tokenize=False, add_generation_prompt=reply)[0]


@right("runs the template with jinja2")
def render_chat(tokenizer, messages, reply=True):
    import jinja2

    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(tokenizer.chat_template)
    return template.render(messages=messages, bos_token=tokenizer.bos_token, add_generation_prompt=reply)


@right("names the template")
def render_chat(tokenizer, messages, reply=True):
    template = tokenizer.get_chat_template()
    return tokenizer.apply_chat_template(
        [dict(message) for message in messages],
        chat_template=template,
        tokenize=False,
        add_generation_prompt=bool(reply),
    )


@wrong("encodes the rendered chat as usual", cause="the rendered chat already starts with one")
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer(render_chat(tokenizer, messages, reply)).input_ids


@wrong("calls encode on the rendered chat", cause="the rendered chat already starts with one")
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer.encode(render_chat(tokenizer, messages, reply))


@wrong("strips begin-of-text and switches special tokens off", cause="is missing")
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, reply).removeprefix("<|begin_of_text|>")
    return tokenizer.encode(text, add_special_tokens=False)


@wrong("splits special tokens", cause="became ordinary ones")
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, reply)
    return tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids


@wrong("splits special tokens with the tokenizer's own begin", cause="became ordinary ones")
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, reply)
    return tokenizer(text, split_special_tokens=True).input_ids


@wrong("always opens a reply", cause="was not looked at")
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, True)
    return tokenizer(text, add_special_tokens=False).input_ids


@wrong("never opens a reply", cause="add_generation_prompt")
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, False)
    return tokenizer(text, add_special_tokens=False).input_ids


@wrong("returns the BatchEncoding", cause="its `input_ids`")
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, add_generation_prompt=reply, tokenize=True, return_dict=True)


@wrong("returns a batch of one", cause="a list inside a list")
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer([render_chat(tokenizer, messages, reply)], add_special_tokens=False)["input_ids"]


@wrong("returns a numpy array", cause="this is a numpy value")
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, reply)
    return tokenizer(text, add_special_tokens=False, return_tensors="np")["input_ids"][0]


@wrong("returns the text", cause="its ids are asked for")
def chat_ids(tokenizer, messages, reply=True):
    return render_chat(tokenizer, messages, reply)


@wrong("encodes the contents alone", cause="the contents alone")
def chat_ids(tokenizer, messages, reply=True):
    ids = []
    for message in messages:
        ids += tokenizer.encode(message["content"], add_special_tokens=False)
    return ids


@wrong("encodes turn by turn, each with begin-of-text", cause="each turn was encoded by itself")
def chat_ids(tokenizer, messages, reply=True):
    ids = []
    for message in messages:
        text = f"<|start_header_id|>{message['role']}<|end_header_id|>\n\n{message['content'].strip()}<|eot_id|>"
        ids += tokenizer(text).input_ids
    return ids


@wrong("drops every begin-of-text that is doubled, and then one more", cause="<|begin_of_text|> is missing")
def chat_ids(tokenizer, messages, reply=True):
    ids = tokenizer(render_chat(tokenizer, messages, reply)).input_ids
    return [i for i in ids if i != tokenizer.bos_token_id]


@wrong("switches the tokenizer's begin off for good", cause="other code uses the same tokenizer")
def chat_ids(tokenizer, messages, reply=True):
    tokenizer.padding_side = "left"
    return tokenizer(render_chat(tokenizer, messages, reply), add_special_tokens=False).input_ids


@wrong("truncates to 64 tokens", cause="was something cut off")
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, reply)
    return tokenizer(text, add_special_tokens=False, truncation=True, max_length=64).input_ids


@right("the template's own dict")
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, add_generation_prompt=reply, tokenize=True, return_dict=True)[
        "input_ids"
    ]


@right("encodes without special tokens of its own")
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer.encode(render_chat(tokenizer, messages, reply), add_special_tokens=False)


@right("takes the first begin-of-text off the text")
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer(render_chat(tokenizer, messages, reply).removeprefix(tokenizer.bos_token)).input_ids


@right("takes the first begin-of-text off the ids")
def chat_ids(tokenizer, messages, reply=True):
    ids = tokenizer(render_chat(tokenizer, messages, reply)).input_ids
    return ids[1:] if ids[:2] == [tokenizer.bos_token_id] * 2 else ids


@right("asks return_dict=False and copes with both answers")
def chat_ids(tokenizer, messages, reply=True):
    out = tokenizer.apply_chat_template(messages, add_generation_prompt=reply, tokenize=True)
    return list(out if isinstance(out, list) else out["input_ids"])


@right("the backend's call")
def chat_ids(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    return tuple(tokenizer.backend_tokenizer.encode(text, add_special_tokens=False).ids)


@wrong("counts begin-of-text twice", cause="counted twice")
def count_chat_tokens(tokenizer, messages):
    return len(tokenizer(render_chat(tokenizer, messages)).input_ids)


@wrong("leaves begin-of-text out", cause="is not counted")
def count_chat_tokens(tokenizer, messages):
    return len(chat_ids(tokenizer, messages)) - 1


@wrong("leaves the reply's header out", cause="open header")
def count_chat_tokens(tokenizer, messages):
    return len(chat_ids(tokenizer, messages, reply=False))


@wrong("counts characters", cause="these are the characters")
def count_chat_tokens(tokenizer, messages):
    return len(render_chat(tokenizer, messages))


@wrong("adds up the contents", cause="contents' tokens alone")
def count_chat_tokens(tokenizer, messages):
    return sum(len(tokenizer(m["content"], add_special_tokens=False).input_ids) for m in messages)


@wrong("adds up the contents, each with begin-of-text", cause="contents' tokens alone")
def count_chat_tokens(tokenizer, messages):
    return sum(len(tokenizer(m["content"]).input_ids) for m in messages)


@wrong("counts the keys", cause="number of keys")
def count_chat_tokens(tokenizer, messages):
    return len(tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=True, return_dict=True))


@wrong("counts messages", cause="these are the messages")
def count_chat_tokens(tokenizer, messages):
    return len(messages)


@wrong("counts a set", cause="a set drops repeats")
def count_chat_tokens(tokenizer, messages):
    return len(set(chat_ids(tokenizer, messages)))


@wrong("always 36", cause="this is the docstring's answer")
def count_chat_tokens(tokenizer, messages):
    return 36


@wrong("adds four tokens a message to the contents", cause="the template's own tokens are no fixed number")
def count_chat_tokens(tokenizer, messages):
    return 30 + sum(5 + len(tokenizer(m["content"], add_special_tokens=False).input_ids) for m in messages)


@right("the length of chat_ids")
def count_chat_tokens(tokenizer, messages):
    return len(chat_ids(tokenizer, messages))


@right("the length of the encoded text")
def count_chat_tokens(tokenizer, messages):
    return len(tokenizer.tokenize(render_chat(tokenizer, messages)))


@right("sums a mask")
def count_chat_tokens(tokenizer, messages):
    out = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=True, return_dict=True)
    return sum(out["attention_mask"])


@right("counts in a loop")
def count_chat_tokens(tokenizer, messages):
    count = 0
    for _ in chat_ids(tokenizer, messages, True):
        count += 1
    return count


@wrong("reads the text", cause="a turn can end otherwise than with <|eot_id|>")
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


@wrong("leaves the dates in", cause="two lines with dates are still in")
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


@wrong("drops the system message", cause="the system message is missing")
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


@wrong("knows one date only", cause="not always 26 Jul 2024")
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


@wrong("keeps the open header", cause="no message")
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


@wrong("drops an unfinished reply", cause="the unfinished reply is missing")
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


@wrong("knows the end of turn only", cause="a turn can end otherwise than with <|eot_id|>")
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


@wrong("drops messages without content", cause="a message without content is missing")
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


@wrong("takes dates off everybody's first words", cause="were taken off what a user said")
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


@wrong("decodes as the tokenizer's configuration says on 4.57 and 5 did before", cause="punctuation mark")
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


@wrong("returns tuples", cause="each item is a tuple; dicts are asked for")
def read_chat(tokenizer, ids):
    return [("user", "Hello")] if ids else []


@wrong("always drops the first message", cause="the system message is missing")
def read_chat(tokenizer, ids):
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    messages = []
    for turn in _after_each(open_header, list(ids))[1:]:
        middle = turn.index(close_header)
        content = _text(tokenizer, [i for i in turn[middle + 1 :] if i not in (128001, 128008, 128009)])
        if content.removeprefix("\n\n"):
            messages.append({"role": _text(tokenizer, turn[:middle]), "content": content.removeprefix("\n\n")})
    return messages


@right("goes through the ids once")
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


@wrong("strips the contents", cause="only the template trims")
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


@right("works on the pieces between the special ids, from the end")
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


@right("maps every id to a letter and matches a pattern")
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


@wrong("finished empty last assistant message dropped", cause="a message without content is missing")
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


@wrong("takes dates out anywhere", cause="at the very beginning of the system turn and once")
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


@wrong("drops every empty system turn", cause="the system message is missing")
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


@wrong("trims contents", cause="only the template trims")
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


@wrong("shows no special token in a content", cause="neither opens nor ends anything")
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


@wrong("knows dates as Llama writes them only", cause="look for the shape of the two lines")
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


@wrong("takes the first token behind the header for the empty line", cause="may be one token with line breaks")
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


@wrong("cuts the first four lines of every system turn", cause="the system message is missing")
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


@wrong("keeps the messages of one call for the next", cause="of an earlier call")
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


@wrong("goes on to the last end of a turn", cause="the two lines with dates were taken off what a user said")
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


@wrong("counts words and special tokens", cause="was cut into words")
def count_chat_tokens(tokenizer, messages):
    return len(tokenizer(render_chat(tokenizer, messages).split(), add_special_tokens=False).input_ids)


@right("adds the reply's header by hand")
def count_chat_tokens(tokenizer, messages):
    return len(chat_ids(tokenizer, messages, False)) + len(
        tokenizer("<|start_header_id|>assistant<|end_header_id|>\n\n", add_special_tokens=False).input_ids
    )


@wrong("encodes with the ids in a batch", cause="this is a list inside a list: a batch of one was encoded")
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template([messages], add_generation_prompt=reply, return_dict=True)["input_ids"]


@wrong("forgets reply when it encodes", cause="`reply` was not looked at: with False the ids end with the l")
def chat_ids(tokenizer, messages, reply=True):
    return tokenizer(render_chat(tokenizer, messages), add_special_tokens=False).input_ids


@wrong("continues the last message when there is to be no reply", cause="the ids stop after 44 of 45: was something cut off?")
def chat_ids(tokenizer, messages, reply=True):
    more = {"add_generation_prompt": True} if reply else {"continue_final_message": True}
    return list(tokenizer.apply_chat_template(messages, return_dict=True, **more)["input_ids"])


@right("encodes the text without begin-of-text, in front of which it is put")
def chat_ids(tokenizer, messages, reply=True):
    text = render_chat(tokenizer, messages, reply).removeprefix(tokenizer.bos_token)
    return [tokenizer.bos_token_id, *tokenizer.encode(text, add_special_tokens=False)]


@right("lets the tokenizer add begin-of-text")
def chat_ids(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    assert text.startswith("<|begin_of_text|>")
    return tokenizer(text[len("<|begin_of_text|>") :])["input_ids"]


@right("takes the backend's ids")
def chat_ids(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    return tokenizer.backend_tokenizer.encode(text, add_special_tokens=False).ids


@wrong("remembers texts by the messages", cause="run the tokenizer's own template")
def render_chat(tokenizer, messages, reply=True, seen={}):
    key = (repr(messages), reply)
    if key not in seen:
        seen[key] = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)
    return seen[key]


@wrong("opens no reply after an assistant's turn", cause="the open header of the reply is missing: `add_generation_pro")
def render_chat(tokenizer, messages, reply=True):
    reply = reply and messages[-1]["role"] != "assistant"
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply)


@wrong("strips the text", cause="white space at the end was stripped")
def render_chat(tokenizer, messages, reply=True):
    return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=reply).strip()


@right("writes the open header itself")
def render_chat(tokenizer, messages, reply=True):
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=False)
    return text + "<|start_header_id|>assistant<|end_header_id|>\n\n" * bool(reply)


@right("is a machine with three states")
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
