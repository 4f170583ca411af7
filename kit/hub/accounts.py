"""Accounts of the practice Hub: names, tokens, roles, and the terms each account has signed."""

import hashlib
import random
import string
import threading
from dataclasses import dataclass, field

# The kinds of token of the Hub's settings page, as `whoami` reports them in auth.accessToken.role.
ROLES = ("read", "write", "fineGrained")

_FIRST = "amber brisk calm deep early fond gentle happy ivory jolly keen lively merry noble quiet rapid".split()
_SECOND = "badger crane dolphin egret finch gecko heron ibis jay kite lark marten newt otter plover wren".split()


@dataclass(eq=False)
class Account:
    """A person on the practice Hub, with one token.

    `gated` matters for a fineGrained token only: whether it has the permission to read gated repositories.
    `signed` holds the model families whose terms were signed.
    """

    name: str
    token: str = field(repr=False)
    role: str = "read"
    gated: bool = True
    signed: set[str] = field(default_factory=set)

    def whoami(self) -> dict:
        """The answer to `GET /api/whoami-v2` for this account's token."""
        access: dict = {
            "displayName": f"{self.name}-{self.role}",
            "role": self.role,
            "createdAt": "2024-07-26T00:00:00.000Z",
        }
        if self.role == "fineGrained":
            access["fineGrained"] = {"canReadGatedRepos": self.gated, "global": [], "scoped": []}
        return {
            "type": "user",
            "id": hashlib.sha1(self.name.encode()).hexdigest()[:24],
            "name": self.name,
            "fullname": self.name.replace("-", " ").title(),
            "email": f"{self.name}@practice.invalid",
            "emailVerified": True,
            "canPay": False,
            "periodEnd": None,
            "isPro": False,
            "avatarUrl": "",
            "orgs": [],
            "auth": {"type": "access_token", "accessToken": access},
        }


class Accounts:
    """All accounts, found by token or by name. Names and tokens that are made up come from `source`."""

    def __init__(self, source: random.Random) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._by_name: dict[str, Account] = {}
        self._by_token: dict[str, Account] = {}

    def open(self, name: str | None = None, role: str = "read", gated: bool = True) -> Account:
        """A new account with a fresh token, nothing signed. ValueError: name taken, or no such role."""
        if role not in ROLES:
            raise ValueError(f"no such role of a token: {role!r}; there are {', '.join(ROLES)}")
        with self._lock:
            if name is None:
                name = self._new_name()
            elif name in self._by_name:
                raise ValueError(f"there is an account named {name!r} already")
            account = Account(name, self._new_token(), role, gated)
            self._by_name[name] = self._by_token[account.token] = account
            return account

    def by_token(self, token: str) -> Account | None:
        """The account a token belongs to, None for a token that the Hub never gave out."""
        return self._by_token.get(token)

    def by_name(self, name: str) -> Account:
        """The account of that name. KeyError with a sentence in it when there is none."""
        try:
            return self._by_name[name]
        except KeyError:
            raise KeyError(f"there is no account named {name!r} on this practice Hub") from None

    def clear(self) -> None:
        """Closes all accounts; their tokens are worth nothing afterwards, and are not given out again."""
        with self._lock:
            self._by_name.clear()
            self._by_token.clear()

    def _new_name(self) -> str:
        while True:
            first, second = self._source.choice(_FIRST), self._source.choice(_SECOND)
            name = f"{first}-{second}-{self._source.randrange(100, 1000)}"
            if name not in self._by_name:
                return name

    def _new_token(self) -> str:
        # The shape of a real one: hf_ and 34 letters or digits.
        return "hf_" + "".join(self._source.choices(string.ascii_letters + string.digits, k=34))
