"""What crosses between the grader and a sandboxed child: plain data in frames of bounded length, never pickle.

A frame is its length in four bytes and JSON in UTF-8. JSON alone would turn tuples into lists and lose bytes, sets and
keys that are no strings, so those are tagged: `{"t": […]}` is a tuple. What is no plain data is an Opaque (the name of
its type and no more) or a reference, which the two ends resolve, each to its own.
"""

import contextlib
import json
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from kit.learner.opaque import Opaque

MOST_BYTES = 32_000_000
"""Bytes of one frame; the vocabulary of a course's model as a dict has about 5 million."""

MOST_VALUES = 1_500_000
"""Values in one frame, those within lists and dicts included."""

MOST_MEMORY = 256_000_000
"""Bytes that the values of one frame may take once they are objects, by an estimate that is made before any is."""

MOST_OTHERS, MOST_OTHERS_TEST = 20_000, 50_000
"""Values in one frame, and in all of one test, that are no plain data: what stands for each is an object of ours."""

MOST_CLASSES = 200
"""Types that those values of one child may have: a class is made for each, once, which takes a thousand bytes."""

AHEAD = 1 << 16
"""Bytes that are read at once where more than one frame may have come."""

DEEPEST = 40
"""Lists within lists; whatever is nested deeper is Opaque."""

MOST_ALIKE = 1_000
"""Keys of one dict, or members of one set, whose hash another has too. Hashes of numbers and tuples are no secret, and a
million keys of one hash would keep the receiver busy for hours."""

MOST_BITS = 4_096
"""Bits of the largest integer that crosses as a number."""

PLAIN = (str, bytes, list, tuple, dict, set, frozenset)
"""What can be gone through and crosses as it is; anything else of that kind is asked for its values one by one."""

_LENGTH = struct.Struct(">I")
_SMALL = 2**63
_AS_IT_IS = {str, int, float, bool, type(None)}


class Violation(Exception):
    """The other end sent what nobody who keeps to the rules sends, or too much of it."""


class Gone(Exception):
    """The other end has closed the connection."""


class TooLate(Exception):
    """The other end did not answer in time."""


class Reference:
    """Something that only one end has, or that each has a copy of: a kind, a name, and what there is to say about it."""

    def __init__(self, kind: str, name: Any, about: dict[Any, Any] | None = None) -> None:
        self.kind = kind
        self.name = name
        self.about = about or {}


class Allowance:
    """What a child may still send that is no plain data, and the classes that stand for the types of it."""

    def __init__(self) -> None:
        self.classes: dict[tuple[Any, ...], type[Opaque]] = {}
        self.start_test()

    def start_test(self) -> None:
        """A test begins; classes stay."""
        self.others = MOST_OTHERS_TEST

    def spend(self) -> None:
        """One more. Raises Violation."""
        self.others -= 1
        if self.others < 0:
            raise Violation(f"more than {MOST_OTHERS_TEST:,} values in one test that are no plain data")


def opaque(
    module: str,
    name: str,
    bases: list[str],
    keys: list[str],
    kind: type[Opaque] = Opaque,
    allowance: Allowance | None = None,
) -> Opaque:
    """An Opaque (or a subclass, `kind`) whose type has this module, qualified name, and base classes of these names."""
    allowance = allowance or Allowance()
    allowance.spend()
    module, name = str(module)[:200].replace("\0", ""), str(name)[:200].replace("\0", "")
    base = next((str(base)[:200] for base in list(bases)[:1]), None)
    known = frozenset(str(key)[:200] for key in list(keys)[:100])
    told = kind, module, name, base, known
    if told not in allowance.classes:
        if len(allowance.classes) >= MOST_CLASSES:
            raise Violation(f"values of more than {MOST_CLASSES} types that are no plain data")
        parents = (kind,) if base is None else (type(base, (kind,), {}),)
        inside = {"__module__": module, "__qualname__": name, "keys": known}
        allowance.classes[told] = type(name.rpartition(".")[2] or "object", parents, inside)
    return allowance.classes[told]()


