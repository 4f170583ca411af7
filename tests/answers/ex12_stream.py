"""Answers to ex12 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

from kit.suite import changes, raises, right, text, wrong

HALF_CHARACTERS = "half characters were dropped, each by itself; kept together, they are a whole one."
WHAT_KEPT = (
    "what was kept when the ids ended is never shown: after the loop, show the rest as the tokenizer decodes it."
)
SPECIAL_TOKENS = "special tokens are missing: `skip_special_tokens=False`."
SOMETHING_GO = "something to go through is asked for: in a function, `yield` hands over one piece after the other."
EACH_PIECE = "each piece is the whole text so far; only what is new is asked for."
WHITE_SPACE = "white space round the pieces is lost."
SPACES_LOST = "spaces are lost: decode with `clean_up_tokenization_spaces=False`."
SHOWN_HALF = "a half character was shown, and what it becomes is never: keep back what ends in a half one."
STOPS = "it stops at a token that ends a text, and what comes behind is missing: go on until the ids end."
LEFT_OUT = "the ids of some special tokens are left out; each of them is shown, whatever it means."
HALF_CHARACTER = "a half character was shown after a number of ids; keep them until it is whole, however many."
WHILE_CHARACTER = "while a character is only half there, nothing is handed over, not even an empty text."
AHEAD = (
    "a piece waits for the id after it: what can be shown is shown before the next id is asked for, which"
    " may take a second to come."
)
ANYWHERE = (
    "this waits as long as there is a replacement character anywhere; only one at the end of the text may"
    " be half a character."
)
FEW = (
    "pieces wait until a few ids have come; each id that ends a character hands over what has come since "
    "the last piece."
)
END_EMPTY = "an empty text is handed over at the end, where nothing is left; a piece is never empty."
LETTERS = "the text of an id is handed over character by character; each id that ends a character hands over one piece."
SHOWN = "nothing is shown before all ids have come: hand over each piece at once, with `yield` in the loop."
OTHER_CODE = (
    "other code uses the same tokenizer and would now get other answers; pass options to the call instead of setting them."
)


def arriving(ids) -> bool:
    """Whether these ids arrive one by one: what is late shows there alone."""
    return hasattr(ids, "taken")


def soon(tokenizer, ids) -> bool:
    return not arriving(ids) or ids.first <= 8


def at_the_end(tokenizer, ids) -> bool:
    return not arriving(ids) or ids.first > 8


def odd(tokenizer, ids) -> bool:
    """Whether there is a replacement character that does not stand at the end."""
    return not arriving(ids) or "\ufffd" in text(tokenizer, ids.taken).rstrip("\ufffd")


# --- stream ---


@wrong(
    "each id was decoded by itself, so a character that is spread over several tokens is shown in halves: "
    "keep ids until their text does not end in a half one.",
)
def stream(tokenizer, ids):
    for i in ids:
        yield tokenizer.decode([i], clean_up_tokenization_spaces=False)


@wrong(HALF_CHARACTERS)
def stream(tokenizer, ids):
    for i in ids:
        yield tokenizer.decode([i], clean_up_tokenization_spaces=False).replace("\ufffd", "")


@wrong(HALF_CHARACTERS)
def stream(tokenizer, ids):
    for i in ids:
        piece = tokenizer.decode([i], clean_up_tokenization_spaces=False)
        if "\ufffd" not in piece:
            yield piece


@wrong(WHAT_KEPT)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []


@wrong(SPECIAL_TOKENS)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong(SHOWN)
def stream(tokenizer, ids):
    yield tokenizer.decode(list(ids), clean_up_tokenization_spaces=False)


@wrong(SHOWN, when=at_the_end)
def stream(tokenizer, ids):
    pieces, waiting = [], []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            pieces.append(text)
            waiting = []
    if waiting:
        pieces.append(tokenizer.decode(waiting, clean_up_tokenization_spaces=False))
    return pieces


@wrong(SOMETHING_GO)
def stream(tokenizer, ids):
    return tokenizer.decode(list(ids), clean_up_tokenization_spaces=False)


@wrong(SOMETHING_GO)
def stream(tokenizer, ids):
    for i in ids:
        print(tokenizer.decode([i]), end="")


@wrong(ANYWHERE, when=odd)
def stream(tokenizer, ids):
    wait = []
    for i in ids:
        wait.append(i)
        t = tokenizer.decode(wait, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if "\ufffd" not in t:
            yield t
            wait = []
    if wait:
        yield tokenizer.decode(wait, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@wrong(WHILE_CHARACTER)
def stream(tokenizer, ids):
    shown, taken = "", []
    for i in ids:
        taken.append(i)
        text = tokenizer.decode(taken, clean_up_tokenization_spaces=False)
        if text.endswith("\ufffd"):
            yield ""
        else:
            yield text[len(shown) :]
            shown = text
    text = tokenizer.decode(taken, clean_up_tokenization_spaces=False)
    if text != shown:
        yield text[len(shown) :]


@wrong(ANYWHERE, when=odd)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if "\ufffd" not in text:
            yield text
            waiting.clear()
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong(AHEAD, when=soon)
def stream(tokenizer, ids):
    ids = iter(ids)
    waiting = []
    following = next(ids, None)
    while following is not None:
        waiting.append(following)
        following = next(ids, None)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd") or following is None:
            yield text
            waiting = []


@wrong("the last word waits for the next space; only half characters have to wait.")
def stream(tokenizer, ids):
    text = ""
    waiting = []
    for i in ids:
        waiting.append(i)
        new = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if new.endswith("\ufffd"):
            continue
        text += new
        waiting = []
        if " " in text:
            at = text.rindex(" ") + 1
            yield text[:at]
            text = text[at:]
    yield text + tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong(FEW)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        if len(waiting) >= 4:
            text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
            if not text.endswith("\ufffd"):
                yield text
                waiting = []
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong(EACH_PIECE)
def stream(tokenizer, ids):
    so_far = []
    for i in ids:
        so_far.append(i)
        yield tokenizer.decode(so_far, clean_up_tokenization_spaces=False)


@wrong(SHOWN_HALF)
def stream(tokenizer, ids):
    so_far, shown = [], 0
    for i in ids:
        so_far.append(i)
        text = tokenizer.decode(so_far, clean_up_tokenization_spaces=False)
        yield text[shown:]
        shown = len(text)


@wrong(
    "replacement characters were taken out of what is shown: a half character hands over nothing, and at "
    "the end they are part of the text.",
)
def stream(tokenizer, ids):
    so_far, shown = [], 0
    for i in ids:
        so_far.append(i)
        text = tokenizer.decode(so_far, clean_up_tokenization_spaces=False).replace("\ufffd", "")
        yield text[shown:]
        shown = len(text)


@wrong("these are the vocabulary's spellings (Ġ is a space); decode them.")
def stream(tokenizer, ids):
    for i in ids:
        yield tokenizer.convert_ids_to_tokens(i)


@wrong(WHITE_SPACE)
def stream(tokenizer, ids):
    for i in ids:
        yield tokenizer.decode([i]).strip()


@wrong("there are spaces between the pieces; the tokens have their own.")
def stream(tokenizer, ids):
    first = True
    for i in ids:
        yield ("" if first else " ") + tokenizer.decode([i])
        first = False


@wrong("each piece is a string: the text to show.")
def stream(tokenizer, ids):
    for i in ids:
        yield i


@wrong("it never stops: the last id is followed by no more pieces.")
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
    while True:
        yield ""


@wrong("a loop in it goes on without end; `for` ends by itself when the ids do.", when=raises("OutOfTime"))
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
    while True:
        pass


@wrong(
    "`next` raises StopIteration when the ids end, which is an error in a generator; a `for` loop ends by itself.",
    when=raises("RuntimeError", "StopIteration"),
)
def stream(tokenizer, ids):
    ids, waiting = iter(ids), []
    while True:
        waiting.append(next(ids))
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []


@wrong(
    "a function answers by `return` or `raise`; it is not for it to end the program or the test.",
    when=raises("Ended"),
)
def stream(tokenizer, ids):
    import sys

    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
    sys.exit()


@wrong("the ids are gone through twice; they may be still being written, and can be gone through once only.")
def stream(tokenizer, ids):
    whole = tokenizer.decode(list(ids), clean_up_tokenization_spaces=False)
    shown = ""
    for i in ids:
        shown += tokenizer.decode([i], clean_up_tokenization_spaces=False)
        yield shown[-1:]
    yield whole[len(shown) :]


@wrong(SPACES_LOST)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        for spaced in (" .", " ?", " !", " ,", " ' ", " n't", " 'm", " 's", " 've", " 're"):
            text = text.replace(spaced, spaced.strip())
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong(HALF_CHARACTER)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd") or len(waiting) == 2:
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong(OTHER_CODE, when=changes("the tokenizer"))
def stream(tokenizer, ids):
    tokenizer.clean_up_tokenization_spaces = not tokenizer.clean_up_tokenization_spaces
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong(
    "the list that was passed in belongs to the caller; take the ids in a loop and leave it as it is.",
    when=changes("its argument"),
)
def stream(tokenizer, ids):
    waiting = []
    while isinstance(ids, list) and ids:
        waiting.append(ids.pop(0))
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong(LETTERS)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield from text
            waiting = []
    if waiting:
        yield from tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong(HALF_CHARACTER)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd") or len(waiting) >= 3:
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong(WHAT_KEPT)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if text[-1:] != "\ufffd":
            yield text
            waiting = []


@wrong(END_EMPTY)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if text[-1:] != "\ufffd":
            yield text
            waiting = []
    yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong(
    "`ids` may be anything that can be gone through once, and then it has no `len` and no positions: take"
    " them in a loop.",
    when=raises("TypeError", "has no len()"),
)
def stream(tokenizer, ids):
    start = 0
    for end in range(1, len(ids) + 1):
        text = tokenizer.decode(ids[start:end], clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd") or end == len(ids):
            yield text
            start = end


@wrong(SPECIAL_TOKENS)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        if text and not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, skip_special_tokens=True, clean_up_tokenization_spaces=False)


@wrong(AHEAD, when=soon)
def stream(tokenizer, ids):
    waiting, last = [], None
    for i in ids:
        if last is not None:
            yield last
            last = None
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            last = text
            waiting = []
    if last is not None:
        yield last
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong(EACH_PIECE)
def stream(tokenizer, ids):
    taken = []
    for i in ids:
        taken.append(i)
        text = tokenizer.decode(taken, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text


@wrong(HALF_CHARACTERS)
def stream(tokenizer, ids):
    for i in ids:
        text = tokenizer.decode([i], clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text


@wrong("line breaks at the front of a piece are lost; they are part of the text.")
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text.lstrip("\n")
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong(SPACES_LOST)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting)


@wrong("the first id is missing: begin-of-text is shown, too.")
def stream(tokenizer, ids):
    waiting = []
    for number, i in enumerate(ids):
        if number == 0:
            continue
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong("what waits is thrown away when the next id arrives; keep it until its text is whole.")
def stream(tokenizer, ids):
    half = None
    for i in ids:
        text = tokenizer.decode([i], clean_up_tokenization_spaces=False)
        if text.endswith("\ufffd"):
            half = i
        else:
            yield text
            half = None
    if half is not None:
        yield tokenizer.decode([half], clean_up_tokenization_spaces=False)


@wrong("what has been shown is kept and shown again: start afresh behind each piece.")
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = waiting[-1:]
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong("whole characters are shown a second time when the half one behind them is whole: remember what was shown.")
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if text.endswith("\ufffd"):
            if text.rstrip("\ufffd"):
                yield text.rstrip("\ufffd")
        else:
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong(STOPS)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        if i == tokenizer.eos_token_id:
            break
        waiting.append(i)
        text = tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@wrong(STOPS)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
        if i == tokenizer.eos_token_id:
            return
    if waiting:
        yield tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@wrong(STOPS)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
        if i in (128001, 128008):
            return
    if waiting:
        yield tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@wrong(LEFT_OUT)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        if i in tokenizer.all_special_ids:
            continue
        waiting.append(i)
        text = tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@wrong(LEFT_OUT)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        if i == tokenizer.eos_token_id:
            continue
        waiting.append(i)
        text = tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@wrong(LEFT_OUT)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        if i == 128004:
            continue
        waiting.append(i)
        text = tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@wrong(LEFT_OUT)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        if i > 10 and i in tokenizer.added_tokens_decoder and i not in (128000, 128006, 128007, 128009):
            continue
        waiting.append(i)
        text = tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@wrong(HALF_CHARACTER)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd") or len(waiting) > 6:
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@wrong(HALF_CHARACTER)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd") or len(waiting) == 8:
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@wrong(SHOWN_HALF)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if text != "\ufffd":
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@wrong(SHOWN_HALF)
def stream(tokenizer, ids):
    so_far, shown = [], 0
    for i in ids:
        so_far.append(i)
        text = tokenizer.decode(so_far, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if len(text) > shown:
            yield text[shown:]
            shown = len(text)


@right  # keeps ids until their text is whole
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []
    if waiting:
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@right  # decodes everything so far and shows what is new
def stream(tokenizer, ids):
    so_far, shown = [], 0
    for i in ids:
        so_far.append(i)
        text = tokenizer.decode(so_far, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text[shown:]
            shown = len(text)
    text = tokenizer.decode(so_far, clean_up_tokenization_spaces=False)
    if text[shown:]:
        yield text[shown:]


@wrong(WHILE_CHARACTER)
def stream(tokenizer, ids):
    import codecs

    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [byte for byte in range(256) if byte not in kept]
    bytes_of = {chr(byte): byte for byte in kept} | {chr(256 + k): byte for k, byte in enumerate(rest)}
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    added = tokenizer.added_tokens_decoder
    for i in ids:
        entry = tokenizer.convert_ids_to_tokens(i)
        raw = entry.encode() if i in added else bytes(bytes_of[letter] for letter in entry)
        yield decoder.decode(raw)
    yield decoder.decode(b"", final=True)


@wrong(LETTERS)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting = [*waiting, int(i)]
        text = tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if text[-1:] != "\ufffd":
            yield from text
            waiting = []
    yield from tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@wrong(END_EMPTY)
def stream(tokenizer, ids):
    class Pieces:
        def __init__(self):
            self.ids = iter(ids)
            self.done = False

        def __iter__(self):
            return self

        def __next__(self):
            if self.done:
                raise StopIteration
            waiting = []
            for i in self.ids:
                waiting.append(i)
                text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
                if not text.endswith("\ufffd"):
                    return text
            self.done = True
            return tokenizer.decode(waiting, clean_up_tokenization_spaces=False)

    return Pieces()


@wrong(WHILE_CHARACTER)
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if text.endswith("\ufffd"):
            yield ""
        else:
            yield text
            waiting.clear()
    yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@right  # is a class whose objects are iterators
class stream:
    def __init__(self, tokenizer, ids):
        self.tokenizer, self.source, self.waiting = tokenizer, iter(ids), []

    def __iter__(self):
        return self

    def __next__(self):
        for i in self.source:
            self.waiting.append(i)
            if not self.text().endswith("\ufffd"):
                break
        if not self.waiting:
            raise StopIteration
        text, self.waiting = self.text(), []
        return text

    def text(self):
        return self.tokenizer.decode(self.waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@right  # shows what is new of the whole text
def stream(tokenizer, ids):
    taken, shown = [], 0
    text = ""
    for i in ids:
        taken.append(i)
        text = tokenizer.decode(taken, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd") and len(text) > shown:
            yield text[shown:]
            shown = len(text)
    if len(text) > shown:
        yield text[shown:]


@right  # is an iterator of its own
def stream(tokenizer, ids):
    class Pieces:
        def __init__(self):
            self.ids = iter(ids)

        def __iter__(self):
            return self

        def __next__(self):
            kept = [next(self.ids)]
            while (text := tokenizer.decode(kept, clean_up_tokenization_spaces=False)).endswith("\ufffd"):
                try:
                    kept.append(next(self.ids))
                except StopIteration:
                    break
            return text

    return Pieces()


@right  # shows the whole characters in front of the half one
def stream(tokenizer, ids):
    waiting, shown = [], 0
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text[shown:]
            waiting, shown = [], 0
            continue
        whole = text.rstrip("\ufffd")
        if len(whole) > shown:
            yield whole[shown:]
            shown = len(whole)
    if waiting:
        yield tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)[shown:]


@right  # is a loop over next
def stream(tokenizer, ids):
    source, kept = iter(ids), []
    while True:
        i = next(source, None)
        if i is None:
            break
        kept += [i]
        piece = tokenizer.decode(kept, clean_up_tokenization_spaces=False)
        if piece[-1:] == "\ufffd":
            continue
        yield piece
        kept = []
    if kept:
        yield tokenizer.decode(kept, clean_up_tokenization_spaces=False)


@right  # a helper that says when a text is whole
def stream(tokenizer, ids):
    def whole(some):
        return tokenizer.decode(some, clean_up_tokenization_spaces=False)[-1:] != "\ufffd"

    kept = []
    for token_id in ids:
        kept.append(token_id)
        if whole(kept):
            yield tokenizer.decode(kept, clean_up_tokenization_spaces=False)
            kept.clear()
    if kept:
        yield tokenizer.decode(kept, clean_up_tokenization_spaces=False)


@right  # ids and their text in a tuple that grows
def stream(tokenizer, ids):
    waiting = ()
    text = ""
    for token_id in iter(ids):
        waiting += (token_id,)
        text = tokenizer.decode(list(waiting), skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if text[-1] == "\ufffd":
            continue
        yield text
        waiting, text = (), ""
    if text:
        yield text


@right  # an iterator of strings without empty ones
def stream(tokenizer, ids):
    def texts():
        waiting = []
        for token_id in ids:
            waiting.append(token_id)
            text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
            if text.endswith("\ufffd"):
                yield ""
            else:
                waiting = []
                yield text
        yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)

    return filter(None, texts())
