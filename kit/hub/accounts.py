"""Accounts of the practice Hub: names, access tokens with their roles, and what each account asked of model families."""

import hashlib
import random
import string
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

# The kinds of token of the Hub's settings page, as `whoami` reports them in auth.accessToken.role.
ROLES = ("read", "write", "fineGrained")

PENDING, ACCEPTED, REJECTED = "pending", "accepted", "rejected"
"""States of an access request, as the Hub's settings page and its API for publishers name them."""

APPROVAL_SECONDS = 20.0
"""How long a request with the account's own e-mail waits for approval. The real one takes minutes to hours."""

MOST_ACCOUNTS, MOST_TOKENS = 10_000, 50
"""Accounts of a Hub, tokens of an account; a person needs one of each, a batch of submissions thousands."""

_FIRST = "amber brisk calm deep early fond gentle happy ivory jolly keen lively merry noble quiet rapid".split()
_SECOND = "badger crane dolphin egret finch gecko heron ibis jay kite lark marten newt otter plover wren".split()


@dataclass(eq=False)
class AccessToken:
    """An access token: `secret` is what a learner logs in with, `name` what the settings page calls it.

    `gated` matters for a fineGrained token only: whether it may read gated repositories; and `coded`, whether the Hub
    refuses these with its own error code. `created` and `expires` are seconds since 1970; one without an end has None.
    """

    name: str
    secret: str = field(repr=False)
    role: str = "read"
    gated: bool = True
    created: float = 0.0
    expires: float | None = None
    coded: bool = True

    @property
    def id(self) -> str:
        """What addresses of the settings pages call it; nothing of the secret can be told from it."""
        return hashlib.sha256(self.secret.encode()).hexdigest()[:16]

    @property
    def opens_gated(self) -> bool:
        """Whether it may read gated repositories at all."""
        return self.role != "fineGrained" or self.gated


@dataclass(eq=False)
class AccessRequest:
    """What an account asked of a family: when (seconds since 1970), with which e-mail, and how it was answered.

    `due` is when a pending request is accepted by itself; None where it waits for a person.
    """

    family: str
    repository: str
    email: str
    asked: float
    state: str = PENDING
    due: float | None = None


@dataclass(eq=False)
class Account:
    """A person on the practice Hub."""

    name: str
    email: str
    tokens: list[AccessToken] = field(default_factory=list, repr=False)
    requests: dict[str, AccessRequest] = field(default_factory=dict)
    clock: Callable[[], float] = field(default=time.time, repr=False)

    @property
    def token(self) -> str:
        """The secret of its first token; "" when it has none."""
        return self.tokens[0].secret if self.tokens else ""

    @property
    def role(self) -> str:
        """The role of its first token."""
        return self.tokens[0].role if self.tokens else ""

    def state(self, family: str) -> str:
        """PENDING, ACCEPTED or REJECTED; "" when it never asked. What is due is accepted by asking."""
        request = self.requests.get(family)
        if request is None:
            return ""
        if request.state == PENDING and request.due is not None and self.clock() >= request.due:
            request.state = ACCEPTED
        return request.state

    @property
    def signed(self) -> set[str]:
        """The families that it may use; changing this set changes nothing."""
        return {family for family in self.requests if self.state(family) == ACCEPTED}

    def whoami(self, token: AccessToken) -> dict:
        """The answer to `GET /api/whoami-v2` for one of this account's tokens."""
        access: dict = {
            "displayName": token.name,
            "role": token.role,
            "createdAt": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(token.created)),
        }
        if token.role == "fineGrained":
            access["fineGrained"] = {"canReadGatedRepos": token.gated, "global": [], "scoped": []}
        return {
            "type": "user",
            "id": hashlib.sha1(self.name.encode()).hexdigest()[:24],
            "name": self.name,
            "fullname": self.name.replace("-", " ").title(),
            "email": self.email,
            "emailVerified": True,
            "canPay": False,
            "periodEnd": None,
            "isPro": False,
            "avatarUrl": "",
            "orgs": [],
            "auth": {"type": "access_token", "accessToken": access},
        }


