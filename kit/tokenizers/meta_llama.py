"""Meta's own encoder and chat format for Llama 3, from the llama_models package: the other route to expected ids.

Nothing of it is imported before the first call; both together take about a second then.
"""

from functools import cache

DATES = "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"
"""What the Hub's chat template of Llama 3.1 Instruct puts in front of the system message. Meta's format does not."""


@cache
def encoder():
    """Meta's tokenizer. To it, text that spells a special token is text."""
    from llama_models.llama3.tokenizer import Tokenizer

    return Tokenizer.get_instance()


def ids(text: str, begin: bool = False) -> list[int]:
    """The ids of a text as ordinary tokens, after begin-of-text when `begin`."""
    return encoder().encode(text, bos=begin, eos=False)


def chat_ids(messages: list[dict], reply: bool = True, dates: str | None = DATES) -> list[int]:
    """The ids of a chat by Meta's ChatFormat; roles and contents can spell special tokens and stay text.

    As the Hub's template does, contents lose the white space round them, and `dates` begin the system message,
    one that is made for them if there is none. With None, messages are taken as they are.
    """
    from llama_models.datatypes import RawMessage, StopReason
    from llama_models.llama3.chat_format import ChatFormat

    turns = [(message["role"], message["content"].strip()) for message in messages]
    if dates is not None:
        instructions = turns.pop(0)[1] if turns[:1] and turns[0][0] == "system" else ""
        turns.insert(0, ("system", dates + instructions))
    # model_construct: unlike Meta's check, it lets a role through that is none.
    raw = [
        RawMessage.model_construct(role=role, content=content, stop_reason=StopReason.end_of_turn)
        for role, content in turns
    ]
    chat = ChatFormat(encoder())
    found = chat.encode_dialog_prompt(raw).tokens
    return found if reply else found[: -len(chat.encode_dialog_prompt([]).tokens) + 1]


def chat_text(messages: list[dict], reply: bool = True, dates: str | None = DATES) -> str:
    """The text of a chat, special tokens shown, from `chat_ids`."""
    return encoder().decode(chat_ids(messages, reply, dates))
