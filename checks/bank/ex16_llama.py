"""Answers for ex16_llama, wrong and right; see checks/answers.py.

A class stands behind the solution's and may build on it.
"""


@wrong("puts begin-of-text in front", cause="begin-of-text is in front")
class Llama(Llama):
    def encode(self, text, special=False):
        return [128000, *super().encode(text, special)]


@wrong("always knows special tokens", cause="nobody asked for it")
class Llama(Llama):
    def encode(self, text, special=True):
        return super().encode(text, True)


@wrong("never knows special tokens", cause="text that spells a special token becomes that token")
class Llama(Llama):
    def encode(self, text, special=False):
        return super().encode(text)


@wrong("has the table of Meta's package", cause="the table of Meta's package")
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        own = [*SPECIAL_TOKENS[:5], "<|step_id|>", *SPECIAL_TOKENS[6:11], "<|image|>"]
        table = own + [f"<|reserved_special_token_{k}|>" for k in range(2, 246)]
        self._special = {token: 128000 + k for k, token in enumerate(table)}
        self._bytes |= {token_id: token.encode() for token, token_id in self._special.items()}
        self._any_special = regex.compile("(" + "|".join(map(regex.escape, self._special)) + ")")


@wrong("has Llama 3.0's table", cause="Llama 3.0's table")
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        named = {
            0: "<|begin_of_text|>",
            1: "<|end_of_text|>",
            6: "<|start_header_id|>",
            7: "<|end_header_id|>",
            9: "<|eot_id|>",
        }
        more = iter(f"<|reserved_special_token_{k}|>" for k in range(256))
        self._special = {named.get(k) or next(more): 128000 + k for k in range(256)}
        self._bytes |= {token_id: token.encode() for token, token_id in self._special.items()}
        self._any_special = regex.compile("(" + "|".join(map(regex.escape, self._special)) + ")")


@wrong("knows the eleven named special tokens only", cause="reserved special tokens are special, too")
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        self._special = dict(list(self._special.items())[:11])
        self._any_special = regex.compile("(" + "|".join(map(regex.escape, self._special)) + ")")


@wrong("does not escape the special tokens in its pattern", cause="its `|` has to be escaped")
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        self._any_special = regex.compile("(" + "|".join(self._special) + ")")

    def encode(self, text, special=False):
        if not special:
            return super().encode(text)
        return [
            k
            for part in self._any_special.split(text)
            if part
            for k in super(Llama, self).encode(part, part in self._special)
        ]


@wrong("finds special tokens by their start", cause="all of a special token has to stand in the text")
class Llama(Llama):
    def encode(self, text, special=False):
        ids = []
        while special and text:
            token = next((t for t in self._special if text.startswith(t.rstrip("|>"))), None)
            if token:
                ids.append(self._special[token])
                text = text[len(token) :]
            else:
                cut = text.find("<|", 1) if "<|" in text[1:] else len(text)
                ids += super().encode(text[:cut])
                text = text[cut:]
        return ids if special else super().encode(text)


@wrong("knows no whole pre-tokens", cause="taken at once")
class Llama(Llama):
    def _bpe(self, piece):
        parts = [bytes([byte]) for byte in piece]
        while True:
            pairs = [(self._ranks[a + b], k) for k, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in self._ranks]
            if not pairs:
                return [self._ranks[part] for part in parts]
            _, k = min(pairs)
            parts[k : k + 2] = [parts[k] + parts[k + 1]]


@wrong("does not cut the text first", cause="the first cut is missing")
class Llama(Llama):
    def encode(self, text, special=False):
        parts = self._any_special.split(text) if special else [text]
        return [
            k for p in parts for k in ([self._special[p]] if special and p in self._special else self._bpe(p.encode()))
        ]


@wrong("cuts at spaces", cause="these are lost")
class Llama(Llama):
    def encode(self, text, special=False):
        return [k for word in text.split() for k in super(Llama, self).encode(word, special)]


@wrong("cuts as GPT-2 does", cause="an older pattern, GPT-2's")
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        self._pattern = regex.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")


@wrong("takes the longest entry that fits", cause="the longest entry that fits was taken")
class Llama(Llama):
    def _bpe(self, piece):
        ids = []
        while piece:
            length = next(k for k in range(len(piece), 0, -1) if piece[:k] in self._ranks)
            ids.append(self._ranks[piece[:length]])
            piece = piece[length:]
        return ids


