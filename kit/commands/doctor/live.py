"""The learner's access to the real Hub, step by step; only when asked, and never showing the token.

It goes the way the learner's own code goes: huggingface_hub with the learner's settings. The first step that fails
ends it, as the later ones depend on it.
"""

import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies

from kit.commands.doctor import NOTE, OK, WRONG, Finding
from kit.tokenizers.loaded import REACH_SECONDS
from kit.tokenizers.model_ids import LLAMA

if TYPE_CHECKING:
    from huggingface_hub import HfApi

FILE = "tokenizer.json"

PENDING, REJECTED = "awaiting a review", "rejected"
"""What the Hub's message on a gated repository contains when the terms are signed and nobody has said yes, or somebody no."""


def not_asked() -> Finding:
    """What is said instead of asking."""
    text = "not asked: your own token was neither read nor sent"
    return Finding("live Hub", NOTE, text, "`kit doctor --live` asks the real Hub with it.")


def findings() -> Iterator[Finding]:
    """Each step, until one fails."""
    from huggingface_hub import constants, get_token

    address = constants.ENDPOINT
    if constants.HF_HUB_OFFLINE:
        yield Finding("live Hub", WRONG, "HF_HUB_OFFLINE is set, so the library asks nobody", "Unset HF_HUB_OFFLINE.")
        return
    if problem := _unreachable(address):
        step = "Look at the network, a VPN, a proxy (HTTPS_PROXY). The exercises need none of it: leave --hub=live out."
        yield Finding("live Hub", WRONG, problem, step)
        return
    yield Finding("live Hub", OK, f"{address} can be reached")
    token = get_token()
    if not token:
        yield Finding("token", WRONG, "there is none", f"Make one at {address}/settings/tokens, then: hf auth login")
        return
    name = yield from _account(address, token)
    if name is None:
        return
    yield from _access(address, token)


def _unreachable(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme in getproxies():
        return ""  # not reached directly; the next step tells
    port = parts.port or {"http": 80}.get(parts.scheme, 443)
    try:
        # The client itself would try for most of a minute, silently.
        socket.create_connection((parts.hostname or "", port), timeout=REACH_SECONDS).close()
    except OSError as error:
        return f"{address} cannot be reached ({error})"
    return ""


def _account(address: str, token: str):
    from huggingface_hub import HfApi

    try:
        known = HfApi().whoami(token=token)
    except (
        Exception
    ) as error:  # what is raised differs between the client's versions, and for a token no header can hold
        status = getattr(getattr(error, "response", None), "status_code", None)
        if status == 401:
            step = f"It may be mistyped, deleted or of another Hub: make one at {address}/settings/tokens, then: hf auth login"
            yield Finding("token", WRONG, "there is one, and the Hub does not accept it", step)
        else:
            text = f"the Hub could not be asked whose it is ({status or type(error).__name__})"
            yield Finding(
                "token", WRONG, text, "Look at the network and try again; a token is letters and digits only."
            )
        return None
    role = known.get("auth", {}).get("accessToken", {}).get("role", "unknown")
    yield Finding("token", OK, f"belongs to {known['name']}, its role is {role}")
    return known["name"]


def _access(address: str, token: str) -> Iterator[Finding]:
    from huggingface_hub import HfApi
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    api, page = HfApi(), f"{address}/{LLAMA}"
    try:
        api.auth_check(LLAMA, token=token)
    except GatedRepoError as error:
        said = f"{error} {error.response.headers.get('X-Error-Message', '')}"
        if PENDING in said:
            step = (
                "Wait: the publisher answers by e-mail, mostly within hours. ex02's first_available is made for that."
            )
            yield Finding("terms", WRONG, f"signed for {LLAMA}; the request is pending", step)
        elif REJECTED in said:
            yield Finding("terms", WRONG, f"the publisher has rejected the request for {LLAMA}", f"See {page}")
        else:
            step = f"Sign them at {page}; a fine-grained token also needs the permission to read gated repositories."
            yield Finding("terms", WRONG, f"not signed for {LLAMA}, or the token may not use the signature", step)
        return
    except RepositoryNotFoundError:
        yield Finding("terms", WRONG, f"this Hub does not know {LLAMA}", "Is HF_ENDPOINT set to another Hub?")
        return
    except HfHubHTTPError as error:
        yield Finding(
            "terms", WRONG, f"the Hub did not say ({error.response.status_code})", "Try again in some minutes."
        )
        return
    yield Finding("terms", OK, f"{LLAMA} may be used")
    yield _same_files(api, token)


def _same_files(api: "HfApi", token: str) -> Finding:
    """Whether the live tokenizer is the embedded one, told from the Hub's list of files, without a download."""
    import hashlib
    from pathlib import Path

    from kit.hub.catalogue import git_id
    from kit.tokenizers import vendors

    try:
        own = (Path(vendors.folder(LLAMA, say=lambda line: None)) / FILE).read_bytes()
        (live,) = api.get_paths_info(LLAMA, [FILE], token=token)
    except Exception as error:  # whatever it is, the files could not be compared
        return Finding("same files", NOTE, f"could not be compared ({type(error).__name__})", "Try again.")
    same = live.lfs.sha256 == hashlib.sha256(own).hexdigest() if live.lfs else live.blob_id == git_id("blob", own)
    if same:
        return Finding("same files", OK, f"{FILE} of the live {LLAMA} is the embedded one, to the byte")
    step = "The exercises are graded with the embedded one. Is HF_ENDPOINT set to a mirror?"
    return Finding("same files", NOTE, f"{FILE} of the live {LLAMA} is not the embedded one", step)
