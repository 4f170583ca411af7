"""The Instruct chat template renders the course's facts and what Meta's own ChatFormat renders."""

import functools
from typing import Any

import pytest

from kit.tokenizers import vendors

INSTRUCT = "meta-llama/Meta-Llama-3.1-8B-Instruct"
HEADER = "Cutting Knowledge Date: December 2023\nToday Date: {date}\n\n"
TODAY = "26 Jul 2024"

USER = {"role": "user", "content": "Hello"}
SYSTEM = {"role": "system", "content": "Answer in one word."}
REPLY = {"role": "assistant", "content": "Hi."}

CONVERSATIONS: dict[str, list[dict[str, str]]] = {
    "user": [USER],
    "system": [SYSTEM, USER],
    "turns": [SYSTEM, USER, REPLY, {"role": "user", "content": "And now?\n\nIn two lines."}],
    "no system": [USER, REPLY, USER, REPLY],
    "spaces inside": [{"role": "user", "content": "a  b\n\n\n c\td"}],
    "scripts": [
        {"role": "system", "content": "日本語で答えて。"},
        {"role": "user", "content": "Чай или кофе? ☕ नमस्ते"},
    ],
    "tool": [USER, REPLY, {"role": "tool", "content": '{"degrees": 21}'}],
    "empty content": [{"role": "system", "content": ""}, {"role": "user", "content": ""}],
    "late system": [USER, SYSTEM, USER],
}


@functools.cache
def tokenizer() -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(vendors.folder(INSTRUCT))


def render(messages: list[dict[str, str]], **options: Any) -> str:
    return tokenizer().apply_chat_template(messages, tokenize=False, **options)


def test_one_user_message_renders_as_the_course_says() -> None:
    text = render([{"role": "user", "content": " Hello "}], add_generation_prompt=True)
    assert text == (
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n"
        "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n"
    )
    assert len(tokenizer()(text, add_special_tokens=False).input_ids) == 36


def test_a_system_message_comes_under_the_date_header() -> None:
    assert render([SYSTEM, USER]) == (
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n"
        "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\nAnswer in one word.<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|>"
    )


@pytest.mark.parametrize("name", CONVERSATIONS)
@pytest.mark.parametrize("date", [TODAY, "01 Jan 2026"])
def test_a_chat_has_metas_own_ids(name: str, date: str) -> None:
    from llama_models.datatypes import RawMessage, StopReason
    from llama_models.llama3.chat_format import ChatFormat
    from llama_models.llama3.tokenizer import Tokenizer

    messages = CONVERSATIONS[name]
    turns = messages[1:] if messages[0]["role"] == "system" else messages
    first = messages[0]["content"] if messages[0]["role"] == "system" else ""
    metas = [{"role": "system", "content": HEADER.format(date=date) + first}, *turns]
    chat_format = ChatFormat(Tokenizer.get_instance())
    expected = chat_format.encode_dialog_prompt(
        [
            RawMessage(
                role=message["role"],
                content=message["content"],
                **({"stop_reason": StopReason.end_of_turn} if message["role"] == "assistant" else {}),
                **({"call_id": "1", "tool_name": "weather"} if message["role"] == "tool" else {}),
            )
            for message in metas
        ]
    ).tokens
    options = {} if date == TODAY else {"date_string": date}
    text = render(messages, add_generation_prompt=True, **options)
    assert tokenizer()(text, add_special_tokens=False).input_ids == expected
    assert expected.count(tokenizer().bos_token_id) == 1


def test_content_is_trimmed_and_the_reply_header_is_opt_in() -> None:
    padded = [{**message, "content": f" \n{message['content']}\t\n "} for message in CONVERSATIONS["turns"]]
    plain = render(CONVERSATIONS["turns"])
    assert render(padded) == plain
    assert plain.endswith("In two lines.<|eot_id|>")
    assert render(padded, add_generation_prompt=True) == plain + "<|start_header_id|>assistant<|end_header_id|>\n\n"


def test_a_tool_answers_as_ipython() -> None:
    for role in ("tool", "ipython"):
        text = render([USER, {"role": role, "content": "21"}])
        assert text.endswith("<|start_header_id|>ipython<|end_header_id|>\n\n21<|eot_id|>")


def test_the_date_is_fixed_unless_given() -> None:
    assert "Today Date: 26 Jul 2024\n" in render([USER], date_string=None)
    assert "Today Date: 3 May 2025\n" in render([USER], date_string="3 May 2025")