@wrong("normalizes to NFC", cause="another Unicode form")
class Llama(Llama):
    def encode(self, text, special=False):
        import unicodedata

        return super().encode(unicodedata.normalize("NFC", text), special)


@wrong("strips", cause="white space at the ends")
class Llama(Llama):
    def encode(self, text, special=False):
        return super().encode(text.strip(), special)


@wrong("joins nothing", cause="nothing was joined")
class Llama(Llama):
    def encode(self, text, special=False):
        return [self._ranks[bytes([byte])] for byte in text.encode()]


@wrong("returns tokens instead of ids", cause="tokens as bytes")
class Llama(Llama):
    def encode(self, text, special=False):
        return [self._bytes[token_id] for token_id in super().encode(text, special)]


@wrong("returns a list of lists", cause="one list of all ids")
class Llama(Llama):
    def encode(self, text, special=False):
        return [self._bpe(piece.encode()) for piece in self._pattern.findall(text)]


@wrong("encodes half of a surrogate pair as a question mark", cause="half of a surrogate pair is no character")
class Llama(Llama):
    def encode(self, text, special=False):
        return super().encode(text.encode("utf-8", "replace").decode(), special)


@wrong("remembers ids by piece in a list that grows", cause="ids of an earlier call are in front")
class Llama(Llama):
    def encode(self, text, special=False):
        self._all = getattr(self, "_all", [])
        self._all += super().encode(text, special)
        return self._all


@wrong("remembers special for good", cause="and nobody asked for it")
class Llama(Llama):
    def encode(self, text, special=False):
        self._asked = special or getattr(self, "_asked", False)
        return super().encode(text, self._asked)


@wrong("decodes each id by itself", cause="join the bytes first")
class Llama(Llama):
    def decode(self, ids):
        for token_id in ids:
            if token_id not in self._bytes:
                raise ValueError(token_id)
        return "".join(self._bytes[token_id].decode("utf-8", "replace") for token_id in ids)


@wrong("hides special tokens", cause="special tokens are shown")
class Llama(Llama):
    def decode(self, ids):
        return super().decode([token_id for token_id in ids if not 128000 <= token_id < 128256])


@wrong("ignores part of a character", cause="were left out")
class Llama(Llama):
    def decode(self, ids):
        super().decode(ids)
        return b"".join(self._bytes[token_id] for token_id in ids).decode("utf-8", "ignore")


@wrong("fails at part of a character", cause="bytes that are no character are no error")
class Llama(Llama):
    def decode(self, ids):
        super().decode(ids)
        return b"".join(self._bytes[token_id] for token_id in ids).decode("utf-8")


@wrong("reads Latin-1", cause="read as Latin-1")
class Llama(Llama):
    def decode(self, ids):
        super().decode(ids)
        return b"".join(self._bytes[token_id] for token_id in ids).decode("latin-1")


@wrong("returns the spelling of the vocabulary", cause="spelling of the vocabulary files")
class Llama(Llama):
    def decode(self, ids):
        super().decode(ids)
        letters = _byte_letters()
        return "".join(letters[byte] for token_id in ids for byte in self._bytes[token_id])


@wrong("strips what it decodes", cause="part of the text")
class Llama(Llama):
    def decode(self, ids):
        return super().decode(ids).strip()


@wrong("returns bytes", cause="these are the bytes")
class Llama(Llama):
    def decode(self, ids):
        super().decode(ids)
        return b"".join(self._bytes[token_id] for token_id in ids)


@wrong("puts spaces between tokens", cause="a space between the tokens")
class Llama(Llama):
    def decode(self, ids):
        return " ".join(super(Llama, self).decode([token_id]) for token_id in ids)


@wrong("cleans up spaces", cause="spaces before punctuation were removed")
class Llama(Llama):
    def decode(self, ids):
        return super().decode(ids).replace(" .", ".").replace(" ,", ",").replace(" !", "!").replace(" ?", "?")


@wrong("raises KeyError for an id that does not exist", cause="there is no such id")
class Llama(Llama):
    def decode(self, ids):
        return b"".join(self._bytes[token_id] for token_id in ids).decode("utf-8", "replace")


@wrong("leaves out ids that do not exist", cause="there is no such id")
class Llama(Llama):
    def decode(self, ids):
        return super().decode([token_id for token_id in ids if token_id in self._bytes])


