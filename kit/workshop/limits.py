"""How often somebody may ask: allowances that refill with time, one for each address or participant, and one for all."""

import math
from collections import OrderedDict
from collections.abc import Callable

MOST_KEYS = 10_000
"""Allowances that are kept; the one unused for longest goes first."""


class Allowance:
    """`burst` at once, then `rate` a second. `clock` tells seconds, from any beginning."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float]) -> None:
        self.rate, self.burst, self._clock = rate, burst, clock
        self._left: OrderedDict[object, tuple[float, float]] = OrderedDict()

    def wait(self, key: object, cost: float = 1) -> int:
        """Whole seconds until `cost` is there; 0: it is there now. Takes nothing."""
        left = self._now(key)
        return 0 if left >= cost else max(1, math.ceil((min(cost, self.burst) - left) / self.rate))

    def take(self, key: object, cost: float = 1) -> int:
        """Take `cost` and answer 0, or take nothing and answer the seconds to wait."""
        waiting = self.wait(key, cost)
        if not waiting:
            self._left[key] = self._now(key) - cost, self._clock()
            self._left.move_to_end(key)
            while len(self._left) > MOST_KEYS:
                self._left.popitem(last=False)
        return waiting

    def _now(self, key: object) -> float:
        left, at = self._left.get(key, (self.burst, self._clock()))
        return min(self.burst, left + (self._clock() - at) * self.rate)
