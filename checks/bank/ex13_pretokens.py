"""Answers for ex13_pretokens, wrong and right; see checks/answers.py."""


@wrong("cuts at white space", cause="the spaces are gone")
def split(text):
    return text.split()


@wrong("cuts at spaces", cause="the spaces are gone")
def split(text):
    return text.split(" ")


@wrong("keeps a word's space but nothing else", cause="this pattern is simpler than Llama's")
def split(text):
    import re

    return re.findall(r" ?\w+| ?[^\w\s]+|\s+", text)


@wrong("has GPT-2's pattern", cause="GPT-2's pattern")
def split(text):
    return regex.findall(r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", text)


@wrong("knows endings in small letters only", cause="endings in small letters")
def split(text):
    return regex.findall(_LLAMA.pattern.replace("(?i:", "(?:"), text)


@wrong("does not cut endings off", cause="are not cut off")
def split(text):
    return regex.findall(_LLAMA.pattern.replace("(?i:'s|'t|'re|'ve|'m|'ll|'d)|", ""), text)


@wrong("takes a number as a whole", cause="cut after three")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"\p{N}{1,3}", r"\p{N}+"), text)


@wrong("takes each digit by itself", cause="up to three")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"\p{N}{1,3}", r"\p{N}"), text)


@wrong("cuts a number from its end, as it is read aloud", cause="digits are cut in threes from the front")
def split(text):
    found = []
    for piece in regex.findall(_LLAMA.pattern.replace(r"\p{N}{1,3}", r"\p{N}+"), text):
        if regex.fullmatch(r"\p{N}+", piece):
            piece, first = piece[len(piece) % 3 :], piece[: len(piece) % 3]
            found += [part for part in [first, *(piece[k : k + 3] for k in range(0, len(piece), 3))] if part]
        else:
            found.append(piece)
    return found


@wrong("takes decimal digits for numbers", cause="`\\p{N}`, not `\\d`")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"\p{N}", r"\d"), text)


@wrong("takes ASCII letters and digits only", cause="letters are those of every script")
def split(text):
    pattern = _LLAMA.pattern.replace(r"?\p{L}+", "?[A-Za-z]+").replace(r"\p{N}{1,3}", "[0-9]{1,3}")
    return regex.findall(pattern.replace(r"\p{L}", "A-Za-z").replace(r"\p{N}", "0-9"), text)


@wrong("takes what isalpha() says in ASCII mode of re", cause="letters are those of every script")
def split(text):
    import re

    pattern = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\w]?[^\W\d_]+|\d{1,3}| ?[^\s\w]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    return re.findall(pattern, text, re.ASCII)


@wrong("leaves signs without their space", cause="signs stay apart from the space")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"| ?[^\s", r"|[^\s"), text)


@wrong("leaves line breaks behind signs alone", cause="line breaks behind signs")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"]+[\r\n]*", "]+"), text)


@wrong("lets only a space in front of a word", cause="only a space may stand")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"[^\r\n\p{L}\p{N}]?\p{L}+", r" ?\p{L}+"), text)


@wrong("has no alternative for line breaks", cause="up to the last line break")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"|\s*[\r\n]+", ""), text)


@wrong("takes all white space at once", cause="is cut off from the rest")
def split(text):
    return regex.findall(_LLAMA.pattern.replace(r"|\s+(?!\S)", ""), text)


@wrong("drops pre-tokens of white space", cause="pre-tokens of white space are missing")
def split(text):
    return [piece for piece in _LLAMA.findall(text) if piece.strip()]


@wrong("strips the pre-tokens", cause="the spaces are gone")
def split(text):
    return [piece.strip() for piece in _LLAMA.findall(text)]


@wrong("strips the text", cause="white space at the ends")
def split(text):
    return _LLAMA.findall(text.strip())


@wrong("splits lines first", cause="the text was cut into lines first")
def split(text):
    return [piece for line in text.splitlines(keepends=True) for piece in _LLAMA.findall(line)]


@wrong("normalizes to NFC", cause="another Unicode form")
def split(text):
    import unicodedata

    return _LLAMA.findall(unicodedata.normalize("NFC", text))