class Accounts:
    """All accounts, found by token or by name. Names and tokens that are made up come from `source`.

    `clock` tells the time in seconds since 1970. `changed` is called after each change that a restart should not
    undo, with no lock held.
    """

    def __init__(
        self,
        source: random.Random,
        clock: Callable[[], float] = time.time,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self.clock = clock
        self.changed = changed
        self.approval_seconds = APPROVAL_SECONDS
        self.source = source
        self._lock = threading.RLock()
        self._by_name: dict[str, Account] = {}
        self._by_token: dict[str, tuple[Account, AccessToken]] = {}

    def open(
        self, name: str | None = None, role: str = "read", gated: bool = True, email: str | None = None
    ) -> Account:
        """A new account with a fresh token, nothing signed. ValueError: name taken, or no such role."""
        _check_role(role)
        with self._lock:
            account = self.join(name if name is not None else self._new_name(), email)
            self.new_token(account, f"{account.name}-{role}", role, gated)
            return account

    def join(self, name: str, email: str | None = None) -> Account:
        """A new account without a token. ValueError, in words: the name or the e-mail is taken, or the Hub is full."""
        with self._lock:
            email = email or f"{name}@practice.invalid"
            if name.casefold() in (known.casefold() for known in self._by_name):
                raise ValueError(f"there is an account named {name!r} already")
            if email.casefold() in (known.email.casefold() for known in self._by_name.values()):
                raise ValueError(f"there is an account with the e-mail {email!r} already")
            if len(self._by_name) >= MOST_ACCOUNTS:
                raise ValueError(f"this practice Hub has {MOST_ACCOUNTS:,} accounts, as many as it takes")
            account = self._by_name[name] = Account(name, email, clock=self.clock)
        self.changed()
        return account

    def new_token(
        self, account: Account, name: str, role: str, gated: bool = True, expires: float | None = None
    ) -> AccessToken:
        """A fresh token for an account. ValueError: no such role, or it has too many."""
        _check_role(role)
        with self._lock:
            if len(account.tokens) >= MOST_TOKENS:
                raise ValueError(f"an account has {MOST_TOKENS} tokens at most: delete one that you do not use")
            token = AccessToken(name, self._new_secret(), role, gated, self.clock(), expires)
            account.tokens.append(token)
            self._by_token[token.secret] = account, token
        self.changed()
        return token

    def refresh(self, account: Account, token: AccessToken) -> None:
        """Give a token a new secret; the old one is worth nothing from then on."""
        with self._lock:
            self._by_token.pop(token.secret, None)
            token.secret = self._new_secret()
            self._by_token[token.secret] = account, token
        self.changed()

    def revoke(self, account: Account, token: AccessToken) -> None:
        """Delete a token; nothing happens when it is gone already."""
        with self._lock:
            self._by_token.pop(token.secret, None)
            if token in account.tokens:
                account.tokens.remove(token)
        self.changed()

    def ask(self, account: Account, family: str, repository: str, email: str) -> AccessRequest:
        """Ask for a family by signing its terms. A request that stands is returned as it is.

        With the account's own e-mail it is accepted after `approval_seconds`; with another it waits for a person.
        """
        with self._lock:
            standing = account.requests.get(family)
            if standing is not None:
                return standing
            now = self.clock()
            own = email.strip().casefold() == account.email.casefold()
            due = now + self.approval_seconds if own else None
            account.requests[family] = request = AccessRequest(family, repository, email, now, PENDING, due)
        self.changed()
        return request

    def decide(self, account: Account, family: str, state: str | None) -> None:
        """Accept, reject or hold a request as the publisher would; None takes it away. ValueError: no such state."""
        if state not in (PENDING, ACCEPTED, REJECTED, None):
            raise ValueError(f"no such state of a request: {state!r}; there are {PENDING}, {ACCEPTED}, {REJECTED}")
        with self._lock:
            if state is None:
                account.requests.pop(family, None)
            else:
                known = account.requests.get(family)
                known = known or AccessRequest(family, "", account.email, self.clock())
                known.state, known.due = state, None
                account.requests[family] = known
        self.changed()

    def by_token(self, secret: str) -> tuple[Account, AccessToken] | None:
        """The account a token belongs to, and the token; None for one that is not valid (any more)."""
        found = self._by_token.get(secret)
        if found is not None and found[1].expires is not None and self.clock() >= found[1].expires:
            return None
        return found

    def by_name(self, name: str) -> Account:
        """The account of that name. KeyError with a sentence in it when there is none."""
        try:
            return self._by_name[name]
        except KeyError:
            raise KeyError(f"there is no account named {name!r} on this practice Hub") from None

    def all(self) -> list[Account]:
        """Every account, in the order in which they were opened."""
        with self._lock:
            return list(self._by_name.values())

    def clear(self) -> None:
        """Closes all accounts; their tokens are worth nothing afterwards, and are not given out again."""
        with self._lock:
            self._by_name.clear()
            self._by_token.clear()
        self.changed()

    def put_back(self, accounts: list[Account]) -> None:
        """These accounts in place of all others, as they were kept; nothing is told to have changed."""
        with self._lock:
            self._by_name = {account.name: account for account in accounts}
            self._by_token = {token.secret: (account, token) for account in accounts for token in account.tokens}

    def _new_name(self) -> str:
        while True:
            first, second = self.source.choice(_FIRST), self.source.choice(_SECOND)
            name = f"{first}-{second}-{self.source.randrange(100, 1000)}"
            if name not in self._by_name:
                return name

    def _new_secret(self) -> str:
        # The shape of a real one: hf_ and 34 letters or digits.
        return "hf_" + "".join(self.source.choices(string.ascii_letters + string.digits, k=34))


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise ValueError(f"no such role of a token: {role!r}; there are {', '.join(ROLES)}")
