"""Wrong answers to ex04 that can be told by name; see kit/mistakes.py."""

from kit.grading.tokenizers import ids


def count(tokenizer, text: str) -> int:
    return len(ids(tokenizer, text))


MISTAKES = {
    "encode": [
        (
            "special tokens that the text spells became ordinary ones; the tokenizer's default keeps them special.",
            lambda tokenizer, text: tokenizer.encode(text, split_special_tokens=True),
        ),
        (
            "white space at the ends of the text is lost; the text is encoded as it is.",
            lambda tokenizer, text: ids(tokenizer, text.strip()),
        ),
        (
            "the text was put into lower case first; to a tokenizer that is another text.",
            lambda tokenizer, text: ids(tokenizer, text.lower()),
        ),
        (
            "these are the pieces; the ids are asked for.",
            lambda tokenizer, text: tokenizer.convert_ids_to_tokens(ids(tokenizer, text)),
        ),
        (
            "the text was cut at spaces and each word encoded by itself, so the spaces are gone.",
            lambda tokenizer, text: [
                *ids(tokenizer, ""),
                *(i for word in text.split() for i in ids(tokenizer, word, False)),
            ],
        ),
        (
            "a space was put in front of the text.",
            lambda tokenizer, text: ids(tokenizer, " " + text),
        ),
    ],
    "count_tokens": [
        (
            "begin-of-text is not counted, and the model receives it.",
            lambda tokenizer, text: count(tokenizer, text) - 1,
        ),
        ("these are the characters; tokens are asked for.", lambda tokenizer, text: len(text)),
        ("these are the words; tokens are asked for.", lambda tokenizer, text: len(text.split())),
        ("these are the bytes; tokens are asked for.", lambda tokenizer, text: len(text.encode())),
        ("begin-of-text is counted twice.", lambda tokenizer, text: count(tokenizer, text) + 1),
        (
            "each token is counted once however often it comes: a set drops repeats.",
            lambda tokenizer, text: len(set(ids(tokenizer, text))),
        ),
        (
            "this is the rule of thumb; the tokenizer can count.",
            lambda tokenizer, text: max(1, (len(text) + 2) // 4),
        ),
    ],
    "characters_per_token": [
        (
            "the count leaves begin-of-text out; take what count_tokens returns.",
            lambda tokenizer, text: len(text) / max(1, count(tokenizer, text) - 1),
        ),
        (
            "that is upside down: characters over tokens.",
            lambda tokenizer, text: count(tokenizer, text) / len(text),
        ),
        (
            "these are bytes over tokens; characters are asked for.",
            lambda tokenizer, text: len(text.encode()) / count(tokenizer, text),
        ),
        (
            "`//` divides whole numbers and drops the rest.",
            lambda tokenizer, text: len(text) // count(tokenizer, text),
        ),
        (
            "`//` divides whole numbers and drops the rest.",
            lambda tokenizer, text: float(len(text) // count(tokenizer, text)),
        ),
        ("spaces are characters too.", lambda tokenizer, text: len("".join(text.split())) / count(tokenizer, text)),
    ],
    "estimate_tokens": [
        (
            "round() rounds halves to the even neighbour: round(2.5) is 2. `(n + 2) // 4` rounds halves up.",
            lambda text: max(1, round(len(text) / 4)) if text else 0,
        ),
        (
            "`// 4` always rounds down; to the nearest is asked for.",
            lambda text: max(1, len(text) // 4) if text else 0,
        ),
        ("that rounds up; to the nearest is asked for.", lambda text: -(-len(text) // 4)),
        ("a text that is not empty has at least one token.", lambda text: (len(text) + 2) // 4),
        ("an empty text has no tokens.", lambda text: max(1, (len(text) + 2) // 4)),
        (
            "these are bytes; the rule counts characters.",
            lambda text: max(1, (len(text.encode()) + 2) // 4) if text else 0,
        ),
        ("this is the division itself; round it to a whole number.", lambda text: len(text) / 4),
        ("spaces are characters too.", lambda text: max(1, (len("".join(text.split())) + 2) // 4) if text else 0),
        ("these are the words; the rule goes by characters.", lambda text: len(text.split())),
    ],
}