@wrong("spells the pre-tokens in letters", cause="pieces of the text are asked for")
def split(text):
    return [to_entry(piece) for piece in _LLAMA.findall(text)]


@wrong("keeps special tokens whole", cause="special tokens are not known here")
def split(text):
    return [
        piece
        for k, part in enumerate(regex.split(r"(<\|[a-z_0-9]+\|>)", text))
        for piece in ([part] if k % 2 else _LLAMA.findall(part))
    ]


@wrong("has a group round an alternative", cause="a group in parentheses makes `findall` return")
def split(text):
    return regex.findall(_LLAMA.pattern.replace("(?i:", "(?i)("), text)


@wrong("returns match objects", cause="these are match objects")
def split(text):
    return list(_LLAMA.finditer(text))


@wrong("is a generator", cause="generator")
def split(text):
    for match in _LLAMA.finditer(text):
        yield match[0]


@wrong("joins the pieces with a bar", cause="a list is asked for")
def split(text):
    return "|".join(_LLAMA.findall(text))


@wrong("has one empty piece for empty text", cause="an empty text has no pre-tokens")
def split(text):
    return _LLAMA.findall(text) or [""]


@wrong("returns None for empty text", cause="returned None")
def split(text):
    if text:
        return _LLAMA.findall(text)


@right("asks the tokenizer's backend")
def split(text):
    from transformers import AutoTokenizer

    from kit.tokenizers import vendors

    global _tokenizer
    try:
        backend = _tokenizer
    except NameError:
        backend = _tokenizer = AutoTokenizer.from_pretrained(
            vendors.folder("meta-llama/Meta-Llama-3.1-8B")
        ).backend_tokenizer
    return [text[start:end] for _, (start, end) in backend.pre_tokenizer.pre_tokenize_str(text)]


@right("goes by Split of tokenizers")
def split(text):
    from tokenizers import Regex, pre_tokenizers

    cut = pre_tokenizers.Split(Regex(_LLAMA.pattern), "isolated")
    return [piece for piece, _ in cut.pre_tokenize_str(text)]


@right("goes by finditer")
def split(text):
    return [match.group() for match in _LLAMA.finditer(text)]


@right("returns a tuple")
def split(text):
    return tuple(_LLAMA.findall(text))


@right("matches from place to place")
def split(text):
    found, at = [], 0
    while at < len(text):
        match = _LLAMA.match(text, at)
        found.append(match[0])
        at = match.end()
    return found


@right("compiles the pattern each time, with endings spelled out")
def split(text):
    endings = "'[sSſ]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]"
    return regex.findall(_LLAMA.pattern.replace("(?i:'s|'t|'re|'ve|'m|'ll|'d)", endings), text)


@right("scans by hand")
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


@wrong("has letters as keys", cause="the wrong way round")
def byte_letters():
    ranges = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {byte: chr(byte) for byte in ranges}
    letters |= {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in ranges)}
    return {letter: byte for byte, letter in letters.items()}


@wrong("is Latin-1", cause="those that cannot be seen take others")
def byte_letters():
    return {byte: chr(byte) for byte in range(256)}


@wrong("knows ASCII only", cause="bytes above 126")
def byte_letters():
    letters = {byte: chr(byte) for byte in range(33, 127)}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong("lets the space stand for itself", cause="the space is not one")
def byte_letters():
    letters = {byte: chr(byte) for byte in [*range(32, 127), *range(161, 173), *range(174, 256)]}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong("lets the soft hyphen stand for itself", cause="soft hyphen")
def byte_letters():
    letters = {byte: chr(byte) for byte in [*range(33, 127), *range(161, 256)]}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong("lets the no-break space stand for itself", cause="no-break space")
def byte_letters():
    letters = {byte: chr(byte) for byte in [*range(33, 127), *range(160, 173), *range(174, 256)]}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong("ends its ranges one too early", cause="one too early")
def byte_letters():
    letters = {byte: chr(byte) for byte in [*range(33, 126), *range(161, 172), *range(174, 255)]}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong("goes by isprintable", cause="the space is not one")
def byte_letters():
    letters = {byte: chr(byte) for byte in range(256) if chr(byte).isprintable()}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong("adds 256 to the byte", cause="not 256 plus the byte")
