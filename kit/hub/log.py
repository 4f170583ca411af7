"""What the practice Hub was asked: one `Request` for each, in the order they were answered."""

import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

# The last so many are kept: an exercise makes a few dozen, a batch run thousands.
KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it arrived. `repr` shows no token.

    `path` is as sent, percent signs included, without the query; `token` is the bearer token or None;
    `status` is the HTTP status it was answered with; `headers` has names in lower case; `problem` says what
    went wrong inside the Hub itself, for status 501.
    """

    method: str
    path: str
    token: str | None = field(repr=False)
    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    problem: str = ""

    @property
    def authorization(self) -> str | None:
        """The raw Authorization header, None if there was none."""
        return self.headers.get("authorization")


class RequestLog(Sequence[Request]):
    """A list of the last `KEPT` requests that any thread may read while the server adds to it."""

    def __init__(self, kept: int = KEPT) -> None:
        self._requests: deque[Request] = deque(maxlen=kept)
        self._lock = threading.Lock()

    def add(self, request: Request) -> None:
        """Adds one; the oldest goes if there are too many."""
        with self._lock:
            self._requests.append(request)

    def clear(self) -> None:
        """Forgets all of them."""
        with self._lock:
            self._requests.clear()

    def __iter__(self) -> Iterator[Request]:
        with self._lock:
            return iter(list(self._requests))

    def __len__(self) -> int:
        return len(self._requests)

    @overload
    def __getitem__(self, index: int) -> Request: ...
    @overload
    def __getitem__(self, index: slice) -> list[Request]: ...
    def __getitem__(self, index: int | slice) -> Request | list[Request]:
        return list(self)[index]

    def __repr__(self) -> str:
        return repr(list(self))
