"""Hello: the lecture's sentence as a model receives it, in fifteen tokens.

Everything is written here, and there are no points. `kit run ex00` calls `hello` with Llama 3.1's tokenizer, shows
what it prints, and compares what it returns.

Then see what a wrong answer looks like: in the marked line write `text.lower()` for `text`, save, and run it again.
Put it back, and go on with ex04 (text to ids) or ex01 (get in), whichever you like.
"""

import kit


def hello(tokenizer, text: str) -> list[int]:
    """Print the tokens of a text, each with its id, and return the ids."""
    ids = tokenizer.encode(text)  # change this line
    print(kit.show(tokenizer, ids).plain(70))
    return ids


if __name__ == "__main__":
    print("This file only defines a function. To have it run and graded: kit run ex00")