def byte_letters():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    return {byte: chr(byte) if byte in printable else chr(256 + byte) for byte in range(256)}


@wrong("starts at 257", cause="not 257")
def byte_letters():
    letters = {byte: chr(byte) for byte in [*range(33, 127), *range(161, 173), *range(174, 256)]}
    return letters | {byte: chr(257 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@wrong("leaves the others out", cause="the others are missing")
def byte_letters():
    return {byte: chr(byte) for byte in [*range(33, 127), *range(161, 173), *range(174, 256)]}


@wrong("returns a list of letters", cause="a dict is asked for, and this is a list")
def byte_letters():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) if byte in printable else chr(256 + others.index(byte)) for byte in range(256)]


@wrong("has bytes objects as keys", cause="the keys are bytes objects")
def byte_letters():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {bytes([b]): chr(b) if b in printable else chr(256 + others.index(b)) for b in range(256)}


@wrong("has the letters' numbers as values", cause="a string is asked for, and this is a number")
def byte_letters():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {b: b if b in printable else 256 + others.index(b) for b in range(256)}


@wrong("loses the order of the others to a set", cause="in ascending order")
def byte_letters():
    letters = {byte: chr(byte) for byte in [*range(33, 127), *range(161, 173), *range(174, 256)]}
    others = sorted(set(range(256)) - set(letters), reverse=True)
    return letters | {byte: chr(256 + k) for k, byte in enumerate(others)}


@right("counts as it goes")
def byte_letters():
    letters, more = {}, 256
    for byte in range(256):
        if 33 <= byte <= 126 or 161 <= byte <= 172 or 174 <= byte <= 255:
            letters[byte] = chr(byte)
        else:
            letters[byte] = chr(more)
            more += 1
    return letters


@right("is GPT-2's own function")
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


@right("goes by isprintable, without the space")
def byte_letters():
    letters = {byte: chr(byte) for byte in range(256) if chr(byte).isprintable() and byte != 32}
    return letters | {byte: chr(256 + k) for k, byte in enumerate(b for b in range(256) if b not in letters)}


@right("asks ByteLevel what each byte is")
def byte_letters():
    from tokenizers.pre_tokenizers import ByteLevel

    letters = {}
    for character in map(chr, [*range(0x800), *range(0x800, 0xD800, 64), *range(0x10000, 0x110000, 0x1000)]):
        spelled = ByteLevel(add_prefix_space=False, use_regex=False).pre_tokenize_str(character)[0][0]
        letters |= dict(zip(character.encode(), spelled))
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {b: letters.get(b) or (chr(b) if b in printable else chr(256 + others.index(b))) for b in range(256)}


@right("is in another order")
def byte_letters():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(256 + k) for k, byte in enumerate(others)} | {byte: chr(byte) for byte in reversed(printable)}


@wrong("replaces spaces", cause="only some characters")
def to_entry(text):
    return text.replace(" ", "Ġ")


@wrong("replaces spaces and line feeds", cause="only some characters")
def to_entry(text):
    return text.replace(" ", "Ġ").replace("\n", "Ċ")


@wrong("spells characters", cause="as if each were one byte")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters.get(ord(character), character) for character in text)


@wrong("spells Latin-1", cause="the bytes of Latin-1")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[byte] for byte in text.encode("latin-1", "replace"))


@wrong("spells UTF-16", cause="UTF-16")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[byte] for byte in text.encode("utf-16-le"))


@wrong("puts a Ġ in front", cause="a Ġ was put in front")
def to_entry(text):
    letters = byte_letters()
    return "Ġ" + "".join(letters[byte] for byte in text.encode())


@wrong("spells a prefix space, as ByteLevel does", cause="a Ġ was put in front")
def to_entry(text):
    from tokenizers.pre_tokenizers import ByteLevel

    return "".join(piece for piece, _ in ByteLevel().pre_tokenize_str(text))


@wrong("strips", cause="white space at the ends")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[byte] for byte in text.strip().encode())


@wrong("reads the bytes as Latin-1", cause="the bytes were read as Latin-1")
def to_entry(text):
    return text.encode().decode("latin-1")


