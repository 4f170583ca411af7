"""The lecture's first steps on the practice Hub, each seen by the Hub itself: in its accounts and in what it was asked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kit.hub.accounts import ACCEPTED, REJECTED, AccessRequest, AccessToken, Account, Accounts
from kit.hub.catalogue import FAMILIES, Catalogue
from kit.hub.log import Request
from kit.tokenizers.model_ids import LLAMA

FAMILY = "llama-3.1"


@dataclass(frozen=True)
class Step:
    """One step: what a person does, whether the Hub has seen it, and what looks like a wrong turn ("" for none)."""

    name: str
    title: str
    how: str
    done: bool
    wrong: str = ""


class Walk:
    """The steps over a Hub's accounts, catalogue and log.

    `ignored` are names of accounts that were there before; `places` tells what stands where code looks for a token.
    """

    def __init__(
        self,
        accounts: Accounts,
        catalogue: Catalogue,
        log: Sequence[Request],
        url: str,
        *,
        ignored: Iterable[str] = (),
        places: Callable[[], Iterable[str]] = lambda: (),
    ) -> None:
        self._accounts, self._catalogue, self._log, self._url = accounts, catalogue, log, url
        self._ignored, self._places = frozenset(ignored), places

    def steps(self) -> list[Step]:
        """All steps as they are now, in the lecture's order."""
        people = [account for account in self._accounts.all() if account.name not in self._ignored]
        tokens = {token.secret: (account, token) for account in people for token in account.tokens}
        asked = list(self._log)
        own = [request for request in asked if request.token in tokens]
        held = [account.requests[FAMILY] for account in people if FAMILY in account.requests]
        return [
            Step("account", "make an account", f"open {self._url}/join", bool(people)),
            self._token(people),
            self._place(tokens, own),
            self._login(asked, own),
            self._refusal(own, asked, held),
            self._terms(people, held),
            self._approval(people, held),
            self._load(own, tokens),
        ]

    def _token(self, people: list[Account]) -> Step:
        made = [token for account in people for token in account.tokens]
        done = any(token.role == "write" for token in made)
        wrong = ""
        if made and not done:
            kinds = {"read": "a read token", "fineGrained": "a fine-grained token"}
            wrong = (
                f"{made[-1].name} is {kinds[made[-1].role]}; the lecture makes one with the role write, since a later "
                "lesson uploads a model."
            )
        return Step("token", "make a token with the role write", f"open {self._url}/settings/tokens/new", done, wrong)

    def _place(self, tokens: dict, own: list[Request]) -> Step:
        found = [place.strip() for place in self._places()]
        done = bool(own) or any(place in tokens for place in found)
        wrong = ""
        if not done and tokens and any(place.startswith("hf_") for place in found):
            wrong = "a token stands there, but it is none of yours (any more): copy the whole of the one you made."
        how = "write HF_TOKEN=hf_… into a file .env, or give it to login() in the next step"
        return Step("place", "put it where your code finds it", how, done, wrong)

    def _login(self, asked: list[Request], own: list[Request]) -> Step:
        done = any(request.path == "/api/whoami-v2" and request.status == 200 for request in own)
        refused = [request for request in asked if request.path == "/api/whoami-v2" and request.status == 401]
        wrong = "" if done or not refused else "the Hub was asked with a token that it does not know: copy all of it."
        how = "kit hub -- python, then: from huggingface_hub import login; login('hf_…')"
        return Step("login", "log in from Python", how, done, wrong)

    def _refusal(self, own: list[Request], asked: list[Request], held: list[AccessRequest]) -> Step:
        refused = [request for request in own if request.status == 403 and self._family(request) == FAMILY]
        nobody = [request for request in asked if request.status == 401 and self._family(request) == FAMILY]
        wrong = ""
        if not refused and held:
            wrong = (
                "you signed before you were refused, which is no harm: this step is seen when the approval is pending."
            )
        elif not refused and nobody:
            wrong = "the Hub was asked without your token: log in first, in the same program."
        how = f"in the same Python: from transformers import AutoTokenizer; AutoTokenizer.from_pretrained('{LLAMA}')"
        done = bool(refused) or any(request.state == ACCEPTED for request in held)
        return Step("refusal", "be refused", how, done, wrong)

    def _terms(self, people: list[Account], held: list[AccessRequest]) -> Step:
        others = [family for account in people for family in account.requests if family != FAMILY]
        wrong = ""
        if not held and others:
            title = FAMILIES.get(others[0], others[0])
            wrong = f"you signed the terms of {title}: {FAMILIES[FAMILY]} is a family of its own, with its own terms."
        return Step("terms", "sign the terms", f"open {self._url}/{LLAMA}", bool(held), wrong)

    def _approval(self, people: list[Account], held: list[AccessRequest]) -> Step:
        states = [account.state(FAMILY) for account in people]
        done, wrong = ACCEPTED in states, ""
        if not done and REJECTED in states:
            wrong = f"your request was rejected. Withdraw it at {self._url}/settings/gated-repos, and sign again."
        elif not done:
            for account in people:
                request = account.requests.get(FAMILY)
                if request is not None and request.due is None and request.email.casefold() != account.email.casefold():
                    wrong = (
                        f"the e-mail in the form, {request.email}, is not your account's, {account.email}, so approval waits "
                        f"for a person. Withdraw it at {self._url}/settings/gated-repos, and sign with your account's."
                    )
        how = f"wait; the state is at {self._url}/settings/gated-repos"
        return Step("approval", "wait for approval", how, done, wrong)

    def _load(self, own: list[Request], tokens: dict[str, tuple[Account, AccessToken]]) -> Step:
        loaded = [
            request
            for request in own
            if request.status in (200, 206)
            and request.path.endswith("/tokenizer.json")
            and "/resolve/" in request.path
            and self._family(request) == FAMILY
        ]
        wrong = ""
        if not loaded:
            for request in own:
                account, token = tokens[request.token or ""]
                if request.status == 403 and not token.opens_gated and account.state(FAMILY) == ACCEPTED:
                    wrong = (
                        f"{token.name} is fine-grained and lacks the permission for gated repositories: make another "
                        f"at {self._url}/settings/tokens/new."
                    )
        how = f"AutoTokenizer.from_pretrained('{LLAMA}') once more"
        return Step("load", "load the tokenizer", how, bool(loaded), wrong)

    def _family(self, request: Request) -> str | None:
        """The family that a request for a file or for access was about."""
        segments = request.path.split("/")[1:]
        segments = segments[2:] if segments[:2] == ["api", "models"] else segments
        split = self._catalogue.split(segments)
        if split is None or not {"resolve", "auth-check"} & set(split[1][:1]):
            return None
        found = self._catalogue.get(str(self._catalogue.new_name(split[0]) or split[0]))
        return found.family if found is not None else None


def lines(steps: list[Step], marks: tuple[str, str, str] = ("+", ">", ".")) -> list[str]:
    """The steps as lines: done, the one at hand with how to do it and what went wrong, and those to come."""
    done, now, later = marks
    told: list[str] = []
    at_hand = next((step for step in steps if not step.done), None)
    for number, step in enumerate(steps, 1):
        mark = done if step.done else now if step is at_hand else later
        told.append(f"{mark} {number}  {step.title}")
        if step is at_hand:
            told.append(f"     {step.how}")
        if step.wrong and not step.done:
            told.append(f"     ! {step.wrong}")
    return told
