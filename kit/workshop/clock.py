"""How long ago something happened, whatever the participant's clock says or is set to in between."""

import sys
import time
from functools import cache


def now() -> dict:
    """This moment, as it is kept beside an event: seconds by both clocks, and which start of the machine it was."""
    return {"wall": time.time(), "steady": _steady(), "boot": _boot()}


def age(moment: dict) -> float:
    """Seconds since a moment that `now` gave, in this process or another; 0 for one that seems to lie ahead."""
    steady = _steady() - moment["steady"]
    if moment["boot"] == _boot() and steady >= 0:  # the wall clock may have been set since
        return steady
    return max(0.0, time.time() - moment["wall"])


def _steady() -> float:
    # Linux's monotonic clock stands still while the machine sleeps; this one does not.
    return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()


@cache
def _boot() -> str:
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read().strip()
    except OSError:
        return ""
