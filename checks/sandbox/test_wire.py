"""What crosses between the grader and a sandboxed child: every type comes through as it was, and nothing else does."""

import enum
import json
import math
import socket
import struct
import threading
import time
from collections import Counter, OrderedDict, namedtuple
from itertools import product

import pytest

from kit.learner import errors
from kit.learner.opaque import Opaque
from kit.sandbox import told, wire

Pair = namedtuple("Pair", "left right")


class Colour(enum.IntEnum):
    RED = 1


class Text(str):
    pass


def crossed(value):
    return wire.unpack(wire.pack(value))


PLAIN = {
    "nothing": None,
    "truths": [True, False],
    "integers": [0, -1, 2**63 - 1, -(2**63), 2**63, -(2**63) - 1, 2**4095, -(2**4095)],
    "floats": [0.0, -0.0, 1e308, 5e-324, math.inf, -math.inf, 15.0],
    "texts": ["", "é", "日本", "\0", "\x1b[2J", "😀", "\ud800", "\udfff\ud800", "\u2028", '{"t": []}'],
    "bytes": [b"", bytes(range(256)), b'{"b":""}'],
    "lists": [[], [[]], [1, [2, [3, [True, None]]]]],
    "tuples": [(), (1,), ((1, 2), [3])],
    "dicts": [{}, {"t": [1]}, {1: "a", "1": "b", b"1": "c", (1, 2): "d", None: 0, 2.5: 1, False: 2}, {"o": {"r": 1}}],
    "sets": [set(), {1, "a", b"a", (1,)}, frozenset(), frozenset({frozenset({1})})],
    "equal, of other types": [1, 1.0, True, [1, 1.0, True]],
}


def types(value):
    """The types of a value and of all that is in it."""
    if isinstance(value, dict):
        return (type(value), [(types(k), types(v)) for k, v in value.items()])
    if isinstance(value, (list, tuple)):
        return (type(value), [types(item) for item in value])
    return type(value)


@pytest.mark.parametrize("name", PLAIN)
def test_plain_values_come_back_with_their_types(name):
    value = PLAIN[name]
    assert crossed(value) == value and types(crossed(value)) == types(value)
    if name != "sets":  # which have no order
        assert str(crossed(value)) == str(value)  # 0.0 and -0.0, and the order of dicts


def test_a_number_that_is_none_comes_back_as_one():
    assert math.isnan(crossed(math.nan)) and math.isnan(crossed({"a": [math.nan]})["a"][0])


def test_subclasses_of_containers_become_the_containers():
    for value, plain in (
        (Counter("aab"), {"a": 2, "b": 1}),
        (OrderedDict(a=1), {"a": 1}),
        (Pair(1, 2), (1, 2)),
        (type("L", (list,), {"__iter__": lambda self: iter("lies"), "__len__": lambda self: 9})([1, 2]), [1, 2]),
    ):
        assert crossed(value) == plain and type(crossed(value)) is type(plain)


