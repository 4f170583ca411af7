"""Answers for ex12_stream, wrong and right; see checks/answers.py."""


@wrong("decodes each id by itself", cause="each id was decoded by itself")
def stream(tokenizer, ids):
    for i in ids:
        yield tokenizer.decode([i], clean_up_tokenization_spaces=False)


@wrong("drops half characters", cause="half characters were dropped")
def stream(tokenizer, ids):
    for i in ids:
        yield tokenizer.decode([i], clean_up_tokenization_spaces=False).replace("\ufffd", "")


@wrong("skips pieces with half characters", cause="half characters were dropped")
def stream(tokenizer, ids):
    for i in ids:
        piece = tokenizer.decode([i], clean_up_tokenization_spaces=False)
        if "\ufffd" not in piece:
            yield piece


@wrong("forgets the rest", cause="is never shown")
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text
            waiting = []


@wrong("skips special tokens", cause="special tokens are missing")
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


@wrong("collects everything first", cause="nothing is shown before many ids have arrived")
def stream(tokenizer, ids):
    yield tokenizer.decode(list(ids), clean_up_tokenization_spaces=False)


@wrong("returns a list", cause="nothing is shown before many ids have arrived")
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


@wrong("returns the text", cause="`yield` hands over")
def stream(tokenizer, ids):
    return tokenizer.decode(list(ids), clean_up_tokenization_spaces=False)


@wrong("returns nothing", cause="`yield` hands over")
def stream(tokenizer, ids):
    for i in ids:
        print(tokenizer.decode([i]), end="")


@wrong("reads one id ahead", cause="before the next id is asked for")
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


@wrong("waits for spaces", cause="waits for the next space")
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


@wrong("shows four ids at a time", cause="the next one may take a second")
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


@wrong("repeats the text so far", cause="only what is new")
def stream(tokenizer, ids):
    so_far = []
    for i in ids:
        so_far.append(i)
        yield tokenizer.decode(so_far, clean_up_tokenization_spaces=False)


@wrong("takes characters back", cause="a half character was shown, and what it becomes is never")
def stream(tokenizer, ids):
    so_far, shown = [], 0
    for i in ids:
        so_far.append(i)
        text = tokenizer.decode(so_far, clean_up_tokenization_spaces=False)
        yield text[shown:]
        shown = len(text)


@wrong("removes every replacement character", cause="replacement characters that are in the decoded text belong to it")
def stream(tokenizer, ids):
    so_far, shown = [], 0
    for i in ids:
        so_far.append(i)
        text = tokenizer.decode(so_far, clean_up_tokenization_spaces=False).replace("\ufffd", "")
        yield text[shown:]
        shown = len(text)


@wrong("the vocabulary's spelling", cause="Ġ is a space")
def stream(tokenizer, ids):
    for i in ids:
        yield tokenizer.convert_ids_to_tokens(i)


@wrong("strips the pieces", cause="white space round the pieces is lost")
def stream(tokenizer, ids):
    for i in ids:
        yield tokenizer.decode([i]).strip()


@wrong("puts spaces between", cause="spaces between the pieces")
def stream(tokenizer, ids):
    first = True
    for i in ids:
        yield ("" if first else " ") + tokenizer.decode([i])
        first = False


@wrong("yields ids", cause="each piece is a string")
def stream(tokenizer, ids):
    for i in ids:
        yield i


@wrong("never ends", cause="it never stops")
def stream(tokenizer, ids):
    yield tokenizer.decode(list(ids), clean_up_tokenization_spaces=False)
    while True:
        yield ""


@wrong("hangs within a step", cause="a loop in it goes on without end")
def stream(tokenizer, ids):
    for i in ids:
        yield tokenizer.decode([i], clean_up_tokenization_spaces=False)
    while True:
        pass


@wrong("raises at the end", cause="`next` raises StopIteration when the ids end")
def stream(tokenizer, ids):
    ids = iter(ids)
    while True:
        yield tokenizer.decode([next(ids)], clean_up_tokenization_spaces=False)


