"""Chats: how messages become one text, and that text becomes ids.

A chat model receives one long row of ids like any other language model, and was trained to read special
tokens in it as stage directions. In Llama 3.1 a turn looks like this:

    <|start_header_id|>user<|end_header_id|>

    Hello<|eot_id|>

The header says who speaks, an empty line ends the header, then comes the message without the white space
round it, and <|eot_id|> ends the turn. The whole chat begins with <|begin_of_text|>, and Llama 3.1 puts a
system turn with two dates in front even when you give none. To make the model answer, you end with an open
header for `assistant`: the model writes what follows, until it writes <|eot_id|> itself.

The recipe is a small program in the tokenizer's files, the chat template, which
`tokenizer.apply_chat_template(messages, ...)` runs. Look at three of its options: `tokenize` (text or ids),
`add_generation_prompt` (the open header for the reply), `return_dict` (say it yourself: its default is not
the same in transformers 4 and 5).

The classic mistake: rendering the chat to text and then calling the tokenizer on that text in the usual way.
The template has already written <|begin_of_text|>, the tokenizer adds another one, and nothing fails, but
the model reads a chat that begins twice.

The examples need the chat model's tokenizer:

    from transformers import AutoTokenizer
    tokenizer = AutoTokenizer.from_pretrained("meta-llama/Meta-Llama-3.1-8B-Instruct")
"""

import re

# The two lines that the chat template puts in front, with any dates.
_DATES = re.compile(r"Cutting Knowledge Date: [^\n]*\nToday Date: [^\n]*\n\n")


def render_chat(tokenizer, messages: list[dict], reply: bool = True) -> str:
    """The text that the model reads for this chat, special tokens and all.

    Each message is a dict with two texts, `"role"` (`"system"`, `"user"` or `"assistant"`) and `"content"`.
    With `reply`, the text ends with the open header of the assistant's next turn; without, it ends with the
    last turn. The format is the tokenizer's that comes in, by its own chat template: another tokenizer has
    another. `messages` stays as it is.

    >>> sentence = "I am excited to show Tokenizers in action to my LLM engineers"
    >>> messages = [{"role": "user", "content": sentence}]
    >>> text = render_chat(tokenizer, messages)
    >>> text[-69:]
    'LM engineers<|eot_id|><|start_header_id|>assistant<|end_header_id|>\\n\\n'
    >>> text.startswith("<|begin_of_text|><|start_header_id|>system<|end_header_id|>")
    True
    >>> render_chat(tokenizer, messages, reply=False)[-21:]
    'M engineers<|eot_id|>'
    """
    return tokenizer.apply_chat_template(messages, add_generation_prompt=reply, tokenize=False)


def chat_ids(tokenizer, messages: list[dict], reply: bool = True) -> list[int]:
    """The ids that the model reads for this chat, in a plain list, with one `<|begin_of_text|>` (128000).

    `messages` and `reply` are as in `render_chat`, and the tokenizer that comes in decides here too. What to do with a content that spells special tokens is
    exercise 9's business: here no content does.

    >>> ids = chat_ids(tokenizer, [{"role": "user", "content": " Hello "}])
    >>> len(ids), ids[:2], ids.count(128000)
    (36, [128000, 128006], 1)
    >>> ids[-5:]
    [128009, 128006, 78191, 128007, 271]
    """
    # With return_dict both transformers 4 and 5 hand back the same thing.
    encoding = tokenizer.apply_chat_template(messages, add_generation_prompt=reply, tokenize=True, return_dict=True)
    return encoding["input_ids"]


def count_chat_tokens(tokenizer, messages: list[dict]) -> int:
    """How many tokens this chat takes before the reply is written, the reply's open header included.

    >>> count_chat_tokens(tokenizer, [{"role": "user", "content": " Hello "}])
    36
    """
    return len(chat_ids(tokenizer, messages))


def read_chat(tokenizer, ids: list[int]) -> list[dict]:
    """`chat_ids` backwards: the messages in these ids of a chat, each as `{"role": ..., "content": ...}`.

    - `<|eot_id|>` ends a message, `<|eom_id|>` and `<|end_of_text|>` do too.
    - The two lines with dates at the beginning of the system turn are left out, whatever the dates. When
      nothing is left of that turn, it is left out as well. A chat without these lines is read as it is: they
      go at the very beginning of a first turn by `system`, once, and nowhere else.
    - A header at the very end that nothing follows is left out: there the model is to write its reply. When
      it has begun to, the unfinished text is the last message.
    - Only special tokens have a meaning. Ordinary tokens that spell `<|eot_id|>` are part of the content, and
      so is the text of a special token that neither opens nor ends anything, such as `<|python_tag|>`.
    - A content is exactly what stands behind its header's empty line, with the white space round it.

    >>> ids = chat_ids(tokenizer, [{"role": "user", "content": " Hello "}])
    >>> read_chat(tokenizer, ids)
    [{'role': 'user', 'content': 'Hello'}]
    >>> read_chat(tokenizer, ids + [13347, 1070])
    [{'role': 'user', 'content': 'Hello'}, {'role': 'assistant', 'content': 'Hi there'}]
    """
    open_header, close_header = tokenizer.convert_tokens_to_ids(["<|start_header_id|>", "<|end_header_id|>"])
    ends = tokenizer.convert_tokens_to_ids(["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"])
    messages = []
    # Ids, not text: in the text a special token and its imitation look alike.
    for turn in _after_each(open_header, list(ids)):
        if close_header not in turn:
            continue  # cut off within the header: nobody knows yet who speaks
        middle = turn.index(close_header)
        role, rest = turn[:middle], turn[middle + 1 :]
        end = next((at for at, token_id in enumerate(rest) if token_id in ends), None)
        content = _text(tokenizer, rest[:end]).removeprefix("\n\n")
        if end is not None or content:
            messages.append({"role": _text(tokenizer, role), "content": content})

    if messages and messages[0]["role"] == "system" and (dates := _DATES.match(messages[0]["content"])):
        messages[0]["content"] = messages[0]["content"][dates.end() :]
        if not messages[0]["content"]:
            del messages[0]
    return messages


def _after_each(mark: int, ids: list[int]) -> list[list[int]]:
    """What follows each `mark`, up to the next one."""
    marks = [at for at, token_id in enumerate(ids) if token_id == mark]
    return [ids[at + 1 : after] for at, after in zip(marks, marks[1:] + [len(ids)], strict=False)]


def _text(tokenizer, ids: list[int]) -> str:
    return tokenizer.decode(ids, skip_special_tokens=False, clean_up_tokenization_spaces=False)