@wrong("does nothing", cause="as it was")
def to_entry(text):
    return text


@wrong("returns a list of letters", cause="these are the letters in a list")
def to_entry(text):
    letters = byte_letters()
    return [letters[byte] for byte in text.encode()]


@wrong("normalizes to NFC", cause="another Unicode form")
def to_entry(text):
    import unicodedata

    letters = byte_letters()
    return "".join(letters[byte] for byte in unicodedata.normalize("NFC", text).encode())


@wrong("loses what is not ASCII", cause="characters outside ASCII were dropped")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[byte] for byte in text.encode("ascii", "ignore"))


@wrong("spells a space as SentencePiece does", cause="▁ is how other vocabularies spell a space")
def to_entry(text):
    return text.replace(" ", "▁")


@right("asks ByteLevel")
def to_entry(text):
    from tokenizers.pre_tokenizers import ByteLevel

    own = ByteLevel(add_prefix_space=False, use_regex=False)
    return "".join(piece for piece, _ in own.pre_tokenize_str(text))


@right("translates Latin-1")
def to_entry(text):
    return text.encode().decode("latin-1").translate(byte_letters())


@right("adds letter by letter")
def to_entry(text):
    letters, spelled = byte_letters(), ""
    for byte in bytearray(text, "utf-8"):
        spelled += letters[byte]
    return spelled


@right("maps")
def to_entry(text):
    return "".join(map(byte_letters().get, text.encode("utf-8")))


@right("goes character by character")
def to_entry(text):
    return "".join("".join(byte_letters()[byte] for byte in character.encode()) for character in text)


@wrong("replaces Ġ", cause="every letter stands for a byte")
def from_entry(entry):
    if any(letter not in byte_letters().values() for letter in entry):
        raise ValueError(entry)
    return entry.replace("Ġ", " ")


@wrong("replaces Ġ and Ċ", cause="every letter stands for a byte")
def from_entry(entry):
    if any(letter not in byte_letters().values() for letter in entry):
        raise ValueError(entry)
    return entry.replace("Ġ", " ").replace("Ċ", "\n")


@wrong("reads the bytes one by one", cause="decode them together as UTF-8")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return "".join(chr(bytes_by_letter[letter]) for letter in entry)


@wrong("ignores part of a character", cause="are lost")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "ignore")


@wrong("fails at part of a character", cause="a part of a character is no UTF-8 by itself")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8")


@wrong("escapes part of a character", cause="read as \\ufffd")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "backslashreplace")


@wrong("makes surrogates of part of a character", cause="half of a surrogate pair")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "surrogateescape")


@wrong("decodes each byte by itself", cause="decode the bytes together")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return "".join(bytes([bytes_by_letter[letter]]).decode("utf-8", "replace") for letter in entry)


@wrong("returns bytes", cause="these are the bytes")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    return bytes(bytes_by_letter[letter] for letter in entry)


@wrong("strips", cause="part of the entry")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if set(entry) - set(bytes_by_letter):
        raise ValueError(entry)
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "replace").strip()


@wrong("is to_entry", cause="that is to_entry")
def from_entry(entry):
    return to_entry(entry)


@wrong("does nothing", cause="as it was")
def from_entry(entry):
    return entry


@wrong("raises KeyError for a stranger", cause="this character is none of the 256 letters")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "replace")


@wrong("leaves strangers out", cause="none of the 256 letters")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    return bytes(bytes_by_letter[letter] for letter in entry if letter in bytes_by_letter).decode("utf-8", "replace")


@wrong("takes strangers as they are", cause="this character is none of the 256 letters")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    data = b"".join(bytes([bytes_by_letter[c]]) if c in bytes_by_letter else c.encode() for c in entry)
    return data.decode("utf-8", "replace")


@wrong("takes everything below 256 for a letter", cause="this character is none of the 256 letters")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if any(ord(letter) > 323 for letter in entry):
        raise ValueError(entry)
    return bytes(bytes_by_letter.get(letter, ord(letter) % 256) for letter in entry).decode("utf-8", "replace")


@wrong("goes by isalpha, which digits and signs are not", cause="your own `raise` ended the call")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    if entry and not entry.isalpha():
        raise ValueError(entry)
    return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "replace")


