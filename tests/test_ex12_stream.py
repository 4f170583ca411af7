"""Graded: ex12, streaming."""

from collections.abc import Iterable, Iterator
from itertools import chain, cycle, islice

from exercises.ex12_stream import stream
from kit.suite import SENTENCE, SENTENCE_IDS, Suite, corpus, ids, points, show
from kit.suite import text as decoded

HALF = "\ufffd"
"""The replacement character, as which a half character is decoded."""


class Arriving:
    """Ids that arrive one by one. What could be shown of the earlier ones must be when the next is asked for."""

    def __init__(self, tokenizer, arriving: Iterable[int], enough: int | None = None) -> None:
        self._tokenizer = tokenizer
        self._left = iter(arriving)
        self._enough = enough
        self.taken: list[int] = []
        self.shown = ""
        self.late: tuple[list[int], str] | None = None
        self.first = 0  # how many ids had been taken when the first piece came

    def __iter__(self) -> Iterator[int]:
        return self

    def __next__(self) -> int:
        ready = decoded(self._tokenizer, self.taken)
        behind = self.shown != ready and ready.startswith(self.shown)  # what is otherwise wrong is not late
        if self.late is None and behind and not ready.endswith(HALF):
            self.late = self.taken[-8:], ready
        self.taken.append(next(self._left))
        return self.taken[-1]

    def check(self, pieces: list[str], streaming) -> bool:
        """Called after each piece of the call `streaming`; whether enough of them have come."""
        self.shown = "".join(pieces)
        self.first = self.first or len(self.taken)
        if self.late is not None and decoded(self._tokenizer, self.taken).startswith(self.shown):
            last, ready = self.late
            cause = (
                "what can be shown is shown before the next id is asked for: the next one may take a second to come."
            )
            if self.first > 8:
                cause = "nothing is shown before many ids have arrived: hand over each piece at once, with `yield` in the loop."
            elif self.shown.endswith(" "):
                cause = "the last word waits for the next space; only half characters have to wait."
            shown = f"{show(ready[-40:])} to be shown to the end when ids up to {show(last)} have arrived"
            streaming.wrong(shown, cause)
        return self._enough is not None and len(self.shown) >= self._enough


suite = Suite("ex12_stream")
expect = suite.expect


def in_full(tokenizer, some: list[int], want: list[str] | None = None) -> None:
    streaming = expect(stream, tokenizer, some)
    pieces = streaming.yields(decoded(tokenizer, some))
    if "" in pieces:
        streaming.wrong(
            "no piece that is empty",
            "while a character is only half there, nothing is handed over, not even an empty text.",
        )
    if want is not None and pieces != want:
        streaming.wrong(
            f"the pieces {show(want)}",
            "each id that ends a character hands over what has come since the last piece.",
        )


def as_they_arrive(tokenizer, some: list[int], enough: int | None = None) -> None:
    source = Arriving(tokenizer, some, enough)
    streaming = expect(stream, tokenizer, source)
    streaming.yields(decoded(tokenizer, some), check=lambda pieces: source.check(pieces, streaming))


EMOJI = "👍🏽 👩‍👩‍👧‍👦 🇪🇺! የአማርኛ 𒀀𒁀 龘"
AWKWARD = ["", " ", "\n\n", "  two  spaces\r\n", "x != y , isn 't it ? I 'm", " việc", "2024 'Model'", EMOJI]


def texts(rng) -> list[str]:
    """Other scripts, and text nobody has seen before."""
    return [*rng.sample(sorted(corpus.scripts().values()), 8), *(corpus.random_text(rng, 60) for _ in range(6))]


@points(1, stream)
def test_the_pieces_joined_are_the_lecture_sentence(llama):
    in_full(llama, SENTENCE_IDS[1:])
    in_full(llama, SENTENCE_IDS)
    in_full(llama, [])
    examples = {(40, 1097, 12304): ["I", " am", " excited"], (9468, 239, 235, 0): ["👍", "!"]}
    for some, want in examples.items():
        in_full(llama, list(some), want)


@points(2, stream, seconds=30)
def test_no_script_is_shown_in_halves(llama, plain, rng):
    for text in [*AWKWARD, *texts(rng)]:
        in_full(llama, ids(llama, text))
        in_full(plain, ids(plain, text[:60]))


@points(2, stream, seconds=30)
def test_ids_may_end_within_a_character(llama, rng):
    for text in [EMOJI, corpus.random_text(rng, 12)]:
        some = ids(llama, text)
        for length in range(len(some)):
            in_full(llama, some[:length])


@points(1, stream)
def test_special_tokens_and_spaces_are_shown(llama, lowercase, cleaning):
    for text in (
        "<|start_header_id|>user<|end_header_id|>\n\nHi 👍🏽<|eot_id|>",
        "x != y , isn 't it ? No !",
        "<|eot_id|>" * 3,
        "a<|end_of_text|>b<|eom_id|>c<|python_tag|>d<|finetune_right_pad_id|>e<|reserved_special_token_5|>f",
    ):
        in_full(llama, ids(llama, text))
    in_full(lowercase, ids(lowercase, "the <mark> lower</s> <note> 👍</s>"))
    in_full(cleaning, ids(cleaning, "x != y , is n't it ?"))


@points(1, stream)
def test_any_ids_are_decoded_as_a_whole(llama, rng):
    parts = [token_id for token_id in range(100_000) if HALF in decoded(llama, [token_id])]
    in_full(llama, ids(llama, "a replacement character \ufffd is a character, too \ufffd"))
    for _ in range(10):
        in_full(llama, rng.choices(range(128256), k=10) + rng.choices(parts, k=6) + rng.choices([0, 220, 128009], k=2))
        in_full(llama, rng.choices(parts, k=5))
    # However many ids have come since a character was whole, the next one may be: halves of a thumb, and then all of it.
    in_full(llama, [token_id for number in range(4, 13) for token_id in [9468] * number + [239, 235]])


@points(2, stream, seconds=30)
def test_what_can_be_shown_is_shown_before_the_next_id_comes(llama, rng):
    for text in [SENTENCE, EMOJI, *texts(rng)[5:11], "x<|eot_id|>y"]:
        as_they_arrive(llama, ids(llama, text))
    # A replacement character that is one, in the middle: nothing behind it has to wait.
    as_they_arrive(llama, ids(llama, "a\ufffdb c d"))


@points(1, stream)
def test_the_first_pieces_come_although_the_ids_never_end(llama, rng):
    for text in (SENTENCE, EMOJI, rng.choice(sorted(corpus.scripts().values()))):
        # Not quite without an end, so that an answer that waits for it is told what is wrong instead of timed out.
        forever = list(islice(chain(SENTENCE_IDS, cycle(ids(llama, text, False))), 400))
        as_they_arrive(llama, forever, enough=200)