@wrong("counts ids from the end when they are negative", cause="there is no such id")
class Llama(Llama):
    def decode(self, ids):
        rows = [self._bytes[k] for k in range(len(self._bytes))]
        try:
            return b"".join(rows[token_id] for token_id in ids).decode("utf-8", "replace")
        except IndexError as error:
            raise ValueError(error) from None


@wrong("eats the ids", cause="belongs to the caller")
class Llama(Llama):
    def decode(self, ids):
        text = super().decode(ids)
        ids.clear()
        return text


@wrong("reads another file than the one that came in", cause="have changed places")
class Llama(Llama):
    def __init__(self, model_file):
        import llama_models

        super().__init__(str(Path(llama_models.__file__).parent / "llama3" / "tokenizer.model"))


@wrong("keeps everything in the class", cause="the second object changed the first")
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        for name, value in vars(self).copy().items():
            setattr(Llama, name, value)
            delattr(self, name)


@wrong("asks transformers", cause="there is no package 'transformers' here")
class Llama:
    def __init__(self, model_file):
        from transformers import AutoTokenizer

        from kit.tokenizers import vendors

        self.backend = AutoTokenizer.from_pretrained(vendors.folder("meta-llama/Meta-Llama-3.1-8B")).backend_tokenizer

    def encode(self, text, special=False):
        self.backend.encode_special_tokens = not special
        return self.backend.encode(text, add_special_tokens=False).ids

    def decode(self, ids):
        return self.backend.decode(ids, skip_special_tokens=False)


@wrong("asks tiktoken", cause="there is no package 'tiktoken' here")
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        import tiktoken

        self._own = tiktoken.Encoding(
            "llama", pat_str=PATTERN, mergeable_ranks=self._ranks, special_tokens=self._special
        )

    def encode(self, text, special=False):
        text.encode()
        return self._own.encode(text, allowed_special="all" if special else set(), disallowed_special=())


@wrong("asks tiktoken when it is called", cause="there is no package 'tiktoken' here")
class Llama(Llama):
    def encode(self, text, special=False):
        import tiktoken

        own = tiktoken.Encoding("llama", pat_str=PATTERN, mergeable_ranks=self._ranks, special_tokens=self._special)
        return own.encode(text, allowed_special="all" if special else set(), disallowed_special=())


@wrong("asks Meta's Tokenizer", cause="there is no package 'tiktoken' here")
class Llama(Llama):
    def encode(self, text, special=False):
        from llama_models.llama3.tokenizer import Tokenizer

        return Tokenizer.get_instance().encode(text, bos=False, eos=False, allowed_special="all" if special else set())


@wrong("has no method decode", cause="not every pre-token is an entry as a whole")
class Llama:
    def __init__(self, model_file):
        self._ranks = _read_ranks(model_file)

    def encode(self, text, special=False):
        return [self._ranks[piece.encode()] for piece in regex.findall(PATTERN, text)]


@wrong("has a dict where its method was", cause="an attribute took the method's place")
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        self.encode = {}


@wrong("takes no special", cause="no longer takes the parameters")
class Llama(Llama):
    def encode(self, text):
        ids = []
        for piece in self._pattern.findall(text):
            ids += self._bpe(piece.encode())
        return ids


@wrong("takes no model file", cause="no longer takes the parameters")
class Llama(Llama):
    def __init__(self):
        pass


@wrong("is a function", cause="Llama is to be a class")
def Llama(model_file):
    return SPECIAL_TOKENS


@wrong("looks every id up in a list", cause="remember in a dict")
class Llama(Llama):
    def __init__(self, model_file):
        super().__init__(model_file)
        self._rows = list(self._ranks)

    def encode(self, text, special=False):
        ids = []
        for part in self._any_special.split(text) if special else [text]:
            if special and part in self._special:
                ids.append(self._special[part])
            else:
                for piece in self._pattern.findall(part):
                    found = self._bpe(piece.encode())
                    ids += [self._rows.index(self._bytes[k]) for k in found[:1]] + found[1:]
        return ids


