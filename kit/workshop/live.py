"""Live pages: each kind of page has a channel; what changed in its pieces is made once and sent to all who look."""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Protocol

from kit.workshop.board import Refused

TICK = 0.25
"""Seconds between two looks at what has changed, while somebody looks at a page."""

KEPT = 60
"""Messages of a channel that are kept for who lost the connection for a moment; who is further behind loads the page."""

IDLE = 500
"""Channels that are kept though nobody looks at them: a page asks for its channel a moment after it was loaded."""

BEAT = 15.0
"""Seconds after which something is sent even if nothing changed, so that a page knows it is still connected."""


class Screen(Protocol):
    """What a page shows; see kit.workshop.screens."""

    def shape(self) -> tuple: ...
    def pieces(self, now: float) -> object: ...
    def unchanged(self, now: float) -> object: ...


class Channel:
    """A page's pieces as they were shown last, and the messages that led there."""

    def __init__(self, screen: Screen, clock: Callable[[], float]) -> None:
        self.screen, self.clock = screen, clock
        self.run = secrets.token_hex(4)
        self.number = 0
        self.watchers = 0
        self.shown: dict[str, str] = {}
        self.woken = asyncio.Event()
        self._shape: tuple | None = None
        self._known: object = None
        self._messages: deque[tuple[int, bytes]] = deque(maxlen=KEPT)

    @property
    def at(self) -> str:
        """Where the channel is: what a page says when it connects."""
        return f"{self.run}-{self.number}"

    def refresh(self) -> None:
        """Look at what has changed, and make the message that says so."""
        now = self.clock()
        shape = self.screen.shape()
        if shape != self._shape:
            self._shape, self.shown = shape, dict(self.screen.pieces(now))  # type: ignore[call-overload]
            self._known = self.screen.unchanged(now)
            self.reload()
            return
        known = self.screen.unchanged(now)
        if known is not None and known == self._known:
            return
        self._known = known
        shown = dict(self.screen.pieces(now))  # type: ignore[call-overload]
        changed, before = [], None
        for id, html in shown.items():
            if self.shown.get(id) != html:
                changed.append([id, html, before])
            before = id
        changed += [[id, "", None] for id in self.shown.keys() - shown.keys()]
        self.shown = shown
        if changed:
            self.number += 1
            data = json.dumps({"now": round(now, 2), "pieces": changed})
            self._messages.append((self.number, f"id: {self.at}\ndata: {data}\n\n".encode()))
            self._wake()

    def reload(self) -> None:
        """Have every open page loaded again: no message leads to where it is now."""
        self._messages.clear()
        self.number += 2
        self._wake()

    def _wake(self) -> None:
        woken, self.woken = self.woken, asyncio.Event()
        woken.set()

    def after(self, number: int) -> list[tuple[int, bytes]] | None:
        """The messages after that number; None: they are not all here any more."""
        if number > self.number or (number < self.number and (not self._messages or self._messages[0][0] > number + 1)):
            return None
        return [message for message in self._messages if message[0] > number]


class Live:
    """The channels that somebody looks at, and the one task that refreshes them."""

    def __init__(self, clock: Callable[[], float], look: Callable[[], None]) -> None:
        self._clock, self._look = clock, look
        self._channels: dict[object, Channel] = {}
        self._task: asyncio.Task | None = None

    def channel(self, key: object, screen: Callable[[], Screen]) -> Channel:
        """The channel of that key, refreshed now; made when there is none."""
        if key not in self._channels:
            for idle in [each for each, channel in self._channels.items() if not channel.watchers][:-IDLE]:
                del self._channels[idle]
            self._channels[key] = Channel(screen(), self._clock)
        self._channels[key].refresh()
        return self._channels[key]

    async def messages(self, channel: Channel, since: str) -> AsyncIterator[bytes]:
        """What an open page is sent, from where it is."""
        run, _, number = since.partition("-")
        at = int(number) if run == channel.run and number.isdecimal() else -1
        channel.watchers += 1
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._refreshing())
        try:
            yield b"retry: 2000\n\n"
            while True:
                woken, news = channel.woken, channel.after(at) if at >= 0 else None
                if news is None:
                    yield f"event: again\nid: {channel.at}\ndata: {{}}\n\n".encode()
                    return
                if news:
                    at = news[-1][0]
                    yield b"".join(message for _, message in news)
                    continue
                try:
                    async with asyncio.timeout(BEAT):
                        await woken.wait()
                except TimeoutError:
                    yield b": here\n\n"
        finally:
            channel.watchers -= 1

    async def _refreshing(self) -> None:
        while watched := [channel for channel in self._channels.values() if channel.watchers]:
            try:
                self._look()
            except Refused:  # the room was deleted: each page is told so when it loads again
                for channel in watched:
                    channel.reload()
                return
            for channel in watched:
                channel.refresh()
            await asyncio.sleep(TICK)
