"""The seed of a batch's random test inputs, and a new one for each hand-in round, from a secret of the batch.

Whoever knows a seed can draw a test's inputs before handing in again. A round's seed follows from the batch's secret and
the round's number, so nobody who has seen the seeds of earlier rounds can tell it, and the teacher can make it again.
"""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from kit.course import atomic

MOST = 10**9
"""Seeds are below this."""


@dataclass
class Seeds:
    """What `batch.json` holds: the exercises, the seed in use, all seeds that verdicts are kept of, and the secret.

    `unfinished` says that the round was begun and not graded to its end: the next run goes on with it.
    """

    path: Path
    exercises: list[str]
    seed: int | None = None
    rounds: list[int] = field(default_factory=list)
    secret: str = ""
    unfinished: bool = False

    @property
    def kept(self) -> set[int]:
        """The seeds whose verdicts hold: with rounds, those of every round; else that in use alone."""
        return {*([self.seed] if self.seed is not None else []), *self.rounds}

    def use(self, seed: int | None, fresh: bool) -> None:
        """Settle the seed: the one asked for; with `fresh` the next round's; else the one in use, or one drawn now."""
        before = self._data()
        if seed is not None:
            self.seed, self.rounds = seed, self.rounds if seed in self.rounds else []
        elif fresh and not (self.unfinished and self.secret):
            self.secret = self.secret or secrets.token_hex(32)
            if self.seed is not None and not self.rounds:
                self.rounds = [self.seed]
            self.seed = of_round(self.secret, len(self.rounds) + 1)
            self.rounds.append(self.seed)
        elif self.seed is None:
            self.seed = secrets.randbelow(MOST)
        self.unfinished = self.unfinished or fresh
        if self._data() != before:
            self._write()

    def finish(self) -> None:
        """The round is graded to its end."""
        if self.unfinished:
            self.unfinished = False
            self._write()

    def _data(self) -> dict:
        found: dict[str, object] = {"seed": self.seed, "exercises": self.exercises}
        if self.secret:
            found |= {"secret": self.secret, "rounds": self.rounds, "unfinished": self.unfinished}
        return found

    def _write(self) -> None:
        atomic.write(self.path, (json.dumps(self._data()) + "\n").encode())


def read(path: Path, exercises: tuple[str, ...]) -> Seeds:
    """The seeds of the batch whose `batch.json` this is; those of a new one about `exercises` where there is none."""
    if not path.exists():
        return Seeds(path, list(exercises))
    data = json.loads(path.read_text(encoding="utf-8"))
    rounds, secret = data.get("rounds", []), data.get("secret", "")
    return Seeds(path, data["exercises"], data.get("seed"), rounds, secret, data.get("unfinished", False))


def of_round(secret: str, number: int) -> int:
    """The seed of a batch's round, from 1."""
    made = hmac.digest(bytes.fromhex(secret), f"tokenizer-kit round {number}".encode(), hashlib.sha256)
    return int.from_bytes(made[:8]) % MOST
