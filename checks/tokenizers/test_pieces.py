"""Seeing tokens: every special token, every script, hostile pieces, in HTML, in colour and plain."""

import random
import re
from html.parser import HTMLParser

import pytest

import kit
from kit.grading.verdict import Verdict
from kit.notebook.page import failure_html
from kit.suite import LLAMA
from kit.suite.explain import Row
from kit.tokenizers import loaded
from kit.tokenizers import texts as corpus
from kit.tokenizers.pieces import STYLE, Piece, Shown, pieces, plain, visible

HOSTILE = [
    "<script>alert(1)</script>", "</b></span></div>", "&lt;b&gt; &amp;", "\"onmouseover='x'", "<!--", "]]>", "</style>",
    "\x00\x07\x1b[31mred\x1b[0m", "\u202etxt.exe\u202c", "a\u200b\u200d\ufeff\u00adb", "\u0301\u0301", "\ufffd", "\u2028\u2029", "\t\r\n \u3000\u00a0",
    "e\u0301\U000e0041", "👨‍👩‍👧‍👦🏽", "\ufe0f", "\ufdd0",
]  # fmt: skip


class Reader(HTMLParser):
    """Checks that tags nest and collects tags, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.boxes: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "b":
            self.boxes.append("")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        if "b" in self.open:
            self.boxes[-1] += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def llama():
    return loaded.load(LLAMA)


def texts() -> list[str]:
    rng = random.Random(1)
    return [*corpus.scripts().values(), *HOSTILE, *(corpus.random_text(rng, 60) for _ in range(20))]


def test_every_special_token_is_marked_in_words_shape_and_order(llama):
    ids = sorted(llama.added_tokens_decoder)
    found = pieces(llama, ids)
    assert [piece.ids for piece in found] == [(token_id,) for token_id in ids] and len(ids) == 256
    assert all(piece.special for piece in found)
    reader = read(Shown(found).html())
    assert reader.boxes == [llama.added_tokens_decoder[token_id].content for token_id in ids]
    assert Shown(found).html().count("kit-s") == 256 + STYLE.count("kit-s")
    assert "[<|eot_id|>]" in Shown(found).plain()


def test_no_token_is_lost_and_characters_are_whole_in_every_script(llama):
    for text in texts():
        ids = llama.encode(text)
        found = pieces(llama, ids)
        assert [token_id for piece in found for token_id in piece.ids] == ids
        assert all(piece.whole for piece in found), text
        assert "".join(piece.text for piece in found[1:]) == text
        assert "\ufffd" not in "".join(piece.text for piece in found) or "\ufffd" in text


def test_html_holds_nothing_of_a_piece_unescaped(llama):
    for text in texts():
        reader = read(kit.show(llama, text).html())
        assert reader.tags <= {"style", "div", "span", "b", "i", "small"}
        assert reader.attributes <= {"class", "title"}
        assert [re.sub("[^<>&\"']", "", box) for box in reader.boxes[1:]] == [
            re.sub("[^<>&\"']", "", piece.text) for piece in pieces(llama, llama.encode(text))[1:]
        ]


def test_what_is_invisible_can_be_seen():
    for text in ("\u200b", "\u202e", "\x1b", "\x00", "\u2028", "\u00ad", "\ufe0f", "\u3000", "\U000e0041", "\ufeff"):
        assert plain(text) == f"⟨U+{ord(text):04X}⟩" and visible(text)[0][1]
    assert plain(" a\tb\r\n") == "␣a⇥b␍↵"
    assert plain("\u0301") == "◌\u0301"
    for text in texts():
        shown = plain(text)
        assert not re.search(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]", shown), repr(shown)


def test_parts_of_a_character_are_one_piece(llama):
    emoji, half = pieces(llama, [9468, 97, 245]), pieces(llama, [9468, 97, 40])
    assert emoji == [Piece((9468, 97, 245), "🤗")]
    assert [(piece.ids, piece.whole) for piece in half] == [((9468, 97), False), ((40,), True)]
    assert half[0].text.startswith("\\xf0\\x9f")
    assert pieces(llama, [10**6, -1])[0].text == "(no such token)"


def test_a_pipe_gets_plain_text_a_terminal_colours_a_notebook_html(llama, capsys, monkeypatch):
    shown = kit.show(llama, "I am excited")
    print(shown)
    out = capsys.readouterr().out
    assert out == "[<|begin_of_text|>]  I   ␣am   ␣excited\n128000               40  1097  12304\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert "\033[" in repr(shown) and re.sub(r"\033\[\d+m", "", repr(shown)) == out.rstrip("\n")
    assert set(shown._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_colours_are_not_the_only_mark_and_the_page_keeps_its_own_text_colour(llama):
    assert not re.search(r"(?<!-)\bcolor:(?!inherit)", STYLE), "text takes the theme's colour"
    assert all(float(alpha) <= 0.6 for alpha in re.findall(r"rgba\([^)]*,([.\d]+)\)", STYLE))
    assert "border:1px solid" in STYLE and "dashed" in STYLE


def test_failure_messages_use_the_same_renderer():
    rows = [
        Row("0", "128000 '<|begin_of_text|>'", "128000 '<|begin_of_text|>'", "="),
        Row("1", "1097 ' am'", "<script>", "!"),
        Row("2", "99 '\\u200b<img src=x>'", "", "!"),
    ]
    hostile = "<script>alert(1)</script>"
    verdict = Verdict(
        "t", "ex04_encode", 1, ("encode",), "failed", hostile, [("yours", hostile)], rows, hostile, output=hostile
    )
    html = failure_html(verdict)
    reader = read(html)
    assert "script" not in reader.tags and "img" not in reader.tags
    assert "␣" in html and "⟨U+200B⟩" in html and html.count("▶") == 2
    assert reader.boxes == ["<|begin_of_text|>", "<|begin_of_text|>", "␣am", "⟨U+200B⟩<img␣src=x>"]