def pack(value: object) -> bytes:
    """`value` as the content of a frame; a Reference crosses as one, anything else that is no plain data as an Opaque.

    Raises Violation when it is too long to cross.
    """
    room, others = MOST_VALUES, MOST_OTHERS

    def encode(item: Any, depth: int) -> object:
        nonlocal room, others
        room -= 1
        if room < 0:
            raise Violation("more values than may cross")
        kind = type(item)
        if kind is str or item is None or kind is bool or kind is float:
            return item
        if kind is int:
            if -_SMALL <= item < _SMALL:
                return item
            return {"i": hex(item)} if item.bit_length() <= MOST_BITS else _named(int, bits=item.bit_length())
        if kind is bytes:
            return {"b": item.decode("latin-1")}
        if depth > DEEPEST:
            return _named(kind)
        # By the type itself: `isinstance` believes an object's `__class__`.
        if issubclass(kind, list):
            if list.__len__(item) <= room and set(map(type, list.__iter__(item))) <= _AS_IT_IS and _few_bits(item):
                room -= list.__len__(item)
                return item if kind is list else list(list.__iter__(item))
            return [encode(part, depth + 1) for part in list.__iter__(item)]
        if issubclass(kind, dict):
            return {"d": [[encode(key, depth + 1), encode(part, depth + 1)] for key, part in dict.items(item)]}
        if issubclass(kind, tuple):
            return {"t": [encode(part, depth + 1) for part in tuple.__iter__(item)]}
        if kind is set or kind is frozenset:
            return {"s" if kind is set else "f": [encode(part, depth + 1) for part in item]}
        others -= 1
        if others < 0:
            raise Violation(f"more than {MOST_OTHERS:,} values that are no plain data")
        if kind is Reference:
            return {"r": [item.kind, item.name, encode(item.about, depth + 1)]}
        return _named(kind, item)

    text = json.dumps(encode(value, 0), ensure_ascii=False, separators=(",", ":"), check_circular=False)
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > MOST_BYTES:
        raise Violation(f"{len(data):,} bytes; at most {MOST_BYTES:,} cross")
    return data


def _few_bits(items: list[Any]) -> bool:
    numbers = [item for item in list.__iter__(items) if type(item) is int]
    return not numbers or -_SMALL <= min(numbers) and max(numbers) < _SMALL


def _named(kind: type[Any], item: object = None, bits: int = 0) -> dict[Any, Any]:
    if bits:
        return {"o": ["builtins", f"int of {bits:,} bits", [], []]}
    return {"o": [*about(item).values()]} if item is not None else {"o": [kind.__module__, kind.__qualname__, [], []]}


def about(value: Any) -> dict[Any, Any]:
    """What is said of a value that does not cross: its type's module and name, and what messages look for in it."""
    kind = type(value)
    bases = [
        base.__name__ for base in kind.__mro__[1:] if base.__name__ in ("PreTrainedTokenizerBase", "BaseException")
    ]
    keys = [key for key in ("input_ids", "attention_mask") if kind.__name__ == "BatchEncoding" and key in value]
    return {"module": kind.__module__, "name": kind.__qualname__, "bases": bases, "keys": keys}


