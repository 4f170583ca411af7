"""Wrong answers to ex07 that can be told by name; see kit/suite/mistakes.py."""

import re
from collections import Counter
from functools import cache

from kit.suite.mistakes import Returns
from kit.tokenizers.loaded import ids, text


@cache
def entries(tokenizer) -> list[str]:
    """The readable text of every entry, by id, from the backend."""
    return tokenizer.backend_tokenizer.decode_batch([[i] for i in range(len(tokenizer))], skip_special_tokens=False)


@cache
def by_text(tokenizer) -> dict[str, int]:
    """Readable text to id; texts that several entries share, or that are broken characters, are left out."""
    times = Counter(entries(tokenizer))
    return {one: i for i, one in enumerate(entries(tokenizer)) if times[one] == 1 and "\ufffd" not in one}


# What is drawn from, made once: to go through all entries in each of many forked processes takes memory in each.
@cache
def texts(tokenizer) -> list[str]:
    """The readable texts that stand for one entry each, by id."""
    return list(by_text(tokenizer))


@cache
def added(tokenizer) -> list[str]:
    """Those of added entries."""
    return [one for one, token_id in by_text(tokenizer).items() if token_id >= tokenizer.vocab_size]


@cache
def words(tokenizer) -> list[str]:
    """Those of Latin letters alone, more than three of them."""
    return [one for one in texts(tokenizer) if one.isascii() and one.isalpha() and len(one) > 3]


@cache
def longer(tokenizer, length: int) -> list[str]:
    """Those of more characters than that."""
    return [one for one in texts(tokenizer) if len(one) > length]


SPELLING = (
    "this looks at the vocabulary's own spelling, in which a space is Ġ; the readable text is what an id decodes to."
)


def hits(tokenizer, test) -> list[tuple[int, str]]:
    """The ordinary entries whose readable text passes `test`, (id, text)."""
    found = [(i, one) for i, one in enumerate(entries(tokenizer)) if test(one)]
    table = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return [(i, one) for i, one in found if i not in table]


@cache
def containing(tokenizer, fragment: str) -> list[tuple[int, str]]:
    return hits(tokenizer, lambda one: fragment in one)


def learnt(tokenizer) -> list[tuple[str, int]]:
    """The vocabulary as it is stored, without the added entries."""
    table = tokenizer.backend_tokenizer.get_added_tokens_decoder()
    return [(one, i) for one, i in tokenizer.get_vocab().items() if i not in table]


def forms(word: str) -> list[str]:
    return [form for one in (word.lower(), word.capitalize(), word.upper()) for form in (one, " " + one)]


def spelled(word: str, look_up) -> dict:
    return {form: look_up(form) for form in forms(word)}


DOCSTRING = "this is the docstring's example, written down; look it up in the tokenizer that came in."
CLEAN = "spaces before punctuation were removed: decode with clean_up_tokenization_spaces=False."


def by_hand(text: str) -> str:
    """What the library's cleaning up makes of a text, written out."""
    for spaced in (" .", " ?", " !", " ,", " n't", " 'm", " 's", " 've", " 're"):
        text = text.replace(spaced, spaced[1:])
    return text


def of_forms(*change):
    """`variants` with other spellings: each of them, and a space in front of it."""
    return lambda tokenizer, word: {
        text: by_text(tokenizer).get(text) for one in change for text in (one(word), f" {one(word)}")
    }


def single(tokenizer, text: str) -> int | None:
    """The id of a text that encodes to one token."""
    found = ids(tokenizer, text, False)
    return found[0] if len(found) == 1 else None