@wrong("looks at all pairs again after each join", cause="long pre-tokens")
class Llama(Llama):
    def _bpe(self, piece):
        if piece in self._ranks:
            return [self._ranks[piece]]
        parts = [piece[k : k + 1] for k in range(len(piece))]
        while True:
            pairs = [pair for pair in zip(parts, parts[1:]) if pair[0] + pair[1] in self._ranks]
            if not pairs:
                return [self._ranks[part] for part in parts]
            first, second = min(pairs, key=lambda pair: self._ranks[pair[0] + pair[1]])
            merged, k = [], 0
            while k < len(parts):
                if parts[k] == first and parts[k + 1 : k + 2] == [second]:
                    merged.append(first + second)
                    k += 2
                else:
                    merged.append(parts[k])
                    k += 1
            parts = merged


@right("remembers nothing")
class Llama(Llama):
    def encode(self, text, special=False):
        self._known.clear()
        return super().encode(text, special)


@right("looks for the lowest rank in a list of pair ranks")
class Llama(Llama):
    def _bpe(self, piece):
        ranks = self._ranks
        if piece in ranks:
            return [ranks[piece]]
        none = len(ranks)
        cuts = list(range(len(piece) + 1))
        waiting = [ranks.get(piece[k : k + 2], none) for k in range(len(piece) - 1)]
        while waiting:
            lowest = min(waiting)
            if lowest == none:
                break
            k = waiting.index(lowest)
            del cuts[k + 1]
            del waiting[k]
            if k < len(waiting):
                waiting[k] = ranks.get(piece[cuts[k] : cuts[k + 2]], none)
            if k > 0:
                waiting[k - 1] = ranks.get(piece[cuts[k - 1] : cuts[k + 1]], none)
        return [ranks[piece[a:b]] for a, b in zip(cuts, cuts[1:])]


@right("stands alone and is plain, but for long pre-tokens")
class Llama:
    def __init__(self, model_file):
        self.ids = {}
        with open(model_file, "rb") as file:
            for line in file:
                token, rank = line.split()
                self.ids[base64.b64decode(token)] = int(rank)
        self.tokens = {rank: token for token, rank in self.ids.items()}
        self.special = {token: 128000 + k for k, token in enumerate(SPECIAL_TOKENS)}
        self.tokens.update({rank: token.encode() for token, rank in self.special.items()})
        self.cache = {}

    def encode(self, text, special=False):
        if special:
            for token, token_id in self.special.items():
                before, found, after = text.partition(token)
                if found:
                    return [*self.encode(before, True), token_id, *self.encode(after, True)]
        ids = []
        for match in regex.finditer(PATTERN, text):
            piece = match.group()
            if piece not in self.cache:
                self.cache[piece] = self.bpe(piece.encode())
            ids.extend(self.cache[piece])
        return ids

    def bpe(self, piece):
        if piece in self.ids:
            return [self.ids[piece]]
        cuts = [*range(len(piece) + 1)]
        low = [self.ids.get(piece[k : k + 2], 10**9) for k in range(len(piece) - 1)]
        while low and min(low) < 10**9:
            k = low.index(min(low))
            del cuts[k + 1], low[k]
            for j in (k - 1, k):
                if 0 <= j < len(low):
                    low[j] = self.ids.get(piece[cuts[j] : cuts[j + 2]], 10**9)
        return [self.ids[piece[a:b]] for a, b in zip(cuts, cuts[1:])]

    def decode(self, ids):
        try:
            return b"".join([self.tokens[token_id] for token_id in ids]).decode("utf-8", errors="replace")
        except KeyError as error:
            raise ValueError(f"no such id: {error}") from None


@right("wraps a method in lru_cache and sets it in __init__")
class Llama(Llama):
    def __init__(self, model_file):
        from functools import lru_cache

        super().__init__(model_file)
        self._bpe = lru_cache(maxsize=None)(self._bpe)
        self.decode = lambda ids: Llama.decode(self, ids)


@right("returns tuples")
class Llama(Llama):
    def encode(self, text, special=False):
        return tuple(super().encode(text, special))


@right("decodes into a bytearray")
class Llama(Llama):
    def decode(self, ids):
        data = bytearray()
        for token_id in ids:
            if not 0 <= token_id < 128256:
                raise ValueError("no such id")
            data += self._bytes[token_id]
        return str(data, "utf-8", "replace")


@right("prints as it goes")
class Llama(Llama):
    def encode(self, text, special=False):
        if len(text) < 40:
            print("encoding", ascii(text))
        return super().encode(text, special)