@wrong("ends the program at the end", cause="it is not for it to end the program")
def stream(tokenizer, ids):
    import sys

    for i in ids:
        yield tokenizer.decode([i], clean_up_tokenization_spaces=False)
    sys.exit()


@wrong("goes through the ids twice", cause="the ids can be gone through once only")
def stream(tokenizer, ids):
    whole = tokenizer.decode(list(ids), clean_up_tokenization_spaces=False)
    shown = ""
    for i in ids:
        shown += tokenizer.decode([i], clean_up_tokenization_spaces=False)
        yield shown[-1:]
    yield whole[len(shown) :]


@wrong("cleans up spaces", cause="spaces are lost")
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


@wrong(
    "waits for four ids at the most, then shows what there is",
    cause="a half character was shown after a number of ids",
)
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


@wrong("sets the tokenizer's cleaning up", cause="other code uses the same tokenizer")
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


@wrong("empties the list", cause="belongs to the caller")
def stream(tokenizer, ids):
    if isinstance(ids, list):
        while ids:
            yield tokenizer.decode([ids.pop(0)], clean_up_tokenization_spaces=False)
    else:
        for i in ids:
            yield tokenizer.decode([i], clean_up_tokenization_spaces=False)


@right("keeps ids until their text is whole")
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


@right("decodes everything so far and shows what is new")
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


@right("an incremental UTF-8 decoder over the bytes")
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


@right("character by character")
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting = [*waiting, int(i)]
        text = tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        if text[-1:] != "\ufffd":
            yield from text
            waiting = []
    yield from tokenizer.decode(waiting, skip_special_tokens=False, clean_up_tokenization_spaces=False)


@right("an iterator class")
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


@right("an empty piece for every id that has to wait")
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


@wrong("strict UTF-8 whole buffer: an invalid byte blocks for ever until the end", cause="shown before the next id")
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


@wrong("hands over nothing while it waits", cause="not even an empty text")
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


@wrong("one character at a time", cause="hands over what has come since")
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


@wrong("waits for four ids at the most", cause="a half character was shown after a number of ids")
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


@wrong("waits as long as there is a replacement character", cause="what can be shown is shown before the next id is asked for: ")
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


@wrong("forgets what is left", cause="what was kept when the ids ended is never shown: after the l")
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if text[-1:] != "\ufffd":
            yield text
            waiting = []


@wrong("hands over an empty text at the end", cause="not even an empty text")
def stream(tokenizer, ids):
    waiting = []
    for i in ids:
        waiting.append(i)
        text = tokenizer.decode(waiting, clean_up_tokenization_spaces=False)
        if text[-1:] != "\ufffd":
            yield text
            waiting = []
    yield tokenizer.decode(waiting, clean_up_tokenization_spaces=False)


@wrong("needs a list", cause="this line does not go with the type of one of its values: lo")
def stream(tokenizer, ids):
    start = 0
    for end in range(1, len(ids) + 1):
        text = tokenizer.decode(ids[start:end], clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd") or end == len(ids):
            yield text
            start = end


@wrong("hides special tokens", cause="special tokens are missing: `skip_special_tokens=False`")
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


@wrong("looks one id ahead", cause="what can be shown is shown before the next id is asked for: ")
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


@wrong("shows everything so far each time", cause="each piece is the whole text so far")
def stream(tokenizer, ids):
    taken = []
    for i in ids:
        taken.append(i)
        text = tokenizer.decode(taken, clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text


@wrong("starts afresh where a character is only half there", cause="half characters were dropped, each by itself")
def stream(tokenizer, ids):
    for i in ids:
        text = tokenizer.decode([i], clean_up_tokenization_spaces=False)
        if not text.endswith("\ufffd"):
            yield text


@wrong("strips each piece", cause="white space round the pieces is lost")
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


@right("shows what is new of the whole text")
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


@right("is an iterator of its own")
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


@right("shows the whole characters in front of the half one")
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


@right("is a loop over next")
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


@wrong("decodes with the clean-up of the config", cause="spaces are lost")
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
