"""Keeps the clients away from a learner's own token, cache and git credentials: the environment they read.

`huggingface_hub` and `transformers` read most of these variables once, when they are imported, so all of
them are set before that. Names and meanings are those of `huggingface_hub/constants.py`,
`huggingface_hub/utils/_auth.py` and `transformers/utils/hub.py`, of huggingface_hub 0.36 and 2.4 and of
transformers 4.57 and 5.23.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

# Set to the same value in every run.
SET: dict[str, str] = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_XET": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "HF_HUB_DISABLE_SYMLINKS_WARNING": "1",
    "TOKENIZERS_PARALLELISM": "false",
    # Without it, importing transformers prints a line on PyTorch, which no exercise needs.
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    # In Colab the client asks the notebook's vault for the secret HF_TOKEN and sends it to whatever Hub is
    # set. It does not in Colab Enterprise, which it knows by this variable (`is_colab_enterprise` in
    # huggingface_hub/utils/_runtime.py); nothing else in either client looks at it.
    "VERTEX_PRODUCT": "COLAB_ENTERPRISE",
    # git: no settings of the system, and, read after every settings file (a repository's own included), an
    # empty credential helper, which clears the list of helpers (`man gitcredentials`).
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "credential.helper",
    "GIT_CONFIG_VALUE_0": "",
}

# Taken out of the environment, by reason.
UNSET: dict[str, tuple[str, ...]] = {
    "another token": (
        "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH",
        "HF_OIDC_RESOURCE", "HF_OIDC_ID_TOKEN", "HF_HUB_DISABLE_IMPLICIT_TOKEN",
    ),
    "another cache": (
        "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_ASSETS_CACHE", "HUGGINGFACE_ASSETS_CACHE",
        "HF_XET_CACHE", "HF_MODULES_CACHE", "TRANSFORMERS_CACHE",
        "PYTORCH_TRANSFORMERS_CACHE", "PYTORCH_PRETRAINED_BERT_CACHE",
    ),
    "another server, or none": (
        "HUGGINGFACE_CO_STAGING", "HUGGINGFACE_CO_RESOLVE_ENDPOINT", "HF_INFERENCE_ENDPOINT",
        "HF_DEVICE_CODE_OAUTH_CLIENT_ID", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE",
    ),
    "another way of asking": (
        "HF_HUB_USER_AGENT_ORIGIN", "HF_HUB_ETAG_TIMEOUT", "HF_HUB_DOWNLOAD_TIMEOUT",
        "HF_HUB_ENABLE_HF_TRANSFER", "HF_DEBUG",
    ),
    # NO_PROXY would do for most, but httpx refuses to start at all beside a SOCKS proxy it cannot speak to.
    "a proxy": (
        "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy",
    ),
    "git settings given by another way": ("GIT_CONFIG_PARAMETERS", "GIT_CONFIG_SYSTEM"),
}  # fmt: skip

LOCAL = ("127.0.0.1", "localhost")


class TooLate(RuntimeError):
    """The Hub client was imported before it could be pointed at the practice Hub."""


def variables(endpoint: str, home: Path, environ: Mapping[str, str] | None = None) -> dict[str, str | None]:
    """What to change in an environment: a value to set by name, or None for a name to take out.

    `endpoint` is the Hub's address (`PracticeHub.url`). `home` is a folder private to the run; it becomes
    HF_HOME (token, cache, downloaded code). It is made if it is not there, with the two empty files
    that stand in for the learner's .netrc and .gitconfig. `environ` is the environment to be changed, of
    which only NO_PROXY matters; by default this process's.
    """
    environ = os.environ if environ is None else environ
    home = Path(home).absolute()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    # `requests` puts a password of .netrc in place of the token; an empty file has none.
    netrc, gitconfig = home / "empty-netrc", home / "empty-gitconfig"
    for file in (netrc, gitconfig):
        file.write_bytes(b"")
    direct = _without_proxy(environ)
    return {
        **{name: None for names in UNSET.values() for name in names},
        **SET,
        "HF_ENDPOINT": endpoint.rstrip("/"),
        "HF_HOME": str(home),
        "NETRC": str(netrc),
        "GIT_CONFIG_GLOBAL": str(gitconfig),
        # The lower-case name wins where both are set, except on Windows, which knows only one.
        "NO_PROXY": direct,
        "no_proxy": direct,
    }


def overlaid(endpoint: str, home: Path, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """A whole environment for a subprocess: `environ` (by default this process's) with the changes made."""
    environ = os.environ if environ is None else environ
    changes = variables(endpoint, home, environ)
    kept = {name: value for name, value in environ.items() if name not in changes}
    return kept | {name: value for name, value in changes.items() if value is not None}


def change(values: Mapping[str, str | None]) -> dict[str, str | None]:
    """Changes `os.environ` and returns what was there: `change(change(values))` leaves it as it was."""
    before = {name: os.environ.get(name) for name in values}
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    return before


def isolate(endpoint: str, home: Path) -> None:
    """Points this process's clients at `endpoint` and away from everything that is the learner's own.

    Raises TooLate (a RuntimeError) if `huggingface_hub.constants` is already imported: it has read
    the learner's settings by then, and would send the learner's token.
    """
    if "huggingface_hub.constants" in sys.modules:
        raise TooLate(
            "huggingface_hub was imported before the practice Hub was set up, so it already uses your own "
            "token, cache and the real Hub. Start the practice Hub first; in a notebook, restart the kernel."
        )
    change(variables(endpoint, home))


@contextmanager
def isolated(endpoint: str, home: Path) -> Iterator[None]:
    """`isolate` for the length of a `with` block; `os.environ` is as it was after it."""
    before = {name: os.environ.get(name) for name in variables(endpoint, home)}
    isolate(endpoint, home)
    try:
        yield
    finally:
        change(before)


def _without_proxy(environ: Mapping[str, str]) -> str:
    known = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
    hosts = [host.strip() for host in known.split(",") if host.strip()]
    if "*" in hosts:  # means everything, and only when it stands alone
        return "*"
    return ",".join(hosts + [host for host in LOCAL if host not in hosts])