@wrong("long pieces cut at 1000 bytes", cause="however long it is")
class Llama:
    def __init__(self, model_file):
        import base64, regex

        with open(model_file, "rb") as f:
            self.ranks = {base64.b64decode(a): int(b) for a, b in (line.split() for line in f if line.strip())}
        self.special = {t: len(self.ranks) + k for k, t in enumerate(SPECIAL_TOKENS)}
        self.bytes = {i: b for b, i in self.ranks.items()}
        self.bytes.update((i, t.encode()) for t, i in self.special.items())
        self.cut = regex.compile(PATTERN)
        self.parts = regex.compile("(" + "|".join(map(regex.escape, SPECIAL_TOKENS)) + ")")
        self.known = {}

    def _bpe(self, piece):
        import heapq

        ranks = self.ranks
        if piece in ranks:
            return [ranks[piece]]
        if len(piece) > 1000:
            return self._bpe(piece[:1000]) + self._bpe(piece[1000:])
        n = len(piece)
        end = list(range(1, n + 1))
        prev = list(range(-1, n - 1))
        alive = [True] * n
        heap = []
        for k in range(n - 1):
            r = ranks.get(piece[k : k + 2])
            if r is not None:
                heap.append((r, k, k + 2))
        heapq.heapify(heap)
        while heap:
            r, k, e = heapq.heappop(heap)
            if not alive[k] or end[k] >= n or end[end[k]] != e:
                continue
            j = end[k]
            alive[j] = False
            end[k] = e
            if e < n:
                prev[e] = k
                r = ranks.get(piece[k : end[e]])
                if r is not None:
                    heapq.heappush(heap, (r, k, end[e]))
            p = prev[k]
            if p >= 0:
                r = ranks.get(piece[p:e])
                if r is not None:
                    heapq.heappush(heap, (r, p, e))
        ids, k = [], 0
        while k < n:
            ids.append(ranks[piece[k : end[k]]])
            k = end[k]
        return ids

    def encode(self, text, special=False):
        text.encode()
        ids = []
        known = self.known
        for part in self.parts.split(text) if special else [text]:
            if special and part in self.special:
                ids.append(self.special[part])
                continue
            for piece in self.cut.findall(part):
                found = known.get(piece)
                if found is None:
                    found = known[piece] = self._bpe(piece.encode())
                ids += found
        return ids

    def decode(self, ids):
        try:
            return b"".join([self.bytes[i] for i in ids]).decode("utf-8", errors="replace")
        except KeyError as error:
            raise ValueError(f"no such id: {error}") from None


@wrong("long pieces cut at 4000 bytes", cause="however long it is")
class Llama:
    def __init__(self, model_file):
        import base64, regex

        with open(model_file, "rb") as f:
            self.ranks = {base64.b64decode(a): int(b) for a, b in (line.split() for line in f if line.strip())}
        self.special = {t: len(self.ranks) + k for k, t in enumerate(SPECIAL_TOKENS)}
        self.bytes = {i: b for b, i in self.ranks.items()}
        self.bytes.update((i, t.encode()) for t, i in self.special.items())
        self.cut = regex.compile(PATTERN)
        self.parts = regex.compile("(" + "|".join(map(regex.escape, SPECIAL_TOKENS)) + ")")
        self.known = {}

    def _bpe(self, piece):
        import heapq

        ranks = self.ranks
        if piece in ranks:
            return [ranks[piece]]
        if len(piece) > 4000:
            return self._bpe(piece[:4000]) + self._bpe(piece[4000:])
        n = len(piece)
        end = list(range(1, n + 1))
        prev = list(range(-1, n - 1))
        alive = [True] * n
        heap = []
        for k in range(n - 1):
            r = ranks.get(piece[k : k + 2])
            if r is not None:
                heap.append((r, k, k + 2))
        heapq.heapify(heap)
        while heap:
            r, k, e = heapq.heappop(heap)
            if not alive[k] or end[k] >= n or end[end[k]] != e:
                continue
            j = end[k]
            alive[j] = False
            end[k] = e
            if e < n:
                prev[e] = k
                r = ranks.get(piece[k : end[e]])
                if r is not None:
                    heapq.heappush(heap, (r, k, end[e]))
            p = prev[k]
            if p >= 0:
                r = ranks.get(piece[p:e])
                if r is not None:
                    heapq.heappush(heap, (r, p, e))
        ids, k = [], 0
        while k < n:
            ids.append(ranks[piece[k : end[k]]])
            k = end[k]
        return ids

    def encode(self, text, special=False):
        text.encode()
        ids = []
        known = self.known
        for part in self.parts.split(text) if special else [text]:
            if special and part in self.special:
                ids.append(self.special[part])
                continue
            for piece in self.cut.findall(part):
                found = known.get(piece)
                if found is None:
                    found = known[piece] = self._bpe(piece.encode())
                ids += found
        return ids

    def decode(self, ids):
        try:
            return b"".join([self.bytes[i] for i in ids]).decode("utf-8", errors="replace")
        except KeyError as error:
            raise ValueError(f"no such id: {error}") from None


