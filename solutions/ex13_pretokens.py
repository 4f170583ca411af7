"""Pre-tokens: the first cut, and the letters in which vocabularies are written.

A tokenizer does two cuts. The first one is made by a regular expression, long before any vocabulary is
looked at. It cuts text into pre-tokens, roughly words, and no token ever reaches over such a cut. Llama's
expression tries, at each place of the text, seven alternatives in this order: an English ending such as 's
or 'll, in either case; a run of letters, with at most one other character in front that is no line break,
letter or number (usually the space); one to three digits; a run of signs, with a space in front if there is
one, and the line breaks behind; white space up to the last line break in it; white space except for its last
character when something else follows; the white space that is left. Read it in full in the tokenizer's own files, it
is data, not code:

    import json
    from transformers import AutoTokenizer
    tokenizer = AutoTokenizer.from_pretrained("meta-llama/Meta-Llama-3.1-8B")
    json.loads(tokenizer.backend_tokenizer.to_str())["pre_tokenizer"]

`\\p{L}` and `\\p{N}` in it mean letters and numbers of any script. Python's own `re` does not know them; the
module `regex`, which is installed with the kit, does.

The second thing to know is why the vocabulary says "Ġam". Tokens are rows of bytes, but the files hold text,
and many bytes have no character that can be seen. So each of the 256 bytes has a letter. The bytes that are
printable characters in Latin-1 stand for themselves: "!" to "~", "¡" to "¬", "®" to "ÿ". The others, from 0
upwards, take the characters from number 256 on, in order. The space, byte 32, is the 33rd of them and
becomes number 288: "Ġ".
"""

import regex

_LLAMA = regex.compile(
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
    r"|[^\r\n\p{L}\p{N}]?\p{L}+"
    r"|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+"
    r"|\s+(?!\S)"
    r"|\s+"
)


def split(text: str) -> list[str]:
    """The pre-tokens of a text, as Llama 3.1 cuts it. Joined, they are the text.

    Special tokens are not known here: `<|eot_id|>` is text like any other. White space, letters and numbers are
    what `\\s`, `\\p{L}` and `\\p{N}` of `regex` say they are.

    >>> split("I am excited to show Tokenizers in action to my LLM engineers")[:6]
    ['I', ' am', ' excited', ' to', ' show', ' Tokenizers']
    >>> split("It's  1234!\\r\\n")
    ['It', "'s", ' ', ' ', '123', '4', '!\\r\\n']
    """
    return _LLAMA.findall(text)


def byte_letters() -> dict[int, str]:
    """The alphabet in which vocabularies are written: each of the 256 bytes and its letter, all of them
    different.

    >>> letters = byte_letters()
    >>> letters[97], letters[32], letters[10], letters[255]
    ('a', 'Ġ', 'Ċ', 'ÿ')
    >>> len(letters)
    256
    """
    ranges = [("!", "~"), ("¡", "¬"), ("®", "ÿ")]
    printable = [byte for first, last in ranges for byte in range(ord(first), ord(last) + 1)]
    others = [byte for byte in range(256) if byte not in printable]
    letters = {byte: chr(byte) for byte in printable}
    letters |= {byte: chr(256 + place) for place, byte in enumerate(others)}
    return dict(sorted(letters.items()))


def to_entry(text: str) -> str:
    """How the vocabulary spells this text: the letters of its bytes in UTF-8, of every character as it is.

    >>> to_entry(" am")
    'Ġam'
    >>> to_entry("é\\n")
    'Ã©Ċ'
    """
    letters = byte_letters()
    return "".join(letters[byte] for byte in text.encode("utf-8"))


def from_entry(entry: str) -> str:
    """The readable text of a spelling in the vocabulary, `to_entry` backwards.

    Where the bytes are only a part of a character, the text has replacement characters ("\\ufffd"), as the
    tokenizer itself decodes them. Raises ValueError when a character is not one of the 256 letters.

    >>> from_entry("Ġam")
    ' am'
    >>> from_entry("Ã©Ċ")
    'é\\n'
    """
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    strangers = [letter for letter in entry if letter not in bytes_by_letter]
    if strangers:
        raise ValueError(f"{strangers[0]!r} is none of the 256 letters in which entries are spelled")
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", errors="replace")