@right("asks the decoder of tokenizers")
def from_entry(entry):
    from tokenizers.decoders import ByteLevel

    if set(entry) - set(byte_letters().values()):
        raise ValueError("no letter of the alphabet")
    return ByteLevel().decode([entry])


@right("turns a KeyError into a ValueError")
def from_entry(entry):
    bytes_by_letter = {letter: byte for byte, letter in byte_letters().items()}
    try:
        return bytes(bytes_by_letter[letter] for letter in entry).decode("utf-8", "replace")
    except KeyError as error:
        raise ValueError(f"no such letter: {error}") from None


@right("looks letters up in a list")
def from_entry(entry):
    letters = [letter for _, letter in sorted(byte_letters().items())]
    return bytes(map(letters.index, entry)).decode("utf-8", errors="replace")


@right("collects a bytearray")
def from_entry(entry):
    back = dict(zip(byte_letters().values(), byte_letters()))
    data = bytearray()
    for letter in entry:
        if letter not in back:
            raise ValueError(letter)
        data.append(back[letter])
    return str(data, "utf-8", "replace")


@right("raises a ValueError of its own")
def from_entry(entry):
    class NoLetter(ValueError):
        pass

    back = {letter: byte for byte, letter in byte_letters().items()}
    if not all(letter in back for letter in entry):
        raise NoLetter(entry)
    return bytes(back[letter] for letter in entry).decode(errors="replace")


@wrong("JavaScript white space (BOM too)", cause="white space is what")
def split(text):
    import regex

    P = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\ufeff\p{L}\p{N}]+[\r\n]*|[\s\ufeff]*[\r\n]+|[\s\ufeff]+(?![^\s\ufeff])|[\s\ufeff]+"
    return regex.findall(P, text)


@wrong("re.findall with re's own \\s, unicodedata classes", cause="white space is what")
def split(text):
    import regex

    P = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\x1c-\x1f\p{L}\p{N}]+[\r\n]*|[\s\x1c-\x1f]*[\r\n]+|[\s\x1c-\x1f]+(?![^\s\x1c-\x1f])|[\s\x1c-\x1f]+"
    return regex.findall(P, text)


@wrong("no NEL / line separators as white space", cause="white space is what")
def split(text):
    import regex

    P = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\p{Z}\t\r\n\f\v\p{L}\p{N}]+[\r\n]*|[\p{Z}\t\r\n\f\v]*[\r\n]+|[\p{Z}\t\r\n\f\v]+(?![^\p{Z}\t\r\n\f\v])|[\p{Z}\t\r\n\f\v]+"
    return regex.findall(P, text)


@wrong("vertical tab and form feed forgotten", cause="white space is what")
def split(text):
    import regex

    P = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\p{Z}\t\r\n\p{L}\p{N}]+[\r\n]*|[\p{Z}\t\r\n]*[\r\n]+|[\p{Z}\t\r\n]+(?![^\p{Z}\t\r\n])|[\p{Z}\t\r\n]+"
    return regex.findall(P, text)


@wrong("a table that loses a row", cause="255 is missing")
def byte_letters(made=[]):
    keep = {*range(33, 127), *range(161, 173), *range(174, 256)}
    rest = [b for b in range(256) if b not in keep]
    made.append(1)
    return {b: chr(b) if b in keep else chr(256 + rest.index(b)) for b in range(256 if len(made) < 2 else 255)}


@wrong("strips", cause="white space at the ends")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[b] for b in text.rstrip("\r").encode())


@wrong("asks the tokenizer itself", cause="no model can be loaded")
def split(text):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained("meta-llama/Meta-Llama-3.1-8B")
    found = tokenizer.backend_tokenizer.pre_tokenizer.pre_tokenize_str(text)
    return [text[a:b] for _, (a, b) in found]