@wrong("hands out its own list", cause="return a copy")
class Llama:
    def __init__(self, model_file):
        import base64
        import regex

        self.ranks = {}
        for line in open(model_file, "rb").read().splitlines():
            token, rank = line.split()
            self.ranks[base64.b64decode(token)] = int(rank)
        self.special = {t: 128000 + k for k, t in enumerate(SPECIAL_TOKENS)}
        self.back = {v: k for k, v in self.ranks.items()} | {v: k.encode() for k, v in self.special.items()}
        self.cut = regex.compile(PATTERN)
        self.any = regex.compile("(" + "|".join(map(regex.escape, SPECIAL_TOKENS)) + ")")
        self.texts = {}
        self.pieces = {}

    def encode(self, text, special=False):
        if (text, special) not in self.texts:
            ids = []
            for part in self.any.split(text) if special else [text]:
                if special and part in self.special:
                    ids.append(self.special[part])
                else:
                    for piece in self.cut.findall(part):
                        if piece not in self.pieces:
                            self.pieces[piece] = self.bpe(piece.encode())
                        ids += self.pieces[piece]
            self.texts[text, special] = ids
        return self.texts[text, special]

    def decode(self, ids):
        if any(i not in self.back for i in ids):
            raise ValueError("no such id")
        return b"".join(self.back[i] for i in ids).decode("utf-8", "replace")

    def bpe(self, piece):
        ranks = self.ranks
        if piece in ranks:
            return [ranks[piece]]
        parts = [piece[k : k + 1] for k in range(len(piece))]
        while True:
            pairs = [(ranks[a + b], k) for k, (a, b) in enumerate(zip(parts, parts[1:])) if a + b in ranks]
            if not pairs:
                return [ranks[part] for part in parts]
            k = min(pairs)[1]
            parts[k : k + 2] = [parts[k] + parts[k + 1]]


@wrong("hands out its own list of special tokens", cause="return a copy")
class Llama(Llama):
    def encode(self, text, special=False, kept={}):
        key = (id(self), text, special)
        if special:
            if key not in kept:
                kept[key] = super().encode(text, special)
            return kept[key]
        return super().encode(text)


@wrong("hands out the list of a single piece", cause="return a copy")
class Llama(Llama):
    def encode(self, text, special=False):
        found = super().encode(text, special)
        if not special and len(self._pattern.findall(text)) == 1:
            return self._known[text]
        return found


@wrong("remembers texts without special", cause="text that spells a special token became that token, and nobo")
class Llama(Llama):
    def encode(self, text, special=False):
        self.texts = self.__dict__.get("texts", {})
        if text not in self.texts:
            self.texts[text] = super().encode(text, special)
        return [*self.texts[text]]


@wrong("decodes special tokens by a number behind the bytes", cause="there is no such id")
class Llama(Llama):
    def decode(self, ids):
        if any(i > 128255 for i in ids):
            raise ValueError("no such id")
        return super().decode([abs(i) for i in ids])


@right("does its work at the first call")
class Llama(Llama):
    def __init__(self, model_file):
        self._file, self._made = model_file, False

    def _make(self):
        if not self._made:
            super().__init__(self._file)
            self._made = True

    def encode(self, text, special=False):
        self._make()
        return super().encode(text, special)

    def decode(self, ids):
        self._make()
        return super().decode(ids)


@right("forgets when it remembers much")
class Llama(Llama):
    def encode(self, text, special=False):
        if len(self._known) > 20000:
            self._known.clear()
        return super().encode(text, special)
