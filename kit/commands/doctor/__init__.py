"""What `kit doctor` looks at, each with the next step when something is wrong.

Nothing here reads or sends the learner's own token; kit/commands/doctor/live.py does, and only when it is asked to.
"""

from dataclasses import dataclass

OK, NOTE, WRONG = "ok", "note", "wrong"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: `status` is ok, note (worth knowing) or wrong; `next_step` is what to do about it."""

    name: str
    status: str
    text: str
    next_step: str = ""
