"""Answers to ex13 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

from kit.suite import looks, raises, right, wrong

ONLY_ENDINGS = "only endings in small letters are known; `(?i:…)` finds 'S and 'LL as well."
DIGITS_NUMBERS = "digits are numbers of any script, Roman numerals and fractions too: `\\p{N}`, not `\\d`."
LETTERS_THOSE = "letters are those of every script: `\\p{L}` of the module regex."
LINE_BREAKS = "line breaks behind signs belong to them: `[\\r\\n]*`."
FORM = "the text was put into another Unicode form first; that is another text."
SPACE_ONE = "the space is not one that stands for itself: it becomes 'Ġ'."
NO_BREAK = "160, the no-break space, cannot be seen: the second range starts with '¡', 161."
PUT_FRONT = "a Ġ was put in front; only a space that is in the text becomes one."
WHITE_SPACE = "white space at the ends is lost; it is part of the entry."
BYTES_READ = "the bytes were read one by one; a character can have several of them: decode them together as UTF-8."
BYTES_ONLY = 'bytes that are only part of a character are lost; `errors="replace"` shows them.'
PART_CHARACTER = 'a part of a character is no UTF-8 by itself: `decode("utf-8", errors="replace")`.'
DIGITS_CUT = "runs of digits were cut in threes counted from their end; they are cut from the front."
ENDINGS_SEVEN = "one of the endings is not known; there are seven: 's, 't, 're, 've, 'm, 'll and 'd."
ENDINGS_FIRST = "words were tried before endings; the endings come first in the pattern, also where more letters follow."
ENDINGS_INSIDE = "endings are cut off only where no letter follows; the pattern asks for no end of the word behind them."
SIGNS_SPACE = "white space other than a space was taken in front of signs; only a space may stand there: `' ?'`."
FRONT_BREAK = "a line break was taken in front of a word; neither \\r nor \\n may stand there: `[^\\r\\n\\p{L}\\p{N}]?`."
ENDINGS_GROUP = "a group in parentheses makes `findall` return only what is in it: `(?i:…)` and `(?:…)` are none."


# --- split ---


@wrong("the text was cut at white space, which is gone; joined, the pre-tokens are the text again.")
def split(text):
    return text.split()


@wrong(
    "the text was cut at spaces, which are gone; the pattern cuts at more places, and joined, the "
    "pre-tokens are the text.",
)
def split(text):
    return text.split(" ")


@wrong("this pattern is simpler than Llama's, which knows endings such as 's and cuts digits after three.")
def split(text):
    import re

    return re.findall(r" ?\w+| ?[^\w\s]+|\s+", text)


@wrong(
    "this is GPT-2's pattern; Llama's takes one to three digits at a time, endings in either case, and any "
    "one sign in front of a word.",
)
def split(text):
    return regex.findall(r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", text)


@wrong(ONLY_ENDINGS)
def split(text):
    return regex.findall(_LLAMA.pattern.replace("(?i:", "(?:"), text)


@wrong("endings such as 's are not cut off; they are the first alternative.")
def split(text):
    return regex.findall(_LLAMA.pattern.replace("(?i:'s|'t|'re|'ve|'m|'ll|'d)|", ""), text)


@wrong("a run of digits is cut after three: `\\p{N}{1,3}`.")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"\p{N}{1,3}", r"\p{N}+"), text)


@wrong("digits stay together up to three: `\\p{N}{1,3}`.")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"\p{N}{1,3}", r"\p{N}"), text)


@wrong(DIGITS_CUT)
def split(text):
    found = []
    for piece in regex.findall(_LLAMA.pattern.replace(r"\p{N}{1,3}", r"\p{N}+"), text):
        if regex.fullmatch(r"\p{N}+", piece):
            piece, first = piece[len(piece) % 3 :], piece[: len(piece) % 3]
            found += [part for part in [first, *(piece[k : k + 3] for k in range(0, len(piece), 3))] if part]
        else:
            found.append(piece)
    return found


@wrong(DIGITS_NUMBERS)
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"\p{N}", r"\d"), text)


@wrong(LETTERS_THOSE)
def split(text):
    pattern = _LLAMA.pattern.replace(r"?\p{L}+", "?[A-Za-z]+").replace(r"\p{N}{1,3}", "[0-9]{1,3}")
    return regex.findall(pattern.replace(r"\p{L}", "A-Za-z").replace(r"\p{N}", "0-9"), text)


@wrong(LETTERS_THOSE)
def split(text):
    import re

    pattern = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\w]?[^\W\d_]+|\d{1,3}| ?[^\s\w]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    return re.findall(pattern, text, re.ASCII)


@wrong("signs stay apart from the space in front of them; `' ?'` takes one.")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"| ?[^\s", r"|[^\s"), text)


@wrong(LINE_BREAKS)
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"]+[\r\n]*", "]+"), text)


@wrong("only a space may stand in front of a word there; any one character but a line break, letter or number may.")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"[^\r\n\p{L}\p{N}]?\p{L}+", r" ?\p{L}+"), text)


@wrong("white space up to the last line break in it is one pre-token: `\\s*[\\r\\n]+`.")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"|\s*[\r\n]+", ""), text)


@wrong("the last white space in front of something else is cut off from the rest: `\\s+(?!\\S)`.")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"|\s+(?!\S)", ""), text)


@wrong("pre-tokens of white space are missing; joined, they are the text.")
def split(text):
    return [piece for piece in _LLAMA.findall(text) if piece.strip()]


@wrong("white space was stripped from the pre-tokens; joined, they are the text.")
def split(text):
    return [piece.strip() for piece in _LLAMA.findall(text)]


@wrong("white space at the ends of the text is lost.")
def split(text):
    return _LLAMA.findall(text.strip())


@wrong("the text was cut into lines first; line breaks that follow each other are one pre-token.")
def split(text):
    return [piece for line in text.splitlines(keepends=True) for piece in _LLAMA.findall(line)]


@wrong(FORM)
def split(text):
    import unicodedata

    return _LLAMA.findall(unicodedata.normalize("NFC", text))


@wrong("these are spelled in the vocabulary's letters; pieces of the text are asked for.")
def split(text):
    return [to_entry(piece) for piece in _LLAMA.findall(text)]


@wrong("special tokens are not known here: text that spells one is cut like any other.")
def split(text):
    return [
        piece
        for k, part in enumerate(regex.split(r"(<\|[a-z_0-9]+\|>)", text))
        for piece in ([part] if k % 2 else _LLAMA.findall(part))
    ]


@wrong(
    ENDINGS_GROUP,
    also=looks(lambda got, text: "" in got and all(not item or item[0] == "'" for item in got) and text),
)
def split(text):
    return regex.findall(_LLAMA.pattern.replace("(?i:", "(?i)("), text)


@wrong("these are match objects; their text is `match[0]`.")
def split(text):
    return list(_LLAMA.finditer(text))


@wrong(
    "this is a generator, which has made no value yet: the function contains `yield`, or a `for` stands "
    "in round brackets; return a list.",
)
def split(text):
    for match in _LLAMA.finditer(text):
        yield match[0]


@wrong("this is one string; a list is asked for.")
def split(text):
    return "|".join(_LLAMA.findall(text))


@wrong("an empty text has no pre-tokens, not an empty one.")
def split(text):
    return _LLAMA.findall(text) or [""]


@wrong("the function returned None: is there a `return` on every way through it?")
def split(text):
    if text:
        return _LLAMA.findall(text)


@wrong("\\ufeff was taken for white space; to `\\s` of `regex`, and so to Llama's pattern, it is a sign.")
def split(text):
    import regex

    P = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\ufeff\p{L}\p{N}]+[\r\n]*|[\s\ufeff]*[\r\n]+|[\s\ufeff]+(?![^\s\ufeff])|[\s\ufeff]+"
    return regex.findall(P, text)


@wrong("\\x1c to \\x1f were taken for white space, as Python's `re` does; to `\\s` of `regex` they are signs.")
def split(text):
    import regex

    P = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\x1c-\x1f\p{L}\p{N}]+[\r\n]*|[\s\x1c-\x1f]*[\r\n]+|[\s\x1c-\x1f]+(?![^\s\x1c-\x1f])|[\s\x1c-\x1f]+"
    return regex.findall(P, text)


@wrong("\\x85 was taken for a sign; to `\\s` of `regex`, and so to Llama's pattern, it is white space.")
def split(text):
    import regex

    P = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\p{Z}\t\r\n\f\v\p{L}\p{N}]+[\r\n]*|[\p{Z}\t\r\n\f\v]*[\r\n]+|[\p{Z}\t\r\n\f\v]+(?![^\p{Z}\t\r\n\f\v])|[\p{Z}\t\r\n\f\v]+"
    return regex.findall(P, text)


@wrong(
    "\\x0b, \\x0c and \\x85 were taken for signs; to `\\s` of `regex`, and so to Llama's pattern, they are "
    "white space.",
)
def split(text):
    import regex

    P = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\p{Z}\t\r\n\p{L}\p{N}]+[\r\n]*|[\p{Z}\t\r\n]*[\r\n]+|[\p{Z}\t\r\n]+(?![^\p{Z}\t\r\n])|[\p{Z}\t\r\n]+"
    return regex.findall(P, text)


@wrong(
    "no model can be loaded while this exercise is graded: write the pattern into the file, and use `regex`.",
    when=raises("OSError", "gated repo"),
    also=raises("OSError", "couldn't connect"),
)
def split(text):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained("meta-llama/Meta-Llama-3.1-8B")
    found = tokenizer.backend_tokenizer.pre_tokenizer.pre_tokenize_str(text)
    return [text[a:b] for _, (a, b) in found]


@wrong(LINE_BREAKS)
def split(text):
    import regex

    return regex.findall(
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+|\s*[\r\n]+|\s+(?!\S)|\s+",
        text,
    )


@wrong(
    "the last alternative, `\\s+`, is missing, and with it some of the white space; joined, the pre-tokens"
    " are the text.",
)
def split(text):
    import regex

    return regex.findall(
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)",
        text,
    )


@wrong(ONLY_ENDINGS)
def split(text):
    import regex

    return regex.findall(
        r"(?:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        text,
    )


@wrong(DIGITS_NUMBERS)
def split(text):
    import regex

    return regex.findall(
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\d]?\p{L}+|\d{1,3}| ?[^\s\p{L}\d]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        text,
    )


@wrong(
    "marks that stand by themselves, such as accents (`\\p{M}`), were taken for letters; to Llama's "
    "pattern they are signs.",
)
def split(text):
    import regex

    return regex.findall(
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        text,
    )


@wrong(DIGITS_CUT)
def split(text):
    import regex

    out = []
    for piece in regex.findall(
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}+| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        text,
    ):
        if piece.isdigit() and len(piece) > 3:
            first = len(piece) % 3
            out += ([piece[:first]] if first else []) + [piece[k : k + 3] for k in range(first, len(piece), 3)]
        else:
            out.append(piece)
    return out


@wrong("Python's `re` does not know `\\p{L}` and `\\p{N}`; the module `regex` does.")
def split(text):
    import re

    return re.findall(_LLAMA.pattern, text)


@wrong(
    "the text was cut in front of spaces alone; the pattern cuts at more places: endings, digits, signs, line breaks."
)
def split(text):
    first, *rest = text.split(" ")
    return [piece for piece in [first, *(" " + word for word in rest)] if piece]


@wrong(ENDINGS_FIRST)
def split(text):
    words, endings = r"[^\r\n\p{L}\p{N}]?\p{L}+", "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
    return regex.findall(_LLAMA.pattern.replace(f"{endings}|{words}", f"{words}|{endings}"), text)


@wrong(ENDINGS_INSIDE)
def split(text):
    return regex.findall(_LLAMA.pattern.replace("|'ll|'d)", r"|'ll|'d)\b"), text)


@wrong(ENDINGS_INSIDE)
def split(text):
    return regex.findall(_LLAMA.pattern.replace("|'ll|'d)", r"|'ll|'d)(?!\p{L})"), text)


@wrong(ENDINGS_SEVEN)
def split(text):
    return regex.findall(_LLAMA.pattern.replace("'s|", ""), text)


@wrong(ENDINGS_SEVEN)
def split(text):
    return regex.findall(_LLAMA.pattern.replace("'t|", ""), text)


@wrong(ENDINGS_SEVEN)
def split(text):
    return regex.findall(_LLAMA.pattern.replace("'re|", ""), text)


@wrong(ENDINGS_SEVEN)
def split(text):
    return regex.findall(_LLAMA.pattern.replace("'ve|", ""), text)


@wrong(ENDINGS_SEVEN)
def split(text):
    return regex.findall(_LLAMA.pattern.replace("'m|", ""), text)


@wrong(ENDINGS_SEVEN)
def split(text):
    return regex.findall(_LLAMA.pattern.replace("'ll|", ""), text)


@wrong(ENDINGS_SEVEN)
def split(text):
    return regex.findall(_LLAMA.pattern.replace("|'d)", ")"), text)


@wrong("endings are known in small letters and in capitals, but not in a mix such as 'Re; `(?i:…)` finds them all.")
def split(text):
    endings = "'s|'t|'re|'ve|'m|'ll|'d"
    return regex.findall(_LLAMA.pattern.replace(f"(?i:{endings})", f"(?:{endings}|{endings.upper()})"), text)


@wrong("n't is not one of the endings; don't is cut in front of 't.")
def split(text):
    return regex.findall(_LLAMA.pattern.replace("(?i:", "(?i:n't|"), text)


@wrong(FRONT_BREAK)
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"[^\r\n\p{L}", r"[^\n\p{L}"), text)


@wrong(FRONT_BREAK)
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"[^\r\n\p{L}", r"[^\r\p{L}"), text)


@wrong(FRONT_BREAK)
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"[^\r\n\p{L}", r"[^\p{L}"), text)


@wrong("\\r by itself is a line break as well: white space up to the last of them is `\\s*[\\r\\n]+`.")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"\s*[\r\n]+", r"\s*\n+"), text)


@wrong("all line breaks behind signs belong to them, \\r by itself as well: `[\\r\\n]*`.")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"]+[\r\n]*", r"]+(?:\r?\n)*"), text)


@wrong(SIGNS_SPACE)
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"| ?[^\s", r"|\s?[^\s"), text)


@wrong(SIGNS_SPACE)
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"| ?[^\s", r"|[ \t]?[^\s"), text)


@wrong(SIGNS_SPACE)
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"| ?[^\s", r"|[ \u00a0]?[^\s"), text)


@right  # goes by Split of tokenizers
def split(text):
    from tokenizers import Regex, pre_tokenizers

    cut = pre_tokenizers.Split(Regex(_LLAMA.pattern), "isolated")
    return [piece for piece, _ in cut.pre_tokenize_str(text)]


@right  # goes by finditer
def split(text):
    return [match.group() for match in _LLAMA.finditer(text)]


@right  # returns a tuple
def split(text):
    return tuple(_LLAMA.findall(text))


@right  # matches from place to place
def split(text):
    found, at = [], 0
    while at < len(text):
        match = _LLAMA.match(text, at)
        found.append(match[0])
        at = match.end()
    return found


@right  # compiles the pattern each time, with endings spelled out
def split(text):
    endings = "'[sSſ]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]"
    return regex.findall(_LLAMA.pattern.replace("(?i:'s|'t|'re|'ve|'m|'ll|'d)", endings), text)


@right  # scans by hand
def split(text):
    def kind(c):
        if regex.match(r"\p{L}", c):
            return "L"
        if regex.match(r"\p{N}", c):
            return "N"
        return "S" if regex.match(r"\s", c) else "P"

    kinds = "".join(kind(c) for c in text)
    found, at = [], 0
    while at < len(text):
        end = at
        ending = next(
            (e for e in ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d") if text[at : at + len(e)].lower() == e), None
        )
        after = at + (kinds[at] not in "LN" and text[at] not in "\r\n")
        if ending:
            end = at + len(ending)
        elif kinds[after : after + 1] == "L":
            end = after
            while kinds[end : end + 1] == "L":
                end += 1
        elif kinds[at] == "N":
            while kinds[end : end + 1] == "N" and end < at + 3:
                end += 1
        elif kinds[at + (text[at] == " ") :][:1] == "P":
            end = at + (text[at] == " ")
            while kinds[end : end + 1] == "P":
                end += 1
            while text[end : end + 1] in ("\r", "\n"):
                end += 1
        else:
            stop = at
            while kinds[stop : stop + 1] == "S":
                stop += 1
            breaks = [k for k in range(at, stop) if text[k] in "\r\n"]
            if breaks:
                end = breaks[-1] + 1
            else:
                end = stop if stop == len(text) or stop - at == 1 else stop - 1
        found.append(text[at:end])
        at = end
    return found


@right  # asks the tokenizers library
def split(text):
    from tokenizers import Regex
    from tokenizers.pre_tokenizers import Split

    pattern = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    return [text[a:b] for _, (a, b) in Split(Regex(pattern), "isolated").pre_tokenize_str(text)]


@right  # one match after the other from an iterator
def split(text):
    return list(map(lambda match: text[match.start() : match.end()], _LLAMA.finditer(text)))


# --- byte_letters ---


@wrong("that is the wrong way round: bytes are the keys, letters the values.")
def byte_letters():
    ranges = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {byte: chr(byte) for byte in ranges}
    letters |= {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in ranges)}
    return {letter: byte for byte, letter in letters.items()}


@wrong("each byte has its own Latin-1 character here; those that cannot be seen take others, from number 256 on.")
def byte_letters():
    return {byte: chr(byte) for byte in range(256)}


@wrong("bytes above 126 that are printable in Latin-1 stand for themselves too: '¡' to '¬', '®' to 'ÿ'.")
def byte_letters():
    letters = {byte: chr(byte) for byte in range(33, 127)}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong(SPACE_ONE)
def byte_letters():
    letters = {byte: chr(byte) for byte in [*range(32, 127), *range(161, 173), *range(174, 256)]}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong("173, the soft hyphen, cannot be seen: it is left out between '¬' and '®'.")
def byte_letters():
    letters = {byte: chr(byte) for byte in [*range(33, 127), *range(161, 256)]}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong(NO_BREAK)
def byte_letters():
    letters = {byte: chr(byte) for byte in [*range(33, 127), *range(160, 173), *range(174, 256)]}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong("a range ends one too early: range(a, b) leaves b out.")
def byte_letters():
    letters = {byte: chr(byte) for byte in [*range(33, 126), *range(161, 172), *range(174, 255)]}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong(SPACE_ONE)
def byte_letters():
    letters = {byte: chr(byte) for byte in range(256) if chr(byte).isprintable()}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong("the others are counted from 256 on in order, without gaps: not 256 plus the byte.")
def byte_letters():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    return {byte: chr(byte) if byte in printable else chr(256 + byte) for byte in range(256)}


@wrong("the first of the others takes the character number 256, not 257.")
def byte_letters():
    letters = {byte: chr(byte) for byte in [*range(33, 127), *range(161, 173), *range(174, 256)]}
    return letters | {byte: chr(257 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong("the bytes that stand for themselves are there, the others are missing.")
def byte_letters():
    return {byte: chr(byte) for byte in [*range(33, 127), *range(161, 173), *range(174, 256)]}


@wrong("a dict is asked for, and this is a list: `{byte: letter}`.")
def byte_letters():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) if byte in printable else chr(256 + others.index(byte)) for byte in range(256)]


@wrong("the keys are bytes objects; numbers from 0 to 255 are asked for.")
def byte_letters():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {bytes([b]): chr(b) if b in printable else chr(256 + others.index(b)) for b in range(256)}


@wrong("these are the letters' numbers; the letters are asked for: `chr(…)`.")
def byte_letters():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {b: b if b in printable else 256 + others.index(b) for b in range(256)}


@wrong("the letters from U+0100 on go to the other bytes in ascending order.")
def byte_letters():
    letters = {byte: chr(byte) for byte in [*range(33, 127), *range(161, 173), *range(174, 256)]}
    others = sorted(set(range(256)) - set(letters), reverse=True)
    return letters | {byte: chr(256 + k) for k, byte in enumerate(others)}


@wrong("a later call gives another answer than the first: a default such as `made=[]` is kept between calls.")
def byte_letters(made=[]):
    keep = {*range(33, 127), *range(161, 173), *range(174, 256)}
    rest = [b for b in range(256) if b not in keep]
    made.append(1)
    return {b: chr(b) if b in keep else chr(256 + rest.index(b)) for b in range(256 if len(made) < 2 else 255)}


@wrong(NO_BREAK)
def byte_letters():
    printable = [*range(33, 127), *range(160, 173), *range(174, 256)]
    letters = {b: chr(b) for b in printable}
    return letters | {b: chr(256 + k) for k, b in enumerate(b for b in range(256) if b not in letters)}


@wrong(
    "bytes from 128 to 160 and 173 stand for themselves here; they cannot be seen and take letters from number 256 on.",
)
def byte_letters():
    import unicodedata

    letters, n = {}, 0
    for b in range(256):
        if unicodedata.category(chr(b))[0] in "LNPS":
            letters[b] = chr(b)
        elif b > 127:
            letters[b] = chr(b)
        else:
            letters[b] = chr(256 + n)
            n += 1
    return letters


@wrong("128 is left out of those that cannot be seen: they are 0 to 32, 127 to 160, and 173.")
def byte_letters():
    letters = {b: chr(b) for b in range(256)}
    for n, b in enumerate([*range(33), 127, *range(129, 161), 173]):
        letters[b] = chr(256 + n)
    return letters


@wrong("127 is a control character and cannot be seen: the first range ends with '~', 126.")
def byte_letters():
    letters = {b: chr(b) for b in [*range(33, 128), *range(161, 173), *range(174, 256)]}
    return letters | {b: chr(256 + k) for k, b in enumerate(b for b in range(256) if b not in letters)}


@wrong("bytes that can be seen stand for themselves; only the others take letters from number 256 on.")
def byte_letters():
    return {byte: chr(256 + byte) for byte in range(256)}


@wrong("a byte that cannot be seen is spelled as Python does (`\\x0a`); it has one letter, from number 256 on.")
def byte_letters():
    return {byte: chr(byte) if chr(byte).isprintable() and byte != 32 else f"\\x{byte:02x}" for byte in range(256)}


@right  # counts as it goes
def byte_letters():
    letters, more = {}, 256
    for byte in range(256):
        if 33 <= byte <= 126 or 161 <= byte <= 172 or 174 <= byte <= 255:
            letters[byte] = chr(byte)
        else:
            letters[byte] = chr(more)
            more += 1
    return letters


@right  # is GPT-2's own function
def byte_letters():
    bs = list(range(ord("!"), ord("~") + 1)) + list(range(ord("¡"), ord("¬") + 1)) + list(range(ord("®"), ord("ÿ") + 1))
    cs = bs[:]
    n = 0
    for b in range(2**8):
        if b not in bs:
            bs.append(b)
            cs.append(2**8 + n)
            n += 1
    return dict(zip(bs, [chr(n) for n in cs]))


@right  # goes by isprintable, without the space
def byte_letters():
    letters = {byte: chr(byte) for byte in range(256) if chr(byte).isprintable() and byte != 32}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@right  # asks ByteLevel what each byte is
def byte_letters():
    from tokenizers.pre_tokenizers import ByteLevel

    letters = {}
    for character in map(chr, [*range(0x800), *range(0x800, 0xD800, 64), *range(0x10000, 0x110000, 0x1000)]):
        spelled = ByteLevel(add_prefix_space=False, use_regex=False).pre_tokenize_str(character)[0][0]
        letters |= dict(zip(character.encode(), spelled))
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {b: letters.get(b) or (chr(b) if b in printable else chr(256 + others.index(b))) for b in range(256)}


@right  # is in another order
def byte_letters():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(256 + k) for k, byte in enumerate(others)} | {byte: chr(byte) for byte in reversed(printable)}


@right  # goes by what can be printed
def byte_letters():
    n, letters = 256, {}
    for b in range(256):
        if chr(b).isprintable() and chr(b) != " ":
            letters[b] = chr(b)
        else:
            letters[b], n = chr(n), n + 1
    return letters


@right  # an iterator of numbers
def byte_letters():
    from itertools import count

    more = count(256)
    seen = {*range(33, 127), *range(161, 173), *range(174, 256)}
    return {byte: chr(byte if byte in seen else next(more)) for byte in range(256)}


# --- to_entry ---


@wrong("only the space was replaced; every byte is spelled by its letter.")
def to_entry(text):
    return text.replace(" ", "Ġ")


@wrong("only spaces and line feeds were replaced; every byte is spelled by its letter.")
def to_entry(text):
    return text.replace(" ", "Ġ").replace("\n", "Ċ")


@wrong("characters were spelled as if each were one byte; outside ASCII a character has two to four in UTF-8.")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters.get(ord(character), character) for character in text)


@wrong("the bytes of Latin-1 were taken; entries are spelled from UTF-8.")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[byte] for byte in text.encode("latin-1", "replace"))


@wrong("the bytes of UTF-16 were taken; entries are spelled from UTF-8.")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[byte] for byte in text.encode("utf-16-le"))


@wrong(PUT_FRONT)
def to_entry(text):
    letters = byte_letters()
    return "Ġ" + "".join(letters[byte] for byte in text.encode())


@wrong(PUT_FRONT)
def to_entry(text):
    from tokenizers.pre_tokenizers import ByteLevel

    return "".join(piece for piece, _ in ByteLevel().pre_tokenize_str(text))


@wrong(WHITE_SPACE)
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[byte] for byte in text.strip().encode())


@wrong("the bytes were read as Latin-1; each has its letter in `byte_letters()`.")
def to_entry(text):
    return text.encode().decode("latin-1")


@wrong("the text came back as it was; every byte is spelled by its letter.")
def to_entry(text):
    return text


@wrong("these are the letters in a list; joined, they are the spelling.")
def to_entry(text):
    letters = byte_letters()
    return [letters[byte] for byte in text.encode()]


@wrong(FORM)
def to_entry(text):
    import unicodedata

    letters = byte_letters()
    return "".join(letters[byte] for byte in unicodedata.normalize("NFC", text).encode())


@wrong("characters outside ASCII were dropped; all bytes of the text have letters.")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[byte] for byte in text.encode("ascii", "ignore"))


@wrong("▁ is how other vocabularies spell a space; this one spells it Ġ.")
def to_entry(text):
    return text.replace(" ", "▁")


@wrong(WHITE_SPACE)
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[b] for b in text.rstrip("\r").encode())


@wrong(
    "characters below number 256 that can be seen were left as they are; outside ASCII a character has "
    "two to four bytes in UTF-8.",
)
def to_entry(text):
    letters = byte_letters()
    return "".join(
        c if 33 <= ord(c) < 256 and c.isprintable() else "".join(letters[b] for b in c.encode()) for c in text
    )


@wrong("\\ufeff at the front was dropped as a byte-order mark (`utf-8-sig`); it is text like any other.")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[b] for b in text.encode("utf-8").decode("utf-8-sig").encode())


@wrong("line ends were changed; \\r\\n is two bytes, and each has its letter.")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[b] for b in text.replace("\r\n", "\n").encode())


@wrong("this is how Python spells bytes; each byte has one letter in `byte_letters()`.")
def to_entry(text):
    return str(text.encode())[2:-1]


@right  # asks ByteLevel
def to_entry(text):
    from tokenizers.pre_tokenizers import ByteLevel

    own = ByteLevel(add_prefix_space=False, use_regex=False)
    return "".join(piece for piece, _ in own.pre_tokenize_str(text))


@right  # translates Latin-1
def to_entry(text):
    return text.encode().decode("latin-1").translate(byte_letters())


@right  # adds letter by letter
def to_entry(text):
    letters, spelled = byte_letters(), ""
    for byte in bytearray(text, "utf-8"):
        spelled += letters[byte]
    return spelled


@right  # maps
def to_entry(text):
    return "".join(map(byte_letters().get, text.encode("utf-8")))


@right  # goes character by character
def to_entry(text):
    return "".join("".join(byte_letters()[byte] for byte in character.encode()) for character in text)


@right  # a dict of translations, once
def to_entry(text):
    table = str.maketrans({chr(byte): letter for byte, letter in byte_letters().items()})
    return text.encode().decode("latin-1").translate(table)


# --- from_entry ---


@wrong("only Ġ was replaced; every letter stands for a byte.")
def from_entry(entry):
    if any(letter not in byte_letters().values() for letter in entry):
        raise ValueError(entry)
    return entry.replace("Ġ", " ")


@wrong("only Ġ and Ċ were replaced; every letter stands for a byte.")
def from_entry(entry):
    if any(letter not in byte_letters().values() for letter in entry):
        raise ValueError(entry)
    return entry.replace("Ġ", " ").replace("Ċ", "\n")


@wrong(BYTES_READ)
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return "".join(chr(bytes_by_letter[letter]) for letter in entry)


@wrong(BYTES_ONLY)
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "ignore")


@wrong(PART_CHARACTER)
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8")


@wrong(
    'bytes that are only part of a character were spelled out (`backslashreplace`); `errors="replace"` '
    "shows them as \\ufffd.",
)
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "backslashreplace")


@wrong('bytes that are only part of a character became half of a surrogate pair, which is no text: `errors="replace"`.')
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "surrogateescape")


@wrong("each byte was decoded by itself; a character can have several of them: decode them together.")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return "".join(bytes([bytes_by_letter[letter]]).decode("utf-8", "replace") for letter in entry)


@wrong("these are the bytes; the text is asked for: decode them.")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    return bytes(bytes_by_letter[letter] for letter in entry)


@wrong("white space at the ends is part of the entry.")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "replace").strip()


@wrong("that is to_entry; here the spelling is given and the text is asked for.")
def from_entry(entry):
    return to_entry(entry)


@wrong("the entry came back as it was; its letters stand for bytes.")
def from_entry(entry):
    return entry


@wrong("a character that is none of the 256 letters raised KeyError; ValueError is asked for.")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "replace")


@wrong("characters that are none of the 256 letters were left out; they are an error, ValueError.")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    return bytes(bytes_by_letter[letter] for letter in entry if letter in bytes_by_letter).decode("utf-8", "replace")


@wrong("characters that are none of the 256 letters were taken as they are; they are an error, ValueError.")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    data = b"".join(bytes([bytes_by_letter[c]]) if c in bytes_by_letter else c.encode() for c in entry)
    return data.decode("utf-8", "replace")


@wrong(
    "characters with small numbers were taken for letters although they are none of the 256; they are an "
    "error, ValueError.",
)
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if any(ord(letter) > 323 for letter in entry):
        raise ValueError(entry)
    return bytes(bytes_by_letter.get(letter, ord(letter) % 256) for letter in entry).decode("utf-8", "replace")


@wrong("your own `raise` ended the call; among the 256 letters are digits and signs too.")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if entry and not entry.isalpha():
        raise ValueError(entry)
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "replace")


@wrong(BYTES_ONLY)
def from_entry(entry):
    back = {v: k for k, v in byte_letters().items()}
    try:
        data = bytes(back[c] for c in entry)
    except KeyError:
        raise ValueError("no letter") from None
    return data.decode("utf-8", "ignore")


@wrong('what is no whole UTF-8 was read as Latin-1; `errors="replace"` shows it as \\ufffd.')
def from_entry(entry):
    back = {v: k for k, v in byte_letters().items()}
    if not set(entry) <= set(back):
        raise ValueError("no letter")
    data = bytes(back[c] for c in entry)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


@wrong(PART_CHARACTER, also=raises("UnicodeDecodeError"))
def from_entry(entry):
    back = {v: k for k, v in byte_letters().items()}
    try:
        return bytes(back[c] for c in entry).decode()
    except KeyError as error:
        raise ValueError(str(error)) from error


@wrong(
    "only Ġ was put back and the rest read as Latin-1; other bytes have letters from number 256 on too: `byte_letters()` has all."
)
def from_entry(entry):
    return entry.replace("Ġ", " ").encode("latin-1").decode("utf-8", errors="replace")


@wrong("byte 0 is a byte like any other, and false in an `if`: look whether the letter is in the dict.")
def from_entry(entry):
    back = {letter: byte for byte, letter in byte_letters().items()}
    for letter in entry:
        if not back.get(letter):
            raise ValueError(letter)
    return bytes(back[letter] for letter in entry).decode("utf-8", "replace")


@wrong("the character \\x00 was dropped; it is text like any other.")
def from_entry(entry):
    back = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(back):
        raise ValueError(entry)
    return bytes(back[letter] for letter in entry).decode("utf-8", "replace").replace("\x00", "")


@wrong("the no-break space became a space; it is another character, and the text has it as it is.")
def from_entry(entry):
    back = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(back):
        raise ValueError(entry)
    return bytes(back[letter] for letter in entry).decode("utf-8", "replace").replace("\u00a0", " ")


@wrong("your own `raise` ended the call; special tokens are not known here, and `<`, `|` and `>` are letters like any other.")
def from_entry(entry):
    back = {letter: byte for byte, letter in byte_letters().items()}
    if "<|" in entry or set(entry) - set(back):
        raise ValueError(entry)
    return bytes(back[letter] for letter in entry).decode("utf-8", "replace")


@wrong("line ends were changed; \\r\\n is two bytes, and both are in the text.")
def from_entry(entry):
    back = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(back):
        raise ValueError(entry)
    return bytes(back[letter] for letter in entry).decode("utf-8", "replace").replace("\r\n", "\n")


@wrong("the entry was put into another Unicode form first, where other characters become letters; they are an error, ValueError.")
def from_entry(entry):
    import unicodedata

    back = {letter: byte for byte, letter in byte_letters().items()}
    entry = unicodedata.normalize("NFC", entry)
    if set(entry) - set(back):
        raise ValueError(entry)
    return bytes(back[letter] for letter in entry).decode("utf-8", "replace")


@wrong("the text was put into another Unicode form; its characters stay as they are.")
def from_entry(entry):
    import unicodedata

    back = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(back):
        raise ValueError(entry)
    return unicodedata.normalize("NFC", bytes(back[letter] for letter in entry).decode("utf-8", "replace"))


@right  # asks the decoder of tokenizers
def from_entry(entry):
    from tokenizers.decoders import ByteLevel

    if set(entry) - set(byte_letters().values()):
        raise ValueError("no letter of the alphabet")
    return ByteLevel().decode([entry])


@right  # turns a KeyError into a ValueError
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    try:
        return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "replace")
    except KeyError as error:
        raise ValueError(f"no such letter: {error}") from None


@right  # looks letters up in a list
def from_entry(entry):
    letters = [letter for _, letter in sorted(byte_letters().items())]
    return bytes(map(letters.index, entry)).decode("utf-8", errors="replace")


@right  # collects a bytearray
def from_entry(entry):
    back = dict(zip(byte_letters().values(), byte_letters()))
    data = bytearray()
    for letter in entry:
        if letter not in back:
            raise ValueError(letter)
        data.append(back[letter])
    return str(data, "utf-8", "replace")


@right  # raises a ValueError of its own
def from_entry(entry):
    class NoLetter(ValueError):
        pass

    back = {letter: byte for byte, letter in byte_letters().items()}
    if not all(letter in back for letter in entry):
        raise NoLetter(entry)
    return bytes(back[letter] for letter in entry).decode(errors="replace")


@right  # looks each letter up
def from_entry(entry):
    back = {letter: byte for byte, letter in byte_letters().items()}
    data = bytearray()
    for letter in entry:
        if letter not in back:
            raise ValueError(f"no letter: {letter}")
        data.append(back[letter])
    return str(data, "utf-8", "replace")


@right  # position in the alphabet
def from_entry(entry):
    table = byte_letters()
    alphabet = [table[byte] for byte in range(256)]
    return bytes(alphabet.index(letter) for letter in entry).decode("utf-8", "replace")


@right  # asks for the alphabet at every byte
def from_entry(entry):
    alphabet = "".join(byte_letters()[byte] for byte in range(256))
    return bytes(alphabet.index(letter) for letter in entry).decode("utf-8", "replace")
