"""Wrong answers to ex04 that can be told by name, and counting tokens; see kit/suite/mistakes.py."""

import re
import unicodedata

from kit.suite import SENTENCE_IDS
from kit.suite.mistakes import Looks, Raises
from kit.tokenizers.loaded import ids, text


def count(tokenizer, text: str) -> int:
    return len(ids(tokenizer, text))


def normalized(form: str):
    return lambda tokenizer, text: ids(tokenizer, unicodedata.normalize(form, text))


def each(parts, begin: bool = False):
    """The ids of each part of the text encoded by itself, behind one begin-of-text, or each with its own."""
    return lambda tokenizer, text: [
        *([] if begin else ids(tokenizer, "")),
        *(i for part in parts(text) for i in ids(tokenizer, part, begin)),
    ]


def ratio(tokenizer, text: str) -> float:
    return len(text) / count(tokenizer, text)


def rule(text: str) -> int:
    return max(1, (len(text) + 2) // 4)


LECTURE = "this is the answer for the lecture's sentence, written down; work it out from the text that came in."
CUT = "a number as round as this is a limit; all of the text counts, however long it is."
LIMITS = {16, 32, 64, 100, 128, 200, 256, 500, 512, 1000, 1024, 2048}
ENDS = "white space at the ends of the text is lost; the text is encoded as it is."
FORM = "the text was put into another Unicode form first; to a tokenizer that is another text."
OWN = "the tokenizer comes in as an argument; use it, and load none."
GATED = [Raises(OWN, "OSError", "gated repo"), Raises(OWN, "OSError", "not a valid model identifier")]

MISTAKES = {
    "encode": [
        *GATED,
        (
            "these are the ones of the attention mask, which only tells tokens from padding; the ids are `input_ids`.",
            lambda tokenizer, text: [1] * count(tokenizer, text),
        ),
        (
            "these are the names of the fields in the tokenizer's answer; the ids are in the field `input_ids`.",
            lambda tokenizer, text: list(tokenizer(text)),
        ),
        (
            "the end token is in front, where begin-of-text belongs.",
            lambda tokenizer, text: [tokenizer.eos_token_id, *ids(tokenizer, text, False)],
        ),
        (
            "the end token was put at the end, where none belongs, and begin-of-text is missing at the front.",
            lambda tokenizer, text: [*ids(tokenizer, text, False), tokenizer.eos_token_id],
        ),
        (
            "`append` puts the whole list in as one item; `extend` or `+` puts its items in.",
            lambda tokenizer, text: [tokenizer.bos_token_id, ids(tokenizer, text, False)],
        ),
        Looks(
            "the text was handed over in parts, so each part is a list of its own; hand it over whole, as one string.",
            lambda got, tokenizer, text: len(got) > 1 and all(type(item) in (list, tuple) for item in got),
        ),
        (
            "the text was put into upper case first; to a tokenizer that is another text.",
            lambda tokenizer, text: ids(tokenizer, text.upper()),
        ),
        (
            "line ends became spaces; the text is encoded as it is.",
            lambda tokenizer, text: ids(tokenizer, text.replace("\n", " ")),
        ),
        (
            "lines were encoded one by one; a line end can be one token with what stands beside it.",
            each(lambda text: text.splitlines(keepends=True)),
        ),
        (
            "words were encoded one by one; a token may reach over a space or be one of several spaces.",
            each(lambda text: [f" {word}" if k else word for k, word in enumerate(text.split(" "))]),
        ),
        (
            "the text was cut into lines, each with a begin-of-text of its own, and the line breaks are gone.",
            each(str.splitlines, begin=True),
        ),
        (
            "the text was put into quotes first: `repr` made them; it is encoded as it is.",
            lambda tokenizer, text: ids(tokenizer, repr(text)),
        ),
        (LECTURE, lambda tokenizer, text: SENTENCE_IDS),
        (
            ENDS,
            lambda tokenizer, text: ids(tokenizer, text.strip()),
        ),
        (ENDS, lambda tokenizer, text: ids(tokenizer, text.lstrip())),
        (ENDS, lambda tokenizer, text: ids(tokenizer, text.rstrip())),
        ("an empty text has its begin-of-text all the same.", lambda tokenizer, text: []),
        (
            "these are the pieces; the ids are asked for.",
            lambda tokenizer, text: tokenizer.convert_ids_to_tokens(ids(tokenizer, text, False)),
        ),
        (
            "runs of white space became one space; the text is encoded as it is.",
            lambda tokenizer, text: ids(tokenizer, " ".join(text.split())) if text.strip() else ...,
        ),
        (
            "Windows line ends became line feeds; the text is encoded as it is.",
            lambda tokenizer, text: ids(tokenizer, text.replace("\r\n", "\n")),
        ),
        (FORM, normalized("NFC")),
        (FORM, normalized("NFD")),
        (FORM, normalized("NFKC")),
        (FORM, normalized("NFKD")),
        (
            "characters outside ASCII were dropped; a tokenizer knows all of Unicode.",
            lambda tokenizer, text: ids(tokenizer, text.encode("ascii", "ignore").decode()),
        ),
        (
            "each word was encoded by itself, so each has a begin-of-text of its own and the spaces are gone.",
            each(lambda text: text.split(), begin=True),
        ),
        ("each character was encoded by itself; tokens are longer than that.", each(list)),
        ("the text was cut into lines, and the line breaks are gone.", each(lambda text: text.split("\n"))),
        (
            "these are the numbers of the characters in Unicode; ids are the tokenizer's own numbers.",
            lambda tokenizer, text: [*ids(tokenizer, ""), *map(ord, text)],
        ),
        (
            "these are the bytes of the text; ids are the tokenizer's own numbers.",
            lambda tokenizer, text: list(text.encode()),
        ),
        (
            "special tokens that the text spells were taken out; the tokenizer's default keeps them.",
            lambda tokenizer, text: (
                ... if text.startswith(tokenizer.bos_token) else ids(tokenizer, re.sub(r"<\|.*?\|>", "", text))
            ),
        ),
        (
            "a begin-of-text that the text itself spells stays: then there are two, as the tokenizer does it.",
            lambda tokenizer, text: ids(tokenizer, text.removeprefix(tokenizer.bos_token)),
        ),
        (
            "special tokens that the text spells became ordinary ones; the tokenizer's default keeps them special.",
            lambda tokenizer, text: tokenizer.encode(text, split_special_tokens=True),
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
        *GATED,
        (LECTURE, lambda tokenizer, text: len(SENTENCE_IDS)),
        (
            "begin-of-text is not counted, and the model receives it; or a position was returned, and positions count from 0.",
            lambda tokenizer, text: count(tokenizer, text) - 1,
        ),
        (
            "these are the characters; tokens are asked for.",
            lambda tokenizer, text: len(text) if len(text) > 8 else ...,
        ),
        (
            "these are the words; tokens are asked for.",
            lambda tokenizer, text: n if (n := len(text.split())) > 2 else ...,
        ),
        (
            "these are the words, each once; tokens are asked for, repeats too.",
            lambda tokenizer, text: len(set(text.split())) if len(text) > 60 else ...,
        ),
        ("this is the largest of the ids; how many they are is asked for.", lambda t, text: max(ids(t, text))),
        (
            "these are the characters of the list as text; how many ids it has is asked for.",
            lambda tokenizer, text: len(str(ids(tokenizer, text))),
        ),
        (
            "these are the bytes; tokens are asked for.",
            lambda tokenizer, text: len(text.encode()) if len(text) > 8 else ...,
        ),
        ("begin-of-text is counted twice.", lambda tokenizer, text: count(tokenizer, text) + 1),
        (
            "each token is counted once however often it comes: a set drops repeats.",
            lambda tokenizer, text: len(set(ids(tokenizer, text))),
        ),
        (
            "this is the rule of thumb; the tokenizer can count.",
            lambda tokenizer, text: max(1, (len(text) + 2) // 4),
        ),
        (
            "this is the rule of thumb; the tokenizer can count.",
            lambda tokenizer, text: len(text) // 4 if len(text) > 8 else ...,
        ),
        (
            "this is worked out from the number of words; the tokenizer can count.",
            lambda tokenizer, text: int(len(text.split()) * 1.3) if len(text) > 60 else ...,
        ),
        (
            "these are the words and begin-of-text; tokens are asked for.",
            lambda tokenizer, text: n + 1 if (n := len(text.split())) > 2 else ...,
        ),
        ("these are the fields of the tokenizer's answer; count its `input_ids`.", lambda tokenizer, text: 2),
        (
            "this is the size of the vocabulary; the text's tokens are asked for.",
            lambda tokenizer, text: len(tokenizer),
        ),
        (
            "this is the sum of the ids; how many they are is asked for.",
            lambda tokenizer, text: sum(ids(tokenizer, text)),
        ),
        (
            "white space at the ends was stripped; it has tokens, too.",
            lambda tokenizer, text: count(tokenizer, text.strip()),
        ),
        (
            "the text was put into lower case first; to a tokenizer that is another text.",
            lambda tokenizer, text: count(tokenizer, text.lower()),
        ),
        (
            "special tokens that the text spells were counted as ordinary text; each is one token.",
            lambda tokenizer, text: len(tokenizer.encode(text, split_special_tokens=True)),
        ),
        (
            "a begin-of-text that the text itself spells is a token, too.",
            lambda tokenizer, text: sum(i != tokenizer.bos_token_id for i in ids(tokenizer, text)) + 1,
        ),
        (
            "the text was cut at spaces and each word counted by itself; a space belongs to the token behind it.",
            lambda tokenizer, text: 1 + sum(len(ids(tokenizer, word, False)) for word in text.split()),
        ),
        (
            "each word was encoded by itself, with a begin-of-text of its own; encode the text as a whole.",
            lambda tokenizer, text: sum(count(tokenizer, word) for word in text.split()),
        ),
        (
            "these are the characters of the decoded text, begin-of-text spelled out; tokens are asked for.",
            lambda tokenizer, given: len(text(tokenizer, ids(tokenizer, given))),
        ),
        (
            "1 is too few: a batch of one text was encoded and its rows counted, or a loop ended after its first id.",
            lambda tokenizer, text: 1,
        ),
        Looks(CUT, lambda got, tokenizer, text: got in LIMITS and got < count(tokenizer, text)),
    ],
    "characters_per_token": [
        *GATED,
        (LECTURE, lambda tokenizer, text: 4.07),
        (
            "the number of the lecture sentence's tokens, 15, is written down here; count the tokens of this text.",
            lambda tokenizer, text: len(text) / 15,
        ),
        Raises(
            "an empty text may have no tokens at all, and nothing can be divided by 0: look for it first.",
            "ZeroDivisionError",
        ),
        Looks("for an empty text 0.0 is asked for, not 'not a number'.", lambda got, tokenizer, text: got != got),
        (
            "white space is text as well; only the empty text gives 0.0.",
            lambda tokenizer, text: 0.0 if not text.strip() else None,
        ),
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
        ("rounded to one decimal; 0.005 is the most that it may be away.", lambda t, text: round(ratio(t, text), 1)),
        ("rounded to a whole number; the quotient itself is asked for.", lambda t, text: round(ratio(t, text))),
        ("rounded to a whole number; the quotient itself is asked for.", lambda t, text: float(round(ratio(t, text)))),
        (
            "this is the difference; characters over tokens, a quotient, is asked for.",
            lambda t, s: len(s) - count(t, s),
        ),
        (
            "this is the difference; characters over tokens, a quotient, is asked for.",
            lambda t, s: float(len(s) - count(t, s)),
        ),
        ("this is a hundred times too much: no percentage is asked for.", lambda t, text: 100 * ratio(t, text)),
        (
            "four characters a token is the rule of thumb; work it out from the text that came in.",
            lambda tokenizer, text: 4.0,
        ),
        (
            "line ends are characters too.",
            lambda tokenizer, text: len(text.replace("\n", "")) / count(tokenizer, text),
        ),
        (
            "that divides by the number of fields in the tokenizer's answer; count its `input_ids`.",
            lambda tokenizer, text: len(text) / len(tokenizer(text)),
        ),
        (
            "each token is counted once however often it comes: a set drops repeats.",
            lambda tokenizer, text: len(text) / len(set(ids(tokenizer, text))),
        ),
        (
            "cut off after two decimals instead of rounded; the quotient itself is asked for.",
            lambda tokenizer, text: int(ratio(tokenizer, text) * 100) / 100,
        ),
        (
            "these are letters and digits over tokens; all characters count, spaces and punctuation too.",
            lambda tokenizer, text: sum(map(str.isalnum, text)) / count(tokenizer, text),
        ),
        (
            "each character is counted once however often it comes: a set drops repeats.",
            lambda tokenizer, text: len(set(text)) / count(tokenizer, text),
        ),
        (
            "white space at the ends was stripped; it is part of the text.",
            lambda tokenizer, text: ratio(tokenizer, text.strip()),
        ),
        (
            "white space at the ends was stripped; it is part of the text.",
            lambda tokenizer, text: len(text.strip()) / count(tokenizer, text),
        ),
        ("these are words over tokens; characters are asked for.", lambda t, text: len(text.split()) / count(t, text)),
        ("these are characters over words; tokens are asked for.", lambda t, text: len(text) / len(text.split())),
        (
            "that divides by the rule of thumb; the tokenizer can count.",
            lambda tokenizer, text: len(text) / rule(text),
        ),
        (
            "the decoded text was measured, in which begin-of-text is spelled out; the text that came in is meant.",
            lambda tokenizer, given: len(text(tokenizer, ids(tokenizer, given))) / count(tokenizer, given),
        ),
    ],
    "estimate_tokens": [
        Looks("an empty text has no tokens.", lambda got, text: got == 1 and not text),
        (
            "these are bytes; the rule counts characters.",
            lambda text: max(1, (len(text.encode()) + 2) // 4) if text else 0,
        ),
        (
            "round() rounds halves to the even neighbour: round(2.5) is 2. `(n + 2) // 4` rounds halves up.",
            lambda text: max(1, round(len(text) / 4)) if text else 0,
        ),
        (
            "`// 4` always rounds down; to the nearest is asked for.",
            lambda text: max(1, len(text) // 4) if len(text) % 4 == 3 else ...,
        ),
        ("that rounds up or adds one; to the nearest is asked for.", lambda text: -(-len(text) // 4)),
        ("that rounds up or adds one; to the nearest is asked for.", lambda text: len(text) // 4 + 1 if text else ...),
        ("that rounds up or adds one; to the nearest is asked for.", lambda text: rule(text) + 1 if text else ...),
        (
            "the rule goes by characters, not by words and three quarters.",
            lambda text: round(n / 0.75) if (n := len(text.split())) > 2 else ...,
        ),
        (
            "these are letters and digits; all characters count, spaces and punctuation too.",
            lambda text: max(1, (sum(map(str.isalnum, text)) + 2) // 4) if len(text) > 60 else ...,
        ),
        (
            "that counts another number of characters a token; the rule has four.",
            lambda text: round(len(text) / 3.5) if len(text) > 60 else ...,
        ),
        (
            "white space at the ends was stripped; it counts as well.",
            lambda text: rule(text.strip()) if text.strip() else 0,
        ),
        (
            "halves are rounded down; they are to go up.",
            lambda text: max(1, (len(text) + 1) // 4),
        ),
        (LECTURE, lambda text: 15),
        ("that counts three characters a token; the rule has four.", lambda text: max(1, round(len(text) / 3))),
        ("divide by four: a token has four characters, not a character four tokens.", lambda text: len(text) * 4),
        (
            "only a text of one to five characters is rounded to 1.",
            lambda text: 1,
        ),
        ("these are the characters; the rule says four of them a token, whatever the script.", lambda text: len(text)),
        Looks(CUT, lambda got, text: got in LIMITS and got < rule(text)),
        ("a text that is not empty has at least one token.", lambda text: (len(text) + 2) // 4),
        ("this is the division itself; round it to a whole number.", lambda text: len(text) / 4),
        (
            "spaces are characters too.",
            lambda text: max(1, (n + 2) // 4) if (n := len("".join(text.split()))) > 40 or n == 0 else ...,
        ),
        ("these are the words; the rule goes by characters.", lambda text: n if (n := len(text.split())) > 2 else ...),
    ],
}