def unpack(
    data: bytes,
    resolve: Callable[[Reference], object] = lambda reference: reference,
    allowance: Allowance | None = None,
) -> Any:
    """The value in a frame; only built-in types, Opaque and what `resolve` gives. Raises Violation for anything odd.

    `allowance` is what the sender has for several frames; without one, this frame has its own.
    """
    room, others = MOST_VALUES, MOST_OTHERS
    allowance = allowance or Allowance()

    def decode(item: Any, depth: int) -> Any:
        nonlocal room, others
        room -= 1
        if room < 0:
            raise Violation("more values than may cross")
        kind = type(item)
        if kind is not list and kind is not dict:
            return item
        if depth > DEEPEST + 1:  # at the last level `pack` writes containers as Opaque
            raise Violation("nested too deeply")
        if kind is list:
            if len(item) <= room and set(map(type, item)) <= _AS_IT_IS:
                room -= len(item)
                return item
            return [decode(part, depth + 1) for part in item]
        if len(item) != 1:
            raise Violation("an object with several tags")
        ((tag, content),) = item.items()
        if tag == "i" and type(content) is str and len(content) <= MOST_BITS // 4 + len("-0x"):
            return int(content, 16)
        if tag == "b" and type(content) is str:
            return content.encode("latin-1")
        if type(content) is list:
            if tag == "t":
                return tuple([decode(part, depth + 1) for part in content])
            if tag == "d":
                pairs = [(decode(key, depth + 1), decode(part, depth + 1)) for key, part in content]
                _told_apart([key for key, _ in pairs])
                return dict(pairs)
            if tag == "s" or tag == "f":
                members = [decode(part, depth + 1) for part in content]
                _told_apart(members)
                return set(members) if tag == "s" else frozenset(members)
            if tag == "o" or tag == "r":
                others -= 1
                if others < 0:
                    raise Violation(f"more than {MOST_OTHERS:,} values that are no plain data")
            if tag == "o":
                module, name, bases, keys = content
                return opaque(module, name, bases, keys, allowance=allowance)
            if tag == "r":
                reference, name, about = content
                return resolve(Reference(str(reference), name, decode(about, depth + 1)))
        raise Violation("an unknown tag")

    # An empty list takes two characters here and a hundred bytes as an object: count before making any.
    lists, objects, commas = (data.count(mark) for mark in (b"[", b"{", b","))
    if lists + objects > 2 * MOST_VALUES or 64 * (lists + commas) + 240 * objects > MOST_MEMORY:
        raise Violation("more values than may cross")
    try:
        return decode(json.loads(data.decode("utf-8", "surrogatepass")), 0)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Violation(f"{type(error).__name__}") from None
    except MemoryError:
        raise Violation("more than the grading process has memory for") from None


def _told_apart(keys: list[Any]) -> None:
    if len(keys) > MOST_ALIKE and len(keys) - len({hash(key) for key in keys}) > MOST_ALIKE:
        raise Violation("keys with the same hash")


class Channel:
    """One end of a connection; frames go in turn. Every wait has an end.

    `ahead`: whatever has come is read at once, more than one frame too. Not for a line that descriptors go over.
    """

    def __init__(self, connected: socket.socket, *, ahead: bool = False) -> None:
        self.socket = connected
        self._ahead = AHEAD if ahead else 0
        self._come = b""  # what was read beyond the frames that were asked for
        self._timeout: float | None = -1.0  # nobody knows yet

    def send(self, *data: bytes, deadline: float | None = None) -> None:
        """Send frames, together. Raises Gone or TooLate (`deadline` is in time.monotonic's seconds)."""
        self._patience(deadline)
        try:
            self.socket.sendall(b"".join(part for each in data for part in (_LENGTH.pack(len(each)), each)))
        except TimeoutError:
            raise TooLate from None
        except OSError:
            raise Gone from None

    def receive(self, deadline: float | None = None) -> bytes:
        """The next frame. Raises Gone, TooLate, or Violation for one that is too long."""
        (size,) = _LENGTH.unpack(self._exactly(_LENGTH.size, deadline))
        if size > MOST_BYTES:
            raise Violation(f"a frame of {size:,} bytes")
        return self._exactly(size, deadline)

    @property
    def gone(self) -> bool:
        """Whether the other end has hung up."""
        self.socket.settimeout(0)
        try:
            return not self.socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def _exactly(self, size: int, deadline: float | None) -> bytes:
        if len(self._come) >= size:
            found, self._come = self._come[:size], self._come[size:]
            return found
        parts, missing = [self._come], size - len(self._come)
        self._come = b""
        while missing > 0:
            self._patience(deadline)
            try:
                part = self.socket.recv(max(min(missing, 1 << 20), self._ahead))
            except TimeoutError:
                raise TooLate from None
            except OSError:
                raise Gone from None
            if not part:
                raise Gone
            if len(part) > missing:
                part, self._come = part[:missing], part[missing:]
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def _patience(self, deadline: float | None) -> None:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise TooLate
        if left is not None or self._timeout is not None:  # each setting is a call of the system's
            self.socket.settimeout(left)
            self._timeout = left

    def hang_up(self) -> None:
        """End the connection for both ends, and for whoever waits at this one in another thread."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close this end."""
        self.socket.close()