@wrong("takes letters of ASCII for the ending's rest", cause="line breaks behind signs belong to them: `[\\r\\n]*`")
def split(text):
    import regex

    return regex.findall(r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+|\s*[\r\n]+|\s+(?!\S)|\s+", text)


@wrong("goes without the last white space", cause="repeats are missing: what comes again is there once only")
def split(text):
    import regex

    return regex.findall(r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)", text)


@wrong("cuts endings in lower case only", cause="only endings in small letters are known")
def split(text):
    import regex

    return regex.findall(r"(?:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+", text)


@wrong("takes a decimal digit for a number", cause="digits are numbers of any script, Roman numerals and fractio")
def split(text):
    import regex

    return regex.findall(r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\d]?\p{L}+|\d{1,3}| ?[^\s\p{L}\d]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+", text)


@wrong("allows a letter's marks", cause="the spaces are gone")
def split(text):
    import regex

    return regex.findall(r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+", text)


@wrong("cuts numbers from the right", cause="digits are cut in threes from the front, not from the end")
def split(text):
    import regex

    out = []
    for piece in regex.findall(r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}+| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+", text):
        if piece.isdigit() and len(piece) > 3:
            first = len(piece) % 3
            out += ([piece[:first]] if first else []) + [piece[k : k + 3] for k in range(first, len(piece), 3)]
        else:
            out.append(piece)
    return out


@right("asks the tokenizers library")
def split(text):
    from tokenizers import Regex
    from tokenizers.pre_tokenizers import Split

    pattern = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    return [text[a:b] for _, (a, b) in Split(Regex(pattern), "isolated").pre_tokenize_str(text)]


@wrong("has the no-break space among the printable", cause="160, the no-break space, cannot be seen: the second range st")
def byte_letters():
    printable = [*range(33, 127), *range(160, 173), *range(174, 256)]
    letters = {b: chr(b) for b in printable}
    return letters | {b: chr(256 + k) for k, b in enumerate(b for b in range(256) if b not in letters)}


@wrong("goes by category", cause="stands for itself")
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


@wrong("counts the others from the control characters of ASCII only", cause="take the characters from number 256 on")
def byte_letters():
    letters = {b: chr(b) for b in range(256)}
    for n, b in enumerate([*range(33), 127, *range(129, 161), 173]):
        letters[b] = chr(256 + n)
    return letters


@right("goes by what can be printed")
def byte_letters():
    n, letters = 256, {}
    for b in range(256):
        if chr(b).isprintable() and chr(b) != " ":
            letters[b] = chr(b)
        else:
            letters[b], n = chr(n), n + 1
    return letters


@wrong("keeps ASCII as it is", cause="only some characters were replaced")
def to_entry(text):
    letters = byte_letters()
    return "".join(c if 33 <= ord(c) < 256 and c.isprintable() else "".join(letters[b] for b in c.encode()) for c in text)


@wrong("loses the byte-order mark", cause="is text like any other")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[b] for b in text.encode("utf-8").decode("utf-8-sig").encode())


@wrong("makes all line ends one", cause="line ends")
def to_entry(text):
    letters = byte_letters()
    return "".join(letters[b] for b in text.replace("\r\n", "\n").encode())


@right("translates by a table")
def to_entry(text):
    return text.encode().decode("latin-1").translate(byte_letters())


@wrong("stops at a part of a character", cause="bytes that are only part of a character are lost")
def from_entry(entry):
    back = {v: k for k, v in byte_letters().items()}
    try:
        data = bytes(back[c] for c in entry)
    except KeyError:
        raise ValueError("no letter") from None
    return data.decode("utf-8", "ignore")


@wrong("falls back to Latin-1", cause="the bytes were read one by one")
def from_entry(entry):
    back = {v: k for k, v in byte_letters().items()}
    if not set(entry) <= set(back):
        raise ValueError("no letter")
    data = bytes(back[c] for c in entry)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


@wrong("raises for part of a character too", cause="a part of a character is no UTF-8 by itself: `decode(\"utf-8")
def from_entry(entry):
    back = {v: k for k, v in byte_letters().items()}
    try:
        return bytes(back[c] for c in entry).decode()
    except KeyError as error:
        raise ValueError(str(error)) from error


@right("looks each letter up")
def from_entry(entry):
    back = {letter: byte for byte, letter in byte_letters().items()}
    data = bytearray()
    for letter in entry:
        if letter not in back:
            raise ValueError(f"no letter: {letter}")
        data.append(back[letter])
    return str(data, "utf-8", "replace")