MISTAKES = {
    "vocabulary_size": [
        (
            "this is the highest id; ids begin at 0, so there is one entry more.",
            lambda tokenizer, added=True: (len(tokenizer) if added else tokenizer.vocab_size) - 1,
        ),
        (
            "the added entries are counted twice: they are in `len(tokenizer)` already.",
            lambda tokenizer, added=True: len(tokenizer) + len(tokenizer.added_tokens_decoder),
        ),
        (
            "`all_special_ids` has a few of the added entries only; `vocab_size` leaves all of them out.",
            lambda tokenizer, added=True: len(tokenizer) - len(tokenizer.all_special_ids),
        ),
        (
            "the added entries are missing: `len(tokenizer)` has them, `vocab_size` has not.",
            lambda tokenizer, added=True: tokenizer.vocab_size,
        ),
        ("the added entries are in: `vocab_size` leaves them out.", lambda tokenizer, added=True: len(tokenizer)),
        ("these are the added entries only.", lambda tokenizer, added=True: len(tokenizer) - tokenizer.vocab_size),
        (
            "`added` is used the wrong way round.",
            lambda tokenizer, added=True: tokenizer.vocab_size if added else len(tokenizer),
        ),
    ],
    "id_of": [
        (
            "a space was put in front of the text, and that is another entry.",
            lambda tokenizer, text: single(tokenizer, " " + text.strip()),
        ),
        (SPELLING, lambda tokenizer, text: tokenizer.get_vocab().get(text)),
        (SPELLING, lambda tokenizer, text: tokenizer.convert_tokens_to_ids(text)),
        (
            "this is the first of several tokens; no single entry is the whole text, so the answer is None.",
            lambda tokenizer, text: ids(tokenizer, text, False)[0],
        ),
        (
            "this is the last of several tokens; no single entry is the whole text, so the answer is None.",
            lambda tokenizer, text: ids(tokenizer, text, False)[-1],
        ),
        ("this is begin-of-text, which encoding puts in front.", lambda tokenizer, text: ids(tokenizer, text)[0]),
        (
            "the leading space was stripped, and that is another entry.",
            lambda tokenizer, text: by_text(tokenizer).get(text.strip(" "), ...),
        ),
        (
            "upper and lower case are different entries.",
            lambda tokenizer, text: by_text(tokenizer).get(text.lower()),
        ),
        (
            "the added tokens are entries too.",
            lambda tokenizer, text: (
                None if by_text(tokenizer).get(text, 0) >= tokenizer.vocab_size else by_text(tokenizer).get(text)
            ),
        ),
        ("no single entry is None, not a number or an error.", lambda tokenizer, text: -1),
        Returns(
            "begin-of-text was counted, so no text is ever a single token: add_special_tokens=False.",
            lambda tokenizer, text: None,
            last=True,
        ),
    ],
    "text_of": [
        (CLEAN, lambda tokenizer, token_id: by_hand(text(tokenizer, [token_id]))),
        (
            "replacement characters were dropped; a part of a character reads as they do.",
            lambda tokenizer, token_id: text(tokenizer, [token_id]).replace("\ufffd", ""),
        ),
        (
            "this is the vocabulary's own spelling, in which Ġ stands for a space; decode gives readable text.",
            lambda tokenizer, token_id: tokenizer.convert_ids_to_tokens(token_id),
        ),
        (
            "the leading space belongs to the entry; it was stripped.",
            lambda tokenizer, token_id: text(tokenizer, [token_id]).strip(),
        ),
        (
            "a special token became an empty string: skip_special_tokens is on.",
            lambda tokenizer, token_id: text(tokenizer, [token_id], special=False),
        ),
    ],
    "search": [
        (
            DOCSTRING,
            lambda tokenizer, fragment: hits(tokenizer, lambda one: "okenizer" in one),
        ),
        (
            "only Ġ was put back; the vocabulary spells other letters in its own way, too: decode.",
            lambda tokenizer, fragment: sorted(
                (i, one.replace("Ġ", " ")) for one, i in learnt(tokenizer) if fragment in one.replace("Ġ", " ")
            ),
        ),
        (
            "entries that begin with the fragment are missing: `find` gives 0 for them, and -1 where it is not found.",
            lambda tokenizer, fragment: hits(tokenizer, lambda one: one.find(fragment) > 0),
        ),
        (
            "only an entry that is the fragment was found; it may stand within an entry.",
            lambda tokenizer, fragment: hits(tokenizer, lambda one: one == fragment),
        ),
        (
            "these are entries that stand within the fragment; the fragment is to stand within the entry.",
            lambda tokenizer, fragment: hits(tokenizer, lambda one: one in fragment),
        ),
        (
            "the fragment was stripped; its spaces count.",
            lambda tokenizer, fragment: hits(tokenizer, lambda one: fragment.strip() in one),
        ),
        (
            "only the first entry is there; all of them are asked for.",
            lambda tokenizer, fragment: hits(tokenizer, lambda one: fragment in one)[:1],
        ),
        (
            "the fragment was taken for a pattern, in which some signs have a meaning; it is plain text: `in`.",
            lambda tokenizer, fragment: hits(tokenizer, lambda one: re.search(fragment, one)),
        ),
        (
            "these are the tokens of the fragment; the entries that contain it are asked for.",
            lambda tokenizer, fragment: [(i, entries(tokenizer)[i]) for i in ids(tokenizer, fragment, False)],
        ),
        ("the first entry, id 0, is missing.", lambda t, fragment: hits(t, lambda one: fragment in one)[1:]),
        ("the last entry is missing.", lambda t, fragment: hits(t, lambda one: fragment in one)[:-1]),
        (
            "the case was ignored; it matters.",
            lambda tokenizer, fragment: hits(tokenizer, lambda one: fragment.lower() in one.lower()),
        ),
        (
            "only entries that begin with the fragment were found.",
            lambda tokenizer, fragment: hits(tokenizer, lambda one: one.startswith(fragment)),
        ),
        (
            "the leading space is part of an entry; it was stripped.",
            lambda tokenizer, fragment: [(i, one.strip()) for i, one in hits(tokenizer, lambda one: fragment in one)],
        ),
        (
            "the added tokens are in; ordinary entries are asked for.",
            lambda tokenizer, fragment: [(i, one) for i, one in enumerate(entries(tokenizer)) if fragment in one],
        ),
        (
            "these are in the order of their texts; by id is asked for.",
            lambda tokenizer, fragment: sorted(hits(tokenizer, lambda one: fragment in one), key=lambda item: item[1]),
        ),
        (
            "text and id have changed places: (id, text).",
            lambda tokenizer, fragment: [(one, i) for i, one in hits(tokenizer, lambda one: fragment in one)],
        ),
        (
            "these are ids only: (id, text) is asked for.",
            lambda tokenizer, fragment: [i for i, one in hits(tokenizer, lambda one: fragment in one)],
        ),
        (
            "these are texts only: (id, text) is asked for.",
            lambda tokenizer, fragment: [one for i, one in hits(tokenizer, lambda one: fragment in one)],
        ),
        (
            SPELLING,
            lambda tokenizer, fragment: sorted((i, one) for one, i in learnt(tokenizer) if fragment in one),
        ),
        (
            SPELLING,
            lambda tokenizer, fragment: sorted(
                (i, text(tokenizer, [i])) for one, i in learnt(tokenizer) if fragment in one
            ),
        ),
    ],
    "variants": [
        (
            "id 0 is an id like any other, and false in an `if` or an `or`.",
            lambda tokenizer, word: {one: i or None for one, i in spelled(word, by_text(tokenizer).get).items()},
        ),
        (DOCSTRING, lambda tokenizer, word: spelled("am", by_text(tokenizer).get)),
        (
            "`.title()` capitalises every part of a word; `.capitalize()` the first letter only.",
            of_forms(str.lower, str.title, str.upper),
        ),
        (
            "`.casefold()` changes more than the case (ß becomes ss); `.lower()` is lower case.",
            of_forms(str.casefold, str.capitalize, str.upper),
        ),
        (
            "`.swapcase()` turns each letter's case round; `.upper()` is upper case.",
            of_forms(str.lower, str.capitalize, str.swapcase),
        ),
        (
            "the space came in front before the word was capitalised, so nothing was: capitalise first.",
            lambda tokenizer, word: {
                one: by_text(tokenizer).get(one)
                for text in (word, " " + word)
                for one in (text.lower(), text.capitalize(), text.upper())
            },
        ),
        (
            "the spellings without a space in front are missing.",
            lambda tokenizer, word: {w: by_text(tokenizer).get(w) for w in forms(word) if w.startswith(" ")},
        ),
        (
            "these are begin-of-text, which encoding puts in front: `add_special_tokens=False`.",
            lambda tokenizer, word: spelled(word, lambda one: ids(tokenizer, one)[0]),
        ),
        (
            "the space in the keys is a space; Ġ is how the vocabulary spells it.",
            lambda tokenizer, word: {w.replace(" ", "Ġ"): by_text(tokenizer).get(w) for w in forms(word)},
        ),
        (
            "the space goes in front of the word, not behind it.",
            lambda tokenizer, word: {w: by_text(tokenizer).get(w) for f in forms(word)[::2] for w in (f, f + " ")},
        ),
        (
            "this is the other way round: the spelling is the key, its id the value.",
            lambda tokenizer, word: {by_text(tokenizer).get(w): w for w in forms(word)},
        ),
        (
            "these are numbers of tokens; the id of the single entry, or None, is asked for.",
            lambda tokenizer, word: spelled(word, lambda one: len(ids(tokenizer, one, False))),
        ),
        (SPELLING, lambda tokenizer, word: spelled(word, tokenizer.get_vocab().get)),
        (
            "the spellings with a leading space are missing.",
            lambda tokenizer, word: {w: by_text(tokenizer).get(w) for w in forms(word) if not w.startswith(" ")},
        ),
        (
            "the word came in with capitals of its own: capitalised means the first letter only, `.capitalize()`.",
            lambda tokenizer, word: {
                w: by_text(tokenizer).get(w)
                for f in (word.lower(), word[:1].upper() + word[1:], word.upper())
                for w in (f, " " + f)
            },
        ),
        (
            "the word came in with capitals of its own: lower case is `.lower()`.",
            lambda tokenizer, word: {
                w: by_text(tokenizer).get(w) for f in (word, word.capitalize(), word.upper()) for w in (f, " " + f)
            },
        ),
        (
            "spellings without an entry of their own stay in, with None.",
            lambda tokenizer, word: {w: i for w in forms(word) if (i := by_text(tokenizer).get(w)) is not None},
        ),
        (
            "this is the first of several tokens; no single entry is the whole spelling, so it is None.",
            lambda tokenizer, word: spelled(word, lambda w: ids(tokenizer, w, False)[0]),
        ),
    ],
}
