"""Wrong answers to ex05 that can be told by name; see kit/mistakes.py."""

from kit.grading.tokenizers import text

CLEANED = "spaces before punctuation were removed: the config asks for a clean-up, and clean_up_tokenization_spaces=False prevents it."


def cleaned(tokenizer, token_ids, special=True):
    return tokenizer.decode(token_ids, skip_special_tokens=not special, clean_up_tokenization_spaces=True)


MISTAKES = {
    "decode": [
        (
            "the special tokens are missing: skip_special_tokens is on.",
            lambda tokenizer, ids: text(tokenizer, ids, special=False),
        ),
        (CLEANED, cleaned),
        ("white space at the ends was stripped.", lambda tokenizer, ids: text(tokenizer, ids).strip()),
        (
            "there is a space between the pieces; the tokens bring their own.",
            lambda tokenizer, ids: " ".join(text(tokenizer, [i]) for i in ids),
        ),
        (
            "this is the vocabulary's own spelling, in which Ġ stands for a space; decode gives readable text.",
            lambda tokenizer, ids: "".join(tokenizer.convert_ids_to_tokens(ids)),
        ),
        (
            "each token was decoded by itself and then joined, which breaks characters that take two tokens.",
            lambda tokenizer, ids: "".join(text(tokenizer, [i]) for i in ids),
        ),
        ("the first id was dropped, whatever it was.", lambda tokenizer, ids: text(tokenizer, ids[1:])),
    ],
    "decode_text": [
        ("the special tokens are still there.", lambda tokenizer, ids: text(tokenizer, ids)),
        (CLEANED, lambda tokenizer, ids: cleaned(tokenizer, ids, special=False)),
        (
            "white space at the ends was stripped; it is part of the text.",
            lambda tokenizer, ids: text(tokenizer, ids, special=False).strip(),
        ),
        (
            "only the first id was dropped; special tokens can stand anywhere.",
            lambda tokenizer, ids: text(tokenizer, ids[1:]),
        ),
        (
            "only begin and end are left out; `all_special_ids` does not know the others.",
            lambda tokenizer, ids: text(tokenizer, [i for i in ids if i not in tokenizer.all_special_ids]),
        ),
        (
            "each token was decoded by itself and then joined, which breaks characters that take two tokens.",
            lambda tokenizer, ids: "".join(text(tokenizer, [i], special=False) for i in ids),
        ),
        (
            "added tokens that are not special were dropped too; they are text.",
            lambda tokenizer, ids: text(tokenizer, [i for i in ids if i not in tokenizer.added_tokens_decoder]),
        ),
    ],
    "pieces": [
        (
            "this is the vocabulary's own spelling, in which Ġ stands for a space; decode gives readable text.",
            lambda tokenizer, ids: tokenizer.convert_ids_to_tokens(ids),
        ),
        (
            "the special tokens became empty strings: skip_special_tokens is on.",
            lambda tokenizer, ids: [text(tokenizer, [i], special=False) for i in ids],
        ),
        (
            "the special tokens are missing.",
            lambda tokenizer, ids: [p for i in ids if (p := text(tokenizer, [i], special=False))],
        ),
        (
            "this is one string for all: on transformers 5, batch_decode of a flat list joins it. Decode each id by itself.",
            lambda tokenizer, ids: text(tokenizer, ids),
        ),
        (
            "this is one string for all: on transformers 5, batch_decode of a flat list joins it. Decode each id by itself.",
            lambda tokenizer, ids: [text(tokenizer, ids)],
        ),
        (
            "the leading space belongs to the token; it was stripped.",
            lambda tokenizer, ids: [text(tokenizer, [i]).strip() for i in ids],
        ),
        (
            "these are characters; one string per token is asked for.",
            lambda tokenizer, ids: list(text(tokenizer, ids)),
        ),
        (
            "these are words; one string per token is asked for.",
            lambda tokenizer, ids: text(tokenizer, ids).split(),
        ),
        (
            "parts of characters were dropped; each of them reads as replacement characters.",
            lambda tokenizer, ids: [text(tokenizer, [i]).replace("\ufffd", "") for i in ids],
        ),
        (
            "repeated tokens are there once only.",
            lambda tokenizer, ids: list(dict.fromkeys(text(tokenizer, [i]) for i in ids)),
        ),
    ],
}