@pytest.mark.parametrize(
    "value, name",
    [
        (Text("a"), "Text"),
        (Colour.RED, "Colour"),
        (object(), "object"),
        (lambda: 1, "function"),
        ((item for item in "ab"), "generator"),
        (1j, "complex"),
        (..., "ellipsis"),
        (int, "type"),
        (range(3), "range"),
        (bytearray(b"a"), "bytearray"),
        (type("Equal", (), {"__eq__": lambda self, other: True, "__hash__": None})(), "Equal"),
        (2**5000, "int of 5,001 bits"),
        (-(2**100_000), "int of 100,001 bits"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_plain_data_is_known_by_name_alone(value, name):
    found = crossed([value])[0]
    assert isinstance(found, Opaque) and type(found).__qualname__ == name
    assert found != 1 and found != "a" and not isinstance(found, (str, int, list))


def test_a_class_cannot_pass_for_another():
    class Claims:
        __class__ = list

    found = crossed(Claims())
    assert isinstance(found, Opaque) and found.__class__ is type(found) and not isinstance(found, list)


def test_nesting_ends():
    def deep(levels):
        value = "end"
        for _ in range(levels):
            value = [value]
        return value

    assert crossed(deep(wire.DEEPEST)) == deep(wire.DEEPEST)
    found = crossed(deep(100_000))
    for _ in range(wire.DEEPEST + 1):
        (found,) = found
    assert isinstance(found, Opaque)
    own = []
    own.append(own)
    crossed(own)


def test_too_much_is_refused_where_it_is_packed():
    with pytest.raises(wire.Violation, match="more values"):
        wire.pack([0] * (wire.MOST_VALUES + 1))
    with pytest.raises(wire.Violation, match="more values"):
        wire.pack([[]] * (wire.MOST_VALUES + 1))
    with pytest.raises(wire.Violation, match="bytes"):
        wire.pack("x" * (wire.MOST_BYTES + 1))


def test_references_are_resolved_by_the_receiver():
    data = wire.pack({"a": [wire.Reference("tokenizer", "llama", {"files": {"x": b"y"}})]})
    found = wire.unpack(data, lambda reference: (reference.kind, reference.name, reference.about))
    assert found == {"a": [("tokenizer", "llama", {"files": {"x": b"y"}})]}


def colliding_tuples():
    """65,536 tuples of one hash: that of -1 is that of -2."""
    return [{"t": list(each)} for each in product((-1, -2), repeat=16)]


HOSTILE = {
    "no JSON": b"{",
    "no UTF-8": b'"\xff"',
    "nothing": b"",
    "pickle": b"\x80\x04K\x01.",
    "an unknown tag": b'{"x":[]}',
    "two tags": b'{"t":[],"s":[]}',
    "no tag": b"{}",
    "a tuple of no list": b'{"t":{}}',
    "a dict of no pairs": b'{"d":[1]}',
    "a dict of triples": b'{"d":[[1,2,3]]}',
    "a key that is a list": b'{"d":[[[],1]]}',
    "a set of lists": b'{"s":[[]]}',
    "bytes that are none": '{"b":"日"}'.encode(),
    "bytes of a number": b'{"b":1}',
    "an integer that is none": b'{"i":"0xg"}',
    "an integer of a list": b'{"i":[1]}',
    "an integer of many digits": b'{"i":"0x' + b"f" * 5000 + b'"}',
    "decimal digits without end": b"9" * 100_000,
    "an opaque of its own class": b'{"o":["a","b",[],[],{"t":[]}]}',
    "an opaque with a surrogate": b'{"o":["a","\\ud800",[],[]]}',
    "an opaque of numbers": b'{"o":["a","b",5,[]]}',
    "a reference in two parts": b'{"r":["tokenizer",1]}',
    "lists within lists": b"[" * 5_000_000 + b"]" * 5_000_000,
    "lists within lists, but fewer": b"[" * 60 + b"]" * 60,
    "ten million lists": b"[" + b"[]," * 10_000_000 + b"[]]",
    "too many numbers": b"[" + b"1," * (wire.MOST_VALUES + 1) + b"1]",
    "numbers of one hash": json.dumps({"s": [{"i": hex(k * (2**61 - 1))} for k in range(200_000)]}).encode(),
    "tuples of one hash": json.dumps({"f": colliding_tuples()}).encode(),
    "keys of one hash": json.dumps({"d": [[each, 1] for each in colliding_tuples()]}).encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_frame_is_a_violation_and_soon(name):
    start = time.process_time()
    with pytest.raises(wire.Violation):
        wire.unpack(HOSTILE[name])
    assert time.process_time() - start < 10


def test_honest_keys_that_share_a_hash_are_let_through():
    value = {k: True for each in range(400) for k in ((-1, each), (-2, each))}
    assert crossed(value) == value and crossed(set(value)) == set(value)


@pytest.fixture
def channels():
    ends = [wire.Channel(end) for end in socket.socketpair()]
    yield ends
    for end in ends:
        end.close()


def test_frames_arrive_whole_and_in_turn(channels):
    here, there = channels
    large = wire.pack("x" * 3_000_000)
    sender = threading.Thread(target=lambda: [here.send(data) for data in (b"", b"1", large, b"2")])
    sender.start()
    assert [there.receive() for _ in range(4)] == [b"", b"1", large, b"2"]
    sender.join()


def test_a_frame_that_is_too_long_is_refused_before_it_is_read(channels):
    here, there = channels
    here.socket.sendall(struct.pack(">I", wire.MOST_BYTES + 1))
    with pytest.raises(wire.Violation):
        there.receive()


def test_waiting_has_an_end_also_for_one_who_sends_a_byte_at_a_time(channels):
    here, there = channels
    here.socket.sendall(struct.pack(">I", 10) + b"12345")
    with pytest.raises(wire.TooLate):
        there.receive(time.monotonic() + 0.05)
    with pytest.raises(wire.TooLate):
        there.receive(time.monotonic() - 1)
    with pytest.raises(wire.TooLate):  # nobody reads
        there.send(b"x" * wire.MOST_BYTES, deadline=time.monotonic() + 0.05)


def test_an_end_that_closed_is_gone(channels):
    here, there = channels
    here.socket.sendall(b"\0\0")
    here.close()
    with pytest.raises(wire.Gone):
        there.receive()
    with pytest.raises(wire.Gone):
        there.send(b"x" * 1_000_000)


@pytest.mark.parametrize(
    "kinds, bases",
    [
        (["Bad", "ValueError", "Exception", "BaseException", "object"], {ValueError}),
        (["Bad", "PermissionError", "OSError", "ValueError", "Exception"], {PermissionError, ValueError}),
        (["Bad", "UnicodeDecodeError", "UnicodeError", "ValueError", "Exception"], {ValueError}),
        (["Bad", "MemoryError", "OSError", "SyntaxError", "ImportError"], {MemoryError}),  # lies
        (["KeyboardInterrupt", "BaseException"], {Exception}),
    ],
)
def test_an_exception_is_made_anew_with_the_bases_a_child_told_of(kinds, bases):
    made = told.exception({"kinds": kinds, "text": "no"})
    assert all(isinstance(made, base) for base in bases) and str(made) == "no" and isinstance(made, Exception)
    assert errors.kinds(made) >= set(kinds), "what a library's own classes are called there is known here, too"


class Something:
    pass


def test_what_is_no_plain_data_has_one_class_a_type_and_an_object_each():
    allowance = wire.Allowance()
    first = wire.unpack(wire.pack([Something()] * 1000), allowance=allowance)
    second = wire.unpack(wire.pack([Something()]), allowance=allowance)
    assert {type(each) for each in first + second} == {type(first[0])} and type(first[0]).__qualname__ == "Something"
    assert len({id(each) for each in first}) == 1000 and first[0] != first[1]


@pytest.mark.parametrize("value", [Something(), wire.Reference("object", 1)], ids=["objects", "references"])
def test_only_so_much_of_a_frame_is_no_plain_data(value):
    assert len(wire.unpack(wire.pack([value] * 15_000))) == 15_000
    with pytest.raises(wire.Violation, match="no plain data"):
        wire.pack([value] * (wire.MOST_OTHERS + 1))
    entry = json.loads(wire.pack(value))
    for most in (wire.MOST_OTHERS + 1, 390_000):
        with pytest.raises(wire.Violation):
            wire.unpack(json.dumps([entry] * most).encode())


def test_a_test_has_so_many_objects_and_a_child_so_many_types():
    allowance, frame = wire.Allowance(), wire.pack([Something()] * 20_000)
    for _ in range(2):
        wire.unpack(frame, allowance=allowance)
    with pytest.raises(wire.Violation, match="in one test"):
        wire.unpack(frame, allowance=allowance)
    allowance.start_test()
    wire.unpack(frame, allowance=allowance)
    with pytest.raises(wire.Violation, match="types"):
        for number in range(300):
            wire.unpack(wire.pack(type(f"E{number}", (), {})()), allowance=allowance)


FLOODS = {
    "lists": b"[" + b"[]," * 2_900_000 + b"1]",
    "dicts": b"[" + b"{}," * 1_400_000 + b"1]",
    "numbers": b"[" + b"1.5," * 7_900_000 + b"1]",
    "texts": b"[" + b'"ab",' * 6_300_000 + b"1]",
}


@pytest.mark.parametrize("frame", FLOODS.values(), ids=list(FLOODS))
def test_a_frame_is_measured_before_an_object_is_made_of_it(frame, monkeypatch):
    assert len(frame) <= wire.MOST_BYTES
    monkeypatch.setattr(wire.json, "loads", lambda text: pytest.fail("it was parsed"))
    with pytest.raises(wire.Violation, match="more values"):
        wire.unpack(frame)
